"""Links to places within texts: the record is shown even where the place is not, or is called something else."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.helpers import NOW, SITE, Files, lines, site_of
from tests.unit.model.records import CONSENT, head, page, volunteer


def linked(volunteer_: str, target: str, of: str, here: str = "") -> Files:
    return {
        "content/site.yaml": SITE,
        "content/volunteers/v1.md": f"---\n{volunteer_}---\n## 经历\n",
        "content/pages/a.md": f"---\n{page(title='甲')}---\n{of}\n",
        "content/pages/b.md": f"---\n{page(title='乙')}---\n[去]({target})。\n\n{here}\n",
    }


def leads_to(files: Files, day: int = 0) -> list[str]:
    """Where the link of page b leads, on a later day; nowhere where only its words are there."""
    result = site_of(files, NOW + timedelta(days=day))
    assert not [line for line in lines(result) if "错误" in line]
    story = bytes(result.files["b.html"]).decode().partition('class="prose"')[2].partition("</div>")[0]
    return re.findall('href="([^"]*)"', story)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("周　晓晴的一天", "pages/a#周-晓晴的一天"),
        ("小周，晓晴", "pages/a#小周晓晴"),
    ],
)
def test_a_heading_with_a_name_is_linked_until_the_consent_ends_and_then_its_page_is(heading: str, target: str) -> None:
    files = linked(volunteer(consent=f"{CONSENT}  有效至: 2026-11-30\n"), target, of=f"## {heading}")
    assert [place for place in leads_to(files) if place.startswith("a.html#t-%")]
    assert leads_to(files, 8) == ["a.html"]


@pytest.mark.parametrize("target", ["周晓晴", "%E5%91%A8%E6%99%93%E6%99%B4"])
def test_a_heading_that_is_a_name_is_linked_by_what_stands_in_its_place(target: str) -> None:
    files = linked(volunteer(consent=f"{CONSENT}  有效至: 2026-11-30\n"), f"pages/a#{target}", of="## 周晓晴")
    assert [unquote(place) for place in leads_to(files, 8)] == ["a.html#t-周某"]


def test_a_heading_of_its_own_text_is_linked_until_its_name_is_hidden() -> None:
    files = linked(volunteer(consent=f"{CONSENT}  有效至: 2026-11-30\n"), "#小周晓晴", "正文", here="## 小周，晓晴")
    assert leads_to(files) == ["#t-小周晓晴"]
    assert leads_to(files, 8) == []


def test_a_text_that_is_held_back_has_no_headings_to_link() -> None:
    files = linked(volunteer(consent=CONSENT.replace("姓名, 肖像, 事迹, 年龄段", "姓名")), "volunteers/v1#经历", "正文")
    assert leads_to(files) == ["volunteers/v1.html"]


def test_a_link_to_no_place_is_said_where_it_stands() -> None:
    files = linked(volunteer(), "#", "正文", here="## 小结")
    assert lines(site_of(files)) == [
        "content/pages/b.md:7:5: 错误: 链接“#”没有写去哪里 [broken-link]",
        "    可以写：#小结",
    ]


def test_a_full_address_of_ours_leads_to_nobody_who_is_not_shown() -> None:
    """As somebody copies it from a browser."""
    base = {"content/site.yaml": f"{SITE}网址: https://hy.example.com/\n"}
    ours, other = "http://HY.example.com/volunteers/v1.html", "https://other.example.com/volunteers/v1.html"
    body = f"[他]({ours})[别处]({other})[列表](https://hy.example.com/news/page-2.html)"
    news = head("转载") + f"体裁: 报道\n刊发媒体: 日报\n原文日期: 2026-11-01\n转载: 链接摘要\n原文链接: {ours}\n"
    files: Files = linked(volunteer(), "volunteers/v1", body, body) | base | {"content/news/n.yaml": news}
    assert leads_to(files) == ["volunteers/v1.html", ours, other, "https://hy.example.com/news/page-2.html"]
    person = volunteer("撤下原因: 某\n", status="撤下")
    gone: Files = files | {"content/volunteers/v1.md": f"---\n{person}---\n"}
    assert leads_to(gone) == [other, "https://hy.example.com/news/page-2.html"]
    made = site_of(gone).files
    assert [
        path for path in ("a.html", "b.html", "news/n.html") if b"hy.example.com/volunteers" in made[path].lower()
    ] == []
