"""No fallback glyph: pages and slides look the same whatever stands behind our own fonts.

Every font stack is cut down to the shipped face, and behind it stands a font of ours that has every character there is:
once half as wide as a character, once three times. Where a single glyph came from there, something would move.
"""

import base64
import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from playwright.sync_api import Browser, Page

from tests.browser.site_pages import pages

BEHIND: Final = {"narrow": 500, "wide": 3000}
"""Advance of the one glyph of the font behind, in thousandths of its size."""
PLACES: Final = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || /^(SCRIPT|STYLE|OPTION)$/.test(node.parentNode.nodeName)) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].map(box => [box.left, box.top, box.width].map(Math.round).join(","));
    if (boxes.length) found.push([node.data.trim(), boxes.join(" ")]);
  }
  return found;
}"""
SETTLED: Final = """async () => {
  for (let n = 0; n < 20; n++) { // a slice that comes in may ask for no other, but layout has to have run
    document.body.getBoundingClientRect();
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    if (document.fonts.status === "loaded") return [...document.fonts].filter(face => face.status === "error").length;
  }
  return -1;
}"""
INSTALL: Final = """fonts => Promise.all(Object.entries(fonts).map(([name, data]) =>
  new FontFace("Behind " + name, `url(data:font/ttf;base64,${data})`).load().then(face => document.fonts.add(face))))"""
SITE_STACKS: Final = """html {{ --sans: "HYQZ Sans", "Behind {0}" !important; --kai: "HYQZ Sans", "Behind {0}" !important;
  --display: "HYQZ Display", "Behind {0}" !important }} svg text {{ font-family: "HYQZ Sans", "Behind {0}" !important }}
  * {{ text-autospace: no-autospace !important; letter-spacing: 0 !important }}"""
"""The gap between Chinese and Latin is an eighth of a character of the last font; it is no glyph of it."""
WALL_STACKS: Final = """.text, .speech {{ font-family: "HYQZ Wall Sans", "Behind {0}" !important }}
  .text--head, .text--big, .text--loud, .text--sign {{ font-family: "HYQZ Wall Display", "Behind {0}" !important }}"""


SPEAK: Final = """() => Object.entries(JSON.parse(data.textContent).spoken || {}).forEach(([number, cues]) => {
  document.querySelector(`[data-n="${number}"] .speech span`).textContent = cues.map(cue => cue[2]).join("");
})"""
"""All that a film says, at once."""


@cache
def behind(advance: int) -> str:
    """A font whose one blank glyph stands for every character but the space, in base64; format 13 of a cmap says so in a line."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "any"])
    builder.setupCharacterMap({0x21: "any"})
    builder.setupGlyf(dict.fromkeys((".notdef", "any"), TTGlyphPen(None).glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "any"), (advance, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupNameTable({"familyName": "Behind", "styleName": "Regular"})
    builder.setupPost()
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.format = 3, 10, 0, 13
    table.cmap = dict.fromkeys([*range(0x21, 0xD800), *range(0xE000, 0x30000)], "any")
    builder.font["cmap"].tables.append(table)
    file = BytesIO()
    builder.save(file)
    return base64.b64encode(file.getvalue()).decode()


def moved(page: Page, stacks: str) -> list[list[str]]:
    """The texts of a page that stand otherwise when the font behind is another."""
    page.evaluate(INSTALL, {name: behind(advance) for name, advance in BEHIND.items()})
    page.evaluate("document.head.insertAdjacentHTML('beforeend', '<style id=stacks></style>')")
    found = []
    for name in BEHIND:
        page.evaluate("css => { stacks.textContent = css }", stacks.format(name))
        assert page.evaluate(SETTLED) == 0
        found.append(page.evaluate(PLACES))
    assert len(found[0]) == len(found[1]) > 0
    return [one for one, other in zip(*found, strict=True) if one != other]


def test_every_character_of_every_page_is_ours(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for path, address in pages(site):
        if path == "404.html":
            continue  # it may stand at any depth, so it names no file, and is set in the letters of the reader's system
        page.goto(address, wait_until="domcontentloaded")
        if texts := moved(page, SITE_STACKS):
            found[path] = texts[:3]
    context.close()
    assert found == {}


def test_every_character_on_every_wall_is_ours(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = {}
    for wall in sorted(path.parent for path in site.glob("screens/*/version.js")):
        show = json.loads(wall.joinpath("version.js").read_text().partition("(")[2].rpartition(")")[0])["show"]
        page.goto((wall / "show" / show / "index.html").as_uri())
        page.wait_for_function("document.fonts.size === 2")
        page.evaluate(
            "document.querySelectorAll('[data-today]').forEach(one => { one.textContent = '11月23日周一二三四五六日0123456789' })"
        )
        page.evaluate(SPEAK)
        if texts := moved(page, WALL_STACKS):
            found[wall.name] = texts[:3]
    context.close()
    assert len(list(site.glob("screens/*/version.js"))) == 4
    assert found == {}


@pytest.mark.parametrize("text", ["普通的字𠔻", "龘龘"])
def test_one_character_of_another_font_would_be_noticed(browser: Browser, site: Path, text: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "about.html").as_uri())
    page.evaluate("text => { document.querySelector('h1').textContent = text }", text)
    found = moved(page, SITE_STACKS)
    context.close()
    assert text in [one for one, _ in found]
