"""Files that no record uses: `unused-file` (content model §1)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from hyqz_site.model.catalogue import MEDIA_SUFFIXES, RECORD_SUFFIXES
from hyqz_site.model.kinds import BY_COLLECTION, KINDS
from hyqz_site.model.media import named
from hyqz_site.model.naming import nearest
from hyqz_site.patterns import later
from hyqz_site.problem import WHOLE_FILE
from hyqz_site.source.tree import is_left_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyqz_site.model.catalogue import Catalogue
    from hyqz_site.model.media import Library
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems
    from hyqz_site.source.tree import Inputs

_TEXT_SUFFIXES: Final = frozenset({".txt", ".doc", ".docx", ".wps", ".rtf", ".markdown", ".json"})
"""What somebody may have meant to be a record."""
_COPY: Final = later(r"副本|复件|备份|拷贝|copy|backup|\bbak\b|[(（]\d+[)）]", re.IGNORECASE)
"""What systems and people add to the name of a copy."""
_MEDIA: Final = "media"
_AT_TOP: Final = 2
"""So many parts has the path of a file that lies in `content/` itself."""


def check_unused(
    inputs: Inputs, site: Site, found: Catalogue, library: Library, shown_in_texts: frozenset[str], problems: Problems
) -> None:
    """Warn of files that no record uses, and once of a folder that is none of ours.

    A file that a faulty record names, or evidently means, counts as used: whoever is told to delete it loses it.
    """
    used = set(shown_in_texts)
    for owner, media in named(site):
        file = library.find(owner, media.path)
        used.update([file] if file else library.meant(owner, media.path))
    unused = [*(path for path in found.media if path not in used), *found.strays]
    if not unused:
        return
    read = {record.origin.path for record in site.records.values()} - {problem.path for problem in problems}
    faulty = [
        normalize("NFC", file.read().decode(errors="replace").lower())
        for path, file in inputs.files.items()
        if path.startswith("content/") and path.lower().endswith(RECORD_SUFFIXES) and path not in read
    ]
    folders: dict[str, list[str]] = {}
    for path in unused:
        top, *within = path.split("/")[1:]
        if within and top not in {*BY_COLLECTION, _MEDIA}:
            folders.setdefault(top, []).append(path)
        elif not any(_means(text, path) for text in faulty):
            _report(path, problems)
    for top, paths in folders.items():
        message = f"这个文件夹没有用到（里面有 {len(paths)} 个文件）"
        problems.warn(f"content/{top}", WHOLE_FILE, "unused-file", message, _folder_hint(top, paths))


def _means(text: str, path: str) -> bool:
    """Whether a record that something is wrong with names the file, or one of its name with another suffix, or none."""
    name = normalize("NFC", PurePosixPath(path).name.lower())
    if name.endswith(RECORD_SUFFIXES):
        return False
    stem = name.rpartition(".")[0] or name
    if stem not in text or name in text:
        return name in text
    value = rf"""[:：]\s*["']?(?:[^\s"',]*/)?{re.escape(stem)}(?:\.\w{{1,5}})?["']?[ \t]*(?:[,}}#]|$)"""
    return re.search(value, text, re.MULTILINE) is not None


def _report(path: str, problems: Problems) -> None:
    if path.lower().endswith(MEDIA_SUFFIXES):
        hint = "请在记录里写上它的文件名，或者删除；想留着，文件名前加一个下划线 _。"
        problems.warn(path, WHOLE_FILE, "unused-file", "没有记录用到这个文件", hint)
    else:
        problems.warn(path, WHOLE_FILE, "unused-file", "这个文件没有用到", _hint(PurePosixPath(path)))


def _hint(path: PurePosixPath) -> str:
    """What to do about a file that is nothing we know."""
    suffix = path.suffix.lower()
    is_text = suffix in {*RECORD_SUFFIXES, *_TEXT_SUFFIXES}
    if is_left_behind(path.name):
        return "这是电脑或 Word、WPS 自己留下的，可以删掉。"
    if len(path.parts) == _AT_TOP and is_text:
        guess = nearest(path.stem, ["site", "rules", "roster"])
        return f"是不是 {guess}.yaml？" if guess else f"记录要放在各类的文件夹里：{'、'.join(BY_COLLECTION)}。"
    if is_text and path.parts[1] == _MEDIA:
        return f"{_MEDIA} 里只放图片和影片；记录要放在各类的文件夹里：{'、'.join(BY_COLLECTION)}。"
    if suffix in _TEXT_SUFFIXES:
        return f"如果这是一条记录，请另存为纯文字，扩展名写成 .md 或 .yaml；现在是 {suffix}。"
    if is_text:
        return "有 index 的文件夹是一条记录，里面只能再放它的图片；另一条记录请放到文件夹外面。"
    return "如果不需要，请删除或移出 content；想留着，文件名前加一个下划线 _。"


def _folder_hint(top: str, paths: Sequence[str]) -> str:
    """What to do about a folder that is none of ours: a copy is not to be given the name of what it was made of."""
    guess = nearest(top, BY_COLLECTION)
    inner = {path.split("/")[2] for path in paths}
    if inner & {*BY_COLLECTION, "site.yaml"}:
        return "看起来是整个 content 的副本：请删除，或移出 content。"
    if _COPY.search(top):
        return f"看起来是{f' {guess} 的' if guess else ''}副本：请删除，或移出 content。"
    guess = {kind.label: kind.collection for kind in KINDS}.get(top) or guess
    if any(path.lower().endswith((*RECORD_SUFFIXES, *_TEXT_SUFFIXES)) for path in paths):
        return f"是不是应叫 {guess}？" if guess else f"文件夹的名字只能是：{'、'.join(BY_COLLECTION)}、{_MEDIA}。"
    return "图片和影片请放进 content/media 或记录旁边；如果不需要，请删除；想留着，文件夹的名字前加一个下划线 _。"
