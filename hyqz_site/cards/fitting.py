"""How much room the words of a card take, and at which sizes all of them fit.

Sizes step down until everything fits: first by the steps of the layout, then what may be cut ends in an ellipsis, then
everything shrinks. Names and titles are never cut.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hyqz_site.cards import setting
from hyqz_site.cards.card import Named
from hyqz_site.cards.layout import Ink, Leaf, Letter, Number, Plate, Roll, Seal, Text
from hyqz_site.cards.setting import Set
from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hyqz_site.cards.card import Card
    from hyqz_site.cards.layout import Item, Stack
    from hyqz_site.type.metrics import Face

_SHRINK: Final = 0.94
"""Where the last step is too large still."""
_LOOK_AHEAD: Final = 4
"""So many steps down from the first that fits, lines may end better."""
_STEP_COST: Final = 0.07
"""What a step down costs, against the costs of `setting`."""
UNIT_GAP: Final = 0.3
"""Between a number and its unit, in em of the unit."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text of a roll, with where it begins below the roll's top."""

    text: Set
    letter: Letter
    ink: Ink
    leading: float
    y: float


@dataclass(frozen=True, slots=True)
class Block:
    """An item of a stack with the room that it takes."""

    item: Item
    height: int
    set: Set | None = None
    rows: tuple[Row, ...] = ()


