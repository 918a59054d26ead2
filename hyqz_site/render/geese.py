"""雁阵: the site's motif, drawn from a record's id. One stroke is one person.

Records have pictures of their own, but not all that is in them: there are some ways for so many birds to fly and some
landscapes, each drawn once; where the birds are before it, in which light, and where the sun stands, the record says.

Everything here is geometry as plain data, the same for the same id on every machine; `templates/components/geese.html`
draws it and `assets/css/components/geese.css` gives it its colours.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import cos, exp, log, pi, sin
from random import Random
from typing import Final, NamedTuple, TypeAlias

from hyqz_site.cards import card
from hyqz_site.lean import dataclass

SEASONS: Final = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
"""The colours of a scene, as classes of the style sheet."""
MOST: Final = 40
"""More birds than this no longer read as a flock."""
KEPT: Final = 1024
"""So many scenes, and flocks, are kept for those who show them again: 3 KB and 1 KB each."""
FORMATIONS: Final = 6
"""So many ways there are for the same number of birds to fly."""
LANDS: Final = 96
"""So many landscapes there are, before as many lines of far hills: two pictures of a list hardly ever have the same."""
_HIGHEST: Final = 0.66
"""The highest horizon, in heights of a scene."""
NEAR: Final = 11
"""So few may fly close by."""
CROWD: Final = 15
"""More than this fly in two flocks."""
_SIZES: Final = 20
"""Steps in which a bird becomes e times as large."""
_TILTS: Final = 30
"""Steps of a radian."""
_LIFTS: Final = 10
"""Steps of the usual lift."""
_OUTLINE: Final = (
    (-1.0, -0.5, 0.0),
    (-0.45, -0.42, -0.16),
    (0.0, 0.0, 0.0),
    (0.4, -0.5, -0.14),
    (0.95, -0.62, 0.0),
    (0.42, -0.16, 0.0),
    (0.06, 0.0, 0.24),
    (-0.45, -0.08, 0.0),
)
"""The points of a goose that flies to the right, as long as 1 on either side, from wing to wing and back: x, and y as
what grows with the lift and what stays."""


_Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Dice(Random):
    """Numbers that follow from a text, and from nothing else: `random` gives the same on every machine and version."""

    def __call__(self, low: float = 0.0, high: float = 1.0) -> float:
        """The next number between `low` and `high`."""
        return low + (high - low) * self.random()

    def pick(self, number: int) -> int:
        """The next whole number below `number`."""
        return int(self.random() * number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flock(card.Flock):
    """Birds in flight, without a scene: dividers, stars, the mark."""

    filled: int = 0
    """How many of the birds count; the others are only outlined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(card.Motif):
    """The picture of a record that has no photo, with its colours."""

    tint: str


class _Spot(NamedTuple):
    """Where and how one bird flies, before it is drawn.

    But for the place all is in steps that nobody sees, so birds of the same shape are drawn once.
    """

    x: float
    y: float
    size: int
    """A step is a twentieth more."""
    tilt: int
    """In thirtieths of a radian."""
    lift: int
    """How high the wings are, in tenths."""

    def begun(self) -> tuple[int, int, str]:
        """One goose, a brush stroke of two wings about the place: where it begins, in tenths, and the stroke."""
        left, top, stroke = _stroke(self.size, self.tilt, self.lift)
        return round((self.x + left) * 10), round((self.y + top) * 10), stroke

    def drawn(self) -> str:
        """The same as a path."""
        x, y, stroke = self.begun()
        return f"M{_tenths(x)} {_tenths(y)}{stroke}"


@cache
def _stroke(size: int, tilt: int, lift: int) -> tuple[float, float, str]:
    """A goose about 0, 0, as a spot says it: where its stroke begins, and the way from there and back."""
    along, across = _length(size) * cos(tilt / _TILTS), _length(size) * sin(tilt / _TILTS)
    outline = [(x, lifted * lift / _LIFTS + fixed) for x, lifted, fixed in (*_OUTLINE, _OUTLINE[0])]
    turned = [(along * x - across * y, across * x + along * y) for x, y in outline]
    left, top = turned[0]
    places = [(round((x - left) * 10), round((y - top) * 10)) for x, y in turned]
    steps = [
        places[at + two][axis] - places[at][axis]
        for at in range(0, len(places) - 1, 2)
        for two in (1, 2)
        for axis in (0, 1)
    ]
    return left, top, f"q{' '.join(map(_tenths, steps))}z".replace(" -", "-")


