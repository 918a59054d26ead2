"""The real browser sets text in the shipped fonts exactly as wide, and in the same lines, as we say."""

import base64
import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pytest
from playwright.sync_api import Browser, Page

from hyqz_site.type import metrics
from hyqz_site.type.breaks import is_allowed_in_chinese, is_forbidden_in_chinese
from hyqz_site.type.fit import layout
from hyqz_site.type.metrics import Face
from hyqz_site.type.shipped import DISPLAY, FONTS, SANS, Shipped
from hyqz_site.type.subset import subset
from tests.unit.type.shipped_fonts import font_bytes, font_metrics, standard_table

SAMPLES = 500
WORST = 0.01
"""Largest difference of a width, as a part of it. What is found is a twentieth of that."""

LATIN = ("LED", "WeChat", "AVATAR", "To", "office", "km", "Hengyang", "lǜ", "e-mail", "A4", "GB/T", "v2.0", "QR")
FIGURES = ("2026", "3.5%", "1,200", "12:30", "0734-8123456", "50", "①", "2026-03-05", "￥30", "¥500", "16–96", "1/3")
MARKS = (
    *("，", "。", "、", "：", "；", "！", "？", "“", "”", "（", "）", "《", "》", "【", "】", "「", "」"),
    *(
        "——",
        "……",
        "·",
        "～",
        "5％",
        "36℃",
        "→",
        "★",
        " ",
        "。”",
        "》（",
        "：“",
        "！”",
        "》、",
        "（LED）",
        "“OK”",
        "《A4》，",
    ),
)

MEASURED = """\
font-kerning: normal;
font-feature-settings: "chws";
font-synthesis: none;
letter-spacing: 0;
word-spacing: 0;
text-rendering: geometricPrecision;
text-spacing-trim: space-all;
text-autospace: no-autospace;
text-wrap: wrap;
white-space: pre-line;
line-break: strict;
word-break: normal;
overflow-wrap: anywhere;
hyphens: manual;
"""
"""What a style sheet must say about text that is measured here; `text-rendering`, for without it Chromium on Linux rounds
every glyph to whole pixels."""
WORD_JOINER = "\u2060"
BREAK = "\u200b"

WIDTHS = """
samples => samples.map(({text, family, weight, size}) => {
  const line = document.createElement("span")
  line.textContent = text
  Object.assign(line.style, {fontFamily: `"${family}"`, fontWeight: weight, fontSize: `${size}px`, whiteSpace: "pre"})
  document.body.append(line)
  const {width} = line.getBoundingClientRect()
  line.remove()
  return width
})
"""

