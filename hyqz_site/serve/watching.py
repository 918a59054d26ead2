"""Which files were saved: the system says so, and all are looked at now and then, because some disks say nothing."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from livereload.watcher import Watcher as LivereloadWatcher
from tornado.ioloop import IOLoop, PeriodicCallback

from hyqz_site.lean import dataclass
from hyqz_site.serve import listening
from hyqz_site.source import tree
from hyqz_site.source.tree import Stamp, is_left_behind, stamp_of

POLL_MS: Final = 150
"""How often the folders are looked at: 10 ms of work for a thousand files, 100 ms for ten thousand."""
GLANCE_MS: Final = 10
"""How often one file is."""
REST: Final = 4
"""So many times as long as it takes to look at the folders they are left alone: a laptop's fan should not tell."""
REST_TOLD: Final = 20
"""The same where the system says what changes."""
_MOST_WATCHED: Final = 32
"""Files that are looked at one by one: where more are saved at once, all are looked at."""


def is_passing(path: str) -> bool:
    """Whether a file is one that an editor or we ourselves write only in passing."""
    return is_left_behind(re.split(r"[\\/]", path)[-1])


@dataclass
class _Watched:
    """A file that somebody is about to save, or has."""

    built: Stamp | None
    """What the disk said of it when it was built."""
    seen: Stamp | None
    """What the disk said when it was looked at last: while that changes, somebody is still writing."""


class Watcher(LivereloadWatcher):  # type: ignore[misc]  # livereload ships no types
    """livereload's own watcher, looking oftener, and oftenest at the files that will have changed.

    These are the one that was saved last, for it will be again, and those of which the system says so.
    """

    filepath: str | None

    def __init__(self) -> None:
        super().__init__()
        self._close: dict[str, _Watched] = {}
        """The files that are looked at oftenest."""
        self._saved: list[str] = []
        """Those of them that are known to have changed."""
        self._rest = REST
        self._next = 0.0
        """When to look at all files again, in seconds of a clock that only goes forward."""

    def start(self, callback: Callable[[], None]) -> bool:
        """Look every `POLL_MS`, at some files every `GLANCE_MS`; True says that nothing else has to."""
        loop = IOLoop.current()
        if listening.listen(self._tasks, lambda place: loop.add_callback(self.hear, place)):
            self._rest = REST_TOLD
        PeriodicCallback(lambda: self.look(callback), POLL_MS).start()
        PeriodicCallback(lambda: self.glance(callback), GLANCE_MS).start()
        return True

    def hear(self, place: str) -> None:
        """Watch a file that has changed, as the system says; look at all where it is new, gone or one of many."""
        known = next((task["mtimes"][place] for task in self._tasks.values() if place in task["mtimes"]), None)
        now = _saved_at(place)
        if known is not None and now == known:
            return
        if known is not None and now is not None and len(self._close) < _MOST_WATCHED:
            self._close.setdefault(place, _Watched(None, None))
        elif not is_passing(place):
            self._next = 0.0

    def look(self, callback: Callable[[], None]) -> None:
        """Look at all files, but for no more than a part of the time: there may be many."""
        begun = time.monotonic()
        if begun >= self._next:
            callback()
            if not self.filepath:  # else most of the time went into a build
                self._next = begun + self._rest * (time.monotonic() - begun)

    def examine(self) -> Any:  # noqa: ANN401 - livereload's own
        """Look at all files, or at those that are known to have changed, and build what has."""
        saved, self._saved = self._saved, []
        found = self._examine(saved) if saved else super().examine()
        waiting = {place: one for place, one in self._close.items() if place not in saved} if saved else {}
        if self.filepath:
            last = str(self.filepath)
            self._close = waiting | {last: _Watched(_stamp(last), _stamp(last))}
        return found

    def is_folder_changed(self, path: str, ignore: Callable[[str], bool] | None = None) -> Any:  # noqa: ANN401
        """The files below a folder that were saved; with one call of the disk for each, where livereload has three."""
        changed = []
        for place, saved in _dated(path, self.ignored_dirs):
            before = self._task_mtimes.get(place)
            if before is None and (self.ignore(place) or (ignore and ignore(place))):
                continue
            self._new_mtimes[place] = saved
            if saved != before and (before is not None or saved > self._start):
                changed.append(place)
        self.filepath = changed[-1] if changed else self.filepath
        return changed

    def _examine(self, saved: Sequence[str]) -> tuple[str, None]:
        """Build with some files that have changed, and let the look at all files know them as they are now."""
        for folder, task in self._tasks.items():
            mine = [place for place in saved if Path(folder) in Path(place).parents]
            task["mtimes"] |= {place: now for place in mine if (now := _saved_at(place)) is not None}
            if mine:
                task["func"](mine)
        self.filepath = saved[-1]
        return saved[-1], None

    def glance(self, callback: Callable[[], None]) -> None:
        """Look at the files that will have changed; where some have and nobody is writing, build with them."""
        for place, watched in self._close.items():
            now = _stamp(place)
            if now not in (watched.built, None) and now == watched.seen:
                watched.built = now
                self._saved.append(place)
            watched.seen = now
        if self._saved:
            callback()


def _dated(folder: str, left_out: Container[str]) -> Iterator[tuple[str, float]]:
    """The files below a folder, also behind links, and when they were saved."""
    waiting, seen = [folder], {os.path.realpath(folder)}
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                try:
                    if not entry.is_dir():
                        yield entry.path, tree.status_of(entry).st_mtime
                    elif entry.name not in left_out and not _leads_back(entry, seen):
                        waiting.append(entry.path)
                except OSError:  # gone since, or a link that leads nowhere
                    continue


def _leads_back(folder: os.DirEntry[str], seen: set[str]) -> bool:
    """Whether a folder is a link to one of those that were seen, which it becomes."""
    if not folder.is_symlink():
        return False
    target = os.path.realpath(folder.path)
    is_known = any(place == target or place.startswith(f"{target}{os.sep}") for place in seen)
    seen.add(target)
    return is_known


def _stamp(path: str) -> Stamp | None:
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - a hundred times a second
    except OSError:
        return None


def _saved_at(path: str) -> float | None:
    """When a file was saved, as the look at all files has it."""
    try:
        return os.path.getmtime(path)  # noqa: PTH204
    except OSError:
        return None
