"""The lists of collections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyqz_site.model.kinds import BY_COLLECTION
from hyqz_site.render import routes
from hyqz_site.render.views.common import Card, Desk, Frame, Link, newest

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Record

IN_FILE_ORDER = frozenset({"communities", "places", "figures", "channels", "benefits"})
"""Collections whose records have no newest: they stand in the order of their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a collection's list."""

    frame: Frame
    title: str
    count: int
    cards: tuple[Card, ...]
    pages: tuple[Link, ...]
    """All pages of the list, where there are several."""
    earlier: Link | None
    later: Link | None


def ordered(collection: str, records: tuple[Record, ...]) -> list[Record]:
    """The records in the order of their list."""
    return list(records) if collection in IN_FILE_ORDER else newest(records)


def listing(collection: str, number: int, records: list[Record], desk: Desk) -> ListView:
    """Page `number` of the list of `records`, which come in order."""
    label = BY_COLLECTION[collection].label
    last = routes.pages_for(len(records))
    shown = records[(number - 1) * routes.PER_PAGE : number * routes.PER_PAGE]
    title = label if number == 1 else f"{label}（第 {number} 页）"

    def to(page: int, text: str) -> Link | None:
        return Link(text, desk.href(routes.listing(collection, page)), page == number) if 1 <= page <= last else None

    pages = tuple(link for page in range(1, last + 1) if (link := to(page, str(page))))
    description = (
        f"{desk.public.settings.title}的{label}，共 {len(records)} 条"
        + (f"，第 {number} 页" if number > 1 else "")
        + "。"
    )
    return ListView(
        frame=desk.frame(title, description, (Link("首页", desk.href(routes.HOME)),)),
        title=label,
        count=len(records),
        cards=tuple(desk.card(record) for record in shown),
        pages=pages if last > 1 else (),
        earlier=to(number - 1, "上一页"),
        later=to(number + 1, "下一页"),
    )
