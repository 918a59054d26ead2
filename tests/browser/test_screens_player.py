"""The wall: never blank, never mixed, never stuck (screens contract §2–4)."""

import json
import time
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from hyqz_site.model.clock import CHINA
from hyqz_site.screens import pages
from hyqz_site.screens.schedule import slide_at, table_of
from tests.browser.screens_site import (
    LOOP,
    damaged,
    film,
    folder_of,
    live,
    made,
    root,
    serving,
    set_clock,
    show_of,
    wait_for_show,
)
from tests.unit.screens.demo import NOW, templates, write

COUNT = """() => {
  const stage = document.querySelector('iframe').contentDocument.getElementById('stage');
  let opaque = 0;
  for (const slide of stage.children) {
    const style = stage.ownerDocument.defaultView.getComputedStyle(slide);
    if (style.visibility === 'visible' && style.opacity === '1' && style.display !== 'none') opaque++;
  }
  return opaque;
}"""


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 384, "height": 192}, service_workers="block")
    yield context
    context.close()


def opened(context: BrowserContext, address: str, at: datetime = NOW) -> Page:
    page = context.new_page()
    set_clock(page, at)
    page.goto(address)
    return page


def ids_of(table: dict, t: int) -> str:
    showing = slide_at(table_of(table), t)
    return {"off": "off", "fallback": "fallback"}.get(showing.state, table["slides"][showing.slide or 0])


TABLE = """(() => {
  const frame = document.querySelector('iframe')
  const table = JSON.parse(frame.contentDocument.getElementById('data').textContent).table
  return {...table, built: Number(frame.name)}
})()"""
"""What the wall plays, with the moment of the build, which the shell tells it by the name of its frame."""


def test_the_shell_shows_what_python_says_and_tells_so(context: BrowserContext) -> None:
    """`show`, `slide` and `state` on the root element, the slide and the second in the title."""
    files = made(hours="07:00-08:01")
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        table = page.evaluate(TABLE)
        for _ in range(70):
            live(page, 1, pause=0)
            t = page.evaluate("T.wall")
            told = root(page)
            assert told["slide"] == ids_of(table, t), t
            assert page.title() == f"{told['slide']} {datetime.fromtimestamp(t / 1000, CHINA):%Y-%m-%dT%H:%M:%S}"
        assert told["state"] == told["slide"] == "off"


def test_24_hours_with_the_network_cut_and_media_broken(context: BrowserContext) -> None:
    """At every second exactly one opaque slide, and no error in the console but what the broken files themselves say."""
    more = {
        f"news/m-{n}.yaml": f"标题: 消息{n}\n状态: 发布\n发布日期: 2026-10-01\n摘要: 短消息。\n体裁: 报道\n刊发媒体: 街道\n原文日期: 2026-10-01\n转载: 原创\n"
        for n in range(6)
    }
    loop = "  - {内容: 封面, 停留: 3}\n  - {内容: 志愿者, 停留: 4}\n  - {内容: 影像}\n  - {内容: 新闻, 停留: 3, 时段: 09:00-18:00}\n"
    files = made(loop=loop, hours="06:30-23:00", **more, **film())
    parts = sorted(path for path in files if "/parts/" in path or "/films/" in path)
    with serving(files) as (server, address):
        server.damage = {parts[0]: "truncated", next(path for path in parts if path.endswith("mp4")): "corrupt"}
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        server.is_down = True
        context.set_offline(True)
        bad = page.evaluate(
            f"""() => {{
              const count = {COUNT}, bad = [], seen = new Set();
              Object.defineProperty(document, 'title', {{value: '', writable: true}}); // a browser takes a third of a millisecond
              for (let second = 0; second < 86400; second++) {{
                advance(1000);
                seen.add(document.documentElement.dataset.slide);
                if (second % 7 === 0 && count() !== 1) bad.push(second);
              }}
              return [bad, [...seen]];
            }}"""
        )
        assert bad[0] == []
        assert {"brand", "off", "film/f", "volunteer/v-1", "news/m-5"} <= set(bad[1])
        assert errors == []


