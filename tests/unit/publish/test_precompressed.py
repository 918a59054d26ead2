"""Compressed copies: readable by others, shorter, always the same bytes, and only of what is worth it."""

import gzip
from hashlib import sha256

import brotli

from hyqz_site.publish.cache import Cache
from hyqz_site.publish.precompressed import copies, gzipped

PAGE = "<p>衡阳群众，身边的人。</p>\n".encode() * 50
FILES = {
    "index.html": PAGE,
    "small.html": b"<p>x</p>",
    "img/a.jpg": PAGE,
    "noise.js": b"".join(sha256(bytes([number])).digest() for number in range(40)),
    "screens/a/show/x.js": PAGE,
}


def test_others_can_read_them() -> None:
    made = copies(FILES, Cache())
    assert gzip.decompress(made["index.html.gz"]) == PAGE
    assert brotli.decompress(made["index.html.br"]) == PAGE


def test_only_what_is_worth_it() -> None:
    assert sorted(copies(FILES, Cache())) == ["index.html.br", "index.html.gz"]


def test_the_same_again_from_memory_or_not() -> None:
    cache = Cache()
    assert copies(FILES, cache) == copies(FILES, cache) == copies(FILES, Cache())


def test_there_is_no_time_and_no_system_in_them() -> None:
    assert gzipped(PAGE)[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert gzip.decompress(gzipped(b"")) == b""
