"""Pictures in Markdown texts, found without reading the text as Markdown: whoever hides one must not miss any.

What is found here is at least what `render/markdown.py` draws; a law in the tests holds it to that.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OPENING: Final = later(r"!\[|<(?:img|image)\b[^>]*>", re.IGNORECASE)
"""Browsers, and whoever cleans HTML, read `<image>` as `<img>`."""
_WITHIN: Final = later(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|[\[\]]|\n[ \t]*\n", re.DOTALL)
"""What counts between the brackets of a picture: escapes and code hide brackets, an empty line ends all."""
_TARGET: Final = later(
    r"""\(\s*(?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\s*(?:"[^"]*"|'[^']*')?\s*\)|\([^)]*\)|\s?\[([^\]]*)\]"""
)
"""Behind the brackets: an address with its title, or the name of a definition."""
_DEFINITION: Final = later(r"""^[ ]{0,3}\[([^\[\]]*)\]:[ ]*\n?.*(?:\n[ ]*["'(].*)?""", re.MULTILINE)
_MARKS: Final = later(r"[\s*_~`\\\u00ad\u200b-\u200f\u2060\ufeff]+")


class Shot(NamedTuple):
    """A picture in a text."""

    start: int
    end: int
    words: str
    """All that is written of it: for a reader, and with the marks between their characters gone."""


def shots(text: str) -> Iterator[Shot]:
    """The pictures in a Markdown text, in their order; whatever looks like the beginning of one counts as one."""
    if "![" not in text and "<" not in text:  # as in most
        return
    definitions: dict[str, str] | None = None
    at = 0
    while found := _OPENING.search(text, at):
        start, at = found.span()
        if definitions is None:
            definitions = {_key(match[1]): match[0] for match in _DEFINITION.finditer(text)}
        if found.group() == "![":
            words, at, names = _closed(text, start)
            words += "".join([definitions.get(_key(name), "") for name in names])
        else:
            words = "\n".join((found.group(), *definitions.values()))  # whose titles links within it would bring
        said = unescape(words)
        yield Shot(start, at, f"{said}\n{_MARKS.sub('', said)}")


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
