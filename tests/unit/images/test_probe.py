"""Every file an editor may drop in is described or refused with its reason, and nothing is ever raised."""

import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hyqz_site.images import codec
from hyqz_site.images.codec import MAX_PIXELS, encode, probe
from hyqz_site.images.container import Container, PictureFault
from hyqz_site.images.variants import ImageInfo, VariantSpec
from tests.unit.images.pictures import TRACE, exif, laid_down, loaded, near, saved, scene, with_everything
from tests.unit.images.test_container import HEIC

KINDS = ("jpeg", "png", "webp", "gif", "bmp", "tiff", "avif")
WHOLE_FILES = tuple(saved(scene(), kind) for kind in KINDS)
SMALL = VariantSpec(width=16, height=16, format="webp", quality=50)


def frames(kind: str) -> bytes:
    """Return two pictures one after the other in one file."""
    return saved(scene(), kind, save_all=True, append_images=[scene().transpose(Image.Transpose.ROTATE_180)])


def png_of(width: int, height: int) -> bytes:
    """Return a PNG whose header claims this size and that holds no pixels to speak of."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.fixture
def without_heic(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the extra `heic` be missing, whether it is installed or not."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    codec._can_read_heic.cache_clear()  # noqa: SLF001  # the answer is kept for the life of the process
    yield
    codec._can_read_heic.cache_clear()  # noqa: SLF001  # the same


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_picture_is_described(kind: str) -> None:
    info = probe(saved(scene(), kind))
    assert isinstance(info, ImageInfo)
    assert (info.width, info.height, info.format) == (60, 40, kind)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff"])
def test_width_and_height_are_those_of_the_upright_picture(kind: str, orientation: int) -> None:
    info = probe(laid_down(scene(), orientation, kind))
    assert isinstance(info, ImageInfo)
    assert (info.width, info.height) == (60, 40)


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (Image.new("RGB", (90, 50), (200, 30, 40)), "#c81e28"),
        (Image.new("RGBA", (90, 50), (200, 30, 40, 0)), "#fbf6ec"),
        (Image.new("L", (90, 50), 128), "#808080"),
    ],
)
def test_the_placeholder_is_the_mean_colour_as_it_will_look_on_paper(image: Image.Image, colour: str) -> None:
    info = probe(saved(image, "png"))
    assert isinstance(info, ImageInfo)
    assert info.colour == colour


def test_the_placeholder_is_the_mean_of_a_large_jpeg_as_well() -> None:
    half = Image.new("RGB", (1000, 800), (250, 0, 0))
    half.paste((0, 0, 250), (500, 0, 1000, 800))
    info = probe(saved(half, "jpeg", quality=95))
    assert isinstance(info, ImageInfo)
    mean = bytes.fromhex(info.colour[1:])
    assert all(abs(got - want) <= 3 for got, want in zip(mean, (125, 0, 125), strict=True))


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "bmp", "webp", "avif", "tiff"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_a_file_whose_end_is_missing_is_truncated(kind: str, share: float) -> None:
    data = saved(scene((200, 150)), kind)
    expected = PictureFault.truncated
    if kind == "tiff":  # its directory stands at the end, so it cannot be told from another damage
        assert probe(data[: int(len(data) * share)]) in {expected, PictureFault.broken}
    else:
        assert probe(data[: int(len(data) * share)]) is expected


def test_a_progressive_jpeg_whose_end_is_missing_is_truncated() -> None:
    """Browsers show such a one blurred; `verify()` passes it."""
    data = saved(scene((800, 600)), "jpeg", progressive=True)
    assert probe(data[: len(data) * 2 // 3]) is PictureFault.truncated


def test_a_header_with_nothing_sound_behind_it_is_broken() -> None:
    data = saved(scene(), "png")
    at = data.index(b"IDAT") + 8
    assert probe(data[:at] + b"\xff\0\xff\0" + data[at + 4 :]) is PictureFault.broken


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", PictureFault.empty),
        ("这是一张照片".encode(), PictureFault.not_a_picture),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', PictureFault.svg),
        (frames("gif"), PictureFault.animated),
        (frames("webp"), PictureFault.animated),
        (frames("png"), PictureFault.animated),
        (frames("avif"), PictureFault.animated),
        (png_of(20_000, 20_000), PictureFault.too_large),
        (png_of(13_400, 13_350), PictureFault.too_large),  # Pillow's own limit would let it through
        (png_of(2**31 - 1, 2**31 - 1), PictureFault.too_large),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(data: bytes, fault: PictureFault) -> None:
    assert probe(data) is fault


def test_a_limit_for_each_kind_of_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAX_PIXELS, Container.WEBP, 60 * 40 - 1)
    assert probe(saved(scene(), "webp")) is PictureFault.too_large
    assert isinstance(probe(saved(scene(), "png")), ImageInfo)


def test_the_pages_of_a_tiff_and_the_second_picture_of_a_jpeg_are_no_film() -> None:
    for kind, expected in (("tiff", "tiff"), ("mpo", "jpeg")):
        info = probe(frames(kind))
        assert isinstance(info, ImageInfo)
        assert info.format == expected
        assert len(encode(frames(kind), [SMALL])) == 1


@pytest.mark.usefixtures("without_heic")
def test_heic_without_its_extra_says_so() -> None:
    assert probe(HEIC) is PictureFault.heic_missing
    with pytest.raises(ValueError, match="refuses: heic"):
        encode(HEIC, [SMALL])


def test_heic_with_its_extra_is_read_upright() -> None:
    pillow_heif = pytest.importorskip("pillow_heif", reason="the extra `heic` is GPL and never installed unasked")
    pillow_heif.register_heif_opener()
    data = laid_down(scene((120, 80)), 6, "heif", quality=90)
    info = probe(data)
    assert isinstance(info, ImageInfo)
    assert (info.width, info.height, info.format) == (120, 80, "heic")
    assert probe(data[: len(data) // 2]) is PictureFault.truncated
    (file,) = encode(data, [replace(SMALL, width=120, height=80, format="png")])
    assert near(tuple(loaded(file).getpixel((3, 3))), (255, 9, 16), 12)  # type: ignore[arg-type]  # RGB: a tuple
    assert TRACE.encode() not in file


def test_odd_metadata_is_no_reason_to_refuse_a_photo() -> None:
    odd = (b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(40))
    for content in odd:
        assert isinstance(probe(saved(scene(), "jpeg", exif=content)), ImageInfo)
    assert isinstance(probe(saved(scene(), "jpeg", icc_profile=b"no profile at all")), ImageInfo)
    strange = exif()
    strange[0x0112] = 77
    assert isinstance(probe(saved(scene(), "jpeg", exif=strange)), ImageInfo)


@settings(deadline=None)  # a busy machine is no fault
@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing(data: bytes) -> None:
    assert isinstance(probe(data), PictureFault)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from((*WHOLE_FILES, with_everything("jpeg"), with_everything("png"), with_everything("webp"))),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=4),
)
def test_damage_raises_nothing_and_what_is_accepted_can_be_encoded(
    data: bytes,
    damage: list[tuple[float, bytes, int]],
) -> None:
    for share, patch, removed in damage:
        at = int(share * len(data))
        data = data[:at] + patch + data[at + removed :]
    if isinstance(probe(data), ImageInfo):
        assert len(encode(data, [SMALL])) == 1
