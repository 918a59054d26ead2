"""Fonts for paper: quadratic outlines (TrueType) in place of cubic ones (CFF).

Measured with Chromium 156: a CFF font goes into a PDF as Type 3, whose letters print shops cannot work with; a TrueType
font goes in as itself. The curves stay within a thousandth of an em.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

TOLERANCE: Final = 0.001
"""How far a curve may stray, in em."""


def quadratic(data: bytes) -> bytes:
    """A font as woff2 with TrueType outlines; one that has them already is given back as it is."""
    from fontTools.pens.cu2quPen import Cu2QuPen  # noqa: PLC0415 - half a second that most commands need not spend
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415 - as above
    from fontTools.ttLib import TTFont, newTable  # noqa: PLC0415 - as above

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if "CFF " not in font:
        return data
    order = font.getGlyphOrder()
    shapes = font.getGlyphSet()
    error = TOLERANCE * font["head"].unitsPerEm
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    for name in order:
        advance, _ = font["hmtx"][name]
        drawn[name].recalcBounds(glyf)
        font["hmtx"][name] = advance, getattr(drawn[name], "xMin", 0)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours",
        "maxComponentElements", "maxComponentDepth",
    ):  # fmt: skip
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
