"""Which sets a card needs and when each is on: as few as there are different loops, cut exactly at the page's edges."""

from datetime import date
from functools import cache

import pytest

from hyqz_site.exports.programmes import Programme, Span, file_name, programmes
from hyqz_site.screens.schedule import State, slide_at
from hyqz_site.screens.sheets import clock
from tests.unit.packs.sheets import screen_of

MONDAY = date(2026, 11, 23)
LOOP = (
    "  - {内容: 封面, 停留: 3}\n"
    "  - {内容: volunteers/v-1, 停留: 4, 周几: [周二], 时段: 08:00-09:00}\n"
    "  - {内容: news/n-1, 停留: 5, 止: 2026-11-26}\n"
)
NOTICE = "标题: 停水\n状态: 发布\n发布日期: 2026-11-01\n摘要: 停水。\n级别: 紧急\n起: 2026-11-25 10:00\n止: 2026-11-25 11:00\n大屏文字: [今天停水]\n"


@cache
def planned(hours: str = "07:00-22:00", loop: str = LOOP) -> tuple[tuple[Programme, ...], tuple[tuple[Span, ...], ...]]:
    made = screen_of(hours=hours, loop=loop, **{"notices/w.yaml": NOTICE})
    return programmes(made.loop, MONDAY)


def told(spans: tuple[Span, ...]) -> list[tuple[str, str, str | None]]:
    return [(clock(span.start), clock(span.end).replace("00:00", "24:00"), span.programme) for span in spans]


def test_each_different_loop_is_one_set() -> None:
    sets, _ = planned()

    assert [(one.name, one.state, [slot.seconds for slot in one.slots]) for one in sets] == [
        ("a", State.ON, [3, 5]),
        ("b", State.ON, [3, 4, 5]),
        ("c", State.EMERGENCY, [10]),
        ("d", State.ON, [3]),
    ]
    assert [one.seconds for one in sets] == [8, 12, 10, 3]


def test_the_table_says_when_each_is_on_to_the_minute() -> None:
    _, days = planned()

    assert told(days[0]) == [("00:00", "07:00", None), ("07:00", "22:00", "a"), ("22:00", "24:00", None)]
    assert told(days[1])[1:-1] == [("07:00", "08:00", "a"), ("08:00", "09:00", "b"), ("09:00", "22:00", "a")]
    assert told(days[2])[1:-1] == [("07:00", "10:00", "a"), ("10:00", "11:00", "c"), ("11:00", "22:00", "a")]
    assert told(days[4])[1:-1] == [("07:00", "22:00", "d")]


def test_a_still_is_taken_at_a_moment_at_which_the_page_shows_it() -> None:
    made = screen_of(hours="07:00-22:00", loop=LOOP, **{"notices/w.yaml": NOTICE})
    sets, _ = programmes(made.loop, MONDAY)

    for one in sets:
        for slot in one.slots:
            showing = slide_at(made.loop.table, slot.moment)
            assert (showing.state, showing.slide) == (one.state, slot.slide)


def test_a_slide_that_speaks_of_the_day_is_another_one_every_day() -> None:
    sets, days = programmes(screen_of(loop="  - {内容: 封面, 版式: 日期, 停留: 5}\n").loop, MONDAY)

    assert [one.slots[0].day for one in sets[:3]] == [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]
    assert [spans[0].programme for spans in days[:3]] == ["a", "b", "c"]


def test_a_time_without_anything_is_the_fallback() -> None:
    sets, days = planned(hours="07:00-22:00", loop="  - {内容: 封面, 停留: 3, 时段: 08:00-09:00}\n")

    assert [(one.state, [slot.slide for slot in one.slots]) for one in sets[:2]] == [
        (State.FALLBACK, [None]),
        (State.ON, [0]),
    ]
    assert told(days[0])[1:4] == [("07:00", "08:00", "a"), ("08:00", "09:00", "b"), ("09:00", "22:00", "a")]


@pytest.mark.parametrize(
    ("number", "slide", "seconds", "count", "expected"),
    [
        (1, "brand", 8, 5, "01_brand_8s.png"),
        (12, "award/2025#3", 17, 12, "12_award-2025-3_17s.png"),
        (7, "volunteer/li-xiaoyan", 13, 140, "007_volunteer-li-xiaoyan_13s.png"),
        (1, "公告", 10, 1, "01_slide_10s.png"),
    ],
)
def test_files_are_in_order_and_plain(number: int, slide: str, seconds: int, count: int, expected: str) -> None:
    assert file_name(number, slide, seconds, count) == expected
