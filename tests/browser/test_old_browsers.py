"""Browsers of 2020: what Chromium 80 does not know is taken out of the style sheets, and the pages still stand.

Since which version it knows what is by MDN's browser-compat-data 8.1. The scripts are held to the same year.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from hyqz_site.render.typography import typeset
from tests.browser.site_pages import pages
from tests.browser.test_letters import SETTLED
from tests.browser.test_site_accessible import CARE
from tests.browser.test_site_pages import TOO_WIDE
from tests.helpers import ROOT

NEWER: Final = {
    "appearance": 84, "inset": 87, "text-underline-offset": 87, "text-decoration-thickness": 89, "font-synthesis": 97,
    "text-emphasis": 99, "text-emphasis-position": 99, "text-wrap": 114, "text-spacing-trim": 123,
    "print-color-adjust": 136, "text-autospace": 140,
}  # fmt: skip
"""Properties that pages use though Chromium 80 passes over them: each only adds to what is there without."""
KNOWN: Final = frozenset(
    "-webkit-appearance -webkit-print-color-adjust -webkit-text-emphasis -webkit-text-emphasis-position "  # noqa: SIM905 - a table of words
    "-webkit-text-size-adjust -webkit-writing-mode align-items align-self animation background border border-bottom "
    "border-bottom-width border-collapse border-color border-left border-left-color border-radius border-top "
    "border-top-color bottom box-shadow box-sizing break-after break-inside clip clip-path color column-gap columns "
    "contain content counter-increment counter-reset cursor display fill flex flex-direction flex-wrap font font-family "
    "font-feature-settings font-kerning font-size font-style font-variant-numeric font-weight gap grid-column grid-row "
    "grid-template-columns height justify-content left letter-spacing line-break line-height list-style margin "
    "margin-bottom margin-left margin-right margin-top max-width min-height min-width object-fit object-position opacity "
    "order orphans outline outline-color outline-offset overflow overflow-wrap overflow-x padding padding-bottom "
    "padding-left padding-right padding-top pointer-events position right scroll-behavior size stroke stroke-dasharray "
    "stroke-linecap stroke-linejoin stroke-opacity stroke-width table-layout text-align text-decoration text-rendering "
    "text-size-adjust top transition vertical-align visibility white-space widows width word-break word-spacing "
    "writing-mode z-index".split()
)
"""Properties that Chromium 80 knows, of those that pages use."""
NEWER_SELECTORS: Final = re.compile(r":focus-visible|::marker|:is\(|:where\(|:has\(|:not\([^)]*,")
NEWER_VALUES: Final = re.compile(
    r"\b(?:color-mix|oklch|lch|oklab|light-dark|dvh|svh|lvh|cqw|subgrid|revert)\b|\bround\("
)
KNOWN_QUERIES: Final = {
    "(text-autospace: normal)": False,
    "not (overflow-wrap: anywhere)": False,
    "not (text-spacing-trim: trim-start)": True,
}
"""What Chromium 80 answers to each `@supports` of ours."""
UNDONE: Final = "\nhtml { text-spacing-trim: space-all; text-autospace: no-autospace }\n"
"""What newer browsers do unasked."""
_DECLARATION: Final = re.compile(r"(?<![\w-])(-?-?[a-z][a-z-]*)\s*:\s*([^;{}]+);?")
_NEWER_SCRIPT: Final = re.compile(
    r"\?\?=|\|\|=|&&=|\.replaceAll\(|\.at\(|structuredClone|Object\.hasOwn|\.findLast|\bstatic\s*\{|\d_\d|#[a-z]\w*\s*[=;(]|"
    r"\.toSorted\(|Promise\.any|WeakRef|import\(|^\s*(?:import|export)\s",
    re.MULTILINE,
)

SHEETS: Final = sorted((ROOT / "assets/css").rglob("*.css"))
SCRIPTS: Final = sorted((ROOT / "assets/js").rglob("*.js"))


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet: what stands before the brace, and what within."""
    start = depth = opened = 0
    for place, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
        elif character == ";" and depth == 0:
            start = place + 1  # @import, @charset


