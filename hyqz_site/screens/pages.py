"""The pages for whoever is in charge of the screens: the index, the day sheet, the preview; and the same as text."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.clock import CHINA
from hyqz_site.model.values import Ref
from hyqz_site.render import words
from hyqz_site.screens import schedule, sheets
from hyqz_site.screens.legibility import wall_of
from hyqz_site.screens.schedule import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hyqz_site.model.kinds.screen import Screen
    from hyqz_site.screens.loop import Loop
    from hyqz_site.screens.show import Made


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A screen in the index."""

    id: str
    title: str
    kind: str
    address: str
    size: str
    width: int
    height: int
    hours: str
    keeper: str
    slides: int
    round: str
    shape: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class IndexView:
    """Every screen."""

    screens: tuple[ScreenRow, ...]
    built: str
    has_previews: bool
    """Whether there are pages on which one may travel in time: in `hyqz serve` alone."""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """A wall at its real pixels, scaled to the window, with a time to travel to: for `hyqz serve`."""

    title: str
    address: str
    """Of the shell, as seen from the page."""
    width: int
    height: int
    hours: str
    names: str
    """What each slide is called, by its id: JSON."""
    edges: tuple[tuple[str, int], ...]
    """The moments of a day at which the loop changes: the time, and its seconds from midnight."""


@dataclass(frozen=True, slots=True)
class StintRow:
    start: str
    end: str
    state: str
    what: str
    round: str


