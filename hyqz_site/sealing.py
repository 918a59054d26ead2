"""Values as bytes and back, for what is remembered on the disk: checked against damage, and read as fast as may be.

Ten thousand records are read back in every build, and most of them nobody looks at. A class that is `Late` is read back
with the few fields that everybody asks for; the others wait as bytes until somebody asks for one of them.
"""

from __future__ import annotations

import copyreg
import dataclasses
import pickle
from io import BytesIO
from operator import attrgetter, methodcaller
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable

    _Filler = Callable[[Any, tuple[Any, ...]], None]
    _Reducer = Callable[[Any], str | tuple[Any, ...]]

_CHECK: Final = 4
"""Bytes of a value's own checksum, at its head: enough against damage, and every build checks 50 MB of a large site."""
MISSING: Final = object()
"""In place of a value that is not remembered, or damaged."""


class Late:
    """A base of frozen data classes whose objects, when they are read back, wait for somebody to ask for them."""

    __slots__ = ("_waiting",)
    early: ClassVar[tuple[str, ...]] = ()
    """The names of the fields that do not wait."""
    passing: ClassVar[tuple[str, ...]] = ()
    """Of those that are not remembered: None in what is read back."""
    _waiting: bytes
    """All others, as bytes; not set where they are there."""

    if not TYPE_CHECKING:  # to type checkers all fields are there

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any field
            cls = type(self)
            if name == "_waiting" or name not in _way(cls).late or not hasattr(self, "_waiting"):
                raise AttributeError(name=name, obj=self)
            _way(cls).fill_late(self, pickle.loads(self._waiting))  # noqa: S301 - what is around it was checked
            object.__delattr__(self, "_waiting")
            return object.__getattribute__(self, name)


def sealed(value: object) -> bytes:
    """The value as bytes, for `opened`. It can be pickled."""
    data = _pickled(value)
    return _checksum(data) + data


def opened(data: object) -> Any:  # noqa: ANN401 - whatever was sealed
    """The value, or MISSING where it is damaged. Only what this program wrote into the project's own cache is read."""
    if not isinstance(data, bytes) or _checksum(data[_CHECK:]) != data[:_CHECK]:
        return MISSING
    return pickle.loads(data[_CHECK:])  # noqa: S301


def _checksum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_CHECK)


class _Reducers(dict[type[Any], "_Reducer"]):
    """How objects are written, by their classes: found once for each class, and then asked by pickle itself."""

    def __missing__(self, cls: type[Any]) -> _Reducer:
        reducer = self[cls] = _reducer(cls)
        return reducer


class _Pickler(pickle.Pickler):
    """Writes frozen objects as their class and their values, which are read twice as fast as what they say themselves.

    Objects that say how they want to be written are written so.
    """

    dispatch_table = _Reducers()


def _pickled(value: object) -> bytes:
    out = BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def _reducer(cls: type[Any]) -> _Reducer:
    """What tells pickle how objects of a class are written."""
    if issubclass(cls, type):  # it is a class of classes, which are written as their names
        return attrgetter("__qualname__")
    if not dataclasses.is_dataclass(cls) or cls.__reduce__ is not object.__reduce__:
        return copyreg.dispatch_table.get(cls) or methodcaller("__reduce_ex__", pickle.HIGHEST_PROTOCOL)
    if not issubclass(cls, Late):
        names = _getter(_way(cls).names)
        return lambda value: (_restored, (cls, names(value)))
    early, late, passing = _getter(cls.early), _getter(_way(cls).late), tuple(None for _ in cls.passing)

    def reduced(value: Late) -> tuple[Any, ...]:
        waiting = value._waiting if hasattr(value, "_waiting") else _pickled(late(value))  # noqa: SLF001 - ours
        return _restored, (cls, (*early(value), *passing, waiting))

    return reduced


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)  # a tuple, without a loop of ours
    return lambda value: tuple([getattr(value, name) for name in names])


def _restored(cls: type[Any], values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an object of the class
    new = object.__new__(cls)
    _way(cls).fill(new, values)
    return new


class _Way(NamedTuple):
    """How objects of a class are written and read."""

    names: tuple[str, ...]
    """The fields that are read at once."""
    fill: _Filler
    late: tuple[str, ...]
    """Those that wait."""
    fill_late: _Filler


def _way(cls: type[Any]) -> _Way:
    if cls not in _ways:
        names = tuple(field.name for field in dataclasses.fields(cls))
        late: tuple[str, ...] = ()
        if issubclass(cls, Late):
            late = tuple(name for name in names if name not in cls.early + cls.passing)
            names = (*cls.early, *cls.passing, "_waiting")
        _ways[cls] = _Way(names, _filler(cls, names), late, _filler(cls, late))
    return _ways[cls]


_ways: Final[dict[type[Any], _Way]] = {}


def _filler(cls: type[Any], names: tuple[str, ...]) -> _Filler:
    """What sets these fields of a new object, written out as `dataclasses` does: a loop takes three times as long."""
    count = range(len(names))
    known: dict[str, Any] = {f"set{number}": _setter(cls, name) for number, name in enumerate(names)}
    lines = ["def fill(new, values):", f" [{','.join(f'value{number}' for number in count)}] = values"]
    lines += [f" set{number}(new, value{number})" for number in count]
    exec("\n".join(lines), known)  # noqa: S102 - nothing but numbers was put into it
    return known["fill"]  # type: ignore[no-any-return]  # it is a function


def _setter(cls: type[Any], name: str) -> Callable[[Any, Any], None]:
    """What sets a field of a frozen object: its slot, which takes half the time, where there is one."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda new, value: object.__setattr__(new, name, value)
