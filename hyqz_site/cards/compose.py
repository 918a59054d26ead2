"""A card in its layout: what is painted, in order, every line of text already set. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import cos, pi, sin
from typing import Final

from hyqz_site.cards import setting, strokes
from hyqz_site.cards.card import Card, Format, Look
from hyqz_site.cards.fitting import UNIT_GAP, Block, Fitter
from hyqz_site.cards.layout import (
    ENAMEL,
    INK_COLOUR,
    PAGES,
    PALETTES,
    PAPER,
    PAPER_COLOUR,
    RED,
    Art,
    Ink,
    Leaf,
    Letter,
    Number,
    Page,
    Plate,
    Roll,
    Seal,
    Sheet,
    Spine,
    Stack,
    Text,
    Theme,
    Window,
    on_ground,
    sheet,
)
from hyqz_site.cards.orders import Box, Code, Fill, Op, Photo, Scene, Shape, Words, birds, moved, rails
from hyqz_site.cards.setting import Glyph, Set
from hyqz_site.images import qr
from hyqz_site.type import fit, metrics
from hyqz_site.type.metrics import OPENING, Face, Metrics

WORDMARK: Final = "衡阳群众"
SAMPLE: Final = "示例"
SCAN: Final = "扫码看全文"
DOT: Final = " · "
BASELINE: Final = 0.88
"""From the top of a Chinese square to the baseline, in em: both faces have their squares there."""
DOWNWARDS: Final = 1.06
"""From one character of a name set downwards to the next, in em."""
LONGEST_SPINE: Final = 5
"""Characters: a longer name set downwards would be small."""
_TAG_ROOM: Final = 150
"""On the right of a seal at the top of a sheet: there hangs the tag."""
_LEAST_FLOCK: Final = 110
"""In px: lower than this a flock is left out."""
_SMALL_BIRDS: Final = 1.4
"""The mark's birds are drawn so much larger: it is small here, and theirs are thin strokes."""
_LINE: Final = Text(what="", letter=Letter.BOLD, sizes=(), leading=1.3)


class Composer:
    """Sets cards; holds the metrics of the shipped fonts."""

    def __init__(self, sans: Metrics, display: Metrics) -> None:
        """Take the tables of both fonts."""
        self._faces = {
            Letter.DISPLAY: Face(metrics=display, weight=900),
            Letter.REGULAR: Face(metrics=sans, weight=400),
            Letter.BOLD: Face(metrics=sans, weight=700),
        }

    def compose(self, card: Card, shape: Format) -> tuple[Op, ...]:
        """Everything that is painted, bottom first."""
        plan = _planned(card, shape)
        beside = plan.window is not None and plan.window.beside
        theme = plan.theme or (PAPER if card.picture or beside else on_ground(PALETTES[card.tint]))
        return tuple(_Desk(self._faces, card, shape, plan, theme).ops())


def stands(name: str) -> bool:
    """Whether a name can be set downwards: short, and Chinese characters only."""
    return 0 < len(name) <= LONGEST_SPINE and all(map(_is_han, name))


def _is_han(character: str) -> bool:
    return unicodedata.category(character) == "Lo" and unicodedata.east_asian_width(character) == "W"


def _planned(card: Card, shape: Format) -> Sheet:
    """The sheet of a card; a name that cannot be set downwards takes that of a story."""
    if card.look is Look.PERSON and shape is Format.POSTER and not stands(card.title):
        return sheet(Look.STORY, shape)
    return sheet(card.look, shape)


