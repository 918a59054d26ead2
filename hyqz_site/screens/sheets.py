"""What plays when, each slide's share, and what never plays, for the person in charge (screens contract §1, §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.clock import CHINA
from hyqz_site.screens.schedule import (
    DAY,
    SECOND,
    ZONE,
    Segment,
    State,
    Table,
    Turn,
    anchor_of,
    is_open,
    is_sane,
    next_edge,
    slide_at,
    turns_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.screens.schedule import Window

DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Stint:
    """A stretch of a day in which one and the same loop runs."""

    start: int
    end: int
    state: State
    slides: tuple[tuple[int, int], ...]
    """Slide and seconds, in order; for an emergency those that take turns."""

    @property
    def length(self) -> int:
        """Seconds of one round."""
        return sum(dwell for _, dwell in self.slides)


@dataclass(frozen=True, slots=True)
class Share:
    """What one slide gets."""

    slide: int
    plays: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The day sheet of some days."""

    first: date
    days: tuple[tuple[Stint, ...], ...]
    shares: tuple[Share, ...]
    """For every slide of the table, in order; `plays` is 0 for one that is not on in these days."""
    lit: int
    """Seconds in which the screen is not off."""


def sheet(table: Table, first: date, days: int = DAYS) -> Sheet:
    """What plays on `days` days from `first` on."""
    start = midnight(first)
    found = tuple(tuple(stints(table, start + number * DAY, start + (number + 1) * DAY)) for number in range(days))
    plays = [0] * len(table.slides)
    seconds = [0] * len(table.slides)
    for stint in (stint for day in found for stint in day):
        span = (stint.end - stint.start) // SECOND
        rounds, rest = divmod(span, stint.length) if stint.length else (0, 0)
        for slide, dwell in stint.slides:
            extra = max(0, min(dwell, rest))
            rest -= extra
            plays[slide] += rounds + (extra > 0)
            seconds[slide] += rounds * dwell + extra
    lit = sum((stint.end - stint.start) // SECOND for day in found for stint in day if stint.state is not State.OFF)
    shares = tuple(Share(slide, plays[slide], seconds[slide]) for slide in range(len(table.slides)))
    return Sheet(first, found, shares, lit)


def is_planned(table: Table, day: date) -> bool:
    """Whether a loop says what plays on a day: not before it was made, nor so late that no clock is believed."""
    start = midnight(day)
    return start + DAY > table.built and is_sane(table, start)


def stints(table: Table, start: int, until: int) -> Iterator[Stint]:
    """The stretches from `start` to `until`; neighbours that show the same without a new beginning stay apart."""
    t = start
    while t < until:
        end = min(until, next_edge(table, t))
        showing = slide_at(table, t)
        slides: tuple[tuple[int, int], ...] = ()
        if showing.state is State.ON:
            slides = tuple((turn.slide, turn.dwell) for turn in turns_at(table, t))
        elif showing.state is State.EMERGENCY:
            slides = tuple((one.slide, 10) for one in table.emergencies if one.start <= t < one.until)
        yield Stint(t, end, showing.state, slides)
        t = end


def shown_ever(table: Table) -> frozenset[tuple[int, int]]:
    """Entry and slide of every turn that comes up at some time from the build on.

    In a stretch that is shorter than the loop the last ones do not: it begins anew at every edge.
    """
    found = set()
    for start, end in _stretches(table):
        anchor, turns = anchor_of(table, start), turns_at(table, start)
        length = sum(turn.dwell for turn in turns) * SECOND
        if end - start >= length:
            found |= {(turn.entry, turn.slide) for turn in turns}
            continue
        at = (start - anchor) // length * length + anchor
        for turn in (*turns, *turns):
            if at < end and at + turn.dwell * SECOND > start:
                found.add((turn.entry, turn.slide))
            at += turn.dwell * SECOND
    return frozenset(found)


def timed_ever(table: Table) -> frozenset[tuple[int, int]]:
    """Entry and slide of every turn that has any time, though it may not come up in it."""
    return frozenset((turn.entry, turn.slide) for start, _ in _stretches(table) for turn in turns_at(table, start))


def _stretches(table: Table) -> Iterator[tuple[int, int]]:
    """From when to when the loop stays the same and the screen is lit, of all kinds of days from the build on.

    The loop changes only at the starts of segments, at the first days of rules, and within a week from there; so those
    weeks say everything.
    """
    today = (table.built + ZONE) // DAY
    starts = {today, *(rule.first for rule in table.rules if rule.first is not None)}
    starts |= {(start + ZONE) // DAY for start in table.starts}
    days = sorted({day for start in starts for day in range(max(start, today), start + 9)})
    for day in days:
        t = day * DAY - ZONE
        while t < (day + 1) * DAY - ZONE:
            end = next_edge(table, t)
            if end > table.built and is_open(table, t):
                yield max(t, table.built), end
            t = end


def has_room(table: Table) -> bool:
    """Whether the hours of the screen and the times of its entries have any moment in common, ever.

    Whatever the records are: those that are gone today may be there tomorrow, and days that have passed are no mistake.
    """
    days = [day for rule in table.rules for day in (rule.first, rule.last) if day is not None]
    first = min([(table.built + ZONE) // DAY, *days])
    turns = tuple(Turn(entry, 0, 1) for entry in range(len(table.rules)))
    return bool(timed_ever(replace(table, built=first * DAY - ZONE, segments=(Segment(None, turns),))))


def turns_to_come(table: Table) -> Iterator[Turn]:
    """The turns of whatever is not over when the loop is built: neither the stretch nor the entry."""
    today = (table.built + ZONE) // DAY
    for segment, end in zip(table.segments, (*table.starts, None), strict=True):
        if end is None or end > table.built:
            for turn in segment.turns:
                last = table.rules[turn.entry].last
                if last is None or last >= today:
                    yield turn


def midnight(day: date) -> int:
    """The moment at which a day begins, in milliseconds."""
    return round(datetime(day.year, day.month, day.day, tzinfo=CHINA).timestamp() * 1000)


def clock(moment: int, *, is_end: bool = False) -> str:
    """`08:30`, with seconds where there are any; the end of a day is `24:00`."""
    local = datetime.fromtimestamp(moment / 1000, UTC) + timedelta(hours=8)
    found = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return "24:00" if is_end and found == "00:00" else found


def from_to(start: int, end: int) -> str:
    """From a moment to another, or to the end of a day: `08:30–24:00`."""
    return f"{clock(start)}–{clock(end, is_end=True)}"


def hours(window: Window) -> str:
    """`07:00–22:00`."""
    return "–".join(f"{minute // 60:02}:{minute % 60:02}" for minute in window)
