"""All or nothing, in the contract's order, and never a file that is not ours."""

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from hyqz_site.digest import sha256
from hyqz_site.publish import lock, writer
from hyqz_site.publish.writer import MANIFEST, STAGING, OutputError, write
from tests.unit.publish.folders import REASONS, failing, lay_out, tree_of, whole

FIRST: Final = {
    "index.html": b'<link href="assets/a.1.css"><img src="img/x.1.jpg">',
    "news/index.html": b'<link href="../assets/a.1.css">',
    "news/old.html": b"old",
    "assets/a.1.css": b"css 1",
    "img/x.1.jpg": b"x 1",
    "feed.xml": b"feed 1",
    "screens/door/version.js": b"version 1",
    "screens/door/show/a.js": b"show",
}
SECOND: Final = {
    "index.html": b'<link href="assets/a.2.css"><img src="img/x.1.jpg">',
    "news/index.html": b'<link href="../assets/a.2.css">',
    "news/new.html": b"new",
    "assets/a.2.css": b"css 2",
    "img/x.1.jpg": b"x 1",
    "feed.xml": b"feed 2",
    "screens/door/version.js": b"version 2",
    "screens/door/show/a.js": b"show",
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "输出 文件夹"


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch, output: Path) -> Iterator[list[str]]:
    """Record what is moved to its place and what is removed from there, in order."""
    seen: list[str] = []
    real_replace, real_unlink = os.replace, os.unlink

    def note(target: Any, mark: str) -> None:  # noqa: ANN401 - any path
        path = Path(target)
        if output in path.parents and STAGING not in path.parts:
            seen.append(mark + path.relative_to(output).as_posix())

    def replace(source: Any, target: Any, **options: Any) -> None:  # noqa: ANN401
        note(target, "")
        real_replace(source, target, **options)

    def unlink(target: Any, **options: Any) -> None:  # noqa: ANN401
        if not options.get("dir_fd"):
            note(target, "-")
        real_unlink(target, **options)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "unlink", unlink)
    return seen


def test_the_first_build_writes_everything_and_nothing_else(output: Path) -> None:
    written = write(FIRST, output)
    assert tree_of(output) == whole(FIRST)
    assert (written.changed, written.removed) == (len(FIRST) + 1, 0)


def test_the_manifest_names_every_file_with_its_digest(output: Path) -> None:
    write(FIRST, output)
    told = json.loads((output / MANIFEST).read_bytes())
    assert told == {"files": {path: sha256(data) for path, data in sorted(FIRST.items())}, "kept": {}}


def test_an_unchanged_build_touches_nothing(output: Path, moves: list[str]) -> None:
    write(FIRST, output)
    before = {path: (output / path).stat().st_mtime_ns for path in FIRST}
    moves.clear()
    assert write(FIRST, output) == writer.Written(0, 0)
    assert moves == []
    assert {path: (output / path).stat().st_mtime_ns for path in FIRST} == before


def test_only_changed_files_are_moved_and_always_in_the_order_that_no_page_lacks_an_asset(
    output: Path, moves: list[str]
) -> None:
    write(FIRST, output)
    moves.clear()
    write(SECOND, output)
    assert moves == [
        "assets/a.2.css",
        "feed.xml",
        "index.html",
        "news/index.html",
        "news/new.html",
        "screens/door/version.js",
        "-news/old.html",
        "-assets/a.1.css",
        "build.json",
    ]
    assert tree_of(output) == whole(SECOND)


def test_what_is_no_longer_made_is_removed_with_its_empty_folder(output: Path) -> None:
    write({"a/b/c.html": b"c", "index.html": b"i"}, output)
    write({"index.html": b"i"}, output)
    assert tree_of(output) == whole({"index.html": b"i"})


def test_where_case_makes_no_difference_the_new_name_of_a_file_is_the_file(output: Path) -> None:
    """On most disks of Windows and macOS `News/Old.html` and `news/old.html` are one file; here two links make it one."""
    write({"News/Old.html": b"old"}, output)
    (output / "news").mkdir()
    os.link(output / "News/Old.html", output / "news/old.html")
    write({"news/old.html": b"old"}, output)
    assert (output / "news/old.html").read_bytes() == b"old"
    assert (output / "News/Old.html").samefile(output / "news/old.html")


def test_where_case_makes_a_difference_the_old_name_goes(output: Path) -> None:
    write({"News/Old.html": b"old"}, output)
    write({"news/old.html": b"old"}, output)
    assert tree_of(output) == whole({"news/old.html": b"old"})


