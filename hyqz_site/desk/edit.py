"""Edits of one field of a content file: every byte that need not change stays as it is.

Comments, order, blank lines, line ends, byte order mark and encoding are the editor's own. An edit is proved before it
is handed back: the edited file must read as the old one with this one field changed, or nothing is changed at all.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hyqz_site.desk.spelled import Table, Value, scalar, value_of, written
from hyqz_site.lean import dataclass
from hyqz_site.model.fields import Group, ListOf, Spec, spec_of, specs
from hyqz_site.problem import Position, Problems
from hyqz_site.source import decoding, document, nodes
from hyqz_site.source.nodes import Absent, Broken, Entry, Mapping, Scalar, plain

if TYPE_CHECKING:
    from hyqz_site.source.document import Document
    from hyqz_site.source.values import Name

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AFTER_KEY: Final = re.compile(r"""("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^:：\r\n]*?)[ \t]*([:：])""")
_NOTHING: Final = re.compile(r"(?:[ \t]*(?:~|null|Null|NULL))?")
_QUOTED: Final = re.compile(r"""(?s:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_PLAIN_LINE: Final = re.compile(r"(?:(?![ \t]+(?:#|[\r\n]|\Z))[^\r\n])*")
_FLOW_LINE: Final = re.compile(r"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|(?![ \t]+(?:#|[\r\n]|\Z))[^\r\n])*""")
_KEY_COMMENT: Final = re.compile(r"[ \t]+#[^\r\n]*")


class EditError(Exception):
    """The file cannot be edited safely; the message says why, in Chinese."""


def set_field(
    path: str, data: bytes, cls: type, attribute: str, value: str | Sequence[str], *, after: str = ""
) -> bytes:
    """The file with the top-level field `attribute` of a record of class `cls` set to `value`.

    A field that is there keeps its key and its place; a new one goes below the field `after`, else below the last one,
    under its Chinese label, or under its English key where the file's keys are English.
    """
    source = _read(path, data)
    spec = spec_of(cls, attribute)
    entry = source.entry(spec)
    if entry is not None:
        start, end, text = source.replacement(entry, value)
    else:
        name = spec.key if source.is_english(cls) else spec.label
        start, end, text = source.insertion(
            f"{name}:{written(value, source.newline())}", source.entry(spec_of(cls, after)) if after else None
        )
    wanted = value if isinstance(value, str) else list(value)
    return _proved(source, spec, wanted, source.spliced(start, end, text))


def set_table(path: str, data: bytes, cls: type, attribute: str, table: Sequence[AbstractMapping[str, Value]]) -> bytes:
    """The file with the list of groups `attribute` set; the fields of each are given by attribute.

    The list is written anew as a whole: comments between its lines go with them.
    """
    source = _read(path, data)
    spec = spec_of(cls, attribute)
    if not isinstance(spec.type, ListOf) or not isinstance(spec.type.item, Group):
        raise TypeError(attribute)
    is_english = source.is_english(cls)
    inner = {one.attribute: one.key if is_english else one.label for one in specs(spec.type.item.cls)}
    named = [{inner[name]: value for name, value in row.items()} for row in table]
    entry = source.entry(spec)
    if entry is not None:
        start, end, text = source.replacement(entry, named)
    else:
        outer = spec.key if is_english else spec.label
        start, end, text = source.insertion(f"{outer}:{written(named, source.newline())}", None)
    wanted = [{name: value_of(value) for name, value in row.items()} for row in named]
    return _proved(source, spec, wanted, source.spliced(start, end, text))


def set_body(path: str, data: bytes, text: str) -> bytes:
    """The `.md` file with `text` below its fields; the fields stay byte for byte."""
    source = _read(path, data)
    if not source.document.body_line:
        raise EditError(f"{path} 里没有正文的位置，请手工修改。")
    start = (
        source.lines[source.document.body_line - 1]
        if source.document.body_line <= len(source.lines)
        else len(source.text)
    )
    newline = source.newline()
    body = "".join(f"{line}{newline}" for line in text.split("\n"))
    gap = newline if source.text[start:].startswith(("\r", "\n")) else ""
    edited = source.spliced(start, len(source.text), gap + body)
    now = _read(path, edited)
    if now.document.body.split() != text.split() or plain(now.document.tree.root) != plain(source.document.tree.root):
        raise EditError(f"{path} 的写法太特殊，没有改动；请手工修改“正文”。")
    return edited


