"""Values of pure functions, remembered from build to build by the digest of what they were made from.

One file holds them all, in buckets: thousands of small things would cost more to read than most of them cost to make.
A value is found by its room (what made it) and its name (what it was made for), and is good only where its key is that
of now; so an edited record takes its own place and nothing grows. A damaged file or bucket is a miss. Values are never
changed by those who get them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pickle
from hashlib import blake2b
from io import BytesIO
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from zlib import crc32

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")

_CHECK: Final = 8
"""Bytes of a value's own digest, at its head: enough against damage."""
_PATIENCE: Final = 0.5
"""Seconds to wait for another build that is writing."""
_FILLING: Final = 32
"""Values in a bucket: many are read together faster than one by one, and one that is new has few written with it."""
MISSING: Final = object()
"""In place of a value that is not remembered."""


class _Room:
    """What is remembered by one maker: held, or in buckets of the file that nobody has opened yet."""

    def __init__(
        self,
        names: set[str],
        sealed: set[int],
        buckets: int,
        fetch: Callable[[set[int]], dict[int, bytes]] = lambda _: {},
    ) -> None:
        """`fetch` reads the buckets of some numbers, those that are whole."""
        self.names: Final = names
        """All for which something is remembered."""
        self.changed: Final[set[str]] = set()
        """Those of them, or gone from them, that the file does not know about."""
        self.buckets = buckets
        """How many there are in the file."""
        self._sealed = sealed
        self._fetch = fetch
        self._held: dict[str, tuple[str, Any]] = {}
        self._wanted: Mapping[str, str] = {}
        self._found: dict[str, Any] = {}
        """What was found of that."""

    def recall(self, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was remembered
        found = self._held.get(name)
        if found is None and self._sealed:
            self._open({_bucket_of(name, self.buckets)})
            found = self._held.get(name)
        return found[1] if found is not None and found[0] == key else MISSING

    def recall_all(self, wanted: Mapping[str, str]) -> dict[str, Any]:
        if wanted != self._wanted:
            new = dict(wanted.items() - self._wanted.items())
            self._found = {name: value for name, value in self._found.items() if name in wanted and name not in new}
            if self._sealed:
                self._open({_bucket_of(name, self.buckets) for name in new})
            self._found |= {
                name: value for name, key in new.items() if (value := self.recall(name, key)) is not MISSING
            }
            self._wanted = wanted
        return self._found.copy()

    def remember(self, name: str, key: str, value: object) -> None:
        self._held[name] = key, value
        self.names.add(name)
        self.changed.add(name)
        if self._wanted.get(name) == key:
            self._found[name] = value
        else:
            self._found.pop(name, None)

    def forget(self, name: str) -> None:
        self._held.pop(name, None)
        self.names.discard(name)
        self.changed.add(name)
        self._found.pop(name, None)

    def packed(self) -> Iterator[tuple[int, str, bytes]]:
        """The buckets to be written: number, names, sealed values; all of them where there have to be more or fewer."""
        buckets = 1 << (len(self.names) // _FILLING).bit_length()
        if self.buckets and buckets // 2 <= self.buckets <= buckets * 2:
            touched = {_bucket_of(name, self.buckets) for name in self.changed}
            self._open(touched)
        else:
            self.take_out()
            self.buckets, touched = buckets, set(range(buckets))
        filled: dict[int, list[str]] = {number: [] for number in touched}
        for name in self.names:
            number = _bucket_of(name, self.buckets)
            if number in filled and name in self._held:
                filled[number].append(name)
        for number, names in filled.items():
            yield number, "\n".join(names), _sealed({name: self._held[name] for name in names})

    def take_out(self) -> None:
        """Hold all that is in the buckets: there will be others."""
        self._open(self._sealed)
        self.buckets = 0

    def _open(self, numbers: set[int]) -> None:
        wanted = numbers & self._sealed
        self._sealed -= wanted
        for sealed in self._fetch(wanted).values() if wanted else ():
            entries: Any = _opened(sealed)
            for name, entry in entries.items() if entries is not MISSING else ():
                if name not in self.changed:
                    self._held[name] = entry


def _bucket_of(name: str, buckets: int) -> int:
    return crc32(name.encode()) & (buckets - 1)


class Memo:
    """What is remembered: in the file `path` and, of this process, in memory; without a file only there."""

    def __init__(self, path: Path | None = None, made_by: str = "", *, is_read_only: bool = False) -> None:
        """`made_by` is the digest of the program: another one trusts nothing of what this one remembered.

        `is_read_only`: what is new stays in memory.
        """
        self._path = path
        self._made_by = made_by
        self._is_read_only = is_read_only
        self._rooms: dict[str, _Room] = {}
        self._used: dict[str, set[str]] = {}
        self._kept: dict[str, tuple[object, Any]] = {}
        self._generation: bytes | None = None
        """Of the file when it was first read: what is remembered together belongs together."""

    def recall(self, room: str, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was remembered
        """The value made for `name` from what `key` is the digest of; MISSING where it is not remembered."""
        self._used.setdefault(room, set()).add(name)
        return self._room(room).recall(name, key)

    def recall_all(self, room: str, wanted: Mapping[str, str]) -> dict[str, Any]:
        """What is remembered of what is wanted, a key by name: as `recall` would give each.

        Of ten thousand values one or two are others than when they were last wanted; only these are looked for.
        """
        self._used.setdefault(room, set()).update(wanted)
        return self._room(room).recall_all(wanted)

    def hold(self, name: str, key: object, make: Callable[[], T]) -> T:
        """The value that was made when the key was the same, or made now: of this process alone, on no disk.

        For what is only of use while a site is edited; keys are compared as they are.
        """
        kept = self._kept.get(name)
        if kept is None or kept[0] != key:
            kept = self._kept[name] = key, make()
        return cast("T", kept[1])

    def remember(self, room: str, name: str, key: str, value: object) -> None:
        """Remember a value. It can be pickled, and nobody changes it; a name has no line end."""
        self._used.setdefault(room, set()).add(name)
        self._room(room).remember(name, key, value)

    def names(self, room: str) -> set[str]:
        """Whatever something is remembered for in a room."""
        return self._room(room).names.copy()

    def use(self, room: str, names: Iterable[str]) -> None:
        """Keep what is remembered for names, though nobody has recalled it in this build."""
        self._used.setdefault(room, set()).update(names)

    def forget(self, room: str, name: str) -> None:
        """Forget what is remembered for `name`: it holds no longer, whatever its key."""
        self._room(room).forget(name)

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
        for name, used in self._used.items():
            room = self._room(name)
            for stale in room.names - used:
                room.forget(stale)
        if self._path and not self._is_read_only and any(room.changed for room in self._rooms.values()):
            with contextlib.suppress(OSError):
                self._write()

    def _room(self, name: str) -> _Room:
        if name not in self._rooms:
            self._rooms[name] = self._read(name)
        return self._rooms[name]

    def _read(self, name: str) -> _Room:
        rows = self._rows("number, names", name)
        if {number for number, _ in rows} != set(range(len(rows))) or len(rows).bit_count() > 1:  # damaged
            rows = []
        names = {name for _, listed in rows for name in str(listed).split("\n") if name}

        def fetch(numbers: set[int]) -> dict[int, bytes]:
            some = f" AND number IN ({','.join(map(str, numbers))})" if len(numbers) < len(rows) else ""
            return dict(self._rows("number, value", name, some))

        return _Room(names, set(range(len(rows))), len(rows), fetch)

    def _rows(self, columns: str, room: str, which: str = "") -> list[tuple[Any, ...]]:
        """What the file has of a room; nothing where another build has written since."""
        if self._path is None:
            return []
        if not self._path.exists():
            self._generation = self._generation or b""
            return []
        import sqlite3  # noqa: PLC0415 - not for a command that remembers nothing

        try:
            with contextlib.closing(self._connected()) as store:
                if self._is_another(store) or self._said(store, "made_by") != self._made_by.encode():
                    return []
                query = f"SELECT {columns} FROM buckets WHERE room=?{which}"  # noqa: S608 - of our own words and numbers
                return store.execute(query, (room,)).fetchall()
        except sqlite3.Error:
            return []

    def _write(self) -> None:
        import sqlite3  # noqa: PLC0415

        assert self._path is not None  # noqa: S101 - `save` has looked
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._put()
        except sqlite3.OperationalError:  # another build has it, or the disk is full
            return
        except sqlite3.Error:  # damaged: what can be had is written afresh, the rest is made again
            for room in self._rooms.values():
                room.take_out()
            self._path.unlink(missing_ok=True)
            with contextlib.suppress(sqlite3.Error):
                self._put()

    def _put(self) -> None:
        with contextlib.closing(self._connected()) as store:
            is_ours = self._said(store, "made_by") == self._made_by.encode()
            if is_ours and self._is_another(store):
                return  # its values hold together, and ours would not fit in
        before = {name: room.buckets for name, room in self._rooms.items()}
        # Now: who writes would lock out the reading of buckets that have to be opened for it.
        rows = {name: list(room.packed()) for name, room in self._rooms.items() if room.changed}
        with contextlib.closing(self._connected()) as store, store:
            store.execute("BEGIN IMMEDIATE")
            store.execute("CREATE TABLE IF NOT EXISTS said (name PRIMARY KEY, value)")
            store.execute("CREATE TABLE IF NOT EXISTS buckets (room, number, names, value, PRIMARY KEY (room, number))")
            if self._said(store, "made_by") != self._made_by.encode():
                store.execute("DELETE FROM buckets")
            elif self._is_another(store):
                return
            self._generation = os.urandom(8)
            said = {"made_by": self._made_by.encode(), "generation": self._generation}
            store.executemany("INSERT OR REPLACE INTO said VALUES (?,?)", said.items())
            for name, packed in rows.items():
                if self._rooms[name].buckets != before[name]:
                    store.execute("DELETE FROM buckets WHERE room=?", (name,))
                store.executemany("INSERT OR REPLACE INTO buckets VALUES (?,?,?,?)", ((name, *row) for row in packed))
        for room in self._rooms.values():  # those whose buckets are not open are as they were
            room.changed.clear()

    def _is_another(self, store: sqlite3.Connection) -> bool:
        """Whether another build has written since this one began to read."""
        generation = self._said(store, "generation") or b""
        if self._generation is None:
            self._generation = generation
        return generation != self._generation

    def _said(self, store: sqlite3.Connection, name: str) -> bytes | None:
        """What the file says of itself."""
        if store.execute("SELECT 1 FROM sqlite_master WHERE name='said'").fetchone() is None:
            return None
        found = store.execute("SELECT value FROM said WHERE name=?", (name,)).fetchone()
        return bytes(found[0]) if found else None

    def _connected(self) -> sqlite3.Connection:
        import sqlite3  # noqa: PLC0415

        store = sqlite3.connect(self._path or ":memory:", timeout=_PATIENCE)
        store.execute("PRAGMA synchronous=OFF")  # a damaged file is a miss
        return store


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


_setters: Final[dict[type[Any], tuple[Callable[[Any, Any], None], ...]]] = {}


def _restored(cls: type[Any], values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an object of the class
    if cls not in _setters:
        _setters[cls] = tuple(_setter(cls, name) for name in _fields(cls))
    new = object.__new__(cls)
    for set_value, value in zip(_setters[cls], values, strict=True):
        set_value(new, value)
    return new


def _setter(cls: type[Any], name: str) -> Callable[[Any, Any], None]:
    """What sets a field of a frozen object: its slot, which takes half the time, where there is one."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda new, value: object.__setattr__(new, name, value)


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
