"""Figures → the geometry of charts, as plain data; `templates/components/chart.html` draws it.

All charts are 360 units wide, so that their words keep their size on a phone. Every chart stands beside a table with
the same values, so none of them has to be read from the drawing.
"""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.render import geese

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 360
ROW: Final = 30
NAMES: Final = 58
"""The width of the names beside bars."""
VALUES: Final = 48
"""The width kept free for values after bars."""
TALL: Final = 200
"""The height of a chart of columns."""
BELOW: Final = 16
"""What it grows by where something stands below names."""
_BESIDE_TARGET: Final = 16
"""A line of the grid that is nearer to the target's would run through its words."""
FLOCK: Final = 26
"""So many people still fit a row one by one; more of them become a bar."""


@dataclass(frozen=True, slots=True)
class Item:
    """One value: its name, itself, and as people read it."""

    name: str
    value: float
    text: str
    below: str = ""
    """What a column says below its name: the year that begins there."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or a column with its words."""

    name: str
    text: str
    x: float
    y: float
    width: float
    height: float
    is_below: bool = False
    """Below the target."""
    is_last: bool = False
    shows_value: bool = True
    value_at: float = 0
    """Where the value of a bar stands: past the line of the target, so that neither covers the other."""
    birds: tuple[str, ...] = ()
    below: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line across a chart with its words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart. `title` says for screen readers what it shows."""

    kind: str
    """`rows`, `columns` or `people`."""
    title: str
    width: int = WIDTH
    height: int
    bars: tuple[Bar, ...]
    grid: tuple[Line, ...] = ()
    target: Line | None = None
    named_at: float = 0
    """Where the names of columns stand."""


def rows(title: str, items: Sequence[Item], target: float | None = None, target_text: str = "") -> Chart:
    """Bars from left to right, one below the other, with a line at the target."""
    room = WIDTH - NAMES - VALUES
    most = nice(max([item.value for item in items] + ([target] if target else []), default=1))
    top = 22 if target is not None else 4

    def x_of(value: float) -> float:
        return round(room * value / most, 1)

    return Chart(
        kind="rows",
        title=title,
        height=top + ROW * len(items) + 4,
        bars=tuple(
            Bar(
                item.name,
                item.text,
                NAMES,
                top + ROW * number + 6,
                x_of(item.value),
                ROW - 12,
                is_below=target is not None and item.value < target,
                value_at=NAMES
                + max(x_of(item.value), x_of(target or 0) if item.value > (target or 0) * 0.8 else 0)
                + 8,
            )
            for number, item in enumerate(items)
        ),
        target=Line(NAMES + x_of(target), target_text) if target is not None else None,
    )


def columns(title: str, items: Sequence[Item], target: float | None = None, target_text: str = "") -> Chart:
    """Columns from left to right, for months; the highest, the first and the last carry their values."""
    left, right, bottom, top = 34, 4, 24, 18
    most = nice(max([item.value for item in items] + ([target] if target else []), default=1))
    step = (WIDTH - left - right) / max(len(items), 1)
    width = min(step * 0.62, 40)

    def y_of(value: float) -> float:
        return round(top + (TALL - top - bottom) * (1 - value / most), 1)

    highest = max(range(len(items)), key=lambda number: items[number].value, default=0)
    return Chart(
        kind="columns",
        title=title,
        height=TALL + (BELOW if any(item.below for item in items) else 0),
        named_at=TALL - 7,
        bars=tuple(
            Bar(
                item.name,
                item.text,
                round(left + step * number + (step - width) / 2, 1),
                y_of(item.value),
                round(width, 1),
                round(y_of(0) - y_of(item.value), 1),
                is_below=target is not None and item.value < target,
                is_last=number == len(items) - 1,
                below=item.below,
                shows_value=number in {highest, len(items) - 1} and not (highest == len(items) - 2 == number),
            )
            for number, item in enumerate(items)
        ),
        grid=tuple(
            Line(y_of(most * share), _short(most * share))
            for share in (0, 0.5, 1)
            if target is None or not share or abs(y_of(most * share) - y_of(target)) >= _BESIDE_TARGET
        ),
        target=Line(y_of(target), target_text) if target is not None else None,
    )


def people(title: str, items: Sequence[Item]) -> Chart:
    """One bird for each person, a row for each kind; a bar where there are too many."""
    most = max((item.value for item in items), default=1)
    if most > FLOCK:
        return rows(title, items)
    step = min((WIDTH - NAMES - VALUES) / max(most, 1), 20)
    bars = []
    for number, item in enumerate(items):
        y = 4 + ROW * number
        birds = tuple(
            geese.bird(NAMES + step * (place + 0.5), y + ROW * 0.55, step * 0.42, -0.06)
            for place in range(round(item.value))
        )
        bars.append(
            Bar(
                item.name,
                item.text,
                NAMES,
                y,
                round(step * item.value, 1),
                ROW - 12,
                value_at=NAMES + step * item.value + 8,
                birds=birds,
            )
        )
    return Chart(kind="people", title=title, height=8 + ROW * len(items), bars=tuple(bars))


def nice(value: float) -> float:
    """The round number at or above `value` at which an axis ends."""
    if value <= 0:
        return 1
    power = 10.0 ** floor(log10(value))
    share = value / power
    return next(step for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10) if share <= step + 1e-9) * power


def _short(value: float) -> str:
    """A number as short as an axis needs it."""
    if value >= 10000:
        return f"{value / 10000:g}万"
    return f"{ceil(value) if value >= 10 else round(value, 1):g}"
