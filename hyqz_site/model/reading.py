"""All files of a project → the `Site`: every record and singleton, and every problem of the files themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from hyqz_site import forked
from hyqz_site.memo import MISSING, Memo, bucket, in_lots
from hyqz_site.model import decode, singletons
from hyqz_site.model.catalogue import Repeat, report_bad_id, report_repeats
from hyqz_site.model.kinds import KINDS, RECORDS, known_names
from hyqz_site.model.ledger import read_ledger
from hyqz_site.model.media import Library
from hyqz_site.model.reviews import Review, check_signers, judge, paper
from hyqz_site.model.singletons import Ledger, Post, Rules, Settings, Singletons
from hyqz_site.model.site import Site, check_reference
from hyqz_site.problem import Position, Problem, Problems, Severity
from hyqz_site.source import decoding, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hyqz_site.model.catalogue import Catalogue, RecordFile
    from hyqz_site.model.context import Trail
    from hyqz_site.model.decode import Decoded
    from hyqz_site.model.kinds.common import Origin, Record
    from hyqz_site.model.ledger import Row
    from hyqz_site.source.document import Document
    from hyqz_site.source.tree import Inputs, SourceFile

ROOM: Final = "records"
_KNOWN: Final = known_names(*RECORDS, Post, Settings, Rules)
"""Every name of a field of any file."""


def read_site(
    inputs: Inputs,
    found: Catalogue,
    problems: Problems,
    memo: Memo | None = None,
    jobs: int = 1,
    meanwhile: Callable[[], None] | None = None,
) -> Site:
    """All records and singletons; every problem of the files themselves is noted.

    `memo` remembers what a file gave: a record is a function of its file's bytes and place alone. `jobs` is how many
    processes may read; where they do, this one does `meanwhile`.
    """
    memo = memo or Memo()
    files = memo.hold("files", found.records, partial(_in_order, found.records))
    reads = _read_records(files, inputs, memo, jobs, meanwhile)
    filing = memo.hold("filing", files, partial(_Filing, files))
    for file in filing.file(reads):
        decoded, _ = reads[file.path]
        if decoded:
            decoded.origin.read_again_by(partial(_nodes_of, file, inputs.files[file.path]))
    problems.extend(filing.problems)
    singles = _read_singletons(inputs, problems)
    library = Library(frozenset(found.media), inputs.outside)
    reviewed = _reviewed(filing.records, singles, library, inputs)
    site = Site(
        singles,
        reviewed,
        frozenset(filing.broken),
        tuple(filing.origins.values()),
        tuple(filing.incomplete),
        {file.path: file.digest for file in inputs.under("content") if file.is_read},
        memo,
        frozenset(filing.proposed),
    )
    for post, _ in site.singletons.roster:
        if post.community:
            check_reference(site, post.community, singletons.ROSTER_FILE, Severity.ERROR, problems)
    return site


_Read = tuple["Decoded | None", tuple[Problem, ...]]
"""What a file holds, and what is wrong with it."""


class _Filing:
    """What was read, sorted by what it is; where single records are edited nothing else is sorted again."""

    def __init__(self, files: Sequence[RecordFile]) -> None:
        """Nothing was read yet of these files."""
        self._files = files
        self._reads: Mapping[str, _Read] = {}
        self.records: dict[tuple[str, str], Record] = {}
        self.origins: dict[str, Origin] = {}
        """By path."""
        self.broken: set[tuple[str, str]] = set()
        self.proposed: set[tuple[str, str]] = set()
        self.incomplete: list[Record] = []
        self._repeats: list[Repeat] = []
        self.problems: tuple[Problem, ...] = ()

    def file(self, reads: Mapping[str, _Read]) -> list[RecordFile]:
        """Take what every file holds, by path; gives those that hold something else than before."""
        before, self._reads = self._reads, reads
        others = [file for file in self._files if before.get(file.path) is not reads[file.path]]
        if before and all(self._is_edited(file, before[file.path], reads[file.path]) for file in others):
            self.records, self.origins = self.records.copy(), self.origins.copy()
            for file in others:
                self._take(file, reads[file.path])
        else:
            self.records, self.origins, self.incomplete, self._repeats = {}, {}, [], []
            self.broken, self.proposed = set(), set()
            problems, offered = Problems(), defaultdict[str, set[str]](set)
            for file in self._files:
                self._sort(file, reads[file.path], offered[file.kind.name], problems)
            report_repeats(self._repeats, problems)
            self.problems = tuple(problems)
        return others

    def _is_edited(self, file: RecordFile, before: _Read, now: _Read) -> bool:
        """Whether a record took the place of another one, with nothing to say of either."""
        known = self.records.get((file.kind.name, file.id))
        return bool(before[0] and known is before[0].record and _is_plain(file, before) and _is_plain(file, now))

    def _take(self, file: RecordFile, read: _Read) -> None:
        decoded, _ = read
        assert decoded is not None  # noqa: S101 - it is plain
        self.records[file.kind.name, file.id] = decoded.record
        self.origins[file.path] = decoded.origin

    def _sort(self, file: RecordFile, read: _Read, offered: set[str], problems: Problems) -> None:
        key = (file.kind.name, file.id)
        if _is_plain(file, read) and key not in self.records:
            self._take(file, read)
            return
        decoded, noted = read
        problems.extend(noted)
        severity = Severity.ERROR
        if decoded:
            self.origins[file.path] = decoded.origin
            severity = Severity.WARNING if decoded.origin.is_draft else Severity.ERROR
        is_repeat = not file.fault and key in self.records
        if file.fault:
            taken = {one.id for one in self._files if one.kind is file.kind}
            report_bad_id(file, taken, offered, severity, problems)
            self.proposed |= {(file.kind.name, id_) for id_ in offered}
        elif is_repeat:
            self._repeats.append(Repeat(file, self.records[key].origin.path, severity))
        elif decoded and decoded.is_complete:
            self.records[key] = decoded.record
            return
        if not is_repeat:
            self.broken.add(key)
        if decoded:  # a repeat, too: it says whom its pictures show
            self.incomplete.append(decoded.record)


def _is_plain(file: RecordFile, read: _Read) -> bool:
    """Whether there is a record and nothing to say of it."""
    decoded, noted = read
    return bool(decoded and decoded.is_complete and not noted and not file.fault)


def _in_order(files: Iterable[RecordFile]) -> list[RecordFile]:
    """The files in the order of the kinds and of their paths."""
    order = {kind.name: number for number, kind in enumerate(KINDS)}
    return sorted(files, key=lambda file: (order[file.kind.name], file.path))


def _read_records(
    files: Sequence[RecordFile], inputs: Inputs, memo: Memo, jobs: int, meanwhile: Callable[[], None] | None
) -> dict[str, _Read]:
    """What every file holds, by path: remembered or read now."""
    if len(files) >= forked.WORTH_IT and not memo.names(ROOM):
        return _read_all(files, inputs, memo, jobs, meanwhile)
    certain = {file.path: _key(file, at) for file in files if (at := inputs.files[file.path].digest)}
    known: dict[str, _Read] = memo.recall_all(ROOM, certain)
    new: list[tuple[RecordFile, bytes]] = []
    keys: dict[str, str] = {}
    for file in [file for file in files if file.path not in known]:
        data, digest = inputs.files[file.path].read_with_digest()
        keys[file.path] = _key(file, digest)
        found = memo.recall(ROOM, file.path, keys[file.path])
        if found is MISSING:
            new.append((file, data))
        else:
            known[file.path] = found
    for (file, _), (found, written) in zip(
        new, forked.mapped(_read_for_all, new, jobs, meanwhile=meanwhile), strict=True
    ):
        memo.remember(ROOM, file.path, keys[file.path], found)
        if found[0] and written:
            found[0].origin.say_written(written)
        known[file.path] = found
    return known


def _read_all(
    files: Sequence[RecordFile], inputs: Inputs, memo: Memo, jobs: int, meanwhile: Callable[[], None] | None
) -> dict[str, _Read]:
    """The same where nothing is remembered: who reads a file seals what it holds, for this process and for the disk."""
    by_path = {file.path: file for file in files}
    lots = [[by_path[path] for path in lot] for lot in in_lots(tuple(by_path))]

    def read_lot(lot: list[RecordFile]) -> tuple[bytes, list[tuple[str, str, tuple[str, str] | None]]]:
        """A bucket of the memo; what else is to be known of each file: its path, its digest, what is written in it."""
        values: dict[str, tuple[str, _Read]] = {}
        told = []
        for file in lot:
            data, digest = inputs.files[file.path].read_with_digest()
            found, written = _read_for_all((file, data))
            values[file.path] = _key(file, digest), found
            told.append((file.path, digest, written))
        return bucket(values), told

    buckets, told = zip(*forked.mapped(read_lot, lots, jobs, meanwhile=meanwhile, are_large=True), strict=True)
    known: dict[str, _Read] = memo.take(ROOM, buckets)
    for path, digest, written in chain.from_iterable(told):
        inputs.files[path].was(digest)
        decoded, _ = known[path]
        if decoded and written:
            decoded.origin.say_written(written)
    return known


def _read_for_all(new: tuple[RecordFile, bytes]) -> tuple[_Read, tuple[str, str] | None]:
    """What a file holds, and what is written in it: the rules look at that, and nodes do not travel."""
    found = _read_record(*new)
    return found, found[0].origin.written if found[0] else None


def _key(file: RecordFile, data: str) -> str:
    """What decides what a file holds, but for its path; `data` is the digest of its bytes."""
    return f"{file.kind.name}/{file.id} {data}"


def _read_record(file: RecordFile, data: bytes) -> _Read:
    problems = Problems()
    read = document.parse(file.path, data, _KNOWN, problems)
    return (decode.decode(file.kind, file.id, read, problems) if read else None), tuple(problems)


def _nodes_of(file: RecordFile, source: SourceFile) -> tuple[Document, Trail]:
    decoded, _ = _read_record(file, source.read_same())
    assert decoded is not None  # noqa: S101 - it gave a record before
    return decoded.origin.nodes


def _read_singletons(inputs: Inputs, problems: Problems) -> Singletons:
    settings, rules_data = None, None
    documents: list[Document] = []
    roster: tuple[tuple[Post, Position], ...] = ()
    for path in (singletons.SITE_FILE, singletons.RULES_FILE, singletons.ROSTER_FILE):
        if path not in inputs.files:
            continue
        read = document.parse(path, inputs.files[path].read(), _KNOWN, problems)
        if read is None:
            continue
        documents.append(read)
        if path == singletons.SITE_FILE:
            settings = decode.decode_mapping(Settings, read, problems)
        elif path == singletons.RULES_FILE:
            rules_data = decode.decode_mapping(Rules, read, problems, singletons.check_rules)
        else:
            roster = decode.decode_list(Post, read, problems, singletons.check_post)
    signatures: tuple[Row, ...] | None = None
    if singletons.REVIEWS_FILE in inputs.files:
        found = Problems()  # whatever Excel makes of its encoding is read, and nobody is to change it by hand
        decoded = decoding.decode(singletons.REVIEWS_FILE, inputs.files[singletons.REVIEWS_FILE].read(), found)
        problems.extend(problem for problem in found if problem.code != "legacy-encoding")
        signatures = read_ledger(decoded.text, problems) if decoded else ()
        check_signers(signatures, (post for post, _ in roster), problems)
    return Singletons(
        settings=settings or Settings(title="", organiser=""),
        rules=rules_data or Rules(),
        roster=roster,
        documents=tuple(documents),
        signatures=signatures,
    )


def _reviewed(
    records: Mapping[tuple[str, str], Record],
    singles: Singletons,
    library: Library,
    inputs: Inputs,
) -> Mapping[tuple[str, str], Record]:
    """The records, each with how far it is signed, where a ledger is kept or has to be."""
    if not singles.has_ledger:
        return records
    is_required = singles.settings.ledger is Ledger.REQUIRED
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in singles.signatures or ():
        rows[row.record].append(row)
    posts = tuple(post for post, _ in singles.roster)

    def review(key: tuple[str, str], record: Record) -> Review:
        if key not in rows:
            return Review(is_required=is_required)
        digest = paper(record, library, lambda path: inputs.files[path].read()).digest
        return judge(rows[key], digest, posts, is_required=is_required)

    return {key: replace(record, review=review(key, record)) for key, record in records.items()}
