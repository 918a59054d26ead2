"""A screen as files: stills that are the page, a film that closes without a jump, codes that scan from both."""

import csv
import os
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from hyqz_site.engines import EngineError, ffmpeg, recorder
from hyqz_site.engines.finder import find_browser
from hyqz_site.exports import job
from hyqz_site.exports.cards import Card
from hyqz_site.exports.programmes import programmes
from hyqz_site.screens.show import Made
from tests.browser.screens_site import LOOP, film, serving, set_clock
from tests.unit.packs.sheets import screen_of, templates

DAY = date(2026, 11, 23)
FPS = 5
CARD = Card(fps=FPS)
WIDTH, HEIGHT = 385, 209
"""Odd on purpose: the film is one pixel wider and higher."""
CODE = "https://hy.example/baoming.html"
CHANNEL = (
    "名称: 扫码报名\n状态: 发布\n发布日期: 2026-01-01\n摘要: 扫一扫。\n类型: 现场\n步骤: [扫一扫]\n"
    f"二维码内容: {CODE}\n队伍: [专职]\n"
)
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\n一双手递过来\n"
FULL_LOOP = f"{LOOP}  - {{内容: films/f, 停留: 3}}\n  - {{内容: 招募, 停留: 15}}\n"


@dataclass(frozen=True)
class Export:
    """What was exported."""

    made: Made
    folder: Path
    stills: list[Path]
    seconds: list[int]
    moments: list[int]
    program: Path

    def frames(self, *only: int) -> list[Image.Image]:
        """All frames of the film as pictures, or those of these numbers."""
        chosen = "+".join(f"eq(n\\,{number})" for number in only) or "1"
        done = subprocess.run(
            [self.program, "-v", "error", "-i", self.folder / "a.mp4", "-vf", f"select={chosen}", "-fps_mode",
             "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
            check=True,
            capture_output=True,
        )  # fmt: skip
        size = (WIDTH + 1, HEIGHT + 1)
        length = size[0] * size[1] * 3
        cut = (done.stdout[start : start + length] for start in range(0, len(done.stdout), length))
        return [Image.frombytes("RGB", size, data) for data in cut]


def ignore(*_: object) -> None:
    """Nobody watches."""


def elsewhere(run: Callable[[], object]) -> object:
    """Run it in a thread of its own: the session's playwright holds this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    browser = find_browser(os.environ)
    try:
        program = ffmpeg.ffmpeg_of(os.environ)
    except EngineError as error:
        pytest.skip(str(error))
    if browser is None:
        pytest.skip("no browser")
    made = screen_of(px=f"{WIDTH}x{HEIGHT}", loop=FULL_LOOP, **film(3, CAPTIONS), **{"channels/c.yaml": CHANNEL})
    plan = programmes(made.loop, DAY)
    folder, work = tmp_path_factory.mktemp("export"), tmp_path_factory.mktemp("work")
    tools = job.Tools(
        stills=lambda page, size, wanted: recorder.stills(page, size, wanted, browser, ignore),
        ffmpeg=lambda words: ffmpeg.run(program, words),
        told=ignore,
    )
    given = film(3)["media/film.mp4"]
    assert isinstance(given, bytes)
    (one,) = elsewhere(lambda: job.export(made, CARD, plan, lambda _: given, folder, work, tools))  # type: ignore[misc]
    slots = plan[0][0].slots
    return Export(
        made,
        folder,
        [folder / row.file for row in one.rows],
        [slot.seconds for slot in slots],
        [slot.moment for slot in slots],
        program,
    )


def test_a_still_is_the_page_pixel_by_pixel(export: Export, browser: Browser) -> None:
    """The page is looked at another way: over http, by the tests' own clock, with its fades, once they are over."""
    files = {f"door/{path}": data for path, data in export.made.files.items()}
    with serving(files) as (_, address):
        for still, moment in zip(export.stills, export.moments, strict=True):
            if "film" in still.name:
                continue  # there the page has begun to play, and a still is the poster
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1)
            set_clock(page, datetime.fromtimestamp(moment / 1000, UTC) + timedelta(seconds=1))
            page.goto(f"{address}door/index.html")
            page.wait_for_function("show => document.documentElement.dataset.show === show", arg=export.made.show)
            frame = next(frame for frame in page.frames if frame.parent_frame)
            frame.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
            seen = Image.open(BytesIO(page.screenshot()))
            page.close()

            taken = Image.open(still)
            assert taken.size == seen.size == (WIDTH, HEIGHT)
            assert ImageChops.difference(taken.convert("RGB"), seen.convert("RGB")).getbbox() is None, still.name


def test_the_film_is_what_cautious_cards_play(export: Export) -> None:
    done = subprocess.run(
        [export.program, "-hide_banner", "-i", export.folder / "a.mp4"], check=False, capture_output=True
    )
    told = done.stderr.decode()

    video = re.search(r"Video: .*", told)
    assert video is not None
    for said in ("h264 (Main)", "yuv420p(tv, bt709", f"{WIDTH + 1}x{HEIGHT + 1}", f"{FPS} fps"):
        assert said in video[0]
    assert "Audio:" not in told


