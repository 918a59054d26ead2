"""The types of days and times: four ways to write a date, and what was meant by the others (content model §2).

All local time is UTC+8.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.clock import CHINA, day_in_table
from hyqz_site.model.context import narrow, scalar, shown
from hyqz_site.patterns import later
from hyqz_site.source.nodes import Scalar

if TYPE_CHECKING:
    from hyqz_site.model.context import Context
    from hyqz_site.source.nodes import Node


class Weekday(StrEnum):
    """周几. The members are in the order of the week."""

    MONDAY = "周一"
    TUESDAY = "周二"
    WEDNESDAY = "周三"
    THURSDAY = "周四"
    FRIDAY = "周五"
    SATURDAY = "周六"
    SUNDAY = "周日"

    @property
    def number(self) -> int:
        """As `date.weekday()` counts: 0 is Monday."""
        return list(Weekday).index(self)


WEEKDAY_WORDS: Final = {
    **{f"{week}{day}": f"周{day}" for week in ("星期", "礼拜") for day in "一二三四五六日"},
    **dict.fromkeys(["周天", "星期天", "礼拜天"], "周日"),
}
"""What people say for them besides."""
_SPOKEN: Final = {
    **dict.fromkeys(["每天", "每日", "天天"], "周一到周日"),
    "工作日": "周一到周五",
    **dict.fromkeys(["周末", "双休日"], "周六、周日"),
}
_DAY: Final = later(r"(到|至|[-－—–~～]+)?(?:周|星期|礼拜)?([一二三四五六日天])")
_BETWEEN_DAYS: Final = later(r"[\s、，,；;/和及与【】［］]")


def weekdays_in(text: str) -> list[str]:
    """The days that a text names at once, as `周一到周五、周日` or `周末`; none where it says anything else."""
    plain = _BETWEEN_DAYS.sub("", _SPOKEN.get(text, text))
    days = [day.value for day in Weekday]
    found: list[str] = []
    at = 0
    while at < len(plain):
        match = _DAY.match(plain, at)
        if match is None:
            return []
        day = days.index(f"周{match[2].replace('天', '日')}")
        first = days.index(found[-1]) + 1 if match[1] and found else day
        if (match[1] and not found) or first > day:  # a week that goes on after its end: nobody can be sure
            return []
        found += days[first : day + 1]
        at = match.end()
    return found


DAY: Final = Enum(Weekday, aliases=WEEKDAY_WORDS, spoken=weekdays_in)
"""周几, one of them."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    def __str__(self) -> str:
        """As an editor writes it: `2026-11`."""
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From a time of day to another.

    `end` is None where only the beginning is known; `end` before `start` runs over midnight; 24:00 is `time.max`.
    """

    start: time
    end: time | None

    def __str__(self) -> str:
        """As an editor writes it: `08:00-24:00`."""
        return clock(self.start) + (f"-{clock(self.end)}" if self.end else "")

    @property
    def minutes(self) -> tuple[int, int]:
        """From which minute of a day to which; 24 × 60 at its end. A single time has no length."""
        start, end = self.start, self.end or self.start
        return start.hour * 60 + start.minute, 24 * 60 if end == time.max else end.hour * 60 + end.minute


def clock(value: time) -> str:
    """`08:30`; the end of a day is `24:00`."""
    return "24:00" if value == time.max else f"{value:%H:%M}"


_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
)
_MONTH: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)\Z")
_TIME: Final = re.compile(r"(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|半|整)?)")
_TO: Final = later(r"\s*[-–—~～至到－―]+\s*")
_SPAN: Final = later(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[-–—~至到－―]+(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})日?"
)
"""From a day to another, whose year and month may be those of the first."""
_MORE_DAYS: Final = later(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[-–—~至到－―、,;和及]+\d")
_MORE_MONTHS: Final = later(r"\d{4}(?:[-/.年]\d{1,2}(?:月-|月?[–—~至到－―、,;和及]+)\d|年\d{1,2}-\d{1,2}月)")
_CLOCK: Final = later(r"\d[:点时]")
"""Within a time of day."""
_TABLE_DAY: Final = 36526
"""2000-01-01 in a table: no earlier day is likely."""
_EARLIEST: Final = 1900
_LATEST: Final = 2199


def _bad_date(node: Node, context: Context, expected: str, end: str = "") -> None:
    """Note that a value is no date as its type wants it; `end` is the field beside it for the end of what it begins."""
    text = narrow(node.text) if isinstance(node, Scalar) else ""
    hint = _span_hint(text, expected, context.label, end) or _date_hint(text, expected)
    context.add(node.at, "bad-date", f"“{context.label}”应是{expected}，现在是{shown(node)}", hint)


def _span_hint(text: str, expected: str, label: str, end: str) -> str:
    """What to write instead where a text says more than one day; else nothing."""
    plain = re.sub(r"\s|\([^()]*\)", "", text)
    if expected == MonthType.words:
        return "这里只能写一个月。" if _MORE_MONTHS.match(plain) else ""
    moments = _moments_of(text)
    span: tuple[date, ...] = tuple(_moment(*one) if expected == DateTime.words else one[0] for one in moments)
    how = "请分两行写："
    if not span and (days := _SPAN.fullmatch(plain)):
        year, month, day, later_year, later_month, later_day = (int(part or 0) for part in days.groups())
        both = _date_of(year, month, day), _date_of(later_year or year, later_month or month, later_day)
        span = tuple(filter(None, both))
        how = "请分两行写，再写上时间：" if expected == DateTime.words else how
    if len(span) == 2 and span[0] < span[1]:
        first, last = (f"{one:%Y-%m-%d %H:%M}" if isinstance(one, datetime) else f"{one}" for one in span)
        return f"{how}“{label}: {first}”、“{end}: {last}”" if end else f"这里只能写一天：{first}，或者 {last}"
    if _MORE_DAYS.match(plain):
        return "这里只能写一天。"
    return "请写上年、月、日。" if _MORE_MONTHS.match(plain) else ""


def _moments_of(text: str) -> tuple[tuple[date, time], ...]:
    """Both days and times where a text says from when to when; the second may be a time of the same day."""
    for mark in _TO.finditer(text):
        day, start = _day_and_time(text[: mark.start()])
        last_day, stop = _day_and_time(text[mark.end() :], end=True)
        if last_day is None:
            last_day, (stop, rest) = day, _leading_time(text[mark.end() :], end=True)
            stop = None if rest else stop
        if day and start and last_day and stop:
            return (day, start), (last_day, stop)
    return ()


def _moment(day: date, clock_time: time) -> datetime:
    """The moment of a time of a day, whose end is the beginning of the next."""
    if clock_time == time.max:
        return datetime.combine(day + timedelta(days=1), time())
    return datetime.combine(day, clock_time)


def _date_hint(text: str, expected: str) -> str:  # noqa: PLR0911 - one way out for each mistake
    """What to write instead: as much of it as the type asks for."""
    parts = [int(part) for part in re.findall(r"\d{1,9}", text)]
    if len(text) == 8 and text.isdecimal():  # 20261031
        parts = [int(text[:4]), int(text[4:6]), int(text[6:])]
    if len(text) == 5 and text.isdecimal() and int(text) >= _TABLE_DAY:  # 46326, as a table counts days
        counted = day_in_table(int(text))
        parts = [counted.year, counted.month, counted.day]
    if not parts or not _EARLIEST <= parts[0] <= _LATEST:
        return "请把四位的年份写在前面，按年、月、日的顺序。" if parts else ""
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return f"没有 {parts[1]} 月，请核对。"
    if expected == MonthType.words:
        return f"请写成：{parts[0]:04}-{parts[1]:02}" if len(parts) > 1 else "请写上月份。"
    if len(parts) < 3:
        return "请写上年、月、日。"
    day = _date_of(*parts[:3])
    if day is None:
        return f"{parts[0]} 年 {parts[1]} 月没有 {parts[2]} 日，请核对。"
    if expected == DateTime.words:
        if _day_and_time(text, end=True)[1] == time.max:
            return f"请写成：{_moment(day, time.max):%Y-%m-%d %H:%M}"
        return f"请写上时间，例如：{day} 08:30"
    return f"{'这里只写日期，不写时间，' if _CLOCK.search(text) else ''}请写成：{day}"


def _date_of(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _leading_date(text: str) -> tuple[date | None, str]:
    """The date at the head of `text` and what follows it."""
    match = _DATE.match(text)
    if not match:
        return None, text
    year, month, day = (int(part) for part in match.groups() if part)
    return _date_of(year, month, day), text[match.end() :]


@dataclass(frozen=True, slots=True)
class Date:
    """`date`: `2021-05-12`, `2021/5/12`, `2021.5.12`, `2021年5月12日`."""

    end: str = ""
    """The field beside it for the last day, where it is the first of several."""
    absent: ClassVar[None] = None
    words: ClassVar[str] = "日期，例如 2021-05-12"

    def read(self, node: Node, context: Context) -> date | None:
        """The day."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        day, rest = _leading_date(re.sub(r"\s", "", narrow(text)))
        if day is None or rest:
            _bad_date(node, context, self.words, self.end)
            return None
        return day


