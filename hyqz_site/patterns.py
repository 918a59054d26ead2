"""Regular expressions that are compiled when they are first needed: a quarter of a quick start goes into the others."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern until somebody looks for it in a text."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method of a pattern
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # the next time nobody asks here
        return found


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, compiled by its first use; to be called by its own methods alone."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
