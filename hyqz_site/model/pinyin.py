"""Names in pinyin, as texts write them: spaced or joined, with tones or without, the surname before or behind.

A name of three characters is found however it is written; one of two only as words with capitals, for joined or small
it is a word as well: 李娜 is Lina, 何灿 is “he can”. What may be an address or the name of a file is left alone.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import partial
from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.model import folding
from hyqz_site.model.folding import Put
from hyqz_site.model.naming import surname_of
from hyqz_site.model.readings import sounds_of
from hyqz_site.patterns import later

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

_LETTERS: Final = "A-Za-z\u00c0-\u024f\u0300-\u030c"
_WORD: Final = later(f"[{_LETTERS}]+")
_RUN: Final = later(
    rf"(?<![{_LETTERS}0-9_/.%&#=-])(?<![{_LETTERS}0-9_/.-]@)(?<!/~)[{_LETTERS}]+(?:(?:[\s'’·-]{{1,2}}|,\s|，\s?)[{_LETTERS}]+)*"
    rf"(?![{_LETTERS}0-9_/@=-]|\.[{_LETTERS}])"
)
"""Words of letters one after the other, which are no part of an address; a comma may stand behind a surname."""
_IN_ADDRESS: Final = r"[!#-&+-;=?-Z\\^_a-z{}~]"
"""What Markdown has around an address is no part of it: right behind that a name may stand."""
_ADDRESS: Final = later(rf"://(?:{_IN_ADDRESS}|\({_IN_ADDRESS}*\))+")
_SMALL: Final = later("[a-z]+")
_MOST_WORDS: Final = 4
_MOST_WAYS: Final = 64
"""So many spellings of one name are known, where its characters have several sounds."""
_LONG: Final = 3
"""Characters of a name that is no word by chance."""


class Spelling(NamedTuple):
    """What stands for a name that is spelled out."""

    shown: str
    is_long: bool


def spellings(names: Mapping[str, str]) -> dict[str, Spelling]:
    """Each spelling of the names, in small letters without blanks, with what is shown in the name's place."""
    sounds = defaultdict[str, list[str]](list)
    for sound, having in sounds_of("".join(names)).items():
        for character in having:
            sounds[character] += [sound.replace("v", one) for one in ("v", "u", "yu")] if "v" in sound else [sound]
    found: dict[str, Spelling] = {}
    for name, shown in names.items():
        surname = len(surname_of(name))
        for ways in islice(product(*(sounds[character] for character in name)), _MOST_WAYS):
            first, last = "".join(ways[:surname]), "".join(ways[surname:])
            found |= dict.fromkeys((first + last, last + first), Spelling(shown, len(name) >= _LONG))
    return found


def may_stand(folded: str, known: Mapping[str, Spelling]) -> bool:
    """Whether one of these may stand in a folded text; in most texts none does, and that is told quickly."""
    letters = "".join(_SMALL.findall(folded)) if known else ""
    return bool(letters) and any(map(letters.__contains__, known))


def without(text: str, known: Mapping[str, Spelling]) -> str:
    """The text with no name of these spelled out in it."""
    return folding.without(text, partial(_found, known))


def _found(known: Mapping[str, Spelling], text: str) -> Iterator[Put]:
    addresses = [address.span() for address in _ADDRESS.finditer(text)]
    for run in _RUN.finditer(text):
        for name in _in_words(list(_WORD.finditer(text, *run.span())), known):
            if not any(begin <= name.start and name.end <= stop for begin, stop in addresses):
                yield name


def _in_words(words: list[re.Match[str]], known: Mapping[str, Spelling]) -> Iterator[Put]:
    """Where names stand in words that follow each other, and what is shown in the place of each."""
    at = 0
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            some = words[at : at + count]
            spelling = known.get("".join(_plain(word.group()) for word in some))
            if spelling and (spelling.is_long or (count > 1 and _are_capitals(some))):
                yield Put(some[0].start(), some[-1].end(), spelling.shown)
                at += count - 1
                break
        at += 1


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _are_capitals(words: Iterable[re.Match[str]]) -> bool:
    return all(word.group()[0].isupper() for word in words)
