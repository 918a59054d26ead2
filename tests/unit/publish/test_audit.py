"""A link that a template made and that leads nowhere is found before it is published; so is what nobody can read."""

from posixpath import dirname

import pytest

from hyqz_site.problem import Problems
from hyqz_site.publish.audit import (
    Glance,
    Sight,
    Sights,
    check_pages,
    externals,
    glance,
    is_official,
    look,
    notes,
    orphans,
    overview,
)
from hyqz_site.render.markup import Markup
from tests.helpers import lines

FILES = {"teams/b.html": b'<p id="here">', "a.css": b"", "img/x.jpg": b"", "\u65e7.html": b""}


def glanced(path: str, html: str) -> Glance:
    return glance(dirname(path), Markup(html).every_tag())


def checked(pages: list[tuple[str, list[Glance]]], files: dict[str, bytes]) -> Problems:
    """Return what is wrong with pages, of which the parts are seen; their sums must say whether anything is."""
    problems = Problems()
    by_path = {path: look(path, "pages/a.html", parts) for path, parts in pages}
    check_pages(by_path.values(), files, "fonts.pending.css", problems)
    for some in ([pages], [[page] for page in pages]):
        summed = Sights([*map(overview, some)], by_path, by_path.__getitem__)
        assert summed.are_sound(files, "fonts.pending.css") == (len(problems) == 0)
    return problems


def found(html: str, path: str = "a.html") -> list[str]:
    problems = checked([(path, [glanced(path, html)])], {**FILES, path: html.encode()})
    told = [problem.message for problem in problems if problem.code == "broken-link"]
    return [message.split("链接")[1].split("”")[0].removeprefix("“") for message in told]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="teams/b.html">',
        '<a href="teams/b.html#here">',
        '<a href="a.html">',
        '<link href="a.css">',
        '<img src="img/x.jpg">',
        '<img srcset="img/x.jpg 480w, img/x.jpg 960w">',
        '<a href="teams/b.html?q=%E8%B7%AF#here">',
        '<a href="?kind=team">',
        '<a href="https://example.com/x">',
        '<a href="mailto:a@b.c">',
        '<a href="tel:0734">',
        '<p id="x"><a href="#x">',
        '<a href="%E6%97%A7.html">',
        '<img src="data:image/png;base64,AA">',
        '<a href="">',
        "<a>",
    ],
)
def test_what_leads_somewhere(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<a href="teams/c.html">', "teams/c.html"),
        ('<a href="teams/b.html#there">', "teams/b.html#there"),
        ('<img srcset="img/x.jpg 480w, img/y.jpg 960w">', "img/y.jpg"),
        ('<a href="#x">', "#x"),
        ('<a href="../a.html">', "../a.html"),
        ('<a href="/teams/b.html">', "/teams/b.html"),
        ('<video poster="none.jpg">', "none.jpg"),
        ('<a href="teams/">', "teams/"),
    ],
)
def test_what_leads_nowhere(html: str, address: str) -> None:
    assert found(html) == [address]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (['<h1><a href="#x">', "<p>", '<p id="x">'], []),
        (['<p id="x">', "<h1>", '<p id="x">'], ["页面 a.html 里有几处用了同一个 id：x"]),
        (["<h1>", "<h3>", ""], ["页面 a.html 的标题从 1 级跳到了 3 级"]),
        (["<h2>", "<h1>", "<h1>"], ["页面 a.html 有 2 个一级标题，应有一个"]),
    ],
)
def test_parts_are_one_page(parts: list[str], told: list[str]) -> None:
    page = [glanced("a.html", part) for part in parts]
    assert [problem.message for problem in checked([("a.html", page)], {"a.html": "".join(parts).encode()})] == told


def test_what_is_named_later_leads_somewhere() -> None:
    assert found('<link rel="stylesheet" href="fonts.pending.css">') == []


def faults(html: str, pages: tuple[str, ...] = ("a.html",)) -> list[str]:
    return lines(checked([(path, [glanced(path, html)]) for path in pages], dict.fromkeys(pages, html.encode())))[::2]


IMAGE = '<img src="data:," alt="" width="1" height="1">'


@pytest.mark.parametrize(
    "html", [IMAGE, "<h1>一</h1><h2>二</h2><h3>三</h3><h2>四</h2>", '<p id="a"><p id="b">', "<h1>只有一个</h1>"]
)
def test_what_everybody_can_read(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<p id="a"><b id="a">', "警告: 页面 a.html 里有几处用了同一个 id：a [duplicate-anchor]"),
        ("<h1>一</h1><h3>三</h3>", "警告: 页面 a.html 的标题从 1 级跳到了 3 级 [heading-order]"),
        ("<h1>一</h1><h1>又一</h1>", "警告: 页面 a.html 有 2 个一级标题，应有一个 [heading-order]"),
        ('<img src="data:," width="1" height="1">', "错误: 页面 a.html 有图片没有替代文字 [missing-alt]"),
        ('<img src="data:," alt="">', "警告: 页面 a.html 有图片没有写宽和高，打开时页面会跳动 [image-size]"),
    ],
)
def test_what_somebody_cannot_read(html: str, told: str) -> None:
    assert faults(html) == [f"templates/pages/a.html:1:1: {told}"]


def test_a_fault_of_a_template_is_told_once() -> None:
    assert faults('<img src="data:," alt="">', ("a.html", "b.html", "c.html")) == [
        "templates/pages/a.html:1:1: 警告: 页面 a.html 等 3 个页面 有图片没有写宽和高，打开时页面会跳动 [image-size]"
    ]


PAGES = {
    "index.html": '<a href="a.html">甲</a>',
    "a.html": '<a href="a.html">自己</a> <a href="https://example.com/x">外</a> <a href="https://site.example/a.html">己</a>',
    "b.html": '<a href="https://www.gov.cn/">政府</a> <a href="https://example.com/x">外</a>',
    "search.html": '<a href="b.html">乙</a>',
}


def seen() -> tuple[Sight, ...]:
    return tuple(look(path, "pages/page.html", [glanced(path, html)]) for path, html in PAGES.items())


def test_a_page_that_only_the_search_knows_is_lonely() -> None:
    assert orphans(seen()) == ["b.html"]


def test_links_to_other_sites_are_listed_but_not_those_to_ourselves() -> None:
    assert [(link.url, link.pages) for link in externals(seen(), "https://site.example/")] == [
        ("https://example.com/x", ("a.html", "b.html")),
        ("https://www.gov.cn/", ("b.html",)),
    ]


def test_what_check_says_besides_the_problems() -> None:
    sources = {"b.html": "content/pages/b.md"}
    assert notes(seen(), "https://site.example/", (), sources) == (
        "没有别的页面链接到 b.html（content/pages/b.md），读者只能搜到它。",
        "外链 https://example.com/x（a.html 等 2 页）：不是 gov.cn，也不在 content/site.yaml 的“外链许可”里，请复核。",
    )
    assert len(notes(seen(), "https://site.example/", ["example.com"], sources)) == 1


@pytest.mark.parametrize("host", ["gov.cn", "www.gov.cn", "news.example.com", "example.com"])
def test_official_hosts(host: str) -> None:
    assert is_official(host, ["Example.com"])


@pytest.mark.parametrize("host", ["notgov.cn", "gov.cn.evil.example", "badexample.com", ""])
def test_other_hosts(host: str) -> None:
    assert not is_official(host, ["Example.com"])
