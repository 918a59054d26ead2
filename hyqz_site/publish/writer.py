"""All or nothing: what the build made → the output folder (output contract, "All or nothing").

First every changed file is written below a staging folder: a full disk ends here, with nothing harmed. Then each is
moved over its place, assets and images before the pages that need them, `version.js` after the pages, `build.json`
last. A journal in the staging folder names what is being moved, so that the build after a killed one still knows which
files are ours; a file that neither it nor `build.json` names is never touched, unless the build makes its address.
Of builds that overlap one alone writes: the others are told before they have moved anything.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import time
from dataclasses import field
from functools import partial
from json.encoder import encode_basestring
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hyqz_site import disk, forked
from hyqz_site.digest import sha256
from hyqz_site.lean import dataclass
from hyqz_site.publish.files import Files
from hyqz_site.publish.lock import alone
from hyqz_site.publish.spread import spread
from hyqz_site.source.tree import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from hyqz_site.source.tree import Stamp

MANIFEST: Final = "build.json"
STAGING: Final = ".hyqz-staging"
_JOURNAL: Final = "journal.json"
_FOLDERS: Final = 16
"""So many folders wait for what is staged: two processes that write into one wait for each other, and new files are put
where few were deleted (`spread.py`)."""
_MANY: Final = 200
"""Files that are worth it to have the disk look for other places."""
_SHOW: Final = re.compile(r"screens/([^/]+)/show/[^/]+/")
_RETRIES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait for a file that another program (a virus scanner, a viewer) holds open on Windows."""


class OutputError(Exception):
    """The output folder cannot be written; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did."""

    changed: int
    removed: int
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Of every file of the site that stands there now, by its path."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict, compare=False)
    """Of those that were written, or not certain to be there, from before another build could write."""


def write(
    files: Mapping[str, bytes],
    output: Path,
    may_keep: Callable[[bytes], bool] = lambda _: False,
    standing: Mapping[str, str] = MappingProxyType({}),
    jobs: int = 1,
    since: tuple[bytes, ...] | None = None,
) -> Written:
    """Bring `output` to hold `files` and nothing of what earlier builds made besides.

    Each screen's previous show stays, so that a running player is never robbed, where `may_keep` allows it by the bytes
    of its page (screens contract §3). `standing` are digests of files there that are certain: these need not be read.
    `jobs` is how many processes may write what has changed to the disk, before anything is moved to its place; `since`
    is what was `told` there before the files were made. Raises OutputError, with nothing harmed, where the disk does
    not allow it, and where another build is writing there or has written since.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with alone(output) as is_alone:
            if not is_alone or (since is not None and since != told(output)):
                raise OutputError(_busy(output))
            return _write(files if isinstance(files, Files) else Files(files), output, may_keep, standing, jobs)
    except OSError as error:
        raise OutputError(_explained(error, output)) from error


def told(output: Path) -> tuple[bytes, ...]:
    """What builds leave behind where they have written: the manifest, or the journal of one that was killed."""

    def read(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError:
            return b""

    return read(output / MANIFEST), read(output / STAGING / _JOURNAL)


def manifest(digests: Mapping[str, str], kept: Mapping[str, str]) -> bytes:
    """The bytes of `build.json`: path and digest of every file, without itself, no time and no machine in it."""

    def listed(files: Mapping[str, str]) -> str:  # as `json.dumps` with `indent=1`, which takes five times as long
        rows = ",".join(f"\n  {encode_basestring(path)}: {encode_basestring(files[path])}" for path in sorted(files))
        return f"{{{rows}\n }}" if files else "{}"

    return f'{{\n "files": {listed(digests)},\n "kept": {listed(kept)}\n}}\n'.encode()


def _write(
    files: Files, output: Path, may_keep: Callable[[bytes], bool], standing: Mapping[str, str], jobs: int
) -> Written:
    kept = _kept(files, output, may_keep)
    digests = {path: files.digest(path) for path in files}
    everything = files.with_more({MANIFEST: manifest(digests, kept)})
    digests[MANIFEST] = everything.digest(MANIFEST)
    ours = _made_before(output)
    doubtful = sorted((path for path, digest in digests.items() if standing.get(path) != digest), key=_turn)
    _refuse_obstacles(doubtful, ours, output)
    changed = [path for path in doubtful if path in standing or not _is_same(output / path, digests[path])]
    stale = sorted(ours - digests.keys() - kept.keys(), key=_turn, reverse=True)
    stale = [path for path in stale if (output / path).is_file() and not _is_behind_link(path, output)]
    stale = _without_namesakes(stale, (*digests, *kept), output)
    _refuse_closed([*changed, *stale], output)
    digests |= kept
    staging = output / STAGING
    if not changed and not stale:
        _remove_staging(staging)
        return Written(0, 0, digests, _stamps(digests.keys() - standing.keys(), output))
    staged = _stage(changed, everything, ours, staging, jobs)
    ready: set[str] = set()
    for path in changed:
        if path != MANIFEST:
            _move(staged[path], path, ours, output, ready)
    for path in stale:  # pages before the assets that they need
        if (output / path).is_file():  # else it has made room for a folder
            _patiently(partial((output / path).unlink, missing_ok=True), output / path)
    _remove_empty_folders(stale, output)
    if MANIFEST in staged:
        _move(staged[MANIFEST], MANIFEST, ours, output, ready)
    _remove_staging(staging)
    stamps = _stamps({*changed, *(digests.keys() - standing.keys())}, output)
    return Written(len(changed), len(stale), digests, stamps)


def _stamps(paths: Iterable[str], output: Path) -> dict[str, Stamp]:
    stamps: dict[str, Stamp] = {}
    with contextlib.suppress(OSError):  # somebody removes what was just written: whoever asks for it will miss it
        for path in paths:
            stamps[path] = stamp_of(os.stat(output / path))  # noqa: PTH116 - thousands
    return stamps


def _move(waiting: str, path: str, ours: set[str], output: Path, ready: set[str]) -> None:
    """Move a staged file over its place; a file of ours that stands where a folder must gives way.

    `ready` are the folders that are certainly there; the file's own becomes one.
    """
    folder = path.rpartition("/")[0]
    if folder not in ready:
        for parent in PurePosixPath(path).parents:
            if str(parent) in ours and (output / parent).is_file():
                _patiently(partial((output / parent).unlink, missing_ok=True), output / parent)
        (output / folder).mkdir(parents=True, exist_ok=True)
        ready.add(folder)
    target = f"{output}/{path}"
    _patiently(partial(os.replace, waiting, target), target)


def _kept(files: Mapping[str, bytes], output: Path, may_keep: Callable[[bytes], bool]) -> dict[str, str]:
    """The files of each screen's previous show, where it is whole and may stay, with their digests."""
    shows: dict[str, str] = {}
    for path in files:
        if found := _SHOW.match(path):
            shows[found[1]] = found[0]
    kept: dict[str, str] = {}
    for screen, show in shows.items():
        for section in ("files", "kept"):  # the last build's own show; where it has not changed, what that build kept
            earlier: dict[str, dict[str, str]] = {}
            for path, digest in named(output / MANIFEST, section):
                found = _SHOW.match(path)
                if found and found[1] == screen and found[0] != show:
                    earlier.setdefault(found[0], {})[path] = digest
            one = next((one for one in earlier.values() if _may_stay(one, output, may_keep)), None)
            if one is not None:
                kept |= one
                break
    return kept


