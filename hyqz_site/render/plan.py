"""PublicSite → the pages of the site as data: path, template, view; and where two would have one address."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, time
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest
from hyqz_site.memo import MISSING
from hyqz_site.model import gates
from hyqz_site.model.clock import CHINA
from hyqz_site.model.kinds import BY_COLLECTION, BY_NAME, KINDS, key_of
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
from hyqz_site.problem import Severity
from hyqz_site.render import routes, words
from hyqz_site.render.views import facets, lists
from hyqz_site.render.views.common import HIDDEN_COLLECTIONS, PANELLED, Desk, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyqz_site.memo import Memo
    from hyqz_site.model.kinds.common import Kind, Record
    from hyqz_site.model.public import Moment, PublicSite
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems
    from hyqz_site.render.views.facets import Part
    from hyqz_site.render.witness import Answers, Question, Witness


class PagePlan(NamedTuple):
    """A page that is not made yet: a tuple, as every build has thousands."""

    path: str
    template: str
    view: Callable[..., Any]
    """Makes the frozen view, with a `frame`, that the template is given: of the subject, if any, and a `Desk`."""
    subject: tuple[str, str] | None = None
    """Kind and id of the record that the page is about: by then it may have another text than when it was planned."""
    asked: tuple[Question, ...] = ()
    """What was asked of the shelf to plan the page."""
    given: str = ""
    """The digest of what the view was given besides: where it is another, so is the page."""
    ready: Callable[[], object] | None = None
    """Makes ready for it and others, once."""


def _made(room: str, name: str) -> Callable[..., Any]:
    """The view `name` of `views/room.py`, which is loaded when a page of it is made: most builds make few."""

    def view(*arguments: object, **named: object) -> Any:  # noqa: ANN401 - any view
        module = import_module(f"hyqz_site.render.views.{room}")
        return getattr(module, name)(*arguments, **named)

    return view


_PAGES: Final[dict[type[Record], tuple[str, Callable[[Any, Desk], Any]]]] = {
    Volunteer: ("pages/volunteer.html", _made("people", "volunteer")),
    Team: ("pages/team.html", _made("people", "team")),
    Project: ("pages/project.html", _made("people", "project")),
    Community: ("pages/community.html", _made("ground", "community")),
    Activity: ("pages/activity.html", _made("events", "activity")),
    News: ("pages/news.html", _made("press", "news")),
    Film: ("pages/film.html", _made("press", "film")),
    PlaceRecord: ("pages/place.html", _made("ground", "place")),
    Award: ("pages/award.html", _made("outcomes", "award")),
    Figure: ("pages/figure.html", _made("outcomes", "figure")),
    Benefit: ("pages/benefit.html", _made("join", "benefit")),
    Training: ("pages/training.html", _made("events", "training")),
    ChannelRecord: ("pages/channel.html", _made("join", "channel")),
    Notice: ("pages/notice.html", _made("events", "notice")),
    Page: ("pages/page.html", _made("free", "page")),
}
"""The template and the view of each kind's page. Screens have none: they are for their keepers."""
_PANEL: Final = "pages/panel.html", _made("panels", "panel")
_OF_RECORDS: Final = dict([*_PAGES.values(), _PANEL])
"""The views of pages that are about one record, by template."""
ROOM: Final = "plan"

_OWN: Final = frozenset({routes.HOME, routes.NOT_FOUND, routes.SEARCH})
"""Pages at the top that the generator makes itself."""
_FILES: Final = frozenset({routes.FEED, routes.CALENDAR, routes.SITEMAP, routes.ROBOTS, "build.json"})
"""Other files there: no folder can have their names."""
_FOLDERS: Final = frozenset({"assets", "img", "media"})
"""Those whose files carry digests in their names."""


def plan(witness: Witness, answers: Answers, styles: str, memo: Memo) -> tuple[PagePlan, ...]:
    """Every page of the site, by path; `styles` is the style sheet that the 404 page carries inside.

    `answers` are those of the shelf that `witness` hands out.
    """
    witness = witness.another()  # what is asked here is asked by none of the pages
    pages = list(_own_pages(witness, styles))
    for kind in KINDS:
        pages += _remembered(kind, witness, answers, memo)
    pages += _gone_pages(witness.public, {page.path for page in pages})
    return tuple(sorted(pages, key=attrgetter("path")))


