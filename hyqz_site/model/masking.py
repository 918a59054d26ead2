"""What of a record that goes out may be shown: fields by the scopes of a consent, names by who they are.

A name that nobody may read is taken out of every text of every record, of the settings and of captions, also where it
is broken over two lines, set in bold or written as character references (content model §3 consent, §5 minors).
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from operator import is_
from typing import TYPE_CHECKING, Any, Final

from hyqz_site import digest
from hyqz_site.lean import dataclass
from hyqz_site.model import folding, minors, pictures, pinyin
from hyqz_site.model.fields import parts
from hyqz_site.model.folding import Put
from hyqz_site.model.kinds import head_of, text_of
from hyqz_site.model.kinds.award import Award, AwardEntry
from hyqz_site.model.kinds.common import ConsentForm, Photo, Picture, Record, Scope
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.volunteer import AgeBand, Volunteer, tells_name
from hyqz_site.model.naming import surname_of, without_blanks
from hyqz_site.model.site import references
from hyqz_site.model.values import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARKDOWN: Final = frozenset({"body", "transcript"})
_ADDRESSES: Final = frozenset({"url", "target"})


def is_minor(record: Record) -> bool:
    """Whether the record shows a minor: by its age band; where none can be read, by a guardian's consent as well."""
    if not isinstance(record, Volunteer):
        return False
    is_unread = record.age_band is None and (record.origin.fills("age_band") or covers_children(record))
    return is_unread or record.age_band is AgeBand.TEEN


def may(record: Record, scope: Scope) -> bool:
    """Whether this of the person may be shown; a record without a consent of its own shows no person."""
    return record.consent is None or scope in record.consent.scope


def covers_children(record: Record) -> bool:
    """Whether the record's own consent is a guardian's: then it holds for the children in its pictures as well."""
    return record.consent is not None and record.consent.form is ConsentForm.GUARDIAN


def needs_guardian(picture: Picture, mask: Mask | None = None) -> bool:
    """Whether the words of a picture say that children are in it, and nobody has said that their guardians agreed.

    With a `mask` a minor's name is such a word too: there stands 张同学 in its place.
    """
    if picture.consent is not None:
        return False
    said = (picture.alt, picture.caption if isinstance(picture, Photo) else None)
    return minors.speaks_of_children(*(mask.text(text) if mask and text else text for text in said))


def words_of(picture: Picture) -> str:
    """What is written beside a picture."""
    return f"{picture.alt} {(isinstance(picture, Photo) and picture.caption) or ''}"


def words_of_film(film: Film) -> str:
    """What is written beside a film of who is in it."""
    return f"{film.title} {film.summary} {words_of(film.poster) if film.poster else ''}"


def own_names(record: Record) -> tuple[str, ...]:
    """What the person whose record it is is called: beside their own pictures it is no namesake."""
    return tuple(filter(None, (record.title, record.display_name))) if isinstance(record, Volunteer) else ()


def initial(name: str) -> str:
    """Surname and 某."""
    return f"{surname_of(name)}某"


def shown_name(record: Volunteer) -> str:
    """What a volunteer is called in public (content model §3, §4, §5)."""
    if is_minor(record):
        return minors.called(record.title)
    if record.display_name and not tells_name(record):
        return record.display_name
    return record.title if may(record, Scope.NAME) else initial(record.title)


