"""Rows of a workbook or a CSV file, as Excel delivers and wants them. The only import of openpyxl.

What comes out is text as an editor would type it: dates as `2021-05-12`, whole numbers without `.0`, shares as `73%`,
merged cells filled, no invisible characters. What goes in is never a formula.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
from bisect import bisect_left, bisect_right
from dataclasses import field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.desk import DeskError
from hyqz_site.lean import dataclass
from hyqz_site.problem import Problems
from hyqz_site.source import decoding
from hyqz_site.source.nodes import INVISIBLE

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW: Final = 2000
"""Drop-downs reach this far down."""
_LISTS: Final = "可选编号"
"""The sheet that drop-downs take their choices from."""
_MOST_LISTED: Final = 255
"""Excel's limit on the length of a list that stands in the rule itself."""
FORMULA: Final = re.compile(r"[=+\-@\t]")
"""How a text begins that Excel takes for a formula."""
_SWALLOWED: Final = 3
"""A line with as many commas as a row of so many cells is no sentence."""
_EXACT: Final = 15
"""Excel keeps no more digits of a number than these."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: its text, and what Excel took it for where that matters."""

    text: str
    is_number: bool = False
    is_date: bool = False
    fault: str = ""
    """Why it cannot be read, in Chinese."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the program shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file in which something stands."""

    rows: list[Row]
    name: str = ""
    """That of the sheet, in a workbook."""
    unread: tuple[str, ...] = ()
    """The names of other sheets that somebody sees there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column of a workbook: its words, a note, and what may be chosen."""

    text: str
    note: str = ""
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    """The name of a list on the sheet of lists, instead of `choices`."""
    is_text: bool = True


@dataclass(slots=True)
class Book:
    """A workbook to be written."""

    name: str
    headings: list[Heading]
    rows: list[list[Any]] = field(default_factory=list)
    lists: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Records that references may name: id and title, by the name of the list."""


# Reading


def read(name: str, data: bytes, sheet: str) -> Table:
    """The rows of an .xlsx or .csv file; of a workbook, those of its sheet `sheet`, else of its first that is shown."""
    lower = name.lower()
    if lower.endswith((".xlsx", ".xlsm")):
        return _of_workbook(name, data, sheet)
    if lower.endswith(".csv"):
        return Table(_csv_rows(name, data))
    for suffix, what, program in ((".xls", "旧的 .xls", "Excel"), (".et", " WPS 自己的 .et", "WPS")):
        if lower.endswith(suffix):
            raise DeskError(f"{name} 是{what} 格式。请在 {program} 里“另存为”，类型选“Excel 工作簿（*.xlsx）”。")
    raise DeskError(f"{name} 不是 .xlsx 或 .csv 文件。")


def _of_workbook(name: str, data: bytes, wanted: str) -> Table:
    import openpyxl  # noqa: PLC0415 - 0.2 s, and only rosters need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of ornaments that openpyxl does not keep
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - the bytes are here already; in a damaged file openpyxl ends with anything at all
        raise DeskError(f"打不开 {name}：文件已经损坏，或者设了密码。请在 Excel 里另存一份没有密码的 .xlsx。") from None
    # A chart is no table, and what is hidden is an old one or somebody's notes.
    filled = {one.title: _filled(one) for one in formulas.worksheets if one.sheet_state == "visible"}
    titles = [title for title, found in filled.items() if found and title != _LISTS]
    if not titles:
        raise DeskError(f"{name} 里没有表格。")
    title = wanted if wanted in titles else titles[0]
    sheet, written = values[title], formulas[title]
    rows = []
    for number, places in filled[title].items():
        cells = [Cell("")] * max(places)
        for column, at in places.items():
            cells[column - 1] = _cell(sheet.cell(*at), formula=written.cell(*at).data_type == "f")
        rows.append(Row(number, tuple(cells)))
    return Table(rows, title, tuple(other for other in titles if other != title))


def _filled(sheet: Worksheet) -> dict[int, dict[int, tuple[int, int]]]:
    """Of each row in which something stands its columns, each with the place of what it says: merged cells say one.

    Frames, colours and formats reach far beyond what is written, so no cell is asked for that says nothing.
    """
    there = [at for at, cell in sheet._cells.items() if cell.value is not None]  # noqa: SLF001 - all else makes cells
    found: dict[int, dict[int, tuple[int, int]]] = {row: {} for row, _ in sorted(there)}
    for row, column in there:
        found[row][column] = row, column
    numbers, widest = list(found), max((column for _, column in there), default=0)
    for group in sheet.merged_cells.ranges:
        first = group.min_row, group.min_col
        if first[1] in found.get(first[0], {}):
            for row in numbers[bisect_left(numbers, group.min_row) : bisect_right(numbers, group.max_row)]:
                found[row] |= dict.fromkeys(range(group.min_col, min(group.max_col, widest) + 1), first)
    return found


def _cell(cell: ExcelCell, *, formula: bool) -> Cell:
    value: Any = cell.value
    if value is None:
        return Cell("", fault="是公式，还没有算出结果；请在 Excel 里打开并保存一次" if formula else "")
    if cell.data_type == "e":
        return Cell(str(value), fault=f"是 Excel 的错误值 {value}")
    match value:
        case bool():
            found = Cell("是" if value else "否")
        case int() | float():
            found = Cell(_number(Decimal(repr(value)), cell.number_format), is_number=True)
        case datetime():
            text = f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
            found = Cell(text, is_date=True)
        case date():
            found = Cell(value.isoformat(), is_date=True)
        case time():
            found = Cell(f"{value:%H:%M}")
        case timedelta():
            found = Cell(_number(Decimal(value.total_seconds()) / 3600, ""), is_number=True)
        case _:
            found = Cell(clean(str(value)))
    return found


def _number(value: Decimal, number_format: str) -> str:
    percent = number_format.rstrip("_ )").endswith("%")
    text = f"{(value * 100 if percent else value).normalize():f}"
    return f"{text}%" if percent else text


def clean(text: str) -> str:
    """Text without what cannot be seen and without blanks at its ends, whatever their width."""
    text = unicodedata.normalize("NFC", text.replace("_x000D_", ""))
    return INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip(" \t\u3000\u00a0")


def _csv_rows(name: str, data: bytes) -> list[Row]:
    found = Problems()
    decoded = decoding.decode(name, data, found)
    if decoded is None:
        raise DeskError(f"{name} 读不了：{next(iter(found)).message}。")
    head = decoded.text.split("\n", 1)[0]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        rows += reader
    except csv.Error:
        raise _unclosed(name, len(rows) + 1) from None
    widths = {len(row) for row in rows if len(row) >= _SWALLOWED}
    for number, row in enumerate(rows, 1):
        # A quotation mark that was forgotten closes at the next one: whole rows stand in one cell then.
        inner = (line for text in row for line in text.splitlines()[1:])
        if any(line.count(delimiter) + 1 in widths for line in inner):
            raise _unclosed(name, number)
    return [Row(number, tuple(Cell(_unguarded(clean(text))) for text in row)) for number, row in enumerate(rows, 1)]


def _unclosed(name: str, number: int) -> DeskError:
    return DeskError(
        f"{name} 第 {number} 行的双引号没有成对，后面的行会被并进一格，什么都没有读。"
        "请在 Excel 里打开看这一行，改好后另存为 .xlsx 再导入。"
    )


# Writing


def csv_bytes(book: Book) -> bytes:
    """The book as a CSV file that Excel opens: UTF-8 with its mark, and no cell that it would take for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([heading.text for heading in book.headings])
    writer.writerows([[_guarded("" if value is None else str(value)) for value in row] for row in book.rows])
    return file.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) or text.startswith("'") else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and (FORMULA.match(text[1:]) or text[1:2] == "'") else text