def add_item(path: str, data: bytes, cls: type, attribute: str, item: str) -> bytes:
    """The file with `item` at the end of the list `attribute`; the list is made where there is none."""
    source = _read(path, data)
    spec = spec_of(cls, attribute)
    entry = source.entry(spec)
    if entry is None or isinstance(entry.value, Absent):
        return set_field(path, data, cls, attribute, [item])
    before = plain(entry.value)
    items = [*before, item] if isinstance(before, list) else [before, item]
    if isinstance(entry.value, nodes.Sequence):
        start, end, text = source.addition(entry, entry.value, item)
    else:
        start, end, text = source.replacement(entry, [str(one) for one in items])
    return _proved(source, spec, items, source.spliced(start, end, text))


def set_inner(path: str, data: bytes, cls: type, attribute: str, values: AbstractMapping[str, Value]) -> bytes:
    """The file with fields of the group `attribute` set, by the attribute of each; the group is made where it is not.

    A group that is written on one line, in braces, is not edited.
    """
    spec = spec_of(cls, attribute)
    if not isinstance(spec.type, Group):
        raise TypeError(attribute)
    group: type = spec.type.cls
    for name, value in values.items():
        source = _read(path, data)
        entry = source.entry(spec)
        inner = spec_of(group, name)
        label = inner.key if source.is_english(cls) else inner.label
        if entry is None or isinstance(entry.value, Absent):
            if entry is not None:
                raise EditError(f"请先删掉空的“{entry.key.text}:”一行。")
            outer = spec.key if source.is_english(cls) else spec.label
            start, end, text = source.insertion(
                f"{outer}:{source.newline()}  {label}:{written(value, source.newline(), '  ')}", None
            )
            key = (outer, label)
        else:
            if not isinstance(entry.value, Mapping) or entry.value.at.line == entry.key.at.line:
                raise EditError(f"“{entry.key.text}”写在一行里，请手工修改：{label}:{written(value, ' ')}")
            inside = source.inside(entry.value)
            found = next((one for one in entry.value.entries if one.key.text in {inner.key, inner.label}), None)
            if found is not None:
                start, end, text = inside.replacement(found, value)
            else:
                start, end, text = inside.insertion(
                    f"{label}:{written(value, source.newline(), inside.indent(entry.value.entries[-1]))}",
                    entry.value.entries[-1],
                )
            key = (entry.key.text, found.key.text if found else label)
        data = _proved_inner(source, key, value, source.spliced(start, end, text))
    return data


# The file as it is


