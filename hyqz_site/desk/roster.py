"""Records ⇄ rows of a roster: what an import would create and change, and the workbook that an export writes.

A row changes a record field by field: an empty cell changes nothing, a cell that says the same in another spelling
changes nothing, and every other byte of the record's file stays. Lists of groups (荣誉, 成效 …) and long texts do not
fit into a cell: they stay in the files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.desk import DeskError, edit, forms, new, sheet
from hyqz_site.desk.edit import EditError
from hyqz_site.model.fields import (
    ANY,
    Context,
    Date,
    DateTime,
    Enum,
    Group,
    ListOf,
    Markdown,
    Media,
    Month,
    MonthType,
    Number,
    Percent,
    Ref,
    Reference,
    Size,
    Spec,
    Text,
    TimeRange,
    Trail,
    specs,
)
from hyqz_site.model.kinds import BY_NAME, KIND_NAMES
from hyqz_site.model.kinds.volunteer import VOLUNTEER
from hyqz_site.model.naming import nearest
from hyqz_site.problem import Position, Problems, Severity
from hyqz_site.source.nodes import Absent, Mapping, Node, compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as AbstractMapping

    from hyqz_site.desk.sheet import Book, Cell, Row
    from hyqz_site.model.kinds.common import Kind, Origin, Record
    from hyqz_site.model.site import Site

EXAMPLE: Final = "示例"
"""In the column 编号: the row is an example and no record."""
ID: Final = "编号"
_HEAD_ROWS: Final = 10
"""The head of the table stands among the first rows: rosters often have a title above it."""
_BETWEEN: Final = re.compile(r"[\s·.．:：/_\-－—*＊]|（必填）|\(必填\)")
_PERSONAL: Final = re.compile(
    r"身份证|证件号|手机|电话|联系方式|出生|生日|住址|地址|门牌|银行|卡号|账号|账户|微信|QQ|邮箱|户籍|籍贯|政治面貌|民族"
)
_SPLIT: Final = re.compile(r"[、，,；;]")
_PHONE: Final = re.compile(r"电话|座机")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A field that fits into a cell."""

    header: str
    spec: Spec
    group: Spec | None = None
    required: bool = False


def columns(kind: Kind) -> tuple[Column, ...]:
    """The fields of a kind that fit into cells, in the order of its form."""
    required, optional = forms.in_order(kind)
    return tuple(column for spec in (*required, *optional) for column in _columns(spec))


def _columns(spec: Spec) -> Iterator[Column]:
    if isinstance(spec.type, Group):
        for inner in specs(spec.type.cls):
            yield Column(f"{spec.label}·{inner.label}", inner, spec)
    elif not isinstance(spec.type, Markdown) and not (
        isinstance(spec.type, ListOf) and isinstance(spec.type.item, Group)
    ):
        yield Column(spec.label, spec, required=spec.required)


