"""The pages of a site: which there are, how they are linked, and that no two share an address, a title or a description."""

import itertools
import re
from pathlib import Path
from typing import Final

import pytest

from hyqz_site import forked
from hyqz_site.publish.cache import Cache
from hyqz_site.publish.writer import MANIFEST
from hyqz_site.render import routes
from hyqz_site.render.routes import PER_PAGE
from hyqz_site.render.views import lists
from tests.helpers import NOW, ROOT, SITE, Files, dead_addresses, lines, page_of, site_of
from tests.unit.model.records import (
    activity,
    award,
    community,
    figure,
    page,
    team,
    volunteer,
)

GOLDEN: Final = ROOT / "tests/golden/all-kinds"
ALL: Final = {
    path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.glob("content/**/*") if path.is_file()
}


def html_of(files: Files) -> dict[str, bytes]:
    made = site_of(files)
    assert made.errors == 0, lines(made)
    return {path: data for path, data in made.files.items() if path.endswith(".html")}


def linked(html: dict[str, bytes], path: str) -> set[str]:
    return set(page_of(html[path]).links)


def test_the_smallest_site_has_a_home_and_a_404_page() -> None:
    assert set(html_of({})) - {"search.html"} == {"404.html", "index.html"}


@pytest.mark.parametrize(
    ("count", "pages"),
    [
        (PER_PAGE, ["index"]),
        (PER_PAGE + 1, ["index", "page-2"]),
        (PER_PAGE * 2, ["index", "page-2"]),
        (PER_PAGE * 2 + 1, ["index", "page-2", "page-3"]),
    ],
)
def test_a_list_goes_on_on_a_further_page_when_one_is_full(count: int, pages: list[str]) -> None:
    files = {f"content/projects/p{number:02}.yaml": page(title=f"第{number}页") for number in range(count)}
    more = "开始: 2024-03\n进展: 常态\n发起单位: 社区\n主题: 文明创建\n服务对象: 居民\n解决的问题: 没灯\n做法: 装灯\n"
    html = html_of({path: text + more for path, text in files.items()})
    assert [path for path in sorted(html) if path.startswith("projects/") and not path.startswith("projects/p0")
            and path.removeprefix("projects/").removesuffix(".html") in {"index", "page-2", "page-3", "page-4"}] == [
        f"projects/{name}.html" for name in pages
    ]  # fmt: skip
    found = [
        link
        for name in pages
        for link in linked(html, f"projects/{name}.html")
        if link.startswith("p") and link[1:3].isdigit()
    ]
    assert sorted(found) == [f"p{number:02}.html" for number in range(count)]
    for before, after in itertools.pairwise(pages):
        assert f"{after}.html" in linked(html, f"projects/{before}.html")
        assert f"{before}.html" in linked(html, f"projects/{after}.html")


def test_a_large_part_of_a_list_goes_on_on_further_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "PER_PART", 4)
    files = {f"content/activities/a{n}.yaml": activity(day=f"2026-11-{n + 1:02}") for n in range(9)}
    files["content/activities/old.yaml"] = activity(day="2025-01-05")
    html = html_of(files)
    names = ["year-2026.html", "year-2026/page-2.html", "year-2026/page-3.html"]
    pages = [f"activities/by/{name}" for name in names]
    assert [path for path in sorted(html) if path.startswith("activities/by/year-2026")] == sorted(pages)
    shown = [link for path in pages for link in sorted(linked(html, path)) if re.search(r"/a\d\.html$", link)]
    assert [link.rpartition("/")[2] for link in shown] == [
        *("a5.html", "a6.html", "a7.html", "a8.html"),
        *("a1.html", "a2.html", "a3.html", "a4.html"),
        "a0.html",
    ]
    assert "page-3.html" in linked(html, pages[1])
    assert "../year-2026.html" in linked(html, pages[1])


