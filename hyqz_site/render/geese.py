"""雁阵: the site's motif, drawn from a record's id. One stroke is one person.

Everything here is geometry as plain data, the same for the same id on every machine; `templates/components/geese.html`
draws it and `assets/css/components/geese.css` gives it its colours.
"""

from __future__ import annotations

import struct
from functools import cache, lru_cache
from hashlib import sha256
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

SEASONS: Final = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
TINTS: Final = ("spring", "summer", "autumn", "winter", "brick", "dusk")
"""The colours of a scene, as classes of the style sheet."""
MOST: Final = 40
"""More birds than this no longer read as a flock."""
KEPT: Final = 16384
"""So many scenes, and flocks, are kept for those who show them again: 3 KB and 1 KB each."""
NEAR: Final = 11
"""So few may fly close by."""
CROWD: Final = 15
"""More than this fly in two flocks."""
_STROKE: Final = f"M%.1f %.1fQ{' '.join(['%.1f'] * 16)}z"
_NUMBERS: Final = struct.Struct(">8I")
"""What a digest of 32 bytes is taken for."""


class Dice:
    """Numbers that follow from a text, and from nothing else."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers: list[int] = []
        self._round = 0

    def __call__(self, low: float = 0.0, high: float = 1.0) -> float:
        """The next number between `low` and `high`."""
        if not self._numbers:
            self._numbers += _NUMBERS.unpack(sha256(f"{self._text}/{self._round}".encode()).digest())[::-1]
            self._round += 1
        return low + (high - low) * self._numbers.pop() / 0xFFFFFFFF

    def pick(self, number: int) -> int:
        """The next whole number below `number`."""
        return min(int(self(0, number)), number - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flock:
    """Birds in flight, without a scene: dividers, stars, the mark."""

    width: int
    height: int
    birds: tuple[str, ...]
    """One path a bird; the first leads."""
    filled: int = 0
    """How many of the birds count; the others are only outlined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The picture of a record that has no photo."""

    width: int
    height: int
    tint: str
    sun: tuple[float, float, float]
    """Centre and radius."""
    far: str
    near: str
    ground: str
    lines: str
    """Rails, or ripples of the river."""
    leader: str
    birds: tuple[str, ...]


def bird(x: float, y: float, size: float, tilt: float, lift: float) -> str:
    """One goose, a brush stroke of two wings about (x, y); `tilt` in radians, `lift` is how high the wings are."""
    along, across = size * cos(tilt), size * sin(tilt)
    outline = (
        (-1.0, -0.5 * lift),
        (-0.45, -0.42 * lift - 0.16),
        (0.0, 0.0),
        (0.4, -0.5 * lift - 0.14),
        (0.95, -0.62 * lift),
        (0.42, -0.16 * lift),
        (0.06, 0.24),
        (-0.45, -0.08 * lift),
        (-1.0, -0.5 * lift),
    )
    turned = [part for px, py in outline for part in (x + along * px - across * py, y + across * px + along * py)]
    return (_STROKE % tuple(turned)).replace(".0 ", " ").replace(".0Q", "Q").replace(".0z", "z")


class _Spot(NamedTuple):
    """Where and how one bird flies, before it is drawn."""

    x: float
    y: float
    size: float
    tilt: float
    lift: float

    def drawn(self) -> str:
        return bird(self.x, self.y, self.size, self.tilt, self.lift)


def _spots(dice: Dice, count: int, heading: float, step: float, size: float) -> list[_Spot]:
    """`count` birds in a V behind a leader at 0, 0 who flies towards `heading` (radians, 0 is right)."""
    back = heading + pi
    spread = dice(0.4, 0.58)
    first = round((count - 1) * dice(0.42, 0.62))
    spots = [_Spot(0, 0, size * 1.12, heading * 0.5, dice(0.8, 1.15))]
    for arm, number in ((spread, first), (-spread, count - 1 - first)):
        bend = dice(-0.012, 0.018)
        for place in range(1, number + 1):
            way = back + arm + bend * place
            far = step * (place + dice(-0.12, 0.12))
            lift = dice(0.55, 1.3)
            shrunk = size * (1 - 0.012 * place) * dice(0.9, 1.06)
            tilt = heading * 0.5 + dice(-0.12, 0.12)
            spots.append(_Spot(far * cos(way), far * sin(way), shrunk, tilt, lift))
    return spots


def _moved(spots: list[_Spot], dx: float, dy: float, scale: float = 1) -> list[_Spot]:
    return [_Spot(dx + one.x * scale, dy + one.y * scale, one.size * scale, one.tilt, one.lift) for one in spots]


def _fitted(spots: list[_Spot], box: tuple[float, float, float, float], dice: Dice) -> list[_Spot]:
    """The flock inside `box` (left, top, right, bottom), smaller where it must be, at a place that the dice choose."""
    left, top, right, bottom = box
    low_x, high_x = min(one.x - one.size for one in spots), max(one.x + one.size for one in spots)
    low_y, high_y = min(one.y - one.size for one in spots), max(one.y + one.size for one in spots)
    scale = min(1, (right - left) / (high_x - low_x), (bottom - top) / (high_y - low_y))
    free_x = right - left - (high_x - low_x) * scale
    free_y = bottom - top - (high_y - low_y) * scale
    return _moved(
        spots, left - low_x * scale + free_x * dice(0.3, 0.8), top - low_y * scale + free_y * dice(0.1, 0.6), scale
    )


def formation(
    dice: Dice, count: int, at: tuple[float, float], heading: float, step: float, size: float
) -> tuple[str, ...]:
    """`count` birds in a V behind the leader at `at`."""
    return tuple(spot.drawn() for spot in _moved(_spots(dice, count, heading, step, size), *at))


@lru_cache(maxsize=KEPT)
def scene(key: str, *, count: int = 0, tint: str = "", shape: tuple[int, int] = (300, 200)) -> Scene:
    """The picture of the record `key` (`kind/id`): `count` birds, or as many as its key says."""
    dice = Dice(key)
    width, height = shape
    tall = height > width
    tint = tint or TINTS[dice.pick(len(TINTS))]
    count = max(5, min(count, MOST)) if count else 7 + dice.pick(8)
    horizon = height * dice(0.66, 0.76)
    sun = (width * dice(0.18, 0.82), horizon - height * dice(0.02, 0.3), (width if tall else height) * dice(0.13, 0.2))
    far = _hills(dice, width, height, horizon, 14, 3)
    near = _hills(dice, width, height, horizon + height * 0.07, 10, 4)
    kind = dice.pick(3)
    ground_at = height * 0.86
    if kind == 0:
        ground, lines = _flat(width, height, ground_at), _rails(dice, width, height, ground_at)
    elif kind == 1:
        ground, lines = _flat(width, height, ground_at), _ripples(dice, width, height, ground_at)
    else:
        ground, lines = _roofs(dice, width, height, ground_at), ""
    leader, *birds = (spot.drawn() for spot in _flying(dice, count, width, height, horizon))
    return Scene(
        width=width,
        height=height,
        tint=tint,
        sun=(round(sun[0], 1), round(sun[1], 1), round(sun[2], 1)),
        far=far,
        near=near,
        ground=ground,
        lines=lines,
        leader=leader,
        birds=tuple(birds),
    )


def _flying(dice: Dice, count: int, width: int, height: int, horizon: float) -> list[_Spot]:
    """The birds of a scene; many of them fly in two flocks, the second farther off."""
    heading = -dice(0.12, 0.42)
    close = count <= NEAR and dice() < 0.4
    size = min(width, height * 1.4) * (dice(0.055, 0.066) if close else dice(0.034, 0.042))
    ahead = count if count <= CROWD else max(CROWD, count * 2 // 3)
    sky = (width * 0.07, height * 0.08, width * 0.93, horizon - height * (0.12 if width < height else 0.02))
    spots = _fitted(_spots(dice, ahead, heading, size * 2.15, size), sky, dice)
    if count > ahead:
        behind = _spots(dice, count - ahead, heading, size * 1.2, size * 0.58)
        spots += _fitted(behind, (width * 0.05, height * 0.06, width * 0.55, horizon - height * 0.1), dice)
    if dice() < 0.4:
        spots = [_Spot(width - one.x, one.y, one.size, -one.tilt, one.lift) for one in spots]
    return spots


@cache
def stars(count: int) -> Flock:
    """Stars as a flock of five: as many filled as there are stars."""
    spots = ((50, 11), (32, 17), (68, 17), (14, 24), (86, 24))
    return Flock(
        width=100,
        height=34,
        birds=tuple(bird(x, y, 9.5, 0.0, 1.0) for x, y in spots),
        filled=max(0, min(count, 5)),
    )


@lru_cache(maxsize=KEPT)
def divider(key: str, count: int = 9) -> Flock:
    """A small flock that parts two sections, drawn from the key of the page and the section."""
    dice = Dice(f"divider/{key}")
    spots = _fitted(_spots(dice, count, -dice(0.05, 0.25), 11, 5), (1, 1, 95, 47), dice)
    return Flock(width=96, height=48, birds=tuple(spot.drawn() for spot in spots), filled=count)


def gap(key: str, count: int = 9) -> Flock:
    """A flock with one place left open: nothing found, nothing here yet. The last bird is the one that is missing."""
    dice = Dice(f"gap/{key}")
    spots = _fitted(_spots(dice, count, -0.18, 19, 8.4), (2, 2, 188, 98), dice)
    spots.append(spots.pop(count // 3))
    return Flock(width=190, height=100, birds=tuple(spot.drawn() for spot in spots), filled=count - 1)


def _points(items: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g} {y:g}" for x, y in items)


def _hills(dice: Dice, width: int, height: int, horizon: float, wave: float, humps: int) -> str:
    """A line of soft hills, filled down to the bottom."""
    step = width / humps
    parts = [f"M0 {height}V{round(horizon + dice(-wave, wave) * height / 200, 1):g}"]
    for number in range(humps):
        top = horizon - dice(0, wave * 2) * height / 200
        end = horizon + dice(-wave, wave) * 0.6 * height / 200
        middle = (round(step * (number + 0.5), 1), round(top, 1))
        last = (round(step * (number + 1), 1), round(end, 1))
        parts.append(f"Q{_points((middle, last))}")
    return "".join(parts) + f"V{height}z"


def _flat(width: int, height: int, top: float) -> str:
    return f"M0 {height}V{top:g}H{width}V{height}z"


def _rails(dice: Dice, width: int, height: int, top: float) -> str:
    """Two rails that meet at the horizon, with their sleepers."""
    meet = width * dice(0.35, 0.65)
    spread = width * dice(0.2, 0.28)
    parts = [
        f"M{_points(((round(meet + side * 1.5, 1), round(top, 1)), (round(meet + side * spread, 1), height)))}"
        for side in (-1, 1)
    ]
    for number in range(1, 6):
        share = (number / 5.5) ** 1.7
        y = round(top + (height - top) * share, 1)
        half = 1.5 + (spread + 6 - 1.5) * share
        parts.append(f"M{round(meet - half, 1):g} {y:g}H{round(meet + half, 1):g}")
    return "".join(parts)


def _ripples(dice: Dice, width: int, height: int, top: float) -> str:
    """Short strokes on the river."""
    parts = []
    for number in range(9):
        y = round(top + (height - top) * (0.12 + 0.8 * number / 9), 1)
        x, length = width * dice(0.02, 0.82), width * dice(0.06, 0.22)
        parts.append(f"M{round(x, 1):g} {y:g}h{round(length, 1):g}")
    return "".join(parts)


def _roofs(dice: Dice, width: int, height: int, top: float) -> str:
    """The roofs of the railway quarter: gables and chimneys in one line."""
    parts = [f"M0 {height}V{round(top, 1):g}"]
    x = 0.0
    while x < width:
        span = width * dice(0.13, 0.24)
        base, rise = top + height * dice(-0.05, 0.03), height * dice(0.035, 0.07)
        middle = x + span / 2
        chimney = middle + span * dice(0.14, 0.24)
        roof = base - rise * (1 - abs(chimney - middle) / (span / 2))
        parts.append(
            f"L{_points(((round(x, 1), round(base, 1)), (round(middle, 1), round(base - rise, 1))))}"
            f"L{_points(((round(chimney, 1), round(roof, 1)),))}v{round(-rise * 0.7, 1):g}h{round(span * 0.07, 1):g}"
            f"V{round(base - rise * (1 - abs(chimney + span * 0.07 - middle) / (span / 2)), 1):g}"
            f"L{_points(((round(x + span, 1), round(base, 1)),))}"
        )
        x += span
    return "".join(parts) + f"V{height}z"