@cache
def _tenths(number: int) -> str:
    """A number of tenths, as short as a path may say it."""
    return f"{number / 10:g}".replace("0.", ".") if abs(number) < 10 else f"{number / 10:g}"


def _said(number: float) -> str:
    """The number as a path says it, in tenths."""
    return _tenths(round(number * 10))


def _points(*numbers: float) -> str:
    return " ".join(map(_said, numbers))


def _length(size: int) -> float:
    return exp(size / _SIZES)


def _size(length: float) -> int:
    return round(log(length) * _SIZES)


def bird(x: float, y: float, length: float, tilt: float = 0.0) -> str:
    """One goose by itself about (x, y), as long as `length` on either side; `tilt` in radians."""
    return _Spot(x, y, _size(length), round(tilt * _TILTS), _LIFTS).drawn()


def _spots(dice: Dice, count: int, heading: float, step: float, length: float) -> list[_Spot]:
    """`count` birds in a V behind a leader at 0, 0 who flies towards `heading` (radians, 0 is right)."""
    size, tilt = _size(length), round(heading * 0.5 * _TILTS)
    spread = dice(0.4, 0.58)
    first = round((count - 1) * dice(0.42, 0.62))
    spots = [_Spot(0, 0, size + 2, tilt, 8 + dice.pick(4))]
    for arm, number in ((spread, first), (-spread, count - 1 - first)):
        bend = dice(-0.012, 0.018)
        way = heading + pi + arm
        for place in range(1, number + 1):
            far, way = step * (place + dice(-0.12, 0.12)), way + bend
            smaller = size - place // 4 - dice.pick(4) + 1
            spots.append(_Spot(far * cos(way), far * sin(way), smaller, tilt + dice.pick(8) - 4, 6 + dice.pick(8)))
    return spots


def _moved(spots: list[_Spot], dx: float, dy: float, scale: float = 1) -> list[_Spot]:
    larger = _size(scale)
    return [_Spot(dx + x * scale, dy + y * scale, size + larger, tilt, lift) for x, y, size, tilt, lift in spots]


def _fitted(spots: list[_Spot], room: _Box, dice: Dice) -> list[_Spot]:
    """The flock inside `room`, smaller where it must be, at a place that the dice choose."""
    left, top, right, bottom = room
    box = _box(spots)
    scale = _scale(box, right - left, bottom - top)
    x, y = _place((box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale), room, dice)
    return _moved(spots, x, y, scale)


def _scale(box: _Box, width: float, height: float) -> float:
    """How much smaller a flock must be that takes `box`."""
    left, top, right, bottom = box
    return min(1, width / (right - left), height / (bottom - top))


def _place(box: _Box, room: _Box, dice: Dice) -> tuple[float, float]:
    """Where in the room a flock that takes `box` about 0, 0 is, as the dice choose."""
    left, top, right, bottom = box
    x = room[0] - left + (room[2] - room[0] - (right - left)) * dice(0.3, 0.8)
    y = room[1] - top + (room[3] - room[1] - (bottom - top)) * dice(0.1, 0.6)
    return x, y


def _box(spots: list[_Spot]) -> _Box:
    """What a flock takes, with room for all wings."""
    xs, ys, room = [one.x for one in spots], [one.y for one in spots], _length(max(one.size for one in spots))
    return min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room


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
    tint = tint or card.TINTS[dice.pick(len(card.TINTS))]
    count = max(5, min(count, MOST)) if count else 7 + dice.pick(8)
    horizon, far = _far_off(shape, dice.pick(LANDS))
    land = _land(shape, dice.pick(LANDS))
    broad = min(height, width)
    sun = (width * dice(0.18, 0.82), horizon - height * dice(0.02, 0.3), broad * dice(0.13, 0.2))
    leader, birds = _flying(dice, count, shape, horizon)
    return Scene(
        width=width,
        height=height,
        tint=tint,
        sun=(round(sun[0], 1), round(sun[1], 1), round(sun[2], 1)),
        far=far,
        near=land.near,
        ground=land.ground,
        lines=land.lines,
        leader=leader,
        birds=birds,
    )


