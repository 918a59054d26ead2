"""公告: a notice with its hours, for the site and for screens."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import DateTime
from hyqz_site.model.fields import ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record, Report
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Ref


class NoticeLevel(StrEnum):
    """级别."""

    NORMAL = "一般"
    EMERGENCY = "紧急"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """A notice: `start <= t < until`. `screens` empty means all."""

    level: NoticeLevel = field("级别", Enum(NoticeLevel), required=True)
    start: datetime = field("起", DateTime(end="止"), required=True, key="from")
    until: datetime = field("止", DateTime(), required=True)
    screens: tuple[Ref, ...] = field("屏幕", ListOf(Reference(("screen",))))
    lines: tuple[str, ...] = field("大屏文字", ListOf(Text(16), limit=4), required=True)


def check_order(record: Notice, report: Report) -> None:
    """A notice ends after it begins (content model §3), and not before anybody may see it."""
    if None in {record.start, record.until}:
        return
    if record.until <= record.start:
        report.error("until", "bad-date", "“止”不晚于“起”", "请核对这两个时间。")
    elif record.published and record.until.date() < record.published:
        report.never("until", "止", f"{record.until:%Y-%m-%d %H:%M}", record.published)


NOTICE = Kind(name="notice", collection="notices", label="公告", record=Notice, rules=(check_order,))
