"""THIRD_PARTY.md names everything that is not ours: each library of the lock, each data file and where its licence is."""

import re
import tomllib
from typing import Final

import pytest

import hyqz
from tests.helpers import ROOT

TEXT: Final = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
LOCK: Final = (ROOT / "requirements.lock").read_text(encoding="utf-8")
RUNTIME: Final = hyqz.pinned(hyqz.chosen_part(LOCK, with_tests=False))
TABLES: Final = [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\|.*\|$", TEXT, re.MULTILINE)]
DATA: Final = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("hyqz_site", "assets", "templates")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".txt", ".json", ".csv", ".ttf", ".otf", ".woff2", ".dat", ".bin"}
)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(cell: str) -> set[str]:
    return {plain(word) for word in re.findall(r"[A-Za-z][\w.-]*", re.sub("（.*?）", "", cell))}


@pytest.mark.parametrize("name", sorted(hyqz.pinned(LOCK)))
def test_every_library_is_named_with_its_version_and_licence(name: str) -> None:
    rows = [row for row in TABLES if plain(name) in named(row[0])]
    assert len(rows) == 1, rows
    if name in RUNTIME:
        _, versions, licence, used = rows[0]
        assert RUNTIME[name] in versions.split(", ") or rows[0][0].startswith("openpyxl")
        assert licence
        assert used


def test_what_may_be_installed_besides_is_named() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for extra, wanted in extras.items():
        section = TEXT.partition(f"## 可选 / Optional: `{extra}`")[2].partition("\n## ")[0]
        assert [one for one in wanted if f"**{re.split('[<>=]', one)[0]}**" not in section] == [], extra


@pytest.mark.parametrize("path", DATA)
def test_every_data_file_that_ships_is_named(path: str) -> None:
    general = re.sub(r"[^/]+(?=\.metrics\.json$)", "*", path)
    is_font = path.endswith((".ttf", ".otf")) and "Noto S" in TEXT
    assert is_font or f"`{path}`" in TEXT or f"`{general}`" in TEXT


def test_every_licence_that_is_named_lies_there() -> None:
    names = re.findall(r"`((?:licenses|assets)/[^`*]+\.txt)`", TEXT)
    assert len(names) >= 6
    assert [name for name in names if not (ROOT / name).read_text(encoding="utf-8").strip()] == []
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "licenses").iterdir()}
    assert kept <= set(names)
