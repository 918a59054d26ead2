"""Texts → QR codes as rows of dark and light. Pure; segno does the work."""

from __future__ import annotations

from typing import Final

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text` within its quiet zone, at the level that still reads when a seventh of it is dirty."""
    import segno  # noqa: PLC0415 - most builds paint nothing anew and need no code

    matrix = segno.make(text, error="m", micro=False).matrix_iter(scale=1, border=QUIET)
    return tuple(tuple(bool(dark) for dark in row) for row in matrix)
