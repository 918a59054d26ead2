"""Whether what stands in the output is what a build would make now: then there is nothing to do.

After a build it is written down what was read, with the digests of the very bytes that the build was given, what was
written, and from when to when the result holds. The next build compares. A file whose inode, size and times are as they
were, and whose times lie before the last look, has not changed; every other one is read and compared by digest. So a
shortcut is taken only where it cannot be wrong; whatever is in doubt is a build.
"""

from __future__ import annotations

import contextlib
import functools
import os
import pickle
from dataclasses import astuple
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hyqz_site import forked
from hyqz_site.digest import key, sha256, short
from hyqz_site.lean import dataclass
from hyqz_site.problem import Problem, Severity
from hyqz_site.publish.writer import STAGING
from hyqz_site.source.tree import Stamp, stamp_of, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hyqz_site.publish.writer import Written
    from hyqz_site.source.tree import Inputs

TICK: Final = 100_000_000
"""Nanoseconds, many times the tick of a kernel. What changed within a tick of the last look may have changed after it,
too."""
COARSE_TICK: Final = 2_100_000_000
"""The same for file systems that know whole seconds alone, FAT two of them."""
_SECOND: Final = 1_000_000_000
_DIGITS: Final = 64
"""Of a SHA-256 in hexadecimal."""
_MANY: Final = 500
"""Files in an output that are looked at by a process of its own: fewer are done before it has begun."""
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


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the last build into `output` was, and whether it still stands."""

    cache: Path
    """The folder of the cache."""
    output: Path
    made_by: str
    """The digest of the program and of the options that change what is made."""
    looked: int
    """When this look began, in nanoseconds of the clock that files are dated by."""
    jobs: int = 1
    """How many processes may look."""

    def begin(self) -> None:
        """Begin to look at the output, where that takes a while beside whatever is done next."""
        self._looking  # noqa: B018 - it is begun by whoever asks first

    def summary(self, inputs: Inputs, now: datetime) -> Summary | None:
        """What the last build said, where the same would be made now; None where that is not certain."""
        try:
            return self._compared(self._told, inputs, now) if self._told else None
        except (OSError, KeyError, ValueError, TypeError, IndexError, AttributeError):
            return None

    def note(
        self, summary: Summary, inputs: Inputs, holds: tuple[datetime, datetime], written: Written, at: int
    ) -> None:
        """Write down the build that has been written to the output, `at` a time by the clock of the files.

        `holds` is from when to when it is right.
        """
        with contextlib.suppress(OSError, ValueError, KeyError):
            certain, stamps = self._certain, written.stamps
            self._write(
                {
                    "made_by": self.made_by,
                    "looked": self.looked,
                    "written": at,
                    "holds": [moment.isoformat() for moment in holds],
                    "unread": sorted(inputs.outside | inputs.misnamed),
                    "inputs": {path: [file.digest, *(file.stamp or ())] for path, file in inputs.files.items()},
                    "outputs": {
                        path: [digest, *stamps[path]] if path in stamps else certain[path]
                        for path, digest in written.digests.items()
                    },
                    "problems": [astuple(problem) for problem in summary.problems],
                    "counts": {name: getattr(summary, name) for name in _COUNTS},
                }
            )

    def certify(self, inputs: Inputs) -> None:
        """Give the files that are certainly as the last build read them their digests: they need not be read."""
        if self._told is None or self._told.get("made_by") != self.made_by:
            return
        with contextlib.suppress(KeyError, ValueError, TypeError, IndexError, AttributeError):
            told, looked = self._told["inputs"], self._told["looked"]
            for path, file in inputs.files.items():
                row = told.get(path)
                if row and len(row[0]) == _DIGITS and file.stamp and is_certain(file.stamp, row[1:], looked):
                    file.digest = row[0]

    def outputs(self) -> dict[str, str]:
        """The digests of files in the output that are certainly as the last build left them."""
        return {path: row[0] for path, row in self._certain.items()}

    @cached_property
    def _certain(self) -> dict[str, list[Any]]:
        """What was written down of these files."""
        try:
            disturbed = self._looking()
            rows = self._told["outputs"].items() if self._told else ()
            return {path: row for path, row in rows if path not in disturbed}
        except (OSError, KeyError, ValueError, TypeError, IndexError, AttributeError):
            return {}

    def _compared(self, told: dict[str, Any], inputs: Inputs, now: datetime) -> Summary | None:
        since, until = map(datetime.fromisoformat, told["holds"])
        unread = sorted(inputs.outside | inputs.misnamed)
        if told["made_by"] != self.made_by or not since <= now < until or told["unread"] != unread:
            return None
        if told["inputs"].keys() != inputs.files.keys() or (self.output / STAGING).exists():
            return None
        look = Look(told["looked"])
        for path, row in told["inputs"].items():
            file = inputs.files[path]
            if not look.stands(row, file.stamp, file.read):
                return None
        output = Look(told["written"])
        for path, stamp in self._looking().items():
            if not output.stands(told["outputs"][path], stamp, (self.output / path).read_bytes):
                return None
        if look.was_in_doubt or output.was_in_doubt:  # it was read now, so that the next look need not
            self._write(told | {"looked": self.looked, "written": self.looked})
        problems = tuple(Problem(row[0], row[1], row[2], Severity(row[3]), *row[4:]) for row in told["problems"])
        return Summary(problems=problems, reused=len(told["outputs"]), **told["counts"])

    @cached_property
    def _looking(self) -> Callable[[], dict[str, Stamp | None]]:
        """Gives those files of the output that are not certainly as the last build left them, with their stamps."""
        count = len(self._told.get("outputs", ())) if self._told else 0
        return functools.cache(forked.ahead(self._disturbed, self.jobs if count >= _MANY else 1))

    def _disturbed(self) -> dict[str, Stamp | None]:
        if self._told is None:
            return {}
        look, stamps = Look(self._told["written"]), dict(_stamps(self.output))
        rows = self._told["outputs"].items()
        return {path: stamps.get(path) for path, row in rows if not look.is_certain(row, stamps.get(path))}

    @cached_property
    def _told(self) -> dict[str, Any] | None:
        """What the last build wrote down."""
        try:
            check, _, told = self._path.read_bytes().partition(b"\n")
            # Only what this program wrote into the project's own cache is read.
            return pickle.loads(told) if check == sha256(told).encode() else None  # noqa: S301
        except (OSError, ValueError, pickle.UnpicklingError):  # as another version of Python wrote it
            return None

    def _write(self, told: dict[str, Any]) -> None:
        data = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
        passing = self._path.with_suffix(".part")
        with contextlib.suppress(OSError):
            passing.parent.mkdir(parents=True, exist_ok=True)
            passing.write_bytes(sha256(data).encode() + b"\n" + data)
            passing.replace(self._path)

    @property
    def _path(self) -> Path:
        return self.cache / "standing" / f"{short(os.fsencode(self.output.absolute()))}.pickle"


def is_certain(stamp: Stamp, before: Iterable[int] | None, looked: int) -> bool:
    """Whether a file is certainly as it was when it was looked at: the stamp is the same, and older than the look."""
    if before is None or stamp != tuple(before):
        return False
    latest = max(stamp.changed, stamp.inode_changed)
    return latest < looked - (TICK if latest % _SECOND else COARSE_TICK)


@dataclass(slots=True)
class Look:
    """Compares files with what was written down of them."""

    at: int
    """When the last look was."""
    was_in_doubt: bool = False

    def stands(self, row: list[Any], stamp: Stamp | None, read: Callable[[], bytes]) -> bool:
        """Whether the file is what it was; `row` is its digest and its stamp, an empty digest one that nobody read."""
        if stamp is None:
            return len(row) == 1
        if self.is_certain(row, stamp):
            return True
        self.was_in_doubt = True
        if row[0] and sha256(read()) != row[0]:
            return False
        row[1:] = stamp
        return True

    def is_certain(self, row: list[Any], stamp: Stamp | None) -> bool:
        """Whether the stamp alone says so."""
        return stamp is not None and is_certain(stamp, row[1:], self.at)


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder by their path with `/`; links are not followed, because no output of ours is one."""
    waiting = [("", str(folder))]
    while waiting:
        name, place = waiting.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{name}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield name + entry.name, stamp_of(status_of(entry))
