"""All records with their references resolved both ways."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hyqz_site import digest
from hyqz_site.lean import dataclass
from hyqz_site.memo import MISSING, Memo
from hyqz_site.model.context import as_list, several
from hyqz_site.model.fields import parts
from hyqz_site.model.kinds import BY_NAME, KIND_NAMES
from hyqz_site.model.looks import AT_FILES, AT_HEADS, Looks, Things
from hyqz_site.model.naming import nearest, nearest_person, nearest_title
from hyqz_site.model.pointers import EXAMPLES
from hyqz_site.model.values import Ref
from hyqz_site.patterns import later
from hyqz_site.problem import Problem, Problems, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hyqz_site.model.kinds.common import Origin, Record
    from hyqz_site.model.singletons import Singletons

R = TypeVar("R", bound="Record")
T = TypeVar("T")
W = TypeVar("W")

HEADS: Final = "heads"
"""The room for what was made of what all of them say besides their texts."""


@dataclass(frozen=True)
class Site:
    """Everything the content says, before any gate: only rules and gates may look at it."""

    singletons: Singletons
    records: Mapping[tuple[str, str], Record]
    """By kind and id, in the order of the kinds and of the files' paths."""
    broken: frozenset[tuple[str, str]]
    """Kind and id of records that could not be read."""
    origins: tuple[Origin, ...] = ()
    """Where every record was read from, also those that could not be made: what they name is checked as well."""

    incomplete: tuple[Record, ...] = ()
    """What could be read of records that could not be made: nobody is shown by them, but they name people."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of the bytes of the files that were read, by their paths."""
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)
    """What was found in files before."""
    proposed: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of records to be: those that have a name which cannot be an id were told to take these."""

    def of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of one class."""
        return self._by_class.get(cls, ())  # type: ignore[return-value]  # filed by their own class

    def find(self, ref: Ref) -> Record | None:
        """The record that `ref` names."""
        return self.records.get(ref.key)

    def is_broken(self, key: tuple[str, str]) -> bool:
        """Whether the record of this kind and id is known to be broken: no second problem at those who refer to it."""
        return key in self.broken or key in self.proposed

    def in_files(
        self, what: str, context: str, things: Mapping[str, W], look: Callable[[W], T | None]
    ) -> Mapping[str, T]:
        """What `look` finds in things that were read from files, by path; those where it finds nothing are left out.

        It is remembered, all in one piece: what is found is a function of the file's bytes, of how far the record is
        signed, and of `context`, nothing else. So only things are looked at whose files were not looked at before, as
        they are now.
        """
        return self.looks.found(AT_FILES, what, context, self._files_of(things), things, look)

    def in_heads(self, what: str, context: str, look: Callable[[Record], T | None]) -> Mapping[str, T]:
        """What `look` finds in what each record says besides its text, remembered as `in_files` does."""
        return self.looks.found(AT_HEADS, what, context, self._heads, self.records_by_path, look)

    def _files_of(self, things: Mapping[str, object]) -> Things:
        """The files of things: the same for all who ask for the same ones."""
        for of, files in self._asked_of:
            if of is things or files.digests.keys() == things.keys():
                return files
        digests = {path: self.digests.get(path, "") for path in things}
        for path, signed in self._signed.items():
            if digests.get(path):
                digests[path] += signed
        found = Things(digest.short(repr(digests).encode()), digests)
        self._asked_of.append((things, found))
        return found

    def check_files(
        self,
        what: str,
        context: str,
        things: Mapping[str, W],
        check: Callable[[W, Problems], None],
        problems: Problems,
    ) -> None:
        """Note what `check` notes of things that were read from files, remembered as `in_files` does."""

        def noted(thing: W) -> tuple[Problem, ...]:
            found = Problems()
            check(thing, found)
            return tuple(found)

        for one in self.in_files(what, context, things, noted).values():
            problems.extend(one)

    def of_heads(self, what: str, context: str, make: Callable[[], T]) -> T:
        """What `make` makes of what the records say besides their texts, and of `context`; it is remembered."""
        return self.memo.of(HEADS, what, digest.key(self.heads, context), make)

    def check_heads(self, what: str, context: str, check: Callable[[Problems], None], problems: Problems) -> None:
        """Note what `check` notes of what the records say besides their texts, and of `context`.

        Where it had nothing to say of the same, it has nothing to say now. What it had to say is not remembered: it
        stands at places of files that may have moved since.
        """
        entry = digest.key(self.heads, context)
        if self.memo.recall(HEADS, what, entry) is MISSING:
            found = Problems()
            check(found)
            problems.extend(found)
            if not tuple(found):
                self.memo.remember(HEADS, what, entry, None)

    @cached_property
    def heads(self) -> str:
        """The digest of all that the content says, but for the texts of records."""
        whole = [document.path for document in self.singletons.documents]
        whole += [origin.path for origin in self.origins if origin.path not in self.records_by_path]
        return digest.key(
            "\n".join(map("/".join, self.records)),
            "".join([record.origin.head for record in self.records.values()]),
            repr(self._signed),
            repr((sorted(self.broken), sorted(self.proposed), self.singletons.signatures)),
            *(f"{path} {self.digests.get(path) or _nothing_else()}" for path in whole),
        )

    @cached_property
    def looks(self) -> Looks:
        """What was found in files and in heads."""
        return Looks(self.memo)

    @cached_property
    def origins_by_path(self) -> Mapping[str, Origin]:
        """Where every record was read from, by the path of its file."""
        return {origin.path: origin for origin in self.origins}

    @cached_property
    def records_by_path(self) -> Mapping[str, Record]:
        """The records by the paths of their files."""
        return {record.origin.path: record for record in self.records.values()}

    @cached_property
    def incomplete_by_path(self) -> Mapping[str, Record]:
        """What could be read of records that could not be made, by the paths of their files."""
        return {record.origin.path: record for record in self.incomplete}

    @cached_property
    def _signed(self) -> Mapping[str, str]:
        """How far records are signed, by the paths of their files; of most sites nobody signs any."""
        return {path: repr(one.review) for path, one in self.records_by_path.items() if one.review}

    @cached_property
    def _heads(self) -> Things:
        signed = self._signed
        heads = {path: one.origin.head + signed.get(path, "") for path, one in self.records_by_path.items()}
        return Things(self.heads, heads)

    @cached_property
    def _asked_of(self) -> list[tuple[Mapping[str, object], Things]]:
        return []

    @cached_property
    def _by_class(self) -> Mapping[type[Record], tuple[Record, ...]]:
        return by_class(self.records.values())