# Import


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record that would change."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class Import:
    """What an import would do."""

    created: list[tuple[str, str, bytes]] = field(default_factory=list)
    """Path, title and file of each new record."""
    updated: list[tuple[str, str, bytes, tuple[Change, ...]]] = field(default_factory=list)
    unchanged: int = 0
    personal: list[str] = field(default_factory=list)
    """Headers of columns with personal data, for which there is no field: they were not read."""
    ignored: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What has to be mended before anything can be written."""


@dataclass(slots=True)
class _Importer:
    kind: Kind
    site: Site
    files: AbstractMapping[str, bytes]
    result: Import = field(default_factory=Import)
    _taken: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)

    def run(self, rows: Sequence[Row]) -> Import:
        self._taken = new.taken_ids(self.kind, self.files)
        head = self._head(rows)
        found = self._headers(rows[head])
        if self.result.faults:
            return self.result
        for row in rows[head + 1 :]:
            values = {column: cell for column, cell in self._values(row, found) if cell.text or cell.fault}
            id_cell = next((cell for column, cell in values.items() if column is None), None)
            id_ = unicodedata.normalize("NFKC", id_cell.text).strip() if id_cell else ""
            if not values or id_.startswith(EXAMPLE):
                continue
            self._row(row.number, id_, {column: cell for column, cell in values.items() if column is not None})
        return self.result

    def _head(self, rows: Sequence[Row]) -> int:
        title = forms.title_of(self.kind)
        names = {_folded(title.label), _folded(title.key), _folded(ID)}
        for number, row in enumerate(rows[:_HEAD_ROWS]):
            texts = {_folded(cell.text) for cell in row.cells if cell.text}
            if texts & names and len(texts) > 1:
                return number
        raise DeskError(f"前 {_HEAD_ROWS} 行里找不到表头：要有一列叫“{title.label}”。可以先用 --template 生成空表。")

    def _headers(self, row: Row) -> list[Column | str | None]:
        """What each column holds: a field, the id (None), or nothing that is read (its header)."""
        every = columns(self.kind)
        known = {_folded(column.header): column for column in every}
        for column in every:
            key = f"{column.group.key}{column.spec.key}" if column.group else column.spec.key
            known.setdefault(_folded(key), column)
        found: list[Column | str | None] = []
        for cell in row.cells:
            name = _folded(cell.text)
            if name in {_folded(ID), "id"}:
                found.append(None)
            elif name in known:
                if known[name] in found:
                    self.result.faults.append(f"第 {row.number} 行表头：“{cell.text}”有两列，请删掉一列。")
                found.append(known[name])
            else:
                found.append(cell.text)
                self._unknown(row.number, cell.text, every)
        return found

    def _unknown(self, number: int, text: str, every: tuple[Column, ...]) -> None:
        if not text:
            return
        if _PERSONAL.search(text):
            self.result.personal.append(text)
            return
        guess = nearest(_folded(text), [_folded(column.header) for column in every if not column.group])
        if guess and len(guess) == len(_folded(text)):
            meant = next(column.header for column in every if _folded(column.header) == guess)
            self.result.faults.append(
                f"第 {number} 行表头：没有“{text}”这一项，是不是“{meant}”？请改表头，或删掉这一列。"
            )
        else:
            self.result.ignored.append(text)

    def _values(self, row: Row, found: list[Column | str | None]) -> Iterator[tuple[Column | None, Cell]]:
        for what, cell in zip(found, row.cells, strict=False):
            if not isinstance(what, str):
                yield what, cell

    def _row(self, number: int, id_: str, cells: dict[Column, Cell]) -> None:
        written: dict[Column, str] = {}
        before = len(self.result.faults)
        for column, cell in cells.items():
            text, fault = self._text(column, cell)
            found = new.problems_of(column.spec, written_as(column.spec, text))
            fault = fault or new.said(problem for problem in found if problem.severity is Severity.ERROR)
            if fault:
                self.result.faults.append(f"第 {number} 行“{column.header}”：{fault}")
            else:
                written[column] = text
        if len(self.result.faults) > before:
            return
        titles = (text for column, text in written.items() if column.spec.attribute == "title" and not column.group)
        title = next(titles, "")
        path = self._existing(number, id_, title)
        if path is None:
            return
        if path:
            again = self._seen.setdefault(path, number)
            if again != number:
                self.result.faults.append(f"第 {number} 行和第 {again} 行是同一条记录（{path}）。")
                return
            self._update(number, path, title, written)
        elif not title:
            self.result.faults.append(f"第 {number} 行缺少“{forms.title_of(self.kind).label}”。")
        else:
            self._create(number, id_, title, written)

    def _text(self, column: Column, cell: Cell) -> tuple[str, str]:
        """The cell's text as an editor would type it into this field, and why it cannot be read."""
        text, type_ = cell.text, column.spec.type
        if cell.fault:
            return text, cell.fault
        if cell.is_number and isinstance(type_, Text) and _PHONE.search(column.spec.label):
            return text, f"{text} 被 Excel 当成了数字，开头的 0 会丢；请把这一列设成“文本”再输入一遍。"
        if cell.is_date and isinstance(type_, MonthType):
            text = text[:7]
        elif cell.is_date and isinstance(type_, DateTime) and ":" not in text:
            text += " 00:00"
        elif self.kind is VOLUNTEER and column.spec.attribute == "title" and not re.search(r"[A-Za-z]", text):
            text = re.sub(r"\s", "", text)
        inner = type_.item if isinstance(type_, ListOf) else type_
        if isinstance(inner, Reference):
            parts = _items(text) if isinstance(type_, ListOf) else [text]
            text = "\n".join(self._id_of(inner, part) for part in parts)
        return text, ""

    def _id_of(self, type_: Reference, text: str) -> str:
        """The id of the record that a reference names by its title; the text itself where it names none."""
        head, slash, tail = text.rpartition("/")
        kinds = type_.kinds if type_.kinds != ANY else tuple(BY_NAME)
        wanted = {KIND_NAMES.get(head.strip(), "")} if slash else set(kinds)
        found = [key for key, record in self.site.records.items() if key[0] in wanted and record.title == tail.strip()]
        if (len(found) != 1) or any(id_ == tail and kind in wanted for kind, id_ in self.site.records):
            return text
        kind, id_ = found[0]
        return id_ if len(type_.kinds) == 1 and type_.kinds != ANY else f"{BY_NAME[kind].label}/{id_}"

    def _existing(self, number: int, id_: str, title: str) -> str | None:
        """The file of the record that a row means; empty for a new one, None where that cannot be told."""
        if id_:
            fault = new.bad_id(self.kind, id_)
            if fault and id_.lower() not in self._taken:
                self.result.faults.append(f"第 {number} 行“编号”：{fault}，现在是“{id_}”。")
                return None
            return self._taken.get(id_.lower(), "")
        same = [
            record.origin.path
            for (kind, _), record in self.site.records.items()
            if kind == self.kind.name and record.title == title
        ]
        if len(same) > 1:
            self.result.faults.append(
                f"第 {number} 行：有 {len(same)} 条记录都叫“{title}”，请加一列“编号”写明是哪一条。"
            )
            return None
        return same[0] if same else ""

    def _create(self, number: int, id_: str, title: str, written: dict[Column, str]) -> None:
        wanted = id_ or new.free_id(self.kind, title, self._taken)
        path = f"content/{self.kind.collection}/{wanted}.md"
        if wanted.lower() in self._taken or path in self.files:
            self.result.faults.append(f"第 {number} 行：编号 {wanted} 已经有了。")
            return
        self._taken[wanted] = path
        self._seen[path] = number
        self.result.created.append((path, title, new_file(self.kind, written)))

    def _update(self, number: int, path: str, title: str, written: dict[Column, str]) -> None:
        origin = next((origin for origin in self.site.origins if origin.path == path), None)
        if origin is None:
            self.result.faults.append(f"第 {number} 行：{path} 读不了，请先运行 hyqz check，按提示改好。")
            return
        changes = []
        inside: dict[str, dict[str, str | list[str]]] = defaultdict(dict)
        data = self.files[path]
        cls: type = self.kind.record
        try:
            for column, text in written.items():
                if _is_same(column, text, origin):
                    continue
                changes.append(Change(column.header, _shown(column, origin), " ".join(text.split())))
                value = _items(text) if isinstance(column.spec.type, ListOf) else text
                if column.group:
                    inside[column.group.attribute][column.spec.attribute] = value
                else:
                    data = edit.set_field(path, data, cls, column.spec.attribute, value)
            for attribute, values in inside.items():
                data = edit.set_inner(path, data, cls, attribute, values)
        except EditError as error:
            self.result.faults.append(f"第 {number} 行：{error}")
            return
        if changes:
            self.result.updated.append((path, title or path, data, tuple(changes)))
        else:
            self.result.unchanged += 1


