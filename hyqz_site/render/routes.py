"""Addresses. The only place that spells them (output contract, "Addresses")."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from typing import Final
from urllib.parse import quote

PER_PAGE: Final = 24
"""Records on one page of a list."""
PER_PART: Final = 96
"""Records on one page of a part of a list: who filters wants to see all, but a phone does not want thousands."""

HOME: Final = "index.html"
NOT_FOUND: Final = "404.html"
SEARCH: Final = "search.html"
FEED: Final = "feed.xml"
CALENDAR: Final = "activities.ics"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
PARTS: Final = "by"
"""The folder of a collection's filtered lists and months."""


def record(kind_collection: str, id_: str) -> str:
    """The page of a record; free pages lie at the top."""
    return f"{id_}.html" if kind_collection == "pages" else f"{kind_collection}/{id_}.html"


def listing(collection: str, number: int = 1) -> str:
    """Page `number` of a collection's list."""
    return f"{collection}/index.html" if number == 1 else f"{collection}/page-{number}.html"


def part(collection: str, name: str, number: int = 1) -> str:
    """A page with a part of a collection's list. No record can stand there: ids have no slash."""
    return f"{collection}/{PARTS}/{name}.html" if number == 1 else f"{collection}/{PARTS}/{name}/page-{number}.html"


def month(year: int, number: int) -> str:
    """The page of a month."""
    return part("activities", f"{year}-{number:02}")


def panel(kind_collection: str, id_: str) -> str:
    """A record's display board."""
    return f"{kind_collection}/{id_}/panel.html"


def screen(id_: str) -> str:
    """The page that a screen's player opens."""
    return f"screens/{id_}/index.html"


def absolute(base: str, path: str) -> str:
    """The full address of a file of a site whose root is `base`; the home page is the root itself."""
    return base + ("" if path == HOME else _quoted(path))


def is_panel(path: str) -> bool:
    """Whether a display board stands at `path`."""
    return path.endswith("/panel.html")


def calendar(kind_collection: str, id_: str) -> str:
    """The calendar file of a community or of one activity."""
    return f"{kind_collection}/{id_}.ics"


def feed(kind_collection: str, id_: str) -> str:
    """The feed of a community."""
    return f"{kind_collection}/{id_}.xml"


def pages_for(count: int, per_page: int = PER_PAGE) -> int:
    """How many pages a list of `count` records has."""
    return max(1, ceil(count / per_page))


def relative(page: str, target: str) -> str:
    """The address of the file `target` as written on `page`; both are paths from the site's root.

    Relative throughout, so that the site works at a domain's root, in a sub-folder and from a disk.
    """
    return _from(page.rpartition("/")[0], target)


@lru_cache(maxsize=8192)
def _from(folder: str, target: str) -> str:
    """The same from any page of a folder."""
    path, mark, fragment = target.partition("#")
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return _quoted("../" * (len(here) - shared) + "/".join(there[shared:]) + mark + fragment)


_PLAIN: Final = re.compile("[A-Za-z0-9_./~-]*")


def _quoted(target: str) -> str:
    """An address as it is written; nearly all are so already, and a map of the site asks for ten thousand."""
    if _PLAIN.fullmatch(target):
        return target
    path, mark, fragment = target.partition("#")
    return quote(path, safe="/~") + mark + quote(fragment, safe="/:~")
