"""The kinds of records. A kind is added by adding its file and naming it in `KINDS`."""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import Final

from hyqz_site.digest import sha256
from hyqz_site.images.geometry import DEFAULT_FOCUS, PORTRAIT_FOCUS, Focus
from hyqz_site.model.fields import Group, specs
from hyqz_site.model.kinds.activity import ACTIVITY
from hyqz_site.model.kinds.award import AWARD
from hyqz_site.model.kinds.benefit import BENEFIT
from hyqz_site.model.kinds.channel import CHANNEL
from hyqz_site.model.kinds.common import Kind, Picture, Record
from hyqz_site.model.kinds.community import COMMUNITY
from hyqz_site.model.kinds.figure import FIGURE
from hyqz_site.model.kinds.film import FILM, Film
from hyqz_site.model.kinds.news import NEWS
from hyqz_site.model.kinds.notice import NOTICE
from hyqz_site.model.kinds.page import PAGE
from hyqz_site.model.kinds.place import PLACE
from hyqz_site.model.kinds.project import PROJECT
from hyqz_site.model.kinds.screen import SCREEN
from hyqz_site.model.kinds.team import TEAM
from hyqz_site.model.kinds.training import TRAINING
from hyqz_site.model.kinds.volunteer import VOLUNTEER, Volunteer
from hyqz_site.source.values import Name

KINDS: Final = (
    VOLUNTEER,
    TEAM,
    PROJECT,
    COMMUNITY,
    ACTIVITY,
    NEWS,
    FILM,
    PLACE,
    AWARD,
    FIGURE,
    BENEFIT,
    TRAINING,
    CHANNEL,
    NOTICE,
    PAGE,
    SCREEN,
)
"""All kinds, in the order in which the site shows their collections."""

BY_NAME: Final = {kind.name: kind for kind in KINDS}
BY_COLLECTION: Final = {kind.collection: kind for kind in KINDS}
_BY_RECORD: Final = {kind.record: kind for kind in KINDS}
KIND_NAMES: Final = {word: kind.name for kind in KINDS for word in (kind.name, kind.collection, kind.label)}
"""The words by which a reference may name a kind: `volunteer/…`, `volunteers/…` or `志愿者/…`."""


def kind_of(record: Record) -> Kind:
    """The kind of a record."""
    return _BY_RECORD[type(record)]


def key_of(record: Record) -> tuple[str, str]:
    """The kind and id of a record, under which it is filed."""
    return kind_of(record).name, record.id


def picture_of(record: Record) -> Picture | None:
    """The picture that stands for a record: its cover, a film's poster frame."""
    return record.cover or (record.poster if isinstance(record, Film) else None)


def focus_of(picture: Picture | None, record: Record) -> Focus:
    """What is kept in sight where a picture of the record is cut: as the editor says, else a face's usual place."""
    return (picture.focus if picture else None) or (PORTRAIT_FOCUS if isinstance(record, Volunteer) else DEFAULT_FOCUS)


_NOT_HEAD: Final = frozenset({"body", "origin", "review"})
"""Fields that only a record's own page shows, each by a question of its own, or none."""
_HEAD: Final = {
    kind.name: attrgetter(*(field.name for field in dataclasses.fields(kind.record) if field.name not in _NOT_HEAD))
    for kind in KINDS
}


def head_of(record: Record) -> str:
    """The digest of what pages may show of a record without asking for its text, and of whether its consent holds."""
    kind, origin = kind_of(record), record.origin
    is_over = origin.may_be_over(record.consent)
    return sha256(repr([kind.name, origin.path, is_over, *_HEAD[kind.name](record)]).encode())


def text_of(record: Record) -> str:
    """The digest of a record's text; empty where it has none."""
    return sha256(record.body.encode()) if record.body else ""


def known_names(*classes: type, in_group: bool = False) -> dict[str, Name]:
    """Every name of a field of the classes, also within their groups: sharpens the guesses about mistyped lines."""
    found: dict[str, Name] = {}

    def meet(name: str, one: Name) -> None:
        known = found.get(name, one)
        found[name] = Name(known.in_group or one.in_group, known.is_group or one.is_group)

    for spec in (spec for cls in classes for spec in specs(cls)):
        for name in (spec.key, spec.label):
            meet(name, Name(in_group, isinstance(spec.item, Group)))
        if isinstance(spec.item, Group):
            for name, one in known_names(spec.item.cls, in_group=True).items():
                meet(name, one)
    return found


RECORDS: Final = tuple(kind.record for kind in KINDS)
FIELD_NAMES: Final = known_names(*RECORDS)
"""Every name that a field of a record has."""
