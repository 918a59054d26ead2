"""What is remembered is right or missing: whatever happens to its file."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyqz_site.memo import MISSING, Memo, bucket, in_lots

ROOM = "records"


def memo(folder: Path, made_by: str = "this program") -> Memo:
    return Memo(folder / "memo.sqlite", made_by)


def filled(folder: Path) -> None:
    first = memo(folder)
    first.remember(ROOM, "a.md", "1", ("value", 1))
    first.remember(ROOM, "b.md", "1", ("value", 2))
    first.remember("pages", "index.html", "1", "page")
    first.save()


def test_a_value_is_had_again_by_the_next_process(tmp_path: Path) -> None:
    filled(tmp_path)
    assert memo(tmp_path).recall(ROOM, "a.md", "1") == ("value", 1)


def test_another_key_another_name_another_room_are_missing(tmp_path: Path) -> None:
    filled(tmp_path)
    again = memo(tmp_path)
    assert again.recall(ROOM, "a.md", "2") is MISSING
    assert again.recall(ROOM, "c.md", "1") is MISSING
    assert again.recall("texts", "a.md", "1") is MISSING


def test_a_value_is_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    first = memo(tmp_path)
    assert [first.of(ROOM, "a", "1", make), first.of(ROOM, "a", "1", make), first.of(ROOM, "a", "2", make)] == [0, 0, 1]


def test_what_a_build_did_not_use_is_forgotten_but_only_in_rooms_that_it_entered(tmp_path: Path) -> None:
    filled(tmp_path)
    second = memo(tmp_path)
    second.begin()
    second.recall(ROOM, "a.md", "1")
    second.save()
    third = memo(tmp_path)
    assert third.recall(ROOM, "a.md", "1") == ("value", 1)
    assert third.recall(ROOM, "b.md", "1") is MISSING
    assert third.recall("pages", "index.html", "1") == "page"


def test_another_program_trusts_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    other = memo(tmp_path, "the next version")
    assert other.recall(ROOM, "a.md", "1") is MISSING
    other.remember(ROOM, "c.md", "1", "new")
    other.save()
    assert memo(tmp_path).recall(ROOM, "a.md", "1") is MISSING
    assert memo(tmp_path, "the next version").recall(ROOM, "c.md", "1") == "new"


@pytest.mark.parametrize("damage", [b"", b"no database", b"\0" * 5000])
def test_a_damaged_file_is_a_miss_and_is_written_afresh(tmp_path: Path, damage: bytes) -> None:
    filled(tmp_path)
    (tmp_path / "memo.sqlite").write_bytes(damage)
    broken = memo(tmp_path)
    assert broken.recall(ROOM, "a.md", "1") is MISSING
    broken.remember(ROOM, "a.md", "1", "again")
    broken.save()
    assert memo(tmp_path).recall(ROOM, "a.md", "1") == "again"


@pytest.mark.parametrize(
    "damage", [lambda value: value[:-1] + bytes([value[-1] ^ 1]), lambda _: "text", lambda _: None]
)
def test_a_damaged_value_is_a_miss(tmp_path: Path, damage: Callable[[bytes], object]) -> None:
    filled(tmp_path)
    store = sqlite3.connect(tmp_path / "memo.sqlite")
    (value,) = store.execute("SELECT value FROM parts WHERE room='records'").fetchone()
    with store:
        store.execute("UPDATE parts SET value=? WHERE room='records'", (damage(value),))
    store.close()
    again = memo(tmp_path)
    assert again.recall(ROOM, "a.md", "1") is MISSING
    assert again.recall("pages", "index.html", "1") == "page"
    again.remember(ROOM, "a.md", "1", "again")
    again.save()
    assert memo(tmp_path).recall(ROOM, "a.md", "1") == "again"
    assert memo(tmp_path).recall(ROOM, "b.md", "1") is MISSING


def filled_with_many(folder: Path) -> dict[str, int]:
    """Remember values in many buckets; return them by name."""
    many = {f"{number}.md": number for number in range(500)}
    first = memo(folder)
    for name, number in many.items():
        first.remember(ROOM, name, "1", number)
    first.save()
    return many


def test_a_lost_part_is_a_miss(tmp_path: Path) -> None:
    """What stands in earlier parts may hold no longer."""
    filled_with_many(tmp_path)
    second = memo(tmp_path)
    second.forget(ROOM, "1.md")
    second.save()
    with contextlib.closing(sqlite3.connect(tmp_path / "memo.sqlite")) as store, store:
        assert store.execute("DELETE FROM parts WHERE part>0").rowcount == 1
    assert memo(tmp_path).recall(ROOM, "1.md", "1") is MISSING


def test_a_damaged_bucket_costs_the_other_buckets_nothing(tmp_path: Path) -> None:
    """It is written anew with what is left of it, whether that was remembered again or not."""
    many = filled_with_many(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "memo.sqlite")) as store, store:
        names = store.execute("SELECT names FROM parts WHERE room='records' AND bucket=3").fetchone()[0].split("\n")
        store.execute("UPDATE parts SET value=x'00' WHERE room='records' AND bucket=3")
    second = memo(tmp_path)
    assert {name for name in many if second.recall(ROOM, name, "1") is MISSING} == set(names)
    second.remember(ROOM, next(name for name in many if name not in names), "2", "new")
    second.save()

    third = memo(tmp_path)
    assert sum(third.recall(ROOM, name, "1") is MISSING for name in many) == len(names) + 1


BUILD = st.lists(st.tuples(st.sampled_from(["remember", "forget", "recall"]), st.integers(0, 90)), max_size=30)


@settings(deadline=None, max_examples=25)
@given(st.lists(BUILD, max_size=12))
def test_the_file_holds_what_a_mapping_would_hold(builds: list[list[tuple[str, int]]]) -> None:
    """Over many builds, however many parts and buckets it is written in."""
    with tempfile.TemporaryDirectory() as folder:
        held: dict[str, tuple[int, int]] = {}
        for number, steps in enumerate(builds):
            build = memo(Path(folder))
            for step, (what, which) in enumerate(steps):
                name = f"{which}.md"
                if what == "recall":
                    assert build.recall(ROOM, name, "1") == held.get(name, MISSING)
                elif what == "forget":
                    build.forget(ROOM, name)
                    held.pop(name, None)
                else:
                    held[name] = number, step
                    build.remember(ROOM, name, "1", held[name])
            build.use(ROOM, held)
            build.save()
            again = memo(Path(folder))
            assert again.names(ROOM) == held.keys()
            assert again.recall_all(ROOM, {f"{which}.md": "1" for which in range(91)}) == held


def test_a_lost_bucket_is_a_miss(tmp_path: Path) -> None:
    many = filled_with_many(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "memo.sqlite")) as store, store:
        store.execute("DELETE FROM parts WHERE bucket=3")
    again = memo(tmp_path)
    assert again.recall_all(ROOM, dict.fromkeys(many, "1")) == {}
    again.remember(ROOM, "1.md", "1", 1)
    again.save()
    assert memo(tmp_path).recall_all(ROOM, dict.fromkeys(many, "1")) == {"1.md": 1}


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=400))
def test_whatever_was_remembered_and_forgotten_in_any_number_of_builds_the_next_one_knows(
    steps: list[tuple[int, bool]],
) -> None:
    """Buckets are split and joined as names come and go."""
    with tempfile.TemporaryDirectory() as folder:
        there: dict[str, int] = {}
        for start in range(0, len(steps), 80):
            build = memo(Path(folder))
            for number, is_kept in steps[start : start + 80]:
                name = str(number)
                if is_kept:
                    build.remember(ROOM, name, "1", number + start)
                    there[name] = number + start
                else:
                    build.forget(ROOM, name)
                    there.pop(name, None)
            build.use(ROOM, there)
            build.save()
            assert memo(Path(folder)).recall_all(ROOM, dict.fromkeys(map(str, range(300)), "1")) == {
                name: value for name, value in there.items() if name != "300"
            }
            assert memo(Path(folder)).names(ROOM) == there.keys()


def test_a_file_that_another_build_holds_is_left_alone(tmp_path: Path) -> None:
    filled(tmp_path)
    other = sqlite3.connect(tmp_path / "memo.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    second = memo(tmp_path)
    assert second.recall(ROOM, "a.md", "1") is MISSING
    second.remember(ROOM, "a.md", "2", "mine")
    second.save()
    other.execute("ROLLBACK")
    other.close()
    assert memo(tmp_path).recall(ROOM, "a.md", "1") == ("value", 1)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    lost = Memo(tmp_path / "file" / "memo.sqlite", "this program")
    lost.remember(ROOM, "a", "1", "value")
    lost.save()
    assert lost.recall(ROOM, "a", "1") == "value"


def test_a_memo_that_only_reads_leaves_its_file_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path)
    before = (tmp_path / "memo.sqlite").read_bytes()
    reading = Memo(tmp_path / "memo.sqlite", "this program", is_read_only=True)
    assert reading.recall(ROOM, "a.md", "1") == ("value", 1)
    reading.remember(ROOM, "draft.md", "1", "held back")
    reading.save()
    assert reading.recall(ROOM, "draft.md", "1") == "held back"
    assert (tmp_path / "memo.sqlite").read_bytes() == before


def test_without_a_file_a_process_remembers_for_itself() -> None:
    own = Memo()
    own.remember(ROOM, "a", "1", "value")
    own.save()
    assert own.recall(ROOM, "a", "1") == "value"


def test_what_was_forgotten_is_gone_at_once_and_for_the_next_process(tmp_path: Path) -> None:
    filled(tmp_path)
    second = memo(tmp_path)
    second.begin()
    second.forget(ROOM, "a.md")
    assert second.recall(ROOM, "a.md", "1") is MISSING
    assert second.names(ROOM) == {"b.md"}
    second.recall(ROOM, "b.md", "1")
    second.save()
    third = memo(tmp_path)
    assert third.recall(ROOM, "a.md", "1") is MISSING
    assert third.recall(ROOM, "b.md", "1") == ("value", 2)


def test_what_was_forgotten_and_remembered_anew_stays(tmp_path: Path) -> None:
    filled(tmp_path)
    second = memo(tmp_path)
    second.begin()
    second.forget(ROOM, "a.md")
    second.remember(ROOM, "a.md", "2", "new")
    second.save()
    assert memo(tmp_path).recall(ROOM, "a.md", "2") == "new"


def test_what_a_reader_forgot_does_not_come_back_from_the_file(tmp_path: Path) -> None:
    filled(tmp_path)
    reading = Memo(tmp_path / "memo.sqlite", "this program", is_read_only=True)
    reading.forget(ROOM, "a.md")
    reading.save()
    assert reading.recall(ROOM, "b.md", "1") == ("value", 2)
    assert reading.recall(ROOM, "a.md", "1") is MISSING


@pytest.mark.parametrize("before", ["nothing", "another program", "the same program"])
def test_of_two_builds_at_once_only_the_first_to_end_is_remembered(tmp_path: Path, before: str) -> None:
    """What one remembers may be true only together with what else it remembers."""
    if before != "nothing":
        filled(tmp_path)
    made_by = "a newer one" if before == "another program" else "this program"
    first, second = memo(tmp_path, made_by), memo(tmp_path, made_by)
    for one, value in ((first, "first"), (second, "second")):
        one.begin()
        one.recall(ROOM, "a.md", "1")
        one.remember(ROOM, "b.md", "2", value)
    first.save()
    second.save()
    assert memo(tmp_path, made_by).recall(ROOM, "b.md", "2") == "first"


def test_a_build_reads_nothing_that_another_has_written_since_it_began(tmp_path: Path) -> None:
    filled(tmp_path)
    first, second = memo(tmp_path), memo(tmp_path)
    assert second.recall("pages", "index.html", "1") == "page"
    first.begin()
    first.remember(ROOM, "a.md", "1", "other")
    first.save()
    assert second.recall(ROOM, "a.md", "1") in (MISSING, ("value", 1))


def test_of_many_values_none_is_read_that_another_build_has_written_since(tmp_path: Path) -> None:
    build = memo(tmp_path)
    for number in range(200):
        build.remember(ROOM, f"{number}.md", "1", number)
    build.save()
    first, second = memo(tmp_path), memo(tmp_path)
    assert second.recall(ROOM, "7.md", "1") == 7
    first.begin()
    first.use(ROOM, (f"{number}.md" for number in range(200)))
    first.remember(ROOM, "9.md", "1", "other")
    first.save()
    assert {second.recall(ROOM, f"{number}.md", "1") for number in range(200)} <= {MISSING, *range(200)}
    assert memo(tmp_path).recall(ROOM, "9.md", "1") == "other"


NAMES = st.sampled_from("abcd")
STEP = st.one_of(
    st.tuples(st.just("want"), st.dictionaries(NAMES, st.sampled_from("12"))),
    st.tuples(st.just("remember"), st.tuples(NAMES, st.sampled_from("12"))),
    st.tuples(st.just("forget"), NAMES),
)


@given(st.lists(STEP, max_size=12))
def test_many_values_recalled_at_once_are_those_recalled_one_by_one(steps: list[tuple[str, Any]]) -> None:
    """Whatever was wanted, remembered and forgotten before."""
    at_once, one_by_one = Memo(), Memo()
    for number, (what, of_what) in enumerate(steps):
        if what == "want":
            single = {name: one_by_one.recall(ROOM, name, key) for name, key in of_what.items()}
            found = {name: value for name, value in single.items() if value is not MISSING}
            assert at_once.recall_all(ROOM, of_what) == found
        for both in (at_once, one_by_one):
            if what == "remember":
                both.remember(ROOM, *of_what, number)
            elif what == "forget":
                both.forget(ROOM, of_what)


def test_what_was_recalled_at_once_was_used(tmp_path: Path) -> None:
    filled(tmp_path)
    build = memo(tmp_path)
    build.begin()
    assert build.recall_all(ROOM, {"a.md": "1", "c.md": "1"}) == {"a.md": ("value", 1)}
    build.save()

    assert memo(tmp_path).names(ROOM) == {"a.md"}


def test_what_is_held_is_made_again_for_another_key_and_never_written(tmp_path: Path) -> None:
    made: list[tuple[int, str]] = []
    build = memo(tmp_path)
    for key in ((1, "a"), (1, "a"), (2, "a"), (1, "a")):
        build.hold("plan", key, partial(made.append, key))
    build.save()

    assert made == [(1, "a"), (2, "a"), (1, "a")]
    assert not (tmp_path / "memo.sqlite").exists()


def taken(folder: Path, names: list[str]) -> Memo:
    """A build that takes values which others have sealed."""
    build = memo(folder)
    build.take(ROOM, [bucket({name: ("1", f"value of {name}") for name in lot}) for lot in in_lots(names)])
    return build


@pytest.mark.parametrize("count", [1, 31, 64, 300])
def test_whole_buckets_are_remembered_as_they_were_sealed(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.md" for number in range(count)]
    build = taken(tmp_path, names)
    assert build.names(ROOM) == {*names}
    monkeypatch.setattr("hyqz_site.memo.sealed", lambda _: pytest.fail("nothing is sealed twice"))
    build.save()
    assert memo(tmp_path).recall_all(ROOM, dict.fromkeys(names, "1")) == {name: f"value of {name}" for name in names}


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=60), st.integers(0, 150))
def test_what_changes_before_they_are_written_changes_in_them(steps: list[tuple[int, bool]], count: int) -> None:
    """However many come or go; and whatever the file had in that room before."""
    with tempfile.TemporaryDirectory() as folder:
        old = filled_with_many(Path(folder))
        first = memo(Path(folder))
        for name in old:
            first.forget(ROOM, name)
        first.save()
        names = [f"{number}.md" for number in range(count)]
        build = taken(Path(folder), names)
        there = {name: f"value of {name}" for name in names}
        for number, is_kept in steps:
            name = f"{number}.md"
            if is_kept:
                there[name] = "another one"
                build.remember(ROOM, name, "1", "another one")
            else:
                there.pop(name, None)
                build.forget(ROOM, name)
        build.save()
        again = memo(Path(folder))
        assert again.names(ROOM) == there.keys()
        assert again.recall_all(ROOM, dict.fromkeys([*names, *old, *there], "1")) == there
