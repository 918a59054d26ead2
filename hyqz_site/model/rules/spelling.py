"""Near misses of the canonical names: communities and the people of the roster (content model §5)."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds.community import Community
from hyqz_site.model.texts import texts
from hyqz_site.patterns import later
from hyqz_site.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems

SHORTEST: Final = 3
"""Names of fewer characters differ by one character from too much ordinary text."""


def check_spelling(site: Site, _: date, problems: Problems) -> None:
    """Warn where a text differs from a canonical name in one character only."""
    names = sorted(
        {record.title for record in site.of(Community)}
        | {post.name for post, _ in site.singletons.roster}
        | set(site.singletons.rules.words.names if site.singletons.rules.words else ())
    )
    names = [name for name in names if len(name) >= SHORTEST]
    if not names:
        return
    own = {record.title for record in site.records.values()}
    near = later("|".join(_near_misses(name) for name in names))
    for record in site.records.values():
        look = partial(_found, record, near, names)
        for at, found, name in site.in_file("spelling", record.origin.path, near.pattern, look):
            if found in own:
                continue
            problems.warn(
                record.origin.path,
                at,
                "near-miss",
                f"“{found}”和规范名称“{name}”只差一个字",
                f"如果是笔误，请改成：{name}",
            )


def _found(record: Record, near: re.Pattern[str], names: list[str]) -> tuple[tuple[Position, str, str], ...]:
    """Where a name is missed, what stands there, and the name."""
    return tuple(
        (at, found, name)
        for at, text, start, found in _matches(record, near)
        if (name := next((name for name in names if _differs_by_one(found, name)), ""))
        and found not in names
        and not _is_part_of_a_name(text, start, found, names)
    )


def _near_misses(name: str) -> str:
    """A pattern of the name with any one Chinese character replaced."""
    return "|".join(
        re.escape(name[:index]) + rf"(?!{re.escape(name[index])})[\u4e00-\u9fff]" + re.escape(name[index + 1 :])
        for index in range(len(name))
    )


def _differs_by_one(text: str, name: str) -> bool:
    return len(text) == len(name) and sum(a != b for a, b in zip(text, name, strict=True)) == 1


def _is_part_of_a_name(text: str, start: int, found: str, names: list[str]) -> bool:
    """Whether the match only arose inside a correctly written name (大华社区 in 新大华社区)."""
    window = text[max(0, start - len(found)) : start + 2 * len(found)]
    offset = start - max(0, start - len(found))
    for name in names:
        at = window.find(name)
        if at >= 0 and at < offset + len(found) and offset < at + len(name):
            return True
    return False


def _matches(record: Record, near: re.Pattern[str]) -> Iterator[tuple[Position, str, int, str]]:
    document = record.origin.document
    for match in near.finditer(document.body):
        yield document.in_body(match.start()), document.body, match.start(), match.group()
    for name, text in texts(record):
        if name == "body" and document.body_line:
            continue
        for match in near.finditer(text):
            place = record.origin.places.get(name)
            at = record.origin.at(name)
            if place and isinstance(place.value, Scalar):
                at = document.tree.locate(place.value, _offset(place.value.text, text, match.start()))
            yield at, text, match.start(), match.group()


def _offset(written: str, read: str, offset: int) -> int:
    """Where the character at `offset` of the value as read stands in the value as written."""
    head = written.find(read[:1]) if read else 0
    return max(head, 0) + offset
