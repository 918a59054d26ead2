"""`hyqz review`: what waits for which step, a signature added to the ledger, the sheet to read and sign on paper.

What was signed is kept as text in `content/_signed/`, so that a reviewer sees what has changed since: not in the cache,
which may be deleted, and below an underscore, where no build looks.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError, files, which
from hyqz_site.lean import dataclass
from hyqz_site.model import catalogue
from hyqz_site.model.kinds import BY_NAME, kind_of
from hyqz_site.model.kinds.common import Status
from hyqz_site.model.ledger import COLUMNS, DIGEST, Row, Step, cells_of, is_heading, separator_of
from hyqz_site.model.media import Library
from hyqz_site.model.naming import did_you_mean
from hyqz_site.model.reading import read_site
from hyqz_site.model.reviews import Paper, Review, holds_post, judge, paper
from hyqz_site.model.rules.private import check_private
from hyqz_site.model.singletons import REVIEWS_FILE, ROSTER_FILE
from hyqz_site.problem import Problems, Severity
from hyqz_site.source import decoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.source.tree import Inputs

Signed = Callable[[str], str | None]
"""Reads what was signed, by its path; None where it is not kept."""

FOLDER: Final = "content/_signed"
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Desk:
    """All records as they now are, and the ledger."""

    inputs: Inputs
    site: Site
    library: Library
    problems: Problems

    @classmethod
    def of(cls, inputs: Inputs) -> Desk:
        """Read everything."""
        problems = Problems()
        found = catalogue.catalogue([file.path for file in inputs.under("content")])
        site = read_site(inputs, found, problems)
        check_private(site, {}, problems)
        return cls(inputs, site, Library(frozenset(found.media), inputs.outside), problems)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the ledger."""
        return self.site.singletons.signatures or ()

    def record(self, key: tuple[str, str]) -> Record:
        """The record of this kind and id. Raises DeskError where there is none, or none that could be read."""
        record = self.site.records.get(key)
        if record is not None:
            return record
        kind, id_ = key
        if key in self.site.broken:
            raise DeskError(f"{BY_NAME[kind].address(id_)} 有错误，请先运行 hyqz check，改好再审。")
        raise which.missing(key, self.site)

    def paper(self, record: Record) -> Paper:
        """What is read before signing the record."""
        return paper(record, self.library, lambda path: self.inputs.files[path].read())

    def review(self, key: tuple[str, str], digest: str) -> Review:
        """How far the record is signed."""
        own = [row for row in self.rows if row.record == key]
        return judge(own, digest, (post for post, _ in self.site.singletons.roster), is_required=False)


# list


def listing(desk: Desk, signed_text: Signed, *, only: tuple[str, str] | None, everything: bool) -> Iterator[str]:
    """What waits for which step; of one record also what has changed since it was signed."""
    waiting: dict[str, list[str]] = {step: [] for step in Step}
    done = []
    for key, record in desk.site.records.items():
        if (only and key != only) or (not only and record.status not in {Status.SUBMITTED, Status.PUBLISHED}):
            continue
        now = desk.paper(record)
        review = desk.review(key, now.digest)
        line = f"{kind_of(record).address(record.id)}　{record.title}"
        if review.next_step is None:
            done.append(f"{line}（{_names(review.chain)}）")
            continue
        state = f"（{_names(review.done)}）" if review.done else ""
        lines = [f"{line}{state}"]
        if review.is_changed:
            lines = [f"{line}：签字以后又改过", *_changes(desk, key, now, signed_text)]
        waiting[review.next_step] += lines
    for step, lines in waiting.items():
        if lines:
            yield f"等{step}："
            yield from (f"    {line}" for line in lines)
    if everything or only:
        yield from ["已经签满：", *(f"    {line}" for line in done)] if done else []
    elif not any(waiting.values()):
        yield "没有等着签字的记录。"


def _changes(desk: Desk, key: tuple[str, str], now: Paper, signed_text: Signed) -> Iterator[str]:
    """What differs from what was signed last."""
    rows = sorted((row for row in desk.rows if row.record == key), key=lambda row: (row.day, row.line))
    before = signed_text(signed_path(key, rows[-1].digest)) if rows else None
    if before is None:
        yield "    （签字时的文字没有留下来，看不出改了哪里）"
        return
    changes = files.difference(BY_NAME[key[0]].address(key[1]), before, now.text).splitlines()[2:]
    yield from (f"    {line}" for line in changes if not line.startswith("@@"))


