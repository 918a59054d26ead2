"""Nothing to do is said only where a build would make the very same: whatever is in doubt is a build."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from hyqz_site.digest import sha256
from hyqz_site.problem import Problem, Severity
from hyqz_site.publish import standing, writer
from hyqz_site.publish.standing import Standing, Summary
from hyqz_site.source import tree
from tests.helpers import NOW

WARNING: Final = Problem("content/a.md", 3, 5, Severity.WARNING, "too-long", "太长了", "请删几个字。")
SUMMARY: Final = Summary(problems=(WARNING,), records=2, pages=1)
HOLDS: Final = (NOW - timedelta(hours=8), NOW + timedelta(hours=16))
HOUR: Final = 3_600_000_000_000


@dataclass
class Project:
    """A project whose files were made an hour before anybody looked, and a clock."""

    root: Path
    clock: int
    jobs: int = 1

    def standing(self, made_by: str = "this program") -> Standing:
        cache, output = self.root / ".cache", self.root / "output"
        made = Standing(cache=cache, output=output, made_by=made_by, looked=self.clock, jobs=self.jobs)
        made.begin()
        return made

    def build(self) -> None:
        look = self.standing()
        inputs = tree.read(self.root)
        for file in inputs.files.values():
            file.read()
        look.outputs()
        look.note(SUMMARY, inputs, HOLDS, self.written(), self.clock)

    def written(self) -> writer.Written:
        return writer.write({"index.html": b"<h1>", "img/a.jpg": b"jpeg"}, self.root / "output")

    def looked(self, now: datetime = NOW, made_by: str = "this program") -> Summary | None:
        return self.standing(made_by).summary(tree.read(self.root), now)


@pytest.fixture(params=[1, 2], ids=["one process", "another process looks at the output"])
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(standing, "_MANY", 1)
    monkeypatch.setattr(tree, "HOME", tmp_path / "generator")
    for name in ("content/a.md", "content/b.md", "templates/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    first = min(
        path.stat().st_ctime_ns for path in tmp_path.rglob("*") if path.is_file()
    )  # however slow the machine is
    made = Project(tmp_path, first + HOUR, request.param)
    made.build()
    return made


def reads_of(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Look, and say which files were read for it."""
    read: list[str] = []
    plain = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.relative_to(project.root).as_posix())
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert project.looked() is not None
    return [path for path in read if not path.startswith(".cache/")]


def test_where_nothing_changed_the_last_build_speaks_again(project: Project) -> None:
    assert project.looked() == replace(SUMMARY, reused=3)


def test_files_older_than_the_last_look_are_not_even_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads_of(project, monkeypatch) == []


def test_files_as_new_as_the_last_look_are_read_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.clock -= HOUR  # the build looked within a tick of the files' clock
    project.build()
    inputs = ["content/a.md", "content/b.md", "templates/page.html"]
    outputs = ["output/build.json", "output/img/a.jpg", "output/index.html"]
    assert sorted(reads_of(project, monkeypatch)) == sorted(inputs + outputs)
    project.clock += HOUR
    assert project.looked() is not None
    assert reads_of(project, monkeypatch) == []


def test_the_writer_is_told_what_certainly_stands(project: Project) -> None:
    manifest = (project.root / "output/build.json").read_bytes()
    known = {"build.json": sha256(manifest), "img/a.jpg": sha256(b"jpeg"), "index.html": sha256(b"<h1>")}
    assert project.standing().outputs() == known
    (project.root / "output/index.html").write_text("<h2>", encoding="utf-8")
    assert project.standing().outputs() == {path: known[path] for path in ("build.json", "img/a.jpg")}


def test_what_was_saved_again_as_it_was_is_written_down_as_it_is_now(project: Project) -> None:
    """The next look has to read nothing."""
    page = project.root / "output/index.html"
    page.write_bytes(page.read_bytes())
    project.clock += HOUR
    project.build()
    project.clock += HOUR

    assert "index.html" in project.standing().outputs()


def known_of(project: Project, made_by: str = "this program") -> dict[str, str]:
    """The files of which a build knows the digests before it has read anything."""
    inputs = tree.read(project.root)
    project.standing(made_by).certify(inputs)
    return {path: file.digest for path, file in inputs.files.items() if file.digest}


def test_a_build_knows_what_certainly_stands_in_the_files(project: Project) -> None:
    every = {name: sha256(name.encode()) for name in ("content/a.md", "content/b.md", "templates/page.html")}
    assert known_of(project) == every

    (project.root / "content/a.md").write_text("edited", encoding="utf-8")
    (project.root / "content/new.md").write_text("new", encoding="utf-8")

    assert known_of(project) == {path: every[path] for path in ("content/b.md", "templates/page.html")}


