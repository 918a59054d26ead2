"""Read the containers of pictures by their own rules, to see what is in a file without trusting a library."""

import struct
from collections.abc import Iterator

_STANDALONE = {0xD8, 0xD9, *range(0xD0, 0xD8)}


def jpeg_segments(data: bytes) -> list[tuple[int, bytes]]:
    """Return (marker, content) of every segment to the end marker, and fail if anything lies behind it."""
    segments: list[tuple[int, bytes]] = []
    at = 0
    while True:
        assert data[at] == 0xFF, f"no marker at {at}"
        marker = data[at + 1]
        at += 2
        if marker in _STANDALONE:
            segments.append((marker, b""))
            if marker == 0xD9:
                assert at == len(data), "bytes after the end"
                return segments
            continue
        (length,) = struct.unpack_from(">H", data, at)
        segments.append((marker, data[at + 2 : at + length]))
        at += length
        if marker == 0xDA:  # the scan: up to the next FF that is neither stuffed nor a restart
            while data[at] != 0xFF or data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
                at += 1


def png_chunks(data: bytes) -> list[str]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    names, at = [], 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        names.append(name.decode())
        at += 12 + length
    assert at == len(data)
    assert names[-1] == "IEND"
    return names


def riff_chunks(data: bytes) -> dict[str, bytes]:
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert struct.unpack_from("<I", data, 4) == (len(data) - 8,)
    chunks, at = {}, 12
    while at < len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        chunks[name.decode()] = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return chunks


_INSIDE = {"meta": 4, "iinf": 6, "iprp": 0, "ipco": 0}
"""Boxes that hold boxes, and how many bytes come before those."""


def iso_boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of every box of an AVIF, outer ones before those inside."""
    at = 0
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        assert length >= 8
        content = data[at + 8 : at + length]
        yield name.decode(), content
        if name.decode() in _INSIDE:
            yield from iso_boxes(content[_INSIDE[name.decode()] :])
        at += length
    assert at == len(data)
