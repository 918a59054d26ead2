"""How a film plays: with what its picture and sound are encoded, how long it is, whether all of it is there.

Browsers in phones' apps, old players of walls and control cards have decoders for H.264 in its plain forms and for AAC;
of the rest each lacks something else. Where a film says nothing of these, or what nobody knows, nothing is said of it.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Final

from hyqz_site.images.boxes import boxes, inside, only
from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from hyqz_site.images.boxes import Box


@dataclass(frozen=True, slots=True)
class Playing:
    """How a film plays."""

    faults: tuple[str, ...] = ()
    """What of it many cannot play, in words."""
    seconds: float | None = None
    """How long its picture moves; None where it does not say."""


_PICTURES: Final = {
    b"hvc1": "H.265（HEVC）", b"hev1": "H.265（HEVC）", b"dvh1": "H.265（杜比视界）", b"dvhe": "H.265（杜比视界）",
    b"vvc1": "H.266", b"vvi1": "H.266", b"av01": "AV1", b"vp08": "VP8", b"vp09": "VP9", b"mp4v": "老式的 MPEG-4",
    b"s263": "H.263", b"h263": "H.263", b"jpeg": "MJPEG", b"mjpa": "MJPEG", b"mjpb": "MJPEG",
    b"apch": "ProRes", b"apcn": "ProRes", b"apcs": "ProRes", b"apco": "ProRes", b"ap4h": "ProRes", b"ap4x": "ProRes",
}  # fmt: skip
_H264: Final = frozenset({b"avc1", b"avc3"})
_PROFILES: Final = frozenset({66, 77, 88, 100})
"""Baseline, Main, Extended and High: 8 bits and 4:2:0, which is yuv420p."""
_OTHER_PROFILES: Final = {44: "4:4:4", 110: "10 位", 122: "4:2:2", 144: "4:4:4", 244: "4:4:4"}
_SOUNDS: Final = {
    b"samr": "AMR", b"sawb": "AMR", b"ac-3": "AC-3（杜比）", b"ec-3": "AC-3（杜比）", b"ac-4": "AC-4（杜比）",
    b"alac": "ALAC", b"Opus": "Opus", b"fLaC": "FLAC", b"sowt": "PCM", b"twos": "PCM", b"lpcm": "PCM", b"ipcm": "PCM",
    b"in24": "PCM", b"raw ": "PCM", b"ulaw": "PCM", b"alaw": "PCM",
}  # fmt: skip
_MP4A: Final = {0xA5: "AC-3（杜比）", 0xA6: "AC-3（杜比）", 0xA9: "DTS", 0xAD: "Opus", 0xDD: "Vorbis", 0xE1: "QCELP"}
"""What else than AAC and MP3 such a track may hold."""
_DESCRIPTOR: Final = re.compile(
    rb"\x03[\x80-\xff]{0,3}[\x00-\x7f]..[\x00-\x1f]\x04[\x80-\xff]{0,3}[\x00-\x7f](.)", re.DOTALL
)
"""Of a stream (ISO/IEC 14496-1), up to what it holds."""
_VISUAL, _SOUND_HEADS = 78, (28, 44, 64)
"""How many bytes stand before the boxes in a description of pictures, and of sound (QuickTime has longer ones)."""
_LONGEST: Final = 7 * 24 * 3600
"""Seconds: what says more is damaged."""


def read(data: bytes) -> Playing:
    """How the film plays, as far as it says so."""
    moov = next((box for box in boxes(data, 0, len(data)) if box.kind == b"moov"), None)
    tracks = [box for box in inside(data, moov) if box.kind == b"trak"] if moov else []
    picture = next((track for track in tracks if _handler(data, track) == b"vide"), None)
    sound = next((track for track in tracks if _handler(data, track) == b"soun"), None)
    faults = []
    if picture:
        faults.append(_picture_fault(data, picture))
    elif sound:
        faults.append("里面只有声音，没有画面")
    if sound:
        faults.append(_sound_fault(data, sound))
    return Playing(tuple(filter(None, faults)), _seconds(data, moov, picture) if moov else None)


def is_cut(data: bytes) -> bool:
    """Whether the end of the film is missing, or what says how it is to be read."""
    top = list(boxes(data, 0, len(data)))
    end = top[-1].end if top else 0
    kinds = {box.kind for box in top}
    if data[end + 4 : end + 8] in {b"moov", b"mdat", b"moof"}:
        return True
    return b"mdat" in kinds and b"moov" not in kinds


def _handler(data: bytes, track: Box) -> bytes:
    """What a track holds."""
    box = only(data, track, b"mdia", b"hdlr")
    return data[box.content + 8 : box.content + 12] if box else b""


def _entry(data: bytes, track: Box) -> Box | None:
    """The description of a track's samples."""
    box = only(data, track, b"mdia", b"minf", b"stbl", b"stsd")
    return next(boxes(data, box.content + 8, box.end), None) if box else None


