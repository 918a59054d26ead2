"""The home page: in five seconds a stranger knows what 衡阳群众 is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure, Show
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import words
from hyqz_site.render.views.common import Card, Desk, Fact, Frame, Group, Link, newest
from hyqz_site.render.views.outcomes import latest

LATEST: Final = 6
SERVICE_DAYS: Final = 8


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure with its definition, day and source."""

    fact: Fact
    definition: str
    source: str
    href: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ServiceDay:
    """A day on which one can help."""

    day: str
    link: Link
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page."""

    frame: Frame
    title: str
    notices: tuple[Link, ...]
    person: Card | None
    figures: tuple[FigureFact, ...]
    days: tuple[ServiceDay, ...]
    groups: tuple[Group, ...]


def home(desk: Desk) -> HomeView:
    """The home page of the day: its person rotates with the date."""
    public, today = desk.public, desk.public.today
    people = public.of(Volunteer)
    person = people[today.toordinal() % len(people)] if people else None
    settings = public.settings
    description = settings.subtitle or f"{settings.organiser}的志愿服务网站。"
    return HomeView(
        frame=desk.frame(settings.title, description),
        title=settings.title,
        notices=tuple(desk.link(record) for record in newest(public.of(Notice))),
        person=desk.card(person) if person else None,
        figures=tuple(
            FigureFact(fact, record.definition, record.source, desk.link(record).href, bool(record.sample))
            for record in public.of(Figure)
            if Show.HOME in record.show and (fact := latest(record))
        ),
        days=_service_days(desk),
        groups=(
            *desk.group("最美榜", _newest_award(desk), "awards"),
            *desk.group("近期活动", _past(desk), "activities"),
            *desk.group("新闻", newest(public.of(News))[:LATEST], "news"),
            *desk.group("八个社区" if len(public.of(Community)) == 8 else "社区", public.of(Community)),
            *desk.group("加入我们", public.of(ChannelRecord)),
        ),
    )


def _newest_award(desk: Desk) -> list[Award]:
    return sorted(desk.public.of(Award), key=lambda award: award.year)[-1:]


def _past(desk: Desk) -> list[Activity]:
    today = desk.public.today
    past = [activity for activity in desk.public.of(Activity) if activity.date <= today and not activity.repeats]
    return newest(past)[:LATEST]  # type: ignore[return-value]  # `newest` gives back what it was given


def _service_days(desk: Desk) -> tuple[ServiceDay, ...]:
    days = [(day, activity) for activity in desk.public.of(Activity) for day in activity.days(desk.public.today)]
    days.sort(key=lambda item: (item[0], item[1].time.start.isoformat() if item[1].time else "", item[1].id))
    return tuple(
        ServiceDay(
            words.short_day(day),
            desk.link(activity),
            " ".join(filter(None, (words.hours(activity.time) if activity.time else "", activity.place))),
        )
        for day, activity in days[:SERVICE_DAYS]
    )
