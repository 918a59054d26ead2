"""How characters sound: the readings of Chinese characters in pinyin without tones.

`readings.txt` is made from pypinyin by `tools/make_readings.py`; pypinyin itself is asked for ids alone (`naming.py`),
because it takes a second to load.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE: Final = Path(__file__).with_name("readings.txt")


def sounds_of(characters: Iterable[str]) -> dict[str, str]:
    """Each sound that one of the characters has → those of them that have it: `{"chang": "长场", "zhang": "长"}`."""
    wanted = set(characters)
    found = {}
    for sound, having in _table():
        here = "".join(character for character in having if character in wanted)
        if here:
            found[sound] = here
    return found


@cache
def _table() -> tuple[tuple[str, str], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple((sound, having) for sound, _, having in (line.partition(" ") for line in lines))
