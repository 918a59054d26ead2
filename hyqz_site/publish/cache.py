"""A store of bytes by key that can be deleted, damaged or shared at any time without harm.

A key is the digest of everything that its value was made from, so an entry is never out of date; an entry carries its
own digest, so one that is damaged is a miss.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from hyqz_site.aside import Aside
from hyqz_site.lean import dataclass
from hyqz_site.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER: Final = ".cache"
MEMO: Final = "memo.sqlite"
"""The file in it that holds the memo."""
_CHECK: Final = 32
"""Bytes of the entry's own digest, at its head."""


@dataclass(slots=True)
class Cache:
    """Values by key below `folder`; without a folder nothing is remembered beyond the process."""

    folder: Path | None = None
    hits: int = 0
    memo: Memo = field(default_factory=Memo)
    """Small values that are functions of small things; pictures and fonts are too large for it."""
    earlier: Callable[[str], bytes | None] | None = None
    """What an earlier build put at a path of the output; nobody relies on it without its digest."""
    aside: Aside | None = None
    """Where pages wait to be written; in memory where there is none."""
    _memory: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        """The value, or None where there is none that is whole."""
        if key in self._memory:
            return self._memory[key]
        if self.folder is None:
            return None
        try:
            entry = self._path(key).read_bytes()
        except OSError:
            return None
        value = entry[_CHECK:]
        if sha256(value).digest() != entry[:_CHECK]:
            return None
        self.hits += 1
        return value

    def put(self, key: str, value: bytes) -> None:
        """Remember `value`. A disk that does not take it is no error: the next build makes it again."""
        if self.folder is None:
            self._memory[key] = value
            return
        path = self._path(key)
        passing = path.with_name(f"{path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            passing.write_bytes(sha256(value).digest() + value)
            passing.replace(path)

    def _path(self, key: str) -> Path:
        assert self.folder is not None  # noqa: S101 - callers have looked
        return self.folder / key[:2] / key[2:]
