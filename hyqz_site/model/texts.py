"""Every text that a content file or a record holds, each with a way back to the line and column where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.fields import parts
from hyqz_site.source.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.problem import Position
    from hyqz_site.source.document import Document

BODY: Final = "body"
_ADDRESSES: Final = frozenset({"url", "aliases"})
"""Fields that are addresses, not words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a content file: a value of its fields, or its body."""

    document: Document
    keys: tuple[str, ...]
    """The keys under which it stands, as written; empty for the body."""
    text: str
    scalar: Scalar | None = None

    def at(self, offset: int) -> Position:
        """The place in the file of the character at `offset` of the text."""
        return self.document.tree.locate(self.scalar, offset) if self.scalar else self.document.in_body(offset)


def passages(document: Document) -> Iterator[Passage]:
    """Every text of a content file, its fields in the order of the file and then its body."""
    yield from _inside(document, document.tree.root, ())
    if document.body_line:
        yield Passage(document, (), document.body)


def _inside(document: Document, node: Node, keys: tuple[str, ...]) -> Iterator[Passage]:
    if isinstance(node, Scalar):
        yield Passage(document, keys, node.text, node)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _inside(document, item, keys)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from _inside(document, entry.value, (*keys, entry.key.text))


def texts(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any part of a record
    """Every text of a record, as it was read, with the dotted name of its field."""
    if type(value) is str:
        yield prefix, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{prefix}.{number}")
    else:
        for name in parts(type(value)):
            if name not in _ADDRESSES:
                yield from texts(getattr(value, name), f"{prefix}.{name}" if prefix else name)
