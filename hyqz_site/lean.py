"""Frozen data classes that are quick to make: their methods are compiled when somebody calls them.

`dataclasses` compiles six methods for every class, used or not; for our two hundred that was a fifth of the time of a
build in which one text has changed. Here a class gets methods that all classes share, and its `__init__` is compiled at
the first call. To everybody else, type checkers too, it is a data class.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - said aloud that it is to be had from here
else:

    def dataclass(cls: Any = None, /, *, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Any:  # noqa: ANN401 - a class
        """As `dataclasses.dataclass`."""

        def made(cls: type[T]) -> type[T]:
            if frozen:
                return _lean(cls, slots=slots, kw_only=kw_only)
            return dataclasses.dataclass(slots=slots, kw_only=kw_only)(cls)

        return made if cls is None else made(cls)


def _lean(cls: type[T], *, slots: bool, kw_only: bool) -> type[T]:
    new = dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, slots=slots, kw_only=kw_only)(cls)
    fields = dataclasses.fields(new)  # type: ignore[arg-type]  # it is one now
    methods = {
        "__init__": _init_of(new, fields),
        "__repr__": _repr_of(tuple(field.name for field in fields if field.repr)),
        **_comparing(tuple(field.name for field in fields if field.compare)),
        **_pickling(tuple(field.name for field in fields)),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(new, name, method)
    return new


def _init_of(cls: type[Any], fields: tuple[dataclasses.Field[Any], ...]) -> Any:  # noqa: ANN401 - a method
    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807, ANN401
        compiled = _compiled(fields, has_more=hasattr(cls, "__post_init__"))
        compiled.__qualname__ = f"{cls.__qualname__}.__init__"
        setattr(cls, "__init__", compiled)  # noqa: B010 - mypy holds it unsound
        compiled(self, *values, **named)

    return __init__


def _compiled(fields: tuple[dataclasses.Field[Any], ...], *, has_more: bool) -> Any:  # noqa: ANN401 - a method
    """The `__init__` of fields, in a tenth of the time that `dataclasses` takes to make a class around it."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_absent": dataclasses.MISSING}
    given: dict[bool, list[str]] = {False: [], True: []}
    body = []
    for field in fields:
        default, value = "", field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_new_{field.name}"] = field.default_factory
            new = f"_new_{field.name}()"
            default, value = "=_absent", f"{new} if {value} is _absent else {value}" if field.init else new
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{field.name}"] = field.default
            default, value = f"=_default_{field.name}", value if field.init else f"_default_{field.name}"
        if field.init:
            given[bool(field.kw_only)].append(field.name + default)
        if field.init or default:
            body.append(f"_set(_self, {field.name!r}, {value})")
    names = [*given[False], *(["*"] if given[True] else []), *given[True]]
    body.append("_self.__post_init__()" if has_more else "pass")
    exec(f"def __init__({', '.join(['_self', *names])}):\n  " + "\n  ".join(body), known)  # noqa: S102 - ours
    return known["__init__"]


def _repr_of(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - as above
    def __repr__(self: Any) -> str:  # noqa: N807, ANN401
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return __repr__


def _comparing(names: tuple[str, ...]) -> dict[str, Any]:
    values = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807, ANN401
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807, ANN401
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _pickling(names: tuple[str, ...]) -> dict[str, Any]:
    def __getstate__(self: Any) -> list[Any]:  # noqa: N807, ANN401
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[Any]) -> None:  # noqa: N807, ANN401
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": __getstate__, "__setstate__": __setstate__}


def _refuse(self: object, name: str, *_: object) -> None:
    message = f"cannot change field {name!r} of {type(self).__qualname__}"
    raise dataclasses.FrozenInstanceError(message)