class Fitter:
    """Fits the words of one card."""

    def __init__(self, faces: Mapping[Letter, Face], card: Card) -> None:
        """Take the faces by which text is measured."""
        self.faces, self.card = faces, card

    def blocks(self, stack: Stack, room: int) -> tuple[Block, ...]:
        """The items of a stack that have something to say, at the best of the largest steps at which all fit."""
        items = tuple(item for item in stack.items if self.says(item))
        steps = max((len(_sizes(item)) for item in items), default=1)
        found: list[tuple[float, tuple[Block, ...]]] = []
        for step in range(steps):
            blocks = self.at_step(items, stack.width, step)
            if blocks is not None and sum(block.height for block in blocks) <= room:
                costs = [block.set.cost for block in blocks if block.set and _is_headline(block.item)]
                found.append((sum(costs) + _STEP_COST * len(found), blocks))
            if len(found) > _LOOK_AHEAD:
                break
        if found:
            return min(found, key=lambda one: one[0])[1]
        return self.squeezed(items, stack.width, room, steps - 1)

    def at_step(self, items: Sequence[Item], width: int, step: int) -> tuple[Block, ...] | None:
        """The items at one of their steps; None where one of them does not fit."""
        blocks = [self.block(item, width, _size(item, step), first=not n) for n, item in enumerate(items)]
        return tuple(block for block in blocks if block) if all(blocks) else None

    def squeezed(self, items: Sequence[Item], width: int, room: int, step: int) -> tuple[Block, ...]:
        """The same where no step fits: what may be cut is cut, then everything shrinks."""
        kept = {n: item for n, item in enumerate(items) if not _may_be_cut(item)}
        scale = 1.0
        while True:  # ends: signs and seals leave room on every sheet, and text of no size takes none
            done = {
                n: self.block(item, width, _size(item, step) * scale, first=not n, most=2) for n, item in kept.items()
            }
            left = room - sum(block.height for block in done.values() if block)
            if all(done.values()) and left >= 0:
                break
            scale *= _SHRINK
        for n, item in enumerate(items):
            if n not in kept:
                done[n] = self.shortened(item, width, _size(item, step) * max(scale, 0.75), left, first=not n)
                left -= done[n].height if done[n] else 0  # type: ignore[union-attr]  # asked a moment ago
        return tuple(block for n in sorted(done) if (block := done[n]))

    def says(self, item: Item) -> bool:
        """Whether the card has what an item shows."""
        if isinstance(item, Seal):
            return bool(self.card.label)
        if isinstance(item, Leaf | Number):
            return self.card.big is not None
        if isinstance(item, Roll):
            return bool(self.card.roll)
        return isinstance(item, Plate) or bool(self.words(item.what))

    def words(self, what: str) -> str:
        """What the card says in a field."""
        head, _, part = what.partition(".")
        value = getattr(self.card, head)
        return str((getattr(value, part) if part and value is not None else value) or "")

    def block(self, item: Item, width: int, size: float, *, first: bool, most: int = 1) -> Block | None:
        """An item at a size; None where it does not fit its width or its lines. Signs take `most` lines."""
        gap = 0 if first else item.gap
        if isinstance(item, Text):
            text = setting.broken(self.words(item.what), width / size, self.face(item), size)
            if text is None or len(text.lines) > item.lines:
                return None
            return Block(item, gap + round(len(text.lines) * size * item.leading), text)
        if isinstance(item, Plate):
            text = setting.broken(self.card.title, (width - 110) / size, self.spaced(Letter.BOLD, 0.16), size)
            return Block(item, gap + item.height, text) if text and len(text.lines) <= most else None
        if isinstance(item, Number):
            return self.number_block(item, width, size, gap)
        if isinstance(item, Roll):
            return self.roll_block(item, self.card.roll, width, size, gap)
        height = item.size + 2 * item.pad if isinstance(item, Seal) else item.height
        return Block(item, gap + height)

    def number_block(self, item: Number, width: int, size: float, gap: int) -> Block:
        """A number and its unit on one line, as large as they go."""
        big = self.card.big
        value = setting.line(big.value if big else "", self.faces[Letter.DISPLAY])
        unit = setting.line(big.unit if big else "", self.faces[Letter.BOLD])
        fitted = min(size, width / (value.width + (unit.width + UNIT_GAP) * item.unit))
        return Block(item, gap + round(fitted * item.leading), Set((value,), fitted))

    def roll_block(self, item: Roll, roll: Iterable[Named], width: int, size: float, gap: int) -> Block | None:
        """Categories with their names; None where a name would be torn."""
        rows: list[Row] = []
        y = 0.0
        small = size * item.label
        for number, named in enumerate(roll):
            y += size * 0.42 if number else 0
            label = Set((setting.line(named.category, self.faces[Letter.BOLD]),), small)
            names = setting.broken("、".join(named.names), width / size, self.faces[Letter.DISPLAY], size)
            if names is None or label.lines[0].width * small > width:
                return None
            rows.append(Row(label, Letter.BOLD, Ink.ACCENT, 1.5, y))
            y += small * 1.5
            rows.append(Row(names, Letter.DISPLAY, Ink.TEXT, 1.34, y))
            y += len(names.lines) * size * 1.34
        return Block(item, gap + round(y), rows=tuple(rows))

    def shortened(self, item: Item, width: int, size: float, room: int, *, first: bool) -> Block | None:
        """An item in the room that is left: a text with an ellipsis, a roll with the first names of each category."""
        gap = 0 if first else item.gap
        if isinstance(item, Roll):
            for most in range(max(len(named.names) for named in self.card.roll), 0, -1):
                roll = [_first_names(named, most) for named in self.card.roll]
                block = self.roll_block(item, roll, width, size, gap)
                if block and block.height <= room:
                    return block
            return None
        if not isinstance(item, Text):
            return None
        fitting = min(item.lines, int((room - gap) / (size * item.leading)))
        if fitting < 1:
            return None
        text, face = self.words(item.what), self.face(item)
        whole = setting.broken(text, width / size, face, size)
        if whole is None or len(whole.lines) > fitting:
            whole = Set(setting.cut(text, width / size, face, fitting), size, is_cut=True)
        return Block(item, gap + round(len(whole.lines) * size * item.leading), whole)

    def face(self, item: Text) -> Face:
        """The face of a text, with what stands between its letters."""
        return self.spaced(item.letter, item.spacing)

    def spaced(self, letter: Letter, spacing: float) -> Face:
        """A face with so much between its letters, in em."""
        return replace(self.faces[letter], letter_spacing=spacing) if spacing else self.faces[letter]


def _sizes(item: Item) -> tuple[int, ...]:
    return item.sizes if isinstance(item, Text | Plate | Number | Roll) else (0,)


def _size(item: Item, step: int) -> float:
    """The size of an item at a step; the last one counts for all after it."""
    sizes = _sizes(item)
    return sizes[min(step, len(sizes) - 1)]


def _is_headline(item: Item) -> bool:
    return isinstance(item, Text) and item.letter is Letter.DISPLAY


def _may_be_cut(item: Item) -> bool:
    return isinstance(item, Roll) or (isinstance(item, Text) and item.cut)


def _first_names(named: Named, most: int) -> Named:
    """A category with its first names, and how many there are."""
    if len(named.names) <= most:
        return named
    *names, last = named.names[:most]
    return Named(named.category, (*names, f"{last}等{len(named.names)}个"))
