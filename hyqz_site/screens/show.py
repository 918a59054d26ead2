"""Everything that goes to `output/screens/`: shells, shows, day sheets, the index (screens contract §3, §4).

A show is a folder that nothing leaves: its page, its pictures and fonts as parts, its films. A part is a script that
hands over its bytes in base64, with length and checksum in the page. Two measurements ask for it: Chromium 156 decodes
half a JPEG, WebP or PNG without an error, so that a picture cut short would pass as whole; and under file:// a script
may read neither files nor the pixels of pictures.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import zlib
from datetime import datetime
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.digest import key, short
from hyqz_site.images.variants import VariantSpec
from hyqz_site.lean import dataclass
from hyqz_site.model.fields import specs
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.screen import OffMode
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.values import Media
from hyqz_site.screens import pages, schedule, sheets, slides
from hyqz_site.screens.boxes import Box, Laid, Slide
from hyqz_site.screens.copy import Copy, Design, Writer
from hyqz_site.screens.layout import Setter
from hyqz_site.screens.legibility import Wall, wall_of
from hyqz_site.screens.loop import Loop, compile_loop, stretches
from hyqz_site.screens.typesetting import DISPLAYED
from hyqz_site.type.shipped import DISPLAY, SANS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from hyqz_site.model.kinds.screen import Screen
    from hyqz_site.model.masking import Mask
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite
    from hyqz_site.model.singletons import ScreenRules
    from hyqz_site.problem import Problems
    from hyqz_site.type.metrics import Metrics
    from hyqz_site.type.shipped import Shipped

QUALITY: Final = 86
"""Of the JPEGs. A wall is seen from afar; its pictures are few and already at their final size."""
_RAISED: Final = 0.08
"""What a picture is about stands so much of its height above the middle, where an edge cuts into it from below."""
CLOCK: Final = "0123456789月日周一二三四五六"
"""What the wall's clock writes."""
SCRIPTS: Final = ("js/player-schedule.js", "js/player-show.js")
WALL_FAMILIES: Final = {SANS.family: "HYQZ Wall Sans", DISPLAY.family: "HYQZ Wall Display"}
MAX_SHELL: Final = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What making a show needs from outside: files, and work that a cache may remember."""

    library: Library
    rules: ScreenRules | None
    metrics: Callable[[Shipped], Metrics]
    asset: Callable[[str], str]
    """Text of a file below `assets/`."""
    picture: Callable[[str, VariantSpec], bytes]
    """A picture of the project as a file of this size."""
    size: Callable[[str], tuple[int, int] | None]
    """Width and height of a picture of the project."""
    media: Callable[[str], bytes]
    digest: Callable[[str], str]
    """Of a file of the media."""
    captions: Callable[[str], str]
    """The text of a caption file of the project."""
    font: Callable[[Shipped, frozenset[str]], bytes]
    """A shipped font with only these characters, as woff2."""
    paint: Callable[[str, object], bytes]
    """A template below `templates/` with its view."""
    laid: Callable[[Wall, Copy, Callable[[], Laid]], Laid] = lambda _wall, _copy, lay: lay()
    """A copy laid out on a wall: remembered, or laid now."""


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one screen, by path below `screens/`, and what its show holds."""

    screen: Screen
    loop: Loop
    show: str
    files: Mapping[str, bytes]
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class ShellView:
    birds: str
    script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowView:
    """The page of a show; the parts in it are finished text, which the template puts in as it is."""

    title: str
    records: str
    style: Any
    slides: Any
    data: Any
    code: Any
    width: int
    height: int
    is_cut: bool
    flock: slides.FlockView | None


