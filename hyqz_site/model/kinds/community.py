"""社区: one of the eight communities (plan, two)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Group, Text, field
from hyqz_site.model.kinds.common import Kind, Record, name_field
from hyqz_site.model.numbers import Int


class PartyOrg(StrEnum):
    """党组织."""

    GENERAL_BRANCH = "党总支"
    BRANCH = "党支部"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """文明实践站."""

    address: str = field("地址", Text(), required=True)
    hours: str | None = field("开放时间", Text())
    phone: str | None = field("座机", Text())


@dataclass(frozen=True, slots=True, kw_only=True)
class Community(Record):
    """A community. Its registration rate is shown only where both counts carry their as-of dates."""

    title: str = name_field()
    party_org: PartyOrg | None = field("党组织", Enum(PartyOrg))
    station: Station | None = field("文明实践站", Group(Station))
    population: int | None = field("常住人口", Int())
    population_asof: date | None = field("人口截止", Date())
    registered: int | None = field("注册志愿者", Int())
    registered_asof: date | None = field("注册截止", Date())
    grids: int | None = field("网格", Int())
    motto: str | None = field("一句话", Text(24))

    @property
    def short(self) -> str:
        """Its name on a sign: 东方里."""
        return self.title.removesuffix("社区") or self.title

    @property
    def latin(self) -> str:
        """The line below: DONGFANGLI."""
        return self.id.replace("-", " ").upper()


COMMUNITY = Kind(name="community", collection="communities", label="社区", record=Community)
