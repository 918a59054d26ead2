"""What a field may hold that is more than a word or a number, and is no group."""

from __future__ import annotations

import dataclasses

from hyqz_site.lean import dataclass
from hyqz_site.problem import Position


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another record, by kind and id; `at` is where it stands in the file."""

    kind: str
    """Name of the kind; empty where the text names no kind that exists."""
    id: str
    at: Position = dataclasses.field(default=Position(1, 1), compare=False)
    text: str = dataclasses.field(default="", compare=False)
    """What the editor wrote."""
    many_lines: bool = dataclasses.field(default=False, compare=False)
    is_only: bool = dataclasses.field(default=False, compare=False)
    """Whether its field takes no other beside it."""

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id, under which the record is filed."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Media:
    """A path to a media file, as the editor wrote it (`/` between its parts)."""

    path: str
    at: Position = dataclasses.field(default=Position(1, 1), compare=False)


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height: millimetres for panels, pixels for screens."""

    width: int
    height: int

    def __str__(self) -> str:
        """As an editor writes it: `1200x900`."""
        return f"{self.width}x{self.height}"