def test_who_finds_that_another_build_has_taken_its_files_says_so(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk knows no locks two builds at once share the staging folder, and the quicker one tidies up."""
    write(FIRST, output)
    real = os.replace

    def robbed(source: Any, target: Any) -> None:  # noqa: ANN401 - any path
        if Path(target) == output / "index.html":
            shutil.rmtree(output / STAGING)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", robbed)
        with pytest.raises(OutputError, match="正在被另一次生成改写。请等它结束，再运行一次。"):
            write(SECOND, output)
    write(SECOND, output)
    assert tree_of(output) == whole(SECOND)


BUSY: Final = "正在被另一次生成改写。请等它结束，再运行一次。"


def test_while_one_build_writes_another_is_told_and_changes_nothing(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, output)
    real, refused = os.replace, []

    def meanwhile(source: Any, target: Any) -> None:  # noqa: ANN401 - any path
        before = tree_of(output)
        with pytest.raises(OutputError, match=BUSY):
            write({"index.html": b"theirs"}, output)
        refused.append(tree_of(output) == before)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", meanwhile)
        write(SECOND, output)
    assert len(refused) > 5
    assert all(refused)
    assert tree_of(output) == whole(SECOND)


def test_another_output_may_be_written_meanwhile(output: Path, tmp_path: Path) -> None:
    with lock.alone(tmp_path) as is_alone:
        assert is_alone
        write(FIRST, output)
    assert tree_of(output) == whole(FIRST)


def test_what_was_made_before_another_build_wrote_is_not_written_over_it(output: Path) -> None:
    """It may show who was withdrawn meanwhile."""
    since = writer.told(output)
    write(SECOND, output, since=since)
    with pytest.raises(OutputError, match=BUSY):
        write(FIRST, output, since=since)
    assert tree_of(output) == whole(SECOND)
    write(FIRST, output, since=writer.told(output))
    assert tree_of(output) == whole(FIRST)


@pytest.mark.skipif(sys.platform == "win32", reason="another lock")
def test_where_the_disk_knows_no_locks_it_is_written(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refused)
    write(FIRST, output)
    assert tree_of(output) == whole(FIRST)


def test_foreign_files_are_never_touched(output: Path) -> None:
    foreign = {"robots.txt": b"mine", "news/photo.jpg": b"mine", "folder/x": b"mine", ".htaccess": b"mine"}
    lay_out(output, foreign)
    write(FIRST, output)
    write(SECOND, output)
    write({"index.html": b"i"}, output)
    assert tree_of(output) == {**whole({"index.html": b"i"}), **foreign}


def test_a_foreign_file_at_an_address_of_ours_is_replaced(output: Path) -> None:
    lay_out(output, {"index.html": b"theirs"})
    write(FIRST, output)
    assert tree_of(output) == whole(FIRST)


def test_a_file_that_somebody_changed_or_removed_is_made_again(output: Path) -> None:
    write(FIRST, output)
    (output / "index.html").write_bytes(b"changed by hand")
    (output / "feed.xml").unlink()
    write(FIRST, output)
    assert tree_of(output) == whole(FIRST)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"files": []}', b'{"files": {"index.html": 1}}', b'{"files": 3}',
     b'{"files": null, "kept": null}', b"[" * 100_000],
    ids=lambda data: data[:20].decode("latin-1"),
)  # fmt: skip
def test_a_damaged_manifest_is_no_reason_to_fail(output: Path, damage: bytes) -> None:
    write(FIRST, output)
    (output / MANIFEST).write_bytes(damage)
    write(SECOND, output)
    assert tree_of(output).items() >= whole(SECOND).items()


@pytest.mark.parametrize(
    "path",
    ["../outside.txt", "/tmp/hyqz-outside.txt", "a/../../outside.txt", "..\\outside.txt", "C:outside.txt", "", ".", "..",
     "link/outside.txt"],
)  # fmt: skip
def test_a_manifest_cannot_have_a_file_outside_removed(output: Path, tmp_path: Path, path: str) -> None:
    outside = tmp_path / "outside.txt"
    write(FIRST, output)
    outside.write_bytes(b"mine")
    (output / "link").symlink_to(tmp_path)
    (output / MANIFEST).write_text(json.dumps({"files": {path: sha256(b"mine")}, "kept": {}}), encoding="utf-8")
    write(SECOND, output)
    assert outside.read_bytes() == b"mine"


def test_a_manifest_cannot_have_foreign_folders_removed(output: Path) -> None:
    write(FIRST, output)
    lay_out(output, {"theirs/x": b"mine"})
    (output / MANIFEST).write_text(json.dumps({"files": {"theirs": "x"}}), encoding="utf-8")
    write(SECOND, output)
    assert (output / "theirs/x").read_bytes() == b"mine"


# Many files


MANY = {f"{number % 7}/{number}.html": b"%d" % number for number in range(200)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_several_processes_write_is_what_one_writes(output: Path, jobs: int) -> None:
    write({**MANY, "0/7.html": b"before", "gone.html": b"x"}, output)
    assert write(MANY, output, jobs=jobs) == writer.Written(2, 1)  # the page, the manifest
    assert tree_of(output) == whole(MANY)
    shutil.rmtree(output)
    write(MANY, output, jobs=jobs)
    assert tree_of(output) == whole(MANY)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_fills_up_while_several_write_harms_nothing(output: Path, jobs: int) -> None:
    write(FIRST, output)
    before = tree_of(output)
    with failing(errno.ENOSPC, "write_bytes", 20), pytest.raises(OutputError, match="磁盘满了"):
        write({**FIRST, **MANY}, output, jobs=jobs)
    assert tree_of(output) == before


# Obstacles


def test_a_folder_where_a_page_must_stand_is_named(output: Path) -> None:
    lay_out(output, {"index.html/theirs": b"x"})
    before = tree_of(output)
    with pytest.raises(OutputError, match=r"index\.html 是一个文件夹"):
        write(FIRST, output)
    assert tree_of(output) == before


def test_a_file_where_a_folder_must_stand_is_named(output: Path) -> None:
    lay_out(output, {"news": b"theirs"})
    before = tree_of(output)
    with pytest.raises(OutputError, match="news 不是普通的文件夹"):
        write(FIRST, output)
    assert tree_of(output) == before


def test_a_file_of_ours_makes_room_for_a_folder_of_ours(output: Path) -> None:
    """A page `a.html` of the build before, a folder `a.html/` of this one: nobody else's file is in the way."""
    write({"x": b"1"}, output)
    write({"x/y": b"2"}, output)
    assert tree_of(output) == whole({"x/y": b"2"})


def test_a_linked_folder_is_not_written_into(output: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output.mkdir()
    (output / "news").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="news 不是普通的文件夹"):
        write(FIRST, output)
    assert list(elsewhere.iterdir()) == []


def test_a_linked_file_is_replaced_and_its_target_left_alone(output: Path, tmp_path: Path) -> None:
    target = tmp_path / "theirs.html"
    target.write_bytes(FIRST["index.html"])
    output.mkdir()
    (output / "index.html").symlink_to(target)
    write(FIRST, output)
    assert not (output / "index.html").is_symlink()
    write(SECOND, output)
    assert target.read_bytes() == FIRST["index.html"]


def test_a_folder_in_which_nobody_may_write_is_named_before_anything_is_moved(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, output)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != output / "news")
    with pytest.raises(OutputError, match=r"不能写入 .*news：没有权限.*已有的网站没有改动"):
        write(SECOND, output)
    assert tree_of(output) == whole(FIRST)


