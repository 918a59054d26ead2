"""Dates and numbers as people read them."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from hyqz_site.model.clock import CHINA
from hyqz_site.model.dates import Month, TimeRange
from hyqz_site.render import words


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1234, "1,234"), (1234567, "1,234,567"), (Decimal("12.50"), "12.5"), (Decimal("100.0"), "100"),
     (Decimal("1280.5"), "1,280.5"), (Decimal("1E+3"), "1,000"), (Decimal("0.1"), "0.1"), (Decimal(3000), "3,000")],
)  # fmt: skip
def test_numbers(value: int | Decimal, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(37, 100, "37%"), (375, 1000, "37.5%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (0, 5, "0%"), (1200, 8000, "15%"), (1, 2000, "0.1%"),
     (5, 5, "100%"), (6, 5, "120%")],
)  # fmt: skip
def test_percentages_have_at_most_one_decimal(part: int, whole: int, text: str) -> None:
    assert f"{words.number(words.share(part, whole))}%" == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 11, 23), None, "2026年11月23日"),
        (date(2026, 11, 23), date(2026, 11, 23), "2026年11月23日"),
        (date(2026, 11, 23), date(2026, 11, 25), "2026年11月23日至25日"),
        (date(2026, 11, 23), date(2026, 12, 1), "2026年11月23日至12月1日"),
        (date(2026, 12, 31), date(2027, 1, 1), "2026年12月31日至2027年1月1日"),
    ],
)
def test_days(start: date, end: date | None, text: str) -> None:
    assert words.days(start, end) == text


def test_times() -> None:
    assert words.hours(TimeRange(time(8), time(9, 30))) == "08:00–09:30"
    assert words.hours(TimeRange(time(18), time.max)) == "18:00–24:00"
    assert words.hours(TimeRange(time(8), None)) == "08:00"
    assert words.moment(datetime(2026, 11, 23, 8, 5, tzinfo=CHINA)) == "2026年11月23日 08:05"
    assert words.month(Month(2021, 5)) == "2021年5月"
    assert words.short_day(date(2026, 11, 23)) == "11月23日 周一"
    assert words.listed(["甲", "乙", "丙"]) == "甲、乙、丙"
