"""PublicSite → feeds (Atom, RFC 4287), the map of the site, the note for robots. All need the site's address."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds import BY_NAME, key_of, kind_of
from hyqz_site.model.kinds.community import Community
from hyqz_site.render import routes, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite

NEWEST: Final = 50
"""Entries of a feed."""
_UNTOLD: Final = frozenset({"screen", "page", "community"})
"""Kinds whose records are no news."""
_UNLISTED: Final = frozenset({routes.NOT_FOUND, routes.SEARCH})


def make(public: PublicSite) -> dict[str, bytes]:
    """The feed of the site and one of each community that has something to tell; none without `base_url`."""
    base = public.settings.base
    found = [key for key in public.records if key[0] not in _UNTOLD]
    found.sort()
    found.sort(key=lambda key: public.changed.get(key, ""), reverse=True)
    if not base or not found:
        return {}
    title = public.settings.title
    newest = [public.records[key] for key in found[:NEWEST]]
    files = {routes.FEED: atom(routes.FEED, routes.HOME, title, newest, public)}
    for community in public.of(Community):
        here = _here(community, found, public)
        if here:
            path, page = routes.feed("communities", community.id), routes.record("communities", community.id)
            files[path] = atom(path, page, f"{community.title} - {title}", here, public)
    return files


def _here(community: Community, found: Iterable[tuple[str, str]], public: PublicSite) -> list[Record]:
    """The first records that lie in a community; nobody looks at more than it takes."""
    naming = frozenset(public.named.get(("community", community.id), ()))
    there = (public.records[key] for key in found if key in naming)
    return list(islice((one for one in there if one.community and one.community.id == community.id), NEWEST))


def atom(path: str, page: str, title: str, records: Sequence[Record], public: PublicSite) -> bytes:
    """The feed at `path` of the page `page`; `records` come in order, the newest first."""
    base = public.settings.base
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<id>{_text(routes.absolute(base, page))}</id>",
        f"<title>{_text(title)}</title>",
        *([f"<subtitle>{_text(public.settings.subtitle)}</subtitle>"] if public.settings.subtitle else ()),
        f"<updated>{_moment(_changed(records[0], public))}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(routes.absolute(base, path))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(routes.absolute(base, page))}"/>',
        f"<author><name>{_text(public.settings.organiser)}</name></author>",
        "<generator>hyqz-site</generator>",
    ]
    for record in records:
        lines += _entry(record, public)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _entry(record: Record, public: PublicSite) -> list[str]:
    kind = kind_of(record)
    address = routes.absolute(public.settings.base, routes.record(kind.collection, record.id))
    return [
        "<entry>",
        f"<id>{_text(address)}</id>",
        f"<title>{_text(words.marked(record))}</title>",
        f'<link rel="alternate" type="text/html" href="{escape(address)}"/>',
        *([f"<published>{_moment(record.published.isoformat())}</published>"] if record.published else ()),
        f"<updated>{_moment(_changed(record, public))}</updated>",
        *([f"<author><name>{_text(record.author)}</name></author>"] if record.author else ()),
        f'<category term="{escape(kind.name)}" label="{escape(kind.label)}"/>',
        *(f'<category term="{escape(tag)}"/>' for tag in record.tags),
        f"<summary>{_text(record.summary or record.title)}</summary>",
        "</entry>",
    ]


def sitemap(paths: Iterable[str], public: PublicSite) -> dict[str, bytes]:
    """The map of the pages at `paths` that one may look for, and the note that names it; none without `base_url`."""
    base = public.settings.base
    if not base:
        return {}
    days = {routes.record(BY_NAME[kind].collection, id_): day for (kind, id_), day in public.changed.items()}
    aliases = {alias for one in public.records.values() if one.origin.fills("aliases") for alias in one.aliases}
    gone = {routes.record(BY_NAME[kind].collection, id_) for kind, id_ in public.gone}
    hidden = _UNLISTED | aliases | gone
    shown = (path for path in sorted(paths) if path not in hidden and not routes.is_panel(path))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<url><loc>{_text(routes.absolute(base, path))}</loc>"
            + (f"<lastmod>{days[path]}</lastmod>" if path in days else "")
            + "</url>"
            for path in shown
        ),
        "</urlset>",
        "",
    ]
    robots = f"User-agent: *\nDisallow:\n\nSitemap: {routes.absolute(base, routes.SITEMAP)}\n"
    return {routes.SITEMAP: "\n".join(lines).encode(), routes.ROBOTS: robots.encode()}


def _changed(record: Record, public: PublicSite) -> str:
    return public.changed.get(key_of(record), "")


def _moment(day: str) -> str:
    """The beginning of the day, as RFC 3339 wants it."""
    return f"{day}T00:00:00+08:00"


def _text(words: str) -> str:
    """Words between two tags."""
    return escape(words, quote=False)
