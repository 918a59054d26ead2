"""Rows of a roster → records: what an import would create and change.

A row changes a record field by field: an empty cell changes nothing, a cell that says the same in another spelling
changes nothing, and every other byte of the record's file stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import cells, compare, edit, forms, guards, heads, new
from hyqz_site.desk.edit import EditError
from hyqz_site.desk.workbook import EXAMPLE, ID
from hyqz_site.lean import dataclass
from hyqz_site.model.context import Trail, narrow
from hyqz_site.model.dates import DateTime, MonthType
from hyqz_site.model.fields import Group, ListOf, Text, specs
from hyqz_site.model.kinds import BY_NAME, KIND_NAMES
from hyqz_site.model.kinds.volunteer import VOLUNTEER
from hyqz_site.model.naming import without_blanks
from hyqz_site.model.pointers import ANY, Reference
from hyqz_site.model.site import check_reference
from hyqz_site.model.texts import BODY
from hyqz_site.model.values import Ref
from hyqz_site.problem import Problems, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping
    from collections.abc import Sequence

    from hyqz_site.desk.cells import Column
    from hyqz_site.desk.sheet import Cell, Row, Table
    from hyqz_site.model.kinds.common import Kind, Origin, Record
    from hyqz_site.model.site import Site

_MOST_ROWS: Final = 10
"""Numbers of rows that are told of one thing."""
_PHONE: Final = re.compile(r"电话|座机")


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
    left_out: list[int] = field(default_factory=list)
    """The numbers of rows that are no records: totals, notes, the head once more."""
    remarks: list[str] = field(default_factory=list)
    """What may be meant so, and may not."""
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
    _titles: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """In which row each title of a new record stood first."""
    _refs: list[tuple[int, Column, Ref]] = field(default_factory=list)
    """References that would be written, with their rows."""
    _numbered: list[int] = field(default_factory=list)
    """Rows of people whose id is a number in a row of numbers: next month it is somebody else's."""

    def run(self, rows: Sequence[Row]) -> Import:
        self._taken = new.taken_ids(self.kind, self.files)
        head = heads.read(self.kind, rows)
        self.result.personal, self.result.ignored, self.result.faults = head.personal, head.ignored, head.faults
        if head.faults:
            return self.result
        for row in rows[head.below :]:
            values = {
                column: cell
                for column, cell in zip(head.columns, row.cells, strict=False)
                if not isinstance(column, str) and (cell.text or cell.fault)
            }
            id_cell = next((cell for column, cell in values.items() if column is None), None)
            id_ = narrow(id_cell.text) if id_cell else ""
            given = {column: cell for column, cell in values.items() if column is not None}
            title = next((cell.text for column, cell in given.items() if column.name == "title"), "")
            texts = {cell.text for cell in values.values()}
            if id_.startswith(EXAMPLE):
                self._example(row.number, given)
            elif values and heads.is_no_record(self.kind, head, row, title or id_, texts):
                self.result.left_out.append(row.number)
            elif heads.is_head(self.kind, title) and id_.lower() not in self._taken:
                message = f"第 {row.number} 行像是表头，不是一条记录。表头有几行的，请合成一行，每列一个名字，"
                self.result.faults.append(f"{message}例如“同意·方式”；多出来的表头请删掉。")
            elif values:
                self._row(row.number, id_, given)
        self._check_references()
        if self._numbered:
            first = "、".join(map(str, self._numbered[:_MOST_ROWS]))
            more = "等" if len(self._numbered) > _MOST_ROWS else " "
            self.result.faults.append(
                f"第 {first}{more}行的“{ID}”是序号：换一张表，同一个号就成了另一个人。"
                "请清空这一列，编号会用姓名的拼音。"
            )
        return self.result

    def _check_references(self) -> None:
        """Every reference names a record that is there, or that the same roster makes."""
        for number, column, ref in self._refs:
            found = Problems()
            if ref.kind != self.kind.name or ref.id not in self._taken:
                check_reference(self.site, ref, "", Severity.ERROR, found)
            if len(found):
                self.result.faults.append(f"第 {number} 行“{column.header}”：{cells.said(found)}")

    def _note_references(self, number: int, written: AbstractMapping[Column, str]) -> None:
        for column, text in written.items():
            if not column.is_text:
                trail = Trail()
                compare.meant(column, text, trail)
                self._refs += [(number, column, ref) for ref in trail.refs]

    def _example(self, number: int, given: dict[Column, Cell]) -> None:
        """Leave out the example row of the template; who was written over it is not to be lost without a word."""
        if not all(compare.is_example(self.kind, column, cell.text) for column, cell in given.items()):
            message = f"第 {number} 行的编号是“{EXAMPLE}”，没有读入；要读入请清空“{ID}”，不要就删掉这一行。"
            self.result.faults.append(message)

    def _row(self, number: int, id_: str, given: dict[Column, Cell]) -> None:
        written: dict[Column, str] = {}
        before = len(self.result.faults)
        for column, cell in given.items():
            text, fault = self._text(column, cell)
            fault = fault or self._fault(column, text)
            if fault:
                self.result.faults.append(f"第 {number} 行“{column.header}”：{fault}")
            else:
                written[column] = text
        if len(self.result.faults) > before:
            return
        title = next((text for column, text in written.items() if column.name == "title"), "")
        path = self._existing(number, id_, title)
        if path is None:
            return
        if path:
            again = self._seen.setdefault(path, number)
            if again != number:
                self.result.faults.append(f"第 {number} 行和第 {again} 行是同一条记录（{path}）。")
                return
            self._update(number, path, (id_, title), written)
            return
        self._create(number, id_, title, written)

    def _fault(self, column: Column, text: str) -> str:
        """Why the text cannot be the field's value; empty where it can."""
        try:
            found = new.problems_of(column.spec, cells.written_as(column, text))
        except ValueError as error:
            return str(error)
        errors = [problem for problem in found if problem.severity is Severity.ERROR]
        if not column.table or not errors:
            return cells.said(errors)
        # Of a cell, not of lines that a file would have: what the parts are, and no line to be added.
        told = cells.said(replace(one, hint="") if one.code == "missing-field" else one for one in errors)
        return f"{told.rstrip('。')}。一行一项，按这个次序写，中间用{cells.BAR}隔开：{cells.order(column.table)}"

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
        elif self.kind is VOLUNTEER and column.name == "title" and not re.search(r"[A-Za-z]", text):
            text = without_blanks(text)
        if column.table:
            return self._table(column.table, text)
        inner = column.spec.item
        if isinstance(inner, Reference):
            parts = cells.items(text) if isinstance(type_, ListOf) else [text]
            text = "\n".join(self._id_of(inner, part) for part in parts)
        return text, ""

    def _table(self, table: type, text: str) -> tuple[str, str]:
        """The lines of a cell with ids in place of the titles of records, and why they cannot be read."""
        try:
            found = cells.rows(table, text)
        except ValueError as error:
            return text, str(error)
        references = {spec.attribute: spec.type for spec in specs(table) if isinstance(spec.type, Reference)}
        for row in found:
            for name, type_ in references.items():
                if isinstance(named := row.get(name), str):
                    row[name] = self._id_of(type_, named)
        return "\n".join(cells.line(table, row) for row in found), ""

    def _id_of(self, type_: Reference, text: str) -> str:
        """The id of the record that a reference names by its title, 大华社区 by 大华; the text where it names none."""
        head, slash, tail = text.rpartition("/")
        kinds = type_.kinds if type_.kinds != ANY else tuple(BY_NAME)
        wanted = {KIND_NAMES.get(head.strip(), "")} if slash else set(kinds)
        name = tail.strip()
        found = [
            (kind, id_)
            for (kind, id_), record in self.site.records.items()
            if kind in wanted and record.title in {name, f"{name}{BY_NAME[kind].label}"}
        ]
        if (len(found) != 1) or any(id_ == tail and kind in wanted for kind, id_ in self.site.records):
            return text
        kind, id_ = found[0]
        return id_ if type_.is_single else BY_NAME[kind].address(id_)

    def _existing(self, number: int, id_: str, title: str) -> str | None:
        """The file of the record that a row means; empty for a new one, None where that cannot be told."""
        if id_:
            fault = new.bad_id(self.kind, id_)
            if self.kind is VOLUNTEER and id_.isdecimal() and id_ not in self._taken:
                self._numbered.append(number)
                return None
            if fault and id_.lower() not in self._taken:
                self.result.faults.append(f"第 {number} 行“编号”：{fault}，现在是“{id_}”。")
                return None
            return self._taken.get(id_.lower(), "")
        same = self._called(title)
        if len(same) > 1:
            self.result.faults.append(
                f"第 {number} 行：有 {len(same)} 条记录都叫“{title}”，请加一列“编号”写明是哪一条。"
            )
            return None
        return same[0].origin.path if same else ""

    def _called(self, title: str) -> list[Record]:
        return [one for (kind, _), one in self.site.records.items() if kind == self.kind.name and one.title == title]

    def _is_known(self, number: int, id_: str, title: str, written: dict[Column, str]) -> bool:
        """Whether a row with a new id is a record that is there; a person of the same name is remarked on at least."""
        for other in self._called(title):
            rename = f"换编号请用 hyqz rename {self.kind.address(other.id)} {id_}"
            if all(compare.is_same(column, text, other.origin) for column, text in written.items()):
                message = (
                    f"第 {number} 行：除了编号，和 {other.origin.path} 一样。{rename}；是另一条，请写上不同的内容。"
                )
                self.result.faults.append(message)
                return True
            if self.kind is VOLUNTEER:
                message = (
                    f"第 {number} 行会新建“{title}”，已经有一位同名的（{other.origin.path}）。是同一位，{rename}。"
                )
                self.result.remarks.append(message)
        return False

    def _create(self, number: int, id_: str, title: str, written: dict[Column, str]) -> None:
        if not title:
            self.result.faults.append(f"第 {number} 行缺少“{forms.title_of(self.kind).label}”。")
            return
        if self.kind is VOLUNTEER and (fault := heads.no_name(title)):
            self.result.faults.append(f"第 {number} 行“{forms.title_of(self.kind).label}”：{fault}")
            return
        if id_ and self._is_known(number, id_, title, written):
            return
        again, had_id = self._titles.setdefault(title, (number, bool(id_)))
        if again != number and not (id_ and had_id):
            message = f"第 {number} 行和第 {again} 行都叫“{title}”。"
            self.result.faults.append(f"{message}是同一条，请删掉一行；是两条，请加一列“{ID}”，写上不同的编号。")
            return
        wanted = id_ or new.free_id(self.kind, title, self._taken)
        path = f"content/{self.kind.collection}/{wanted}.md"
        if wanted.lower() in self._taken or path in self.files:
            self.result.faults.append(f"第 {number} 行：编号 {wanted} 已经有了。")
            return
        self._note_references(number, written)
        self._taken[wanted] = path
        self._seen[path] = number
        self.result.created.append((path, title, new_file(self.kind, written)))

    def _update(self, number: int, path: str, named: tuple[str, str], written: dict[Column, str]) -> None:
        id_, title = named
        origin = next((origin for origin in self.site.origins if origin.path == path), None)
        if origin is None:
            self.result.faults.append(f"第 {number} 行：{path} 读不了，请先运行 hyqz check，按提示改好。")
            return
        known = self.site.records_by_path.get(path)
        if self.kind is VOLUNTEER and known and title and without_blanks(title) != without_blanks(known.title):
            self.result.faults.append(
                f"第 {number} 行：编号 {known.id} 是“{known.title}”，这一行写的是“{title}”。多半是行和编号错开了，"
                f"同意书不会跟着换人；真的改了姓名，请在 {path} 里改。"
            )
            return
        changed = {column: text for column, text in written.items() if not compare.is_same(column, text, origin)}
        if not changed:
            self.result.unchanged += 1
            return
        told = list(guards.told(origin, known, changed, by_name=self.kind is VOLUNTEER and not id_))
        for one in told:
            (self.result.faults if one.is_fault else self.result.remarks).append(f"第 {number} 行：{one.text}")
        if any(one.is_fault for one in told):
            return
        self._note_references(number, changed)
        try:
            data = self._edited(path, origin, changed)
        except EditError as error:
            self.result.faults.append(f"第 {number} 行：{error}")
            return
        changes = tuple(
            Change(column.header, compare.shown(column, origin), compare.clipped(text))
            for column, text in changed.items()
        )
        self.result.updated.append((path, title or path, data, changes))

    def _edited(self, path: str, origin: Origin, changed: dict[Column, str]) -> bytes:
        """The file with other texts in these columns. Raises EditError."""
        inside: dict[str, dict[str, str | list[str]]] = defaultdict(dict)
        data = self.files[path]
        cls: type = self.kind.record
        for column, text in changed.items():
            value = cells.items(text) if isinstance(column.spec.type, ListOf) else text
            if column.group:
                inside[column.group.attribute][column.spec.attribute] = value
            elif column.table:
                data = edit.set_table(path, data, cls, column.spec.attribute, cells.rows(column.table, text))
            elif column.is_text:
                data = _with_text(path, data, column, origin, text)
            else:
                data = edit.set_field(path, data, cls, column.spec.attribute, value)
        for attribute, values in inside.items():
            data = edit.set_inner(path, data, cls, attribute, values)
        return data


