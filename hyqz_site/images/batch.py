"""Many pictures at once: each is opened once, all its web variants are made, in several processes.

What was made is remembered by the digest of its bytes, the variants asked for and the encoder's version, so a second
build encodes nothing and a damaged entry is a miss.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol, TypeAlias

from hyqz_site.digest import key, sha256
from hyqz_site.images.container import PictureFault, named
from hyqz_site.images.variants import Format, ImageInfo, VariantSpec, widths_for
from hyqz_site.lean import dataclass

WIDTHS: Final = (240, 480, 720, 960, 1600)
"""Widths of the web variants: thumbnails, a phone's halves and wholes at its densities, a desk screen."""
Formats: TypeAlias = tuple[tuple[Format, int], ...]
"""Formats with their qualities."""
QUALITY: Final[Formats] = (("jpeg", 80), ("webp", 78))
AVIF: Final[Formats] = (("avif", 62),)
"""For a site that wants it besides: a third less than JPEG at the same look, in twice the time of the others."""


class Store(Protocol):
    """Where made pictures are remembered."""

    def get(self, key: str) -> bytes | None:
        """The bytes remembered under a key, or None."""

    def put(self, key: str, value: bytes) -> None:
        """Remember bytes."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One file made of a picture."""

    format: Format
    width: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A picture and its files."""

    info: ImageInfo
    variants: tuple[Variant, ...]


def make(
    sources: Mapping[str, Callable[[], bytes]],
    store: Store,
    jobs: int,
    progress: Callable[[int, int], None],
    formats: Formats = QUALITY,
) -> dict[str, Made | PictureFault]:
    """The web variants of every picture, by its path; `sources` give the bytes when asked.

    `progress` is told how many of the pictures that had to be made are done.
    """
    if not sources:
        return {}
    from hyqz_site.images import codec  # noqa: PLC0415 - loads Pillow

    found: dict[str, Made | PictureFault] = {}
    waiting: dict[str, list[str]] = {}
    for path, read in sources.items():
        entry = key("picture", sha256(read()), repr((WIDTHS, formats)), codec.encoder_version())
        value = store.get(entry)
        known = _unpacked(value) if value is not None else None
        if known is None:
            waiting.setdefault(entry, []).append(path)
        else:
            found[path] = _as_named(known, path)
    for done, (entry, packed) in enumerate(_packed_all(waiting, sources, jobs, formats), start=1):
        made = _unpacked(packed)
        assert made is not None  # noqa: S101 - it was packed a moment ago
        if made is not PictureFault.too_large:  # that may have been a moment's lack of memory
            store.put(entry, packed)
        found.update({path: _as_named(made, path) for path in waiting[entry]})
        progress(done, len(waiting))
    return {path: found[path] for path in sources}


def _packed_all(
    waiting: Mapping[str, list[str]],
    sources: Mapping[str, Callable[[], bytes]],
    jobs: int,
    formats: Formats,
) -> Iterator[tuple[str, bytes]]:
    if jobs < 2 or len(waiting) < 2:
        for entry, paths in waiting.items():
            yield entry, packed(sources[paths[0]](), formats)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above
    from multiprocessing import get_context  # noqa: PLC0415

    # `spawn`: a preview builds beside threads, and a forked child would inherit their locks.
    with ProcessPoolExecutor(min(jobs, len(waiting)), mp_context=get_context("spawn")) as pool:
        # Bytes are read as the pool takes them: a folder of photos is never in memory as a whole.
        pending = {}
        for entry, paths in waiting.items():
            pending[entry] = pool.submit(packed, sources[paths[0]](), formats)
            if len(pending) >= jobs * 2:
                first = next(iter(pending))
                yield first, pending.pop(first).result()
        for entry, future in pending.items():
            yield entry, future.result()


def packed(data: bytes, formats: Formats = QUALITY) -> bytes:
    """What is made of one picture, as bytes that travel between processes and into the cache."""
    from hyqz_site.images import codec  # noqa: PLC0415 - as above

    info = codec.probe(data)
    if isinstance(info, PictureFault):
        return _with_head({"fault": info.value}, b"")
    specs = [
        VariantSpec(width=width, format=format_, quality=quality)
        for format_, quality in formats
        for width in widths_for(info.width, WIDTHS)
    ]
    files = codec.encode(data, specs)
    head = {
        "info": [info.width, info.height, info.format, info.colour],
        "variants": [
            [spec.format, spec.frame((info.width, info.height)).size[0], len(file)]
            for spec, file in zip(specs, files, strict=True)
        ],
    }
    return _with_head(head, b"".join(files))


def _with_head(head: object, body: bytes) -> bytes:
    return json.dumps(head).encode() + b"\n" + body


def _unpacked(entry: bytes) -> Made | PictureFault | None:
    head, _, body = entry.partition(b"\n")
    try:
        told = json.loads(head)
        if "fault" in told:
            return PictureFault(told["fault"])
        width, height, format_, colour = told["info"]
        variants = []
        start = 0
        for variant_format, variant_width, size in told["variants"]:
            variants.append(Variant(variant_format, variant_width, body[start : start + size]))
            start += size
    except (ValueError, KeyError, TypeError):
        return None
    return Made(ImageInfo(width=width, height=height, format=format_, colour=colour), tuple(variants))


def _as_named(made: Made | PictureFault, path: str) -> Made | PictureFault:
    return named(made, path) if isinstance(made, PictureFault) else made