class _Desk(Fitter):
    """Where one card is set."""

    def __init__(self, faces: Mapping[Letter, Face], card: Card, shape: Format, plan: Sheet, theme: Theme) -> None:
        super().__init__(faces, card)
        self.plan, self.theme = plan, theme
        self.page: Page = PAGES[shape]
        self.beside = plan.window is not None and plan.window.beside
        self.rows = qr.modules(card.code) if card.code and self.page.foot.code else ()
        self.module = max(self.page.foot.module, self.page.foot.code // len(self.rows)) if self.rows else 0

    def ops(self) -> Iterator[Op]:
        """From the ground up: the art, then what stands on it."""
        page, plan, window = self.page, self.plan, self.plan.window
        yield Fill(Box(0, 0, page.width, page.height), self.theme.ground)
        foot_top = page.height - self.foot_height()
        end = foot_top - page.air
        head = self.blocks(plan.head, int((end - plan.top) * plan.share)) if plan.head else ()
        head_end = plan.top + sum(block.height for block in head)
        room = end - head_end - (plan.band or 0)
        if window and not window.beside:
            room -= window.least + window.gap * (2 if head else 1) - window.overlap
        body = self.blocks(plan.body, room)
        body_top = end - sum(block.height for block in body)
        if window and window.beside and plan.top:
            body_top -= (body_top - plan.top) // 2
        elif window and window.beside:
            body_top = 0
        if window:
            top = head_end + (plan.band or 0) + window.gap if head else 0
            first = body[0].item if body else None
            reach = -page.air if isinstance(first, Text) and window.overlap else window.overlap
            yield from self.art(window, top, body_top, end, reach)
        if plan.hung:
            leaf = plan.hung
            yield from self.leaf(Box(plan.body.x, 0, leaf.width, leaf.height), leaf)
        if plan.spine:
            yield from self.spine(plan.spine, body_top - (window.gap if window else 0))
        if plan.head:
            if plan.band is not None:
                yield Fill(Box(0, 0, page.width, head_end + plan.band), self.theme.seal)
            yield from self.stacked(plan.head, head, plan.top, banded=plan.band is not None)
        yield from self.stacked(plan.body, body, body_top)
        yield from self.foot(foot_top)
        if self.card.sample:
            yield from self.tag()

    def ink(self, ink: Ink) -> str:
        colours = {Ink.TEXT: self.theme.text, Ink.QUIET: self.theme.quiet, Ink.ACCENT: self.theme.accent}
        return colours[ink]

    # Stacks

    def stacked(self, stack: Stack, blocks: Sequence[Block], top: int, *, banded: bool = False) -> Iterator[Op]:
        """Items one below the other; on a band of the seal's colour, ink and ground are swapped for its own."""
        own, y = self.theme, top
        if banded:
            self.theme = replace(
                own, ground=own.seal, text=own.on_seal, accent=own.on_seal, seal=own.on_seal, on_seal=own.seal
            )
        for n, block in enumerate(blocks):
            gap = block.item.gap if n else 0
            yield from self.item(block, Box(stack.x, y + gap, stack.width, block.height - gap))
            y += block.height
        self.theme = own

    def item(self, block: Block, box: Box) -> Iterator[Op]:
        item, text = block.item, block.set
        if isinstance(item, Text) and text:
            yield self.written(item.what, text, box, item, self.ink(item.ink), self.theme.ground)
        elif isinstance(item, Number) and text:
            yield from self.number(text, box, item)
        elif isinstance(item, Roll):
            for row in block.rows:
                style = replace(_LINE, letter=row.letter, leading=row.leading)
                height = round(len(row.text.lines) * row.text.size * row.leading)
                inner = Box(box.x, box.y + round(row.y), box.width, height)
                yield self.written("roll", row.text, inner, style, self.ink(row.ink), self.theme.ground)
        elif isinstance(item, Seal):
            yield from self.seal(box, item)
        elif isinstance(item, Leaf):
            yield from self.leaf(Box(box.x, box.y, item.width, item.height), item)
        elif isinstance(item, Plate) and text:
            yield from self.plate(Box(box.x, box.y, box.width, item.height), item, text)

    def written(self, what: str, text: Set, box: Box, style: Text, ink: str, ground: str, align: float = 0) -> Words:
        """Lines below each other; `align` 0 is left, 0.5 centred, 1 right."""
        face, pitch = self.face(style), text.size * style.leading
        glyphs: list[Glyph] = []
        for number, line in enumerate(text.lines):
            baseline = box.y + number * pitch + (pitch - text.size) / 2 + BASELINE * text.size
            free = box.width - (line.width - style.spacing) * text.size
            hang = 0.5 * text.size if align == 0 and line.text[:1] in OPENING and line.text else 0
            glyphs += setting.glyphs(line.text, face, text.size, box.x + free * align - hang, baseline)
        return Words(what, box, style.letter, text.size, ink, ground, tuple(glyphs), text.is_cut)

    def one_line(
        self, what: str, text: str, box: Box, style: Text, inks: tuple[str, str], align: float = 0
    ) -> Iterator[Words]:
        """A line at the largest of the style's sizes that fits, in the middle of the box's height; cut at the last."""
        if not text:
            return
        face = self.face(style)
        line = setting.line(text, face)
        size = next((one for one in style.sizes if line.width * one <= box.width), style.sizes[-1])
        is_cut = line.width * size > box.width
        lines = setting.cut(text, box.width / size, face, 1) if is_cut else (line,)
        height = round(size * style.leading)
        inner = Box(box.x, box.y + (box.height - height) // 2, box.width, height)
        yield self.written(what, Set(lines, size, is_cut=is_cut), inner, style, *inks, align)

    def downwards(
        self, what: str, text: str, box: Box, letter: Letter, size: float, pitch: float, inks: tuple[str, str]
    ) -> Words:
        """Characters below each other, in the middle of the box."""
        start = box.y + (box.height - len(text) * size * pitch) / 2 + size * (pitch - 1) / 2
        x = box.x + (box.width - size) / 2
        glyphs = tuple(
            Glyph(character, x, start + number * size * pitch + BASELINE * size)
            for number, character in enumerate(text)
        )
        return Words(what, box, letter, size, *inks, glyphs)

    def number(self, text: Set, box: Box, item: Number) -> Iterator[Op]:
        """A number and, small on the same baseline, its unit."""
        style = replace(_LINE, letter=Letter.DISPLAY, leading=item.leading)
        inks = (self.theme.accent, self.theme.ground)
        yield self.written("big", text, box, style, *inks)
        unit = self.card.big.unit if self.card.big else ""
        if unit:
            size = text.size * item.unit
            x = box.x + text.lines[0].width * text.size + size * UNIT_GAP
            baseline = box.y + (text.size * item.leading - text.size) / 2 + BASELINE * text.size
            glyphs = setting.glyphs(unit, self.faces[Letter.BOLD], size, x, baseline)
            yield Words("unit", box, Letter.BOLD, size, self.theme.text, self.theme.ground, tuple(glyphs))

    def seal(self, box: Box, item: Seal) -> Iterator[Op]:
        theme, size, pad = self.theme, item.size, item.pad
        style = replace(_LINE, sizes=_falling(size, 0.7), spacing=0.08)
        most = box.width - (0 if self.beside else _TAG_ROOM)
        width = min(most, round(metrics.width(self.card.label, self.face(style)) * size) + 2 * pad)
        filled = Box(box.x, box.y, width, size + 2 * pad)
        yield Fill(filled, theme.seal)
        inner = Box(filled.x + pad, filled.y, filled.width - 2 * pad + 3, filled.height)
        yield from self.one_line("label", self.card.label, inner, style, (theme.on_seal, theme.seal))

    def leaf(self, box: Box, item: Leaf) -> Iterator[Op]:
        """A leaf of a calendar: the month, the day, the weekday."""
        big, theme = self.card.big, self.theme
        if big is None:
            return
        yield Fill(box, theme.seal)
        pad = box.width // 14
        above, middle, below = item.sizes
        band = round(above * 2.1)
        inks = (theme.on_seal, theme.seal)
        for text, size, y in ((big.above, above, box.y + pad // 2), (big.below, below, box.bottom - band - pad // 4)):
            style = replace(_LINE, sizes=_falling(size, 0.5))
            yield from self.one_line("big", text, Box(box.x + pad, y, box.width - 2 * pad, band), style, inks, 0.5)
        style = replace(_LINE, letter=Letter.DISPLAY, sizes=_falling(middle, 0.3))
        line = Box(box.x + pad, box.y + band, box.width - 2 * pad, box.height - 2 * band - pad // 4)
        yield from self.one_line("big", big.value, line, style, inks, 0.5)

    def plate(self, box: Box, item: Plate, name: Set) -> Iterator[Op]:
        """A station sign: enamel in an ink frame, below it the red line with this stop."""
        border, inks = item.border, (INK_COLOUR, ENAMEL)
        yield Fill(box, INK_COLOUR, 3 * border)
        inner = Box(box.x + border, box.y + border, box.width - 2 * border, box.height - 2 * border)
        yield Fill(inner, ENAMEL, 2 * border)
        red = Box(inner.x, inner.bottom - item.line, inner.width, item.line)
        yield Fill(red, RED, 2 * border)
        yield Fill(Box(red.x, red.y, red.width, red.height // 2), RED)
        stop, middle = item.line * 0.62, box.x + box.width / 2
        yield Shape((_circle(middle, red.y, stop),), RED)
        yield Shape((_circle(middle, red.y, stop * 0.56),), ENAMEL)
        style = replace(_LINE, leading=1.16, spacing=0.16)
        height = round(len(name.lines) * name.size * style.leading)
        latin = round(item.latin * 1.4) if self.card.latin else 0
        top = inner.y + max(0, round((red.y - round(stop) - inner.y - height - latin) * 0.56))
        yield self.written("title", name, Box(inner.x, top, inner.width, height), style, *inks, 0.5)
        line = Box(inner.x + 40, top + height, inner.width - 80, latin)
        small = replace(_LINE, sizes=_falling(item.latin, 0.5), spacing=0.16)
        yield from self.one_line("latin", self.card.latin, line, small, inks, 0.5)
        label = Box(red.x + 24, red.y, red.width // 2 - 80, red.height)
        small = replace(_LINE, sizes=(round(item.line * 0.42),), spacing=0.1)
        yield from self.one_line("label", self.card.label, label, small, (ENAMEL, RED))

    # Beside and below the words

    def art(self, window: Window, top: int, body_top: int, end: int, reach: int) -> Iterator[Op]:
        bottom = body_top + reach - window.gap
        box = Box(window.x, top, window.right - window.x, bottom - top)
        if window.beside:
            box = Box(window.x, 0, box.width, self.page.height)
        if window.art is Art.FLOCK:
            if window.beside:
                box = Box(box.x, self.plan.top, box.width, end - self.plan.top)
            if box.height >= _LEAST_FLOCK:
                yield from birds(self.card.flock, box, self.theme.accent, self.theme.text, window.birds)
        elif self.card.picture:
            yield Photo(box)
        else:
            margin = self.page.width // 20
            left = max(box.x, self.plan.body.x + self.plan.hung.width if self.plan.hung else 0) + margin
            right = box.right - margin - (self.page.tag[0] if self.card.sample else 0)
            sky = Box(
                left,
                box.y + margin,
                right - left,
                min(box.height * 7 // 10, box.height - reach) - 2 * margin,
            )
            motif = self.card.motif if box.width > box.height else self.card.side
            yield Scene(box, motif, PALETTES[self.card.tint], sky)

    def spine(self, spine: Spine, bottom: int) -> Iterator[Op]:
        """The name downwards, the seal below it, birds in the rest."""
        name, theme, gap = self.card.title, self.theme, 40
        label = self.card.label if all(map(_is_han, self.card.label)) and len(self.card.label) <= 7 else ""
        seal = round(len(label) * spine.seal * 1.16) + spine.seal if label else 0
        room = bottom - spine.top - seal - gap
        size = next((one for one in spine.sizes if len(name) * one * DOWNWARDS <= room), room / len(name) / DOWNWARDS)
        box = Box(spine.x, spine.top, spine.width, round(len(name) * size * DOWNWARDS))
        yield self.downwards("title", name, box, Letter.DISPLAY, size, DOWNWARDS, (theme.text, theme.ground))
        y = box.bottom + gap
        if label:
            filled = Box(spine.x + (spine.width - spine.seal) // 2 - 13, y, spine.seal + 26, seal)
            yield Fill(filled, theme.seal)
            inks = (theme.on_seal, theme.seal)
            yield self.downwards("label", label, filled, Letter.BOLD, spine.seal, 1.16, inks)
            y = filled.bottom
        if bottom - y >= spine.least_birds:
            field = Box(spine.x + 48, y + gap, spine.width - 96, bottom - y - gap)
            yield from birds(self.card.flock, field, theme.accent, theme.text)

    def tag(self) -> Iterator[Op]:
        """示例, hanging from the top edge."""
        from_right, width, height, size = self.page.tag
        box = Box(self.page.width - from_right - width, 0, width, height)
        yield Fill(Box(box.x - 2, 0, width + 4, height + 2), PAPER_COLOUR)
        yield Fill(box, INK_COLOUR)
        inner = Box(box.x, round(height * 0.1), width, round(height * 0.86))
        yield self.downwards("sample", SAMPLE, inner, Letter.BOLD, size, 1.2, (PAPER_COLOUR, INK_COLOUR))

    def foot_height(self) -> int:
        foot = self.page.foot
        return foot.code_gap + self.module * len(self.rows) + foot.bottom if self.rows else foot.height

    def foot(self, top: int) -> Iterator[Op]:
        """The rails, and below them who speaks."""
        foot, page = self.page.foot, self.page
        bleeds = self.plan.theme is not None or not self.beside
        yield from rails(0, page.width if bleeds else foot.right + foot.x, top, self.theme.rail, page.rail)
        if self.rows:
            yield from self.foot_with_code()
            return
        height = round(112 * foot.mark)
        middle = (top + 8 * page.rail + page.height) // 2
        yield from self.wordmark(foot.x, middle - round(height * 0.56), foot.mark)
        x = foot.x + round(480 * foot.mark)
        right = page.width - foot.x if bleeds else foot.right
        yield from self.notes(Box(x, top + 8 * page.rail, right - x, page.height - top - 8 * page.rail), 1)

    def foot_with_code(self) -> Iterator[Op]:
        foot, page, theme = self.page.foot, self.page, self.theme
        size = self.module * len(self.rows)
        box = Box(foot.right - size, page.height - foot.bottom - size, size, size)
        yield Code(box, self.module, self.rows)
        side = foot.small + 22
        inks = (theme.text, theme.ground)
        scan = Box(box.x - side, box.y, side, round(len(SCAN) * foot.small * 1.3))
        yield self.downwards("scan", SCAN, scan, Letter.BOLD, foot.small, 1.3, inks)
        width = scan.x - foot.x - 32
        small = round(foot.small * 1.5)
        style = replace(_LINE, letter=Letter.REGULAR, sizes=_falling(foot.small, 0.8))
        y = box.bottom
        for what, text in (("address", self.card.address), ("site", self.card.site)):
            if text:
                y -= small
                line = Box(foot.x, y, width, small)
                yield from self.one_line(what, text, line, style, (theme.quiet, theme.ground))
        y -= round(112 * foot.mark_with_code)
        yield from self.wordmark(foot.x, y, foot.mark_with_code)
        yield from self.notes(Box(foot.x, box.y - 8, width, y - box.y), 0)

    def notes(self, box: Box, align: float) -> Iterator[Op]:
        """Who, where, when: on one line, else on one line each, else as it comes."""
        if not self.card.notes:
            return
        style = replace(_LINE, leading=1.5)
        face = self.face(style)
        inks = (self.theme.text, self.theme.ground)
        for size in self.page.foot.note:
            joined = setting.line(DOT.join(self.card.notes), face)
            each = tuple(setting.line(note, face) for note in self.card.notes)
            lines = (joined,) if joined.width * size <= box.width else each
            if len(lines) <= 2 and all(line.width * size <= box.width for line in lines):
                break
        else:
            lines = fit.layout(DOT.join(self.card.notes), box.width / size, face)
        is_cut = len(lines) > 2 or any(line.torn for line in lines)
        if is_cut:
            lines = setting.cut(DOT.join(self.card.notes), box.width / size, face, 2)
        height = round(len(lines) * size * style.leading)
        inner = Box(box.x, box.y if align == 0 else box.y + (box.height - height) // 2, box.width, height)
        yield self.written("notes", Set(lines, size, is_cut=is_cut), inner, style, *inks, align)

    def wordmark(self, x: int, y: int, scale: float) -> Iterator[Op]:
        """As `assets/img/wordmark.svg`: 96 px letters, 97 apart, with the street's birds above them."""
        theme = self.theme
        glyphs = tuple(
            Glyph(character, x + number * 97 * scale, y + (14 + 96 * 0.86) * scale)
            for number, character in enumerate(WORDMARK)
        )
        box = Box(x, y, round(390 * scale), round(112 * scale))
        yield Words("wordmark", box, Letter.DISPLAY, 96 * scale, theme.text, theme.ground, glyphs)
        grown = (_grown(line, _SMALL_BIRDS) for bird in self.card.mark.birds for line in strokes.lines(bird))
        yield Shape(tuple(moved(line, x, y, scale) for line in grown), theme.accent)


def _falling(size: int, least: float) -> tuple[int, ...]:
    """Sizes from `size` down to that share of it."""
    return tuple(round(size * (1 - (1 - least) * step / 6)) for step in range(7))


def _circle(x: float, y: float, radius: float) -> strokes.Line:
    return tuple((x + radius * cos(n * pi / 24), y + radius * sin(n * pi / 24)) for n in range(48))


def _grown(line: strokes.Line, by: float) -> strokes.Line:
    """An outline made larger where it is."""
    left, top, right, bottom = strokes.bounds((line,))
    x, y = (left + right) / 2, (top + bottom) / 2
    return moved(line, x * (1 - by), y * (1 - by), by)
