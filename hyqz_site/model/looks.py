"""What was found in thousands of files, or in what their records say: remembered in one piece, and followed.

What somebody finds in one of them is a function of that one, and of a context that is the same for all. So only those
are looked at that are others now than when somebody looked last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from hyqz_site import digest
from hyqz_site.memo import MISSING, Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
W = TypeVar("W")

AT_FILES: Final = "looks"
"""The room of the memo for what was found in files."""
AT_HEADS: Final = "looks at heads"
"""The room for what was found in what each record says besides its text."""
_LOOKED_AT: Final = {AT_FILES: "files looked at", AT_HEADS: "heads looked at"}
"""The rooms for what these looked at."""
_LAST: Final = "heads looked at last"
"""The room for the names of these, the newest first: most builds need no more."""
_KEPT: Final = 3
"""So many states of the heads are kept: not all that is found in heads is asked for by every build."""


class Things(NamedTuple):
    """Things that somebody may look at."""

    name: str
    """Another one for other things."""
    digests: Mapping[str, str]
    """Of all that can be seen of each, by the path of its file; empty where nothing is certain."""


class Looks:
    """What one build finds, and what those before it found."""

    def __init__(self, memo: Memo | None = None) -> None:
        """`memo` remembers; without one everything is looked at.

        What was found in heads is kept, though most builds ask for none of it.
        """
        self._memo = memo or Memo()
        self._memo.use(AT_HEADS, self._memo.names(AT_HEADS))
        self._memo.use(_LOOKED_AT[AT_HEADS], self._last)
        self._compared: dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {}

    def found(
        self,
        room: str,
        what: str,
        context: str,
        now: Things,
        things: Mapping[str, W],
        look: Callable[[W], T | None],
    ) -> Mapping[str, T]:
        """What `look` finds in the things, by path; those where it finds nothing are left out.

        `what` tells it from what others find, `room` is `AT_FILES` or `AT_HEADS`. What is found can be a key.
        """
        key = digest.short(context.encode())
        known = self._memo.recall(room, what, key)
        before, found = ("", {}) if known is MISSING else known
        new, gone = self._differences(_LOOKED_AT[room], now, before)
        if new or gone or before != now.name:
            found = found.copy()
            for path in (*new, *gone):
                found.pop(path, None)
            same: dict[T, T] = {}  # thousands have one day: it is written down once, and read back faster
            found |= {path: same.setdefault(value, value) for path in sorted(new) if (value := look(things[path]))}
            self._memo.remember(room, what, key, (now.name, found))
            if room == AT_HEADS and now.name not in self._last:
                self._memo.remember(_LAST, "", "", (now.name, *self._last)[:_KEPT])
        return found  # type: ignore[no-any-return]  # what `look` found, now or then

    @property
    def _last(self) -> tuple[str, ...]:
        """The names of the states of heads that were looked at last."""
        known = self._memo.recall(_LAST, "", "")
        return () if known is MISSING else known

    def _differences(self, room: str, now: Things, before: str) -> tuple[frozenset[str], frozenset[str]]:
        """The things that are others now than what was looked at under the name `before`, and those that are gone.

        Those of which nothing is certain are others, and so are all where nothing is known of before.
        """
        if (now.name, before) not in self._compared:
            self._memo.of(room, now.name, "", lambda: now.digests)
            known = self._memo.recall(room, before, "")
            known = {} if known is MISSING else known
            new = frozenset([path for path, data in now.digests.items() if not data or known.get(path) != data])
            self._compared[now.name, before] = new, frozenset(known.keys() - now.digests.keys())
        return self._compared[now.name, before]
