"""What machines read in the head of a page: previews (Open Graph), the tags of government sites, schema.org as JSON-LD.

The tags of government sites are those of the site guide's annex (政府网站发展指引), as far as a site of this sort has
them: SiteName, SiteDomain and SiteIDCode on every page, Column… on lists and records, ArticleTitle, PubDate,
ContentSource, Author and Keywords on records. A time is never made up: PubDate is a day.
"""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import key_of, kind_of, picture_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.patterns import later
from hyqz_site.render import links, routes, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.render.views.common import Frame, Shelf

CARD_SIZE: Final = (1080, 1440)
"""Width and height of a share card."""
_PLAIN: Final = frozenset(f"pages/{name}.html" for name in ("404", "gone", "panel", "redirect", "search"))
"""Templates of pages that say nothing of themselves."""
_COLUMN_TYPES: Final = {"news": "工作动态", "activities": "工作动态", "notices": "通知公告"}
"""Types of columns that the guide names; others are called by their own title."""
_WEEKDAYS: Final = {
    "周一": "Monday",
    "周二": "Tuesday",
    "周三": "Wednesday",
    "周四": "Thursday",
    "周五": "Friday",
    "周六": "Saturday",
    "周日": "Sunday",
}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ENDS: Final = later("[<>&\u2028\u2029]")
"""What could end a script element, or a line of it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a page for machines."""

    names: tuple[tuple[str, str], ...]
    """`<meta name content>`."""
    properties: tuple[tuple[str, str], ...]
    """`<meta property content>`: Open Graph."""
    data: str
    """JSON-LD, escaped for a script element: no `<` in it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The picture of a page's preview."""

    path: str
    width: int
    height: int
    alt: str


def dressed(frame: Frame, template: str, record: Record | None, shelf: Shelf) -> Frame:
    """The frame of a page with its `Head`; `record` is what the page is about."""
    if not has_head(template):
        return frame
    card = shelf.previews.get(key_of(record), "") if record else ""
    return dataclasses.replace(frame, head=head(frame, record, shelf, card))


def has_head(template: str) -> bool:
    """Whether pages that a template draws have a `Head`."""
    return template not in _PLAIN


def head(frame: Frame, record: Record | None, shelf: Shelf, card: str = "") -> Head:
    """The head of a page, of a record's page where `record` is given; `card` is the path of its share card."""
    preview = _preview(record, shelf, card) if record else None
    return Head(
        tuple((name, text) for name, text in _names(frame, record, shelf) if text),
        tuple((name, text) for name, text in _properties(frame, record, shelf, preview) if text),
        as_script(_graph(frame, record, shelf, preview)),
    )


def as_script(value: object) -> str:
    """JSON that ends no script element."""
    return _ENDS.sub(lambda match: f"\\u{ord(match.group()):04x}", _ENCODER.encode(value))


def _preview(record: Record, shelf: Shelf, card: str) -> Preview | None:
    if card:
        return Preview(card, *CARD_SIZE, record.title)
    picture = picture_of(record)
    path = shelf.library.find(record.origin.path, picture.file.path) if picture else None
    files = shelf.pictures.get(path or "")
    if picture is None or files is None:
        return None
    width, target = files.jpeg[-1]
    return Preview(target, width, round(files.height * width / files.width), picture.alt)


# Tags


def _names(frame: Frame, record: Record | None, shelf: Shelf) -> Iterator[tuple[str, str]]:
    settings = shelf.public.settings
    yield "SiteName", settings.title
    yield "SiteDomain", urlsplit(settings.base).hostname or ""
    yield "SiteIDCode", settings.site_code or ""
    collection = kind_of(record).collection if record else frame.around.section
    said = words.LISTS.get(collection)
    if said:
        yield "ColumnName", said.title
        yield "ColumnType", _COLUMN_TYPES.get(collection, said.title)
        if record is None:
            yield "ColumnDescription", said.lead
            yield "ColumnKeywords", f"{said.title},{settings.title}"
    if record:
        published = record.published.isoformat() if record.published else ""
        yield "ArticleTitle", words.marked(record)
        yield "PubDate", published
        yield "ContentSource", record.source or (record.outlet if isinstance(record, News) else settings.organiser)
        yield "Author", record.author or ""
        yield "Keywords", ",".join(dict.fromkeys((*record.tags, kind_of(record).label)))


def _properties(
    frame: Frame, record: Record | None, shelf: Shelf, preview: Preview | None
) -> Iterator[tuple[str, str]]:
    base = shelf.public.settings.base
    yield "og:type", "article" if record else "website"
    yield "og:title", words.marked(record) if record else frame.title
    yield "og:description", frame.description
    yield "og:site_name", frame.around.site_title
    yield "og:locale", "zh_CN"
    if base:
        yield "og:url", routes.absolute(base, frame.path)
        if preview:
            yield "og:image", routes.absolute(base, preview.path)
            yield "og:image:width", str(preview.width)
            yield "og:image:height", str(preview.height)
            yield "og:image:alt", preview.alt
    if record:
        yield "article:published_time", record.published.isoformat() if record.published else ""
        yield "article:modified_time", record.updated.isoformat() if record.updated else ""


# schema.org


def _graph(frame: Frame, record: Record | None, shelf: Shelf, preview: Preview | None) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    if frame.path == routes.HOME:
        found += _site(frame, shelf)
    elif record:
        found += filter(None, [_thing(record, frame, shelf, preview)])
    crumbs = _crumbs(frame, record, shelf)
    if crumbs:
        found.append(crumbs)
    return {"@context": "https://schema.org", "@graph": found}


