"""The boxes that an MP4 is made of (ISO/IEC 14496-12, QuickTime).

Pure reading, with limits: whatever the bytes, nothing raises.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTAINERS: Final = frozenset(
    {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"moof", b"traf", b"gmhd", b"meta"}
)
_MOST_BOXES: Final = 100_000
_MOST_DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its type, where it begins, where its content begins and where it ends."""

    kind: bytes
    start: int
    content: int
    end: int


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; nothing behind one that cannot be."""
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        (size,) = struct.unpack_from(">I", data, at)
        content = at + 8
        if size == 1 and at + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            content = at + 16
        elif size == 0:
            size = end - at
        if size < content - at or at + size > end:
            return
        yield Box(data[at + 4 : at + 8], at, content, at + size)
        at += size


def inside(data: bytes, box: Box) -> Iterator[Box]:
    """The boxes in a box that holds boxes."""
    start = box.content
    if box.kind == b"meta" and data[start + 4 : start + 8] != b"hdlr":
        start += 4  # a full box in ISO files, a plain one in QuickTime's
    yield from boxes(data, start, box.end)


def walk(data: bytes, box: Box, depth: int = 0) -> Iterator[Box]:
    """A box and all boxes in it."""
    yield box
    if depth < _MOST_DEPTH and holds_boxes(box):
        for inner in inside(data, box):
            yield from walk(data, inner, depth + 1)


def holds_boxes(box: Box) -> bool:
    """Whether a box holds others, as far as anybody looks into it."""
    return box.kind in _CONTAINERS


def only(data: bytes, box: Box, *path: bytes) -> Box | None:
    """The first box at the end of a path of types."""
    for kind in path:
        found = next((inner for inner in inside(data, box) if inner.kind == kind), None)
        if found is None:
            return None
        box = found
    return box
