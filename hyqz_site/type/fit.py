"""The lines of a text in a column: where they end by the rules of `breaks`, how wide they are by `metrics`.

Widths are in em. What is laid out here is handed line by line to a browser (`white-space: pre`) or to Pillow.
"""

from collections.abc import Iterator
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.type import breaks, metrics
from hyqz_site.type.metrics import Face, Ruler

TOLERANCE: Final = 1e-6
"""In em: twenty characters fit in twenty ems whatever floating point says."""

FEWEST_ON_LAST_LINE: Final = 2
"""Letters: one alone (孤字) looks like a mistake."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is set, without the spaces at its ends."""

    text: str
    start: int
    """Where it starts in the whole text."""
    end: int
    width: float
    """In em."""
    torn: bool = False
    """Whether a word wider than a whole line is cut at its end, or a character wider than that sticks out."""


def layout(text: str, width: float, face: Face, *, avoid_lone: bool = True) -> tuple[Line, ...]:
    """The lines of `text` in a column of `width` em; a line break in the text starts a new one."""
    measured = _Measured(text, metrics.ruler(text, face), breaks.breaks(text))
    lines: list[Line] = []
    for start, end in _paragraphs(text):
        paragraph = list(_lines(measured, start, end, width))
        if avoid_lone:
            _feed_last(paragraph, measured, width)
        lines += paragraph
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A text with what does not depend on the width of the column."""

    text: str
    ruler: Ruler
    allowed: tuple[bool, ...]
    """For every character: whether a line may end before it."""

    def fits(self, start: int, end: int, width: float) -> bool:
        return self.ruler.width(start, self.trimmed(start, end)) <= width + TOLERANCE

    def line(self, start: int, end: int, *, torn: bool = False) -> Line:
        end = self.trimmed(start, end)
        text = " ".join(part for part in self.text[start:end].split(" ") if part)
        return Line(text, start, end, self.ruler.width(start, end), torn)

    def trimmed(self, start: int, end: int) -> int:
        """`end`, without the spaces before it."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def after_spaces(self, start: int, end: int) -> int:
        while start < end and self.text[start] == " ":
            start += 1
        return start


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


def _lines(measured: _Measured, start: int, end: int, width: float) -> Iterator[Line]:
    """Fill one line after the other, as a browser does."""
    start = measured.after_spaces(start, end)
    while True:
        stop, torn = _stop(measured, start, end, width)
        yield measured.line(start, stop, torn=torn)
        start = measured.after_spaces(stop, end)
        if start >= end:
            return


def _stop(measured: _Measured, start: int, end: int, width: float) -> tuple[int, bool]:
    """Where the line from `start` ends, and whether it is torn there."""
    best = start
    for index in range(start + 1, end + 1):
        if index == end or measured.allowed[index]:
            if not measured.fits(start, index, width):
                break
            best = index
    if best > start or start == end:
        return best, False
    index = start + 1
    while index < end and not measured.allowed[index] and measured.fits(start, index + 1, width):
        index += 1
    return index, True


def _feed_last(lines: list[Line], measured: _Measured, width: float) -> None:
    """Move a word down where the last line has one letter only and the line above can spare it."""
    if len(lines) == 1 or _letters(lines[-1].text) >= FEWEST_ON_LAST_LINE or lines[-2].torn:
        return
    above, last = lines[-2:]
    for index in range(last.start - 1, above.start, -1):
        if not measured.allowed[index] or not measured.fits(index, last.end, width):
            continue
        upper = measured.line(above.start, index)
        lower = measured.line(measured.after_spaces(index, last.end), last.end)
        if _letters(lower.text) >= FEWEST_ON_LAST_LINE:
            if _letters(upper.text) >= FEWEST_ON_LAST_LINE:
                lines[-2:] = [upper, lower]
            return


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