LINES = """
([texts, family, weight, size, columns]) => texts.map((text, index) => {
  const box = document.createElement("div")
  box.textContent = text
  Object.assign(box.style, {
    fontFamily: `"${family}"`, fontWeight: weight, fontSize: `${size}px`, width: `${columns[index] * size}px`})
  document.body.append(box)
  const lines = []
  let top = -Infinity
  let offset = 0
  for (const character of text) {
    const range = document.createRange()
    range.setStart(box.firstChild, offset)
    range.setEnd(box.firstChild, offset += character.length)
    const boxes = range.getClientRects()
    const last = boxes[boxes.length - 1]
    if (last && last.width && last.top > top + size / 2) {
      lines.push("")
      top = last.top
    }
    lines[lines.length - 1] += character
  }
  box.remove()
  return lines
})
"""


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    family: str
    weight: int
    size: int


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with the shipped fonts, and the style sheet that we ask for."""
    faces = "".join(
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weights};'
        f" src: url(data:font/otf;base64,{base64.b64encode(font_bytes(font)).decode()}) }}\n"
        for font in FONTS
    )
    opened = browser.new_page(viewport={"width": 2560, "height": 1440})
    opened.set_content(
        f'<!doctype html><html lang="zh-Hans"><style>{faces} span, div {{ position: absolute; {MEASURED} }}</style>'
    )
    for font in FONTS:
        loaded = opened.evaluate(f"""document.fonts.load('{font.weights.split()[0]} 20px "{font.family}"', "衡")""")
        assert loaded
    yield opened
    opened.close()


def random_text(chance: random.Random, length: int) -> str:
    """Chinese, Latin, figures and marks as they mix in notices, though never so wildly."""
    common = standard_table()[0]
    text = ""
    while len(text) < length:
        kind = chance.random()
        if kind < 0.55:
            text += "".join(chance.choices(common, k=chance.randint(1, 6)))
        else:
            text += chance.choice(LATIN if kind < 0.65 else FIGURES if kind < 0.75 else MARKS)
    return " ".join(text.split())


def random_sample(chance: random.Random) -> Sample:
    font = chance.choice((SANS, SANS, DISPLAY))
    weight = chance.choice((400, 500, 700)) if font is SANS else 900
    return Sample(random_text(chance, chance.randint(2, 24)), font.family, weight, chance.randint(16, 96))


def face(family: str, weight: int) -> Face:
    font = next(font for font in FONTS if font.family == family)
    return Face(metrics=font_metrics(font), weight=weight)


def test_widths_are_those_of_the_browser(page: Page) -> None:
    chance = random.Random("widths")
    samples = [random_sample(chance) for _ in range(SAMPLES)]
    measured = page.evaluate(WIDTHS, [asdict(sample) for sample in samples])
    wrong = [
        (sample, width, ours)
        for sample, width in zip(samples, measured, strict=True)
        if abs((ours := metrics.width(sample.text, face(sample.family, sample.weight)) * sample.size) - width)
        > WORST * width
    ]
    assert wrong == []


@pytest.mark.parametrize(("font", "weight"), [(SANS, 400), (SANS, 700), (DISPLAY, 900)])
def test_every_pair_of_marks_is_squeezed_as_in_the_browser(page: Page, font: Shipped, weight: int) -> None:
    marks = metrics.CLOSING + metrics.OPENING + "—…·"
    texts = [left + a + b + right for left, right in ("汉汉", "A汉", "1A") for a in marks for b in marks]
    measured = page.evaluate(WIDTHS, [asdict(Sample(text, font.family, weight, 50)) for text in texts])
    wrong = [
        (text, width / 50)
        for text, width in zip(texts, measured, strict=True)
        if abs(metrics.width(text, face(font.family, weight)) * 50 - width) > 0.5
    ]
    assert wrong == []


def _bound(text: str) -> str:
    """The text for a browser, which keeps together and parts what Chinese rules do."""

    def mark(index: int) -> str:
        if is_allowed_in_chinese(text, index):
            return BREAK
        return WORD_JOINER if is_forbidden_in_chinese(text[index - 1], text[index]) else ""

    return text[:1] + "".join(mark(index) + text[index] for index in range(1, len(text)))


@pytest.mark.parametrize(("font", "weight", "size"), [(SANS, 400, 18), (SANS, 700, 33), (DISPLAY, 900, 64)])
def test_lines_end_where_they_end_in_the_browser(page: Page, font: Shipped, weight: int, size: int) -> None:
    chance = random.Random(f"lines {weight}")
    texts = [random_text(chance, chance.randint(20, 80)) for _ in range(100)]
    # Not what nobody writes: after a space Chromium starts a line even with a closing mark.
    texts = [re.sub(r" (?=\W)|(?<=[（《“「【]) ", "", text) for text in texts]
    columns = [chance.randint(6, 25) for _ in texts]
    shown = page.evaluate(LINES, [[_bound(text) for text in texts], font.family, weight, size, columns])
    wrong = []
    for text, column, lines in zip(texts, columns, shown, strict=True):
        ours = [line.text for line in layout(text, column, face(font.family, weight), avoid_lone=False)]
        theirs = [re.sub(f"[{WORD_JOINER}{BREAK}]", "", line).strip() for line in lines]
        if ours != theirs:
            wrong.append((column, ours, theirs))
    assert wrong == []


def test_lines_of_ours_are_kept_when_set_one_by_one(page: Page) -> None:
    """What slides do: each line by itself, `white-space: pre`; none is wider than its column."""
    chance = random.Random("slides")
    samples = []
    for _ in range(100):
        text, column = random_text(chance, 60), chance.randint(6, 20)
        samples += [
            (Sample(line.text, SANS.family, 500, 40), column) for line in layout(text, column, face(SANS.family, 500))
        ]
    measured = page.evaluate(WIDTHS, [asdict(sample) for sample, _ in samples])
    assert [s for (s, column), width in zip(samples, measured, strict=True) if width > column * 40 + 0.5] == []


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_a_subset_draws_what_the_whole_font_draws(page: Page, font: Shipped) -> None:
    text = "衡阳群众，“志愿服务”——LED（2026）"
    data = base64.b64encode(subset(font_bytes(font), text)).decode()
    weight = int(font.weights.split()[-1])
    pictures = []
    for family, source in (("whole", font_bytes(font)), ("part", None)):
        url = f"data:font/woff2;base64,{data if source is None else base64.b64encode(source).decode()}"
        page.evaluate(
            f"""new FontFace("{family}", "url({url})", {{weight: "{font.weights}"}}).load()
                .then(font => {{ document.fonts.add(font) }})"""
        )
        page.evaluate(
            "([text, family, weight]) => { document.body.innerHTML = `<div style='font-family: ${family};"
            " font-weight: ${weight}; font-size: 40px; left: 0; top: 0'>${text}</div>` }",
            [text, family, weight],
        )
        pictures.append(page.screenshot(clip={"x": 0, "y": 0, "width": 1000, "height": 120}))
    page.evaluate("document.body.replaceChildren()")
    assert pictures[0] == pictures[1]