def as_of_2020(css: str) -> str:
    """What Chromium 80 makes of a sheet: it drops declarations, rules and whole blocks that it cannot read."""
    kept = []
    for head, body in blocks(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if head.startswith("@supports"):
            if KNOWN_QUERIES[head.removeprefix("@supports").strip()]:
                kept.append(as_of_2020(body))
        elif head.startswith(("@media", "@keyframes")):
            kept.append(f"{head}{{{as_of_2020(body)}}}")
        elif head.startswith("@"):
            kept.append("" if head.startswith(("@layer", "@container", "@property")) else f"{head}{{{body}}}")
        elif not NEWER_SELECTORS.search(head):
            kept.append(f"{head}{{{_DECLARATION.sub(lambda one: '' if one.group(1) in NEWER else one.group(), body)}}}")
    return "\n".join(kept)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_property_has_its_year(sheet: Path) -> None:
    """A new one is looked up, and comes into one of the tables above."""
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    queries = set(re.findall(r"@supports\s*([^{]+?)\s*{", css))
    inside = "".join(body for body in re.findall(r"{([^{}]*)}", css))
    used = {name for name, _ in _DECLARATION.findall(inside) if not name.startswith("--")}

    assert (used - KNOWN - set(NEWER), queries - set(KNOWN_QUERIES), NEWER_VALUES.findall(inside)) == (set(), set(), [])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_of_2020(script: Path) -> None:
    text = re.sub(
        r"/\*.*?\*/|//[^\n]*|/(?:[^/\n\\]|\\.)+/[gimuy]*|\"[^\"\n]*\"|'[^'\n]*'",
        "",
        script.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )

    assert _NEWER_SCRIPT.findall(text) == []


@pytest.fixture(scope="module")
def old_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration as Chromium 80 reads it."""
    folder = tmp_path_factory.mktemp("2020")
    for entry in site.iterdir():
        if entry.name != "assets":
            (folder / entry.name).symlink_to(entry)
    for path in (site / "assets").rglob("*"):
        target = folder / path.relative_to(site)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".css" and not path.name.startswith("fonts."):
                target.write_text(as_of_2020(path.read_text(encoding="utf-8")) + UNDONE, encoding="utf-8")
            else:
                target.symlink_to(path)
    return folder


PLACES: Final = """() => [...document.querySelectorAll("body [class]")]
  .filter(part => /^(block|grid|flex|table|list-item)$/.test(getComputedStyle(part).display) && part.offsetWidth)
  .map(part => { const box = part.getBoundingClientRect(); return [part.className + "", Math.round(box.left), Math.round(box.width)] })"""


def opened(page: Page, address: str) -> tuple[list[list[object]], str, list[str], float]:
    page.goto(address, wait_until="domcontentloaded")
    assert page.evaluate(SETTLED) == 0
    height = page.evaluate("document.documentElement.scrollHeight")
    return page.evaluate(PLACES), page.inner_text("main"), page.evaluate(TOO_WIDE), height


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_stand_as_they_do_today(browser: Browser, site: Path, old_site: Path, width: int) -> None:
    """Every block has its place and its width, no page scrolls sideways, and no word is lost."""
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    wrong = {}
    for path, address in pages(site):
        if path not in CARE:
            continue  # between them these have every component
        now, then = opened(page, address), opened(page, (old_site / path).as_uri())
        moved = [
            (one, other)
            for one, other in zip(now[0], then[0], strict=True)
            if abs(one[1] - other[1]) > 16 or abs(one[2] - other[2]) > max(16, one[2] * 0.08)  # type: ignore[operator]
        ]
        lost = now[1] != then[1]
        if moved or lost or then[2] or abs(then[3] / now[3] - 1) > 0.06:
            wrong[path] = (moved[:3], lost, then[2], round(then[3] / now[3], 3))
    context.close()
    assert wrong == {}


def test_what_is_dropped_is_dropped() -> None:
    """The strict reader above reads nothing that Chromium 80 would not."""
    css = """
    @layer a { p { color: red } } .x:is(a, b) { color: red } .y { color: red; text-wrap: balance; top: 0 }
    @supports not (text-spacing-trim: trim-start) { .z { left: 0 } } @media print { .w { inset: 0; top: 1px } }
    """
    assert re.sub(r"\s", "", as_of_2020(css)) == ".y{color:red;top:0}.z{left:0}@mediaprint{.w{top:1px}}"


def test_marks_that_meet_are_squeezed_alike_then_and_now(browser: Browser, site: Path, old_site: Path) -> None:
    """By margins then, by the browser and the font now; in the letters of headlines and of running text."""
    text = "每周四：“再等十秒”（示例）。《书》（一），（《〈文〉》）、走"
    show = """html => { document.querySelector('main').innerHTML = html }"""
    measure = """tag => { const range = document.createRange(); range.selectNodeContents(document.querySelector(tag + '.x'));
      return [...range.getClientRects()].reduce((sum, box) => Math.max(sum, box.right), 0) - range.getBoundingClientRect().left }"""
    context = browser.new_context(viewport={"width": 1600, "height": 400})
    page = context.new_page()
    found: dict[str, list[float]] = {"p": [], "h2": []}
    for folder, html in ((site, typeset), (old_site, typeset), (old_site, str)):
        page.goto((folder / "about.html").as_uri())
        page.evaluate(show, "".join(html(f'<{tag} class="x">{text}</{tag}>') for tag in found))
        page.evaluate(SETTLED)
        for tag, widths in found.items():
            widths.append(page.evaluate(measure, tag))
    context.close()
    for now, then, without in found.values():
        assert then == pytest.approx(now, rel=0.01)
        assert without > now * 1.15