def _nothing_else() -> str:
    """In place of the digest of bytes that nobody is certain of."""
    return os.urandom(16).hex()


def by_class(records: Iterable[Record]) -> Mapping[type[Record], tuple[Record, ...]]:
    """The records filed by their class, in their order."""
    found: dict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        found[type(record)].append(record)
    return {cls: tuple(filed) for cls, filed in found.items()}


def references(value: Any) -> Iterator[Ref]:  # noqa: ANN401 - any part of a record
    """Every reference in a record, whatever group or list it stands in."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from references(item)
    else:
        for name in parts(type(value)):
            yield from references(getattr(value, name))


def check_references(site: Site, problems: Problems) -> None:
    """Every reference names a record that exists; one known to be broken is no second problem."""
    for origin in site.origins:
        if all(key in site.records for key in origin.named):
            continue
        severity = Severity.WARNING if origin.is_draft else Severity.ERROR
        for ref in origin.refs:
            check_reference(site, ref, origin.path, severity, problems)


def check_reference(site: Site, ref: Ref, path: str, severity: Severity, problems: Problems) -> None:
    """Note where `ref`, written in the file `path`, names no record."""
    key = ref.key
    if key in site.records or site.is_broken(key):
        return
    message, hint = _dangling(site, ref)
    problems.add(path, ref.at, "dangling-reference", message, hint, severity=severity)


def _dangling(site: Site, ref: Ref) -> tuple[str, str]:
    """What to say of a reference that names no record, and how to mend it."""
    if not ref.kind:
        return _without_kind(site, ref.text)
    kind = BY_NAME[ref.kind]
    if not ref.id:
        return f"“{ref.text}”缺少编号", f"请写成“类别/编号”，例如 {kind.address(EXAMPLES[kind.name])}"
    ids = {id_: record for (kind_name, id_), record in site.records.items() if kind_name == kind.name}
    return f"“{kind.label}”里的 {ref.id} 不存在", _meant_id(site, ref, ids) or (
        f"请先在 content/{kind.collection}/ 里建这条记录，或改成已有的编号。"
    )


def _meant_id(site: Site, ref: Ref, ids: Mapping[str, Record]) -> str:
    """A hint that names the id that was probably meant; empty where none was."""
    return _named(site, ref, ids) or _parted(ref, ids) or _guessed(ref, ids)


def _named(site: Site, ref: Ref, ids: Mapping[str, Record]) -> str:
    """The same where a name stands there instead."""
    named = {id_: one for id_, one in ids.items() if ref.id in {one.title, getattr(one, "display_name", None)}}
    if not named:
        return ""
    id_, record = next(iter(named.items()))
    is_one = len(named) == 1
    return f"这里要写编号，不是名称：{id_}（{record.title}）" if is_one else _several(site, ref.id, named)


def _parted(ref: Ref, ids: Mapping[str, Record]) -> str:
    """The same where there is more than an id: what explains it, or others."""
    kind, slash, _ = ref.text.rpartition(ref.id)[0].partition("/")
    explained = _EXPLAINED.fullmatch(ref.id)
    if explained and (known := [part for part in explained.groups() if part in ids]):
        return f"只写编号：{kind}{slash}{known[0]}"
    found = [one if "/" in one else f"{kind}{slash}{one}" for one in several(ref.text) if one]
    if len(found) > 1:
        return f"这里只能写一项：{'，还是'.join(found)}？" if ref.is_only else f"几项之间{as_list(found)}"
    return "是不是下一行开头少了“- ”？列表的每一项都要以“- ”开头。" if ref.many_lines else ""


def _guessed(ref: Ref, ids: Mapping[str, Record]) -> str:
    """The same where one is near."""
    if ref.kind == "volunteer":
        person = nearest_person(ref.id, ids)
        return f"是不是 {person}（{ids[person].title}）？{SAME}" if person else GONE
    if guess := nearest(ref.id, ids):
        return f"是不是 {guess}（{ids[guess].title}）？"
    titled = nearest_title(ref.id, [record.title for record in ids.values()])
    found = next((id_ for id_, record in ids.items() if titled and record.title == titled), "")
    return f"是不是 {found}（{titled}）？这里要写编号。" if found else ""


def _several(site: Site, name: str, named: Mapping[str, Record]) -> str:
    """A hint that leaves it to the editor which of those with one name was meant, and says what tells them apart."""
    said = [f"{id_}（{_known_by(site, record)}）" for id_, record in named.items()]
    return f"叫“{name}”的有 {len(named)} 条：{'、'.join(said)}。请核对是哪一条，写它的编号。"


def _known_by(site: Site, record: Record) -> str:
    """What tells a record from one of the same name: where it belongs; where it says nothing of that, its file."""
    refs = (record.community, *getattr(record, "teams", ()))
    places = [found.title for ref in refs if ref and (found := site.find(ref))]
    return "，".join([*places, *filter(None, [getattr(record, "identity", "")])]) or record.origin.path


_EXPLAINED: Final = later(r"([^（(]+?)\s*[（(]([^）)]+)[）)]")
"""An id with its name behind it, as messages and new records write them, or a name with its id."""
GONE: Final = "这条记录不见了，或者还没有建：编号写错的请改，误删的请找回；要撤下请用 hyqz withdraw，不要删文件。"
"""Of a person whose record is missing: nobody else is offered in their place."""
SAME: Final = "不是同一个人就不要改。"
"""Of a person who was probably meant."""
_FILE: Final = later(r"\Acontent/|(?:/index)?\.(?:md|ya?ml)\Z")
"""What the path of a record's file has besides its collection and its id."""


