"""How wide text is in the shipped fonts: plain tables and sums, no drawing.

Widths are in em: a character 1 em wide is 20 px wide at 20 px. They are what a browser makes of the same font with
`text-rendering: geometricPrecision`, the feature `chws` and no spacing of its own.

The tables are those of the file that lies beside each font (`load`, some milliseconds); `measure.measure` makes them
from the font itself.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from hyqz_site.lean import dataclass

CLOSING: Final = "、，。．：；！？）】》〉」』〕｝”’］〗"
"""Marks whose ink is in the left half of their square: the right half is free where another mark follows."""

OPENING: Final = "（【《〈「『〔｛“‘［〖"
"""Marks whose ink is in the right half of their square."""

BRACKETS: Final = {
    pair[0]: pair[1]
    for pair in ("()", "[]", "{}", "（）", "［］", "｛｝", "《》", "〈〉", "「」", "『』", "【】", "〔〕", "〖〗")
}

CHINESE_MARKS: Final = "、。〃々《》〈〉「」『』【】〔〕〖〗（［｛・"
"""Marks that are Chinese by themselves; full-width commas and the like are not."""

LONGEST_GROUP: Final = 3
"""Characters that one glyph stands for, at most."""

FORMAT: Final = 1
"""Version of the file that `dump` writes."""

Range: TypeAlias = tuple[float, float]
"""A length in font units at the lightest and at the boldest weight."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Metrics:
    """The measures of one font file."""

    font: str
    """SHA-256 of the font's bytes."""
    units: int
    """Font units in an em."""
    ascent: float
    """From the baseline to the top of the font's line, in em."""
    descent: float
    """From the baseline to the bottom, in em; positive."""
    weights: tuple[tuple[float, float], ...]
    """Weights, ascending, each with its place between the lightest (0) and the boldest (1)."""
    advances: Mapping[str, Range] = field(repr=False)
    """Every character that the font has."""
    kerning: Mapping[str, Range] = field(repr=False)
    """What is added between two characters."""
    compositions: Mapping[str, Range] = field(repr=False)
    """Characters that become one glyph (`ccmp`), as the two of a Chinese dash."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """A font as one rule of the style sheet sets it: kerned, and by `chws` neighbouring marks share one blank half."""

    metrics: Metrics
    weight: float = 400
    """`font-weight`; beyond the font's range the nearest counts, as in the browser."""
    letter_spacing: float = 0
    """In em, after every character."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A text measured once, so that the width of any part of it is a subtraction."""

    advances: tuple[float, ...]
    """Sums: what stands before each character, pairs included; one more than there are characters."""
    pairs: tuple[float, ...]
    """What was added between each character and the next."""

    def width(self, start: int, end: int) -> float:
        """The width of a line made of the characters from `start` to before `end`."""
        if start >= end:
            return 0
        return self.advances[end] - self.advances[start] - self.pairs[end - 1]


def width(text: str, face: Face) -> float:
    """The width of `text` on one line, in em."""
    return ruler(text, face).width(0, len(text))


def ruler(text: str, face: Face) -> Ruler:
    """Measure `text`; a run of spaces counts as one, and a line break as nothing."""
    place = _place(face.metrics, face.weight)
    units = face.metrics.units
    own = tuple(
        _between(length, place) / units + (face.letter_spacing if counts else 0)
        for length, counts in _lengths(text, face.metrics)
    )
    pairs = tuple(_between(length, place) / units for length in _pairs(text, face))
    sums = accumulate((length + pair for length, pair in zip(own, pairs, strict=True)), initial=0.0)
    return Ruler(tuple(sums), pairs)


def _lengths(text: str, metrics: Metrics) -> Iterator[tuple[Range, bool]]:
    """The length of every character, and whether spacing follows; what is one glyph stands with its first character."""
    heads = {group[0] for group in metrics.compositions}
    index = 0
    while index < len(text):
        group = next((g for g in _groups(text, index) if g in metrics.compositions), "") if text[index] in heads else ""
        if group:
            yield metrics.compositions[group], True
            yield from (((0, 0), False) for _ in group[1:])
        else:
            takes_room = _takes_room(text, index)
            yield _length(text[index], metrics) if takes_room else (0, 0), takes_room
        index += len(group) or 1


def _groups(text: str, index: int) -> Iterator[str]:
    """The texts at `index` that may be one glyph, longest first."""
    return (text[index : index + length] for length in range(LONGEST_GROUP, 1, -1))


def _length(character: str, metrics: Metrics) -> Range:
    known = metrics.advances.get(character)
    if known:
        return known
    # Another font will draw it; `coverage.missing` has said so.
    share = 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5
    return (metrics.units * share, metrics.units * share)


