"""YAML text → positioned nodes. The only import of yaml.

The text is composed, not constructed: every scalar stays text until the type of its field reads it
(content model §2). What editors mistype is found and mended line by line first (`pitfalls`), so that one
mistake gives one message at its own line and the rest of the file is still checked in the same run.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

import yaml

from hyqz_site.lean import dataclass
from hyqz_site.patterns import later
from hyqz_site.problem import Position
from hyqz_site.source import decoding, pitfalls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as AbstractMapping
    from collections.abc import Sequence as AbstractSequence

    from hyqz_site.problem import Problems
    from hyqz_site.source.values import Name


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Composes, and asks of nothing what type it may be of: the type of its field says that."""

    def resolve(self, *_: object) -> str:
        """The tag of what has none."""
        return ""


MAX_DEPTH: Final = 20
"""Nesting deeper than this is refused (content model §2)."""

INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0001\U000e0020-\U000e007f]"
)
"""Control and zero-width characters, and the line ends that are none in our files (U+0085, U+2028, U+2029)."""
_ESCAPED: Final = re.compile(f"{INVISIBLE.pattern}|\ufffd")
STAND_IN: Final = "\U0010fffd"
"""Stands for an invisible character while yaml reads, which would refuse some and break lines at others."""
_ABSENT: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BLOCKS: Final = frozenset({"|", ">"})
"""Styles of text that for yaml ends where the next line begins."""

_REASONS: Final = (
    ("mapping values are not allowed", "这一行的冒号或缩进不对，读不懂"),
    ("could not find expected ':'", "这一行缺少冒号"),
    ("found unexpected end of stream", "引号没有成对"),
    ("while scanning a quoted scalar", "引号没有成对"),
    ("found unknown escape character", "双引号里的反斜杠（\\）后面的字符不能识别"),
    ("did not find expected ',' or", "方括号或花括号没有成对"),
    ("expected ',' or", "方括号或花括号没有成对"),
    ("cannot start any token", "这里的符号不能放在开头"),
    ("did not find expected '-' indicator", "这一行开头少了“- ”，或缩进没有对齐"),
    ("expected <block end>", "这一行的缩进没有和上面对齐"),
    ("did not find expected key", "这一行的缩进没有和上面对齐"),
)


_BRACKETED: Final = later(r"([^:：\s][^:：]*):\s+((?:\[[^\[\]]*\]|\{[^{}]*\})\s*[^\s#\]},\"].*)\Z")
"""A value that begins with something in brackets and goes on behind it."""
_UNCLOSED: Final = later(r"\[[^\]]*\Z|\{[^}]*\Z")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text and where it starts. `start` and `end` are offsets into the text that was composed."""

    text: str
    at: Position
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    last: int = field(default=0, compare=False)
    """The line on which it ends; 0 of a key, which stands on one."""


@dataclass(frozen=True, slots=True)
class Absent:
    """`~`, `null` or nothing after the colon: the field is absent."""

    at: Position


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that could not be read; a problem about it has been noted already."""

    at: Position


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    items: tuple[Node, ...]
    at: Position
    in_brackets: bool = False
    """Whether it is written on one line in brackets, its items separated by commas."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping, its entries in the order of the file, each key once."""

    entries: tuple[Entry, ...]
    at: Position


Node = Scalar | Absent | Broken | Sequence | Mapping


def last_line(node: Node) -> int:
    """The line of the file on which what `node` says ends."""
    inner = node.entries[-1:] if isinstance(node, Mapping) else node.items[-1:] if isinstance(node, Sequence) else ()
    for one in inner:
        return last_line(one.value if isinstance(one, Entry) else one)
    return max(node.at.line, node.last if isinstance(node, Scalar) else 0)


