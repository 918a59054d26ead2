"""Reading the text files of a project and putting changed ones back, all of them or none."""

from __future__ import annotations

import contextlib
import difflib
import errno
import os
import re
import shutil
from typing import TYPE_CHECKING, Final

from hyqz_site.source.nodes import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

_ENDS: Final = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def write(
    project: Path,
    files: Mapping[str, bytes],
    new: Collection[str] = (),
    last: Callable[[], object] | None = None,
) -> None:
    """Write all of the files, or none: whoever reads one meanwhile sees the old one or the new one.

    Those that are `new` stand nowhere yet. `last` is done when all are there. Raises FileExistsError where a new one
    stands, OSError where the disk does not allow it, or `last` fails; then no file has changed.
    """
    targets = {project / path: data for path, data in files.items()}
    for path in new:
        if (project / path).exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(project / path))
    before: dict[Path, bytes | None] = {}
    try:
        for target, data in targets.items():  # a full disk ends here
            _make(target.parent)
            with _told_of(target):
                _passing(target).write_bytes(data)
                if target.exists():
                    shutil.copymode(target, _passing(target))
        for target in targets:
            with _told_of(target):
                old = target.read_bytes() if (last or len(targets) > 1) and target.exists() else None
                _passing(target).replace(target)
                before[target] = old
        if last:
            last()
    except OSError:
        for target, old in before.items():
            with contextlib.suppress(OSError):
                target.unlink() if old is None else target.write_bytes(old)
        raise
    finally:
        for target in targets:
            with contextlib.suppress(OSError):
                _passing(target).unlink(missing_ok=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _passing(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}")


@contextlib.contextmanager
def _told_of(target: Path) -> Iterator[None]:
    """Whatever fails, fails for the file that somebody knows."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


def lines(text: str) -> list[str]:
    """The lines of `text` with their ends, whichever of the three they are."""
    return [line for line in _ENDS.split(text) if line]


def difference(path: str, before: str, after: str) -> str:
    """What changes in a file, line by line, with what cannot be seen made visible."""
    found = difflib.unified_diff(
        [_shown(line) for line in lines(before)],
        [_shown(line) for line in lines(after)],
        path,
        path,
        "改前",
        "改后",
        n=0,
        lineterm="",
    )
    return "".join(f"{line}\n" for line in found)


def _shown(line: str) -> str:
    line = line.rstrip("\r\n")
    line = INVISIBLE.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", line)
    blank = re.match(r"[\t\u3000\u00a0\u2000-\u200a\u202f\u205f ]*", line)
    head = blank.group() if blank else ""
    marked = head.replace("\t", "⟨Tab⟩").replace("\u3000", "⟨全角空格⟩")
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f]", "⟨特殊空格⟩", marked) + line[len(head) :]
