"""`hyqz screens export`: stills, films and the play list of a screen, into a folder (screens contract §6)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING, Final

from hyqz_site.digest import short
from hyqz_site.exports import film
from hyqz_site.exports.cards import ASK, Card
from hyqz_site.exports.programmes import Programme, Slot, Span, fades, file_name, shown_in
from hyqz_site.lean import dataclass
from hyqz_site.model.clock import CHINA
from hyqz_site.render import embedded, geese, words
from hyqz_site.screens import pages, sheets
from hyqz_site.screens.boxes import Box
from hyqz_site.screens.legibility import wall_of
from hyqz_site.screens.schedule import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from hyqz_site.engines.recorder import Still
    from hyqz_site.screens.boxes import Subtitle
    from hyqz_site.screens.show import Made

SHEET: Final = "playlist.html"
LIST: Final = "playlist.csv"
OFF: Final = "off.png"
_STATES: Final = {State.ON: "", State.EMERGENCY: "紧急公告", State.FALLBACK: "备用画面"}


@dataclass(frozen=True, slots=True)
class Row:
    """A slide in the play list."""

    number: int
    file: str
    title: str
    seconds: int


@dataclass(frozen=True, slots=True)
class SetView:
    """A programme in the play list."""

    name: str
    state: str
    film: str
    """The film's file; empty where the card plays none."""
    seconds: int
    length: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """When which set is on."""

    day: str
    spans: tuple[tuple[str, str], ...]
    """`07:00–22:00` and the set's name, empty for off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayListView:
    """The play list as a sheet."""

    title: str
    address: str
    size: str
    film_size: str
    """Where it is not the screen's own: with the line that makes it even."""
    built: str
    card: Card
    ask: str
    sets: tuple[SetView, ...]
    days: tuple[DayView, ...]
    has_off: bool
    keeper: str
    flock: geese.Flock
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Tools:
    """What does the work."""

    stills: Callable[[Path, tuple[int, int], Sequence[tuple[str, int]]], Sequence[Still]]
    """The shell's page, the wall's pixels, slides and moments → pictures of the wall."""
    ffmpeg: Callable[[Sequence[str]], None] | None
    """None where no film is wanted."""
    told: Callable[[str, int, int], None]


def export(
    made: Made,
    card: Card,
    plan: tuple[tuple[Programme, ...], tuple[tuple[Span, ...], ...]],
    films: Callable[[str], bytes],
    folder: Path,
    work: Path,
    tools: Tools,
) -> tuple[SetView, ...]:
    """Write the stills and the films of every programme into `folder`; `work` is for what is needed in between.

    `films` gives the bytes of a film of the project. Nothing of `folder` may be there before.
    """
    page = _laid_out(made, work / "screen")
    sets = plan[0]
    wanted = shown_in(sets)
    keys = list(wanted)
    off = next((span.start for day in plan[1] for span in day if span.programme is None), None)
    asked = [("fallback" if slide is None else str(slide), wanted[slide, day]) for slide, day in keys]
    if off is not None:
        asked.append(("off", off))
    spoken = list(_spoken(made, wanted)) if tools.ffmpeg else []
    screen = made.screen
    size = (screen.px.width, screen.px.height)
    taken = tools.stills(page, size, [*asked, *((str(slide), moment) for slide, moment, _ in spoken)])
    stills = {key: still.data for key, still in zip(keys, taken, strict=False)}
    if off is not None:
        (folder / OFF).write_bytes(taken[len(keys)].data)
    captions = _captions(spoken, taken[len(asked) :], work)
    names = pages.slide_names(made.loop)
    ids = made.loop.table.slides
    views = []
    for programme in sets:
        rows = []
        place = folder / programme.name
        place.mkdir()
        for number, slot in enumerate(programme.slots, start=1):
            own = "fallback" if slot.slide is None else ids[slot.slide]
            name = file_name(number, own, slot.seconds, len(programme.slots))
            (place / name).write_bytes(stills[slot.slide, slot.day])
            title = "备用画面" if slot.slide is None else names[slot.slide]
            rows.append(Row(number, f"{programme.name}/{name}", title, slot.seconds))
        target = folder / f"{programme.name}.{card.container}"
        if tools.ffmpeg:
            files = [folder / row.file for row in rows]
            _filmed(made, card, programme, files, films, captions, work / programme.name, target, tools)
        views.append(
            SetView(
                programme.name,
                _STATES[programme.state],
                target.name if tools.ffmpeg else "",
                programme.seconds,
                words.length(programme.seconds),
                tuple(rows),
            )
        )
    return tuple(views)


def _spoken(made: Made, wanted: Mapping[tuple[int | None, date | None], int]) -> Iterator[tuple[int, int, Subtitle]]:
    """Everything that films say: the slide, a moment at which it is written on the wall, the words."""
    for (slide, _), moment in wanted.items():
        for one in made.loop.slides[slide].subtitles if slide is not None else ():
            yield slide, moment + one.start, one  # type: ignore[misc]  # a slide with words has a number


