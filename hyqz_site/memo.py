"""Values of pure functions, remembered from build to build by the digest of what they were made from.

One file holds them all: thousands of small ones would cost more to open than most values cost to make. A value is found
by its room (what made it) and its name (what it was made for), and is good only where its key is that of now; so an
edited record takes its own place and nothing grows. A damaged file or value is a miss. Values are never changed by
those who get them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pickle
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from pathlib import Path

T = TypeVar("T")

_CHECK: Final = 8
"""Bytes of a value's own digest, at its head: enough against damage."""
_PATIENCE: Final = 0.5
"""Seconds to wait for another build that is writing."""
_SMALL: Final = 64
"""Bytes up to which a stored value is likely to be one of many that are the same."""
MISSING: Final = object()
"""In place of a value that is not remembered."""


class Memo:
    """What is remembered: in the file `path` and, of this process, in memory; without a file only there."""

    def __init__(self, path: Path | None = None, made_by: str = "", *, is_read_only: bool = False) -> None:
        """`made_by` is the digest of the program: another one trusts nothing of what this one remembered.

        `is_read_only`: what is new stays in memory.
        """
        self._path = path
        self._made_by = made_by
        self._is_read_only = is_read_only
        self._held: dict[str, dict[str, tuple[str, Any]]] = {}
        self._stored: dict[str, dict[str, tuple[str, bytes]]] = {}
        self._used: dict[str, set[str]] = {}
        self._new: dict[str, set[str]] = {}
        self._gone: dict[str, set[str]] = {}
        self._recalled: dict[str, tuple[Mapping[str, str], dict[str, Any]]] = {}
        self._kept: dict[str, tuple[object, Any]] = {}
        self._generation: bytes | None = None
        """Of the file when it was first read: what is remembered together belongs together."""

    def recall(self, room: str, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was remembered
        """The value made for `name` from what `key` is the digest of; MISSING where it is not remembered."""
        self._used.setdefault(room, set()).add(name)
        held = self._held.setdefault(room, {})
        found = held.get(name)
        if found is not None:
            return found[1] if found[0] == key else MISSING
        stored = self._room(room).get(name)
        if stored is None or stored[0] != key:
            return MISSING
        value = _opened_small(stored[1]) if len(stored[1]) <= _SMALL else _opened(stored[1])
        if value is not MISSING:
            held[name] = key, value
        return value

    def recall_all(self, room: str, wanted: Mapping[str, str]) -> dict[str, Any]:
        """What is remembered of what is wanted, a key by name: as `recall` would give each.

        Of ten thousand values one or two are others than when they were last wanted; only these are looked for.
        """
        self._used.setdefault(room, set()).update(wanted)
        last, found = self._recalled.get(room, ({}, {}))
        if wanted != last:
            new = dict(wanted.items() - last.items())
            found = {name: value for name, value in found.items() if name in wanted and name not in new}
            for name, key in new.items():
                value = self.recall(room, name, key)
                if value is not MISSING:
                    found[name] = value
            self._recalled[room] = wanted, found
        return found.copy()

    def hold(self, name: str, key: object, make: Callable[[], T]) -> T:
        """The value that was made when the key was the same, or made now: of this process alone, on no disk.

        For what is only of use while a site is edited; keys are compared as they are.
        """
        kept = self._kept.get(name)
        if kept is None or kept[0] != key:
            kept = self._kept[name] = key, make()
        return cast("T", kept[1])

    def remember(self, room: str, name: str, key: str, value: object) -> None:
        """Remember a value. It can be pickled, and nobody changes it."""
        self._used.setdefault(room, set()).add(name)
        self._held.setdefault(room, {})[name] = key, value
        self._new.setdefault(room, set()).add(name)
        self._gone.get(room, set()).discard(name)
        wanted, found = self._recalled.get(room, ({}, {}))
        if wanted.get(name) == key:
            found[name] = value
        else:
            found.pop(name, None)

    def names(self, room: str) -> set[str]:
        """Whatever something is remembered for in a room."""
        return {*self._held.get(room, ()), *self._room(room)}

    def forget(self, room: str, name: str) -> None:
        """Forget what is remembered for `name`: it holds no longer, whatever its key."""
        self._held.get(room, {}).pop(name, None)
        self._room(room).pop(name, None)
        self._recalled.get(room, ({}, {}))[1].pop(name, None)
        self._new.get(room, set()).discard(name)
        self._gone.setdefault(room, set()).add(name)

    def of(self, room: str, name: str, key: str, make: Callable[[], T]) -> T:
        """The value remembered, or made now and remembered."""
        value = self.recall(room, name, key)
        if value is MISSING:
            value = make()
            self.remember(room, name, key, value)
        return value  # type: ignore[no-any-return]  # what `make` made, now or then

    def begin(self) -> None:
        """Begin a build: what it does not use will be forgotten at its end."""
        self._used.clear()

    def save(self) -> None:
        """End a build: write what is new to the file, forget what was not used in the rooms that were entered."""
        for room, used in self._used.items():
            for name in self.names(room) - used:
                self.forget(room, name)
        stale, self._gone = self._gone, {}
        if self._path and not self._is_read_only and (any(self._new.values()) or any(stale.values())):
            with contextlib.suppress(OSError):
                self._write(stale)
        self._new.clear()

    def _room(self, room: str) -> dict[str, tuple[str, bytes]]:
        if room not in self._stored:
            self._stored[room] = self._read(room)
        return self._stored[room]

    def _read(self, room: str) -> dict[str, tuple[str, bytes]]:
        if self._path is None:
            return {}
        if not self._path.exists():
            self._generation = self._generation or b""
            return {}
        import sqlite3  # noqa: PLC0415 - not for a command that remembers nothing

        try:
            with contextlib.closing(self._connected()) as store:
                made_by = store.execute("SELECT value FROM memo WHERE room='' AND name='made_by'").fetchone()
                if self._is_another(store) or made_by != (self._made_by.encode(),):
                    return {}
                rows = store.execute("SELECT name, key, value FROM memo WHERE room=?", (room,))
                return {name: (key, value) for name, key, value in rows}
        except sqlite3.Error:
            return {}

    def _write(self, stale: dict[str, set[str]]) -> None:
        import sqlite3  # noqa: PLC0415

        assert self._path is not None  # noqa: S101 - `save` has looked
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._put(stale)
        except sqlite3.OperationalError:  # another build has it, or the disk is full
            return
        except sqlite3.Error:  # damaged: what is held is written afresh, the rest is made again
            self._path.unlink(missing_ok=True)
            with contextlib.suppress(sqlite3.Error):
                self._put(stale)

    def _put(self, stale: dict[str, set[str]]) -> None:
        rows = [
            (room, name, self._held[room][name][0], _sealed(self._held[room][name][1]))
            for room, names in self._new.items()
            for name in names
            if name in self._held[room]
        ]
        with contextlib.closing(self._connected()) as store, store:
            store.execute("BEGIN IMMEDIATE")
            store.execute("CREATE TABLE IF NOT EXISTS memo (room, name, key, value, PRIMARY KEY (room, name))")
            made_by = ("", "made_by", "", self._made_by.encode())
            if store.execute("SELECT 1 FROM memo WHERE room='' AND value=?", (made_by[3],)).fetchone() is None:
                store.execute("DELETE FROM memo")
                store.execute("INSERT INTO memo VALUES (?,?,?,?)", made_by)
            elif self._is_another(store):
                return  # its values hold together, and ours would not fit in
            self._generation = os.urandom(8)
            store.execute("INSERT OR REPLACE INTO memo VALUES ('', 'generation', '', ?)", (self._generation,))
            gone = [(room, name) for room, names in stale.items() for name in names]
            store.executemany("DELETE FROM memo WHERE room=? AND name=?", gone)
            store.executemany("INSERT OR REPLACE INTO memo VALUES (?,?,?,?)", rows)

    def _is_another(self, store: sqlite3.Connection) -> bool:
        """Whether another build has written since this one began to read."""
        found = store.execute("SELECT value FROM memo WHERE room='' AND name='generation'").fetchone()
        generation = found[0] if found else b""
        if self._generation is None:
            self._generation = generation
        return bool(generation != self._generation)

    def _connected(self) -> sqlite3.Connection:
        import sqlite3  # noqa: PLC0415

        store = sqlite3.connect(self._path or ":memory:", timeout=_PATIENCE)
        store.execute("PRAGMA synchronous=OFF")  # a damaged file is a miss
        return store


@lru_cache(maxsize=1024)
def _opened_small(sealed: bytes) -> Any:  # noqa: ANN401 - whatever was remembered
    """`_opened`, for values that many places share: nothing found, mostly."""
    return _opened(sealed)


class _Pickler(pickle.Pickler):
    """Writes frozen objects as their class and their values, which are read twice as fast as what they say themselves.

    Objects that say how they want to be written are written so.
    """

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 - any object
        cls = type(value)
        if not dataclasses.is_dataclass(cls) or cls.__reduce__ is not object.__reduce__:
            return NotImplemented
        return _restored, (cls, tuple(getattr(value, name) for name in _fields(cls)))


_names: Final[dict[type[Any], tuple[str, ...]]] = {}


def _fields(cls: type[Any]) -> tuple[str, ...]:
    if cls not in _names:
        _names[cls] = tuple(field.name for field in dataclasses.fields(cls))
    return _names[cls]


def _restored(cls: type[Any], values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an object of the class
    new = object.__new__(cls)
    for name, value in zip(_fields(cls), values, strict=True):
        object.__setattr__(new, name, value)
    return new


def _sealed(value: object) -> bytes:
    out = BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    data = out.getvalue()
    return blake2b(data, digest_size=_CHECK).digest() + data


def _opened(sealed: object) -> Any:  # noqa: ANN401 - whatever was remembered
    """The value, or MISSING where it is damaged. Only what this program wrote into the project's own cache is read."""
    if not isinstance(sealed, bytes) or blake2b(sealed[_CHECK:], digest_size=_CHECK).digest() != sealed[:_CHECK]:
        return MISSING
    return pickle.loads(sealed[_CHECK:])  # noqa: S301
