"""Bytes become text in one of four encodings, and damage is named where it is."""

import codecs
from typing import Final

import pytest

from hyqz_site.problem import Problems
from hyqz_site.source.decoding import MAX_BYTES, Decoded, decode, lost_references
from tests.helpers import lines

TEXT: Final = "标题: 江边清漂\r\n摘要: 二十个人下到江滩，捡了三百斤。\n"


def read(data: bytes) -> tuple[Decoded | None, list[str]]:
    found = Problems()
    return decode("f.md", data, found), lines(found)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "gb18030", "gbk"],
)
def test_the_same_text_comes_out_of_every_encoding(data: bytes, encoding: str) -> None:
    assert read(data)[0] == Decoded(TEXT, encoding)


def test_only_the_old_encoding_is_worth_a_warning() -> None:
    assert read(TEXT.encode())[1] == []
    assert read(TEXT.encode("gb18030"))[1] == [
        "f.md:1:1: 警告: 文件不是 UTF-8 编码，已按 GB18030（中文 Windows 的旧编码）读取 [legacy-encoding]",
        "    用记事本打开，选“另存为”，编码选 UTF-8，覆盖原文件。",
    ]


@pytest.mark.parametrize("text", ["", "a: 1\n", "\n"])
def test_plain_ascii_and_empty_files_are_utf_8(text: str) -> None:
    assert read(text.encode()) == (Decoded(text, "utf-8"), [])


@pytest.mark.parametrize(
    "text",
    [
        "李", "李文", "张三丰", "标题: 李", "姓名: 喆", "㐂", "你好", "联通", "衡阳群众", "蔡家灶社区",
        "姓名: 周晓晴\n身份: 退休教师\n", "€𠮷",
    ],
)  # fmt: skip
def test_short_gb18030_texts_are_recognised(text: str) -> None:
    assert read(text.encode("gb18030"))[0] == Decoded(text, "gb18030")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (TEXT.encode().replace("清漂".encode(), "清".encode() + b"\xe6\xbc"), "1:8"),
        (TEXT.encode().replace("三百".encode(), b"\xe4\xb8" + "百".encode()), "2:16"),
        (codecs.BOM_UTF8 + "标\n题\n".encode() + b"\xff\n", "3:1"),
        (codecs.BOM_UTF16_LE + "标题\n摘".encode("utf-16-le") + b"\x00\xd8", "2:2"),
        (codecs.BOM_UTF16_LE + "标题".encode("utf-16-le") + b"\x4e", "1:3"),
        (b"\xff\xfe\xff", "1:1"),
        (b"\x80", "1:1"),
        ("甲\r乙\r\n丙".encode() + b"\xe4\xb8", "3:2"),
        ("一二三四五六七八九十".encode()[:-1], "1:10"),
    ],
)
def test_damage_is_named_at_its_line_and_character(data: bytes, place: str) -> None:
    text, messages = read(data)
    assert text is None
    assert messages[0] == f"f.md:{place}: 错误: 这里的文字已经损坏，无法识别（文件里有残缺的字节） [bad-encoding]"


def test_damaged_utf_8_never_passes_as_mojibake() -> None:
    """A page of UTF-8 with one damaged byte is valid GB18030 now and then; it must not be read as such."""
    page = ("苗圃街道的志愿者每周四下午到路口值勤。" * 20).encode()
    for index in range(len(page)):
        for byte in (0x3F, 0x81, 0xFE):
            text, messages = read(page[:index] + bytes([byte]) + page[index + 1 :])
            assert text is None or text.encoding == "utf-8", (index, byte)
            assert text is not None or "[bad-encoding]" in messages[0]


def test_every_damaged_line_is_named_but_no_more_than_twenty() -> None:
    assert [line.split(":")[1] for line in read("好\n".encode() * 3 + b"\xe4\xb8\n\xe4\xb8\n")[1][::2]] == ["4", "5"]
    assert len(read("好\n".encode() * 90 + b"\xe4\xb8\n" * 30)[1][::2]) == 20


def test_a_replacement_character_is_named_where_it_stands() -> None:
    assert read("标题: 江\ufffd清漂\n".encode()) == (
        None,
        [
            "f.md:1:6: 错误: 这里有一个“�”，是以前转换编码时丢失的字 [bad-encoding]",
            "    请对照原稿把丢失的字补上。",
        ],
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 8, "Word、WPS 文件或表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(MAX_BYTES), "Word、WPS 文件或表格"),
        (b"{\\rtf1\\ansi\\ansicpg936 {}}", "写字板或 Word 的文件"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF 文件"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "照片"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
    ],
)
def test_a_document_or_a_picture_with_another_suffix_is_called_what_it_is(data: bytes, what: str) -> None:
    """Once, however many of its bytes are no text, and however large it is."""
    assert read(data) == (
        None,
        [
            f"f.md:1:1: 错误: 这是{what}，只改了扩展名，不是纯文字 [bad-encoding]",
            "    请打开它，把文字复制到记事本里，存成这个文件名，编码选 UTF-8。",
        ],
    )


def test_a_file_over_one_mebibyte_is_refused() -> None:
    assert read(b"a" * MAX_BYTES)[0] is not None
    text, messages = read(b"a" * (MAX_BYTES + 1))
    assert text is None
    assert messages[0] == "f.md:1:1: 错误: 文件太大（1.0 MB），文字文件最多 1 MB [yaml-syntax]"


def test_references_that_stand_for_no_character_are_found() -> None:
    lost = ["&#0;", "&#x0", "&#00", "&#xFFFD;", "&#65533;", "&#xD800;", "&#xdfff", "&#1114112;", f"&#{'9' * 5000};"]
    sound = ["&#1;", "&#x4E2D;", "&#20013", f"&#{'0' * 5000}20013;", "&#x10FFFF;", "&#;", "&#x;", "&amp;"]
    assert [found.group() for found in lost_references("和".join(lost + sound))] == lost
