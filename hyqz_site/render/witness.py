"""What a page was made from, written down while it was made.

A view is a function of the answers that it got: which records there are of a kind, which record a reference names, who
refers to it, what was made of a picture. A `Witness` hands out a shelf that answers as the real one does and notes the
questions. `Answers` gives the digest of what would be answered now; where all answers are what they were, the page is
what it was (a verifying trace). Nothing has to be said about dependencies, so nothing can be forgotten.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from hyqz_site import digest
from hyqz_site.model.kinds import BY_NAME, KINDS, key_of
from hyqz_site.render.views.common import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite, Signature
    from hyqz_site.model.singletons import Post, Settings
    from hyqz_site.model.values import Ref

R = TypeVar("R", bound="Record")
K = TypeVar("K")
V = TypeVar("V")

Question = tuple[str, ...]
"""What was asked, and of what: `("back", "team", "huludui")`."""
_SHORT: Final = 64
"""Characters of a digest: a longer answer is kept as one."""
_KEPT: Final = 4096
"""So many things that were made for many pages are kept: some ten megabytes."""
_NAMES: Final[dict[type[Record], str]] = {kind.record: kind.name for kind in KINDS}


class Witness:
    """Hands out a shelf that notes what it is asked."""

    def __init__(self, shelf: Shelf) -> None:
        """Nothing was asked yet."""
        self._asked: dict[Question, None] = {}
        self._kept: dict[tuple[str, ...], tuple[Any, dict[Question, None]]] = {}
        self._public = shelf.public
        self._answering = shelf

        def note(*question: str) -> None:
            self._asked[question] = None

        self.shelf: Final = Shelf(
            public=cast("PublicSite", _Public(shelf.public, note)),
            library=cast("Library", _Library(shelf.library, note)),
            pictures=_Noted("picture", shelf.pictures, note),
            files=_Noted("file", shelf.files, note),
            prose=shelf.prose,  # a function of the text, and a text comes from a record
            assets=_Noted("asset", shelf.assets, note),
            texts=_Noted("caption", shelf.texts, note),
            posters=_Noted("poster", shelf.posters, note),
            previews=_Noted("preview", shelf.previews, note),
            extras=cast("frozenset[str]", _Noted("extra", dict.fromkeys(shelf.extras, ""), note)),
            once=self._once,
        )

    @property
    def public(self) -> PublicSite:
        """The public site itself, for what decides whether there is a page, and not what is on it."""
        return self._public

    def another(self) -> Witness:
        """Another one of the same shelf, for questions that are none of a page's that is being made."""
        return Witness(self._answering)

    def asked(self) -> tuple[Question, ...]:
        """The questions since the last call, each once, in their order."""
        questions = tuple(self._asked)
        self._asked.clear()
        return questions

    def _once(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what `make` makes
        """What is made once for many pages; its questions are asked by each of them."""
        kept = self._kept.get(key)
        if kept is None:
            others, self._asked = self._asked, {}
            try:
                kept = make(), self._asked
            finally:
                self._asked = others
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = kept
        self._asked |= kept[1]
        return kept[0]


class _Public:
    """A public site that notes what it is asked."""

    def __init__(self, public: PublicSite, note: Callable[..., None]) -> None:
        self._public = public
        self._note = note

    @property
    def settings(self) -> Settings:
        self._note("settings")
        return self._public.settings

    @property
    def roster(self) -> tuple[Post, ...]:
        self._note("roster")
        return self._public.roster

    @property
    def today(self) -> date:
        self._note("today")
        return self._public.today

    def has(self, cls: type[Record]) -> bool:
        self._note("has", _NAMES[cls])
        return self._public.has(cls)

    def of(self, cls: type[R]) -> tuple[R, ...]:
        self._note("of", _NAMES[cls])
        return self._public.of(cls)

    def facts(self, cls: type[R], what: str, context: str, look: Callable[[R], V]) -> list[V | None]:
        self._note("of", _NAMES[cls])
        return self._public.facts(cls, what, context, look)

    def newest(self, cls: type[R]) -> list[R]:
        self._note("of", _NAMES[cls])
        return self._public.newest(cls)

    def find(self, ref: Ref | None) -> Record | None:
        if ref is None:
            return None
        self._note("find", *ref.key)
        return self._public.find(ref)

    def all(self, refs: tuple[Ref, ...]) -> tuple[Record, ...]:
        return tuple(record for ref in refs if (record := self.find(ref)))

    def back(self, key: tuple[str, str]) -> tuple[Record, ...]:
        self._note("back", *key)
        return self._public.back(key)

    def shows(self, key: tuple[str, str]) -> bool:
        self._note("shown", *key)
        return self._public.shows(key)

    def body(self, record: Record) -> str | None:
        self._note("body", *key_of(record))
        return self._public.body(record)

    def signatures(self, key: tuple[str, str]) -> tuple[Signature, ...]:
        self._note("signed", *key)
        return self._public.signatures(key)


class _Library:
    """A library that notes which files it was asked for."""

    def __init__(self, library: Library, note: Callable[..., None]) -> None:
        self._library = library
        self._note = note

    def find(self, owner: str, written: str) -> str | None:
        self._note("media", owner, written)
        return self._library.find(owner, written)


class _Noted(Mapping[K, V]):
    """A mapping that notes which of its values were asked for; it is never walked through."""

    def __init__(self, name: str, values: Mapping[K, V], note: Callable[..., None]) -> None:
        self._name = name
        self._values = values
        self._note = note

    def __getitem__(self, key: K) -> V:
        self._note(self._name, *(key if isinstance(key, tuple) else (key,)))
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        raise TypeError(self._name)

    def __len__(self) -> int:
        raise TypeError(self._name)


class Answers:
    """What would be answered now, as digests."""

    def __init__(self, shelf: Shelf) -> None:
        """The answers of `shelf`."""
        self._shelf = shelf
        self._public = shelf.public
        self.shown: Final = self._public.shown
        """The digest of what records say besides their texts: while it is the same, so is what they answer."""
        self._known: dict[Question, str] = {}
        self._ask: dict[str, Callable[..., str]] = {
            "settings": lambda: digest.of(self._public.settings),
            "roster": lambda: digest.of(self._public.roster),
            "today": self._public.today.isoformat,
            "has": lambda kind: str(self._public.has(BY_NAME[kind].record)),
            "of": lambda kind: self._heads(self._public.of(BY_NAME[kind].record)),
            "find": lambda *key: self._public.heads[key],
            "back": lambda kind, id_: self._heads(self._public.back((kind, id_))),
            "shown": lambda kind, id_: str(self._public.shows((kind, id_))),
            "body": lambda *key: self._public.records[key].origin.text,
            "signed": lambda *key: repr(self._public.signatures(key)),
            "media": lambda owner, written: shelf.library.find(owner, written) or "",
            "picture": lambda path: digest.of(shelf.pictures.get(path)),
            "file": lambda path: repr(shelf.files.get(path)),
            "asset": lambda path: repr(shelf.assets.get(path)),
            "caption": lambda path: digest.of(shelf.texts.get(path)),
            "poster": lambda *key: repr(shelf.posters.get(key)),
            "preview": lambda *key: repr(shelf.previews.get(key)),
            "extra": lambda path: repr(path in shelf.extras),
        }
        self._there: Final[dict[str, Container[tuple[str, ...]]]] = {
            "signed": self._public.signed,
            "poster": shelf.posters,
            "preview": shelf.previews,
            "back": self._public.named,
        }
        """Of what there is anything to say, by the kind of question: all else has the same answer."""
        self._nothing: Final = {kind: self.of((kind, "", "")) for kind in self._there}

    def of(self, question: Question) -> str:
        """The answer to a question, or its digest."""
        answer = self._known.get(question)
        if answer is None:
            try:
                answer = self._ask[question[0]](*question[1:])
            except KeyError:  # what was asked for is gone
                answer = ""
            if len(answer) > _SHORT:
                answer = digest.sha256(answer.encode())
            self._known[question] = answer
        return answer

    def all(self, kind: str, subjects: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
        """The answers to all questions of one kind, by what they ask about; ten thousand are answered at once."""
        if kind == "find":
            heads = cast("Mapping[tuple[str, ...], str]", self._public.heads)
            return {subject: heads.get(subject, "") for subject in subjects}
        if kind == "body":
            records = cast("Mapping[tuple[str, ...], Record]", self._public.records)
            said = {subject: records.get(subject) for subject in subjects}
            return {subject: one.origin.text if one else "" for subject, one in said.items()}
        there = self._there.get(kind)
        if there is None:
            return {subject: self.of((kind, *subject)) for subject in subjects}
        of, nothing = self.of, self._nothing[kind]
        return {subject: of((kind, *subject)) if subject in there else nothing for subject in subjects}

    def digest(self, asked: Iterable[Question]) -> str:
        """The digest of the answers to questions, in their order."""
        return digest.sha256("\n".join(map(self.of, asked)).encode())

    def _heads(self, records: tuple[Record, ...]) -> str:
        return digest.sha256("".join([one.origin.head for one in records]).encode())


Rows = dict[str, tuple[dict[tuple[str, ...], int], dict[tuple[str, ...], str]]]
"""By the kind of question, and by what it asks about: the number of each question, and its answer."""


_NUMBER: Final = "I"
_OF_HEADS: Final = frozenset({"has", "of", "find", "back", "shown"})
"""Questions that are answered by what records say besides their texts."""


def numbers_in(numbers: bytes) -> array[int]:
    """The numbers of questions; ten thousand pages have half a million, and bytes are read at once."""
    return array(_NUMBER, numbers)


_FEW: Final = 4
"""So many numbers are searched for as bytes, before anything is read as numbers."""


def asking(pages: Mapping[K, tuple[Any, ...]], some: Collection[int]) -> set[K]:
    """The pages that asked some of the questions of these numbers; what is said first of each is what it asked."""
    if len(some) > _FEW:
        all_of_them = frozenset(some)
        return {page for page, (asked, *_) in pages.items() if not all_of_them.isdisjoint(numbers_in(asked))}
    found = set()
    for number in some:
        sign = array(_NUMBER, [number]).tobytes()
        found |= {page for page, said in pages.items() if sign in said[0] and number in numbers_in(said[0])}
    return found


class Minutes:
    """All questions that remembered pages asked, by number, with the answers of the last build.

    A page is remembered with the numbers of its questions alone: where no answer to one of them has changed, it is what
    it was. Who takes minutes for a build drops, before anything else, every page of which that is not so.
    """

    def __init__(self, rows: Rows | None = None, shown: str = "") -> None:
        """`rows` are the minutes of the last build, `shown` the digest of what records said to it (`Answers.shown`)."""
        self.rows: Final[Rows] = dict(rows or {})
        self.shown = shown
        self.written: Final[set[str]] = set()
        """The kinds of questions whose rows are others than those of the last build."""
        self._own: Final[set[str]] = set()
        """Those of them whose rows are no longer the last build's, which are never changed."""
        self._next = 1 + max((max(numbers.values()) for numbers, _ in self.rows.values() if numbers), default=0)

    def changed(self, answers: Answers) -> set[int]:
        """The questions whose answers are others now; from now on these are the last ones."""
        found: set[int] = set()
        for kind, (numbers, last) in self.rows.items():
            if self.shown == answers.shown and kind in _OF_HEADS:
                continue
            now = answers.all(kind, numbers)
            if now != last:
                found.update(numbers[subject] for subject, answer in now.items() if answer != last[subject])
                self.rows[kind] = numbers, now
                self.written.add(kind)
        self.shown = answers.shown
        return found

    def numbers(self, asked: Iterable[Question], answers: Answers) -> bytes:
        """The numbers of questions, in the minutes from now on, for `numbers_in`."""
        found = set()
        for question in asked:
            kind, subject = question[0], question[1:]
            number = self.rows[kind][0].get(subject) if kind in self.rows else None
            if number is None:
                numbers, last = self._to_write(kind)
                number = numbers[subject] = self._next
                last[subject] = answers.of(question)
                self._next += 1
            found.add(number)
        return array(_NUMBER, sorted(found)).tobytes()

    def keep(self, kept: set[int]) -> None:
        """Strike out all other questions."""
        for kind, (numbers, _) in self.rows.items():
            if not kept.issuperset(numbers.values()):
                mine, last = self._to_write(kind)
                for subject in [subject for subject, number in mine.items() if number not in kept]:
                    del mine[subject], last[subject]

    def _to_write(self, kind: str) -> tuple[dict[tuple[str, ...], int], dict[tuple[str, ...], str]]:
        if kind not in self._own:
            numbers, last = self.rows.get(kind, ({}, {}))
            self.rows[kind] = numbers.copy(), last.copy()
            self._own.add(kind)
            self.written.add(kind)
        return self.rows[kind]
