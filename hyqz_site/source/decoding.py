"""Bytes → text: UTF-8, UTF-16 with a mark, else GB18030; damage is reported where it is (content model §2)."""

from __future__ import annotations

import codecs
import re
import sys
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.problem import WHOLE_FILE, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.problem import Problems

MAX_BYTES: Final = 1024 * 1024
"""A text file over 1 MiB is no record (content model §2)."""

_NO_TEXT: Final = {
    b"PK\x03\x04": "Word、WPS 文件或表格",
    b"\xd0\xcf\x11\xe0": "Word、WPS 文件或表格",
    b"{\\rtf": "写字板或 Word 的文件",
    b"%PDF": "PDF 文件",
    b"\xff\xd8\xff": "照片",
    b"\x89PNG": "图片",
}
"""How files begin that somebody may have renamed, and what they are."""
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UTF8_HAN: Final = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""Three-byte sequences of the blocks that Chinese text is made of, and the four-byte ones."""
_UTF8_SHARE: Final = 0.5
"""A file whose high bytes are at least half such sequences is UTF-8 with damage. GB18030 text of everyday
characters stays below 0.2: its trail bytes seldom fall into 80–BF twice in a row."""
_MAX_DAMAGE_REPORTS: Final = 20
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_REFERENCE: Final = re.compile(r"&#(?:[xX](?=[0-9a-fA-F])0*([0-9a-fA-F]*)|(?=[0-9])0*([0-9]*));?")
_MOST_DIGITS: Final = 7
"""No character has a number with more."""
_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_UTF16_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file (without byte order mark) and the encoding it was found in."""

    text: str
    encoding: str


def decode(path: str, data: bytes, problems: Problems) -> Decoded | None:
    """Read `data` as text.

    Gives None, with at least one `bad-encoding` error noted, where the bytes are no clean text: nothing half
    read ever goes on. A GB18030 file is read and a `legacy-encoding` warning names it.
    """
    for signature, what in _NO_TEXT.items():
        if data.startswith(signature):
            hint = "请打开它，把文字复制到记事本里，存成这个文件名，编码选 UTF-8。"
            problems.add(path, WHOLE_FILE, "bad-encoding", f"这是{what}，只改了扩展名，不是纯文字", hint)
            return None
    if len(data) > MAX_BYTES:
        problems.add(
            path,
            WHOLE_FILE,
            "yaml-syntax",
            f"文件太大（{len(data) / MAX_BYTES:.1f} MB），文字文件最多 1 MB",
            "图片和影片请放成单独的文件；长文请分成几篇。",
        )
        return None
    encoding = _encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        _report_damage(path, data, encoding, problems)
        return None
    text = text.lstrip(_MARK)  # some programs put a second one before the first
    if _REPLACEMENT in text:
        _report_replacement(path, text, problems)
        return None
    if encoding == "gb18030":
        problems.warn(
            path,
            WHOLE_FILE,
            "legacy-encoding",
            "文件不是 UTF-8 编码，已按 GB18030（中文 Windows 的旧编码）读取",
            "用记事本打开，选“另存为”，编码选 UTF-8，覆盖原文件。",
        )
    return Decoded(text, encoding)


def _encoding_of(data: bytes) -> str:
    """The encoding in which `data` is to be read, or in which its damage is to be shown."""
    for mark, name in _UTF16_MARKS.items():
        if data.startswith(mark):
            return name
    if data.startswith(codecs.BOM_UTF8) or _is_clean(data, "utf-8"):
        return "utf-8"
    high = len(_HIGH.findall(data))
    han = sum(map(len, _UTF8_HAN.findall(data)))
    if han >= high * _UTF8_SHARE or not _is_clean(data, "gb18030"):
        return "utf-8"
    return "gb18030"


def _is_clean(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _report_damage(path: str, data: bytes, encoding: str, problems: Problems) -> None:
    """Name every damaged line, at the first character that cannot be read."""
    for number, (line, column) in enumerate(_damaged_places(data, encoding)):
        if number == _MAX_DAMAGE_REPORTS:
            return
        problems.add(
            path,
            Position(line, column),
            "bad-encoding",
            "这里的文字已经损坏，无法识别（文件里有残缺的字节）",
            "请把这一行重新输入一遍，再用 UTF-8 编码保存；如果整个文件都是乱码，请找回原来的文件。",
        )


def _damaged_places(data: bytes, encoding: str) -> list[tuple[int, int]]:
    if encoding.startswith("utf-16"):
        readable = data.decode(encoding, errors="replace").lstrip(_MARK)
        return _replaced_places(readable)
    while data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
    places = []
    for number, line in enumerate(_LINE_END.split(data), start=1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError as error:
            places.append((number, len(line[: error.start].decode(encoding)) + 1))
    return places


def _report_replacement(path: str, text: str, problems: Problems) -> None:
    for line, column in _replaced_places(text)[:_MAX_DAMAGE_REPORTS]:
        problems.add(
            path,
            Position(line, column),
            "bad-encoding",
            "这里有一个“�”，是以前转换编码时丢失的字",
            "请对照原稿把丢失的字补上。",
        )


def lost_references(text: str) -> Iterator[re.Match[str]]:
    """The character references in Markdown that stand for no character, as `&#0;` does: browsers show `�` for them."""
    if "&#" in text:
        yield from (found for found in _REFERENCE.finditer(text) if _is_lost(*found.groups("")))


def _is_lost(hexadecimal: str, decimal: str) -> bool:
    """Whether a number without leading zeros is that of no character, or of the one that stands for a lost one."""
    if len(hexadecimal or decimal) > _MOST_DIGITS:
        return True
    number = int(hexadecimal or decimal or "0", 16 if hexadecimal else 10)
    return number in {0, ord(_REPLACEMENT)} or 0xD800 <= number < 0xE000 or number > sys.maxunicode


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends, whichever these are."""
    return re.split(r"\r\n|\r|\n", text)


def place_in(text: str, offset: int) -> Position:
    """The line and column of the character at `offset` of a whole file's text."""
    lines = lines_of(text[:offset])
    return Position(len(lines), len(lines[-1]) + 1)


def _replaced_places(text: str) -> list[tuple[int, int]]:
    return [
        (number, line.index(_REPLACEMENT) + 1) for number, line in enumerate(lines_of(text), 1) if _REPLACEMENT in line
    ]
