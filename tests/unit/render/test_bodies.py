"""What texts show must be a picture, and is said where it is not."""

import pytest

from tests.helpers import SITE, Files, lines, picture, site_of
from tests.unit.images.films import film
from tests.unit.model.records import page

FILM = (
    "标题: 甲\n状态: 发布\n发布日期: 2026-11-01\n摘要: 示例\n类型: 短视频\n文件: film.mp4\n海报帧: {文件: b.jpg, 替代文字: 某}\n"
    "时长: 9\n字幕: 是\n文字版: 某\n主办: 某\n版权: 某\n"
)


def test_a_film_in_a_text_is_no_picture_and_its_own_record_is_not_blamed() -> None:
    files: Files = {
        "content/site.yaml": SITE,
        "content/pages/about.md": f"---\n{page()}---\n看：![影片](film.mp4)\n",
        "content/films/x.yaml": FILM,
        "content/media/film.mp4": film(),
        "content/media/b.jpg": picture(900, 700, (1, 2, 3)),
    }
    assert [line for line in lines(site_of(files)) if "film.mp4" in line or "影片" in line] == [
        "content/pages/about.md:7:9: 错误: “film.mp4”不是图片 [wrong-type]",
        "    影片请建一条“影像”记录，这里写它的链接：[片名](films/编号)。",
    ]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ('词 a.jpg 词\n\n<img src="a.jpg" alt="图">', ["9:11"]),
        ("首行\n\n<img src=x onerror=1>\n\n[去](https://example.org/x) text", ["9:10"]),
        ("<!-- [去](volunteers/none) -->\n\n[去](volunteers/none)", ["9:5"]),
        (
            "`[去](teams/none)`\n\n```\n[去](teams/none)\n```\n\n- [去](teams/none)\n- [去](teams/none)",
            ["13:7", "14:7"],
        ),
        ("teams/none [去][1]\n\n[1]: teams/none", ["9:6"]),
        ('| 甲 teams/none |\n|--|\n| [去](<teams/none> "teams/none") |\n', ["9:8"]),
        ("[去]（teams/none）和 [![图](a.jpg)](teams/none)", ["7:5", "7:24", "7:32"]),
        ("<!-- ![]() -->\n![图]()\n<img alt=图>", ["8:6", "9:1"]),
        ("[a&amp;b](teams/a&amp;b) [x](javascript:teams/a)", ["7:11", "7:30"]),
        ("<a href=\"#a\">teams/a</a> <a title='#a' href='teams/a'>b</a>", ["7:10", "7:46"]),
    ],
)
def test_a_link_is_found_where_it_stands_not_where_its_address_does(body: str, places: list[str]) -> None:
    files: Files = {"content/site.yaml": SITE, "content/pages/about.md": f"---\n{page()}---\n{body}\n"}
    told = [line for line in lines(site_of(files)) if line.startswith("content/pages/about.md:")]
    assert [line.removeprefix("content/pages/about.md:").partition(": ")[0] for line in told] == places
