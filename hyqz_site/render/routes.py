"""Addresses. The only place that spells them (output contract, "Addresses")."""

from __future__ import annotations

from math import ceil
from typing import Final
from urllib.parse import quote

PER_PAGE: Final = 48
"""Records on one page of a list: few lists have more, and a list on one page can be filtered in place."""

HOME: Final = "index.html"
NOT_FOUND: Final = "404.html"
PARTS: Final = "by"
"""The folder of a collection's filtered lists and months."""


def record(kind_collection: str, id_: str) -> str:
    """The page of a record; free pages lie at the top."""
    return f"{id_}.html" if kind_collection == "pages" else f"{kind_collection}/{id_}.html"


def listing(collection: str, number: int = 1) -> str:
    """Page `number` of a collection's list."""
    return f"{collection}/index.html" if number == 1 else f"{collection}/page-{number}.html"


def part(collection: str, name: str) -> str:
    """A page with a part of a collection's list. No record can stand there: ids have no slash."""
    return f"{collection}/{PARTS}/{name}.html"


def panel(kind_collection: str, id_: str) -> str:
    """A record's display board."""
    return f"{kind_collection}/{id_}/panel.html"


def pages_for(count: int) -> int:
    """How many pages a list of `count` records has."""
    return max(1, ceil(count / PER_PAGE))


def relative(page: str, target: str) -> str:
    """The address of the file `target` as written on `page`; both are paths from the site's root.

    Relative throughout, so that the site works at a domain's root, in a sub-folder and from a disk.
    """
    target, mark, fragment = target.partition("#")
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    return quote(path, safe="/~") + mark + quote(fragment, safe="/:~")
