"""What stands on the wall: exact sizes, no overflow, sizes and contrast as the contract says (screens contract §5)."""

import random
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from hyqz_site.images.geometry import Size
from hyqz_site.images.qr import modules
from hyqz_site.model.singletons import SCREEN_CONTRAST
from hyqz_site.render import qr
from hyqz_site.screens.legibility import wall_of
from tests.browser.screens_site import content, news, show_of
from tests.contrast import contrast
from tests.unit.screens.demo import Demo

WALLS = ("384x192", "960x576", "1920x1080", "1080x1920", "512x64", "512x512", "1344x448")
CHECK = """() => {
  const found = [];
  for (const text of document.querySelectorAll('.text')) {
    const slide = text.parentNode, stage = document.getElementById('stage');
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = text.getBoundingClientRect();
    for (const line of range.getClientRects()) {
      if (line.left < box.left - 0.6 || line.right > box.right + 0.6 || line.top < box.top - 0.6 || line.bottom > box.bottom + 0.6)
        found.push([slide.dataset.id, text.className, text.textContent, 'leaves its box', line.width, box.width]);
    }
    if (box.left < 0 || box.top < 0 || box.right > stage.clientWidth || box.bottom > stage.clientHeight)
      found.push([slide.dataset.id, text.className, text.textContent, 'leaves the wall']);
  }
  for (const slide of document.querySelectorAll('.slide')) {
    const texts = [...slide.querySelectorAll('.text')].map(text => text.getBoundingClientRect());
    texts.forEach((one, n) => texts.slice(n + 1).forEach(other => {
      if (one.left < other.right - 0.5 && other.left < one.right - 0.5 && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5)
        found.push([slide.dataset.id, 'two texts overlap']);
    }));
  }
  return found;
}"""


@pytest.fixture
def page(window: Page) -> Page:
    """Return one page for all walls."""
    return window


def opened(page: Page, files: dict[str, bytes], px: str) -> None:
    """The page of the show by itself, at the wall's size."""
    width, height = map(int, px.split("x"))
    page.set_viewport_size({"width": width, "height": height})
    page.unroute_all()
    prefix = f"door/show/{show_of(files)}/"
    page.route(
        "http://wall.test/show/x/**",
        lambda route: route.fulfill(
            body=files[prefix + route.request.url.partition("/x/")[2]],
            content_type="text/html" if route.request.url.endswith(".html") else "text/javascript",
        ),
    )
    page.goto("http://wall.test/show/x/index.html")
    page.wait_for_function("document.fonts.size === 2 && document.querySelectorAll('.bare img[src]').length === 0")
    page.wait_for_timeout(50)


