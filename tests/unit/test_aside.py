"""Bytes that wait on the disk: each process has a file of its own, and nothing is left of them."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from hyqz_site.aside import Aside, Place

_made: list[Aside] = []
_places: list[Place] = []


def test_what_was_put_aside_is_there() -> None:
    aside = Aside()
    places = [aside.put(text.encode()) for text in ("一页", "", "另一页")]

    assert [aside.get(place).decode() for place in places] == ["一页", "", "另一页"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked there")
def test_forked_processes_put_theirs_beside() -> None:
    _made[:] = [Aside()]
    mine = _made[0].put(b"mine")
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        theirs = list(pool.map(_put, range(20)))

    assert _made[0].get(mine) == b"mine"
    assert [_made[0].get(place) for place in theirs] == [b"%d" % number for number in range(20)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked there")
def test_forked_processes_read_the_same_file_each_at_its_own_place() -> None:
    _made[:] = [Aside()]
    pages = [b"%d" % number * 5000 for number in range(200)]
    _places[:] = [_made[0].put(page) for page in pages]
    assert _made[0].get(_places[0]) == pages[0]  # open before they are forked
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        assert list(pool.map(_get, range(200))) == pages


def _get(number: int) -> bytes:
    return _made[0].get(_places[number])


def _put(number: int) -> Place:
    return _made[0].put(b"%d" % number)


def test_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    aside = Aside()
    aside.put(b"a page")
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"a page"]

    del aside

    assert list(tmp_path.iterdir()) == []
