"""Values of pure functions, remembered from build to build by the digest of what they were made from.

One file holds them all, in buckets: thousands of small things would cost more to read than most of them cost to make.
A value is found by its room (what made it) and its name (what it was made for), and is good only where its key is that
of now; so an edited record takes its own place and nothing grows. A damaged file or bucket is a miss. Values are never
changed by those who get them.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast
from zlib import crc32

from hyqz_site.sealing import MISSING as MISSING  # noqa: PLC0414 - in place of what is not remembered
from hyqz_site.sealing import opened, sealed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

T = TypeVar("T")

_PATIENCE: Final = 0.5
"""Seconds to wait for another build that is writing."""
_FILLING: Final = 32
"""Values in a bucket: many are read together faster than one by one."""
_MOST_PARTS: Final = 6
"""What has changed in a bucket is written beside it, so often; then the bucket is written anew."""
_LISTED: Final = "room, bucket, part, names, gone, (SELECT value FROM said WHERE name = 'parts of ' || room)"
"""All of a part but for its values, with how many parts its room has."""
_SAYS: Final = "(SELECT value FROM said WHERE name = 'made_by'), (SELECT value FROM said WHERE name = 'generation')"
"""What the file says of itself: by which program it was made, and which build wrote last."""


class _Part(NamedTuple):
    """A part of a bucket as the file has it: the first has all values, each further one those that were new then."""

    bucket: int
    part: int
    names: str
    """Of its values, a line each."""
    gone: str
    """Of values in earlier parts that hold no longer, whatever their keys."""
    value: bytes
    """The values by name and the names that are gone, sealed."""


class _Room:
    """What is remembered by one maker: held, or in buckets of the file that nobody has opened yet."""

    def __init__(
        self,
        names: set[str],
        parts: list[int],
        fetch: Callable[[AbstractSet[int]], Iterable[tuple[int, bytes]]] = lambda _: (),
    ) -> None:
        """`parts` says of how many parts each bucket is; `fetch` reads those of some buckets, in their order."""
        self.names: Final = names
        """All for which something is remembered."""
        self.changed: Final[set[str]] = set()
        """Those of them, or gone from them, that the file does not know about."""
        self._parts = parts
        self._sealed = set(range(len(parts)))
        self._damaged: set[int] = set()
        """The buckets to be written anew."""
        self._fetch = fetch
        self._held: dict[str, tuple[str, Any]] = {}
        self._wanted: Mapping[str, str] = {}
        self._found: dict[str, Any] = {}
        """What was found of that."""
        self._ready: list[bytes] = []
        """All buckets, as they were sealed when their values were made; empty where there are other values now."""

    def recall(self, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was remembered
        found = self._held.get(name)
        if found is None and self._sealed:
            self._open({_bucket_of(name, len(self._parts))})
            found = self._held.get(name)
        return found[1] if found is not None and found[0] == key else MISSING

    def recall_all(self, wanted: Mapping[str, str]) -> dict[str, Any]:
        if wanted != self._wanted:
            before = self._wanted
            new = {name: key for name, key in wanted.items() if before.get(name) != key}
            if new or len(wanted) != len(before):
                found = self._found.items()
                self._found = {name: value for name, value in found if name in wanted and name not in new}
            if self._sealed:  # whoever wants half of all wants all buckets, whose numbers take longer to find
                some = 2 * len(new) < len(self.names)
                self._open({_bucket_of(name, len(self._parts)) for name in new} if some else self._sealed)
            held = self._held
            self._found |= {name: one[1] for name, key in new.items() if (one := held.get(name)) and one[0] == key}
            self._wanted = wanted
        return self._found.copy()

    def take(self, buckets: Sequence[bytes]) -> dict[str, Any]:
        self._ready = [*buckets]
        for value in buckets:
            self._held |= opened(value)[0]
        self.names.update(self._held)
        self.changed.update(self._held)
        return {name: value for name, (_, value) in self._held.items()}

    def remember(self, name: str, key: str, value: object) -> None:
        self._held[name] = key, value
        self._note(name)
        self.names.add(name)
        if self._wanted.get(name) == key:
            self._found[name] = value
        else:
            self._found.pop(name, None)

    def forget(self, name: str) -> None:
        self._held.pop(name, None)
        self._note(name)
        self.names.discard(name)
        self._found.pop(name, None)

    def _note(self, name: str) -> None:
        """Something else holds for a name."""
        self.changed.add(name)
        if self._ready:
            self._ready[_bucket_of(name, len(self._ready))] = b""

    def packed(self) -> Iterator[_Part]:
        """The parts to be written; all of them where there have to be more or fewer buckets.

        A first part takes the place of all that the file has of its bucket.
        """
        buckets = _buckets_for(len(self.names))
        ready: list[bytes] = []
        if not (self._parts and buckets // 2 <= len(self._parts) <= buckets * 2):
            self.take_out()
            self._parts = [0] * buckets
            self._damaged.clear()
            self.changed.update(self.names)
            ready = self._ready if buckets == len(self._ready) else []
        changed = self._by_bucket(self.changed)
        anew = {number for number in changed if not 0 < self._parts[number] < _MOST_PARTS or len(self._parts) == 1}
        self._open(anew)
        anew |= self._damaged
        self._damaged.clear()
        changed |= self._by_bucket(self.names, anew)
        for number in anew & changed.keys():
            self._parts[number] = 0
        for number, names in changed.items():
            held = {name: self._held[name] for name in names if name in self._held}
            gone = [name for name in names if name not in held] if self._parts[number] else []
            value = (ready[number] if ready else b"") or sealed((held, gone))
            yield _Part(number, self._parts[number], "\n".join(held), "\n".join(gone), value)
            self._parts[number] += 1
        self._ready = []

    def _by_bucket(self, names: Iterable[str], only: AbstractSet[int] | None = None) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for name in names if only is None or only else ():
            number = _bucket_of(name, len(self._parts))
            if only is None or number in only:
                found.setdefault(number, []).append(name)
        return found

    @property
    def buckets(self) -> int:
        """How many buckets the file has."""
        return len(self._parts)

    @property
    def parts(self) -> int:
        """Of how many parts they are."""
        return sum(self._parts)

    def take_out(self) -> None:
        """Hold all that is in the buckets: there will be others."""
        self._open(self._sealed)
        self._parts = []

    def _open(self, numbers: AbstractSet[int]) -> None:
        wanted = numbers & self._sealed
        self._sealed -= wanted
        found: dict[int, dict[str, tuple[str, Any]]] = {number: {} for number in wanted}
        for number, value in self._fetch(wanted) if wanted else ():
            part: Any = opened(value)
            if part is MISSING or number not in found:  # what is left of a damaged bucket may be out of date
                found.pop(number, None)
                self._damaged.add(number)
                continue
            values, gone = part
            found[number].update(values)
            for name in gone:
                found[number].pop(name, None)
        for entries in found.values():
            for name, entry in entries.items():
                if name not in self.changed:
                    self._held[name] = entry


def _buckets_for(values: int) -> int:
    return 1 << (values // _FILLING).bit_length()


def _bucket_of(name: str, buckets: int) -> int:
    return crc32(name.encode()) & (buckets - 1)


def in_lots(names: Sequence[str]) -> list[list[str]]:
    """Names as they will share the buckets of a room that has no others."""
    lots: list[list[str]] = [[] for _ in range(_buckets_for(len(names)))]
    for name in names:
        lots[_bucket_of(name, len(lots))].append(name)
    return lots


def bucket(values: Mapping[str, tuple[str, object]]) -> bytes:
    """A bucket of a room: values by name, each with its key, sealed. They can be pickled."""
    return sealed((values, ()))


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
        self._listing: dict[str, list[list[Any]]] | None = None
        """The parts in the file, but for their values, by rooms that nobody has entered yet."""
        self._values: dict[str, list[tuple[int, bytes]]] | None = None
        """The values of rooms of one bucket that nobody has asked for any of yet."""
        self._readers: dict[int, sqlite3.Connection] = {}
        """By process."""
        self._generation: bytes | None = None
        """Of the file when it was first read: what is remembered together belongs together."""

    def __del__(self) -> None:
        """Let go of the file where nobody has saved."""
        self._close()

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

    def take(self, room: str, buckets: Sequence[bytes]) -> dict[str, Any]:
        """Remember all of a room that nothing was remembered in; gives the values by name.

        A bucket is the values of one of the lots that `in_lots` makes of all names, each with its key, as `bucket`
        seals them: where many are made, whoever makes them does that.
        """
        found = self._room(room).take(buckets)
        self._used.setdefault(room, set()).update(found)
        return found

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

    @property
    def changes(self) -> int:
        """How many values the file does not know about."""
        return sum(len(room.changed) for room in self._rooms.values())

    def save(self) -> None:
        """End a build: write what is new to the file, forget what was not used in the rooms that were entered."""
        for name, used in self._used.items():
            room = self._room(name)
            for stale in room.names - used:
                room.forget(stale)
        if self._path and not self._is_read_only and any(room.changed for room in self._rooms.values()):
            with contextlib.suppress(OSError):
                self._write()
        self._close()

    def _room(self, name: str) -> _Room:
        if name not in self._rooms:
            self._rooms[name] = self._read(name)
        return self._rooms[name]

    def _read(self, name: str) -> _Room:
        if self._listing is None:  # of all rooms at once: there are many, and most builds enter most
            self._listing = {}
            for room, *row in self._rows(_LISTED):
                self._listing.setdefault(room, []).append(row)
        names: set[str] = set()
        parts: list[int] = []
        rows = self._listing.pop(name, [])
        for number, part, listed, gone, count in rows:
            if part == 0 and number == len(parts):
                parts.append(0)
            if number != len(parts) - 1 or part != parts[number] or count != len(rows):  # damaged
                return _Room(set(), [])
            parts[number] += 1
            names.update(filter(None, listed.split("\n")))
            names.difference_update(gone.split("\n"))
        if len(parts).bit_count() > 1:
            return _Room(set(), [])

        def fetch(numbers: AbstractSet[int]) -> list[tuple[int, bytes]]:
            some = f" AND bucket IN ({','.join(map(str, numbers))})" if len(numbers) < len(parts) else ""
            return self._rows("bucket, value", f"room=?{some}", name)

        return _Room(names, parts, fetch if len(parts) > 1 else lambda _: self._small().pop(name, []))

    def _small(self) -> dict[str, list[tuple[int, bytes]]]:
        """What is in rooms of one bucket that nobody has entered yet, read at once."""
        if self._values is None:
            self._values = {}
            one = "room NOT IN (SELECT room FROM parts WHERE bucket > 0)"
            for room, *row in self._rows("room, bucket, value", one):
                self._values.setdefault(room, []).append(cast("tuple[int, bytes]", row))
        return self._values

    def _rows(self, columns: str, which: str = "1", *given: str) -> list[tuple[Any, ...]]:
        """What the file has of some parts; nothing where another build has written since."""
        if self._path is None:
            return []
        if not self._path.exists():
            self._generation = self._generation or b""
            return []
        import sqlite3  # noqa: PLC0415 - not for a command that remembers nothing

        query = f"SELECT {_SAYS}, {columns} FROM parts WHERE {which} ORDER BY room, bucket, part"  # noqa: S608 - our own
        try:
            rows = self._reader().execute(query, given).fetchall()
        except sqlite3.Error:
            return []
        for made_by, generation, *_ in rows[:1]:
            if self._is_another(generation) or made_by != self._made_by.encode():
                return []
        return [row[2:] for row in rows]

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
            self._close()
            self._path.unlink(missing_ok=True)
            with contextlib.suppress(sqlite3.Error):
                self._put()

    def _close(self) -> None:
        """Let go of the file: it may be deleted then, and moved."""
        if reader := self._readers.pop(os.getpid(), None):
            reader.close()

    def _put(self) -> None:
        with contextlib.closing(self._connected()) as store:
            said = self._said(store)
            if said.get("made_by") == self._made_by.encode() and self._is_another(said.get("generation", b"")):
                return  # its values hold together, and ours would not fit in
        before = {name: room.buckets for name, room in self._rooms.items()}
        # Now: who writes would lock out the reading of buckets that have to be opened for it.
        rows = {name: list(room.packed()) for name, room in self._rooms.items() if room.changed}
        with contextlib.closing(self._connected()) as store, store:
            store.execute("PRAGMA synchronous=OFF")  # a damaged file is a miss
            store.execute("BEGIN IMMEDIATE")
            store.execute("CREATE TABLE IF NOT EXISTS said (name PRIMARY KEY, value)")
            columns = ", ".join(_Part._fields)
            store.execute(f"CREATE TABLE IF NOT EXISTS parts (room, {columns}, PRIMARY KEY (room, bucket, part))")
            said = self._said(store)
            if said.get("made_by") != self._made_by.encode():
                store.execute("DELETE FROM parts")
            elif self._is_another(said.get("generation", b"")):
                return
            self._generation = os.urandom(8)
            new = {"made_by": self._made_by.encode(), "generation": self._generation}
            store.executemany("INSERT OR REPLACE INTO said VALUES (?,?)", new.items())
            for name, packed in rows.items():
                if self._rooms[name].buckets != before[name]:
                    store.execute("DELETE FROM parts WHERE room=?", (name,))
                anew = [(name, part.bucket) for part in packed if part.part == 0]
                store.executemany("DELETE FROM parts WHERE room=? AND bucket=?", anew)
                store.executemany("INSERT INTO parts VALUES (?,?,?,?,?,?)", ((name, *part) for part in packed))
                store.execute("INSERT OR REPLACE INTO said VALUES (?,?)", (f"parts of {name}", self._rooms[name].parts))
        for room in self._rooms.values():  # those whose buckets are not open are as they were
            room.changed.clear()

    def _is_another(self, generation: bytes) -> bool:
        """Whether another build has written since this one began to read; `generation` is that of the file."""
        if self._generation is None:
            self._generation = generation
        return generation != self._generation

    def _said(self, store: sqlite3.Connection) -> dict[str, bytes]:
        """What the file says of itself: by which program it was made, and its generation."""
        import sqlite3  # noqa: PLC0415

        try:
            rows = store.execute("SELECT name, value FROM said WHERE name IN ('made_by', 'generation')").fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return {}
        return {name: bytes(value) for name, value in rows}

    def _reader(self) -> sqlite3.Connection:
        """What this process reads the file with until the build ends: a forked one must not use that of another."""
        process = os.getpid()
        if process not in self._readers:
            self._readers[process] = self._connected()
        return self._readers[process]

    def _connected(self) -> sqlite3.Connection:
        import sqlite3  # noqa: PLC0415

        # Any thread may find that nobody has the memo any more, and close what this one has opened.
        return sqlite3.connect(self._path or ":memory:", timeout=_PATIENCE, check_same_thread=False)
