"""Copies → slides: every box at the screen's exact pixels, every line broken at build time (screens contract §5).

What does not fit steps down in size as far as the screen may be read, gives up its notes, then its picture, then goes
on two slides; after that it is a fault that names the field and says how many characters to cut.
"""

from __future__ import annotations

import dataclasses
import math
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.render import qr
from hyqz_site.screens.boxes import Box, CodePlace, Fault, Laid, Place, Slide, Subtitle, Text, inset
from hyqz_site.screens.copy import Copy, Design, Said
from hyqz_site.screens.legibility import QR_ALONE_BELOW, QR_PX, Shape
from hyqz_site.screens.stacking import LOUD, LOUD_WORTH, SAMPLE, Choice, Stacker
from hyqz_site.screens.typesetting import LEADING, STRIP_LEADING
from hyqz_site.type import metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hyqz_site.screens.copy import Chart


@dataclass(frozen=True)
class Setter(Stacker):
    """Sets copies on one wall, in the shipped fonts."""

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
        fair = LOUD_WORTH if copy.design in LOUD else 0.8
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
        if copy.design in LOUD:
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
            chart_box, labels = self._axis(copy.chart, inset(side_box, self.margin))
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

    def _in_columns(self, copy: Copy, low: int) -> Slide | None:
        """The date left and its name right: where there is little height, both are larger so."""
        if self.wall.shape not in {Shape.LANDSCAPE, Shape.WIDE}:
            return None
        area, _, _ = self._regions(copy, side=0)
        choice = Choice()
        for scale in self._scales(copy, low):
            texts = self._stacked(copy, area, low, scale, in_columns=True)
            if scale < choice.least or choice.takes(scale, texts):
                break
        return self._slide(copy, choice.texts, None, "") if choice.texts else None

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

    # Two slides

    def _split(self, copy: Copy) -> tuple[Slide, ...]:
        """`copy` on two slides; nothing for a notice, which makes one."""
        if copy.design in LOUD or not copy.body:
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
