"""Whole small sites: what visitors get of them, in a form that survives restyling.

`pytest tests/test_golden.py --accept` rewrites what is expected; read the diff before you keep it.
"""

import difflib
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.helpers import lines, normal_form, site_of

FOLDER: Final = Path(__file__).parent / "golden"
SITES: Final = sorted(path.name for path in FOLDER.iterdir())


def test_there_are_sites() -> None:
    assert SITES == ["all-kinds", "smallest"]


@pytest.mark.parametrize("name", SITES)
def test_site(name: str, *, accept: bool) -> None:
    before, after = FOLDER / name, FOLDER / name / "after"
    made = site_of(
        {
            path.relative_to(before).as_posix(): path.read_bytes()
            for path in before.glob("content/**/*")
            if path.is_file()
        }
    )
    assert lines(made) == []
    found = normal_form(made.files)
    if accept:
        shutil.rmtree(after, ignore_errors=True)
        for path, text in found.items():
            (after / path).parent.mkdir(parents=True, exist_ok=True)
            (after / path).write_text(text, encoding="utf-8", newline="\n")
    expected = {path.relative_to(after).as_posix(): path.read_text(encoding="utf-8") for path in after.rglob("*.txt")}
    assert "".join(differences(expected, found)) == ""


def differences(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    """Return a unified diff of two trees."""
    diff: list[str] = []
    for path in sorted(expected.keys() | found.keys()):
        old, new = expected.get(path, ""), found.get(path, "")
        if old != new:
            diff += difflib.unified_diff(
                old.splitlines(keepends=True), new.splitlines(keepends=True), f"expected/{path}", f"found/{path}", n=1
            )
    return diff
