"""The same work on many things, in several processes that know all that this one knows."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT: Final = 64
"""Fewer things are done faster than processes start."""
_CHUNKS: Final = 8
"""For each process: neighbours share much, and few pieces leave one process idle at the end."""
_ROUND: Final = 1000
"""After so many things the processes make room for new ones: whatever they look at becomes a copy of their own."""
_work: list[Any] = []
"""What a forked process finds in its memory: the function and the things."""


def mapped(work: Callable[[T], R], things: Sequence[T], jobs: int) -> Iterator[R]:
    """What `work` gives of each thing, in order; results travel between processes, so they can be pickled.

    Forked on Linux alone, and only from a process without threads, which might hold a lock for ever; else one by one.
    """
    if jobs < 2 or len(things) < WORTH_IT or sys.platform != "linux" or threading.active_count() > 1:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - takes a while, and most builds have no need
    from multiprocessing import get_context  # noqa: PLC0415

    yield work(things[0])  # here: what the work loads is then there in all processes
    _work[:] = [work, things]
    try:
        for start in range(1, len(things), _ROUND):
            numbers = range(start, min(start + _ROUND, len(things)))
            with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
                yield from pool.map(_one, numbers, chunksize=max(1, len(numbers) // (jobs * _CHUNKS)))
    finally:
        _work.clear()


def _one(number: int) -> Any:  # noqa: ANN401 - whatever the work gives
    work, things = _work
    return work(things[number])