def make(
    screens: Sequence[Screen],
    timeline: Sequence[PublicSite],
    built: datetime,
    workshop: Workshop,
    problems: Problems,
) -> tuple[tuple[Made, ...], dict[str, bytes]]:
    """What every screen shows, and the files below `output/screens/`.

    `screens` are the records as they were written, those that may go out; `timeline` the public sites of
    the channel 大屏 from a day before `built` on, one for each stretch of time in which nothing public changes.
    """
    files: dict[str, bytes] = {}
    made = tuple(one for screen in screens if (one := make_screen(screen, timeline, built, workshop, problems)))
    for one in made:
        files |= {f"{one.screen.id}/{path}": data for path, data in one.files.items()}
    if made:
        files["index.html"] = workshop.paint("slides/index.html", pages.index_view(made, built))
    return made, files


def make_screen(
    screen: Screen, timeline: Sequence[PublicSite], built: datetime, workshop: Workshop, problems: Problems
) -> Made | None:
    """The files of one screen; None where it has no slide to show."""
    setter = Setter(wall_of(screen, workshop.rules), workshop.metrics(SANS), workshop.metrics(DISPLAY))
    loop = _compiled(screen, timeline, built, setter, workshop, problems)
    if not _check_loop(screen, loop, problems):
        return None
    show_files, check, count, holds = _show(screen, loop, from_now(timeline, built), setter, workshop)
    digest = key(*(part for path in sorted(show_files) for part in (path, show_files[path])))[:16]
    told = {"show": digest, "count": count, "check": check, "built": loop.table.built}
    version = json.dumps(told, separators=(",", ":"))
    files = {f"show/{digest}/{path}": data for path, data in show_files.items()}
    files["index.html"] = shell(workshop)
    files["sw.js"] = workshop.asset("js/player-worker.js").encode()
    files["version.js"] = f"hyqzVersion({version});\n".encode()
    files["day.html"] = workshop.paint("slides/day.html", pages.day_view(screen, loop, built))
    return Made(screen, loop, digest, files, holds)


def shell(workshop: Workshop) -> bytes:
    """The shell: the same for every screen and every build."""
    page = workshop.paint(
        "slides/shell.html", ShellView(slides.shell_birds(), _Finished(workshop.asset("js/player-shell.js")))
    )
    if len(page) > MAX_SHELL:
        raise ValueError(f"the shell has {len(page)} bytes, at most {MAX_SHELL} (contract §7)")
    return page


# The loop, its slides and what is wrong with them


def _compiled(
    screen: Screen,
    timeline: Sequence[PublicSite],
    built: datetime,
    setter: Setter,
    workshop: Workshop,
    problems: Problems,
) -> Loop:
    found = stretches(screen, timeline, workshop.library, workshop.captions)
    laid: dict[Copy, Laid] = {}

    def lay_out(copy: Copy, entry: int) -> tuple[Slide, ...]:
        if copy not in laid:
            laid[copy] = workshop.laid(setter.wall, copy, partial(_laid, copy, setter))
            _report(copy, entry, laid[copy], screen, problems)
        return laid[copy].slides

    now = from_now(timeline, built)[0]
    brand = Writer(now, workshop.library.shown(now.faceless)).brand()
    return compile_loop(screen, found, built, _fallback(brand, setter), lay_out)


def _laid(copy: Copy, setter: Setter) -> Laid:
    laid = setter.lay_out(copy)
    return _cover(setter) if copy.design is Design.BRAND and not laid.slides else laid


def _fallback(brand: Copy, setter: Setter) -> Slide:
    """The cover; where its words do not fit, the flock alone."""
    own = setter.lay_out(brand).slides
    return own[0] if own else _cover(setter).slides[0]


def _cover(setter: Setter) -> Laid:
    """The cover of a wall on which the name of the site cannot be read: the flock alone. It is no editor's mistake."""
    return Laid((Slide("brand", Design.BRAND, 8, (), art=Box(0, 0, setter.wall.width, setter.wall.height)),))


