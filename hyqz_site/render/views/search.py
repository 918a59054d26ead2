"""The search page: a field for those with scripts, and for everybody a plain index by kind."""

from __future__ import annotations

from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.render import routes, search, words
from hyqz_site.render.views import lists
from hyqz_site.render.views.common import Desk, Frame, Link

LISTED: Final = 100
"""At most so many records of a kind in the index; all of them are in the kind's list."""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The records of a kind."""

    title: str
    count: int
    links: tuple[Link, ...]
    more: Link | None
    """The kind's list, where not all of them stand here."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that results may be narrowed to."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page."""

    frame: Frame
    title: str
    lead: str
    address: str
    """The page's own: what the form is sent to."""
    index: str
    script: str
    styles: str
    kinds: tuple[Choice, ...]
    communities: tuple[Choice, ...]
    groups: tuple[IndexGroup, ...]


def search_page(desk: Desk) -> SearchView:
    """The search page; `Shelf.assets` names the index that `search.make` made."""
    assets = desk.shelf.assets
    groups, kinds = [], []
    for kind in KINDS:
        records = desk.public.of(kind.record)
        if not records or kind.record is Screen:
            continue
        said = words.LISTS.get(kind.collection)
        title = said.title if said else kind.label
        kinds.append(Choice(kind.name, title))
        ordered = lists.ordered(kind.collection, desk)
        more = desk.listing(kind.collection) if len(ordered) > LISTED else None
        shown = ordered[:LISTED] if more else ordered
        groups.append(IndexGroup(title, len(ordered), tuple(desk.link(record) for record in shown), more))
    crumbs = (Link("首页", desk.href(routes.HOME)),)
    return SearchView(
        frame=desk.frame("搜索", "按人名、队名、标题和正文里的任何几个字查找，人名也可以写拼音。", crumbs),
        title="搜索",
        lead="名字、标题、正文里的任何几个字，都查得到。",
        address=desk.href(routes.SEARCH),
        index=desk.href(assets[search.INDEX]),
        script=desk.href(assets["js/search.js"]),
        styles=desk.href(assets["css/search.css"]),
        kinds=tuple(kinds),
        communities=tuple(Choice(one.id, one.title) for one in desk.communities()),
        groups=tuple(groups),
    )
