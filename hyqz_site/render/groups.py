"""Ten thousand pages at a glance: what is seen in them is summed up by groups, and only sums are looked at.

In which group a page is depends on its path. Of a large site groups are small, and several of them are put together to
one of the groups of the fonts. A sum is remembered by what is seen in the pages of its group; so after an edit only the
groups of the edited pages are summed up again, and what was seen elsewhere stays on the disk.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.render import fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hyqz_site.memo import Memo
    from hyqz_site.render.drawing import Audit, Seen

ROOM: Final = "sums"
TOGETHER: Final = "sums of sums"
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
        """How many there are: a multiple of those of the fonts."""
        self._pages: Mapping[str, str] = {}
        self._members: dict[int, set[str]] = defaultdict(set)
        self._keys: dict[int, str] = {}
        """The digest of what is seen in each group."""
        self._sums: dict[int, Sum] = {}

    def sums(
        self,
        pages: Mapping[str, str],
        look: Callable[[str], Sequence[Seen]],
        audit: Audit,
        memo: Memo,
        jobs: int,
    ) -> dict[int, Sum]:
        """The sums of all pages, by the number of their group among those of the fonts.

        `pages` says by path what is seen in each, as a digest; `look` gives it by the page's parts.
        """
        count = _groups_for(len(pages))
        if count != self._count:
            self._pages, self._members, self._keys, self._sums = {}, defaultdict(set), {}, {}
        self._count = 0  # to begin anew, should anything go wrong
        touched = self._touched(pages, count)
        for number in touched:
            paths = sorted(self._members[number])
            self._keys[number] = digest.key(*(part for path in paths for part in (path, pages[path])))
        parts = {number: self._parts_of(number, count) for number in {one % fonts.GROUPS for one in touched}}
        keys = {str(number): digest.key(*[self._keys[part] for part in within]) for number, within in parts.items()}
        found: dict[str, Sum] = memo.recall_all(TOGETHER, keys)
        new = [number for number in parts if str(number) not in found]
        before = memo.recall_all(ROOM, {str(part): self._keys[part] for number in new for part in parts[number]})

        def summed(number: int) -> tuple[Sum, dict[int, Sum]]:
            """The sum of a group of the fonts, and those of its parts that nobody remembers."""
            made = {part: self._summed(part, look, audit) for part in parts[number] if str(part) not in before}
            return _joined([made.get(part) or before[str(part)] for part in parts[number]], audit), made

        are_many = sum(len(parts[number]) for number in new) - len(before) >= forked.WORTH_IT
        for number, (whole, made) in zip(new, forked.mapped(summed, new, jobs, are_large=are_many), strict=True):
            for part, one in made.items():
                memo.remember(ROOM, str(part), self._keys[part], one)
            found[str(number)] = whole
            memo.remember(TOGETHER, str(number), keys[str(number)], whole)
        self._sums |= {number: found[str(number)] for number in parts}
        memo.use(ROOM, map(str, self._keys))
        memo.use(TOGETHER, map(str, self._sums))
        self._count, self._pages = count, pages
        return self._sums.copy()

    def _parts_of(self, number: int, count: int) -> list[int]:
        """The groups, of so many, of which a group of the fonts is put together, but for those without pages."""
        return [part for part in range(number, count, fonts.GROUPS) if part in self._keys]

    def _summed(self, number: int, look: Callable[[str], Sequence[Seen]], audit: Audit) -> Sum:
        """What is seen in the pages of one group."""
        seen = {path: look(path) for path in sorted(self._members[number])}
        letters = fonts.summed({path: [part.shown for part in parts] for path, parts in seen.items()})
        glances = [(path, [part.glance for part in parts]) for path, parts in seen.items()]
        return Sum(letters, audit.overview(glances))

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


def _joined(sums: Sequence[Sum], audit: Audit) -> Sum:
    """What is seen in the pages of several groups."""
    if len(sums) == 1:
        return sums[0]
    return Sum(fonts.joined([one.letters for one in sums]), audit.joined([one.overview for one in sums]))


def _groups_for(pages: int) -> int:
    return fonts.GROUPS << (pages // (fonts.GROUPS * MANY)).bit_length()
