"""Pictures in Markdown texts, found without reading the text as Markdown: whoever hides one must not miss any.

What is found here is at least what `render/markdown.py` draws; a law in the tests holds it to that.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.model.folding import folded
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OPENING: Final = later(r"""!\[|<(?:img|image)\b(?:"[^"]*"|'[^']*'|[^>"'])*>|<(?:img|image)\b[^>]*>""", re.IGNORECASE)
"""Browsers, and whoever cleans HTML, read `<image>` as `<img>`."""
_WITHIN: Final = later(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|[\[\]]|\n[ \t]*\n", re.DOTALL)
"""What counts between the brackets of a picture: escapes and code hide brackets, an empty line ends all."""
_TARGET: Final = later(
    r"""\(\s*(?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\s*(?:"[^"]*"|'[^']*')?\s*\)|\([^)]*\)|\s?\[([^\]]*)\]"""
)
"""Behind the brackets: an address with its title, or the name of a definition."""
_DEFINITION: Final = later(r"""^[^\[\n]*\[([^\[\]]*)\]:(?=(.*\n?.*(?:\n[ \t>]*["'(].*)?))""", re.MULTILINE)
"""In quotes and lists as well; what it says may begin another, and be on the next lines."""
_LINK: Final = later(r"\](?:\((?:[^()]|\([^()]*\))*\)|\s?\[[^\[\]]*\])")
"""What closes the words of a link, and says where it leads: of one between a picture's brackets, its words are left."""


class Shot(NamedTuple):
    """A picture in a text."""

    start: int
    end: int
    words: str
    """All that is written of it: for a reader, without the marks between its characters, and without links in it."""


def shots(text: str) -> Iterator[Shot]:
    """The pictures in a Markdown text, in their order; whatever looks like the beginning of one counts as one."""
    if "![" not in text and "<" not in text:  # as in most
        return
    definitions: dict[str, str] | None = None
    at = 0
    while found := _OPENING.search(text, at):
        start, at = found.span()
        if definitions is None:
            definitions = {}
            for match in _DEFINITION.finditer(text):
                definitions[_key(match[1])] = definitions.get(_key(match[1]), "") + match[2]
        if found.group() == "![":
            words, at, names = _closed(text, start)
            words += "".join([definitions.get(_key(name), "") for name in names])
            plain = _LINK.sub("", words)
        else:
            # Links within it would bring the titles of definitions.
            words = plain = "\n".join((found.group(), *definitions.values()))
        yield Shot(start, at, "\n".join((unescape(words), folded(words), folded(plain))))


def without(text: str, is_hidden: Callable[[str], bool]) -> str:
    """The text without the pictures that are hidden for their words; the same where there is none."""
    while True:
        left, last = "", 0
        for shot in shots(text):
            if is_hidden(shot.words):
                left += text[last : shot.start]
                last = shot.end
        if not last:
            return text
        text = left + text[last:]  # what stood around one may be one now


def _closed(text: str, start: int) -> tuple[str, int, tuple[str, ...]]:
    """What is written of the picture that opens at `start`, where it ends, the names by which it may be defined."""
    depth = 0
    for match in _WITHIN.finditer(text, start + 1):
        depth += {"[": 1, "]": -1}.get(match.group(), 0)
        if depth == 0:
            label, end = text[start + 2 : match.start()], match.end()
            break
        if match.group().startswith("\n"):  # no picture; but who looks closer than this, may be wrong
            return text[start : match.start()], start + 2, ()
    else:
        return text[start:], start + 2, ()
    target = _TARGET.match(text, end)
    if target:
        end = target.end()
    return text[start:end], end, (label, (target and target[1]) or "")


def _key(name: str) -> str:
    return " ".join(name.lower().split())
