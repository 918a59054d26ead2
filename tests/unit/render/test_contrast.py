"""Every pair of colours that carries words keeps its contrast, as the tokens now stand, also in 关怀版."""

import re

import pytest

from tests.contrast import contrast
from tests.helpers import ROOT

SHEETS = ROOT / "assets" / "css"
DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")

WORDS = (
    ("text", "page"),
    ("text", "surface"),
    ("text", "plate"),
    ("quiet", "page"),
    ("quiet", "surface"),
    ("accent", "page"),
    ("accent", "surface"),
    ("second", "page"),
    ("second", "surface"),
    ("second", "plate"),
    ("link", "page"),
    ("link", "surface"),
    ("on-button", "button"),
    ("on-button", "accent"),
    ("on-board", "board"),
    ("board-accent", "board"),
    ("on-banner", "banner"),
    ("banner-accent", "banner"),
)
"""Words on their ground: 4.5 to 1, in 关怀版 7 to 1."""
SHAPES = (("focus", "page"), ("focus", "surface"), ("strong-line", "page"), ("accent", "page"), ("link", "page"))
"""What must be seen but is not read: 3 to 1."""


def tokens(*, care: bool) -> dict[str, str]:
    """Return the custom properties of the site, or of 关怀版 on top of them."""
    found = dict(DECLARED.findall((SHEETS / "tokens.css").read_text(encoding="utf-8")))
    if care:
        found |= dict(DECLARED.findall((SHEETS / "care.css").read_text(encoding="utf-8").partition("}")[0]))
    return found


def colour(name: str, known: dict[str, str]) -> str:
    """Follow a role to its colour, as `#rrggbb`."""
    value = known[f"--{name}"]
    while value.startswith("var("):
        value = known[value[4:-1]]
    digits = value.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return f"#{digits}"


@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_can_be_read(words: str, ground: str) -> None:
    known, caring = tokens(care=False), tokens(care=True)

    assert contrast(colour(words, known), colour(ground, known)) >= 4.5
    assert contrast(colour(words, caring), colour(ground, caring)) >= 7


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape: str, ground: str) -> None:
    known = tokens(care=False)

    assert contrast(colour(shape, known), colour(ground, known)) >= 3


def test_colours_are_written_in_the_tokens_alone() -> None:
    """A colour is changed in one place.

    Print, 关怀版 and QR codes need plain black and white; screens have a sheet of their own.
    """
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b")
    plain = {"#fff", "#000"}
    strays = {
        path.name: found
        for path in sorted(SHEETS.rglob("*.css"))
        if path.name not in {"tokens.css", "care.css", "print.css", "fonts.css", "slides.css"}
        and (found := set(literal.findall(path.read_text(encoding="utf-8"))) - plain)
    }

    assert strays == {}
