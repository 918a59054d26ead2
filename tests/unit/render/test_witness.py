"""Which remembered pages still hold is told from the questions that they asked, by number."""

from array import array
from collections.abc import Iterable
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.render.witness import Answers, Minutes, Question, asking, numbers_in

TEAM: Question = ("find", "team", "a")
TEXT: Question = ("body", "team", "a")
OTHER: Question = ("find", "team", "b")


class Said:
    """Answers as the test says them."""

    def __init__(self, **said: str) -> None:
        self.said = said
        self.shown = str({key: value for key, value in said.items() if key.startswith("find")})

    def of(self, question: Question) -> str:
        return self.said[f"{question[0]}_{question[2]}"]

    def all(self, kind: str, subjects: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
        return {subject: self.of((kind, *subject)) for subject in subjects}


def answers(**said: str) -> Answers:
    return cast("Answers", Said(**said))


def test_questions_with_other_answers_are_found_by_their_numbers() -> None:
    before = Minutes()
    page = numbers_in(before.numbers((TEAM, TEXT), answers(find_a="1", body_a="1")))
    list_ = numbers_in(before.numbers((TEAM, OTHER), answers(find_a="1", find_b="1")))

    after = Minutes(before.rows)
    changed = after.changed(answers(find_a="1", body_a="2", find_b="1"))

    assert not changed.isdisjoint(page)
    assert changed.isdisjoint(list_)


def test_what_has_changed_once_is_the_measure_of_the_next_build() -> None:
    before = Minutes()
    before.numbers((TEAM,), answers(find_a="1"))
    now = answers(find_a="2")

    after = Minutes(before.rows)

    assert after.changed(now)
    assert not Minutes(after.rows).changed(now)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sets(st.integers(0, 70000), max_size=5)),
    st.sets(st.integers(0, 70000), max_size=20),
)
def test_pages_that_asked_some_of_many_questions_are_found(asked: dict[str, set[int]], some: set[int]) -> None:
    """A few are sought as bytes, whatever bytes of other numbers look like them."""
    stored = {page: (array("I", sorted(numbers)).tobytes(), "and more") for page, numbers in asked.items()}

    assert asking(stored, some) == {page for page, numbers in asked.items() if numbers & some}


def test_bytes_of_two_neighbours_are_no_question() -> None:
    assert asking({"a": (array("I", [0x01000000, 0x02]).tobytes(),)}, {0x0201}) == set()


def test_what_heads_answer_is_not_asked_again_while_these_are_the_same() -> None:
    before = Minutes()
    page = numbers_in(before.numbers((TEAM, TEXT), answers(find_a="1", body_a="1")))
    before.changed(answers(find_a="1", body_a="1"))
    after = Minutes(before.rows, before.shown)
    now = answers(find_a="1", body_a="2")
    cast("Said", now).said["find_a"] = "asked"

    assert after.changed(now) == {page[1]}
    assert after.written == {"body"}
    assert after.rows["find"] is before.rows["find"]


def test_minutes_of_the_last_build_stay_as_they_were() -> None:
    """Whatever is noted and struck out after them: a build that breaks off leaves them to the next."""
    before = Minutes()
    before.numbers((TEAM, TEXT), answers(find_a="1", body_a="1"))
    rows = {kind: (numbers.copy(), last.copy()) for kind, (numbers, last) in before.rows.items()}

    after = Minutes(before.rows)
    after.changed(answers(find_a="2", body_a="1"))
    after.numbers((OTHER,), answers(find_b="1"))
    after.keep(set())

    assert before.rows == rows
    assert after.rows == {"find": ({}, {}), "body": ({}, {})}


def test_a_question_keeps_its_number_and_one_that_nobody_asks_any_more_is_struck_out() -> None:
    minutes = Minutes()
    said = answers(find_a="1", find_b="1", body_a="1")
    first = minutes.numbers((TEAM, OTHER), said)

    assert minutes.numbers((OTHER, TEAM), said) == first
    minutes.keep(set(numbers_in(minutes.numbers((OTHER,), said))))
    assert [(kind, *subject) for kind, (numbers, _) in minutes.rows.items() for subject in numbers] == [OTHER]
    assert set(numbers_in(minutes.numbers((TEXT,), said))).isdisjoint(numbers_in(first))
