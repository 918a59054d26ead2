"""Which file is what: a record with its id, a singleton, media, or nothing we know (content model §1)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.lean import dataclass
from hyqz_site.model import singletons
from hyqz_site.model.kinds import BY_COLLECTION
from hyqz_site.model.kinds.common import PICTURES
from hyqz_site.model.naming import as_word, id_fault, suggest_id
from hyqz_site.patterns import later
from hyqz_site.problem import WHOLE_FILE, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hyqz_site.model.kinds.common import Kind
    from hyqz_site.problem import Problems

RECORD_SUFFIXES: Final = (".md", ".yaml", ".yml")
MEDIA_SUFFIXES: Final = (*PICTURES, ".mp4", ".vtt")
_COPY: Final = later(
    r"(?i)\A(?:复件|副本|copy of)[\s_-]+"
    r"|(?:[\s_-]*[（(\[【](?:\d+|[^（(\[【]*(?:副本|冲突|备份|copy|conflict)[^（(\[【]*)[)）\]】]"
    r"|[\s._-]*(?:副本|复件|备份|冲突|最终版?|定稿|新版|旧版|copy|backup|bak)[\s\d_-]*+)+\Z"
)
"""What programs and people write around the name of a file that they save once more."""
_SINGLETONS: Final = frozenset(
    {singletons.SITE_FILE, singletons.RULES_FILE, singletons.ROSTER_FILE, singletons.REVIEWS_FILE}
)


class RecordFile(NamedTuple):
    """A file that holds a record: a tuple, as every build has thousands."""

    path: str
    kind: Kind
    id: str
    fault: str
    """Why the id cannot be one; empty where it can."""


@dataclass(slots=True)
class Catalogue:
    """The files below `content/`, sorted by what they are."""

    records: list[RecordFile] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    """Files that a record may use."""
    strays: list[str] = field(default_factory=list)
    """Files that are nothing we know."""


def catalogue(paths: Iterable[str]) -> Catalogue:
    """Sort the files below `content/`; what nothing uses is reported when all records are known."""
    paths = sorted(paths)
    record_folders = {_folder(path) for path in paths if _is_index(path)}
    result = Catalogue()
    for path in paths:
        parts = tuple(path.split("/")[1:])
        if path in _SINGLETONS or "/_" in path or "/." in path:
            continue
        kind = BY_COLLECTION.get(parts[0]) if len(parts) > 1 else None
        if kind and path.lower().endswith(RECORD_SUFFIXES) and not _is_beside_a_record(path, record_folders):
            id_ = _id_of(path)
            result.records.append(RecordFile(path, kind, id_, id_fault(id_, page=kind.name == "page")))
        elif path.lower().endswith(MEDIA_SUFFIXES):
            result.media.append(path)
        else:
            result.strays.append(path)
    return result


def _is_index(path: str) -> bool:
    is_named_so = "/index." in path and _stem(path) == "index"  # hardly any is
    return is_named_so and path.lower().endswith(RECORD_SUFFIXES) and path.count("/") > 2


def _id_of(path: str) -> str:
    return _folder(path).rpartition("/")[2] if _is_index(path) else _stem(path)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _stem(path: str) -> str:
    """The name of a file, which has a suffix, without it."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _is_beside_a_record(path: str, record_folders: set[str]) -> bool:
    """Whether the file lies in the folder of a record (or below), whose record is its `index` file."""
    if not record_folders:
        return False
    own = _folder(path)
    above = own
    while above := _folder(above):
        if above in record_folders:
            return True
    return own in record_folders and not _is_index(path)


_SUFFIX_TWICE: Final = later(r"(?:\.(?:md|ya?ml|txt|markdown))+\Z", re.IGNORECASE)
"""What is left of the suffixes where a file has two, as Windows gives it that does not show the first."""


def report_bad_id(
    file: RecordFile, taken: Collection[str], offered: set[str], severity: Severity, problems: Problems
) -> None:
    """Note that the name of a record's file cannot be its id.

    `taken` are the ids of its kind, and `offered` those that were proposed for others of it: what is proposed for this
    one is added.
    """
    way_out = _way_out(file, taken, offered)
    problems.add(file.path, WHOLE_FILE, "bad-id", f"{file.fault}，现在是“{file.id}”", way_out, severity=severity)


def _way_out(file: RecordFile, taken: Collection[str], offered: set[str]) -> str:
    """What to do about a name that cannot be an id."""
    is_folder = _is_index(file.path)
    where = "文件夹" if is_folder else "文件"
    suffix = f".{file.path.rpartition('.')[2].lower()}"
    if original := _original(file, taken):
        return f"像是另存的一份：请和 {original} 比较以后删掉一个{where}。"
    if file.id.lower() == "index" and not is_folder and file.path.count("/") > 2:
        offered.add(file.path.split("/")[-2])
        return f"文件夹就是一条记录的话，请把文件改名为 index{suffix}，全部小写"
    plain = _SUFFIX_TWICE.sub("", file.id)
    better, number = _suggested(plain, file.kind), 2
    while better in taken or better in offered:
        better, number = f"{better.removesuffix(f'-{number - 1}')}-{number}", number + 1
    offered.add(better)
    is_twice = plain != file.id and not is_folder
    renamed = f"后缀写了两次，请把文件改名为 {better}{suffix}" if is_twice else f"请把{where}改名为 {better}"
    return f"{renamed}，或运行：hyqz rename {as_word(file.kind.address(file.id))} {better}"


def _original(file: RecordFile, taken: Collection[str]) -> str:
    """The id of the record whose file was saved once more under this name; empty where there is none."""
    name = _COPY.sub("", file.id)
    if not name or name == file.id:
        return ""
    return next((one for one in (name, _suggested(name, file.kind)) if one in taken), "")


def _suggested(name: str, kind: Kind) -> str:
    return suggest_id(name, person=kind.name == "volunteer", page=kind.name == "page")


class Repeat(NamedTuple):
    """A file whose id another one has."""

    file: RecordFile
    other: str
    severity: Severity


def report_repeats(repeats: Iterable[Repeat], problems: Problems) -> None:
    """Note the files whose ids others have; of a folder that was copied whole, its first."""
    folders: dict[tuple[str, str], list[Repeat]] = defaultdict(list)
    for one in repeats:
        folders[_folder_around(one.file.path), _folder_around(one.other)].append(one)
    for (folder, other), found in folders.items():
        if len(found) > 1 and folder != other:
            message = f"编号“{found[0].file.id}”等 {len(found)} 个已经用过：{folder}/ 和 {other}/ 里有同样的编号"
            hint = "像是把文件夹复制了一份：请比较以后删掉多余的一份，或给其中一份的文件改名。"
            severity = min((one.severity for one in found), key=list(Severity).index)
            problems.add(found[0].file.path, WHOLE_FILE, "duplicate-id", message, hint, severity=severity)
            continue
        for file, path, severity in found:
            message = f"编号“{file.id}”已经用过：{path}"
            hint = "同一类里编号不能重复，请给其中一个文件改名，或删掉多余的一个。"
            problems.add(file.path, WHOLE_FILE, "duplicate-id", message, hint, severity=severity)


def _folder_around(path: str) -> str:
    """The folder in which a record lies: that of its file, or the one around its own."""
    return _folder(_folder(path)) if _is_index(path) else _folder(path)
