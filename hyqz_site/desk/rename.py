"""`hyqz rename`: another id for a record, and every reference to it rewritten; nothing else changes in any file.

The plan is proved before anything is written: every edited file is read again and must name the same records as before,
with the new id in place of the old one. What cannot be rewritten with certainty is refused, with its place.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError, edit, new, which
from hyqz_site.desk.edit import EditError
from hyqz_site.lean import dataclass
from hyqz_site.model import catalogue, decode, singletons
from hyqz_site.model.kinds import FIELD_NAMES, KIND_NAMES, KINDS
from hyqz_site.model.kinds.film import FILM
from hyqz_site.model.media import Library
from hyqz_site.problem import Position, Problems
from hyqz_site.render import bodies, links, markdown, routes
from hyqz_site.source import decoding, document
from hyqz_site.source.nodes import Broken, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as AbstractMapping

    from hyqz_site.model.catalogue import RecordFile
    from hyqz_site.model.kinds.common import Kind, Origin, Record
    from hyqz_site.model.site import Site

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_COMMUNITY: Final = frozenset({"community", "社区"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What a renaming does: the files with their new bytes, and what is moved where (a file, or a folder)."""

    files: AbstractMapping[str, bytes]
    source: str
    target: str
    references: int
    """How many places name the record, lines of the ledger among them."""
    alias: str = ""
    """The old address, kept as a redirect; empty where there was none."""


def plan(
    site: Site,
    files: AbstractMapping[str, bytes],
    kind: Kind,
    names: tuple[str, str],
) -> Plan:
    """What to do so that the record `names[0]` of `kind` becomes `names[1]`.

    `files` are the bytes below `content/` that are text; the values of others are not looked at. Raises DeskError.
    """
    old, wanted = names
    found = catalogue.catalogue(files).records
    file = _the_file(found, kind, old, site)
    _refuse_target(site, found, kind, old, wanted)
    source, target = _move(file, wanted, files)
    job = _Job(site, files, Library(frozenset(files)), kind, old, wanted)
    edited = job.rewritten(source, is_folder=source != file.path)
    ledger, signed = _ledger(files, kind, old, wanted)
    edited |= ledger
    alias = ""
    if not file.fault and kind.name != "screen":
        alias = routes.record(kind.collection, old)
        data = edited.get(file.path, files[file.path])
        edited[file.path] = _with_alias(file.path, data, kind, alias, routes.record(kind.collection, wanted))
    changed = {path: data for path, data in edited.items() if data != files[path]}
    return Plan(changed, source, target, job.count + signed, alias)


def _the_file(found: list[RecordFile], kind: Kind, old: str, site: Site) -> RecordFile:
    mine = [file for file in found if file.kind is kind and file.id == unicodedata.normalize("NFC", old)]
    mine = mine or [file for file in found if file.kind is kind and unicodedata.normalize("NFC", file.id) == old]
    if not mine:
        raise which.missing((kind.name, old), site)
    if len(mine) > 1:
        raise DeskError(f"编号 {old} 有 {len(mine)} 个文件：{'、'.join(file.path for file in mine)}。请先手工改名。")
    return mine[0]


def _refuse_target(site: Site, found: list[RecordFile], kind: Kind, old: str, wanted: str) -> None:
    fault = new.bad_id(kind, wanted)
    if fault:
        raise DeskError(f"{fault}，现在是“{wanted}”。")
    if wanted == old:
        raise DeskError(f"编号本来就是 {wanted}，没有改动。")
    other = next((file.path for file in found if file.kind is kind and file.id.lower() == wanted != old.lower()), "")
    if other:
        raise DeskError(f"编号 {wanted} 已经有了：{other}。请换一个编号。")
    address = routes.record(kind.collection, wanted)
    for record in site.records.values():
        is_own = type(record) is kind.record and record.id == old
        if address in {alias.lower() for alias in record.aliases} and not is_own:
            raise DeskError(f"{address} 是“{record.title}”（{record.origin.path}）的旧网址。请换一个编号。")


def _move(file: RecordFile, wanted: str, files: AbstractMapping[str, bytes]) -> tuple[str, str]:
    folder, name = posixpath.split(file.path)
    stem, suffix = posixpath.splitext(name)
    if stem == "index" and posixpath.basename(folder) == file.id:
        source, target = folder, posixpath.join(posixpath.dirname(folder), wanted)
    else:
        source, target = file.path, posixpath.join(folder, f"{wanted}{suffix}")
    in_the_way = [path for path in files if path.lower() == target or path.lower().startswith(f"{target}/")]
    if any(not path.startswith((f"{source}/", source)) for path in in_the_way):
        raise DeskError(f"{target} 已经有了，请换一个编号或先移走它。")
    return source, target


# References


