"""Files → their compressed copies beside them, for servers that send such copies (`hyqz build --precompress`).

A copy is the same bytes for the same input: no name and no time in it. Pictures, fonts and films are compressed
already; screens play from a disk or a small server and need no copies.
"""

from __future__ import annotations

import zlib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from hyqz_site.digest import key, sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hyqz_site.publish.cache import Cache

SUFFIXES: Final = (".html", ".css", ".js", ".svg", ".xml", ".ics", ".txt", ".json", ".vtt", ".webmanifest")
SMALLEST: Final = 512
"""Bytes; below that a copy saves no packet."""
_GZIP_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Deflate, no time, best compression, unknown system."""
_VERSION: Final = "1"


def copies(files: Mapping[str, bytes], cache: Cache) -> dict[str, bytes]:
    """The `.gz` and, where brotli is installed, `.br` copies of the files for which they are shorter."""
    ways: list[tuple[str, Callable[[bytes], bytes]]] = [(".gz", gzipped)]
    if find_spec("brotli"):
        ways.append((".br", _brotlied))
    return {path: data for suffix, way in ways for path, data in _made(files, suffix, way, cache)}


def gzipped(data: bytes) -> bytes:
    """A gzip file of the data."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    body = packer.compress(data) + packer.flush()
    return _GZIP_HEAD + body + zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")


def _made(
    files: Mapping[str, bytes], suffix: str, way: Callable[[bytes], bytes], cache: Cache
) -> Iterator[tuple[str, bytes]]:
    for path, data in files.items():
        if not path.endswith(SUFFIXES) or len(data) < SMALLEST or path.startswith("screens/"):
            continue
        entry = key("precompressed", _VERSION, suffix, sha256(data))
        packed = cache.get(entry)
        if packed is None:
            packed = way(data)
            cache.put(entry, packed)
        if len(packed) < len(data):
            yield path + suffix, packed


def _brotlied(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415 - only here, and only where it is installed

    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)
    return packed
