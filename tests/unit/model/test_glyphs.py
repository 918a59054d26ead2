"""Characters that no shipped font has: where they are told of, and where not."""

import pytest

from hyqz_site.model.rules.glyphs import check_glyphs
from tests.helpers import ROOT, Files, inputs_of, known_site, problems_of
from tests.unit.model.records import page

FONTS: Files = {
    path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "assets/fonts").glob("*.metrics.json")
}
ABOUT = "content/pages/about.md"


def told(files: Files, captions: dict[str, str] | None = None, fonts: Files = FONTS) -> list[str]:
    found = problems_of(
        lambda problems: check_glyphs(known_site(files), captions or {}, inputs_of({**files, **fonts}), problems)
    )
    return [line for line in found if not line.startswith(" ")]


def test_the_place_is_the_first_such_character_of_its_text() -> None:
    text = f"---\n{page()}---\n第一段。\n\n第二段有𠔻，又有𠔻和𪚥。\n"
    line = 3 + page().count("\n") + 2
    assert told({ABOUT: text}) == [f"{ABOUT}:{line}:5: 警告: “正文”里的“𠔻𪚥”，自带的字体里没有 [missing-glyph]"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_whatever_the_file_was_saved_in(encoding: str) -> None:
    text = f"---\n{page()}---\n有𠔻。\n".encode(encoding)
    assert [line.split(" ")[2] for line in told({ABOUT: text})] == ["“正文”里的“𠔻”，自带的字体里没有"]


def test_captions_are_texts_too() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n看这里𪚥\n"
    assert told({}, {"content/films/a.vtt": text}) == [
        "content/films/a.vtt:4:4: 警告: “字幕”里的“𪚥”，自带的字体里没有 [missing-glyph]"
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{page()}---\n甲\u200b乙\u200d丙\ufe0f丁\u00a0戊\u3000己\n",  # what leaves no mark of its own
        f"---\n{page()}# 注释里的𠔻\n---\n正文。\n",
        f"---\n{page().replace('状态: 发布', '状态: 草稿')}---\n有𠔻。\n",
        f"---\n{page().replace('状态: 发布', '状态: 撤下')}撤下原因: 𠔻\n---\n有𠔻。\n",
    ],
    ids=["invisible", "comment", "draft", "withdrawn"],
)
def test_what_is_not_shown_is_not_told(text: str) -> None:
    assert told({ABOUT: text}) == []


def test_words_that_are_only_looked_for_are_not_shown() -> None:
    assert told({"content/rules.yaml": "用语:\n  敏感词: [𠔻]\n"}) == []


def test_a_project_without_our_fonts_is_its_own_affair() -> None:
    assert told({ABOUT: f"---\n{page()}---\n有𠔻。\n"}, fonts={}) == []
