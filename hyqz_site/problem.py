"""Problems are values: what is wrong, where exactly, and how to mend it.

They are collected in one list, never printed where they are found and never raised
(contract "Messages" in the command-line contract). Exceptions are for bugs and for the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Severity(StrEnum):
    """How bad a problem is. An error keeps the whole build from being written."""

    ERROR = "error"
    WARNING = "warning"


class Position(NamedTuple):
    """A place in a text file: line and column, both counted from 1, in characters of the decoded file."""

    line: int
    column: int


WHOLE_FILE = Position(1, 1)
"""Where a problem of the file as a whole points."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in one file. Orders by path, line and column, as every report does."""

    path: str
    """Relative to the project, with `/` on every system."""
    line: int
    column: int
    severity: Severity
    code: str
    """Stable kebab-case name of the kind of problem."""
    message: str
    """What was found and what was expected, in Chinese."""
    hint: str = ""
    """How to mend it, in Chinese; may be empty."""


_UNPRINTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\U0010fffd]")
"""Control characters of the quoted text, and what stands for invisible ones while it is read."""


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", _UNPRINTED.sub("", text))


class Problems:
    """The append-only list that one build fills; iterates in report order, without repeats."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(
        self,
        path: str,
        at: Position,
        code: str,
        message: str,
        hint: str = "",
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one problem at `at` of the file `path`; whatever it quotes, it stays on one line."""
        found = Problem(path, at.line, at.column, severity, code, _on_one_line(message), _on_one_line(hint))
        self._found.append(found)

    def warn(self, path: str, at: Position, code: str, message: str, hint: str = "") -> None:
        """Note one problem that does not keep the build from being written."""
        self.add(path, at, code, message, hint, severity=Severity.WARNING)

    def extend(self, problems: Iterable[Problem], *, soften: bool = False) -> None:
        """Take over `problems`; with `soften` errors become warnings (drafts do not block)."""
        for problem in problems:
            self._found.append(replace(problem, severity=Severity.WARNING) if soften else problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(set(self._found)))

    def __len__(self) -> int:
        return len(set(self._found))

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far forbids writing."""
        return any(problem.severity is Severity.ERROR for problem in self._found)
