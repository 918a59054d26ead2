"""Words and marks to look at again: found where they stand, and nothing said of good text."""

from typing import Final

import pytest

from hyqz_site.model import catalogue, reading
from hyqz_site.model.rules.private import check_private
from hyqz_site.model.rules.words import MOST, check_words, remarks
from hyqz_site.problem import Problems
from hyqz_site.source import tree
from tests.helpers import ROOT, lines, site_of
from tests.unit.model.records import page


def said(text: str, years: tuple[int, ...] = ()) -> list[str]:
    """Return the remarks on a text: where, and what the editor reads."""
    return [f"{remark.at}: {remark.message}（{remark.hint}）" for remark in remarks(text, None, years)]


def codes(text: str) -> list[str]:
    return [remark.code for remark in remarks(text)]


SEED: Final = {
    "根据志愿者星級，落实好": [(6, "traditional-character")],
    "开展“衡阳群众・有你最美”典型评选": [(7, "wrong-mark")],
    "（衡创发[2019]2号）": [(4, "wrong-mark")],
    "“家庭教育”“文化艺术””关爱健康”“守护平安”": [(12, "unbalanced-mark"), (17, "unbalanced-mark")],
    "【字体:": [(0, "unbalanced-mark"), (3, "half-width-mark")],
    "落实线索举报有奖办法，": [(10, "cut-sentence")],
    "更加满意的文明城市,现制定本年实施方案如下:": [(9, "half-width-mark")],
    "(一)加强组织领导": [(0, "half-width-mark")],
    "（一）领导\n\n（二）配合\n\n（四）督查\n\n（五）氛围": [(15, "numbering-gap")],
}
"""Quotations of the plan of 2021 as it was published, with its faults (domain notes §4)."""


@pytest.mark.parametrize("text", SEED)
def test_the_faults_of_the_plan_of_2021_are_found(text: str) -> None:
    assert [(remark.at, remark.code) for remark in remarks(text)] == SEED[text]


def test_the_plan_as_a_page_gives_all_its_warnings_at_their_places() -> None:
    """One paragraph a quotation: the first stands on line 7, each further one two lines below."""
    files = {"content/pages/plan.md": f"---\n{page()}---\n" + "\n\n".join(SEED) + "\n"}
    found = [line.split(":") for line in lines(site_of(files)) if "警告: " in line]
    places = [(int(row), int(column), ":".join(rest).rpartition("[")[2][:-1]) for _, row, column, *rest in found]
    expected = []
    for number, (text, remarked) in enumerate(SEED.items()):
        for at, code in remarked:
            above = text[:at].count("\n")
            expected.append((7 + 2 * number + above, at - text.rfind("\n", 0, at), code))
    assert places == expected


@pytest.mark.parametrize(
    "text",
    [
        "“补窗行动”、“雁阵行动”、“清洁行动”，全面助力。",
        "他说：“队长讲，‘大家慢一点’，我记住了。”",
        "（一）第一\n\n（二）第二\n\n一、又\n\n（一）重新\n\n二、再\n\n十、\n".replace("十、\n", ""),
        "十、甲\n\n十一、乙\n\n十二、丙",
        "1) 第一\n2) 第二\na）第三",
        "“第一段没有说完。\n\n“第二段接着说。”",
        "见[关于我们](pages/about)和![图](图片(1).jpg)。",
        "地址 https://example.com/a(b,c:d) 结束",
        "`代码,代码:代码(`",
        "比分 3:2，时间 08:30，金额 1,380.5 元。",
        "Hello, 你好; it’s fine (really).",
        "繁体的“級”改作“级”。",
        "“衡阳群众·有你最美”",
        "衡创发〔2019〕2号，（2019年）2号楼",
        "| 甲 | 乙 |\n|:---|---:|\n| 一 | 二 |",
        "- 甲，\n- 乙。",
        "今天：\n\n- 甲",
        "2026年11月23日（星期一）",
        "2026年11月23日 周一",
        "2026-11-23 周一",
        "周一至周五",
        "11月23日星期一",
        "每月23日、周日",
        "昇平里的大爷",
        "最美、最大限度、第一次",
    ],
)
def test_good_text_is_let_through(text: str) -> None:
    assert said(text, (2025, 2026, 2027)) == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("（左边没有关", ["0: （ 没有配对的另一半（请检查这里的引号或括号是不是成对。）"]),
        ("《书名”", 2),
        ("“外‘里”", 1),
        ("第一段“没有关。\n\n第二段。", 1),
        ("我们（社区)和大家", 1),
        ("雷锋•学", ["2: 间隔号写成了“•”（间隔号是：·）"]),
        ("雷锋●学", 1),
        ("大家好!我们来", ["3: 汉字之间用了半角的“!”（请改成全角：！）"]),
        ("(一)加强领导", 1),
        ("国办发【2017】47号", ["3: 文号里的年份用了“【】”（文号的年份用六角括号：〔2017〕）"]),
        ("国办发(2017)47号", 1),
        (
            "爲人民服務，鄉親",
            [
                "0: “爲”是繁体字（请核对，规范字是：为）",
                "4: “務”是繁体字（请核对，规范字是：务）",
                "6: “鄉親”是繁体字（请核对，规范字是：乡亲）",
            ],
        ),
        ("2026年11月23日（星期二）", ["0: 2026年11月23日是星期一，不是星期二（请核对日期和星期。）"]),
        ("2026-11-23 周日", 1),
        ("2026年11月23日，周天", 1),
        ("11月23日星期五", 1),
        ("一、甲\n\n三、乙", ["5: 序号“一、”后面是“三、”（应是“二、”，请核对是不是漏了一节。）"]),
        ("## 一、甲\n\n## 三、乙", 1),
        ("十一、甲\n\n十三、乙", ["6: 序号“十一、”后面是“十三、”（应是“十二、”，请核对是不是漏了一节。）"]),
        ("话说到一半，\n\n下一段。", 1),
    ],
)
def test_what_goes_wrong_is_found(text: str, messages: list[str] | int) -> None:
    found = said(text, (2026,))
    assert (len(found) if isinstance(messages, int) else found) == messages


