"""Folders → source files. Text is read when asked for; a photo or a film is never held longer than needed."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.digest import sha256
from hyqz_site.lean import dataclass
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDERS: Final = ("content", "templates", "assets")
_LEFT_BEHIND: Final = later(r"(?:\..*|~.*|thumbs\.db|desktop\.ini|.*(?:~|\.tmp|\.bak))\Z", re.IGNORECASE | re.DOTALL)
HOME: Final = Path(__file__).resolve().parents[2]
"""The folder of the generator, with its own templates and assets."""


def is_left_behind(name: str) -> bool:
    """Whether programs leave files of this name beside others, for good or in passing, without being asked."""
    return _LEFT_BEHIND.match(name) is not None


class Stamp(NamedTuple):
    """What a disk says of a file without reading it; times in nanoseconds."""

    inode: int
    size: int
    changed: int
    inode_changed: int


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file from its status."""
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def status_of(entry: os.DirEntry[str]) -> os.stat_result:
    """The status of a file that a folder lists: on Windows what the folder tells of it lacks its inode."""
    return os.stat(entry.path) if os.name == "nt" else entry.stat()  # noqa: PTH116


CHANGING: Final = "?"
"""In place of a digest: the file changed while it was being read."""


@dataclass(slots=True)
class SourceFile:
    """A file of the project: its path with `/`, relative to the project, and its bytes on demand."""

    path: str
    _load: Callable[[], bytes]
    stamp: Stamp | None = None
    """What the disk said of it when its folder was listed."""
    digest: str = ""
    """Of the bytes that were read, or that are certain to be there; empty before."""

    @property
    def is_read(self) -> bool:
        """Whether it is certain which bytes these are."""
        return self.digest not in ("", CHANGING)

    def read(self) -> bytes:
        """The bytes, as they are now."""
        return self.read_with_digest()[0]

    def read_with_digest(self) -> tuple[bytes, str]:
        """The bytes, as they are now, and their digest, whatever was read before."""
        data = self._load()
        found = sha256(data)
        self.was(found)
        return data, found

    def was(self, digest: str) -> None:
        """Take the digest of the bytes that were read, by another process too."""
        self.digest = digest if self.digest in ("", digest) else CHANGING

    def known(self) -> str:
        """The digest of the bytes, which are read only where it is not certain."""
        if not self.digest:
            self.read()
        return self.digest if self.digest != CHANGING else sha256(self._load())

    def read_same(self) -> bytes:
        """The bytes whose digest is known. Raises OSError where the file has changed since."""
        data = self.read()
        if self.digest == CHANGING:
            raise OSError(errno.EBUSY, "文件在生成时被改动了，请再运行一次", self.path)
        return data


@dataclass(frozen=True)
class Inputs:
    """Everything that a build reads."""

    files: Mapping[str, SourceFile]
    outside: frozenset[str] = frozenset()
    """Links below `content/` that lead out of it, in a circle or nowhere: they are never followed."""
    misnamed: frozenset[str] = frozenset()
    """Files and folders below `content/` whose names are no UTF-8, as out of an old archive: they are never read."""

    def under(self, folder: str) -> Iterator[SourceFile]:
        """The files below a folder, by path."""
        below = self._below.get(folder.partition("/")[0], ())
        return (file for file in below if file.path.startswith(f"{folder}/")) if "/" in folder else iter(below)

    @cached_property
    def _below(self) -> dict[str, list[SourceFile]]:
        """The files below each folder at the top."""
        found: dict[str, list[SourceFile]] = {}
        for path, file in self.files.items():
            top, slash, _ = path.partition("/")
            if slash:
                found.setdefault(top, []).append(file)
        return found


def of_bytes(files: Mapping[str, bytes]) -> Inputs:
    """Inputs from memory: `{"content/site.yaml": b"..."}`."""
    return Inputs({path: SourceFile(path, partial(_given, files[path])) for path in sorted(files)})


def _given(data: bytes) -> bytes:
    return data


Known = Callable[[str, Stamp], SourceFile | None]
"""Gives the file at a path with such a stamp, where that is certainly one that is known already."""


def _knows_none(_: str, __: Stamp) -> None:
    return None


def read(project: Path, known: Known = _knows_none) -> Inputs:
    """The inputs of a project folder. Raises OSError where the disk cannot be read.

    Templates and assets that the project does not have are the generator's own. `known` gives files that need not be
    made again, because they are certainly as they were.
    """
    walk = _Walk(known)
    for home, folders in ((HOME, FOLDERS[1:]), (project, FOLDERS)):
        for folder in folders:
            root = home / folder
            if root.is_dir():
                walk.take_all(folder, str(root), (os.path.realpath(root),))
    files = walk.files
    return Inputs({path: files[path] for path in sorted(files)}, frozenset(walk.outside), frozenset(walk.misnamed))


def read_again(inputs: Inputs, project: Path, saved: Iterable[str]) -> Inputs | None:
    """The same inputs but for the files that were saved at some places; None where one of them is none of these."""
    files = dict(inputs.files)
    for place in saved:
        path = Path(os.path.relpath(place, project)).as_posix()
        if path not in files or os.path.islink(place):  # noqa: PTH114
            return None
        files[path] = SourceFile(path, partial(_loaded, place), stamp_of(os.stat(place)))  # noqa: PTH116
    return Inputs(files, inputs.outside, inputs.misnamed)


class _Walk:
    """Takes the files below folders."""

    def __init__(self, known: Known) -> None:
        self.files: Final[dict[str, SourceFile]] = {}
        self.outside: Final[set[str]] = set()
        self.misnamed: Final[set[str]] = set()
        self._known = known

    def take_all(self, name: str, folder: str, seen: tuple[str, ...]) -> None:
        """Take the files below `folder`, which is called `name` in the project.

        `seen` are the real places of the folders that led here, the last its own; no link leads out of the first.
        """
        is_content = name.split("/", 1)[0] == "content"
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{name}/{entry.name}"
                if entry.name.startswith((".", "_")) if is_content else is_left_behind(entry.name):
                    continue
                if not _is_text(entry.name):
                    if is_content:
                        self.misnamed.add(f"{name}/{os.fsencode(entry.name).decode('gb18030', 'replace')}")
                elif entry.is_file(follow_symlinks=False):  # as nearly all are
                    self._take(path, entry)
                elif entry.is_symlink() and not _stays(entry, seen):
                    self.outside.add(path)
                elif entry.is_dir():
                    real = os.path.realpath(entry.path) if entry.is_symlink() else f"{seen[-1]}{os.sep}{entry.name}"
                    self.take_all(path, entry.path, (*seen, real))
                elif entry.is_file():
                    self._take(path, entry)

    def _take(self, path: str, entry: os.DirEntry[str]) -> None:
        stamp = stamp_of(status_of(entry))
        self.files[path] = self._known(path, stamp) or SourceFile(path, partial(_loaded, entry.path), stamp)


def _stays(link: os.DirEntry[str], seen: tuple[str, ...]) -> bool:
    """Whether a link leads to something below the first folder, and not to one that led to it."""
    target = Path(os.path.realpath(link.path))
    if not (target.exists() and target.is_relative_to(seen[0])):
        return False
    return str(target) not in seen and not Path(seen[-1]).is_relative_to(target)


def _is_text(name: str) -> bool:
    """Whether the name of a file is one in UTF-8."""
    try:
        return name.isascii() or bool(name.encode())
    except UnicodeEncodeError:
        return False


def _loaded(path: str) -> bytes:
    return Path(path).read_bytes()
