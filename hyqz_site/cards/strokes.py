"""Outlines as text → points. Pure.

The subset of SVG paths in which `render/geese.py` writes: M, L, H, V, Q, also m, q, h and v relative, and z.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = tuple[Point, ...]

STEPS: Final = 8
"""Straight pieces in place of one curve."""

_PART: Final = re.compile(r"([MLHVQmqhvz])([^MLHVQmqhvz]*)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_TAKES: Final = {"M": 2, "m": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "q": 4, "h": 1, "v": 1}


def lines(path: str) -> tuple[Line, ...]:
    """The lines of a path, one for each M or m that a line follows; curves as short straight pieces.

    A closed line ends where it began.
    """
    found: list[list[Point]] = []
    for command, rest in _PART.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        if command == "z":
            found[-1].append(found[-1][0])
            continue
        takes = _TAKES[command]
        for start in range(0, len(numbers), takes):
            given = numbers[start : start + takes]
            if command == "M" and start == 0:
                found.append([(given[0], given[1])])
            elif command == "m":
                x, y = found[-1][-1]
                found.append([(x + given[0], y + given[1])])
            else:
                found[-1] += _drawn(command, given, found[-1][-1])
    return tuple(tuple(line) for line in found if len(line) > 1)


def bounds(drawn: Iterable[Line]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all lines."""
    points = [point for line in drawn for point in line]
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )


def is_level(drawn: Iterable[Line]) -> bool:
    """Whether all lines lie flat, as ripples do and rails that meet at the horizon do not."""
    return all(y == line[0][1] for line in drawn for _, y in line)


def _drawn(command: str, given: list[float], at: Point) -> list[Point]:
    x, y = at
    if command in "ML":
        return [(given[0], given[1])]
    if command == "H":
        return [(given[0], y)]
    if command == "V":
        return [(x, given[0])]
    if command == "h":
        return [(x + given[0], y)]
    if command == "v":
        return [(x, y + given[0])]
    bend_x, bend_y, end_x, end_y = given if command == "Q" else (x + given[0], y + given[1], x + given[2], y + given[3])
    shares = [step / STEPS for step in range(1, STEPS + 1)]
    return [
        (
            (1 - t) ** 2 * x + 2 * t * (1 - t) * bend_x + t**2 * end_x,
            (1 - t) ** 2 * y + 2 * t * (1 - t) * bend_y + t**2 * end_y,
        )
        for t in shares
    ]
