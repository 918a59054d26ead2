"""Which subsets pages need: what changes in one text leaves most of them, and their names, as they are."""

from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.render.fonts import FACES, FROM_SHEETS, LATIN, MARKS, Shown, Tally, characters, wanted
from hyqz_site.render.markup import Markup

EVERYTHING = frozenset(map(chr, range(0x21, 0x9FFF)))
COVERED = {face.font.file: EVERYTHING for face in FACES}
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), max_size=40)


def cuts(pages: dict[str, Shown]) -> list[tuple[str, frozenset[str]]]:
    return [(face.font.family, cut) for face, cut in wanted(pages, COVERED, Tally())]


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
        pages = {path: Shown("".join(sorted(set(text))), "") for path, text in site.items()}

        assert list(tally.count(pages).items()) == list(Tally().count(pages).items())
