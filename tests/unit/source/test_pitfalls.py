"""What editors mistype in YAML: found at the true place, once, and mended so that the hint can be pasted.

Each case is a file, the places and codes of its messages, and the file as it stands when every hint was followed. The
mended file must read without a problem, and the mistyped one must already have been read as if it were mended.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest

from hyqz_site.problem import Problems, Severity
from hyqz_site.source import nodes, pitfalls, values
from hyqz_site.source.nodes import plain
from tests.helpers import parsed

Place = tuple[int, int, str]


class Case(NamedTuple):
    written: str
    places: list[Place]
    mended: str


CASES: Final = {
    "full-width colon": Case("姓名：李晓雁", [(1, 1, "fullwidth-colon")], "姓名: 李晓雁"),
    "full-width colon and space": Case("姓名： 李晓雁", [(1, 1, "fullwidth-colon")], "姓名: 李晓雁"),
    "full-width colon between others": Case(
        "姓名: 李晓雁\n身份：退休教师\n专职: 否", [(2, 1, "fullwidth-colon")], "姓名: 李晓雁\n身份: 退休教师\n专职: 否"
    ),
    "full-width colon after an empty key": Case("标签：\n  - 环境", [(1, 1, "fullwidth-colon")], "标签:\n  - 环境"),
    "full-width colon in a group": Case(
        "同意:\n  方式：书面\n  日期: 2026-01-05",
        [(2, 3, "fullwidth-colon")],
        "同意:\n  方式: 书面\n  日期: 2026-01-05",
    ),
    "full-width colon at the end of a group": Case(
        "同意:\n  方式: 书面\n  日期：2026-01-05",
        [(3, 3, "fullwidth-colon")],
        "同意:\n  方式: 书面\n  日期: 2026-01-05",
    ),
    "full-width colons throughout a group": Case(
        "同意：\n  方式：书面\n  日期：2026-01-05",
        [(1, 1, "fullwidth-colon"), (2, 3, "fullwidth-colon"), (3, 3, "fullwidth-colon")],
        "同意:\n  方式: 书面\n  日期: 2026-01-05",
    ),
    "full-width colon in a list of groups": Case(
        "荣誉:\n  - 年份：2025\n    名称: 标兵", [(2, 5, "fullwidth-colon")], "荣誉:\n  - 年份: 2025\n    名称: 标兵"
    ),
    "tab as indentation": Case(
        "标签:\n\t- 环境\n\t- 清洁", [(2, 1, "tab-indent"), (3, 1, "tab-indent")], "标签:\n  - 环境\n  - 清洁"
    ),
    "tab after spaces": Case("标签:\n  - 环境\n \t- 清洁", [(3, 2, "tab-indent")], "标签:\n  - 环境\n  - 清洁"),
    "tab in a group": Case("同意:\n\t方式: 书面", [(2, 1, "tab-indent")], "同意:\n  方式: 书面"),
    "full-width space as indentation": Case("标签:\n　- 环境", [(2, 1, "yaml-syntax")], "标签:\n  - 环境"),
    "full-width spaces beside a right line": Case(
        "标签:\n　　- 环境\n  - 清洁", [(2, 1, "yaml-syntax")], "标签:\n  - 环境\n  - 清洁"
    ),
    "no-break space as indentation": Case("标签:\n\u00a0\u00a0- 环境", [(2, 1, "yaml-syntax")], "标签:\n  - 环境"),
    "full-width space before a top-level key": Case(
        "来源: 日报\n　作者: 李文", [(2, 1, "yaml-syntax")], "来源: 日报\n作者: 李文"
    ),
    "dash without a space": Case("标签:\n  -环境\n  - 清洁", [(2, 3, "yaml-syntax")], "标签:\n  - 环境\n  - 清洁"),
    "all dashes without a space": Case(
        "标签:\n  -环境\n  -清洁", [(2, 3, "yaml-syntax"), (3, 3, "yaml-syntax")], "标签:\n  - 环境\n  - 清洁"
    ),
    "odd blanks behind dashes": Case(
        "标签:\n  -\u3000环境\n  -\u00a0清洁",
        [(2, 3, "yaml-syntax"), (3, 3, "yaml-syntax")],
        "标签:\n  - 环境\n  - 清洁",
    ),
    "odd blank behind the dash of a group": Case(
        "图片:\n-\u3000文件: a.jpg\n  替代文字: 图", [(2, 1, "yaml-syntax")], "图片:\n- 文件: a.jpg\n  替代文字: 图"
    ),
    "odd blank and nothing behind a dash": Case("标签:\n-\u3000\n- 环境", [], "标签:\n-\n- 环境"),
    "full-width dash": Case("标签:\n  － 环境", [(2, 3, "yaml-syntax")], "标签:\n  - 环境"),
    "dot as a dash": Case(
        "标签:\n  •环境\n  •清洁", [(2, 3, "yaml-syntax"), (3, 3, "yaml-syntax")], "标签:\n  - 环境\n  - 清洁"
    ),
    "lost dash": Case(
        "标签:\n  - 环境\n  清洁\n  - 邻里", [(3, 3, "yaml-syntax")], "标签:\n  - 环境\n  - 清洁\n  - 邻里"
    ),
    "further field at its item's dash": Case(
        "荣誉:\n  - 年份: 2024\n  名称: 优秀", [(3, 3, "yaml-syntax")], "荣誉:\n  - 年份: 2024\n    名称: 优秀"
    ),
    "full-width colon and further field out of line in one line": Case(
        "荣誉:\n  - 年份: 2024\n   名称：优秀\n    颁发单位: 街道",
        [(3, 4, "fullwidth-colon"), (3, 4, "yaml-syntax")],
        "荣誉:\n  - 年份: 2024\n    名称: 优秀\n    颁发单位: 街道",
    ),
    "item of fields without its dash": Case(
        "荣誉:\n  - 年份: 2024\n    名称: 优秀\n  年份: 2025\n    名称: 标兵",
        [(4, 3, "yaml-syntax")],
        "荣誉:\n  - 年份: 2024\n    名称: 优秀\n  - 年份: 2025\n    名称: 标兵",
    ),
    "fields on the line of their group": Case(
        "封面: 文件: a.jpg；替代文字: 人, 和狗",
        [(1, 5, "yaml-syntax")],
        '封面: {文件: a.jpg, 替代文字: "人, 和狗"}',
    ),
    "text that names fields": Case(
        "摘要: 时间: 周六，地点: 桥头", [(1, 5, "yaml-syntax")], '摘要: "时间: 周六，地点: 桥头"'
    ),
    "field of the record at the dash of its list": Case(
        "标签:\n  - 甲\n  摘要: 会\n来源: 乙", [(3, 3, "yaml-syntax")], "标签:\n  - 甲\n摘要: 会\n来源: 乙"
    ),
    "field of a group at the dash of its list": Case(
        "同意:\n  范围:\n    - 姓名\n    渠道: 网站\n来源: 乙",
        [(4, 5, "yaml-syntax")],
        "同意:\n  范围:\n    - 姓名\n  渠道: 网站\n来源: 乙",
    ),
    "group of the record at the dash of a list of groups": Case(
        "荣誉:\n  - 年份: 2024\n    名称: 优秀\n  封面:\n    文件: a.jpg\n    替代文字: 门",
        [(4, 3, "yaml-syntax")],
        "荣誉:\n  - 年份: 2024\n    名称: 优秀\n封面:\n    文件: a.jpg\n    替代文字: 门",
    ),
    "fields on a line below their group": Case(
        "封面:\n  文件: a.jpg，替代文字：人\n来源: 日报",
        [(2, 3, "yaml-syntax")],
        "封面:\n  {文件: a.jpg, 替代文字: 人}\n来源: 日报",
    ),
    "fields of an item on its line": Case(
        "荣誉:\n  - 年份: 2024；名称: 优秀\n  - 年份: 2025；名称: 标兵",
        [(2, 5, "yaml-syntax"), (3, 5, "yaml-syntax")],
        "荣誉:\n  - {年份: 2024, 名称: 优秀}\n  - {年份: 2025, 名称: 标兵}",
    ),
    "texts in quotation marks in one item": Case(
        '标签:\n  - "甲"、"乙"\n  - 丙', [(2, 5, "yaml-syntax")], '标签:\n  - \'"甲"、"乙"\'\n  - 丙'
    ),
    "texts in quotation marks": Case('标签: "甲", "乙"', [(1, 5, "yaml-syntax")], '标签: ["甲", "乙"]'),
    "no space after the colon": Case("姓名:李晓雁", [(1, 1, "yaml-syntax")], "姓名: 李晓雁"),
    "no space after the colon of a date": Case(
        "标题: 会\n发布日期:2026-01-05", [(2, 1, "yaml-syntax")], "标题: 会\n发布日期: 2026-01-05"
    ),
    "no colon": Case("标题: 会\n来源 日报", [(2, 1, "yaml-syntax")], "标题: 会\n来源: 日报"),
    "equals sign for a colon": Case("标题: 会\n来源=日报", [(2, 1, "yaml-syntax")], "标题: 会\n来源: 日报"),
    "anchor": Case("来源: &a 日报", [(1, 5, "yaml-syntax")], '来源: "&a 日报"'),
    "alias": Case("来源: *a", [(1, 5, "yaml-syntax")], '来源: "*a"'),
    "tag": Case("来源: !!str 日报", [(1, 5, "yaml-syntax")], '来源: "!!str 日报"'),
    "anchor in a list": Case("标签:\n  - &a 环境", [(2, 5, "yaml-syntax")], '标签:\n  - "&a 环境"'),
    "at sign": Case("来源: @日报", [(1, 5, "yaml-syntax")], '来源: "@日报"'),
    "per cent sign first": Case("来源: %日报", [(1, 5, "yaml-syntax")], '来源: "%日报"'),
    "backtick": Case("来源: `日报`", [(1, 5, "yaml-syntax")], '来源: "`日报`"'),
    "quotation marks round a part": Case('来源: "日报"记者', [(1, 5, "yaml-syntax")], "来源: '\"日报\"记者'"),
    "colon within a value": Case("来源: 转载: 日报", [(1, 5, "yaml-syntax")], '来源: "转载: 日报"'),
    "open quotation mark": Case('来源: "日报\n作者: 李文', [(1, 5, "yaml-syntax")], '来源: "日报"\n作者: 李文'),
    "open single quotation mark": Case("来源: '日报\n作者: 李文", [(1, 5, "yaml-syntax")], "来源: '日报'\n作者: 李文"),
    "value cut by a hash": Case("来源: 第1名 #榜样", [(1, 5, "cut-by-hash")], '来源: "第1名 #榜样"'),
    "value lost to a hash": Case("来源: #榜样#", [(1, 5, "cut-by-hash")], '来源: "#榜样#"'),
    "list item cut by a hash": Case("标签:\n  - 环境 #一", [(2, 5, "cut-by-hash")], '标签:\n  - "环境 #一"'),
    "list item lost to a hash": Case("标签:\n  - #环境#", [(2, 5, "cut-by-hash")], '标签:\n  - "#环境#"'),
    "hash in brackets": Case("标签: [环境 #一, 邻里]", [(1, 6, "cut-by-hash")], '标签: ["环境 #一", 邻里]'),
    "key cut by a hash keeps a quotation mark": Case(
        '来源: 他说"好" #榜样', [(1, 5, "cut-by-hash")], "来源: '他说\"好\" #榜样'"
    ),
    "hash right behind a quotation mark": Case('来源: "甲"#乙', [(1, 8, "cut-by-hash")], '来源: "甲#乙"'),
    "hash right behind a single quotation mark": Case("来源: '甲'#乙's", [(1, 8, "cut-by-hash")], "来源: '甲#乙''s'"),
    "hash behind an empty text": Case('来源: ""#乙', [(1, 7, "cut-by-hash")], '来源: "#乙"'),
    "hash right behind a quoted item": Case('标签:\n  - "甲"#乙', [(2, 8, "cut-by-hash")], '标签:\n  - "甲#乙"'),
    "hash behind a text over lines": Case('来源: "甲\n  乙"#丙', [(2, 5, "cut-by-hash")], '来源: "甲\n  乙#丙"'),
    "hash right behind brackets": Case("标签: [甲, 丁]#乙", [(1, 11, "cut-by-hash")], '标签: [甲, 丁, "#乙"]'),
    "hash behind brackets with a comma at their end": Case(
        "标签: [甲, 乙,] #注", [(1, 13, "cut-by-hash")], '标签: [甲, 乙, "#注"]'
    ),
    "hash behind brackets of a blank": Case("标签: [ ] #乙", [(1, 9, "cut-by-hash")], '标签: ["#乙"]'),
    "hash right behind a quoted item in brackets": Case(
        '标签: ["甲, 乙"#丙, 丁]', [(1, 6, "cut-by-hash")], '标签: ["甲, 乙#丙", 丁]'
    ),
    "hash right behind a comma": Case("标签: [丁,#乙]", [(1, 8, "cut-by-hash")], '标签: [丁,"#乙"]'),
    "two hashes in brackets": Case(
        "标签: [甲 #乙,\n  丙 #丁]",
        [(1, 6, "cut-by-hash"), (2, 3, "cut-by-hash")],
        '标签: ["甲 #乙",\n  "丙 #丁"]',
    ),
    "hash at the end of a line in brackets": Case(
        "标签: [甲, #乙\n  丁]", [(1, 9, "cut-by-hash")], '标签: [甲, "#乙",\n  丁]'
    ),
    "hash in a value in braces": Case(
        "同意: {方式: 书面, 存档号: 甲 #1}", [(1, 19, "cut-by-hash")], '同意: {方式: 书面, 存档号: "甲 #1"}'
    ),
    "two marks before a word": Case("来源: 甲 ##乙", [(1, 5, "cut-by-hash")], '来源: "甲 ##乙"'),
    "hash behind the mark of a block without one": Case("作者: |#乙", [(1, 5, "cut-by-hash")], '作者: "|#乙"'),
    "hash in a further line of text": Case("来源: 甲\n  乙 #丙", [(2, 3, "cut-by-hash")], "来源: 甲\n  乙 ＃丙"),
    "item with a hash before its colon": Case(
        "标签:\n  - 甲 #乙: 丙", [(2, 5, "cut-by-hash")], '标签:\n  - "甲 #乙: 丙"'
    ),
    "hash before the colon": Case(
        "标题: 会\n来源 #x: 甲\n作者: 乙", [(2, 1, "cut-by-hash")], "标题: 会\n来源: 甲\n作者: 乙"
    ),
    "comment before the colon": Case("标题: 会\n来源 # x: 甲", [(2, 1, "cut-by-hash")], "标题: 会\n来源: 甲"),
    "hash before the colon in a group": Case(
        "封面:\n  文件 #1: a.jpg\n  替代文字: 门", [(2, 3, "cut-by-hash")], "封面:\n  文件: a.jpg\n  替代文字: 门"
    ),
    "hash for a colon": Case("标题: 会\n来源 #x", [(2, 1, "yaml-syntax")], '标题: 会\n来源: "#x"'),
    "first field of a group right again": Case(
        "同意:\n  方式: 书面\n  方式: 书面\n  日期: 2026-01-05",
        [(3, 3, "duplicate-key")],
        "同意:\n  方式: 书面\n  日期: 2026-01-05",
    ),
    "duplicate key": Case("来源: 甲\n来源: 乙", [(2, 1, "duplicate-key")], "来源: 甲"),
    "tab and full-width colon in one line": Case(
        "同意:\n\t方式：书面", [(2, 1, "tab-indent"), (2, 2, "fullwidth-colon")], "同意:\n  方式: 书面"
    ),
    "different mistakes, one message each": Case(
        "姓名：李晓雁\n标签:\n\t- 环境\n来源: 第1名 #榜样\n专职:否",
        [(1, 1, "fullwidth-colon"), (3, 1, "tab-indent"), (4, 5, "cut-by-hash"), (5, 1, "yaml-syntax")],
        '姓名: 李晓雁\n标签:\n  - 环境\n来源: "第1名 #榜样"\n专职: 否',
    ),
}

SOUND: Final = {
    "fields of which a text speaks": "摘要: 作者：李文；来源：日报",
    "items at the margin, then a field": "标签:\n- 环境\n来源: 日报",
    "groups at the margin, then a field": "荣誉:\n- 年份: 2024\n来源: 日报",
    "colon in text": "来源: 时间是8:30，地点：礼堂",
    "full-width colon in text": "摘要: 他说：大家好",
    "address": "原文链接: https://example.com/a:b#c",
    "address alone in a list": "外链:\n  - https://example.com/a",
    "comment": "# 全行批注\n来源: 日报 # 句末批注",
    "comment after a list": "标签: # 下面是列表\n  - 环境",
    "comments with many marks": "来源: 甲 ########\n作者: 乙 ## 说明 ##\n标签: ####\n  - 环境\n摘要: | ##\n  丙",
    "comments within brackets": "标签: [\n  #环境\n# 清洁\n  邻里, # 说明\n  护路 ##\n]",
    "comment right behind a quotation mark": '来源: "甲"# 说明',
    "hash glued to a word": "来源: C#语言",
    "hash in quotation marks": '来源: "第1名 #榜样"',
    "list at the margin": "标签:\n- 环境\n- 清洁",
    "several lines of text": "摘要: 第一行\n  第二行：也是\n来源: 日报",
    "block of text": "正文: |\n  第一行：\n  #话题# 和 &符号\n    - 不是列表\n\t\n来源: 日报",
    "folded text": "正文: >-\n  甲\n  乙",
    "quoted text over lines": '摘要: "第一行\n  第二行 #不是批注"\n来源: 日报',
    "brackets over lines": "标签: [\n  环境,\n  清洁\n]\n来源: 日报",
    "braces": "封面: {文件: a.jpg, 替代文字: 门口}",
    "minus and star within text": "来源: 甲-乙 *丙* & 丁",
    "negative number": "数: -12",
    "leading zero, time, version, no": "a: 0734\nb: 08:30\nc: 1.10\nd: no",
    "quoted key": '"姓名": 李晓雁',
    "document start": "---\n来源: 日报",
    "blank lines of spaces": "来源: 日报\n   \n作者: 李文",
    "empty value": "来源:\n作者: ~\n摘要: null",
    "single quotation marks doubled": "来源: 'it''s'",
}


def places_of(messages: list[str]) -> list[Place]:
    """Return line, column and code of each message."""
    found = []
    for message in messages:
        if not message.startswith("    "):
            line, column, rest = message.split(":", 2)
            found.append((int(line), int(column), rest.rpartition("[")[2].rstrip("]")))
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_mistake_is_named_once_at_its_place(case: Case) -> None:
    assert places_of(parsed(case.written)[1]) == case.places


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_mistyped_file_is_read_as_it_was_meant(case: Case) -> None:
    written, mended = parsed(case.written)[0], parsed(case.mended)
    assert mended[1] == []
    assert plain(written.tree.root) == plain(mended[0].tree.root)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=name)
        for name, case in CASES.items()
        if "again" not in name and name != "duplicate key" and "one line" not in name
    ],
)
def test_each_hint_shows_the_mended_line(case: Case) -> None:
    hints = [line for line in parsed(case.written)[1] if line.startswith("    ")]
    mended = case.mended.split("\n")
    for (line, _, _), hint in zip(case.places, hints, strict=True):
        assert f"：{mended[line - 1].strip()}" in re.sub("： +", "：", hint)


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_only_looks_like_a_mistake_is_let_through(text: str) -> None:
    assert parsed(text)[1] == []


@pytest.mark.parametrize(
    ("written", "column", "way_out"),
    [
        (
            "标签: #乙\n  - 甲",
            5,
            '如果是内容，请写成下面的一项：- "#乙"；如果确实是批注，请在 # 后面加一个空格：标签: # 乙',
        ),
        (
            "封面: #乙\n  文件: 甲",
            5,
            "如果是内容，请写到下面的字段里；如果确实是批注，请在 # 后面加一个空格：封面: # 乙",
        ),
        (
            "作者: |#乙\n  甲",
            6,
            "如果是内容，请写到下一行，和下面的内容对齐；如果确实是批注，请在 # 后面加一个空格：作者: | # 乙",
        ),
        (
            "作者: >- ##乙\n  甲",
            8,
            "如果是内容，请写到下一行，和下面的内容对齐；如果确实是批注，请在 # 后面加一个空格：作者: >- ## 乙",
        ),
        (
            "封面: {文件: a.jpg}#乙",
            16,
            "如果是内容，请写到括号里面；如果确实是批注，请在 # 后面加一个空格：封面: {文件: a.jpg} # 乙",
        ),
    ],
)
def test_a_hash_behind_what_has_ended_may_be_a_comment(written: str, column: int, way_out: str) -> None:
    _, messages = parsed(f"标题: 会\n{written}\n来源: 日报")
    assert places_of(messages) == [(2, column, "cut-by-hash")]
    assert messages[1] == f"    {way_out}"


@pytest.mark.parametrize("last", ["  乙\n]", "  乙,\n]", "  乙]"])
def test_a_hash_behind_brackets_over_lines_shows_no_half_of_them(last: str) -> None:
    read, messages = parsed(f"标签: [\n  甲,\n{last} #注\n来源: 日报")
    end = last.rpartition("\n")[2]
    assert messages[1:] == [
        f"    如果是内容，请写到括号里面；如果确实是批注，请在 # 后面加一个空格：{end.strip()} # 注"
    ]
    assert plain(read.tree.root) == {"标签": ["甲", "乙"], "来源": "日报"}


def test_a_hash_behind_brackets_in_brackets_takes_nothing_else_along() -> None:
    read, messages = parsed("同意: {范围: [姓名, 肖像]#乙, 渠道: 网站}")
    assert places_of(messages) == [(1, 18, "cut-by-hash")]
    assert messages[1] == "    请写到括号里面，或者删掉：同意: {范围: [姓名, 肖像], 渠道: 网站}"
    assert plain(read.tree.root) == {"同意": {"范围": ["姓名", "肖像"], "渠道": "网站"}}


@pytest.mark.parametrize(
    ("written", "way_out", "items"),
    [
        ('标签: [甲,\n  "乙\n  丙" #丁, 戊]', '丙 #丁", 戊]', ["甲", "乙 丙 #丁", "戊"]),
        (
            "标签: ['乙\n  丙' #丁\n  ]",
            "丙 #丁'；如果确实是批注，请在 # 后面加一个空格：丙' # 丁",
            ["乙 丙 #丁"],
        ),
    ],
)
def test_a_hash_behind_an_item_of_several_lines_is_taken_into_its_quotation_marks(
    written: str, way_out: str, items: list[str]
) -> None:
    read, messages = parsed(f"{written}\n来源: 日报")
    assert messages[1] == f"    请写到引号里面：{way_out}"
    assert len(messages) == 2
    assert plain(read.tree.root) == {"标签": items, "来源": "日报"}


@pytest.mark.parametrize("written", ['"来源" #x: 日报', '"来源"#x: 日报'])
def test_a_hash_behind_a_key_in_quotation_marks_leaves_it_a_key(written: str) -> None:
    read, messages = parsed(f"标题: 会\n{written}")
    assert places_of(messages) == [(2, 1, "cut-by-hash")]
    assert messages[1] == '    请去掉 # 和冒号之间的字："来源": 日报'
    assert plain(read.tree.root) == {"标题": "会", "来源": "日报"}


@pytest.mark.parametrize("lost", ['"来源"', "[环境, 清洁]"])
def test_no_line_between_the_fields_is_lost(lost: str) -> None:
    """What stands first is a piece of its own for yaml, and so is a word in quotation marks."""
    _, messages = parsed(f"{lost}\n标题: 会\n作者: 乙")
    assert places_of(messages) == [(1, 1, "yaml-syntax")]


def test_indentation_of_the_mended_line_is_shown() -> None:
    assert parsed("标签:\n\t- 环境")[1][1] == "    请改用空格：  - 环境"


def test_fields_on_one_line_keep_their_places() -> None:
    read, _ = parsed("封面:\n  文件: a.jpg；替代文字: 人\n来源: 日报")
    inner = read.tree.root.entries[0].value
    assert [(entry.key.at, entry.value.at) for entry in inner.entries] == [((2, 3), (2, 7)), ((2, 13), (2, 19))]


def test_a_group_that_is_perhaps_a_text_can_be_kept_as_text() -> None:
    hint = parsed("封面: 文件: a.jpg；替代文字: 人")[1][1]
    assert hint.endswith('；如果是一段文字，请用引号括起来：封面: "文件: a.jpg；替代文字: 人"')


def test_positions_after_a_mended_line_are_those_of_the_editors_file() -> None:
    """The mended line is longer than the editor's; what stands after the mistake keeps its column."""
    read, _ = parsed("姓名：李晓雁\n来源: 日报")
    first, second = read.tree.root.entries
    assert (first.value.at, second.value.at) == ((1, 4), (2, 5))


