"""Chinese typography that a browser does not do by itself, put into finished HTML.

Between Chinese and Latin letters or figures stands a little space (CLREQ: up to a quarter of a character). New browsers
make it by `text-autospace`; for the others the Latin part is wrapped, and `assets/css/base.css` gives it its margins.
The text itself gets no spaces: it is searched and copied as it was written. Headlines keep their last characters
together, so that none ends in a line of one; and so does what stands before the mark 示例, with the mark.

Where two full-width marks meet, as in `。”` or `：《`, the blank half between them goes, and so it does at the ends of
lines (CLREQ 3.1.6). Browsers since 2024 do both by `text-spacing-trim`. For the others the mark that has the blank is
wrapped here, and `assets/css/base.css` takes half a character from its side. Only marks that are full-width in every
Chinese font are taken: quotation marks are narrow in some.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from hyqz_site.patterns import later
from hyqz_site.render.markup import Markup
from hyqz_site.type import breaks, phrases

TAIL: Final = 3
"""So many characters at the end of a headline stay together, or a few more, where that would cut a word."""
SHORTEST: Final = 7
"""A headline below this length fits its line anyway."""

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"
_LATIN: Final = r"[A-Za-z0-9](?:[A-Za-z0-9.,:/%+\-–]*[A-Za-z0-9%+])?"
_BLANK_AFTER: Final = "，。、；：！？）》〉」』】〕"
"""The right half of these is blank, in all fonts of the mainland."""
_BLANK_BEFORE: Final = "（《〈「『【〔"
"""The left half of these is."""
_OPENING: Final = frozenset(f"{_BLANK_BEFORE}“‘")
_PAIR: Final = later(
    rf"[{_BLANK_AFTER}{_BLANK_BEFORE}]"  # found fast; then whether its neighbour is a mark too
    rf"(?:(?<=[{_BLANK_AFTER}])(?=[{_BLANK_AFTER}{_BLANK_BEFORE}“”‘’])|(?<=[{_BLANK_BEFORE}“”‘’][{_BLANK_BEFORE}]))"
)
_RUN: Final = later(
    rf"(?<=[{_HAN}])(?P<both>{_LATIN})(?=[{_HAN}])|(?<=[{_HAN}])(?P<left>{_LATIN})|(?<![A-Za-z0-9&#.])(?P<right>{_LATIN})(?=[{_HAN}])"
)
_ENDING: Final = later(rf"[{_HAN}][，、；：！？。·](?!<)")
"""A character and a mark that no line begins with: a clause that is longer than a line, browsers would break there."""
_OPEN, _CLOSED = r'(?:<span class="la[^"]*">)?', "(?:</span>)?"
_DATE: Final = later(
    rf"(?<![A-Za-z0-9.,:/%+\-–>]){_OPEN}\d{{4}}{_CLOSED}年{_OPEN}\d{{1,2}}{_CLOSED}月(?:{_OPEN}\d{{1,2}}{_CLOSED}日(?:至{_OPEN}\d{{1,2}}{_CLOSED}日)?|(?!{_OPEN}\d))(?![，。、；：！？）》”’·])"
)
"""A date, or days of a month, in text whose Latin parts are wrapped, but for one with a mark behind it, which must not
begin a line."""
_SHORT: Final = 40
"""In text that is no longer, a date stays on one line: the last character of a line of its own is no date."""
_HAS_LATIN: Final = later("[A-Za-z0-9]")
_BRAND: Final = later("(?<=[“‘])衡阳群众[”’]")
"""Without the mark before it, as in `bound`."""
_LATIN_QUOTED: Final = later('”(?=(?:<span class="[^"]*">)*[A-Za-z0-9])')
"""Browsers end no line between these two, and would break within the quotation instead."""
_SAMPLE: Final = '<span class="chip chip--sample">'
_HEADLINES: Final = ("<h1", "<h2", "<h3", "<h4")
_MARKED: Final = later(r'<p\b[^>]*class="[^"]*\b(?:headline|clauses)\b')
_TAIL_END: Final = later(r"[A-Za-z0-9&#;.,:%]")
_CLASSES: Final = {"both": "la", "left": "la la--l", "right": "la la--r"}


def typeset(html: str) -> str:
    """A page's HTML with its gaps and headline ends; whatever is not text stays as it is."""
    return set_in(Markup(html))


