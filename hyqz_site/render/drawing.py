"""A planned page → its HTML and what is seen in it; of a page that was drawn before, the frame anew around its main.

A template that all pages share changes what is around their main blocks, and these are most of a page. Where an earlier
build put them they are taken from: from the output, by their place there, and only while they are those very bytes.
"""

from __future__ import annotations

import dataclasses
import posixpath
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from hyqz_site import digest
from hyqz_site.render import fonts, metadata
from hyqz_site.render.markup import Markup
from hyqz_site.render.typography import set_in, typeset
from hyqz_site.render.views.common import Desk, FramedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hyqz_site.aside import Aside, Place
    from hyqz_site.render.plan import PagePlan
    from hyqz_site.render.templates import Templates
    from hyqz_site.render.views.common import Frame
    from hyqz_site.render.witness import Question, Witness

Sayings = tuple[bool, bool]
"""Whether the title and the description of a page are told from those of others by the page's address."""
ALONE: Final = (False, False)
_KEPT: Final = 256
"""So many headers and ends of pages are kept as they were set: a folder has but few."""


class Audit(Protocol):
    """Who looks at pages before they go out."""

    def glance(self, folder: str, tags: Iterable[str]) -> Any:  # noqa: ANN401 - whatever it sees
        """What it sees in a part of a page in the folder."""

    def look(self, path: str, template: str, parts: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
        """What it sees in a page, by what it sees in its parts."""

    def overview(self, pages: Sequence[tuple[str, Sequence[Any]]]) -> Any:  # noqa: ANN401 - as above
        """What it sees in several pages, by their paths and what it sees in their parts."""


class Main(NamedTuple):
    """Where the main block of a page stands."""

    behind: int
    """Bytes of the page behind it: what is before it may still change, as sheets are named there."""
    size: int
    """In bytes."""
    digest: str

    def of(self, page: bytes | None) -> bytes | None:
        """The block as it stands in the page; None where it does not."""
        end = len(page or b"") - self.behind
        found = page[end - self.size : end] if page and end >= self.size else b""
        return found if digest.short(found) == self.digest else None


class Seen(NamedTuple):
    """What is seen in a part of a page."""

    shown: fonts.Shown
    glance: Any
    """What the audit sees."""


class Drawn(NamedTuple):
    """A page as it was drawn."""

    asked: tuple[Question, ...]
    title: str
    description: str
    """Of the frame as the view made it, before it was told apart."""
    main: Main | None
    inner: Seen | None
    """What is seen in the main block, where that was drawn; in all of a page that has none."""
    around: tuple[Seen, ...]
    """What is seen before and behind it."""
    html: Place | bytes
    """Where it waits, for `Artist.taken`."""


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
        self._set_before = lru_cache(maxsize=_KEPT)(self._set_one)

    def draw(self, plan: PagePlan, told: Sayings) -> Drawn:
        """Draw a page. Raises TemplateError."""
        frame, parts = self._rendered(plan, told)
        asked = self._witness.asked()
        pieces, seen = zip(*self._set(plan, parts), strict=True)
        html = self._put(b"".join(pieces))
        if len(parts) == 1:
            return Drawn(asked, frame.title, frame.description, None, seen[0], (), html)
        *_, block, behind = pieces
        *before, inner, last = seen
        main = Main(len(behind), len(block), digest.short(block))
        return Drawn(asked, frame.title, frame.description, main, inner, (*before, last), html)

    def frame(self, plan: PagePlan, told: Sayings, main: Main) -> Drawn | None:
        """Draw a page around a main block that is in the output; of its parts only those around it are looked at.

        None where the block is not there any more, or the frame does not stand by itself.
        """
        block = main.of(self._earlier(plan.path)) if self._earlier else None
        if block is None:
            return None
        frame = self._framed(plan)
        around = self._templates.around(plan.template, self._dressed(plan, frame, told))
        if not around:
            return None
        (*before, behind), seen = zip(*self._set(plan, around), strict=True)
        html = self._put(b"".join((*before, block, behind)))
        return Drawn((), frame.title, frame.description, main._replace(behind=len(behind)), None, seen, html)

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

    def _set(self, plan: PagePlan, parts: Sequence[str]) -> Iterator[tuple[bytes, Seen]]:
        """The parts of a page as they go out, and what is seen in them; the second and the last many pages share."""
        folder = posixpath.dirname(plan.path)
        for number, part in enumerate(parts):
            is_shared = number == 1 or 0 < number == len(parts) - 1
            yield (self._set_before if is_shared else self._set_one)(folder, part)

    def _set_one(self, folder: str, html: str) -> tuple[bytes, Seen]:
        """A part of a page in the folder as it goes out, and what is seen in it."""
        part = Markup(html)
        return set_in(part).encode(), Seen(fonts.characters(part), self._audit.glance(folder, part.every_tag()))

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
