"""Where everything of a card goes: boxes, sizes and their steps, colours. Frozen data.

A sheet is read from its edges inwards: the foot stands at the bottom, the body upon it, the head hangs from the top,
and the art takes what they leave. So a short text gets a large picture, and no card has a hole.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeAlias

from hyqz_site.cards.card import Format, Look
from hyqz_site.lean import dataclass

VERSION: Final = 3
"""Raise it whenever a change here, in `type/` or in `images/qr` changes a picture: cached ones are then made anew."""


class Ink(StrEnum):
    """What a text is, to its theme."""

    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"


class Letter(StrEnum):
    """A face of the shipped fonts."""

    DISPLAY = "display"
    REGULAR = "regular"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a sheet; every ink has at least 4.5:1 on its ground."""

    ground: str
    text: str
    quiet: str
    accent: str
    seal: str
    on_seal: str
    rail: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a motif."""

    sky: str
    sun: str
    far: str
    near: str
    ground: str
    """Dark enough for words: the body of the sheet continues it."""
    birds: str
    leader: str


PAPER_COLOUR: Final = "#fbf6ec"
INK_COLOUR: Final = "#211c1a"
ENAMEL: Final = "#fffdf8"
RED: Final = "#b81c22"

PAPER: Final = Theme(PAPER_COLOUR, INK_COLOUR, "#4b423d", RED, RED, ENAMEL, "#9c3f2b")
CRIMSON: Final = Theme("#8e1218", PAPER_COLOUR, "#f6e2d3", "#f2c14e", "#f2c14e", "#8e1218", "#f2c14e")

PALETTES: Final = {
    "spring": Palette("#f3e3d6", "#e9b3a2", "#c9d3bb", "#9db79b", "#34594f", INK_COLOUR, RED),
    "summer": Palette("#dbe8e3", "#f4dfa8", "#a9c8c0", "#5f9793", "#1a4f59", INK_COLOUR, RED),
    "autumn": Palette("#f6e0c2", "#dc7350", "#d7a878", "#a9593b", "#6e2b20", INK_COLOUR, RED),
    "winter": Palette("#e2e7ea", "#f8f3e8", "#bcc8cf", "#8b9caa", "#35434e", INK_COLOUR, RED),
    "brick": Palette("#f2dccd", RED, "#cf9880", "#9c3f2b", "#5b2418", INK_COLOUR, "#8e1218"),
    "dusk": Palette("#1c3a45", "#f2c14e", "#285360", "#16303a", "#0e2027", PAPER_COLOUR, "#f2c14e"),
}


def on_ground(palette: Palette) -> Theme:
    """The theme of a sheet whose body continues the ground of its motif."""
    return Theme(palette.ground, PAPER_COLOUR, "#f0e6d8", PAPER_COLOUR, PAPER_COLOUR, INK_COLOUR, palette.near)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the card, in a stack."""

    what: str
    """The field of the card; `big.value` for a part of it."""
    letter: Letter
    sizes: tuple[int, ...]
    """Steps, from the one that looks best."""
    leading: float
    ink: Ink = Ink.TEXT
    lines: int = 99
    gap: int = 0
    """Room above, where something stands above."""
    cut: bool = False
    """Whether it may end in an ellipsis: never a name or a title."""
    spacing: float = 0
    """In em, between letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The label in a filled box, as a seal on a print."""

    size: int
    pad: int
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The day as a leaf of a calendar: three lines on red."""

    width: int
    height: int
    sizes: tuple[int, int, int]
    """Above, the day, below."""
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A station sign: the name, its pinyin, a red line."""

    height: int
    sizes: tuple[int, ...]
    latin: int
    border: int
    line: int
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """`big.value` with its unit behind it, on one line; smaller than its step where it is too wide."""

    sizes: tuple[int, ...]
    leading: float
    unit: float
    """Size of the unit, in em of the number."""
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Who is named: a small line for the category, a large one for the names."""

    sizes: tuple[int, ...]
    label: float
    """Size of the category, in em of the names."""
    gap: int = 0


Item: TypeAlias = Text | Seal | Leaf | Plate | Number | Roll


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Items one below the other."""

    x: int
    width: int
    items: tuple[Item, ...]


