"""Outlines as text become points."""

from hyqz_site.cards import strokes
from hyqz_site.render import geese


def test_straight_lines() -> None:
    """Capital letters are places, small ones are steps; z goes back to the start."""
    assert strokes.lines("M0 10V5H8L4 2h2v-1z") == (((0, 10), (0, 5), (8, 5), (4, 2), (6, 2), (6, 1), (0, 10)),)


def test_several_lines_and_pairs() -> None:
    """Each M begins a line; pairs after it go on with it."""
    assert strokes.lines("M1 2 3 4M5 6h.5") == (((1, 2), (3, 4)), ((5, 6), (5.5, 6)))


def test_curves_become_short_straight_pieces() -> None:
    """They end where they should and bend to their side."""
    ((start, *middle, end),) = strokes.lines("M0 0Q5 10 10 0")

    assert (start, end) == ((0, 0), (10, 0))
    assert len(middle) == strokes.STEPS - 1
    assert max(y for _, y in middle) == 5


def test_steps_of_a_curve_are_taken_from_where_it_begins() -> None:
    """A small q, also after another and without blanks before a minus."""
    assert strokes.lines("M3 4q5 10 10 0-1.5-2 .5 1z") == strokes.lines("M3 4Q8 14 13 4 11.5 2 13.5 5z")


def test_a_line_may_begin_a_way_from_where_the_last_one_began() -> None:
    """A small m: after a closed line the place is its beginning; one that goes nowhere is no line."""
    assert strokes.lines("M3 4m1 1h5v2zm-2 3h1") == strokes.lines("M4 5h5v2zM2 8h1")


def test_what_the_geese_draw_can_be_read() -> None:
    """Every outline of many scenes, and of their birds."""
    for number in range(40):
        scene = geese.scene(f"team/{number}", shape=(300, 250))
        for path in (scene.far, scene.near, scene.ground, scene.leader, scene.birds):
            assert all(len(line) > 2 for line in strokes.lines(path)), path
        strokes.lines(scene.lines)


def test_ripples_are_level_and_rails_are_not() -> None:
    """Only the first may be cut by the edge of a picture."""
    assert strokes.is_level(strokes.lines("M1 2h5M3 4h6"))
    assert not strokes.is_level(strokes.lines("M1 2 5 9M3 4H9"))
    assert strokes.is_level(())
