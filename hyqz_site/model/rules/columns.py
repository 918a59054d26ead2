"""Columns of the site that are stale or empty (国办秘函〔2019〕19号; content model §4, `rules.yaml` 更新).

Both are warnings and never more: content that was in order does not become faulty by the mere passing of days. A build
that must give the same verdict tomorrow, as in CI, names its day by `--now`.

A column is stale where its newest record is older than its limit, and the warning stands at the day of that record. A
service day that comes round every week keeps its column fresh. The home page goes by all that it shows as news. Without
`rules.yaml` the limits are those of the inspection: two weeks for home and news, six months for notices.

An empty column is not shown at all, so it is a fault only where `site.yaml` asks for it by name; a collection whose
records all wait or have ended is what `hyqz check` mentions besides (`notes`).
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_COLLECTION, KINDS
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.singletons import RULES_FILE, SITE_FILE
from hyqz_site.source.nodes import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite
    from hyqz_site.model.singletons import Staleness
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems

DEFAULTS: Final = {"home": 14, "news": 14, "notices": 180}
"""Days, where `rules.yaml` says nothing."""
_COLUMNS: Final[tuple[tuple[str, str, tuple[type[Record], ...]], ...]] = (
    ("home", "首页", (News, Activity, Notice, Award, Training, Film)),
    ("news", "新闻", (News,)),
    ("activities", "活动", (Activity,)),
    ("notices", "公告", (Notice,)),
    ("figures", "成果数字", (Figure,)),
)
_MENU: Final = frozenset({"菜单", "menu"})
_Day = tuple["date", str]
"""A day on which something new came with a record, and the field that says it."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest day of a record, and the field that says it."""

    day: date
    path: str
    """Of the record's file."""
    field: str


def check_columns(site: Site, public: PublicSite, problems: Problems) -> None:
    """Warn of columns without anything new within their limit, and of those that the menu names in vain."""
    _check_stale(site, public, problems)
    _check_empty(site, public, problems)


def notes(site: Site, public: PublicSite) -> tuple[str, ...]:
    """Which collections have records, none of which can be seen today."""
    found = []
    for kind in KINDS:
        records = site.of(kind.record)
        wanted = kind.collection in site.singletons.settings.menu
        if records and not public.of(kind.record) and kind.record not in {Page, Screen} and not wanted:
            found.append(f"“{kind.label}”有 {len(records)} 条记录，今天一条也不公开，菜单里没有这一栏。")
    return tuple(found)


def limit_of(name: str, staleness: Staleness | None) -> int | None:
    """After how many days the column is stale; None for never."""
    given: int | None = getattr(staleness, name) if staleness else None
    return given or DEFAULTS.get(name)


def _check_stale(site: Site, public: PublicSite, problems: Problems) -> None:
    """One warning for a record that is the newest of several columns: usually the news are those of the home page."""
    stale: dict[Newest, list[str]] = defaultdict(list)
    everything = site.of_heads("newest", public.shown, partial(_newest_of_all, public))
    for (name, label, _), newest in zip(_COLUMNS, everything, strict=True):
        limit = limit_of(name, site.singletons.rules.staleness)
        if limit is not None and newest and (public.today - newest.day).days > limit:
            stale[newest].append(f"“{label}”（期限 {limit} 天）")
    for newest, columns in stale.items():
        problems.warn(
            newest.path,
            site.origins_by_path[newest.path].at(newest.field),
            "stale-column",
            f"{'和'.join(columns)}已经 {(public.today - newest.day).days} 天没有新内容",
            f"最新的是这一条；请发布新的内容。期限写在 {RULES_FILE} 的“更新”里。",
        )


def _newest_of_all(public: PublicSite) -> list[Newest | None]:
    """What is newest in each of the columns."""
    of_class = {cls: _newest_of(cls, public) for _, _, classes in _COLUMNS for cls in classes}
    return [
        max(filter(None, map(of_class.__getitem__, classes)), key=attrgetter("day", "path"), default=None)
        for _, _, classes in _COLUMNS
    ]


def _newest_of(cls: type[Record], public: PublicSite) -> Newest | None:
    """The newest of the records of one class."""
    days = public.facts(cls, "newest", str(public.today), partial(_newest, public.today))
    found = ((day[0], one.origin.path, day[1]) for one, day in zip(public.of(cls), days, strict=True) if day)
    newest = max(found, key=itemgetter(0, 1), default=None)
    return Newest(*newest) if newest else None


def _newest(today: date, record: Record) -> _Day | None:
    """The newest day on which something new came with a record."""
    found = (day for day in _days(record, today) if day[0] <= today)
    return max(found, key=itemgetter(0), default=None)


def _days(record: Record, today: date) -> Iterator[_Day]:
    """Days on which something new came with the record, and the fields that say them."""
    if isinstance(record, Figure):
        yield from ((point.asof, f"series.{number}.asof") for number, point in enumerate(record.series))
        return
    if record.published:
        yield record.published, "published"
    if record.updated:
        yield record.updated, "updated"
    if isinstance(record, Activity):
        yield from ((day, "published") for day in record.days(record.date, (today - record.date).days)[-1:])


def _check_empty(site: Site, public: PublicSite, problems: Problems) -> None:
    places = _menu_places(site)
    for number, collection in enumerate(site.singletons.settings.menu):
        kind = BY_COLLECTION[collection]
        if public.of(kind.record) or number >= len(places):
            continue
        waiting = len(site.of(kind.record))
        why = f"{waiting} 条记录都没有公开" if waiting else "还没有记录"
        problems.warn(
            SITE_FILE,
            places[number],
            "empty-column",
            f"“{kind.label}”{why}，菜单里不会有这一栏",
            f"请先发布一条“{kind.label}”，或把 {collection} 从“菜单”里删掉。",
        )


def _menu_places(site: Site) -> tuple[Position, ...]:
    """Where the entries of the menu stand."""
    document = next((one for one in site.singletons.documents if one.path == SITE_FILE), None)
    root = document.tree.root if document else None
    entries = root.entries if isinstance(root, Mapping) else ()
    value = next((entry.value for entry in entries if entry.key.text in _MENU), None)
    if value is None:
        return ()
    return tuple(item.at for item in value.items) if isinstance(value, Sequence) else (value.at,)
