"""Words → lines: text on a screen is measured with the metrics of the fonts that ship, and broken at build time."""

from __future__ import annotations

import math
import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.screens.boxes import Box, Text
from hyqz_site.screens.copy import Said
from hyqz_site.screens.legibility import Shape, Wall
from hyqz_site.type import fit, metrics, phrases

if TYPE_CHECKING:
    from hyqz_site.type.metrics import Face

LEADING: Final = {
    "head": 1.22,
    "big": 1.1,
    "body": 1.38,
    "note": 1.34,
    "kicker": 1.3,
    "unit": 1.2,
    "loud": 1.3,
    "axis": 1.3,
    "sign": 1.2,
    "latin": 1.3,
}
STRIP_LEADING: Final = 1.13
"""In a strip every line counts."""
DISPLAYED: Final = frozenset({"head", "big", "loud", "sign"})
"""What is set in the display face."""
_STEP: Final = re.compile(r"\d+\. ")
"""The number of a step."""
_PAUSE: Final = re.compile(rf"(?<=[，、；：！？。])(?![{metrics.CLOSING}]|(?<=\d：)\d)|(?=\n)|(?=（)")
"""Behind a mark, but not before another one, nor within 14：30; before a bracket."""


@dataclass(frozen=True)
class Typesetter:
    """The type of one wall: sizes, faces, and where its lines end."""

    wall: Wall
    sans: metrics.Metrics
    display: metrics.Metrics
    known: dict[tuple[str, str, float, int | None, bool], tuple[str, ...] | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Texts that were broken before: the same ones are tried at many sizes."""
    widths: dict[tuple[str, str], float] = field(default_factory=dict, compare=False, repr=False)
    may_tear: bool = False
    """Whether nothing else has helped: a word that no line has room for is cut, a name may be as small as the rest."""

    @property
    def margin(self) -> int:
        """Free space around all text."""
        wall = self.wall
        if wall.shape is Shape.STRIP:
            return max(3, round(wall.height * 0.05))
        return max(6, round(min(wall.width, wall.height) * 0.06))

    @property
    def lane(self) -> int:
        """The lane at the bottom in which the flock flies from slide to slide."""
        return 0 if self.wall.is_small else round(self.margin * 0.75)

    @property
    def unit(self) -> float:
        """What the sizes of type are shares of."""
        width, height = self.wall.width, self.wall.height
        return {
            Shape.STRIP: height * 3.2,  # its lines are few, and may fill it
            Shape.WIDE: float(height),
            Shape.LANDSCAPE: min(height, width / 1.5),
            Shape.SQUARE: min(width, height) * 0.82,
            Shape.PORTRAIT: min(width * 0.95, height / 1.5),
        }[self.wall.shape]

    def leading(self, role: str) -> float:
        """Height of a line, in em."""
        return STRIP_LEADING if self.wall.shape is Shape.STRIP else LEADING[role]

    def face(self, role: str) -> Face:
        """The face of a role; the style sheet says the same."""
        if role in DISPLAYED:
            return metrics.Face(metrics=self.display, weight=900)
        return metrics.Face(
            metrics=self.sans,
            weight=500 if role in {"note", "axis", "latin"} else 700 if role in {"kicker", "unit"} else 600,
        )

    def _paragraphs(
        self, role: str, said: tuple[Said, ...], width: int, size: int, gap: float, most: int | None = None
    ) -> list[Text] | None:
        """Texts one below the other; None where a word is wider than a line or there are too many lines.

        The lines of steps begin behind their numbers.
        """
        texts: list[Text] = []
        y, leading = 0, round(size * self.leading(role))
        numbers = [match.group() if (match := _STEP.match(one.text)) else "" for one in said]
        indent = math.ceil(max((metrics.width(number, self.face(role)) for number in numbers), default=0) * size)
        for number, one in zip(numbers, said, strict=True):
            told, x = Said(one.text.removeprefix(number), one.field), indent if number else 0
            lines = self._lines(role, told.text, width - x, size, most)
            if lines is None:
                return None
            y += round(size * gap) if texts else 0
            if number:
                texts.append(Text(role, Box(0, y, indent, leading), size, leading, (number.rstrip(),)))
            texts.append(Text(role, Box(x, y, width - x, leading * len(lines)), size, leading, lines, (told,)))
            y += leading * len(lines)
        return texts

    def _width(self, role: str, text: str) -> float:
        """The width of a text on one line, in em."""
        if (role, text) not in self.widths:
            self.widths[role, text] = metrics.width(text, self.face(role))
        return self.widths[role, text]

    def _lines(self, role: str, text: str, width: int, size: int, most: int | None = None) -> tuple[str, ...] | None:
        if width <= 0:
            return None
        face = self.face(role)
        asked = (role, text, width / size, most, self.may_tear)
        if asked not in self.known:
            lines = fit.layout(text, width / size, face)
            told: tuple[str, ...] | None = None
            is_torn = any(line.torn for line in lines)
            is_whole = not is_torn or (self.may_tear and all(line.width <= width / size for line in lines))
            if is_whole and (most is None or len(lines) <= most):
                if role == "head" and len(lines) > 1:
                    told = at_pauses(text, width / size, face, most or len(lines))
                if not told and not is_torn:
                    told, _ = phrases.balanced(text, width / size, face, lines)
                told = told or tuple(line.text for line in lines)
            if told and role == "kicker":
                told = (*(line.rstrip(" ·") for line in told[:-1]), told[-1])
            self.known[asked] = told
        return self.known[asked]

    def _taken(self, column: list[Text]) -> int:
        """How far to the right a column reaches."""
        return max(
            math.ceil(self._width(text.role, line) * text.size) + text.box.x for text in column for line in text.lines
        )

    def reach(self, text: Text) -> int:
        """The width of its longest line."""
        return max(math.ceil(self._width(text.role, line) * text.size) for line in text.lines)


def at_pauses(text: str, width: float, face: Face, most: int) -> tuple[str, ...]:
    """A headline broken only where it pauses, in no more than `most` lines; nothing where a clause is too long."""
    lines: list[str] = []
    for clause in _PAUSE.split(text):
        said = clause.removeprefix("\n")
        if lines and said == clause and metrics.width(lines[-1] + said, face) <= width:
            lines[-1] += said
        else:
            lines.append(said.lstrip(" "))
    whole = len(lines) <= most and all(metrics.width(line, face) <= width for line in lines)
    return tuple(lines) if whole else ()