def plain(node: Node) -> object:
    """What a node says, without its places; of one that says nothing, or cannot be read, what it is."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else type(node).__name__


@dataclass(frozen=True, slots=True)
class Tree:
    """What a piece of YAML says, and the text it was read from, to find any character's place again."""

    root: Node
    text: str
    first_line: int
    shifts: tuple[tuple[int, int, int], ...] = ()
    """Where a mended line is longer than the editor's: (line, column from which, by how many characters)."""
    told: frozenset[Position] = frozenset()
    """Where something was mistyped, and has been told already."""

    def locate(self, scalar: Scalar, offset: int) -> Position:
        """The place of the character at `offset` of `scalar.text`; of its start where it cannot be told."""
        raw = self.text[scalar.start : scalar.end]
        wanted = scalar.text
        at = 0
        for index in range(min(offset, len(wanted) - 1) + 1):
            target = wanted[index]
            step = at
            while step < len(raw) and raw[step] != target and not (target == " " and raw[step] in "\r\n"):
                step += 1
            if step == len(raw):
                return scalar.at
            at = step + 1
        place = decoding.place_in(self.text, scalar.start + max(at - 1, 0))
        return self._original(place.line - 1 + self.first_line, place.column)

    def commented(self, names: tuple[str, ...], below: int = 0) -> tuple[int, str]:
        """The line of a field that still stands behind a `#`, and what it says; 0 where there is none.

        At the margin, or among the comments right below the line `below`, as those of a group are.
        """
        lines = decoding.lines_of(self.text)
        gap = r"[ \t]*(?:-[ \t]+)?" if below else "[ \t]?"
        field_ = re.compile(rf"#{gap}(?:{'|'.join(map(re.escape, names))})[ \t]*[:：][ \t]*(?!#)(.*)")
        for number in range(below - self.first_line + 1 if below else 0, len(lines)):
            found = field_.match(lines[number])
            if found:
                return number + self.first_line, re.split(r"[ \t]#", found[1])[0].strip()
            if below and re.match(r"[^ #]|#[ \t]?[^ \t#]", lines[number]):
                break
        return 0, ""

    def _original(self, line: int, column: int) -> Position:
        return _unshifted(line, column, self.shifts)


def _unshifted(line: int, column: int, shifts: AbstractSequence[tuple[int, int, int]]) -> Position:
    moved = sum(by for shifted_line, from_column, by in shifts if shifted_line == line and column > from_column)
    return Position(line, max(column - moved, 1))


def compose(path: str, text: str, first_line: int, known_keys: AbstractMapping[str, Name], problems: Problems) -> Tree:
    """Read YAML `text` whose first line is line `first_line` of the file `path`.

    `known_keys` are the names that fields have anywhere; they only sharpen the guesses about mistyped lines.
    The tree's root is `Broken` where nothing at all could be read.
    """
    text = INVISIBLE.sub(STAND_IN, text)
    found = pitfalls.scan(text, known_keys, MAX_DEPTH)
    composed = None if found.hopeless else _composed(found.text)
    if not found.findings and isinstance(composed, yaml.YAMLError):
        found = pitfalls.scan(text, known_keys, MAX_DEPTH, thorough=True)
        composed = _composed(found.text)
    told = [Position(finding.line + first_line, finding.column) for finding in found.findings]
    for finding, at in zip(found.findings, told, strict=True):
        problems.add(
            path,
            at,
            finding.code,
            finding.message,
            finding.hint,
            severity=finding.severity,
        )
    if found.hopeless:
        return Tree(Broken(Position(first_line, 1)), text, first_line)
    shifts = tuple((shift.line + first_line, shift.column, shift.by) for shift in found.shifts)
    reader = _Reader(path, found.text, first_line, shifts, problems)
    root = reader.read(composed, {finding.line for finding in found.findings})
    return Tree(root, found.text, first_line, reader.shifts, frozenset(told))


def _composed(text: str) -> yaml.Node | yaml.YAMLError | None:
    """The nodes of yaml; None of nothing; or why there are none."""
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return error


