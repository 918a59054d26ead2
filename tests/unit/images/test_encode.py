"""Upright, sRGB, the exact size, the same bytes every time."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import get_args

import pytest
from PIL import Image, ImageChops, ImageStat

from hyqz_site.images import codec
from hyqz_site.images.codec import PAPER, encode, encoder_version, probe
from hyqz_site.images.variants import Format, ImageInfo, VariantSpec
from tests.unit.images.pictures import P3_TO_XYZ, laid_down, loaded, near, p3_profile, saved, scene

PNG = VariantSpec(width=60, format="png", quality=100)
JPEG = VariantSpec(width=60, format="jpeg", quality=95)
FULL_COLOUR = {"quality": 95, "subsampling": 0}


def worst(one: Image.Image, other: Image.Image) -> int:
    """Return the largest difference of any channel of any pixel."""
    return max(high for _, high in ImageChops.difference(one, other).getextrema())  # type: ignore[misc]  # RGB: pairs


def one_pixel(data: bytes, spec: VariantSpec = PNG) -> tuple[int, ...]:
    """Return the colour in the middle of the variant."""
    (file,) = encode(data, [spec])
    image = loaded(file)
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_every_orientation_comes_out_upright_pixel_for_pixel(kind: str, orientation: int) -> None:
    (file,) = encode(laid_down(scene(), orientation, kind), [PNG])
    assert loaded(file).tobytes() == scene().tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_a_jpeg_is_its_decoded_pixels_turned(orientation: int) -> None:
    data = laid_down(scene(), orientation, "jpeg", **FULL_COLOUR)
    png, jpeg = encode(data, [PNG, JPEG])
    assert worst(loaded(png), scene()) <= 6, "one compression at quality 95"
    assert worst(loaded(jpeg), scene()) <= 14, "two compressions, the second with halved colour"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_gives_the_same_bytes_at_every_size(orientation: int) -> None:
    specs = [replace(PNG, width=width) for width in (7, 31, 45)] + [replace(PNG, width=20, height=31, focus=(0.2, 0.9))]
    assert encode(laid_down(scene(), orientation, "png"), specs) == encode(saved(scene(), "png"), specs)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_large_photo_is_upright_and_cropped_where_the_focus_says(orientation: int) -> None:
    upright = Image.new("RGB", (4000, 3000), (60, 120, 180))
    upright.paste((230, 40, 30), (3000, 400, 3400, 800))
    data = laid_down(upright, orientation, "jpeg", quality=90)
    spec = VariantSpec(width=160, height=160, focus=(0.8, 0.2), format="png", quality=100)
    (file,) = encode(data, [spec])
    crop = loaded(file)
    assert crop.size == (160, 160)
    # The box is 1000..4000: the red square begins at (3000-1000)/3000 of the width and at 400/3000 of the height.
    red = Image.new("RGB", (160, 160), (60, 120, 180))
    red.paste((230, 40, 30), (107, 21, 128, 43))
    assert ImageStat.Stat(ImageChops.difference(crop, red)).mean < [4, 4, 4]
    assert near(tuple(crop.getpixel((117, 32))), (230, 40, 30), 4)  # type: ignore[arg-type]  # RGB: a tuple


@pytest.mark.parametrize("kind", get_args(Format))
def test_every_variant_has_its_exact_size(kind: Format) -> None:
    data = saved(scene((2000, 1500)), "jpeg")
    specs = [
        VariantSpec(width=480, format=kind, quality=80),
        VariantSpec(width=3000, format=kind, quality=80),
        VariantSpec(width=384, height=192, format=kind, quality=80),
        VariantSpec(width=333, height=517, focus=(1.0, 0.0), format=kind, quality=80),
    ]
    files = encode(data, specs)
    assert [loaded(file).size for file in files] == [(480, 360), (2000, 1500), (384, 192), (333, 517)]
    assert [loaded(file).size for file in files] == [spec.frame((2000, 1500)).size for spec in specs]
    assert {(loaded(file).format or "").lower() for file in files} == {kind}


def test_a_crop_larger_than_the_picture_fills_its_screen_all_the_same() -> None:
    (file,) = encode(saved(scene(), "png"), [replace(PNG, width=192, height=96)])
    assert loaded(file).size == (192, 96)


def test_a_long_screenshot_stays_within_what_webp_can_hold() -> None:
    (file,) = encode(saved(Image.new("RGB", (100, 40_000)), "png"), [replace(PNG, width=100, format="webp")])
    assert loaded(file).size == (41, 16_383)


def test_jpeg_is_progressive() -> None:
    (file,) = encode(saved(scene(), "png"), [JPEG])
    assert loaded(file).info.get("progressive")


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def encoded(value: float) -> int:
    value = min(1.0, max(0.0, value))
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))


XYZ_TO_SRGB = (
    (3.1341359, -1.6173864, -0.4906619),
    (-0.9787955, 1.9162544, 0.0334427),
    (0.0719554, -0.2289767, 1.4053860),
)
"""From D50, after Lindbloom."""


def p3_in_srgb(colour: tuple[int, int, int]) -> tuple[int, ...]:
    light = [linear(channel / 255) for channel in colour]
    xyz = [sum(share * part for share, part in zip(row, light, strict=True)) for row in P3_TO_XYZ]
    return tuple(encoded(sum(share * part for share, part in zip(row, xyz, strict=True))) for row in XYZ_TO_SRGB)


@pytest.mark.parametrize("colour", [(200, 100, 50), (90, 160, 110), (60, 70, 200), (255, 255, 255), (255, 0, 0)])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff", "avif"])
def test_p3_becomes_srgb(kind: str, colour: tuple[int, int, int]) -> None:
    """A phone's red would be dull if its numbers were taken as sRGB: (200, 100, 50) in P3 is (213, 96, 37) there."""
    data = saved(Image.new("RGB", (32, 32), colour), kind, icc_profile=p3_profile(), quality=100)
    assert near(one_pixel(data), p3_in_srgb(colour), 2 if kind in {"png", "tiff"} else 5)