def _own_pages(witness: Witness, styles: str) -> Iterator[PagePlan]:
    yield PagePlan(routes.HOME, "pages/home.html", _made("home", "home"))
    sheet = (("asset", "css/site.css"),)
    yield PagePlan(routes.NOT_FOUND, "pages/404.html", partial(_made("free", "not_found"), styles=styles), None, sheet)
    if routes.SEARCH in witness.shelf.extras:
        yield PagePlan(routes.SEARCH, "pages/search.html", _made("search", "search_page"))


class _Planned(NamedTuple):
    """The pages of one kind."""

    asked: tuple[Question, ...]
    """What was asked to plan them, but for the records of the kind."""
    pages: list[PagePlan]


def _remembered(kind: Kind, witness: Witness, answers: Answers, memo: Memo) -> Iterator[PagePlan]:
    """The pages of a kind: the same where its records say what they said but for their texts, and all else as well.

    The view of a record's page is known then; others are planned again when one of them has to be made.
    """

    @cache
    def again() -> _Planned:
        return _of_kind(kind, witness)

    @cache
    def views() -> dict[str, Callable[..., Any]]:
        return {page.path: page.view for page in again().pages}

    def view(path: str, *arguments: object) -> Any:  # noqa: ANN401 - any view
        return views()[path](*arguments)

    entry = witness.public.shown_of(kind.record)
    known = memo.recall(ROOM, kind.name, entry)
    asked, answered, rows = ((), "", ()) if known is MISSING else known
    if known is MISSING or answers.digest(asked) != answered:
        asked, pages = again()
        rows = [(page.path, page.template, page.subject, page.asked, page.given) for page in pages]
        memo.remember(ROOM, kind.name, entry, (asked, answers.digest(asked), rows))
    for path, template, subject, page_asked, given in rows:
        if subject:
            yield PagePlan(path, template, _OF_RECORDS[template], subject, page_asked, given)
        else:
            yield PagePlan(path, template, partial(view, path), None, page_asked, given, views)


def _of_kind(kind: Kind, witness: Witness) -> _Planned:
    records = witness.public.of(kind.record)
    asked, pages = _lists(witness, kind.collection) if witness.shelf.has(kind.collection) else _Planned((), [])
    for record in records:
        if type(record) not in _PAGES:
            continue
        template, view = _PAGES[type(record)]
        itself = (("find", *key_of(record)),)
        pages.append(PagePlan(page_of(record), template, view, key_of(record), itself))
        if key_of(record)[0] in PANELLED:
            board = routes.panel(kind.collection, record.id)
            pages.append(PagePlan(board, *_PANEL, key_of(record), itself))
        for alias in record.aliases if record.origin.fills("aliases") else ():
            leads = partial(_made("free", "redirect"), title=words.marked(record), target=page_of(record))
            pages.append(PagePlan(alias, "pages/redirect.html", leads, None, itself))
    return _Planned(asked, pages)


def _gone_pages(public: PublicSite, taken: set[str]) -> Iterator[PagePlan]:
    """Pages that answer, and name nobody, where something was taken back; none where something else is now."""
    for kind, id_ in public.gone:
        path = routes.record(BY_NAME[kind].collection, id_)
        if BY_NAME[kind].record in _PAGES and path not in taken:
            yield PagePlan(path, "pages/gone.html", _made("free", "gone"))


def _lists(witness: Witness, collection: str) -> _Planned:
    """The list of a collection, its further pages, and the parts that it may be filtered by."""
    first = routes.listing(collection)
    desk = Desk(witness.shelf, first)
    witness.asked()
    ordered = lists.ordered(collection, desk)
    found = facets.parts(collection, ordered, desk.public)
    months = facets.months(desk.public) if collection == "activities" else ()
    asked = witness.asked()
    return _Planned(asked, list(_list_pages(collection, ordered, found, months, asked)))


