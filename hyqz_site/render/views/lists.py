"""The lists of collections, and the parts of them that plain links filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_COLLECTION
from hyqz_site.render import geese, routes, words
from hyqz_site.render.views.common import SIZES_CARD, SIZES_SMALL, Card, Desk, Frame, Link
from hyqz_site.render.views.facets import Part, tokens

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Record

NEIGHBOURS: Final = 3
"""Pages before and after its own to which a page of a list leads; all of hundreds would be most of the page."""
IN_FILE_ORDER = frozenset({"places", "figures", "channels", "benefits"})
"""Collections whose records have no newest: they stand in the order of their files."""
LOOKS: Final = {"volunteers": "portraits", "news": "rows", "notices": "rows", "benefits": "rows", "trainings": "rows"}
"""How a list looks where not as cards with landscapes."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A value that a list may be filtered by; `token` is what the script knows it by."""

    text: str
    href: str
    count: int
    token: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class FilterRow:
    """The values of one facet."""

    key: str
    label: str
    links: tuple[FilterLink, ...]
    is_chosen: bool = False
    """Whether the page is a part by this facet: then its links lead to other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a collection's list, or a part of it."""

    frame: Frame
    title: str
    lead: str
    part: str
    """What the list is filtered by; empty for the whole."""
    whole: Link
    """The whole list."""
    count: int
    unit: str
    """How one counts them."""
    look: str
    cards: tuple[Card, ...]
    filters: tuple[FilterRow, ...]
    pages: tuple[Link, ...]
    """All pages of the list, where there are several."""
    earlier: Link | None
    later: Link | None
    is_complete: bool
    """Whether the page shows all of its list, or of its part of it: then the script may narrow it in place."""
    gap: geese.Flock


def ordered(collection: str, desk: Desk) -> list[Record]:
    """The records of a collection in the order of their list."""
    if collection == "communities":
        return list(desk.communities())
    cls = BY_COLLECTION[collection].record
    return list(desk.public.of(cls)) if collection in IN_FILE_ORDER else desk.public.newest(cls)


def shown(records: Sequence[Record], number: int, per_page: int = routes.PER_PAGE) -> Sequence[Record]:
    """Those of the records of a list, which come in order, that stand on its page `number`."""
    return records[(number - 1) * per_page : number * per_page]


def part_pages(parts: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    """Every part of a list with the number of each of its pages."""
    for one in parts:
        for number in range(1, routes.pages_for(len(one.records), routes.PER_PART) + 1):
            yield one, number


def listing(collection: str, number: int, records: list[Record], parts: Sequence[Part], desk: Desk) -> ListView:
    """Page `number` of the list of `records`, which come in order."""
    label = words.LISTS[collection].title
    view = _view(collection, label, number, len(records), shown(records, number), parts, desk)
    return _paged(view, number, routes.pages_for(len(records)), partial(routes.listing, collection), desk)


def part(collection: str, chosen: Part, number: int, parts: Sequence[Part], desk: Desk) -> ListView:
    """Page `number` of a part of a list."""
    label = f"{chosen.value.label} - {words.LISTS[collection].title}"
    records = chosen.records
    view = _view(collection, label, number, len(records), shown(records, number, routes.PER_PART), parts, desk, chosen)
    last = routes.pages_for(len(records), routes.PER_PART)
    return _paged(view, number, last, partial(routes.part, collection, chosen.name), desk)


def _paged(view: ListView, number: int, last: int, path_of: Callable[[int], str], desk: Desk) -> ListView:
    """The view with the ways to the other pages of its list."""

    def to(page: int, text: str) -> Link | None:
        return Link(text, desk.href(path_of(page)), page == number) if 1 <= page <= last else None

    links = [to(page, str(page)) if page else Link("…", "") for page in near(number, last)]
    return replace(
        view,
        pages=tuple(filter(None, links)) if last > 1 else (),
        earlier=to(number - 1, "上一页"),
        later=to(number + 1, "下一页"),
        is_complete=last == 1,
    )


def near(number: int, last: int) -> list[int]:
    """The pages that a page leads to: the first, the last, its neighbours; 0 where some are left out."""
    shown = sorted({1, last, *range(max(1, number - NEIGHBOURS), min(last, number + NEIGHBOURS) + 1)})
    found: list[int] = []
    for page in shown:
        left_out = page - found[-1] - 1 if found else 0
        found += [0] if left_out > 1 else [page - 1] if left_out else []
        found.append(page)
    return found


def _view(
    collection: str,
    label: str,
    number: int,
    count: int,
    shown: Sequence[Record],
    parts: Sequence[Part],
    desk: Desk,
    chosen: Part | None = None,
) -> ListView:
    said = words.LISTS[collection]
    whole = Link(said.title, desk.href(routes.listing(collection)))
    crumbs = (Link("首页", desk.href(routes.HOME)), *((whole,) if chosen else ()))
    title, page = (label, "") if number == 1 else (f"{label}（第 {number} 页）", f"，这是第 {number} 页")
    about = f"{chosen.facet.label}“{chosen.value.label}”，" if chosen else ""
    return ListView(
        frame=desk.frame(title, f"{said.title}：{about}共 {count} {said.unit}{page}。{said.lead}", crumbs),
        title=said.title,
        lead=said.lead,
        part=chosen.value.label if chosen else "",
        whole=whole,
        count=count,
        unit=said.unit,
        look=LOOKS.get(collection, "cards"),
        cards=tuple(card(collection, record, desk) for record in shown),
        filters=filters(collection, parts, desk, chosen),
        pages=(),
        earlier=None,
        later=None,
        is_complete=True,
        gap=geese.gap(collection),
    )


def card(collection: str, record: Record, desk: Desk) -> Card:
    """A card that the script can filter."""
    sizes = SIZES_SMALL if collection in LOOKS else SIZES_CARD
    return replace(desk.card(record, sizes), facets=tokens(collection, record, desk.public))


def filters(collection: str, parts: Sequence[Part], desk: Desk, chosen: Part | None = None) -> tuple[FilterRow, ...]:
    """The ways to filter a list, facet by facet."""
    rows: dict[str, list[FilterLink]] = {}
    labels = {}
    for one in parts:
        labels[one.facet.key] = one.facet.label
        link = FilterLink(
            one.value.label,
            desk.href(routes.part(collection, one.name)),
            len(one.records),
            f"{one.facet.key}:{one.value.id}",
            chosen is not None and one.name == chosen.name,
        )
        rows.setdefault(one.facet.key, []).append(link)
    return tuple(
        FilterRow(key, labels[key], tuple(links), is_chosen=chosen is not None and key == chosen.facet.key)
        for key, links in rows.items()
    )
