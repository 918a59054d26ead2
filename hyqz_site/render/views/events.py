"""The pages of activities, their calendar, trainings and notices."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.activity import REPEAT_DAYS, Activity, Season
from hyqz_site.model.kinds.common import Record, newest
from hyqz_site.model.kinds.notice import Notice, NoticeLevel
from hyqz_site.model.kinds.training import Training
from hyqz_site.render import geese, routes, words
from hyqz_site.render.views import lists
from hyqz_site.render.views.common import Desk, Fact, Frame, Link, results
from hyqz_site.render.views.facets import Part, months
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True)
class ServiceDay:
    """A day on which one can help: a line of the timetable."""

    month: str
    day: str
    weekday: str
    iso: str
    time: str
    link: Link
    place: str
    action: str
    is_regular: bool
    is_sample: bool


def service_days(desk: Desk, most: int) -> tuple[ServiceDay, ...]:
    """The next days on which something takes place, the nearest first."""
    public, today = desk.public, desk.public.today
    known = public.facts(Activity, "days ahead", str(today), lambda one: one.days(today))
    days = [(day, one) for one, days in zip(public.of(Activity), known, strict=True) for day in days or ()]
    days.sort(key=lambda item: (item[0], item[1].time.start.isoformat() if item[1].time else "", item[1].id))
    return tuple(
        ServiceDay(
            str(day.month),
            str(day.day),
            f"周{words.WEEKDAYS[day.weekday()]}",
            day.isoformat(),
            words.hours(one.time) if one.time else "",
            desk.link(one),
            one.place,
            one.action or one.topic or one.theme,
            one.repeats is not None,
            bool(one.sample),
        )
        for day, one in days[:most]
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity on a day of the calendar."""

    link: Link
    time: str
    place: str
    is_regular: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's sheet; 0 where the sheet begins before the month or ends after it."""

    number: int
    label: str
    iso: str
    is_today: bool
    is_past: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month's sheet, weeks from Monday."""

    title: str
    weeks: tuple[tuple[Day, ...], ...]
    busy: tuple[Day, ...]
    """The days on which something takes place."""
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """One of the five special actions."""

    title: str
    line: str
    count: int
    href: str
    flock: geese.Flock


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonView:
    """One of the four seasons with its newest activities."""

    title: str
    tint: str
    scene: geese.Scene
    count: int
    href: str
    newest: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitiesView(lists.ListView):
    """The list of activities with its calendar."""

    days: tuple[ServiceDay, ...]
    calendar: str
    month: Month
    actions: tuple[ActionView, ...]
    seasons: tuple[SeasonView, ...]