def test_the_film_is_as_long_as_its_slots(export: Export) -> None:
    assert abs(len(export.frames()) - sum(export.seconds) * FPS) <= 1


def test_every_slide_is_in_its_slot_and_no_frame_is_black(export: Export) -> None:
    frames = export.frames()
    start = 0
    for still, seconds in zip(export.stills, export.seconds, strict=True):
        middle = frames[(start + start + seconds * FPS) // 2].crop((0, 0, WIDTH, HEIGHT))
        if "film" not in still.name:
            assert distance(middle, Image.open(still).convert("RGB")) < 4, still.name
        start += seconds * FPS
    assert min(max(ImageStat.Stat(frame).mean) for frame in frames) > 10


def distance(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, in levels of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_the_end_joins_the_beginning_and_slides_fade(export: Export) -> None:
    frames = export.frames()
    first = frames[: FPS + 1]

    assert distance(first[0], frames[-1]) < 2
    assert distance(first[-1], frames[-1]) > 10
    steps = [distance(frame, frames[-1]) for frame in first[:4]]
    assert steps == sorted(steps)  # 0.6 s: evenly away from the last slide
    assert steps[1] < steps[3] / 2


def test_a_film_is_cut_in_and_moves(export: Export) -> None:
    number = next(number for number, still in enumerate(export.stills) if "film" in still.name)
    start = sum(export.seconds[:number]) * FPS
    inside = export.frames(*range(start + FPS, start + export.seconds[number] * FPS))

    assert len(inside) == (export.seconds[number] - 1) * FPS
    assert all(distance(one, other) > 0.05 for one, other in pairwise(inside))


def test_what_the_film_says_is_written_over_it_while_it_is_said(export: Export) -> None:
    number, slide = next((n, slide) for n, slide in enumerate(export.made.loop.slides) if slide.film)
    assert slide.speech is not None
    box, high = slide.speech.box, slide.speech.leading
    middle, low = box.x + box.width // 2, box.y + box.height
    start = sum(export.seconds[:number]) * FPS
    before, said, after = (
        frame.crop((middle - 48, low - high, middle + 48, low)).convert("L")
        for frame in export.frames(start + FPS - 1, start + FPS + 1, start + 2 * FPS)
    )

    assert distance(before, said) > 20
    assert distance(after, said) > 20
    assert distance(before, after) < 10
    assert (said.getextrema()[1] > 225, ImageStat.Stat(said).median[0] < 40) == (True, True)  # light on its own ground


def test_the_code_reads_from_the_still_and_from_the_film(export: Export) -> None:
    number = next(number for number, still in enumerate(export.stills) if "channel" in still.name)
    frame = sum(export.seconds[:number]) * FPS + 10
    pictures = [Image.open(export.stills[number]), export.frames(frame)[0]]

    for picture in pictures:
        assert [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]


def test_the_play_list_names_every_file_in_order(export: Export) -> None:
    view = job.SetView(
        "a",
        "",
        "a.mp4",
        30,
        "30秒",
        tuple(job.Row(n, f"a/{still.name}", "画面", 3) for n, still in enumerate(export.stills, 1)),
    )
    rows = list(csv.reader(StringIO(job.as_csv([view]).decode("utf-8-sig"))))

    assert rows[0] == ["套", "序号", "文件", "画面", "秒"]
    assert [row[2] for row in rows[1:]] == [f"a/{still.name}" for still in export.stills]
    assert sorted(path.name for path in (export.folder / "a").iterdir()) == [still.name for still in export.stills]
    assert all(still.name.isascii() for still in export.stills)


def test_the_sheet_says_what_to_set_and_whom_to_ask(export: Export) -> None:
    plan = programmes(export.made.loop, DAY)
    rows = tuple(job.Row(n, f"a/{still.name}", "画面", 3) for n, still in enumerate(export.stills, 1))
    view = job.play_list(
        export.made,
        CARD,
        (job.SetView("a", "", "a.mp4", 30, "30秒", rows),),
        plan[1],
        datetime(2026, 11, 23, tzinfo=UTC),
    )
    text = job.sheet(view, templates().render, {}).decode()

    for said in (
        "385×209",
        "视频 386×210",
        "11",
        "没有在这块控制卡上试过",
        "屏幕安装单位，或控制卡厂家的技术支持",
        "a.mp4",
    ):
        assert said in text
    assert "关屏" not in text.partition("<table")[2].partition("</table>")[0]


def test_without_the_extra_it_says_what_to_run(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "playwright.sync_api", None)

    with pytest.raises(EngineError, match=r'还没有装导出要用的程序库。请运行一次：.* -m pip install "playwright'):
        recorder.stills(export.folder, (1, 1), [("0", 0)], Path(), ignore)
