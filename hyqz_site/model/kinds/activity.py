"""活动: one activity, once or repeated (plan, three (三))."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import DAY, Date, Hours, TimeRange, Weekday
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record, Report, Result, Theme
from hyqz_site.model.numbers import Int, Number
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Ref

REPEAT_DAYS: Final = 60
"""A repeated activity shows its dates this many days ahead (content model §5)."""


class Action(StrEnum):
    """专项行动: the plan's five special actions (plan, three (三) 2)."""

    WINDOWS = "补窗行动"
    GEESE = "雁阵行动"
    CLEANING = "清洁行动"
    TRAFFIC = "交通秩序整治"
    DOORS = "敲门行动"


class Season(StrEnum):
    """四季. The members are in the order of the year."""

    SPRING = "春"
    SUMMER = "夏"
    AUTUMN = "秋"
    WINTER = "冬"


class Topic(StrEnum):
    """专题: themes of professional service (plan, three (三) 1 and 4)."""

    NEIGHBOURS = "邻里守望"
    CULTURE_FOR_ALL = "文化惠民"
    FAMILY = "家庭教育"
    ARTS = "文化艺术"
    HEALTH = "关爱健康"
    SAFETY = "守护平安"
    LAW = "法制宣传"
    MINORS = "关爱未成年人"
    LECTURES = "理论宣讲"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """重复: on these days of every week, until and with a day."""

    days: tuple[Weekday, ...] = field("周几", ListOf(DAY), required=True, key="days")
    until: dt.date = field("止", Date(), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """An activity."""

    date: dt.date = field("日期", Date(end="结束"), required=True)
    end: dt.date | None = field("结束", Date())
    time: TimeRange | None = field("时间", Hours(single=True))
    place: str = field("地点", Text(40), required=True)
    theme: Theme = field("主题", Enum(Theme), required=True)
    action: Action | None = field("专项行动", Enum(Action))
    season: Season | None = field("四季", Enum(Season))
    topic: Topic | None = field("专题", Enum(Topic))
    organiser: str = field("组织方", Text(30), required=True)
    teams: tuple[Ref, ...] = field("队伍", ListOf(Reference(("team",))))
    projects: tuple[Ref, ...] = field("项目", ListOf(Reference(("project",))))
    repeats: Repeats | None = field("重复", Group(Repeats))
    people: int | None = field("参与人次", Int())
    hours: Decimal | None = field("时长", Number())
    results: tuple[Result, ...] = field("成效", ListOf(Group(Result)))
    signup: str | None = field("报名", Text(60))

    @property
    def in_season(self) -> Season:
        """The season named, else that of the date: March to May is spring."""
        return self.season or list(Season)[(self.date.month - 3) % 12 // 3]

    @property
    def last_day(self) -> dt.date:
        """The last day on which it takes place."""
        return max(self.date, (self.repeats.until if self.repeats else self.end) or self.date)

    def days(self, today: dt.date, ahead: int = REPEAT_DAYS) -> tuple[dt.date, ...]:
        """The days from `today` on which it takes place, `ahead` days far."""
        first = max(today, self.date)
        last = min(today + dt.timedelta(days=ahead), self.last_day)
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        if self.repeats is None:
            return tuple(days)
        wanted = {day.number for day in self.repeats.days}
        return tuple(day for day in days if day.weekday() in wanted)


def check_order(record: Activity, report: Report) -> None:
    """`end` and the last repetition do not lie before `date` (content model §3)."""
    report.in_order("date", "end")
    until = record.repeats.until if record.repeats else None
    report.not_before("repeats.until", ("止", until), ("日期", record.date))


ACTIVITY = Kind(name="activity", collection="activities", label="活动", record=Activity, rules=(check_order,))
