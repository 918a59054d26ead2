"""A browser's PDF → one for the print shop: exact page sizes, the cut and the bleed marked, a title, no clock in it.

Chromium rounds pages to whole points and knows no TrimBox. What is changed is appended as an update of the page objects
(ISO 32000-1, 7.5.6), so of the file itself nothing is touched but the digits of its dates. Its objects are found by
their text, as Skia writes them: one dictionary an object, a plain table of cross references.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hyqz_site.prints.geometry import Trim

POINT: Final = 72 / 25.4
"""Points in a millimetre."""
_PAGE: Final = re.compile(rb"(?<![0-9])(\d+) 0 obj\n<</Type /Page\n(.*?)>>\nendobj", re.DOTALL)
_BOX: Final = re.compile(rb"/MediaBox \[[^\]]*\]\n?")
_TRAILER: Final = re.compile(rb"trailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\s*$", re.DOTALL)
_DATE: Final = re.compile(rb"D:\d{14}[+-]\d\d'\d\d'")
_INFO: Final = re.compile(rb"/Info (\d+) 0 R")


def boxed(data: bytes, trims: Sequence[Trim], title: str, moment: datetime) -> bytes:
    """The PDF with the boxes of `trims`, one for each page, and its title. Raises ValueError where pages are missing.

    `moment` takes the place of the time at which the browser printed: same sheet, same bytes.
    """
    stamp = f"D:{moment:%Y%m%d%H%M%S}+08'00'"
    data = _DATE.sub(stamp.encode("ascii"), data)
    pages = list(_PAGE.finditer(data))
    trailer = _TRAILER.search(data)
    if len(pages) != len(trims) or trailer is None:
        raise ValueError(f"{len(pages)} pages for {len(trims)} sheets")
    info = _INFO.search(trailer[1])
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    places: dict[int, int] = {}

    def put(number: int, body: bytes) -> None:
        places[number] = len(out)
        out.extend(b"%d 0 obj\n<<%b>>\nendobj\n" % (number, body))

    for page, trim in zip(pages, trims, strict=True):
        put(int(page[1]), b"/Type /Page\n" + _boxes(trim) + _BOX.sub(b"", page[2]))
    if info:
        put(int(info[1]), f"/Title <{_utf16(title)}>\n/Producer (hyqz-site)\n/CreationDate ({stamp})\n".encode("ascii"))
    start = len(out)
    out.extend(b"xref\n")
    for number in sorted(places):
        out.extend(b"%d 1\n%010d 00000 n \n" % (number, places[number]))
    out.extend(b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1].rstrip() + b"\n", trailer[2], start))
    return bytes(out)


def _boxes(trim: Trim) -> bytes:
    width, height = trim.page
    slug, bleed = trim.slug, trim.bleed
    cut = (slug, slug, width - slug, height - slug)
    over = (cut[0] - bleed, cut[1] - bleed, cut[2] + bleed, cut[3] + bleed)
    boxes = {"MediaBox": (0.0, 0.0, width, height), "BleedBox": over, "TrimBox": cut}
    lines = (f"/{name} [{' '.join(f'{side * POINT:.3f}' for side in box)}]\n" for name, box in boxes.items())
    return "".join(lines).encode("ascii")


def _utf16(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
