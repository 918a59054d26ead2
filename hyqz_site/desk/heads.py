"""The head of a roster: which of its rows it is, what its columns hold; and which rows below it are no records."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError, forms
from hyqz_site.desk.cells import Column, columns
from hyqz_site.desk.workbook import ID
from hyqz_site.lean import dataclass
from hyqz_site.model.fields import is_personal
from hyqz_site.model.kinds.volunteer import VOLUNTEER
from hyqz_site.model.naming import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyqz_site.desk.sheet import Row
    from hyqz_site.model.kinds.common import Kind

_HEAD_ROWS: Final = 10
"""The head of the table stands among the first rows: rosters often have a title above it."""
_TOTAL: Final = re.compile(r"(?:合|总|小|共)\s*计[:：]?")
"""What stands somewhere in a row that sums others up."""
_SUM: Final = re.compile(
    r"(?:合|总|小|共)\s*计\s*(?:[（(][^（()）]*[)）])?\s*[:：]?\s*(?:[\d,.]+\s*\w{0,3})?|共\s*\d+\s*\w{1,3}"
)
"""What stands there in the place of a name."""
_NOTE: Final = re.compile(
    r"(?s)[（(【].*[】)）]|以下(?:空白|无正文)|"
    r"(?:备?注|说\s*明|单\s*位|日\s*期|(?:填表|填报|制表|审核|审批|经办|负责|联系)(?:人|单位|日期|时间)?)\s*\d*\s*[:：].*"
)
_NO_NAME: Final = re.compile(r"(?s)[（(【].*|.*[:：。].*")
_LOST: Final = re.compile("[?？]")
_BETWEEN: Final = re.compile(r"[\s·.．:：/_\-－—*＊]|（必填）|\(必填\)")


@dataclass(slots=True)
class Head:
    """The head of a table."""

    columns: list[Column | str | None] = field(default_factory=list)
    """What each column holds: a field, the id (None), or nothing that is read (its header)."""
    below: int = 0
    """How many rows stand above the first one below it."""
    rows: list[list[str]] = field(default_factory=list)
    """Its own rows: what is written in them."""
    personal: list[str] = field(default_factory=list)
    """Headers of columns with personal data, for which there is no field: they are not read."""
    ignored: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(kind: Kind, rows: Sequence[Row]) -> Head:
    """The head of the table. Raises DeskError where there is none."""
    every = columns(kind)
    known = {_folded(column.header): column for column in every}
    for column in every:
        key = f"{column.group.key}{column.spec.key}" if column.group else column.spec.key
        known.setdefault(_folded(key), column)
    texts, its = _texts(rows, _first(kind, rows), known)
    number = rows[its[-1]].number
    head = Head(below=its.stop, rows=[_said(rows[index]) for index in its])
    for text in texts:
        name = _folded(text)
        if name in {_folded(ID), "id"}:
            head.columns.append(None)
        elif name in known:
            if known[name] in head.columns:
                head.faults.append(f"第 {number} 行表头：“{text}”有两列，请删掉一列。")
            head.columns.append(known[name])
        else:
            head.columns.append(text)
            _note_unknown(number, text, every, head)
    return head


def _texts(rows: Sequence[Row], number: int, known: Mapping[str, Column]) -> tuple[list[str], range]:
    """The headers, and in which rows they stand: in two where 方式 and 范围 stand below 同意."""
    for first in (number - 1, number):
        if not 0 <= first < len(rows) - 1:
            continue
        top, low = ([cell.text for cell in row.cells] for row in rows[first : first + 2])
        pairs = list(zip_longest(top, low, fillvalue=""))
        inner = (known.get(_folded(upper + lower)) for upper, lower in pairs if upper and lower)
        if any(column and column.group for column in inner):
            return [_joined(upper, lower, known) for upper, lower in pairs], range(first, first + 2)
    return [cell.text for cell in rows[number].cells], range(number, number + 1)


def _joined(upper: str, lower: str, known: Mapping[str, Column]) -> str:
    both = f"{upper}·{lower}".strip("·") if upper != lower else upper
    return next((text for text in (both, upper, lower) if _folded(text) in known), both)


def _said(row: Row) -> list[str]:
    return [cell.text for cell in row.cells if cell.text]


def _first(kind: Kind, rows: Sequence[Row]) -> int:
    names = {*_titles(kind), _folded(ID)}
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        texts = {_folded(cell.text) for cell in row.cells if cell.text}
        if texts & names and len(texts) > 1:
            return number
    raise DeskError(
        f"前 {_HEAD_ROWS} 行里找不到表头：要有一列叫“{forms.title_of(kind).label}”。可以先用 --template 生成空表。"
        f"表在别的工作表里的，请把那张移到最前面，或改名叫“{kind.label}”。"
    )


def _titles(kind: Kind) -> set[str]:
    title = forms.title_of(kind)
    return {_folded(title.label), _folded(title.key)}


def _note_unknown(number: int, text: str, every: tuple[Column, ...], head: Head) -> None:
    if not text:
        return
    meant = _meant(text, every)
    if not meant and is_personal(text):
        head.personal.append(text)
    elif meant:
        head.faults.append(f"第 {number} 行表头：没有“{text}”这一项，是不是“{meant}”？请改表头，或删掉这一列。")
    else:
        head.ignored.append(text)


def _meant(text: str, every: tuple[Column, ...]) -> str:
    """The header that was probably meant by another; empty where there is none."""
    if is_personal(text):  # but for what a place has, no person: 地址 is 文明实践站·地址
        inner = [column.header for column in every if column.group and _folded(column.spec.label) == _folded(text)]
        return inner[0] if len(inner) == 1 else ""
    guess = nearest(_folded(text), [_folded(column.header) for column in every if not column.group])
    is_near = guess and len(guess) == len(_folded(text))
    return next((column.header for column in every if is_near and _folded(column.header) == guess), "")


def _folded(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


# The rows below it


def is_no_record(kind: Kind, head: Head, row: Row, name: str, texts: set[str]) -> bool:
    """Whether a row sums others up, is a note, or is the head once more.

    `name` is what stands in the place of a name, `texts` all that stands in columns that are read.
    """
    return (
        any(map(_TOTAL.fullmatch, _said(row)))
        or bool(_SUM.fullmatch(name))
        or _said(row) in head.rows
        or all(map(_NOTE.fullmatch, texts))
        or (kind is VOLUNTEER and texts == {name} and bool(_NO_NAME.fullmatch(name)))
    )


def is_head(kind: Kind, title: str) -> bool:
    """Whether in the place of a record's title there stands what the column is called."""
    return _folded(title) in _titles(kind)


def no_name(title: str) -> str:
    """Why nobody is called so; empty where somebody may be."""
    if _LOST.search(title):
        return f"“{title}”里的“?”多半是存成 CSV 时丢掉的字，请在 Excel 里另存为 .xlsx 再读，或把字补上。"
    return f"“{title}”不像姓名；不是志愿者的行，请删掉。" if _NO_NAME.fullmatch(title) else ""
