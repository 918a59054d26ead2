"""HTML as texts and tags: a page is taken apart once, for all who look at it."""

from __future__ import annotations

import re
from typing import Final

TAG: Final = re.compile(r"<(?!path |meta )[A-Za-z/!][^<>]*>")
"""Strokes of drawings are most of the tags and say nothing; what is said to machines is not looked at."""
_TOKEN: Final = re.compile(
    r"(<(head|script|style|svg|title|textarea|option|pre|code|video)\b[^<]*(?:<(?!/\2>)[^<]*)*</\2>|<!--.*?-->|<[^>]*>)",
    re.DOTALL,
)


class Markup:
    """The HTML of a page, taken apart; joined it is the same again.

    Elements whose text is no running text (`<svg>`, `<script>`, `<code>` …) are one tag here.
    """

    __slots__ = ("_headings", "names", "tags", "texts")

    def __init__(self, html: str) -> None:
        """Take `html` apart."""
        parts = _TOKEN.split(html)
        self.texts: Final[list[str]] = parts[0::3]
        """What stands before, between and behind the tags."""
        self.tags: Final[list[str]] = parts[1::3]
        """The tag behind each text but the last."""
        self.names: Final[list[str | None]] = parts[2::3]
        """Of the tags that are whole elements."""
        self._headings: list[int] | None = None

    def joined(self, texts: list[str]) -> str:
        """The HTML with other texts in the place of its own."""
        parts = [""] * (len(texts) + len(self.tags))
        parts[0::2] = texts
        parts[1::2] = self.tags
        return "".join(parts)

    @property
    def headings(self) -> list[int]:
        """The numbers of the tags with which headlines, and paragraphs that have a class, may begin."""
        if self._headings is None:
            self._headings = [number for number, tag in enumerate(self.tags) if tag.startswith(("<h", "<p "))]
        return self._headings

    def every_tag(self) -> list[str]:
        """The tags, also those within the elements that are one tag here."""
        found: list[str] = []
        for tag, name in zip(self.tags, self.names, strict=True):
            if name is None:
                found.append(tag)
            else:
                found += TAG.findall(tag)
        return found
