"""QR codes as modules, held against those of segno."""

import random
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image

from hyqz_site.images.qr import QUIET, modules, read
from tests.unit.images.pictures import saved

FULL = ["https://www.example.gov.cn/".ljust(length, "x") for length in (42, 62, 84, 106, 122, 152, 180, 213)]
"""As long as codes of level M can be at their sizes."""
ADDRESSES = ["https://a.cn", "https://example.gov.cn/qz/volunteers/ren.html", *(text + "x" for text in FULL)]
CHINESE = [
    "衡阳群众",
    "https://example.gov.cn/qz/衡阳",
    "扫码关注“衡阳群众”",
    "微信号：hyqz",
    "https://a.cn/日本",
    "é",
    "日本会",
]


def inner(rows: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(row[QUIET:-QUIET] for row in rows[QUIET:-QUIET])


def picture(rows: tuple[bytes, ...]) -> bytes:
    side = len(rows)
    light = Image.frombytes("L", (side, side), b"".join(rows)).point(lambda dark: 255 * (1 - dark))
    return saved(light.resize((3 * side, 3 * side), Image.Resampling.NEAREST), "PNG")


@pytest.mark.parametrize("text", FULL)
def test_a_full_code_is_that_of_another_writer(text: str) -> None:
    """Module for module, but for the mask, which each chooses; in other codes segno pads with one byte too many."""
    theirs = [segno.make(text, error="m", micro=False, mask=mask).matrix for mask in range(8)]
    assert inner(modules(text)) in [tuple(map(bytes, matrix)) for matrix in theirs]


@pytest.mark.parametrize("text", FULL + ADDRESSES + CHINESE)
def test_a_code_has_the_size_and_the_level_of_another_writer(text: str) -> None:
    theirs = segno.make(text, error="m", micro=False, mode="byte", encoding="utf-8")
    ours = modules(text)
    found = zxingcpp.read_barcode(Image.open(BytesIO(picture(ours))))
    assert found is not None
    assert (found.text, found.ec_level) == (text, theirs.error)
    assert len(inner(ours)) == len(theirs.matrix)


def test_a_code_is_never_larger_than_that_of_another_writer() -> None:
    """Digits and capitals take less room."""
    chance = random.Random(7)
    for _ in range(60):
        path = "".join(chance.choices("abcxyzABCXYZ0123456789/-._?=&%", k=chance.randint(1, 150)))
        theirs = segno.make(f"https://a.cn/{path}", error="m", micro=False)
        assert len(inner(modules(f"https://a.cn/{path}"))) <= len(theirs.matrix)


@pytest.mark.parametrize("text", ["tel:0734-1234567", "HTTPS://A.CN/B", "一行\n两行", "衡" * 400])
def test_what_is_written_can_be_read(text: str) -> None:
    assert read(picture(modules(text))) == (text,)


def test_a_code_stands_in_its_quiet_zone() -> None:
    rows = modules("https://a.cn")
    assert {len(row) for row in rows} == {len(rows)} == {21 + 2 * QUIET}
    assert not any(map(any, (*rows[:QUIET], *rows[-QUIET:])))
    assert not any(any((*row[:QUIET], *row[-QUIET:])) for row in rows)
    assert set(b"".join(rows)) == {0, 1}
