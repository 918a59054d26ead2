"""Make the shipped fonts of assets/fonts/ from their upstream files.

    python tools/make_fonts.py --sans NotoSansSC[wght].ttf --display NotoSerifCJK-Black.ttc \
        --unihan Unihan_OtherMappings.txt.bz2

Where those files come from stands in assets/fonts/README.md. Same sources and same fontTools: same bytes.

What is done to a font, and why:

1. The Chinese (ZHS) forms become the default ones. Upstream a page must carry lang="zh-Hans" to get the dash that is as
   wide as a character; here every program that draws with the font gets it, Pillow included.
2. Only the characters below stay, without hinting: screens scale without it, and it is a third of the file.
3. A variable font is limited to the weights that the pages use, and gets its default at the regular one.
4. A feature `chws` is added, made from the font's own `halt`: neighbouring punctuation shares one blank half, in every
   browser alike and in step with hyqz_site.type.metrics.
"""

import argparse
import bz2
import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset as subsetting
from fontTools.otlLib.builder import buildLookup, buildPairPosClassesSubtable, buildValue
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer
from fontTools.varLib.featureVars import sortFeatureList

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hyqz_site.type import measure, metrics, shipped  # noqa: E402 - the line above finds it

SIMPLIFIED_FACE = 2
"""Which font of a Noto CJK collection is the one for mainland China."""

WEIGHTS = (400, 700)

FEATURES = ("ccmp", "kern", "palt", "halt", "chws", "vert")

HENGYANG = "酃㵲䶮骉耒洣淝禤洡渌㴩岣嵝茭塅坨垅塝㘭圳冚㙟槆圫㘵堽氹垴峎𪨶埯岽磡屻垇硚"
"""Rare characters of place names in and around Hengyang, most of them in the standard table too."""

NAMES = "喆堃珺旻婳祎昇㛃贠彧翀頔甯仝奡邡赟燊垚犇淼焱鑫猋麤龘骎叒叕㸚畾瑒瑨璟烜燚珅祐堉昉晞晙"
"""Rare characters of given names."""

BLOCKS = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x017F),  # accents, pinyin
    (0x01CD, 0x01DC),  # pinyin
    (0x01F8, 0x01F9),
    (0x02C7, 0x02D9),  # tone marks
    (0x0300, 0x030C),
    (0x1E3E, 0x1E3F),
    (0x2000, 0x206F),  # punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # ℃ № ™
    (0x2160, 0x217B),  # Ⅰ ⅰ
    (0x2190, 0x21FF),  # arrows
    (0x2460, 0x24FF),  # ① ⑴
    (0x25A0, 0x25FF),  # ■ ○
    (0x2600, 0x2606),  # ☀ ★
    (0x260E, 0x260F),
    (0x2660, 0x2667),
    (0x2702, 0x27BF),  # ✓ ❶
    (0x3000, 0x301F),  # Chinese punctuation
    (0x3220, 0x3243),  # ㈠
    (0x3280, 0x32B0),  # ㊀
    (0x338E, 0x33D5),  # ㎡ ㎏
    (0xFE30, 0xFE4F),  # vertical punctuation
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE5),
)
"""Blocks kept as far as the font has them."""


def main() -> None:
    options = parser().parse_args()
    table = standard_table(options.unihan.read_bytes())
    wanted = repertoire(table)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / shipped.STANDARD_TABLE).write_text(table_text(table), encoding="utf-8", newline="\n")
    for source, font, weights in (
        (options.sans, shipped.SANS, WEIGHTS),
        (options.display, shipped.DISPLAY, None),
    ):
        data = make(source.read_bytes(), wanted, weights)
        (options.out / font.file).write_bytes(data)
        cache = metrics.dump(measure.measure(data))
        (options.out / font.metrics).write_bytes(cache)
        print(f"{font.file}: {len(data):,} bytes, metrics {len(cache):,} bytes")


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description="Make the shipped fonts from their upstream files.")
    arguments.add_argument("--sans", type=Path, required=True, help="variable Noto Sans SC, TrueType")
    arguments.add_argument("--display", type=Path, required=True, help="Noto Serif CJK Black, collection or SC font")
    arguments.add_argument("--unihan", type=Path, required=True, help="Unihan_OtherMappings.txt, plain or .bz2")
    arguments.add_argument("--out", type=Path, default=ROOT / "assets" / "fonts")
    return arguments


def standard_table(unihan: bytes) -> tuple[str, ...]:
    """The 8,105 characters of 通用规范汉字表 in the order of the table (Unihan's kTGH)."""
    text = (bz2.decompress(unihan) if unihan.startswith(b"BZh") else unihan).decode("utf-8")
    places: dict[int, str] = {}
    for line in text.splitlines():
        match line.split("\t"):
            case [code, "kTGH", value]:
                places[int(value.removeprefix("2013:"))] = chr(int(code.removeprefix("U+"), 16))
            case _:
                pass
    if sorted(places) != list(range(1, 8106)):
        raise SystemExit(f"kTGH is not whole: {len(places)} characters")
    return tuple(places[number] for number in range(1, 8106))