def test_a_new_show_is_taken_at_a_slide_edge_without_a_blank_frame(browser: Browser) -> None:
    """In real time: every screenshot across the change is full, and `show` changes at an edge of the loop."""
    old, new = made(), made(loop=LOOP.replace("停留: 3", "停留: 6"))
    context = browser.new_context(viewport={"width": 384, "height": 192}, service_workers="block")
    with serving(dict(old)) as (server, address):
        page = context.new_page()
        page.add_init_script(
            f"{{ const by = {round(NOW.timestamp() * 1000)} + 1000 - Date.now(), real = Date.now; Date.now = () => real() + by; }}"
        )
        page.goto(f"{address}door/index.html")
        page.wait_for_function("document.documentElement.dataset.show !== ''", timeout=5000)
        page.evaluate(
            """() => { window.changes = []; new MutationObserver(() => changes.push([Date.now(), {...document.documentElement.dataset}]))
               .observe(document.documentElement, {attributes: true}); }"""
        )
        server.files |= new
        page.evaluate("window.dispatchEvent(new Event('online'))")
        dark = []
        for _ in range(150):
            shot = page.screenshot()
            dark.append(len(shot))
            if root(page)["show"] == show_of(new):
                break
        page.wait_for_timeout(100)
        dark += [len(page.screenshot()) for _ in range(3)]
        changes = page.evaluate("changes")
        context.close()
    assert root_show(changes) == show_of(new)
    at = next(moment for moment, told in changes if told["show"] == show_of(new))
    table = table_of(json.loads(data_of(old))["table"] | {"built": round(NOW.timestamp() * 1000)})
    assert at - slide_at(table, at).start < 150
    assert min(dark) > 2500  # a blank frame of one colour makes a PNG of some 600 bytes


def root_show(changes: list) -> str:
    return str(changes[-1][1]["show"])


def data_of(files: dict[str, bytes]) -> str:
    page = next(
        data for path, data in files.items() if path.startswith("door/show/") and path.endswith("index.html")
    ).decode()
    return page.partition('<script type="application/json" id="data">')[2].partition("</script>")[0]


def test_the_old_show_goes_on_while_any_file_of_the_new_one_is_damaged(context: BrowserContext) -> None:
    """Each file in turn is missing, one of each kind truncated and corrupt; the server gone and back; the new show comes up."""
    loop = "  - {内容: volunteers/v-1, 停留: 4}\n  - 内容: 影像\n"
    old = made(loop=loop, **film())
    new = made(loop=loop.replace("停留: 4", "停留: 5"), **film())
    before, after = show_of(old), show_of(new)
    inside = sorted(path for path in new if f"/show/{after}/" in path)
    one_of_each = {path.rpartition(".")[2]: path for path in inside}.values()
    with serving(old) as (server, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, before)
        server.files = old | new
        for path in inside:
            for damage in ("missing", "truncated", "corrupt") if path in one_of_each else ("missing",):
                server.damage = {path: damage}
                server.asked.clear()
                server.files = {**new, **old}  # the old show's version.js
                page.reload()
                wait_for_show(page, before, pause=20)
                server.files = old | new
                page.evaluate("window.dispatchEvent(new Event('online'))")  # it looks for a new show at once
                for _ in range(40):
                    live(page, 1, pause=8)
                    if (
                        any(after in asked for asked in server.asked)
                        and page.evaluate("document.querySelectorAll('iframe').length") == 2
                    ):
                        break
                else:
                    raise AssertionError(f"the new show was not tried: {path} {damage}")
                live(page, 4, pause=15)
                assert root(page)["show"] == before, (path, damage)
                page.evaluate("advance(50000)")
                assert root(page)["show"] == before, (path, damage)
        server.damage = {}
        server.is_down = True
        live(page, 20, pause=2)
        assert root(page)["show"] == before
        server.is_down = False
        wait_for_show(page, after, seconds=900, pause=3)


