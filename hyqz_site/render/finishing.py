"""Made pages → pages as they go out, naming the style sheets of the fonts.

Which these are is known when all pages are made. How a page last went out is remembered: where nothing of it has
changed, its digest is known without a look at it, and where only names of sheets have, it is taken from the output.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.lean import dataclass
from hyqz_site.render import fonts
from hyqz_site.render.promises import Promise, Promises

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hyqz_site.memo import Memo

ROOM: Final = "finished"
BY: Final = "finished by"
"""The room for the sheets by which all pages were finished last."""


class Last(NamedTuple):
    """A page as it last went out."""

    sheets: tuple[str, ...]
    offered: str
    """The sheet with the rare characters of its group, whether it is one of them or not."""
    digest: str
    """Empty where nobody asked for it."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Finisher:
    """Finishes the pages of one build."""

    sheets: fonts.Sheets
    shown: Callable[[str], Iterable[fonts.Shown]]
    """The characters of a page, in each of its parts."""
    ready: Callable[[str], bytes]
    """The HTML of a page, naming a sheet that is none yet; a page that was not made now is rendered for it."""
    earlier: Callable[[str], bytes | None] | None
    """The bytes that an earlier build put at a path.

    None says that nothing will be written: then pages are rendered when they are looked at, and no digest is needed.
    """
    memo: Memo
    jobs: int
    """How many processes may finish pages."""

    def promises(self, made: Mapping[str, str]) -> Promises:
        """The pages by path; `made` says what each was made of, as a digest."""
        known: dict[str, Last] = self.memo.recall_all(ROOM, made)
        last = known.copy()
        by = self.sheets.key, bool(self.earlier)
        is_same = self.memo.recall(BY, "", "") == by
        if not is_same:  # until all are finished by others
            self.memo.forget(BY, "")
        doubtful = [path for path in made if path not in known] if is_same else made
        waiting = [path for path in doubtful if not self._holds(path, known.get(path))]
        finished = forked.mapped(lambda path: self._last(path, known.get(path)), waiting, self.jobs)
        for path, one in zip(waiting, finished, strict=True):
            names = tuple(map(sys.intern, one.sheets))  # of all pages they are few
            last[path] = one._replace(sheets=names, offered=sys.intern(one.offered))
            self.memo.remember(ROOM, path, made[path], last[path])
        if not is_same:
            self.memo.remember(BY, "", "", by)

        def make(path: str) -> bytes:
            return self._bytes(path, self._names(path, last[path]), known.get(path))

        def give(path: str) -> Promise:
            now = last[path]
            is_known = self.earlier or now.sheets == self._names(path, now)
            return Promise(now.digest if is_known else "", now.size, partial(make, path))

        return Promises(made, give)

    def _holds(self, path: str, last: Last | None) -> bool:
        """Whether a page goes out as it did; where nobody asks for digests, with other names of as many sheets."""
        if last is None or last.offered != self.sheets.offered(path):
            return False
        return last.sheets[0] == self.sheets.common or not self.earlier

    def _last(self, path: str, before: Last | None) -> Last:
        """How a page goes out now."""
        names, offered = self._names(path, before), self.sheets.offered(path)
        if before and names == before.sheets:
            return before._replace(offered=offered)
        if before and len(names) == len(before.sheets) and not self.earlier:
            return Last(names, offered, "", before.size)  # all names are as long
        data = self._bytes(path, names, before)
        return Last(names, offered, digest.sha256(data), len(data))

    def _names(self, path: str, last: Last | None) -> tuple[str, ...]:
        """The sheets that a page names now; `last` are those that it named."""
        if last and last.offered == self.sheets.offered(path):
            return (self.sheets.common, *last.sheets[1:])
        return self.sheets.of(path, self.shown(path))

    def _bytes(self, path: str, names: tuple[str, ...], last: Last | None) -> bytes:
        there = self.earlier(path) if self.earlier and last and len(last.sheets) == len(names) else None
        if last is None or there is None or digest.sha256(there) != last.digest:
            return fonts.linked(self.ready(path), names)
        for before, now in zip(last.sheets, names, strict=True):
            there = there.replace(before.encode(), now.encode())
        return there
