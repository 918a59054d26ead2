"""What a card says, and in which shapes it is painted. Plain data."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from hyqz_site.images.geometry import DEFAULT_FOCUS, Focus
from hyqz_site.lean import dataclass


class Format(StrEnum):
    """What is painted."""

    POSTER = "poster"
    """1080 × 1440: sent in chats, and the only card that WeChat shows."""
    OG = "og"
    """1200 × 630: `og:image`, for whoever follows it."""


class Look(StrEnum):
    """The design: which layout a card is set in."""

    PERSON = "person"
    """A portrait beside a name set downwards."""
    STORY = "story"
    """A picture, its title, its summary."""
    EVENT = "event"
    """As a story, and the day large."""
    NEWS = "news"
    """A front page: dateline and headline above the picture."""
    AWARD = "award"
    """A year, and who is named."""
    FIGURE = "figure"
    """A number, large."""
    PLATE = "plate"
    """A station sign."""
    NOTICE = "notice"
    """Words alone."""
    ALERT = "alert"
    """The same, urgent."""


TINTS: Final = ("spring", "summer", "autumn", "winter", "brick", "dusk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Motif:
    """The picture of a record that has no photo: outlines in the subset of SVG paths that `strokes` reads."""

    width: int
    height: int
    sun: tuple[float, float, float]
    """Centre and radius."""
    far: str
    near: str
    ground: str
    lines: str
    """Rails, or ripples of the river, as open lines."""
    leader: str
    """The path of the bird that leads."""
    birds: str
    """That of all others."""


@dataclass(frozen=True, slots=True)
class Flock:
    """Birds without a scene, in a field of this size."""

    width: int
    height: int
    birds: tuple[str, ...]
    """One path a bird; the first leads."""


@dataclass(frozen=True, slots=True)
class Big:
    """What is set largest where it is no title: a day, a year, a number."""

    value: str
    unit: str = ""
    """Small, behind the value."""
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A category of an award and those named in it."""

    category: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that a card shows. Two equal cards are the same picture."""

    id: str
    """`volunteers/li-xiaoyan`: not shown, but what a caller names the file by."""
    look: Look
    label: str
    """What it is: 志愿者, 补窗行动."""
    title: str
    """Never shortened, whatever its length."""
    text: str = ""
    """The deed in one line, or the summary."""
    notes: tuple[str, ...] = ()
    """Who, where, when: a line at the foot, or one line each."""
    big: Big | None = None
    latin: str = ""
    """Below the name of a station: its pinyin."""
    roll: tuple[Named, ...] = ()
    """Of an award: who is named."""
    picture: bytes | None = None
    """A JPEG that `images` has made: upright, in sRGB, without metadata. The originals of editors are none."""
    focus: Focus = DEFAULT_FOCUS
    motif: Motif
    """For the poster, about 6 wide to 5 high."""
    side: Motif
    """The same for the side of the wide card, about 5 wide to 6 high."""
    flock: Flock
    mark: Flock
    """The birds of the wordmark, in the field of `assets/img/wordmark.svg`."""
    tint: str
    """One of `TINTS`."""
    sample: bool = False
    site: str
    """The site's name."""
    address: str = ""
    """The site's address as people read it; empty where it has none."""
    code: str = ""
    """What the QR code says; empty where the site has no address."""
