"""Fonts for the web: only the characters that are shown, as woff2."""

from collections.abc import Iterable
from functools import cache, partial
from io import BytesIO
from types import SimpleNamespace
from typing import Any, Final

from hyqz_site.lean import dataclass

UNUSED_TABLES = ("BASE", "MVAR", "STAT", "VORG", "vhea", "vmtx")
"""For vertical lines and for menus of styles."""
EFFORT: Final = 10
"""Of brotli: the last step, 11, takes more than twice the time, and our subsets are as small within half a percent."""
NAMES = (0, 1, 2, 13, 14)
"""What a font says of itself: rights, family, style, licence and its address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the subset keeps besides the characters."""

    features: tuple[str, ...] = ("ccmp", "chws", "halt", "kern")
    weight: int | None = None
    """One weight of a variable font instead of all: a third smaller."""


AS_IS: Final = Options()


def subset(data: bytes, characters: Iterable[str], options: Options = AS_IS) -> bytes:
    """The font `data` with only `characters`, as woff2. Same input, same bytes."""
    import uharfbuzz as hb  # noqa: PLC0415 - a build from the cache cuts nothing

    face = hb.Face(data)
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_BIDI_CLOSURE  # a bracket does not bring its mirror image
        | hb.SubsetFlags.DESUBROUTINIZE  # 9 % smaller as woff2
    )
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.set(hb.Set(map(_tag, options.features)))
    wanted.name_id_set.set(hb.Set(NAMES))
    wanted.drop_table_tag_set.update(map(_tag, UNUSED_TABLES))
    if options.weight is not None and any(axis.tag == "wght" for axis in face.axis_infos):
        wanted.pin_axis_location(face, "wght", options.weight)
    return _packed(hb.subset(face, wanted).blob.data)


def _packed(font: bytes) -> bytes:
    """The same font as woff2: table by table, for whole fonts are read with all that fontTools knows of any table."""
    woff2, out = _packer(), BytesIO()
    tables = woff2.SFNTReader(BytesIO(font))
    writer = woff2.WOFF2Writer(out, tables.numTables, tables.sfntVersion)
    for tag in tables.keys():  # noqa: SIM118 - it is no mapping
        writer[tag] = tables[tag]
    writer.close()
    return out.getvalue()


@cache
def _packer() -> Any:  # noqa: ANN401 - a module
    """The packer of fontTools, which leaves its brotli no choice of effort: here with ours."""
    from fontTools.ttLib import woff2  # noqa: PLC0415 - as above

    known = vars(woff2.brotli)
    woff2.brotli = SimpleNamespace(**known | {"compress": partial(known["compress"], quality=EFFORT)})
    return woff2


def load() -> None:
    """Load what cuts, before there is anything to cut."""
    libraries()


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def key(font: str, characters: Iterable[str], libraries: Iterable[str], options: Options = AS_IS) -> str:
    """The text that decides what `subset` makes, for the key of a cache; `font` is the digest of the font's bytes."""
    return "\n".join((f"subset {EFFORT}", font, "".join(sorted(set(characters))), repr(options), *libraries))


@cache
def libraries() -> tuple[str, ...]:
    """The libraries that take part, with their versions."""
    import fontTools  # noqa: PLC0415 - as above
    import uharfbuzz  # noqa: PLC0415 - as above

    brotli = _packer().brotli.__version__
    return f"uharfbuzz {uharfbuzz.__version__}", f"fonttools {fontTools.version}", f"brotli {brotli}"
