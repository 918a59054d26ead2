"""Every problem code has its folders: a tiny project, and in `expected.txt` exactly what the editor reads."""

import ast
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

import pytest

from hyqz_site import forked
from hyqz_site.publish.cache import Cache
from tests.helpers import ROOT, Files, lines, site_of

T = TypeVar("T")
R = TypeVar("R")

FOLDER: Final = Path(__file__).parent / "problems"
CASES: Final = sorted({path.parent for name in ("content", "templates", "assets") for path in FOLDER.rglob(name)})

CONTRACT: Final = frozenset(
    "yaml-syntax duplicate-key fullwidth-colon tab-indent invisible-character unknown-key missing-field wrong-type "  # noqa: SIM905 - a table of words
    "too-long unknown-value bad-date dangling-reference duplicate-id bad-id address-clash legacy-encoding bad-encoding "
    "unused-file cut-by-hash missing-media broken-media small-image missing-alt no-consent minor figure-sum "
    "broken-link text-overflow missing-glyph too-small-to-read never-shown".split()
)
"""Codes that must exist (output contract, "Messages"), but for those of sign-off and staleness."""
LETTERED: Final = frozenset(
    {"missing-glyph", "never-shown", "outside-hours", "text-overflow", "too-small-to-read", "qr-too-small"}
)
"""Codes that are found by measuring letters: their projects have the shipped fonts."""


PLACES: Final = {
    "add": 2, "warn": 2, "error": 1, "error_at": 1, "_note": 1, "_colon": 4, "whole_file": 1, "Fault": 0,
}  # fmt: skip
"""Which argument of a call is a code."""


def codes_in(source: str) -> set[str]:
    """Return the codes with which a module notes problems."""
    found = set()
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Tuple) and "Severity" in ast.unparse(call)[:9]:
            found |= {part.value for part in call.elts if isinstance(part, ast.Constant) and _is_code(part.value)}
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        place = PLACES.get(name)
        given = [call.args[n] for n in (place, 1) if place is not None and n < len(call.args)]
        given += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        found |= {arg.value for arg in given if isinstance(arg, ast.Constant) and _is_code(arg.value)}
    return found


def _is_code(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.replace("-", "").isalpha() and value.islower()


def emitted() -> set[str]:
    """Return the codes of every module."""
    return set().union(*(codes_in(path.read_text(encoding="utf-8")) for path in (ROOT / "hyqz_site").rglob("*.py")))


def test_every_code_of_the_source_has_a_folder_and_every_folder_a_code() -> None:
    assert {path.name for path in FOLDER.iterdir()} == emitted()


def test_every_code_of_the_contract_is_there() -> None:
    assert emitted() >= CONTRACT


def test_the_folders_are_not_empty() -> None:
    assert len(CASES) > 100
    assert all(any(path.is_file() for path in case.rglob("*")) for case in CASES)


def files_of(case: Path) -> Files:
    """Return the files of a case's project."""
    files: dict[str, str | bytes] = {
        path.relative_to(case).as_posix(): path.read_bytes()
        for path in case.rglob("*")
        if path.is_file() and path.name != "expected.txt"
    }
    if case.relative_to(FOLDER).parts[0] in LETTERED:
        files |= {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()}
    return files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(FOLDER).as_posix())
def test_messages(case: Path, *, accept: bool) -> None:
    found = "".join(f"{line}\n" for line in lines(site_of(files_of(case))))
    expected = case / "expected.txt"
    if accept:
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")
    assert f"[{case.relative_to(FOLDER).parts[0]}]" in found or case.name.endswith("-fine")


def test_messages_are_the_same_where_other_processes_have_read_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nodes do not travel: whoever needs to know where something stands has the file read again."""

    def travelled(work: Callable[[T], R], things: Sequence[T], _: int, **__: object) -> Iterator[R]:
        return (pickle.loads(pickle.dumps(work(thing))) for thing in things)  # noqa: S301 - our own

    monkeypatch.setattr(forked, "mapped", travelled)
    store = Cache()
    for case in {case.relative_to(FOLDER).parts[0]: case for case in CASES}.values():
        found = "".join(f"{line}\n" for line in lines(site_of(files_of(case), store=store)))
        assert found == (case / "expected.txt").read_text(encoding="utf-8"), case
