"""Which subsets pages need: what changes in one text leaves most of them, and their names, as they are."""

from collections import Counter
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.render.fonts import (
    COMMON,
    FACES,
    FROM_SHEETS,
    GROUPS,
    LATIN,
    MANY,
    MARKS,
    PENDING,
    Letters,
    Sheets,
    Shown,
    Tally,
    characters,
    group_of,
    headlines_of,
    joined,
    linked,
    summed,
    wanted,
)
from hyqz_site.render.markup import Markup

EVERYTHING = frozenset(map(chr, range(0x21, 0x9FFF)))
COVERED = {face.font.file: EVERYTHING for face in FACES}
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), max_size=40)


def groups(pages: dict[str, Shown], of: int = GROUPS) -> dict[int, Letters]:
    """Return the characters of the pages by groups, of so many."""
    numbers = {path: group_of(path, of) for path in pages}
    return {
        number: summed({path: [shown] for path, shown in pages.items() if numbers[path] == number})
        for number in set(numbers.values())
    }


def cuts(pages: dict[str, Shown]) -> list[tuple[str, frozenset[str]]]:
    return [(face.font.family, cut) for _, face, cut in wanted(groups(pages), {}, COVERED, Tally())]


def page(text: str, headline: str = "") -> Shown:
    return characters(Markup(f"<h2>{headline}</h2><p>{text}</p>"))


def test_what_a_page_shows() -> None:
    shown = characters(
        Markup(
            '<head><title>题</title></head><h2>一&amp;</h2><h3 class="row__title">二</h3><p>三<code>码</code></p><script>四</script>'
        )
    )

    assert set(shown.headlines) == set("一&")
    assert set(shown.all) == {*"一&二三码", *FROM_SHEETS}


@given(st.lists(HAN, min_size=1, max_size=5), st.text(st.sampled_from(sorted(LATIN | MARKS)), max_size=5))
def test_a_letter_or_a_mark_that_is_new_in_a_text_changes_no_subset(texts: list[str], new: str) -> None:
    before = {f"{number}.html": page(text, text[:5]) for number, text in enumerate(texts)}
    after = {**before, "0.html": page(texts[0] + new.replace("<", "&lt;").replace("&", "&amp;"), texts[0][:5])}

    assert cuts(after) == cuts(before)


@given(st.lists(HAN, min_size=2, max_size=5))
def test_the_text_face_does_not_mind_who_says_what(texts: list[str]) -> None:
    """Where all characters are in its first slice or not by how many pages show them, and they stay as many."""
    pages = {f"{number}.html": page(text) for number, text in enumerate(texts)}
    turned = {f"{number}.html": page(text) for number, text in enumerate(reversed(texts))}

    assert [one for one in cuts(turned) if "Sans" in one[0]] == [one for one in cuts(pages) if "Sans" in one[0]]


@given(st.lists(HAN, min_size=1, max_size=5))
def test_every_character_is_in_one_subset_of_each_face(texts: list[str]) -> None:
    pages = {f"{number}.html": page(text, text[:7]) for number, text in enumerate(texts)}
    for family in {family for family, _ in cuts(pages)}:
        own = [cut for name, cut in cuts(pages) if name == family]
        assert sum(map(len, own)) == len(frozenset().union(*own))
        assert frozenset().union(*own) >= {*"".join(texts), *FROM_SHEETS, *LATIN, *MARKS} & EVERYTHING
        assert own[0] >= MARKS & EVERYTHING


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), HAN, max_size=6), max_size=5))
def test_a_tally_that_follows_edits_counts_what_a_new_one_counts(sites: list[dict[str, str]]) -> None:
    tally = Tally()
    for site in sites:
        pages = {path: page(text, text[:9]) for path, text in site.items()}

        followed, anew = tally.count(groups(pages)), Tally().count(groups(pages))
        assert [list(one.items()) for one in followed] == [list(one.items()) for one in anew]


@given(st.dictionaries(st.sampled_from("abcdefgh"), HAN, max_size=8), st.integers(1, 9))
def test_groups_that_are_joined_are_as_one(site: dict[str, str], of: int) -> None:
    pages = {path: page(text, text[:9]) for path, text in site.items()}

    assert joined([*groups(pages, of).values()]) == summed({path: [shown] for path, shown in pages.items()})


@given(st.dictionaries(st.sampled_from("abcdefgh"), HAN, max_size=8), st.sampled_from([1, 2, GROUPS, 4 * GROUPS]))
def test_groups_count_what_all_pages_together_count(site: dict[str, str], of: int) -> None:
    """Headlines in the order of the first pages that have their characters, whatever group these are in."""
    pages = {path: page(text, text[:9]) for path, text in site.items()}
    everywhere, headlines = Tally().count(groups(pages, of))

    assert everywhere == Counter(one for shown in pages.values() for one in shown.all)
    expected = Counter(one for path in sorted(pages) for one in pages[path].headlines)
    assert list(headlines.items()) == list(expected.items())


