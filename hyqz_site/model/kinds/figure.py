"""成果数字: a figure with its definition, dates and source; nothing is "live"."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record, Report, name_field
from hyqz_site.model.numbers import Number
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Ref


class Show(StrEnum):
    """用于: where the figure is shown."""

    HOME = "首页"
    SCREEN = "大屏"
    OUTCOMES = "成果页"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """数据: one value, of the street or of a community."""

    asof: date = field("截止", Date(), required=True)
    community: Ref | None = field("社区", Reference(("community",)))
    value: Decimal = field("值", Number(), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A figure."""

    title: str = name_field("指标")
    source: str = field("来源", Text(40), required=True)
    unit: str = field("单位", Text(), required=True)
    definition: str = field("口径", Text(60), required=True)
    target: Decimal | None = field("目标", Number())
    target_text: str | None = field("目标说明", Text(40))
    show: tuple[Show, ...] = field("用于", ListOf(Enum(Show)))
    series: tuple[Point, ...] = field("数据", ListOf(Group(Point)), required=True)


def check_repeats(record: Figure, report: Report) -> None:
    """One day has one value for the street and one for each community: of two, one would be lost."""
    seen: dict[tuple[date, str], int] = {}
    for number, point in enumerate(record.series):
        where = point.community.id if point.community else ""
        key = (point.asof, where)
        first = seen.setdefault(key, number)
        if None not in key and first != number:
            line = report.record.origin.at(f"series.{first}").line
            message = f"{point.asof:%Y-%m-%d} 的{f'“{where}”' if where else '全街道'}写了两次，上一次在第 {line} 行"
            report.error(f"series.{number}", "duplicate-value", message, "请只留一个数。")


FIGURE = Kind(name="figure", collection="figures", label="成果数字", record=Figure, rules=(check_repeats,))