def _with_text(path: str, data: bytes, column: Column, origin: Origin, text: str) -> bytes:
    """The file with another text of paragraphs: below its fields, but for those that stand among them."""
    if column.spec.attribute != BODY or column.spec.attribute in origin.places or not path.lower().endswith(".md"):
        raise EditError(f"“{column.header}”写在 {path} 的字段里，请在文件里改。")
    return edit.set_body(path, data, text)


def plan_import(kind: Kind, table: Table, site: Site, files: AbstractMapping[str, bytes]) -> Import:
    """What importing the table would do; nothing is written."""
    found = _Importer(kind, site, files).run(table.rows)
    if table.unread:
        others = "、".join(f"“{name}”" for name in table.unread)
        message = f"读的是工作表“{table.name}”，没有读{others}。要读别的，请另存一份，只留那一张工作表。"
        found.remarks.insert(0, message)
    return found


def new_file(kind: Kind, written: AbstractMapping[Column, str]) -> bytes:
    """The file of a new record: what the row says, and an empty line for each required field that it leaves out."""
    found = ["---"]
    given = {column.header: text for column, text in written.items()}
    for spec in cells.fields(kind):
        if isinstance(spec.type, Group):
            inner = [
                f"  {column.spec.label}:{cells.written_as(column, given[column.header], '  ')}"
                for column in cells.columns_of(spec)
                if column.header in given
            ]
            if inner or spec.required:
                found += [f"{spec.label}:", *inner]
        elif spec.label in given and spec.attribute != BODY:
            (column,) = cells.columns_of(spec)
            found.append(f"{spec.label}:{cells.written_as(column, given[spec.label])}")
        elif spec.required:
            found.append(f"{spec.label}:")
        elif spec.attribute == "status":
            found.append(f"{spec.label}: 草稿")
    body = next((text for column, text in written.items() if column.spec.attribute == BODY), "")
    return "\n".join([*found, "---", *([body, ""] if body else [""])]).encode()