def test_a_file_of_the_same_size_and_date_but_another_change_is_read(project: Project) -> None:
    file = project.root / "content/a.md"
    before = file.stat()
    file.write_text("content/x.md", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert "content/a.md" not in known_of(project)


def test_nothing_is_known_within_a_tick_of_the_last_look_or_of_another_program(project: Project) -> None:
    assert known_of(project, "the next version") == {}
    project.clock -= HOUR
    project.build()
    assert known_of(project) == {}


def test_a_file_that_is_another_one_in_doubt_stays_in_doubt(project: Project) -> None:
    """Whoever looks whether nothing has changed does not make certain what has."""
    file = project.root / "content/a.md"
    os.utime(file)
    file.write_text("edited", encoding="utf-8")
    look, inputs = project.standing(), tree.read(project.root)
    assert look.summary(inputs, NOW) is None
    again = tree.read(project.root)
    look.certify(again)

    assert again.files["content/a.md"].digest == ""


def test_a_clock_of_whole_seconds_is_not_believed_so_soon() -> None:
    look = standing.Look(at=10 * 10**9)
    fine, coarse = tree.Stamp(1, 2, 9_500_000_001, 9_500_000_001), tree.Stamp(1, 2, 9 * 10**9, 9 * 10**9)
    assert look.is_certain(["digest", *fine], fine)
    assert not look.is_certain(["digest", *coarse], coarse)


def edit(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(text, encoding="utf-8")


CHANGES: Final[dict[str, Callable[[Path], object]]] = {
    "a record was edited": edit("content/a.md", "another text"),
    "another record was added": edit("content/c.md", "new"),
    "a record was deleted": lambda root: (root / "content/a.md").unlink(),
    "a template was edited": edit("templates/page.html", "another template"),
    "a page was edited by hand": edit("output/index.html", "<h2>"),
    "a page was deleted": lambda root: (root / "output/index.html").unlink(),
    "the manifest was deleted": lambda root: (root / "output/build.json").unlink(),
    "the output was deleted": lambda root: (root / "output").rename(root / "elsewhere"),
    "a killed build left its staging": lambda root: (root / "output" / writer.STAGING).mkdir(),
    "a page became a link": lambda root: (
        (root / "output/index.html").rename(root / "page"),
        (root / "output/index.html").symlink_to(root / "page"),
    ),
    "a folder became a link": lambda root: (
        (root / "output/img").rename(root / "img"),
        (root / "output/img").symlink_to(root / "img"),
    ),
    "a link leads out of the content": lambda root: (root / "content/link").symlink_to("/"),
    "what was written down is damaged": lambda root: [
        path.write_bytes(path.read_bytes().replace(b"a.md", b"z.md")) for path in (root / ".cache").rglob("*.pickle")
    ],
    "what was written down is gone": lambda root: [path.unlink() for path in (root / ".cache").rglob("*.pickle")],
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_a_build(project: Project, change: str) -> None:
    CHANGES[change](project.root)
    assert project.looked() is None


def test_the_same_size_and_the_same_time_do_not_deceive(project: Project) -> None:
    path = project.root / "content/a.md"
    status = path.stat()
    path.write_text("CONTENT/A.MD", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert project.looked() is None


def test_a_file_saved_again_as_it_was_is_no_change(project: Project) -> None:
    path = project.root / "content/a.md"
    path.write_bytes(path.read_bytes())
    assert project.looked() is not None


def test_a_file_that_changed_while_it_was_read_is_a_build(project: Project) -> None:
    look = project.standing()
    inputs = tree.read(project.root)
    path = project.root / "content/a.md"
    inputs.files["content/a.md"].read()
    path.write_text("meanwhile", encoding="utf-8")
    inputs.files["content/a.md"].read()
    look.note(SUMMARY, inputs, HOLDS, project.written(), project.clock)
    assert project.looked() is None


def test_a_page_that_another_build_wrote_before_the_note_is_a_build(project: Project) -> None:
    look, inputs = project.standing(), tree.read(project.root)
    for file in inputs.files.values():
        file.read()
    (project.root / "output/index.html").unlink()
    written = project.written()
    writer.write({"index.html": b"<h1>who was withdrawn", "img/a.jpg": b"jpeg"}, project.root / "output")
    project.clock += HOUR
    look.note(SUMMARY, inputs, HOLDS, written, project.clock)
    project.clock += HOUR
    assert project.looked() is None


@pytest.mark.parametrize("now", [HOLDS[0] - timedelta.resolution, HOLDS[1], NOW + timedelta(days=365)])
def test_another_day_is_a_build(project: Project, now: datetime) -> None:
    assert project.looked(HOLDS[0]) is not None
    assert project.looked(HOLDS[1] - timedelta.resolution) is not None
    assert project.looked(now) is None


def test_another_program_is_a_build(project: Project) -> None:
    assert project.looked(made_by="the next version") is None


def test_the_program_is_its_sources_python_and_the_libraries(tmp_path: Path) -> None:
    (tmp_path / "jinja2-3.1.6.dist-info").mkdir()
    first = standing.program("3.11", [str(tmp_path)])
    assert first == standing.program("3.11", [str(tmp_path), str(tmp_path / "missing")])
    assert first != standing.program("3.12", [str(tmp_path)])
    (tmp_path / "jinja2-3.1.6.dist-info").rename(tmp_path / "jinja2-3.1.7.dist-info")
    assert first != standing.program("3.11", [str(tmp_path)])
