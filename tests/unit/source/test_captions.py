"""Caption files as walls and browsers read them."""

import pytest

from hyqz_site.source.captions import Cue, WrongTime, cues, mended, wrong_times


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WEBVTT\n\n1\n00:00:00.400 --> 00:00:02.600\n一双手\n", [Cue(400, 2600, "一双手")]),
        ("WEBVTT - 片名\r\n\r\n01:02.003 --> 01:00:00.000 line:0\r\n甲\r\n乙\r\n", [Cue(62003, 3600000, "甲 乙")]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v 旁白><i>斜</i> &amp; 直\n", [Cue(1000, 2000, "斜 & 直")]),
        ("WEBVTT\n\nNOTE 不是字幕\n\nSTYLE\n::cue { color: red }\n", []),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\n倒着的\n\n00:04.000 --> 00:05.000\n\n", []),
        (
            "WEBVTT\n\n00:05.000 --> 00:09.000\n后\n\n00:01.000 --> 00:06.000\n先\n",
            [Cue(1000, 5000, "先"), Cue(5000, 9000, "后")],
        ),
        ("WEBVTT\n\n00:01.000 --> 00:03.000\n甲\n\n00:01.000 --> 00:02.000\n乙\n", [Cue(1000, 2000, "乙")]),
        ("", []),
    ],
    ids=["plain", "two lines and settings", "tags", "notes and styles", "nothing", "overlapping", "at once", "empty"],
)
def test_what_is_said_when(text: str, found: list[Cue]) -> None:
    assert list(cues(text)) == found


@pytest.mark.parametrize(
    ("line", "column", "right"),
    [
        ("00:00:01,000 --> 00:00:02,500", 9, "00:00:01.000 --> 00:00:02.500"),
        ("00:00:01.000 --> 00:00:02,500 line:0", 26, "00:00:01.000 --> 00:00:02.500 line:0"),
        ("  00：01．000 --> 00:02。000", 5, "  00:01.000 --> 00:02.000"),
        ("０0:01.000 --> 00:02.000", 1, "00:01.000 --> 00:02.000"),
        ("00:01,000　--> 00:02,000 position:10%,line-left", 6, "00:01.000 --> 00:02.000 position:10%,line-left"),
        ("1 --> 2", 1, ""),
        ("00:01.00 --> 00:02.00", 1, ""),
        ("00:61.000 --> 00:62.000", 1, ""),
        ("甲 --> 乙，丙", 1, ""),
    ],
    ids=[
        "as in SRT",
        "one of two",
        "full-width",
        "a full-width digit",
        "settings",
        "no times",
        "hundredths",
        "no such second",
        "text",
    ],
)
def test_a_time_that_browsers_cannot_read_is_told_with_its_line(line: str, column: int, right: str) -> None:
    text = f"WEBVTT\r\n\r\n1\r\n{line}\r\n一双手，红马甲\r\n"
    assert list(wrong_times(text)) == [WrongTime(4, column, line, right)]
    assert mended(text) == text.replace(line, right or line)


@pytest.mark.parametrize(
    "line",
    [
        "00:00:01.000 --> 00:00:02.500",
        "00:01.000 --> 00:02.500 align:start",
        "00:01.000-->00:02.500",
        "\t100:00:01.000\t-->\t100:00:02.500",
    ],
)
def test_what_browsers_read_is_left_alone(line: str) -> None:
    text = f"WEBVTT\n\n{line}\n甲，乙\n"
    assert list(wrong_times(text)) == []
    assert mended(text) == text
    assert len(cues(text)) == 1
