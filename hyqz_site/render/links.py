"""What a link in a text means: a record, a list, a place on the page, another site (content model, Markdown bodies)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_NAME, KIND_NAMES
from hyqz_site.render import routes
from hyqz_site.render.markdown import ID_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyqz_site.model.public import PublicSite

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


def address(target: str, public: PublicSite, page: str, has: Callable[[str], bool]) -> str | None:
    """The address of a link as it stands on `page`; None where what it names is not shown."""
    if leads_elsewhere(target):
        return target
    found = meant(target)
    if found is None:
        return None
    fragment = f"#{ID_PREFIX}{found.fragment}" if found.fragment and found.id else ""
    collection = BY_NAME[found.kind].collection
    if not found.id:
        return routes.relative(page, routes.listing(collection) + fragment) if has(collection) else None
    if not public.shows((found.kind, found.id)) or found.kind == "screen":
        return None
    return routes.relative(page, routes.record(collection, found.id) + fragment)
