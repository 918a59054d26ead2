"""Ten thousand pages at a glance: what is seen in them is summed up by groups, and only sums are looked at.

In which group a page is depends on its path. A sum is remembered by what is seen in the pages of its group; so after an
edit only the groups of the edited pages are summed up again, and what was seen elsewhere stays on the disk.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.render import fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hyqz_site.memo import Memo
    from hyqz_site.render.drawing import Seen

ROOM: Final = "sums"
MANY: Final = 16
"""Pages of a group: fewer make more sums, more make a sum take longer."""


class Sum(NamedTuple):
    """What is seen in the pages of a group."""

    letters: fonts.Letters
    overview: Any
    """What the audit says of them together."""


class Groups:
    """The pages of a site by groups; of a site that is being edited only what has changed is grouped again."""

    def __init__(self) -> None:
        """There are no pages."""
        self._count = 0
        self._pages: Mapping[str, str] = {}
        self._members: dict[int, set[str]] = defaultdict(set)
        self._sums: dict[int, Sum] = {}

    def sums(
        self,
        pages: Mapping[str, str],
        look: Callable[[str], Sequence[Seen]],
        overview: Callable[[Sequence[tuple[str, Sequence[Any]]]], Any],
        memo: Memo,
        jobs: int,
    ) -> dict[int, Sum]:
        """The sums of all pages, by the number of their group: a multiple of those of the fonts.

        `pages` says by path what is seen in each, as a digest; `look` gives it by the page's parts, `overview` what the
        audit makes of several.
        """
        count = _groups_for(len(pages))
        if count != self._count:
            self._pages, self._members, self._sums = {}, defaultdict(set), {}
        self._count = 0  # to begin anew, should anything go wrong
        keys = {}
        for number in self._touched(pages, count):
            paths = sorted(self._members[number])
            keys[number] = digest.key(*(part for path in paths for part in (path, pages[path])))

        def summed(number: int) -> Sum:
            seen = {path: look(path) for path in sorted(self._members[number])}
            letters = fonts.summed({path: [part.shown for part in parts] for path, parts in seen.items()})
            return Sum(letters, overview([(path, [part.glance for part in parts]) for path, parts in seen.items()]))

        found = memo.recall_all(ROOM, {str(number): entry for number, entry in keys.items()})
        new = [number for number in keys if str(number) not in found]
        for number, one in zip(new, forked.mapped(summed, new, jobs), strict=True):
            found[str(number)] = one
            memo.remember(ROOM, str(number), keys[number], one)
        self._sums |= {number: found[str(number)] for number in keys}
        memo.use(ROOM, map(str, self._sums))
        self._count, self._pages = count, pages
        return self._sums.copy()

    def _touched(self, pages: Mapping[str, str], count: int) -> set[int]:
        """The groups, of so many, that have other pages now, which become their members."""
        touched = set()
        for path in {path for path, _ in pages.items() ^ self._pages.items()}:
            number = fonts.group_of(path, count)
            touched.add(number)
            if path in pages:
                self._members[number].add(path)
            else:
                self._members[number].discard(path)
        return touched


def _groups_for(pages: int) -> int:
    return fonts.GROUPS << (pages // (fonts.GROUPS * MANY)).bit_length()
