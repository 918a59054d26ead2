"""What can be read: sizes that a screen's pixels, pitch and distance ask for (screens contract §5)."""

from __future__ import annotations

import math
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from hyqz_site.model.kinds.screen import Screen
    from hyqz_site.model.singletons import ScreenRules

MIN_PX: Final = 16
"""A Chinese character is made of 16 x 16 dots at least."""
MIN_MM_PER_M: Final = Decimal("2.5")
HEADLINE_MM_PER_M: Final = Decimal(8)

QR_PX: Final = 3
"""Whole pixels a module."""
QR_ALONE_BELOW: Final = 192
"""On a slide less high than this a code has the slide to itself."""


class Shape(StrEnum):
    """The five shapes, by width to height."""

    STRIP = "strip"
    WIDE = "wide"
    LANDSCAPE = "landscape"
    SQUARE = "square"
    PORTRAIT = "portrait"


def shape_of(width: int, height: int) -> Shape:
    """The shape of a screen of this size."""
    ratio = width / height
    if ratio >= 4:
        return Shape.STRIP
    if ratio >= 2.2:
        return Shape.WIDE
    if ratio >= 1.2:
        return Shape.LANDSCAPE
    return Shape.SQUARE if ratio > 0.83 else Shape.PORTRAIT


@dataclass(frozen=True, slots=True)
class Wall:
    """What of a screen decides how its slides are set."""

    width: int
    height: int
    floor: int
    """No character is less high than this, in px."""
    headline: int
    """Headlines less high than this are warned of; 0 where the pitch is not known."""

    @property
    def shape(self) -> Shape:
        """Its shape."""
        return shape_of(self.width, self.height)

    @property
    def is_small(self) -> bool:
        """Below 200 px slides are cut and not faded, and nothing moves (contract §4)."""
        return self.height < 200


def wall_of(screen: Screen, rules: ScreenRules | None) -> Wall:
    """What `screen` asks for; `rules` are the street's own limits."""
    floor = (rules and rules.min_px) or MIN_PX
    headline = 0
    if screen.pitch_mm:
        per_m = (rules and rules.min_mm_per_m) or MIN_MM_PER_M
        headline_per_m = (rules and rules.headline_mm_per_m) or HEADLINE_MM_PER_M
        floor = max(floor, math.ceil(per_m * screen.distance_m / screen.pitch_mm))
        headline = math.ceil(headline_per_m * screen.distance_m / screen.pitch_mm)
    return Wall(screen.px.width, screen.px.height, floor, headline)
