"""Sheets in millimetres: sizes as they are written, bleed and marks around the cut, a code that is read from two metres."""

import pytest

from hyqz_site.prints.geometry import Area, Trim, picture_area, size_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1200x900mm", (1200, 900)),
        ("1200X900", (1200, 900)),
        (" 900 × 1200 毫米 ", (900, 1200)),
        ("2400*1200mm", (2400, 1200)),
        ("1200", None),
        ("120cmx90cm", None),
        ("90x1200mm", None),
        ("5001x900", None),
    ],
)
def test_a_size_is_read_as_it_is_written(written: str, expected: tuple[float, float] | None) -> None:
    assert size_of(written) == expected


def test_without_bleed_the_page_is_the_cut() -> None:
    assert Trim(1200, 900).page == (1200, 900)


def test_bleed_and_marks_stand_around_the_cut() -> None:
    trim = Trim(1200, 900, 3)

    assert trim.slug == 11
    assert trim.page == (1222, 922)


def test_a_board_has_a_code_for_two_metres_and_paper_one_that_leaves_room() -> None:
    assert Trim(1200, 900).code(is_board=True) == 200
    assert Trim(500, 400).code(is_board=True) == 108
    assert Trim(210, 297).code(is_board=False) == pytest.approx(40.8)


def test_the_picture_runs_over_three_edges() -> None:
    assert picture_area(Trim(1200, 900, 3), 0.4) == Area(-3, -3, 483, 906)
    assert picture_area(Trim(210, 297), 0.36) == Area(0, 0, 210, pytest.approx(106.92))
