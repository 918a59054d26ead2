"""The pages of activities, trainings and notices."""

from __future__ import annotations

from dataclasses import dataclass

from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.training import Training
from hyqz_site.render import words
from hyqz_site.render.views.common import Desk, Fact, results
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView(RecordView):
    """An activity's page."""

    upcoming: tuple[str, ...]
    """The next days on which a repeated activity takes place."""
    results: tuple[Fact, ...]
    signup: str


def activity(record: Activity, desk: Desk) -> ActivityView:
    """The page of an activity."""
    repeats = record.repeats
    return ActivityView(
        **common(
            record,
            desk,
            (
                Fact("日期", words.days(record.date, record.end)) if repeats is None else None,
                Fact("每周", words.listed(repeats.days), f"至{words.day(repeats.until)}") if repeats else None,
                Fact("时间", words.hours(record.time) if record.time else ""),
                Fact("地点", record.place),
                Fact("主题", record.theme),
                Fact("专项行动", record.action or ""),
                Fact("专题", record.topic or ""),
                Fact("四季", record.in_season if repeats is None else ""),
                Fact("组织方", record.organiser),
                Fact("队伍", links=desk.links(record.teams)),
                Fact("项目", links=desk.links(record.projects)),
                Fact("参与人次", f"{words.number(record.people)}人次" if record.people is not None else ""),
                Fact("服务时长", f"{words.number(record.hours)}小时" if record.hours is not None else ""),
            ),
        ),
        upcoming=tuple(words.short_day(day) for day in record.days(desk.public.today)) if repeats else (),
        results=results(record.results),
        signup=(record.signup or "") if record.last_day >= desk.public.today else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingView(RecordView):
    """A training's page."""


def training(record: Training, desk: Desk) -> TrainingView:
    """The page of a training."""
    return TrainingView(
        **common(
            record,
            desk,
            (
                Fact("日期", words.day(record.date)),
                Fact("形式", record.form),
                Fact("对象", record.audience),
                Fact("地点", record.place or ""),
                Fact("讲授", record.teacher or ""),
                Fact("人次", f"{words.number(record.people)}人次" if record.people is not None else ""),
            ),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView(RecordView):
    """A notice's page."""

    lines: tuple[str, ...]
    is_emergency: bool


def notice(record: Notice, desk: Desk) -> NoticeView:
    """The page of a notice."""
    return NoticeView(
        **common(
            record,
            desk,
            (
                Fact("级别", record.level),
                Fact("起", words.moment(record.start)),
                Fact("止", words.moment(record.until)),
            ),
        ),
        lines=record.lines,
        is_emergency=record.level == "紧急",
    )