class Art(StrEnum):
    """What fills the room that words leave."""

    PICTURE = "picture"
    """The photo, else the motif."""
    FLOCK = "flock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the art is."""

    art: Art
    x: int
    right: int
    least: int
    """It never gets lower than this; the words step down instead."""
    overlap: int = 0
    """How far the body's first item reaches into it."""
    gap: int = 0
    """Between it and the head, or the body where nothing overlaps."""
    birds: float = 7.5
    """Scale of a flock, at most: larger birds look clumsy."""
    beside: bool = False
    """It fills the whole height beside the words, instead of the room between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """A name set downwards beside the art, its label as a seal below, birds in the room that is left."""

    x: int
    width: int
    top: int
    sizes: tuple[int, ...]
    seal: int
    least_birds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Who speaks: wordmark, site, address, QR code."""

    x: int
    right: int
    height: int
    """Without a code."""
    bottom: int
    """Room below everything."""
    mark: float
    """Scale of the wordmark."""
    mark_with_code: float
    note: tuple[int, ...]
    small: int
    module: int
    """Pixels of a module of the code, at least."""
    code: int
    """The code is about this large."""
    code_gap: int
    """Between the rails and the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A design in one format."""

    top: int
    body: Stack
    head: Stack | None = None
    band: int | None = None
    """The head stands on a field of the seal's colour that reaches so far below it."""
    share: float = 0.5
    """Of the room, the head's at most."""
    window: Window | None = None
    spine: Spine | None = None
    hung: Leaf | None = None
    """A leaf that hangs from the top edge, where pictures are mostly sky."""
    theme: Theme | None = None
    """None: paper below a photo, the motif's ground where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What all sheets of a format share."""

    width: int
    height: int
    quality: tuple[int, ...]
    """Steps of JPEG quality."""
    bytes: int
    air: int
    """Between the body and the rails."""
    rail: int
    """Thickness of a rail."""
    foot: Foot
    tag: tuple[int, int, int, int]
    """The tag 示例 that hangs from the top: its distance from the right, width, height, letters."""


PAGES: Final = {
    Format.POSTER: Page(
        width=1080,
        height=1440,
        quality=(88, 82, 74, 64, 50, 35, 20),
        bytes=500 * 1024,
        air=50,
        rail=3,
        foot=Foot(
            x=72,
            right=1008,
            height=158,
            bottom=56,
            mark=0.7,
            mark_with_code=0.86,
            note=(30, 27, 24, 21),
            small=23,
            module=6,
            code=252,
            code_gap=44,
        ),
        tag=(72, 60, 124, 30),
    ),
    Format.OG: Page(
        width=1200,
        height=630,
        quality=(88, 82, 74, 64, 50, 35, 20),
        bytes=300 * 1024,
        air=24,
        rail=2,
        foot=Foot(
            x=60,
            right=620,
            height=112,
            bottom=36,
            mark=0.5,
            mark_with_code=0.5,
            note=(22, 20, 18, 16),
            small=18,
            module=6,
            code=0,
            code_gap=0,
        ),
        tag=(48, 46, 96, 23),
    ),
}


def _title(*sizes: int, gap: int = 0, leading: float = 1.24) -> Text:
    return Text(what="title", letter=Letter.DISPLAY, sizes=sizes, leading=leading, gap=gap)


def _summary(*sizes: int, gap: int = 0, leading: float = 1.66) -> Text:
    return Text(what="text", letter=Letter.REGULAR, sizes=sizes, leading=leading, gap=gap, ink=Ink.QUIET, cut=True)


def _told(*sizes: int, gap: int = 0, leading: float = 1.66) -> Text:
    """As a summary, but told to its end: a figure never stands without its definition."""
    return replace(_summary(*sizes, gap=gap, leading=leading), cut=False)


def _deed(*sizes: int, gap: int = 0) -> Text:
    return Text(what="text", letter=Letter.DISPLAY, sizes=sizes, leading=1.36, gap=gap, cut=True)


def _wide(*items: Item) -> Stack:
    return Stack(x=72, width=936, items=items)


def _left(*items: Item) -> Stack:
    return Stack(x=60, width=560, items=items)


def _bleed(least: int, overlap: int = 0, gap: int = 0) -> Window:
    return Window(art=Art.PICTURE, x=0, right=1080, least=least, overlap=overlap, gap=gap)


_SIDE: Final = Window(art=Art.PICTURE, x=680, right=1200, least=0, beside=True)

