"""Dates, numbers and ranges as people read them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hyqz_site.model.fields import Month, TimeRange

WEEKDAYS: Final = "一二三四五六日"


def day(value: date) -> str:
    """`2026年11月23日`."""
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date) -> str:
    """`11月23日 周一`."""
    return f"{value.month}月{value.day}日 周{WEEKDAYS[value.weekday()]}"


def days(start: date, end: date | None) -> str:
    """`2026年11月23日`, or with its end `2026年11月23日至25日`, as short as it stays clear."""
    if end is None or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{day(start)}至{end.day}日"
    if start.year == end.year:
        return f"{day(start)}至{end.month}月{end.day}日"
    return f"{day(start)}至{day(end)}"


def month(value: Month) -> str:
    """`2021年5月`."""
    return f"{value.year}年{value.month}月"


def clock(value: time) -> str:
    """`08:30`; the end of a day is `24:00`."""
    return "24:00" if value == time.max else f"{value:%H:%M}"


def hours(value: TimeRange) -> str:
    """`08:00–09:30`."""
    return clock(value.start) if value.end is None else f"{clock(value.start)}–{clock(value.end)}"


def moment(value: datetime) -> str:
    """`2026年11月23日 08:30`."""
    return f"{day(value)} {value:%H:%M}"


def number(value: Decimal | int) -> str:
    """`1,234` or `12.5`: thousands separated, no idle zeros."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def percent(part: int, whole: int) -> str:
    """`37%` or `37.5%`: at most one decimal (content model §5)."""
    share = (Decimal(part) * 1000 / Decimal(whole)).to_integral_value(rounding="ROUND_HALF_UP") / 10
    return f"{number(share)}%"


def listed(items: tuple[str, ...] | list[str]) -> str:
    """`甲、乙、丙`."""
    return "、".join(items)