@dataclass(slots=True)
class _Job:
    """Rewrites the references to one record."""

    site: Site
    files: AbstractMapping[str, bytes]
    library: Library
    kind: Kind
    old: str
    wanted: str
    count: int = 0

    def rewritten(self, source: str, *, is_folder: bool) -> dict[str, bytes]:
        """The files that name the record, naming it by its new id."""
        edited = {}
        for path in sorted(self._texts()):
            data = self.files[path]
            origin = next((origin for origin in self.site.origins if origin.path == path), None)
            text = _text(path, data)
            if text is None or unicodedata.normalize("NFC", self.old) not in unicodedata.normalize("NFC", text):
                continue
            if is_folder and not path.startswith(f"{source}/"):
                self._refuse_borrowed_media(path, origin, source)
            read = document.parse(path, data, FIELD_NAMES, Problems())
            if read is None or _has_broken(read.tree.root):
                raise DeskError(f"{path} 里有读不懂的地方，又提到了 {self.old}。请先运行 hyqz check，按提示改好它。")
            spans = [*self._spans_of_refs(path, text, read, origin), *self._spans_of_links(path, text, read, origin)]
            if not spans:
                continue
            self.count += len(spans)
            after = _spliced(path, data, text, spans)
            self._prove(path, data, after)
            edited[path] = after
        return edited

    def _texts(self) -> Iterator[str]:
        records = {file.path for file in catalogue.catalogue(self.files).records}
        yield from records
        if singletons.ROSTER_FILE in self.files:
            yield singletons.ROSTER_FILE

    def _refuse_borrowed_media(self, path: str, origin: Origin | None, source: str) -> None:
        for _, media in origin.media if origin else ():
            found = self.library.find(path, media.path)
            if found and found.startswith(f"{source}/"):
                raise DeskError(
                    f"{path}:{media.at.line} 用了 {source} 文件夹里的 {media.path}。请先把它移到 content/media/。"
                )

    def _is_old(self, kind: str, id_: str) -> bool:
        return kind == self.kind.name and id_ == unicodedata.normalize("NFC", self.old)

    def _spans_of_refs(
        self, path: str, text: str, read: document.Document, origin: Origin | None
    ) -> Iterator[tuple[int, int, str]]:
        starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        for at, written in _references(path, read, origin, self._is_old):
            start = starts[at.line - 1] + at.column - 1
            if text[start : start + 1] in {'"', "'"}:
                start += 1
            raw = text[start : start + len(written)]
            place = raw.rfind(self.old)
            if raw != written or place < 0:
                raise DeskError(f"{path}:{at.line} 里的“{written}”写法太特殊，请先手工改成普通的写法。")
            yield start + place, start + place + len(self.old), self.wanted

    def _spans_of_links(
        self, path: str, text: str, read: document.Document, origin: Origin | None
    ) -> Iterator[tuple[int, int, str]]:
        texts = _texts_of(decode.decode(_kind_of(path), "x", read, Problems()).record) if origin else [read.body]
        wanted = {
            target
            for body in texts
            for target in markdown.parse(body).links
            if (meant := links.meant(target)) and self._is_old(meant.kind, meant.id)
        }
        starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        begin = (
            0
            if path.startswith(f"content/{FILM.collection}/")
            else starts[read.body_line - 1]
            if read.body_line
            else len(text)
        )
        seen: set[tuple[int, int]] = set()
        for target in sorted(wanted, key=len, reverse=True):
            mark = re.escape(target)
            opening = r"(?:[\]】][ \t\u3000]*[(（]\s*<?|\]:[ \t]*<?|href\s*=\s*[\"']?)"
            pattern = re.compile(rf"{opening}(?P<target>{mark})(?=[\s)）>\"'\r\n]|\Z)", re.IGNORECASE)
            for found in pattern.finditer(text, begin):
                path_part = found.group("target").partition("#")[0].removesuffix(".html")
                place = found.start("target") + path_part.rfind(self.old)
                span = place, place + len(self.old)
                if span not in seen:
                    seen.add(span)
                    yield *span, self.wanted

    def _prove(self, path: str, before: bytes, after: bytes) -> None:
        """The edited file names what it named before, with the new id in place of the old one."""
        if [self._renewed(one) for one in self._named(path, before)] != list(self._named(path, after)):
            raise DeskError(f"{path} 的写法太特殊，改不准，没有改动。请先手工改那里的 {self.old}。")

    def _renewed(self, one: tuple[str, str]) -> tuple[str, str]:
        return (one[0], self.wanted) if self._is_old(*one) else one

    def _named(self, path: str, data: bytes) -> Iterator[tuple[str, str]]:
        read = document.parse(path, data, FIELD_NAMES, Problems())
        if read is None:
            return
        if path == singletons.ROSTER_FILE:
            for _, written in _roster(read):
                yield "community", written.rpartition("/")[2]
            return
        decoded = decode.decode(_kind_of(path), "x", read, Problems())
        for ref in decoded.origin.refs:
            yield ref.key
        for body in _texts_of(decoded.record):
            for target in markdown.parse(body).links:
                meant = links.meant(target)
                if meant:
                    yield meant.kind, meant.id


