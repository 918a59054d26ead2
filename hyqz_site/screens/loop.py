"""The loop of a screen: its entries, expanded for every moment at which public records change (contract §1, §2, §7).

The wall plays for months without a new build, and `expires`, a future `published`, a consent's last day and the day
after an activity act by its clock. So the loop is expanded once for every stretch of time in which the public records
stay the same; stretches that give the same loop become one, and what is left between them are exactly the moments that
change the loop.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award, AwardStage
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.common import newest
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure, Show
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice, NoticeLevel
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.screen import Layout, Screen, Selector
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.values import Ref
from hyqz_site.screens.copy import Copy, Writer
from hyqz_site.screens.schedule import Emergency, Rule, Segment, Table, Turn, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hyqz_site.model.dates import TimeRange
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.kinds.screen import LoopEntry
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite
    from hyqz_site.screens.boxes import Slide

_BY_KIND: Final[Mapping[object, type[Record]]] = {
    Selector.VOLUNTEERS: Volunteer,
    Selector.TEAMS: Team,
    Selector.PROJECTS: Project,
    Selector.COMMUNITIES: Community,
    Selector.NEWS: News,
    Selector.FILMS: Film,
    Selector.BENEFITS: Benefit,
    Selector.RECRUIT: ChannelRecord,
}
_IN_FILE_ORDER: Final = frozenset({Selector.COMMUNITIES, Selector.FIGURES})


@dataclass(frozen=True)
class Stretch:
    """The loop while the public records stay the same: for each entry the copies it asks for."""

    start: int
    wanted: tuple[tuple[int, Copy], ...]
    """Entry and copy, in the order of the loop."""
    beyond: tuple[tuple[int, Copy], ...]
    """The same of those that are left out, as an entry shows no more than its limit."""
    alarms: tuple[tuple[Copy, int, int], ...]
    """Emergencies for this screen: copy, from, until."""


@dataclass(frozen=True)
class Loop:
    """A compiled loop."""

    table: Table
    slides: tuple[Slide, ...]
    """By their numbers in the table."""
    fallback: Slide
    entries: tuple[tuple[int, ...], ...]
    """For each entry the numbers of its slides, at whatever time."""


def stretches(
    screen: Screen, timeline: Sequence[PublicSite], library: Library, read: Callable[[str], str]
) -> tuple[Stretch, ...]:
    """The loop of `screen` for every stretch of the timeline; `read` gives the text of a caption file."""
    return tuple(_stretch(screen, Writer(public, library.shown(public.faceless), read)) for public in timeline)


def compile_loop(
    screen: Screen,
    found: Sequence[Stretch],
    built: datetime,
    fallback: Slide,
    lay_out: Callable[[Copy, int], tuple[Slide, ...]],
) -> Loop:
    """The table of `screen` and its slides; `lay_out` makes the slides of a copy for an entry.

    Stretches before `built` say what was on a little earlier, for clocks that are a little late; whatever is public no
    longer is not in them.
    """
    now = _ms(built)
    current = max((number for number, one in enumerate(found) if one.start <= now), default=0)
    kept = {copy for one in found[current:] for _, copy in one.wanted}
    slides: dict[Slide, int] = {}
    ordered: list[Slide] = []
    laid: dict[tuple[int, Copy], tuple[int, ...]] = {}

    def numbers(entry: int, copy: Copy) -> tuple[int, ...]:
        if (entry, copy) not in laid:
            own = lay_out(copy, entry)
            ordered.extend(slide for slide in own if slide not in slides)
            laid[entry, copy] = tuple(slides.setdefault(slide, len(slides)) for slide in own)
        return laid[entry, copy]

    def turns(stretch: Stretch) -> tuple[Turn, ...]:
        return tuple(
            Turn(entry, number, dwell_of(screen.loop[entry], ordered[number]))
            for entry, copy in stretch.wanted
            if copy in kept
            for number in numbers(entry, copy)
        )

    segments: list[Segment] = []
    for one in found:
        own = turns(one)
        if not segments or segments[-1].turns != own:
            segments.append(Segment(one.start if segments else None, own))
    rules = tuple(rule_of(entry) for entry in screen.loop)
    always = tuple(
        (number, dwell_of(screen.loop[entry], ordered[number]))
        for entry, copy in _timeless(found[current:], rules)
        for number in numbers(entry, copy)
    )
    emergencies = _emergencies(found[current:], numbers)
    table = Table(
        built=now,
        slides=tuple(slide.id for slide in ordered),
        hours=tuple(map(window_of, screen.hours)),
        rules=rules,
        segments=tuple(segments),
        always=always,
        emergencies=emergencies,
    )
    by_entry = tuple(
        tuple(sorted({number for (entry, _), own in laid.items() if entry == one for number in own}))
        for one in range(len(screen.loop))
    )
    return Loop(table, tuple(ordered), fallback, by_entry)


def dwell_of(entry: LoopEntry, slide: Slide) -> int:
    """Seconds of a slide in an entry (contract §1, §7)."""
    seconds = entry.dwell or slide.seconds
    return max(seconds, 15) if slide.code else seconds


def window_of(hours: TimeRange) -> Window:
    """A time of day as minutes."""
    return Window(*hours.minutes)


def rule_of(entry: LoopEntry) -> Rule:
    """When an entry holds."""
    return Rule(
        first=_day(entry.start),
        last=_day(entry.until),
        weekdays=tuple(sorted(day.number for day in set(entry.days))),
        windows=tuple(map(window_of, entry.hours)),
    )


def _stretch(screen: Screen, writer: Writer) -> Stretch:
    public = writer.public
    wanted, beyond = [], []
    for number, entry in enumerate(screen.loop):
        copies = [(number, copy) for copy in _copies(entry, screen, public, writer)]
        wanted += copies[: entry.limit]
        beyond += copies[entry.limit :] if entry.limit else []
    alarms = [
        (writer.of(notice), _ms(notice.start), _ms(notice.until))
        for notice in sorted(public.of(Notice), key=lambda notice: notice.id)
        if notice.level is NoticeLevel.EMERGENCY and _is_for(notice, screen)
    ]
    return Stretch(_ms(public.moment.now), tuple(wanted), tuple(beyond), tuple(alarms))


def _copies(entry: LoopEntry, screen: Screen, public: PublicSite, writer: Writer) -> tuple[Copy, ...]:
    """The copies that an entry asks for at the moment of `public`."""
    copies = (
        _of_one(entry.show, public, writer)
        if isinstance(entry.show, Ref)
        else _of_selector(entry, screen, public, writer)
    )
    if entry.layout is Layout.TEXT:
        return tuple(dataclasses.replace(copy, shot=None) if not copy.film else copy for copy in copies)
    return copies


def _of_one(ref: Ref, public: PublicSite, writer: Writer) -> tuple[Copy, ...]:
    record = public.find(ref)
    if record is None:
        return ()
    return writer.award(record) if isinstance(record, Award) else (writer.of(record),)


def _of_selector(entry: LoopEntry, screen: Screen, public: PublicSite, writer: Writer) -> tuple[Copy, ...]:
    show = entry.show
    if show is Selector.BRAND:
        return (writer.today(_upcoming(public)),) if entry.layout is Layout.DATE else (writer.brand(),)
    if show is Selector.AWARD:
        named = [award for award in public.of(Award) if award.stage is AwardStage.NAMED]
        return writer.award(max(named, key=lambda award: (award.year, award.id))) if named else ()
    records: Iterable[Record]
    if show is Selector.UPCOMING:
        records = _upcoming(public)
    elif show is Selector.RECENT:
        records = newest(one for one in public.of(Activity) if one.last_day < public.today)
    elif show is Selector.FIGURES:
        records = [figure for figure in public.of(Figure) if Show.SCREEN in figure.show]
    elif show is Selector.NOTICES:
        records = newest(one for one in public.of(Notice) if one.level is NoticeLevel.NORMAL and _is_for(one, screen))
    else:
        found = public.of(_BY_KIND[show])
        records = found if show in _IN_FILE_ORDER else newest(found)
    return tuple(map(writer.of, records))


def _upcoming(public: PublicSite) -> tuple[Activity, ...]:
    """Those still to come, the soonest first; what comes back every week after what comes once."""
    coming = [activity for activity in public.of(Activity) if activity.last_day >= public.today]
    return tuple(sorted(coming, key=lambda activity: (activity.repeats is not None, activity.date, activity.id)))


def _is_for(notice: Notice, screen: Screen) -> bool:
    return not notice.screens or Ref(kind_of(screen).name, screen.id) in notice.screens


def _timeless(found: Sequence[Stretch], rules: Sequence[Rule]) -> list[tuple[int, Copy]]:
    """What plays while the clock is wrong: what is on now in an entry without times, and may be on at any time to come.

    Nobody knows what day it is then: whatever has a last day, its own or that of a consent, does not play.
    """
    lasting = [one for one in found[0].wanted if not rules[one[0]].is_timed and not one[1].has_expiry]
    for stretch in found[1:]:
        names = {(entry, copy.id) for entry, copy in lasting}  # a few of thousands, which are quick to find
        there = {one for one in (*stretch.wanted, *stretch.beyond) if (one[0], one[1].id) in names}
        lasting = [one for one in lasting if one in there]
    return lasting


def _emergencies(found: Sequence[Stretch], numbers: Callable[[int, Copy], tuple[int, ...]]) -> tuple[Emergency, ...]:
    """Each emergency, by id; it holds while it is public, at most from its `from` to its `until`."""
    spans: dict[Copy, tuple[int, int]] = {}
    for number, stretch in enumerate(found):
        ends = found[number + 1].start if number + 1 < len(found) else None
        for copy, start, until in stretch.alarms:
            first = spans[copy][0] if copy in spans else max(start, stretch.start) if number else start
            spans[copy] = (first, min(until, ends) if ends is not None else until)
    ordered = sorted(spans.items(), key=lambda item: item[0].id)
    return tuple(Emergency(slide, *span) for copy, span in ordered for slide in numbers(-1, copy)[:1])


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _day(day: date | None) -> int | None:
    return None if day is None else (day - date(1970, 1, 1)).days