# The disk


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_disk_that_takes_no_more_harms_nothing(output: Path, code: int, after: int) -> None:
    write(FIRST, output)
    lay_out(output, {"theirs": b"x"})
    before = tree_of(output)
    with failing(code, "write_bytes", after), pytest.raises(OutputError) as error:
        write(SECOND, output)
    message = str(error.value)
    assert REASONS[code] in message
    assert "已有的网站没有改动" in message
    assert {path: data for path, data in tree_of(output).items() if STAGING not in path} == before
    write(SECOND, output)
    assert tree_of(output) == {**whole(SECOND), "theirs": b"x"}


def test_a_full_disk_leaves_no_half_written_files_behind(output: Path) -> None:
    write(FIRST, output)
    with failing(errno.ENOSPC, "write_bytes", 3), pytest.raises(OutputError):
        write(SECOND, output)
    left = [path for path in tree_of(output) if STAGING in path and not path.endswith(".json")]
    assert [path for path in left if not path.endswith("/")] == []


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_an_output_that_cannot_be_made_is_named(output: Path, code: int) -> None:
    with failing(code, "mkdir"), pytest.raises(OutputError, match=REASONS[code]):
        write(FIRST, output)


class Locked:
    """A file that another program holds open for a while, as virus scanners on Windows do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.waits: list[float] = []
        self._left = times
        self._real = os.replace
        monkeypatch.setattr(writer.time, "sleep", self.waits.append)
        monkeypatch.setattr(os, "replace", self._replace)

    def _replace(self, source: Any, target: Any) -> None:  # noqa: ANN401
        if Path(target).name == "index.html" and STAGING not in Path(target).parts and self._left:
            self._left -= 1
            raise PermissionError(errno.EACCES, "locked", str(target))
        self._real(source, target)


def test_a_file_that_is_held_open_for_a_moment_is_waited_for(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIRST, output)
    locked = Locked(monkeypatch, 2)
    write(SECOND, output)
    assert tree_of(output) == whole(SECOND)
    assert len(locked.waits) >= 2
    assert sum(locked.waits) < 1


def test_a_file_that_stays_open_is_named_and_the_next_build_heals(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, output)
    with monkeypatch.context() as patch:
        locked = Locked(patch, 10**9)
        with pytest.raises(OutputError, match=r"index\.html 正被别的程序打开.*请关闭"):
            write(SECOND, output)
    assert 1 <= sum(locked.waits) < 10
    assert (output / "index.html").read_bytes() == FIRST["index.html"]
    assert (output / "assets/a.1.css").exists()
    write(SECOND, output)
    assert tree_of(output) == whole(SECOND)


@pytest.mark.parametrize(
    ("digests", "kept"),
    [
        ({}, {}),
        ({"b.html": "0f", "a/文 “件”\\.html": "1e", "a.html": "2d"}, {}),
        ({"index.html": "0f"}, {"screens/a/show/1/index.html": "3c", "screens/a/show/1/a.jpg": "4b"}),
    ],
)
def test_the_manifest_is_plain_json(digests: dict[str, str], kept: dict[str, str]) -> None:
    content = {"files": digests, "kept": kept}
    expected = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert writer.manifest(digests, kept).decode() == expected
