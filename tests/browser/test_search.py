"""The search in a real browser, from a disk: it finds every substring there is, in time, for everybody."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

LONGEST: Final = 6
FIRST: Final = """(queries) => queries.map(query => window.hyqzSearch.find(query))"""


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, Any]:
    """Return the index of the demonstration site as plain data."""
    text = next((site / "assets/search").glob("index.*.js")).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix("window.hyqzIndex=").removesuffix(";\n"))
    return found


@pytest.fixture(scope="module")
def texts(site: Path, index: dict[str, Any]) -> list[str]:
    """Return the full texts of the records, in their order."""
    found = []
    for path, _, _, _ in index["texts"]:
        text = (site / path).read_text(encoding="utf-8")
        found += json.loads(text[text.index("]=") + 2 : -2])
    return found


@pytest.fixture
def page(window: Page, site: Path) -> Page:
    """Open the search page from the disk, anew."""
    window.set_viewport_size({"width": 1100, "height": 900})
    window.goto((site / "search.html").as_uri())
    return window


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def windows(text: str) -> Iterator[str]:
    """Give every substring of one to six characters."""
    for length in range(1, LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]


def ask(page: Page, query: str) -> None:
    """Type a query and wait until the full texts are there."""
    page.fill("[data-input]", query)
    page.wait_for_function("!document.querySelector('[data-said]').textContent.endsWith('……')")
    page.wait_for_timeout(350)
    page.wait_for_function("!document.querySelector('[data-said]').textContent.endsWith('……')")


def titles(page: Page) -> list[str]:
    return page.locator("[data-results] h2").all_inner_texts()


def test_every_substring_of_names_titles_and_summaries_is_found(page: Page, index: dict[str, Any]) -> None:
    """Recall is 100 %, at once, before any full text has come."""
    holders: dict[str, set[int]] = {}
    for number, (title, summary) in enumerate(zip(index["title"], index["summary"], strict=True)):
        for text in (title, summary):
            for query in windows(text):
                if query.strip():
                    holders.setdefault(query, set()).add(number)
    queries = sorted(holders)
    found = page.evaluate(FIRST, queries)

    assert len(queries) > 10_000
    missed = [query for query, numbers in zip(queries, found, strict=True) if not holders[query] <= set(numbers)]
    assert missed == []


def test_substrings_of_full_texts_are_found_and_nothing_else(
    page: Page, index: dict[str, Any], texts: list[str]
) -> None:
    """2,000 substrings from anywhere: exactly the records that hold them, as Python counts."""
    dice = random.Random(20261123)
    long = [text for text in texts if len(text) > 20]
    queries = []
    while len(queries) < 2000:
        text = dice.choice(long)
        start = dice.randrange(len(text) - 8)
        query = text[start : start + dice.randint(2, 8)]
        if query == query.strip() and not re.search(r"[\sA-Za-z]", query):
            queries.append(query)
    whole = []
    for number, text in enumerate(texts):
        place = index["community"][number]
        year, month, day = map(int, index["day"][number].split("-"))
        whole.append(
            fold(
                "\n".join(
                    [
                        index["title"][number],
                        index["summary"][number],
                        index["more"][number],
                        index["communities"][place][1] if place >= 0 else "",
                        index["day"][number],
                        f"{year}年{month}月{day}日",
                        text,
                    ]
                )
            )
        )
    ask(page, queries[0])
    found = page.evaluate(FIRST, queries)
    wrong = [
        query
        for query, numbers in zip(queries, found, strict=True)
        if set(numbers) != {number for number, text in enumerate(whole) if fold(query) in text}
    ]
    assert wrong == []


def test_names_before_titles_before_summaries_before_texts_and_newer_first(
    page: Page, index: dict[str, Any], texts: list[str]
) -> None:
    ask(page, "路口")
    named = [kind["named"] for kind in index["kinds"]]

    def rank(number: int) -> tuple[int, str]:
        if "路口" in index["title"][number]:
            return 0 if named[index["kind"][number]] else 1, index["day"][number]
        if "路口" in index["summary"][number]:
            return 2, index["day"][number]
        return (3 if "路口" in index["more"][number] else 4), index["day"][number]

    numbers = page.evaluate("window.hyqzSearch.find('路口')")
    ranks = [rank(number) for number in numbers]
    assert {tier for tier, _ in ranks} >= {1, 2, 4}
    assert [tier for tier, _ in ranks] == sorted(tier for tier, _ in ranks)
    for tier in range(5):
        days = [day for one, day in ranks if one == tier]
        assert days == sorted(days, reverse=True)
    assert len(texts) == len(index["title"])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lixiaoman", "例小满"),
        ("lixm", "例小满"),
        ("lxm", "例小满"),
        ("LI XIAO", "例小满"),
        ("小 满 例", "例小满"),
        ("guangmingli", "光明里社区"),
        ("ｇｕａｎｇｍｉｎｇｌｉ", "光明里社区"),
        ("　光明里　社区　", "光明里社区"),
    ],
)
def test_pinyin_initials_widths_and_several_words(page: Page, query: str, first: str) -> None:
    page.fill("[data-input]", query)
    assert first in titles(page)[:3]


def test_words_must_all_be_there(page: Page) -> None:
    ask(page, "补窗")
    alone = set(titles(page))
    ask(page, "补窗 志愿")
    both = set(titles(page))
    assert both
    assert both < alone


def test_what_was_found_is_marked_and_nothing_is_taken_for_markup(page: Page) -> None:
    ask(page, "路口 <b>")
    assert "找到 0 条" in page.inner_text("[data-said]")
    assert page.locator("[data-said] b").count() == 0
    ask(page, "路口")
    marks = page.locator("[data-results] mark").all_inner_texts()
    assert len(marks) >= len(titles(page))
    assert set(marks) == {"路口"}
    ask(page, "２０２６年")
    assert "2026年" in page.locator("[data-results] mark").first.inner_text()


def test_the_address_holds_the_query_and_the_filters(page: Page, site: Path) -> None:
    ask(page, "路口")
    page.click("[data-facet='kind'][data-value='activity']")
    page.click("[data-facet='community'][data-value='dongfangli']")
    expect(page).to_have_url(re.compile(r"search\.html\?q=%E8%B7%AF%E5%8F%A3&kind=activity&community=dongfangli$"))
    narrowed, said = titles(page), page.inner_text("[data-said]")
    page.goto(f"{(site / 'search.html').as_uri()}?q=%E8%B7%AF%E5%8F%A3&kind=activity&community=dongfangli")
    expect(page.locator("[data-said]")).to_have_text(said)
    assert titles(page) == narrowed
    assert page.input_value("[data-input]") == "路口"
    assert page.get_attribute("[data-facet='kind'][data-value='activity']", "aria-current") == "true"
    shown = page.locator("[data-facet='kind'][data-value='activity'] [data-number]").inner_text()
    assert int(shown) == len(narrowed)


def test_by_keyboard_alone(page: Page) -> None:
    assert page.evaluate("document.activeElement.id") == "q"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("补窗")
    page.wait_for_timeout(600)
    before = titles(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == before[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    assert page.input_value("[data-input]") == ""
    assert page.is_visible("[data-index]")
    page.keyboard.type("补窗")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile(r"search\.html"))


def test_results_are_told_to_those_who_do_not_see_them(page: Page) -> None:
    said = page.locator("[data-said]")
    assert said.get_attribute("role") == "status"
    ask(page, "路口")
    count = int(re.search(r"找到 (\d+) 条", said.inner_text()).group(1))  # type: ignore[union-attr]  # else it fails
    assert count == len(page.evaluate("window.hyqzSearch.find('路口')"))
    assert page.locator("[data-results]").get_attribute("aria-label") == "搜索结果"


def test_twenty_at_a_time(page: Page) -> None:
    ask(page, "志愿")
    assert len(titles(page)) == 20
    page.click("[data-more]")
    assert len(titles(page)) == 40
    assert page.evaluate("document.activeElement.textContent") == titles(page)[20]


def test_without_scripts_there_is_an_index_by_kind(browser: Browser, site: Path, index: dict[str, Any]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())
    links = page.locator("[data-index] li a").all_inner_texts()
    assert sorted(links) == sorted(index["title"])
    assert not page.is_visible("[data-form]")
    context.close()


def test_however_many_are_found_only_the_first_are_drawn(browser: Browser, site: Path, index: dict[str, Any]) -> None:
    """Of ten thousand records, which `benchmarks/search.py` times."""
    times = -(-10_000 // len(index["title"]))
    grown = {**index, "texts": []} | {
        name: (index[name] * times)[:10_000]
        for name in ("kind", "community", "sample", "id", "day", "title", "summary", "more")
    }
    name = next((site / "assets/search").glob("index.*.js")).name
    script = f"window.hyqzIndex={json.dumps(grown, ensure_ascii=False)};"
    page = browser.new_page()
    page.route(f"**/{name}", lambda route: route.fulfill(body=script, content_type="text/javascript; charset=utf-8"))
    page.goto((site / "search.html").as_uri())
    page.fill("[data-input]", "志愿")
    results = page.locator("[data-results] a.card__link")
    expect(results).to_have_count(20)
    page.click("[data-more]")
    expect(results).to_have_count(40)
    page.close()
