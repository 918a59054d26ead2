"""What a cell of a roster says, beside what the file of its record says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.desk import cells, sheet, workbook
from hyqz_site.model.context import Context, Trail
from hyqz_site.model.kinds import KIND_NAMES
from hyqz_site.model.texts import BODY
from hyqz_site.problem import Position, Problems
from hyqz_site.source.nodes import Absent, Mapping, Node, compose
from hyqz_site.source.values import Name

if TYPE_CHECKING:
    from hyqz_site.desk.cells import Column
    from hyqz_site.model.fields import Spec
    from hyqz_site.model.kinds.common import Kind, Origin

_MOST_TOLD: Final = 120
"""Characters of a change that are told."""


def is_same(column: Column, text: str, origin: Origin) -> bool:
    """Whether the cell says what the record says, in whatever spelling."""
    if column.is_text:
        return text.strip() == sheet.clean(_said(column, origin)).strip()
    return meant(column, text) == held(column, origin)


def meant(column: Column, text: str, trail: Trail | None = None) -> object:
    """The value that a cell's text stands for. Raises ValueError where it is no table and should be."""
    root = compose("", f"x:{cells.written_as(column, text)}\n", 1, {"x": Name()}, Problems()).root
    assert isinstance(root, Mapping)  # noqa: S101 - one key and its value
    return _read(column.spec, root.entries[0].value, trail)


def held(column: Column, origin: Origin) -> object:
    """The value that the record has; of nothing, and of what cannot be read, what then holds: an export says that."""
    node = _node(column, origin)
    value = None if node is None else _read(column.spec, node)
    return column.spec.type.absent if value is None else value


def shown(column: Column, origin: Origin) -> str:
    """What the record says, for a list of changes."""
    if column.is_text:
        return clipped(_said(column, origin)) or "（空）"
    node = _node(column, origin)
    return str(cells.cell_of(column.spec, _read(column.spec, node)) or "（空）") if node else "（空）"


def clipped(text: str) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}……"


def is_example(kind: Kind, column: Column, text: str) -> bool:
    """Whether the cell says what the template's example row says; Excel may have spelt it its own way."""
    example = workbook.example(kind, column)
    if example is None or text == example:
        return example is not None
    return not column.table and meant(column, text) == meant(column, example)


def _node(column: Column, origin: Origin) -> Node | None:
    place = origin.places.get(column.name)
    return place.value if place and not isinstance(place.value, Absent) else None


def _read(spec: Spec, node: Node, trail: Trail | None = None) -> object:
    trail = trail or Trail()
    context = Context("", Problems(), Position(1, 1), trail, KIND_NAMES, spec.label, spec.attribute, Position(1, 1))
    return spec.type.read(node, context)


def _said(column: Column, origin: Origin) -> str:
    """A text of paragraphs as it is: among the fields or below them."""
    node = _node(column, origin)
    return (
        str(_read(column.spec, node) or "") if node else origin.document.body if column.spec.attribute == BODY else ""
    )
