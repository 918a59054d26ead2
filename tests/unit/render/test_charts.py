"""Charts: bars as long as their values, inside the drawing, the target where it belongs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.render import charts
from hyqz_site.render.charts import Item
from hyqz_site.render.views.outcomes import along_the_axis

VALUES = st.lists(st.floats(0, 1e6), min_size=1, max_size=14)


def items(values: list[float]) -> list[Item]:
    """Return named values."""
    return [Item(f"第{number}项", value, f"{value:g}") for number, value in enumerate(values)]


@given(VALUES, st.none() | st.floats(0.1, 1e6))
def test_bars_and_target_stay_inside(values: list[float], target: float | None) -> None:
    for chart in (charts.rows("", items(values), target), charts.columns("", items(values), target)):
        for bar in chart.bars:
            assert bar.x >= -0.1
            assert bar.x + bar.width <= chart.width
            assert bar.y >= 0
            assert bar.y + bar.height <= chart.height
        if chart.target:
            assert 0 <= chart.target.at <= max(chart.width, chart.height)


def test_bars_are_as_long_as_their_values() -> None:
    chart = charts.rows("", items([5, 10]))

    assert chart.bars[1].width == pytest.approx(2 * chart.bars[0].width, abs=0.2)


def test_bars_below_the_target_are_marked_and_their_words_stand_past_its_line() -> None:
    chart = charts.rows("", items([14.4, 15.6]), target=15, target_text="目标 15%")

    assert chart.target
    assert [bar.is_below for bar in chart.bars] == [True, False]
    assert all(bar.value_at > chart.target.at for bar in chart.bars)


def test_columns_say_the_highest_and_the_last_value() -> None:
    chart = charts.columns("", items([3, 9, 4, 5]))

    assert [bar.shows_value for bar in chart.bars] == [False, True, False, True]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            [date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)],
            [("11", "2025"), ("12", ""), ("1月", "2026")],
        ),
        ([date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)], [("12", ""), ("1", "2026"), ("2月", "")]),
        ([date(2026, 3, 31), date(2026, 6, 30)], [("3", "2026"), ("6月", "")]),
        ([date(2026, 3, 1), date(2026, 3, 9)], [("2026年3月1日", ""), ("2026年3月9日", "")]),
    ],
)
def test_months_are_told_by_their_numbers_and_years_where_they_begin(
    days: list[date], said: list[tuple[str, str]]
) -> None:
    """So that twelve of them stand apart on a phone."""
    assert along_the_axis(days) == said


def test_years_have_a_line_of_their_own() -> None:
    plain, dated = (charts.columns("", [Item("1", 5, "5", below)]) for below in ("", "2026"))

    assert (dated.height - plain.height, dated.bars[0].below) == (charts.BELOW, "2026")


def test_people_are_birds_until_there_are_too_many() -> None:
    few, many = charts.people("", items([3, 0])), charts.people("", items([300, 2]))

    assert [len(bar.birds) for bar in few.bars] == [3, 0]
    assert many.kind == "rows"


@pytest.mark.parametrize(("value", "end"), [(0, 1), (0.9, 1), (15.8, 16), (18.2, 20), (97, 100), (20741, 24000)])
def test_axes_end_at_round_numbers(value: float, end: float) -> None:
    assert charts.nice(value) == pytest.approx(end)


def test_chart_of_nothing_is_empty() -> None:
    assert charts.columns("", []).bars == charts.rows("", []).bars == charts.people("", []).bars == ()
