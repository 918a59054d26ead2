"""Which files are made of a picture, as data. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from hyqz_site.images.geometry import DEFAULT_FOCUS, MAX_SIDE, Box, Focus, Size, crop_box, scaled
from hyqz_site.lean import dataclass

Format: TypeAlias = Literal["jpeg", "webp", "avif", "png"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageInfo:
    """What the pages need to know of a picture before its variants exist."""

    width: int
    """Upright, after the EXIF orientation; so is `height`."""
    height: int
    format: str
    """`jpeg`, `png`, `webp`, `avif`, `heic`, `gif`, `bmp` or `tiff`: by the bytes, never by the name."""
    colour: str
    """The mean colour as `#rrggbb`: the placeholder until the picture is there."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn: this part of the upright picture, at this size."""

    box: Box
    size: Size

    @property
    def need(self) -> float:
        """How many pixels of the drawing one pixel of the picture gives, along a side; above 1 it enlarges."""
        left, top, right, bottom = self.box
        return max(self.size[0] / (right - left), self.size[1] / (bottom - top))


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantSpec:
    """One file to be made of a picture."""

    width: int
    height: int | None = None
    """None keeps the ratio and never enlarges. A number crops around `focus` to exactly width x height and enlarges
    where it must: a screen or a share card has the pixels it has."""
    focus: Focus = DEFAULT_FOCUS
    format: Format
    quality: int
    """1 to 100 on the scale of the format; PNG has none and ignores it."""

    def __post_init__(self) -> None:
        """Refuse what no encoder could make. A wrong spec is a bug of ours, not an editor's mistake."""
        sides = (self.width,) if self.height is None else (self.width, self.height)
        if not all(1 <= side <= MAX_SIDE for side in sides):
            raise ValueError(f"a side of a variant has 1 to {MAX_SIDE} pixels: {self}")
        if not all(0 <= share <= 1 for share in self.focus):
            raise ValueError(f"a focus lies between 0 and 1: {self}")
        if not 1 <= self.quality <= 100:
            raise ValueError(f"a quality lies between 1 and 100: {self}")

    def key(self) -> str:
        """Return every parameter as text that stays the same for ever: a part of cache keys."""
        height = "auto" if self.height is None else self.height
        x, y = self.focus
        return f"{self.width}x{height} focus {float(x)!r} {float(y)!r} {self.format} q{self.quality}"

    def frame(self, size: Size) -> Frame:
        """Return what this variant shows of an upright picture of this size; `frame(...).size` is the file's size."""
        if self.height is None:
            return Frame((0, 0, *size), scaled(size, self.width))
        return Frame(crop_box(size, Fraction(self.width, self.height), self.focus), (self.width, self.height))


def widths_for(info_width: int, wanted: Sequence[int]) -> tuple[int, ...]:
    """Return the widths to make of a picture, ascending: the wanted ones, its own in place of all that are larger."""
    return tuple(sorted({min(width, info_width) for width in wanted})) or (info_width,)


_SHRINKS: Final = (8, 4, 2)
"""By how much the JPEG decoder can shrink while it decodes, which costs less than decoding in full."""

_USUAL_WIDTH: Final = 1600
"""The widest of the site's usual widths. Pictures are decoded at least this wide, so that one decode serves them all
and each of them comes out the same whichever others are made with it."""


def shrink_for(size: Size, frame: Frame) -> int:
    """Return by how much a JPEG of this upright size may be shrunk while decoding, for this drawing: 1, 2, 4 or 8.

    It depends on the picture and on this drawing alone, never on what else is made of the picture: a file that is
    encoded anew beside others from the cache must have the bytes it would have had in a cold build.
    """
    shrinks = (by for by in _SHRINKS if size[0] >= by * _USUAL_WIDTH and by * frame.need <= 1)
    return next(shrinks, 1)
