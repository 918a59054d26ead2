"""What may go out on one channel at one moment: all that templates, lists, counts, slides and files are made from.

`gates.public_site` makes it, and nobody else.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from hyqz_site import digest
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import key_of, kind_of
from hyqz_site.model.kinds.common import Channel, Record
from hyqz_site.model.looks import AT_HEADS, Looks, Things
from hyqz_site.model.masking import Mask
from hyqz_site.model.site import by_class
from hyqz_site.model.values import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hyqz_site.model.ledger import Step
    from hyqz_site.model.singletons import Post, Settings

R = TypeVar("R", bound="Record")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and where: what a gate is asked about."""

    channel: Channel
    now: datetime
    """In UTC+8."""
    strict_samples: bool
    shows_held: bool = False
    """The preview on the editor's own machine: what is held back is shown as well, but never what was withdrawn."""

    built: datetime | None = None
    """When the build is that prepares for `now`, where that is later."""

    @property
    def today(self) -> date:
        """The day in UTC+8."""
        return self.now.date()

    @property
    def agreed(self) -> date:
        """The day by which whoever is asked must have agreed: nothing is handed out on a consent to come."""
        return min(self.today, self.built.date()) if self.built else self.today


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a step, as the line below a page shows it."""

    step: Step
    name: str


@dataclass(frozen=True)
class PublicSite:
    """What may go out on one channel at one moment; nothing else of the content is reachable from it."""

    moment: Moment
    settings: Settings
    roster: tuple[Post, ...]
    """The public posts held on the day."""
    records: Mapping[tuple[str, str], Record]
    mask: Mask = Mask({})
    """For texts that are no fields of records, such as captions."""
    signed: Mapping[tuple[str, str], tuple[Signature, ...]] = dataclasses.field(default_factory=dict)
    gone: tuple[tuple[str, str], ...] = ()
    """Kind and id of what was public and was taken back: its address answers, and nothing more is known of it."""
    as_read: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of the records of which nothing had to be hidden: what is known of their files holds for them."""
    referring: Callable[[], Mapping[tuple[str, str], tuple[tuple[str, str], ...]]] = dataclasses.field(
        default=dict, compare=False, repr=False
    )
    """Gives who refers to whom: asked for when somebody wants to know."""
    looks: Looks = dataclasses.field(default_factory=Looks, compare=False, repr=False)
    """What was found in records before."""
    faceless: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The files of the records of people who may not be shown by face, and why: for `Library.shown`."""

    @property
    def today(self) -> date:
        """The day in UTC+8."""
        return self.moment.today

    def of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of one class, in the order of their files."""
        return self._by_class.get(cls, ())  # type: ignore[return-value]  # filed by their own class

    def has(self, cls: type[Record]) -> bool:
        """Whether any record of the class is shown."""
        return cls in self._by_class

    def shows(self, key: tuple[str, str]) -> bool:
        """Whether the record of this kind and id is shown."""
        return key in self.records

    def rewritten(self) -> Iterator[Record]:
        """The records of which something had to be hidden."""
        return (record for key, record in self.records.items() if key not in self.as_read)

    def body(self, record: Record) -> str | None:
        """The text of a record, as it is now: `record` may be from an earlier build, with the same head."""
        return self.records[key_of(record)].body

    def find(self, ref: Ref | None) -> Record | None:
        """The record that `ref` names, where it may be shown."""
        return self.records.get(ref.key) if ref else None

    def all(self, refs: tuple[Ref, ...]) -> tuple[Record, ...]:
        """The records that `refs` name."""
        return tuple(record for ref in refs if (record := self.find(ref)))

    def signatures(self, key: tuple[str, str]) -> tuple[Signature, ...]:
        """Who signed the record of this kind and id, in the order of the steps; nobody where a step is missing."""
        return self.signed.get(key, ())

    def back(self, key: tuple[str, str]) -> tuple[Record, ...]:
        """The records that refer to the record of this kind and id, each once, in the order of the site."""
        return tuple(self.records[one] for one in self.named.get(key, ()))

    @cached_property
    def heads(self) -> Mapping[tuple[str, str], str]:
        """The digest of what may be shown of each record without asking for its text, by kind and id."""
        return {key: record.origin.head for key, record in self.records.items()}

    @cached_property
    def shown(self) -> str:
        """The digest of all that may be shown today, but for the texts of records and what was made of files."""
        return digest.key(
            self._frame, repr(self.gone), "\n".join(map("/".join, self.heads)), "".join(self.heads.values())
        )

    def shown_of(self, *classes: type[Record]) -> str:
        """The same of what may be shown of some classes of records alone."""
        return digest.key(self._frame, *("".join([one.origin.head for one in self.of(cls)]) for cls in classes))

    @cached_property
    def _frame(self) -> str:
        """The digest of what stands around the records."""
        return digest.key(digest.of(self.settings), digest.of(self.roster), self.today.isoformat())

    @cached_property
    def _by_class(self) -> Mapping[type[Record], tuple[Record, ...]]:
        return by_class(self.records.values())

    @cached_property
    def named(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """By kind and id of any record those of the records that refer to it."""
        return self.referring()

    @cached_property
    def changed(self) -> Mapping[tuple[str, str], str]:
        """The day on which each record was last changed, as text in order, by kind and id; of some there is none."""
        days = self._found("changed", "", lambda one: one.changed.isoformat() if one.changed else "")
        return {key: day for key, one in self.records.items() if (day := days.get(one.origin.path))}

    def facts(self, cls: type[R], what: str, context: str, look: Callable[[R], T]) -> list[T | None]:
        """What `look` finds in what the records of one class say besides their texts; None where it finds nothing.

        It is remembered by `what`, and for the same `context` and heads: only records that say something else now are
        looked at, and the others stay as they are on the disk.
        """
        records = self.of(cls)

        def of_class(record: Record) -> T | None:
            return look(record) if isinstance(record, cls) else None

        found = self._found(f"{kind_of(records[0]).name}: {what}", context, of_class) if records else {}
        return [found.get(one.origin.path) for one in records]

    def newest(self, cls: type[R]) -> list[R]:
        """The records of one class, the newest first, as `kinds.common.newest` has them."""
        days = self.facts(cls, "dated", "", attrgetter("dated"))
        dated = sorted(zip(days, self.of(cls), strict=True), key=lambda item: item[1].id)
        dated.sort(key=lambda item: item[0] or date.min, reverse=True)
        return [one for _, one in dated]

    def _found(self, what: str, context: str, look: Callable[[Record], T | None]) -> Mapping[str, T]:
        """What is found in the records, by the paths of their files."""
        name = f"{what} on {self.moment.channel}"
        return self.looks.found(AT_HEADS, name, context, self._things, self._by_path, look)

    @cached_property
    def _by_path(self) -> Mapping[str, Record]:
        return {one.origin.path: one for one in self.records.values()}

    @cached_property
    def _things(self) -> Things:
        return Things(self.shown, {one.origin.path: one.origin.head for one in self.records.values()})
