"""What is on at a moment: a pure function of the compiled table and the time (screens contract §2, §7).

The same algorithm stands in `assets/js/player-schedule.js`; both are held to `tests/cases/slide_at.json`. Moments are
whole milliseconds since 1970 (UTC), days and times of day are those of UTC+8, never those of the box.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECOND: Final = 1000
MINUTE: Final = 60 * SECOND
DAY: Final = 24 * 60 * MINUTE
ZONE: Final = 8 * 60 * MINUTE
"""UTC+8. China has had no summer time since 1991."""

EARLY: Final = DAY
"""How far before the build a clock may stand and still be believed (contract §7)."""
LATE: Final = 3653 * DAY
"""How far after it."""
TURN: Final = 10 * SECOND
"""How long each of several emergencies is up."""


class State(StrEnum):
    """What kind of thing is on; the wall carries it as `data-state`."""

    ON = "on"
    OFF = "off"
    EMERGENCY = "emergency"
    FALLBACK = "fallback"
    CLOCK_WRONG = "clock-wrong"


class Window(NamedTuple):
    """A time of day: `start` inclusive, `end` exclusive, in minutes; `end` before `start` runs over midnight."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Whether it holds at this minute of some day."""
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    @property
    def edges(self) -> tuple[int, int]:
        """Its minutes of the day; 24:00 is the midnight after."""
        return self.start, self.end % (24 * 60)


@dataclass(frozen=True, slots=True)
class Rule:
    """When an entry of the loop holds: days inclusive, counted from 1970-01-01; weekdays from 0 (周一)."""

    first: int | None = None
    last: int | None = None
    weekdays: tuple[int, ...] = ()
    """Empty means all."""
    windows: tuple[Window, ...] = ()

    @property
    def is_timed(self) -> bool:
        """Whether it asks for a right clock."""
        return self != Rule()

    def holds(self, day: int, minute: int) -> bool:
        """Whether it holds; a window over midnight belongs to the day on which it starts."""
        if not self.windows:
            return self.holds_on(day)
        for window in self.windows:
            if window.holds(minute):
                over = window.end < window.start and minute < window.end
                if self.holds_on(day - 1 if over else day):
                    return True
        return False

    def holds_on(self, day: int) -> bool:
        """Whether its dates and weekdays hold on this day."""
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (not self.weekdays or weekday(day) in self.weekdays)
        )


class Turn(NamedTuple):
    """A slide in the loop: the entry that asks for it, its number among the slides, its seconds."""

    entry: int
    slide: int
    dwell: int


class Segment(NamedTuple):
    """The loop as it is from `start` on, until the next segment; the first has no start."""

    start: int | None
    turns: tuple[Turn, ...]


class Emergency(NamedTuple):
    """A notice that is exclusive while `start <= t < until`."""

    slide: int
    start: int
    until: int


@dataclass(frozen=True)
class Table:
    """A compiled loop: everything that decides what is on."""

    built: int
    slides: tuple[str, ...]
    """Their stable ids."""
    hours: tuple[Window, ...]
    rules: tuple[Rule, ...]
    """One for each entry of the loop, in order."""
    segments: tuple[Segment, ...]
    always: tuple[tuple[int, int], ...] = ()
    """Slide and seconds of what is shown while the clock is wrong: nothing that has dates, days or hours."""
    emergencies: tuple[Emergency, ...] = ()
    """Sorted by id."""

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Every edge of every window, and midnight, as milliseconds of the day, ascending."""
        windows = [*self.hours, *(window for rule in self.rules for window in rule.windows)]
        return tuple(sorted({0} | {edge * MINUTE for window in windows for edge in window.edges}))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The starts of all segments but the first: moments that change the loop."""
        return tuple(segment.start for segment in self.segments[1:] if segment.start is not None)

    @cached_property
    def alarms(self) -> tuple[int, ...]:
        """Every edge of an emergency, ascending."""
        return tuple(sorted({edge for one in self.emergencies for edge in (one.start, one.until)}))


@dataclass(frozen=True, slots=True)
class Showing:
    """What is on: `slide` is a number among the slides, None for the fallback, for off and for a wrong clock."""

    state: State
    slide: int | None
    start: int
    """Since when it is on, or since when this much is decided."""
    end: int
    """When to look again: until then nothing else can be on."""


def weekday(day: int) -> int:
    """0 for 周一. 1970-01-01 was a Thursday."""
    return (day + 3) % 7


def is_sane(table: Table, t: int) -> bool:
    """Whether a clock that says `t` is believed."""
    return table.built - EARLY <= t <= table.built + LATE