def _without_kind(site: Site, written: str) -> tuple[str, str]:
    """The same for a reference of any kind whose kind cannot be told."""
    plain = _FILE.sub("", unicodedata.normalize("NFKC", written).strip("/"))
    named = {
        BY_NAME[kind].address(id_): record
        for (kind, id_), record in site.records.items()
        if written == record.title or plain == id_
    }
    for address in named:
        hint = f"请写成：{address}" if len(named) == 1 else _several(site, written, named)
        return f"“{written}”缺少类别", hint
    head, slash, tail = plain.partition("/")
    kind = KIND_NAMES.get(head, "")
    if (kind, tail) in site.records:
        said = "是文件的位置" if _FILE.search(written) else "不存在"
        return f"“{written}”{said}", f"这里写类别和编号：{BY_NAME[kind].address(tail)}"
    same_id = [kind for kind, id_ in site.records if id_ == tail]
    if slash and same_id:
        return f"“{written}”不存在：没有“{head}”这一类", f"是不是 {BY_NAME[same_id[0]].address(tail)}？"
    guess = BY_NAME[kind].label if kind else nearest(head, [word for word in KIND_NAMES if not word.isascii()])
    example = f"{guess}/{tail}" if guess and tail else f"{guess or '志愿者'}/{EXAMPLES[KIND_NAMES[guess or '志愿者']]}"
    return f"“{written}”不存在", f"请写成“类别/编号”，例如 {example}"
