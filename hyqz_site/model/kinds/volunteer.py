"""志愿者: a person, shown only as far as they agreed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.folding import folded
from hyqz_site.model.kinds.common import (
    ConsentForm,
    Honour,
    Kind,
    Record,
    Report,
    Scope,
    Status,
    check_hours,
    name_field,
)
from hyqz_site.model.naming import surname_of
from hyqz_site.model.numbers import Int, Number
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Ref


class Gender(StrEnum):
    """性别."""

    MALE = "男"
    FEMALE = "女"


class AgeBand(StrEnum):
    """年龄段."""

    TEEN = "少年"
    YOUNG = "青年"
    MIDDLE = "中年"
    SENIOR = "银龄"


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """邻里评价."""

    text: str = field("内容", Text(80), required=True)
    by: str = field("评价人", Text(16), required=True)


_MEANT: Final = {
    **dict.fromkeys(["老年", "老人", "老年人", "老龄", "中老年"], "银龄"),
    **dict.fromkeys(["儿童", "小孩"], "少年"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer(Record):
    """A volunteer. Hours come from the platform with their as-of date; the generator never awards a star."""

    title: str = name_field("姓名")
    display_name: str | None = field("称呼", Text(20))
    gender: Gender | None = field("性别", Enum(Gender))
    age_band: AgeBand | None = field("年龄段", Enum(AgeBand, meant=_MEANT))
    identity: str = field("身份", Text(24), required=True)
    teams: tuple[Ref, ...] = field("队伍", ListOf(Reference(("team",))))
    full_time: bool | None = field("专职", Bool())
    since: int | None = field("起始年", Int(1900, 2199))
    hours: Decimal | None = field("时长", Number())
    hours_asof: date | None = field("时长截止", Date(), when="写了“时长”")
    points: Decimal | None = field("公益积分", Number())
    times: int | None = field("场次", Int())
    stars: int | None = field("星级", Int(0, 5))
    star_date: date | None = field("认证日期", Date(), when="写了“星级”")
    star_doc: str | None = field("认证文号", Text(), when="写了“星级”")
    honours: tuple[Honour, ...] = field("荣誉", ListOf(Group(Honour)))
    deed: str = field("一句话事迹", Text(24), required=True)
    quote: str | None = field("心声", Text(60))
    testimonials: tuple[Testimonial, ...] = field("邻里评价", ListOf(Group(Testimonial)))


def check_stars(record: Volunteer, report: Report) -> None:
    """A star level needs the day and the document of its certification (content model §5)."""
    if record.stars:
        for name in ("star_date", "star_doc"):
            if getattr(record, name) is None:
                report.missing(name)


def _how_to_consent(record: Volunteer) -> str:
    """What to write where no consent is written, or where it still stands behind `#`."""
    place = record.origin.places.get("consent")
    names = ("方式", "form") if place else ("同意", "consent")
    line, _ = record.origin.document.tree.commented(names, place.key.line if place else 0)
    if line:
        return f"第 {line} 行起的“# ”还没有删：请先取得本人同意，再删掉“同意”几行行首的“# ”，写上内容。"
    return "请先取得本人同意，再写上：同意:（下面写 方式、范围、渠道、日期、存档号）。"


def check_consent(record: Volunteer, report: Report) -> None:
    """A published volunteer has a consent; a minor's is the guardian's (content model §3, §5)."""
    if record.consent is None:
        if record.status is Status.PUBLISHED and not record.origin.fills("consent"):
            report.error_at(
                record.origin.document.first_line,
                "no-consent",
                f"“{record.title or record.id}”没有“同意”，不能发布",
                _how_to_consent(record),
            )
        if record.age_band is AgeBand.TEEN and not record.origin.fills("consent"):
            report.error(
                "age_band", "minor", "未成年人需要监护人书面同意", "请取得监护人签字后写上：同意: … 方式: 监护人书面"
            )
        return
    if record.age_band is AgeBand.TEEN and record.consent.form not in {None, ConsentForm.GUARDIAN}:
        report.error(
            "consent.form",
            "minor",
            f"未成年人需要监护人书面同意，现在是“{record.consent.form}”",
            "请取得监护人签字后改成：方式: 监护人书面",
        )
    elif record.age_band is not AgeBand.TEEN and record.consent.form is ConsentForm.GUARDIAN:
        _check_guarded(record, report)


def _check_guarded(record: Volunteer, report: Report) -> None:
    """A guardian mostly signs for a child: whose name goes out as an adult's by any other age band."""
    adult = "是成年人，方式就写“书面”（别人代签的也一样）。"
    if record.age_band is not None:
        message = f"年龄段是“{record.age_band}”，同意方式却是“监护人书面”：有一处写错了"
        report.warn("age_band", "minor", message, f"未满十八岁，请改成：年龄段: 少年；{adult}")
    elif not record.origin.fills("age_band"):  # else it could not be read, which has been noted
        message = "同意方式是“监护人书面”，没有写“年龄段”，当作未成年人：不写全名"
        report.warn("consent.form", "minor", message, f"未满十八岁，请写上：年龄段: 少年；{adult}")


def tells_name(record: Volunteer) -> bool:
    """Whether what the volunteer is called holds the whole name, though nobody agreed to that."""
    scope = record.consent.scope if record.consent else ()
    is_agreed = not scope or Scope.NAME in scope
    name = folded(record.title or "")  # a record without its name is read to its end
    return not is_agreed and len(name) > 1 and name in folded(record.display_name or "")


def check_called(record: Volunteer, report: Report) -> None:
    """What stands in the place of a name does not tell it (content model §3)."""
    if tells_name(record) and record.age_band is not AgeBand.TEEN:  # who is called 张同学, whatever is written
        surname = surname_of(record.title)
        message = f"称呼“{record.display_name}”里有全名，同意的范围不包括姓名：不会用，只写“{surname}某”"
        hint = f"请改成不带全名的，例如：称呼: {surname}老师；本人同意写姓名，就在“范围”里加上“姓名”。"
        report.warn("display_name", "no-consent", message, hint)


VOLUNTEER = Kind(
    name="volunteer",
    collection="volunteers",
    label="志愿者",
    record=Volunteer,
    rules=(check_hours, check_stars, check_consent, check_called),
)
