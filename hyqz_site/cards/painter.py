"""Orders of `compose` → the bytes of a JPEG: with `images.codec` the only import of Pillow.

Glyphs are placed one by one by the project's own metrics, with FreeType alone: machines with Raqm and without it make
the same picture, and lines are as wide as `type.fit` has measured them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont, features
from PIL import __version__ as pillow_version

from hyqz_site import digest
from hyqz_site.cards import layout, strokes
from hyqz_site.cards.card import Card, Format
from hyqz_site.cards.compose import Composer
from hyqz_site.cards.layout import ENAMEL, INK_COLOUR, PAGES, Letter
from hyqz_site.cards.orders import Box, Code, Fill, Op, Photo, Scene, Shape, Words, moved
from hyqz_site.images.geometry import crop_box
from hyqz_site.type import metrics
from hyqz_site.type.shipped import DISPLAY, SANS

OPEN_FONTS: Final = 24
"""Sizes of fonts kept open: each holds a copy of its file, 2.8 or 4.9 MB."""
FINE: Final = 4
"""Shapes are drawn this many times larger, then averaged: smooth edges."""


class Painter:
    """The shipped fonts, opened once, and the way from a card to its picture. One for each process."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the files of `assets/fonts/` by name."""
        sans, display = metrics.load(files[SANS.metrics]), metrics.load(files[DISPLAY.metrics])
        self._composer = Composer(sans, display)
        self._files = {Letter.DISPLAY: files[DISPLAY.file], Letter.REGULAR: files[SANS.file]}
        self._files[Letter.BOLD] = self._files[Letter.REGULAR]
        self._version = digest.key(
            f"{layout.VERSION}",
            pillow_version,
            *(f"{name} {features.version(name)}" for name in ("freetype2", "libjpeg_turbo", "jpg")),
            sans.font,
            display.font,
        )
        self._font = lru_cache(OPEN_FONTS)(self._opened)

    def key(self, card: Card, shape: Format) -> str:
        """All that the bytes depend on: the card, the fonts, the layout, the libraries."""
        words = digest.sha256(repr(replace(card, picture=None)).encode())
        return digest.key("card", shape.value, self._version, words, digest.sha256(card.picture or b""))

    def paint(self, card: Card, shape: Format) -> bytes:
        """The picture as a JPEG without metadata; the same bytes for the same `key`."""
        page = PAGES[shape]
        canvas = Image.new("RGB", (page.width, page.height))
        for order in self._composer.compose(card, shape):
            self._draw(canvas, order, card)
        return _file(canvas, page.quality, page.bytes)

    def _opened(self, letter: Letter, size: float) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(BytesIO(self._files[letter]), size, layout_engine=ImageFont.Layout.BASIC)
        if letter is not Letter.DISPLAY:
            font.set_variation_by_axes([700 if letter is Letter.BOLD else 400])
        return font

    def _draw(self, canvas: Image.Image, order: Op, card: Card) -> None:
        if isinstance(order, Words):
            self._write(canvas, order)
        elif isinstance(order, Fill):
            _fill(canvas, order)
        elif isinstance(order, Shape):
            _shape(canvas, order)
        elif isinstance(order, Photo) and card.picture:
            _photo(canvas, order.box, card.picture, card.focus)
        elif isinstance(order, Scene):
            _scene(canvas, order)
        elif isinstance(order, Code):
            _code(canvas, order)

    def _write(self, canvas: Image.Image, order: Words) -> None:
        draw, font = ImageDraw.Draw(canvas), self._font(order.letter, order.size)
        for glyph in order.glyphs:
            draw.text((glyph.x, glyph.y), glyph.text, font=font, fill=order.ink, anchor="ls")


def _fill(canvas: Image.Image, order: Fill) -> None:
    box = order.box
    if not order.radius:
        canvas.paste(order.colour, (box.x, box.y, box.right, box.bottom))
        return
    mask = Image.new("L", (box.width * FINE, box.height * FINE))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), order.radius * FINE, 255)
    canvas.paste(order.colour, (box.x, box.y), mask.reduce(FINE))


def _shape(canvas: Image.Image, order: Shape) -> None:
    if not order.lines:
        return
    left, top, right, bottom = strokes.bounds(order.lines)
    x, y = int(left) - 1, int(top) - 1
    mask = Image.new("L", ((int(right) + 2 - x) * FINE, (int(bottom) + 2 - y) * FINE))
    draw = ImageDraw.Draw(mask)
    for line in order.lines:
        draw.polygon([((px - x) * FINE, (py - y) * FINE) for px, py in line], 255)
    canvas.paste(order.colour, (x, y), mask.reduce(FINE))


