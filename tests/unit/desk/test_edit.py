"""Edits of one field: what the editor wrote around it stays as it is, byte for byte."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.desk.edit import EditError, add_item, set_field
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.source.nodes import plain
from tests.helpers import parsed

PATH = "content/pages/about.md"


def changed(text: str, attribute: str = "status", value: str | list[str] = "撤下", after: str = "") -> str:
    return set_field(PATH, text.encode(), Page, attribute, value, after=after).decode()


# Replaced


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("状态: 发布", "状态: 撤下"),
        ("状态:   发布", "状态:   撤下"),
        ("status: published", "status: 撤下"),
        ('状态: "发布"', "状态: 撤下"),
        ("状态: '发布' # 李主任看过", "状态: 撤下 # 李主任看过"),
        ("状态: 发布   # 三月十二日", "状态: 撤下   # 三月十二日"),
        ("状态: 发布  ", "状态: 撤下  "),
        ("状态:", "状态: 撤下"),
        ("状态: ~", "状态: 撤下"),
        ("状态: # 还没想好", "状态: 撤下 # 还没想好"),
        ("状态:\n  发布", "状态:\n  撤下"),
        ("状态: >\n  发布", "状态: 撤下"),
        ('"状态": 发布', '"状态": 撤下'),
        ("状态：发布", "状态: 撤下"),
        ("状态 : 发布", "状态 : 撤下"),
    ],
)
def test_a_value_is_replaced_where_it_stands(before: str, after: str) -> None:
    head, tail = "---\n# 注\n标题: 关于\n", "\n\n# 又一个注\n摘要: 一句话\n---\n正文。\n"
    assert changed(head + before + tail) == head + after + tail


def test_a_list_in_lines_is_replaced_as_a_whole() -> None:
    text = "---\n标签: # 三个\n  - 甲\n  # 中间的注\n  - 乙\n\n# 下面是摘要\n摘要: 一句话\n---\n"
    assert changed(text, "tags", "丙") == "---\n标签: 丙 # 三个\n\n# 下面是摘要\n摘要: 一句话\n---\n"


def test_a_list_in_brackets_is_replaced() -> None:
    assert changed("---\n标签: [甲,\n  '乙 # 一'] # 两个\n---\n", "tags", ["丙", "丁"]) == (
        "---\n标签: [丙, 丁] # 两个\n---\n"
    )


# Inserted


def test_a_new_field_goes_below_the_one_it_belongs_to() -> None:
    text = "---\n标题: 关于\n状态: 发布 # 注\n# 摘要的注\n摘要: 一句话\n---\n"
    assert changed(text, "withdraw_reason", "本人要求", after="status") == (
        "---\n标题: 关于\n状态: 发布 # 注\n撤下原因: 本人要求\n# 摘要的注\n摘要: 一句话\n---\n"
    )


def test_a_new_field_goes_below_a_value_of_several_lines() -> None:
    text = "---\n封面:\n  文件: a.jpg\n\n  替代文字: 门\n\n摘要: 一句话\n---\n"
    assert changed(text, after="cover") == (
        "---\n封面:\n  文件: a.jpg\n\n  替代文字: 门\n状态: 撤下\n\n摘要: 一句话\n---\n"
    )


def test_without_a_place_it_goes_last() -> None:
    assert changed("---\n标题: 关于\n\n# 完\n---\n正文\n") == "---\n标题: 关于\n状态: 撤下\n\n# 完\n---\n正文\n"


def test_into_empty_front_matter() -> None:
    assert changed("---\n---\n正文\n") == "---\n状态: 撤下\n---\n正文\n"


def test_a_file_of_english_keys_gets_an_english_key() -> None:
    assert changed("---\ntitle: 关于\nstatus: published\n---\n", "withdraw_reason", "x") == (
        "---\ntitle: 关于\nstatus: published\nwithdraw_reason: x\n---\n"
    )


def test_a_file_without_a_last_line_end() -> None:
    edited = set_field("content/pages/a.yaml", "标题: 关于\r\n状态: 发布".encode(), Page, "withdraw_reason", "本人要求")
    assert edited.decode() == "标题: 关于\r\n状态: 发布\r\n撤下原因: 本人要求"


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_stay(encoding: str, newline: str) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")

    def written(text: str) -> bytes:
        return mark + text.replace("\n", newline).encode(encoding)

    text = "---\n标题: 关于我们的街道\n状态: 发布 # 已经发布\n摘要: 一句话介绍这条街道\n---\n正文第一段。\n"
    edited = set_field(PATH, written(text), Page, "status", "撤下")
    edited = set_field(PATH, edited, Page, "withdraw_reason", "本人要求", after="status")
    assert edited == written(text.replace("发布 #", "撤下 #").replace("已经发布\n", "已经发布\n撤下原因: 本人要求\n"))


# Written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("本人要求", "本人要求"),
        ("是: 的", '"是: 的"'),
        ("第1名 #榜样", '"第1名 #榜样"'),
        ("他说：“好”", "他说：“好”"),
        ('他说 "好": 真', "'他说 \"好\": 真'"),
        ("- 一", '"- 一"'),
        ("~", '"~"'),
        ("[一", '"[一"'),
        ("一\n二", "一 二"),
        ("a\\b: c", "'a\\b: c'"),
    ],
)
def test_a_value_is_quoted_where_it_must_be(value: str, written: str) -> None:
    assert changed("---\n标题: 关于\n---\n", "withdraw_reason", value) == f"---\n标题: 关于\n撤下原因: {written}\n---\n"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30))
def test_whatever_is_written_reads_as_itself(value: str) -> None:
    text = "---\n标题: 关于\n状态: 发布\n---\n正文\n"
    try:
        edited = changed(text, "withdraw_reason", value)
    except EditError:
        assert not value.strip() or "\ufffd" in value
        return
    read, messages = parsed(edited.encode(), PATH)
    assert read is not None
    assert not messages
    assert plain(read.tree.root) == {"标题": "关于", "状态": "发布", "撤下原因": " ".join(value.split())}


# Lists


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("旧网址: [a.html]", "旧网址: [a.html, b.html]"),
        ("旧网址: []", "旧网址: [b.html]"),
        ("旧网址:\n  - a.html # 注\n", "旧网址:\n  - a.html # 注\n  - b.html\n"),
        ("旧网址:\n- a.html", "旧网址:\n- a.html\n- b.html"),
        ("旧网址: a.html", "旧网址: [a.html, b.html]"),
        ("旧网址:", "旧网址: [b.html]"),
    ],
)
def test_an_item_goes_to_the_end_of_a_list(before: str, after: str) -> None:
    head, tail = "---\n标题: 关于\n", "\n摘要: 一句话\n---\n"
    edited = add_item(PATH, (head + before + tail).encode(), Page, "aliases", "b.html")
    assert edited.decode() == head + after + tail


def test_a_list_that_is_not_there_is_made() -> None:
    assert add_item(PATH, "---\n标题: 关于\n---\n".encode(), Page, "aliases", "b.html").decode() == (
        "---\n标题: 关于\n旧网址: [b.html]\n---\n"
    )


# Refused


@pytest.mark.parametrize("text", ["---\n{标题: 关于, 状态: 发布}\n---\n", "没有字段\n"])
def test_what_cannot_be_edited_safely_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        changed(text)


def test_a_record_with_other_faults_can_still_be_edited() -> None:
    text = "---\n姓名: 例一\n状态: 发布\n标签: [开着\n不认识: 是\n---\n"
    edited = set_field("content/volunteers/a.md", text.encode(), Volunteer, "status", "撤下")
    assert edited.decode() == text.replace("发布", "撤下")
