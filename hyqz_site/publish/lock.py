"""One build at a time writes to an output: a lock of the system, which ends with the process that holds it.

Where the disk knows no locks, as some network drives do not, whoever comes goes on as if nobody else were there.
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hyqz_site.digest import short

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else holds the folder now; then nobody else will before the end."""
    handle = _opened(folder)
    try:
        yield handle is None or _is_free(handle)
    finally:
        if handle is not None:
            os.close(handle)


def _opened(folder: Path) -> int | None:
    """What is locked: the folder itself, in which nothing is left so; None where it cannot be opened.

    On Windows, which opens no folders, it is an empty file among the passing ones, named by the folder.
    """
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            import tempfile  # noqa: PLC0415 - loads three ways to compress

            name = f"hyqz-{short(os.fsencode(folder.resolve()))}.lock"
            return os.open(Path(tempfile.gettempdir(), name), os.O_RDWR | os.O_CREAT)
        return os.open(folder, os.O_RDONLY)
    return None


def _is_free(handle: int) -> bool:
    """Lock it, unless somebody else has."""
    taken: type[OSError]
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - not on every system

        lock, taken = partial(msvcrt.locking, handle, msvcrt.LK_NBLCK, 1), PermissionError
    else:
        import fcntl  # noqa: PLC0415 - as above

        lock, taken = partial(fcntl.flock, handle, fcntl.LOCK_EX | fcntl.LOCK_NB), BlockingIOError
    try:
        lock()
    except taken:
        return False
    except OSError:  # no locks on this disk
        return True
    return True
