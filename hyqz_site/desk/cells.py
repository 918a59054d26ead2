"""Fields ⇄ cells of a roster: which fields stand in cells, and how their values are written there and read again.

A list of groups (荣誉, 成效, 名单, 数据 …) stands in one cell: a line for each, its fields in their order, ｜ between
them. A text of several paragraphs stands in a cell as it is; one that no cell can hold stays in its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.desk import forms, new, sheet, spelled
from hyqz_site.model.fields import Group, ListOf, Markdown, Spec, Text, specs
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.numbers import Number, Percent
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Media, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hyqz_site.model.kinds.common import Kind
    from hyqz_site.problem import Problem

BAR: Final = "｜"
"""Between the fields of one line; a plain bar will do where there is no wide one."""
_SPLIT: Final = re.compile(r"[、，,；;]")
_BRACKETS: Final = re.compile(r"[\[［【]([^\[\]［］【】]*)[\]］】]")
"""Around a list, as in a file."""
_ESCAPED: Final = re.compile(r"\\(.)")
_MOST: Final = 32_767
"""Characters that a cell of Excel holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A field that stands in a cell."""

    header: str
    spec: Spec
    group: Spec | None = None
    required: bool = False

    @property
    def name(self) -> str:
        """The dotted name of the field."""
        return f"{self.group.attribute}.{self.spec.attribute}" if self.group else self.spec.attribute

    @property
    def table(self) -> type | None:
        """The group whose list stands in the cell; None for every other field."""
        inner = self.spec.type.item if isinstance(self.spec.type, ListOf) else None
        return inner.cls if isinstance(inner, Group) else None

    @property
    def is_text(self) -> bool:
        """Whether it is a text of paragraphs."""
        return isinstance(self.spec.type, Markdown)


def fields(kind: Kind) -> tuple[Spec, ...]:
    """All fields of a kind, in the order of its form; what is rare and texts of paragraphs come last."""
    required, optional = forms.in_order(kind)
    cls: type = kind.record
    usual = (*required, *optional)
    rare = (spec for spec in specs(cls) if spec not in usual)
    return tuple(sorted((*usual, *rare), key=lambda spec: isinstance(spec.type, Markdown)))


def columns(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind."""
    return tuple(column for spec in fields(kind) for column in columns_of(spec))


def columns_of(spec: Spec) -> Iterator[Column]:
    """The columns of a field: of a group, one for each of its fields."""
    if isinstance(spec.type, Group):
        for inner in specs(spec.type.cls):
            yield Column(f"{spec.label}·{inner.label}", inner, spec)
    else:
        yield Column(spec.label, spec, required=spec.required)


# From a cell


def items(text: str) -> list[str]:
    """The items of a cell: one a line where it has several lines, else between commas, in brackets or without."""
    listed = _BRACKETS.fullmatch(text)
    parts = text.split("\n") if "\n" in text else _SPLIT.split(listed[1] if listed else text)
    return [part.strip() for part in parts if part.strip()]


def rows(table: type, text: str) -> list[dict[str, spelled.Value]]:
    """The lines of a cell as groups, by attribute. Raises ValueError with what is wrong, in Chinese."""
    wanted = specs(table)
    found: list[dict[str, spelled.Value]] = []
    for number, line in enumerate((line for line in text.split("\n") if line.strip()), start=1):
        parts = _split(line)
        if len(parts) > len(wanted):
            raise ValueError(f"第 {number} 项有 {len(parts)} 段，最多 {len(wanted)} 段：{order(table)}")
        if any(_begins_another(wanted[0], part) for part in parts[:-1]):
            raise ValueError(f"第 {number} 项像是两项：一行只写一项，中间用{BAR}隔开：{order(table)}")
        given = {
            spec.attribute: (spec, part.strip()) for spec, part in zip(wanted, parts, strict=False) if part.strip()
        }
        found.append(
            {
                name: items(part) if isinstance(spec.type, ListOf) else " ".join(part.split())
                for name, (spec, part) in given.items()
            }
        )
    return found


def _begins_another(first: Spec, part: str) -> bool:
    """Whether a part ends with what another line would begin with, behind a semicolon."""
    _, mark, tail = part.replace("；", ";").rpartition(";")
    is_anything = isinstance(first.type, Text | Reference)
    return bool(mark and tail.strip() and not is_anything and not new.problems_of(first, spelled.written(tail, "\n")))


def order(table: type) -> str:
    """The parts of a line of a cell, in their order."""
    return BAR.join(spec.label for spec in specs(table))