def workbook_bytes(book: Book) -> bytes:
    """The book as a workbook: head frozen, a note on every column, choices as drop-downs."""
    import openpyxl  # noqa: PLC0415
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = book.name
    for column, heading in enumerate(book.headings, 1):
        cell = sheet.cell(1, column)
        _put(cell, heading.text)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FBE9D0" if heading.text.endswith("*") else "EEEEEE")
        cell.alignment = Alignment(vertical="top")
        if heading.note:
            cell.comment = Comment(heading.note, "hyqz", width=260, height=120)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(12, 2 * len(heading.text) + 4)
        if heading.is_text:
            sheet.column_dimensions[letter].number_format = "@"
    for number, row in enumerate(book.rows, 2):
        for column, value in enumerate(row, 1):
            if value is not None:
                _put(sheet.cell(number, column), value)
    sheet.freeze_panes = "C2"
    _add_lists(workbook, book)
    _add_choices(sheet, book)
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", EncodingWarning)  # of openpyxl's own passing files: it knows what it writes
        workbook.save(file)
    return file.getvalue()


def _put(cell: ExcelCell, value: object) -> None:
    """Write a value as what it is; text is never taken for a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        if FORMULA.match(value):
            cell.quotePrefix = True
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def is_exact(text: str) -> bool:
    """Whether Excel keeps a number of so many digits."""
    return len(re.sub(r"\D", "", text)) <= _EXACT


def _add_lists(workbook: Any, book: Book) -> None:  # noqa: ANN401 - openpyxl's own
    if not book.lists:
        return
    sheet = workbook.create_sheet(_LISTS)
    for number, (name, items) in enumerate(book.lists.items()):
        for row, (id_, title) in enumerate([(f"{name}编号", "名称"), *items], 1):
            _put(sheet.cell(row, 2 * number + 1), id_)
            _put(sheet.cell(row, 2 * number + 2), title)


def _add_choices(sheet: Worksheet, book: Book) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for column, heading in enumerate(book.headings, 1):
        formula = ""
        if heading.choices and len(",".join(heading.choices)) <= _MOST_LISTED:
            formula = f'"{",".join(heading.choices)}"'
        elif heading.choices_from and book.lists.get(heading.choices_from):
            at = get_column_letter(2 * list(book.lists).index(heading.choices_from) + 1)
            formula = f"'{_LISTS}'!${at}$2:${at}${len(book.lists[heading.choices_from]) + 1}"
        if formula:
            rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=bool(heading.choices))
            rule.errorTitle, rule.error = "没有这个选项", "请从下拉列表里选一个。"
            letter = get_column_letter(column)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)
