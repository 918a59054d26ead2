"""The site in a real browser: whole at every width, still, silent, complete without scripts, and right on paper."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.site_pages import pages

MILLIMETRE = 72 / 25.4
FIRST_PLACES = """
// Where all is when the page has been read, before its scripts run and its letters have come. (What moves while a page
// is being read depends on where the browser takes a breath; and a page without scripts does not wait for its style.)
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return
  const parts = [...document.body.querySelectorAll("*")].filter(part => part.offsetParent)
  const tops = () => parts.map(part => part.getBoundingClientRect().top)
  let before
  const take = () => { before = tops() }
  document.scripts.length ? take() : requestAnimationFrame(take)
  window.moved = async () => {
    await document.fonts.ready
    await new Promise(requestAnimationFrame)
    const after = tops()
    return parts.filter((part, index) => Math.abs(after[index] - before[index]) > 2)
      .slice(0, 5).map(part => part.tagName + "." + part.getAttribute("class"))
  }
})
"""
TOO_WIDE = """
() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.querySelectorAll("body *")]
    .filter(part => part.getBoundingClientRect().right > wide + 0.5)
    .slice(0, 5).map(part => part.tagName + "." + part.getAttribute("class"))
}
"""


WINNERS = r"""
text => {
  // By how much a selector counts, but for :where(), which counts for nothing (Selectors Level 4, 17).
  const weight = selector => {
    const plain = selector.replace(/:where\([^)]*\)/g, "")
    const count = pattern => (plain.match(pattern) || []).length
    const names = plain.replace(/[.#:][\w-]+|\[[^\]]*\]/g, "").match(/[a-z][\w-]*/gi) || []
    return count(/#[\w-]+/g) * 1e6 + count(/\.[\w-]+|\[[^\]]*\]|:(?!not|is|has)[\w-]+/g) * 1e3 + names.length
  }
  const applies = rule => rule instanceof CSSMediaRule ? matchMedia(rule.conditionText).matches
    : CSS.supports(rule.conditionText)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  const best = new Map(), seen = new Set()
  let turn = 0
  const look = (rules, within) => {
    for (const rule of rules) {
      if (rule.conditionText !== undefined) {
        if (applies(rule)) look(rule.cssRules, `@${rule.conditionText} `)
        continue
      }
      for (const selector of (rule.selectorText || "").split(/,(?![^(]*\))/)) {
        if (!/[.#[]/.test(selector) || /::|:(?:hover|focus|active|target|checked)/.test(selector)) continue
        const parts = document.querySelectorAll(selector)
        for (const name of parts.length ? rule.style : []) {
          const said = `${within}${selector.trim()} { ${name}: ${rule.style.getPropertyValue(name)} }`
          const counts = weight(selector) * 1e5 + turn++ + (rule.style.getPropertyPriority(name) ? 1e15 : 0)
          seen.add(said)
          for (const part of parts) {
            if (!best.has(part)) best.set(part, new Map())
            const known = best.get(part).get(name)
            if (!known || known.counts < counts) best.get(part).set(name, { counts, said })
          }
        }
      }
    }
  }
  look(sheet.cssRules, "")
  const won = new Set([...best.values()].flatMap(one => [...one.values()].map(two => two.said)))
  return [[...seen], [...won]]
}
"""
BY_THEMSELVES = (".la", ".headline")
"""What new browsers do by themselves, and is taken back for them."""


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own, for tests that leave something behind."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window: Page) -> Page:
    """That page, as large as a new one."""
    window.set_viewport_size({"width": 1280, "height": 900})
    return window


def test_pages_are_whole_still_silent_and_at_home(fresh: Page, site: Path) -> None:
    """At 320 px none scrolls sideways, nor in 关怀版; nothing jumps; the console is silent; no other host is asked."""
    fresh.set_viewport_size({"width": 320, "height": 640})
    fresh.add_init_script(FIRST_PLACES)
    said: list[str] = []
    fresh.on("console", lambda message: said.append(f"{fresh.url}: {message.text}"))
    fresh.on("pageerror", lambda error: said.append(f"{fresh.url}: {error}"))
    fresh.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or said.append(asked.url))

    wide, jumps = {}, {}
    for path, address in pages(site):
        fresh.goto(address)
        if parts := fresh.evaluate("moved()"):
            jumps[path] = parts
        if parts := fresh.evaluate(TOO_WIDE):
            wide[path] = parts
        fresh.evaluate("document.documentElement.classList.add('care')")
        if parts := fresh.evaluate(TOO_WIDE):
            wide[f"{path} 关怀版"] = parts

    assert (wide, jumps, said) == ({}, {}, [])


@pytest.mark.parametrize(("width", "largest"), [(320, 28), (390, 34)])
def test_whoever_has_set_large_letters_sees_all_of_a_page(page: Page, site: Path, width: int, largest: int) -> None:
    """Up to twice the size, as elderly people set it in WeChat: the switch to 关怀版 is for them, too (WCAG 1.4.4)."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("index.html", "communities/dongfangli.html"):
        page.goto((site / path).as_uri())
        for size in range(20, largest + 1, 2):
            page.evaluate("size => document.documentElement.style.fontSize = `${size}px`", size)
            assert page.evaluate(TOO_WIDE) == [], (path, size)


def test_a_board_holds_all_of_its_words(page: Page, site: Path) -> None:
    """Also of the longest name: the picture gives way."""
    page.set_viewport_size({"width": 900, "height": 1300})
    for board in sorted(site.glob("*/*/panel.html"))[::4]:
        page.goto(board.as_uri(), wait_until="domcontentloaded")
        for name in ("", "走街串巷护路守望清洁家园敬老爱幼便民利民志愿服务联合行动小分队第二支队伍"):
            over = page.evaluate(
                """name => {
                  const sheet = document.querySelector(".sheet"), title = document.querySelector(".sheet__name")
                  if (name) { title.textContent = name; title.className = "sheet__name sheet__name--longest" }
                  return [sheet.scrollHeight - sheet.clientHeight, document.querySelector(".sheet__picture").clientHeight > 300]
                }""",
                name,
            )
            assert over == [0, True], (board.parent.name, name)


def test_no_rule_of_the_style_sheet_loses_everywhere(page: Page, site: Path) -> None:
    """A declaration that another one beats on every page was meant to win, or is one too many."""
    (sheet,) = (site / "assets/css").glob("site.*.css")
    rules = sheet.read_text(encoding="utf-8")
    seen, won = set[str](), set[str]()
    for _, address in pages(site):
        page.goto(address, wait_until="domcontentloaded")
        for width in (390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            here = page.evaluate(WINNERS, rules)
            seen.update(here[0])
            won.update(here[1])

    assert len(won) > 1000
    assert [said for said in sorted(seen - won) if not said.startswith(BY_THEMSELVES)] == []


def test_pages_say_the_same_without_scripts(browser: Browser, page: Page, site: Path) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    silent = plain.new_page()
    for path in (
        "index.html",
        "volunteers/index.html",
        "activities/index.html",
        "figures/index.html",
        "teams/hulu-dui.html",
    ):
        page.goto((site / path).as_uri())
        silent.goto((site / path).as_uri())

        assert silent.locator("main").inner_text() == page.locator("main").inner_text(), path
    plain.close()


def test_without_scripts_the_menu_of_phones_leads_to_all_lists(browser: Browser, site: Path) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = plain.new_page()
    page.goto((site / "index.html").as_uri())
    page.click("[data-menu]")

    expect(page).to_have_url(re.compile("#menu$"))
    expect(page.locator("#menu a").first).to_be_visible()
    plain.close()


def test_without_scripts_care_mode_is_there_for_the_page(browser: Browser, site: Path) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto((site / "index.html").as_uri())
    page.click("[data-care]")
    size = page.locator("body").evaluate("body => parseFloat(getComputedStyle(body).fontSize)")
    plain.close()

    assert size >= 20


def test_care_mode_is_kept_from_page_to_page_and_left_again(fresh: Page, site: Path) -> None:
    fresh.goto((site / "index.html").as_uri())
    fresh.click("[data-care]")
    fresh.goto((site / "volunteers/li-guixiang.html").as_uri())

    assert fresh.evaluate("document.documentElement.classList.contains('care')")
    assert fresh.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20
    assert fresh.context.cookies() == []

    fresh.keyboard.press("Tab")
    fresh.locator("[data-care]").focus()
    fresh.keyboard.press("Space")
    fresh.reload()

    assert not fresh.evaluate("document.documentElement.classList.contains('care')")


def test_care_mode_travels_in_the_address_where_storage_is_off(fresh: Page, site: Path) -> None:
    fresh.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
    fresh.goto((site / "index.html").as_uri())
    fresh.click("[data-care]")
    fresh.click(".footer__nav a >> nth=1")

    expect(fresh).to_have_url(re.compile(r"\?care=1$"))
    expect(fresh.locator("html.js.care")).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "token", "unit"),
    [("projects/index.html", "theme:civility", "个"), ("volunteers/by/community-fuwuli.html", "stars:3", "位")],
    ids=["whole list", "part of a list"],
)
def test_lists_narrow_in_place_and_the_address_keeps_it(
    page: Page, site: Path, path: str, token: str, unit: str
) -> None:
    address = (site / path).as_uri()
    page.goto(address)
    everything = page.locator("[data-list] > li:visible").count()
    page.click(f"[data-token='{token}']")
    found = page.locator("[data-list] > li:visible").count()

    assert 0 < found < everything
    assert page.url == f"{address}#{token}"
    assert page.inner_text("[data-count]") == f"找到 {found} {unit}"

    page.goto("about:blank")
    page.goto(f"{address}#{token}")

    assert page.locator("[data-list] > li:visible").count() == found
    page.click(f"[data-token='{token}']")
    assert page.locator("[data-list] > li:visible").count() == everything


def test_menu_of_phones_opens_and_closes_by_keyboard(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((site / "index.html").as_uri())
    page.locator("[data-menu]").focus()
    page.keyboard.press("Enter")

    assert page.locator("[data-nav] a").first.is_visible()
    page.locator("[data-nav] a").first.focus()
    page.keyboard.press("Escape")
    assert not page.locator("[data-nav] a").first.is_visible()


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("volunteers/li-guixiang.html", (210, 297)),
        ("awards/2025.html", (210, 297)),
        ("activities/lukou-1119.html", (210, 297)),
        ("volunteers/li-guixiang/panel.html", (297, 420)),
    ],
)
def test_pages_come_out_of_the_printer_on_their_paper(page: Page, site: Path, path: str, size: tuple[int, int]) -> None:
    page.goto((site / path).as_uri())
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", data)

    assert boxes
    for width, height in boxes:
        assert (round(float(width) / MILLIMETRE), round(float(height) / MILLIMETRE)) == size
    assert len(boxes) <= (2 if path.startswith("awards") else 1), "a profile, an activity and a board fit one sheet"


@pytest.mark.parametrize(("width", "scale"), [(390, 3), (1440, 2)])
def test_home_is_light(browser: Browser, site: Path, width: int, scale: int) -> None:
    """Over the wire, scrolled to the end, on a good phone and on a good desk (look, "Weight")."""
    page = browser.new_page(viewport={"width": width, "height": 800}, device_scale_factor=scale)
    got: dict[str, int] = {}

    def note(response: Response) -> None:
        body = response.body()
        got[response.url] = len(body if response.url.endswith((".webp", ".jpg", ".woff2")) else gzip.compress(body))

    page.on("response", note)
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('img[loading]').forEach(image => { image.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    page.close()

    assert sum(got.values()) <= 300_000
    assert sum(size for url, size in got.items() if url.endswith(".js")) <= 30_000
    assert sum(size for url, size in got.items() if url.endswith(".woff2")) <= 40_000