def _texts_of(record: Record) -> list[str]:
    """The Markdown texts of a record, also of one that lacks something."""
    return [text for _, text in bodies.texts(record) if text]


def _references(
    path: str, read: document.Document, origin: Origin | None, is_old: Callable[[str, str], bool]
) -> Iterator[tuple[Position, str]]:
    """The place and the text of every reference in the fields of a file that names the record."""
    if path == singletons.ROSTER_FILE:
        yield from ((at, text) for at, text in _roster(read) if is_old("community", text.rpartition("/")[2]))
    elif origin:
        yield from ((ref.at, ref.text) for ref in origin.refs if is_old(*ref.key))


def _roster(read: document.Document) -> Iterator[tuple[Position, str]]:
    """The community of every post, also of one that cannot be read as a whole."""
    root = read.tree.root
    for item in root.items if isinstance(root, Sequence) else ():
        for entry in item.entries if isinstance(item, Mapping) else ():
            if entry.key.text in _COMMUNITY and isinstance(entry.value, Scalar):
                yield entry.value.at, entry.value.text.strip()


def _has_broken(node: Node) -> bool:
    if isinstance(node, Mapping):
        return any(_has_broken(entry.value) for entry in node.entries)
    if isinstance(node, Sequence):
        return any(map(_has_broken, node.items))
    return isinstance(node, Broken)


def _kind_of(path: str) -> Kind:
    return next(kind for kind in KINDS if kind.collection == path.split("/")[1])


def _text(path: str, data: bytes) -> str | None:
    decoded = decoding.decode(path, data, Problems())
    return decoded.text if decoded else None


def _spliced(path: str, data: bytes, text: str, spans: list[tuple[int, int, str]]) -> bytes:
    """The bytes of the file with the spans replaced; every other byte as it was."""
    decoded = decoding.decode(path, data, Problems())
    encoding = decoded.encoding if decoded else "utf-8"
    pieces: list[bytes] = []
    after = 0
    for start, end, written in sorted(spans):
        pieces += [text[after:start].encode(encoding), written.encode(encoding)]
        after = end
    pieces.append(text[after:].encode(encoding))
    mark = data[: len(data) - len(text.encode(encoding))]
    if mark + text.encode(encoding) != data:
        raise DeskError(f"{path} 的编码太特殊。请先运行 hyqz fix，再改名。")
    return mark + b"".join(pieces)


# The ledger and the old address


def _ledger(files: AbstractMapping[str, bytes], kind: Kind, old: str, wanted: str) -> tuple[dict[str, bytes], int]:
    """`reviews.csv` with the record's lines under its new id, where there are any; and how many."""
    path = singletons.REVIEWS_FILE
    text = _text(path, files[path]) if path in files else None
    if text is None:
        return {}, 0
    words = "|".join(re.escape(word) for word, name in KIND_NAMES.items() if name == kind.name)
    pattern = re.compile(rf'(?m)^("?(?:{words})/){re.escape(old)}(?="?(?:,|\r|\n|\Z))')
    spans = [(found.end(1), found.end(), wanted) for found in pattern.finditer(text)]
    return ({path: _spliced(path, files[path], text, spans)} if spans else {}), len(spans)


def _with_alias(path: str, data: bytes, kind: Kind, alias: str, own: str) -> bytes:
    """The record with its old address among its 旧网址, and without the one that is its own again."""
    cls: type = kind.record
    read = document.parse(path, data, FIELD_NAMES, Problems())
    origin = decode.decode(kind, "x", read, Problems()).origin if read else None
    there = _aliases(origin)
    kept = [written for written in there if _address(written) != own]
    try:
        if len(kept) < len(there):
            wanted = kept if any(_address(written) == alias for written in kept) else [*kept, alias]
            return edit.set_field(path, data, cls, "aliases", wanted)
        if any(_address(written) == alias for written in there):
            return data
        return edit.add_item(path, data, cls, "aliases", alias)
    except EditError as error:
        raise DeskError(str(error)) from error


def _aliases(origin: Origin | None) -> list[str]:
    place = origin.places.get("aliases") if origin else None
    value = place.value if place else None
    items = value.items if isinstance(value, Sequence) else (value,)
    return [item.text.strip() for item in items if isinstance(item, Scalar)]


def _address(written: str) -> str:
    path = written.removeprefix("/").lower()
    return f"{path}index.html" if path.endswith("/") else path
