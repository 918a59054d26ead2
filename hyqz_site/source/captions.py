"""Caption files → what is said when, and the lines of times in them that nobody can read.

A wall is mute, so what a film says has to be read (screens contract §4).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD: Final = "WEBVTT"
"""With which such a file begins."""
_ARROW: Final = "-->"
_TIME: Final = r"(?:([0-9]+):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMES: Final = re.compile(rf"{_TIME}[ \t]*{_ARROW}[ \t]*{_TIME}(?![^ \t])")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_MARKS: Final = "０１２３４５６７８９：．。，,　"
_SPELLED: Final = str.maketrans(_MARKS, "0123456789:.... ")
"""Marks as SRT writes them, and full-width ones, as WebVTT wants them."""
_MEANT: Final = re.compile(rf"[0-9:. \t{_MARKS}]*")
"""A time, whatever its marks; behind the second one stand settings, in which a comma has a meaning."""
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end`, in milliseconds of the film."""

    start: int
    end: int
    text: str


def cues(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in order, each as one line; of two at a time the later one."""
    found = []
    for block in re.split(r"\n{2,}", re.sub(r"\r\n?", "\n", text)):
        lines = block.strip().splitlines()
        at = next((number for number, line in enumerate(lines) if "-->" in line), None)
        times = _TIMES.match(lines[at].strip()) if at is not None else None
        if at is None or times is None:
            continue
        said = unescape(_TAG.sub("", " ".join(line.strip() for line in lines[at + 1 :]))).strip()
        start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
        if said and start < end:
            found.append(Cue(start, end, said))
    found.sort(key=lambda cue: cue.start)
    return tuple(
        Cue(cue.start, min(cue.end, after.start) if after else cue.end, cue.text)
        for cue, after in zip(found, [*found[1:], None], strict=False)
        if after is None or after.start > cue.start
    )


class WrongTime(NamedTuple):
    """A line of times that browsers cannot read: they leave out what is said then."""

    line: int
    column: int
    """Of the first character that is wrong."""
    written: str
    right: str
    """The line mended; empty where nobody knows what is meant."""


def wrong_times(text: str) -> Iterator[WrongTime]:
    """The lines of times in a WebVTT file that are none."""
    for number, line in enumerate(_LINE.findall(text), start=1):
        written = line.rstrip("\r\n")
        if not _is_read(written):
            right = _right(written)
            wrong = (at for at, (one, other) in enumerate(zip(written, right, strict=False), start=1) if one != other)
            yield WrongTime(number, next(wrong, 1), written, right)


def mended(text: str) -> str:
    """The text with those lines of times mended of which it is certain what they mean."""
    return "".join(line if _is_read(line) else _right(line) or line for line in _LINE.findall(text))


def _is_read(line: str) -> bool:
    """Whether a line is none of times, or its times can be read."""
    return _ARROW not in line or _TIMES.match(line.strip()) is not None


def _right(line: str) -> str:
    """A line of times with the marks that are wrong put right; empty where it is none then."""
    before, _, behind = line.partition(_ARROW)
    end = _MEANT.match(behind)
    last = end.end() if end else 0
    right = f"{before.translate(_SPELLED)}{_ARROW}{behind[:last].translate(_SPELLED)}{behind[last:]}"
    return right if _TIMES.match(right.strip()) else ""


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
