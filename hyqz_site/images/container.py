"""What the first bytes of a file say it is, and whether its end is missing. Pure; decodes nothing.

The name of a file is never trusted: phones and chat programs rename HEIC to .jpg, and PNG to anything.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import Final


class PictureFault(StrEnum):
    """Why a file cannot be used as a picture."""

    broken = "broken"
    truncated = "truncated"
    """The end is missing: a copy or an upload that stopped half way."""
    empty = "empty"
    too_large = "too_large"
    """More pixels than fit into memory; see `codec.MAX_PIXELS`."""
    animated = "animated"
    svg = "svg"
    heic_missing = "heic_missing"
    """HEIC from an iPhone, and the extra `heic` is not installed."""
    mislabelled_heic = "mislabelled_heic"
    """The same under another name, say .jpg. Only `named` gives it: bytes have no name."""
    not_a_picture = "not_a_picture"


class Container(StrEnum):
    """The kinds of file that are read."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    AVIF = "avif"
    HEIC = "heic"


_SIGNATURES: Final = (
    (Container.JPEG, re.compile(rb"\xff\xd8\xff")),
    (Container.PNG, re.compile(rb"\x89PNG\r\n\x1a\n")),
    (Container.WEBP, re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    (Container.GIF, re.compile(rb"GIF8[79]a")),
    (Container.TIFF, re.compile(rb"II\*\0|MM\0\*")),
    # "BM" alone may begin a text: the length of the second header, 12 to 124, makes it sure.
    (Container.BMP, re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)),
)
_SVG: Final = re.compile(rb"\s*(<\?xml|<!--|<!DOCTYPE svg|<svg[\s>])", re.IGNORECASE)
_SVG_ROOT: Final = re.compile(rb"<(\w+:)?svg[\s>]", re.IGNORECASE)
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_END_MARKS: Final = {Container.JPEG: b"\xff\xd9", Container.PNG: b"IEND", Container.GIF: b"\0;"}
_TAIL: Final = 32
"""Some cameras put a few bytes after the end marker."""


def sniff(data: bytes) -> Container | PictureFault:
    """Return what these bytes begin as, or why they are not looked at any further."""
    if not data:
        return PictureFault.empty
    for container, signature in _SIGNATURES:
        if signature.match(data):
            return container
    if data[4:8] == b"ftyp":
        return _by_brand(data)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _SVG.match(head) and _SVG_ROOT.search(head):
        return PictureFault.svg
    return PictureFault.not_a_picture


def named(fault: PictureFault, name: str) -> PictureFault:
    """Return the fault as the editor meets it, who knows the file by its name."""
    if fault is PictureFault.heic_missing and not name.lower().endswith((".heic", ".heif", ".hif")):
        return PictureFault.mislabelled_heic
    return fault


def is_cut_short(data: bytes, container: Container) -> bool:
    """Tell whether the end is missing. Only worth asking of a file that did not decode.

    TIFF has no end to look for: its parts lie anywhere.
    """
    match container:
        case Container.JPEG | Container.PNG | Container.GIF:
            return _END_MARKS[container] not in data[-_TAIL:]
        case Container.WEBP:
            return len(data) < 8 + int.from_bytes(data[4:8], "little")
        case Container.BMP:
            return len(data) < int.from_bytes(data[2:6], "little")
        case Container.AVIF | Container.HEIC:
            return _ends_inside_box(data)
        case Container.TIFF:
            return False


def _by_brand(data: bytes) -> Container | PictureFault:
    """Tell AVIF, HEIC and films apart: all are boxes, and the first box lists what the file is compatible with."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12]} | {data[start:stop] for start, stop in pairwise(range(16, end + 1, 4))}
    if brands & _AVIF_BRANDS:
        return Container.AVIF
    if brands & _HEIC_BRANDS:
        return Container.HEIC
    return PictureFault.not_a_picture


def _ends_inside_box(data: bytes) -> bool:
    """Walk the outer boxes of an ISO file: each begins with its length, 1 means 64 bits after the name, 0 the rest."""
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if length == 0:
            return False
        at += max(length, 8)
    return at > len(data)