def test_p3_with_transparency_keeps_both() -> None:
    data = saved(Image.new("RGBA", (32, 32), (200, 100, 50, 128)), "png", icc_profile=p3_profile())
    assert near(one_pixel(data), (*p3_in_srgb((200, 100, 50)), 128), 2)


def test_a_profile_of_another_kind_of_colour_is_no_profile() -> None:
    data = saved(Image.new("L", (32, 32), 90), "jpeg", icc_profile=p3_profile())
    assert near(one_pixel(data), (90, 90, 90), 1)


PAPER_AND_RED = tuple((paper + red) // 2 for paper, red in zip(PAPER, (200, 30, 40), strict=True))


def palette_with_a_hole() -> bytes:
    image = Image.new("P", (32, 32), 1)
    image.putpalette([0, 0, 0, 200, 30, 40])
    return saved(image, "png", transparency=1)


def sixteen_bits(value: int) -> bytes:
    return saved(Image.new("I;16", (32, 32), value), "png")


@pytest.mark.parametrize(
    ("data", "png", "jpeg"),
    [
        pytest.param(saved(Image.new("L", (32, 32), 77), "png"), (77, 77, 77), (77, 77, 77), id="grey"),
        pytest.param(saved(Image.new("1", (32, 32), 1), "png"), (255, 255, 255), (255, 255, 255), id="1"),
        pytest.param(saved(Image.new("LA", (32, 32), (80, 0)), "png"), (80, 80, 80, 0), PAPER, id="LA"),
        pytest.param(
            saved(Image.new("RGBA", (32, 32), (200, 30, 40, 128)), "png"), (200, 30, 40, 128), PAPER_AND_RED, id="RGBA"
        ),
        pytest.param(
            saved(Image.new("RGBA", (32, 32), (200, 30, 40, 255)), "png"), (200, 30, 40), (200, 30, 40), id="opaque"
        ),
        pytest.param(palette_with_a_hole(), (200, 30, 40, 0), PAPER, id="P with transparency"),
        pytest.param(saved(Image.new("RGB", (32, 32), (9, 8, 7)), "png", transparency=(9, 8, 7)), (9, 8, 7, 0), PAPER,
                     id="RGB with a transparent colour"),
        pytest.param(saved(scene().quantize(4).point(lambda _: 0), "gif"), None, None, id="gif"),
        pytest.param(sixteen_bits(65535), (255, 255, 255), (255, 255, 255), id="white in 16 bits"),
        pytest.param(sixteen_bits(25700), (100, 100, 100), (100, 100, 100), id="grey in 16 bits"),
        pytest.param(sixteen_bits(300), (1, 1, 1), (1, 1, 1), id="near black in 16 bits"),
        pytest.param(saved(Image.new("CMYK", (32, 32), (0, 200, 180, 20)), "jpeg"), (235, 51, 69), (235, 51, 69),
                     id="CMYK"),
        pytest.param(saved(Image.new("CMYK", (32, 32), (0, 0, 0, 0)), "tiff"), (255, 255, 255), (255, 255, 255),
                     id="CMYK paper white"),
    ],
)  # fmt: skip
def test_every_mode_keeps_its_colours(data: bytes, png: tuple[int, ...] | None, jpeg: tuple[int, ...] | None) -> None:
    assert isinstance(probe(data), ImageInfo)
    if png is None or jpeg is None:
        assert len(one_pixel(data)) == 3
        return
    assert near(one_pixel(data)[3:], png[3:], 1)
    if png[3:] != (0,):  # a pixel that cannot be seen may have any colour
        assert near(one_pixel(data), png, 3)
    assert near(one_pixel(data, JPEG), jpeg, 3)


def test_transparent_edges_take_no_colour_from_what_cannot_be_seen() -> None:
    """Without premultiplying, the black behind a cut-out would show as a dark seam on every shrunk logo."""
    cut_out = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    cut_out.paste((250, 240, 230, 255), (0, 0, 51, 100))
    (file,) = encode(saved(cut_out, "png"), [replace(JPEG, width=25)])
    darkest = loaded(file).getextrema()[0]
    assert isinstance(darkest, tuple)
    assert darkest[0] >= 235


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "CMYK", "P"])
def test_a_panorama_is_shrunk_in_strips_to_the_same_picture(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    image = scene((803, 601)).quantize(200) if mode == "P" else scene((803, 601)).convert(mode)
    data = saved(image, "tiff")
    (whole,) = encode(data, [replace(PNG, width=90)])
    monkeypatch.setattr(codec, "_WORKING_PIXELS", 401 * 301)
    monkeypatch.setattr(codec, "_STRIP_PIXELS", 803 * 50)
    (strips,) = encode(data, [replace(PNG, width=90)])
    assert loaded(whole).size == loaded(strips).size
    assert worst(loaded(whole).convert("RGB"), loaded(strips).convert("RGB")) <= 6


MANY = tuple(
    VariantSpec(width=width, height=height, format=kind, quality=80)
    for width, height in ((48, None), (160, None), (1500, None), (120, 80), (3500, None))
    for kind in get_args(Format)
    if width < 1000 or kind == "jpeg"
)


def test_a_variant_has_the_same_bytes_whichever_others_are_made_with_it() -> None:
    """So a cache may lose any one of them: what is made anew is what was there before."""
    data = saved(scene((4000, 3000)), "jpeg", quality=80)
    together = encode(data, MANY)
    assert encode(data, MANY[::-1]) == together[::-1]
    assert tuple(encode(data, [spec])[0] for spec in MANY) == together
    assert encode(data, []) == ()


def test_same_bytes_in_any_thread_and_any_process() -> None:
    data = saved(scene((400, 300)), "jpeg", icc_profile=p3_profile())
    specs = [spec for spec in MANY if spec.width < 1000]
    here = encode(data, specs)
    with ThreadPoolExecutor(4) as threads:
        assert all(files == here for files in threads.map(lambda _: encode(data, specs), range(8)))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        assert process.submit(encode, data, specs).result() == here


def test_encoder_version_names_what_the_bytes_depend_on() -> None:
    version = encoder_version()
    assert version == encoder_version()
    assert version.startswith("format ")
    assert all(f"{name} " in version for name in ("pil", "libjpeg_turbo", "webp", "avif", "littlecms2", "pillow_heif"))


@pytest.mark.parametrize("data", [b"", b"text", b"<svg/>"])
def test_encode_refuses_what_probe_refuses(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"what probe\(\) refuses"):
        encode(data, [PNG])