def _at(shelf: Shelf, frame: Frame, path: str) -> str:
    """The address of a file: in full where the site has one, else from the page: JSON-LD is read from there."""
    base = shelf.public.settings.base
    return routes.absolute(base, path) if base else routes.relative(frame.path, path)


def _organiser(shelf: Shelf, frame: Frame) -> dict[str, Any]:
    return {"@type": "Organization", "name": shelf.public.settings.organiser, "url": _at(shelf, frame, routes.HOME)}


def _site(frame: Frame, shelf: Shelf) -> list[dict[str, Any]]:
    site: dict[str, Any] = {
        "@type": "WebSite",
        "name": frame.around.site_title,
        "url": _at(shelf, frame, routes.HOME),
        "inLanguage": "zh-Hans",
        "publisher": _organiser(shelf, frame),
    }
    if shelf.public.settings.base and routes.SEARCH in shelf.extras:
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": f"{_at(shelf, frame, routes.SEARCH)}?q={{query}}",
            "query-input": "required name=query",
        }
    return [_organiser(shelf, frame), site]


def _thing(record: Record, frame: Frame, shelf: Shelf, preview: Preview | None) -> dict[str, Any] | None:
    """What the record is; people are no things for machines to gather."""
    name = words.marked(record)
    common: dict[str, Any] = {"name": name, "description": record.summary, "url": _at(shelf, frame, frame.path)}
    if preview:
        common["image"] = _at(shelf, frame, preview.path)
    if isinstance(record, Activity):
        return {"@type": "Event", **common, **_event(record)}
    if isinstance(record, Training):
        place = {"location": _place(record.place)} if record.place else {}
        return {"@type": "Event", **common, "startDate": record.date.isoformat(), **place}
    if isinstance(record, Film):
        return {"@type": "VideoObject", **common, **_film(record, frame, shelf)}
    if isinstance(record, Team):
        return {"@type": "Organization", **common, "foundingDate": str(record.founded)}
    if isinstance(record, News | Page):
        return {"@type": "Article", **common, **_article(record, frame, shelf)}
    return None


def _event(record: Activity) -> dict[str, Any]:
    found: dict[str, Any] = {
        "location": _place(record.place),
        "organizer": {"@type": "Organization", "name": record.organiser},
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    }
    clock = f"T{record.time.start:%H:%M}:00+08:00" if record.time else ""
    found["startDate"] = f"{record.date.isoformat()}{clock}"
    if record.repeats:
        found["eventSchedule"] = {
            "@type": "Schedule",
            "startDate": record.date.isoformat(),
            "endDate": record.repeats.until.isoformat(),
            "repeatFrequency": "P1W",
            "byDay": [f"https://schema.org/{_WEEKDAYS[day]}" for day in record.repeats.days],
            "scheduleTimezone": "Asia/Shanghai",
            **({"startTime": f"{record.time.start:%H:%M}:00"} if record.time else {}),
        }
    elif record.end:
        found["endDate"] = record.end.isoformat()
    return found


def _place(name: str) -> dict[str, Any]:
    return {"@type": "Place", "name": name, "address": name}


def _film(record: Film, frame: Frame, shelf: Shelf) -> dict[str, Any]:
    path = shelf.library.find(record.origin.path, record.file.path)
    target = shelf.files.get(path or "")
    frozen = shelf.library.find(record.origin.path, record.poster.file.path) if record.poster else None
    poster = shelf.pictures.get(frozen or "")
    minutes, seconds = divmod(record.seconds, 60)
    return {
        "duration": f"PT{minutes}M{seconds}S",
        **({"uploadDate": record.published.isoformat()} if record.published else {}),
        **({"contentUrl": _at(shelf, frame, target)} if target else {}),
        **({"thumbnailUrl": _at(shelf, frame, poster.jpeg[-1][1])} if poster else {}),
        "copyrightNotice": record.rights,
    }


def _article(record: News | Page, frame: Frame, shelf: Shelf) -> dict[str, Any]:
    found: dict[str, Any] = {"headline": words.marked(record)}
    if record.published:
        found["datePublished"] = record.published.isoformat()
    if record.updated:
        found["dateModified"] = record.updated.isoformat()
    if record.author:
        found["author"] = {"@type": "Person", "name": record.author}
    if isinstance(record, News):
        found["sourceOrganization"] = {"@type": "Organization", "name": record.outlet}
        if record.url and not links.is_gone(record.url, shelf.public):
            found["isBasedOn"] = record.url
    found["publisher"] = _organiser(shelf, frame)
    return found


_joined: Final = lru_cache(maxsize=1024)(urljoin)
"""The address that is meant by a relative one; the crumbs of a folder's pages lead to the same places."""


def _crumbs(frame: Frame, record: Record | None, shelf: Shelf) -> dict[str, Any] | None:
    """The way to the page, as its crumbs show it, and the page itself."""
    if not frame.crumbs:
        return None
    base = shelf.public.settings.base
    here = _at(shelf, frame, frame.path)
    folder = here[: here.rfind("/") + 1]
    way = [(link.text, _joined(folder, link.href) if base else link.href) for link in frame.crumbs]
    own = record.title if record else frame.title.removesuffix(f" - {frame.around.site_title}")
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": item}
            for number, (name, item) in enumerate([*way, (own, here)], start=1)
        ],
    }
