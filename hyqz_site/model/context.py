"""What a type of the content model is given besides the node it reads, and what it says of one that it cannot read.

Wide input, strict output: full-width digits and signs are read as half-width ones, and whatever is read comes out in
one form (content model §2).
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Protocol

from hyqz_site.lean import dataclass
from hyqz_site.problem import Position, Severity
from hyqz_site.source.nodes import Absent, Broken, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyqz_site.model.values import Media, Ref
    from hyqz_site.problem import Problems
    from hyqz_site.source.nodes import Tree


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: its key, and its value as a node."""

    key: Position
    value: Node


@dataclass(frozen=True, slots=True)
class Trail:
    """What was met while the fields of a file were read, whether or not their record could be made."""

    places: dict[str, Place] = dataclasses.field(default_factory=dict)
    """Every field by its dotted name, as `consent.until` or `photos.0.alt`."""
    refs: list[Ref] = dataclasses.field(default_factory=list)
    media: list[tuple[str, Media]] = dataclasses.field(default_factory=list)
    """Every media file that is named, with the dotted name of its field."""


@dataclass(slots=True)
class Context:
    """What a type needs besides the node: where problems go and what to call the field in them."""

    path: str
    problems: Problems
    first_line: Position
    """Where a missing top-level field is reported."""
    trail: Trail
    kind_names: dict[str, str]
    """Which words name which kind in a reference: `{"volunteers": "volunteer", "志愿者": "volunteer", ...}`."""
    label: str = ""
    prefix: str = ""
    key: Position | None = None
    item: int = 0
    """Which item of a list is being read, from 1; 0 outside lists."""
    is_single: bool = True
    """Whether the field has one value and no list."""
    is_in_dashes: bool = False
    """Whether the value is an item that begins with a dash."""
    is_in_brackets: bool = False
    """Whether it is an item of a list in brackets."""
    beside: tuple[str, ...] = ()
    """All items of the list, the value among them."""
    tree: Tree | None = None
    """Of the file: what is missing may stand in a comment."""
    for_rules: bool = False
    """Whether a group that lacks something is read as well: no record is made of it, but rules see what it says."""

    def add(self, at: Position, code: str, message: str, hint: str = "") -> None:
        """Note an error of the field being read."""
        self.problems.add(self.path, at, code, message, hint, severity=Severity.ERROR)

    def wrong(self, node: Node, expected: str, hint: str = "") -> None:
        """Note that the value is not of its type."""
        self.add(node.at, "wrong-type", f"“{self.label}”应是{expected}，现在是{shown(node)}", hint)

    def as_items(self, parts: Iterable[str]) -> str:
        """How to write as several items what stands there as one, for a hint; those beside it are not lost."""
        if self.is_in_dashes:
            return f"请分成几行，每行以“- ”开头：{'、'.join(f'“- {part}”' for part in parts if part)}"
        index = max(self.item - 1, 0)
        return as_list([*self.beside[:index], *parts, *self.beside[index + 1 :]])

    def inside(self, label: str, name: str, key: Position) -> Context:
        """The context of the field `label` within the present one."""
        prefix = f"{self.prefix}.{name}" if self.prefix else name
        return Context(
            self.path,
            self.problems,
            self.first_line,
            self.trail,
            self.kind_names,
            label,
            prefix,
            key,
            tree=self.tree,
            for_rules=self.for_rules,
        )


class FieldType(Protocol):
    """How one type of the content model reads a node."""

    @property
    def absent(self) -> Any:  # noqa: ANN401 - the value's type is the field's own
        """The value of an absent field."""

    @property
    def words(self) -> str:
        """What to write, in Chinese, for documents and templates of records."""

    def read(self, node: Node, context: Context) -> Any:  # noqa: ANN401 - the value's type is the field's own
        """The value, or None with a problem noted."""


def is_blank(node: Node) -> bool:
    """Whether nothing is written: no value, only blanks in quotes, or a list of nothing."""
    if isinstance(node, Scalar):
        return not node.text.strip()
    return isinstance(node, Absent) or (isinstance(node, Sequence) and all(map(is_blank, node.items)))


def shown(node: Node) -> str:
    """What stands there, as a message says it."""
    if isinstance(node, Sequence):
        return "一个列表"
    if isinstance(node, Mapping):
        return "几个字段"
    return f"“{clipped(node.text)}”" if isinstance(node, Scalar) else "空的"


def clipped(text: str, limit: int = 20) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit] + "…"


def scalar(node: Node, context: Context, expected: str) -> str | None:
    """The trimmed text of a scalar; a list of one stands for its item nowhere, so anything else is wrong."""
    if isinstance(node, Scalar):
        return unicodedata.normalize("NFC", node.text).strip()
    if not isinstance(node, Broken):
        context.wrong(node, expected, _mapping_hint(node, context))
    return None


def _mapping_hint(node: Node, context: Context) -> str:
    if isinstance(node, Sequence):
        return "这里只能写一项，和字段名写在同一行。"
    if isinstance(node, Mapping) and len(node.entries) == 1:
        entry = node.entries[0]
        if isinstance(entry.value, Scalar):
            return f'内容里有冒号时请用引号括起来：{context.label}: "{entry.key.text}: {entry.value.text}"'
    return ""


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()


def several(text: str, marks: str = "，、,；;") -> list[str]:
    """The parts of what stands where one item is wanted, and may have been meant as several."""
    return [part.strip() for part in re.split(f"[{marks}]", text)]


def as_list(items: Iterable[str]) -> str:
    """How to write several items, for a hint."""
    return f"请用半角逗号，外面加方括号：[{', '.join(filter(None, items))}]"
