"""A set of boards as the browser prints it: millimetres, real fonts, text to select, codes to scan; looked at as a PDF."""

import os
import re

import pypdfium2
import pytest
import zxingcpp

from hyqz_site.engines.finder import find_browser
from hyqz_site.engines.printer import pdf
from hyqz_site.model import gates
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.media import Library
from hyqz_site.model.public import Moment
from hyqz_site.prints import job
from hyqz_site.problem import Problems
from hyqz_site.render.templates import Templates
from tests.helpers import NOW, ROOT, known_site
from tests.unit.prints.test_job import files

MM = 72 / 25.4


@pytest.fixture(scope="module")
def board() -> bytes:
    """The boards of the park, with bleed."""
    browser = find_browser(os.environ)
    if browser is None:
        pytest.skip("no browser")
    site = known_site(files())
    moment = Moment(channel=Channel.PLACE, now=NOW, strict_samples=False)
    public = gates.public_site(site, moment)
    media = {path: (lambda data=data: data) for path, data in files().items() if isinstance(data, bytes)}
    problems = Problems()
    maker = job.maker(public, Library(frozenset(media)), media, {"volunteers/li.html"}, problems)
    record = site.records["place", "park"]
    found = job.sheets(site, record, job.Order(form="panel", bleed=3), moment, maker, problems)
    view = job.view(found, (ROOT / "assets/img/wordmark-light.svg").read_bytes())
    folder = ROOT / "templates"
    templates = Templates(
        {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in [*folder.glob("prints/*"), *folder.glob("components/*.html")]
        }
    )
    fonts = {path.name: path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()}
    styles = {name: (ROOT / "assets/css" / name).read_bytes() for name in job.STYLES}
    return job.finished(pdf(job.page(view, templates.render, fonts, styles), browser), view, public)


def test_every_page_has_its_millimetres_and_its_cut(board: bytes) -> None:
    document = pypdfium2.PdfDocument(board)
    try:
        sizes = [tuple(round(side / MM, 2) for side in page.get_size()) for page in document]
        cut = tuple(round(side / MM, 2) for side in document[0].get_trimbox())
    finally:
        document.close()

    assert sizes == [(1222, 922), (2422, 1222)]
    assert cut == (11, 11, 1211, 911)


def test_all_letters_are_in_it_as_truetype(board: bytes) -> None:
    kinds = set(re.findall(rb"/Subtype /(Type0|Type1|Type3|TrueType|CIDFontType\d)", board))

    assert kinds == {b"Type0", b"CIDFontType2"}
    assert board.count(b"/FontFile2") == board.count(b"/CIDFontType2") > 1
    assert b"/FontFile3" not in board


def test_the_text_can_be_selected(board: bytes) -> None:
    document = pypdfium2.PdfDocument(board)
    try:
        page = document[0].get_textpage()
        text = page.get_text_range()
        page.close()
    finally:
        document.close()

    for said in ("李晓雁", "七年走了四百里", "退休工人", "扫码读全文", "G-01"):
        assert said in text


def test_the_code_is_two_hundred_millimetres_and_reads(board: bytes) -> None:
    """At a pixel for every 1.3 mm: what a telephone's preview sees of it from two metres."""
    document = pypdfium2.PdfDocument(board)
    try:
        picture = document[0].render(scale=1 / 1.3 / MM).to_pil().convert("L")
    finally:
        document.close()
    (found,) = zxingcpp.read_barcodes(picture)

    assert found.text == "https://hy.example/volunteers/li.html"
    corners = found.position
    side = (corners.top_right.x - corners.top_left.x) * 1.3
    assert side == pytest.approx(200, abs=8)


def test_nothing_runs_over_the_edge_of_the_words(board: bytes) -> None:
    """The foot's deep red is unbroken from edge to edge of its column, and the bleed is filled to its end."""
    document = pypdfium2.PdfDocument(board)
    try:
        picture = document[0].render(scale=1 / MM).to_pil().convert("RGB")
    finally:
        document.close()

    assert picture.getpixel((700, 922 - 9)) == (0x8E, 0x12, 0x18)  # within the bleed
    assert picture.getpixel((700, 922 - 6)) == (255, 255, 255)  # beyond it: paper for the marks
    assert picture.getpixel((4, 4)) == (255, 255, 255)
