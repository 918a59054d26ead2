"""Slides → what their template sees: boxes, birds, bars; all numbers ready (screens contract §5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.render import geese
from hyqz_site.screens.boxes import Box
from hyqz_site.screens.copy import Design
from hyqz_site.type.metrics import OPENING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyqz_site.render.geese import Scene
    from hyqz_site.screens.boxes import CodePlace, Slide, Text
    from hyqz_site.screens.layout import Setter

_WORTH: Final = 0.36
"""Of the wall's shorter side: no flock flies in less."""
_CENTRED: Final = frozenset({"chip", "sign", "latin"})
"""Roles whose lines begin at no edge; the style sheet says the same."""


@dataclass(frozen=True, slots=True)
class ArtView:
    """A flock in flight: large over its land instead of a picture, or its birds alone, faint beside the text."""

    box: Box
    leader: str = ""
    birds: str = ""
    shift: int = 0
    """How far to the right the birds are moved: out of a corner that is cut off."""
    land: Scene | None = None
    stroke: float = 1
    """Of the lines of the land."""
    is_hero: bool = False


@dataclass(frozen=True, slots=True)
class ShotView:
    box: Box
    alt: str
    part: str


@dataclass(frozen=True, slots=True)
class TextView:
    role: str
    box: Box
    size: int
    leading: int
    lines: tuple[tuple[str, str], ...]
    """Each line: the mark that opens it, which is set without its blank half, else nothing; and the rest."""
    today: str
    """`date` or `weekday`: what the wall's clock writes."""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ChartView:
    box: Box
    bars: tuple[Bar, ...]
    target: float | None
    stroke: float


@dataclass(frozen=True, slots=True)
class CodeView:
    box: Box
    size: int
    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideView:
    """One slide for `templates/slides/slides.html`."""

    key: str
    id: str
    design: str
    is_picture_only: bool = False
    art: ArtView | None = None
    clip: str = ""
    slant: int = 0
    shot: ShotView | None = None
    film: str = ""
    film_box: Box | None = None
    film_number: int = 0
    speech: TextView | None = None
    """Where what the film says is written."""
    edge: str = ""
    edge_width: float = 0
    stripes: tuple[Box, ...] = ()
    chart: ChartView | None = None
    plate: Box | None = None
    texts: tuple[TextView, ...] = ()
    code: CodeView | None = None


@dataclass(frozen=True, slots=True)
class SlidesView:
    """All slides of a show."""

    slides: tuple[SlideView, ...]


@dataclass(frozen=True, slots=True)
class FlockView:
    """The small flock that flies along the lower edge from slide to slide."""

    width: int
    height: int
    top: int
    path: str
    stroke: float


def view(
    key: str,
    slide: Slide,
    setter: Setter,
    part: str = "",
    shot_box: Box | None = None,
    films: Mapping[str, int] | None = None,
) -> SlideView:
    """What the template sees of a slide; `part` names the file of its picture."""
    clip = slide.clip
    slant = _slant(slide.art, clip)
    place = slide.place
    return SlideView(
        key=key,
        id=key if key == "fallback" else slide.id,  # contract §7
        design=" slide--".join(filter(None, (slide.design, slide.tint, "fallback" if key == "fallback" else ""))),
        is_picture_only=slide.is_picture_only,
        art=_art(slide, setter),
        plate=slide.plate,
        clip=clip,
        slant=slant,
        shot=ShotView(shot_box or place.box, place.shot.alt, part) if place and part else None,
        film=slide.film,
        film_box=slide.film_box,
        film_number=(films or {}).get(slide.film, 0),
        speech=_text(slide.speech, slide) if slide.speech else None,
        edge=_edge(slide.art, clip, slant) if slide.art and clip else "",
        edge_width=max(1.5, round(setter.unit * 0.008, 1)),
        stripes=_stripes(slide, setter),
        chart=_chart(slide, setter),
        texts=tuple(_text(text, slide) for text in slide.texts),
        code=_code(slide.code),
    )


def off_view(setter: Setter, *, still: bool) -> SlideView:
    """Black; or a still whose mean level is far below 10 %."""
    box = Box(0, 0, setter.wall.width, setter.wall.height)
    return SlideView(
        key="off",
        id="off",
        design="off",
        art=_flying("off", box, is_hero=True) if still else None,
    )


def _text(text: Text, slide: Slide) -> TextView:
    today = {"big": "date", "unit": "weekday"}.get(text.role, "") if slide.design is Design.TODAY else ""
    marks = "" if text.role in _CENTRED else OPENING
    lines = tuple((line[:1], line[1:]) if line and line[0] in marks else ("", line) for line in text.lines)
    return TextView(text.role, text.box, text.size, text.leading, lines, today)


def _code(place: CodePlace | None) -> CodeView | None:
    return CodeView(place.box, place.code.size, place.code.path, place.code.text) if place else None


def _slant(box: Box | None, clip: str) -> int:
    if box is None or not clip:
        return 0
    return round(box.width * 0.2) if clip == "left" else round(box.height * 0.09)


