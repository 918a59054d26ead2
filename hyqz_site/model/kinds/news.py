"""新闻: what media wrote, or we ourselves (plan, three (四) 1)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record
from hyqz_site.model.pointers import ANY, Reference, Url
from hyqz_site.model.values import Ref


class NewsForm(StrEnum):
    """体裁."""

    REPORT = "报道"
    EXPERIENCE = "经验材料"
    PICTURE = "图片新闻"


class OutletLevel(StrEnum):
    """级别."""

    NATIONAL = "中央"
    PROVINCE = "省"
    CITY = "市"
    DISTRICT = "区"
    STREET = "街道"


class Reuse(StrEnum):
    """转载: what we may show of it. 链接摘要 shows summary and link only, never a body."""

    OWN = "原创"
    LINK = "链接摘要"
    LICENSED = "授权"


@dataclass(frozen=True, slots=True, kw_only=True)
class News(Record):
    """A piece of news."""

    form: NewsForm = field("体裁", Enum(NewsForm), required=True)
    outlet: str = field("刊发媒体", Text(20), required=True)
    outlet_level: OutletLevel | None = field("级别", Enum(OutletLevel))
    url: str | None = field("原文链接", Url())
    orig_date: date = field("原文日期", Date(), required=True)
    reuse: Reuse = field("转载", Enum(Reuse), required=True)
    about: tuple[Ref, ...] = field("涉及", ListOf(Reference(ANY)))


NEWS = Kind(name="news", collection="news", label="新闻", record=News)


def shows_body(record: Record) -> bool:
    """Whether the text of a record is shown: of news that is only linked it never is (content model §4, news)."""
    return not (isinstance(record, News) and record.reuse is Reuse.LINK)
