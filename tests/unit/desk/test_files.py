"""Files that commands write: all of them or none, and what is told names the file and not our passing one."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from hyqz_site import cli, disk
from hyqz_site.desk import files


def tree_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in "abc":
        (tmp_path / f"{name}.md").write_bytes(name.encode())
    return tmp_path


NEW = {"a.md": b"A", "b.md": b"B", "d/e.md": b"E", "c.md": b"C"}


def test_all_of_them_are_written(project: Path) -> None:
    files.write(project, NEW, new=["d/e.md"])
    assert tree_of(project) == NEW


@pytest.mark.parametrize("last", ["a.md", "b.md", "d/e.md", "c.md"])
def test_one_that_is_held_open_leaves_all_as_they_were(
    project: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    """As Excel and WPS do it on Windows."""
    before, real = tree_of(project), Path.replace

    def replace(self: Path, target: Any) -> Path:  # noqa: ANN401 - any path
        if Path(target) == project / last:
            raise PermissionError(errno.EACCES, "locked", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="locked") as told:
        files.write(project, NEW)
    assert tree_of(project) == before
    assert told.value.filename == str(project / last)


def test_a_full_disk_leaves_all_as_they_were(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = tree_of(project), Path.write_bytes

    def write(self: Path, data: bytes) -> int:
        if "c.md" in self.name:
            real(self, data[:0])
            raise OSError(errno.ENOSPC, "full")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(OSError, match="full"):
        files.write(project, NEW)
    assert tree_of(project) == before


def test_a_new_file_that_is_there_already_is_no_new_one(project: Path) -> None:
    before = tree_of(project)
    with pytest.raises(FileExistsError):
        files.write(project, NEW, new=["b.md"])
    assert tree_of(project) == before


def test_a_file_in_the_way_of_a_folder_is_told_as_such(project: Path) -> None:
    before = tree_of(project)
    with pytest.raises(NotADirectoryError):
        files.write(project, {"a.md/b/c.md": b"new"})
    with pytest.raises(NotADirectoryError):
        files.write(project, {"a.md/c.md": b"new"})
    assert tree_of(project) == before


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EACCES, "没有权限，或者正被别的程序打开"),
        (errno.EADDRINUSE, "已经有一个在用了"),
        (errno.EDEADLK, os.strerror(errno.EDEADLK)),
    ],
)
def test_what_a_disk_says_is_said_in_chinese(code: int, said: str) -> None:
    assert disk.reason(OSError(code, os.strerror(code))) == said


def test_a_renaming_that_fails_at_its_end_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in {
        "content/site.yaml": "网站名称: 某\n主办: 某\n",
        "content/teams/hulu.yaml": "名称: 护路队\n",
        "content/volunteers/li.yaml": "姓名: 李晓雁\n状态: 草稿\n队伍: [hulu]\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    before = tree_of(tmp_path)

    def rename(self: Path, _: Path) -> None:
        raise PermissionError(errno.EACCES, "locked", str(self))

    monkeypatch.setattr(Path, "rename", rename)
    assert cli.main(["rename", "团队/hulu", "hulu-dui", "--project", str(tmp_path)]) == 2
    assert tree_of(tmp_path) == before
    assert capsys.readouterr().err.strip() == (
        f"不能读写 {tmp_path / 'content/teams/hulu.yaml'}：没有权限，或者正被别的程序打开。没有改动网站；请检查以后再运行一次。"
    )
