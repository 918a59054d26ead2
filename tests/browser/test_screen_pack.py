"""A screen's pack, unpacked elsewhere: it plays from the disk, and its Linux script does not let it die.

Real processes and a real clock: what is waited for is always a thing that happens, never a span of time.
"""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hyqz_site.engines.finder import find_browser
from tests.unit.packs.sheets import packed, screen_of

BASH = shutil.which("bash") or ""
LIMIT = 30
"""Seconds in which a browser that died or froze has to be back (signage criterion 11)."""

pytestmark = pytest.mark.skipif(not (BASH and Path("/proc").is_dir()), reason="the Linux script")


class Kiosk:
    """The script at work."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder = folder
        self.state = state / "hyqz-screen" / "door"

    @property
    def browser(self) -> int:
        return int((self.state / "browser.pid").read_text())

    def titles(self) -> list[str]:
        """The titles of its pages, by the browser's own account; none where it does not answer."""
        try:
            port = (self.state / "profile/DevToolsActivePort").read_text().split()[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=2) as answer:
                return [str(one["title"]) for one in json.load(answer) if one["url"].endswith("door/index.html")]
        except (OSError, ValueError, IndexError):
            return []

    def is_watched(self) -> bool:
        """Whether the script has seen the clock of the page run since it last opened the browser."""
        return (self.state / "log.txt").read_text(encoding="utf-8").rstrip().endswith("画面出来了")

    def back_after(self, browser: int) -> bool:
        """Whether another browser than this one shows the page and its clock runs."""
        return self.browser != browser and any("T" in title for title in self.titles())


def eventually(happens: Callable[[], object], within: float = LIMIT) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Unpack a screen into a folder with a blank and Chinese in its name, and start it as a box would."""
    path = find_browser(os.environ)
    if path is None:
        pytest.skip("no browser")
    folder = tmp_path_factory.mktemp("播放 机") / "大屏"
    with zipfile.ZipFile(BytesIO(packed(screen_of()))) as zipped:
        zipped.extractall(folder)
    state = tmp_path_factory.mktemp("state")
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(state),
        "HYQZ_PATIENCE": "4",  # seconds; a box waits 10
        "HYQZ_BROWSER": str(path),
        "HYQZ_FLAGS": "--headless=new --disable-gpu --window-size=384,192",
    }
    script = subprocess.Popen(
        [BASH, folder / "linux/start.sh"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    found = Kiosk(folder, state)
    try:
        assert eventually(lambda: (found.state / "browser.pid").exists() and found.titles(), 60)
        yield found
    finally:
        subprocess.run([BASH, folder / "linux/stop.sh"], env=environment, check=False, capture_output=True)
        try:
            assert script.wait(LIMIT) == 0
        finally:
            script.kill()
    assert not Path(f"/proc/{found.browser}").exists()


def page_of(browser: Browser) -> Page:
    return next(page for context in browser.contexts for page in context.pages if page.url.endswith("door/index.html"))


def test_it_plays_from_the_disk(kiosk: Kiosk, browser: Browser) -> None:
    port = (kiosk.state / "profile/DevToolsActivePort").read_text().split()[0]
    show = next((kiosk.folder / "door/show").iterdir()).name
    walls = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
    page = page_of(walls)
    page.wait_for_function("show => document.documentElement.dataset.show === show", arg=show)
    page.wait_for_function("document.documentElement.dataset.slide !== 'fallback'")

    assert page.url.startswith("file://")
    assert page.evaluate("devicePixelRatio") == 1
    walls.close()  # the connection; the browser plays on


WATCH = """() => {
  const root = document.documentElement;
  window.seen = [];
  new MutationObserver(() => seen.push([root.dataset.show, root.dataset.slide])).observe(root, { attributes: true });
  window.dispatchEvent(new Event("online"));  // it asks which show is the present one now, and not in 15 s
}"""


def test_a_stick_is_copied_over_it_while_it_plays(kiosk: Kiosk, browser: Browser, tmp_path: Path) -> None:
    new = screen_of(loop="  - {内容: 封面, 停留: 4}\n  - {内容: 新闻, 停留: 3}\n")
    with zipfile.ZipFile(BytesIO(packed(new))) as zipped:
        zipped.extractall(tmp_path)
    port = (kiosk.state / "profile/DevToolsActivePort").read_text().split()[0]
    walls = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
    page = page_of(walls)

    shutil.copytree(tmp_path / "door", kiosk.folder / "door", dirs_exist_ok=True)
    page.evaluate(WATCH)
    page.wait_for_function("show => document.documentElement.dataset.show === show", arg=new.show)

    seen = page.evaluate("window.seen")
    walls.close()
    assert seen[-1][0] == new.show
    assert all(slide not in {"", "fallback", "off"} for _, slide in seen)


def test_a_killed_browser_is_back(kiosk: Kiosk) -> None:
    before = kiosk.browser

    os.kill(before, signal.SIGKILL)

    assert eventually(lambda: kiosk.back_after(before))


def test_a_frozen_browser_is_back(kiosk: Kiosk) -> None:
    assert eventually(kiosk.is_watched)
    before = kiosk.browser

    os.kill(before, signal.SIGSTOP)

    assert eventually(lambda: kiosk.back_after(before))
    assert not Path(f"/proc/{before}").exists()


def test_a_frozen_page_in_a_browser_that_answers_is_back(kiosk: Kiosk) -> None:
    """The browser tells the last title for ever; what counts is that the time in it stands still."""
    before = kiosk.browser
    assert eventually(kiosk.is_watched)
    renderers = [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and is_renderer_of(entry, kiosk.state)
    ]
    assert renderers

    for renderer in renderers:
        os.kill(renderer, signal.SIGSTOP)

    assert eventually(lambda: kiosk.back_after(before))


def is_renderer_of(entry: Path, state: Path) -> bool:
    try:
        words = (entry / "cmdline").read_bytes()
        group = os.getpgid(int(entry.name))
    except (OSError, ProcessLookupError):
        return False
    return b"--type=renderer" in words and group == int((state / "browser.pid").read_text())