@pytest.mark.parametrize(
    ("number", "last", "pages"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, 4, 5]),
        (1, 6, [1, 2, 3, 4, 5, 6]),
        (1, 7, [1, 2, 3, 4, 0, 7]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (20, 40, [1, 0, 17, 18, 19, 20, 21, 22, 23, 0, 40]),
        (40, 40, [1, 0, 37, 38, 39, 40]),
    ],
)
def test_a_page_of_a_long_list_leads_to_its_neighbours_and_the_ends(number: int, last: int, pages: list[int]) -> None:
    assert lists.near(number, last) == pages


def test_links_go_both_ways() -> None:
    html = html_of(
        {
            "content/teams/t.yaml": team(),
            "content/volunteers/v.yaml": volunteer("队伍: t\n社区: c\n"),
            "content/communities/c.yaml": community(),
            "content/activities/a.yaml": activity("队伍: t\n社区: c\n"),
            "content/awards/w.yaml": award("志愿者/v 团队/t"),
        }
    )
    for one, other in (("teams/t", "volunteers/v"), ("volunteers/v", "communities/c"), ("activities/a", "teams/t"),
                       ("activities/a", "communities/c"), ("awards/w", "volunteers/v"), ("awards/w", "teams/t")):  # fmt: skip
        assert f"../{other}.html" in linked(html, f"{one}.html"), (one, other)
        assert f"../{one}.html" in linked(html, f"{other}.html"), (other, one)


def test_an_alias_is_a_redirect_page() -> None:
    html = html_of({"content/pages/about.yaml": page("旧网址: [old/a.html, /旧/]\n")})
    for path, target in (("old/a.html", "../about.html"), ("旧/index.html", "../about.html")):
        found = page_of(html[path])
        assert target in found.links
        assert ("meta", f"0; url={target}") in [(tag, attributes.get("content")) for tag, attributes in found.tags]


PATHS: Final = [
    "about.html", "index.html", "404.html", "search.html", "volunteers/index.html", "volunteers/zhou-xiaoqing.html",
    "old/zhou.html", "zhou/index.html", "communities/dahua.html", "awards/2026.html", "activities/index.html",
    "assets/x.html", "screens/x.html",
]  # fmt: skip


@pytest.mark.parametrize("alias", PATHS)
@pytest.mark.parametrize("write", [str, str.upper], ids=["as it is", "in capitals"])
def test_an_alias_at_an_address_of_the_site_is_an_error(alias: str, write: object) -> None:
    written = write(alias.removesuffix(".html")) + ".html"
    made = site_of({**ALL, "content/pages/more.yaml": page(f"旧网址: {written}\n", title="另一页")})
    assert [problem.code for problem in made.problems if problem.path == "content/pages/more.yaml"] == ["address-clash"]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("发布日期: 2026-12-24", "content/pages/more.yaml:5:7: 错误"),  # or no build would work from that day on
        ("状态: 送审", "content/pages/more.yaml:5:7: 警告"),
        ("状态: 草稿", "content/pages/more.yaml:5:7: 警告"),
        ("状态: 撤下", ""),
        ("到期: 2026-11-23", ""),
    ],
)
def test_an_alias_at_the_address_of_a_page_that_is_still_to_come_is_told_now(about: str, said: str) -> None:
    key = about.partition(":")[0]
    lines_ = [line for line in page(title="甲").splitlines() if not line.startswith(key)]
    files: Files = {
        "content/site.yaml": SITE,
        "content/pages/about.yaml": "\n".join([*lines_, about]),
        "content/pages/more.yaml": page("旧网址: [about.html]\n", title="乙"),
    }
    found = [line for line in lines(site_of(files)) if "重复" in line]
    assert found == [f"{said}: 旧网址“about.html”和“甲”的页面重复了 [address-clash]"] * bool(said)


