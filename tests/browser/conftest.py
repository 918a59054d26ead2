"""The real browser that the tests in this folder look at pages with; it is the system's own, never downloaded."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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
    """Mark the tests of this folder, and run them last: playwright's event loop stays in the main thread.

    Those that look at the demonstration site run in one process, which builds it once, and first: they are many.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            if _wants_site(item):
                item.add_marker(pytest.mark.xdist_group("site"))
    items.sort(key=lambda item: (HERE in item.path.parents, not _wants_site(item)))


def _wants_site(item: pytest.Item) -> bool:
    return HERE in item.path.parents and "site" in getattr(item, "fixturenames", ())


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration site, once for all tests; `HYQZ_SITE` names one that is built already."""
    if built := os.environ.get("HYQZ_SITE"):
        return Path(built)
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "hyqz_site", "build", "--output", str(folder), "--now", "2026-11-23T08:00"]
    done = subprocess.run(command, check=False, cwd=HERE.parents[1], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
