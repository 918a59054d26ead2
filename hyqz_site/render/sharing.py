"""What the build makes besides the pages so that they are found and shared: search, feeds, calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.lean import dataclass
from hyqz_site.model.singletons import Make
from hyqz_site.render import calendars, feeds, routes, search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyqz_site.memo import Memo
    from hyqz_site.model.public import PublicSite
    from hyqz_site.render.markdown import Prose


@dataclass(frozen=True, slots=True)
class Shared:
    """What was made before the pages, so that they can name it."""

    names: Mapping[str, str]
    """To join `Shelf.assets`."""
    files: Mapping[str, bytes]
    extras: frozenset[str]
    """What pages may link: `Shelf.extras`."""


def prepare(public: PublicSite, prose: Mapping[str, Prose], memo: Memo) -> Shared:
    """The data of the search, the calendars and the feeds; `prose` are the parsed texts of all public records.

    Neither calendars nor feeds show a text, so most edits leave them as `memo` remembers them.
    """
    makes = public.settings.make
    found = search.make(public, prose, memo) if Make.SEARCH in makes else search.Made({}, {})
    named: dict[str, bytes] = {}
    if Make.CALENDAR in makes:
        key = public.shown_of(*calendars.SHOWN)
        named |= memo.of("calendars", "", key, lambda: calendars.make(public, memo))
    if Make.FEEDS in makes:
        named |= memo.of("feeds", "", public.shown, lambda: feeds.make(public))
    pages = {routes.SEARCH} if Make.SEARCH in makes else set[str]()
    return Shared(found.names, {**found.files, **named}, frozenset({*named, *pages}))
