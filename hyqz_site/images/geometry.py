"""Sizes and boxes, in whole pixels. Pure.

Everything here speaks of the upright picture, that is, after its EXIF orientation.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias

Size: TypeAlias = tuple[int, int]
"""Width and height."""

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom; right and bottom are the first column and row outside."""

Focus: TypeAlias = tuple[float, float]
"""The point that matters: 0 to 1 from the left, 0 to 1 from the top."""

DEFAULT_FOCUS: Final[Focus] = (0.5, 0.5)

PORTRAIT_FOCUS: Final[Focus] = (0.5, 0.33)
"""Where the face is in a head-and-shoulders picture: eyes sit near the upper third, and a crop around the middle
would keep the jacket and cut the hair."""

MAX_SIDE: Final = 16_383
"""The longest side that WebP can hold. Only long screenshots ever meet it."""


def scaled(size: Size, width: int) -> Size:
    """Return the size at this width: the ratio kept, never enlarged, no side above `MAX_SIDE`.

    Where the height would pass `MAX_SIDE`, the result is narrower than asked for, so take the width from here too.
    """
    own_width, own_height = size
    width = min(width, own_width, MAX_SIDE)
    height = _share(own_height, width, own_width)
    if height > MAX_SIDE:
        return _share(own_width, MAX_SIDE, own_height), MAX_SIDE
    return width, height


def crop_box(size: Size, ratio: Fraction | float, focus: Focus) -> Box:
    """Return the largest box of this ratio (width to height), with the focus as near its middle as the edges allow.

    The focus is a point of the picture, not CSS's `object-position`: with that, a face at 30 % would stand at 30 % of
    the crop as well, and a flat crop would cut the hair.
    """
    width, height = size
    box_width = min(width, max(1, round(height * ratio)))
    box_height = height if box_width < width else min(height, max(1, round(width / ratio)))
    left = _placed(width, box_width, focus[0])
    top = _placed(height, box_height, focus[1])
    return left, top, left + box_width, top + box_height


def object_position(size: Size, ratio: Fraction | float, focus: Focus) -> tuple[float, float]:
    """Return CSS's `object-position` of the same crop: 0 to 1 along and down, one half where nothing is cut off."""
    left, top, right, bottom = crop_box(size, ratio, focus)
    across, down = size[0] - (right - left), size[1] - (bottom - top)
    return left / across if across else 0.5, top / down if down else 0.5


def _share(length: int, part: int, whole: int) -> int:
    """Return length x part / whole, rounded half up, at least 1."""
    return max(1, (2 * length * part + whole) // (2 * whole))


def _placed(length: int, part: int, focus: float) -> int:
    """Return where a part of a side begins so that the focus is in its middle, or as near as fits."""
    return min(max(0, round(focus * length - part / 2)), length - part)
