"""`hyqz fix`: what can be mended safely and with certainty, and nothing else.

Encoding and byte order mark, invisible characters, full-width colons and odd blanks after known field names, tabs and
full-width spaces as indentation. A mend is kept only where the file afterwards says the same and has fewer problems;
what is unsure stays as it is, with its message. Line ends, comments and every other byte stay. A second run changes
nothing.
Of captions it mends the times as SRT writes them.
Of films it takes out the place, the owner, the tracks of where they were taken and the words that may not go out, where
nothing is encoded anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hyqz_site.desk.files import lines
from hyqz_site.images import mp4
from hyqz_site.lean import dataclass
from hyqz_site.model.catalogue import RECORD_SUFFIXES
from hyqz_site.model.kinds import FIELD_NAMES
from hyqz_site.model.rules.private import export_again
from hyqz_site.problem import Problems
from hyqz_site.source import captions, decoding, document, nodes, pitfalls
from hyqz_site.source.nodes import INVISIBLE
from hyqz_site.source.quoting import ODD_SPACE
from hyqz_site.source.values import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

_ENCODINGS: Final = {"gb18030": "GB18030", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_ODD_INDENT: Final = re.compile(f"[ ]*[\t{ODD_SPACE}]")
_COLON: Final = re.compile(rf"(\s*(?:-\s+)*)([^：:]+)(?:：|:(?=[{ODD_SPACE}]))")
"""A key with a full-width colon, or with a blank behind its colon that is none for yaml."""
_TAB_WIDTHS: Final = (2, 4, 8)
_MOST_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that can be mended: its text before and after (none of a film), its new bytes and what was done."""

    path: str
    before: str
    after: str
    data: bytes
    done: tuple[str, ...]


def fix(path: str, data: bytes) -> Fixed | None:
    """The file mended; None where there is nothing that is certain to be mended, or where it cannot be read at all."""
    if not path.lower().endswith(RECORD_SUFFIXES):
        return None
    decoded = decoding.decode(path, data, Problems())
    if decoded is None or "\x00" in decoded.text:
        return None
    done = []
    if decoded.encoding in _ENCODINGS:
        done.append(f"编码 {_ENCODINGS[decoded.encoding]} → UTF-8")
    elif data.startswith(_MARK.encode()):
        done.append("去掉文件开头的 BOM 标记")
    mended, before = decoded.text, ""
    while mended != before:  # one may stand in the way of the other
        before = mended
        text = INVISIBLE.sub("", before)
        if text != before and _problems(path, text) > _problems(path, before):
            text = before  # in a line that cannot be read the mark is not the mistake
        mended = _lines_mended(path, text)
        done += ["去掉看不见的字符"] * (text != before) + ["冒号、行首缩进"] * (mended != text)
    after = mended.encode()
    if after == data:
        return None
    return Fixed(path, decoded.text, mended, after, tuple(dict.fromkeys(done)))


def fix_captions(path: str, data: bytes) -> Fixed | None:
    """The captions with the times mended that browsers cannot read; None where there is nothing to be mended."""
    decoded = decoding.decode(path, data, Problems())
    if decoded is None or not decoded.text.startswith(captions.HEAD):
        return None
    after = captions.mended(decoded.text)
    if after == decoded.text:
        return None
    return Fixed(path, decoded.text, after, after.encode(), ("字幕的时间",))


def fix_film(path: str, data: bytes, tells: Callable[[str], bool]) -> Fixed | None:
    """The film without what it gives away, as long as before; None where it tells nothing or cannot be mended so.

    `tells` says whether a text that it carries may not go out.
    """
    told = mp4.sizes(data, tells)
    after = mp4.stripped(data, tells)
    if not told or len(after) != len(data) or mp4.traces(after, tells):
        return None
    done = [f"去掉{trace}（{size:,} 个字节改成空白）" for trace, size in told.items()]
    return Fixed(path, "", "", after, (*done, "画面和声音一个字节也不变"))


def hopeless(path: str, data: bytes, tells: Callable[[str], bool]) -> str:
    """What to do about a film that gives something away and cannot be mended here; empty where there is nothing."""
    told = mp4.traces(data, tells)
    if not told or fix_film(path, data, tells):
        return ""
    return f"{path}：里面带着{'、'.join(told)}，这里去不掉；请{export_again(told)}"


def _problems(path: str, text: str) -> int:
    found = Problems()
    document.parse(path, text.encode(), FIELD_NAMES, found)
    return len(found)


