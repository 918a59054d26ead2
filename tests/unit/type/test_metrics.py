"""Widths of text, in em."""

import hashlib
import subprocess
import sys

import pytest

from hyqz_site.type import measure, metrics
from hyqz_site.type.metrics import Face
from hyqz_site.type.shipped import DISPLAY, FONTS, SANS, Shipped
from tests.unit.type.shipped_fonts import FOLDER, font_bytes, font_metrics

REGULAR = Face(metrics=font_metrics(SANS))
BOLD = Face(metrics=font_metrics(SANS), weight=700)
HEAVY = Face(metrics=font_metrics(DISPLAY), weight=900)


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_the_file_beside_a_font_is_that_font(font: Shipped) -> None:
    measured = measure.measure(font_bytes(font))
    assert measured.font == hashlib.sha256(font_bytes(font)).hexdigest()
    assert (FOLDER / font.metrics).read_bytes() == metrics.dump(measured)
    assert metrics.load(metrics.dump(measured)) == measured


def test_tables_of_another_format_are_refused() -> None:
    with pytest.raises(ValueError, match="metrics of format 0, not 1"):
        metrics.load(b'{"format": 0}')


def test_loading_tables_loads_no_font_library() -> None:
    code = "import sys; from hyqz_site.type import coverage, fit, subset; print('fontTools' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=FOLDER.parents[1], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("text", "face", "expected"),
    [
        pytest.param("", REGULAR, 0, id="nothing"),
        pytest.param("衡阳群众", REGULAR, 4, id="Chinese characters are squares"),
        pytest.param("衡阳群众", BOLD, 4, id="bold ones too"),
        pytest.param("——", REGULAR, 2, id="a dash"),
        pytest.param("……", REGULAR, 2, id="an ellipsis"),
        pytest.param("2026", REGULAR, 2.22, id="figures"),
        pytest.param("2026", BOLD, 2.356, id="bold figures"),
        pytest.param("衡阳2026", REGULAR, 4.22, id="mixed"),
        pytest.param("A", REGULAR, 0.608, id="a letter"),
        pytest.param("A", BOLD, 0.642, id="a bold letter"),
        pytest.param("A", Face(metrics=font_metrics(SANS), weight=900), 0.642, id="no bolder than the boldest"),
        pytest.param("A", HEAVY, 0.761, id="a heavy letter"),
        pytest.param("甲  乙", REGULAR, 2.224, id="a run of spaces is one"),
        pytest.param("甲\u2060乙\u200b", REGULAR, 2, id="joiners take no room"),
        pytest.param("😀", REGULAR, 1, id="what the font lacks counts as a square"),
    ],
)
def test_width(text: str, face: Face, expected: float) -> None:
    assert metrics.width(text, face) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("mark", "，。：；？！（）《》“”‘’")
def test_a_mark_alone_is_a_square(mark: str) -> None:
    assert metrics.width(mark, REGULAR) == 1


def test_a_weight_in_between_follows_the_bend_of_the_font() -> None:
    medium = metrics.width("A", Face(metrics=font_metrics(SANS), weight=500))
    assert medium == pytest.approx(0.608 + 0.034 * 0.43585, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("。”", 1.5),
        ("》（", 1.5),
        ("《（", 1.5),
        ("！”）。", 2.5),
        ("（《", 1.5),
        ("（字", 2),  # one mark alone keeps its square
        ("（）", 2),  # the halves between these two are inked
        ("——。", 3),
        ("A：《", 2.608),  # the comma is part of the Latin stretch, the bracket starts a Chinese one
        ("甲：《", 2.5),
        ("（A）、", 3.108),
    ],
)
def test_neighbouring_marks_share_a_blank_half(text: str, expected: float) -> None:
    assert metrics.width(text, REGULAR) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("face", "closer"), [(REGULAR, 0.137), (BOLD, 0.142)], ids=["regular", "bold"])
def test_kerning(face: Face, closer: float) -> None:
    apart = metrics.width("L", face) + metrics.width("T", face)
    assert apart - metrics.width("LT", face) == pytest.approx(closer)


def test_no_kerning_across_a_change_of_script() -> None:
    assert metrics.width("汉/e", HEAVY) == pytest.approx(
        metrics.width("汉/", HEAVY) + metrics.width("e", HEAVY), abs=1e-9
    )


def test_letter_spacing_follows_every_glyph() -> None:
    spaced = Face(metrics=font_metrics(SANS), letter_spacing=0.1)
    assert metrics.width("衡阳", spaced) == pytest.approx(2.2)
    assert metrics.width("——", spaced) == pytest.approx(2.1)  # a dash is one glyph
    assert metrics.width("衡\u2060阳", spaced) == pytest.approx(2.2)


def test_a_part_of_a_text_loses_what_its_end_shared_with_the_rest() -> None:
    ruler = metrics.ruler("甲。”乙", REGULAR)
    assert [ruler.width(0, end) for end in range(5)] == [0, 1, 2, 2.5, 3.5]
    assert ruler.width(2, 4) == 2


def test_the_line_of_a_font() -> None:
    assert (font_metrics(SANS).ascent, font_metrics(SANS).descent) == (1.16, 0.288)
    assert (font_metrics(DISPLAY).ascent, font_metrics(DISPLAY).descent) == (1.151, 0.286)
