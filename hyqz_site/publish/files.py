"""What a build makes, by path: bytes at hand, or a promise of bytes whose digest is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from hyqz_site.digest import sha256

if TYPE_CHECKING:
    from collections.abc import Callable


class Promised(Protocol):
    """A file that is made when it is asked for."""

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""

    @property
    def size(self) -> int:
        """How many bytes they are."""

    @property
    def make(self) -> Callable[[], bytes]:
        """Makes its bytes."""


class Files(Mapping[str, bytes]):
    """The files of a site; whoever needs no more than a digest makes nothing."""

    def __init__(self, ready: Mapping[str, bytes] = {}, promised: Mapping[str, Promised] = {}) -> None:
        """`ready` are at hand, `promised` are not."""
        self._ready = ready
        self._promised = promised

    def __getitem__(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._promised[path].make() if path in self._promised else self._ready[path]

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        yield from self._ready
        yield from self._promised

    def __contains__(self, path: object) -> bool:
        """Whether there is a file; nothing is made for it."""
        return path in self._promised or path in self._ready

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._ready) + len(self._promised)

    def digest(self, path: str) -> str:
        """The SHA-256 of a file."""
        return self._promised[path].digest if path in self._promised else sha256(self._ready[path])

    def size(self, path: str) -> int:
        """How many bytes a file has."""
        return self._promised[path].size if path in self._promised else len(self._ready[path])

    def with_more(self, more: Mapping[str, bytes]) -> Files:
        """These and `more` files."""
        return Files({**self._ready, **more}, self._promised)
