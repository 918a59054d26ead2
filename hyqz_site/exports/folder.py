"""The folder of an export: which files in it are ours, and changing them for new ones, all or none."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MARK: Final = "export.json"
"""The list of the files that an export wrote: whatever else lies there is somebody's own."""


def ours(folder: Path) -> tuple[str, ...] | None:
    """The files below `folder` that an export wrote; None where none did, or its list cannot be read."""
    try:
        listed = json.loads((folder / MARK).read_bytes())["files"]
        return tuple(path for path in listed if _is_inside(folder / path, folder))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def in_the_way(made: Path, folder: Path) -> tuple[str, ...]:
    """The files of `made` in whose place in `folder` something stands that no export wrote."""
    known = ours(folder) or ()
    return tuple(path for path in _files(made) if path not in known and (folder / path).exists())


def put(made: Path, folder: Path, aside: Path) -> None:
    """Change the files that an earlier export wrote into `folder` for those of `made`, and list them there.

    Whatever else lies there stays. `aside` is an empty folder on the same disk. Raises OSError where the disk, or a
    program that holds a file, does not allow it; then all is as it was. Whoever is stopped in between exports again:
    old and new files are listed while they change.
    """
    new, old = _files(made), ours(folder) or ()
    folder.mkdir(parents=True, exist_ok=True)
    _list(folder, {*old, *new}, aside)
    moved: list[tuple[Path, Path]] = []
    try:
        for path in old:
            if (folder / path).is_file():
                _move(folder / path, aside / "old" / path, moved)
        for path in new:
            _move(made / path, folder / path, moved)
    except OSError:
        for source, target in reversed(moved):
            target.replace(source)
        _list(folder, old, aside)
        raise
    finally:
        _tidy(folder, {*old, *new})
    _list(folder, new, aside)


def _files(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a path that a list names lies below the folder: anybody may have written into the list."""
    return path.resolve().is_relative_to(folder.resolve()) and path.resolve() != folder.resolve()


def _list(folder: Path, files: Iterable[str], aside: Path) -> None:
    passing = aside / MARK
    passing.write_text(json.dumps({"files": sorted(files)}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    passing.replace(folder / MARK)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    moved.append((source, target))


def _tidy(folder: Path, files: Iterable[str]) -> None:
    """Take away the folders of our files that are empty now."""
    for place in sorted({(folder / path).parent for path in files} - {folder}, reverse=True):
        with contextlib.suppress(OSError):
            place.rmdir()