def _split(line: str) -> list[str]:
    bar = BAR if BAR in line else "|"
    parts = re.split(rf"(?<!\\)((?:\\\\)*){re.escape(bar)}", line)
    joined = [first + tail for first, tail in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    return [_ESCAPED.sub(lambda match: " " if match[1] == "n" else match[1], part) for part in joined]


def written_as(column: Column, text: str, indent: str = "") -> str:
    """A cell's text as YAML, with the blank before it. Raises ValueError where it is no table and should be."""
    if column.table:
        labelled = [
            {spec.label: row[spec.attribute] for spec in specs(column.table) if spec.attribute in row}
            for row in rows(column.table, text)
        ]
        return spelled.written(labelled, "\n", indent)
    if column.is_text:
        return " |\n" + "".join(f"{indent}  {line}\n" if line.strip() else "\n" for line in text.split("\n")).rstrip(
            "\n"
        )
    return spelled.written(items(text) if isinstance(column.spec.type, ListOf) else text, "\n", indent)


def said(problems: Iterable[Problem]) -> str:
    """Problems of a cell as a sentence: what to write there, not in a file."""
    text = new.said(problems)
    for pattern, instead in _FOR_CELLS:
        text = pattern.sub(instead, text)
    return text


_FOR_CELLS: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"请用半角逗号，外面加方括号：\[(.*?)\]"),
        lambda found: f"请用顿号隔开：{found[1].replace(', ', '、')}",
    ),
    (
        re.compile(r"每行以“- ”开头：“- (.*?)”(?=[。；]|\Z)"),
        lambda found: f"每行一项：“{found[1].replace('“- ', '“')}”",
    ),
    (re.compile(r"是不是下一行开头少了“- ”？列表的每一项都要以“- ”开头。"), "几项之间请用顿号隔开。"),
    (re.compile(r"请写成：(\S+): 是，或 \1: 否"), "请写“是”或“否”。"),
)
"""What hints say of a file, and of a cell."""


# Into a cell


def cell_of(spec: Spec, value: Any) -> object:  # noqa: ANN401 - of any field
    """A field's value as it stands in a cell: dates and numbers as Excel's own, everything else as text."""
    if value is None or value == ():
        return None
    if isinstance(spec.type, ListOf):
        return _list(spec.type, value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(spec.type, Number) and isinstance(value, Decimal | int) and sheet.is_exact(str(value)):
        return int(value) if value == int(value) else float(value)
    return _fitting(text_of(spec.type, value).strip())


def _fitting(text: str) -> str | None:
    """The text; None where no cell can hold it: an empty cell changes nothing."""
    return text if len(text) <= _MOST else None


def _list(type_: ListOf, value: Sequence[Any]) -> str | None:
    if isinstance(type_.item, Group):
        return _fitting("\n".join(_line(type_.item.cls, one) for one in value))
    parts = [text_of(type_.item, item) for item in value]
    text = "、".join(parts)
    return "\n".join([*parts, ""]) if any(map(_SPLIT.search, parts)) or _BRACKETS.fullmatch(text) else text


def line(table: type, row: Mapping[str, spelled.Value]) -> str:
    """A group by attribute as a line of a cell."""
    given = [row.get(spec.attribute, "") for spec in specs(table)]
    return _joined([value if isinstance(value, str) else "、".join(value) for value in given])


def _line(table: type, value: Any) -> str:  # noqa: ANN401 - an instance of the group
    return _joined([_part(spec, getattr(value, spec.attribute)) for spec in specs(table)])


def _joined(texts: Sequence[str]) -> str:
    parts = ["".join(f"\\{sign}" if sign in f"\\{BAR}" else sign for sign in " ".join(text.split())) for text in texts]
    while parts and not parts[-1]:
        parts.pop()
    return BAR.join(parts) + (BAR if len(parts) == 1 else "")


def _part(spec: Spec, value: Any) -> str:  # noqa: ANN401 - of any field
    if value is None or value == ():
        return ""
    return str(cell_of(spec, value)) if isinstance(spec.type, ListOf) else text_of(spec.type, value)


def text_of(type_: object, value: Any) -> str:  # noqa: ANN401 - of any field
    """A single value as an editor would type it."""
    if isinstance(value, Ref):
        if not value.kind:  # it names no kind that there is, and stays as it was written
            return value.text
        return value.id if isinstance(type_, Reference) and type_.is_single else BY_NAME[value.kind].address(value.id)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" + ("%" if isinstance(type_, Percent) else "")
    return next((write(value) for cls, write in _WRITTEN if isinstance(value, cls)), str(value))


_WRITTEN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda value: "是" if value else "否"),
    (StrEnum, lambda value: str(value.value)),
    (datetime, lambda value: f"{value:%Y-%m-%d %H:%M}"),
    (Media, lambda value: str(value.path)),
    (tuple, lambda value: " ".join(f"{Decimal(repr(part)) * 100:f}".rstrip("0").rstrip(".") + "%" for part in value)),
)
"""How a value of a class is written; the first that fits."""