@pytest.mark.parametrize("damage", ["missing", "truncated", "corrupt"])
def test_from_a_disk_damage_is_seen_too(browser: Browser, tmp_path: Path, damage: str) -> None:
    """Under file:// no script can read a file, so pictures and fonts come as parts that carry their bytes."""
    old, new = made(), made(loop=LOOP.replace("停留: 3", "停留: 6"))
    folder = folder_of(old, tmp_path / "stick")
    context = browser.new_context(viewport={"width": 384, "height": 192})
    page = context.new_page()
    page.clock.install(time=NOW)
    page.goto((folder / "door" / "index.html").as_uri())
    page.wait_for_selector(f'html[data-show="{show_of(old)}"]')
    target = next(path for path in sorted(new) if "/parts/" in path and len(new[path]) > 9000)
    write({path: data for path, data in new.items() if path != "door/version.js"}, folder)
    if damage == "missing":
        (folder / target).unlink()
    else:
        (folder / target).write_bytes(damaged(new[target], damage))
    write({"door/version.js": new["door/version.js"]}, folder)
    for _ in range(8):
        page.clock.run_for(10_000)
        page.wait_for_timeout(60)
        assert root(page)["show"] == show_of(old)
    write({target: new[target]}, folder)
    for _ in range(120):
        page.clock.run_for(10_000)
        page.wait_for_timeout(60)
        if root(page)["show"] == show_of(new):
            break
    assert root(page)["show"] == show_of(new)
    context.close()


def test_the_folder_alone_plays_from_a_disk_as_over_http(
    browser: Browser, context: BrowserContext, tmp_path: Path
) -> None:
    """The same slides, the same pixels, nothing outside asked for, nothing in the console."""
    files = made(**film(), loop="  - {内容: 封面, 停留: 4}\n  - {内容: 志愿者, 停留: 4}\n  - {内容: 新闻, 停留: 4}\n")
    folder_of(
        {path.removeprefix("door/"): data for path, data in files.items() if path.startswith("door/")},
        tmp_path / "copy",
    )
    disk = browser.new_context(viewport={"width": 384, "height": 192})
    asked: list[str] = []
    errors: list[str] = []
    page = disk.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.clock.install(time=NOW)
    page.goto((tmp_path / "copy" / "index.html").as_uri())
    page.clock.pause_at(NOW + timedelta(minutes=2))  # from here on it goes only as far as it is told
    page.wait_for_selector(f'html[data-show="{show_of(files)}"]')
    with serving(files) as (_, address):
        other = opened(context, f"{address}door/index.html")
        wait_for_show(other, show_of(files))
        table = other.evaluate(TABLE)
        shown = set()
        for seconds in (5, 4, 9):
            page.clock.run_for(seconds * 1000)
            t = page.evaluate("Date.now()")
            other.evaluate("t => advance(t - T.wall)", t)
            slide = ids_of(table, t)
            shown.add(slide)
            for one in (page, other):
                one.wait_for_selector(f'html[data-slide="{slide}"]')
            for _ in range(50):  # fades and decoding take their own time
                shots = page.screenshot(), other.screenshot()
                if shots[0] == shots[1]:
                    break
                page.wait_for_timeout(100)
            assert shots[0] == shots[1], slide
        assert len(shown) == 3
    disk.close()
    assert all(address.startswith(((tmp_path / "copy").as_uri(), "blob:")) for address in asked)
    assert errors == []


@pytest.mark.parametrize("year", [1970, 2013, 2099])
def test_a_wrong_clock_shows_a_picture_and_yields_to_the_right_one(context: BrowserContext, year: int) -> None:
    """Within 5 s a slide without dates; right again, the right slide from the next edge of the loop that ran."""
    loop = "  - {内容: 封面, 停留: 3}\n  - {内容: 志愿者, 停留: 4, 周几: [周一]}\n  - {内容: 新闻, 停留: 5}\n  - {内容: 封面, 版式: 日期, 停留: 3}\n"
    files = made(loop=loop)
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html", datetime(year, 1, 1, 3, tzinfo=CHINA))
        live(page, 5, pause=120)
        assert root(page)["state"] == "clock-wrong"
        assert root(page)["slide"] in {"brand", "brand#date", "news/n-1", "news/n-2"}
        seen = set()
        for _ in range(20):
            live(page, 1, pause=0)
            seen.add(root(page)["slide"])
        assert seen == {"brand", "brand#date", "news/n-1", "news/n-2"}
        dates = page.evaluate(
            "[...document.querySelector('iframe').contentDocument.querySelectorAll('[data-today]')].map(n => n.textContent)"
        )
        assert set(dates) == {""}
        page.evaluate(f"T.wall = {round((NOW + timedelta(seconds=1)).timestamp() * 1000)}")
        changed = 0
        while root(page)["state"] == "clock-wrong":
            page.evaluate("advance(500)")
            changed += 1
            assert changed < 12
        table = page.evaluate(TABLE)
        for _ in range(20):
            assert root(page)["slide"] == ids_of(table, page.evaluate("T.wall"))
            live(page, 1, pause=0)
        assert (
            page.evaluate(
                "document.querySelector('iframe').contentDocument.querySelector('[data-today=date]').textContent"
            )
            == "11月23日"
        )


