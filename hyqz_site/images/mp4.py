"""What an MP4 tells besides its picture and sound: the place where it was taken, its owner, tracks of telemetry, words.

What is taken out is blanked where it stands: its box becomes
`free` and its bytes zeros, so that no offset moves, nothing is encoded anew and nothing is left to be found.
"""

from __future__ import annotations

import re
import struct
from dataclasses import field
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from hyqz_site.images.boxes import Box, boxes, holds_boxes, inside, only, walk
from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Trace(StrEnum):
    """What a film gives away."""

    PLACE = "拍摄地点"
    OWNER = "机主或设备编号"
    TELEMETRY = "行踪记录（GPS 轨迹等）"
    WORDS = "不能公开的文字（标题、作者、说明或字幕里有手机号、姓名等）"


@dataclass(slots=True)
class Finding:
    """Something that a film gives away, and the parts of the file to be blanked."""

    trace: Trace
    boxes: list[Box] = field(default_factory=list)
    samples: list[tuple[int, int]] = field(default_factory=list)
    """From where to where the samples of a track lie."""
    can_be_stripped: bool = True


_PLACE_BOXES: Final = frozenset({b"\xa9xyz", b"loci", b"gps ", b"GPS ", b"GPS0", b"GPMF"})
_OWNER_BOXES: Final = frozenset({b"ownr", b"apID", b"\xa9own", b"CAME", b"MUID", b"SNum", b"slno"})
_TELEMETRY_TRACKS: Final = frozenset({b"gpmd", b"camm", b"mebx", b"rtmd", b"djmd", b"dbgi", b"fdsc", b"GPSD", b"gps "})
_TEXT_TRACKS: Final = frozenset({b"tx3g", b"text", b"wvtt", b"stpp", b"sbtt", b"stxt"})
"""Subtitles, and the names of chapters."""
_COUNTED: Final = frozenset({b"tx3g", b"text"})
"""Those whose samples first say how many bytes of text they hold; styles come behind it."""
_PLACE_KEY: Final = re.compile(rb"(?i)location|gps|geo")
_OWNER_KEY: Final = re.compile(rb"(?i)owner|serial|identifier|(?:^|\.)device(?:name|id)|camera\.identifier|\.author$")
_NO_OWNER_KEY: Final = re.compile(rb"(?i)content\.identifier$")
"""Ties the film to its photo, names nobody."""
_PLACE_TEXT: Final = re.compile(rb"(?i)GPSLatitude|GPSLongitude|GPSCoordinates|location\.ISO6709|\xa9xyz")
_OWNER_TEXT: Final = re.compile(rb"(?i)OwnerName|SerialNumber|serialNo=")
_GPS_BLOCK: Final = re.compile(rb"(?:\A.{0,8}GPS |freeGPS )", re.DOTALL)
"""Dash cameras hide their positions in blocks of free space."""


def _silent(_: str) -> bool:
    return False


def traces(data: bytes, tells: Callable[[str], bool] = _silent) -> tuple[Trace, ...]:
    """What the film gives away, each once, in the order of `Trace`; `tells` says which texts may not go out."""
    found = {finding.trace for finding in _findings(data, tells)}
    return tuple(trace for trace in Trace if trace in found)


def sizes(data: bytes, tells: Callable[[str], bool] = _silent) -> dict[Trace, int]:
    """How many bytes of the film tell each of what it gives away, in the order of `Trace`."""
    found: dict[Trace, int] = {}
    for finding in sorted(_findings(data, tells), key=lambda one: list(Trace).index(one.trace)):
        told = sum(box.end - box.content for box in finding.boxes) + sum(end - start for start, end in finding.samples)
        found[finding.trace] = found.get(finding.trace, 0) + told
    return found


def stripped(data: bytes, tells: Callable[[str], bool] = _silent) -> bytes:
    """The film without what it gives away, of the same length and with the same picture and sound.

    Where that cannot be done without encoding anew, the film comes back as it was: `traces` still finds it.
    """
    findings = list(_findings(data, tells))
    if not findings or not all(finding.can_be_stripped for finding in findings) or _harms(data, findings):
        return data
    blank = bytearray(data)
    for finding in findings:
        for box in finding.boxes:
            blank[box.start + 4 : box.start + 8] = b"free"
            blank[box.content : box.end] = bytes(box.end - box.content)
        for start, end in finding.samples:
            blank[start:end] = bytes(end - start)
    return bytes(blank)


def _harms(data: bytes, findings: Sequence[Finding]) -> bool:
    """Whether blanking would touch the picture or the sound: a damaged table may point anywhere."""
    gone = [(box.start, box.end) for finding in findings for box in finding.boxes]
    samples = [place for finding in findings for place in finding.samples]
    for top in boxes(data, 0, len(data)):
        for track in inside(data, top) if top.kind == b"moov" else ():
            if track.kind != b"trak" or any(start <= track.start < end for start, end in gone):
                continue
            table = only(data, track, b"mdia", b"minf", b"stbl")
            kept = _samples(data, table) if table else None
            if kept is None and samples:
                return True
            for start, end in kept or ():
                if any(start < past and first < end for first, past in (*gone, *samples)):
                    return True
    return False


