"""What a link in a text means: a record, a list, a place on the page, another site (content model, Markdown bodies)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_NAME, KIND_NAMES
from hyqz_site.model.naming import id_fault
from hyqz_site.render import routes
from hyqz_site.render.markdown import ID_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hyqz_site.model.public import PublicSite

_SCHEME: Final = re.compile(r"\Ahttps?:")
_ELSEWHERE: Final = re.compile(r"(?:https?://|mailto:|tel:)\S")


@dataclass(frozen=True, slots=True)
class Target:
    """A link of the site: to the record `kind`/`id`, or to the list of a collection where `id` is empty."""

    kind: str
    id: str
    fragment: str = ""


def leads_elsewhere(target: str) -> bool:
    """Whether the link leaves the site, or stays on its page."""
    return bool(_ELSEWHERE.match(target)) or target.startswith("#")


@lru_cache(maxsize=8192)
def meant(target: str) -> Target | None:
    """What a link within the site names.

    `volunteers/li-xiaoyan`, `志愿者/li-xiaoyan`, `about`, `news/`; with or without `.html`. None where it cannot be an
    address of the site.
    """
    path, _, fragment = target.partition("#")
    path = re.sub(r"^(?:\.{0,2}/)+", "", path)
    path = re.sub(r"(?:index)?\.html$", "", path)
    head, slash, tail = path.partition("/")
    if ":" in path or path.startswith("www."):
        return None
    if not slash:
        return Target("page", head, fragment) if head else None
    kind = KIND_NAMES.get(head)
    return Target(kind, tail.strip("/"), fragment) if kind and "/" not in tail.strip("/") else None


def is_gone(url: str, public: PublicSite) -> bool:
    """Whether a full address is that of a page of this site whose record is not shown: as a browser copies it."""
    base, there = (_SCHEME.sub("", one.lower()) for one in (public.settings.base, url))
    found = meant(unquote(there.removeprefix(base))) if base and there.startswith(base) else None
    if found is None or id_fault(found.id, page=found.kind == "page"):
        return False
    return not public.shows((found.kind, found.id))


def place_of(fragment: str, places: Collection[str]) -> str:
    """Which of the `places` of a text a link names, as an editor writes it or a browser copies it; empty for none."""
    return next((one for one in (fragment, unquote(fragment)) if one in places), "")


def address(
    target: str,
    public: PublicSite,
    page: str,
    has: Callable[[str], bool],
    places: Callable[[tuple[str, str] | None], Collection[str]],
) -> str | None:
    """The address of a link as it stands on `page`; None where what it names is not shown.

    `places` gives those within the text of a record, by kind and id, as it is shown, and for None those of the text
    that the link stands in. A link to one that is not shown, as its heading says something else now or the text is held
    back, leads to the record alone.
    """
    if target.startswith("#"):
        place = place_of(target[1:].removeprefix(ID_PREFIX), places(None))
        return f"#{ID_PREFIX}{place}" if place else None
    if leads_elsewhere(target):
        return None if is_gone(target, public) else target
    found = meant(target)
    if found is None:
        return None
    collection = BY_NAME[found.kind].collection
    if not found.id:
        return routes.relative(page, routes.listing(collection)) if has(collection) else None
    key = (found.kind, found.id)
    if not public.shows(key) or found.kind == "screen":
        return None
    place = place_of(found.fragment, places(key)) if found.fragment else ""
    return routes.relative(page, routes.record(collection, found.id) + (f"#{ID_PREFIX}{place}" if place else ""))
