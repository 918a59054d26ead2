"""What is appended to a browser's PDF: exact boxes, a title, no clock; the file itself stays as it was."""

from datetime import datetime

import pypdfium2
import pytest

from hyqz_site.model.clock import CHINA
from hyqz_site.prints.boxes import boxed
from hyqz_site.prints.geometry import Trim

MM = 72 / 25.4
MOMENT = datetime(2026, 11, 23, 8, tzinfo=CHINA)


def written(pages: int = 1) -> bytes:
    """A PDF with the objects that Chromium writes: whole points, the browser's own clock."""
    out = bytearray(b"%PDF-1.4\n")
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    bodies = [
        "<</Creator (Chromium)\n/CreationDate (D:20990101000000+00'00')>>",
        f"<</Type /Pages\n/Count {pages}\n/Kids [{kids}]>>",
        *["<</Type /Page\n/Resources <<>>\n/MediaBox [0 0 3402 2551]\n/Parent 2 0 R>>"] * pages,
        "<</Type /Catalog\n/Pages 2 0 R>>",
    ]
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(bodies) + 1}\n".encode()
    out += f"/Root {len(bodies)} 0 R\n/Info 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def test_the_page_has_its_size_to_the_thousandth_and_the_cut_is_marked() -> None:
    document = pypdfium2.PdfDocument(boxed(written(), [Trim(1200, 900, 3)], "展板", MOMENT))
    try:
        page = document[0]
        assert page.get_size() == pytest.approx((1222 * MM, 922 * MM), abs=0.001)
        assert page.get_trimbox() == pytest.approx((11 * MM, 11 * MM, 1211 * MM, 911 * MM), abs=0.001)
        assert page.get_bleedbox() == pytest.approx((8 * MM, 8 * MM, 1214 * MM, 914 * MM), abs=0.001)
    finally:
        document.close()


def test_the_title_is_ours_and_the_clock_is_gone() -> None:
    document = pypdfium2.PdfDocument(boxed(written(), [Trim(1200, 900)], "“衡阳群众”展板", MOMENT))
    try:
        told = document.get_metadata_dict()
    finally:
        document.close()

    assert (told["Title"], told["CreationDate"]) == ("“衡阳群众”展板", "D:20261123080000+08'00'")


def test_each_page_gets_the_boxes_of_its_own_sheet() -> None:
    document = pypdfium2.PdfDocument(boxed(written(2), [Trim(1200, 900), Trim(2400, 1200)], "x", MOMENT))
    try:
        sizes = [tuple(round(side / MM) for side in page.get_size()) for page in document]
    finally:
        document.close()

    assert sizes == [(1200, 900), (2400, 1200)]


def test_of_what_the_browser_wrote_only_the_clock_is_touched() -> None:
    data = written()

    assert boxed(data, [Trim(1200, 900)], "x", MOMENT).startswith(
        data.replace(b"20990101000000+00", b"20261123080000+08")
    )


def test_a_sheet_that_ran_over_its_page_is_no_print() -> None:
    with pytest.raises(ValueError, match="2 pages for 1 sheets"):
        boxed(written(2), [Trim(1200, 900)], "x", MOMENT)