class _Reader:
    """Turns composed nodes into ours, piece by piece where the whole cannot be composed."""

    def __init__(
        self,
        path: str,
        text: str,
        first_line: int,
        shifts: tuple[tuple[int, int, int], ...],
        problems: Problems,
    ) -> None:
        self._path = path
        self._text = text
        self._first_line = first_line
        self.shifts = shifts
        self._problems = problems
        self._line_offset = first_line
        self._offset = 0

    def read(self, composed: yaml.Node | yaml.YAMLError | None, reported_lines: set[int]) -> Node:
        """The root node; the syntax error of each broken top-level piece is noted, others go on."""
        if isinstance(composed, yaml.YAMLError):
            return self._read_in_pieces(reported_lines)
        if composed is None:
            return Absent(Position(self._first_line, 1))
        return self._node(composed, 0)

    def _read_in_pieces(self, reported_lines: set[int]) -> Node:
        entries: list[Entry] = []
        items: list[Node] = []
        others: list[Node] = []
        for piece in pitfalls.pieces(self._text):
            self._line_offset = self._first_line + piece.line
            self._offset = piece.offset
            root = _composed(piece.text)
            is_told = bool(reported_lines.intersection(range(piece.line, piece.line + piece.lines)))
            if isinstance(root, yaml.YAMLError):
                if not is_told:
                    self._report(root, piece)
                at = Position(self._line_offset, 1)
                if piece.key:
                    entries.append(Entry(Scalar(piece.key, at), Broken(at)))
                else:
                    items.append(Broken(at))
            elif root is not None:
                node = self._node(root, 0)
                entries += node.entries if isinstance(node, Mapping) else ()
                items += node.items if isinstance(node, Sequence) else ()
                others += [] if isinstance(node, Mapping) or is_told else [node]
        start = Position(self._first_line, 1)
        if entries:
            self._report_others(others)
            return Mapping(self._without_repeats(entries), start)
        if items:
            return Sequence(tuple(items), start)
        return others[0] if others else Broken(start)

    def _report_others(self, others: list[Node]) -> None:
        """Note what stands between the fields of a file and is none."""
        for node in others:
            hint = "如果是上一行的内容，请在行首加两个空格；如果是字段，请写成“字段名: 内容”。"
            self._problems.add(self._path, node.at, "yaml-syntax", "这一行不是“字段名: 内容”，读不懂", hint)

    def _report(self, error: yaml.YAMLError, piece: pitfalls.Piece) -> None:
        shown_lines = piece.text.rstrip().splitlines() or [""]
        marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
        mark = next((mark for mark in marks if mark and mark.line < len(shown_lines)), None)
        line, column = (mark.line, mark.column + 1) if mark else (len(shown_lines) - 1, 1)
        text = " ".join(str(getattr(error, part, None) or "") for part in ("problem", "context"))
        reason = next((chinese for english, chinese in _REASONS if english in text), "这一行的写法读不懂")
        opened = getattr(error, "context_mark", None)
        if "flow" in text and opened and opened.line < line and _UNCLOSED.search(shown_lines[opened.line]):
            line, column = opened.line, opened.column + 1  # where it opens, and not where somebody misses its end
        shown = shown_lines[line].strip()
        hint = f"请检查这一行和它上面一行：{shown}" if shown else "请检查这一行和它上面一行。"
        if unclosed := _UNCLOSED.search(shown_lines[line]):
            column, reason = unclosed.start() + 1, "方括号或花括号没有成对"
            hint = f"请补上另一半括号：{shown}{'}' if unclosed.group()[0] == '{' else ']'}"
        elif bracketed := _BRACKETED.match(shown):
            reason = f"这一行的内容以“{bracketed[2][0]}”开头，会被当成列表"
            hint = f'是文字的话，请加上引号：{bracketed[1]}: "{bracketed[2]}"'
        at = _unshifted(line + self._line_offset, column, self.shifts)
        self._problems.add(self._path, at, "yaml-syntax", reason, hint)

    def _position(self, mark: yaml.Mark) -> Position:
        line = mark.line + self._line_offset
        return _unshifted(line, mark.column + 1, self.shifts) if self.shifts else Position(line, mark.column + 1)

    def _node(self, node: yaml.Node, depth: int) -> Node:
        at = self._position(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in _ABSENT:
                return Absent(at)
            text = node.value
            if STAND_IN in text or (node.style == '"' and _ESCAPED.search(text)):
                text = self._cleaned(text, at)
            start, end = node.start_mark, node.end_mark
            last = end.line - (node.style in _BLOCKS) + self._line_offset
            return Scalar(text, at, start.index + self._offset, end.index + self._offset, last)
        if depth == MAX_DEPTH:
            self._problems.add(self._path, at, "yaml-syntax", f"嵌套太深，最多 {MAX_DEPTH} 层", "请把这里的层级减少。")
            return Broken(at)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._node(item, depth + 1) for item in node.value)
            return Sequence(items, at, in_brackets=bool(node.flow_style))
        return Mapping(self._without_repeats(self._entries(node, depth), nested=depth > 0), at)

    def _entries(self, node: yaml.Node, depth: int) -> Iterator[Entry]:
        for key, value in node.value:
            at = self._position(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self._problems.add(self._path, at, "yaml-syntax", "字段名只能是一个词", "请写成“字段名: 内容”。")
                continue
            name = key.value.strip()
            if STAND_IN in name or INVISIBLE.search(name):
                shown = INVISIBLE.sub("", name.replace(STAND_IN, ""))
                self._problems.add(
                    self._path,
                    at,
                    "invisible-character",
                    f"字段名“{shown}”里有看不见的字符",
                    f"请把这一行的字段名删掉重新输入：{shown}: …",
                )
                name = shown
            yield Entry(Scalar(name, at), self._node(value, depth + 1))

    def _without_repeats(self, entries: Iterator[Entry] | list[Entry], *, nested: bool = False) -> tuple[Entry, ...]:
        kept: dict[str, Entry] = {}
        items = 1
        for entry in entries:
            first = kept.setdefault(entry.key.text, entry)
            if first is entry:
                continue
            is_lead = nested and first is next(iter(kept.values())) and len(kept) > 1  # else it only stands there again
            begins_item = is_lead and self._stands_alone(first)
            items += begins_item
            if begins_item and items == 2:
                self._report_items(first, entry)
            elif items == 1:  # what stands below has been told to be of another item
                report_repeat(self._path, entry, entry.key.text, first, self._problems)
        return tuple(kept.values())

    def _stands_alone(self, entry: Entry) -> bool:
        """Whether the entry has a line of its own, as those in braces have not."""
        return not self._line(entry.key.at.line)[: entry.key.at.column - 1].strip(" -")

    def _line(self, number: int) -> str:
        return decoding.lines_of(self._text)[number - self._first_line]

    def _report_items(self, first: Entry, again: Entry) -> None:
        """Note that the first key of a group stands there again: perhaps its second item, whose dash is missing."""
        above, below = self._line(first.key.at.line), self._line(again.key.at.line).strip()
        lead = above[: first.key.at.column - 1]
        if "-" in lead:
            mended = f"如果是另一项，请把第 {again.key.at.line} 行改成“{lead}{below}”"
        else:
            mended = (
                f"如果是两项，每一项的第一行前面加“- ”，其余的行前面多空两格：“{lead}- {above.strip()}”、"
                f"“{lead}  {self._line(first.key.at.line + 1).strip()}”……“{lead}- {below}”……"
            )
        self._problems.add(
            self._path,
            again.key.at,
            "duplicate-key",
            f"“{again.key.text}”写了两次，上一次在第 {first.key.at.line} 行",
            f"{mended}；如果是写重了，{_one_too_many(again, first)}",
        )

    def _cleaned(self, text: str, at: Position) -> str:
        """The text without what cannot be seen, whether it stands there itself or as an escape of a quoted value."""
        if "\x00" in text:
            code, message, hint = "invisible-character", "内容里有空字符（NUL）", "请把这一行重新输入一遍。"
            self._problems.add(self._path, at, code, message, hint)
        elif "\ufffd" in text:
            code, message, hint = (
                "bad-encoding",
                "这里有一个“�”，是以前转换编码时丢失的字",
                "请对照原稿把丢失的字补上。",
            )
            self._problems.add(self._path, at, code, message, hint)
        else:
            self._problems.warn(
                self._path,
                at,
                "invisible-character",
                "内容里有看不见的字符，已经去掉",
                "多半是从网页或微信里复制来的；不影响显示，也可以重新输入一遍。",
            )
        return _ESCAPED.sub("", text.replace(STAND_IN, ""))


def report_repeat(path: str, again: Entry, label: str, first: Entry, problems: Problems) -> None:
    """Note that the field `label`, which is the entry `first`, stands there `again`."""
    line = first.key.at.line
    hint = _one_too_many(again, first) if again.key.at.line != line else "请删掉其中一处。"
    both = (first.value, again.value)
    if all(isinstance(value, Sequence) and not value.in_brackets for value in both):
        moved = _lines(again.value.at.line, last_line(again.value))
        hint = (
            f"请把两处合在一起：删掉第 {again.key.at.line} 行，把它下面的{moved}"
            f"移到第 {last_line(first.value)} 行下面，减号对齐。"
        )
    problems.add(path, again.key.at, "duplicate-key", f"“{label}”写了两次，上一次在第 {line} 行", hint)


def _one_too_many(again: Entry, first: Entry) -> str:
    """Which lines to delete where a field stands twice: all that belong to it."""
    places = [_lines(entry.key.at.line, last_line(entry.value)) for entry in (again, first)]
    return f"请删掉{'或'.join(places)}，只留一处。"


def _lines(first: int, last: int) -> str:
    return f"第 {first} 行" if first >= last else f"第 {first} 到 {last} 行"