def test_by_a_wrong_clock_too_a_new_show_waits_for_the_edge_of_a_slide(context: BrowserContext) -> None:
    """Though the two clocks of a browser never agree to the fraction of a millisecond."""
    loop = "  - {内容: volunteers/v-1, 停留: 25}\n  - {内容: volunteers/v-2, 停留: 25}\n"
    old, new = made(loop=loop), made(loop=f"{loop}  - {{内容: volunteers/v-3, 停留: 25}}\n")
    with serving(old) as (server, address):
        page = opened(context, f"{address}door/index.html", datetime(2013, 1, 1, 3, tzinfo=CHINA))
        wait_for_show(page, show_of(old))
        slide = root(page)["slide"]
        server.files = new
        page.evaluate("window.dispatchEvent(new Event('online'))")  # it looks for a new show at once
        for _ in range(15):
            page.evaluate("T.mono += 0.3")
            live(page, 1, pause=60)
            assert root(page) == {"show": show_of(old), "slide": slide, "state": "clock-wrong"}
        while root(page)["show"] == show_of(old):
            assert root(page)["slide"] == slide
            live(page, 1)
        assert page.evaluate("T.mono") < 30_000


def test_a_step_of_the_clock_is_followed_within_two_seconds(context: BrowserContext) -> None:
    files = made(
        loop="  - {内容: 封面, 停留: 7}\n  - {内容: 志愿者, 停留: 9, 时段: 07:00-12:00}\n  - {内容: 新闻, 停留: 5}\n"
    )
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        table = page.evaluate(TABLE)
        for step in (5 * 3600_000, -3 * 3600_000, 86_400_000 * 300, -86_400_000 * 300 + 12_345):
            page.evaluate("by => { T.wall += by; }", step)
            live(page, 2, pause=0)
            assert root(page)["slide"] == ids_of(table, page.evaluate("T.wall"))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_the_zone_of_the_box_does_not_matter(browser: Browser, zone: str) -> None:
    loop = "  - {内容: 封面, 停留: 7}\n  - {内容: 志愿者, 停留: 9, 时段: 07:00-12:00, 周几: [周二]}\n  - {内容: 新闻, 停留: 5, 时段: 22:00-02:00}\n"
    files = made(loop=loop)
    context = browser.new_context(viewport={"width": 384, "height": 192}, timezone_id=zone, service_workers="block")
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        table = page.evaluate(TABLE)
        for _ in range(60):
            page.evaluate("T.wall += 2409000")
            live(page, 2, pause=0)
            assert root(page)["slide"] == ids_of(table, page.evaluate("T.wall"))
    context.close()


def test_two_browsers_show_the_same_slide_within_100_ms(browser: Browser) -> None:
    """Started at different times, in real time, without a word between them."""
    files = made(loop="  - {内容: 封面, 停留: 3}\n  - {内容: 志愿者, 停留: 3}\n")
    watch = """() => { window.changes = []; new MutationObserver(() => changes.push([performance.timeOrigin + performance.now(), document.documentElement.dataset.slide]))
      .observe(document.documentElement, {attributes: true, attributeFilter: ['data-slide']}); }"""
    by = "{ const real = Date.now; Date.now = () => real() - OFFSET; }"
    with serving(files) as (_, address):
        pages = []
        offset = round(time.time() * 1000) - round(NOW.timestamp() * 1000)
        for wait in (0, 700):
            context = browser.new_context(viewport={"width": 384, "height": 192}, service_workers="block")
            page = context.new_page()
            page.add_init_script(by.replace("OFFSET", str(offset)))
            page.wait_for_timeout(wait)
            page.goto(f"{address}door/index.html")
            page.wait_for_function("document.documentElement.dataset.show !== ''", timeout=5000)
            page.evaluate(watch)
            pages.append((context, page))
        pages[0][1].wait_for_timeout(7000)
        one, other = (page.evaluate("changes") for _, page in pages)
        for context, _ in pages:
            context.close()
    shared = [
        (at, slide, next(t for t, s in other if s == slide and abs(t - at) < 1500))
        for at, slide in one
        if at > other[0][0] - 500
    ]
    assert len(shared) >= 2
    assert max(abs(at - t) for at, _, t in shared) < 100


