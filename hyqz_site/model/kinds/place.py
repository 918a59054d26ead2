"""阵地: a theme park, square, corridor or station (plan, three (四) 3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record, name_field
from hyqz_site.model.numbers import Dimensions, Int
from hyqz_site.model.pointers import ANY, Reference
from hyqz_site.model.values import Ref, Size


class PlaceType(StrEnum):
    """类型."""

    PARK = "主题公园"
    SQUARE = "主题广场"
    CORRIDOR = "长廊"
    STATION = "站点"


class PlaceStage(StrEnum):
    """现状."""

    PLANNED = "规划"
    BUILDING = "在建"
    OPEN = "建成"
    TEMPORARY = "临时"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """展板: a display board and the record that it shows."""

    no: str = field("编号", Text(), required=True)
    size: Size = field("尺寸", Dimensions("mm"), required=True)
    ref: Ref = field("内容", Reference(ANY), required=True)
    updated: date = field("更新日期", Date(), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord(Record):
    """A place where results are shown and people recruited."""

    title: str = name_field()
    type: PlaceType = field("类型", Enum(PlaceType), required=True)
    stage: PlaceStage = field("现状", Enum(PlaceStage), required=True)
    address: str = field("地址", Text(), required=True)
    area: int | None = field("面积", Int())
    """Square metres."""
    opening: str | None = field("开放时间", Text(40))
    transport: str | None = field("交通", Text(60))
    panels: tuple[Panel, ...] = field("展板", ListOf(Group(Panel)))
    screens: tuple[Ref, ...] = field("屏幕", ListOf(Reference(("screen",))))
    recruit: bool | None = field("招募点", Bool())


PLACE = Kind(name="place", collection="places", label="阵地", record=PlaceRecord)