def _report(copy: Copy, entry: int, laid: Laid, screen: Screen, problems: Problems) -> None:
    """Note the faults of a copy at the fields that they lie in; where the words are ours, at the screen."""
    labels = {spec.attribute: spec.label for spec in specs(copy.cls)} if copy.cls else {}  # type: ignore[arg-type]  # a class is hashable
    place = f"loop.{entry}" if entry >= 0 else "loop"
    for fault in laid.faults:
        label = labels.get(fault.field.split(".")[0], "")
        message = f"“{screen.title}”：" + (f"“{label}”" if label else "") + fault.message
        add = problems.add if fault.is_error else problems.warn
        if copy.origin and fault.field:
            add(copy.origin.path, copy.origin.at(fault.field), fault.code, message, fault.hint)
        else:
            at = screen.origin.at("px" if fault.code == "too-small-to-read" else place)
            add(screen.origin.path, at, fault.code, message, fault.hint)


def _check_loop(screen: Screen, loop: Loop, problems: Problems) -> bool:
    """Whether the loop ever shows anything; slides and entries that cannot come up are noted (contract §1)."""
    shown = sheets.shown_ever(loop.table)
    if not shown:
        at = screen.origin.at("loop")
        if not sheets.has_room(loop.table):
            problems.add(
                screen.origin.path,
                at,
                "never-shown",
                f"“{screen.title}”的播单永远只会放备用画面",
                "请核对每一项的起止、周几、时段和屏幕的开放时段，或者加一项“内容: 封面”。",
            )
            return False
        # Who is withdrawn, or a day that passes, must not keep the whole site from being made (content model §5).
        problems.warn(
            screen.origin.path,
            at,
            "never-shown",
            f"“{screen.title}”现在只会放备用画面：播单里写的，眼下没有一条能放",
            "写到的记录可能撤下、到期、没有大屏的同意，或者日子已经过去；请换上别的，或者加一项“内容: 封面”。",
        )
        return True
    # A record may say something else later, or need two slides for it: it comes up when any of them does.
    ids = [one if one.startswith("award/") else one.partition("#")[0] for one in loop.table.slides]
    wanted = {(turn.entry, ids[turn.slide]) for turn in sheets.turns_to_come(loop.table)}
    missing = sorted(wanted - {(entry, ids[slide]) for entry, slide in shown})
    timed = {(entry, ids[slide]) for entry, slide in sheets.timed_ever(loop.table)} if missing else set()
    for number, slide in missing:
        problems.warn(
            screen.origin.path,
            screen.origin.at(f"loop.{number}"),
            "never-shown",
            f"“{screen.title}”播单第 {number + 1} 项的 {slide} 永远放不到",
            "每段时间都从头放起，到它之前就结束了：请把它往前放，或把时段放宽、停留改短。"
            if (number, slide) in timed
            else "它的起止、周几、时段和屏幕的开放时段、记录的有效期没有共同的时间。",
        )
    return True


# The show


