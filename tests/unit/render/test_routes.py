"""Addresses are relative and lead where they should, at a root, in a sub-folder and on a disk."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.render import routes
from hyqz_site.render.links import Target, leads_elsewhere, meant
from hyqz_site.render.routes import PER_PAGE

segment = st.text(st.sampled_from("abc019-._~:#?%&+ 志愿者=@!$'()*,;[]"), min_size=1, max_size=6).filter(
    lambda part: part not in {".", ".."} and "#" not in part
)
path = st.lists(segment, min_size=1, max_size=4).map("/".join)


@given(path, path, st.sampled_from(["http://h/", "https://h/sub/folder/", "file:///C:/output/"]))
def test_a_relative_address_resolves_back_to_its_target(page: str, target: str, base: str) -> None:
    written = routes.relative(page, target)
    assert not written.startswith("/")
    assert urlsplit(written).scheme == ""
    here = base + routes.relative("", page)
    assert unquote(urljoin(here, written)) == unquote(base) + target


@given(path, path)
def test_an_absolute_address_is_that_from_the_root(target: str, fragment: str) -> None:
    for whole in (target, f"{target}#{fragment}"):
        assert routes.absolute("https://h/", whole) == "https://h/" + routes.relative("", whole)
        assert unquote(routes.absolute("https://h/", whole)) == "https://h/" + whole


@pytest.mark.parametrize(
    ("page", "target", "written"),
    [
        ("index.html", "index.html", "index.html"),
        ("index.html", "teams/a.html", "teams/a.html"),
        ("teams/a.html", "index.html", "../index.html"),
        ("teams/a.html", "teams/b.html", "b.html"),
        ("teams/a.html", "news/b.html", "../news/b.html"),
        ("a/b/c.html", "a/d.html", "../d.html"),
        ("a.html", "b.html#t-节", "b.html#t-%E8%8A%82"),
        ("a.html", "旧/页.html", "%E6%97%A7/%E9%A1%B5.html"),
    ],
)
def test_addresses(page: str, target: str, written: str) -> None:
    assert routes.relative(page, target) == written


def test_the_addresses_of_the_contract() -> None:
    assert routes.record("volunteers", "li") == "volunteers/li.html"
    assert routes.record("pages", "about") == "about.html"
    assert routes.listing("news") == "news/index.html"
    assert routes.listing("news", 2) == "news/page-2.html"


@pytest.mark.parametrize(
    ("count", "pages"), [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (PER_PAGE * 2, 2), (PER_PAGE * 2 + 1, 3)]
)
def test_pages_for(count: int, pages: int) -> None:
    assert routes.pages_for(count) == pages


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("volunteers/li", Target("volunteer", "li")),
        ("volunteer/li", Target("volunteer", "li")),
        ("志愿者/li", Target("volunteer", "li")),
        ("/volunteers/li", Target("volunteer", "li")),
        ("../volunteers/li.html", Target("volunteer", "li")),
        ("./volunteers/li.html#deed", Target("volunteer", "li", "deed")),
        ("about", Target("page", "about")),
        ("about.html", Target("page", "about")),
        ("news/", Target("news", "")),
        ("news/index.html", Target("news", "")),
        ("nothing/li", None),
        ("volunteers/li/photo", None),
        ("", None),
    ],
)
def test_what_a_link_in_a_text_means(written: str, target: Target | None) -> None:
    assert meant(written) == target


@pytest.mark.parametrize(
    ("written", "elsewhere"),
    [("https://a.b", True), ("http://a.b", True), ("mailto:a@b.c", True), ("tel:0734", True),
     ("javascript:x", False), ("data:x", False), ("volunteers/li", False), ("https://", False)],
)  # fmt: skip
def test_what_leads_elsewhere(written: str, elsewhere: bool) -> None:  # noqa: FBT001 - a table's column
    assert leads_elsewhere(written) is elsewhere