def test_an_emergency_is_exclusive_and_goes_by_the_clock(context: BrowserContext) -> None:
    notice = "标题: 演练\n状态: 发布\n发布日期: 2026-11-01\n摘要: 演练。\n级别: 紧急\n起: 2026-11-23 08:01\n止: 2026-11-23 08:02\n大屏文字: [请注意, 这是演练]\n"
    files = made(hours="09:00-10:00", **{"notices/alarm.yaml": notice})
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        assert root(page)["state"] == "off"
        page.evaluate("advance(60000 - T.wall % 60000)")
        assert root(page) | {"show": ""} == {"show": "", "slide": "notice/alarm", "state": "emergency"}
        page.keyboard.press("ArrowRight")
        assert root(page)["slide"] == "notice/alarm"
        page.evaluate("advance(60000)")
        assert root(page)["state"] == "off"
        assert Image.open(BytesIO(page.screenshot())).convert("RGB").getextrema() == ((0, 0),) * 3


def test_the_keys_step_pause_and_tell(context: BrowserContext) -> None:
    files = made()
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        page.keyboard.press("d")
        assert show_of(files) in page.inner_text("#overlay")
        page.set_viewport_size({"width": 400, "height": 192})
        live(page, 1)
        assert "≠ 屏幕 384x192" in page.inner_text("#overlay")
        before = root(page)["slide"]
        page.keyboard.press("ArrowRight")
        after = root(page)["slide"]
        assert after != before
        page.keyboard.press(" ")
        live(page, 9, pause=0)
        assert root(page)["slide"] == after
        table = page.evaluate(TABLE)
        for _ in range(12):  # nobody presses a key any more
            live(page, 1, pause=0)
            assert root(page)["slide"] == ids_of(table, page.evaluate("T.wall"))


def test_a_film_plays_muted_and_every_frame_of_a_fade_is_covered(browser: Browser) -> None:
    """In real time, on a wall that fades: some slide is always opaque; the film runs where its clock says."""
    files = made(loop="  - {内容: 封面, 停留: 3}\n  - {内容: 影像, 停留: 3}\n", px="480x270", **film())
    context = browser.new_context(viewport={"width": 480, "height": 270}, service_workers="block")
    with serving(files) as (_, address):
        page = context.new_page()
        page.add_init_script(
            f"{{ const by = {round(NOW.timestamp() * 1000)} - Date.now(), real = Date.now; Date.now = () => real() + by; }}"
        )
        page.goto(f"{address}door/index.html")
        page.wait_for_function("document.documentElement.dataset.show !== ''", timeout=10_000)
        covered = page.evaluate(
            f"""async () => {{
              const count = {COUNT}, seen = [], videos = [];
              for (let n = 0; n < 70; n++) {{
                seen.push(count());
                const video = document.querySelector('iframe').contentDocument.querySelector('.rolling video');
                if (video) videos.push([video.muted, video.currentTime]);
                await new Promise(done => setTimeout(done, 100));
              }}
              return [seen, videos];
            }}"""
        )
    context.close()
    assert min(covered[0]) >= 1
    assert covered[0].count(1) > 60  # two only between the end of a fade and the next look at it
    assert len(covered[1]) > 10
    assert all(muted for muted, _ in covered[1])
    assert max(at for _, at in covered[1]) > 1.5


def test_a_film_that_is_all_of_a_loop_plays_again_and_again(context: BrowserContext) -> None:
    files = made(loop="  - 内容: 影像\n", px="480x270", **film())
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        wall = page.frames[1]
        wall.wait_for_selector(".rolling video")
        wall.evaluate("window.video = document.querySelector('video'); video.currentTime = video.duration")
        wall.wait_for_function("video.ended")
        page.evaluate("advance(8000 - T.wall % 8000)")  # a round, as below
        wall.wait_for_function("!video.ended && !video.paused && video.currentTime < 4")
        assert wall.evaluate("video.parentNode.className") == "film rolling"


CAPTIONS = """WEBVTT

00:00.500 --> 00:02.500
<v 旁白>一双手，把红马甲
递过来。

00:03.000 --> 00:06.250
另一双手接住。
"""


