"""HTML as texts and tags: a page is taken apart once, for all who look at it."""

from __future__ import annotations

import re
from typing import Final

TAG: Final = re.compile(r"<(?!path )[A-Za-z/!][^<>]*>")
"""Strokes of drawings are most of the tags and say nothing."""
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
        self.texts: list[str] = parts[0::3]
        """What stands before, between and behind the tags."""
        self.tags: list[str] = parts[1::3]
        """The tag behind each text but the last."""
        self.names: list[str | None] = parts[2::3]
        """Of the tags that are whole elements."""
        self._headings: list[int] | None = None

    def parts(self, mark: str) -> tuple[Markup, ...]:
        """What stands before, between and behind tags that are `mark`; where there is none, all of it."""
        marks = [number for number, tag in enumerate(self.tags) if tag == mark] if mark in self.tags else []
        starts, ends = [0, *(number + 1 for number in marks)], [*marks, len(self.tags)]
        return tuple(map(self._between, starts, ends)) if marks else (self,)

    def _between(self, start: int, end: int) -> Markup:
        """The part from the text of one number to that of the other."""
        part = Markup.__new__(Markup)
        part.texts, part.tags, part.names = self.texts[start : end + 1], self.tags[start:end], self.names[start:end]
        part._headings = None  # noqa: SLF001 - one of ours
        return part

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
