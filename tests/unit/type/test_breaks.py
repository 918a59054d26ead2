"""Where lines of Chinese text may end: `|` marks the places."""

import pytest

from hyqz_site.type.breaks import breaks


def marked(text: str) -> str:
    return "".join("|" * allowed + character for character, allowed in zip(text, breaks(text), strict=True))


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("衡|阳|群|众", id="between all characters"),
        pytest.param("好，|好。|好！|好？|好；|好：|好、|好", id="no closing mark at a line's start"),
        pytest.param("看|《雁|阵》|（上）|吧", id="no opening mark at a line's end"),
        pytest.param("说|“好”。|他", id="quotation marks"),
        pytest.param("说：|“好。”", id="a quotation's end"),
        pytest.param("去|WeChat|群", id="Latin words whole"),
        pytest.param("共|1,234.5|人|次", id="numbers whole"),
        pytest.param("占|15%|强|的|20％|和|36.5℃|吧", id="with their units"),
        pytest.param("奖|¥500|和|￥60|元", id="and their currencies"),
        pytest.param("于|2026-03-05|起", id="dates whole"),
        pytest.param("从|8:00|起", id="times whole"),
        pytest.param("是|２０２６年", id="full-width numbers whole"),
        pytest.param("在|十六|家|店|一|共|二百一十六|遍", id="Chinese numbers whole"),
        pytest.param("有|3万|人", id="and those of both kinds"),
        pytest.param("取|自|“衡|阳”|APP|后|台", id="Latin after a Chinese quotation"),
        pytest.param("说“a”b", id="but not after one of Latin"),
        pytest.param("于|2026年|11月28日|周四", id="a day with its month"),
        pytest.param("每|周一|至周五|开", id="the days of a week"),
        pytest.param("等|——|是|的……|好", id="dash and ellipsis whole"),
        pytest.param("买|买|提·|热|合|曼", id="no middle dot at a line's start"),
        pytest.param("通|讯 · |十一|月", id="nor behind a blank"),
        pytest.param("三～|五|月", id="no link mark at a line's start"),
        pytest.param("LED |screen |大|屏", id="at spaces"),
        pytest.param("甲 |乙", id="a space goes with what stands before it"),
        pytest.param("A4|（甲）|型", id="before a bracket after Latin"),
        pytest.param("e-|mail", id="after a hyphen"),
        pytest.param("（A）|（B）|甲", id="between brackets"),
        pytest.param("f(x)|值", id="Latin brackets belong to the word"),
        pytest.param("志\u00a0愿\u2060者", id="never at glue"),
        pytest.param("甲\n|乙", id="after a line end"),
    ],
)
def test_breaks(expected: str) -> None:
    assert marked(expected.replace("|", "")) == expected


def test_nothing_breaks_before_the_first_character() -> None:
    assert breaks("") == ()
    assert breaks("雁") == (False,)
