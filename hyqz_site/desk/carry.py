"""Signatures that follow a record to its new id.

An id is an address, not something that a reviewer reads, but it stands in the text that is signed: in the record's own
and in that of every record that names it. Where nothing but the renaming changes a text, each of its signatures gets a
line more in the ledger, for the text with the new id, with a remark that says so. No line that stands there is changed
but for the record's own address.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import review
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.singletons import REVIEWS_FILE
from hyqz_site.source.tree import SourceFile, of_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyqz_site.desk.rename import Plan
    from hyqz_site.model.ledger import Row
    from hyqz_site.source.tree import Inputs

REMARK: Final = "编号改了，内容没有变"


@dataclass(frozen=True, slots=True)
class Carried:
    """The files that a renaming writes, in the order in which they are written, and whose signatures go along."""

    files: Mapping[str, bytes]
    records: tuple[str, ...] = ()


def carried(inputs: Inputs, plan: Plan, old: tuple[str, str], new: tuple[str, str]) -> Carried:
    """The files of `plan` with the signatures that the renaming of `old` to `new` would make stale.

    The ledger comes first: whoever is stopped in between finds every text signed, with the old id and with the new.
    """
    if REVIEWS_FILE not in inputs.files:
        return Carried(plan.files)
    before, after = review.Desk.of(inputs), review.Desk.of(_renamed(inputs, plan))
    known = {(row.record, row.step, row.name, row.day, row.digest) for row in after.rows}
    there = inputs.files[REVIEWS_FILE].read()
    ledger = plan.files.get(REVIEWS_FILE) or there
    files: dict[str, bytes] = {}
    records = []
    for key, record in before.site.records.items():
        target = new if key == old else key
        renewed = after.site.records.get(target)
        rows = [row for row in before.rows if row.record in {key, target}]
        if not rows or renewed is None:
            continue
        read, now = before.paper(record), after.paper(renewed)
        signed = [row for row in rows if row.digest == read.digest != now.digest]
        lines = [row for row in signed if (target, row.step, row.name, row.day, now.digest) not in known]
        if lines:
            files[review.signed_path(target, now.digest)] = now.text.encode()
            ledger = review.appended(ledger, _cells(lines, target, now.digest))
            records.append(BY_NAME[target[0]].address(target[1]))
    if ledger != there:
        files[REVIEWS_FILE] = ledger
    return Carried({**files, **_without(plan.files, REVIEWS_FILE)}, tuple(records))


def _cells(rows: list[Row], key: tuple[str, str], digest: str) -> Iterator[tuple[str, ...]]:
    for row in rows:
        note = f"{REMARK}；{row.note}" if row.note and not row.note.startswith(REMARK) else row.note or REMARK
        yield f"{key[0]}/{key[1]}", row.step, row.name, row.post, f"{row.day:%Y-%m-%d}", review.safe(note), digest


def _without(files: Mapping[str, bytes], path: str) -> dict[str, bytes]:
    return {other: data for other, data in files.items() if other != path}


def _renamed(inputs: Inputs, plan: Plan) -> Inputs:
    """The project as it will be."""
    files = {}
    for path, file in inputs.files.items():
        is_moved = path == plan.source or path.startswith(f"{plan.source}/")
        target = plan.target + path[len(plan.source) :] if is_moved else path
        edited = plan.files.get(path)
        files[target] = (
            SourceFile(target, partial(SourceFile.read, file))
            if edited is None
            else of_bytes({target: edited}).files[target]
        )
    return replace(inputs, files={path: files[path] for path in sorted(files)})
