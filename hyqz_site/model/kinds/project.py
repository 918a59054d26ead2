"""项目: a project that answers one need (plan, three (三))."""

from __future__ import annotations

from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Month, MonthType
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Honour, Kind, Record, Result, Theme
from hyqz_site.model.numbers import Int
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Ref


class Run(StrEnum):
    """进展."""

    ACTIVE = "在办"
    REGULAR = "常态"
    ENDED = "结束"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """A project. Those it serves are never named one by one."""

    started: Month = field("开始", MonthType(), required=True)
    run: Run = field("进展", Enum(Run), required=True)
    organiser: str = field("发起单位", Text(30), required=True)
    team: Ref | None = field("团队", Reference(("team",)))
    theme: Theme = field("主题", Enum(Theme), required=True)
    beneficiaries: str = field("服务对象", Text(30), required=True)
    need: str = field("解决的问题", Text(80), required=True)
    method: str = field("做法", Text(120), required=True)
    schedule: str | None = field("排期", Text(40))
    volunteers: int | None = field("参与人数", Int())
    served: int | None = field("受益人次", Int())
    results: tuple[Result, ...] = field("成效", ListOf(Group(Result)))
    replicable: str | None = field("经验", Text(120))
    honours: tuple[Honour, ...] = field("荣誉", ListOf(Group(Honour)))


PROJECT = Kind(name="project", collection="projects", label="项目", record=Project)