def test_a_date_without_a_year_is_taken_for_one_near_the_record() -> None:
    assert said("11月23日星期五", ()) == []
    assert said("11月23日星期二", (2025, 2026, 2027)) == []
    assert len(said("11月23日星期五", (2025, 2026, 2027))) == 1


# The lists


def test_the_lists_are_the_street_s_own() -> None:
    rules = "words:\n  source: 本站\n  effective: 2026-01-01\n  boastful: [遥遥领先]\n  sensitive: [某某事件]\n"
    files = {
        "content/rules.yaml": rules,
        "content/pages/about.md": f"---\n{page()}---\n我们遥遥领先，是国家级的。\n\n某某事件。\n",
    }
    assert lines(site_of(files)) == [
        "content/pages/about.md:7:3: 警告: “遥遥领先”需要再看一遍 [watched-word]",
        "    请核对依据；要改词表，写在 content/rules.yaml 的“用语”里。",
        "content/pages/about.md:9:1: 警告: “某某事件”需要再看一遍 [watched-word]",
        "    请核对依据；要改词表，写在 content/rules.yaml 的“用语”里。",
    ]


def test_without_lists_a_few_claims_are_watched() -> None:
    found = lines(site_of({"content/pages/about.md": f"---\n{page()}---\n这是国家级的荣誉。\n"}))
    assert found[0] == "content/pages/about.md:7:3: 警告: “国家级”需要再看一遍 [watched-word]"


# In a project


def test_fields_are_read_at_their_places_and_addresses_are_not() -> None:
    text = page(
        "作者: 志愿者星級\n来源: >\n  大家好!我们\n  的话,好\n旧网址: [級.html]\n"
        "图片:\n  - 文件: 級.jpg\n    替代文字: “门\n"
    )
    found = [line for line in lines(site_of({"content/pages/about.yaml": text})) if "警告: " in line]
    assert found == [
        "content/pages/about.yaml:5:9: 警告: “級”是繁体字 [traditional-character]",
        "content/pages/about.yaml:7:6: 警告: 汉字之间用了半角的“!”，这一行共有 2 处 [half-width-mark]",
        "content/pages/about.yaml:12:11: 警告: “ 没有配对的另一半 [unbalanced-mark]",
    ]


def test_a_text_that_is_wrong_throughout_is_not_said_line_by_line() -> None:
    text = "\n\n".join(["鄉親"] * 60)
    found = lines(site_of({"content/pages/about.md": f"---\n{page()}---\n{text}\n"}))
    assert sum("[traditional-character]" in line for line in found) == MOST


def test_the_faults_of_the_street_s_own_plan_are_found() -> None:
    """One line each, as they stand in the paper of 2021 that the site began with."""
    text = """\
【工作目标
根据(衡创发[2019]2号)，
志愿者星級认证与四季同行・雷锋家乡学雷锋
“文化惠民”、“家庭教育”、“文化艺术””关爱健康”、“守护平安”
积极参与活动,

(一)加强领导

(二)压实责任

(四)营造氛围

(五)强化考核
"""
    found = [line for line in lines(site_of({"content/pages/plan.md": f"---\n{page()}---\n{text}"})) if "警告" in line]
    assert found == [
        "content/pages/plan.md:7:1: 警告: 【 没有配对的另一半 [unbalanced-mark]",
        "content/pages/plan.md:8:3: 警告: 汉字之间用了半角的“(”，这一行共有 2 处 [half-width-mark]",
        "content/pages/plan.md:8:7: 警告: 文号里的年份用了“[]” [wrong-mark]",
        "content/pages/plan.md:9:5: 警告: “級”是繁体字 [traditional-character]",
        "content/pages/plan.md:9:13: 警告: 间隔号写成了“・” [wrong-mark]",
        "content/pages/plan.md:10:21: 警告: ” 多出来了，前面没有和它配对的 “ [unbalanced-mark]",
        "content/pages/plan.md:10:26: 警告: ” 多出来了，前面没有和它配对的 “ [unbalanced-mark]",
        "content/pages/plan.md:11:7: 警告: 这一段以“,”结束，话好像没有说完 [cut-sentence]",
        "content/pages/plan.md:11:7: 警告: 汉字之间用了半角的“,” [half-width-mark]",
        "content/pages/plan.md:13:1: 警告: 汉字之间用了半角的“(”，这一行共有 2 处 [half-width-mark]",
        "content/pages/plan.md:15:1: 警告: 汉字之间用了半角的“(”，这一行共有 2 处 [half-width-mark]",
        "content/pages/plan.md:17:1: 警告: 汉字之间用了半角的“(”，这一行共有 2 处 [half-width-mark]",
        "content/pages/plan.md:17:2: 警告: 序号“（二）”后面是“（四）” [numbering-gap]",
        "content/pages/plan.md:19:1: 警告: 汉字之间用了半角的“(”，这一行共有 2 处 [half-width-mark]",
    ]


def test_the_content_that_comes_with_the_project_gives_no_warning() -> None:

    inputs = tree.read(ROOT)
    site = reading.read_site(inputs, catalogue.catalogue([file.path for file in inputs.under("content")]), Problems())
    found = Problems()
    check_words(site, found)
    check_private(site, {}, found)
    assert lines(found) == []
