"""What a slide is made of: boxes at the screen's exact pixels, with what stands in them (screens contract §5)."""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import TYPE_CHECKING

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from hyqz_site.render import qr
    from hyqz_site.screens.copy import Chart, Design, Said, Shot


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is set: one box, its lines already broken."""

    role: str
    box: Box
    size: int
    leading: int
    """Height of a line, in px."""
    lines: tuple[str, ...]
    said: tuple[Said, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes, cut to exactly these pixels."""

    box: Box
    shot: Shot
    clip: str
    """The edge that it shares with the text: `left`, `bottom` or none."""


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a QR code goes: whole pixels a module, its quiet zone within."""

    box: Box
    code: qr.Code
    module: int


@dataclass(frozen=True, slots=True)
class Subtitle:
    """What a film says from `start` to `end`, in milliseconds, its lines already broken."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide, ready to be painted."""

    id: str
    design: Design
    seconds: int
    """Its default dwell."""
    texts: tuple[Text, ...]
    place: Place | None = None
    film: str = ""
    film_box: Box | None = None
    subtitles: tuple[Subtitle, ...] = ()
    speech: Text | None = None
    """Where they are written: over the lower edge of the film."""
    code: CodePlace | None = None
    chart: Chart | None = None
    chart_box: Box | None = None
    art: Box | None = None
    """Where the flock is drawn large: instead of a picture, and behind one that fails."""
    plate: Box | None = None
    """The station sign of a community, where there is no picture."""
    clip: str = ""
    is_sample: bool = False
    tint: str = ""
    records: tuple[tuple[str, str], ...] = ()

    @property
    def characters(self) -> frozenset[str]:
        """Every character on it."""
        lines = [line for text in self.texts for line in text.lines]
        lines += [line for subtitle in self.subtitles for line in subtitle.lines]
        return frozenset(character for line in lines for character in line)

    @property
    def is_picture_only(self) -> bool:
        """Whether nothing is left of it when its picture fails."""
        return bool(self.place) and not self.texts


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a copy from being shown well; the caller knows where the field stands."""

    code: str
    field: str
    message: str
    hint: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Laid:
    """The slides of a copy and what is wrong with them."""

    slides: tuple[Slide, ...]
    faults: tuple[Fault, ...] = ()


def height_of(texts: list[Text] | tuple[Text, ...]) -> int:
    """From the top of the highest of them to the foot of the lowest, in px."""
    return max((text.box.y + text.box.height for text in texts), default=0) - min(
        (text.box.y for text in texts), default=0
    )


def moved(text: Text, x: int, y: int) -> Text:
    """The text `x` px further right and `y` further down."""
    return dataclasses.replace(text, box=dataclasses.replace(text.box, x=text.box.x + x, y=text.box.y + y))


def inset(box: Box, by: int) -> Box:
    """The box without a border of `by` px."""
    return Box(box.x + by, box.y + by, box.width - 2 * by, box.height - 2 * by)
