"""Texts as somebody reads them: folded, so that what looks alike is the same, and without what nobody sees.

A name that must stand nowhere is sought in what a reader sees, not in what an editor wrote: between two of its
characters there may be marks of Markdown, tags, the target of a link, character references and characters without any
shape; each of them may be full-width, traditional, percent-coded, or one that only looks like it (Unicode NFKD and case
folding).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    """A text as it is compared, and where each of its characters begins and ends in the text that was written."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def seen(text: str, hidden: re.Pattern[str] | None, table: Mapping[int, str] = _FOLD) -> Seen:
    """A text as it is compared, without what `hidden` finds, with the places of its characters."""
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def take(read: str, start: int, end: int) -> None:
        plain = read.translate(table)
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


def hidings(text: str) -> tuple[re.Pattern[str] | None, ...]:
    """What to hide of a text, one after the other, to see all that it shows.

    First nothing: what is sought may stand within a tag or the target of a link.
    """
    return (None, *HIDDEN) if "<" in text or "[" in text else (None,)


# Words: what looks alike is the same, but blanks and capitals count


class _Words(dict[int, str]):
    """For `str.translate`: each character of a word; marks of Markdown and what nobody sees are empty."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character == "\u2029":
            found = "\n\n"
        elif character in "\n\u2028":
            found = "\n"
        elif character.isspace():
            found = " "
        elif character in _MARKS or unicodedata.category(character) in _BLANK:
            found = ""
        else:
            found = _plain(character) if character.isalnum() else character
        self[code] = found
        return found


_MARKS: Final = _UNSEEN - frozenset("·・•‧∙⋅.．･")
_WORDS: Final = _Words()
_BETWEEN: Final = "[ ·・•‧∙⋅･]"
_GAP: Final = rf"(?:{_BETWEEN}+(?:\n{_BETWEEN}*)?|\n{_BETWEEN}*)"
_GAPS: Final = later(rf"(?<=[\u4e00-\u9fff]){_GAP}(?=[\u4e00-\u9fff\d(（])|(?<=[\d)）]){_GAP}(?=[\u4e00-\u9fff])")
"""Blanks, dots and the end of a line between Chinese characters: whoever reads goes on."""
_PARTS: Final = later(r"^([ ]{0,3}#[^\n]*)\n|\n(?=[ \t]*\*[ \t])", re.MULTILINE)
"""Headings and items: nobody reads on from one to what is behind it."""


class Way(NamedTuple):
    """A way to see the words of a text; where they stand costs more, and is asked where something was found."""

    words: Callable[[str], str]
    places: Callable[[str], Seen]


def _words(hidden: re.Pattern[str] | None, text: str) -> str:
    text = _parted(text)
    return _GAPS.sub("", _read(hidden.sub("", text) if hidden else text).translate(_WORDS))


def _parted(text: str) -> str:
    """The text, as long as it is, with ends of paragraphs where these end without an empty line."""
    return _PARTS.sub("\\1\u2029", text) if "#" in text or "* " in text else text


def _places(hidden: re.Pattern[str] | None, text: str) -> Seen:
    found = seen(_parted(text), hidden, _WORDS)
    left: list[int] = []
    last = 0
    for gap in _GAPS.finditer(found.text):
        left += range(last, gap.start())
        last = gap.end()
    left += range(last, len(found.text))
    return Seen(
        "".join([found.text[at] for at in left]), [found.starts[at] for at in left], [found.ends[at] for at in left]
    )


_AS_WRITTEN: Final = Way(str, lambda text: Seen(text, range(len(text)), range(1, len(text) + 1)))
_AS_READ: Final = {hidden: Way(partial(_words, hidden), partial(_places, hidden)) for hidden in (None, *HIDDEN)}


def ways(text: str) -> Iterator[Way]:
    """The ways to see all words of a text: as it is read, then as it is written: a blank may part two after all."""
    for hidden in hidings(text):
        yield _AS_READ[hidden]
    yield _AS_WRITTEN


# What stands in the place of what was found


class Put(NamedTuple):
    """What is shown in the place of some characters of a text as it is compared."""

    start: int
    end: int
    shown: str


def replaced(text: str, places: Seen, found: Iterable[Put]) -> str:
    """The text with something else in the places of what was found in it, one behind the other."""
    left, last = "", 0
    for part in found:
        start, end = places.starts[part.start], places.ends[part.end - 1]
        if start >= last:
            left += text[last:start] + _kept(text, start, end, part.shown)
            last = end
            for mark in () if part.shown else _EMPHASIS:  # nothing is left of what stood within marks
                if left.endswith(mark) and text.startswith(mark, last):
                    left, last = left.removesuffix(mark), last + len(mark)
    return left + text[last:]


def without(text: str, find: Callable[[str], Iterable[Put]]) -> str:
    """The text with what `find` finds in its words replaced, in whichever way they are seen."""
    for way in ways(text):
        if any(True for _ in find(way.words(text))):
            places = way.places(text)
            text = replaced(text, places, find(places.text))
    return text


_PAIRED: Final = re.compile(
    r"<(\w+)(?:\s[^<>]*)?>(.*?)</\1\s*>|(?<!\])\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?|!?\[\^[^\[\]]*\]", re.DOTALL
)
"""A tag with its end, a link with its target: what begins and ends within a name goes with it."""
_HALF: Final = re.compile(r"</?\w+[^<>]*>|\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])?|\[", re.DOTALL)
"""What ends, or begins, within a name, and outside of it begins, or ends."""


_ESCAPED: Final = later(r"\\.", re.DOTALL)
_EMPHASIS: Final = ("**", "*", "`")
"""Marks that would be read where only one of a pair is left."""


def _kept(text: str, start: int, end: int, name: str) -> str:
    """What stands in the place of a name that is written from `start` to `end`, with the halves of pairs around it."""
    inside = _PAIRED.sub(lambda match: match[2] or match[3] or "", text[start:end])
    halves = "".join(_HALF.findall(inside))
    paragraph = text.rfind("\n\n", 0, start) + 1
    before, within = _ESCAPED.sub("", text[paragraph:start]), _ESCAPED.sub("", text[start:end])
    for mark in _EMPHASIS:
        if within.count(mark) % 2:  # it ends, or begins, within the name
            name = f"{name}{mark}" if before.count(mark) % 2 else f"{mark}{name}"
    return f"[{name}" if halves == "[" else f"{name}{halves}"  # the words of a link are not empty
