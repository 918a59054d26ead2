"""The folder of an export: only what an export wrote is changed or taken away, and all of it or nothing."""

import json
from pathlib import Path

import pytest

from hyqz_site.exports.folder import MARK, in_the_way, ours, put


class Desk:
    """A folder that is exported into, again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "led-export"
        self.count = 0

    def made(self, *files: str) -> Path:
        """Make files, each of which holds the number of the export."""
        self.count += 1
        folder = self.root / f"made-{self.count}"
        folder.mkdir()
        for path in files:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(str(self.count), encoding="utf-8")
        (self.root / f"aside-{self.count}").mkdir()
        return folder

    def export(self, *files: str) -> None:
        put(self.made(*files), self.folder, self.root / f"aside-{self.count}")

    def files(self) -> dict[str, str]:
        """Return what lies in the folder, but for the list."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and path.name != MARK)
        return {path.relative_to(self.folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_first_export_lists_what_it_wrote(desk: Desk) -> None:
    desk.export("a/01.png", "a.mp4")
    assert desk.files() == {"a/01.png": "1", "a.mp4": "1"}
    assert ours(desk.folder) == ("a.mp4", "a/01.png")


def test_the_second_changes_its_own_files_and_leaves_everybody_else_s(desk: Desk) -> None:
    desk.export("a/01.png", "a/02.png", "b/01.png", "a.mp4")
    for path in ("工程.led", "a/备注.txt"):
        (desk.folder / path).write_text("别人的", encoding="utf-8")
    (desk.folder / "素材").mkdir()
    desk.export("a/01.png", "off.png")

    assert desk.files() == {"工程.led": "别人的", "a/备注.txt": "别人的", "a/01.png": "2", "off.png": "2"}
    assert sorted(path.name for path in desk.folder.iterdir() if path.is_dir()) == ["a", "素材"]
    assert ours(desk.folder) == ("a/01.png", "off.png")


def test_a_folder_of_somebody_s_stays_where_our_files_leave_it(desk: Desk) -> None:
    desk.export("a/01.png")
    (desk.folder / "a" / "备注.txt").write_text("别人的", encoding="utf-8")
    desk.export("b/01.png")
    assert desk.files() == {"a/备注.txt": "别人的", "b/01.png": "2"}


def test_what_somebody_has_taken_away_is_no_matter(desk: Desk) -> None:
    desk.export("a/01.png", "a/02.png")
    (desk.folder / "a" / "01.png").unlink()
    desk.export("a/03.png")
    assert desk.files() == {"a/03.png": "2"}


def test_where_a_file_cannot_be_put_all_is_as_it_was(desk: Desk) -> None:
    desk.export("a/01.png", "b/01.png")
    (desk.folder / "工程.led").write_text("别人的", encoding="utf-8")
    (desk.folder / "c").write_text("a file where a folder is wanted", encoding="utf-8")
    before = desk.files()
    with pytest.raises(OSError, match="c"):
        desk.export("a/01.png", "c/01.png")
    assert desk.files() == before
    assert ours(desk.folder) == ("a/01.png", "b/01.png")


def test_whoever_is_stopped_in_between_exports_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.export("a/01.png", "b/01.png")
    real = Path.replace

    def stopped(source: Path, target: Path) -> Path:
        if source.name == "02.png":
            raise KeyboardInterrupt
        return real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            desk.export("a/01.png", "a/02.png")
    desk.export("c/01.png")
    assert desk.files() == {"c/01.png": "3"}


def test_a_file_that_no_export_wrote_is_in_the_way(desk: Desk) -> None:
    desk.export("a/01.png")
    (desk.folder / "off.png").write_text("别人的", encoding="utf-8")
    assert in_the_way(desk.made("a/01.png", "off.png"), desk.folder) == ("off.png",)


@pytest.mark.parametrize("listed", ["", "[]", '{"files": 1}', '{"files": [1]}', "{"])
def test_a_list_that_cannot_be_read_is_none(desk: Desk, listed: str) -> None:
    desk.folder.mkdir()
    (desk.folder / MARK).write_text(listed, encoding="utf-8")
    assert ours(desk.folder) is None
    assert ours(desk.root / "nowhere") is None


def test_a_list_names_nothing_outside_its_folder(desk: Desk) -> None:
    desk.folder.mkdir()
    outside = desk.root / "mine.txt"
    outside.write_text("别人的", encoding="utf-8")
    names = ["../mine.txt", str(outside), ".", "a.png"]
    (desk.folder / MARK).write_text(json.dumps({"files": names}), encoding="utf-8")
    assert ours(desk.folder) == ("a.png",)
    desk.export("b.png")
    assert outside.read_text(encoding="utf-8") == "别人的"