@dataclass(frozen=True, slots=True)
class DayRows:
    day: str
    rows: tuple[StintRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    slide: str
    title: str
    dwell: str
    plays: int
    seconds: str
    share: str


@dataclass(frozen=True, slots=True)
class DayView:
    """The day sheet as a page."""

    title: str
    address: str
    size: str
    hours: str
    built: str
    first: str
    last: str
    days: tuple[DayRows, ...]
    shares: tuple[ShareRow, ...]
    dead: tuple[str, ...]
    gaps: tuple[str, ...]
    always: tuple[str, ...]


_STATES: Final = {
    State.ON: "播放",
    State.OFF: "息屏",
    State.EMERGENCY: "紧急公告",
    State.FALLBACK: "备用画面",
    State.CLOCK_WRONG: "时钟不对",
}


def index_view(made: Sequence[Made], built: datetime, *, has_previews: bool = False) -> IndexView:
    """Every screen, for the index; `has_previews` in the preview alone."""
    rows = []
    for one in made:
        screen = one.screen
        first = sheets.sheet(one.loop.table, built.astimezone(CHINA).date(), 1)
        lengths = sorted({stint.length for stint in first.days[0] if stint.state is State.ON})
        rows.append(
            ScreenRow(
                id=screen.id,
                title=screen.title,
                kind=screen.type,
                address=screen.address,
                size=f"{screen.px.width}×{screen.px.height}",
                width=screen.px.width,
                height=screen.px.height,
                hours="、".join(sheets.hours(window) for window in one.loop.table.hours),
                keeper=screen.keeper_post or "",
                slides=len(one.loop.slides),
                round="、".join(_span(length) for length in lengths[:3]) or "今天不播",
                shape=wall_of(screen, None).shape,
                is_sample=bool(screen.sample),
            )
        )
    return IndexView(tuple(rows), f"{built.astimezone(CHINA):%Y-%m-%d %H:%M}", has_previews)


def preview_view(made: Made) -> PreviewView:
    """A wall to travel through the day at."""
    table = made.loop.table
    names = dict(zip(table.slides, slide_names(made.loop), strict=True))
    return PreviewView(
        title=made.screen.title,
        address="index.html",
        width=made.screen.px.width,
        height=made.screen.px.height,
        hours="、".join(sheets.hours(window) for window in table.hours),
        names=json.dumps(names, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c"),
        edges=tuple(
            (f"{edge // 3_600_000:02}:{edge // 60_000 % 60:02}", edge // 1000)
            for edge in table.edges
            if edge < schedule.DAY
        ),
    )


def day_view(screen: Screen, loop: Loop, built: datetime) -> DayView:
    """The day sheet of the next seven days."""
    table = loop.table
    first = built.astimezone(CHINA).date()
    found = sheets.sheet(table, first)
    names = slide_names(loop)
    days = []
    gaps = []
    # A record that will say something else some day has a slide for that, too.
    played = {table.slides[share.slide] for share in found.shares if share.plays}
    for number, stints in enumerate(found.days):
        day = first + timedelta(days=number)
        name = words.short_day(day)
        days.append(DayRows(name, tuple(_stint_rows(stints, names))))
        gaps += [
            f"{name} {sheets.from_to(stint.start, stint.end)}" for stint in stints if stint.state is State.FALLBACK
        ]
    shares = tuple(
        ShareRow(
            slide=table.slides[share.slide],
            title=names[share.slide],
            dwell=_dwells(table, share.slide),
            plays=share.plays,
            seconds=_span(share.seconds),
            share=f"{share.seconds * 100 / found.lit:.1f}%" if found.lit else "0%",
        )
        for share in found.shares
        if share.plays or table.slides[share.slide] not in played
    )
    shown = {slide for _, slide in sheets.shown_ever(table)} | {one.slide for one in table.emergencies}
    dead = [
        f"{table.slides[share.slide]} {names[share.slide]}："
        + ("七天内没有它的时间" if share.slide in shown else "永远放不到")
        for share in found.shares
        if not share.plays and table.slides[share.slide] not in played
    ]
    dead += [  # which is published, and so names nobody who may not be
        f"播单第 {number + 1} 项{'' if isinstance(entry.show, Ref) else f'（{entry.show}）'}：现在没有可以公开的内容"
        for number, entry in enumerate(screen.loop)
        if not loop.entries[number]
    ]
    return DayView(
        title=screen.title,
        address=screen.address,
        size=f"{screen.px.width}×{screen.px.height}",
        hours="、".join(sheets.hours(window) for window in table.hours),
        built=f"{built.astimezone(CHINA):%Y-%m-%d %H:%M}",
        first=first.isoformat(),
        last=(first + timedelta(days=sheets.DAYS - 1)).isoformat(),
        days=tuple(days),
        shares=shares,
        dead=tuple(dead),
        gaps=tuple(gaps),
        always=tuple(names[slide] for slide, _ in table.always),
    )


def day_text(screen: Screen, loop: Loop, first: datetime) -> str:
    """`hyqz screens day`: one day as text."""
    names = slide_names(loop)
    found = sheets.sheet(loop.table, first.date(), 1)
    lines = [
        f"{screen.title}（{screen.px.width}×{screen.px.height}）{first:%Y-%m-%d} 周{words.WEEKDAYS[first.weekday()]}"
    ]
    for row in _stint_rows(found.days[0], names):
        lines.append(f"{row.start}–{row.end}  {row.state}" + (f"  每轮 {row.round}" if row.round else ""))
        if row.what:
            lines.append(f"    {row.what}")
    lines.append("每张的次数和时间：")
    lines += [
        f"    {share.plays:>5} 次  {_span(share.seconds):>10}  {loop.table.slides[share.slide]}  {names[share.slide]}"
        for share in found.shares
    ]
    return "\n".join(lines) + "\n"


def list_text(made: Sequence[Made], built: datetime) -> str:
    """`hyqz screens list`: every screen on a line."""
    rows = [
        (row.id, row.size, row.hours, f"{row.slides} 张", f"每轮 {row.round}", row.title)
        for row in index_view(made, built).screens
    ]
    return "".join("  ".join(row) + "\n" for row in rows)


def slide_names(loop: Loop) -> tuple[str, ...]:
    """What each slide is called in a list."""
    found = []
    for slide in loop.slides:
        said = next(
            (text for role in ("head", "loud", "body", "kicker") for text in slide.texts if text.role == role), None
        )
        found.append("".join(said.lines) if said else "二维码" if slide.code else slide.id)
    return tuple(found)


def _stint_rows(stints: Sequence[sheets.Stint], names: Sequence[str]) -> list[StintRow]:
    """The stretches of a day; neighbours that show the same are one row."""
    rows: list[StintRow] = []
    for stint in stints:
        what = "、".join(f"{names[slide]} {dwell}秒" for slide, dwell in stint.slides)
        row = StintRow(
            sheets.clock(stint.start),
            sheets.clock(stint.end, is_end=True),
            _STATES[stint.state],
            what,
            _span(stint.length) if stint.state is State.ON else "",
        )
        if rows and (rows[-1].state, rows[-1].what) == (row.state, row.what):
            row = StintRow(rows[-1].start, row.end, row.state, row.what, row.round)
            rows.pop()
        rows.append(row)
    return rows


def _dwells(table: schedule.Table, slide: int) -> str:
    """The seconds of a slide, wherever it stands in the loop."""
    found = {turn.dwell for segment in table.segments for turn in segment.turns if turn.slide == slide}
    return f"{'、'.join(map(str, sorted(found)))} 秒" if found else "10 秒"


def _span(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [
        f"{hours}小时" if hours else "",
        f"{minutes}分" if minutes else "",
        f"{rest}秒" if rest or not seconds else "",
    ]
    return "".join(parts)
