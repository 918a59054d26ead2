"""The only reading of content: what is taken, what is left out, and where links may lead."""

import os
import sys
from pathlib import Path

import pytest

from hyqz_site.build import build
from hyqz_site.digest import sha256
from hyqz_site.publish.cache import Cache
from hyqz_site.source import tree
from tests.helpers import NOW, lines


def given(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")


@pytest.fixture(autouse=True)
def bare_generator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A generator that brings no templates and assets of its own."""
    monkeypatch.setattr(tree, "HOME", tmp_path / "generator")


def test_files_of_the_three_folders_by_path(tmp_path: Path) -> None:
    given(tmp_path, "content/b.md", "content/a/c.md", "templates/x.html", "assets/css/s.css", "docs/no.md", "output/no")
    inputs = tree.read(tmp_path)
    assert list(inputs.files) == ["assets/css/s.css", "content/a/c.md", "content/b.md", "templates/x.html"]
    assert inputs.files["content/b.md"].read() == b"content/b.md"
    stamp = inputs.files["content/b.md"].stamp
    assert stamp is not None
    assert stamp.size == 12


def test_the_digest_is_of_the_bytes_that_were_read(tmp_path: Path) -> None:
    given(tmp_path, "content/a.md")
    file = tree.read(tmp_path).files["content/a.md"]
    assert file.digest == ""
    file.read()
    assert file.digest == sha256(b"content/a.md")
    file.read()
    assert file.digest == sha256(b"content/a.md")
    (tmp_path / "content/a.md").write_text("changed meanwhile", encoding="utf-8")
    file.read()
    assert file.digest == tree.CHANGING


def test_hidden_and_underscored_segments_of_content_are_ignored(tmp_path: Path) -> None:
    given(tmp_path, "content/_a.md", "content/.b", "content/_c/d.md", "content/e/_f/g.md", "content/h.md")
    given(tmp_path, "templates/_part.html")
    assert list(tree.read(tmp_path).files) == ["content/h.md", "templates/_part.html"]


def test_a_project_replaces_templates_of_the_generator_one_by_one(tmp_path: Path) -> None:
    given(tmp_path / "generator", "templates/x.html", "templates/y.html", "content/no.md")
    given(tmp_path, "templates/x.html")
    (tmp_path / "templates/x.html").write_text("own", encoding="utf-8")
    files = tree.read(tmp_path).files
    assert {path: file.read() for path, file in files.items()} == {
        "templates/x.html": b"own",
        "templates/y.html": b"templates/y.html",
    }


def test_missing_folders_are_no_error(tmp_path: Path) -> None:
    assert tree.read(tmp_path).files == {}


def test_of_bytes_is_in_order_of_paths() -> None:
    assert list(tree.of_bytes({"b": b"2", "a": b"1"}).files) == ["a", "b"]


@pytest.mark.parametrize("target", ["../secret", "../secret/x.md", "/etc"])
def test_links_that_leave_the_content_are_named_and_not_followed(tmp_path: Path, target: str) -> None:
    given(tmp_path, "secret/x.md", "content/a.md")
    (tmp_path / "content/link").symlink_to(target if target.startswith("/") else tmp_path / target.removeprefix("../"))
    inputs = tree.read(tmp_path)
    assert list(inputs.files) == ["content/a.md"]
    assert inputs.outside == {"content/link"}


def test_links_within_the_content_are_followed(tmp_path: Path) -> None:
    given(tmp_path, "content/photos/a.jpg", "content/pages/x.md")
    (tmp_path / "content/pages/b.jpg").symlink_to(tmp_path / "content/photos/a.jpg")
    (tmp_path / "content/album").symlink_to(tmp_path / "content/photos")
    assert sorted(tree.read(tmp_path).files) == [
        "content/album/a.jpg", "content/pages/b.jpg", "content/pages/x.md", "content/photos/a.jpg",
    ]  # fmt: skip


def test_a_link_to_the_folder_above_it_ends(tmp_path: Path) -> None:
    given(tmp_path, "content/pages/x.md")
    (tmp_path / "content/pages/again").symlink_to(tmp_path / "content/pages")
    (tmp_path / "content/pages/top").symlink_to(tmp_path / "content")
    assert len(tree.read(tmp_path).files) < 20
    (tmp_path / "content/dead").symlink_to(tmp_path / "content/nowhere")
    assert "content/pages/x.md" in tree.read(tmp_path).files


def test_two_links_beside_each_other_may_lead_to_the_same(tmp_path: Path) -> None:
    given(tmp_path, "content/photos/a.jpg", "content/pages/p.md")
    for name in ("one", "two"):
        (tmp_path / f"content/pages/{name}.jpg").symlink_to(tmp_path / "content/photos/a.jpg")
        (tmp_path / f"content/{name}").symlink_to(tmp_path / "content/photos")
    inputs = tree.read(tmp_path)
    assert inputs.outside == frozenset()
    assert {"content/pages/one.jpg", "content/pages/two.jpg", "content/one/a.jpg", "content/two/a.jpg"} <= set(
        inputs.files
    )


def test_two_links_to_each_other_s_folders_end(tmp_path: Path) -> None:
    given(tmp_path, "content/pages/a/p.md", "content/pages/b/q.md")
    (tmp_path / "content/pages/a/b").symlink_to(tmp_path / "content/pages/b")
    (tmp_path / "content/pages/b/a").symlink_to(tmp_path / "content/pages/a")
    inputs = tree.read(tmp_path)
    assert sorted(inputs.files) == [
        "content/pages/a/b/q.md",
        "content/pages/a/p.md",
        "content/pages/b/a/p.md",
        "content/pages/b/q.md",
    ]
    assert inputs.outside == {"content/pages/a/b/a", "content/pages/b/a/b"}


@pytest.mark.parametrize(
    "name", [".DS_Store", ".home.html.swp", "._site.css", "home.html~", "Thumbs.db", "~$home.docx"]
)
def test_what_programs_leave_among_templates_and_assets_is_none_of_them(tmp_path: Path, name: str) -> None:
    given(tmp_path, f"templates/pages/{name}", f"assets/css/{name}", "templates/pages/home.html")
    assert list(tree.read(tmp_path).files) == ["templates/pages/home.html"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a disk takes no such name")
def test_a_name_that_is_no_utf_8_is_told_and_not_read(tmp_path: Path) -> None:
    """A zip that was packed in Windows has names in GBK; unpacked on Linux they are these very bytes."""
    given(tmp_path, "content/pages/p.md")
    (tmp_path / "content/media").mkdir()
    Path(os.fsdecode(bytes(tmp_path / "content/media/") + b"/" + "照片.jpg".encode("gb18030"))).write_bytes(b"x")
    inputs = tree.read(tmp_path)
    assert list(inputs.files) == ["content/pages/p.md"]
    assert inputs.misnamed == {"content/media/照片.jpg"}
    assert [line for line in lines(build(inputs, NOW, Cache())) if "照片" in line] == [
        "content/media/照片.jpg:1:1: 警告: 名字不是 UTF-8 编码，没有读取 [bad-encoding]"
    ]
