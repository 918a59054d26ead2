"""A kill at any moment leaves every page with the assets it needs, and the next build heals the rest."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from hyqz_site.publish.writer import MANIFEST, write
from tests.helpers import ROOT, dead_addresses
from tests.unit.publish.folders import Killed, Tree, dying, lay_out, tree_of, whole


def a_site(version: int) -> Tree:
    """Return a small site; from one version to the next every asset has another name, and pages come and go."""
    style = f"assets/site.{version}.css"
    pages = ["index.html", "news/index.html", f"news/n{version}.html", f"only/in/{version}.html"]
    files = {
        style: b"css" * 50,
        f"img/x.{version}.jpg": b"jpg" * 50,
        "img/same.jpg": b"same",
        "feed.xml": b"%d" % version,
    }
    for page in pages:
        up = "../" * page.count("/")
        files[page] = f'<h1>{page} {version}</h1><link href="{up}{style}"><img src="{up}img/x.{version}.jpg">'.encode()
    files["screens/door/version.js"] = b"version %d" % version
    files[f"screens/door/show/{version}.js"] = b"show %d" % version
    return files


FOREIGN: Final = {"robots.txt": b"mine", "news/mine.jpg": b"mine", "mine/x.html": b"<h1>mine</h1>"}
OLD, NEW, OTHER = a_site(1), a_site(2), a_site(3)
STARTS: Final = {"first build": {}, "second build": OLD, "over a foreign page": {}}
HOWS: Final = ("before", "half", "after")


def started(folder: Path, name: str) -> dict[str, bytes]:
    lay_out(folder, FOREIGN)
    if name == "over a foreign page":
        lay_out(folder, {"index.html": b"theirs"})
    if STARTS[name]:
        write(STARTS[name], folder)
    return FOREIGN


def is_consistent(folder: Path) -> None:
    found = {path: data for path, data in tree_of(folder).items() if not path.startswith(".")}
    assert dead_addresses(found) == []
    assert found.items() >= FOREIGN.items()
    for path, data in found.items():
        if path not in FOREIGN and path != MANIFEST and not path.endswith("/"):
            assert data in {OLD.get(path), NEW.get(path), OTHER.get(path), b"theirs"}, path


def is_healed(folder: Path, files: Tree) -> None:
    write(files, folder)
    assert tree_of(folder) == {**whole(files), **FOREIGN}


def calls_of(tmp_path: Path, name: str) -> list[str]:
    folder = tmp_path / "count"
    started(folder, name)
    with dying(-1, "before") as calls:
        write(NEW, folder)
    return calls


@pytest.mark.parametrize("start", STARTS)
def test_killed_at_every_single_call(tmp_path: Path, start: str) -> None:
    """Before the first call, after each one, which is before the next, and half way through those that write."""
    calls = calls_of(tmp_path, start)
    assert len(calls) > 20
    half = [(at, "half") for at, name in enumerate(calls) if name.startswith("write")]
    for at, how in [(0, "before"), *half, *((at, "after") for at in range(len(calls)))]:
        folder = tmp_path / f"{at} {how}"
        started(folder, start)
        with pytest.raises(Killed), dying(at, how):
            write(NEW, folder)
        is_consistent(folder)
        is_healed(folder, NEW)


@pytest.mark.parametrize("then", [OLD, OTHER], ids=["the content before", "other content"])
@pytest.mark.parametrize("start", ["first build", "second build"])
def test_killed_and_then_built_from_other_content(tmp_path: Path, start: str, then: Tree) -> None:
    """What the killed build had moved is still known to be ours, though no manifest names it."""
    for at in range(len(calls_of(tmp_path, start))):
        folder = tmp_path / str(at)
        started(folder, start)
        with pytest.raises(Killed), dying(at, "after"):
            write(NEW, folder)
        is_healed(folder, then)


def test_killed_twice_and_in_the_healing(tmp_path: Path) -> None:
    chance = random.Random(7)
    count = len(calls_of(tmp_path, "second build"))
    for number in range(60):
        folder = tmp_path / f"k{number}"
        started(folder, "second build")
        for files in (NEW, OTHER, NEW):
            try:
                with dying(chance.randrange(count), chance.choice(HOWS)):
                    write(files, folder)
            except Killed:
                pass
            is_consistent(folder)
        is_healed(folder, chance.choice([OLD, NEW, OTHER]))


CHILD: Final = """
import os, signal, sys
from pathlib import Path
from hyqz_site.publish.writer import write
from tests.laws.test_killing import a_site

left = int(sys.argv[2])
for name in ("replace", "unlink"):
    def call(*args, real=getattr(os, name), **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **options)
    setattr(os, name, call)
write(a_site(2), Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("at", [0, 5, 11])
def test_a_process_that_is_really_killed(tmp_path: Path, at: int) -> None:
    started(tmp_path, "second build")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), str(at)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    is_consistent(tmp_path)
    is_healed(tmp_path, NEW)
