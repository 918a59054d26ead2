"""Bytes put aside on the disk until somebody asks for them: ten thousand pages are too many for the memory."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BufferedReader, BufferedWriter


class Place(NamedTuple):
    """Where bytes were put."""

    file: str
    start: int
    size: int


class Aside:
    """A passing folder with one file for each process that puts something aside; gone when nobody holds it any more."""

    def __init__(self) -> None:
        """Make the folder. Raises OSError where the disk does not allow it."""
        import tempfile  # noqa: PLC0415 - loads half the library, and a build where nothing changed has no need

        self._folder = tempfile.mkdtemp(prefix="hyqz-")
        self._files: dict[int, BufferedWriter] = {}
        """The file of each process: a forked one begins its own."""
        self._open: dict[tuple[int, str], BufferedReader] = {}
        """The files out of which something was given, of each process: together they would share one place to read."""
        weakref.finalize(self, _removed, self._folder, os.getpid(), self._files, self._open)

    def put(self, data: bytes) -> Place:
        """Put bytes aside. Raises OSError where the disk is full."""
        process = os.getpid()
        if process not in self._files:
            self._files[process] = Path(self._folder, str(process)).open("ab")  # noqa: SIM115 - until the folder goes
        file = self._files[process]
        start = file.tell()
        file.write(data)
        file.flush()  # others read it
        return Place(str(process), start, len(data))

    def get(self, place: Place) -> bytes:
        """The bytes that were put at a place."""
        own = os.getpid(), place.file
        if own not in self._open:
            self._open[own] = Path(self._folder, place.file).open("rb")  # noqa: SIM115 - as above
        file = self._open[own]
        file.seek(place.start)
        return file.read(place.size)


def _removed(
    folder: str, maker: int, written: Mapping[int, BufferedWriter], read: Mapping[tuple[int, str], BufferedReader]
) -> None:
    """Remove the folder; a forked process leaves it to the one that made it."""
    import shutil  # noqa: PLC0415 - as above

    if os.getpid() == maker:
        for file in (*written.values(), *read.values()):
            file.close()
        shutil.rmtree(folder, ignore_errors=True)
