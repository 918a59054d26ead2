"""雁阵: the same id always flies the same way, every id in its own, inside its picture, as many birds as people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.cards import strokes
from hyqz_site.render import geese

KEYS = st.text(min_size=1, max_size=40)


def birds_of(scene: geese.Scene) -> list[strokes.Line]:
    """Return the outlines of the birds of a scene, the leader first."""
    return [*strokes.lines(scene.leader), *strokes.lines(scene.birds)]


def test_the_same_id_gives_the_same_picture() -> None:
    assert geese.scene("volunteer/li-guixiang") == geese.scene("volunteer/li-guixiang")


def test_pictures_do_not_change_between_versions_unnoticed() -> None:
    scene = geese.scene("volunteer/li-guixiang", shape=(240, 300))

    assert (scene.tint, len(birds_of(scene))) == ("autumn", 13)
    assert scene.leader == "M50 66.1q5.3-.3 9 5.2 4.3-5.2 9.5-4.4-5.4 3.4-9.1 6.7-4.6-3.4-9.4-7.5z"
    assert scene.birds.startswith("M50 66.1m19.3-4.2q5-.7 8.9 3.9 3.8-4.7 8.7-4.2-4.9 3.2-8.2 6")


def test_ids_have_pictures_of_their_own() -> None:
    a_list = [geese.scene(f"volunteer/{number}") for number in range(96)]
    assert len({(scene.far, scene.near, scene.tint) for scene in a_list}) == 96
    assert len({geese.scene(f"volunteer/{number}").leader for number in range(200)}) == 200


@given(KEYS, st.sampled_from([(300, 200), (240, 300), (297, 226), (240, 150)]), st.integers(0, 400))
def test_every_bird_flies_inside_its_picture(key: str, shape: tuple[int, int], count: int) -> None:
    scene = geese.scene(key, count=count, shape=shape)

    assert all(0 <= x <= shape[0] and 0 <= y <= shape[1] for bird in birds_of(scene) for x, y in bird)


@given(KEYS, st.integers(1, 400))
def test_one_stroke_is_one_person_as_far_as_a_flock_can_be_seen(key: str, people: int) -> None:
    scene = geese.scene(key, count=people)

    assert len(birds_of(scene)) == max(5, min(people, geese.MOST))


@given(KEYS)
def test_pictures_are_small(key: str) -> None:
    scene = geese.scene(key)

    assert sum(map(len, (scene.far, scene.near, scene.ground, scene.lines, scene.leader, scene.birds))) < 2600


@pytest.mark.parametrize("count", range(6))
def test_stars_fill_as_many_of_five_birds(count: int) -> None:
    flock = geese.stars(count)

    assert (len(flock.birds), flock.filled) == (5, count)


def test_gap_leaves_one_place_open() -> None:
    flock = geese.gap("404")

    assert len(flock.birds) - flock.filled == 1


@given(st.floats(-500, 500), st.floats(-500, 500), st.floats(0.5, 60), st.floats(-2, 2))
def test_a_stroke_ends_where_it_began(x: float, y: float, length: float, tilt: float) -> None:
    """Its steps are rounded to tenths, and their sum is nothing all the same; its middle is where it should be."""
    ((start, *drawn, end, closed),) = strokes.lines(geese.bird(x, y, length, tilt))

    assert start == closed == pytest.approx(end)
    assert drawn[strokes.STEPS - 1] == pytest.approx((x, y), abs=0.2)


@given(KEYS)
def test_dice_stay_between_their_bounds(key: str) -> None:
    dice = geese.Dice(key)

    assert all(2 <= dice(2, 3) <= 3 and 0 <= dice.pick(4) <= 3 for _ in range(20))