def test_two_records_in_one_file_give_one_message() -> None:
    assert places_of(parsed("标题: 甲\n---\n标题: 乙")[1]) == [(2, 1, "yaml-syntax")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_positions(end: str) -> None:
    text = end.join(["姓名: 李晓雁", "身份：教师", "标签:", "\t- 环境"]).encode()
    assert places_of(parsed(text)[1]) == [(2, 1, "fullwidth-colon"), (4, 1, "tab-indent")]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\u0085", "\u000b", "\u000c"])
def test_nothing_else_is_a_line_end(character: str) -> None:
    read, messages = parsed(f"来源: 日{character}报\n作者：李文".encode())
    assert places_of(messages) == [(1, 5, "invisible-character"), (2, 1, "fullwidth-colon")]
    assert plain(read.tree.root) == {"来源": "日报", "作者": "李文"}


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 50_000, "- " * 50_000 + "x", "\n".join(" " * n + "a:" for n in range(600)), "? " * 30_000 + "x"],
    ids=["brackets", "dashes", "indentation", "question marks"],
)
def test_bottomless_nesting_is_refused_before_any_parser_sees_it(text: str) -> None:
    _, messages = parsed(text.encode())
    assert messages[0].endswith("嵌套太深，最多 20 层 [yaml-syntax]")
    assert len(places_of(messages)) == 1


