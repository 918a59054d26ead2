"""The whole site as visitors get it: at a domain's root, in a sub-folder and from a disk, under the strictest policy.

On every page no link is broken, the console is silent and no other host is asked. The site is that of all kinds; every
page of it is opened in all three ways, and so is one page of each sort of the demonstration.
"""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from hyqz_site.publish import writer
from tests.browser.site_pages import ONE_OF_EACH
from tests.helpers import ROOT, site_of

GOLDEN: Final = ROOT / "tests/golden/all-kinds"
_ABORTED: Final = "ERR_ABORTED"
"""A lazy picture that was on its way when the next page was opened."""
_MACHINES: Final = ("screens/",)
"""Shows of screens: they have tests of their own."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, each page under the policy; the 404 page for what is not there."""

    prefix = "/"
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
        """Say nothing."""


def policy_of(folder: Path) -> str:
    """Return the policy as those get it who follow docs/deploy.md."""
    command = [sys.executable, str(ROOT / "tools/csp.py"), str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all kinds, written to a folder."""
    files = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.glob("content/**/*") if path.is_file()
    }
    folder = tmp_path_factory.mktemp("all-kinds")
    writer.write(site_of(files).files, folder)
    return folder


def served(folder: Path, prefix: str) -> Iterator[str]:
    handler = type("Handler", (_Handler,), {"prefix": prefix, "policy": policy_of(folder)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}"
    server.shutdown()
    server.server_close()
    thread.join()


def pages_of(folder: Path) -> list[str]:
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return [path for path in found if not path.startswith(_MACHINES)]


def crawled(browser: Browser, root: str, folder: Path, paths: list[str]) -> list[str]:
    """Open every page of the folder, which is at `root`, and give whatever is not as it should be."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda asked: _ABORTED in str(asked.failure) or wrong.append(f"{asked.url} failed"))
    page.on("request", lambda asked: asked.url.startswith((root, "data:")) or wrong.append(f"foreign {asked.url}"))
    page.on("response", lambda got: got.status < 400 or wrong.append(f"{got.status} {got.url}"))
    for path in paths:
        page.goto(root + path, wait_until="load")
        html = (folder / path.partition("?")[0]).read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            page.wait_for_url(lambda address: not address.endswith(path))  # noqa: B023 - asked at once
        wrong += broken_links(page, root)
    context.close()
    return wrong


def broken_links(page: Page, root: str) -> list[str]:
    """Give the links of a page that lead out of the site's folder though they should not."""
    hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
    inside = ("http://127.0.0.1", "file:")
    return [f"{page.url}: {href}" for href in hrefs if href.startswith(inside) and not href.startswith(root)]


def test_in_a_sub_folder_under_a_strict_policy(browser: Browser, whole: Path) -> None:
    for root in served(whole, "/qunzhong/site/"):
        assert crawled(browser, root, whole, pages_of(whole)) == []


def test_from_a_disk(browser: Browser, whole: Path) -> None:
    assert crawled(browser, f"{whole.as_uri()}/", whole, pages_of(whole)) == []


def test_the_demonstration_at_a_root_under_a_strict_policy(browser: Browser, site: Path) -> None:
    for root in served(site, "/"):
        assert crawled(browser, root, site, [*ONE_OF_EACH, "search.html?q=%E8%B7%AF%E5%8F%A3"]) == []


def test_every_link_and_asset_of_the_demonstration_is_there(site: Path) -> None:
    """Checked on the disk: every address of every page, also those that a visitor never follows."""
    dead = []
    for path in pages_of(site):
        html = (site / path).read_text(encoding="utf-8")
        for address in re.findall(r'\b(?:href|src|poster)="([^"#?]+)', html):
            if re.match(r"[a-z][a-z0-9+.-]*:", address):
                continue
            target = ((site / path).parent / address).resolve()
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                dead.append(f"{path}: {address}")
    assert dead == []


def test_the_policy_would_be_broken_by_a_script_in_a_page(browser: Browser, tmp_path: Path) -> None:
    """The test above would notice."""
    (tmp_path / "404.html").write_text("", encoding="utf-8")
    (tmp_path / "index.html").write_text("<!doctype html><p style='color:red'>x<script>1</script>", encoding="utf-8")
    for root in served(tmp_path, "/"):
        assert len(crawled(browser, root, tmp_path, ["index.html"])) >= 2