def _takes_room(text: str, index: int) -> bool:
    character = text[index]
    if character == " ":
        return index == 0 or text[index - 1] not in " \n"
    return unicodedata.category(character) not in {"Cc", "Cf", "Mn", "Me"}


def _pairs(text: str, face: Face) -> Iterator[Range]:
    """What is added after every character because of the next one: nothing where the script changes.

    A browser draws each stretch of one script by itself, so that neither kerning nor squeezing reaches across.
    """
    half = -face.metrics.units / 2
    for (first, script), (second, next_script) in pairwise(zip(text, _scripts(text), strict=True)):
        low, high = face.metrics.kerning.get(first + second, (0, 0)) if script == next_script else (0, 0)
        squeeze = half if script == next_script and squeezes(first, second) else 0
        yield (low + squeeze, high + squeeze)
    if text:
        yield (0, 0)


def _scripts(text: str) -> list[str]:
    """The script of every character; marks that belong to none take that of what stands before."""
    scripts: list[str] = []
    current = ""
    open_brackets: list[tuple[str, str]] = []
    for character in text:
        script = _script(character)
        if character in BRACKETS:
            open_brackets.append((BRACKETS[character], script or current))
        elif any(character == closer for closer, _ in open_brackets):
            while open_brackets:
                closer, script = open_brackets.pop()
                if closer == character:
                    break
        current = script or current
        scripts.append(current)
    first = next((script for script in scripts if script), "")
    return [script or first for script in scripts]


def _script(character: str) -> str:
    if character in CHINESE_MARKS:
        return "Han"
    if not unicodedata.category(character).startswith("L"):
        return ""
    if unicodedata.east_asian_width(character) in "WF":
        return "Han"
    return unicodedata.name(character, "LATIN").split()[0]


def squeezes(first: str, second: str) -> bool:
    """Whether the blank half between two neighbouring marks goes."""
    return (first in CLOSING and (second in CLOSING or second in OPENING)) or (first in OPENING and second in OPENING)


def _place(metrics: Metrics, weight: float) -> float:
    """Where `weight` lies between the lightest and the boldest, as the font bends the scale."""
    stops = metrics.weights
    if weight <= stops[0][0]:
        return stops[0][1]
    for (low, start), (high, end) in pairwise(stops):
        if weight <= high:
            return start + (end - start) * (weight - low) / (high - low)
    return stops[-1][1]


def _between(length: Range, place: float) -> float:
    low, high = length
    return low + (high - low) * place


# The file beside the font.


def dump(metrics: Metrics) -> bytes:
    """The tables as a file; full-width characters, nine tenths of all, as one text."""
    square = (metrics.units, metrics.units)
    plain = {
        "format": FORMAT,
        "font": metrics.font,
        "units": metrics.units,
        "ascent": metrics.ascent,
        "descent": metrics.descent,
        "weights": metrics.weights,
        "square": "".join(sorted(c for c, length in metrics.advances.items() if length == square)),
        "advances": _sorted({c: length for c, length in metrics.advances.items() if length != square}),
        "kerning": _grouped(metrics.kerning),
        "compositions": _sorted(metrics.compositions),
    }
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in plain.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


@lru_cache(maxsize=4)
def load(data: bytes) -> Metrics:
    """The tables back from `dump`'s file."""
    plain = json.loads(data)
    if plain["format"] != FORMAT:
        raise ValueError(f"metrics of format {plain['format']}, not {FORMAT}: run tools/make_fonts.py")
    square = (plain["units"], plain["units"])
    return Metrics(
        font=plain["font"],
        units=plain["units"],
        ascent=plain["ascent"],
        descent=plain["descent"],
        weights=tuple((weight, place) for weight, place in plain["weights"]),
        advances=dict.fromkeys(plain["square"], square) | _ranges(plain["advances"]),
        kerning={
            first + second: (low, high)
            for low, high, firsts in plain["kerning"]
            for first, seconds in firsts.items()
            for second in seconds
        },
        compositions=_ranges(plain["compositions"]),
    )


def _sorted(table: Mapping[str, Range]) -> dict[str, Range]:
    return {text: table[text] for text in sorted(table)}


def _ranges(table: Mapping[str, list[float]]) -> dict[str, Range]:
    return {text: (low, high) for text, (low, high) in table.items()}


def _grouped(kerning: Mapping[str, Range]) -> list[tuple[float, float, dict[str, str]]]:
    """Pairs by their value, then by their first character: a tenth of the plain list."""
    groups: dict[Range, dict[str, str]] = {}
    for pair in sorted(kerning):
        firsts = groups.setdefault(kerning[pair], {})
        firsts[pair[0]] = firsts.get(pair[0], "") + pair[1]
    return [(low, high, groups[low, high]) for low, high in sorted(groups)]