def plan_import(kind: Kind, rows: Sequence[Row], site: Site, files: AbstractMapping[str, bytes]) -> Import:
    """What importing the rows would do; nothing is written."""
    return _Importer(kind, site, files).run(rows)


def _folded(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def _items(text: str) -> list[str]:
    """The items of a cell: one a line where it has several lines, else between commas of any kind."""
    parts = text.split("\n") if "\n" in text else _SPLIT.split(text)
    return [part.strip() for part in parts if part.strip()]


def written_as(spec: Spec, text: str, indent: str = "") -> str:
    """A cell's text as YAML."""
    return edit.written(_items(text) if isinstance(spec.type, ListOf) else text, "\n", indent)


def _place(column: Column, origin: Origin) -> Node | None:
    name = f"{column.group.attribute}.{column.spec.attribute}" if column.group else column.spec.attribute
    place = origin.places.get(name)
    return place.value if place and not isinstance(place.value, Absent) else None


def _read(spec: Spec, node: Node) -> object:
    context = Context("", Problems(), Position(1, 1), Trail(), KIND_NAMES, spec.label, spec.attribute, Position(1, 1))
    return spec.type.read(node, context)


def _is_same(column: Column, text: str, origin: Origin) -> bool:
    """Whether the cell says what the record says, in whatever spelling."""
    node = _place(column, origin)
    root = compose("", f"x:{written_as(column.spec, text)}\n", 1, frozenset({"x"}), Problems()).root
    assert isinstance(root, Mapping)  # noqa: S101 - one key and its value
    before = column.spec.type.absent if node is None else _read(column.spec, node)
    return bool(_read(column.spec, root.entries[0].value) == before)


def _shown(column: Column, origin: Origin) -> str:
    node = _place(column, origin)
    return str(cell_of(column.spec, _read(column.spec, node)) or "（空）") if node else "（空）"


def new_file(kind: Kind, written: AbstractMapping[Column, str]) -> bytes:
    """The file of a new record: what the row says, and an empty line for each required field that it leaves out."""
    found = ["---"]
    given = {column.header: text for column, text in written.items()}
    required, optional = forms.in_order(kind)
    for spec in (*required, *optional):
        if isinstance(spec.type, Group):
            inner = [
                f"  {column.spec.label}:{written_as(column.spec, given[column.header], '  ')}"
                for column in _columns(spec)
                if column.header in given
            ]
            if inner or spec.required:
                found += [f"{spec.label}:", *inner]
        elif spec.label in given:
            found.append(f"{spec.label}:{written_as(spec, given[spec.label])}")
        elif spec.required:
            found.append(f"{spec.label}:")
        elif spec.attribute == "status":
            found.append(f"{spec.label}: 草稿")
    return "\n".join([*found, "---", ""]).encode()


# Export


def book(kind: Kind, site: Site, known: AbstractMapping[str, list[tuple[str, str]]], *, template: bool) -> Book:
    """The workbook of a kind: its records, or one example row in a `template`."""
    every = columns(kind)
    id_note = f"文件名，小写字母、数字和减号；空着就用名称的拼音。写着“{EXAMPLE}”的一行不会读入。"
    headings = [sheet.Heading(ID, id_note), *(_heading(column, known) for column in every)]
    wanted = dict.fromkeys(heading.choices_from for heading in headings if heading.choices_from)
    names = {BY_NAME[name].label: list(items) for name, items in known.items()}
    made = sheet.Book(kind.label, headings, lists={name: names[name] for name in wanted if names.get(name)})
    if template:
        made.rows = [[EXAMPLE, *(_example(kind, column) for column in every)]]
    else:
        for (name, id_), record in site.records.items():
            if name == kind.name:
                made.rows.append([id_, *(_value(record, column) for column in every)])
    return made


def _heading(column: Column, known: AbstractMapping[str, list[tuple[str, str]]]) -> sheet.Heading:
    type_ = column.spec.type
    inner = type_.item if isinstance(type_, ListOf) else type_
    choices: tuple[str, ...] = ()
    choices_from = ""
    note = forms.meaning(inner, {})
    if isinstance(type_, ListOf):
        note = f"可以写几项，用顿号隔开；{note}"
    if isinstance(inner, Reference):
        note += "；也可以写名称"
    if isinstance(type_, Enum):
        choices = tuple(type_.values)
    elif note.startswith("可以写：是、否"):
        choices = ("是", "否")
    elif isinstance(type_, Reference) and len(type_.kinds) == 1 and type_.kinds != ANY:
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
    return cell_of(column.spec, getattr(holder, column.spec.attribute))


def cell_of(spec: Spec, value: Any) -> object:  # noqa: ANN401 - of any field
    """A field's value as it stands in a cell: dates and numbers as Excel's own, everything else as text."""
    if value is None or value == ():
        return None
    if isinstance(spec.type, ListOf):
        items = [_text_of(spec.type.item, item) for item in value]
        if any(_SPLIT.search(item) for item in items):
            return "\n".join([*items, ""])
        return "、".join(items)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(spec.type, Number) and isinstance(value, Decimal | int) and sheet.is_exact(str(value)):
        return int(value) if value == int(value) else float(value)
    return _text_of(spec.type, value)


def _text_of(type_: object, value: Any) -> str:  # noqa: ANN401 - of any field
    if isinstance(value, Ref):
        return value.id if _is_single(type_) else f"{BY_NAME[value.kind].label}/{value.id}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" + ("%" if isinstance(type_, Percent) else "")
    return next((write(value) for cls, write in _WRITTEN if isinstance(value, cls)), str(value))


_WRITTEN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda value: "是" if value else "否"),
    (StrEnum, lambda value: str(value.value)),
    (Month, lambda value: f"{value.year:04}-{value.month:02}"),
    (datetime, lambda value: f"{value:%Y-%m-%d %H:%M}"),
    (TimeRange, lambda value: f"{value.start:%H:%M}" + (f"-{_end(value.end)}" if value.end else "")),
    (Size, lambda value: f"{value.width}x{value.height}"),
    (Media, lambda value: str(value.path)),
    (tuple, lambda value: " ".join(f"{Decimal(repr(part)) * 100:f}".rstrip("0").rstrip(".") + "%" for part in value)),
)
"""How a value of a class is written; the first that fits."""


def _end(value: time) -> str:
    return "24:00" if value == time.max else f"{value:%H:%M}"


def _is_single(type_: object) -> bool:
    return isinstance(type_, Reference) and len(type_.kinds) == 1 and type_.kinds != ANY


def _example(kind: Kind, column: Column) -> object:
    """What the example row shows: the first choice, the example that the type gives, else a word of its own."""
    type_ = column.spec.type
    inner = type_.item if isinstance(type_, ListOf) else type_
    if column.spec.attribute == "title" and not column.group:
        return "李晓雁" if kind is VOLUNTEER else f"示例{kind.label}"
    if isinstance(inner, Enum):
        return next(iter(inner.values)).value
    given = inner.words.partition("例如 ")[2].partition("（")[0]
    if isinstance(inner, Reference):
        return None
    return given or ("10" if isinstance(inner, Number) and column.required else None)
