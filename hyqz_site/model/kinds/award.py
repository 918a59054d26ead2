"""评选: the yearly award 最美衡阳群众 (plan, three (一) 3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Group, ListOf, Text, field
from hyqz_site.model.kinds.common import Kind, Record, Report
from hyqz_site.model.numbers import Int
from hyqz_site.model.pointers import Reference
from hyqz_site.model.values import Ref


class AwardStage(StrEnum):
    """阶段. The members are in the order of the procedure."""

    NOMINATE = "推荐"
    NOTICE = "公示"
    VOTE = "投票"
    JURY = "评审"
    NAMED = "命名"


CATEGORIES: Final = {
    "volunteer": "最美志愿者",
    "team": "最佳志愿服务组织",
    "project": "最佳志愿服务项目",
    "community": "最美志愿服务社区",
}
"""The four categories, by the kind of the entry (content model §4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardEntry:
    """名单: who is named, and the citation."""

    ref: Ref = field("记录", Reference(tuple(CATEGORIES)), required=True)
    citation: str = field("颁奖词", Text(80), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Record):
    """One year's award."""

    year: int = field("年份", Int(1900, 2199), required=True)
    host: str = field("主办", Text(30), required=True)
    stage: AwardStage = field("阶段", Enum(AwardStage), required=True)
    notice_from: date | None = field("公示起", Date(end="公示止"))
    notice_until: date | None = field("公示止", Date())
    doc: str | None = field("依据", Text())
    courtesies: tuple[str, ...] = field("礼遇", ListOf(Text(16)))
    entries: tuple[AwardEntry, ...] = field("名单", ListOf(Group(AwardEntry)), required=True)

    def shows_entries(self, today: date) -> bool:
        """Whether its entries appear: from stage 公示 on, and in it only while the notice runs (content model §5)."""
        if self.stage is AwardStage.NOMINATE:
            return False
        if self.stage is not AwardStage.NOTICE:
            return True
        return (self.notice_from is None or self.notice_from <= today) and (
            self.notice_until is None or today <= self.notice_until
        )


def check_order(_: Award, report: Report) -> None:
    """The notice does not end before it begins."""
    report.in_order("notice_from", "notice_until")


def check_entries(record: Award, report: Report) -> None:
    """Nobody is named twice."""
    first: dict[Ref, int] = {}
    for number, entry in enumerate(record.entries):
        if entry.ref is not None and first.setdefault(entry.ref, number) != number:  # type: ignore[redundant-expr]  # unreadable
            before = record.origin.at(f"entries.{first[entry.ref]}.ref")
            message = f"“{entry.ref.text}”在名单里写了两次，上一次在第 {before.line} 行"
            report.warn(f"entries.{number}.ref", "duplicate-value", message, "请只留一处。")


AWARD = Kind(name="award", collection="awards", label="评选", record=Award, rules=(check_order, check_entries))
