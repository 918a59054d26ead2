"""Folders → source files. Text is read when asked for; a photo or a film is never held longer than needed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FOLDERS: Final = ("content", "templates", "assets")
HOME: Final = Path(__file__).resolve().parents[2]
"""The folder of the generator, with its own templates and assets."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the project: its path with `/`, relative to the project, and its bytes on demand."""

    path: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads."""

    files: Mapping[str, SourceFile]
    outside: frozenset[str] = frozenset()
    """Links below `content/` that lead out of it, in a circle or nowhere: they are never followed."""

    def under(self, folder: str) -> Iterator[SourceFile]:
        """The files below a top-level folder, by path."""
        return (file for path, file in self.files.items() if path.startswith(f"{folder}/"))


def of_bytes(files: Mapping[str, bytes]) -> Inputs:
    """Inputs from memory: `{"content/site.yaml": b"..."}`."""
    return Inputs({path: SourceFile(path, len(files[path]), partial(_given, files[path])) for path in sorted(files)})


def _given(data: bytes) -> bytes:
    return data


def read(project: Path) -> Inputs:
    """The inputs of a project folder. Raises OSError where the disk cannot be read.

    Templates and assets that the project does not have are the generator's own.
    """
    files: dict[str, SourceFile] = {}
    outside: set[str] = set()
    for home, folders in ((HOME, FOLDERS[1:]), (project, FOLDERS)):
        for folder in folders:
            root = home / folder
            if root.is_dir():
                limit = os.path.realpath(root)
                _walk(home, root, limit, files, outside, seen=frozenset({limit}))
    return Inputs({path: files[path] for path in sorted(files)}, frozenset(outside))


def _walk(
    project: Path,
    folder: Path,
    limit: str,
    files: dict[str, SourceFile],
    outside: set[str],
    *,
    seen: frozenset[str],
) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "_")) and folder.relative_to(project).parts[0] == "content":
                continue
            path = Path(entry.path)
            name = path.relative_to(project).as_posix()
            if entry.is_symlink():
                target = os.path.realpath(path)
                leaves = os.path.commonpath([target, limit]) != limit
                loops = target in seen or Path(target) in (Path(os.path.realpath(folder)) / "x").parents
                if leaves or loops or not os.path.exists(target):  # noqa: PTH110 - a link that leads nowhere
                    outside.add(name)
                    continue
                seen = seen | {target}
            if entry.is_dir():
                _walk(project, path, limit, files, outside, seen=seen)
            elif entry.is_file():
                files[name] = SourceFile(name, entry.stat().st_size, path.read_bytes)
