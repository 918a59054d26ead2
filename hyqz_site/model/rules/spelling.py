"""Near misses of the canonical names: communities and the people of the roster (content model §5)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds.community import Community
from hyqz_site.model.texts import texts
from hyqz_site.patterns import later
from hyqz_site.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems

SHORTEST: Final = 3
"""Names of fewer characters differ by one character from too much ordinary text."""


_COMMON: Final = later(r".(?:社区|队|站)\Z")
"""Names such as 新社区: of 各社区, 本社区 and 个社区 all texts are full, and none of them is a slip of it."""


def check_spelling(site: Site, problems: Problems) -> None:
    """Warn where a text differs from a canonical name in one character only."""
    names = sorted(
        {record.title for record in site.of(Community) if not record.is_draft}
        | {post.name for post, _ in site.singletons.roster}
        | set(site.singletons.rules.words.names if site.singletons.rules.words else ())
    )
    names = [name for name in names if len(name) >= SHORTEST and not _COMMON.match(name)]
    if not names:
        return
    look = partial(_found, names=names)
    everything = site.in_files("spelling", "|".join(names), site.records_by_path, look)
    own = {record.title for record in (site.records.values() if everything else ())}
    for path, missed in everything.items():
        for at, found, name in missed:
            if found in own:
                continue
            problems.warn(
                path,
                at,
                "near-miss",
                f"“{found}”和规范名称“{name}”只差一个字",
                f"如果是笔误，请改成：{name}",
            )


def _found(record: Record, *, names: list[str]) -> tuple[tuple[Position, str, str], ...]:
    """Where a name is missed, what stands there, and the name."""
    return tuple(
        (at, found, name)
        for at, text, start, found, name in _matches(record, names)
        if found not in names and not _is_part_of_a_name(text, start, found, names)
    )


def near_misses(text: str, names: list[str]) -> list[tuple[int, str]]:
    """Where a text has a name with one Chinese character in the place of another: offset and name, none within another.

    One half of the name is then as it should be, and halves are found faster than names with a gap.
    """
    found: dict[int, str] = {}
    for name in names:
        size, middle = len(name), len(name) // 2
        for half, offset in ((name[:middle], 0), (name[middle:], middle)):
            at = text.find(half)
            while at >= 0:
                start = at - offset
                if start >= 0 and _is_near(text[start : start + size], name):
                    found.setdefault(start, name)
                at = text.find(half, at + 1)
    kept: list[tuple[int, str]] = []
    for start in sorted(found):
        if not kept or start >= kept[-1][0] + len(kept[-1][1]):
            kept.append((start, found[start]))
    return kept


def _is_near(text: str, name: str) -> bool:
    if len(text) != len(name):
        return False
    other = [one for one, wanted in zip(text, name, strict=True) if one != wanted]
    return len(other) == 1 and "\u4e00" <= other[0] <= "\u9fff"


def _is_part_of_a_name(text: str, start: int, found: str, names: list[str]) -> bool:
    """Whether the match only arose inside a correctly written name (大华社区 in 新大华社区)."""
    window = text[max(0, start - len(found)) : start + 2 * len(found)]
    offset = start - max(0, start - len(found))
    for name in names:
        at = window.find(name)
        if at >= 0 and at < offset + len(found) and offset < at + len(name):
            return True
    return False


def _matches(record: Record, names: list[str]) -> Iterator[tuple[Position, str, int, str, str]]:
    origin = record.origin
    _, body = origin.written
    for start, name in near_misses(body, names):
        yield origin.document.in_body(start), body, start, body[start : start + len(name)], name
    for field, text in texts(record):
        if field == "body" and body.strip():
            continue
        for start, name in near_misses(text, names):
            place, at = origin.places.get(field), origin.at(field)
            if place and isinstance(place.value, Scalar):
                at = origin.document.tree.locate(place.value, _offset(place.value.text, text, start))
            yield at, text, start, text[start : start + len(name)], name


def _offset(written: str, read: str, offset: int) -> int:
    """Where the character at `offset` of the value as read stands in the value as written."""
    head = written.find(read[:1]) if read else 0
    return max(head, 0) + offset
