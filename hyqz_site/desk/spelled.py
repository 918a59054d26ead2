"""Values as an editor would write them in a file: plain where YAML reads them as themselves, else in quotes."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence

from hyqz_site.problem import Problems
from hyqz_site.source import nodes
from hyqz_site.source.values import Name

Value = str | Sequence[str]
"""What a field is set to: a text, or the items of a list."""
Table = Sequence[AbstractMapping[str, Value]]
"""The groups of a list, each with its fields by the names that they get in the file."""


def written(value: Value | Table, newline: str, indent: str = "") -> str:
    """`value` as it stands behind the colon of its key, with the blank before it.

    A list is written in brackets; one whose items hold a full-width comma stands on lines of its own, because in
    brackets such a comma looks like a mistake. Groups stand on lines of their own.
    """
    if isinstance(value, str):
        return f" {scalar(value)}"
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) < len(value):
        return "".join(_group(item, newline, indent) for item in value if not isinstance(item, str))
    if any("，" in item for item in texts):
        return "".join(f"{newline}{indent}  - {scalar(item)}" for item in texts)
    return f" [{', '.join(scalar(item, flow=True) for item in texts)}]"


def _group(group: AbstractMapping[str, Value], newline: str, indent: str) -> str:
    lines = [f"{name}:{written(value, newline, f'{indent}    ')}" for name, value in group.items()]
    return f"{newline}{indent}  - " + f"{newline}{indent}    ".join(lines)


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` as YAML: plain where it reads as itself, else in double quotes."""
    text = " ".join(text.split())
    for spelling in (text, f'"{text}"', "'" + text.replace("'", "''") + "'"):
        if _reads_as(spelling, text, flow=flow):
            return spelling
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reads_as(spelling: str, text: str, *, flow: bool) -> bool:
    found = Problems()
    line = f"字段: [{spelling}]" if flow else f"字段: {spelling}"
    root = nodes.compose("", f"{line}\n", 1, {"字段": Name()}, found).root
    return not len(found) and nodes.plain(root) == {"字段": [text] if flow else text}


def value_of(wanted: Value) -> object:
    """A value as it reads once it is written."""
    return " ".join(wanted.split()) if isinstance(wanted, str) else list(wanted)