def _list_pages(
    collection: str,
    ordered: list[Record],
    found: Sequence[Part],
    months: Sequence[tuple[int, int]],
    asked: tuple[Question, ...],
) -> Iterator[PagePlan]:
    first = routes.listing(collection)
    asked = (("of", BY_COLLECTION[collection].name), *asked)
    page = partial(PagePlan, asked=asked)
    rows = repr([(one.facet.key, one.value.id, one.value.label, len(one.records)) for one in found])

    def some(path: str, view: Callable[[Desk], Any], shown: Sequence[Record], count: int) -> PagePlan:
        # Hundreds of others stay as they are when one record changes.
        given = digest.key(rows, str(count), *(one.origin.head for one in shown))
        return PagePlan(path, "pages/list.html", view, given=given)

    if collection == "activities":
        yield page(first, "pages/activities.html", partial(_made("events", "activities"), ordered, found))
        for year, number in months:
            yield page(
                routes.month(year, number), "pages/month.html", partial(_made("events", "month_page"), year, number)
            )
    elif collection == "awards":
        yield page(first, "pages/awards.html", _made("outcomes", "awards"))
    elif collection == "figures":
        yield page(first, "pages/outcomes.html", _made("outcomes", "outcomes"))
    elif collection == "channels":
        yield page(first, "pages/join.html", _made("join", "join"))
    elif collection == "communities":
        yield page(first, "pages/communities.html", partial(lists.listing, collection, 1, ordered, found))
    else:
        view = partial(lists.listing, collection, 1, ordered, found)
        yield some(first, view, lists.shown(ordered, 1), len(ordered))
    for number in range(2, routes.pages_for(len(ordered)) + 1):
        view = partial(lists.listing, collection, number, ordered, found)
        yield some(routes.listing(collection, number), view, lists.shown(ordered, number), len(ordered))
    for one, number in lists.part_pages(found):
        view = partial(lists.part, collection, one, number, found)
        shown = lists.shown(one.records, number, routes.PER_PART)
        yield some(routes.part(collection, one.name, number), view, shown, len(one.records))


class _Owner(NamedTuple):
    """Who has an address."""

    words: str
    is_draft: bool = False


def check_addresses(site: Site, moment: Moment, problems: Problems) -> None:
    """No two pages share an address, case ignored; an old address is none of the site's own (content model §3).

    What will be shown on a later day counts as what is shown now, or no build would work from that day on; what passes
    today counts until its end.
    """
    if not any(record.origin.fills("aliases") for record in site.records.values()):
        return
    dawn = replace(moment, now=datetime.combine(moment.today, time(), CHINA))
    records = [record for record in site.records.values() if not gates.is_over(record, dawn)]
    moved = [record for record in records if record.aliases]
    taken = dict.fromkeys(_OWN, _Owner("网站自己的页面")) | dict.fromkeys(_FILES, _Owner("网站自己的文件"))
    folders = {"screens": _Owner("网站自己的页面")} | dict.fromkeys(_FOLDERS, _Owner("网站自己的文件"))
    counts = Counter(type(record) for record in records if not record.is_draft)
    for kind in KINDS:
        if kind.collection in HIDDEN_COLLECTIONS:
            continue
        for number in range(1, routes.pages_for(counts[kind.record]) + 1):
            taken[routes.listing(kind.collection, number)] = _Owner(f"“{kind.label}”的列表")
    for record in records:
        if type(record) in _PAGES:
            taken[page_of(record)] = _Owner(f"“{record.title}”的页面", record.is_draft)
    for record in sorted(moved, key=attrgetter("is_draft")):
        for number, alias in enumerate(record.aliases):
            owner = _owner(alias.lower(), taken, folders) or _within_collection(alias.lower())
            if owner:
                problems.add(
                    record.origin.path,
                    record.origin.at(f"aliases.{number}"),
                    "address-clash",
                    f"旧网址“{alias}”和{owner.words}重复了",
                    "请删掉这一条，或改成别的网址。",
                    severity=Severity.WARNING if record.is_draft or owner.is_draft else Severity.ERROR,
                )
            else:
                taken[alias.lower()] = _Owner(f"“{record.title}”的旧网址", record.is_draft)


def _within_collection(path: str) -> _Owner | None:
    """Whether the address is one that the lists make for their parts, or the records for their panels and calendars."""
    parts = path.split("/")
    deep = len(parts) > 2 and parts[0] in BY_COLLECTION
    is_ours = deep and (parts[1] == routes.PARTS or parts[1].endswith((".ics", ".xml")) or routes.is_panel(path))
    return _Owner("网站自己的页面") if is_ours else None


def _owner(path: str, taken: dict[str, _Owner], folders: dict[str, _Owner]) -> _Owner | None:
    """Who has the address already: as a page, or as a folder of pages, or as a page where a folder would have to be."""
    if path in taken:
        return taken[path]
    if path.split("/", maxsplit=1)[0] in folders and "/" in path:
        return folders[path.split("/", maxsplit=1)[0]]
    parts = path.split("/")
    above = next((taken["/".join(parts[:n])] for n in range(1, len(parts)) if "/".join(parts[:n]) in taken), None)
    return above or next((owner for page, owner in taken.items() if page.startswith(f"{path}/")), None)
