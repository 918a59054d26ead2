"""The ledger of signatures, `content/reviews.csv`, as `hyqz review sign` writes it and as Excel saves it again.

Any encoding, separator, quoting, order of rows and columns and form of dates is read; a row that cannot be is a problem
at its line and counts for nothing.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.clock import day_in_table
from hyqz_site.model.context import narrow
from hyqz_site.model.kinds import KIND_NAMES
from hyqz_site.model.singletons import REVIEWS_FILE
from hyqz_site.problem import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from hyqz_site.problem import Problems

COLUMNS: Final = ("记录", "环节", "姓名", "职务", "日期", "意见", "摘要")
DIGEST: Final = "sha256-"
"""Begins every digest: without a letter in front, Excel would take some for numbers and round them."""
_MOST_LINES: Final = 50
"""A cell with line breaks runs over no more lines than these; more is a quotation mark that was never closed."""


class Step(StrEnum):
    """环节. The members are in the order of the procedure."""

    FIRST = "初审一校"
    SECOND = "复审二校"
    FINAL = "终审三校"

    @property
    def short(self) -> str:
        """What the line below a page calls it: 一审, 二审, 三审."""
        return {Step.FIRST: "一审", Step.SECOND: "二审", Step.FINAL: "三审"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One signature in the ledger."""

    record: tuple[str, str]
    step: Step
    name: str
    post: str
    day: dt.date
    note: str
    digest: str
    line: int = dataclasses.field(default=1, compare=False)


def read_ledger(text: str, problems: Problems) -> tuple[Row, ...]:
    """The rows of the ledger; rows that cannot be read are noted and left out."""
    separator = separator_of(text)
    names: list[str] = []
    rows = []
    for line, cells in _rows(text, separator, problems):
        if not any(cells):
            continue
        if not names:
            names = _heading(cells, line, problems)
            if names == cells:
                continue
        if [cell.strip() for cell in cells[: len(names)]] == names:
            continue  # a heading once more: two ledgers were put together
        row = _row(dict(zip(names, cells, strict=False)), line, problems)
        if row:
            rows.append(row)
    return tuple(rows)


def separator_of(text: str) -> str:
    """What separates the cells: the sign that is most frequent in the first line that is not empty."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;，", key=lambda sign: (head.count(sign), sign == ","))


def _rows(text: str, separator: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the line on which it starts; one open quotation mark spoils its own line only."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    number = 0
    while number < len(lines):
        past = number + 1
        while _is_open(lines[number:past]) and past < min(len(lines), number + _MOST_LINES):
            past += 1
        if _is_open(lines[number:past]):
            _broken(number + 1, "引号没有成对", problems)
            past = number + 1
        else:
            whole = "".join(lines[number:past]).rstrip("\r\n")
            try:
                yield number + 1, cells_of(whole, separator)
            except csv.Error:
                _broken(number + 1, "有一格太长", problems)
        number = past


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of one row, each on one line. Raises csv.Error where one is longer than any table's."""
    cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=separator), [])
    return [" ".join(cell.split()) for cell in cells]


def is_heading(cells: Collection[str]) -> bool:
    """Whether a row names the columns: all but those that nothing depends on."""
    return set(cells) >= set(COLUMNS) - {"职务", "意见"}


def _is_open(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _heading(cells: list[str], line: int, problems: Problems) -> list[str]:
    """The names of the columns, in the order of the file; the usual ones where the first row is no heading."""
    if is_heading(cells):
        return cells
    problems.warn(
        REVIEWS_FILE,
        Position(line, 1),
        "bad-review",
        "第一行应是各列的名称，下面按平常的顺序读",
        f"请在最前面加一行：{','.join(COLUMNS)}",
    )
    return list(COLUMNS)


def _row(cells: Mapping[str, str], line: int, problems: Problems) -> Row | None:
    record = record_named(cells.get("记录", ""))
    step = step_named(cells.get("环节", ""))
    day = _day(cells.get("日期", ""))
    digest = cells.get("摘要", "").lower()
    faults = [
        (record is None, f"“记录”应是 类别/编号，现在是“{cells.get('记录', '')}”"),
        (step is None, f"“环节”应是 {'、'.join(Step)} 之一，现在是“{cells.get('环节', '')}”"),
        (not cells.get("姓名"), "缺少“姓名”"),
        (day is None, f"“日期”读不懂：“{cells.get('日期', '')}”"),
        (re.fullmatch(rf"{DIGEST}[0-9a-f]{{64}}", digest) is None, "“摘要”缺少或不完整"),
    ]
    found = [message for is_wrong, message in faults if is_wrong]
    if found or record is None or step is None or day is None:
        _broken(line, "；".join(found), problems)
        return None
    note = cells.get("意见", "").removeprefix("'")
    return Row(
        record=record,
        step=step,
        name=cells["姓名"],
        post=cells.get("职务", ""),
        day=day,
        note=note,
        digest=digest,
        line=line,
    )


def _broken(line: int, message: str, problems: Problems) -> None:
    problems.warn(
        REVIEWS_FILE,
        Position(line, 1),
        "bad-review",
        f"这一行读不出来，不算数：{message}",
        "台账由 hyqz review sign 来写，请不要手工改；需要时重新签一次。",
    )


def record_named(text: str) -> tuple[str, str] | None:
    """The kind and id that `volunteer/li-xiaoyan` or 志愿者/li-xiaoyan names."""
    head, slash, id_ = narrow(text).partition("/")
    kind = KIND_NAMES.get(head.strip()) or KIND_NAMES.get(head.strip().lower())
    return (kind, id_.strip()) if kind and slash and id_.strip() else None


def step_named(text: str) -> Step | None:
    """The step that is named, also by one of its halves: 终审, 三校, 三审."""
    text = narrow(text)
    return next((step for step in Step if text in {step, step[:2], step[2:], step.short}), None)


_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}.*)?")
_AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")


def _day(text: str) -> dt.date | None:
    """A date as Excel saves it: 2026/11/23, 11/23/2026, 2026年11月23日, 46349, with a time behind it or not."""
    text = narrow(text)
    if match := _SERIAL.fullmatch(text):
        return day_in_table(int(match.group(1)))
    if match := _DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _AMERICAN.fullmatch(text):
        month, day, year = map(int, match.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
