"""The same work on many things: in order, begun at once where processes may be forked, one by one where not."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hyqz_site import forked

forks = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
THINGS = list(range(200))


def where(number: int) -> tuple[int, int]:
    return number, os.getpid()


def processes(found: Iterator[tuple[int, int]]) -> list[int]:
    """Return by whom each thing was done; they come in order, and all of them."""
    numbers, places = zip(*found, strict=True)
    assert list(numbers) == THINGS
    return list(places)


@forks
def test_the_first_is_done_here_and_the_others_elsewhere() -> None:
    first, *others = processes(forked.mapped(where, THINGS, 2))

    assert first == os.getpid()
    assert os.getpid() not in others
    assert 1 <= len(set(others)) <= 2


@forks
def test_large_things_are_all_done_elsewhere_and_a_few_are_enough() -> None:
    found = list(forked.mapped(where, [1, 2, 3, 4], 2, are_large=True))

    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert os.getpid() not in {place for _, place in found}


@forks
def test_after_a_round_new_processes_come() -> None:
    _, *others = processes(forked.mapped(where, THINGS, 2, a_round=60))

    assert len(set(others)) >= len(THINGS) // 60


@forks
def test_processes_begin_before_anybody_asks(tmp_path: Path) -> None:
    """What they do is seen without a result being taken."""
    seen = tmp_path / "seen"
    os.mkfifo(seen)

    def told(number: int) -> int:
        if number == 1:
            seen.write_text("begun", encoding="utf-8")
        return number

    found = forked.mapped(told, THINGS, 2)
    assert seen.read_text(encoding="utf-8") == "begun"
    assert list(found) == THINGS


@forks
def test_something_else_is_done_here_once_they_have_begun() -> None:
    done: list[int] = []
    found = forked.mapped(where, THINGS, 2, meanwhile=lambda: done.append(os.getpid()))

    assert done == [os.getpid()]
    processes(found)


def test_nothing_else_is_done_where_nothing_is_forked() -> None:
    done: list[int] = []
    list(forked.mapped(where, THINGS, 1, meanwhile=lambda: done.append(1)))

    assert done == []


@forks
def test_what_is_called_meanwhile_is_done_here() -> None:
    """Two crowds of processes at once would be too many, and a fork beside threads may hang."""
    begun = forked.mapped(where, THINGS, 2)
    assert set(processes(forked.mapped(where, THINGS, 2))) == {os.getpid()}
    assert os.getpid() in processes(begun)


@forks
def test_an_error_comes_out_where_its_result_is_asked_for() -> None:
    def fails(number: int) -> int:
        return 1 // (number - 150)

    found = forked.mapped(fails, THINGS, 2)
    with pytest.raises(ZeroDivisionError):
        list(found)
    assert threading.active_count() == 1


@forks
def test_what_a_process_leaves_that_somebody_stops_is_done_here() -> None:
    here = os.getpid()

    def stopped(number: int) -> tuple[int, int]:
        if number in (50, 150) and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number, os.getpid()

    places = processes(forked.mapped(stopped, THINGS, 2))
    assert places[50] == places[150] == here
    assert len(set(places)) == 3


@forks
def test_what_cannot_travel_is_done_here() -> None:
    found = list(forked.mapped(lambda number: (number, lambda: number), THINGS, 2))
    assert [again() for _, again in found] == THINGS


@forks
@pytest.mark.parametrize("room", [0, 1])
def test_where_there_is_room_for_fewer_processes_these_do_it(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = os.fork, [None] * room

    def fork() -> int:
        if not left:
            raise BlockingIOError
        left.pop()
        return real()

    monkeypatch.setattr(os, "fork", fork)
    _, *others = processes(forked.mapped(where, THINGS, 2))
    assert len(set(others)) == 1
    assert (os.getpid() in others) == (room == 0)


@forks
@pytest.mark.parametrize("asked", [0, 70])
def test_whoever_asks_no_more_ends_the_processes(asked: int, tmp_path: Path) -> None:
    """At once, whatever they are at: nobody writes where the one who broke off has tidied up."""
    here, seen = os.getpid(), tmp_path / "seen"

    def waits(number: int) -> int:
        if number == THINGS[-1] and os.getpid() != here:
            seen.write_text(str(os.getpid()), encoding="ascii")
            signal.pause()
        return number

    found = forked.mapped(waits, THINGS, 2)
    assert [next(found) for _ in range(asked)] == THINGS[:asked]
    while not (seen.exists() and seen.read_text(encoding="ascii")):
        os.sched_yield()
    del found
    with pytest.raises(ProcessLookupError):
        os.kill(int(seen.read_text(encoding="ascii")), 0)
    assert os.getpid() not in processes(forked.mapped(where, THINGS, 2))[1:]


@forks
def test_when_the_one_who_began_is_killed_nobody_begins_another_lot() -> None:
    """What they would make, nobody asks for."""
    reading, writing = os.pipe()
    began = os.fork()
    if not began:
        here = os.getpid()

        def told(number: int) -> int:
            if os.getpid() != here:
                os.kill(here, signal.SIGKILL)
                while os.getppid() == here:
                    os.sched_yield()
                os.write(writing, b"x")
            return number

        list(forked.mapped(told, THINGS, 2))
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        done = file.read()  # until the last of them has ended
    assert os.waitpid(began, 0)[1] == signal.SIGKILL
    assert 1 <= len(done) < len(THINGS) // 4


@pytest.mark.parametrize(
    ("jobs", "things"),
    [(1, THINGS), (2, THINGS[: forked.WORTH_IT - 1])],
    ids=["one process is enough", "too few to be worth it"],
)
def test_one_by_one(jobs: int, things: list[int]) -> None:
    assert [place for _, place in forked.mapped(where, things, jobs)] == [os.getpid()] * len(things)


def test_one_by_one_beside_a_thread() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert set(processes(forked.mapped(where, THINGS, 2))) == {os.getpid()}
    finally:
        done.set()
        other.join()


def test_one_by_one_each_when_it_is_asked_for() -> None:
    seen: list[int] = []
    work: Callable[[int], None] = seen.append
    found = forked.mapped(work, THINGS, 1)

    assert seen == []
    next(found)
    assert seen == [0]


@forks
def test_work_is_done_beside_by_another_process_that_ends_first(tmp_path: Path) -> None:
    go, done = tmp_path / "go", tmp_path / "done"
    os.mkfifo(go)

    def work() -> None:
        go.read_bytes()
        done.write_text(str(os.getpid()), encoding="ascii")

    with forked.beside(work, 2):
        assert not done.exists()  # it waits, and this process goes on
        go.write_bytes(b"")
    assert done.read_text(encoding="ascii") != str(os.getpid())


@forks
def test_work_beside_that_fails_fails_here(capfd: pytest.CaptureFixture[str]) -> None:
    done = []
    with pytest.raises(ZeroDivisionError), forked.beside(lambda: 1 // 0, 2):
        done.append("the rest")

    assert done == ["the rest"]
    assert capfd.readouterr().err == ""


@forks
def test_whoever_breaks_off_waits_for_the_work_beside(tmp_path: Path) -> None:
    done = tmp_path / "done"
    with pytest.raises(KeyError), forked.beside(lambda: done.write_bytes(b""), 2):
        raise KeyError
    assert done.exists()


def test_where_one_process_is_enough_work_beside_is_done_first() -> None:
    done = []
    with forked.beside(lambda: done.append("work"), 1):
        done.append("the rest")

    assert done == ["work", "the rest"]


@forks
def test_work_ahead_is_done_by_another_process_while_this_one_goes_on(tmp_path: Path) -> None:
    go = tmp_path / "go"
    os.mkfifo(go)

    def work() -> tuple[bytes, int]:
        return go.read_bytes(), os.getpid()

    found = forked.ahead(work, 2)
    go.write_bytes(b"told")  # it waits, and this process goes on
    told, place = found()
    assert told == b"told"
    assert place != os.getpid()


@forks
def test_work_ahead_gives_more_than_a_pipe_holds() -> None:
    assert forked.ahead(lambda: b"x" * 10_000_000, 2)() == b"x" * 10_000_000


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_ahead_that_fails_fails_here(jobs: int, capfd: pytest.CaptureFixture[str]) -> None:
    found = forked.ahead(lambda: 1 // 0, jobs)
    with pytest.raises(ZeroDivisionError):
        found()
    assert capfd.readouterr().err == ""


@forks
def test_who_asks_again_what_was_done_ahead_does_it() -> None:
    found = forked.ahead(os.getpid, 2)
    assert found() != os.getpid()
    assert found() == os.getpid()


@forks
def test_where_there_is_no_room_for_another_process_work_ahead_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert forked.ahead(os.getpid, 2)() == os.getpid()


def test_where_one_process_is_enough_work_ahead_is_done_when_somebody_asks() -> None:
    done: list[int] = []
    found = forked.ahead(lambda: done.append(os.getpid()), 1)

    assert done == []
    found()
    assert done == [os.getpid()]