@dataclass(frozen=True)
class Mask:
    """Names that stand nowhere, and what stands in their place."""

    names: Mapping[str, str]
    """Name without blanks → what is shown."""
    minors: frozenset[str] = frozenset()
    """What minors are called: beside it no school is named."""
    faces: Mask | None = None
    """The names of people whose faces may not be shown, with the reasons: beside them no picture is shown."""

    @classmethod
    def of(cls, people: Iterable[tuple[str, str]], minors: Iterable[str] = (), faces: Mask | None = None) -> Mask:
        """A mask of (name, what is shown); single characters are no names.

        Where two people have one name, what a minor is called stands for both.
        """
        called, names = frozenset(minors), dict[str, str]()
        for name, shown in people:
            bare = without_blanks(name)
            if len(bare) > 1 and names.get(bare) not in called:
                names[bare] = shown
        mask = cls(names, called, faces)  # what one is called may name another
        return cls({name: mask.text(shown) for name, shown in names.items()}, called, faces)

    def __post_init__(self) -> None:
        """Prepare the pattern once: every record's texts go through it."""
        ordered = sorted(sorted(self.names), key=len, reverse=True)
        known = {plain: self.names[name] for name in ordered if (plain := folding.folded(name))}
        longest = sorted(known, key=len, reverse=True)
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_names", re.compile("|".join(map(re.escape, longest))) if longest else None)
        key = digest.key(
            *ordered,
            *(self.names[name] for name in ordered),
            "",
            *sorted(self.minors),
            *(["", self.faces.text_key] if self.faces else []),
        )
        object.__setattr__(self, "text_key", key)
        # A minor's is never written in full, so not in pinyin either.
        if self.minors:
            full = {name: shown for name, shown in self.names.items() if shown in self.minors}
            object.__setattr__(self, "_spelled", pinyin.spellings(full))

    text_key: str = dataclasses.field(init=False, repr=False, compare=False, default="")
    """Another mask with the same key hides the same."""
    _known: Mapping[str, str] = dataclasses.field(init=False, repr=False, compare=False, default_factory=dict)
    """What is shown for each name, by the name as it is compared."""
    _names: re.Pattern[str] | None = dataclasses.field(init=False, repr=False, compare=False, default=None)
    _spelled: Mapping[str, pinyin.Spelling] = dataclasses.field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def text(self, text: str) -> str:
        """The text with no masked name in it, however it is written, nor a minor's school beside what it is called."""
        masked = self._masked(text)
        if self.minors and any(one in masked for one in self.minors):
            return minors.without_school_beside(masked, self.minors)
        return masked

    def names_in(self, text: str) -> bool:
        """Whether the text shows a masked name."""
        return self._masked(text) != text

    def found(self, text: str, own: Iterable[str] = ()) -> tuple[str, str] | None:
        """A masked name that the text shows, but for the names `own`, with what stands in its place."""
        for name in own:
            text = text.replace(name, "")
        if not self.names_in(text):
            return None
        longest = sorted(self.names.items(), key=lambda item: (-len(item[0]), item))
        return next((item for item in longest if Mask.of([item]).names_in(text)), None)

    def _masked(self, text: str) -> str:
        if self._names is None:
            return text
        is_spelled = False
        for hidden in folding.hidings(text):
            read = folding.folded(hidden.sub("", text) if hidden else text)
            is_spelled = is_spelled or pinyin.may_stand(read, self._spelled)
            if self._names.search(read):
                seen = folding.seen(text, hidden)
                names = self._names.finditer(seen.text)
                text = folding.replaced(text, seen, (Put(*name.span(), self._known[name.group()]) for name in names))
        return pinyin.without(text, self._spelled) if is_spelled else text


def cleaned(record: Record, mask: Mask, shown: Mapping[tuple[str, str], Record], today: date) -> Record:
    """The record with nothing in it that may not be shown; `shown` are the records that go out with it."""
    changes: dict[str, Any] = {}
    if record.consent is not None or record.withdraw_reason is not None:
        changes |= {"consent": None, "withdraw_reason": None}
    minor = is_minor(record)
    hide = _Hide(
        mask,
        shown,
        minor,
        _shows_school(record),
        own_names(record),
        may(record, Scope.PORTRAIT),
        covers_children(record),
    )
    if record.aliases:
        changes["aliases"] = tuple(
            alias for alias in record.aliases if not (mask.names_in(alias) or (minor and minors.shows_school(alias)))
        )
    if isinstance(record, Volunteer):
        changes |= _of_person(record)
    if not may(record, Scope.STORY):
        changes |= _without_story(record)
    if not may(record, Scope.PORTRAIT):
        changes |= {"cover": None, "photos": ()}
    if isinstance(record, Award):
        changes["entries"] = _entries(record, shown, today)
    if changes:
        record = dataclasses.replace(record, **changes)
    changes |= (hidden := hide.changes(record))
    if hidden:
        record = dataclasses.replace(record, **hidden)
    if not changes:
        return record
    named = tuple(ref.key for ref in references(record))
    return dataclasses.replace(record, origin=record.origin.shown_as(head_of(record), text_of(record), named))


def hides(record: Record, mask: Mask) -> bool:
    """Whether `cleaned` takes anything out of the record besides references, or may do so on another day."""
    if goes_by_others(record):
        return True
    everything = dict.fromkeys(record.origin.named, record)
    return cleaned(record, mask, everything, date.min) is not record


def goes_by_others(record: Record) -> bool:
    """Whether what is left of the record goes by more of those whom it names than that they are shown, or by the day.

    An award goes by their consents, a minor by what the teams are called, whoever shows a school by who is a minor.
    """
    return isinstance(record, Award) or is_minor(record) or _shows_school(record)


