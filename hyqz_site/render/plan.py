"""PublicSite → the pages of the site as data: path, template, view; and where two would have one address."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.model.kinds import BY_COLLECTION, BY_NAME, KINDS
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import metadata, routes
from hyqz_site.render.views import events, free, ground, home, join, lists, outcomes, panels, people, press, search
from hyqz_site.render.views.common import HIDDEN_COLLECTIONS, Desk, Shelf, key_of, page_of
from hyqz_site.render.views.facets import parts
from hyqz_site.render.views.records import PANELLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyqz_site.model.gates import PublicSite
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.problem import Problems


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page that is not rendered yet."""

    path: str
    template: str
    view: Any
    """A frozen view with a `frame`."""


_PAGES: Final[dict[type[Record], tuple[str, Callable[[Any, Desk], Any]]]] = {
    Volunteer: ("pages/volunteer.html", people.volunteer),
    Team: ("pages/team.html", people.team),
    Project: ("pages/project.html", people.project),
    Community: ("pages/community.html", ground.community),
    Activity: ("pages/activity.html", events.activity),
    News: ("pages/news.html", press.news),
    Film: ("pages/film.html", press.film),
    PlaceRecord: ("pages/place.html", ground.place),
    Award: ("pages/award.html", outcomes.award),
    Figure: ("pages/figure.html", outcomes.figure),
    Benefit: ("pages/benefit.html", join.benefit),
    Training: ("pages/training.html", events.training),
    ChannelRecord: ("pages/channel.html", join.channel),
    Notice: ("pages/notice.html", events.notice),
    Page: ("pages/page.html", free.page),
}
"""The template and the view of each kind's page. Screens have none: they are for their keepers."""

RESERVED: Final = frozenset({"index.html", "404.html", "search.html"})
"""Pages at the top that the generator makes, or will make, itself."""


def plan(shelf: Shelf, styles: str) -> tuple[PagePlan, ...]:
    """Every page of the site, by path; `styles` is the style sheet that the 404 page carries inside."""
    pages = list(_pages(shelf, styles))
    pages += _gone_pages(shelf, {page.path for page in pages})
    pages.sort(key=lambda page: page.path)
    return tuple(metadata.dressed(_with_own_words(pages), shelf, cards=shelf.previews))


def _pages(shelf: Shelf, styles: str) -> Iterator[PagePlan]:
    def desk(path: str) -> Desk:
        return Desk(shelf, path)

    yield PagePlan(routes.HOME, "pages/home.html", home.home(desk(routes.HOME)))
    yield PagePlan(routes.NOT_FOUND, "pages/404.html", free.not_found(desk(routes.NOT_FOUND), styles))
    if routes.SEARCH in shelf.extras:
        yield PagePlan(routes.SEARCH, "pages/search.html", search.search_page(desk(routes.SEARCH)))
    for kind in KINDS:
        records = shelf.public.of(kind.record)
        if shelf.has(kind.collection):
            yield from _list_pages(shelf, kind.collection, records)
        for record in records:
            if type(record) not in _PAGES:
                continue
            template, view = _PAGES[type(record)]
            path = page_of(record)
            yield PagePlan(path, template, view(record, desk(path)))
            if key_of(record)[0] in PANELLED:
                board = routes.panel(kind.collection, record.id)
                yield PagePlan(board, "pages/panel.html", panels.panel(record, desk(board)))
            for alias in record.aliases:
                yield PagePlan(alias, "pages/redirect.html", free.redirect(desk(alias), record.title, path))


def _gone_pages(shelf: Shelf, taken: set[str]) -> Iterator[PagePlan]:
    """Pages that answer, and name nobody, where something was taken back; none where something else is now."""
    for kind, id_ in shelf.public.gone:
        path = routes.record(BY_NAME[kind].collection, id_)
        if BY_NAME[kind].record in _PAGES and path not in taken:
            yield PagePlan(path, "pages/gone.html", free.gone(Desk(shelf, path)))


