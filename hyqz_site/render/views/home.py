"""The home page: in five seconds a stranger knows what 衡阳群众 is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import CATEGORIES, Award
from hyqz_site.model.kinds.figure import Figure, Show
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice, NoticeLevel
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import geese, routes, words
from hyqz_site.render.views.common import (
    SIZES_CARD,
    SIZES_LEAD,
    SIZES_PERSON,
    SIZES_SMALL,
    SIZES_THUMB,
    Card,
    Desk,
    Frame,
    Link,
    Plate,
)
from hyqz_site.render.views.events import ServiceDay, service_days
from hyqz_site.render.views.join import Recruiting, recruiting
from hyqz_site.render.views.outcomes import FigureFact, figure_fact

ACTIVITIES: Final = 5
NEWS: Final = 5
FILMS: Final = 2
NAMED: Final = 4
"""How many of those named in the newest award the home page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFeature:
    """The newest award on the home page."""

    title: str
    year: str
    stage: str
    link: Link
    entries: tuple[Card, ...]
    """Its volunteers, the citation as summary."""
    others: tuple[tuple[str, tuple[Link, ...]], ...]
    """The other categories with the names in them."""
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Today:
    """The person of the day with their words."""

    card: Card
    deed: str
    quote: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in force."""

    link: Link
    is_emergency: bool
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """The lists that the home page leads to, where they exist."""

    figures: Link | None
    activities: Link | None
    communities: Link | None
    news: Link | None
    films: Link | None
    channels: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page."""

    frame: Frame
    title: str
    lines: tuple[str, ...]
    """The site's line, broken where it pauses."""
    date: str
    about: str
    """What 衡阳群众 is, in one sentence."""
    actions: tuple[Link, ...]
    notices: tuple[NoticeLine, ...]
    person: Today | None
    figures: tuple[FigureFact, ...]
    days: tuple[ServiceDay, ...]
    calendar: str
    """The address of the calendar file, where one is made."""
    award: AwardFeature | None
    activities: tuple[Card, ...]
    news: tuple[Card, ...]
    films: tuple[Card, ...]
    plates: tuple[Plate, ...]
    groups: tuple[Recruiting, ...]
    more: More
    """The lists that exist."""
    flocks: tuple[geese.Flock, ...]


def home(desk: Desk) -> HomeView:
    """The home page of the day: its person rotates with the date."""
    public, today = desk.public, desk.public.today
    people = public.of(Volunteer)
    pictured = [one for one in people if one.origin.fills("cover") and one.cover] or people
    person = pictured[today.toordinal() % len(pictured)] if pictured else None
    settings = public.settings
    description = settings.subtitle or f"{settings.organiser}的志愿服务网站。"
    films = public.newest(Film)
    about = _page("about", desk)
    # Where the menu has a page of that name, it is that one, which shows the channels too.
    join = desk.link(page) if (page := _page("join", desk)) else desk.listing("channels")
    people_list = desk.listing("volunteers")
    return HomeView(
        frame=desk.frame(settings.title, description),
        title=settings.title,
        lines=tuple(re.findall(r"[^，。！？；]+[，。！？；]?", settings.subtitle or "")),
        date=f"{words.day(today)} 星期{words.WEEKDAYS[today.weekday()]}",
        about=about.summary if about else "",
        actions=tuple(
            filter(
                None,
                (
                    replace(join, text="怎样加入") if join else None,
                    replace(people_list, text="先看看他们") if people_list else None,
                ),
            )
        ),
        notices=tuple(
            NoticeLine(desk.link(record), record.level is NoticeLevel.EMERGENCY, bool(record.sample))
            for record in sorted(public.of(Notice), key=lambda one: one.level is not NoticeLevel.EMERGENCY)
        ),
        person=Today(desk.card(person, SIZES_PERSON), person.deed, person.quote or "") if person else None,
        figures=tuple(
            fact for record in public.of(Figure) if Show.HOME in record.show and (fact := figure_fact(record, desk))
        ),
        days=service_days(desk, 7),
        calendar=desk.other(routes.CALENDAR),
        award=_award(desk),
        activities=tuple(
            desk.card(record, SIZES_CARD if number else SIZES_LEAD) for number, record in enumerate(_past(desk))
        ),
        news=tuple(desk.card(record, SIZES_THUMB) for record in public.newest(News)[:NEWS]),
        films=tuple(desk.card(film) for film in films[:FILMS]),
        plates=tuple(plate for one in desk.communities() if (plate := desk.plate(one))),
        groups=recruiting(desk),
        more=_more(desk),
        flocks=tuple(geese.divider(f"home/{number}") for number in range(4)),
    )


def _more(desk: Desk) -> More:
    def every(collection: str) -> Link | None:
        link = desk.listing(collection)
        return replace(link, text=f"全部{link.text}") if link else None

    return More(
        figures=every("figures"),
        activities=every("activities"),
        communities=every("communities"),
        news=every("news"),
        films=every("films"),
        channels=desk.listing("channels"),
    )


def _page(id_: str, desk: Desk) -> Page | None:
    return next((page for page in desk.public.of(Page) if page.id == id_), None)


def _award(desk: Desk) -> AwardFeature | None:
    """The newest award whose names may be shown."""
    awards = [award for award in desk.public.of(Award) if award.entries]
    if not awards:
        return None
    award = max(awards, key=lambda one: one.year)
    people = [entry for entry in award.entries if entry.ref.kind == "volunteer"][:NAMED]
    return AwardFeature(
        title=award.title,
        year=str(award.year),
        stage=award.stage,
        link=desk.link(award),
        entries=tuple(
            replace(desk.card(named, SIZES_SMALL), summary=entry.citation)
            for entry in people
            if (named := desk.public.find(entry.ref))
        ),
        others=tuple(
            (title, desk.links(entry.ref for entry in award.entries if entry.ref.kind == kind))
            for kind, title in CATEGORIES.items()
            if kind != "volunteer" and any(entry.ref.kind == kind for entry in award.entries)
        ),
        is_sample=bool(award.sample),
    )


def _past(desk: Desk) -> list[Activity]:
    today = desk.public.today
    past = (one for one in desk.public.newest(Activity) if one.date <= today and not one.repeats)
    return list(islice(past, ACTIVITIES))