# What is found


def _findings(data: bytes, tells: Callable[[str], bool]) -> Iterator[Finding]:
    top = list(boxes(data, 0, len(data)))
    is_fragmented = any(box.kind == b"moof" for box in top)
    for box in top:
        if box.kind in {b"moov", b"moof", b"meta", b"udta"}:
            tracks = [inner for inner in inside(data, box) if inner.kind == b"trak"]
            found = [_in_track(data, track, tells, is_fragmented=is_fragmented) for track in tracks]
            yield from filter(None, found)
            gone = [track for track, finding in zip(tracks, found, strict=True) if finding]
            for inner in walk(data, box):
                if not any(track.start <= inner.start < track.end for track in gone):
                    yield from _in_box(data, inner)
                    yield from _in_words(data, inner, tells)
        else:
            yield from _in_box(data, box)
            yield from _in_words(data, box, tells)
    unread = data[top[-1].end if top else 0 :]
    if _PLACE_TEXT.search(unread):
        yield Finding(Trace.PLACE, can_be_stripped=False)


def _in_box(data: bytes, box: Box) -> Iterator[Finding]:
    content = data[box.content : box.end] if box.kind in {b"uuid", b"XMP_", b"xml ", b"free", b"skip"} else b""
    if box.kind in _PLACE_BOXES and any(data[box.content : box.end]):
        yield Finding(Trace.PLACE, [box])
    elif box.kind in _OWNER_BOXES and any(data[box.content : box.end]):
        yield Finding(Trace.OWNER, [box])
    elif box.kind in {b"free", b"skip"}:
        if _GPS_BLOCK.search(content):
            yield Finding(Trace.TELEMETRY, [box])
    elif content and _PLACE_TEXT.search(content):
        yield Finding(Trace.PLACE, [box])
    elif content and _OWNER_TEXT.search(content):
        yield Finding(Trace.OWNER, [box])
    elif box.kind == b"meta":
        yield from _in_keys(data, box)


def _in_keys(data: bytes, meta: Box) -> Iterator[Finding]:
    """The items of Apple's and Android's list of keys and values."""
    keys, items = only(data, meta, b"keys"), only(data, meta, b"ilst")
    names = _key_names(data, keys) if keys else []
    for item in inside(data, items) if items else ():
        (index,) = struct.unpack(">I", item.kind)
        name = names[index - 1] if 0 < index <= len(names) else item.kind
        if not any(data[item.content : item.end]):
            continue
        if _PLACE_KEY.search(name) or item.kind in _PLACE_BOXES:
            yield Finding(Trace.PLACE, [item])
        elif item.kind in _OWNER_BOXES or (_OWNER_KEY.search(name) and not _NO_OWNER_KEY.search(name)):
            yield Finding(Trace.OWNER, [item])


def _key_names(data: bytes, keys: Box) -> list[bytes]:
    """The names, without the two words in front of each (its size and its namespace)."""
    return [data[box.content : box.end] for box in boxes(data, keys.content + 8, keys.end)]


def _in_words(data: bytes, box: Box, tells: Callable[[str], bool]) -> Iterator[Finding]:
    """The texts that people and programs write into a film: titles, artists, comments, descriptions."""
    if box.kind == b"udta":
        texts = [inner for inner in inside(data, box) if not holds_boxes(inner)]
    elif box.kind == b"meta":
        items = only(data, box, b"ilst")
        texts = [item for item in inside(data, items) if item.kind != b"covr"] if items else []
        texts += [inner for inner in inside(data, box) if inner.kind == b"ID32"]
    else:
        texts = [box] if box.kind in {b"uuid", b"xml "} else []
    for one in texts:
        start = one.content + (_NAME_OF_UUID if one.kind == b"uuid" else 0)
        if any(tells(text) for text in _readings(data[start : one.end])):
            yield Finding(Trace.WORDS, [one])


_LONGEST: Final = 1 << 12
"""Bytes: what is longer and no UTF-8 is a picture, or something else that no program writes as a text."""
_NAME_OF_UUID: Final = 16
"""Bytes that name a box of somebody's own."""
_HEADS: Final = (0, 4, 6)
"""Where a text may begin: behind its length and language (QuickTime), or its version and language (3GPP)."""
_MARKUP: Final = re.compile(r"<[^<>]*>")


def _readings(content: bytes) -> Iterator[str]:
    """What the content of a box may say: nearly all is UTF-8, but some programs write UTF-16, or GB18030."""
    try:
        yield _plain(content.decode())
    except UnicodeDecodeError:
        if len(content) > _LONGEST:
            return
        yield _plain(content.decode(errors="ignore"))
        for start in _HEADS:
            yield _plain(content[start:].decode("gb18030", errors="ignore"))
    if len(content) <= _LONGEST:
        for start in (0, 1):
            for code in ("utf-16-be", "utf-16-le"):
                yield _plain(content[start:].decode(code, errors="ignore"))