def slide_at(table: Table, t: int) -> Showing:
    """What is on at `t`. While the clock is wrong, `always_at` says the slide."""
    if not is_sane(table, t):
        return Showing(State.CLOCK_WRONG, None, t, t + SECOND)
    end = next_edge(table, t)
    active = [one for one in table.emergencies if one.start <= t < one.until]
    if active:
        since = table.alarms[bisect_right(table.alarms, t) - 1]
        turn = (t - since) // TURN
        slide = active[turn % len(active)].slide
        return Showing(State.EMERGENCY, slide, since + turn * TURN, min(end, since + (turn + 1) * TURN))
    anchor = anchor_of(table, t)
    if not is_open(table, t):
        return Showing(State.OFF, None, anchor, end)
    turns = turns_at(table, t)
    if not turns:
        return Showing(State.FALLBACK, None, anchor, end)
    length = sum(turn.dwell for turn in turns) * SECOND
    position = (t - anchor) % length
    start = t - position
    for one in turns:
        stop = start + one.dwell * SECOND
        if t < stop:
            return Showing(State.ON, one.slide, max(start, anchor), min(stop, end))
        start = stop
    raise AssertionError("a position lies within the loop")  # pragma: no cover - the dwells add up to its length


def is_open(table: Table, t: int) -> bool:
    """Whether `t` lies in the screen's hours."""
    minute = (t + ZONE) % DAY // MINUTE
    return any(window.holds(minute) for window in table.hours)


def turns_at(table: Table, t: int) -> list[Turn]:
    """The loop at `t`: what of the segment holds at this day and time."""
    day, of_day = divmod(t + ZONE, DAY)
    segment = table.segments[bisect_right(table.starts, t)]
    return [turn for turn in segment.turns if table.rules[turn.entry].holds(day, of_day // MINUTE)]


def always_at(table: Table, elapsed: int) -> Showing:
    """What is on `elapsed` milliseconds after the clock was found wrong; `start` and `end` count from there too."""
    length = sum(dwell for _, dwell in table.always) * SECOND
    if not length:
        return Showing(State.CLOCK_WRONG, None, 0, elapsed + SECOND)
    start = elapsed - elapsed % length
    for slide, dwell in table.always:
        if elapsed < start + dwell * SECOND:
            return Showing(State.CLOCK_WRONG, slide, start, start + dwell * SECOND)
        start += dwell * SECOND
    raise AssertionError("a position lies within the loop")  # pragma: no cover - as above


def anchor_of(table: Table, t: int) -> int:
    """The latest moment not after `t` from which positions count."""
    of_day = (t + ZONE) % DAY
    anchor = t - of_day + table.edges[bisect_right(table.edges, of_day) - 1]
    passed = bisect_right(table.starts, t)
    return max(anchor, table.starts[passed - 1]) if passed else anchor


def next_edge(table: Table, t: int) -> int:
    """The next moment at which anything but a position may change."""
    of_day = (t + ZONE) % DAY
    later = bisect_right(table.edges, of_day)
    ends = [t - of_day + (table.edges[later] if later < len(table.edges) else DAY)]
    ends += [
        moments[after] for moments in (table.starts, table.alarms) if (after := bisect_right(moments, t)) < len(moments)
    ]
    return min(ends)


def timeline(table: Table, start: int, until: int) -> Iterator[Showing]:
    """Everything that is on from `start` to `until`, one after the other."""
    t = start
    while t < until:
        showing = slide_at(table, t)
        yield showing
        t = showing.end


# As plain data, for the wall


def plain(table: Table) -> dict[str, Any]:
    """The table as JSON; `assets/js/player-schedule.js` reads exactly this."""
    return {
        "built": table.built,
        "slides": list(table.slides),
        "hours": [list(window) for window in table.hours],
        "rules": [
            [rule.first, rule.last, list(rule.weekdays), [list(window) for window in rule.windows]]
            for rule in table.rules
        ],
        "segments": [[segment.start, [list(turn) for turn in segment.turns]] for segment in table.segments],
        "always": [list(pair) for pair in table.always],
        "emergencies": [list(one) for one in table.emergencies],
    }


def table_of(data: Mapping[str, Any]) -> Table:
    """The table back from `plain`."""
    return Table(
        built=data["built"],
        slides=tuple(data["slides"]),
        hours=tuple(Window(*window) for window in data["hours"]),
        rules=tuple(
            Rule(first, last, tuple(weekdays), tuple(Window(*window) for window in windows))
            for first, last, weekdays, windows in data["rules"]
        ),
        segments=tuple(Segment(start, tuple(Turn(*turn) for turn in turns)) for start, turns in data["segments"]),
        always=tuple((slide, dwell) for slide, dwell in data["always"]),
        emergencies=tuple(Emergency(*one) for one in data["emergencies"]),
    )