def _lines_mended(path: str, text: str) -> str:
    """The text with its fields' lines mended, one at a time, as long as one is certain."""
    for _ in range(_MOST_ROUNDS):
        better = _one_mended(path, text)
        if better is None:
            return text
        text = better
    return text


def _one_mended(path: str, text: str) -> str | None:
    read = document.parse(path, text.encode(), FIELD_NAMES, Problems())
    if read is None:
        return None
    first = read.tree.first_line - 1
    every = lines(text)
    fields = every[first : first + len(lines(read.tree.text))]
    found = pitfalls.scan("".join(fields), FIELD_NAMES, nodes.MAX_DEPTH)
    if found.hopeless:
        return None
    mended = lines(found.text)
    if len(mended) != len(fields):
        return None
    indented = _indentation_mended(path, every, first, fields, mended, found)
    if indented is not None:
        return indented
    for finding in found.findings:
        new = _colon_mended(fields[finding.line], finding, found)
        if new is None:
            continue
        at = first + finding.line
        better = "".join([*every[:at], new or mended[finding.line], *every[at + 1 :]])
        if _is_better(path, text, better):
            return better
    return None


def _colon_mended(line: str, finding: Finding, found: pitfalls.Scan) -> str | None:
    """The line with its colon mended; empty where that is as the scan mended it, None where it is not certain."""
    colon = _COLON.match(line)
    is_wide = finding.code == "fullwidth-colon"
    if colon and colon.group(2).strip() in FIELD_NAMES and (is_wide or colon.group().endswith(":")):
        value = line[colon.end() :].lstrip(f" \t{ODD_SPACE}")
        space = " " if value.strip("\r\n") else ""
        return f"{colon.group(1)}{colon.group(2).rstrip()}:{space}{value}"
    alone = all(one.code == finding.code for one in found.findings if one.line == finding.line)
    return "" if is_wide and colon is None and alone else None  # in braces, where nothing else is mended in the line


def _indentation_mended(
    path: str,
    every: list[str],
    first: int,
    fields: list[str],
    mended: list[str],
    found: pitfalls.Scan,
) -> str | None:
    """The text with all odd indentation mended at once: one line alone would stand askew beside the others.

    Certain only where what pitfalls.py takes the lines to mean agrees with the plain reading of their widths. A
    full-width space is as wide as two; it stands for one where the lines make no sense otherwise.
    """
    wrong = [finding.line for finding in found.findings if _ODD_INDENT.match(fields[finding.line])]
    if not wrong:
        return None
    new = list(fields)
    for number in wrong:
        indent = re.match(" *", mended[number])
        width = indent.end() if indent else 0
        new[number] = " " * width + fields[number].lstrip(f" \t{ODD_SPACE}")
    before = "".join(every)
    meant = "".join([*every[:first], *new, *every[first + len(fields) :]])

    def readings(wide: int) -> list[tuple[object, int] | None]:
        plain = [
            [_expanded(line, tab, wide) if number in wrong else line for number, line in enumerate(fields)]
            for tab in _TAB_WIDTHS
        ]
        return [_said(path, "".join([*every[:first], *one, *every[first + len(fields) :]])) for one in plain]

    wanted = _said(path, meant)
    if wanted is None:
        return None
    as_wide = readings(2)
    if wanted not in as_wide and (any(one and one[1] <= wanted[1] for one in as_wide) or wanted not in readings(1)):
        return None
    return meant if _is_better(path, before, meant) else None


def _expanded(line: str, tab: int, wide: int) -> str:
    content = line.lstrip(f" \t{ODD_SPACE}")
    widths = {"\t": tab, "\u3000": wide}
    return " " * sum(widths.get(one, 1) for one in line[: len(line) - len(content)]) + content


def _said(path: str, text: str) -> tuple[object, int] | None:
    """What the fields say, without their places, and how many problems they have; None where they cannot be read."""
    found = Problems()
    read = document.parse(path, text.encode(), FIELD_NAMES, found)
    return (nodes.plain(read.tree.root), len(found)) if read else None


def _is_better(path: str, before: str, after: str) -> bool:
    """Whether the mended file has fewer problems than before and none at a line that had none."""
    old, new = Problems(), Problems()
    one = document.parse(path, before.encode(), FIELD_NAMES, old)
    other = document.parse(path, after.encode(), FIELD_NAMES, new)
    if one is None or other is None or one.body != other.body:
        return False
    fewer = len(new) < len(old)
    return fewer and {problem.line for problem in new} <= {problem.line for problem in old}