def _names(rows: tuple[Row, ...]) -> str:
    return "，".join(f"{row.step.short} {row.name} {row.day:%Y-%m-%d}" for row in rows)


# sign


def sign(desk: Desk, key: tuple[str, str], step: Step, name: str, note: str, today: date) -> dict[str, bytes]:
    """The files that a signature changes: the ledger, and the text as it was signed. Raises DeskError."""
    record = desk.record(key)
    errors = [one for one in desk.problems if one.path == record.origin.path and one.severity is Severity.ERROR]
    if errors:
        raise DeskError(f"{record.origin.path} 还有 {len(errors)} 个错误，请先运行 hyqz check，改好再签。")
    now = desk.paper(record)
    review = desk.review(key, now.digest)
    posts = [post for post, _ in desk.site.singletons.roster]
    if not holds_post(name, today, posts):
        guess = did_you_mean(name, [post.name for post in posts if post.holds(today)])
        raise DeskError(f"“{name}”今天没有岗位，不能签字。{guess}任职写在 {ROSTER_FILE}。")
    _check_order(review, step, name)
    post = "、".join(post.post for post in posts if post.name == name and post.holds(today))
    cells = [f"{key[0]}/{key[1]}", step, name, post, f"{today:%Y-%m-%d}", safe(note), now.digest]
    return {
        signed_path(key, now.digest): now.text.encode(),
        REVIEWS_FILE: appended(
            desk.inputs.files[REVIEWS_FILE].read() if REVIEWS_FILE in desk.inputs.files else b"", [cells]
        ),
    }


def _check_order(review: Review, step: Step, name: str) -> None:
    if review.next_step is None:
        raise DeskError(f"已经签满了：{_names(review.chain)}。")
    by_step = {row.step: row for row in review.done}
    if step in by_step:
        row = by_step[step]
        raise DeskError(f"{step}已经签过：{row.name} {row.day:%Y-%m-%d}。下一步是{review.next_step}。")
    if step is not review.next_step:
        raise DeskError(f"要先签{review.next_step}，再签{step}。")
    if step is Step.FINAL and {row.name for row in review.done} == {name}:
        raise DeskError("三步不能都是同一个人签，至少要有两个人。")


def safe(note: str) -> str:
    """A remark on one line that Excel takes for no formula."""
    from hyqz_site.desk.sheet import FORMULA  # noqa: PLC0415 - only who signs needs it

    note = " ".join(note.split())
    return f"'{note}" if FORMULA.match(note) else note


def appended(data: bytes, rows: Iterable[Sequence[str]]) -> bytes:
    """The ledger `data` with more rows (cells as in `COLUMNS`), in its own encoding, separator and order of columns."""
    if not data.strip(_BOM):
        return _BOM + "".join(_written(row, ",") for row in (COLUMNS, *rows)).encode()
    decoded = decoding.decode(REVIEWS_FILE, data, Problems())
    if decoded is None:
        raise DeskError(f"{REVIEWS_FILE} 读不了，没有签。请先找回原来的文件。")
    separator = separator_of(decoded.text)
    ends = Counter(re.findall(r"\r\n|\r|\n", decoded.text)).most_common(1)
    end = ends[0][0] if ends else "\r\n"
    try:
        heading = cells_of(next(filter(str.strip, decoded.text.splitlines()), ""), separator)
    except csv.Error:
        heading = []
    order = heading if is_heading(heading) else COLUMNS
    named = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    lines = "".join(_written([row.get(name, "") for name in order], separator, end) for row in named)
    start = "" if decoded.text.endswith(("\n", "\r")) else end
    return data + (start + lines).encode(decoded.encoding)


def _written(cells: Iterable[str], separator: str, end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerow(cells)
    return out.getvalue()


# What was signed


def signed_path(key: tuple[str, str], digest: str) -> str:
    """Where the text that was signed under this digest is kept."""
    return f"{FOLDER}/{key[0]}-{key[1]}-{digest.removeprefix(DIGEST)[:12]}.txt"
