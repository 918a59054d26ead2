"""Bring the made parts of docs/编辑手册.md up to date: tables of fields, and what is said about common mistakes.

python tools/make_manual.py

Each part stands between two markers; what is around them is written by hand. A test says where they are not up to date.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hyqz_site import console
from hyqz_site.build import build
from hyqz_site.desk import forms
from hyqz_site.lean import dataclass
from hyqz_site.model.clock import CHINA
from hyqz_site.model.fields import Group, ListOf, Spec, specs
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.singletons import Post, Rules, Settings
from hyqz_site.publish.cache import Cache
from hyqz_site.source import tree

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "编辑手册.md"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
SITE = "网站名称: 衡阳群众\n主办: 苗圃街道\n"
_FIELDS: Final = re.compile(r"(<!-- 字段:(?P<kind>\w+) -->\n).*?(<!-- 字段完 -->)", re.DOTALL)
_MISTAKE: Final = re.compile(
    r"<!-- 错误:(?P<path>\S+) -->\n\n```\n(?P<text>.*?)```\n\n会看到：\n\n```\n(?P<said>.*?)```\n", re.DOTALL
)


TABLES: Final[dict[str, type]] = {
    **{kind.label: kind.record for kind in KINDS},
    "网站设置": Settings,
    "规则": Rules,
    "岗位": Post,
}
"""What has fields, by the name that the manual calls it."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A file with a mistake, and what is said about it."""

    path: str
    text: str
    said: str


def said(mistake: Mistake) -> str:
    """What `hyqz check` says about a project with this one file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("content/site.yaml", SITE), (mistake.path, mistake.text)):
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        found = build(tree.read(Path(folder)), NOW, Cache()).problems
    return console.as_text(problem for problem in found if problem.path == mistake.path)


def main() -> None:
    """Write the manual anew where it changes."""
    before = MANUAL.read_text(encoding="utf-8")
    MANUAL.write_text(updated(before, said), encoding="utf-8", newline="\n")


def updated(text: str, told: Callable[[Mistake], str]) -> str:
    """The manual with its made parts as they must be; `told` gives what is said about a mistake."""
    tables = {name: "\n".join(_table(cls)) for name, cls in TABLES.items()}
    text = _FIELDS.sub(lambda found: f"{found.group(1)}\n{tables[found.group('kind')]}\n\n{found.group(3)}", text)
    return _MISTAKE.sub(lambda found: _with(found, told(_mistake(found))), text)


def mistakes(text: str) -> list[Mistake]:
    """The mistakes that the manual shows."""
    return [_mistake(found) for found in _MISTAKE.finditer(text)]


def listed_in(text: str) -> list[str]:
    """What the manual lists the fields of."""
    return [found.group("kind") for found in _FIELDS.finditer(text)]


def _mistake(found: re.Match[str]) -> Mistake:
    return Mistake(found.group("path"), found.group("text"), found.group("said"))


def _with(found: re.Match[str], said: str) -> str:
    whole, start = found.group(), found.start()
    return whole[: found.start("said") - start] + said + whole[found.end("said") - start :]


def _table(cls: type) -> Iterator[str]:
    yield "| 字段 | 英文名 | 必填 | 怎么写 |"
    yield "|---|---|---|---|"
    for spec in sorted(specs(cls), key=lambda spec: (spec.attribute != "title", not spec.required)):
        yield from _rows(spec, "")


def _rows(spec: Spec, above: str) -> Iterator[str]:
    inner = spec.item
    must = "是" if spec.required else spec.when
    name = f"{above}{spec.label}"
    if isinstance(inner, Group):
        words = "可以写几项，下面几行：" if isinstance(spec.type, ListOf) else "另起几行，前面空两格："
        yield f"| {name} | `{spec.key}` | {must} | {words} |"
        for part in specs(inner.cls):
            yield from _rows(part, f"{name} › ")
        return
    words = forms.meaning(spec.type).replace("|", "\\|")
    yield f"| {name} | `{spec.key}` | {must} | {words} |"


if __name__ == "__main__":
    main()