def table_text(table: tuple[str, ...]) -> str:
    """The three levels of the table, one a line."""
    return "".join("".join(level) + "\n" for level in (table[:3500], table[3500:6500], table[6500:]))


def repertoire(table: tuple[str, ...]) -> frozenset[str]:
    blocks = {chr(code) for first, last in BLOCKS for code in range(first, last + 1)}
    return frozenset(table) | gb2312() | blocks | frozenset(HENGYANG) | frozenset(NAMES)


def gb2312() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(row.decode("gb2312", errors="ignore") for row in rows) - {""}


def make(data: bytes, wanted: frozenset[str], weights: tuple[int, int] | None) -> bytes:
    number = SIMPLIFIED_FACE if data.startswith(b"ttcf") else -1
    font = TTFont(BytesIO(data), fontNumber=number, recalcTimestamp=False)
    make_chinese_the_default(font)
    add_contextual_spacing(font)
    keep(font, wanted)
    if weights:
        font = instancer.instantiateVariableFont(font, {"wght": weights})
        name_default(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def make_chinese_the_default(font: TTFont) -> None:
    """Take every script's ZHS system as its only one, and its local forms straight into the cmap."""
    local: dict[str, str] = {}
    for tag in ("GSUB", "GPOS"):
        table: measure.Table = font[tag].table
        for script in table.ScriptList.ScriptRecord:
            chinese = [record.LangSys for record in script.Script.LangSysRecord if record.LangSysTag == "ZHS "]
            if chinese:
                script.Script.DefaultLangSys = chinese[0]
            script.Script.LangSysRecord = []
            script.Script.LangSysCount = 0
            if tag == "GSUB" and script.ScriptTag == "hani":
                local = single_substitutions(table, script.Script.DefaultLangSys, "locl")
    for cmap in font["cmap"].tables:
        if cmap.isUnicode() and cmap.format != 14:
            cmap.cmap = {code: local.get(glyph, glyph) for code, glyph in cmap.cmap.items()}


def single_substitutions(table: measure.Table, system: measure.Table, feature: str) -> dict[str, str]:
    records = [table.FeatureList.FeatureRecord[index] for index in system.FeatureIndex]
    found: dict[str, str] = {}
    for record in records:
        if record.FeatureTag == feature:
            for index in record.Feature.LookupListIndex:
                for subtable in table.LookupList.Lookup[index].SubTable:
                    found.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return found


def add_contextual_spacing(font: TTFont) -> None:
    """Add the feature chws: of two neighbouring marks, the blank half between them goes.

    It changes the first one's advance only, so that runs of three and more marks are handled pair by pair.
    """
    cmap = font.getBestCmap()
    halves = half_widths(font)
    closing = tuple(sorted(cmap[ord(mark)] for mark in metrics.CLOSING))
    opening = tuple(sorted(cmap[ord(mark)] for mark in metrics.OPENING))
    if {halves[glyph] for glyph in closing} != {"left"} or {halves[glyph] for glyph in opening} != {"right"}:
        raise SystemExit("halt does not agree with metrics.CLOSING and metrics.OPENING")
    value = buildValue({"XAdvance": -font["head"].unitsPerEm // 2})
    pairs = dict.fromkeys(((closing, closing), (closing, opening), (opening, opening)), (value, None))
    table: measure.Table = font["GPOS"].table
    table.LookupList.Lookup.append(buildLookup([buildPairPosClassesSubtable(pairs, font.getReverseGlyphMap())]))
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag = "chws"
    record.Feature = otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [table.LookupList.LookupCount - 1]
    record.Feature.LookupCount = 1
    table.FeatureList.FeatureRecord.append(record)
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        system = script.Script.DefaultLangSys
        system.FeatureIndex.append(table.FeatureList.FeatureCount - 1)
        system.FeatureCount = len(system.FeatureIndex)
    sortFeatureList(table)


def half_widths(font: TTFont) -> dict[str, str]:
    """Which half of its square each glyph's ink is in, for the glyphs that may be half as wide (`halt`)."""
    found: dict[str, str] = {}
    for subtable in measure.lookups(font, "GPOS", "halt"):
        for index, glyph in enumerate(subtable.Coverage.glyphs):
            value = subtable.Value if subtable.Format == 1 else subtable.Value[index]
            move = getattr(value, "XPlacement", 0)
            found[glyph] = "left" if move == 0 else "right" if move == getattr(value, "XAdvance", 0) else "middle"
    return found


def keep(font: TTFont, wanted: frozenset[str]) -> None:
    options = subsetting.Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.layout_features = list(FEATURES)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x0409]
    options.drop_tables += ["DSIG", "gasp", "prep"]
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(text="".join(sorted(wanted)))
    subsetter.subset(font)


def name_default(font: TTFont) -> None:
    """Name the font after its new default weight: upstream it is called Thin."""
    for number in (1, 2, 3, 4, 6):
        text = font["name"].getDebugName(number) or ""
        for old, new in (("Thin", "Regular"), (" Regular Regular", " Regular")):
            text = text.replace(old, new)
        font["name"].setName(text, number, 3, 1, 0x0409)


if __name__ == "__main__":
    main()