def test_the_alias_of_a_draft_is_told_as_a_warning() -> None:
    files: Files = {
        "content/site.yaml": SITE,
        "content/pages/a.yaml": page("旧网址: [index.html, c.html]\n", title="甲", status="草稿"),
        "content/pages/b.yaml": page("旧网址: [c.html]\n", title="乙"),
    }
    assert [line for line in lines(site_of(files)) if "重复" in line] == [
        "content/pages/a.yaml:5:7: 警告: 旧网址“index.html”和网站自己的页面重复了 [address-clash]",
        "content/pages/a.yaml:5:19: 警告: 旧网址“c.html”和“乙”的旧网址重复了 [address-clash]",
    ]


def test_no_page_of_the_site_can_be_taken_by_an_alias() -> None:
    """Whatever pages the design brings: an alias never replaces one of them."""
    html = html_of(ALL)
    own = [path for path in html if path != "volunteers/chen-withdrawn.html"]  # says only that it is gone
    listed = "".join(f"  - {path}\n" for path in own)
    made = site_of({**ALL, "content/pages/more.yaml": page(f"旧网址:\n{listed}", title="另一页")})
    clashes = [problem for problem in made.problems if problem.code == "address-clash"]
    free = set(own) - {line.split("“")[1].split("”")[0] for line in lines(clashes) if "“" in line}
    assert free == set()


def test_no_file_of_the_site_is_in_the_way_of_an_alias() -> None:
    """Neither of its name, nor as a folder: `activities.ics/` would have to be one."""
    settings = ALL["content/site.yaml"].replace("[搜索, 订阅]".encode(), "[搜索, 订阅, 日历]".encode())
    everything: Files = {**ALL, "content/site.yaml": settings}
    folders = [f"{path}/" for path in (*site_of(everything).files, MANIFEST) if not path.endswith(".html")]
    assert {f"{name}/" for name in ("activities.ics", "feed.xml", "sitemap.xml", "robots.txt")} <= set(folders)
    assert any(re.fullmatch(r"communities/.*\.ics/", folder) for folder in folders)
    listed = "".join(f"  - {path}\n" for path in folders)
    made = site_of({**everything, "content/pages/more.yaml": page(f"旧网址:\n{listed}", title="另一页")})
    clashes = [
        problem.message.split("“")[1].split("”")[0] for problem in made.problems if problem.code == "address-clash"
    ]
    assert sorted(clashes) == sorted(f"{folder}index.html" for folder in folders)


def test_titles_and_descriptions_are_unique_even_where_records_are_alike() -> None:
    files = {f"content/teams/t{number}.yaml": team() for number in range(3)}
    files |= {f"content/pages/p{number}.yaml": page("旧网址: []\n") for number in range(2)}
    html = html_of(files)
    for name in ("title", "description"):
        said = [getattr(page_of(data), name) for data in html.values()]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("more", [{}, {"content/site.yaml": "网站名称: 网站\n主办: 街道\n副标题: 邻里之间\n"}])