def _photo(canvas: Image.Image, box: Box, data: bytes, focus: tuple[float, float]) -> None:
    """Cut the picture to the box; a much larger one is shrunk while it decodes."""
    image = Image.open(BytesIO(data), formats=("JPEG",))
    size = image.size
    cut = crop_box(size, box.width / box.height, focus)
    scale = max(box.width / (cut[2] - cut[0]), box.height / (cut[3] - cut[1]))
    image.draft("RGB", (round(size[0] * scale), round(size[1] * scale)))
    image.load()
    by = image.width / size[0]
    part = (cut[0] * by, cut[1] * by, min(cut[2] * by, image.width), min(cut[3] * by, image.height))
    drawn = image.convert("RGB").resize((box.width, box.height), Image.Resampling.LANCZOS, part, 2.0)
    canvas.paste(drawn, (box.x, box.y))


def _scene(canvas: Image.Image, order: Scene) -> None:
    """A motif over the whole box, its ground at the bottom: drawn twice as large, then averaged; birds finer."""
    box, motif, palette = order.box, order.motif, order.palette
    scale = max(box.width / motif.width, box.height / motif.height)
    x, y = (box.width - motif.width * scale) / 2, box.height - motif.height * scale
    large = Image.new("RGB", (box.width * 2, box.height * 2), palette.sky)
    draw = ImageDraw.Draw(large)

    def at(line: strokes.Line) -> list[tuple[float, float]]:
        return [(px * 2, py * 2) for px, py in moved(line, x, y, scale)]

    sun_x, sun_y, radius = motif.sun
    ((left, top), (right, bottom)) = at(((sun_x - radius, sun_y - radius), (sun_x + radius, sun_y + radius)))
    draw.ellipse((left, top, right, bottom), palette.sun)
    for path, colour in ((motif.far, palette.far), (motif.near, palette.near), (motif.ground, palette.ground)):
        for line in strokes.lines(path):
            draw.polygon(at(line), colour)
    ripples = strokes.lines(motif.lines)
    if strokes.is_level(ripples):  # rails would end where the picture does, in the middle of the card
        for line in ripples:
            draw.line(at(line), palette.near, round(scale * 1.6))
    canvas.paste(large.reduce(2), (box.x, box.y))
    _flying(canvas, order)


def _flying(canvas: Image.Image, order: Scene) -> None:
    """The birds of a motif, as large as its sky allows."""
    sky, motif, palette = order.sky, order.motif, order.palette
    leader, birds = strokes.lines(motif.leader), strokes.lines(motif.birds)
    left, top, right, bottom = strokes.bounds((*leader, *birds))
    usual = max(order.box.width / motif.width, order.box.height / motif.height)
    scale = min(sky.width / (right - left), sky.height / (bottom - top), usual * 1.3)
    x = sky.x + (sky.width - (right - left) * scale) * 0.5 - left * scale
    y = sky.y + (sky.height - (bottom - top) * scale) * 0.5 - top * scale
    for lines, colour in ((birds, palette.birds), (leader, palette.leader)):
        _shape(canvas, Shape(tuple(moved(line, x, y, scale) for line in lines), colour))


def _code(canvas: Image.Image, order: Code) -> None:
    side = len(order.rows)
    bits = Image.frombytes("L", (side, side), b"".join(order.rows).replace(b"\1", b"\xff"))
    mask = bits.resize((order.box.width, order.box.height), Image.Resampling.NEAREST)
    canvas.paste(ENAMEL, (order.box.x, order.box.y, order.box.right, order.box.bottom))
    canvas.paste(INK_COLOUR, (order.box.x, order.box.y), mask)


def _file(canvas: Image.Image, steps: tuple[int, ...], limit: int) -> bytes:
    """The JPEG of the best quality that keeps the limit: colours in full where that fits, red letters stay sharp."""
    data = b""
    for subsampling in (0, 2):
        for quality in steps if subsampling else steps[:3]:
            file = BytesIO()
            canvas.save(file, "JPEG", quality=quality, subsampling=subsampling, progressive=True, optimize=True)
            data = file.getvalue()
            if len(data) <= limit:
                return data
    return data
