"""Nothing but pixels gets through, seen by reading the containers of the files that go out."""

from typing import get_args

import pytest
from PIL import Image

from hyqz_site.images.codec import encode
from hyqz_site.images.variants import Format, VariantSpec
from tests.unit.images.containers import iso_boxes, jpeg_segments, png_chunks, riff_chunks
from tests.unit.images.pictures import TRACE, scene, with_everything

SOURCES = ("jpeg", "png", "webp", "tiff", "avif")
OWN_WIDTH = 60
"""At its own size nothing is resampled, which is when a library might pass an object through, metadata and all."""


def outputs(source: bytes, kind: Format) -> tuple[bytes, ...]:
    return encode(source, [VariantSpec(width=width, format=kind, quality=80) for width in (OWN_WIDTH, 24)])


def test_the_sources_really_carry_what_must_not_get_through() -> None:
    markers = [marker for marker, _ in jpeg_segments(with_everything("jpeg"))]
    assert {0xE1, 0xE2, 0xED, 0xFE} <= set(markers), "EXIF and XMP, profile, IPTC, comment"
    assert markers.count(0xE1) == 2
    assert {"eXIf", "iCCP", "tEXt", "iTXt", "pHYs"} <= set(png_chunks(with_everything("png")))
    assert {"EXIF", "XMP ", "ICCP"} <= set(riff_chunks(with_everything("webp")))
    assert {b"Exif", b"mime"} <= {
        content[8:12] for name, content in iso_boxes(with_everything("avif")) if name == "infe"
    }
    for kind in SOURCES:
        assert TRACE.encode() in with_everything(kind)


@pytest.mark.parametrize("source", SOURCES)
def test_jpeg_holds_tables_and_scans_alone(source: str) -> None:
    allowed = {0xD8, 0xD9, 0xDB, 0xC2, 0xC4, 0xDA, 0xE0}  # begin, end, quantisation, frame, Huffman, scan, JFIF
    for file in outputs(with_everything(source), "jpeg"):
        segments = jpeg_segments(file)
        assert {marker for marker, _ in segments} <= allowed
        assert [content for marker, content in segments if marker == 0xE0] == [b"JFIF\0\1\1\0\0\1\0\1\0\0"]


@pytest.mark.parametrize("source", SOURCES)
def test_png_holds_header_and_pixels_alone(source: str) -> None:
    for file in outputs(with_everything(source), "png"):
        assert set(png_chunks(file)) == {"IHDR", "IDAT", "IEND"}


@pytest.mark.parametrize("source", SOURCES)
def test_webp_holds_pixels_alone(source: str) -> None:
    for file in outputs(with_everything(source), "webp"):
        assert set(riff_chunks(file)) == {"VP8 "}


def test_webp_with_transparency_holds_pixels_and_their_alpha_alone() -> None:
    clear = scene()
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    for file in outputs(with_everything("png", clear), "webp"):
        chunks = riff_chunks(file)
        assert set(chunks) == {"VP8X", "ALPH", "VP8 "}
        assert chunks["VP8X"][0] == 0x10, "of profile, alpha, EXIF, XMP and animation, alpha alone"


@pytest.mark.parametrize("source", SOURCES)
def test_avif_holds_pixels_alone(source: str) -> None:
    for file in outputs(with_everything(source), "avif"):
        boxes = list(iso_boxes(file))
        assert {content[8:12] for name, content in boxes if name == "infe"} == {b"av01"}
        assert {content[:4] for name, content in boxes if name == "colr"} == {b"nclx"}
        assert {name for name, _ in boxes} <= {
            "ftyp", "meta", "hdlr", "pitm", "iloc", "iinf", "infe", "iprp", "ipco", "ipma", "ispe", "pixi", "av1C",
            "colr", "mdat",
        }  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("kind", get_args(Format))
def test_no_trace_of_the_original_stands_anywhere(source: str, kind: Format) -> None:
    for file in outputs(with_everything(source), kind):
        for trace in (TRACE.encode(), b"Exif", b"GPS", b"xmpmeta", b"Photoshop", b"8BIM", b"acsp", b"Display P3"):
            assert trace not in file
