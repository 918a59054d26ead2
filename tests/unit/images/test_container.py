"""What the first bytes say, and whether the end is there."""

import pytest

from hyqz_site.images.container import Container, PictureFault, is_cut_short, named, sniff
from tests.unit.images.pictures import saved, scene

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x10mdat" + bytes(8)
FILM = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif", "bmp", "tiff", "avif"])
def test_every_kind_is_known_by_its_bytes(kind: str) -> None:
    assert sniff(saved(scene(), kind)) == kind


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif", "bmp", "avif"])
def test_a_missing_end_is_seen_and_a_whole_file_is_whole(kind: str) -> None:
    data = saved(scene(), kind)
    assert not is_cut_short(data, Container(kind))
    assert is_cut_short(data[: len(data) * 2 // 3], Container(kind))


def test_heic_is_told_from_avif_and_from_a_film_by_its_brands() -> None:
    assert sniff(HEIC) is Container.HEIC
    assert sniff(HEIC.replace(b"ftypheic", b"ftypmif1")) is Container.HEIC
    assert sniff(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif") is Container.AVIF
    assert sniff(FILM) is PictureFault.not_a_picture
    assert is_cut_short(HEIC[:-1], Container.HEIC)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- Inkscape -->\n<svg width="1"></svg>',
        b"\n<!DOCTYPE svg>\n<svg\n/>",
        b'<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
    ],
)
def test_svg_is_known_with_all_that_may_stand_before_it(data: bytes) -> None:
    assert sniff(data) is PictureFault.svg


@pytest.mark.parametrize(
    "data",
    ["衡阳群众".encode(), b"BMW, Baujahr 1998", b"<html><svg></svg></html>", b"%PDF-1.7", b"PK\3\4", b"\0", b"RIFF"],
)
def test_other_files_are_no_pictures(data: bytes) -> None:
    assert sniff(data) is PictureFault.not_a_picture


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IMG_0001.HEIC", PictureFault.heic_missing),
        ("a/b.heif", PictureFault.heic_missing),
        ("IMG_0001.jpg", PictureFault.mislabelled_heic),
        ("mmexport", PictureFault.mislabelled_heic),
    ],
)
def test_a_heic_under_another_name_is_named_as_such(name: str, expected: PictureFault) -> None:
    assert named(PictureFault.heic_missing, name) is expected
    assert named(PictureFault.broken, name) is PictureFault.broken
