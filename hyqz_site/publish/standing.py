"""Whether what stands in the output is what a build would make now: then there is nothing to do.

After a build it is written down what was read, with the digests of the very bytes that the build was given, what was
written, and from when to when the result holds. The next build compares. A file whose inode, size and times are as they
were, and whose times lie before the last look, has not changed; every other one is read and compared by digest. So a
shortcut is taken only where it cannot be wrong; whatever is in doubt is a build.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.digest import key, sha256, short
from hyqz_site.problem import Problem, Severity
from hyqz_site.publish.writer import MANIFEST, STAGING
from hyqz_site.source.tree import Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hyqz_site.source.tree import Inputs

TICK: Final = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system that we may meet (FAT). What changed within a tick of the last look
may have changed after it, too."""
_COUNTS: Final = ("records", "pages", "images", "screens")


def program(python: str, places: Iterable[str]) -> str:
    """The digest of what makes a site besides its inputs: our sources, Python, the libraries in `places`."""
    package = Path(__file__).parents[1]
    sources = (path.read_bytes() for path in sorted(package.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    names = {name for place in places if os.path.isdir(place) for name in os.listdir(place)}  # noqa: PTH112, PTH208
    return key(python, *sorted(name for name in names if name.endswith(".dist-info")), *sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the end of a build says."""

    problems: tuple[Problem, ...]
    records: int = 0
    pages: int = 0
    images: int = 0
    screens: int = 0
    reused: int = 0

    @property
    def errors(self) -> int:
        """How many problems forbid writing."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.problems) - self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the last build into `output` was, and whether it still stands."""

    cache: Path
    """The folder of the cache."""
    output: Path
    made_by: str
    """The digest of the program and of the options that change what is made."""
    looked: int
    """When this look began, in nanoseconds of the clock that files are dated by."""

    def summary(self, inputs: Inputs, now: datetime) -> Summary | None:
        """What the last build said, where the same would be made now; None where that is not certain."""
        told = self._read()
        try:
            return self._compared(told, inputs, now) if told else None
        except (OSError, KeyError, ValueError, TypeError, IndexError, AttributeError):
            return None

    def note(self, summary: Summary, inputs: Inputs, holds: tuple[datetime, datetime]) -> None:
        """Write down the build that has just been written to the output; `holds` is from when to when it is right."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            manifest = (self.output / MANIFEST).read_bytes()
            sections = json.loads(manifest)
            stamps = dict(_stamps(self.output))
            self._write(
                {
                    "made_by": self.made_by,
                    "looked": self.looked,
                    "holds": [moment.isoformat() for moment in holds],
                    "outside": sorted(inputs.outside),
                    "inputs": {path: [file.digest, *(file.stamp or ())] for path, file in inputs.files.items()},
                    "outputs": {
                        path: [digest, *stamps[path]]
                        for path, digest in {
                            **sections["files"],
                            **sections["kept"],
                            MANIFEST: sha256(manifest),
                        }.items()
                    },
                    "problems": [astuple(problem) for problem in summary.problems],
                    "counts": {name: getattr(summary, name) for name in _COUNTS},
                }
            )

    def _compared(self, told: dict[str, Any], inputs: Inputs, now: datetime) -> Summary | None:
        since, until = map(datetime.fromisoformat, told["holds"])
        if told["made_by"] != self.made_by or not since <= now < until or told["outside"] != sorted(inputs.outside):
            return None
        if told["inputs"].keys() != inputs.files.keys() or (self.output / STAGING).exists():
            return None
        look = _Look(told["looked"] - TICK)
        for path, row in told["inputs"].items():
            file = inputs.files[path]
            if not look.stands(row, file.stamp, file.read):
                return None
        stamps = dict(_stamps(self.output))
        for path, row in told["outputs"].items():
            if not look.stands(row, stamps.get(path), (self.output / path).read_bytes):
                return None
        if look.was_in_doubt:  # all of it was read now, so that the next look need not
            self._write(told | {"looked": self.looked})
        problems = tuple(Problem(row[0], row[1], row[2], Severity(row[3]), *row[4:]) for row in told["problems"])
        return Summary(problems=problems, reused=len(told["outputs"]), **told["counts"])

    def _read(self) -> dict[str, Any] | None:
        try:
            check, _, told = self._path.read_bytes().partition(b"\n")
            return json.loads(told) if check == sha256(told).encode() else None
        except (OSError, ValueError, RecursionError):
            return None

    def _write(self, told: dict[str, Any]) -> None:
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        passing = self._path.with_suffix(".part")
        with contextlib.suppress(OSError):
            passing.parent.mkdir(parents=True, exist_ok=True)
            passing.write_bytes(sha256(data).encode() + b"\n" + data)
            passing.replace(self._path)

    @property
    def _path(self) -> Path:
        return self.cache / "standing" / f"{short(os.fsencode(self.output.absolute()))}.json"


@dataclass(slots=True)
class _Look:
    """Compares files with what was written down of them."""

    certain_before: int
    """What a file system dated later than this may have changed again within the same tick of its clock."""
    was_in_doubt: bool = False

    def stands(self, row: list[Any], stamp: Stamp | None, read: Callable[[], bytes]) -> bool:
        """Whether the file is what it was; `row` is its digest and its stamp, an empty digest one that nobody read."""
        digest, *earlier = row
        if stamp is None:
            return not earlier
        if earlier == [*stamp] and max(stamp.changed, stamp.inode_changed) < self.certain_before:
            return True
        self.was_in_doubt = True
        row[1:] = stamp
        return not digest or sha256(read()) == digest


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder by their path with `/`; links are not followed, because no output of ours is one."""
    waiting = [("", str(folder))]
    while waiting:
        name, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{name}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield name + entry.name, stamp_of(entry.stat(follow_symlinks=False))