def test_a_line_of_nothing_but_mistakes_is_told_of_once() -> None:
    """Each message says the whole line: thousands of them would fill the memory."""
    _, messages = parsed("标签: [" + "甲 #乙, " * 10_000 + "丙]")
    assert places_of(messages) == [(1, 6, "cut-by-hash")]


def test_full_width_marks_in_braces_are_looked_at_once_for_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once for each of them: a line of thousands would take minutes."""
    searched: list[str] = []

    class Counted:
        def finditer(self, line: str) -> Iterator[re.Match[str]]:
            searched.append(line)
            return pattern.finditer(line)

    pattern = values._FLOW_KEY  # noqa: SLF001 - to count its uses
    monkeypatch.setattr(values, "_FLOW_KEY", Counted())
    assert pitfalls.scan("同意: {方式: " + "甲：乙，" * 1000 + "}", {}, nodes.MAX_DEPTH).findings == ()
    assert len(searched) == 1


def test_twenty_levels_are_read_and_twenty_one_are_not() -> None:
    deep = "".join("  " * n + f"k{n}:\n" for n in range(20)) + "  " * 20 + "x"
    assert parsed(deep)[1] == []
    assert parsed("a: " + "[" * 19 + "x" + "]" * 19)[1] == []
    assert places_of(parsed("a: " + "[" * 21 + "x" + "]" * 21)[1]) == [(1, 4, "yaml-syntax")]
    assert places_of(parsed(deep.replace("x", "k20:\n") + "  " * 21 + "x")[1]) == [(22, 43, "yaml-syntax")]


def test_unreadable_entries_do_not_hide_the_others() -> None:
    """One broken entry is `Broken`, with one message; the mistakes below it are still found."""
    read, messages = parsed('标题: "a\\q"\n来源: 日报\n作者：李文')
    assert places_of(messages) == [(1, 7, "yaml-syntax"), (3, 1, "fullwidth-colon")]
    assert plain(read.tree.root) == {"标题": "Broken", "来源": "日报", "作者": "李文"}


def test_a_scan_of_sound_text_costs_no_findings() -> None:
    found = Problems()
    tree = nodes.compose("f", "a: 1\nb: [x, y]\n", 1, {}, found)
    assert plain(tree.root) == {"a": "1", "b": ["x", "y"]}
    assert not [problem for problem in found if problem.severity is Severity.ERROR]


HONOURS: Final = "荣誉:\n  年份: 2024\n  名称: 优秀\n\n  年份: 2025\n  名称: 标兵\n  颁发单位: 街道\n"


def test_the_hint_for_items_without_dashes_loses_none_of_them() -> None:
    messages = parsed(HONOURS)[1]
    assert places_of(messages) == [(5, 3, "duplicate-key")]
    for line in ("- 年份: 2024", "  名称: 优秀", "- 年份: 2025"):
        assert f"“  {line}”" in messages[1]
    mended = HONOURS.replace("  年份", "  - 年份").replace("  名称", "    名称").replace("  颁发", "    颁发")
    read, messages = parsed(mended)
    assert messages == []
    assert plain(read.tree.root) == {
        "荣誉": [{"年份": "2024", "名称": "优秀"}, {"年份": "2025", "名称": "标兵", "颁发单位": "街道"}]
    }


def test_the_hint_for_a_second_item_without_its_dash_loses_none() -> None:
    written = "荣誉:\n- 年份: 2024\n  名称: 优秀\n  年份: 2025\n  名称: 标兵\n"
    hint = parsed(written)[1][1]
    assert hint == "    如果是另一项，请把第 4 行改成“- 年份: 2025”；如果是写重了，请删掉第 4 行或第 2 行，只留一处。"
    read, messages = parsed(written.replace("  年份: 2025", "- 年份: 2025"))
    assert messages == []
    assert plain(read.tree.root) == {"荣誉": [{"年份": "2024", "名称": "优秀"}, {"年份": "2025", "名称": "标兵"}]}


@pytest.mark.parametrize(
    ("block", "last"),
    [
        ("同意:\n  范围:\n    - 姓名\n    - 肖像\n# 完\n\n", 4),
        ("同意: |\n  甲\n  乙\n", 3),
        ("同意: 甲\n  乙\n", 2),
        ("同意: [甲,\n  乙]\n", 2),
        ('同意: "甲\n  乙"\n', 2),
        ("同意:\n", 1),
    ],
)
def test_all_lines_of_a_field_that_stands_twice_are_named(block: str, last: int) -> None:
    size = block.count("\n")
    _, messages = parsed(f"{block}来源: 甲\n{block}作者: 乙\n")
    second, first = (f"第 {n} 到 {n + last - 1} 行" if last > 1 else f"第 {n} 行" for n in (size + 2, 1))
    assert messages[1] == f"    请删掉{second}或{first}，只留一处。"


def test_lists_of_one_field_are_put_together() -> None:
    written = "标签:\n  - 甲\n来源: 日报\n标签:\n  - 乙\n  - 丙\n"
    hint = parsed(written)[1][1]
    assert hint == "    请把两处合在一起：删掉第 4 行，把它下面的第 5 到 6 行移到第 2 行下面，减号对齐。"
    read, messages = parsed("标签:\n  - 甲\n  - 乙\n  - 丙\n来源: 日报\n")
    assert messages == []
    assert plain(read.tree.root) == {"标签": ["甲", "乙", "丙"], "来源": "日报"}
