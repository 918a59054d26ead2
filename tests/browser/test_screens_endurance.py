"""Months in a minute: memory stays flat, and a wall starts again without network (screens contract §3, §4)."""

from threading import Event
from typing import Final

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.screens_site import live, made, root, serving, set_clock, show_of, wait_for_show
from tests.unit.screens.demo import NOW

LOOP = "  - {内容: 封面, 停留: 3}\n  - {内容: 志愿者, 停留: 3}\n  - {内容: 新闻, 停留: 3}\n"
LEAK = """() => {
  const page = document.querySelector('iframe').contentDocument;
  new page.defaultView.MutationObserver(() => {
    const image = page.createElement('img');
    image.addEventListener('load', () => image);
    page.body.append(image);
  }).observe(document.documentElement, {attributes: true, attributeFilter: ['data-slide']});
}"""
CHANGES = """async wanted => {
  let seen = 0, last = document.documentElement.dataset.slide;
  while (seen < wanted) {
    advance(1000);
    const now = document.documentElement.dataset.slide;
    if (now !== last) { seen++; last = now; }
    if (seen % 50 === 0) await new Promise(done => realTimeout(done, 0));
  }
}"""


def measured(session: CDPSession) -> tuple[int, int, int]:
    """Bytes of the JS heap, nodes, listeners, after the rubbish is out."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    counters = session.send("Memory.getDOMCounters")
    return heap, counters["nodes"], counters["jsEventListeners"]


@pytest.mark.parametrize("leaky", [False, True])
def test_ten_thousand_changes_cost_no_memory(browser: Browser, *, leaky: bool) -> None:
    """Heap within 10 % of that after 100 changes, nodes and listeners the same; a leaky twin is caught."""
    files = made(loop=LOOP)
    context = browser.new_context(viewport={"width": 384, "height": 192}, service_workers="block")
    with serving(files) as (server, address):
        page = context.new_page()
        set_clock(page, NOW)
        page.goto(f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        session = context.new_cdp_session(page)
        context.set_offline(True)
        server.is_down = True
        if leaky:
            page.evaluate(LEAK)
        page.evaluate(CHANGES, 100)
        before = measured(session)
        page.evaluate(CHANGES, 1_000 if leaky else 9_900)
        after = measured(session)
    context.close()
    grown = after[0] > before[0] * 1.1 or after[1] > before[1] + 5 or after[2] > before[2] + 2
    assert grown is leaky, (before, after)


IS_KEPT: Final = """async () => {
  for (const key of await caches.keys()) if (await (await caches.open(key)).match('whole')) return true;
  return false;
}"""
KEPT: Final = f"""async () => {{
  const isKept = {IS_KEPT};
  for (let frame = 0; frame < 1200 && !await isKept(); frame++) await new Promise(requestAnimationFrame);
}}"""
"""Waits until the worker has kept a show as a whole, twenty seconds at most."""


def test_a_wall_that_starts_without_network_plays_what_it_kept(browser: Browser) -> None:
    """On localhost a service worker keeps the present show; the next one takes its place."""
    files = made(loop=LOOP)
    context = browser.new_context(viewport={"width": 384, "height": 192})
    with serving(files) as (server, address):
        page = context.new_page()
        started(page, f"{address}door/index.html")
        page.evaluate(KEPT)
        server.is_down = True
        again = context.new_page()
        page.close()
        started(again, f"{address}door/index.html")
        assert root(again)["show"] == show_of(files)
    context.close()


def test_a_wall_that_starts_on_a_network_that_never_answers_plays_what_it_kept(browser: Browser) -> None:
    """Connections are taken and nothing comes. The worker's timers run at once here: it needs no patience."""
    files = made(loop=LOOP)
    files["door/sw.js"] = b"self.setTimeout = run => run();\n" + files["door/sw.js"]
    context = browser.new_context(viewport={"width": 384, "height": 192})
    over = Event()
    with serving(files) as (server, address):
        page = context.new_page()
        started(page, f"{address}door/index.html")
        page.evaluate(KEPT)
        server.body = lambda _: None if over.wait() else b""  # type: ignore[method-assign]
        again = context.new_page()
        page.close()
        try:
            started(again, f"{address}door/index.html")
            assert root(again)["show"] == show_of(files)
        finally:
            over.set()
    context.close()


