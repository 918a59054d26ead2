"""Which file is what: a record with its id, a singleton, media, or nothing we know (content model §1)."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.lean import dataclass
from hyqz_site.model import singletons
from hyqz_site.model.kinds import BY_COLLECTION, KINDS
from hyqz_site.model.kinds.common import PICTURES
from hyqz_site.model.naming import as_word, id_fault, nearest, suggest_id
from hyqz_site.problem import WHOLE_FILE
from hyqz_site.source.tree import is_left_behind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hyqz_site.model.kinds.common import Kind
    from hyqz_site.problem import Problems, Severity

RECORD_SUFFIXES: Final = (".md", ".yaml", ".yml")
_TEXT_SUFFIXES: Final = frozenset({".txt", ".doc", ".docx", ".wps", ".rtf", ".markdown", ".json"})
"""What somebody may have meant to be a record."""
MEDIA_SUFFIXES: Final = (*PICTURES, ".mp4", ".vtt")
_COPY: Final = re.compile(
    r"(?i)\A(?:复件|副本|copy of)[\s_-]+"
    r"|(?:[\s_-]*[（(\[【](?:\d+|[^（(\[【]*(?:副本|冲突|备份|copy|conflict)[^（(\[【]*)[)）\]】]"
    r"|[\s._-]*(?:副本|复件|备份|冲突|最终版?|定稿|新版|旧版|copy|backup|bak)[\s\d_-]*)+\Z"
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
    """Files that a record may use; unused ones are reported when all records are known."""


def catalogue(paths: Iterable[str], problems: Problems) -> Catalogue:
    """Sort the files below `content/`; files that are nothing we know are noted."""
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
            _report_unused(path, parts, problems)
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


def report_bad_id(file: RecordFile, taken: Collection[str], severity: Severity, problems: Problems) -> None:
    """Note that the name of a record's file cannot be its id; `taken` are the ids of its kind."""
    where = "文件夹" if _is_index(file.path) else "文件"
    original = _original(file, taken)
    if original:
        hint = f"像是另存的一份：请和 {original} 比较以后删掉一个{where}。"
    else:
        better = _suggested(file.id, file.kind)
        number = 2
        while better in taken:
            better, number = f"{better.removesuffix(f'-{number - 1}')}-{number}", number + 1
        written = as_word(f"{file.kind.label}/{file.id}")
        hint = f"请把{where}改名为 {better}，或运行：hyqz rename {written} {better}"
    problems.add(file.path, WHOLE_FILE, "bad-id", f"{file.fault}，现在是“{file.id}”", hint, severity=severity)


def _original(file: RecordFile, taken: Collection[str]) -> str:
    """The id of the record whose file was saved once more under this name; empty where there is none."""
    name = _COPY.sub("", file.id)
    if not name or name == file.id:
        return ""
    return next((one for one in (name, _suggested(name, file.kind)) if one in taken), "")


def _suggested(name: str, kind: Kind) -> str:
    return suggest_id(name, person=kind.name == "volunteer", page=kind.name == "page")


def report_repeated_id(file: RecordFile, other: str, severity: Severity, problems: Problems) -> None:
    """Note that the file `other` has the same id."""
    problems.add(
        file.path,
        WHOLE_FILE,
        "duplicate-id",
        f"编号“{file.id}”已经用过：{other}",
        "同一类里编号不能重复，请给其中一个文件改名，或删掉多余的一个。",
        severity=severity,
    )


def _report_unused(path: str, parts: tuple[str, ...], problems: Problems) -> None:
    suffix = PurePosixPath(path).suffix.lower()
    is_text = suffix in {*RECORD_SUFFIXES, *_TEXT_SUFFIXES}
    hint = "如果不需要，请删除或移出 content；想留着，文件名前加一个下划线 _。"
    if is_left_behind(PurePosixPath(path).name):
        hint = "这是电脑或 Word、WPS 自己留下的，可以删掉。"
    elif len(parts) == 1 and is_text:
        guess = nearest(PurePosixPath(path).stem, ["site", "rules", "roster"])
        hint = f"是不是 {guess}.yaml？" if guess else f"记录要放在各类的文件夹里：{'、'.join(BY_COLLECTION)}。"
    elif is_text and parts[0] not in BY_COLLECTION:
        by_label = {kind.label: kind.collection for kind in KINDS}
        guess = by_label.get(parts[0]) or nearest(parts[0], BY_COLLECTION)
        hint = f"文件夹是不是应叫 {guess}？" if guess else f"文件夹的名字只能是：{'、'.join(BY_COLLECTION)}。"
    elif suffix in _TEXT_SUFFIXES:
        hint = f"如果这是一条记录，请另存为纯文字，扩展名写成 .md 或 .yaml；现在是 {suffix}。"
    elif is_text:
        hint = "有 index 的文件夹是一条记录，里面只能再放它的图片；另一条记录请放到文件夹外面。"
    problems.warn(path, WHOLE_FILE, "unused-file", "这个文件没有用到", hint)


def report_unused_media(path: str, problems: Problems) -> None:
    """Note a media file that no record uses."""
    problems.warn(
        path,
        WHOLE_FILE,
        "unused-file",
        "没有记录用到这个文件",
        "请在记录里写上它的文件名，或者删除；想留着，文件名前加一个下划线 _。",
    )
