"""礼遇: what volunteers with stars are offered (plan, three (一) 3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record
from hyqz_site.model.numbers import Int


class BenefitCategory(StrEnum):
    """类别."""

    HEALTH = "就医"
    WORK = "就业"
    TRAVEL = "出行"
    PRAISE = "表彰"
    PROTECTION = "保障"
    OTHER = "其他"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(Record):
    """A benefit. It is gone from the day after `valid`."""

    stars: tuple[int, ...] = field("适用星级", ListOf(Int(0, 5)), required=True)
    category: BenefitCategory = field("类别", Enum(BenefitCategory), required=True)
    provider: str = field("提供方", Text(), required=True)
    content: str = field("内容", Text(80), required=True)
    how: str = field("怎么领", Text(80), required=True)
    doc: str | None = field("依据文号", Text())
    valid: date | None = field("有效期", Date())


BENEFIT = Kind(name="benefit", collection="benefits", label="礼遇", record=Benefit)