def _list_pages(shelf: Shelf, collection: str, records: Sequence[Any]) -> Iterator[PagePlan]:
    """The list of a collection, its further pages, and the parts that it may be filtered by."""

    def desk(path: str) -> Desk:
        return Desk(shelf, path)

    first = routes.listing(collection)
    ordered = lists.ordered(collection, records, desk(first))
    found = parts(collection, ordered, shelf.public)
    if collection == "activities":
        yield PagePlan(first, "pages/activities.html", events.activities(ordered, found, desk(first)))
        for year, number in events.months(desk(first)):
            path = events.month_path(year, number)
            yield PagePlan(path, "pages/month.html", events.month_page(year, number, desk(path)))
    elif collection == "awards":
        yield PagePlan(first, "pages/awards.html", outcomes.awards(desk(first)))
    elif collection == "figures":
        yield PagePlan(first, "pages/outcomes.html", outcomes.outcomes(desk(first)))
    elif collection == "channels":
        yield PagePlan(first, "pages/join.html", join.join(desk(first)))
    else:
        template = "pages/communities.html" if collection == "communities" else "pages/list.html"
        yield PagePlan(first, template, lists.listing(collection, 1, ordered, found, desk(first)))
    for number in range(2, routes.pages_for(len(ordered)) + 1):
        path = routes.listing(collection, number)
        yield PagePlan(path, "pages/list.html", lists.listing(collection, number, ordered, found, desk(path)))
    for one in found:
        path = routes.part(collection, one.name)
        yield PagePlan(path, "pages/list.html", lists.part(collection, one, found, desk(path)))


def _with_own_words(pages: list[PagePlan]) -> Iterator[PagePlan]:
    """Every page has its own title and description (output contract): where two are alike, their addresses tell."""
    titles = Counter(page.view.frame.title for page in pages)
    descriptions = Counter(page.view.frame.description for page in pages)
    for page in pages:
        frame = page.view.frame
        if titles[frame.title] > 1:
            frame = dataclasses.replace(frame, title=f"{frame.title}（{page.path.removesuffix('.html')}）")
        if descriptions[frame.description] > 1:
            frame = dataclasses.replace(frame, description=f"{frame.title}：{frame.description}")
        yield (
            page
            if frame is page.view.frame
            else dataclasses.replace(page, view=dataclasses.replace(page.view, frame=frame))
        )


def check_addresses(public: PublicSite, problems: Problems) -> None:
    """No two pages share an address, case ignored; an old address is none of the site's own (content model §3)."""
    taken: dict[str, str] = dict.fromkeys(RESERVED, "网站自己的页面")
    folders: dict[str, str] = {"screens": "网站自己的页面", "assets": "网站自己的文件"}
    for kind in KINDS:
        if kind.collection in HIDDEN_COLLECTIONS:
            continue
        count = len(public.of(kind.record))
        for number in range(1, routes.pages_for(count) + 1):
            taken[routes.listing(kind.collection, number)] = f"“{kind.label}”的列表"
    for record in public.records.values():
        if type(record) in _PAGES:
            taken[page_of(record)] = f"“{record.title}”的页面"
    for record in public.records.values():
        for number, alias in enumerate(record.aliases):
            owner = _owner(alias.lower(), taken, folders) or _within_collection(alias.lower())
            if owner:
                problems.add(
                    record.origin.path,
                    record.origin.at(f"aliases.{number}"),
                    "address-clash",
                    f"旧网址“{alias}”和{owner}重复了",
                    "请删掉这一条，或改成别的网址。",
                )
            else:
                taken[alias.lower()] = f"“{record.title}”的旧网址"


def _within_collection(path: str) -> str:
    """Whether the address is one that the lists make for their parts, or the records for their panels."""
    parts = path.split("/")
    deep = len(parts) > 2 and parts[0] in BY_COLLECTION
    return "网站自己的页面" if deep and (parts[1] == "by" or parts[-1] == "panel.html") else ""


def _owner(path: str, taken: dict[str, str], folders: dict[str, str]) -> str:
    """Who has the address already: as a page, or as a folder of pages, or as a page where a folder would have to be."""
    if path in taken:
        return taken[path]
    if path.split("/", maxsplit=1)[0] in folders and "/" in path:
        return folders[path.split("/", maxsplit=1)[0]]
    parts = path.split("/")
    above = next((taken["/".join(parts[:n])] for n in range(1, len(parts)) if "/".join(parts[:n]) in taken), "")
    return above or next((owner for page, owner in taken.items() if page.startswith(f"{path}/")), "")