def _plain(text: str) -> str:
    """The text without markup, control characters as ends of lines."""
    return re.sub(r"[\x00-\x1f\x7f]+", "\n", _MARKUP.sub("\n", text))


def _formats(data: bytes, track: Box) -> set[bytes]:
    """The formats of a track's samples."""
    described = only(data, track, b"mdia", b"minf", b"stbl", b"stsd")
    return {box.kind for box in boxes(data, described.content + 8, described.end)} if described else set()


def _in_track(data: bytes, track: Box, tells: Callable[[str], bool], *, is_fragmented: bool) -> Finding | None:
    """The track as a whole, where it is one of telemetry, or of texts that may not go out or cannot be read here."""
    formats = _formats(data, track)
    is_telemetry = bool(formats & _TELEMETRY_TRACKS)
    if not is_telemetry and not formats & _TEXT_TRACKS:
        return None
    trace = Trace.TELEMETRY if is_telemetry else Trace.WORDS
    table = only(data, track, b"mdia", b"minf", b"stbl")
    chunks = _chunks(data, table) if table and not is_fragmented else None
    if chunks is None:
        return Finding(trace, [track], can_be_stripped=False)
    samples = _texts(data, chunks, is_counted=bool(formats & _COUNTED))
    if is_telemetry or any(tells(text) for sample in samples for text in _readings(sample)):
        return Finding(trace, [track], [(offset, offset + sum(sizes)) for offset, sizes in chunks])
    return None


def _texts(data: bytes, chunks: Sequence[tuple[int, Sequence[int]]], *, is_counted: bool) -> Iterator[bytes]:
    """The texts of a track, one of each sample."""
    for offset, sizes in chunks:
        for start, end in pairwise(accumulate(sizes, initial=offset)):
            if is_counted:
                length = int.from_bytes(data[start : start + 2])
                yield data[start + 2 : min(end, start + 2 + length)]
            else:
                yield data[start:end]


# Where the samples of a track lie


def _samples(data: bytes, table: Box) -> list[tuple[int, int]] | None:
    """From where to where the chunks of a track lie; None where its tables do not fit together."""
    chunks = _chunks(data, table)
    return None if chunks is None else [(offset, offset + sum(sizes)) for offset, sizes in chunks]


def _chunks(data: bytes, table: Box) -> list[tuple[int, Sequence[int]]] | None:
    """Where the chunks of a track begin, and the sizes of the samples in each."""
    try:
        offsets = _chunk_offsets(data, table)
        sizes = _sample_sizes(data, table)
        counts = _samples_per_chunk(data, table, len(offsets))
    except (struct.error, ValueError):
        return None
    if sum(counts) != len(sizes):
        return None
    found, first = [], 0
    for offset, count in zip(offsets, counts, strict=True):
        found.append((offset, sizes[first : first + count]))
        first += count
    return None if any(offset + sum(own) > len(data) for offset, own in found) else found


def _chunk_offsets(data: bytes, table: Box) -> Sequence[int]:
    for kind, form in ((b"stco", "I"), (b"co64", "Q")):
        box = only(data, table, kind)
        if box:
            return _numbers(data, box, form)
    raise ValueError


def _sample_sizes(data: bytes, table: Box) -> Sequence[int]:
    box = only(data, table, b"stsz")
    if box is None:
        raise ValueError
    size, count = struct.unpack_from(">II", data, box.content + 4)
    if not size:
        return struct.unpack_from(f">{_fits(count, 4, box)}I", data, box.content + 12)
    if count > len(data):
        raise ValueError
    return [size] * count


def _samples_per_chunk(data: bytes, table: Box, chunks: int) -> list[int]:
    box = only(data, table, b"stsc")
    if box is None:
        raise ValueError
    (count,) = struct.unpack_from(">I", data, box.content + 4)
    flat = struct.unpack_from(f">{_fits(count * 3, 4, box)}I", data, box.content + 8)
    runs = list(zip(flat[::3], flat[1::3], strict=True))
    found: list[int] = []
    for number, (first, samples) in enumerate(runs):
        past = runs[number + 1][0] if number + 1 < len(runs) else chunks + 1
        if not 1 <= first <= past <= chunks + 1 or first != len(found) + 1:
            raise ValueError
        found += [samples] * (past - first)
    return found


def _numbers(data: bytes, box: Box, form: str) -> Sequence[int]:
    (count,) = struct.unpack_from(">I", data, box.content + 4)
    return struct.unpack_from(f">{_fits(count, struct.calcsize(form), box)}{form}", data, box.content + 8)


def _fits(count: int, size: int, box: Box) -> int:
    """The count, where so many numbers can stand in the box."""
    if count * size > box.end - box.content:
        raise ValueError
    return count
