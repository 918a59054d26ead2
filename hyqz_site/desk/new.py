"""A new record as a commented file: required fields first, what may be written behind each. It never overwrites."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError, forms
from hyqz_site.desk.spelled import written
from hyqz_site.lean import dataclass
from hyqz_site.model import catalogue
from hyqz_site.model.context import Context, Trail
from hyqz_site.model.fields import Group, ListOf, Spec, spec_of
from hyqz_site.model.kinds import KIND_NAMES
from hyqz_site.model.kinds.volunteer import VOLUNTEER
from hyqz_site.model.naming import MAX_ID, id_fault, suggest_id
from hyqz_site.problem import Position, Problem, Problems
from hyqz_site.source.nodes import Absent, Mapping, Sequence, compose
from hyqz_site.source.values import Name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as AbstractMapping

    from hyqz_site.model.kinds.common import Kind

_BEFORE_PUBLISHING: Final = ("published",)
_STATUS: Final = "status"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is not on the disk yet."""

    path: str
    text: str
    id: str


def plan_id(kind: Kind, name: str, wanted: str, paths: Iterable[str]) -> tuple[str, str]:
    """The id of a new record called `name`, and what to say about it; `wanted` is the one that was asked for.

    Raises DeskError where the wanted one cannot be, or where a record of that id is there already.
    """
    taken = taken_ids(kind, paths)
    if wanted:
        fault = bad_id(kind, wanted)
        if fault:
            raise DeskError(f"{fault}，现在是“{wanted}”。")
        if wanted in taken:
            raise DeskError(f"编号 {wanted} 已经有了：{taken[wanted]}。请换一个编号，或直接修改那个文件。")
        return wanted, ""
    id_ = suggest_id(name, person=kind is VOLUNTEER, page=kind.name == "page")
    free = free_id(kind, name, taken)
    if free == id_:
        return id_, ""
    return free, f"编号 {id_} 已经有了（{taken[id_]}），这一条用 {free}。如果是同一条，请删掉新文件，直接改原来的。"


def free_id(kind: Kind, name: str, taken: AbstractMapping[str, str]) -> str:
    """The id for a record called `name`, numbered where it is taken."""
    id_ = suggest_id(name, person=kind is VOLUNTEER, page=kind.name == "page")
    if id_ == "null" or id_ in taken:
        return next(free for number in range(2, 10_000) if (free := _numbered(id_, number)) not in taken)
    return id_


def bad_id(kind: Kind, id_: str) -> str:
    """Why `id_` cannot name a new record; empty where it can."""
    if id_.startswith("-") or id_ == "null":
        return "编号要以字母或数字开头，也不能是 null"
    return id_fault(id_, page=kind.name == "page")


def taken_ids(kind: Kind, paths: Iterable[str]) -> dict[str, str]:
    """Every id of the kind that a file has, with the file."""
    found = catalogue.catalogue(paths).records
    return {file.id.lower(): file.path for file in found if file.kind is kind}


def _numbered(id_: str, number: int) -> str:
    tail = f"-{number}"
    return id_[: MAX_ID - len(tail)] + tail


def draft(
    kind: Kind,
    id_: str,
    values: AbstractMapping[str, str],
    known: AbstractMapping[str, list[tuple[str, str]]],
) -> Draft:
    """The file of a new record with the given texts in their fields, by attribute."""
    required, optional = forms.in_order(kind)
    status = spec_of(kind.record, _STATUS)
    before = [spec for spec in optional if spec.attribute in _BEFORE_PUBLISHING]
    if kind is VOLUNTEER:
        before += [spec for spec in optional if spec.attribute == "consent"]
    rest = [spec for spec in optional if spec is not status and spec not in before]
    found = [
        "---",
        f"# 新建{kind.label}。每行写“字段名: 内容”，冒号用半角，后面空一格；# 后面的是说明，可以删掉。",
        "# ==== 必填 ====",
        *(line for spec in required for line in _field(spec, values, known)),
        "# 写好以前是草稿，不会出现在网站上；写好、审好以后改成“发布”。",
        f"{status.label}: 草稿  # {forms.meaning(status.type)}",
        "",
        "# ==== 发布以前要写：删掉行首的“# ” ====",
        *(line for spec in before for line in _optional(spec, values, known)),
        "",
        "# ==== 可以不写；要写就删掉行首的“# ” ====",
        *(line for spec in rest for line in _optional(spec, values, known)),
        "---",
        "",
    ]
    path = str(PurePosixPath("content", kind.collection, f"{id_}.md"))
    return Draft(path, "\n".join(found), id_)


def _field(
    spec: Spec, values: AbstractMapping[str, str], known: AbstractMapping[str, list[tuple[str, str]]]
) -> list[str]:
    given = values.get(spec.attribute, "")
    value = _written(spec, given).strip() if given else ("" if not _is_group(spec) else None)
    return list(forms.lines(spec, value, known))


def _optional(
    spec: Spec, values: AbstractMapping[str, str], known: AbstractMapping[str, list[tuple[str, str]]]
) -> list[str]:
    if values.get(spec.attribute):
        return _field(spec, values, known)
    return [f"# {line}" for line in forms.lines(spec, None if _is_group(spec) else "", known)]


def _is_group(spec: Spec) -> bool:
    return isinstance(spec.item, Group)


def is_asked(spec: Spec) -> bool:
    """Whether a field can be answered on one line of a terminal."""
    return not _is_group(spec)


def _written(spec: Spec, text: str) -> str:
    if isinstance(spec.type, ListOf):
        items = [item.strip() for item in text.replace("，", ",").replace("、", ",").split(",")]
        return written([item for item in items if item], "\n")
    return written(text, "\n")


def complaint(spec: Spec, text: str) -> str:
    """What is wrong with an answer typed for a field, in Chinese; empty where it can be read."""
    return said(problems_of(spec, _written(spec, text)))


def said(problems: Iterable[Problem]) -> str:
    """Problems of one value as a sentence."""
    return "；".join(problem.message + (f"。{problem.hint}" if problem.hint else "") for problem in problems)


def problems_of(spec: Spec, text: str) -> tuple[Problem, ...]:
    """What the field's type says to a value as it would stand in a file."""
    found = Problems()
    root = compose("", f"{spec.label}:{text}\n", 1, {spec.label: Name()}, found).root
    if isinstance(root, Mapping):
        node = root.entries[0].value
        context = Context("", found, Position(1, 1), Trail(), KIND_NAMES, spec.label, spec.attribute, Position(1, 1))
        if not isinstance(node, Absent) and not (isinstance(node, Sequence) and not node.items):
            spec.type.read(node, context)
    return tuple(found)
