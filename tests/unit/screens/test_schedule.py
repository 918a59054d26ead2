"""`slide_at` against the shared cases, and the laws that hold for any table."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyqz_site.screens.schedule import (
    DAY,
    SECOND,
    ZONE,
    Rule,
    Segment,
    State,
    Table,
    Turn,
    Window,
    always_at,
    is_sane,
    plain,
    slide_at,
    table_of,
    timeline,
)
from tests.unit.screens.cases import Case, cases, random_moment, random_table, tables


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.table}: {case.why}")
def test_slide_at_shows_what_the_case_says(case: Case) -> None:
    table = tables()[case.table]
    showing = slide_at(table, case.at)
    assert (showing.state, None if showing.slide is None else table.slides[showing.slide]) == (case.state, case.slide)
    assert case.since in {None, showing.start}
    assert case.until in {None, showing.end}


@given(st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_a_slide_is_on_from_its_start_to_its_end(seed: int) -> None:
    """Whatever `slide_at` says holds for the whole stretch that it names, and changes nowhere inside."""
    dice = random.Random(seed)
    table = random_table(dice)
    t = random_moment(dice, table)
    showing = slide_at(table, t)
    assert showing.start <= t < showing.end
    if showing.state is not State.CLOCK_WRONG:
        for moment in (max(t, showing.start), showing.end - 1, dice.randrange(t, showing.end)):
            if is_sane(table, moment):
                again = slide_at(table, moment)
                assert (again.state, again.slide, again.end) == (showing.state, showing.slide, showing.end)


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_a_table_survives_json(seed: int) -> None:
    table = random_table(random.Random(seed))
    assert table_of(json.loads(json.dumps(plain(table)))) == table


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_no_entry_is_on_outside_its_rule(seed: int) -> None:
    dice = random.Random(seed)
    table = random_table(dice)
    t = random_moment(dice, table)
    showing = slide_at(table, t)
    if showing.state is State.ON:
        day, of_day = divmod(t + ZONE, DAY)
        minute = of_day // 60_000
        turns = table.segments[sum(start <= t for start in table.starts)].turns
        assert any(turn.slide == showing.slide and table.rules[turn.entry].holds(day, minute) for turn in turns)
        assert any(window.holds(minute) for window in table.hours)


def test_every_slide_gets_its_share() -> None:
    """Over whole loops each slide is on for its own dwell, in the order of the loop."""
    table = Table(
        0,
        ("a", "b", "c"),
        (Window(0, 1440),),
        (Rule(),),
        (Segment(None, (Turn(0, 0, 3), Turn(0, 1, 5), Turn(0, 2, 4))),),
    )
    seen = [
        (one.slide, (one.end - one.start) // SECOND) for one in timeline(table, -ZONE + DAY, -ZONE + DAY + 24 * SECOND)
    ]
    assert seen == [(0, 3), (1, 5), (2, 4)] * 2


def test_screens_with_equal_loops_agree_whatever_emergency_one_of_them_had() -> None:
    """An emergency pre-empts the loop and does not move it (contract §2, 5)."""
    table = tables()["emergencies"]
    without = Table(table.built, table.slides, table.hours, table.rules, table.segments)
    for t in range(table.emergencies[2].until, table.emergencies[2].until + 100_000, 777):
        assert slide_at(table, t).slide == slide_at(without, t).slide


def test_with_a_wrong_clock_the_undated_slides_take_turns() -> None:
    table = Table(0, ("a", "b"), (), (), (Segment(None, ()),), always=((0, 3), (1, 4)))
    assert [always_at(table, second * SECOND).slide for second in range(8)] == [0, 0, 0, 1, 1, 1, 1, 0]
    assert always_at(Table(0, (), (), (), (Segment(None, ()),)), 5).slide is None
