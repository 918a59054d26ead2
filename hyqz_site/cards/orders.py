"""What is painted of a card: a list of orders, every line of text already set."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hyqz_site.cards import strokes
from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.cards.card import Flock, Motif
    from hyqz_site.cards.layout import Letter, Palette
    from hyqz_site.cards.setting import Glyph


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column outside."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row outside."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is set."""

    what: str
    box: Box
    letter: Letter
    size: float
    ink: str
    ground: str
    """The colour that it stands on."""
    glyphs: tuple[Glyph, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A plain box; `radius` rounds its corners."""

    box: Box
    colour: str
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """Outlines to be filled."""

    lines: tuple[strokes.Line, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Photo:
    """The card's picture, cut to this box around its focus."""

    box: Box


@dataclass(frozen=True, slots=True)
class Scene:
    """A motif, cut to this box; its ground stays at the bottom."""

    box: Box
    motif: Motif
    palette: Palette
    sky: Box
    """Where its birds stay, whole."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code within its quiet zone."""

    box: Box
    module: int
    rows: tuple[bytes, ...]
    """1 where a module is dark."""


Op: TypeAlias = Fill | Shape | Photo | Scene | Code | Words


def moved(line: strokes.Line, x: float, y: float, scale: float) -> strokes.Line:
    """A line at its place."""
    return tuple((x + px * scale, y + py * scale) for px, py in line)


def birds(flock: Flock, box: Box, leader: str, others: str, most: float = 99) -> Iterator[Shape]:
    """A flock as large as its box allows, in the middle of it."""
    drawn = [strokes.lines(bird) for bird in flock.birds]
    left, top, right, bottom = strokes.bounds(line for lines in drawn for line in lines)
    scale = min(box.width / (right - left), box.height / (bottom - top), most)
    x = box.x + (box.width - (right - left) * scale) / 2 - left * scale
    y = box.y + (box.height - (bottom - top) * scale) / 2 - top * scale
    yield Shape(tuple(moved(line, x, y, scale) for lines in drawn[1:] for line in lines), others)
    yield Shape(tuple(moved(line, x, y, scale) for line in drawn[0]), leader)


def rails(left: int, right: int, y: int, colour: str, unit: int) -> Iterator[Fill]:
    """A track seen from above, as a rule: two rails and their sleepers."""
    for x in range(left, right, 12 * unit):
        yield Fill(Box(x, y - 2 * unit, min(4 * unit, right - x), 10 * unit), colour)
    yield Fill(Box(left, y, right - left, unit), colour)
    yield Fill(Box(left, y + 5 * unit, right - left, unit), colour)