def large(texts: list[str]) -> dict[str, Shown]:
    """Return a site of many pages with a common text, the first of which say something of their own."""
    same = page("社区里的人都来了", "社区")
    own = {f"{number}.html": page(f"社区里的人都来了{text}", "社区") for number, text in enumerate(texts)}
    return {**{f"{number}.html": same for number in range(MANY)}, **own}


def reach(pages: dict[str, Shown]) -> tuple[list[frozenset[str]], dict[str, frozenset[str]]]:
    """Return the subsets for all pages, and by page what else it is given."""
    found = list(wanted(groups(pages), {}, COVERED, Tally()))
    rare = {group: ("", cut) for group, _, cut in found if isinstance(group, int) and group != COMMON}
    sheets = Sheets("", rare, {})
    more = {path: rare[crc32(path.encode()) % GROUPS][1] for path in pages if len(sheets.of(path, [pages[path]])) > 1}
    return [cut for group, _, cut in found if group == COMMON], more


@given(st.lists(HAN, min_size=1, max_size=8))
def test_every_page_of_a_large_site_is_given_all_its_characters(texts: list[str]) -> None:
    pages = large(texts)
    common, more = reach(pages)

    for path, shown in pages.items():
        given = frozenset().union(*common) | more.get(path, frozenset())
        assert given >= set(shown.all) & EVERYTHING


@given(
    st.lists(HAN, min_size=1, max_size=8),
    st.characters(min_codepoint=0x5000, max_codepoint=0x5FFF, exclude_characters="区"),
)
def test_a_character_that_is_new_to_a_large_site_changes_no_page_outside_of_its_group(
    texts: list[str], new: str
) -> None:
    before, after = reach(large(texts)), reach(large([texts[0] + new, *texts[1:]]))

    assert after[0] == before[0]
    same = [path for path in large(texts) if crc32(path.encode()) % GROUPS != crc32(b"0.html") % GROUPS]
    assert [after[1].get(path) for path in same] == [before[1].get(path) for path in same]
    assert new in after[1]["0.html"]


def test_a_small_site_has_one_sheet() -> None:
    pages = {f"{number}.html": page(f"社{chr(0x5000 + number)}") for number in range(MANY - 1)}

    assert {group for group, _, _ in wanted(groups(pages), {}, COVERED, Tally())} == {COMMON}


def headlines(pages: dict[str, Shown]) -> dict[str, frozenset[str]]:
    return headlines_of([*pages], lambda path: [pages[path]])


@given(st.lists(HAN, min_size=1, max_size=5))
def test_a_page_has_a_subset_with_all_that_its_headlines_show(texts: list[str]) -> None:
    """What all pages share is what it is without."""
    pages = {f"{number}.html": page(text, f"1. {text[:5]}。") for number, text in enumerate(texts)}
    found = [*wanted(groups(pages), headlines(pages), COVERED, Tally())]
    own = {path: cut for path, _, cut in found if isinstance(path, str)}

    assert [one for one in found if one[0] == COMMON] == [*wanted(groups(pages), {}, COVERED, Tally())]
    assert own.keys() == pages.keys()
    assert all(own[path] >= {*shown.headlines, *FROM_SHEETS, *MARKS} & EVERYTHING for path, shown in pages.items())
    assert all(face.headlines for path, face, _ in found if isinstance(path, str))


def test_in_a_large_site_only_the_home_page_has_its_own() -> None:
    pages = {"index.html": page("", "首页"), **{f"{number}.html": page("", "题") for number in range(MANY - 1)}}

    assert headlines(pages) == {"index.html": frozenset("首页")}
    del pages["1.html"]
    assert headlines(pages).keys() == pages.keys()


def test_only_the_page_itself_names_its_own_sheet() -> None:
    sheets = Sheets("common.css", {group_of("index.html"): ("rare.css", frozenset("稀"))}, {"index.html": "own.css"})

    assert sheets.of("index.html", [page("常", "常")]) == ("common.css", "own.css")
    assert sheets.of("index.html", [page("稀")]) == ("common.css", "rare.css", "own.css")
    assert sheets.of("about.html", [page("常", "常")]) == ("common.css",)
    other = Sheets(sheets.common, sheets.rare, {"index.html": "new.css"})
    assert sheets.offered("index.html") != other.offered("index.html")
    assert sheets.offered("about.html") == other.offered("about.html")
    assert sheets.key != other.key


def test_a_page_names_its_sheets_one_after_the_other() -> None:
    html = f'<head><link rel="stylesheet" href="../{PENDING}"><title>题</title></head>'.encode()

    assert linked(html, ("a.css",)) == '<head><link rel="stylesheet" href="../a.css"><title>题</title></head>'.encode()
    assert linked(html, ("a.css", "b.css")).startswith(
        b'<head><link rel="stylesheet" href="../a.css"><link rel="stylesheet" href="../b.css"><title>'
    )
    assert linked(b"<p>none</p>", ("a.css", "b.css")) == b"<p>none</p>"
