"""Caption files → what is said when: a wall is mute, so what a film says has to be read (screens contract §4)."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from hyqz_site.lean import dataclass

_TIMES: Final = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})[ \t]+-->[ \t]+(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})")
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


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
