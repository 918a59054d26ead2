"""Dates, numbers and ranges as people read them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.dates import clock

if TYPE_CHECKING:
    from hyqz_site.model.dates import Month, TimeRange
    from hyqz_site.model.kinds.common import Record

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


def length(seconds: int) -> str:
    """`9秒`, `1分30秒`."""
    minutes, rest = divmod(seconds, 60)
    return "".join(filter(None, (f"{minutes}分" if minutes else "", f"{rest}秒" if rest or not minutes else "")))


def share(part: int, whole: int) -> Decimal:
    """A share in percent, with at most one decimal (content model §5)."""
    return (Decimal(part) * 1000 / Decimal(whole)).to_integral_value(rounding="ROUND_HALF_UP") / 10


def marked(record: Record) -> str:
    """Its title, told to be an example where nothing else can tell it: in a calendar, a feed, a preview."""
    return f"（示例）{record.title}" if record.sample else record.title


def listed(items: tuple[str, ...] | list[str]) -> str:
    """`甲、乙、丙`."""
    return "、".join(items)


STARS: Final = ("未定星", "一星", "二星", "三星", "四星", "五星")


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list is called, the line below its name, and how its entries are counted."""

    title: str
    lead: str
    unit: str = "条"
    """How one counts what is in it."""


LISTS: Final = {
    "volunteers": ListWords("志愿者", "他们住在你家楼上，站在你上班的路口。", "位"),
    "teams": ListWords("团队", "几个人约好了时间，就是一支队伍。", "支"),
    "projects": ListWords("项目", "把一件小事想明白，做下去，再教给别人。", "个"),
    "communities": ListWords("社区", "每一块站牌，都是一个找得到人的地方。", "个"),
    "activities": ListWords("活动", "每周四站路口，每周五搞卫生，其余的日子也没闲着。", "场"),
    "news": ListWords("新闻", "谁写的、登在哪里、什么时候，都写清楚。", "篇"),
    "films": ListWords("影像", "每部片子都有文字版，听不见、看不见，也不错过。", "部"),
    "places": ListWords("阵地", "公园、广场、长廊和站点：去哪里看，怎么走。", "处"),
    "awards": ListWords("最美榜", "一年一榜，四类名字，每个名字一句颁奖词。", "届"),
    "figures": ListWords("成果", "每个数字都写明口径、截止日期和来源；没有日期的数字不登。", "项"),
    "benefits": ListWords("礼遇", "做了事，有人记得：按星级，能领什么，怎么领。", "项"),
    "trainings": ListWords("培训", "会了再去做，做了再来教。", "场"),
    "channels": ListWords("加入我们", "四支队伍都在招人。选一支，来一次，就算开始了。"),
    "notices": ListWords("公告", "有起有止，过期自动撤下。"),
}
"""The lists in their readers' words."""

ACTIONS: Final = {
    "补窗行动": "清“牛皮癣”，理楼道，把破了的窗补上",
    "雁阵行动": "门前三包，一家挨一家，不推给下一家",
    "清洁行动": "大清洗、大清扫、大清理",
    "交通秩序整治": "站在路口，劝一句，扶一把",
    "敲门行动": "走进门去，听一听，记一记",
}
"""The five special actions, each in one line."""

GROUPS: Final = {
    "专职": ("专职队伍", "网格员、楼栋长、巡逻队员、环卫工人、的士司机、快递员、人民调解员，手边的事顺手就做。"),
    "党员": ("党员队伍", "支部带着做：先注册，再带头。"),
    "网上": ("网上队伍", "在网上把事情说明白，把好话传开去。"),
    "文明实践": ("新时代文明实践队伍", "有手艺、有时间、愿意常来，跟着文明实践站走。"),
}
"""The four groups that recruit (plan, three (二))."""
