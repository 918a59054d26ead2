"""Frozen objects come back from bytes as they were; late ones when somebody looks."""

import pickle
import re
from collections import Counter
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.lean import dataclass
from hyqz_site.sealing import MISSING, Late, opened, sealed


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Late):
    """Somebody of whom all ask for the name alone."""

    early = ("name",)
    passing = ("desk",)

    name: str
    home: Point
    words: tuple[str, ...] = ()
    desk: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour(Person):
    """One with more to say."""

    door: str = "一号"


PEOPLE = st.builds(
    Neighbour,
    name=st.text(max_size=4),
    home=st.builds(Point, st.integers(), st.integers()),
    words=st.lists(st.text(max_size=4), max_size=3).map(tuple),
    door=st.text(max_size=4),
)


def is_waiting(person: Person) -> bool:
    return hasattr(person, "_waiting")


@given(st.lists(PEOPLE, max_size=3))
def test_what_was_sealed_comes_back(people: list[Person]) -> None:
    again = opened(sealed(people))
    assert again == people
    assert [(type(one), type(one.home)) for one in again] == [(Neighbour, Point)] * len(people)


class Colour(Enum):
    """A class whose class has a name of its own."""

    RED = "红"


@dataclass(frozen=True, slots=True)
class Alone:
    """One field, which is no tuple of one."""

    x: object


class Pair(NamedTuple):
    """A tuple with a name."""

    x: int
    y: object


@pytest.mark.parametrize(
    "value",
    [Alone((1,)), Alone(Alone(1)), Colour.RED, Colour, Pair(1, Point), Pair, re.compile("红+"), date(2026, 11, 30), len,
     Counter("红绿红"), Decimal("1.50"), {Colour.RED: [Point(1), Point(1)]}],
    ids=str,
)  # fmt: skip
def test_whatever_pickle_writes_is_written(value: object) -> None:
    assert opened(sealed(value)) == value


def test_who_asks_early_wakes_nobody() -> None:
    person = opened(sealed(Neighbour(name="周老师", home=Point(1, 2), door="二号", desk="here")))
    assert person.name == "周老师"
    assert person.desk is None
    assert getattr(person, "unknown", None) is None
    assert is_waiting(person)
    assert person.door == "二号"
    assert not is_waiting(person)
    assert person.home == Point(1, 2)


def test_who_waits_is_sealed_as_he_is(monkeypatch: pytest.MonkeyPatch) -> None:
    once = opened(sealed(Neighbour(name="周老师", home=Point(1, 2))))
    monkeypatch.setattr(pickle, "loads", lambda _: pytest.fail("somebody was woken"))
    twice = sealed(once)
    monkeypatch.undo()
    assert opened(twice) == once


def test_what_is_no_field_is_no_attribute() -> None:
    person = Neighbour(name="周老师", home=Point(1))
    with pytest.raises(AttributeError) as caught:
        person.age  # type: ignore[attr-defined]  # noqa: B018 - that is the point
    assert (caught.value.name, caught.value.obj) == ("age", person)
    assert [one.name for one in fields(person)] == ["name", "home", "words", "desk", "door"]


@pytest.mark.parametrize("damage", [b"", b"text", None, "text", sealed(1)[:-1], b"\0" + sealed(1)[1:]])
def test_what_is_damaged_is_missing(damage: Any) -> None:  # noqa: ANN401 - anything
    assert opened(damage) is MISSING
