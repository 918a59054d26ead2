"""Lines and sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.type.fit import layout
from hyqz_site.type.metrics import Face
from hyqz_site.type.shipped import SANS
from tests.unit.type.shipped_fonts import font_metrics

FACE = Face(metrics=font_metrics(SANS))


def lines(text: str, width: float, *, avoid_lone: bool = True) -> list[str]:
    return [line.text for line in layout(text, width, FACE, avoid_lone=avoid_lone)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("", 5, [""], id="nothing is one empty line"),
        pytest.param("衡阳群众", 4, ["衡阳群众"], id="exactly full"),
        pytest.param("衡阳群众志愿服务", 5, ["衡阳群众志", "愿服务"], id="filled"),
        pytest.param("衡阳群众，志愿服务", 4, ["衡阳群", "众，志愿", "服务"], id="a comma takes a character with it"),
        pytest.param("来看《雁阵》吧", 3, ["来看", "《雁", "阵》吧"], id="a bracket goes with its word"),
        pytest.param("现有志愿者1234人", 6, ["现有志愿者", "1234人"], id="a number moves whole"),
        pytest.param("加入 WeChat 群", 4.2, ["加入", "WeChat", "群"], id="no spaces at line ends"),
        pytest.param("第一行\n第二行", 9, ["第一行", "第二行"], id="line breaks of the text"),
        pytest.param("甲\n\n乙", 9, ["甲", "", "乙"], id="an empty line"),
        pytest.param("他说“好。”她说", 5.5, ["他说“好。”", "她说"], id="squeezed marks make room"),
    ],
)
def test_lines(text: str, width: float, expected: list[str]) -> None:
    assert lines(text, width) == expected


@pytest.mark.parametrize(
    ("text", "width", "greedy", "fed"),
    [
        ("退休教师李小燕", 6, ["退休教师李小", "燕"], ["退休教师李", "小燕"]),
        ("退休教师李小燕。", 6, ["退休教师李小", "燕。"], ["退休教师李", "小燕。"]),
        ("我们参加了WeChat群", 9, ["我们参加了WeChat", "群"], ["我们参加了", "WeChat群"]),
        ("退休教师张伟", 4, ["退休教师", "张伟"], ["退休教师", "张伟"]),
        ("甲乙丙", 2, ["甲乙", "丙"], ["甲乙", "丙"]),  # the line above has none to spare
        ("甲", 2, ["甲"], ["甲"]),
    ],
)
def test_no_lone_last_character(text: str, width: float, greedy: list[str], fed: list[str]) -> None:
    assert lines(text, width, avoid_lone=False) == greedy
    assert lines(text, width) == fed


def test_a_line_knows_its_place_and_width() -> None:
    first, second = layout("衡阳 群众。”", 4, FACE)
    assert (first.text, first.start, first.end, first.width) == ("衡阳", 0, 2, 2)
    assert (second.text, second.start, second.end, second.width) == ("群众。”", 3, 7, 3.5)


def test_a_word_wider_than_the_line_is_torn() -> None:
    torn = layout("见WeChat", 2, FACE)
    assert [line.text for line in torn] == ["见", "We", "Cha", "t"]
    assert [line.torn for line in torn] == [False, True, True, False]


TEXTS = st.text(alphabet="衡阳群众志愿者。，”“《》（）——…·A1b -2%\n", max_size=60)


@given(text=TEXTS, width=st.floats(1, 12))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: float) -> None:
    found = layout(text, width, FACE)
    assert "".join("".join(line.text for line in found).split()) == "".join(text.split())
    assert all(line.width <= width + 1e-5 or line.torn for line in found)


@given(text=TEXTS, width=st.floats(1, 12))
def test_feeding_the_last_line_makes_no_more_lines(text: str, width: float) -> None:
    assert len(layout(text, width, FACE)) == len(layout(text, width, FACE, avoid_lone=False))
