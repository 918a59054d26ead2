"""Text → lines and glyphs: headlines broken as a typographer would, every character at its place. Pure.

Sizes and boxes are the business of `compose`; here everything is in em but the glyphs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.type import fit, metrics, phrases
from hyqz_site.type.fit import Line
from hyqz_site.type.metrics import Face

ELLIPSIS: Final = "…"
ONE_LINE: Final = 100_000.0
"""In em: wider than any text."""


@dataclass(frozen=True, slots=True)
class Set:
    """A text broken into lines, at a size in px; `cost` says how ill the lines end."""

    lines: tuple[Line, ...]
    size: float
    cost: float = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where its baseline begins, in px."""

    text: str
    x: float
    y: float


def broken(text: str, width: float, face: Face, size: float) -> Set | None:
    """The text in a column of `width` em: lines of like length that end where one pauses; None where a word is torn."""
    lines = fit.layout(text, width, face)
    if any(line.torn for line in lines):
        return None
    told, cost = phrases.balanced(text, width, face, lines)
    return Set(tuple(line(one, face) for one in told) if told else lines, size, cost)


def cut(text: str, width: float, face: Face, most: int) -> tuple[Line, ...]:
    """The beginning of the text in at most `most` lines, with an ellipsis."""
    lines = fit.layout(text, width, face)
    for end in range(lines[min(most, len(lines)) - 1].end, 0, -1):
        shortened = text[:end].rstrip(" \n，、；：·—“《（(") + ELLIPSIS
        lines = fit.layout(shortened, width, face)
        if len(lines) <= most and all(line.width <= width + fit.TOLERANCE for line in lines):
            return lines
    return fit.layout(ELLIPSIS, ONE_LINE, face)


def line(text: str, face: Face) -> Line:
    """The text on one line, whatever its width."""
    return fit.layout(text.replace("\n", " "), ONE_LINE, face)[0]


def glyphs(text: str, face: Face, size: float, x: float, baseline: float) -> Iterator[Glyph]:
    """Every character of a line at its place, as a browser sets it: marks squeezed, dashes joined."""
    ruler = metrics.ruler(text, face)
    for index, character in enumerate(text):
        if character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}:
            continue
        here, then = ruler.advances[index], ruler.advances[index + 1]
        if index and here == then and character in "—―":
            # The metrics know a joined dash as one glyph at its first piece; here the pieces overlap by half.
            end = next((n for n in range(index, len(text)) if text[n] not in "—―"), len(text))
            place = here - (end - index)
            yield Glyph(character, x + (place - 0.5) * size, baseline)
            yield Glyph(character, x + place * size, baseline)
        else:
            yield Glyph(character, x + here * size, baseline)
