"""三审三校: what is signed, and whether it still is what the record says.

What is signed is the record's canonical text and the bytes of every picture and film that it uses, so that neither a
comment nor another encoding makes a signature stale, and everything else does.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from hyqz_site.digest import sha256
from hyqz_site.lean import dataclass
from hyqz_site.model.dates import Month, TimeRange
from hyqz_site.model.fields import specs
from hyqz_site.model.kinds import BY_NAME, kind_of
from hyqz_site.model.kinds.common import PICTURES
from hyqz_site.model.ledger import DIGEST, Row, Step
from hyqz_site.model.media import media_of
from hyqz_site.model.singletons import REVIEWS_FILE, ROSTER_FILE
from hyqz_site.model.values import Media, Ref, Size
from hyqz_site.problem import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.singletons import Post
    from hyqz_site.problem import Problems


@dataclass(frozen=True, slots=True)
class Review:
    """How far the signing of a record as it now is has come."""

    chain: tuple[Row, ...] = ()
    """The three signatures; empty while there are fewer."""
    done: tuple[Row, ...] = ()
    """The valid signatures of the present text, step by step."""
    is_changed: bool = False
    """Whether it was signed, and then changed."""
    is_required: bool = False
    """Whether the ledger is 必需: without the three signatures the record does not go out."""

    @property
    def day(self) -> dt.date | None:
        """The day of the last of three signatures."""
        return self.chain[-1].day if self.chain else None

    @property
    def next_step(self) -> Step | None:
        """The step that it waits for."""
        return None if self.chain else tuple(Step)[min(len(self.done), 2)]


# What is signed


@dataclass(frozen=True, slots=True)
class Paper:
    """What somebody reads before signing."""

    said: str
    """The canonical text of the record."""
    files: tuple[tuple[str, str], ...]
    """The names and the digests of the files that it shows."""

    @property
    def text(self) -> str:
        """All of it, as it is kept."""
        listed = [f"文件 {written}: {digest}" for written, digest in self.files]
        return "".join(f"{line}\n" for line in (self.said, *listed))

    @property
    def digest(self) -> str:
        """What stands for it in the ledger."""
        return DIGEST + sha256(self.text.encode())


_UNSIGNED: Final = frozenset({"status", "published", "withdraw_reason", "withdrawn"})
"""Releasing a record and taking it back are not what a reviewer reads; everything else is."""
_ENDING: Final = re.compile("|".join(map(re.escape, PICTURES)), re.IGNORECASE)
_BEGINNING: Final = re.compile(r"""^|(?<=[\s()<>"'\[\]|=])""")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST: Final = 255
"""Characters of a file's name, on any system."""


def paper(record: Record, library: Library, read: Callable[[str], bytes]) -> Paper:
    """What is signed of `record`: its canonical text, and the digests of the files that it shows."""
    files = {}
    for written in files_of(record):
        path = library.find(record.origin.path, written)
        if path:
            files[written] = sha256(read(path))
    return Paper(canonical(record), tuple(sorted(files.items())))


def files_of(record: Record) -> tuple[str, ...]:
    """Every file that a record names, and whatever in its texts may be the name of one, each once.

    A name may have brackets and blanks in it: where it begins, only the files that there are can tell.
    """
    named = [media.path for _, media in media_of(record)]
    for text in filter(None, (record.body, getattr(record, "transcript", None))):
        if _ENDING.search(text):
            for read in dict.fromkeys((text, unescape(text), _ESCAPED.sub(r"\1", text))):
                named += [name for line in unquote(read).splitlines() for name in _names_in(line)]
    return tuple(dict.fromkeys(named))


def _names_in(line: str) -> Iterator[str]:
    for ending in _ENDING.finditer(line):
        start, end = max(0, ending.start() - _LONGEST), ending.end()
        yield from (line[beginning.start() : end] for beginning in _BEGINNING.finditer(line, start, ending.start()))


def canonical(record: Record) -> str:
    """The text of a record by its fields, the same however the file is written."""
    head = kind_of(record).address(record.id)
    return unicodedata.normalize("NFC", "\n".join([head, *_lines(record, "")]))


def _lines(group: Any, prefix: str) -> Iterator[str]:  # noqa: ANN401 - a record or any group of one
    cls: type = type(group)
    for spec in specs(cls):
        value = getattr(group, spec.attribute)
        if spec.attribute not in _UNSIGNED and value not in (None, ()):
            yield from _value_lines(value, f"{prefix}{spec.label}")


def _value_lines(value: Any, label: str) -> Iterator[str]:  # noqa: ANN401 - a value of any type of field
    if isinstance(value, tuple) and not (value and isinstance(value[0], float)):
        for number, item in enumerate(value, start=1):
            yield from _value_lines(item, f"{label}.{number}")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Ref | Media | Month | Size | TimeRange):
        yield from _lines(value, f"{label}.")
    elif isinstance(value, str) and "\n" in value.strip():
        yield f"{label}:"
        yield value.strip()
    else:
        yield f"{label}: {_written(value)}"


