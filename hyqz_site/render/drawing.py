"""A planned page → its HTML and what is seen in it; of a page that was drawn before, the frame anew around its blocks.

A template that all pages share changes what is around their blocks, and these are most of a page. They are taken from
where an earlier build put them: from the output, by their place there, and only while they are those very bytes.
"""

from __future__ import annotations

import dataclasses
import posixpath
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

from hyqz_site import digest
from hyqz_site.render import fonts, metadata
from hyqz_site.render.lineage import ABOUT
from hyqz_site.render.markup import Markup
from hyqz_site.render.templates import Hidden
from hyqz_site.render.typography import set_in, typeset
from hyqz_site.render.views.common import Desk, FramedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from hyqz_site.aside import Aside, Place
    from hyqz_site.render.metadata import Head
    from hyqz_site.render.plan import PagePlan
    from hyqz_site.render.templates import Templates
    from hyqz_site.render.views.common import Frame
    from hyqz_site.render.witness import Question, Witness

Sayings = tuple[bool, bool]
"""Whether the title and the description of a page are told from those of others by the page's address."""
ALONE: Final = (False, False)
_KEPT: Final = 256
"""So many headers and ends of pages are kept as they were set: a folder has but few."""
_PENDING: Final = fonts.PENDING.encode()
_HIDDEN: Final = cast("Head", Hidden())