@dataclass(frozen=True, slots=True)
class _Source:
    """A content file with the place of every top-level entry in its own text."""

    path: str
    data: bytes
    text: str
    encoding: str
    mark: bytes
    lines: tuple[int, ...]
    """Where each line of `text` starts."""
    document: Document
    entries: tuple[Entry, ...]

    def entry(self, spec: Spec) -> Entry | None:
        """The entry of a field, under either of its names."""
        return next((entry for entry in self.entries if entry.key.text in {spec.key, spec.label}), None)

    def inside(self, group: Mapping) -> _Source:
        """The same file with the entries of one group in place of the top-level ones up to it."""
        before = [entry for entry in self.entries if entry.key.at < group.at]
        later = [entry for entry in self.entries if entry.key.at > group.at]
        return replace(self, entries=(*before, *group.entries, *later))

    def is_english(self, cls: type) -> bool:
        """Whether more of the file's keys are English than Chinese."""
        counts = Counter(
            "label" if entry.key.text == spec.label else "key"
            for entry in self.entries
            for spec in specs(cls)
            if entry.key.text in {spec.key, spec.label}
        )
        return counts["key"] > counts["label"]

    def offset(self, at: Position) -> int:
        """The place in `text` of a line and column."""
        return self.lines[at.line - 1] + at.column - 1

    def line_end(self, offset: int) -> int:
        """Where the line of `offset` ends, before its line end."""
        found = _LINE_END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def indent(self, entry: Entry) -> str:
        """What stands before the entry's key."""
        return self.text[self.lines[entry.key.at.line - 1] : self.offset(entry.key.at)]

    def replacement(self, entry: Entry, wanted: Value | Table) -> tuple[int, int, str]:
        """What to put where so that the entry's value is `wanted`."""
        key = self.offset(entry.key.at)
        text = written(wanted, self.newline(), self.indent(entry))
        colon = _AFTER_KEY.match(self.text, key)
        if colon is None or self.indent(entry).strip():
            raise EditError(f"“{entry.key.text}”的写法太特殊，请手工修改：{entry.key.text}:{text}")
        after = colon.end()
        if colon.group(2) != ":":
            return colon.start(2), self._value_end(entry, after), f":{text}"
        value = entry.value
        if isinstance(value, Absent):
            nothing = _NOTHING.match(self.text, after)
            return after, nothing.end() if nothing else after, text
        start = self.offset(value.at)
        is_block = not text.startswith(" ")
        if not is_block and (isinstance(value, Scalar) or value.at.line == entry.key.at.line):
            return start, self._value_end(entry, start), text[1:]
        comment = _KEY_COMMENT.match(self.text, after)
        kept = comment.group() if comment else ""
        return after, self._value_end(entry, start), f"{kept}{text}" if is_block else f"{text}{kept}"

    def insertion(self, line: str, after: Entry | None) -> tuple[int, int, str]:
        """What to put where so that `line` stands below the entry `after`, else below the last one."""
        below = after or (self.entries[-1] if self.entries else None)
        if below is None:
            start = self.lines[self.document.tree.first_line - 1] if self._has_line() else len(self.text)
            return start, start, f"{line}{self.newline()}"
        if self.text[self.lines[below.key.at.line - 1] : self.offset(below.key.at)].strip():
            raise EditError(f"字段都写在一行里，请手工加上：{line}")
        indent = self.text[self.lines[below.key.at.line - 1] : self.offset(below.key.at)]
        end = self.line_end(self._last_content(below))
        found = _LINE_END.match(self.text, end)
        newline = self.newline()
        if found:
            return found.end(), found.end(), f"{indent}{line}{newline}"
        return end, end, f"{newline}{indent}{line}"

    def addition(self, entry: Entry, value: nodes.Sequence, item: str) -> tuple[int, int, str]:
        """What to put where so that `item` stands at the end of the list `value`."""
        if value.in_brackets:
            end = self._value_end(entry, self.offset(value.at))
            if self.text[end - 1] != "]":
                raise EditError(f"“{entry.key.text}”的写法太特殊，请手工加上：{item}")
            return end - 1, end - 1, f"{', ' if value.items else ''}{scalar(item, flow=True)}"
        start = self.offset(value.at)
        indent = self.text[self.lines[value.at.line - 1] : start]
        end = self.line_end(self._last_content(entry))
        return end, end, f"{self.newline()}{indent}- {scalar(item)}"

    def spliced(self, start: int, end: int, text: str) -> bytes:
        """The file's bytes with `text` in place of the characters from `start` to `end`."""
        head, tail = self._bytes_before(start), self._bytes_before(end)
        return self.data[:head] + text.encode(self.encoding) + self.data[tail:]

    def _has_line(self) -> bool:
        return self.document.tree.first_line <= len(self.lines)

    def newline(self) -> str:
        """The line end that most lines of the file have."""
        found = Counter(_LINE_END.findall(self.text)).most_common(1)
        return found[0][0] if found else "\n"

    def _bytes_before(self, offset: int) -> int:
        """How many bytes stand before a character: no encoding that we read has two spellings of one."""
        return len(self.mark) + len(self.text[:offset].encode(self.encoding))

    def _limit(self, entry: Entry) -> int:
        """The line, from 0, before which the entry ends."""
        number = self.entries.index(entry)
        if number + 1 < len(self.entries):
            return self.entries[number + 1].key.at.line - 1
        tree = self.document.tree
        last = tree.first_line - 1 + len(_LINE_END.findall(tree.text))
        ends_open = bool(tree.text) and not _LINE_END.search(tree.text[-1:])
        return min(last + ends_open, len(self.lines))

    def _last_content(self, entry: Entry) -> int:
        """Where the last line of the entry starts that is neither blank nor a comment."""
        first = entry.key.at.line - 1
        for number in range(self._limit(entry) - 1, first, -1):
            line = self.text[self.lines[number] : self.line_end(self.lines[number])].strip()
            if line and not line.startswith("#"):
                return self.lines[number]
        return self.lines[first]

    def _value_end(self, entry: Entry, start: int) -> int:
        """Where the value that starts at `start` ends, before a comment behind it."""
        first = self.text[start : start + 1]
        if isinstance(entry.value, Scalar) and first in {'"', "'"}:
            quoted = _QUOTED.match(self.text, start)
            if quoted:
                return quoted.end()
        last = max(self._last_content(entry), start)
        if isinstance(entry.value, Scalar) and first in {"|", ">"}:
            return self.line_end(last)
        line = (_PLAIN_LINE if isinstance(entry.value, Scalar) else _FLOW_LINE).match(self.text, last)
        return line.end() if line else self.line_end(last)


