"""The head of a roster: which of its rows it is, and what its columns hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError, forms
from hyqz_site.desk.cells import Column, columns
from hyqz_site.desk.workbook import ID
from hyqz_site.lean import dataclass
from hyqz_site.model.fields import is_personal
from hyqz_site.model.naming import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyqz_site.desk.sheet import Row
    from hyqz_site.model.kinds.common import Kind

_HEAD_ROWS: Final = 10
"""The head of the table stands among the first rows: rosters often have a title above it."""
_BETWEEN: Final = re.compile(r"[\s·.．:：/_\-－—*＊]|（必填）|\(必填\)")


@dataclass(slots=True)
class Head:
    """The head of a table."""

    columns: list[Column | str | None] = field(default_factory=list)
    """What each column holds: a field, the id (None), or nothing that is read (its header)."""
    below: int = 0
    """How many rows stand above the first one below it."""
    personal: list[str] = field(default_factory=list)
    """Headers of columns with personal data, for which there is no field: they are not read."""
    ignored: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(kind: Kind, rows: Sequence[Row]) -> Head:
    """The head of the table. Raises DeskError where there is none."""
    number = _first(kind, rows)
    head = Head(below=number + 1)
    every = columns(kind)
    known = {_folded(column.header): column for column in every}
    for column in every:
        key = f"{column.group.key}{column.spec.key}" if column.group else column.spec.key
        known.setdefault(_folded(key), column)
    for cell in rows[number].cells:
        name = _folded(cell.text)
        if name in {_folded(ID), "id"}:
            head.columns.append(None)
        elif name in known:
            if known[name] in head.columns:
                head.faults.append(f"第 {rows[number].number} 行表头：“{cell.text}”有两列，请删掉一列。")
            head.columns.append(known[name])
        else:
            head.columns.append(cell.text)
            _note_unknown(rows[number].number, cell.text, every, head)
    return head


def _first(kind: Kind, rows: Sequence[Row]) -> int:
    title = forms.title_of(kind)
    names = {_folded(title.label), _folded(title.key), _folded(ID)}
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        texts = {_folded(cell.text) for cell in row.cells if cell.text}
        if texts & names and len(texts) > 1:
            return number
    raise DeskError(
        f"前 {_HEAD_ROWS} 行里找不到表头：要有一列叫“{title.label}”。可以先用 --template 生成空表。"
        f"表在别的工作表里的，请把那张移到最前面，或改名叫“{kind.label}”。"
    )


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