def set_in(page: Markup) -> str:
    """The same of a page that was taken apart."""
    texts = [*map(spaced, page.texts)]
    for start in page.headings:
        if page.tags[start].startswith(_HEADLINES) or _MARKED.match(page.tags[start]):
            _set_headline(page, start, texts)
    for index, tag in enumerate(page.tags):
        if tag == _SAMPLE:
            _set_before_sample(page, index, texts)
    return page.joined(texts)


def _set_headline(page: Markup, start: int, texts: list[str]) -> None:
    closing, last = f"</{page.tags[start][1:3].rstrip()}", -1
    for index in range(start + 1, len(page.tags)):
        texts[index] = _unparted(texts[index])
        if len(page.texts[index].strip()) >= SHORTEST:
            last = index
        if page.tags[index].startswith(closing):
            break
    if last >= 0:
        texts[last] = bound(page.texts[last])


def _set_before_sample(page: Markup, index: int, texts: list[str]) -> None:
    if page.texts[index].strip():
        texts[index] = _kept(page.texts[index])
        texts[index + 2] = f"</span>{texts[index + 2]}"
    elif index and page.tags[index - 1] == "</a>":
        texts[index - 1] = bound(page.texts[index - 1])


@lru_cache(maxsize=8192)
def _kept(text: str) -> str:
    """A text of which the mark 示例 that follows is to keep the end: what is wrapped with it is not closed here."""
    head, tail = parted(text, at_a_pause=True)
    return f'{spaced(head)}<span class="kept">{spaced(tail)}'


@lru_cache(maxsize=8192)
def spaced(text: str) -> str:
    """Text (HTML without tags) whose Latin parts beside Chinese characters, and marks that meet, are wrapped."""
    is_short = len(text) <= _SHORT
    if _HAS_LATIN.search(text):
        text = _RUN.sub(
            lambda match: f'<span class="{_CLASSES[match.lastgroup or "both"]}">{match.group()}</span>', text
        )
    if is_short and "年" in text:
        text = _DATE.sub(r'<span class="day">\g<0></span>', text)
    text = _PAIR.sub(_squeezed, text)
    if "”" in text:
        text = _LATIN_QUOTED.sub("”<wbr>", text)
    return _BRAND.sub(r'<span class="nb">\g<0></span>', text) if "衡阳群众" in text else text


def _squeezed(match: re.Match[str]) -> str:
    return f'<span class="hm{" hm--l" if match.group() in _BLANK_BEFORE else ""}">{match.group()}</span>'


def _unparted(text: str) -> str:
    return _ENDING.sub(r'<span class="nb">\g<0></span>', text)


@lru_cache(maxsize=8192)
def bound(text: str) -> str:
    """The end of a headline: its last characters stay on one line."""
    head, tail = parted(text)
    if not head:
        return spaced(text)
    if tail[:1] in _OPENING:  # a browser takes away its blank half only outside what it keeps on a line
        head, tail = head + tail[:1], tail[1:]
    kept = tail.rstrip()
    return f'{_unparted(spaced(head))}<span class="nb">{spaced(kept)}</span>{tail[len(kept) :]}'


def parted(text: str, *, at_a_pause: bool = False) -> tuple[str, str]:
    """What may be broken of a text (HTML without tags), and its end, which had better not be.

    The end begins where a line may, behind a mark where one wants it so and there is one near, and no word is cut if
    that can be helped; it is all of a text that is too short.
    """
    length = len(text.rstrip())
    cuts = (*range(length - TAIL, max(0, length - 2 * SHORTEST - 1), -1), length - TAIL + 1)
    allowed = [cut for cut in cuts if cut > 0 and _may_part(text, cut)]
    if length < SHORTEST or not allowed:
        return ("", text) if length < SHORTEST else (text, "")
    fair = (cut for cut in allowed if length - cut < SHORTEST and not phrases.torn(text, (text[:cut], text[cut:])))
    pauses = (cut for cut in allowed if at_a_pause and text[cut - 1] in _BLANK_AFTER)
    cut = next(pauses, None) or next(fair, allowed[0])
    return text[:cut], text[cut:]


def _may_part(text: str, cut: int) -> bool:
    """Whether a line may end there, and neither Latin and its neighbours nor two marks that meet are told apart."""
    before, after = text[cut - 1], text[cut]
    if before in _BLANK_AFTER:
        meet = after in breaks.OPENING_QUOTES or after in _BLANK_BEFORE
    else:
        meet = bool(_TAIL_END.match(before) or _TAIL_END.match(after))
    return breaks.may_break(text, cut) and not meet
