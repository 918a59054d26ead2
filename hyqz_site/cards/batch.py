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
) -> dict[str, bytes]:
    """The pictures of cards by name; `fonts` are the files of `assets/fonts/` by name.

    `progress` is told how many of the cards that had to be painted are done.
    """
    painter = Painter(fonts)
    keys = {name: painter.key(card, shape) for name, (card, shape) in wanted.items()}
    found: dict[str, bytes] = {}
    todo: dict[str, tuple[Card, Format]] = {}
    for name, entry in keys.items():
        known = store.get(entry)
        if known is None:
            todo[name] = wanted[name]
        else:
            found[name] = known
    for done, (name, data) in enumerate(_painted(todo, painter, fonts, jobs), start=1):
        store.put(keys[name], data)
        found[name] = data
        progress(done, len(todo))
    return {name: found[name] for name in wanted}


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