def _picture_fault(data: bytes, track: Box) -> str:
    entry = _entry(data, track)
    if entry is None:
        return ""
    if entry.kind not in _H264:
        return f"画面是{_spaced(_PICTURES.get(entry.kind) or _spelled(entry.kind))}编码"
    setting = next((box for box in boxes(data, entry.content + _VISUAL, entry.end) if box.kind == b"avcC"), None)
    profile = data[setting.content + 1 : min(setting.content + 2, setting.end)] if setting else b""
    if not profile or profile[0] in _PROFILES:
        return ""
    return f"画面是 H.264 的{_spaced(_OTHER_PROFILES.get(profile[0], '特殊'))}规格"


def _sound_fault(data: bytes, track: Box) -> str:
    entry = _entry(data, track)
    if entry is None:
        return ""
    known = _SOUNDS.get(entry.kind)
    if entry.kind == b"mp4a":
        known = _MP4A.get(_held(data, entry), "")
    return f"声音是{_spaced(known)}编码" if known else ""


def _held(data: bytes, entry: Box) -> int:
    """What the stream of a track of sound holds; 0 where it does not say."""
    for head in _SOUND_HEADS:
        for box in boxes(data, entry.content + head, entry.end):
            found = _DESCRIPTOR.match(data, box.content + 4, box.end) if box.kind == b"esds" else None
            if found:
                return found[1][0]
    return 0


def _spelled(kind: bytes) -> str:
    """The type of a box as it may be printed."""
    return re.sub(r"[^ -~]", "?", kind.decode("latin-1")).strip() or "不认识的"


def _spaced(name: str) -> str:
    """A name in a Chinese sentence: a blank beside Latin letters and digits."""
    return f"{' ' if name[0].isascii() else ''}{name}{' ' if name[-1].isascii() else ''}"


def _seconds(data: bytes, moov: Box, picture: Box | None) -> float | None:
    """How long the picture moves: what the picture's track says, else the film as a whole."""
    head = only(data, moov, b"mvhd")
    track = only(data, picture, b"tkhd") if picture else None
    whole = only(data, moov, b"mvex", b"mehd")
    scale = _number(data, head, (12, 4), (20, 4))
    lengths = (
        _number(data, track, (20, 4), (28, 8)),
        _number(data, head, (16, 4), (24, 8)),
        _number(data, whole, (4, 4), (4, 8)),
    )
    length = next(filter(None, lengths), 0)
    return length / scale if scale and 0 < length / scale <= _LONGEST else None


def _number(data: bytes, box: Box | None, short: tuple[int, int], long: tuple[int, int]) -> int:
    """The number at a place of a box, by the box's version; 0 where it is not there."""
    if box is None or box.content >= box.end:
        return 0
    at, size = long if data[box.content] == 1 else short
    if box.content + at + size > box.end:
        return 0
    (number,) = struct.unpack_from(">Q" if size == _WIDE else ">I", data, box.content + at)
    return 0 if number == (1 << 8 * size) - 1 else int(number)  # all bits: not known


_WIDE: Final = 8
