"""Control cards: what the street wrote down, cautious where it says nothing, and honest about what nobody has tried."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from hyqz_site.exports import film
from hyqz_site.exports.cards import Card, CardError, card_of
from hyqz_site.model.singletons import CardProfile, Cards
from hyqz_site.screens.boxes import Box

RULES = Cards(
    source="安装单位 2026-11 现场试过",
    effective=date(2026, 11, 1),
    profiles=(
        CardProfile(name="灰度 C16", video="MP4 H.264 Baseline", max_width=1280, max_mbps=Decimal(5), fps=30),
        CardProfile(name="老卡", video="无"),
    ),
)

WALL = (384, 192)


def test_without_rules_it_is_cautious_and_says_so() -> None:
    card = card_of(None, None, WALL)

    assert (card.profile, card.max_width, card.max_height, card.max_mbps, card.fps) == ("main", 1920, 1080, 8, 25)
    assert card.source == ""


def test_a_profile_fills_what_it_leaves_out_with_caution() -> None:
    card = card_of(RULES, "灰度 C16", WALL)

    assert (card.profile, card.container, card.max_width, card.max_height, card.fps) == (
        "baseline",
        "mp4",
        1280,
        1080,
        30,
    )
    assert card.source == "安装单位 2026-11 现场试过"
    assert card.film == "MP4，H.264 Baseline，yuv420p，固定 30 帧，最高 5 Mbit/s，每秒一个关键帧，没有声音"


def test_a_card_for_pictures_gets_no_film() -> None:
    card = card_of(RULES, "老卡", WALL)

    assert (card.plays_films, card.film) == (False, "只放图片")


def test_the_only_one_of_the_street_is_taken_unasked() -> None:
    only = Cards(source="试过", effective=date(2026, 11, 1), profiles=RULES.profiles[1:])

    assert card_of(only, None, WALL).name == "老卡"
    assert card_of(only, None, WALL).source == "试过"


def test_of_several_the_first_that_holds_the_screen_is_taken() -> None:
    assert card_of(RULES, None, WALL).name == "灰度 C16"
    assert card_of(RULES, None, (1920, 1080)).name == "老卡"


def test_an_unknown_card_is_said_with_those_that_are_known() -> None:
    with pytest.raises(CardError, match="的“控制卡”里没有“诺瓦”，现在有：灰度 C16、老卡。"):
        card_of(RULES, "诺瓦", WALL)


def test_a_screen_that_is_too_large_is_said_with_whom_to_ask() -> None:
    for rules, name, limit in ((None, None, "1920×1080"), (RULES, "灰度 C16", "1280×1080"), (RULES, None, "1280×1080")):
        with pytest.raises(
            CardError, match=f"最多放 {limit}，这块屏是 3840×1080。请问屏幕安装单位，或控制卡厂家的技术支持"
        ):
            card_of(rules, name, (3840, 1080))
    assert Card().holds(1080, 1920)  # upright: as many pixels, turned


@pytest.mark.parametrize(
    ("size", "fps", "expected"),
    [
        ((384, 192), 25, "3.0"),
        ((1280, 720), 25, "3.1"),
        ((1920, 1080), 25, "4.0"),
        ((1080, 1920), 30, "4.0"),
        ((3840, 2160), 25, "5.1"),
        ((7680, 4320), 25, "6.0"),
    ],
)
def test_the_level_is_the_lowest_that_holds_it(size: tuple[int, int], fps: int, expected: str) -> None:
    assert film.level(*size, fps) == expected


def test_odd_sides_become_even() -> None:
    assert (film.even(385, 209), film.even(384, 192)) == ((386, 210), (384, 192))


def test_a_segment_is_plain_enough_to_be_joined() -> None:
    one = film.Segment(
        before=Path("a.png"), still=Path("b.png"), film=Path("f.mp4"), box=Box(0, 3, 33, 21), frames=75, fade=True
    )
    words = film.segment(one, (386, 210), Card(), Path("o.mp4"))

    asked = dict(pairwise(words))
    assert {name: asked[name] for name in ("-frames:v", "-g", "-bf", "-sc_threshold", "-pix_fmt", "-profile:v")} == {
        "-frames:v": "75", "-g": "25", "-bf": "0", "-sc_threshold": "0", "-pix_fmt": "yuv420p", "-profile:v": "main",
    }  # fmt: skip
    assert "-an" in words
    assert "xfade=transition=fade:duration=0.6:offset=0" in asked["-filter_complex"]
