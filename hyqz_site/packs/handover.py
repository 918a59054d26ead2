"""`hyqz pack`: the whole site as a zip for a portal's operator, with a short 交付单 (output contract, "Commands").

A street should not run a portal of its own (国办发〔2017〕47号): the site goes into a folder of somebody else's. The
sheet says to whoever runs that one what lies in the zip, what it needs and how to see that it arrived whole.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hyqz_site.digest import sha256
from hyqz_site.lean import dataclass
from hyqz_site.model.clock import CHINA
from hyqz_site.packs.archive import archive
from hyqz_site.publish.writer import MANIFEST
from hyqz_site.render import embedded, geese

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hyqz_site.model.singletons import Settings

SHEET: Final = "交付单.html"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of what is handed over."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """The 交付单."""

    title: str
    organiser: str
    contact: str
    built: str
    figures: tuple[Figure, ...]
    suffixes: tuple[str, ...]
    has_films: bool
    base: str
    screens: int
    digest: str
    flock: geese.Flock
    zip_name: str = ""
    zip_size: str = ""
    zip_digest: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """The zip, and the sheet that lies beside it, which also vouches for the zip itself."""

    data: bytes
    sheet: bytes


def pack(
    files: Mapping[str, bytes],
    settings: Settings,
    moment: datetime,
    records: int,
    name: str,
    paint: Callable[[str, object], bytes],
    fonts: Mapping[str, bytes],
) -> Packed:
    """The zip of a site; `files` are those of the output with its `build.json`, by path.

    `name` is what the zip will be called, `paint` renders a template with its view, `fonts` are the files of
    `assets/fonts/` by name. Same arguments: same bytes.
    """
    view = _view(files, settings, moment, records)

    def sheet(one: HandoverView) -> bytes:
        return embedded.with_letters(paint("sheets/handover.html", one), fonts)

    data = archive({**files, SHEET: sheet(view)}, moment.astimezone(CHINA))
    beside = replace(view, zip_name=name, zip_size=size(len(data)), zip_digest=sha256(data))
    return Packed(data, sheet(beside))


def _view(files: Mapping[str, bytes], settings: Settings, moment: datetime, records: int) -> HandoverView:
    pages = [path for path in files if path.endswith(".html") and "/show/" not in path]
    screens = {path.split("/")[1] for path in files if path.startswith("screens/") and path.endswith("/version.js")}
    suffixes = sorted({f".{path.rpartition('.')[2]}" for path in files})
    return HandoverView(
        title=settings.title,
        organiser=settings.organiser,
        contact=settings.contact or settings.undertaker or settings.organiser,
        built=f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}",
        figures=(
            Figure(str(records), "条记录"),
            Figure(str(len(pages)), "个网页"),
            Figure(str(sum(path.startswith("img/") for path in files)), "张图片"),
            Figure(str(len(files)), "个文件"),
            Figure(size(sum(map(len, files.values()))), "解开以后"),
        ),
        suffixes=tuple(suffixes),
        has_films=".mp4" in suffixes,
        base=settings.base,
        screens=len(screens),
        digest=sha256(files[MANIFEST]),
        flock=geese.divider(f"handover/{settings.title}", 11),
    )


def size(count: int) -> str:
    """`3.4 MB`: bytes as a person says them."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1e3))} KB"


def named(manifest: bytes) -> tuple[str, ...]:
    """The paths that a `build.json` names, itself among them."""
    content = json.loads(manifest)
    return (*sorted({*content["files"], *content["kept"]}), MANIFEST)
