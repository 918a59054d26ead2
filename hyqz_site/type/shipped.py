"""The fonts in `assets/fonts/`, by the names of their files."""

from typing import Final

from hyqz_site.lean import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Shipped:
    """A font of the project. Reading its files is the caller's."""

    family: str
    """Its name in the style sheets: ours, so that no font installed by that name steps in."""
    file: str
    metrics: str
    """The tables of `metrics.load`."""
    weights: str
    """`font-weight` of its `@font-face`."""


SANS: Final = Shipped(
    family="HYQZ Sans",
    file="noto-sans-sc-400-700.ttf",
    metrics="noto-sans-sc-400-700.metrics.json",
    weights="400 700",
)
"""For everything that is read: variable between regular and bold."""

DISPLAY: Final = Shipped(
    family="HYQZ Display",
    file="noto-serif-sc-900.otf",
    metrics="noto-serif-sc-900.metrics.json",
    weights="900",
)
"""For headlines and posters: a heavy serif."""

FONTS: Final = (SANS, DISPLAY)
STANDARD_TABLE: Final = "tongyong-guifan.txt"
"""The 8,105 characters of 通用规范汉字表, one line a level."""
