"""Links and pictures whose brackets are of the other width: what is certain is mended, and keeps its places."""

import pytest

from hyqz_site.model.kinds import KIND_NAMES
from hyqz_site.source.brackets import KINDS, mended
from tests.helpers import SITE, Files, lines, page_of, picture, site_of
from tests.unit.model.records import page, team


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("![合影]（a.jpg）", "![合影](a.jpg)"),
        ("![合影] (a.jpg)", "![合影]( a.jpg)"),
        ("！[合影](a.jpg)", "![合影](a.jpg)"),
        ("- ！[合影]（图片/合影.JPG）", "- ![合影](图片/合影.JPG)"),
        ("【护路队】（teams/hulu-dui）", "[护路队](teams/hulu-dui)"),
        ("见【护路队】(团队/hulu-dui)。", "见[护路队](团队/hulu-dui)。"),
        ("[护路队] (teams/hulu-dui)", "[护路队]( teams/hulu-dui)"),
        ("[护路队]　（teams/hulu-dui）", "[护路队]( teams/hulu-dui)"),
    ],
)
def test_what_is_meant_is_read(written: str, meant: str) -> None:
    assert mended(written) == meant
    assert len(meant) == len(written)
    assert mended(meant) == meant


@pytest.mark.parametrize(
    "text",
    [
        "太好了！[合影](a.jpg)",
        "【附件】（见第三页）",
        "【时速】（km/h）",
        "【护路队】",
        "文献[1] (teams/hulu-dui)",
        "`【护路队】（teams/hulu-dui）`",
        "```\n![合影]（a.jpg）\n```",
        "\\![合影]（a.jpg）",
        "![合影](a.jpg)",
    ],
)
def test_what_may_be_meant_otherwise_stays(text: str) -> None:
    assert mended(text) == text


FILES: Files = {
    "content/site.yaml": SITE,
    "content/teams/hulu-dui.yaml": team(),
    "content/pages/a.jpg": picture(900, 700),
}


def test_pictures_and_links_are_on_the_page_and_their_problems_at_their_places() -> None:
    body = "合影：\n\n！[合影]（a.jpg）\n\n见【护路队】（teams/hulu-dui）。\n"
    made = site_of({**FILES, "content/pages/x.md": f"---\n{page()}---\n{body}"})
    assert [line for line in lines(made) if "x.md" in line] == []
    found = page_of(made.files["x.html"])
    assert "合影" in [given.get("alt") for tag, given in found.tags if tag == "img"]
    assert "teams/hulu-dui.html" in found.links

    wrong = site_of(
        {**FILES, "content/pages/x.md": f"---\n{page()}---\n见【护路队】（teams/xiubu-dui）。\n![门]（b.jpg）\n"}
    )
    assert [line for line in lines(wrong) if "x.md" in line] == [
        "content/pages/x.md:7:8: 错误: 链接“teams/xiubu-dui”不存在：“团队”里没有 xiubu-dui [broken-link]",
        "content/pages/x.md:8:6: 错误: 找不到文件“b.jpg” [missing-media]",
    ]


def test_a_text_in_a_field_is_read_like_a_body() -> None:
    text = page("正文: |\n  ![合影]（a.jpg）\n")
    made = site_of({**FILES, "content/pages/x.yaml": text})
    assert 'alt="合影"' in made.files["x.html"].decode()


@pytest.mark.parametrize(
    "shot", ["![孩子们]（a.jpg）", "！[孩子们](a.jpg)", "！[孩子们]（a.jpg）", "![孩子们] (a.jpg)"]
)
def test_a_picture_of_children_without_consent_is_hidden_however_it_is_written(shot: str) -> None:
    made = site_of({**FILES, "content/pages/x.md": f"---\n{page()}---\n正文。\n\n{shot}\n"})
    assert made.errors == 0, lines(made)
    assert "孩子" not in made.files["x.html"].decode()
    assert not [path for path in made.files if path.startswith("img/")]


@pytest.mark.parametrize("text", ["【" + "`" * 300_000, "![a]（" + "a." * 100_000, ("[护]" + " " * 50) * 5_000])
def test_no_text_takes_for_ever(text: str) -> None:
    assert len(mended(text)) == len(text)


def test_the_words_with_which_addresses_begin_are_those_of_the_model() -> None:
    assert set(KINDS) == set(KIND_NAMES)


@pytest.mark.parametrize(
    "text", ["【收费】（每人/50）", "【时间】（周三/12-01）", "[早班] (周三/08)", "【方式】（zoom/abc-123）"]
)
def test_what_is_no_address_stays_as_it_is(text: str) -> None:
    assert mended(text) == text
