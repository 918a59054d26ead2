"""Which templates draw a page, and which of them its main block: who edits others need not have that drawn again.

The template of a page extends a layout, and fills the block `main` of it. What is drawn there follows from the page's
own template, from those between it and the layout, from whatever these import, and from as much of the layout as the
block can see: its imports, by name. Where a block could see more, or stands where something is made of it, a page has
no main block to speak of and is drawn whole.

The block `about` is the layout's own: what the head of a page says of it. Of that the same is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.digest import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ABOUT: Final = "about"
MAIN: Final = "main"
BLOCKS: Final = (ABOUT, MAIN)
"""The blocks that may be told from the rest of a page, in their order there."""
_ITSELF: Final = "self"
"""By this name a block has other blocks drawn."""
_PARENT: Final = "super"
"""By this one the block that it stands in place of."""


class Outline(NamedTuple):
    """What a template says of others."""

    parent: str
    """The one that it extends; empty where it extends none."""
    others: tuple[str, ...]
    """Those that it imports or includes."""
    blocks: frozenset[str]
    names: frozenset[str]
    """All names that it reads."""
    imports: Mapping[str, str]
    """The templates that it imports for its blocks, by the names that these know them by."""
    others_known: frozenset[str]
    """Whatever else its blocks may know by a name."""
    alone: Mapping[str, tuple[str, frozenset[str]]]
    """How those of `BLOCKS` are written that are drawn as they stand, and which names are read in them."""


class Lineage(NamedTuple):
    """What a page is drawn by, as digests."""

    whole: str
    blocks: Mapping[str, str]
    """Of all that each block is drawn by, in their order; empty where there is no main block to speak of."""


class Family:
    """Templates and how they depend on each other."""

    def __init__(self, sources: Mapping[str, str], outline: Callable[[str], Outline | None]) -> None:
        """`sources` are texts by name; `outline` gives what one says, None where only its rendering shows."""
        self._sources = sources
        self._outline = outline

    def of(self, name: str) -> Lineage | None:
        """The lineage of the template of a page; None where it cannot be told."""
        everything = self._descent([name])
        if everything is None:
            return None
        chain = self._chain(name)
        blocks = {block: self._block(block, chain) for block in BLOCKS}
        told = {block: digest for block, digest in blocks.items() if digest}
        return Lineage(self._key(everything), told if MAIN in told else {})

    def _chain(self, name: str) -> list[str]:
        """The template, the one that it extends, and so on; all are there."""
        chain = [name]
        while (outline := self._outline(chain[-1])) and outline.parent and outline.parent not in chain:
            chain.append(outline.parent)
        return chain

    def _block(self, block: str, chain: list[str]) -> str:
        layout = self._outline(chain[-1])
        if layout is None or block not in layout.alone:
            return ""
        below = self._descent(other for one in chain[:-1] for other in self._others(one))
        outlines = [*filter(None, map(self._outline, (*chain[:-1], *(below or ()))))]
        written, read = layout.alone[block]
        names = read.union(*(outline.names for outline in outlines))
        shared = layout.names.intersection(name for one in outlines[: len(chain) - 1] for name in one.others_known)
        replaced = layout.blocks.intersection(name for one in outlines for name in one.blocks if name != MAIN)
        if below is None or shared or names & {*layout.others_known, _ITSELF} or (_PARENT in names and replaced):
            return ""
        if block in replaced:
            return ""
        seen = sorted(names & layout.imports.keys())
        imported = self._descent(layout.imports[name] for name in seen)
        if imported is None:
            return ""
        known = (part for name in seen for part in (name, layout.imports[name]))
        return key(written, *known, self._key({*chain[:-1], *below, *imported}))

    def _others(self, name: str) -> tuple[str, ...]:
        outline = self._outline(name)
        return outline.others if outline else (name,)

    def _descent(self, names: Iterable[str]) -> set[str] | None:
        """The templates, and all that these extend, import and include; None where that cannot be told."""
        found: set[str] = set()
        waiting = [*names]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            outline = self._outline(name)
            if outline is None:
                return None
            found.add(name)
            waiting += (*filter(None, [outline.parent]), *outline.others)
        return found

    def _key(self, names: Iterable[str]) -> str:
        return key(*(part for name in sorted(names) for part in (name, self._sources[name])))