def _show(
    screen: Screen, loop: Loop, timeline: Sequence[PublicSite], setter: Setter, workshop: Workshop
) -> tuple[dict[str, bytes], int, int, frozenset[str]]:
    """The files of the show by path within it, the checksum of its page, how many files, and what it holds."""
    files: dict[str, bytes] = {}
    parts: list[list[Any]] = []
    films: dict[str, int] = {}
    film_files: list[list[Any]] = []

    def part(data: bytes, font: list[str] | None = None) -> str:
        name = f"parts/{short(data)}.js"
        if name not in files:
            files[name] = f'hyqzPart("{name}","{base64.b64encode(data).decode()}");\n'.encode()
            parts.append([name, len(data), zlib.crc32(data), font])
        return name

    for slide in loop.slides:
        if slide.film and slide.film not in films:
            data = workshop.media(slide.film)
            name = f"films/{short(data)}.mp4"
            films[slide.film] = len(film_files)
            film_files.append([name, len(data), zlib.crc32(data)])
            files[name] = data
    views = []
    for number, slide in [*enumerate(loop.slides), ("fallback", loop.fallback)]:
        box, name = _shot(slide, workshop, part)
        views.append(slides.view(str(number), slide, setter, name, box, films))
    views.append(slides.off_view(setter, still=screen.off is OffMode.STILL))
    for shipped, characters in _characters((*loop.slides, loop.fallback), setter).items():
        part(workshop.font(shipped, characters), [WALL_FAMILIES[shipped.family], shipped.weights])
    lane = slides.lane_flock(setter)
    # Without the moment of the build, which `version.js` tells: what has not changed keeps its name, and no player
    # takes a new show, or fetches its films once more, for a build in which nothing was new.
    facts = {
        "table": {name: value for name, value in schedule.plain(loop.table).items() if name != "built"},
        "parts": parts,
        "films": film_files,
        "width": setter.wall.width,
        "height": setter.wall.height,
        "flock": lane.width if lane else 0,
    }
    if spoken := {
        number: [[one.start, one.end, "\n".join(one.lines)] for one in slide.subtitles]
        for number, slide in enumerate(loop.slides)
        if slide.subtitles
    }:
        facts["spoken"] = spoken
    painted = workshop.paint("slides/slides.html", slides.SlidesView(tuple(views))).decode().strip()
    inside = (
        workshop.asset("css/slides.css"),
        _inside(painted),
        json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "\n".join(map(workshop.asset, SCRIPTS)),
    )
    holds = _holds(loop, timeline, workshop)
    files["index.html"] = workshop.paint(
        "slides/show.html",
        ShowView(
            title=screen.title,
            records=" ".join(sorted(holds)),
            style=_Finished(inside[0]),
            slides=_Finished(painted),
            data=_Finished(inside[2]),
            code=_Finished(inside[3]),
            width=setter.wall.width,
            height=setter.wall.height,
            is_cut=setter.wall.is_small,
            flock=lane,
        ),
    )
    check = zlib.crc32("\n".join(inside).encode())
    return files, check, 1 + len(parts) + len(film_files), holds


def _shot(slide: Slide, workshop: Workshop, part: Callable[[bytes], str]) -> tuple[Box | None, str]:
    """The picture of a slide, cut to its place; a film's poster stands exactly where the film will."""
    place = slide.place
    if place is None:
        return None, ""
    box, focus, size = place.box, place.shot.focus, workshop.size(place.shot.path)
    if size and slide.film and slide.film_box:
        box = _contained(size, slide.film_box)
    elif size and place.clip == "bottom":
        share = min(1, box.height / box.width * size[0] / size[1])  # of the picture's height
        focus = (focus[0], min(1, focus[1] + share * _RAISED))
    spec = VariantSpec(width=box.width, height=box.height, focus=focus, format="jpeg", quality=QUALITY)
    return box, part(workshop.picture(place.shot.path, spec))