def shown(page: Page, number: int) -> Image.Image:
    page.evaluate(
        """n => { document.querySelectorAll('.slide').forEach((slide, m) => { slide.style.transition = 'none'; slide.classList.remove('under');
             slide.classList.toggle('on', m === n) }); const flock = document.getElementById('flock'); if (flock) flock.style.visibility = 'hidden' }""",
        number,
    )
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def extremes(seed: int) -> dict[str, str]:
    """Texts from one character to the most that a field takes, rare characters and long numbers among them."""
    dice = random.Random(seed)
    signs = (
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
        * 2
    )
    rare = "酃㵲喆堃龘骉䶮圫" + "，。：；“”（）《》" + "ABCwmi0123456789.-%"

    def text(most: int) -> str:
        length = dice.choice((1, 2, most // 2, most - 1, most))
        middle = "".join(dice.choice(signs if dice.random() < 0.85 else rare) for _ in range(length))
        return "测" + middle[1:] if length > 1 else "测"

    found = {}
    head = "状态: 发布\n发布日期: 2026-10-01\n"
    for n in range(8):
        found[f"news/x-{n}.yaml"] = (
            f'标题: "{text(40)}"\n摘要: "{text(80)}"\n{head}体裁: 报道\n刊发媒体: "{text(20)}"\n原文日期: 2026-10-01\n转载: 原创\n'
        )
        found[f"activities/x-{n}.yaml"] = (
            f'标题: "{text(40)}"\n摘要: "{text(80)}"\n{head}日期: 2026-{11 + n % 2}-{10 + n * 2}\n地点: "{text(40)}"\n主题: 文明实践\n组织方: 街道\n报名: "{text(60)}"\n'
        )
        found[f"benefits/x-{n}.yaml"] = (
            f'标题: "{text(40)}"\n摘要: 好。\n{head}适用星级: [1, 2, 5]\n类别: 就医\n提供方: 医院\n内容: "{text(80)}"\n怎么领: "{text(80)}"\n'
        )
        found[f"channels/x-{n}.yaml"] = (
            f'名称: "{text(20)}"\n摘要: 好。\n{head}类型: 公众号\n步骤: ["{text(60)}", "{text(60)}"]\n二维码内容: https://example.com/{"a" * (n * 6)}\n'
        )
        value = dice.choice((1, 12345, 123456789, 1234567890123))
        found[f"figures/x-{n}.yaml"] = (
            f'指标: "{text(20)}"\n摘要: 数。\n{head}单位: 小时\n口径: "{text(60)}"\n来源: "{text(40)}"\n用于: 大屏\n目标: {value * 2}\n目标说明: "{text(40)}"\n'
            f"数据: [{{截止: 2026-09-30, 值: {value}}}, {{截止: 2026-10-31, 值: {value + 5}}}]\n"
        )
    return found


EXTREME_LOOP = "".join(
    f"  - 内容: {name}\n" for name in ("封面", "志愿者", "新闻", "活动预告", "近期活动", "礼遇", "招募", "成果", "公告")
)


@pytest.mark.parametrize("px", WALLS)
def test_forty_extreme_slides_keep_within_their_boxes(page: Page, px: str) -> None:
    """No overflow, no clipping, no text on another; what cannot be read is a problem and not on the wall."""
    demo = Demo(content(px=px, loop=EXTREME_LOOP, **extremes(1)))
    files = demo.make()
    refused = [
        problem
        for problem in demo.problems
        if problem.code in {"text-overflow", "too-small-to-read"} and problem.severity == "error"
    ]
    width, height = map(int, px.split("x"))
    if width >= 384 and height >= 192:
        assert refused == []
    for problem in refused:
        assert "要删去" in problem.message
        assert problem.line > 1
    opened(page, files, px)
    assert page.evaluate(CHECK) == []
    floor = wall_of(demo.screens[0], None).floor
    sizes = page.evaluate(
        "[...document.querySelectorAll('.text')].map(text => parseFloat(getComputedStyle(text).fontSize))"
    )
    assert min(sizes) >= floor
    assert page.evaluate(
        "[innerWidth, innerHeight, document.documentElement.scrollWidth, document.documentElement.scrollHeight, devicePixelRatio]"
    ) == [width, height, width, height, 1]


@pytest.mark.parametrize("px", WALLS)
def test_the_wall_is_exact_to_the_pixel(page: Page, px: str) -> None:
    """The screenshot has the wall's size, and a grid of single pixels comes out without an error."""
    files = Demo(content(px=px, loop="  - 内容: 封面\n")).make()
    opened(page, files, px)
    size: Size = page.evaluate("[stage.clientWidth, stage.clientHeight]")
    page.evaluate(
        """([width, height]) => {
          const canvas = document.createElement('canvas'), slide = document.querySelector('.slide.on');
          canvas.width = width; canvas.height = height; canvas.style.cssText = 'position:absolute;left:0;top:0;z-index:9';
          const draw = canvas.getContext('2d'), data = draw.createImageData(width, height);
          for (let i = 0; i < width * height; i++) { const on = (i % width + Math.floor(i / width)) % 2 ? 255 : 0; data.data.set([on, on, on, 255], i * 4); }
          draw.putImageData(data, 0, 0);
          slide.append(canvas);
        }""",
        size,
    )
    flock = page.locator("#flock")
    if flock.count():
        flock.evaluate("node => node.style.display = 'none'")
    shot = Image.open(BytesIO(page.screenshot())).convert("L")
    width, height = shot.size
    assert f"{width}x{height}" == px
    even, odd = (bytes(255 if (x + y) % 2 else 0 for x in range(width)) for y in (0, 1))
    assert shot.tobytes() == (even + odd) * (height // 2) + even * (height % 2)


def test_text_stands_out_from_what_is_really_behind_it(page: Page) -> None:
    """7:1 against 95 % of the pixels behind the text, measured with the letters away; no slide is a white area."""
    notice = "标题: 通知\n状态: 发布\n发布日期: 2026-11-01\n摘要: 通知。\n级别: {}\n起: 2026-11-01 08:00\n止: 2026-12-01 08:00\n大屏文字: [请注意, 今晚停水]\n"
    more = {"notices/a.yaml": notice.format("一般"), "notices/b.yaml": notice.format("紧急"), **extremes(2)}
    files = Demo(content(px="960x576", loop=EXTREME_LOOP, **more)).make()
    opened(page, files, "960x576")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.slide')].map(slide => [slide.dataset.id, [...slide.querySelectorAll('.text')].map(text => {
             const box = text.getBoundingClientRect(), colour = getComputedStyle(text).color.match(/\\d+/g).map(Number);
             return [box.left, box.top, box.right, box.bottom, colour]; })])"""
    )
    page.add_style_tag(content=".text { color: transparent !important; box-shadow: none !important }")
    seen = set()
    for number, (name, texts) in enumerate(boxes):
        design = page.evaluate("n => document.querySelectorAll('.slide')[n].className", number).split()[1]
        if design in seen:
            continue
        seen.add(design)
        shot = shown(page, number)
        for left, top, right, bottom, colour in texts:
            behind = shot.crop((round(left), round(top), round(right), round(bottom))).getcolors(1 << 20)
            assert behind
            total = sum(count for count, _ in behind)
            ink = "#{:02x}{:02x}{:02x}".format(*colour[:3])
            bad = sum(
                count
                for count, ground in behind
                if contrast(ink, "#{:02x}{:02x}{:02x}".format(*ground)) < SCREEN_CONTRAST
            )
            assert bad <= total * 0.05, (name, colour)
        mean = shot.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert mean < 140, name


def test_codes_read_back_from_the_screenshot(page: Page) -> None:
    """Every module of the code stands on the wall in whole pixels, three at least."""
    address = "https://example.com/join/us"
    channel = (
        f"名称: 加入\n状态: 发布\n发布日期: 2026-10-01\n摘要: 好。\n类型: 公众号\n步骤: [关注]\n二维码内容: {address}\n"
    )
    for px in ("384x192", "960x576", "1080x1920", "512x128"):
        demo = Demo(content(px=px, loop="  - {内容: 招募, 停留: 5}\n", **{"channels/c.yaml": channel}))
        files = demo.make()
        opened(page, files, px)
        slides = page.evaluate(
            "[...document.querySelectorAll('.slide')].map(slide => slide.querySelector('.code') ? [...slide.querySelectorAll('.text')].length : -1)"
        )
        number = next(n for n, texts in enumerate(slides) if texts >= 0)
        if px == "512x128":
            assert slides[number] == 0  # below 192 px it has the slide to itself
        box = page.evaluate(
            "n => { const box = document.querySelectorAll('.slide')[n].querySelector('.code').getBoundingClientRect(); return [box.left, box.top, box.width] }",
            number,
        )
        shot = shown(page, number).convert("L")
        code = qr.code(address)
        module = box[2] / code.size
        assert module == int(module) >= 3
        rows = [
            "".join(
                "1"
                if shot.getpixel((int(box[0] + (x + 0.5) * module), int(box[1] + (y + 0.5) * module))) < 128
                else "0"
                for x in range(code.size)
            )
            for y in range(code.size)
        ]
        assert rows == ["".join(map(str, row)) for row in modules(address)]
        dwell = page.evaluate(
            "JSON.parse(document.getElementById('data').textContent).table.segments[0][1].map(turn => turn[2])"
        )
        assert max(dwell) == 15


def test_a_mark_that_opens_a_line_has_its_ink_where_the_other_lines_begin(page: Page) -> None:
    """Its blank half goes: `halt` of the wall's own letters, within the box, so that nothing else moves."""
    files = {"news/n-1.yaml": news("“再等十秒”", 1)}
    opened(page, Demo(content(loop="  - {内容: 新闻}\n", **files)).make(), "960x576")
    left, width, size, start, said = page.evaluate(
        """() => {
          const mark = document.querySelector('.text--head .half'), text = mark.parentNode, box = mark.getBoundingClientRect()
          return [box.left, box.width, parseFloat(getComputedStyle(text).fontSize), text.getBoundingClientRect().left,
                  text.textContent]
        }"""
    )
    assert said == "“再等十秒”"
    assert (left, width) == (start, pytest.approx(size / 2, abs=0.1))


def test_the_still_of_an_unlit_hour_is_dark(page: Page) -> None:
    files = Demo(
        {
            path: data.replace("播放方式".encode(), "息屏: 静帧\n播放方式".encode())
            for path, data in content(loop="  - 内容: 封面\n").items()
        }
    ).make()
    opened(page, files, "384x192")
    count = page.evaluate("document.querySelectorAll('.slide').length")
    shot = shown(page, count - 1)
    values = shot.convert("L").histogram()
    mean = sum(value * count for value, count in enumerate(values)) / (384 * 192)
    assert 0 < mean <= 25.5