def _may_stay(show: Mapping[str, str], output: Path, may_keep: Callable[[bytes], bool]) -> bool:
    try:
        page = next(path for path in show if path.endswith("/index.html"))
        return all((output / path).is_file() for path in show) and may_keep((output / page).read_bytes())
    except (OSError, StopIteration):
        return False


def _is_behind_link(path: str, output: Path) -> bool:
    """Whether the path leads through a link, and so perhaps out of the folder: then it is none of ours."""
    return any((output / parent).is_symlink() for parent in PurePosixPath(path).parents if str(parent) != ".")


def _without_namesakes(stale: list[str], there: Iterable[str], output: Path) -> list[str]:
    """The stale files but for those that are also named otherwise: on most disks `Old.html` is `old.html`."""
    by_name = {path.casefold(): path for path in there} if stale else {}

    def is_there(path: str) -> bool:
        with contextlib.suppress(KeyError, OSError):
            return (output / path).samefile(output / by_name[path.casefold()])
        return False

    return [path for path in stale if not is_there(path)]


def _turn(path: str) -> tuple[int, str]:
    """The order of moving: what pages need, pages, what names the present show, the manifest."""
    if path == MANIFEST:
        return 3, path
    bare = path.removesuffix(".gz").removesuffix(".br")  # a page's copy moves with the pages
    if bare.endswith("version.js"):
        return 2, path
    return (1 if bare.endswith((".html", ".xml", ".ics", ".txt")) and "/show/" not in path else 0), path


def _refuse_obstacles(doubtful: Collection[str], ours: set[str], output: Path) -> None:
    """A folder where a file must stand, a file where a folder must, a link that leads elsewhere.

    What certainly stands there as a file stands in folders.
    """
    for path in doubtful:
        target = os.path.join(output, path)  # noqa: PTH118 - thousands of paths are objects for nothing
        if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112, PTH114
            raise OutputError(f"{target} 是一个文件夹，但网站要在这里写一个同名的文件。请把它改名或移走。")
    for parent in _folders_of(doubtful):
        folder = output / parent
        if folder.is_symlink() or (folder.exists() and not folder.is_dir() and parent not in ours):
            raise OutputError(f"{folder} 不是普通的文件夹，但网站要在里面写文件。请把它改名或移走。")


