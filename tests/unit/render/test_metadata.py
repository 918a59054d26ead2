"""What machines read in the head of a page, taken from finished pages."""

import json
import re
from html import unescape
from typing import Any, Final

import pytest

from hyqz_site.release import Result
from hyqz_site.render.metadata import as_script
from tests.helpers import NOW, SITE, Files, lines, page_of, picture, site_of
from tests.unit.model.records import activity, community, page, team, volunteer

BASE: Final = "https://example.com/hyqz/"
NEWS: Final = """\
标题: 江边有声 <b> & "引号"
状态: 发布
发布日期: 2026-11-18
更新日期: 2026-11-20
摘要: 一句话介绍。
体裁: 报道
刊发媒体: 晚报
原文日期: 2026-11-17
原文链接: https://example.com/a
转载: 链接摘要
标签: [江边, 清漂]
作者: 周晓晴
封面: {文件: door.jpg, 替代文字: 江边的门口}
"""
FILES: Final = {
    "content/site.yaml": f"{SITE}网址: https://example.com/hyqz\n网站标识码: '4304050001'\n",
    "content/communities/guangmingli.yaml": community(),
    "content/news/jiangbian/index.yaml": NEWS,
    "content/news/jiangbian/door.jpg": picture(),
    "content/activities/luban.yaml": activity(
        "时间: 08:00-09:30\n重复: {周几: [周四, 周五], 止: 2026-12-31}\n示例: 是\n", day="2026-11-19"
    ),
    "content/teams/hulu-dui.yaml": team(),
    "content/volunteers/zhou.yaml": volunteer(),
    "content/pages/about.yaml": page("旧网址: old.html\n"),
}


@pytest.fixture(scope="module")
def built() -> Result:
    """The site, built once."""
    return made(FILES)


def made(files: Files) -> Result:
    result = site_of(files, NOW)
    assert result.errors == 0, lines(result)
    return result


def metas(html: bytes, kind: str = "name") -> dict[str, str]:
    return {
        given[kind]: given["content"]
        for tag, given in page_of(html).tags
        if tag == "meta" and kind in given and "content" in given
    }


def things(html: bytes) -> dict[str, dict[str, Any]]:
    """Return the JSON-LD of a page by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html.decode(), re.DOTALL)
    assert len(found) == 1
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def test_the_tags_of_government_sites(built: Result) -> None:
    found = metas(built.files["news/jiangbian.html"])
    assert {name: text for name, text in found.items() if name[0].isupper()} == {
        "SiteName": "衡阳群众",
        "SiteDomain": "example.com",
        "SiteIDCode": "4304050001",
        "ColumnName": "新闻",
        "ColumnType": "工作动态",
        "ArticleTitle": '江边有声 <b> & "引号"',
        "PubDate": "2026-11-18",
        "ContentSource": "晚报",
        "Author": "周晓晴",
        "Keywords": "江边,清漂,新闻",
    }
    lists = metas(built.files["news/index.html"])
    assert (lists["ColumnName"], "ArticleTitle" in lists) == ("新闻", False)
    assert lists["ColumnDescription"]
    assert "ColumnName" not in metas(built.files["index.html"])


def test_the_preview_of_a_page(built: Result) -> None:
    found = metas(built.files["news/jiangbian.html"], "property")
    assert found["og:title"] == '江边有声 <b> & "引号"'
    assert found["og:url"] == f"{BASE}news/jiangbian.html"
    assert found["og:image"].removeprefix(BASE) in built.files
    assert (found["og:image:width"], found["og:image:height"]) == ("800", "600")
    assert found["og:image:alt"] == "江边的门口"
    assert (found["article:published_time"], found["article:modified_time"]) == ("2026-11-18", "2026-11-20")
    assert metas(built.files["index.html"], "property")["og:type"] == "website"


def test_what_the_pages_are(built: Result) -> None:
    article = things(built.files["news/jiangbian.html"])["Article"]
    assert article["headline"] == '江边有声 <b> & "引号"'
    assert (article["datePublished"], article["isBasedOn"]) == ("2026-11-18", "https://example.com/a")
    event = things(built.files["activities/luban.html"])["Event"]
    assert event["name"] == "（示例）清洁行动"
    assert event["startDate"] == "2026-11-19T08:00:00+08:00"
    assert event["eventSchedule"]["byDay"] == ["https://schema.org/Thursday", "https://schema.org/Friday"]
    assert things(built.files["teams/hulu-dui.html"])["Organization"]["foundingDate"] == "2021-05"
    assert set(things(built.files["volunteers/zhou.html"])) == {"BreadcrumbList"}, "people are not gathered"
    home = things(built.files["index.html"])
    assert home["Organization"]["name"] == "苗圃街道"
    assert home["WebSite"]["potentialAction"]["target"] == f"{BASE}search.html?q={{query}}"


def test_the_way_to_a_page(built: Result) -> None:
    crumbs = things(built.files["news/jiangbian.html"])["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in crumbs] == [
        (1, "首页", f"{BASE}index.html"),
        (2, "新闻", f"{BASE}news/index.html"),
        (3, '江边有声 <b> & "引号"', f"{BASE}news/jiangbian.html"),
    ]


def test_pages_that_say_nothing_of_themselves(built: Result) -> None:
    for path in ("404.html", "old.html", "search.html", "teams/hulu-dui/panel.html"):
        assert b"ld+json" not in built.files[path]
        assert not metas(built.files[path], "property")


def test_without_an_address_everything_is_relative() -> None:
    result = made({**FILES, "content/site.yaml": SITE})
    html = result.files["news/jiangbian.html"]
    assert not {"og:url", "og:image"} & metas(html, "property").keys()
    assert [item["item"] for item in things(html)["BreadcrumbList"]["itemListElement"]] == [
        "../index.html",
        "index.html",
        "jiangbian.html",
    ]
    assert "SiteDomain" not in metas(html)
    assert "canonical" not in unescape(html.decode())


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028", "&lt;"])
def test_nothing_ends_the_element(text: str) -> None:
    script = as_script({"name": text})
    assert not set("<>&\u2028") & set(script)
    assert json.loads(script) == {"name": text}
