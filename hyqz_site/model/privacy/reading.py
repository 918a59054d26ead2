"""A text as its readers see it, in one spelling, with the place of every character in what was written."""

from __future__ import annotations

import unicodedata
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Found(NamedTuple):
    """Something private in a text: from where to where, what it is, and how it may be written."""

    start: int
    end: int
    what: str
    masked: str
    """Empty where it cannot be masked, only left out."""


NARROW: Final = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([*range(0x2000, 0x200B), 0x3000, 0xA0, 0x202F, 0x205F], " "),
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63, 0x2500], "-"),
    **{
        code: str(unicodedata.digit(chr(code)))
        for code in (*range(0x1D7CE, 0x1D800), *range(0x660, 0x66A), *range(0x6F0, 0x6FA))
    },
}
"""Full-width and other spellings of the characters that matter here, one for one."""
NUMERALS: Final = {
    ord(han): str(value)
    for value, hans in enumerate(["零〇○", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for han in hans
}
"""Chinese numerals that are said digit by digit."""
HAN: Final = "".join(map(chr, NUMERALS))

_ENTITY: Final = later(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")


def readings(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """`text` as it is written and, where it has tags or entities, as it is shown; with the places of its characters."""
    yield text.translate(NARROW), range(len(text))
    if ("&" in text or "<" in text) and _ENTITY.search(text):
        shown, places = _as_shown(text)
        yield shown.translate(NARROW), places


def _as_shown(text: str) -> tuple[str, list[int]]:
    shown: list[str] = []
    places: list[int] = []
    last = 0
    for match in _ENTITY.finditer(text):
        shown.append(text[last : match.start()])
        places += range(last, match.start())
        last = match.end()
        read = unescape(match.group()) if match.group().startswith("&") else ""
        if len(read) == 1 and not unicodedata.category(read).startswith("C"):
            shown.append(read)
            places.append(match.start())
    shown.append(text[last:])
    places += range(last, len(text))
    return "".join(shown), places