class Audit(Protocol):
    """Who looks at pages before they go out."""

    def glance(self, folder: str, tags: Iterable[str]) -> Any:  # noqa: ANN401 - whatever it sees
        """What it sees in a part of a page in the folder."""

    def look(self, path: str, template: str, parts: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
        """What it sees in a page, by what it sees in its parts."""

    def overview(self, pages: Sequence[tuple[str, Sequence[Any]]]) -> Any:  # noqa: ANN401 - as above
        """What it sees in several pages, by their paths and what it sees in their parts."""

    def joined(self, overviews: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
        """What it sees in the pages of several overviews."""


class Block(NamedTuple):
    """Where a block of a page stands (`lineage.BLOCKS`)."""

    name: str
    at: int
    """Bytes of the page before it; where sheets are named before it, which may still change, those from its beginning
    to the end of the page, below 0."""
    size: int
    """In bytes."""
    digest: str

    def of(self, page: bytes) -> _Piece | None:
        """The block as it stands in the page; None where it does not."""
        start = self.at if self.at >= 0 else len(page) + self.at
        found = page[start : start + self.size] if start >= 0 else b""
        return _Piece(found, None, self.name, self.digest) if digest.short(found) == self.digest else None


class Seen(NamedTuple):
    """What is seen in a part of a page."""

    shown: fonts.Shown
    glance: Any
    """What the audit sees."""


class _Piece(NamedTuple):
    """A part of a page as it goes out."""

    html: bytes
    seen: Seen | None
    """Nothing, where somebody has looked at it before."""
    name: str
    """Of the block that it is."""
    digest: str
    """Of a block."""


class Drawn(NamedTuple):
    """A page as it was drawn."""

    asked: tuple[Question, ...]
    title: str
    description: str
    """Of the frame as the view made it, before it was told apart."""
    blocks: tuple[Block, ...]
    seen: tuple[Seen | None, ...]
    """What is seen in its parts, the main block the last but one; nothing, where somebody has looked before."""
    html: Place | bytes
    """Where it waits, for `Artist.taken`."""

    @property
    def inner(self) -> Seen | None:
        """What is seen in the main block; in all of a page that has none."""
        return self.seen[-2] if self.blocks else self.seen[0]

    @property
    def around(self) -> tuple[Seen | None, ...]:
        """What is seen in its other parts."""
        return (*self.seen[:-2], self.seen[-1]) if self.blocks else ()


class Artist:
    """Draws pages."""

    def __init__(
        self,
        witness: Witness,
        templates: Templates,
        audit: Audit,
        aside: Aside | None,
        earlier: Callable[[str], bytes | None] | None,
    ) -> None:
        """Pages that are drawn wait in `aside`, in memory where there is none; `earlier` gives those of the output."""
        self._witness = witness
        self._templates = templates
        self._audit = audit
        self._aside = aside
        self._earlier = earlier
        self._shared_piece = lru_cache(maxsize=_KEPT)(self._piece)

    def draw(self, plan: PagePlan, told: Sayings) -> Drawn:
        """Draw a page. Raises TemplateError."""
        frame, parts = self._rendered(plan, told)
        return self._drawn(self._witness.asked(), frame, [*self._pieces(plan, parts, {})])

    def frame(self, plan: PagePlan, told: Sayings, kept: Sequence[Block]) -> Drawn | None:
        """Draw a page around blocks that are in the output, the main block one of them; nobody looks at them again.

        None where they are not there any more, or the frame does not stand by itself.
        """
        page = self._earlier(plan.path) if self._earlier else None
        there = {block.name: piece for block in kept if page and (piece := block.of(page))}
        if len(there) < len(kept):
            return None
        frame = self._framed(plan)
        dressed = self._undressed(plan, frame, told) if ABOUT in there else self._dressed(plan, frame, told)
        parts = self._templates.around(plan.template, dressed, there)
        return self._drawn((), frame, [*self._pieces(plan, parts, there)]) if parts else None

    def html(self, plan: PagePlan, told: Sayings) -> bytes:
        """The HTML of a page, drawn for somebody who needs it once more."""
        return "".join(map(typeset, self._rendered(plan, told)[1])).encode()

    def taken(self, waiting: Place | bytes) -> bytes:
        """The HTML of a page that waits."""
        if isinstance(waiting, bytes):
            return zlib.decompress(waiting)
        assert self._aside  # noqa: S101 - it was put there
        return self._aside.get(waiting)

    def _put(self, html: bytes) -> Place | bytes:
        return self._aside.put(html) if self._aside else zlib.compress(html, 1)

    def _drawn(self, asked: tuple[Question, ...], frame: Frame, pieces: Sequence[_Piece]) -> Drawn:
        seen = tuple([piece.seen for piece in pieces])
        html = self._put(b"".join([piece.html for piece in pieces]))
        return Drawn(asked, frame.title, frame.description, _placed(pieces), seen, html)

    def _pieces(self, plan: PagePlan, parts: Sequence[str], kept: Mapping[str, _Piece]) -> Iterator[_Piece]:
        """The parts of a page as they go out: every second one is a block, and those around them many pages share."""
        folder = posixpath.dirname(plan.path)
        blocks = [*self._templates.lineage(plan.template).blocks]
        for number, part in enumerate(parts):
            name = blocks[number // 2] if number % 2 else ""
            if name in kept:
                yield kept[name]
            elif name or len(parts) == 1:
                yield self._piece(folder, part, name)
            else:
                yield self._shared_piece(folder, part)

    def _piece(self, folder: str, html: str, name: str = "") -> _Piece:
        part = Markup(html)
        seen = Seen(fonts.characters(part), self._audit.glance(folder, part.every_tag()))
        data = set_in(part).encode()
        return _Piece(data, seen, name, digest.short(data) if name else "")

    def _rendered(self, plan: PagePlan, told: Sayings) -> tuple[Frame, list[str]]:
        """The frame as the view made it, the HTML; what was asked on the way, the witness knows."""
        self._witness.asked()
        view = self._view(plan, Desk(self._witness.shelf, plan.path))
        frame = view.frame
        view = dataclasses.replace(view, frame=self._dressed(plan, frame, told))
        return frame, self._templates.parts(plan.template, view)

    def _framed(self, plan: PagePlan) -> Frame:
        """The frame as the view makes it, and nothing else of the view."""
        self._witness.asked()
        try:
            return self._view(plan, Desk(self._witness.shelf, plan.path, frame_only=True)).frame  # type: ignore[no-any-return]  # it is one
        except FramedError as framed:
            return framed.frame

    def _view(self, plan: PagePlan, desk: Desk) -> Any:  # noqa: ANN401 - any view
        return plan.view(self._witness.public.records[plan.subject], desk) if plan.subject else plan.view(desk)

    def _undressed(self, plan: PagePlan, frame: Frame, told: Sayings) -> Frame:
        """The frame for whoever draws nothing that is said to machines."""
        head = _HIDDEN if metadata.has_head(plan.template) else frame.head
        return dataclasses.replace(_told_apart(frame, plan.path, told), head=head)

    def _dressed(self, plan: PagePlan, frame: Frame, told: Sayings) -> Frame:
        record = self._witness.public.records[plan.subject] if plan.subject else None
        return metadata.dressed(_told_apart(frame, plan.path, told), plan.template, record, self._witness.shelf)


def _told_apart(frame: Frame, path: str, told: Sayings) -> Frame:
    title, description = told
    if title:
        frame = dataclasses.replace(frame, title=f"{frame.title}（{path.removesuffix('.html')}）")
    if description:
        frame = dataclasses.replace(frame, description=f"{frame.title}：{frame.description}")
    return frame


def _placed(pieces: Sequence[_Piece]) -> tuple[Block, ...]:
    """The blocks among the pieces of a page, and where they stand in it."""
    size = sum([len(piece.html) for piece in pieces])
    found = []
    at, may_move = 0, False
    for piece in pieces:
        if piece.name:
            found.append(Block(piece.name, at - size if may_move else at, len(piece.html), piece.digest))
        may_move = may_move or _PENDING in piece.html
        at += len(piece.html)
    return tuple(found)
