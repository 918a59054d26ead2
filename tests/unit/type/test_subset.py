"""Subsets for the web."""

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from hyqz_site.type import measure, metrics
from hyqz_site.type.metrics import Face
from hyqz_site.type.shipped import DISPLAY, FONTS, SANS, Shipped
from hyqz_site.type.subset import NAMES, UNUSED_TABLES, Options, key, libraries, subset
from tests.unit.type.shipped_fonts import FOLDER, font_bytes, font_metrics

TEXT = "衡阳群众，2026年“志愿服务”——LED大屏（上）。"


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_a_subset_has_the_characters_asked_for_and_no_others(font: Shipped) -> None:
    data = subset(font_bytes(font), TEXT)
    assert data[:4] == b"wOF2"
    assert len(data) < 20_000
    assert set(map(chr, TTFont(BytesIO(data)).getBestCmap())) == set(TEXT)
    assert set(TTFont(BytesIO(subset(font_bytes(font), "（"))).getBestCmap()) == {ord("（")}


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_a_subset_has_the_outlines_of_the_whole_font(font: Shipped) -> None:
    """And that of what is missing, so that nobody overlooks it."""
    whole, part = TTFont(BytesIO(font_bytes(font))), TTFont(BytesIO(subset(font_bytes(font), TEXT)))
    names = [(".notdef", ".notdef"), *((whole.getBestCmap()[ord(one)], part.getBestCmap()[ord(one)]) for one in TEXT)]
    for weight in (400, 550, 700):
        glyphs, cut = whole.getGlyphSet(location={"wght": weight}), part.getGlyphSet(location={"wght": weight})
        for name, new in names:
            assert drawn(cut, new) == drawn(glyphs, name)


def drawn(glyphs: Any, name: str) -> list[Any]:  # noqa: ANN401 - fontTools says no types
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    assert pen.value
    return pen.value


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_a_subset_has_only_what_a_browser_needs(font: Shipped) -> None:
    part = TTFont(BytesIO(subset(font_bytes(font), TEXT)))
    assert set(part.keys()).isdisjoint({*UNUSED_TABLES, "DSIG", "fpgm", "prep", "cvt "})
    assert part["post"].formatType == 3
    assert {name.nameID for name in part["name"].names if name.nameID < 256} <= {*NAMES}
    found = {record.FeatureTag for table in ("GSUB", "GPOS") for record in part[table].table.FeatureList.FeatureRecord}
    assert {"chws", "halt"} <= found <= {*Options().features}


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_a_subset_has_the_widths_of_the_whole_font(font: Shipped) -> None:
    part = measure.measure(subset(font_bytes(font), TEXT))
    for weight in (400, 500, 700, 900):
        whole_width = metrics.width(TEXT, Face(metrics=font_metrics(font), weight=weight))
        assert metrics.width(TEXT, Face(metrics=part, weight=weight)) == pytest.approx(whole_width)


def test_one_weight_of_a_variable_font_is_smaller() -> None:
    bold = subset(font_bytes(SANS), TEXT, Options(weight=700))
    font = TTFont(BytesIO(bold))
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == 700
    assert len(bold) < len(subset(font_bytes(SANS), TEXT))


def test_characters_that_the_font_lacks_are_left_out() -> None:
    assert set(TTFont(BytesIO(subset(font_bytes(DISPLAY), "字😀"))).getBestCmap()) == {ord("字")}


def test_the_same_bytes_in_any_order_and_in_any_process() -> None:
    code = (
        "import hashlib, sys, pathlib\n"
        "from hyqz_site.type.subset import subset\n"
        f"data = subset(pathlib.Path({str(FOLDER / SANS.file)!r}).read_bytes(), set({TEXT!r}))\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    digests = {hashlib.sha256(subset(font_bytes(SANS), reversed(TEXT))).hexdigest()}
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=FOLDER.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_the_key_names_everything_that_decides() -> None:
    known = ("uharfbuzz 1", "brotli 2")
    plain = key("font", "bca", known)
    assert plain == key("font", ["a", "b", "c", "a"], known)
    others = [
        key("other", "abc", known),
        key("font", "abcd", known),
        key("font", "abc", known, Options(weight=500)),
        key("font", "abc", ("uharfbuzz 1", "brotli 3")),
    ]
    assert len({plain, *others}) == 5
    assert [line.split()[0] for line in libraries()] == ["uharfbuzz", "fonttools", "brotli"]
