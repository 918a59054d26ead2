"""Digests of bytes and of plain data: names of assets, keys of the cache, the manifest."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME_LENGTH: Final = 12
"""Hexadecimal digits of a digest in a file name: 48 bits, no clash among any files a street will ever have."""


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def short(data: bytes) -> str:
    """The head of the digest that goes into a file name."""
    return sha256(data)[:NAME_LENGTH]


def key(*parts: str | bytes) -> str:
    """A cache key of the given parts; no two lists of parts share one, because each part's length counts."""
    return _joined(part.encode() if isinstance(part, str) else part for part in parts)


def of(value: object) -> str:
    """The digest of plain frozen data (dataclasses, tuples, mappings, text, numbers, dates, None)."""
    return sha256(_canonical(value).encode())


def _joined(parts: Iterable[bytes]) -> str:
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


def _canonical(value: object) -> str:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = ",".join(
            f"{field.name}:{_canonical(getattr(value, field.name))}"
            for field in dataclasses.fields(value)
            if field.compare
        )
        return f"{type(value).__name__}({inner})"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, tuple | list):
        return "[" + ",".join(map(_canonical, value)) + "]"
    if isinstance(value, frozenset | set):
        return "<" + ",".join(sorted(map(_canonical, value))) + ">"
    return repr(value)