@cache
def _far_off(shape: tuple[int, int], number: int) -> tuple[float, str]:
    """A horizon, and the line of far hills there."""
    dice = Dice(f"far/{number}")
    width, height = shape
    horizon = height * dice(_HIGHEST, 0.76)
    return horizon, _hills(dice, width, height, horizon, 14, 3)


class _Land(NamedTuple):
    """What lies before the far hills."""

    near: str
    ground: str
    lines: str


@cache
def _land(shape: tuple[int, int], number: int) -> _Land:
    dice = Dice(f"land/{number}")
    width, height = shape
    near = _hills(dice, width, height, height * dice(0.76, 0.83), 10, 4)
    ground_at = height * 0.86
    if number % 3 == 0:
        return _Land(near, _flat(width, height, ground_at), _rails(dice, width, height, ground_at))
    if number % 3 == 1:
        return _Land(near, _flat(width, height, ground_at), _ripples(dice, width, height, ground_at))
    return _Land(near, _roofs(dice, width, height, ground_at), "")


def _flying(dice: Dice, count: int, shape: tuple[int, int], horizon: float) -> tuple[str, str]:
    """The paths of the leader and of the other birds of a scene; many of them fly in two flocks."""
    width, height = shape
    turned = dice() < 0.4
    left, right = (0.45, 0.95) if turned else (0.05, 0.55)
    sky = (width * 0.07, height * 0.08, width * 0.93, horizon - height * (0.12 if width < height else 0.02))
    far_off = (width * left, height * 0.06, width * right, horizon - height * 0.1)
    ahead, *behind = _flight(shape, count, dice.pick(FORMATIONS), turned=turned)
    leader, others = ahead.at(sky, dice)
    return leader, others + "".join(path for flock in behind for path in flock.at(far_off, dice))


class _Birds(NamedTuple):
    """A flock, in tenths about the first point of the leader's stroke."""

    leader: str
    """His stroke."""
    others: str
    """The strokes of the others, and the ways from each to the next, the first from the leader."""
    box: _Box
    """What it takes; not in tenths."""

    def at(self, room: _Box, dice: Dice) -> tuple[str, str]:
        """The paths of the leader and of the others, at a place in the room that the dice choose."""
        x, y = _place(self.box, room, dice)
        start = f"M{_said(x)} {_said(y)}"
        return f"{start}{self.leader}", f"{start}{self.others}"


