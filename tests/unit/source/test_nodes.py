"""YAML is composed, not constructed: text stays text, and every piece knows its place."""

import pytest

from hyqz_site.problem import Position, Problems
from hyqz_site.source.nodes import Absent, Mapping, Scalar, Sequence, Tree, compose, plain
from tests.helpers import lines, parsed


def composed(text: str, first_line: int = 1) -> tuple[Tree, list[str]]:
    found = Problems()
    return compose("f", text, first_line, {}, found), lines(found)


@pytest.mark.parametrize(
    "written",
    [
        "0734",
        "08:30",
        "1.10",
        "no",
        "yes",
        "2021-05-12",
        "1e3",
        "0x1f",
        "0o17",
        "1_000",
        ".inf",
        "12:30:45",
        "true",
        "=",
    ],
)
def test_every_scalar_is_text_until_its_field_reads_it(written: str) -> None:
    assert plain(composed(f"a: {written}")[0].root) == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", " # 批注"])
def test_nothing_is_absent(written: str) -> None:
    root = composed(f"a: {written}\nb: 1")[0].root
    assert isinstance(root.entries[0].value, Absent)


@pytest.mark.parametrize("written", ['""', "'~'", '"null"'])
def test_what_stands_in_quotation_marks_is_text(written: str) -> None:
    assert plain(composed(f"a: {written}")[0].root) == {"a": written[1:-1]}


def test_places_count_characters_from_one_and_lines_from_the_files_first() -> None:
    tree, _ = composed("标签:\n  - 环境\n  - {甲: 乙}\n", first_line=5)
    entry = tree.root.entries[0]
    assert entry.key == Scalar("标签", Position(5, 1))
    assert isinstance(entry.value, Sequence)
    assert [item.at for item in entry.value.items] == [(6, 5), (7, 5)]
    assert isinstance(entry.value.items[1], Mapping)
    assert entry.value.items[1].entries[0].value.at == (7, 9)


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    tree, _ = composed("𠮷: 𠮷𠮷\na: [𠮷, b]")
    assert tree.root.entries[0].value.at == (1, 4)
    assert tree.root.entries[1].value.items[1].at == (2, 8)


def test_a_repeated_key_is_named_at_the_second_and_the_first_counts() -> None:
    tree, messages = composed("来源: 甲\n作者: 乙\n来源: 丙\n来源: 丁")
    assert plain(tree.root) == {"来源": "甲", "作者": "乙"}
    assert messages[::2] == [
        "f:3:1: 错误: “来源”写了两次，上一次在第 1 行 [duplicate-key]",
        "f:4:1: 错误: “来源”写了两次，上一次在第 1 行 [duplicate-key]",
    ]


@pytest.mark.parametrize("key", ["[甲]", "{甲: 乙}"])
def test_a_key_is_a_word(key: str) -> None:
    _, messages = composed(f"{key}: 1")
    assert len(messages) == 2
    assert "[yaml-syntax]" in messages[0]


@pytest.mark.parametrize(
    "character",
    ["\u200b", "\ufeff", "\u00ad", "\u202e", "\u2060", "\x01", "\x7f", "\x85", "\u2028", "\ufffe", "\U000e0041"],
)
def test_invisible_characters_leave_values_with_a_warning(character: str) -> None:
    read, messages = parsed(f"来源: 日{character}报\n".encode())
    assert plain(read.tree.root) == {"来源": "日报"}
    assert messages == [
        "1:5: 警告: 内容里有看不见的字符，已经去掉 [invisible-character]",
        "    多半是从网页或微信里复制来的；不影响显示，也可以重新输入一遍。",
    ]


def test_invisible_characters_are_refused_in_keys() -> None:
    read, messages = parsed("来\u200b源: 日报\n".encode())
    assert plain(read.tree.root) == {"来源": "日报"}
    assert messages[0] == "1:1: 错误: 字段名“来源”里有看不见的字符 [invisible-character]"


def test_a_nul_is_an_error_where_it_stands() -> None:
    read, messages = parsed("来源: 日报\n作者: 李\x00文\n".encode())
    assert read is None
    assert messages[0].startswith("2:6: 错误: 文件里有空字符（NUL）")


@pytest.mark.parametrize("character", ["\U0010fffd", "\U0010fffe", "\ue000"])
def test_private_use_characters_survive_or_are_named(character: str) -> None:
    """Whatever stands in for an invisible character meanwhile, an editor's own character is never taken for it."""
    read, messages = parsed(f"来源: 日{character}报\n".encode())
    assert plain(read.tree.root) == {"来源": f"日{character}报"} or messages


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("a: 一二三", 2, (1, 6)),
        ('a: "一二三"', 2, (1, 7)),
        ("a: 一二\n  三四", 3, (2, 3)),
        ("a: |\n  一二\n  三四", 3, (3, 3)),
        ("a: 一二", 9, (1, 5)),
    ],
)
def test_locate_finds_any_character_of_a_value(text: str, offset: int, place: tuple[int, int]) -> None:
    tree, _ = composed(text)
    assert tree.locate(tree.root.entries[0].value, offset) == place


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [b, c", "1:4: 错误: 方括号或花括号没有成对 [yaml-syntax]"),
        ('a: "b\\qc"', "1:6: 错误: 双引号里的反斜杠（\\）后面的字符不能识别 [yaml-syntax]"),
        ("a: {b: c\nd: e", "1:4: 错误: 方括号或花括号没有成对 [yaml-syntax]"),
        ("a: ]", "1:4: 错误: 这一行的写法读不懂 [yaml-syntax]"),
    ],
)
def test_what_yaml_cannot_read_is_said_in_chinese_at_its_own_line(text: str, message: str) -> None:
    assert composed(text)[1][0] == f"f:{message}"
