"""The same work on many things, in several processes that know all that this one knows."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT: Final = 64
"""Fewer things are done faster than processes start."""
FEW: Final = 4
"""The same of things that take long."""
_CHUNKS: Final = 8
"""For each process: neighbours share much, and few pieces leave one process idle at the end."""
_work: list[Any] = []
"""What a process that is being forked finds in its memory: the function and the things."""


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
    whatever is called before all results were asked for is done by this process alone.

    `meanwhile` is done here once they have begun, and not at all where nothing is forked.
    `a_round`: after so many things the processes make room for new ones, if it is any number: whatever they look at
    becomes a copy of their own, and much may be left in their memory.
    `are_large`: each thing takes long, so that a few of them are worth it.
    """
    if len(things) < (FEW if are_large else WORTH_IT) or not _may_fork(jobs):
        return map(work, things)
    done = [] if are_large else [work(things[0])]  # here: what the work loads is then there in all processes
    size = a_round or len(things)
    ranges = [range(at, min(at + size, len(things))) for at in range(len(done), len(things), size)]
    first = _begun(work, things, ranges[0], jobs)
    if meanwhile:
        meanwhile()

    def gathered() -> Iterator[R]:
        yield from done
        yield from first()
        for numbers in ranges[1:]:
            yield from _begun(work, things, numbers, jobs)()

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
    import pickle  # noqa: PLC0415 - where nothing is forked nobody needs it

    taking, giving = os.pipe()
    try:
        process = os.fork()
    except OSError:  # the system has no room for another
        os.close(taking)
        os.close(giving)
        return work
    if not process:
        try:
            with os.fdopen(giving, "wb") as told:
                pickle.dump(work(), told)
        finally:
            os._exit(0)
    os.close(giving)
    waiting = [taking]

    def result() -> R:
        data = b""
        if waiting:
            with os.fdopen(waiting.pop(), "rb") as told:
                data = told.read()
            os.waitpid(process, 0)
        try:
            return pickle.loads(data)  # type: ignore[no-any-return]  # noqa: S301 - what a process of ours has made
        except (EOFError, pickle.UnpicklingError):
            return work()

    return result


def _may_fork(jobs: int) -> bool:
    """Whether there may be more processes: a thread of this one might hold a lock that a forked one waits for."""
    return jobs > 1 and sys.platform == "linux" and threading.active_count() == 1


def _begun(work: Callable[[T], R], things: Sequence[T], numbers: range, jobs: int) -> Callable[[], Iterator[R]]:
    """Have processes begin with a range of the things; gives what takes their results and ends them."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - takes a while, and most builds have no need
    from multiprocessing import get_context  # noqa: PLC0415

    _work[:] = [work, things]
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("fork"))
    results = pool.map(_one, numbers, chunksize=max(1, len(numbers) // (jobs * _CHUNKS)))
    _work.clear()  # the processes are there, and have it

    def taken() -> Iterator[R]:
        with pool:
            yield from results

    return taken


def _one(number: int) -> Any:  # noqa: ANN401 - whatever the work gives
    work, things = _work
    return work(things[number])
