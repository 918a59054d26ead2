"""Lines → columns: texts one above the other, or a few beside each other, as large as they go in a box."""

from __future__ import annotations

import dataclasses
import math
from itertools import chain
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.screens.boxes import Box, Text, height_of, moved
from hyqz_site.screens.copy import Design, Said
from hyqz_site.screens.legibility import Shape
from hyqz_site.screens.typesetting import STRIP_LEADING, Typesetter
from hyqz_site.type import metrics, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hyqz_site.screens.copy import Copy

STEPS: Final = tuple(1.7 * 0.93**n for n in range(40))
SAMPLE: Final = "示例"
LOUD: Final = frozenset({Design.NOTICE, Design.EMERGENCY})
LOUD_WORTH: Final = 0.45
_NAME_WORTH: Final = 1.4
"""So much larger than what follows it is the name of what has a date."""
_PAUSE_WORTH: Final = 0.75
"""A headline may be so much smaller for lines that end where it pauses."""
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
_MARKS: Final = "，、；：！？。”’）》"


@dataclass(frozen=True)
class Stacker(Typesetter):
    """Puts the texts of copies into boxes."""

    def _stack(self, copy: Copy, area: Box, low: int, least: float = 0.0) -> tuple[Text, ...] | None:
        """The texts of `copy` in `area`, as large as they go, no smaller than `low`; None where they do not fit.

        A headline on one line is worth a quarter of its size, and so are lines that end where it pauses and ends that
        cut no word; that every line of a notice stays the line that the editor wrote is worth half of it. Nothing is
        scaled below `least`.
        """
        whole = LOUD_WORTH if copy.design in LOUD else 0.72
        choice = Choice()
        for most, worth in ((1, whole), (2, 0.6), (4, 0.0)):
            for scale in self._scales(copy, low):
                if scale < max(least, choice.least or worth):
                    break
                if choice.takes(scale, self._stacked(copy, area, low, scale, most)):
                    larger = most == 1 and copy.design not in LOUD and self._in_two(copy, area, low, scale / whole)
                    return larger or choice.texts
        return choice.texts

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
        bottom -= height_of(notes) + (round(sizes["note"] * 0.7) if notes else 0)
        if in_columns:
            middle = self._dated(copy, Box(0, 0, area.width, bottom - top), low, scale)
        else:
            middle = self._middle(copy, area.width, sizes, most)
        if middle is None or height_of(middle) > bottom - top:
            return None
        share = 0.5 if copy.design in {Design.EMERGENCY, Design.NOTICE, Design.BRAND} else 0.42
        shift = round((bottom - top - height_of(middle)) * share)
        texts += [moved(text, area.x, top + shift) for text in middle]
        texts += [moved(text, area.x, area.y + area.height - height_of(notes)) for text in notes]
        return tuple(texts)

    # Parts

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
        is_loud = copy.design in LOUD
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
                texts += [moved(text, 0, y) for text in part]
                y += height_of(part)
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

    def _above(self, copy: Copy, area: Box, low: int, scale: float, most: int = 4) -> list[Text] | None:
        sizes = self._sizes(copy, low, scale)
        middle = self._middle(copy, area.width, sizes, most)
        if middle is None:
            return None
        if height_of(middle) > area.height:  # without the air between them
            y, tight = 0, []
            for text in middle:
                tight.append(dataclasses.replace(text, box=dataclasses.replace(text.box, y=y)))
                y += text.box.height
            middle = tight
        if height_of(middle) > area.height:
            return None
        return [moved(text, area.x, area.y + (area.height - height_of(middle)) // 2) for text in middle]

    # A strip has no room for one above the other, so one stands beside the other

    def _row(self, copy: Copy, seal: list[Text], area: Box, low: int) -> tuple[Text, ...] | None:
        """What stands beside the seal, as large as it goes."""
        if copy.design is Design.FIGURE and copy.kicker and not any(text.role == "kicker" for text in seal):
            copy = dataclasses.replace(copy, body=(*copy.body, Said(copy.kicker)))  # no figure without its date
        rows = _in_rows(copy.body) if copy.design in LOUD else ()
        is_dated = bool(copy.big and copy.head.text)
        for ways in ([self._dated], [self._beside, self._above]) if is_dated else ([self._beside, self._above],):
            choice = Choice()
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

    # Columns

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
                if not first or height_of(first) > area.height:
                    continue
                room = area.width - self._taken(first) - name
                if self._least_height(copy, room, name, sizes["body"]) > area.height:
                    continue
                head = self._paragraphs("head", (copy.head,), room, name, 0, most=3)
                if not head:
                    continue
                left = (area.height - height_of(head) - gap) // round(sizes["body"] * self.leading("body"))
                for rows in _in_rows(body) if is_strip else [body]:
                    most = 1 if len(rows) < len(body) else left  # lines that have no room need not be balanced
                    rest = self._paragraphs("body", rows, room, sizes["body"], 0 if is_strip else 0.28, most)
                    if rest is not None:
                        second = [*head, *(moved(text, 0, height_of(head) + gap) for text in rest)]
                        if height_of(second) <= area.height:
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
        if body is None or max(height_of(first), height_of(body)) > area.height or taken > area.width * 0.6:
            return None
        return self._paired(first, body, area, gap)

    def _paired(self, first: list[Text], second: list[Text], area: Box, gap: int) -> list[Text]:
        """Two columns, each in the middle of the height."""
        taken = self._taken(first)
        narrow = [
            dataclasses.replace(text, box=dataclasses.replace(text.box, width=min(text.box.width, taken)))
            for text in first
        ]
        texts = [moved(text, area.x, area.y + (area.height - height_of(first)) // 2) for text in narrow]
        return texts + [
            moved(text, area.x + taken + gap, area.y + (area.height - height_of(second)) // 2) for text in second
        ]


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
class Choice:
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