SHEETS: Final = {
    (Look.PERSON, Format.POSTER): Sheet(
        top=0,
        window=Window(art=Art.PICTURE, x=264, right=1080, least=780, gap=52),
        spine=Spine(x=0, width=264, top=84, sizes=(176, 164, 150, 136, 118), seal=32, least_birds=150),
        body=_wide(_deed(84, 78, 72, 66, 60, 54)),
    ),
    (Look.STORY, Format.POSTER): Sheet(
        top=0,
        window=_bleed(least=560, overlap=32),
        body=_wide(
            Seal(size=30, pad=17),
            _title(112, 100, 90, 80, 72, 64, 58, gap=34),
            _summary(34, 32, 30, 29, gap=26),
        ),
    ),
    (Look.EVENT, Format.POSTER): Sheet(
        top=0,
        hung=Leaf(width=206, height=252, sizes=(29, 126, 26)),
        window=_bleed(least=560, overlap=32),
        body=_wide(
            Seal(size=30, pad=17),
            _title(108, 100, 92, 84, 76, 68, 60, gap=34),
            _summary(34, 32, 30, 28, gap=24),
        ),
    ),
    (Look.NEWS, Format.POSTER): Sheet(
        top=72,
        head=_wide(
            Seal(size=30, pad=17),
            _title(112, 100, 90, 80, 72, 64, gap=34),
        ),
        share=0.4,
        window=_bleed(least=380, gap=44),
        body=_wide(_summary(36, 34, 32, 30)),
        theme=PAPER,
    ),
    (Look.AWARD, Format.POSTER): Sheet(
        top=72,
        head=_wide(
            Number(sizes=(270, 250, 230), leading=1.0, unit=0.2),
            _title(80, 74, 68, 62, gap=14),
        ),
        share=0.42,
        window=Window(art=Art.FLOCK, x=72, right=1008, least=0, gap=30),
        body=_wide(
            Roll(sizes=(56, 50, 44, 38, 33, 29, 26), label=0.56),
            _summary(30, 28, gap=26),
        ),
        theme=CRIMSON,
    ),
    (Look.FIGURE, Format.POSTER): Sheet(
        top=72,
        head=_wide(Seal(size=30, pad=17), _title(104, 92, 80, 70, gap=34)),
        window=Window(art=Art.FLOCK, x=0, right=1080, least=0, gap=40),
        body=_wide(
            Number(sizes=(340, 310, 280, 250, 220), leading=1.0, unit=0.2),
            Text(what="big.below", letter=Letter.BOLD, sizes=(38, 34, 30), leading=1.4, gap=36, lines=2),
            _told(32, 30, 28, gap=12),
        ),
        theme=PAPER,
    ),
    (Look.PLATE, Format.POSTER): Sheet(
        top=0,
        window=_bleed(least=560, overlap=240),
        body=_wide(
            Plate(height=370, sizes=(170, 150, 130, 110, 90, 72, 60, 48, 40), latin=34, border=9, line=66),
            _deed(72, 64, 58, 52, 46, 40, gap=48),
        ),
    ),
    (Look.NOTICE, Format.POSTER): Sheet(
        top=72,
        head=_wide(Seal(size=34, pad=19), _title(140, 128, 116, 104, 92, 80, 72, gap=36)),
        band=56,
        window=Window(art=Art.FLOCK, x=72, right=1008, least=0, gap=56, birds=9),
        body=_wide(_summary(48, 44, 40, 37, 34, leading=1.6)),
        theme=PAPER,
    ),
    # The wide card: words on the left, art on the right.
    (Look.PERSON, Format.OG): Sheet(
        top=56,
        window=_SIDE,
        body=_left(
            Seal(size=22, pad=12),
            _title(128, 112, 96, 84, 72, 60, 52, 46, gap=22),
            _deed(52, 48, 44, 40, 36, gap=16),
        ),
    ),
    (Look.STORY, Format.OG): Sheet(
        top=56,
        window=_SIDE,
        body=_left(
            Seal(size=22, pad=12),
            _title(84, 76, 68, 60, 54, 48, gap=22),
            _summary(26, 25, 24, 23, 22, gap=16, leading=1.6),
        ),
    ),
    (Look.EVENT, Format.OG): Sheet(
        top=0,
        window=_SIDE,
        body=_left(
            Leaf(width=176, height=216, sizes=(26, 104, 22)),
            _title(72, 66, 60, 54, 48, 44, gap=26),
            _summary(25, 24, 23, 22, gap=12, leading=1.56),
        ),
    ),
    (Look.AWARD, Format.OG): Sheet(
        top=44,
        window=Window(art=Art.FLOCK, x=660, right=1140, least=0, beside=True),
        body=_left(
            Number(sizes=(190, 160), leading=1.0, unit=0.2),
            _title(66, 60, 54, 48, 42, gap=4),
            _summary(24, 22, gap=14, leading=1.6),
        ),
        theme=CRIMSON,
    ),
    (Look.FIGURE, Format.OG): Sheet(
        top=56,
        window=Window(art=Art.FLOCK, x=700, right=1170, least=0, beside=True),
        body=Stack(
            x=60,
            width=640,
            items=(
                _title(56, 50, 44, 40),
                Number(sizes=(220, 200, 180, 160, 140), leading=1.06, unit=0.22),
                Text(what="big.below", letter=Letter.BOLD, sizes=(28, 25), leading=1.4, gap=18, lines=2),
                _told(22, 20, gap=8, leading=1.5),
            ),
        ),
        theme=PAPER,
    ),
    (Look.PLATE, Format.OG): Sheet(
        top=56,
        window=_SIDE,
        body=_left(
            Plate(height=236, sizes=(104, 92, 80, 70, 60, 50, 42, 34, 28), latin=22, border=6, line=42),
            _deed(46, 42, 38, 34, 30, gap=30),
        ),
    ),
    (Look.NOTICE, Format.OG): Sheet(
        top=56,
        window=Window(art=Art.FLOCK, x=720, right=1150, least=0, beside=True),
        body=_left(
            Seal(size=24, pad=13),
            _title(84, 76, 68, 60, 54, 48, gap=22),
            _summary(26, 24, 22, gap=16, leading=1.6),
        ),
        theme=PAPER,
    ),
}


def sheet(look: Look, shape: Format) -> Sheet:
    """The layout of a look in a format; looks that differ in little share one."""
    if look is Look.ALERT:
        return replace(SHEETS[Look.NOTICE, shape], theme=CRIMSON)
    if look is Look.NEWS and shape is Format.OG:
        return SHEETS[Look.STORY, shape]
    return SHEETS[look, shape]
