"""The preview sees at once that the file that was saved last was saved again, but not what is half written."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Queue

import pytest
from watchdog.observers.polling import PollingObserver

from hyqz_site.serve import listening
from hyqz_site.serve.watching import Watcher, is_passing


class Desk:
    """A watched folder, and how often it was built."""

    def __init__(self, folder: Path) -> None:
        self.record = folder / "a.md"
        self.other = folder / "b.md"
        self.built = 0
        self.saved: tuple[str, ...] = ()
        self.watcher = Watcher()
        for path in (self.record, self.other):
            path.write_text("一", encoding="utf-8")
        self.watcher.watch(str(folder), self.build)
        self.watcher.examine()
        self.built = 0

    def build(self, saved: Sequence[str] = ()) -> None:
        self.built += 1
        self.saved = tuple(saved)

    def glance(self) -> int:
        """Look at the last file; gives how often the site was built so far."""
        self.watcher.glance(lambda: self.watcher.examine() and None)
        return self.built


class Clock:
    """A clock that goes on by what a look at all files takes, and when these were looked at."""

    def __init__(self, desk: Desk, took: float) -> None:
        self.desk = desk
        self.took = took
        self.now = 0.0
        self.looks: list[float] = []

    def look(self) -> None:
        """Have the watcher look, where it thinks it is time."""
        self.desk.watcher.look(self._look)

    def _look(self) -> None:
        self.desk.watcher.examine()
        self.looks.append(self.now)
        self.now += self.took


@pytest.fixture
def desk(tmp_path: Path, later: Callable[[Path, str], None]) -> Desk:
    made = Desk(tmp_path)
    later(made.record, "二")
    made.watcher.examine()
    assert made.built == 1
    return made


@pytest.fixture
def later() -> Callable[[Path, str], None]:
    """Return what writes a file as if a second had passed."""
    times = iter(range(4_000_000_000, 4_000_000_100))

    def write(path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        now = next(times)
        os.utime(path, (now, now))

    return write


def test_a_file_that_is_saved_again_is_seen_by_the_second_glance(
    desk: Desk, later: Callable[[Path, str], None]
) -> None:
    assert desk.glance() == 1
    later(desk.record, "三三")
    assert desk.glance() == 1
    assert desk.glance() == 2
    assert desk.glance() == 2


def test_a_glance_builds_with_that_file_alone_and_the_look_at_all_does_not_build_again(
    desk: Desk, later: Callable[[Path, str], None]
) -> None:
    later(desk.record, "三三")
    assert (desk.glance(), desk.glance()) == (1, 2)
    assert desk.saved == (str(desk.record),)
    desk.watcher.examine()
    assert desk.built == 2


def test_all_files_that_were_saved_are_built_at_once(desk: Desk, later: Callable[[Path, str], None]) -> None:
    for path in (desk.record, desk.other):
        later(path, "三三")
    desk.watcher.examine()
    assert (desk.built, sorted(desk.saved)) == (2, sorted(map(str, (desk.record, desk.other))))
    desk.watcher.examine()
    assert desk.built == 2


def test_a_file_that_is_gone_is_a_build_of_all(desk: Desk) -> None:
    desk.other.unlink()
    desk.watcher.examine()
    assert (desk.built, desk.saved) == (2, ())


def test_files_in_passing_and_in_folders_that_are_left_out_are_no_change(tmp_path: Path) -> None:
    built = []
    watcher = Watcher()
    watcher.watch(str(tmp_path), lambda: built.append(1), ignore=is_passing)
    watcher.examine()
    (tmp_path / ".git").mkdir()
    for name in ("~$a.docx", ".a.md.swp", ".git/index"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    watcher.examine()
    assert built == []


def test_links_in_a_circle_are_followed_once(desk: Desk, later: Callable[[Path, str], None], tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(tmp_path)
    desk.watcher.examine()
    later(desk.other, "三三")
    desk.watcher.examine()
    assert desk.saved == (str(desk.other),)


@pytest.mark.parametrize(("took", "looks"), [(0.0, 10), (0.1, 4), (1.0, 1)])
def test_many_files_are_not_looked_at_all_the_time(
    desk: Desk, took: float, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times within 1.5 seconds where that takes no time, once within four times as long as it takes."""
    clock = Clock(desk, took)
    monkeypatch.setattr("hyqz_site.serve.watching.time.monotonic", lambda: clock.now)
    for number in range(10):
        clock.now = max(clock.now, number * 0.15)
        clock.look()
    assert len(clock.looks) == looks


def test_what_is_still_being_written_waits(desk: Desk, later: Callable[[Path, str], None]) -> None:
    for text in ("", "半", "半句"):
        later(desk.record, text)
        assert desk.glance() == 1
    assert desk.glance() == 2