def test_a_wall_that_plays_never_goes_back_to_what_it_kept(browser: Browser) -> None:
    """That may hold somebody who was withdrawn since. The new show could not be kept; then the server is gone."""
    old, new = made(loop=LOOP), made(loop=LOOP.replace("停留: 3", "停留: 4"))
    context = browser.new_context(viewport={"width": 384, "height": 192})
    look = "window.dispatchEvent(new Event('online'))"
    with serving(old) as (server, address):
        page = context.new_page()
        set_clock(page, NOW)
        page.goto(f"{address}door/index.html")
        wait_for_show(page, show_of(old))
        page.evaluate(KEPT)
        page.evaluate("ServiceWorker.prototype.postMessage = () => {}")
        server.files = new
        page.evaluate(look)
        wait_for_show(page, show_of(new))
        server.is_down = True
        server.asked.clear()
        page.evaluate(look)
        live(page, 12, pause=60)
        assert "door/version.js" in server.asked
        assert root(page)["show"] == show_of(new)
    context.close()


def test_a_show_that_is_told_twice_is_kept_though_the_second_try_fails(browser: Browser) -> None:
    files = made(loop=LOOP)
    context = browser.new_context(viewport={"width": 384, "height": 192})
    with serving(files) as (_, address):
        page = context.new_page()
        started(page, f"{address}door/index.html")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        page.evaluate(
            """async show => {
                 for (const key of await caches.keys()) await caches.delete(key);
                 const worker = navigator.serviceWorker.controller;
                 for (const files of [[], ['missing.jpg']]) worker.postMessage({show, files});
               }""",
            show_of(files),
        )
        page.evaluate(KEPT)
        tick = page.title()
        page.wait_for_function("tick => document.title !== tick", arg=tick)  # long enough for the second try to fail
        assert page.evaluate(IS_KEPT)
    context.close()


def test_storage_that_refuses_changes_nothing(browser: Browser) -> None:
    """No cache, no worker, no wake lock, no local storage: the wall plays."""
    files = made(loop=LOOP)
    context = browser.new_context(viewport={"width": 384, "height": 192})
    context.add_init_script(
        """for (const name of ['caches', 'localStorage', 'indexedDB']) Object.defineProperty(window, name, {get() { throw new Error('denied') }});
           Object.defineProperty(navigator, 'serviceWorker', {value: {register: () => Promise.reject(new Error('full')), ready: new Promise(() => {})}});
           Object.defineProperty(navigator, 'wakeLock', {value: {request: () => Promise.reject(new Error('no'))}});"""
    )
    errors: list[str] = []
    with serving(files) as (_, address):
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        started(page, f"{address}door/index.html")
        assert root(page)["show"] == show_of(files)
    context.close()
    assert errors == []


def test_a_show_whose_page_died_is_started_anew(browser: Browser) -> None:
    """The server is gone as well, for a while: so long the wall shows its own birds, and says so."""
    files = made(loop=LOOP)
    context = browser.new_context(viewport={"width": 384, "height": 192}, service_workers="block")
    with serving(files) as (server, address):
        page = context.new_page()
        set_clock(page, NOW)
        page.goto(f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        page.evaluate("T.timers = T.timers.filter(timer => timer.from === window)")  # the show never ticks again
        server.is_down = True
        live(page, 45, pause=20)
        assert root(page) == {"show": "", "slide": "fallback", "state": "fallback"}
        assert page.locator("svg").is_visible()
        server.is_down = False
        live(page, 60, pause=0)  # a try takes as long
        wait_for_show(page, show_of(files))
        assert page.title().startswith(root(page)["slide"])
        assert page.evaluate("document.querySelectorAll('iframe').length") <= 2
    context.close()


def started(page: Page, address: str) -> None:
    """Open the wall in real time, a moment after the build."""
    page.add_init_script(
        f"{{ const by = {round(NOW.timestamp() * 1000)} - Date.now(), real = Date.now; Date.now = () => real() + by; }}"
    )
    page.goto(address)
    page.wait_for_function("document.documentElement.dataset.show !== ''", timeout=10_000)
