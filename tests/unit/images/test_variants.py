"""Which files are made, and what their keys say."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hyqz_site.images.geometry import PORTRAIT_FOCUS, Size
from hyqz_site.images.variants import Frame, VariantSpec, shrink_for, widths_for

WHOLE = VariantSpec(width=960, format="webp", quality=80)
CARD = VariantSpec(width=1200, height=630, focus=PORTRAIT_FOCUS, format="jpeg", quality=82)


def test_key_spells_every_parameter() -> None:
    assert WHOLE.key() == "960xauto focus 0.5 0.5 webp q80"
    assert CARD.key() == "1200x630 focus 0.5 0.33 jpeg q82"


def test_key_differs_with_any_parameter() -> None:
    others = (
        replace(CARD, width=1201),
        replace(CARD, height=None),
        replace(CARD, focus=(0.5, 0.34)),
        replace(CARD, format="png"),
        replace(CARD, quality=81),
    )
    assert len({CARD.key(), *(other.key() for other in others)}) == 6


def test_frame_without_a_height_is_the_whole_picture_and_never_larger() -> None:
    assert WHOLE.frame((4000, 3000)) == Frame((0, 0, 4000, 3000), (960, 720))
    assert WHOLE.frame((640, 480)) == Frame((0, 0, 640, 480), (640, 480))


def test_frame_with_a_height_has_exactly_that_size_even_from_a_small_picture() -> None:
    assert CARD.frame((4000, 3000)) == Frame((0, 0, 4000, 2100), (1200, 630))
    assert CARD.frame((600, 600)).size == (1200, 630)


@pytest.mark.parametrize(
    "wrong",
    [{"width": 0}, {"width": 16_384}, {"height": 0}, {"focus": (0.5, 1.01)}, {"quality": 0}, {"quality": 101}],
)
def test_a_spec_that_no_encoder_could_make_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"variant|focus|quality"):
        replace(CARD, **wrong)  # type: ignore[arg-type]  # mypy cannot follow the parameters into their fields


@pytest.mark.parametrize(
    ("info_width", "wanted", "expected"),
    [
        (4000, (480, 960, 1600), (480, 960, 1600)),
        (1200, (480, 960, 1600), (480, 960, 1200)),
        (960, (480, 960, 1600), (480, 960)),
        (320, (480, 960, 1600), (320,)),
        (4000, (1600, 480, 480), (480, 1600)),
        (700, (), (700,)),
    ],
)
def test_widths_never_enlarge_and_are_at_least_one(
    info_width: int,
    wanted: Sequence[int],
    expected: Sequence[int],
) -> None:
    assert widths_for(info_width, wanted) == expected


@pytest.mark.parametrize(
    ("size", "spec", "expected"),
    [
        ((4000, 3000), WHOLE, 2),
        ((4000, 3000), replace(WHOLE, width=1600), 2),
        ((4000, 3000), replace(WHOLE, width=2400), 1),
        ((3000, 4000), WHOLE, 1),
        ((8064, 6048), WHOLE, 4),
        ((8064, 6048), replace(WHOLE, width=3840), 2),
        ((30_000, 5600), WHOLE, 8),
        ((30_000, 5600), replace(WHOLE, width=1080, height=1920), 2),
        ((1600, 1200), replace(WHOLE, width=100), 1),
    ],
)
def test_a_jpeg_is_shrunk_while_decoding_as_far_as_the_drawing_allows(
    size: Size,
    spec: VariantSpec,
    expected: int,
) -> None:
    assert shrink_for(size, spec.frame(size)) == expected
