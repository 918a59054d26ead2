"""Files that are made when somebody asks for their bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Promise:
    """A file whose digest is known, and whose bytes are made when they are asked for."""

    digest: str
    size: int
    make: Callable[[], bytes]


class Promises(Mapping[str, Promise]):
    """Promises by path, each given when it is asked for: while a site is edited hardly any of ten thousand are."""

    def __init__(self, paths: Collection[str], give: Callable[[str], Promise]) -> None:
        """`give` promises the file at one of the `paths`."""
        self._paths = paths
        self._give = give
        self._given: dict[str, Promise] = {}

    def __getitem__(self, path: str) -> Promise:
        """The promise of a file."""
        found = self._given.get(path)
        if found is None:
            if path not in self._paths:
                raise KeyError(path)
            found = self._given[path] = self._give(path)
        return found

    def __contains__(self, path: object) -> bool:
        """Whether there is one; it is not made for that."""
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self._paths)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._paths)
