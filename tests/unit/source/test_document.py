"""A content file is front matter and a body; lines count from the file's first."""

import pytest

from hyqz_site.source.nodes import plain
from tests.helpers import parsed

HEAD = "标题: 会\n来源: 日报\n"


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        (f"---\n{HEAD}---\n正文。\n", "正文。\n", 5),
        (f"---\n{HEAD}---\n", "", 0),
        (f"---\n{HEAD}---", "", 0),
        (f"---\n{HEAD}---\n\n\n正文。", "\n\n正文。", 5),
        (f"\n \n---\n{HEAD}---\n正文。\n", "正文。\n", 7),
        (f"--- \n{HEAD}---\t\n正文。\n", "正文。\n", 5),
        (f"---\n{HEAD}---\n甲\n\n---\n\n乙\n", "甲\n\n---\n\n乙\n", 5),
        (f"---\r\n{HEAD}---\r\n甲\r\n乙\r丙", "甲\n乙\n丙", 5),
        (f"\ufeff---\n{HEAD}---\n正文。\n", "正文。\n", 5),
        (f"\ufeff\ufeff---\n{HEAD}---\n正文。\n", "正文。\n", 5),
        (f"\u200b\n---\n{HEAD}---\n正文。\n", "正文。\n", 6),
    ],
    ids=[
        "usual",
        "none",
        "no line end",
        "blank lines kept",
        "blank lines first",
        "blanks after",
        "rule",
        "CRLF",
        "mark",
        "two marks",
        "invisible line first",
    ],
)
def test_body(text: str, body: str, line: int) -> None:
    read, messages = parsed(text.encode(), "content/pages/x.md")
    assert messages == []
    assert plain(read.tree.root) == {"标题": "会", "来源": "日报"}
    assert (read.body, read.body_line if body else 0) == (body, line)


def test_places_of_fields_and_body_count_from_the_files_first_line() -> None:
    read, _ = parsed("\n---\n标题: 会\n---\n\n甲乙\n丙丁", "content/pages/x.md")
    assert read.first_line in ((2, 1), (3, 1))
    assert read.tree.root.entries[0].value.at[0] == read.first_line[0]
    assert read.in_body(read.body.index("丁"))[1] == 2


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["1:1: 错误: 文件开头没有 ---，找不到字段 [yaml-syntax]"]),
        ("正文。\n", ["1:1: 错误: 文件开头没有 ---，找不到字段 [yaml-syntax]"]),
        (f"---\n{HEAD}", ["2:1: 错误: 字段后面缺少结束的 --- [yaml-syntax]"]),
        (f"---\n{HEAD}\n正文。\n", ["2:1: 错误: 字段后面缺少结束的 --- [yaml-syntax]"]),
        (f"－－－\n{HEAD}---\n", ["1:1: 错误: 分隔线应是三个半角减号，现在是“－－－” [yaml-syntax]"]),
        (f"---\n{HEAD}——\n正文。\n", ["4:1: 错误: 分隔线应是三个半角减号，现在是“——” [yaml-syntax]"]),
        (f"----\n{HEAD}---\n", ["1:1: 错误: 分隔线应是三个半角减号，现在是“----” [yaml-syntax]"]),
        (f"\u200b---\n{HEAD}---\n正文。\n", ["1:1: 错误: 分隔线里有看不见的字符 [yaml-syntax]"]),
        (f"---\n{HEAD}---\u200b\n正文。\n", ["4:1: 错误: 分隔线里有看不见的字符 [yaml-syntax]"]),
        (f"---\n{HEAD}---正文。\n", ["4:1: 错误: 结束的 --- 要单独占一行 [yaml-syntax]"]),
        (
            f"---\n{HEAD}# ==== 可以不写 ====\n# 作者:\n\n---正文。\n",
            ["7:1: 错误: 结束的 --- 要单独占一行 [yaml-syntax]"],
        ),
        ("---\n标题: 会---\n\n正文。\n", ["2:6: 错误: 结束的 --- 要单独占一行 [yaml-syntax]"]),
        (f"---\n{HEAD}***\n正文。\n", ["4:1: 错误: 分隔线应是三个半角减号，现在是“***” [yaml-syntax]"]),
        (f"---\n{HEAD} ---\n正文。\n", ["4:1: 错误: 分隔线的前面不能有空格 [yaml-syntax]"]),
    ],
)
def test_a_mistyped_frame_gives_one_message(text: str, messages: list[str]) -> None:
    assert parsed(text.encode(), "content/pages/x.md")[1][::2] == messages


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"---\n{HEAD}\n正文。\n", "第 5 行前面"),
        (f"---\n{HEAD}", "文件最后"),
        (f"---\n{HEAD}".rstrip(), "文件最后"),
        ("---\n标题: 会\n标签:\n  - 甲\n- 乙\n# 批注\n我们住在江边。\n", "第 7 行前面"),
        ("---\n标题: 会\n\n# ==== 可以不写 ====\n# 作者:\n\n# 来源:\n来源: 日报\n|--|--|\n|---|---|\n", "第 9 行前面"),
        ("---\n标题: 会\n\n# 会\n正文。\n", "第 4 行前面"),
    ],
)
def test_the_hint_says_where_the_closing_line_belongs(text: str, where: str) -> None:
    assert parsed(text.encode(), "content/pages/x.md")[1][1] == f"    请在{where}加一行：---"


@pytest.mark.parametrize(("text", "line"), [("---", 1), ("\n---", 2), ("---\n", 2), ("---\r\n", 2)])
def test_of_a_file_that_breaks_off_a_line_is_named_that_is_there(text: str, line: int) -> None:
    assert parsed(text.encode(), "content/pages/x.md")[1][:2] == [
        f"{line}:1: 错误: 字段后面缺少结束的 --- [yaml-syntax]",
        "    请在文件最后加一行：---",
    ]


def test_fields_and_body_are_still_read_when_the_closing_line_is_missing() -> None:
    read, _ = parsed(f"---\n{HEAD}\n正文。\n", "content/pages/x.md")
    assert plain(read.tree.root) == {"标题": "会", "来源": "日报"}
    assert read.body.strip() == "正文。"


def test_invisible_characters_leave_the_body_one_warning_a_line_and_count_in_columns() -> None:
    read, messages = parsed(f"---\n{HEAD}---\n甲\u200b乙\u200b丙\n丁\u00ad\n".encode(), "content/pages/x.md")
    assert read.body == "甲乙丙\n丁\n"
    assert [message.split(" ")[0] for message in messages[::2]] == ["5:2:", "6:2:"]
    assert [read.in_body(read.body.index(one)) for one in "甲乙丙丁"] == [(5, 1), (5, 3), (5, 5), (6, 1)]


@pytest.mark.parametrize("character", ["\u2028", "\x85", "\x0c", "\x0b"])
def test_nothing_but_crlf_cr_and_lf_ends_a_line_of_the_body(character: str) -> None:
    read, messages = parsed(f"---\n{HEAD}---\n甲{character}乙\n丙\u200b\n".encode(), "content/pages/x.md")
    assert read.body == "甲乙\n丙\n"
    assert [message.split(" ")[0] for message in messages[::2]] == ["5:2:", "6:2:"]


def test_an_empty_yaml_file_is_a_record_without_fields() -> None:
    read, messages = parsed(b"", "content/pages/x.yaml")
    assert messages == []
    assert plain(read.tree.root) == "Absent"
