"""Which programmes a screen has in the coming days, and when each of them is on. Pure.

A control card plays files by its own timetable. So what the page works out from second to second is laid out here as
few sets as there are different loops, and a table of when each set applies.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.screens import sheets
from hyqz_site.screens.copy import Design
from hyqz_site.screens.schedule import DAY, SECOND, State, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyqz_site.screens.loop import Loop

DAYS: Final = 7
FALLBACK_SECONDS: Final = 10
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slide in a programme."""

    slide: int | None
    """Its number among the loop's slides; None for the fallback."""
    seconds: int
    moment: int
    """A moment at which the page shows it, in ms since 1970: where its still is taken."""
    day: date | None
    """The day that the slide itself speaks of, where it shows the wall's date."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A loop that is on at some time."""

    name: str
    """`a`, `b` …: the folder of its files."""
    state: State
    slots: tuple[Slot, ...]

    @property
    def seconds(self) -> int:
        """Of one round."""
        return sum(slot.seconds for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a programme is on; None is a screen that is off."""

    start: int
    end: int
    programme: str | None


def programmes(loop: Loop, first: date) -> tuple[tuple[Programme, ...], tuple[tuple[Span, ...], ...]]:
    """Every different programme of the `DAYS` days from `first` on, and for each day when which is on."""
    midnight = sheets.midnight(first)
    found: dict[tuple[object, ...], Programme] = {}
    table: list[tuple[Span, ...]] = []
    for number in range(DAYS):
        spans: list[Span] = []
        for stint in sheets.stints(loop.table, midnight + number * DAY, midnight + (number + 1) * DAY):
            name = None
            if stint.state is not State.OFF:
                slots = tuple(_slots(loop, stint, first + timedelta(days=number)))
                key = (stint.state, *((slot.slide, slot.seconds, slot.day) for slot in slots))
                if key not in found:
                    found[key] = Programme(_name(len(found)), stint.state, slots)
                name = found[key].name
            if spans and spans[-1].programme == name:
                spans[-1] = Span(spans[-1].start, stint.end, name)
            else:
                spans.append(Span(stint.start, stint.end, name))
        table.append(tuple(spans))
    return tuple(found.values()), tuple(table)


def _slots(loop: Loop, stint: sheets.Stint, day: date) -> Iterable[Slot]:
    if stint.state is State.FALLBACK:
        yield Slot(None, FALLBACK_SECONDS, stint.start, None)
        return
    until = min(stint.end, stint.start + 2 * stint.length * SECOND)
    turns = list(timeline(loop.table, stint.start, until))
    seen: dict[int | None, int] = {}
    for showing in (*(one for one in turns if one.start >= stint.start), *turns):  # from its beginning, if it may be
        seen.setdefault(showing.slide, max(showing.start, stint.start))
    for slide, dwell in stint.slides:
        if slide in seen:  # else the stint ends before its loop comes to it
            has_date = loop.slides[slide].design is Design.TODAY
            yield Slot(slide, dwell, seen[slide], day if has_date else None)


def _name(number: int) -> str:
    """`a` to `z`, then `aa` and so on."""
    head = _name(number // 26 - 1) if number >= 26 else ""
    return head + _LETTERS[number % 26]


def file_name(number: int, slide: str, seconds: int, count: int) -> str:
    """`01_volunteer-li-xiaoyan_13s.png`: plain ASCII, in the order of the loop."""
    plain = re.sub(r"[^a-z0-9]+", "-", slide.lower()).strip("-") or "slide"
    return f"{number:0{max(2, len(str(count)))}}_{plain}_{seconds}s.png"


def fades(count: int, *, is_cut: bool) -> bool:
    """Whether slides fade into each other: as on the page, and not where there is but one."""
    return count > 1 and not is_cut


def shown_in(programmes_: Sequence[Programme]) -> dict[tuple[int | None, date | None], int]:
    """Every still that is needed, by slide and day, and the moment at which the page shows it."""
    wanted: dict[tuple[int | None, date | None], int] = {}
    for programme in programmes_:
        for slot in programme.slots:
            wanted.setdefault((slot.slide, slot.day), slot.moment)
    return wanted