def _refuse_closed(paths: Iterable[str], output: Path) -> None:
    """A folder in which nobody may write: it would stop the build half way."""
    for folder in map(output.joinpath, sorted({path.rpartition("/")[0] for path in paths})):
        there = next(one for one in (folder, *folder.parents) if one.is_dir())
        if not os.access(there, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def _folders_of(files: Iterable[str]) -> set[str]:
    """The folders that the files stand in, and those above them."""
    folders = {PurePosixPath(folder) for folder in {path.rpartition("/")[0] for path in files}} - {PurePosixPath()}
    return {str(one) for folder in folders for one in (folder, *folder.parents) if one.name}


def _made_before(output: Path) -> set[str]:
    """Paths that earlier builds made: named by the manifest, or moved by a build that was killed."""
    made = {path for section in ("files", "kept") for path, _ in named(output / MANIFEST, section)}
    for path, digest in named(output / STAGING / _JOURNAL, "files"):
        with contextlib.suppress(OSError):
            if sha256((output / path).read_bytes()) == digest:
                made.add(path)
    made.update(path for path, _ in named(output / STAGING / _JOURNAL, "ours"))
    return made


def named(path: Path, section: str) -> list[tuple[str, str]]:
    """The paths that a manifest names; a damaged one names none, and none outside the folder is believed."""
    try:
        files = json.loads(path.read_bytes()).get(section, {})
        items = [(str(name), str(digest)) for name, digest in files.items()]
    except (OSError, ValueError, AttributeError, RecursionError):
        return []
    return [(name, digest) for name, digest in items if _is_inside(name)]


def _is_inside(name: str) -> bool:
    if not name.strip("./") or name.startswith("/") or "\\" in name or ":" in name:
        return False
    return ".." not in name or ".." not in PurePosixPath(name).parts


def _is_same(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and sha256(path.read_bytes()) == digest
    except OSError:
        return False


def _stage(changed: list[str], files: Files, ours: set[str], staging: Path, jobs: int) -> dict[str, str]:
    """Write the changed files below `staging`, the journal before them: gives where each one waits."""
    is_fresh = not staging.exists()
    staging.mkdir(exist_ok=True)
    if len(changed) >= _MANY:
        spread(staging)
    journal = {"files": {path: files.digest(path) for path in changed}, "ours": dict.fromkeys(sorted(ours), "")}
    passing = staging / "journal.part"
    mark = files.digest(MANIFEST)[:8]  # of this build: the next one's folders are to be put elsewhere
    folders = [staging / f"{mark}-{number}" for number in range(_FOLDERS)]
    staged = {path: f"{folders[number % _FOLDERS]}/{number}" for number, path in enumerate(changed)}

    def put(path: str) -> None:
        Path(staged[path]).write_bytes(files[path])

    try:
        passing.write_text(json.dumps(journal, ensure_ascii=False), encoding="utf-8")
        passing.replace(staging / _JOURNAL)
        for folder in folders[: len(changed)]:
            folder.mkdir(exist_ok=True)
        for _ in forked.mapped(put, changed, jobs):
            pass
    except OSError:
        for waiting in staged.values():
            Path(waiting).unlink(missing_ok=True)
        if is_fresh:  # else a killed build's journal is still needed
            _remove_staging(staging)
        raise
    return staged


def _patiently(action: Callable[[], object], path: Path | str) -> None:
    """Do it, waiting a little where another program holds the file."""
    for wait in _RETRIES:
        try:
            action()
        except PermissionError:
            time.sleep(wait)
        else:
            return
    try:
        action()
    except PermissionError as error:
        raise OutputError(f"{path} 正被别的程序打开，不能更新。请关闭打开它的窗口，再运行一次。") from error


def _remove_staging(staging: Path) -> None:
    import shutil  # noqa: PLC0415 - loads three ways to compress

    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(staging)


def _remove_empty_folders(paths: Iterable[str], output: Path) -> None:
    for folder in sorted({parent for path in paths for parent in PurePosixPath(path).parents}, reverse=True, key=str):
        if folder != PurePosixPath("."):
            with contextlib.suppress(OSError):
                (output / folder).rmdir()


def _explained(error: OSError, output: Path) -> str:
    waiting = Path(error.filename or "")
    if isinstance(error, FileNotFoundError) and output / STAGING in waiting.parents and not waiting.exists():
        return _busy(output)
    told = f"不能写入 {error.filename or output}：{disk.reason(error)}。"
    return f"{told}已有的网站没有改动；请检查磁盘后再运行一次。"


def _busy(output: Path) -> str:
    return f"{output} 正在被另一次生成改写。请等它结束，再运行一次。"
