"""Records → the workbook of a roster: what `hyqz export` and `hyqz import --template` write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hyqz_site.desk import cells, forms, sheet
from hyqz_site.desk.cells import Column, columns
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import ListOf
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.kinds.volunteer import VOLUNTEER
from hyqz_site.model.numbers import Number
from hyqz_site.model.pointers import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from hyqz_site.desk.sheet import Book
    from hyqz_site.model.kinds.common import Kind, Record
    from hyqz_site.model.site import Site

EXAMPLE: Final = "示例"
"""In the column 编号: the row is an example and no record."""
ID: Final = "编号"


def book(kind: Kind, site: Site, known: AbstractMapping[str, list[tuple[str, str]]], *, template: bool) -> Book:
    """The workbook of a kind: its records, or one example row in a `template`."""
    every = columns(kind)
    id_note = f"文件名，小写字母、数字和减号；空着就用名称的拼音。写着“{EXAMPLE}”的一行不会读入。"
    headings = [sheet.Heading(ID, id_note), *(_heading(column, known) for column in every)]
    wanted = dict.fromkeys(heading.choices_from for heading in headings if heading.choices_from)
    names = {BY_NAME[name].label: list(items) for name, items in known.items()}
    made = sheet.Book(kind.label, headings, lists={name: names[name] for name in wanted if names.get(name)})
    if template:
        made.rows = [[EXAMPLE, *(example(kind, column) for column in every)]]
    else:
        for (name, id_), record in site.records.items():
            if name == kind.name:
                made.rows.append([id_, *(_value(record, column) for column in every)])
    return made


def _heading(column: Column, known: AbstractMapping[str, list[tuple[str, str]]]) -> sheet.Heading:
    type_, inner = column.spec.type, column.spec.item
    choices: tuple[str, ...] = ()
    choices_from = ""
    note = forms.meaning(inner, {})
    if column.table:
        note = f"每行一项，按这个次序写，中间用{cells.BAR}隔开：{cells.order(column.table)}"
    elif isinstance(type_, ListOf):
        note = f"可以写几项，用顿号隔开；{note}"
    if isinstance(inner, Reference):
        note += "；也可以写名称"
    if isinstance(type_, Enum):
        choices = tuple(type_.values)
    elif note.startswith("可以写：是、否"):
        choices = ("是", "否")
    elif isinstance(type_, Reference) and type_.is_single:
        choices_from = BY_NAME[type_.kinds[0]].label if known.get(type_.kinds[0]) else ""
    must = "必填。" if column.required else ""
    return sheet.Heading(
        f"{column.header}{'*' if column.required else ''}",
        must + note,
        choices,
        choices_from,
        is_text=not isinstance(type_, Number | Date),
    )


def _value(record: Record, column: Column) -> object:
    holder: Any = getattr(record, column.group.attribute) if column.group else record
    if holder is None:
        return None
    if column.spec.attribute == "status":
        return str(record.status)
    return cells.cell_of(column.spec, getattr(holder, column.spec.attribute))


def example(kind: Kind, column: Column) -> str | None:
    """What the example row shows: the first choice, the example that the type gives, else a word of its own."""
    inner = column.spec.item
    if column.spec.attribute == "title" and not column.group:
        return "李晓雁" if kind is VOLUNTEER else f"示例{kind.label}"
    if isinstance(inner, Enum):
        return str(next(iter(inner.values)).value)
    given = inner.words.partition("例如 ")[2].partition("（")[0]
    if isinstance(inner, Reference):
        return None
    return given or ("10" if isinstance(inner, Number) and column.required else None)