def activities(records: list[Record], parts: Sequence[Part], desk: Desk) -> ActivitiesView:
    """The list of activities: what is next, the month, the actions, the seasons, and everything."""
    whole = lists.listing("activities", 1, records, parts, desk)
    today = desk.public.today
    return ActivitiesView(
        **{field.name: getattr(whole, field.name) for field in fields(whole)},
        days=service_days(desk, 8),
        calendar=desk.other(routes.CALENDAR),
        month=month(today.year, today.month, desk),
        actions=tuple(
            ActionView(
                title=part.value.label,
                line=words.ACTIONS[part.value.label],
                count=len(part.records),
                href=desk.href(routes.part("activities", part.name)),
                flock=geese.divider(f"action/{part.value.id}", 5),
            )
            for part in parts
            if part.facet.key == "action"
        ),
        seasons=tuple(
            SeasonView(
                title=part.value.label,
                tint=geese.SEASONS[part.value.label],
                scene=geese.scene(
                    f"season/{part.value.id}", tint=geese.SEASONS[part.value.label], count=12, shape=(240, 150)
                ),
                count=len(part.records),
                href=desk.href(routes.part("activities", part.name)),
                newest=tuple(desk.link(one) for one in newest(part.records)[:2]),
            )
            for part in parts
            if part.facet.key == "season" and part.value.label in list(Season)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The page of a month."""

    frame: Frame
    title: str
    month: Month
    all: Link


def month_page(year: int, number: int, desk: Desk) -> MonthView:
    """The page of a month."""
    sheet = month(year, number, desk)
    every = Link("全部活动", desk.href(routes.listing("activities")))
    description = f"{sheet.title}有活动的日子，共 {len(sheet.busy)} 天。"
    crumbs = (Link("首页", desk.href(routes.HOME)), Link("活动", every.href))
    return MonthView(
        frame=desk.frame(f"{sheet.title}的活动", description, crumbs),
        title=f"{sheet.title}的活动",
        month=sheet,
        all=every,
    )


def month(year: int, number: int, desk: Desk) -> Month:
    """A month's sheet."""
    today = desk.public.today
    first = date(year, number, 1)
    until = today + timedelta(days=REPEAT_DAYS)
    by_day: dict[date, list[Activity]] = defaultdict(list)
    for one in desk.public.of(Activity):
        for day in one.days(first, 30):
            if day.month == number and not (one.repeats and day > until):
                by_day[day].append(one)
    for found in by_day.values():
        found.sort(key=lambda one: (one.time.start.isoformat() if one.time else "", one.id))

    def sheet(day: date) -> Day:
        if day.month != number:
            return Day(0, "", "", is_today=False, is_past=False, entries=())
        return Day(
            day.day,
            words.short_day(day),
            day.isoformat(),
            day == today,
            day < today,
            tuple(
                Entry(
                    desk.link(one),
                    words.hours(one.time) if one.time else "",
                    one.place,
                    one.repeats is not None,
                    bool(one.sample),
                )
                for one in by_day[day]
            ),
        )

    weeks = tuple(tuple(sheet(day) for day in week) for week in Calendar().monthdatescalendar(year, number))
    known = months(desk.public)
    place = known.index((year, number)) if (year, number) in known else -1

    def to(index: int) -> Link | None:
        if place < 0 or not 0 <= index < len(known):
            return None
        return Link(f"{known[index][0]}年{known[index][1]}月", desk.href(routes.month(*known[index])))

    return Month(
        title=f"{year}年{number}月",
        weeks=weeks,
        busy=tuple(day for week in weeks for day in week if day.entries),
        earlier=to(place - 1),
        later=to(place + 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView(RecordView):
    """An activity's page."""

    month: str
    day: str
    weekday: str
    iso: str
    """The day on the calendar leaf; empty for a repeated activity."""
    regular: str
    """`每周四` for a repeated activity."""
    is_ahead: bool
    tint: str
    upcoming: tuple[str, ...]
    """The next days on which a repeated activity takes place."""
    results: tuple[Fact, ...]
    signup: str
    calendar: str


def activity(record: Activity, desk: Desk) -> ActivityView:
    """The page of an activity."""
    repeats = record.repeats
    ahead = record.last_day >= desk.public.today
    counted = (
        Fact("参与", f"{words.number(record.people)} 人次") if record.people is not None else None,
        Fact("服务时长", f"{words.number(record.hours)} 小时") if record.hours is not None else None,
    )
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
            ),
        ),
        month=str(record.date.month),
        day="" if repeats else str(record.date.day),
        weekday=f"周{words.WEEKDAYS[record.date.weekday()]}",
        iso=record.date.isoformat(),
        regular=f"每{words.listed(repeats.days)}" if repeats else "",
        is_ahead=ahead,
        tint=geese.SEASONS[record.in_season],
        upcoming=tuple(words.short_day(day) for day in record.days(desk.public.today)) if repeats else (),
        results=(*(fact for fact in counted if fact), *results(record.results)),
        signup=(record.signup or "") if ahead else "",
        calendar=desk.other(routes.calendar("activities", record.id)) if ahead else "",
    )


def training(record: Training, desk: Desk) -> RecordView:
    """The page of a training."""
    return RecordView(
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
        is_emergency=record.level is NoticeLevel.EMERGENCY,
    )
