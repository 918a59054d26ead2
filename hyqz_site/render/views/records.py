"""What every record's page shows; the pages of single kinds add their own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.model.kinds import KINDS, kind_of
from hyqz_site.model.site import references
from hyqz_site.render import words
from hyqz_site.render.views.common import (
    HIDDEN_COLLECTIONS,
    Desk,
    Fact,
    Frame,
    Group,
    Link,
    PictureView,
    facts,
    key_of,
    newest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyqz_site.model.kinds.common import Record

RELATED: Final = 12
"""At most so many related records of a kind on a page; the rest are in the kind's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """The page of a record."""

    frame: Frame
    kind: str
    title: str
    summary: str
    is_sample: bool
    picture: PictureView | None
    photos: tuple[PictureView, ...]
    facts: tuple[Fact, ...]
    body: str
    groups: tuple[Group, ...]
    tags: tuple[str, ...]
    imprint: tuple[Fact, ...]
    """Where the record comes from and when."""


def common(record: Record, desk: Desk, own: Iterable[Fact | None] = ()) -> dict[str, Any]:
    """The parts of `RecordView` that all kinds make the same way; `own` are the kind's facts."""
    kind = kind_of(record)
    crumbs = (Link("首页", desk.href("index.html")), *filter(None, [desk.listing(kind.collection)]))
    community = desk.links([record.community] if record.community else [])
    return {
        "frame": desk.frame(f"{record.title} - {kind.label}", record.summary, crumbs),
        "kind": kind.label,
        "title": record.title,
        "summary": record.summary,
        "is_sample": bool(record.sample),
        "picture": desk.picture(record.cover, record),
        "photos": tuple(filter(None, (desk.picture(photo, record) for photo in record.photos))),
        "facts": facts(*own, Fact("社区", links=community)),
        "body": desk.prose(record.body, record),
        "groups": related(record, desk),
        "tags": record.tags,
        "imprint": facts(
            Fact("来源", record.source or ""),
            Fact("作者", record.author or ""),
            Fact("发布", words.day(record.published) if record.published else ""),
            Fact("更新", words.day(record.updated) if record.updated else ""),
        ),
    }


def related(record: Record, desk: Desk) -> tuple[Group, ...]:
    """The records that this one names and those that name it, by kind: links go both ways."""
    key = key_of(record)
    found: dict[str, dict[tuple[str, str], Record]] = defaultdict(dict)
    for other in (*desk.public.all(tuple(references(record))), *desk.public.back(key)):
        if key_of(other) != key:
            found[kind_of(other).collection].setdefault(key_of(other), other)
    groups: list[Group] = []
    for kind in KINDS:
        if kind.collection in HIDDEN_COLLECTIONS - {"pages"} or not found[kind.collection]:
            continue
        ordered = newest(found[kind.collection].values())
        more = kind.collection if len(ordered) > RELATED else ""
        groups += desk.group(kind.label, ordered[:RELATED], more)
    return tuple(groups)
