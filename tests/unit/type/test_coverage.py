"""Every character that an editor may need is in every shipped font."""

import pytest

from hyqz_site.type.coverage import missing
from hyqz_site.type.shipped import DISPLAY, FONTS, SANS, Shipped
from tests.unit.type.shipped_fonts import FOLDER, font_metrics, standard_table


def test_the_table_is_whole() -> None:
    levels = standard_table()
    assert [len(level) for level in levels] == [3500, 3000, 1605]
    assert len(set("".join(levels))) == 8105
    assert levels[0].startswith("一乙二十丁")


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
@pytest.mark.parametrize(
    "characters",
    [
        pytest.param("".join(standard_table()), id="通用规范汉字表"),
        pytest.param("酃㵲䶮骉耒洣㴩茭塅垅堃喆龘", id="Hengyang and names"),
        pytest.param("，。、：；？！—…·～“”‘’（）《》〈〉【】「」『』〔〕％￥", id="Chinese punctuation"),
        pytest.param("".join(map(chr, range(0x20, 0x7F))), id="ASCII"),
        pytest.param("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", id="pinyin"),
        pytest.param("←↑→↓①②⑳⑴ⅠⅫ㈠℃㎡№×÷±≤≥★☆●○■□◆△▲✓©®™€£", id="symbols"),
    ],
)
def test_shipped_fonts_have(font: Shipped, characters: str) -> None:
    assert missing(characters, [font_metrics(font)]) == frozenset()


def test_shipped_fonts_have_gb2312() -> None:
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {pair.decode("gb2312", errors="ignore") for pair in pairs} - {""}
    assert len(gb2312) == 7445
    for font in FONTS:
        assert missing(gb2312, [font_metrics(font)]) == frozenset()


def test_both_fonts_have_the_same_characters() -> None:
    assert set(font_metrics(SANS).advances) == set(font_metrics(DISPLAY).advances)


def test_missing_are_the_characters_that_no_font_has() -> None:
    fonts = [font_metrics(SANS), font_metrics(DISPLAY)]
    assert missing("志愿😀𰻝", fonts) == {"😀", "𰻝"}
    assert missing("字", []) == {"字"}


def test_characters_without_a_mark_of_their_own_are_never_missing() -> None:
    assert missing("\n\t\u200b\u2060\ufe0f\u200d", [font_metrics(SANS)]) == frozenset()


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_a_font_is_at_most_eight_megabytes_with_its_licence_beside(font: Shipped) -> None:
    assert (FOLDER / font.file).stat().st_size <= 8_000_000
    licence = (FOLDER / f"OFL-{font.file.rsplit('-', 1)[0].removesuffix('-400')}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
