"""Photograph the site, for whoever judges its looks: every page type at three widths, 关怀版, and print as PDF.

    python tools/screenshots.py [--output DIR] [--site DIR] [--only home,volunteer] [--widths 390,1440]

They go to `tests/browser/screenshots/`, which git ignores. With `--docs` six small ones go to `docs/images/` instead.
Without `--site` the project is built first, as of its `--now`. Needs Chrome, Edge or Chromium.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hyqz_site.engines.finder import find_browser  # noqa: E402 - the project's root must be known first

PAGES = {
    "home": "index.html",
    "awards": "awards/index.html",
    "award": "awards/2025.html",
    "volunteers": "volunteers/index.html",
    "volunteers-part": "volunteers/by/stars-4.html",
    "volunteer": "volunteers/li-guixiang.html",
    "volunteer-plain": "volunteers/shi-dachuan.html",
    "panel": "volunteers/li-guixiang/panel.html",
    "teams": "teams/index.html",
    "team": "teams/hulu-dui.html",
    "projects": "projects/index.html",
    "project": "projects/lukou-shi-fenzhong.html",
    "communities": "communities/index.html",
    "community": "communities/dongfangli.html",
    "activities": "activities/index.html",
    "month": "activities/by/2026-11.html",
    "activity": "activities/2026.html",
    "activity-ahead": "activities/qiaomen-dongji.html",
    "activity-past": "activities/lukou-1119.html",
    "outcomes": "figures/index.html",
    "figure": "figures/zhuce-lv.html",
    "news": "news/index.html",
    "news-item": "news/sishi-nian-hou.html",
    "films": "films/index.html",
    "film": "films/jieguo-hong-majia.html",
    "places": "places/index.html",
    "place": "places/zhuti-gongyuan.html",
    "trainings": "trainings/index.html",
    "training": "trainings/jijiu-ketang.html",
    "join": "channels/index.html",
    "join-page": "join.html",
    "channel": "channels/shili-erweima.html",
    "benefit": "benefits/xingji-jiuyi.html",
    "notice": "notices/zuimei-gongshi.html",
    "about": "about.html",
    "search": "search.html",
    "lost": "404.html",
}
WIDTHS = (390, 768, 1440)
CARE = ("home", "volunteer", "activities", "outcomes", "join")
DOCS = {
    "home": ("index.html", 1440, 1500, ""),
    "person": ("volunteers/li-guixiang.html", 1440, 1300, ""),
    "outcomes": ("figures/index.html", 1440, 1400, ""),
    "calendar": ("activities/index.html", 1440, 1400, ".month"),
    "phone": ("index.html", 390, 844, ""),
}
"""What the README shows: page, width, height, and from which part on."""
WALL = "louyu-dating"
"""The sixth: a person on this screen."""
PRINTED = ("volunteer", "volunteer-plain", "award", "activity-past", "panel", "outcomes")


def main() -> None:
    """Photograph what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "tests/browser/screenshots")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--now", default="2026-11-23T08:00")
    parser.add_argument("--only", default="")
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS)))
    parser.add_argument("--docs", action="store_true")
    given = parser.parse_args()
    browser_path = find_browser(os.environ)
    if browser_path is None:
        sys.exit("no browser found: install Chrome, Edge or Chromium, or set HYQZ_BROWSER")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = given.site or Path(folder)
        if given.site is None:
            command = [sys.executable, "-m", "hyqz_site", "build", "--output", folder, "--now", given.now, "--quiet"]
            subprocess.run(command, check=True, cwd=ROOT)
        given.output.mkdir(parents=True, exist_ok=True)
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        if given.docs:
            for_docs(browser, site, ROOT / "docs/images")
            return
        only = set(filter(None, given.only.split(",")))
        pages = {name: path for name, path in PAGES.items() if (site / path).is_file() and (not only or name in only)}
        for width in map(int, given.widths.split(",")):
            photograph(browser, site, pages, given.output, width)
        care = {f"{name}-care": pages[name] for name in CARE if name in pages}
        photograph(browser, site, care, given.output, WIDTHS[0], care=True)
        printed(browser, site, {name: pages[name] for name in PRINTED if name in pages}, given.output)
        browser.close()


def photograph(
    browser: Browser, site: Path, pages: dict[str, str], output: Path, width: int, *, care: bool = False
) -> None:
    """Whole pages at one width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    if care:
        context.add_init_script("localStorage.setItem('hyqz-care', '1')")
    page = context.new_page()
    for name, path in pages.items():
        page.goto((site / path).as_uri())
        page.evaluate("document.querySelectorAll('img[loading]').forEach(image => image.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=output / f"{name}-{width}.png", full_page=True)
    context.close()


def for_docs(browser: Browser, site: Path, output: Path) -> None:
    """The six of the README, at two thirds of their size."""
    for name, (path, width, height, part) in DOCS.items():
        scale = 1 if width < 600 else 2 / 3
        viewport = {"width": width, "height": height}
        page = browser.new_page(viewport=viewport, device_scale_factor=scale, reduced_motion="reduce")
        page.goto((site / path).as_uri())
        if part:
            page.evaluate("part => document.querySelector(part).scrollIntoView()", part)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=output / f"{name}.jpg", type="jpeg", quality=70)
        page.close()
    told = (site / "screens" / WALL / "version.js").read_text(encoding="utf-8")
    show = site / "screens" / WALL / "show" / json.loads(told.partition("(")[2].rpartition(")")[0])["show"]
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, device_scale_factor=0.5)
    page.goto((show / "index.html").as_uri())
    page.wait_for_function("document.fonts.size === 2 && !document.querySelector('.bare img[src]')")
    page.evaluate(
        """() => {
             const chosen = document.querySelector('.slide--person img').closest('.slide');
             document.querySelectorAll('.slide').forEach(one => {
               one.style.transition = 'none';
               one.classList.remove('under');
               one.classList.toggle('on', one === chosen) }) }"""
    )
    page.screenshot(path=output / "wall.jpg", type="jpeg", quality=75)
    page.close()


def printed(browser: Browser, site: Path, pages: dict[str, str], output: Path) -> None:
    """Pages as they come out of a printer."""
    page = browser.new_page()
    for name, path in pages.items():
        page.goto((site / path).as_uri())
        page.evaluate("document.querySelectorAll('img[loading]').forEach(image => image.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        page.pdf(path=output / f"{name}.pdf", prefer_css_page_size=True, print_background=True)
    page.close()


if __name__ == "__main__":
    main()
