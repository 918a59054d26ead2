"""Caption files as walls read them."""

import pytest

from hyqz_site.screens.captions import Cue, cues


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
