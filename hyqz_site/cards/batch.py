"""Many cards at once: those that the store does not remember are painted, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from hyqz_site.cards.card import Card, Format
from hyqz_site.cards.painter import Painter
from hyqz_site.images.batch import Store

WORTH_A_POOL: Final = 24
"""Fewer cards are painted faster than a pool of processes starts."""


def make(
    wanted: Mapping[str, tuple[Card, Format]],
    fonts: Mapping[str, bytes],
    store: Store,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[str, str, bytes]]:
    """The cards one by one, for thousands are too many to hold: name, key in the store, picture.

    `fonts` are the files of `assets/fonts/` by name. `progress` is told how many of the cards that had to be painted
    are done.
    """
    painter = Painter(fonts)
    todo: dict[str, tuple[Card, Format]] = {}
    keys: dict[str, str] = {}
    for name, (card, shape) in wanted.items():
        key = painter.key(card, shape)
        known = store.get(key)
        if known is None:
            todo[name], keys[name] = (card, shape), key
        else:
            yield name, key, known
    for done, (name, data) in enumerate(_painted(todo, painter, fonts, jobs), start=1):
        store.put(keys[name], data)
        yield name, keys[name], data
        progress(done, len(todo))


def _painted(
    todo: Mapping[str, tuple[Card, Format]], painter: Painter, fonts: Mapping[str, bytes], jobs: int
) -> Iterator[tuple[str, bytes]]:
    if jobs < 2 or len(todo) < WORTH_A_POOL:
        for name, (card, shape) in todo.items():
            yield name, painter.paint(card, shape)
        return
    # `spawn`: a preview builds beside threads, and a forked child would inherit their locks.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_open, initargs=(dict(fonts),)) as pool:
        yield from zip(todo, pool.map(_paint, todo.values(), chunksize=4), strict=True)


_painters: list[Painter] = []
"""The painter of a pool's process: its fonts are sent and opened once, not with every card."""


def _open(fonts: Mapping[str, bytes]) -> None:
    _painters.append(Painter(fonts))


def _paint(task: tuple[Card, Format]) -> bytes:
    card, shape = task
    return _painters[-1].paint(card, shape)