def test_a_file_that_is_away_for_a_moment_is_no_change(desk: Desk, later: Callable[[Path, str], None]) -> None:
    desk.record.unlink()
    assert (desk.glance(), desk.glance()) == (1, 1)
    later(desk.record, "又来了")
    assert (desk.glance(), desk.glance()) == (1, 2)


def test_another_file_waits_for_the_look_at_all(desk: Desk, later: Callable[[Path, str], None]) -> None:
    later(desk.other, "二")
    assert (desk.glance(), desk.glance()) == (1, 1)
    desk.watcher.examine()
    assert desk.built == 2
    later(desk.other, "三三")
    assert (desk.glance(), desk.glance()) == (2, 3)


# What the system says


def test_files_that_were_saved_are_seen_at_once_where_the_system_says_so(
    desk: Desk, later: Callable[[Path, str], None]
) -> None:
    """The other one as well as that which was saved last; and the look at all does not build again."""
    for path in (desk.other, desk.record):
        later(path, "三三")
        desk.watcher.hear(str(path))
    assert (desk.glance(), desk.glance()) == (1, 2)
    assert sorted(desk.saved) == sorted(map(str, (desk.record, desk.other)))
    desk.watcher.examine()
    assert desk.built == 2


def test_hundreds_of_files_that_are_saved_at_once_are_a_look_at_all(
    desk: Desk, later: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a folder is copied over another; one build has them all."""
    clock = Clock(desk, 1)
    monkeypatch.setattr("hyqz_site.serve.watching.time.monotonic", lambda: clock.now)
    files = [desk.record.with_name(f"{number}.md") for number in range(90)]
    for path in files:
        path.write_text("一", encoding="utf-8")
    clock.look()
    before = desk.built
    for path in files:
        later(path, "三三")
        desk.watcher.hear(str(path))
    clock.look()
    assert (len(clock.looks), desk.built, sorted(desk.saved)) == (2, before + 1, sorted(map(str, files)))
    assert (desk.glance(), desk.glance()) == (before + 1, before + 1)


def test_of_what_is_built_already_nothing_is_said_any_more(desk: Desk, later: Callable[[Path, str], None]) -> None:
    later(desk.other, "三三")
    desk.watcher.examine()
    desk.watcher.hear(str(desk.other))
    assert (desk.glance(), desk.glance()) == (2, 2)


def test_what_the_system_speaks_of_while_it_is_being_written_waits(
    desk: Desk, later: Callable[[Path, str], None]
) -> None:
    for text in ("", "半", "半句"):
        later(desk.other, text)
        desk.watcher.hear(str(desk.other))
        assert desk.glance() == 1
    later(desk.record, "三三")
    assert (desk.glance(), desk.saved) == (2, (str(desk.other),))
    assert (desk.glance(), desk.saved) == (3, (str(desk.record),))


@pytest.mark.parametrize(("name", "looks"), [("b.md", 2), ("c.md", 2), (".b.md.swp", 1), ("~$b.docx", 1)])
def test_a_file_that_is_new_or_gone_is_looked_for_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, looks: int
) -> None:
    """All files are looked at then, though they were looked at just now; but not for one in passing."""
    clock = Clock(desk, 1)
    monkeypatch.setattr("hyqz_site.serve.watching.time.monotonic", lambda: clock.now)
    clock.look()
    desk.other.unlink()
    desk.watcher.hear(str(desk.other.with_name(name)))
    clock.look()
    assert len(clock.looks) == looks


def test_the_system_says_what_was_saved_moved_or_deleted_and_nothing_of_what_was_read(tmp_path: Path) -> None:
    kept = tmp_path / "content"
    inner = kept / "news"
    inner.mkdir(parents=True)
    (inner / "a.md").write_text("一", encoding="utf-8")
    told: Queue[str] = Queue()

    def next_of(*paths: Path) -> bool:
        """Wait until the last of these places was told; gives whether nothing else was told before."""
        wanted = set(map(str, paths))
        while (place := told.get(timeout=30)) != str(paths[-1]):
            if place not in wanted:
                return False
        return True

    assert listening.listen([str(kept), str(tmp_path / "none")], told.put)
    (inner / "a.md").read_text(encoding="utf-8")
    (inner / "b.md").write_text("二", encoding="utf-8")
    assert next_of(inner / "b.md")
    (inner / "b.part").write_text("三", encoding="utf-8")
    (inner / "b.part").replace(inner / "c.md")
    assert next_of(inner / "b.md", inner / "b.part", inner / "c.md")
    (inner / "a.md").unlink()
    assert next_of(inner / "c.md", inner / "a.md")


@pytest.mark.parametrize("fault", [OSError(28, "inotify watch limit reached"), SystemError("cannot add a watch")])
def test_where_the_system_has_no_room_nobody_listens(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(listening.Observer, "start", fails)
    assert not listening.listen([str(tmp_path)], print)


def test_where_the_system_says_nothing_nobody_looks_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "Observer", PollingObserver)
    assert not listening.listen([str(tmp_path)], print)