def _captions(
    spoken: Sequence[tuple[int, int, Subtitle]], taken: Sequence[Still], work: Path
) -> dict[int, tuple[film.Caption, ...]]:
    """The lines of every slide's film, cut out of the pictures on which they stand."""
    found: dict[int, tuple[film.Caption, ...]] = {}
    for number, ((slide, _, one), still) in enumerate(zip(spoken, taken, strict=True)):
        picture = work / f"said-{number}.png"
        picture.write_bytes(still.data)
        found[slide] = found.get(slide, ()) + tuple(
            film.Caption(picture, Box(left, top, right - left, bottom - top), one.start, one.end)
            for left, top, right, bottom in still.speech
        )
    return found


def _laid_out(made: Made, folder: Path) -> Path:
    """The screen on the disk, as on a stick; gives its shell."""
    for path, data in made.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder / "index.html"


def _filmed(
    made: Made,
    card: Card,
    programme: Programme,
    stills: Sequence[Path],
    films: Callable[[str], bytes],
    captions: Mapping[int, tuple[film.Caption, ...]],
    work: Path,
    target: Path,
    tools: Tools,
) -> None:
    """The loop of a programme as one film."""
    ffmpeg = tools.ffmpeg
    assert ffmpeg is not None  # noqa: S101 - the caller has looked
    work.mkdir(parents=True)
    screen = made.screen
    size = film.even(screen.px.width, screen.px.height)
    with_fades = fades(len(stills), is_cut=wall_of(screen, None).is_small)
    parts = [
        replace(
            _segment(made, slot, still, card, films, work, fade=with_fades),
            captions=captions.get(-1 if slot.slide is None else slot.slide, ()),
        )
        for slot, still in zip(programme.slots, stills, strict=True)
    ]
    ends = []
    for number, part in enumerate(parts):
        end = part.still
        if part.film and with_fades:
            end = work / f"end-{number}.png"
            ffmpeg(film.last_frame(part, size, card, end))
        ends.append(end)
    listing = work / "list.txt"
    lines: list[str] = []

    def add(part: film.Segment, name: str, times: int = 1) -> None:
        if not (work / name).exists():
            ffmpeg(film.segment(part, size, card, work / name))
        lines.extend([f"file '{name}'\nduration {part.frames / card.fps}\n"] * times)

    for number, part in enumerate(parts):
        opening = replace(part, before=ends[number - 1])
        if part.film:
            add(opening, f"{number:04}.mp4")
        else:  # a second in which nothing moves is made once, and stands in the list as often as it is wanted
            if part.fade:
                add(replace(opening, frames=card.fps), f"{number:04}-opening.mp4")
            still = replace(part, frames=card.fps, fade=False)
            add(still, f"{number:04}.mp4", part.frames // card.fps - (1 if part.fade else 0))
        tools.told(f"做视频 {programme.name}", number + 1, len(parts))
    listing.write_text("".join(lines), encoding="ascii")
    ffmpeg(film.joined(listing, target))


def _segment(
    made: Made, slot: Slot, still: Path, card: Card, films: Callable[[str], bytes], work: Path, *, fade: bool
) -> film.Segment:
    slide = made.loop.fallback if slot.slide is None else made.loop.slides[slot.slide]
    path = None
    if slide.film:
        data = films(slide.film)
        path = work / f"{short(data)}.film.mp4"
        if not path.exists():
            path.write_bytes(data)
    return film.Segment(
        before=still, still=still, film=path, box=slide.film_box, frames=slot.seconds * card.fps, fade=fade
    )


# The play list


def play_list(
    made: Made, card: Card, sets: tuple[SetView, ...], days: Sequence[Sequence[Span]], moment: datetime
) -> PlayListView:
    """The play list of an export."""
    screen = made.screen
    own = (screen.px.width, screen.px.height)
    filmed = film.even(*own)
    return PlayListView(
        title=screen.title,
        address=screen.address,
        size="×".join(map(str, own)),
        film_size="" if filmed == own else "×".join(map(str, filmed)),
        built=f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}",
        card=card,
        ask=ASK,
        sets=sets,
        days=tuple(_day(spans) for spans in days),
        has_off=any(span.programme is None for spans in days for span in spans),
        keeper=screen.keeper_post or "",
        flock=geese.divider(f"export/{screen.id}", 11),
        is_sample=bool(screen.sample),
    )


def _day(spans: Sequence[Span]) -> DayView:
    first = datetime.fromtimestamp(spans[0].start / 1000, UTC).astimezone(CHINA).date()
    return DayView(
        words.short_day(first),
        tuple((sheets.from_to(span.start, span.end), span.programme or "") for span in spans),
    )


def as_csv(sets: Sequence[SetView]) -> bytes:
    """The play list for a program, or for Excel."""
    out = StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("套", "序号", "文件", "画面", "秒"))
    for one in sets:
        rows.writerows((one.name, row.number, row.file, row.title, row.seconds) for row in one.rows)
    return out.getvalue().encode("utf-8-sig")


def sheet(view: PlayListView, paint: Callable[[str, object], bytes], fonts: Mapping[str, bytes]) -> bytes:
    """The play list as a page to print."""
    return embedded.with_letters(paint("sheets/playlist.html", view), fonts)
