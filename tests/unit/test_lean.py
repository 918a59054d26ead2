"""A lean data class is what `dataclasses` would have made of it, to everybody who asks."""

import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property
from typing import Any

import pytest

from hyqz_site import lean

Decorator = Callable[..., Any]


def point(dataclass: Decorator) -> Any:  # noqa: ANN401 - a class
    @dataclass(frozen=True, slots=True)
    class Point:
        """A place."""

        x: int
        y: int = 0
        names: list[str] = dataclasses.field(default_factory=list, compare=False)
        secret: str = dataclasses.field(default="-", repr=False)

    return Point


@lean.dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What others have, too."""

    title: str
    note: str = ""


@lean.dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Base):
    """A base with more."""

    count: int


@lean.dataclass(frozen=True)
class Circle:
    """Has something that it works out."""

    radius: float
    area: float = dataclasses.field(init=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "area", 3 * self.radius**2)

    @cached_property
    def width(self) -> float:
        return 2 * self.radius


@pytest.mark.parametrize(
    ("values", "named"),
    [((1,), {}), ((1, 2), {}), ((), {"x": 1, "y": 2}), ((1,), {"names": ["a"], "secret": "s"}), ((1, 2, ["b"]), {})],
)
def test_it_is_made_shown_and_compared_as_ever(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    mine, theirs = point(lean.dataclass), point(dataclasses.dataclass)
    one, other = mine(*values, **named), theirs(*values, **named)

    assert dataclasses.astuple(one) == dataclasses.astuple(other)
    assert repr(one).rpartition(".")[2] == repr(other).rpartition(".")[2]
    assert one == mine(*values, **{**named, "names": ["else"]} if len(values) < 3 else named)
    assert one != other
    assert one != mine(7)
    assert hash(one) == hash(other)
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, [], "", 5), {}), ((1,), {"z": 3}), ((1,), {"x": 2})])
def test_wrong_arguments_are_refused_at_the_first_call_and_later(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    made = point(lean.dataclass)
    for _ in range(2):
        with pytest.raises(TypeError):
            made(*values, **named)
    assert made(1).x == 1


def test_nothing_of_it_changes() -> None:
    one = Kind(title="a", count=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.count = 2  # type: ignore[misc]  # that is what is tested
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.title  # type: ignore[misc]
    assert dataclasses.replace(one, count=2) == Kind(count=2, title="a")


def test_fields_come_from_the_base_too_and_a_default_may_stand_before_a_field_without() -> None:
    assert [field.name for field in dataclasses.fields(Kind)] == ["title", "note", "count"]
    assert repr(Kind(count=1, title="a")) == "Kind(title='a', note='', count=1)"
    with pytest.raises(TypeError):
        Kind("a", count=1)  # type: ignore[misc]


def test_it_travels_between_processes() -> None:
    one = Kind(title="a", count=1)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes


def test_what_it_works_out_is_kept() -> None:
    one = Circle(2.0)
    assert (one.area, one.width, one.width) == (12.0, 4.0, 4.0)
    with pytest.raises(TypeError):
        Circle(2.0, area=7.0)  # type: ignore[call-arg]  # nobody else says it
    assert pickle.loads(pickle.dumps(one)).area == 12.0  # noqa: S301 - as above


def test_methods_of_its_own_stay() -> None:
    @lean.dataclass(frozen=True, slots=True)
    class Named:
        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

    assert repr(Named("a")) == "<a>"
