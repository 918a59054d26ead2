"""Texts as somebody reads them: folded, so that what looks alike is the same, and without what nobody sees.

A name that must stand nowhere is sought in what a reader sees, not in what an editor wrote: between two of its
characters there may be marks of Markdown, tags, the target of a link, character references and characters without any
shape; each of them may be full-width, traditional, percent-coded, or one that only looks like it (Unicode NFKD and case
folding).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE: Final = Path(__file__).with_name("traditional.txt")
"""Pairs of a traditional character and its simplified one: those of OpenCC's TSCharacters (Apache License 2.0) that are
common (Big5, first level), not simplified themselves (GB 2312) and not restored for names (通用规范汉字表)."""
_UNSEEN: Final = frozenset("*_~`[]【】［］〔〕﹝﹞>\\·・•‧∙⋅.．･\u115f\u1160\u2800\u3164\uffa0")
"""Marks, the dots within names, and letters without a shape; what Unicode calls marks, blanks and controls besides."""
_TARGET: Final = r"""\((?:\\.|<[^<>\n]*>|"[^"]*"|'[^']*'|\((?:\\.|[^()\\])*\)|[^()"'<\\])*\)"""
_NAME: Final = r"[ ]?\[[^\[\]]*\]"
_UNREAD: Final = (
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)"
    r"""|</?[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>|</?[a-z][^<>]*>"""
    rf"|!\[(?:\\.|[^\[\]\\])*\](?:{_TARGET}|{_NAME})?"
    rf"|(?<=\]){_TARGET}|\[\^[^\[\]]*\]|^[ ]{{0,3}}\[[^\[\]]*\]:[^\n]*"
)
_FLAGS: Final = re.DOTALL | re.IGNORECASE | re.MULTILINE
HIDDEN: Final = (later(_UNREAD, _FLAGS), later(rf"{_UNREAD}|(?<=\]){_NAME}", _FLAGS))
"""What is written and not read: comments, scripts, tags, pictures, targets of links, notes' numbers, definitions;
second, also what stands in brackets behind brackets: it may be a definition's name, or the words of another link."""
_REFERENCE: Final = later(
    r"&(?:#0*\d{1,7}|#[xX]0*[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|%[c-fC-F][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){1,3}"
)
"""A character as HTML writes it, or one beyond ASCII as an address does."""
_ZEROS: Final = later(r"(?<=&#)0+|(?<=&#[xX])0+")


_RADICALS: Final = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵\u2e9a旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""What the radicals from U+2E81 on look like; PDFs give them for characters (Unicode, EquivalentUnifiedIdeograph)."""
_ALIKE: Final = dict(enumerate(_RADICALS, 0x2E81)) | {ord("ɑ"): "a", ord("ɡ"): "g"}
"""What looks like another character and is none to NFKD; Word writes pinyin with these two letters."""


@cache
def simplified() -> dict[str, str]:
    """The simplified character of each traditional one."""
    pairs = TABLE.read_text(encoding="utf-8").replace("\n", "")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


class _Fold(dict[int, str]):
    """For `str.translate`: each character as it is compared, empty where nobody sees it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_unseen = character in _UNSEEN or unicodedata.category(character) in _BLANK
        self[code] = found = "" if is_unseen else _plain(character).casefold()
        return found


def _plain(character: str) -> str:
    """The character without tones and of its usual width and shape."""
    parts = unicodedata.normalize("NFKD", character).translate(_ALIKE)
    return "".join(simplified().get(part, part) for part in parts if unicodedata.category(part) != "Mn")


_BLANK: Final = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
_FOLD: Final = _Fold()


def folded(text: str) -> str:
    """A text as it is compared, character references read."""
    return _read(text).translate(_FOLD)


def _read(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text or "%" in text else text


def _character(match: re.Match[str]) -> str:
    written = match.group()
    return unquote(written) if written[0] == "%" else unescape(_ZEROS.sub("", written))


class Seen(NamedTuple):
    """A folded text, and where each of its characters begins and ends in the text that was written."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def seen(text: str, hidden: re.Pattern[str] | None) -> Seen:
    """A text as it is compared, without what `hidden` finds, with the places of its characters."""
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def take(read: str, start: int, end: int) -> None:
        plain = read.translate(_FOLD)
        found.append(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))

    def take_all(start: int, end: int) -> None:
        last = start
        for match in _REFERENCE.finditer(text, start, end):
            for at in range(last, match.start()):
                take(text[at], at, at + 1)
            take(_read(match.group()), *match.span())
            last = match.end()
        for at in range(last, end):
            take(text[at], at, at + 1)

    last = 0
    for match in hidden.finditer(text) if hidden else ():
        take_all(last, match.start())
        last = match.end()
    take_all(last, len(text))
    return Seen("".join(found), starts, ends)
