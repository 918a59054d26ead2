"""Reading the text files of a project and putting changed ones back, each as a whole or not at all."""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import shutil
from typing import TYPE_CHECKING, Final

from hyqz_site.source.nodes import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ENDS: Final = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def write(project: Path, files: Mapping[str, bytes]) -> None:
    """Write each file in one step: whoever reads it meanwhile sees the old one or the new one. Raises OSError."""
    for path, data in files.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        passing = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            passing.write_bytes(data)
            if target.exists():
                shutil.copymode(target, passing)
            passing.replace(target)
        finally:
            with contextlib.suppress(OSError):
                passing.unlink(missing_ok=True)


def create(project: Path, path: str, data: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError where it is."""
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)


def lines(text: str) -> list[str]:
    """The lines of `text` with their ends, whichever of the three they are."""
    return [line for line in _ENDS.split(text) if line]


def difference(path: str, before: str, after: str) -> str:
    """What changes in a file, line by line, with what cannot be seen made visible."""
    found = difflib.unified_diff(
        [_shown(line) for line in lines(before)],
        [_shown(line) for line in lines(after)],
        path,
        path,
        "改前",
        "改后",
        n=0,
        lineterm="",
    )
    return "".join(f"{line}\n" for line in found)


def _shown(line: str) -> str:
    line = line.rstrip("\r\n")
    line = INVISIBLE.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", line)
    blank = re.match(r"[\t\u3000\u00a0\u2000-\u200a\u202f\u205f ]*", line)
    head = blank.group() if blank else ""
    marked = head.replace("\t", "⟨Tab⟩").replace("\u3000", "⟨全角空格⟩")
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f]", "⟨特殊空格⟩", marked) + line[len(head) :]
