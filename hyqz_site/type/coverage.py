"""Which characters no shipped font has."""

import unicodedata
from collections.abc import Iterable

from hyqz_site.type.metrics import Metrics

INVISIBLE = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp"})
"""Kinds of characters that leave no mark of their own: controls, joiners, variation selectors, line ends."""


def missing(characters: Iterable[str], fonts: Iterable[Metrics]) -> frozenset[str]:
    """The characters that none of `fonts` can draw."""
    wanted = {character for character in characters if unicodedata.category(character) not in INVISIBLE}
    return frozenset(wanted.difference(*(font.advances for font in fonts)))
