"""What a row may not change, or not without a word: who is withdrawn, what somebody agreed to, whose row it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hyqz_site.desk import compare
from hyqz_site.desk.workbook import ID
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.common import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyqz_site.desk.cells import Column
    from hyqz_site.model.kinds.common import Origin, Record

_WIDER: Final = frozenset({"consent.scope", "consent.channels"})
_LATER: Final = frozenset({"consent.until", "consent.withdrawn"})
_ARCHIVE_NO: Final = "consent.archive_no"
_TELLING: Final = frozenset({"identity", "community", _ARCHIVE_NO})
"""What tells people of one name apart."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a change, and whether it is refused."""

    text: str
    is_fault: bool = False


def told(origin: Origin, record: Record | None, changed: Mapping[Column, str], *, by_name: bool) -> Iterator[Told]:
    """What to say of a row that changes the record of a file so; `by_name`: a person whom nothing else names."""
    title = record.title if record else origin.path
    names = {column.name: column for column in changed}
    if "status" in names and compare.held(names["status"], origin) is Status.WITHDRAWN:
        reason = f"（{record.withdraw_reason}）" if record and record.withdraw_reason else ""
        yield Told(
            f"“{title}”已经撤下{reason}，名册里的“状态”是“{changed[names['status']]}”，多半是撤下以前的名册。"
            f"请清空这一格；真的要恢复，请在 {origin.path} 里改。",
            is_fault=True,
        )
    wider = [column.header for column, text in changed.items() if _is_more(column, text, origin)]
    if wider:
        yield Told(f"会放宽“{title}”的同意（{'、'.join(wider)}）。请对照同意书；名册是旧的，请清空这几格。")
    if by_name and record:
        yield from _other_person(record, changed)


def _is_more(column: Column, text: str, origin: Origin) -> bool:
    """Whether somebody agrees to more than before, or for longer."""
    if column.name not in _WIDER | _LATER:
        return False
    before: Any = compare.held(column, origin)
    after: Any = compare.meant(column, text)
    return bool(before) and (not set(after) <= set(before) if column.name in _WIDER else after > before)


def _other_person(record: Record, changed: Mapping[Column, str]) -> Iterator[Told]:
    """A form of consent is one person's: another number of it on a row is another person until an id says no."""
    differing = [one for one in changed if one.name in _TELLING and compare.held(one, record.origin) is not None]
    if not differing:
        return
    listed = "；".join(
        f"“{one.header}”是“{changed[one]}”，原来是“{compare.shown(one, record.origin)}”" for one in differing
    )
    message = f"没有“{ID}”，按姓名当作 {record.origin.path} 的“{record.title}”，{listed}。"
    if any(one.name == _ARCHIVE_NO for one in differing):
        yield Told(
            f"{message}同意书不会跟着换人：是同一位，请写上编号 {record.id}；不是，请写一个新的编号。", is_fault=True
        )
    else:
        yield Told(f"{message}不是同一位，请写上不同的编号。")
