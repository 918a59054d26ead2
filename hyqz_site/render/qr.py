"""Texts → QR codes as data."""

from __future__ import annotations

import re
from functools import lru_cache

from hyqz_site.images.qr import modules
from hyqz_site.lean import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as one path on a square of `size` modules, its quiet zone within."""

    text: str
    size: int
    path: str


@lru_cache(maxsize=64)  # most are on one page
def code(text: str) -> Code:
    """The QR code of `text`."""
    rows = modules(text)
    path = (
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows)
        for run in re.finditer(b"\1+", row)
    )
    return Code(text, len(rows), "".join(path))
