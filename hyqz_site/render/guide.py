"""The style guide: every component in all its states, from the data files beside the components.

The tests draw the same examples. `hyqz serve` shows the guide; no build writes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from hyqz_site.lean import dataclass
from hyqz_site.problem import Problems
from hyqz_site.render import charts, geese, qr
from hyqz_site.render.templates import Templates
from hyqz_site.source import nodes

FOLDER: Final = "components/"
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_WORDS: Final = {"true": True, "false": False, "null": None}


class GuideError(Exception):
    """An example file that says something that cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Example:
    """A component in one state."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class Component:
    """A macro with its examples."""

    file: str
    macro: str
    about: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class GuideView:
    """The style guide."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    colours: tuple[str, ...]
    components: tuple[Component, ...]


def guide(
    templates: Templates, files: Mapping[str, bytes], styles: tuple[str, ...], scripts: tuple[str, ...] = ()
) -> bytes:
    """The page of all components; `files` are the bytes of `templates/` by path below it, `styles` addresses."""
    return templates.render("pages/guide.html", GuideView(styles, scripts, COLOURS, components(templates, files)))


COLOURS: Final = ("page", "surface", "text", "quiet", "accent", "second", "link", "board", "banner", "gold")
"""The roles that the guide shows as patches."""


def components(templates: Templates, files: Mapping[str, bytes]) -> tuple[Component, ...]:
    """Every example of every component, drawn. Raises GuideError, TemplateError."""
    found = []
    for path in sorted(files):
        if not (path.startswith(FOLDER) and path.endswith(".yaml")):
            continue
        for macro, told in data_of(path, files[path]).items():
            examples = tuple(
                Example(name, templates.macro(path.removesuffix(".yaml") + ".html", macro, arguments))
                for name, arguments in told["examples"].items()
            )
            found.append(Component(path.removesuffix(".yaml"), macro, told["about"], examples))
    return tuple(found)


def data_of(path: str, data: bytes) -> dict[str, Any]:
    """An example file as plain data; `{make: …}` stands for what Python draws: birds, charts, codes."""
    problems = Problems()
    tree = nodes.compose(path, data.decode(), 1, {}, problems)
    found = _plain(tree.root)
    if problems.has_errors or not isinstance(found, dict):
        raise GuideError(f"{path}: {'; '.join(problem.message for problem in problems)}")
    return found


def _plain(node: nodes.Node) -> Any:  # noqa: ANN401 - plain data
    if isinstance(node, nodes.Mapping):
        found = {entry.key.text: _plain(entry.value) for entry in node.entries}
        return _MAKERS[found.pop("make")](**found) if "make" in found else found
    if isinstance(node, nodes.Sequence):
        return tuple(_plain(item) for item in node.items)
    if isinstance(node, nodes.Scalar):
        if node.text in _WORDS:
            return _WORDS[node.text]
        if _NUMBER.fullmatch(node.text):
            return float(node.text) if "." in node.text else int(node.text)
        return node.text
    return ""


def _scene(key: str, tint: str = "", count: int = 0, width: int = 300, height: int = 200) -> geese.Scene:
    return geese.scene(key, tint=tint, count=count, shape=(width, height))


def _chart(kind: str, items: Mapping[str, float], target: float | None = None, target_text: str = "") -> charts.Chart:
    values = [charts.Item(str(name), float(value), f"{value:g}") for name, value in items.items()]
    if kind == "people":
        return charts.people("示例图", values)
    draw = charts.rows if kind == "rows" else charts.columns
    return draw("示例图", values, float(target) if target is not None else None, target_text)


_MAKERS: Final[dict[str, Any]] = {
    "scene": _scene,
    "stars": geese.stars,
    "divider": geese.divider,
    "gap": geese.gap,
    "chart": _chart,
    "code": qr.code,
}
