"""A link that a template made and that leads nowhere is found before it is published."""

import pytest

from hyqz_site.problem import Problems
from hyqz_site.publish.audit import check_pages
from tests.helpers import lines

FILES = {"teams/b.html": b'<p id="here">', "a.css": b"", "img/x.jpg": b"", "\u65e7.html": b""}


def found(html: str, path: str = "a.html") -> list[str]:
    problems = Problems()
    check_pages({**FILES, path: html.encode()}, {path: "pages/a.html"}, problems)
    return [line.split("链接")[1].split("”")[0].removeprefix("“") for line in lines(problems)[::2]]


@pytest.mark.parametrize(
    "html",
    ['<a href="teams/b.html">', '<a href="teams/b.html#here">', '<a href="a.html">', '<link href="a.css">', '<img src="img/x.jpg">',
     '<img srcset="img/x.jpg 480w, img/x.jpg 960w">', '<a href="https://example.com/x">', '<a href="mailto:a@b.c">', '<a href="tel:0734">',
     '<p id="x"><a href="#x">', '<a href="%E6%97%A7.html">', '<img src="data:image/png;base64,AA">', '<a href="">', "<a>"],
)  # fmt: skip
def test_what_leads_somewhere(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    ("html", "address"),
    [('<a href="teams/c.html">', "teams/c.html"), ('<a href="teams/b.html#there">', "teams/b.html#there"),
     ('<img srcset="img/x.jpg 480w, img/y.jpg 960w">', "img/y.jpg"), ('<a href="#x">', "#x"), ('<a href="../a.html">', "../a.html"),
     ('<a href="/teams/b.html">', "/teams/b.html"), ('<video poster="none.jpg">', "none.jpg"), ('<a href="teams/">', "teams/")],
)  # fmt: skip
def test_what_leads_nowhere(html: str, address: str) -> None:
    assert found(html) == [address]