@dataclass(frozen=True, slots=True)
class MonthType:
    """`month`: `2021-05`, `2021年5月`."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "年月，例如 2021-05"

    def read(self, node: Node, context: Context) -> Month | None:
        """The month."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        match = _MONTH.match(re.sub(r"\s", "", narrow(text)))
        numbers = [int(part) for part in match.groups() if part] if match else []
        if not numbers or not _date_of(numbers[0], numbers[1], 1):
            _bad_date(node, context, self.words)
            return None
        return Month(numbers[0], numbers[1])


def _leading_time(text: str, *, end: bool = False) -> tuple[time | None, str]:
    """The time at the head of `text` and what follows it; 24:00 only as an `end`."""
    match = _TIME.match(text)
    if not match:
        return None, text
    hour = int(match.group(1))
    minute = int(match.group(2) or match.group(3) or (30 if match.group().endswith("半") else 0))
    rest = text[match.end() :]
    if end and (hour, minute) == (24, 0):
        return time.max, rest
    return (time(hour, minute) if hour < 24 and minute < 60 else None), rest


@dataclass(frozen=True, slots=True)
class Hours:
    """`08:00-09:30`: from a time to another; a single time where `single`."""

    single: bool = False
    absent: ClassVar[None] = None
    words: ClassVar[str] = "时间，例如 08:00-09:30"

    def read(self, node: Node, context: Context) -> TimeRange | None:
        """The range; equal ends are an error."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        start, rest = _leading_time(re.sub(r"\s", "", narrow(text)))
        if start is not None and not rest and self.single:
            return TimeRange(start, None)
        mark = re.match(r"[-–—~～至到－―]+", rest)
        end, rest = _leading_time(rest[mark.end() :], end=True) if mark else (None, rest)
        if start is None or end is None or rest or start == end:
            context.add(
                node.at,
                "bad-date",
                f"“{context.label}”应是{self.words}，现在是{shown(node)}",
                "起止时间用减号连接，24 小时制。",
            )
            return None
        return TimeRange(start, end)


@dataclass(frozen=True, slots=True)
class DateTime:
    """`datetime`: a date and a time, always UTC+8."""

    end: str = ""
    """The field beside it for the end of what begins then."""
    absent: ClassVar[None] = None
    words: ClassVar[str] = "日期和时间，例如 2021-05-12 08:30"

    def read(self, node: Node, context: Context) -> datetime | None:
        """The moment, with its zone."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        day, moment = _day_and_time(text)
        if day is None or moment is None:
            _bad_date(node, context, self.words, self.end)
            return None
        return datetime.combine(day, moment, CHINA)


def _day_and_time(text: str, *, end: bool = False) -> tuple[date | None, time | None]:
    """The day and the time of day that `text` is; no day where it is anything else, no time where it is a day alone."""
    day, rest = _leading_date(re.sub(r"(?<=\d)\s+(?=\d)", "T", re.sub(r"\s*([年月日点分:])\s*", r"\1", narrow(text))))
    if not rest:
        return day, None
    moment, rest = _leading_time(rest.lstrip("T ").strip(), end=end)
    return (day, moment) if moment and not rest.removeprefix(":00") else (None, None)


def moment_of(text: str) -> datetime | None:
    """The moment that a day, or a day and a time, of a command means; a day alone is its midnight."""
    day, moment = _day_and_time(text.strip())
    return datetime.combine(day, moment or time(), CHINA) if day else None
