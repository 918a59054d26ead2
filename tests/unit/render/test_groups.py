"""Pages are summed up by groups: after any edits as if they were all new, and only those that changed are looked at."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.memo import Memo
from hyqz_site.render import fonts, groups
from hyqz_site.render.drawing import Audit, Seen
from hyqz_site.render.groups import Groups, Sum

PAGES = st.dictionaries(st.integers(0, 200).map("{}.html".format), st.text("社区里的人", min_size=1, max_size=4))


class Paths:
    """An audit that sees of pages where they are."""

    glance = look = None

    @staticmethod
    def overview(pages: Sequence[tuple[str, Sequence[Any]]]) -> list[str]:
        return [path for path, _ in pages]

    @staticmethod
    def joined(overviews: Sequence[list[str]]) -> list[str]:
        return sorted(chain.from_iterable(overviews))


def look_at(pages: dict[str, str], seen: list[str]) -> dict[int, Sum]:
    return sums_of(Groups(), pages, Memo(), seen)


def sums_of(made: Groups, pages: dict[str, str], memo: Memo, seen: list[str]) -> dict[int, Sum]:
    """Return the sums of pages that show the text by which they are known; `seen` takes which are looked at."""

    def look(path: str) -> list[Seen]:
        seen.append(path)
        return [Seen(fonts.Shown("".join(sorted(set(pages[path]))), ""), None)]

    return made.sums(pages, look, cast("Audit", Paths), memo, 1)


def overviews(sums: dict[int, Sum]) -> list[str]:
    return sorted(path for one in sums.values() for path in one.overview)


@given(st.lists(PAGES, max_size=5), st.booleans())
def test_after_any_edits_the_sums_are_those_of_a_new_look(sites: list[dict[str, str]], is_new: bool) -> None:  # noqa: FBT001
    """In the same process, or in a new one that remembers."""
    made, memo = Groups(), Memo()
    for pages in sites:
        made = Groups() if is_new else made
        found, anew = sums_of(made, pages, memo, []), look_at(pages, [])
        assert {number: one for number, one in found.items() if one.overview} == anew
        assert overviews(found) == sorted(pages)


def test_only_the_group_of_an_edited_page_is_looked_at() -> None:
    pages = {f"{number}.html": "社区" for number in range(500)}
    made, memo, seen = Groups(), Memo(), list[str]()
    sums_of(made, pages, memo, seen)
    assert sorted(seen) == sorted(pages)
    seen.clear()
    sums_of(made, {**pages, "7.html": "街道"}, memo, seen)
    assert {fonts.group_of(path) for path in seen} == {fonts.group_of("7.html")}
    seen.clear()
    sums_of(Groups(), {**pages, "7.html": "街道"}, memo, seen)
    assert seen == []


def test_a_look_that_broke_off_leaves_nothing_to_the_next() -> None:
    made, memo = Groups(), Memo()
    pages = {f"{number}.html": "社区" for number in range(100)}
    sums_of(made, pages, memo, [])

    def fails(_: str) -> list[Seen]:
        raise OSError(5, "the disk failed")

    with pytest.raises(OSError, match="the disk failed"):
        made.sums({"0.html": "街道"}, fails, cast("Audit", Paths), memo, 1)
    assert overviews(sums_of(made, pages, memo, [])) == sorted(pages)


@pytest.mark.parametrize("count", [0, 1, 1535, 1536, 12_000, 1_000_000])
def test_there_are_as_many_groups_as_the_fonts_have_or_a_multiple(count: int) -> None:
    number = groups._groups_for(count)  # noqa: SLF001

    assert number % fonts.GROUPS == 0
    assert count / number <= groups.MANY