def _shows_school(record: Record) -> bool:
    """Whether the record names people, and its title shows a school."""
    return any(kind == "volunteer" for kind, _ in record.origin.named) and minors.shows_school(record.title)


def _without_story(record: Record) -> dict[str, Any]:
    """What is left of a record of any kind whose person agreed to no deed, story or quote."""
    told: dict[str, Any] = {"transcript": "", "captions": False} if isinstance(record, Film) else {}
    return told | {"body": None, "photos": tuple(dataclasses.replace(photo, caption=None) for photo in record.photos)}


def _of_person(record: Volunteer) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if record.display_name is not None or shown_name(record) != record.title:
        changes |= {"title": shown_name(record), "display_name": None}
    if not may(record, Scope.AGE_BAND):
        changes["age_band"] = None
    if not may(record, Scope.STORY):
        changes |= {"deed": "", "quote": None, "testimonials": (), "summary": "", "screen_text": ()}
    if is_minor(record) and minors.shows_school(record.identity):
        changes["identity"] = "学生"
    return changes


def _entries(record: Award, shown: Mapping[tuple[str, str], Record], today: date) -> tuple[AwardEntry, ...]:
    """The entries whose stage has come; no citation of somebody whose deeds may not be told."""
    if not record.shows_entries(today):
        return ()
    entries = []
    for entry in record.entries:
        named = shown.get(entry.ref.key)
        if named is not None:
            citation = entry.citation if may(named, Scope.STORY) else ""
            citation = minors.without_school(citation) if is_minor(named) else citation
            entries.append(dataclasses.replace(entry, citation=citation) if citation != entry.citation else entry)
    return tuple(entries)


@dataclass(frozen=True, slots=True)
class _Hide:
    """Takes out of the values of a record what may not be shown."""

    mask: Mask
    shown: Mapping[tuple[str, str], Record]
    minor: bool
    school: bool
    """Whether it names people, and its title shows a school."""
    own: tuple[str, ...]
    """`own_names` of the record."""
    portrait: bool
    """Whether pictures may be shown at all."""
    children: bool
    """Whether the record's consent covers the children in its pictures."""

    def value(self, name: str, value: Any) -> Any:  # noqa: ANN401 - any field of any record
        """The part of a value that may be shown; None for a group that names a record which may not."""
        if type(value) is str:
            return self._text(name, value)
        if isinstance(value, Ref):
            named = self.shown.get(value.key)
            return None if named is None or self._tells_school(named) else value
        if isinstance(value, Picture) and (value.consent is False or not self._may_show(value)):
            return None
        if isinstance(value, tuple):
            left = tuple(item for item in (self.value(name, part) for part in value) if item is not None)
            return value if len(left) == len(value) and all(map(is_, left, value)) else left
        return self._group(value) if parts(type(value)) else value

    def _tells_school(self, named: Record) -> bool:
        """Whether a minor and a school would stand on one page: each shows whom it names, and who names it."""
        return (self.minor and minors.shows_school(named.title)) or (self.school and is_minor(named))

    def _group(self, value: Any) -> Any:  # noqa: ANN401 - any group
        changes = self.changes(value)
        if any(after is None and isinstance(getattr(value, name), Ref) for name, after in changes.items()):
            return None
        return dataclasses.replace(value, **changes) if changes else value

    def changes(self, group: Any) -> dict[str, Any]:  # noqa: ANN401 - a record, or any group in one
        """The fields that show something which may not be shown, as they may be."""
        found = {}
        for name in parts(type(group)):
            before = getattr(group, name)
            if before is not None and (after := self.value(name, before)) is not before:
                found[name] = after
        return found

    def _text(self, name: str, text: str) -> str | None:
        if name in _ADDRESSES and self.mask.names_in(text):
            return None  # an address with another name in it would lead nowhere
        if name in MARKDOWN:  # while the names stand in it
            text = pictures.without(text, self._shows_face)
        text = self.mask.text(text)
        text = minors.without_school(text) if self.minor else text
        # Last, for with words hidden a text may read otherwise.
        return pictures.without(text, self._hides) if name in MARKDOWN else text

    def _hides(self, words: str) -> bool:
        """Whether a picture in a text is hidden for the words that are written of it."""
        return not self.portrait or (not self.children and minors.speaks_of_children(words))

    def _may_show(self, picture: Picture) -> bool:
        return not self._shows_face(words_of(picture)) and (self.children or not needs_guardian(picture, self.mask))

    def _shows_face(self, words: str) -> bool:
        return self.mask.faces is not None and self.mask.faces.found(words, self.own) is not None
