"""What the system says of folders: that files in them were written, moved or deleted. The only import of watchdog."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TOLD: Final[list[type[FileSystemEvent]]] = [
    FileModifiedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
"""All but that somebody reads."""
_TELLING: Final = frozenset({"inotify", "fsevents", "read_directory_changes"})
"""The observers to which the system speaks; the others look at all files themselves, or keep them open."""


class _Teller(FileSystemEventHandler):
    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._tell(os.fsdecode(path))


def listen(folders: Iterable[str], tell: Callable[[str], None]) -> bool:
    """Have a thread tell the place of whatever changes below folders, until the process ends.

    Gives whether it does. No more than a hint: some systems have no room for it, some disks say nothing (those of a
    network, for one), and nobody hears what lies behind a link.
    """
    if Observer.__module__.rpartition(".")[2] not in _TELLING:
        return False
    observer = Observer()
    try:
        for folder in filter(os.path.isdir, folders):
            observer.schedule(_Teller(tell), folder, recursive=True, event_filter=_TOLD)
        observer.start()
    except Exception:  # noqa: BLE001 - whatever it is, a preview without hints is better than none
        return False
    return True