def test_what_was_expected_to_be_alike_makes_no_page_another(more: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many pages it is guessed before they are made, by their records; the home page may say what a record says."""
    files = {f"content/teams/t{number}.yaml": team() for number in range(2)}
    files |= {"content/pages/p.yaml": re.sub("摘要: .*", "摘要: 邻里之间", page()), **more}
    made = site_of(files, store=Cache()).files
    descriptions = {path: page_of(made[path]).description for path in ("index.html", "p.html", "teams/t0.html")}
    assert [one.rpartition("：")[2] for one in descriptions.values()] == [
        "邻里之间" if more else "苗圃街道的志愿服务网站。",
        "邻里之间",
        "一句话介绍。",
    ]
    monkeypatch.setattr(forked, "WORTH_IT", 1)
    assert site_of(files, store=Cache()).files == made


def test_a_base_address_gives_canonical_addresses_and_changes_nothing_else() -> None:
    plain, based = (
        html_of({"content/teams/t.yaml": team(), "content/site.yaml": "网站名称: 衡阳群众\n主办: 苗圃街道\n" + more})
        for more in ("", "网址: https://example.com/hyqz\n")
    )
    canonical = [
        attributes["href"]
        for tag, attributes in page_of(based["teams/t.html"]).tags
        if attributes.get("rel") == "canonical"
    ]
    assert canonical == ["https://example.com/hyqz/teams/t.html"]
    assert page_of(plain["teams/t.html"]).links == page_of(based["teams/t.html"]).links


@pytest.mark.parametrize(
    "files",
    [
        {"content/communities/c.yaml": community(more="常住人口: 0\n人口截止: 2026-10-31\n注册志愿者: 0\n注册截止: 2026-10-31\n")},
        {"content/figures/f.yaml": figure("  - {截止: 2026-10-31, 社区: c, 值: 0}\n"), "content/communities/c.yaml": community()},
        {"content/figures/f.yaml": figure("  - {截止: 2026-10-31, 值: 0}\n")},
        {"content/awards/a.yaml": award("团队/t", "推荐"), "content/teams/t.yaml": team()},
        {"content/activities/a.yaml": activity("重复: {周几: 周四, 止: 2199-12-31}\n")},
        {"content/activities/a.yaml": activity("结束: 2199-12-31\n", "1900-01-01")},
        {"content/volunteers/v.yaml": volunteer("时长: 0\n时长截止: 2026-10-31\n", name="周")},
        {"content/news/n.md": "---\n" + page("体裁: 报道\n刊发媒体: 日报\n原文日期: 2026-10-01\n转载: 链接摘要\n") + "---\n正文\n"},
    ],
    ids=["nobody lives there", "no total", "one zero", "nobody named yet", "for ever", "a long time", "short", "link"],
)  # fmt: skip
def test_odd_but_valid_records_make_a_site(files: Files) -> None:
    html = html_of(files)
    assert dead_addresses(site_of(files).files) == []
    assert len(html) > 2


def test_the_rate_is_shown_only_with_both_days() -> None:
    told = "常住人口: 8000\n人口截止: 2026-06-30\n注册志愿者: 3000\n"
    with_both = html_of({"content/communities/c.yaml": community(more=told + "注册截止: 2026-10-31\n")})
    with_one = html_of({"content/communities/c.yaml": community(more=told)})
    assert b"37.5%" in with_both["communities/c.html"]
    assert b"37.5%" not in with_one["communities/c.html"]


def test_repeats_give_the_days_of_the_next_sixty_days() -> None:
    html = html_of({"content/activities/a.yaml": activity("重复: {周几: [周四], 止: 2027-12-31}\n")})
    text = "".join(page_of(html["activities/a.html"]).text)
    assert "11月26日" in text
    assert "1月21日" in text
    assert "1月28日" not in text
    assert NOW.date().isoformat() == "2026-11-23"


def test_a_link_to_a_record_in_a_text_is_put_in_and_a_held_one_leaves_its_words() -> None:
    body = "---\n" + page() + "---\n见[甲](teams/a)、[乙](teams/b)。\n"
    held = team().replace("状态: 发布", "状态: 草稿")
    html = html_of({"content/pages/about.md": body, "content/teams/a.yaml": team(), "content/teams/b.yaml": held})
    assert "teams/a.html" in linked(html, "about.html")
    assert "teams/b.html" not in html
    assert "见甲、乙。" in "".join(page_of(html["about.html"]).text)


def test_media_of_link_only_news_shows_no_body() -> None:
    text = (
        "---\n"
        + page("体裁: 报道\n刊发媒体: 日报\n原文日期: 2026-10-01\n转载: 链接摘要\n原文链接: https://example.com/x\n")
        + "---\n不可转载的正文\n"
    )
    html = html_of({"content/news/n.md": text})
    assert "不可转载的正文".encode() not in b"".join(html.values())
    assert "https://example.com/x" in linked(html, "news/n.html")


def test_templates_are_all_used() -> None:
    """A template that no page needs is dead weight, or a page is missing."""
    names = {path.name for path in (ROOT / "templates/pages").glob("*.html")}
    source = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "hyqz_site/render").rglob("*.py"))
    assert {name for name in names if f"pages/{name}" not in source} == set()
