"""Sheets that stand alone: one HTML file with its letters inside, to be handed over, printed or made a PDF of.

The letters are cut to what the sheet shows and have TrueType outlines, one font for each weight: a browser that prints
them puts them into the PDF as real fonts, with text that can be selected and copied.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import unescape
from typing import Final

from hyqz_site.type import outlines, subset
from hyqz_site.type.metrics import load
from hyqz_site.type.shipped import DISPLAY, SANS

MARK: Final = "/*fonts*/"
"""Where in the sheet's styles the fonts go."""
_UNSEEN: Final = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
_FACES: Final = ((SANS, 400), (SANS, 700), (DISPLAY, 900))


def characters(page: str) -> frozenset[str]:
    """What a page shows; a blank too, or a browser takes it from another font."""
    return (frozenset(unescape(_UNSEEN.sub("", page))) | {" "}) - frozenset("\n\r\t")


def missing(page: bytes, metrics: bytes) -> frozenset[str]:
    """The characters of a page that the font with these metrics lacks."""
    return characters(page.decode()) - frozenset(load(metrics).advances)


def with_letters(page: bytes, fonts: Mapping[str, bytes], styles: str = "") -> bytes:
    """The page with its fonts inside; `fonts` are the files of `assets/fonts/` by name, `styles` go before them."""
    text = page.decode()
    shown = characters(text)
    rules = [styles]
    for font, weight in _FACES:
        if {font.file, font.metrics} <= set(fonts):
            there = shown & frozenset(load(fonts[font.metrics]).advances)
            options = subset.Options(weight=weight if font is SANS else None)
            data = outlines.quadratic(subset.subset(fonts[font.file], there or frozenset("0"), options))
            rules.append(
                f'@font-face{{font-family:"{font.family}";font-weight:{weight};font-style:normal;'
                f'src:url("data:font/woff2;base64,{base64.b64encode(data).decode()}") format("woff2")}}'
            )
    return text.replace(MARK, "".join(rules), 1).encode()
