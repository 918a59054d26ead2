"""The tables of `metrics`, made from a font file. For the maintainer's script and the tests: it loads fontTools."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, TypeAlias

from fontTools.ttLib import TTFont
from fontTools.varLib.varStore import VarStoreInstancer

from hyqz_site.type.metrics import LONGEST_GROUP, Metrics, Range

Table: TypeAlias = Any
"""A piece of a font; fontTools makes their classes at run time."""


def measure(data: bytes) -> Metrics:
    """The tables of a font file that `tools/make_fonts.py` has made."""
    font = TTFont(BytesIO(data), lazy=True)
    cmap = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
    widths = _glyph_widths(font)
    units = font["head"].unitsPerEm
    return Metrics(
        font=hashlib.sha256(data).hexdigest(),
        units=units,
        ascent=font["hhea"].ascent / units,
        descent=-font["hhea"].descent / units,
        weights=_weights(font),
        advances={character: widths[glyph] for character, glyph in cmap.items()},
        kerning=_kerning(font, cmap),
        compositions={text: widths[glyph] for text, glyph in _substituted(font, "ccmp", cmap).items()},
    )


def _glyph_widths(font: TTFont) -> dict[str, Range]:
    plain = font["hmtx"].metrics
    if "fvar" not in font:
        return {glyph: (advance, advance) for glyph, (advance, _) in plain.items()}
    bold = font.getGlyphSet(location={"wght": font["fvar"].axes[0].maxValue}, recalcBounds=False)
    return {glyph: (advance, round(bold[glyph].width)) for glyph, (advance, _) in plain.items()}


def _weights(font: TTFont) -> tuple[tuple[float, float], ...]:
    if "fvar" not in font:
        return ((font["OS/2"].usWeightClass, 0.0),)
    axis = font["fvar"].axes[0]
    if axis.defaultValue != axis.minValue:
        raise ValueError("the default weight must be the lightest")
    bends = font["avar"].segments[axis.axisTag] if "avar" in font else {0.0: 0.0, 1.0: 1.0}
    span = axis.maxValue - axis.minValue
    return tuple((round(axis.minValue + span * start, 2), end) for start, end in sorted(bends.items()) if start >= 0)


def _substituted(font: TTFont, feature: str, cmap: Mapping[str, str]) -> dict[str, str]:
    """Groups of characters that the feature turns into one glyph."""
    letters = _letters(cmap)
    found: dict[str, str] = {}
    for table in lookups(font, "GSUB", feature):
        for first, ligatures in getattr(table, "ligatures", {}).items():
            for ligature in ligatures:
                for text in _spell((first, *ligature.Component), letters):
                    found.setdefault(text, ligature.LigGlyph)
    return {text: glyph for text, glyph in found.items() if len(text) <= LONGEST_GROUP}


def _spell(glyphs: tuple[str, ...], letters: Mapping[str, str]) -> Iterator[str]:
    """Every text that the glyphs stand for."""
    texts = [""]
    for glyph in glyphs:
        texts = [text + letter for text in texts for letter in letters.get(glyph, "")]
    yield from texts


def _letters(cmap: Mapping[str, str]) -> dict[str, str]:
    """The characters of every glyph."""
    letters: dict[str, str] = {}
    for character, glyph in cmap.items():
        letters[glyph] = letters.get(glyph, "") + character
    return letters


def _kerning(font: TTFont, cmap: Mapping[str, str]) -> dict[str, Range]:
    """Every pair of characters with something between them. The first table that knows a pair decides."""
    letters = _letters(cmap)
    bold = _device_values(font)
    found: dict[str, Range] = {}
    known: set[str] = set()
    for table in lookups(font, "GPOS", "kern"):
        for first, second, value in _table_pairs(table, letters):
            if first in known:
                continue
            low = getattr(value, "XAdvance", 0)
            device = getattr(value, "XAdvDevice", None)
            for text in _spell((first, second), letters):
                found.setdefault(text, (low, low + (bold(device) if device else 0)))
        if table.Format == 2:  # a table of classes knows every pair of the glyphs that it starts with
            known.update(table.Coverage.glyphs)
    return {text: length for text, length in found.items() if length != (0, 0)}


def _table_pairs(table: Table, letters: Mapping[str, str]) -> Iterator[tuple[str, str, Table]]:
    """The pairs that a table names. Class 0, all other glyphs, never has a value."""
    if table.Format == 1:
        for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            for record in pairs.PairValueRecord:
                yield first, record.SecondGlyph, record.Value1
        return
    before, after = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    seconds = [(second, number) for second, number in after.items() if second in letters]
    for first in table.Coverage.glyphs:
        row = table.Class1Record[before.get(first, 0)].Class2Record
        for second, number in seconds:
            yield first, second, row[number].Value1


def _device_values(font: TTFont) -> Callable[[Table], int]:
    """A function from a device table to what it adds at the boldest weight."""
    store = getattr(font["GDEF"].table, "VarStore", None) if "GDEF" in font else None
    if store is None or "fvar" not in font:
        return lambda _: 0
    at_bold = VarStoreInstancer(store, font["fvar"].axes, {font["fvar"].axes[0].axisTag: 1.0})
    return lambda device: round(at_bold[(device.StartSize << 16) + device.EndSize])


def lookups(font: TTFont, table: str, feature: str) -> Iterator[Table]:
    """The subtables of a feature, in the order in which a browser tries them."""
    layout: Table = font[table].table
    records = [record for record in layout.FeatureList.FeatureRecord if record.FeatureTag == feature]
    for index in sorted({index for record in records for index in record.Feature.LookupListIndex}):
        for subtable in layout.LookupList.Lookup[index].SubTable:
            yield getattr(subtable, "ExtSubTable", subtable)