def test_a_film_says_in_letters_what_a_mute_wall_cannot(context: BrowserContext) -> None:
    """Each caption by the clock, to the millisecond; on one element, with sizes and ground as every text."""
    files = made(loop="  - 内容: 影像\n", px="480x270", **film(8, CAPTIONS))
    with serving(files) as (_, address):
        page = opened(context, f"{address}door/index.html")
        wait_for_show(page, show_of(files))
        page.evaluate("advance(8000 - T.wall % 8000)")  # 8 s a round, and midnight is a whole number of them away
        said = """() => { const span = document.querySelector('iframe').contentDocument.querySelector('.speech span');
          return getComputedStyle(span).visibility === 'visible' ? span.textContent : '' }"""
        for wait, told in (
            (0, ""), (499, ""), (1, "一双手，把红马甲 递过来。"), (1999, "一双手，把红马甲 递过来。"), (1, ""), (500, "另一双手接住。"),
            (3249, "另一双手接住。"), (1, ""), (1750 + 600, "一双手，把红马甲 递过来。"),
        ):  # fmt: skip
            page.evaluate("span => advance(span)", wait)
            assert page.evaluate(said) == told
        size, colour, ground = page.evaluate(
            """() => { const span = document.querySelector('iframe').contentDocument.querySelector('.speech span'), style = getComputedStyle(span);
              return [parseFloat(style.fontSize), style.color, style.backgroundColor] }"""
        )
    assert size >= 16
    assert (colour, ground) == ("rgb(255, 248, 234)", "rgb(21, 17, 15)")


def test_a_first_show_goes_up_with_what_it_has_and_asks_again_for_the_rest(context: BrowserContext) -> None:
    """After 10 s without the damaged picture, its text on plain ground; the picture is there 10 minutes later."""
    files = made(loop="  - {内容: volunteers/v-1, 停留: 4}\n")
    picture = max((path for path in files if "/parts/" in path), key=lambda path: len(files[path]))
    bare = "document.querySelector('iframe').contentDocument.querySelectorAll('.bare').length"
    with serving(files) as (server, address):
        server.damage = {picture: "truncated"}
        page = opened(context, f"{address}door/index.html")
        live(page, 5, pause=60)
        assert root(page)["state"] == "fallback"
        assert page.screenshot() == page.screenshot(style="iframe { visibility: hidden }")  # nothing shines through
        wait_for_show(page, show_of(files))
        assert page.evaluate("T.mono") < 13_000
        assert page.evaluate(bare) == 1
        assert root(page)["slide"] == "volunteer/v-1"
        server.damage = {}
        page.evaluate("advance(600000)")
        live(page, 3, pause=100)
        assert page.evaluate(bare) == 0


def test_a_preview_travels_through_the_day(browser: Browser) -> None:
    """`hyqz serve` shows the wall at its own pixels, scaled, at any time of any day."""
    files = made(loop="  - {内容: 封面, 停留: 5}\n  - {内容: 志愿者, 时段: 20:00-21:00}\n", hours="07:00-22:00")
    preview = templates().render(
        "slides/preview.html", pages.PreviewView("门口屏", "door/index.html", 384, 192, "07:00–22:00", "{}", ())
    )
    context = browser.new_context(viewport={"width": 300, "height": 300}, service_workers="block")
    with serving(files | {"preview.html": preview}) as (_, address):
        page = context.new_page()
        page.clock.install(time=NOW)
        page.goto(f"{address}preview.html")
        wall = page.frames[1]
        wall.wait_for_selector('html[data-state="on"]')
        state = (
            "[document.documentElement.dataset.state, document.documentElement.dataset.slide, innerWidth, innerHeight]"
        )
        assert wall.evaluate(state) == ["on", "brand", 384, 192]
        for second, told in ((82_800, ["off", "off", 384, 192]), (73_000, ["on", "volunteer", 384, 192])):
            page.evaluate("second => { time.value = second; time.dispatchEvent(new Event('input')) }", second)
            wall.wait_for_selector(f'html[data-slide^="{told[1]}"]')
            found = wall.evaluate(state)
            assert [found[0], found[1].split("/")[0], *found[2:]] == told
        box = page.locator("#wall").bounding_box()
        assert box
        assert box["width"] <= 300
    context.close()
