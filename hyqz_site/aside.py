"""Bytes put aside on the disk until somebody asks for them: ten thousand pages are too many for the memory."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import NamedTuple


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
        weakref.finalize(self, _removed, self._folder, os.getpid())

    def put(self, data: bytes) -> Place:
        """Put bytes aside. Raises OSError where the disk is full."""
        name = str(os.getpid())
        with Path(self._folder, name).open("ab") as file:
            start = file.tell()
            file.write(data)
        return Place(name, start, len(data))

    def get(self, place: Place) -> bytes:
        """The bytes that were put at a place."""
        with Path(self._folder, place.file).open("rb") as file:
            file.seek(place.start)
            return file.read(place.size)


def _removed(folder: str, process: int) -> None:
    """Remove the folder; a forked process leaves it to the one that made it."""
    import shutil  # noqa: PLC0415 - as above

    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)