def _edge(box: Box, clip: str, slant: int) -> str:
    """The line along which picture and text meet: a wing."""
    right, bottom = box.x + box.width, box.y + box.height
    if clip == "left":
        return f"M{box.x + slant} {box.y}L{box.x} {bottom}"
    return f"M{box.x} {bottom - slant}L{box.x + box.width / 2:g} {bottom}L{right} {bottom - slant}"


def _stripes(slide: Slide, setter: Setter) -> tuple[Box, ...]:
    """Warning stripes above and below an emergency, in the margin, where nothing is written."""
    if slide.design is not Design.EMERGENCY:
        return ()
    high = max(2, round(setter.margin * 0.5))
    return (
        Box(0, 0, setter.wall.width, high),
        Box(0, setter.wall.height - high, setter.wall.width, high),
    )


def _chart(slide: Slide, setter: Setter) -> ChartView | None:
    if not slide.chart or not slide.chart_box:
        return None
    box, chart = slide.chart_box, slide.chart
    values = [value for _, value in chart.bars]
    top = max([*values, chart.target or 0]) * 1.08 or 1
    step = box.width / len(values)
    bars = tuple(
        Bar(
            round(number * step + step * 0.14, 1),
            round(box.height * (1 - value / top), 1),
            round(step * 0.72, 1),
            round(box.height * value / top, 1),
        )
        for number, value in enumerate(values)
    )
    target = None if chart.target is None else round(box.height * (1 - chart.target / top), 1)
    return ChartView(box, bars, target, max(1, round(setter.unit * 0.005, 1)))


def _art(slide: Slide, setter: Setter) -> ArtView | None:
    """The picture of the record that its pages have, too; where there is a picture, what is seen if that fails."""
    key = "/".join(slide.records[-1]) if slide.records else slide.id
    if slide.art is None:
        is_plain = slide.code or slide.chart or slide.design is Design.EMERGENCY or setter.wall.is_small
        free = None if is_plain else _free(slide, setter)
        return _flying(key, free) if free else None
    if slide.film or slide.place:
        return _flying(key, slide.art, is_hero=not slide.film)
    box, slant = slide.art, _slant(slide.art, slide.clip) if slide.clip == "left" else 0
    land = geese.scene(key, shape=(box.width, box.height))
    flock = geese.scene(key, shape=(box.width - slant, box.height))
    return ArtView(
        box=box,
        leader="" if slide.plate else flock.leader,
        birds="" if slide.plate else flock.birds,
        shift=slant,
        land=land,
        stroke=max(1, round(min(box.width, box.height) / 220, 1)),
        is_hero=True,
    )


def _flying(key: str, box: Box, *, is_hero: bool = False) -> ArtView:
    """The birds alone."""
    flock = geese.scene(key, shape=(box.width, box.height))
    return ArtView(box=box, leader=flock.leader, birds=flock.birds, is_hero=is_hero)


def _free(slide: Slide, setter: Setter) -> Box | None:
    """The largest part of the wall above, below, between or beside the texts; none where none is worth a flock."""
    wall, margin = setter.wall, setter.margin
    right = margin + max((text.box.x + setter.reach(text) for text in slide.texts), default=0)
    free = [Box(right, 0, wall.width - right, wall.height)]
    top = 0
    for text in sorted(slide.texts, key=lambda text: text.box.y):
        free.append(Box(0, top, wall.width, text.box.y - top))
        top = max(top, text.box.y + text.box.height)
    free.append(Box(0, top, wall.width, wall.height - setter.lane - top))
    best = max(free, key=lambda box: min(box.width, box.height * 1.5))
    return best if min(best.width, best.height * 1.5) >= min(wall.width, wall.height) * _WORTH else None


def lane_flock(setter: Setter) -> FlockView | None:
    """The small flock of the lower edge; none on a small wall."""
    if not setter.lane:
        return None
    height = max(8, math.floor(setter.lane * 0.8))
    size = height * 0.36
    places = [
        (height * 3.1, 0.5),
        (height * 2.55, 0.32),
        (height * 2.5, 0.72),
        (height * 1.95, 0.2),
        (height * 1.85, 0.9),
    ]
    path = "".join(_wing(x, height * y, size) for x, y in places)
    return FlockView(
        round(height * 3.6),
        height,
        setter.wall.height - setter.lane + (setter.lane - height) // 2,
        path,
        round(size * 0.2, 1),
    )


def _wing(x: float, y: float, size: float) -> str:
    """One bird so small that two strokes of a brush are all that is seen of it."""
    rise, half = size * 0.34, size * 0.62
    return (
        f"M{x - half:.1f} {y - rise * 0.35:.1f}Q{x - half * 0.35:.1f} {y - rise:.1f} {x:.1f} {y:.1f}"
        f"Q{x + half * 0.5:.1f} {y - rise * 1.25:.1f} {x + half:.1f} {y - rise * 0.85:.1f}"
    )


def shell_birds() -> str:
    """The flock of the shell's own fallback, on a field of 100 x 56."""
    flock = geese.scene("hyqz", shape=(100, 56))
    return flock.leader + flock.birds
