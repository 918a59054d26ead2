"""屏幕: a screen, how it is read and what it plays (screens contract §1, §7)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import DAY, Date, Hours, TimeRange, Weekday
from hyqz_site.model.fields import Either, Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record, Report, name_field
from hyqz_site.model.numbers import Dimensions, Int, Number
from hyqz_site.model.pointers import ANY, Reference
from hyqz_site.model.values import Ref, Size


class ScreenType(StrEnum):
    """类型."""

    OUTDOOR = "户外LED"
    BUILDING = "楼宇广告屏"
    COMMUNITY = "社区屏"
    PARK = "公园屏"


LED_TYPES = frozenset(ScreenType) - {ScreenType.BUILDING}
"""The types whose pixels are single lamps (screens contract §7)."""


class OffMode(StrEnum):
    """息屏."""

    BLACK = "黑屏"
    STILL = "静帧"


class Player(StrEnum):
    """播放方式."""

    BROWSER = "网页"
    STILLS = "图片"
    VIDEO = "视频"


class Selector(StrEnum):
    """内容, where it names a group of records and not one."""

    BRAND = "封面"
    AWARD = "榜样"
    VOLUNTEERS = "志愿者"
    TEAMS = "团队"
    PROJECTS = "项目"
    COMMUNITIES = "社区"
    RECENT = "近期活动"
    UPCOMING = "活动预告"
    NEWS = "新闻"
    FIGURES = "成果"
    FILMS = "影像"
    BENEFITS = "礼遇"
    RECRUIT = "招募"
    NOTICES = "公告"


class Layout(StrEnum):
    """版式: without the picture; the cover with today's date and the next activity."""

    TEXT = "文字"
    DATE = "日期"


_SELECTOR: Final = Enum(Selector, besides="；或者一条记录，写成 类别/编号，例如 志愿者/li-xiaoyan")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopEntry:
    """播单: one record or a selector, how long and when. Dates are inclusive, `hours` exclusive at their end."""

    show: Selector | Ref = field("内容", Either(Reference(ANY), _SELECTOR, re.compile(r".*/")), required=True)
    limit: int | None = field("条数", Int(1))
    dwell: int | None = field("停留", Int(3, 600))
    """Seconds for each of its slides."""
    start: date | None = field("起", Date(end="止"), key="from")
    until: date | None = field("止", Date())
    days: tuple[Weekday, ...] = field("周几", ListOf(DAY))
    hours: tuple[TimeRange, ...] = field("时段", ListOf(Hours()))
    layout: Layout | None = field("版式", Enum(Layout, besides="；不写就按内容和屏幕的形状自动选"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(Record):
    """A screen. `pitch_mm` is the distance of its LEDs, `distance_m` that of its readers."""

    title: str = name_field()
    type: ScreenType = field("类型", Enum(ScreenType), required=True)
    place: Ref | None = field("阵地", Reference(("place",)))
    address: str = field("位置", Text(40), required=True)
    px: Size = field("分辨率", Dimensions("px", Size(64, 32), Size(7680, 4320)), required=True)
    pitch_mm: Decimal | None = field("点距", Number(above=True), when="“类型”不是“楼宇广告屏”")
    distance_m: Decimal = field("视距", Number(above=True), required=True)
    hours: tuple[TimeRange, ...] = field("开放时段", ListOf(Hours()), required=True)
    off: OffMode = field("息屏", Enum(OffMode, absent=OffMode.BLACK))
    player: Player = field("播放方式", Enum(Player), required=True)
    group: str | None = field("同步组", Text())
    keeper_post: str | None = field("管理岗位", Text())
    loop: tuple[LoopEntry, ...] = field("播单", ListOf(Group(LoopEntry)), required=True)


def check_pitch(record: Screen, report: Report) -> None:
    """LED types need their pitch (screens contract §7)."""
    if record.pitch_mm is None and record.type in LED_TYPES:
        report.missing("pitch_mm")


def check_loop(record: Screen, report: Report) -> None:
    """An entry does not end before it begins."""
    for number, entry in enumerate(record.loop):
        if entry.start and entry.until and entry.until < entry.start:
            report.error(f"loop.{number}.until", "bad-date", "“止”早于“起”", "请核对这两个日期。")


SCREEN = Kind(name="screen", collection="screens", label="屏幕", record=Screen, rules=(check_pitch, check_loop))
