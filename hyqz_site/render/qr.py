"""Texts → QR codes as data. The only import of segno."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as one path on a square of `size` modules, its quiet zone within."""

    text: str
    size: int
    path: str


@lru_cache(maxsize=1024)
def code(text: str) -> Code:
    """The QR code of `text`, at the level that still reads when a seventh of it is dirty."""
    import segno  # noqa: PLC0415 - only pages with a code need it

    matrix = segno.make(text, error="m", micro=False).matrix
    parts = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = next((n for n in range(x, len(row)) if not row[n]), len(row)) - x
            if run:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += max(run, 1)
    return Code(text, len(matrix) + 2 * QUIET, "".join(parts))