def _written(value: Any) -> str:  # noqa: ANN401 - a value of any type of field
    write = next((write for cls, write in _FORMS if isinstance(value, cls)), str)
    return write(value).strip()


_FORMS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda value: "是" if value else "否"),
    (Decimal, lambda value: f"{value.normalize():f}"),
    (Ref, lambda value: BY_NAME[value.kind].address(value.id) if value.kind in BY_NAME else value.text),
    (Media, lambda value: value.path),
    (TimeRange, lambda value: f"{value.start:%H:%M}" + (f"-{value.end:%H:%M}" if value.end else "")),
    (tuple, lambda value: " ".join(f"{part:g}" for part in value)),
)


# Whether it is signed


def judge(rows: Sequence[Row], digest: str, roster: Iterable[Post], *, is_required: bool) -> Review:
    """How far the signing of a record is, by its rows of the ledger and the digest of what it now says."""
    posts = tuple(roster)
    valid = [row for row in rows if holds_post(row.name, row.day, posts)]
    own = [row for row in valid if row.digest == digest]
    chain = _chain(own)
    others = {row.digest for row in valid} - {digest}
    was_signed = any(_chain([row for row in valid if row.digest == other]) for other in others)
    return Review(
        chain=chain,
        done=chain or _begun(own),
        is_changed=not chain and bool(others) and (was_signed or not own),
        is_required=is_required,
    )


def holds_post(name: str, day: dt.date, posts: Iterable[Post]) -> bool:
    """Whether somebody of this name holds a post on the day."""
    return any(post.name == name and post.holds(day) for post in posts)


def _chain(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Three signatures in the order of the steps, by at least two people; the earliest that there are."""
    by_step = [sorted((row for row in rows if row.step is step), key=lambda row: (row.day, row.name)) for step in Step]
    # A hundred signatures of one step are a hundred times the same few people.
    few = [list({(row.name, row.day): row for row in found}.values())[:20] for found in by_step]
    chains = [
        chain
        for chain in itertools.product(*few)
        if chain[0].day <= chain[1].day <= chain[2].day and len({row.name for row in chain}) > 1
    ]
    return min(chains, key=lambda chain: [row.day for row in reversed(chain)], default=())


def _begun(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The signatures of the first steps, as far as they go."""
    done: list[Row] = []
    for step in tuple(Step)[:2]:
        found = [row for row in rows if row.step is step and (not done or row.day >= done[-1].day)]
        if not found:
            break
        done.append(min(found, key=lambda row: (row.day, row.line)))
    return tuple(done)


def check_signers(rows: Iterable[Row], roster: Iterable[Post], problems: Problems) -> None:
    """Warn of signatures that count for nothing, because their signer holds no post on the day."""
    posts = tuple(roster)
    for row in rows:
        if not holds_post(row.name, row.day, posts):
            problems.warn(
                REVIEWS_FILE,
                Position(row.line, 1),
                "bad-review",
                f"“{row.name}”在 {row.day:%Y-%m-%d} 没有岗位，这一次签字不算数",
                f"请核对姓名和日期；任职写在 {ROSTER_FILE}（起、止）。",
            )
