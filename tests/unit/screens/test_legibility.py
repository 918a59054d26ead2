"""What can be read: shapes, floors, colours (screens contract §5)."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from hyqz_site.model.singletons import SCREEN_CONTRAST
from hyqz_site.screens.legibility import Shape, shape_of, wall_of
from hyqz_site.screens.typesetting import at_pauses
from hyqz_site.type import metrics
from hyqz_site.type.shipped import DISPLAY
from tests.browser.screens_site import content
from tests.contrast import contrast
from tests.unit.screens.demo import ROOT, Demo

SHEET: Final = (Path(__file__).resolve().parents[3] / "assets" / "css" / "slides.css").read_text(encoding="utf-8")
COLOURS: Final = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", SHEET.partition("}")[0]))


@pytest.mark.parametrize(
    ("px", "shape"),
    [
        ("512x64", "strip"),
        ("256x64", "strip"),
        ("255x64", "wide"),
        ("220x100", "wide"),
        ("219x100", "landscape"),
        ("1920x1080", "landscape"),
        ("120x100", "landscape"),
        ("119x100", "square"),
        ("84x100", "square"),
        ("83x100", "portrait"),
        ("1080x1920", "portrait"),
    ],
)
def test_the_shape_follows_from_the_ratio(px: str, shape: str) -> None:
    width, height = map(int, px.split("x"))
    assert shape_of(width, height) == Shape(shape)


@pytest.mark.parametrize(
    ("pitch", "distance", "floor", "headline"),
    [
        ("10", "18", 16, 15),  # 45 mm are 5 px: a character needs 16 dots
        ("10", "100", 25, 80),
        ("2.5", "30", 30, 96),
        ("3", "20", 17, 54),  # 16.7 px, rounded up
    ],
)
def test_the_floor_follows_from_pitch_and_distance(pitch: str, distance: str, floor: int, headline: int) -> None:
    text = content()["content/screens/door.yaml"].decode().replace("楼宇广告屏", "户外LED")
    files = content() | {
        "content/screens/door.yaml": text.replace("视距: 3", f"视距: {distance}\n点距: {pitch}").encode()
    }
    demo = Demo(files)
    wall = wall_of(demo.screens[0], None)
    assert demo.screens[0].pitch_mm == Decimal(pitch)
    assert (wall.floor, wall.headline) == (floor, headline)


@pytest.mark.parametrize(
    ("ground", "inks"),
    [
        ("ink", ("text", "soft", "gold")),
        ("red", ("text", "soft", "pale-gold")),
        ("alarm", ("text", "soft", "pale-gold")),
        ("teal", ("text", "soft", "gold")),
        ("brick", ("text", "soft", "pale-gold")),
    ],
)
def test_every_ink_stands_out_from_its_ground(ground: str, inks: tuple[str, ...]) -> None:
    for ink in inks:
        assert contrast(COLOURS[ink], COLOURS[ground]) >= SCREEN_CONTRAST, (ink, ground)


def test_black_on_white_has_the_most_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#b81c22", "#b81c22") == 1


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("周四的路口：起雾的早晨", 8, ("周四的路口：", "起雾的早晨")),
        ("一，二，三四五六七", 5.2, ("一，二，", "三四五六七")),  # as many clauses in a line as it holds
        ("路口少了喇叭声，多了一句“再等十秒”", 8, ()),  # a clause is too long: broken like any text
        ("他说：“来。”走了", 5, ()),  # a closing mark begins no line
        ("上一行\n下一行", 4, ("上一行", "下一行")),
        ("落叶扫走。 树下的留一层", 7, ("落叶扫走。", "树下的留一层")),  # no blank begins a line
        ("她说「来。」就走了", 6, ()),
        ("周四14：30，路口见", 7, ("周四14：30，", "路口见")),
        ("到点！！一起走吧", 6, ("到点！！", "一起走吧")),
    ],
)
def test_headlines_break_where_they_pause(text: str, width: float, lines: tuple[str, ...]) -> None:
    display = metrics.load((ROOT / "assets/fonts" / DISPLAY.metrics).read_bytes())
    assert at_pauses(text, width, metrics.Face(metrics=display, weight=900), 2) == lines
