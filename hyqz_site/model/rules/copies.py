"""Two records that are one: a file that was copied, a person who was entered twice."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.common import Report, Status
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.problem import WHOLE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


class _Alike(NamedTuple):
    """Two records, by path: the one that was there first, by its looks, and what may be its copy."""

    first: str
    copy: str
    in_all: bool
    """Whether all fields say the same; else two people have one consent."""


def check_copies(site: Site, _: date, problems: Problems) -> None:
    """Warn of records that are alike in all but their id, and of people with one and the same consent.

    What was withdrawn may have a successor. The consent of other records may be that of a whole event.
    """
    told = set()
    for alike in site.of_heads("copies", "", partial(_alike, site)):
        first, copy = site.records_by_path[alike.first], site.records_by_path[alike.copy]
        if alike.in_all and first.origin.text == copy.origin.text:
            told.add(alike.copy)
            message, hint = f"除了编号，和 {alike.first} 一模一样", "像是另存的一份：比较以后删掉一个。"
            problems.warn(alike.copy, WHOLE_FILE, "copied-record", message, hint)
        elif not alike.in_all and alike.copy not in told and copy.consent:
            message = f"存档号“{copy.consent.archive_no}”在 {alike.first}（{first.title}）里也写着"
            hint = "是同一个人，比较以后删掉一个；是两个人，请核对存档号，各写各的。"
            Report(copy, problems).warn("consent.archive_no", "copied-record", message, hint)


def _alike(site: Site) -> tuple[_Alike, ...]:
    """The pairs; those that are alike in all fields come first."""
    found = site.in_heads("names and consents", "", _name_and_consent)
    titles, consents = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for path, (title, archive_no) in found.items():
        titles[title].append(path)
        if archive_no:
            consents[archive_no].append(path)
    wholes = defaultdict[str, list[str]](list)
    for path in (path for paths in titles.values() if len(paths) > 1 for path in paths):
        wholes[repr(dataclasses.replace(site.records_by_path[path], id="", body=None))].append(path)
    return (*_pairs(site, wholes.values(), in_all=True), *_pairs(site, consents.values(), in_all=False))


def _pairs(site: Site, groups: Iterable[list[str]], *, in_all: bool) -> Iterator[_Alike]:
    for paths in groups:
        first, *others = sorted(paths, key=lambda path: (len(site.records_by_path[path].id), path))
        yield from (_Alike(first, other, in_all) for other in others)


def _name_and_consent(record: Record) -> tuple[str, str] | None:
    if record.status is Status.WITHDRAWN:
        return None
    is_person = isinstance(record, Volunteer) and record.consent is not None
    return f"{kind_of(record).name} {record.title}", record.consent.archive_no if is_person and record.consent else ""
