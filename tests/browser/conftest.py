"""The real browser that the tests in this folder look at pages with; it is the system's own, never downloaded."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from hyqz_site.engines.finder import find_browser

HERE = Path(__file__).parent
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and run them first: two browsers at once would be in each other's way longer."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch it once for all tests; without one the tests are skipped, or fail under `HYQZ_REQUIRE_BROWSER=1`."""
    path = find_browser(os.environ)
    if path is None:
        missing = "没有找到浏览器：请安装 Chrome、Edge 或 Chromium，或用环境变量 HYQZ_BROWSER 指出它的位置"
        if os.environ.get("HYQZ_REQUIRE_BROWSER") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path,
            args=[*FLAGS, "--no-sandbox"] if as_root else FLAGS,  # Chromium refuses to be root in a sandbox
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One page for all tests of a module that leave nothing behind: a new one takes longer than most of them."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Build the demonstration site, once for all tests and all processes; `HYQZ_SITE` names one that is built already."""
    if built := os.environ.get("HYQZ_SITE"):
        return Path(built)
    shares = hasattr(request.config, "workerinput")
    base = tmp_path_factory.getbasetemp().parent if shares else tmp_path_factory.getbasetemp()
    folder, told = base / "site", base / "site.txt"
    try:
        folder.mkdir()
    except FileExistsError:  # another process is at it
        while not told.is_file():
            time.sleep(0.1)
    else:
        command = [sys.executable, "-m", "hyqz_site", "build", "--output", str(folder), "--now", "2026-11-23T08:00"]
        done = subprocess.run(command, check=False, cwd=HERE.parents[1], capture_output=True, encoding="utf-8")
        said = base / "site.part"
        said.write_text("" if done.returncode == 0 else done.stdout + done.stderr or "?", encoding="utf-8")
        said.replace(told)
    assert told.read_text(encoding="utf-8") == ""
    return folder
