"""What every record's page shows; the pages of single kinds add their own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import KINDS, key_of, kind_of
from hyqz_site.model.kinds.award import CATEGORIES, Award
from hyqz_site.model.kinds.common import newest
from hyqz_site.model.site import references
from hyqz_site.render import geese, routes, words
from hyqz_site.render.views.common import (
    FLOCKS,
    HIDDEN_COLLECTIONS,
    LANDSCAPE,
    PANELLED,
    Desk,
    Fact,
    Frame,
    Group,
    Link,
    PictureView,
    Plate,
    facts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyqz_site.model.kinds.common import Record

RELATED: Final = 12
"""At most so many related records of a kind on a page; the rest are in the kind's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What an award says of a record."""

    text: str
    award: Link
    category: str
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """The page of a record."""

    frame: Frame
    kind: str
    listing: Link | None
    """The list that the record stands in."""
    plate: Plate | None
    scene: geese.Scene
    """Its own picture, shown where it has no photo."""
    flock: geese.Flock
    citations: tuple[Citation, ...]
    panel: str
    """The address of its display board, where it has one."""
    share: str
    """The address of its share card, where one was made."""
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
    signed: tuple[Fact, ...]
    """Who signed it: 一审, 二审, 三审; empty where a step is missing."""


def common(
    record: Record, desk: Desk, own: Iterable[Fact | None] = (), shape: tuple[int, int] | None = None
) -> dict[str, Any]:
    """The parts of `RecordView` that all kinds make the same way; `own` are the kind's facts."""
    kind = kind_of(record)
    crumbs = (Link("首页", desk.href("index.html")), *filter(None, [desk.listing(kind.collection)]))
    return {
        "frame": desk.frame(f"{record.title} - {kind.label}", record.summary, crumbs),
        "kind": kind.label,
        "listing": desk.listing(kind.collection),
        "plate": desk.plate(desk.public.find(record.community)),
        "scene": desk.scene(record, shape or LANDSCAPE),
        "flock": geese.divider(f"record/{crc32(f'{kind.name}/{record.id}'.encode()) % FLOCKS}"),
        "citations": citations(record, desk),
        "panel": desk.href(routes.panel(kind.collection, record.id)) if kind.name in PANELLED else "",
        "title": record.title,
        "summary": record.summary,
        "is_sample": bool(record.sample),
        "picture": desk.picture(record.cover, record),
        "photos": tuple(filter(None, (desk.picture(photo, record) for photo in record.photos))),
        "facts": facts(*own),
        "body": desk.prose(desk.public.body(record), record),
        "groups": related(record, desk),
        "tags": record.tags,
        "share": desk.poster(record),
        "imprint": facts(
            Fact("来源", record.source or ""),
            Fact("作者", record.author or ""),
            Fact("发布", words.day(record.published) if record.published else ""),
            Fact("更新", words.day(record.updated) if record.updated else ""),
        ),
        "signed": tuple(Fact(one.step.short, one.name) for one in desk.public.signatures(key_of(record))),
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
        groups += desk.group(
            words.LISTS[kind.collection].title if kind.collection in words.LISTS else "相关说明",
            ordered[:RELATED],
            more,
        )
    return tuple(groups)


def citations(record: Record, desk: Desk) -> tuple[Citation, ...]:
    """What awards say of the record, the newest first."""
    key = key_of(record)
    awards = [award for award in desk.public.back(key) if isinstance(award, Award)]
    return tuple(
        Citation(
            text=entry.citation,
            award=desk.link(award),
            category=CATEGORIES[entry.ref.kind],
            is_sample=bool(award.sample),
        )
        for award in sorted(awards, key=lambda one: -one.year)
        for entry in award.entries
        if entry.ref.key == key
    )
