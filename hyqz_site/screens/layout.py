"""Copies → slides: every box at the screen's exact pixels, every line broken at build time (screens contract §5).

Text is measured with the metrics of the fonts that ship. What does not fit steps down in size as far as the screen may
be read, gives up its notes, then its picture, then goes on two slides; after that it is a fault that names the field
and says how many characters to cut.
"""

from __future__ import annotations

import dataclasses
import math
import re
from dataclasses import field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.render import qr
from hyqz_site.screens.copy import Copy, Design, Said
from hyqz_site.screens.legibility import QR_ALONE_BELOW, QR_PX, Shape, Wall
from hyqz_site.type import fit, metrics, phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hyqz_site.screens.copy import Chart, Shot
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
STEPS: Final = tuple(1.7 * 0.93**n for n in range(40))
SAMPLE: Final = "示例"
DISPLAYED: Final = frozenset({"head", "big", "loud", "sign"})
"""What is set in the display face."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is set: one box, its lines already broken."""

    role: str
    box: Box
    size: int
    leading: int
    """Height of a line, in px."""
    lines: tuple[str, ...]
    said: tuple[Said, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes, cut to exactly these pixels."""

    box: Box
    shot: Shot
    clip: str
    """The edge that it shares with the text: `left`, `bottom` or none."""


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a QR code goes: whole pixels a module, its quiet zone within."""

    box: Box
    code: qr.Code
    module: int


@dataclass(frozen=True, slots=True)
class Subtitle:
    """What a film says from `start` to `end`, in milliseconds, its lines already broken."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide, ready to be painted."""

    id: str
    design: Design
    seconds: int
    """Its default dwell."""
    texts: tuple[Text, ...]
    place: Place | None = None
    film: str = ""
    film_box: Box | None = None
    subtitles: tuple[Subtitle, ...] = ()
    speech: Text | None = None
    """Where they are written: over the lower edge of the film."""
    code: CodePlace | None = None
    chart: Chart | None = None
    chart_box: Box | None = None
    art: Box | None = None
    """Where the flock is drawn large: instead of a picture, and behind one that fails."""
    plate: Box | None = None
    """The station sign of a community, where there is no picture."""
    clip: str = ""
    is_sample: bool = False
    tint: str = ""
    records: tuple[tuple[str, str], ...] = ()

    @property
    def characters(self) -> frozenset[str]:
        """Every character on it."""
        lines = [line for text in self.texts for line in text.lines]
        lines += [line for subtitle in self.subtitles for line in subtitle.lines]
        return frozenset(character for line in lines for character in line)

    @property
    def is_picture_only(self) -> bool:
        """Whether nothing is left of it when its picture fails."""
        return bool(self.place) and not self.texts


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a copy from being shown well; the caller knows where the field stands."""

    code: str
    field: str
    message: str
    hint: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Laid:
    """The slides of a copy and what is wrong with them."""

    slides: tuple[Slide, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Setter:
    """Sets copies on one wall, in the shipped fonts."""

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

    # The frame

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

    # The public way

    def lay_out(self, copy: Copy) -> Laid:
        """The slides of `copy`."""
        wall = self.wall
        if wall.floor * 1.05 > wall.height or wall.floor * 3 > wall.width:
            message = f"这块屏幕（{wall.width}x{wall.height}）按视距字高至少要 {wall.floor} 像素，放不下一行字"
            return Laid((), (Fault("too-small-to-read", "", message, "请核对“分辨率”“点距”“视距”。"),))
        if copy.film:
            return self._with_warnings(copy, self._film(copy))
        if copy.qr:
            return self._recruit(copy)
        return self._told(copy)

    def _told(self, copy: Copy) -> Laid:
        return self._with_warnings(copy, self._fitted(copy))

    def _with_warnings(self, copy: Copy, slides: tuple[Slide, ...]) -> Laid:
        if not slides:
            return Laid((), (self._overflow(copy),))
        faults = []
        heads = [text for text in slides[0].texts if text.role == "head" and text.said and text.said[0].field]
        for text in heads[:1]:
            if text.size < self.wall.headline:
                message = f"在这块屏幕上字高 {text.size} 像素，按视距一眼看清要 {self.wall.headline} 像素"
                faults.append(
                    Fault("too-small-to-read", text.said[0].field, message, "标题写短些，字就大些。", is_error=False)
                )
        return Laid(slides, tuple(faults))

    def _fitted(self, copy: Copy) -> tuple[Slide, ...]:
        """On one slide, else on two; a word that no line has room for is cut only where nothing else helps."""
        slides = self._attempts(copy) or self._split(copy)
        if slides or self.may_tear:
            return slides
        return dataclasses.replace(self, may_tear=True)._fitted(copy)  # noqa: SLF001 - its own

    # One slide

    def _attempts(self, copy: Copy) -> tuple[Slide, ...]:
        """The first compromise that fits: less size, then fewer notes, then no picture, then no kicker."""
        floor, comfort = self.wall.floor, max(self.wall.floor, round(self.unit * 0.04))
        fewer = [dataclasses.replace(copy, notes=copy.notes[:count]) for count in range(len(copy.notes), -1, -1)]
        is_strip = self.wall.shape is Shape.STRIP
        if is_strip:  # which has room for neither notes nor pictures
            fewer = fewer[-1:]
        has_side = bool(copy.shot or copy.chart) or (copy.design in _DRAWN and not self.wall.is_small)
        fair = _LOUD_WORTH if copy.design in _LOUD else 0.8
        tries: dict[tuple[object, ...], Callable[[], Slide | None]] = {}

        def add(copies: Iterable[Copy], low: int, least: float = 0.0, *, side: float = 0) -> None:
            for tried in copies:
                one = partial(self._one, tried, side=side, low=low, least=least)
                known = (tried, low) if is_strip else (tried, low, least, side)  # nothing else changes a strip
                tries.setdefault(known, one)

        def add_columns(copies: Iterable[Copy]) -> None:
            tries.update({(tried,): partial(self._in_columns, tried, comfort) for tried in copies})

        fewest = 1 if copy.design is Design.UPCOMING else 0  # where it takes place is no mere note
        some = [one for one in fewer if len(one.notes) >= fewest]
        if copy.shot and copy.design in _FACES and self.wall.shape is Shape.SQUARE:
            add(some, comfort, fair, side=_FACE_SHARE)
        for side in (1, 0) if has_side else (0,):
            in_columns = fewer if copy.design is Design.UPCOMING and self.wall.is_small and not side else []
            add_columns(one for one in in_columns if one in some)
            add(some, comfort, fair, side=side)
            if side and copy.chart:  # the number matters more than its bars
                add(fewer, comfort, fair)
            add_columns(in_columns)
            add(fewer, comfort, side=side)
            add(fewer[-1:], floor, side=side)
        bare = dataclasses.replace(copy, notes=(), kicker="")
        if copy.design is not Design.FIGURE:  # whose kicker is its date
            add([bare], floor)
        if copy.design in _LOUD:
            flowed = Said("　".join(said.text for said in copy.body), copy.body[0].field if copy.body else "")
            add([dataclasses.replace(bare, body=(flowed,))], floor)
        return next(((slide,) for one in tries.values() if (slide := one())), ())

    def _one(self, copy: Copy, *, side: float, low: int, least: float) -> Slide | None:
        if self.wall.shape is Shape.STRIP:
            return self._strip(copy, low)
        area, side_box, clip = self._regions(copy, side=side)
        texts = self._stack(copy, area, low, least)
        if texts is None:
            return None
        return self._slide(copy, texts, side_box, clip)

    def _slide(self, copy: Copy, texts: tuple[Text, ...], side_box: Box | None, clip: str) -> Slide:
        place = Place(side_box, copy.shot, clip) if copy.shot and side_box and not copy.chart else None
        chart_box = None
        if copy.chart and side_box:
            chart_box, labels = self._axis(copy.chart, _inset(side_box, self.margin))
            texts = (*texts, *labels)
        seconds, plate = _dwell(texts), None
        if copy.design is Design.COMMUNITY and side_box and not place:
            plate, signed = self._sign(copy, side_box, clip)
            texts = (*texts, *signed)
        return Slide(
            id=copy.id,
            design=copy.design,
            seconds=seconds,
            texts=texts,
            place=place,
            plate=plate,
            chart=copy.chart if chart_box else None,
            chart_box=chart_box,
            art=side_box if side_box and not chart_box else None,
            clip=clip,
            is_sample=copy.is_sample,
            tint=copy.tint,
            records=copy.records,
        )

    def _sign(self, copy: Copy, box: Box, clip: str) -> tuple[Box | None, tuple[Text, ...]]:
        """A station sign with the community's name and how to read it; none where it could not be read."""
        name = copy.head.text.removesuffix("社区")
        latin = copy.id.partition("/")[2].partition("#")[0].replace("-", " ").upper()
        slant = box.width * 0.2 if clip == "left" else 0
        room = Box(
            round(box.x + slant), box.y, round(box.width - slant), round(box.height * (0.91 if slant == 0 else 1))
        )
        width = round(room.width * 0.74)
        size = int(min(width * 0.84 / metrics.width(name, self.face("sign")), room.height * 0.26))
        small = max(self.wall.floor, round(size * 0.28))
        if size < self.wall.floor or metrics.width(latin, self.face("latin")) * small > width * 0.92:
            return None, ()
        high, low = round(size * self.leading("sign")), round(small * self.leading("latin"))
        pad = round(size * 0.22)
        height = pad + high + low + pad * 2  # the band below is one pad, the air above it another
        plate = Box(room.x + (room.width - width) // 2, room.y + (room.height - height) // 2, width, height)
        return plate, (
            Text("sign", Box(plate.x, plate.y + pad, width, high), size, high, (name,)),
            Text("latin", Box(plate.x, plate.y + pad + high, width, low), small, low, (latin,)),
        )

    def _regions(self, copy: Copy, *, side: float) -> tuple[Box, Box | None, str]:
        """Where the text goes, where the picture goes, and the edge between them; `side` is how large a picture is."""
        width, height, margin = self.wall.width, self.wall.height, self.margin
        bottom = height - max(margin, self.lane + round(margin * 0.5))
        whole = Box(margin, margin, width - 2 * margin, bottom - margin)
        if not side:
            return whole, None, ""
        shape = self.wall.shape
        if shape in {Shape.LANDSCAPE, Shape.WIDE}:
            share = {Shape.LANDSCAPE: 0.44, Shape.WIDE: 0.36}[shape]
            left = round(width * (1 - share))
            clip = "" if copy.chart else "left"
            return (
                Box(margin, margin, left - margin - round(margin * 0.4), whole.height),
                Box(left, 0, width - left, height),
                clip,
            )
        share = {Shape.SQUARE: 0.47, Shape.PORTRAIT: 0.46}[shape]
        top = round(height * share * side)
        clip = "" if copy.chart else "bottom"
        start = top + round(margin * 0.6)
        return Box(margin, start, width - 2 * margin, bottom - start), Box(0, 0, width, top), clip

    def _axis(self, chart: Chart, box: Box) -> tuple[Box, tuple[Text, ...]]:
        """The bars' box, and below it when they begin and end, where there is room for both."""
        size = max(self.wall.floor, round(self.unit * 0.034))
        leading = round(size * 1.3)
        first, last = chart.bars[0][0], chart.bars[-1][0]
        widths = [math.ceil(metrics.width(label, self.face("note")) * size) + 1 for label in (first, last)]
        if sum(widths) + size > box.width or leading * 4 > box.height:
            return box, ()
        y = box.y + box.height - leading
        left = Text("axis", Box(box.x, y, widths[0], leading), size, leading, (first,))
        right = Text("axis", Box(box.x + box.width - widths[1], y, widths[1], leading), size, leading, (last,))
        return Box(box.x, box.y, box.width, box.height - leading - round(size * 0.3)), (left, right)

    # Lines of text, one above the other

    def _stack(self, copy: Copy, area: Box, low: int, least: float = 0.0) -> tuple[Text, ...] | None:
        """The texts of `copy` in `area`, as large as they go, no smaller than `low`; None where they do not fit.

        A headline on one line is worth a quarter of its size, and so are lines that end where it pauses and ends that
        cut no word; that every line of a notice stays the line that the editor wrote is worth half of it. Nothing is
        scaled below `least`.
        """
        whole = _LOUD_WORTH if copy.design in _LOUD else 0.72
        choice = _Choice()
        for most, worth in ((1, whole), (2, 0.6), (4, 0.0)):
            for scale in self._scales(copy, low):
                if scale < max(least, choice.least or worth):
                    break
                if choice.takes(scale, self._stacked(copy, area, low, scale, most)):
                    larger = most == 1 and copy.design not in _LOUD and self._in_two(copy, area, low, scale / whole)
                    return larger or choice.texts
        return choice.texts

    def _in_columns(self, copy: Copy, low: int) -> Slide | None:
        """The date left and its name right: where there is little height, both are larger so."""
        if self.wall.shape not in {Shape.LANDSCAPE, Shape.WIDE}:
            return None
        area, _, _ = self._regions(copy, side=0)
        choice = _Choice()
        for scale in self._scales(copy, low):
            texts = self._stacked(copy, area, low, scale, in_columns=True)
            if scale < choice.least or choice.takes(scale, texts):
                break
        return self._slide(copy, choice.texts, None, "") if choice.texts else None

    def _in_two(self, copy: Copy, area: Box, low: int, least: float) -> tuple[Text, ...] | None:
        """As `_stack`, its headline on two lines, the first of which ends at a mark."""
        for scale in self._scales(copy, low):
            if scale < least:
                break
            texts = self._stacked(copy, area, low, scale, 2)
            if texts and not _ill(texts) and any(text.role == "head" and _ends_at_marks(text) for text in texts):
                return texts
        return None

    def _scales(self, copy: Copy, low: int) -> Iterator[float]:
        """The scales at which sizes differ, the largest first."""
        last: dict[str, int] = {}
        for scale in STEPS:
            sizes = self._sizes(copy, low, scale)
            if sizes != last:
                yield scale
            last = sizes

    def _sizes(self, copy: Copy, low: int, scale: float) -> dict[str, int]:
        shares = _SHARES | _SHARES_OF.get(copy.design, {})
        unit = self.unit
        small = min(1.0, scale)  # what accompanies does not grow with the space
        return {
            role: max(
                low,
                round(
                    unit
                    * share
                    * (small if role in {"kicker", "note", "unit"} else min(scale, 1.35) if role == "body" else scale)
                ),
            )
            for role, share in shares.items()
        }

    def _stacked(
        self, copy: Copy, area: Box, low: int, scale: float, most: int = 4, *, in_columns: bool = False
    ) -> tuple[Text, ...] | None:
        """As `_stack` at one scale; `most` lines for the headline, and for each line of a notice if that is one."""
        sizes = self._sizes(copy, low, scale)
        top, bottom = area.y, area.y + area.height
        texts: list[Text] = []
        row = self._kicker(copy, area, sizes["kicker"])
        if row is None:
            return None
        if row:
            texts += row
            top = max(text.box.y + text.box.height for text in row) + round(sizes["kicker"] * 0.45)
        notes = self._paragraphs("note", copy.notes, area.width, sizes["note"], 0.15)
        if notes is None:
            return None
        bottom -= _height(notes) + (round(sizes["note"] * 0.7) if notes else 0)
        if in_columns:
            middle = self._dated(copy, Box(0, 0, area.width, bottom - top), low, scale)
        else:
            middle = self._middle(copy, area.width, sizes, most)
        if middle is None or _height(middle) > bottom - top:
            return None
        share = 0.5 if copy.design in {Design.EMERGENCY, Design.NOTICE, Design.BRAND} else 0.42
        shift = round((bottom - top - _height(middle)) * share)
        texts += [_moved(text, area.x, top + shift) for text in middle]
        texts += [_moved(text, area.x, area.y + area.height - _height(notes)) for text in notes]
        return tuple(texts)

    def _kicker(self, copy: Copy, area: Box, size: int) -> list[Text] | None:
        """The first row: the chip that marks a sample, and what kind of thing this is."""
        row: list[Text] = []
        x, leading = area.x, round(size * self.leading("kicker"))
        if copy.is_sample:
            width = round(size * 2.6)
            row.append(Text("chip", Box(x, area.y, width, leading), size, leading, (SAMPLE,)))
            x += width + round(size * 0.5)
        if copy.kicker:
            room = area.x + area.width - x
            lines = self._lines("kicker", copy.kicker, room, size, most=2)
            if lines is None:
                return None
            row.append(Text("kicker", Box(x, area.y, room, leading * len(lines)), size, leading, lines))
        return row

    def _middle(self, copy: Copy, width: int, sizes: dict[str, int], most: int = 4) -> list[Text] | None:
        """Big figure, headline and body, from the top."""
        parts: list[list[Text] | None] = []
        most_head = copy.head.text.count("\n") + most
        head = self._paragraphs("head", (copy.head,) if copy.head.text else (), width, sizes["head"], 0, most=most_head)
        big = self._big(copy, width, sizes)
        is_loud = copy.design in _LOUD
        most_body = 1 if is_loud and most == 1 else None
        role, gap = ("loud", 0.12) if is_loud else ("body", 0.28)
        body = self._paragraphs(role, copy.body, width, sizes["body"], gap, most_body)
        parts = [head, big, body] if copy.design is Design.FIGURE else [big, head, body]
        texts: list[Text] = []
        y = 0
        for number, part in enumerate(parts):
            if part is None:
                return None
            if part:
                y += (
                    round(part[0].size * (0.5 if part[0].role in {"body", "loud"} else 0.22)) if number and texts else 0
                )
                texts += [_moved(text, 0, y) for text in part]
                y += _height(part)
        return texts

    def _big(self, copy: Copy, width: int, sizes: dict[str, int]) -> list[Text] | None:
        """A number with its unit, on one line where they fit on one."""
        if not copy.big:
            return []
        size, small = sizes["big"], sizes["unit"]
        length = self._width("big", copy.big) * size
        if length > width:
            return None
        leading = round(size * self.leading("big"))
        texts = [Text("big", Box(0, 0, min(width, math.ceil(length) + 1), leading), size, leading, (copy.big,))]
        if copy.unit:
            beside = self._width("unit", copy.unit) * small
            gap = round(small * 0.35)
            small_leading = round(small * self.leading("unit"))
            if length + gap + beside <= width:
                y = leading - small_leading - round(size * 0.08)
                box = Box(texts[0].box.width + gap, y, math.ceil(beside) + 1, small_leading)
                texts.append(Text("unit", box, small, small_leading, (copy.unit,)))
            else:
                lines = self._lines("unit", copy.unit, width, small, most=2)
                if lines is None:
                    return None
                texts.append(
                    Text("unit", Box(0, leading, width, small_leading * len(lines)), small, small_leading, lines)
                )
        return texts

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

    # A strip: one above the other has no room, so one beside the other

    def _strip(self, copy: Copy, low: int) -> Slide | None:
        wall, margin = self.wall, self.margin
        copy = dataclasses.replace(copy, head=Said(copy.head.text.replace("\n", ""), copy.head.field))
        area = Box(margin * 2, margin, wall.width - 4 * margin, wall.height - 2 * margin)
        for size in range(max(low, round(area.height * 0.26)), low - 1, -1):
            seal, room = self._seal(copy, area, size)
            texts = self._row(copy, seal, Box(area.x + room, area.y, area.width - room, area.height), low)
            if texts is None:
                return None
            name = min((text.size for text in texts if text.role in {"head", "loud"}), default=size)
            if not seal or size <= max(low, name):  # what kind of thing it is, is no larger than its name
                return self._slide(copy, (*seal, *texts), None, "")
        return None

    def _row(self, copy: Copy, seal: list[Text], area: Box, low: int) -> tuple[Text, ...] | None:
        """What stands beside the seal, as large as it goes."""
        if copy.design is Design.FIGURE and copy.kicker and not any(text.role == "kicker" for text in seal):
            copy = dataclasses.replace(copy, body=(*copy.body, Said(copy.kicker)))  # no figure without its date
        rows = _in_rows(copy.body) if copy.design in _LOUD else ()
        is_dated = bool(copy.big and copy.head.text)
        for ways in ([self._dated], [self._beside, self._above]) if is_dated else ([self._beside, self._above],):
            choice = _Choice()
            for scale in self._scales(copy, low):
                if scale < choice.least:
                    break
                tries: Iterator[list[Text] | None] = chain(
                    (self._above(dataclasses.replace(copy, body=body), area, low, scale, most=1) for body in rows),
                    (way(copy, area, low, scale) for way in ways),
                )
                if any(choice.takes(scale, texts) for texts in tries):
                    break
            if choice.texts or (copy.design is not Design.FIGURE and not self.may_tear):
                break  # an event is told on two slides rather than in one size; not so a number and what it counts
        return choice.texts

    def _seal(self, copy: Copy, area: Box, size: int) -> tuple[list[Text], int]:
        """The narrow column at the left: chip and kicker, where they fit; with its width."""
        leading = round(size * STRIP_LEADING)
        chip = (SAMPLE,) if copy.is_sample else ()
        kicker = copy.kicker.replace(" · ", "·")  # which then stays with what is before it
        most = int(area.height / leading) - len(chip)
        wide = 6 if copy.design is Design.FIGURE else 5  # 截至2026年
        lines = (self._lines("kicker", kicker, round(size * wide), size, most) if kicker else None) or ()
        if not chip and not lines:
            return [], 0
        y = area.y + (area.height - leading * (len(chip) + len(lines))) // 2
        width = round(
            max([2.6 * size if chip else 0, *(metrics.width(line, self.face("kicker")) * size + 1 for line in lines)])
        )
        texts = []
        if chip:
            texts.append(Text("chip", Box(area.x, y, round(2.6 * size), leading), size, leading, chip))
        if lines:
            texts.append(
                Text("kicker", Box(area.x, y + leading * len(chip), width, leading * len(lines)), size, leading, lines)
            )
        return texts, width + size

    def _dated(self, copy: Copy, area: Box, low: int, scale: float) -> list[Text] | None:
        """The date or number left, its day or unit below or beside it; right the name, and the rest in less size.

        Where that is too much, the date shrinks first.
        """
        sizes = self._sizes(copy, low, scale)
        name = max(sizes["head"], math.ceil(sizes["body"] * _NAME_WORTH))
        is_strip, body = self.wall.shape is Shape.STRIP, tuple(said for said in copy.body if said.text)
        gap = 0 if is_strip else round(sizes["body"] * 0.5)
        for big in dict.fromkeys(max(low, round(sizes["big"] * share)) for share in (1, 0.85, 0.7, 0.55)):
            long = math.ceil(self._width("big", copy.big) * big) + 1
            below = math.ceil(self._width("unit", copy.unit) * sizes["unit"]) + 1
            for width in dict.fromkeys((long, max(long, below), area.width)):
                first = self._big(copy, width, sizes | {"big": big})
                if not first or _height(first) > area.height:
                    continue
                room = area.width - self._taken(first) - name
                if self._least_height(copy, room, name, sizes["body"]) > area.height:
                    continue
                head = self._paragraphs("head", (copy.head,), room, name, 0, most=3)
                if not head:
                    continue
                left = (area.height - _height(head) - gap) // round(sizes["body"] * self.leading("body"))
                for rows in _in_rows(body) if is_strip else [body]:
                    most = 1 if len(rows) < len(body) else left  # lines that have no room need not be balanced
                    rest = self._paragraphs("body", rows, room, sizes["body"], 0 if is_strip else 0.28, most)
                    if rest is not None:
                        second = [*head, *(_moved(text, 0, _height(head) + gap) for text in rest)]
                        if _height(second) <= area.height:
                            return self._paired(first, second, area, name)
        return None

    def _least_height(self, copy: Copy, width: int, name: int, size: int) -> float:
        """What name and body take at least, however they are broken."""
        if width <= 0:
            return math.inf
        lines = math.ceil(self._width("head", copy.head.text) * name / width - 0.5)
        body = math.ceil(sum(self._width("body", said.text) for said in copy.body) * size / width - 0.5)
        return lines * round(name * self.leading("head")) + body * round(size * self.leading("body"))

    def _beside(self, copy: Copy, area: Box, low: int, scale: float) -> list[Text] | None:
        """Headline left, the rest right, both in the middle of the height."""
        sizes = self._sizes(copy, low, scale)
        if copy.big:
            first = self._big(copy, area.width, sizes)
            rest = (copy.head, *copy.body)
        else:
            head = (copy.head,) if copy.head.text else ()
            first = self._paragraphs("head", head, area.width, sizes["head"], 0, most=1)
            rest = copy.body
        if not first or not any(said.text for said in rest):
            return None
        taken, gap = self._taken(first), round(sizes["body"] * 1.2)
        body = self._paragraphs(
            "body", tuple(said for said in rest if said.text), area.width - taken - gap, sizes["body"], 0
        )
        if body is None or max(_height(first), _height(body)) > area.height or taken > area.width * 0.6:
            return None
        return self._paired(first, body, area, gap)

    def _taken(self, column: list[Text]) -> int:
        """How far to the right a column reaches."""
        return max(
            math.ceil(self._width(text.role, line) * text.size) + text.box.x for text in column for line in text.lines
        )

    def reach(self, text: Text) -> int:
        """The width of its longest line."""
        return max(math.ceil(self._width(text.role, line) * text.size) for line in text.lines)

    def _paired(self, first: list[Text], second: list[Text], area: Box, gap: int) -> list[Text]:
        """Two columns, each in the middle of the height."""
        taken = self._taken(first)
        narrow = [
            dataclasses.replace(text, box=dataclasses.replace(text.box, width=min(text.box.width, taken)))
            for text in first
        ]
        texts = [_moved(text, area.x, area.y + (area.height - _height(first)) // 2) for text in narrow]
        return texts + [
            _moved(text, area.x + taken + gap, area.y + (area.height - _height(second)) // 2) for text in second
        ]

    def _above(self, copy: Copy, area: Box, low: int, scale: float, most: int = 4) -> list[Text] | None:
        sizes = self._sizes(copy, low, scale)
        middle = self._middle(copy, area.width, sizes, most)
        if middle is None:
            return None
        if _height(middle) > area.height:  # without the air between them
            y, tight = 0, []
            for text in middle:
                tight.append(dataclasses.replace(text, box=dataclasses.replace(text.box, y=y)))
                y += text.box.height
            middle = tight
        if _height(middle) > area.height:
            return None
        return [_moved(text, area.x, area.y + (area.height - _height(middle)) // 2) for text in middle]

    # Two slides

    def _split(self, copy: Copy) -> tuple[Slide, ...]:
        """`copy` on two slides; nothing for a notice, which makes one."""
        if copy.design in _LOUD or not copy.body:
            return ()
        for first, second in _halves(copy, is_last=self.may_tear):
            one = self._attempts(dataclasses.replace(first, id=f"{copy.id}#1"))
            two = self._attempts(dataclasses.replace(second, id=f"{copy.id}#2")) if one else ()
            if one and two:
                return (*one, *two)
        return ()

    def _overflow(self, copy: Copy) -> Fault:
        """Which text to shorten, and by how many characters."""
        texts = [said for said in (copy.head, *copy.body) if said.field]
        longest = max(texts, key=lambda said: len(said.text), default=copy.head)
        low, high = 1, len(longest.text)
        while low < high:
            cut = (low + high) // 2
            shorter = _without(copy, longest, cut)
            if self._fitted(shorter):
                high = cut
            else:
                low = cut + 1
        size = f"{self.wall.width}x{self.wall.height}，字高至少 {self.wall.floor} 像素"
        message = f"在这块屏幕（{size}）上放不下，要删去 {low} 个字"
        return Fault(
            "text-overflow", longest.field, message, "写得短些，或者写“大屏文案”：最多三行，每行最多 16 个字。"
        )

    # Films

    def _film(self, copy: Copy) -> tuple[Slide, ...]:
        """The film as large as it goes, its title beside or below."""
        width, height, margin = self.wall.width, self.wall.height, self.margin
        bare = dataclasses.replace(copy, body=(), notes=())
        shape = self.wall.shape
        comfort = max(self.wall.floor, round(self.unit * 0.05))
        for share, low in (
            (0.86 if self.wall.is_small else 0.84, comfort),
            (0.8, comfort),
            *((share, self.wall.floor) for share in (0.86, 0.8, 0.7, 0.6, 0.5)),
        ):
            if shape in {Shape.STRIP, Shape.WIDE}:
                box = Box(0, 0, min(round(height * 16 / 9), round(width * share)), height)
                area = Box(box.width + margin, margin, width - box.width - 2 * margin, height - 2 * margin)
            elif shape is Shape.PORTRAIT:
                box = Box(0, round(height * 0.16), width, round(width * 9 / 16))
                top = box.y + box.height + margin
                area = Box(margin, top, width - 2 * margin, height - margin - self.lane - top)
            else:
                box = Box(0, 0, width, round(height * share))
                left = max(margin, (width - round(box.height * 16 / 9)) // 2)  # where most films begin
                top = box.height + (2 if self.wall.is_small else margin // 2)
                area = Box(left, top, width - left - margin, height - top - max(2, self.lane))
            if shape in {Shape.WIDE, Shape.PORTRAIT}:
                laid = self._stack(bare, area, low) or self._stack(dataclasses.replace(bare, kicker=""), area, low)
            else:
                laid = self._caption(bare, area, low)
            if laid:
                slide = self._slide(dataclasses.replace(copy, shot=None), tuple(laid), None, "")
                place = Place(box, copy.shot, "") if copy.shot else None
                subtitles, speech = self._subtitles(copy, box)
                return (
                    dataclasses.replace(
                        slide,
                        seconds=max(3, copy.seconds),
                        place=place,
                        film=copy.film,
                        film_box=box,
                        art=box,
                        subtitles=subtitles,
                        speech=speech,
                    ),
                )
        return ()

    def _subtitles(self, copy: Copy, film: Box) -> tuple[tuple[Subtitle, ...], Text | None]:
        """What the film says, in two lines over its lower part; nothing where that could not be read."""
        room = film.width - 2 * self.margin
        best = max(self.wall.floor, round(self.unit * 0.058))
        for size in range(best if copy.cues else 0, self.wall.floor - 1, -1):
            leading = round(size * LEADING["body"])
            high = 2 * leading
            broken = [self._lines("body", cue.text, room - size, size, 2) for cue in copy.cues]
            if high > film.height * 0.4 or not all(broken):
                continue
            box = Box(film.x + self.margin, film.y + film.height - high - self.margin // 2, room, high)
            said = zip(copy.cues, broken, strict=True)
            return tuple(Subtitle(cue.start, cue.end, lines or ()) for cue, lines in said), Text(
                "body", box, size, leading, ()
            )
        return (), None

    def _caption(self, copy: Copy, area: Box, low: int) -> tuple[Text, ...] | None:
        """Chip and title in one row."""
        chip: list[Text] = []
        if copy.is_sample:
            leading = round(low * STRIP_LEADING)
            box = Box(area.x, area.y + (area.height - leading) // 2, round(low * 2.6), leading)
            chip = [Text("chip", box, low, leading, (SAMPLE,))]
            room = round(low * 3.1)
            area = Box(area.x + room, area.y, area.width - room, area.height)
        for scale in self._scales(copy, low):
            texts = self._above(copy, area, low, scale)
            if texts is not None:
                return (*chip, *texts)
        return None

    # Codes

    def _recruit(self, copy: Copy) -> Laid:
        code = qr.code(copy.qr)
        bare = dataclasses.replace(copy, qr="")
        if self.wall.height >= QR_ALONE_BELOW and self.wall.shape is not Shape.STRIP:
            for notes in (copy.notes, ()):
                slide = self._beside_code(dataclasses.replace(bare, notes=notes, shot=None), code)
                if slide:
                    return self._with_warnings(copy, (slide,))
        told = self._told(bare)
        alone = self._code_alone(copy, code)
        if alone:
            return Laid(_numbered(copy.id, (*told.slides, alone)), told.faults)
        address = self._attempts(
            Copy(
                id=copy.id,
                design=copy.design,
                kicker=copy.head.text,
                head=Said(copy.qr, copy.qr_field),
                is_sample=copy.is_sample,
                records=copy.records,
            )
        )
        what = "改为显示网址" if address else "这块屏幕上不放"
        subject = "" if copy.qr_field else "二维码内容"
        message = f"{subject}太长，这块屏幕（{self.wall.width}x{self.wall.height}）上每格不到 {QR_PX} 像素，{what}"
        warning = Fault("qr-too-small", copy.qr_field, message, "请换短一些的网址。", is_error=False)
        return Laid(_numbered(copy.id, (*told.slides, *address)), (*told.faults, warning))

    def _beside_code(self, copy: Copy, code: qr.Code) -> Slide | None:
        """Text and code on one slide."""
        width, height, margin = self.wall.width, self.wall.height, self.margin
        bottom = height - max(margin, self.lane + round(margin * 0.5))
        sideways = self.wall.shape in {Shape.LANDSCAPE, Shape.WIDE}
        longest = min(width * 0.42, bottom - margin) if sideways else min(width * 0.62, height * 0.4)
        for share in (0.9, 1.0):
            module = int(longest * share / code.size)
            if module < QR_PX:
                continue
            side = module * code.size
            if sideways:
                box = Box(width - margin - side, margin + (bottom - margin - side) // 2, side, side)
                area = Box(margin, margin, box.x - 2 * margin, bottom - margin)
            else:
                box = Box((width - side) // 2, bottom - side, side, side)
                area = Box(margin, margin, width - 2 * margin, box.y - 2 * margin)
            texts = self._stack(copy, area, self.wall.floor)
            if texts:
                slide = self._slide(copy, texts, None, "")
                return dataclasses.replace(slide, code=CodePlace(box, code, module))
        return None

    def _code_alone(self, copy: Copy, code: qr.Code) -> Slide | None:
        """The code with the slide to itself; only the chip that marks a sample stands beside it, or above it."""
        width, height = self.wall.width, self.wall.height
        size, leading = self.wall.floor, round(self.wall.floor * STRIP_LEADING)
        chip = Text("chip", Box(self.margin, self.margin, round(size * 2.6), leading), size, leading, (SAMPLE,))
        areas = [Box(0, 0, width, height)]
        if copy.is_sample:
            beside, below = chip.box.x + chip.box.width + self.margin, chip.box.y + leading
            areas += [Box(beside, 0, width - beside, height), Box(0, below, width, height - below)]
        found = []
        for area in areas:
            module = min(area.width, area.height) // code.size
            side = module * code.size
            box = Box(area.x + (area.width - side) // 2, area.y + (area.height - side) // 2, side, side)
            if module >= QR_PX and (not copy.is_sample or box.x >= beside or box.y >= below):
                found.append(CodePlace(box, code, module))
        if not found:
            return None
        texts = (chip,) if copy.is_sample else ()
        slide = self._slide(dataclasses.replace(copy, shot=None), texts, None, "")
        return dataclasses.replace(slide, seconds=15, code=max(found, key=lambda place: place.module))


_DRAWN: Final = frozenset(Design) - {
    Design.NOTICE,
    Design.EMERGENCY,
    Design.FIGURE,
    Design.RECRUIT,
    Design.FILM,
    Design.NEWS,
}
"""Where a record without a photo gets a flock of its own in its place."""

_FACES: Final = frozenset({Design.PERSON, Design.AWARD})
_FACE_SHARE: Final = 1.17
"""So much more of a square wall a face takes, where the text has room: below the chin there is a neck."""

_SHARES: Final = {"kicker": 0.046, "big": 0.26, "unit": 0.075, "head": 0.12, "body": 0.066, "note": 0.042}
_SHARES_OF: Final[dict[Design, dict[str, float]]] = {
    Design.PERSON: {"head": 0.17, "body": 0.078},
    Design.AWARD: {"head": 0.16, "body": 0.07},
    Design.COMMUNITY: {"head": 0.18, "body": 0.078},
    Design.FIGURE: {"big": 0.3, "head": 0.09, "body": 0.05},
    Design.UPCOMING: {"big": 0.17, "head": 0.1, "body": 0.056},
    Design.TODAY: {"big": 0.22, "head": 0.1},
    Design.NEWS: {"head": 0.105},
    Design.NOTICE: {"body": 0.15},
    Design.EMERGENCY: {"body": 0.19},
    Design.BRAND: {"head": 0.15, "body": 0.075, "note": 0.04},
    Design.FILM: {"head": 0.09},
    Design.RECRUIT: {"head": 0.13, "body": 0.056},
}
"""Sizes of type as shares of the wall's unit; whatever has room grows from there."""


_LOUD: Final = frozenset({Design.NOTICE, Design.EMERGENCY})
_LOUD_WORTH: Final = 0.45
_NAME_WORTH: Final = 1.4
"""So much larger than what follows it is the name of what has a date."""
_PAUSE_WORTH: Final = 0.75
"""A headline may be so much smaller for lines that end where it pauses."""


_STEP: Final = re.compile(r"\d+\. ")
"""The number of a step."""
_PAUSE: Final = re.compile(rf"(?<=[，、；：！？。])(?![{metrics.CLOSING}]|(?<=\d：)\d)|(?=\n)|(?=（)")
"""Behind a mark, but not before another one, nor within 14：30; before a bracket."""


_MARKS: Final = "，、；：！？。”’）》"


def _pauses(text: Text) -> bool:
    """Whether the lines of a headline end where it pauses, or it has nothing to pause at."""
    said = "".join(one.text for one in text.said)
    is_paused = len(text.lines) == 1 or _ends_at_marks(text)
    return is_paused or "\n" in said or not any(mark in said[:-1] for mark in f"{_MARKS}（")


def _ends_at_marks(text: Text) -> bool:
    """Whether there are several lines, and each but the last ends at a mark."""
    ends = [*zip(text.lines, text.lines[1:], strict=False)]
    return bool(ends) and all(line[-1:] in _MARKS or after.startswith("（") for line, after in ends)


def _ill(texts: Iterable[Text]) -> float:
    """How ill lines end: headlines where they do not pause, these and other texts within a word; nothing where well."""
    told = [text for text in texts if text.role in {"head", "body"} and text.said]
    return sum(phrases.torn(text.said[0].text, text.lines) for text in told) + sum(
        text.role == "head" and not _pauses(text) for text in told
    )


@dataclass
class _Choice:
    """Of settings of the same texts, the largest first: the largest whose lines end well, else least ill."""

    texts: tuple[Text, ...] | None = None
    ill: float = math.inf
    least: float = 0.0
    """No smaller one is worth it; nothing before the first."""

    def takes(self, scale: float, texts: Sequence[Text] | None) -> bool:
        """Whether there is none better than `texts`, who are None where they do not fit."""
        if texts is not None:
            self.least = self.least or scale * _PAUSE_WORTH
            ill = _ill(texts)
            if ill < self.ill:
                self.texts, self.ill = tuple(texts), ill
        return self.ill == 0


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


def _in_rows(lines: tuple[Said, ...]) -> list[tuple[Said, ...]]:
    """The lines of a notice, some of them put in one row: where there is little height, fewer rows are larger ones."""
    found = []
    if not lines:
        return [()]
    for cuts in range(1 << (len(lines) - 1)):
        rows = [[lines[0]]]
        for number, said in enumerate(lines[1:]):
            if cuts >> number & 1:
                rows.append([said])
            else:
                rows[-1].append(said)
        found.append(tuple(Said("\u3000".join(said.text for said in row), row[0].field) for row in rows))
    return sorted(found, key=lambda rows: (len(rows), max(len(row.text) for row in rows)))


def _height(texts: list[Text] | tuple[Text, ...]) -> int:
    return max((text.box.y + text.box.height for text in texts), default=0) - min(
        (text.box.y for text in texts), default=0
    )


def _moved(text: Text, x: int, y: int) -> Text:
    return dataclasses.replace(text, box=dataclasses.replace(text.box, x=text.box.x + x, y=text.box.y + y))


def _inset(box: Box, by: int) -> Box:
    return Box(box.x + by, box.y + by, box.width - 2 * by, box.height - 2 * by)


def _dwell(texts: tuple[Text, ...]) -> int:
    """The default dwell: time to read every character on the slide (contract §1, §7)."""
    count = sum(not character.isspace() for text in texts for line in text.lines for character in line)
    return math.ceil(max(8, count / 4 + 3))


def _numbered(id_: str, slides: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """The slides of one record, each with an id of its own (contract §4)."""
    if len(slides) < 2:
        return slides
    return tuple(dataclasses.replace(one, id=f"{id_}#{number}") for number, one in enumerate(slides, start=1))


_STOPS: Final = re.compile(r"[。！？；，、：…—”）》]+")


def _halves(copy: Copy, *, is_last: bool) -> Iterator[tuple[Copy, Copy]]:
    """Ways to tell it on two slides, the most even first; `is_last` where nothing else has helped."""
    if len(copy.body) > 1:
        total = sum(len(said.text) for said in copy.body)
        counts = [sum(len(said.text) for said in copy.body[:cut]) for cut in range(1, len(copy.body))]
        for cut in sorted(range(1, len(copy.body)), key=lambda cut: abs(counts[cut - 1] - total / 2)):
            yield _told_twice(copy, copy.body[:cut], copy.body[cut:])
    else:
        said = copy.body[0]
        stops = [match.end() for match in _STOPS.finditer(said.text) if match.end() < len(said.text)]
        for cut in sorted({*stops, len(said.text) // 2}, key=lambda cut: abs(cut - len(said.text) / 2))[:6]:
            yield _told_twice(
                copy, (Said(said.text[:cut].strip(), said.field),), (Said(said.text[cut:].strip(), said.field),)
            )
    bare, rest = _told_twice(copy, (), copy.body)
    if copy.big:
        yield bare, rest
    if is_last or not copy.big:  # the name of an event stays a name while there is another way
        yield bare, dataclasses.replace(rest, head=Said(""), kicker=copy.head.text)


def _told_twice(copy: Copy, first: tuple[Said, ...], second: tuple[Said, ...]) -> tuple[Copy, Copy]:
    return dataclasses.replace(copy, body=first), dataclasses.replace(copy, body=second, big="", unit="", chart=None)


def _without(copy: Copy, said: Said, cut: int) -> Copy:
    shorter = Said(said.text[:-cut], said.field)
    if said == copy.head:
        return dataclasses.replace(copy, head=shorter)
    return dataclasses.replace(
        copy, body=tuple(shorter if one == said else one for one in copy.body if one != said or shorter.text)
    )