@cache
def _flight(shape: tuple[int, int], count: int, number: int, *, turned: bool) -> tuple[_Birds, ...]:
    """One of the ways for `count` birds to fly, small enough for every sky: in one flock, or in two, one farther off.

    Those that are `turned` fly to the left.
    """
    dice = Dice(f"formation/{number}/{count}")
    width, height = shape
    heading = -dice(0.12, 0.42)
    close = count <= NEAR and number % 5 < 2
    length = min(width, height * 1.4) * (dice(0.055, 0.066) if close else dice(0.034, 0.042))
    ahead = count if count <= CROWD else max(CROWD, count * 2 // 3)
    found = []
    for birds, broad, less in ((ahead, 0.86, 0.2 if width < height else 0.1), (count - ahead, 0.5, 0.16)):
        if not birds:
            break
        spots = _spots(dice, birds, heading, length * 2.15, length)
        scale = _scale(_box(spots), width * broad, height * (_HIGHEST - less))
        spots = _moved(spots, 0, 0, scale)
        found.append(_told([spot._replace(x=-spot.x, tilt=-spot.tilt) for spot in spots] if turned else spots))
        length *= scale * 0.6
    return tuple(found)


def _told(spots: list[_Spot]) -> _Birds:
    """A flock about the first point of its leader's stroke."""
    left, top, right, bottom = _box(spots)
    (first_x, first_y, leader), *others = map(_Spot.begun, spots)
    ways, x, y = "", first_x, first_y
    for next_x, next_y, stroke in others:
        ways += f"m{_tenths(next_x - x)} {_tenths(next_y - y)}{stroke}".replace(" -", "-")
        x, y = next_x, next_y
    about_x, about_y = first_x / 10, first_y / 10
    return _Birds(leader, ways, (left - about_x, top - about_y, right - about_x, bottom - about_y))


@cache
def stars(count: int) -> Flock:
    """Stars as a flock of five: as many filled as there are stars."""
    spots = ((50, 11), (32, 17), (68, 17), (14, 24), (86, 24))
    return Flock(
        width=100,
        height=34,
        birds=tuple(bird(x, y, 9.5) for x, y in spots),
        filled=max(0, min(count, 5)),
    )


@lru_cache(maxsize=KEPT)
def divider(key: str, count: int = 9) -> Flock:
    """A small flock that parts two sections, drawn from the key of the page and the section."""
    dice = Dice(f"divider/{key}")
    spots = _fitted(_spots(dice, count, -dice(0.05, 0.25), 11, 5), (1, 1, 95, 47), dice)
    return Flock(width=96, height=48, birds=tuple(spot.drawn() for spot in spots), filled=count)


def gap(key: str) -> Flock:
    """A flock with one place left open: nothing found, nothing here yet. The last bird is the one that is missing."""
    dice = Dice(f"gap/{key}")
    spots = _fitted(_spots(dice, 9, -0.18, 19, 8.4), (2, 2, 188, 98), dice)
    spots.append(spots.pop(3))
    return Flock(width=190, height=100, birds=tuple(spot.drawn() for spot in spots), filled=8)


def _hills(dice: Dice, width: int, height: int, horizon: float, wave: float, humps: int) -> str:
    """A line of soft hills, filled down to the bottom."""
    step, wave = width / humps, wave * height / 200
    parts = [f"M0 {height}V{round(horizon + dice(-wave, wave))}"]
    for number in range(humps):
        top, end = horizon - dice(0, wave * 2), horizon + dice(-wave, wave) * 0.6
        parts.append(f"Q{round(step * (number + 0.5))} {round(top)} {round(step * (number + 1))} {round(end)}")
    return "".join(parts) + f"V{height}z"


def _flat(width: int, height: int, top: float) -> str:
    return f"M0 {height}V{_said(top)}H{width}V{height}z"


def _rails(dice: Dice, width: int, height: int, top: float) -> str:
    """Two rails that meet at the horizon, with their sleepers."""
    meet = width * dice(0.35, 0.65)
    spread = width * dice(0.2, 0.28)
    parts = [f"M{_points(meet + side * 1.5, top, meet + side * spread, height)}" for side in (-1, 1)]
    for number in range(1, 6):
        share = (number / 5.5) ** 1.7
        half = 1.5 + (spread + 6 - 1.5) * share
        parts.append(f"M{_points(meet - half, top + (height - top) * share)}H{_said(meet + half)}")
    return "".join(parts)


def _ripples(dice: Dice, width: int, height: int, top: float) -> str:
    """Short strokes on the river."""
    parts = []
    for number in range(9):
        x, length = width * dice(0.02, 0.82), width * dice(0.06, 0.22)
        parts.append(f"M{_points(x, top + (height - top) * (0.12 + 0.8 * number / 9))}h{_said(length)}")
    return "".join(parts)


def _roofs(dice: Dice, width: int, height: int, top: float) -> str:
    """The roofs of the railway quarter: gables and chimneys in one line."""
    parts = [f"M0 {height}V{_said(top)}"]
    x = 0.0
    while x < width:
        span = width * dice(0.13, 0.24)
        base, rise = top + height * dice(-0.05, 0.03), height * dice(0.035, 0.07)
        middle, end = x + span / 2, x + span
        chimney, broad = middle + span * dice(0.14, 0.24), span * 0.07
        roof, behind = (base - rise * (1 - abs(at - middle) / (span / 2)) for at in (chimney, chimney + broad))
        parts.append(
            f"L{_points(x, base, middle, base - rise, chimney, roof)}"
            f"v{_said(-rise * 0.7)}h{_said(broad)}V{_said(behind)}L{_points(end, base)}"
        )
        x = end
    return "".join(parts) + f"V{height}z"
