"""Values as bytes and back, for what is remembered on the disk: checked against damage, and read as fast as may be.

Ten thousand records are read back in every build, and most of them nobody looks at. A class that is `Late` is read back
with the few fields that everybody asks for; the others wait as bytes until somebody asks for one of them.
"""

from __future__ import annotations

import dataclasses
import pickle
from hashlib import blake2b
from io import BytesIO
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, ClassVar, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_CHECK: Final = 8
"""Bytes of a value's own digest, at its head: enough against damage."""
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
            if name == "_waiting" or name not in _late(cls) or not hasattr(self, "_waiting"):
                raise AttributeError(name=name, obj=self)
            _fill(self, cls, _late(cls), pickle.loads(self._waiting))  # noqa: S301 - what is around it was checked
            object.__delattr__(self, "_waiting")
            return object.__getattribute__(self, name)


def sealed(value: object) -> bytes:
    """The value as bytes, for `opened`. It can be pickled."""
    data = _pickled(value)
    return blake2b(data, digest_size=_CHECK).digest() + data


def opened(data: object) -> Any:  # noqa: ANN401 - whatever was sealed
    """The value, or MISSING where it is damaged. Only what this program wrote into the project's own cache is read."""
    if not isinstance(data, bytes) or blake2b(data[_CHECK:], digest_size=_CHECK).digest() != data[:_CHECK]:
        return MISSING
    return pickle.loads(data[_CHECK:])  # noqa: S301


class _Pickler(pickle.Pickler):
    """Writes frozen objects as their class and their values, which are read twice as fast as what they say themselves.

    Objects that say how they want to be written are written so.
    """

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - any object
        cls = type(value)
        if not dataclasses.is_dataclass(cls) or cls.__reduce__ is not object.__reduce__:
            return NotImplemented
        if issubclass(cls, Late):
            is_waiting = hasattr(value, "_waiting")
            waiting = value._waiting if is_waiting else _pickled(_values(value, _late(cls)))  # noqa: SLF001 - ours
            return _restored_early, (cls, _values(value, cls.early), waiting)
        return _restored, (cls, _values(value, _fields(cls)))


def _pickled(value: object) -> bytes:
    out = BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def _values(value: object, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple([getattr(value, name) for name in names])


_names: Final[dict[type[Any], tuple[str, ...]]] = {}
_late_names: Final[dict[type[Any], tuple[str, ...]]] = {}
_setters: Final[dict[tuple[type[Any], tuple[str, ...]], tuple[Callable[[Any, Any], None], ...]]] = {}


def _fields(cls: type[Any]) -> tuple[str, ...]:
    if cls not in _names:
        _names[cls] = tuple(field.name for field in dataclasses.fields(cls))
    return _names[cls]


def _late(cls: type[Late]) -> tuple[str, ...]:
    if cls not in _late_names:
        _late_names[cls] = tuple(name for name in _fields(cls) if name not in cls.early + cls.passing)
    return _late_names[cls]


def _restored(cls: type[Any], values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an object of the class
    new = object.__new__(cls)
    _fill(new, cls, _fields(cls), values)
    return new


def _restored_early(cls: type[Late], values: tuple[Any, ...], waiting: bytes) -> Late:
    new = object.__new__(cls)
    _fill(new, cls, cls.early, values)
    for name in cls.passing:
        object.__setattr__(new, name, None)
    object.__setattr__(new, "_waiting", waiting)
    return new


def _fill(new: object, cls: type[Any], names: tuple[str, ...], values: tuple[Any, ...]) -> None:
    setters = _setters.get((cls, names))
    if setters is None:
        setters = _setters[cls, names] = tuple(_setter(cls, name) for name in names)
    for set_value, value in zip(setters, values, strict=True):
        set_value(new, value)


def _setter(cls: type[Any], name: str) -> Callable[[Any, Any], None]:
    """What sets a field of a frozen object: its slot, which takes half the time, where there is one."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda new, value: object.__setattr__(new, name, value)
