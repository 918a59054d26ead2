"""Sheets and where things stand on them, in millimetres. Pure."""

from __future__ import annotations

import re
from math import sqrt
from typing import Final

from hyqz_site.lean import dataclass

SIZES: Final = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
LEAST, MOST = 100, 5000
"""Millimetres of a side: below, nothing can be read; above, a PDF page ends (14,400 points)."""
MARKS: Final = 8.0
"""Between the bleed's edge and the page's: room for crop marks and the line that names the sheet."""
REACH: Final = 2000.0
"""From how far the code of a board is scanned (plan of the parks: one step off the path)."""
CODE_RATIO: Final = 10.0
"""A code is read from ten times its own width: the usual rule of print shops."""
CODE_SHARE: Final = 0.27
"""Of a sheet's shorter side, at most: larger, a code pushes out what it leads to."""
DPI: Final = 150
"""What a picture on a board needs at least; at twice that more pixels show nothing more."""
MOST_DPI: Final = 300
_SIZE: Final = re.compile(r"(\d{2,4})\s*[x×*＊X]\s*(\d{2,4})\s*(?:mm|毫米)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trim:
    """A sheet as it is after cutting, and how far its ground runs over the edge."""

    width: float
    height: float
    bleed: float = 0.0

    @property
    def slug(self) -> float:
        """From the page's edge to the cut."""
        return self.bleed + MARKS if self.bleed else 0.0

    @property
    def page(self) -> tuple[float, float]:
        """The page with its bleed and marks."""
        return self.width + 2 * self.slug, self.height + 2 * self.slug

    @property
    def is_wide(self) -> bool:
        """Whether picture and words stand side by side."""
        return self.width > self.height

    @property
    def unit(self) -> float:
        """A hundredth of the side of the square with this area: all sizes are counted in it."""
        return sqrt(self.width * self.height) / 100

    def code(self, *, is_board: bool) -> float:
        """The side of the code, without its quiet zone."""
        most = min(self.width, self.height) * CODE_SHARE
        return round(min(REACH / CODE_RATIO, most) if is_board else most * 0.72, 1)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a sheet, counted from the cut's upper left corner."""

    x: float
    y: float
    width: float
    height: float


def picture_area(trim: Trim, share: float) -> Area:
    """Where the picture stands: along the left side or the top, over the edge by the bleed on three sides.

    `share` is how much of the longer side it takes.
    """
    bleed = trim.bleed
    if trim.is_wide:
        return Area(-bleed, -bleed, trim.width * share + bleed, trim.height + 2 * bleed)
    return Area(-bleed, -bleed, trim.width + 2 * bleed, trim.height * share + bleed)


def size_of(text: str) -> tuple[float, float] | None:
    """`1200x900mm` as millimetres; None where it is no size, or none that can be printed."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        return None
    width, height = float(found[1]), float(found[2])
    return (width, height) if all(LEAST <= side <= MOST for side in (width, height)) else None
