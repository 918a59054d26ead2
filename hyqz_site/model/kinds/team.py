"""团队: a team of volunteers (plan, three (二) 1–4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import DAY, Date, Hours, Month, MonthType, TimeRange, Weekday
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Honour, Kind, Record, check_hours, name_field
from hyqz_site.model.numbers import Int, Number, Percent


class Level(StrEnum):
    """级别."""

    CORPS = "总队"
    BRANCH = "分队"
    SQUAD = "小队"
    NGO = "社会组织"
    ONLINE = "网上队伍"


class TeamGroup(StrEnum):
    """类别: which of the groups that the plan recruits."""

    FULL_TIME = "专职"
    PARTY = "党员"
    ONLINE = "网上"
    PRACTICE = "文明实践"
    PROFESSIONAL = "专业"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """固定服务: what the team does every week."""

    day: Weekday = field("周几", DAY, required=True)
    time: TimeRange | None = field("时间", Hours(single=True))
    what: str = field("内容", Text(24), required=True)
    place: str | None = field("地点", Text(30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Record):
    """A team."""

    title: str = name_field()
    level: Level = field("级别", Enum(Level), required=True)
    group: TeamGroup = field("类别", Enum(TeamGroup), required=True)
    founded: Month = field("成立", MonthType(), required=True)
    lead_post: str | None = field("负责岗位", Text(20))
    members: int = field("人数", Int(), required=True)
    members_asof: date = field("人数截止", Date(), required=True)
    active_rate: Decimal | None = field("活跃比例", Percent())
    hours: Decimal | None = field("时长", Number())
    hours_asof: date | None = field("时长截止", Date(), when="写了“时长”")
    fields: tuple[str, ...] = field("服务领域", ListOf(Text(12)))
    routine: tuple[Routine, ...] = field("固定服务", ListOf(Group(Routine)))
    honours: tuple[Honour, ...] = field("荣誉", ListOf(Group(Honour)))


TEAM = Kind(name="team", collection="teams", label="团队", record=Team, rules=(check_hours,))