def _read(path: str, data: bytes) -> _Source:
    unread = Problems()
    decoded = decoding.decode(path, data, unread)
    read = document.parse(path, data, _every_name(), unread) if decoded else None
    if decoded is None or read is None:
        raise EditError(f"{path} 读不了，没有改动；请先运行 hyqz check，按提示改好。")
    root = read.tree.root
    if not isinstance(root, Mapping | Absent):
        raise EditError(f"{path} 里没有“字段名: 内容”，没有改动。")
    entries = root.entries if isinstance(root, Mapping) else ()
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    starts = (0, *(found.end() for found in _LINE_END.finditer(decoded.text)))
    return _Source(path, data, decoded.text, decoded.encoding, mark, starts, read, entries)


def _every_name() -> AbstractMapping[str, Name]:
    from hyqz_site.model.kinds import FIELD_NAMES  # noqa: PLC0415 - all kinds are only needed to read odd lines

    return FIELD_NAMES


# The proof


def _proved(source: _Source, spec: Spec, wanted: object, edited: bytes) -> bytes:
    """`edited`, where it reads as the old file with this one field changed."""
    try:
        now = _read(source.path, edited)
    except EditError:
        now = None
    if now is not None and now.document.body == source.document.body and _others(now, spec) == _others(source, spec):
        entry = now.entry(spec)
        if entry is not None and not isinstance(entry.value, Broken) and _same(plain(entry.value), wanted):
            return edited
    raise EditError(f"{source.path} 的写法太特殊，没有改动；请手工修改“{spec.label}”。")


def _proved_inner(source: _Source, key: tuple[str, str], wanted: Value, edited: bytes) -> bytes:
    """`edited`, where it reads as the old file with this one field of one group changed."""
    outer, inner = key
    expected = {entry.key.text: plain(entry.value) for entry in source.entries}
    group = expected.get(outer)
    expected[outer] = {**(group if isinstance(group, dict) else {}), inner: value_of(wanted)}
    try:
        now = _read(source.path, edited)
    except EditError:
        now = None
    if now is not None and now.document.body == source.document.body:
        found = {entry.key.text: plain(entry.value) for entry in now.entries}
        if found == expected:
            return edited
    raise EditError(f"{source.path} 的写法太特殊，没有改动；请手工修改“{outer}”里的“{inner}”。")


def _others(source: _Source, spec: Spec) -> list[tuple[str, object]]:
    return [
        (entry.key.text, plain(entry.value)) for entry in source.entries if entry.key.text not in {spec.key, spec.label}
    ]


def _same(found: object, wanted: object) -> bool:
    if isinstance(wanted, str):
        return found == " ".join(wanted.split())
    return found == wanted