def _contained(size: tuple[int, int], box: Box) -> Box:
    """The largest box of this ratio in the middle of another."""
    scale = min(box.width / size[0], box.height / size[1])
    width, height = round(size[0] * scale), round(size[1] * scale)
    return Box(box.x + (box.width - width) // 2, box.y + (box.height - height) // 2, width, height)


def _characters(shown: Sequence[Slide], setter: Setter) -> dict[Shipped, frozenset[str]]:
    """For each font the characters that slides set in it, and that it has."""
    display: set[str] = set()
    sans: set[str] = set()
    for slide in shown:
        for text in slide.texts:
            own = display if text.role in DISPLAYED else sans
            own.update(character for line in text.lines for character in line)
        sans.update(character for subtitle in slide.subtitles for line in subtitle.lines for character in line)
        if slide.design is Design.TODAY:
            display.update(CLOCK)
            sans.update(CLOCK)
    return {
        SANS: frozenset(sans & set(setter.sans.advances)) or frozenset("0"),
        DISPLAY: frozenset(display & set(setter.display.advances)) or frozenset("0"),
    }


def _inside(element: str) -> str:
    """What stands inside a script element: the page takes its checksum from there."""
    return element.partition(">")[2].rpartition("</script>")[0]


class _Finished(str):
    """Finished text that a template puts in as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


# What a kept show holds


def _holds(loop: Loop, timeline: Sequence[PublicSite], workshop: Workshop) -> frozenset[str]:
    """What the show will show at any time: a picture that is to come may be taken back before its day."""
    names = {one for slide in (*loop.slides, loop.fallback) for one in slide.records}
    return _marks(names, timeline, workshop)


def _marks(names: Collection[tuple[str, str]], timeline: Sequence[PublicSite], workshop: Workshop) -> frozenset[str]:
    return frozenset(mark(public, name, workshop) for public in timeline for name in names if public.shows(name))


def mark(public: PublicSite, name: tuple[str, str], workshop: Workshop) -> str:
    """The record, which files and, of a person, which name and whether deeds may be shown: `news/n-1:1a2b3c`."""
    record = public.records[name]
    library = workshop.library.shown(public.faceless)
    named = [picture.file for picture in (record.cover, getattr(record, "poster", None)) if picture]
    if isinstance(record, Film):  # whose subtitles tell deeds
        named += [media for media in (record.file, record.captions) if isinstance(media, Media)]
    files = [library.find(record.origin.path, media.path) for media in named]
    shown = [f":{workshop.digest(file)[:6]}" if file else ":" for file in files]
    if isinstance(record, Volunteer):
        shown += [f":{short(record.title.encode())[:6]}", "s" if record.deed else ""]
    elif isinstance(record, Award):
        entries = [f"{entry.ref.kind}/{entry.ref.id} {entry.citation}" for entry in record.entries]
        shown.append(f":{short(''.join(entries).encode())[:6]}")
    return "".join(("/".join(name), *shown))


def may_be_kept(show_page: bytes, timeline: Sequence[PublicSite], built: datetime, workshop: Workshop) -> bool:
    """Whether the previous show, whose `index.html` this is, holds nothing that may no longer go out (contract §3).

    Neither a record, nor a picture of one that is gone or another now, nor in the words of others the name of somebody
    who agrees no longer.
    """
    _, found, rest = show_page.partition(b'<meta name="hyqz-records" content="')
    held = rest.partition(b'"')[0].decode().split()
    ahead = from_now(timeline, built)
    names = {(kind, id_.partition(":")[0]) for kind, _, id_ in (one.partition("/") for one in held)}
    allowed = _marks(names, ahead, workshop)
    said = unescape(show_page.decode(errors="replace")).replace("\\n", "\n")  # as subtitles are written
    return bool(found) and set(held) <= allowed and not any(map(ahead[0].mask.names_in, (said, *_told(said))))


_TOLD: Final = re.compile(r'<section [^>]*data-id="([^"#]*)|<p class="text text--(\w+)"[^>]*>(.*?)</p>', re.DOTALL)


def _told(page: str) -> Iterable[str]:
    """What the slides of a record say, each role in one piece: a text may begin on one slide and end on the next."""
    told: dict[tuple[str, str], str] = {}
    record = ""
    for id_, role, text in _TOLD.findall(page):
        record = id_ or record
        told[record, role] = told.get((record, role), "") + text
    return told.values()


def masked(screen: Screen, mask: Mask) -> Screen:
    """The screen with no name in what is shown of it that may not be shown; its loop and its places stay."""
    keeper = mask.text(screen.keeper_post) if screen.keeper_post else None
    return dataclasses.replace(
        screen, title=mask.text(screen.title), address=mask.text(screen.address), keeper_post=keeper
    )


def from_now(timeline: Sequence[PublicSite], built: datetime) -> Sequence[PublicSite]:
    """The present stretch of the timeline and those to come; the ones before it serve only clocks that are late."""
    current = max((number for number, public in enumerate(timeline) if public.moment.now <= built), default=0)
    return timeline[current:]
