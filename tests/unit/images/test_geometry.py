"""Sizes keep their ratio, and crops stay inside."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyqz_site.images.geometry import (
    DEFAULT_FOCUS,
    MAX_SIDE,
    PORTRAIT_FOCUS,
    Box,
    Focus,
    Size,
    crop_box,
    object_position,
    scaled,
)

sides = st.integers(1, 40_000)
sizes: st.SearchStrategy[Size] = st.tuples(sides, sides)
ratios = st.fractions(Fraction(1, 20), 20, max_denominator=2000)
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("size", "width", "expected"),
    [
        ((4000, 3000), 1600, (1600, 1200)),
        ((3000, 4000), 480, (480, 640)),
        ((800, 600), 1600, (800, 600)),
        ((1000, 333), 500, (500, 167)),
        ((30_000, 3), 480, (480, 1)),
        ((1080, 60_000), 1080, (295, MAX_SIDE)),
    ],
)
def test_scaled_keeps_the_ratio_and_never_enlarges(size: Size, width: int, expected: Size) -> None:
    assert scaled(size, width) == expected


@settings(deadline=None)  # a busy machine is no fault
@given(sizes, st.integers(1, MAX_SIDE))
def test_scaled_is_right_within_a_pixel(size: Size, width: int) -> None:
    new = scaled(size, width)
    assert all(1 <= side <= min(own, MAX_SIDE) for side, own in zip(new, size, strict=True))
    assert new[0] <= width
    exact = new[0] * size[1] / size[0]
    narrowest = size[0] * MAX_SIDE / size[1]  # where the height is at its limit, the width is what gets rounded
    assert abs(new[1] - max(1, exact)) <= 0.5 or abs(new[0] - max(1, narrowest)) <= 0.5


@pytest.mark.parametrize(
    ("size", "ratio", "focus", "expected"),
    [
        ((4000, 3000), Fraction(16, 9), DEFAULT_FOCUS, (0, 375, 4000, 2625)),
        ((4000, 3000), Fraction(1, 1), (0.0, 0.5), (0, 0, 3000, 3000)),
        ((4000, 3000), Fraction(1, 1), (1.0, 0.5), (1000, 0, 4000, 3000)),
        ((4000, 3000), Fraction(1, 1), (0.4, 0.5), (100, 0, 3100, 3000)),
        ((3000, 4000), Fraction(1, 1), PORTRAIT_FOCUS, (0, 0, 3000, 3000)),
        ((3000, 4000), Fraction(3, 2), PORTRAIT_FOCUS, (0, 320, 3000, 2320)),
        ((100, 100), 1.0, DEFAULT_FOCUS, (0, 0, 100, 100)),
        ((1, 5000), Fraction(1, 20), DEFAULT_FOCUS, (0, 2490, 1, 2510)),
    ],
)
def test_crop_box_by_hand(size: Size, ratio: Fraction, focus: Focus, expected: Box) -> None:
    assert crop_box(size, ratio, focus) == expected


@settings(deadline=None)  # a busy machine is no fault
@given(sizes, ratios, st.tuples(shares, shares))
def test_crop_box_lies_inside_holds_the_focus_and_is_as_large_as_can_be(
    size: Size,
    ratio: Fraction,
    focus: Focus,
) -> None:
    left, top, right, bottom = crop_box(size, ratio, focus)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert right - left == size[0] or bottom - top == size[1]
    assert left <= focus[0] * size[0] <= right
    assert top <= focus[1] * size[1] <= bottom


@settings(deadline=None)  # a busy machine is no fault
@given(sizes, ratios)
def test_crop_box_has_the_ratio_within_a_pixel(size: Size, ratio: Fraction) -> None:
    left, top, right, bottom = crop_box(size, ratio, DEFAULT_FOCUS)
    width, height = right - left, bottom - top
    assert abs(width - max(Fraction(1), height * ratio)) <= 0.5 or abs(height - max(Fraction(1), width / ratio)) <= 0.5


@settings(deadline=None)  # a busy machine is no fault
@given(sizes, ratios, shares, shares)
def test_crop_box_follows_the_focus(size: Size, ratio: Fraction, one: float, other: float) -> None:
    first, second = sorted((one, other))
    assert crop_box(size, ratio, (first, 0.5))[0] <= crop_box(size, ratio, (second, 0.5))[0]
    assert crop_box(size, ratio, (0.5, first))[1] <= crop_box(size, ratio, (0.5, second))[1]


@pytest.mark.parametrize(
    ("size", "ratio", "focus", "want"),
    [
        ((400, 600), 4 / 5, (0.5, 0.33), (0.5, 0.0)),  # the face stands high: the crop begins at the top
        ((400, 600), 4 / 5, (0.5, 0.5), (0.5, 0.5)),
        ((400, 600), 4 / 5, (0.2, 0.9), (0.5, 1.0)),  # as low as it goes, and nothing to choose along
        ((1200, 400), 1.0, (0.25, 0.5), (0.125, 0.5)),
        ((300, 200), 1.5, (0.1, 0.1), (0.5, 0.5)),
    ],
)
def test_css_puts_a_picture_where_the_crop_would(
    size: tuple[int, int], ratio: float, focus: tuple[float, float], want: tuple[float, float]
) -> None:
    assert object_position(size, ratio, focus) == pytest.approx(want)
