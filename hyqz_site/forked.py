"""The same work on many things, in several processes that know all that this one knows."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import ExitStack, contextmanager, suppress
from struct import Struct
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT: Final = 64
"""Fewer things are done faster than processes start."""
FEW: Final = 4
"""The same of things that take long."""
_LOTS: Final = 8
"""For each process: neighbours share much, and few lots leave one process idle at the end."""
_MOST_LOTS: Final = 256
"""A byte has no more numbers."""
_NOTE: Final = Struct("=BBQQ")
"""What a process tells of a lot that it has done: its number and its own, where the results stand, in how many bytes.

So little is written to a pipe whole, and read whole.
"""
_at_work: Final[set[int]] = set()
"""Crews that somebody will still ask for results."""


def mapped(
    work: Callable[[T], R],
    things: Sequence[T],
    jobs: int,
    *,
    meanwhile: Callable[[], None] | None = None,
    a_round: int = 0,
    are_large: bool = False,
) -> Iterator[R]:
    """What `work` gives of each thing, in order; results travel between processes, so they can be pickled.

    Forked on Linux alone, and only from a process without threads, which might hold a lock for ever; else one by one,
    each when it is asked for. Forked processes begin at once, and whoever called may do something else meanwhile; but
    whatever is called before all results were asked for is done by this process alone. What fails there is done again
    by this process, which can say why, and so is what was left by a process that somebody has stopped.

    `meanwhile` is done here once they have begun, and not at all where nothing is forked.
    `a_round`: after so many things the processes make room for new ones, if it is any number: whatever they look at
    becomes a copy of their own, and much may be left in their memory.
    `are_large`: each thing takes long, so that a few of them are worth it.
    """
    if len(things) < (FEW if are_large else WORTH_IT) or _at_work or not _may_fork(jobs):
        return map(work, things)
    done = [] if are_large else [work(things[0])]  # here: what the work loads is then there in all processes
    size = a_round or len(things)
    rounds = [things[at : at + size] for at in range(len(done), len(things), size)]
    first = _Crew(work, rounds[0], jobs)
    if meanwhile:
        meanwhile()

    def gathered() -> Iterator[R]:
        yield from done
        yield from first.results()
        for some in rounds[1:]:
            yield from _Crew(work, some, jobs).results()

    return gathered()


@contextmanager
def beside(work: Callable[[], object], jobs: int) -> Iterator[None]:
    """Have work done whose results are on the disk, by a process of its own while this one goes on; it ends first.

    Where nothing is forked (`mapped`) it is done at once; where it fails, again at the end, by this process, which can
    say why.
    """
    if not _may_fork(jobs):
        work()
        yield
        return
    ended = ahead(work, jobs)
    try:
        yield
    finally:
        ended()


def ahead(work: Callable[[], R], jobs: int) -> Callable[[], R]:
    """Have a process of its own do work while this one goes on; gives what waits for its result, which can be pickled.

    It gives it once. Where nothing is forked (`mapped`), where it fails, or asked again, this process does the work.
    """
    if not _may_fork(jobs):
        return work
    waiting = [_Crew(lambda _: work(), (None,), 1, is_in_the_way=False)]
    return lambda: next(waiting.pop().results()) if waiting else work()


def _may_fork(jobs: int) -> bool:
    """Whether there may be more processes: a thread of this one might hold a lock that a forked one waits for."""
    return jobs > 1 and sys.platform == "linux" and threading.active_count() == 1


class _Crew:
    """Processes that take one lot of things after the other, until all are taken.

    What they give stands in files that have no name. So nobody waits for anybody, and nothing of this process, neither
    a thread nor a lock, is needed while it does something else.
    """

    def __init__(
        self, work: Callable[[Any], Any], things: Sequence[Any], jobs: int, *, is_in_the_way: bool = True
    ) -> None:
        """Begin. `is_in_the_way`: `mapped` forks no others before all results were asked for."""
        from tempfile import TemporaryFile  # noqa: PLC0415 - where nothing is forked nobody needs it

        self._owner = os.getpid()
        self._processes: list[int] = []
        self._open = ExitStack()
        count = min(len(things), jobs * _LOTS, _MOST_LOTS)
        edges = [number * len(things) // count for number in range(count + 1)]
        self._lots = [things[edges[number] : edges[number + 1]] for number in range(count)]
        self._work = work
        self._done: dict[int, tuple[int, int, int]] = {}
        """By the number of a lot: the process that did it, where its results stand, in how many bytes."""
        taking, putting = os.pipe()
        os.write(putting, bytes(range(count)))
        os.close(putting)
        told, telling = os.pipe()
        self._told = self._open.enter_context(os.fdopen(told, "rb", buffering=0))
        self._files: list[IO[bytes]] = []
        if is_in_the_way:
            _at_work.add(id(self))
        for number in range(min(jobs, count)):
            try:
                self._files.append(self._open.enter_context(TemporaryFile(buffering=0)))  # noqa: SIM115 - it is one
                process = os.fork()
            except OSError:  # the system has no room for another: those that are there do all, or who asks
                break
            if not process:
                try:
                    self._toil(number, taking, telling)
                finally:
                    os._exit(0)
            self._processes.append(process)
        os.close(taking)
        os.close(telling)

    def _toil(self, number: int, taking: int, telling: int) -> None:
        """Do what a process of the crew does; what fails is left to who asks for it."""
        import pickle  # noqa: PLC0415 - as above

        start = 0
        while os.getppid() == self._owner and (lot := os.read(taking, 1)):
            with suppress(Exception):
                given = pickle.dumps([self._work(thing) for thing in self._lots[lot[0]]], pickle.HIGHEST_PROTOCOL)
                if os.pwrite(self._files[number].fileno(), given, start) == len(given):
                    os.write(telling, _NOTE.pack(lot[0], number, start, len(given)))
                    start += len(given)

    def results(self) -> Iterator[Any]:
        """What the work gave of each thing, in order."""
        try:
            for number, lot in enumerate(self._lots):
                yield from self._given(number, lot)
        finally:
            self._dismiss()

    def _given(self, number: int, lot: Sequence[Any]) -> Iterable[Any]:
        import pickle  # noqa: PLC0415 - as above

        while number not in self._done and (note := self._told.read(_NOTE.size)):
            done, *place = _NOTE.unpack(note)
            self._done[done] = place[0], place[1], place[2]
        if number not in self._done:  # and nobody is at it any more
            return map(self._work, lot)
        process, start, size = self._done.pop(number)
        return pickle.loads(os.pread(self._files[process].fileno(), size, start))  # type: ignore[no-any-return]  # noqa: S301 - ours

    def _dismiss(self) -> None:
        """End the processes, whether they are done or not: before somebody takes away what they are working at."""
        if os.getpid() != self._owner:  # it is one of them
            return
        _at_work.discard(id(self))
        while self._processes:
            process = self._processes.pop()
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        self._open.close()

    def __del__(self) -> None:
        """Nobody asks any more."""
        self._dismiss()
