"""Painted cards: sizes, weights, nothing but pixels in the file, and the same bytes every time."""

import dataclasses
import hashlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from hyqz_site.cards import batch, layout
from hyqz_site.cards.card import Card, Format, Look
from hyqz_site.cards.orders import Words
from hyqz_site.cards.painter import Painter
from hyqz_site.images import qr
from hyqz_site.publish.cache import Cache
from tests.unit.cards.samples import card, composer, files, jpeg, longest, one_of_each, painter

SIZES = {Format.POSTER: (1080, 1440), Format.OG: (1200, 630)}
MOST = {Format.POSTER: 500 * 1024, Format.OG: 300 * 1024}
EVERY = [(look, shape) for look in Look for shape in Format]


def opened(data: bytes) -> Image.Image:
    """The pixels of a painted card."""
    return Image.open(BytesIO(data)).convert("RGB")


def noise(width: int, height: int) -> bytes:
    """The picture that compresses worst."""
    file = BytesIO()
    pixels = hashlib.shake_256(b"noise").digest(width * height * 3)
    Image.frombytes("RGB", (width, height), pixels).save(file, "JPEG", quality=95)
    return file.getvalue()


def segments(data: bytes) -> list[int]:
    """The markers of a JPEG, parsed from its first byte to its last."""
    assert data[:2] == b"\xff\xd8"
    at, found = 2, []
    while data[at] == 0xFF:
        marker = data[at + 1]
        found.append(marker)
        if marker == 0xD9:
            assert at + 2 == len(data), "something follows the picture"
            return found
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xDA:  # pixels until the next marker that is none of theirs
            while not (data[at] == 0xFF and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7):
                at += 1
    raise AssertionError(f"no marker at {at}")


@pytest.mark.parametrize(("look", "shape"), EVERY)
@pytest.mark.parametrize("picture", [None, noise(800, 600)], ids=["motif", "noise"])
def test_size_weight_and_nothing_but_pixels(look: Look, shape: Format, picture: bytes | None) -> None:
    """Exact pixels, below the limit even with noise, and only the segments that a picture needs."""
    data = painter().paint(one_of_each(picture=picture, sample=True)[look], shape)

    assert opened(data).size == SIZES[shape]
    assert len(data) <= MOST[shape]
    # JFIF's head, tables, one progressive frame, scans, the end: no EXIF, XMP, ICC, IPTC, comment
    assert set(segments(data)) == {0xE0, 0xDB, 0xC2, 0xC4, 0xDA, 0xD9}
    assert data[6:11] == b"JFIF\x00"


def test_metadata_of_a_picture_stays_behind() -> None:
    """Even where a caller hands over an original."""
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "秘密的说明"
    Image.new("RGB", (900, 900), "#888").save(file, "JPEG", exif=exif, comment=b"secret", icc_profile=b"\0" * 200)

    data = painter().paint(card(picture=file.getvalue()), Format.POSTER)

    assert set(segments(data)) == {0xE0, 0xDB, 0xC2, 0xC4, 0xDA, 0xD9}
    assert b"secret" not in data


@pytest.mark.parametrize("shape", list(Format))
def test_the_same_card_is_the_same_bytes(shape: Format) -> None:
    """Again, and by another painter that painted other cards before."""
    other = Painter(files())
    other.paint(longest(Look.NOTICE), shape)

    for one in (one_of_each(picture=jpeg(1600, 1067))[Look.EVENT], longest(Look.AWARD), card()):
        assert painter().paint(one, shape) == painter().paint(one, shape) == other.paint(one, shape)


def test_raqm_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow's text layout library is missing on some machines: with it and without it the picture is the same."""
    one = card(title="《酃湖》，“说好了”——一件事", text="To AVA: “走。”（再来）")
    before = painter().paint(one, Format.POSTER)

    monkeypatch.setattr(ImageFont.core, "HAVE_RAQM", False)

    assert Painter(files()).paint(one, Format.POSTER) == before


@pytest.mark.parametrize(("look", "shape"), EVERY)
def test_ink_stays_in_its_box(look: Look, shape: Format) -> None:
    """Pixel by pixel: what a text leaves on an empty sheet lies within the box that was measured for it."""
    one = longest(look, sample=True, code="https://example.com/")
    for op in composer().compose(one, shape):
        if not isinstance(op, Words):
            continue
        sheet = Image.new("RGB", SIZES[shape], "#ffffff")
        painter()._write(sheet, dataclasses.replace(op, ink="#000000"))  # noqa: SLF001 - one text alone
        box = ImageChops.invert(sheet).getbbox()
        assert box is not None, op
        spare = 0.12 * op.size  # strokes that reach out of their squares, letters that go below the line
        assert box[0] >= op.box.x - 0.05 * op.size - 1, op
        assert box[1] >= op.box.y - 0.05 * op.size - 1, op
        assert box[2] <= op.box.right + 0.05 * op.size + 1, op
        assert box[3] <= op.box.bottom + spare + 1, op


@pytest.mark.parametrize("length", [24, 84, 210])
@pytest.mark.parametrize("look", [Look.STORY, Look.AWARD, Look.PERSON])
def test_the_code_can_be_read(length: int, look: Look) -> None:
    """On paper, on red and on the ground of a motif, after JPEG, and at half the size as a chat shows it."""
    code = "https://www.example.gov.cn/".ljust(length, "x")
    for picture in (None, jpeg(1600, 1067)):
        data = painter().paint(one_of_each(code=code, picture=picture)[look], Format.POSTER)
        small = BytesIO()
        opened(data).resize((540, 720), Image.Resampling.BILINEAR).save(small, "JPEG", quality=70)

        assert qr.read(data) == (code,)
        assert qr.read(small.getvalue()) == (code,)


def test_a_picture_is_cut_around_its_focus() -> None:
    """What the focus points at is on the card."""
    wide = Image.new("RGB", (2000, 1000), "#404040")
    ImageDraw.Draw(wide).rectangle((0, 0, 300, 999), "#00c800")
    file = BytesIO()
    wide.save(file, "JPEG", quality=95)
    left, right = (
        opened(painter().paint(card(picture=file.getvalue(), focus=focus), Format.OG)) for focus in ((0, 0.5), (1, 0.5))
    )

    assert left.getpixel((700, 300))[1] > 180  # type: ignore[index] # RGB
    assert right.getpixel((700, 300))[1] < 80  # type: ignore[index] # RGB


def test_small_pictures_are_enlarged() -> None:
    """A thumbnail still fills its window."""
    painted = opened(painter().paint(card(picture=jpeg(90, 60, "#0000c8")), Format.POSTER))

    assert painted.getpixel((1070, 10))[2] > 180  # type: ignore[index] # RGB


CHANGES = {
    "id": "teams/other", "look": Look.NEWS, "label": "别的", "title": "别的", "text": "别的", "notes": ("别的",),
    "latin": "X", "picture": jpeg(60, 60), "focus": (0.1, 0.2), "tint": "dusk", "sample": True, "site": "别的",
    "address": "x", "code": "x",
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_the_key_speaks_of_everything(field: str) -> None:
    """A card that says or shows anything else has another key; an equal one has the same."""
    plain, other = card(), card(**{field: CHANGES[field]})

    assert painter().key(plain, Format.POSTER) != painter().key(other, Format.POSTER)
    assert painter().key(plain, Format.POSTER) == Painter(files()).key(card(), Format.POSTER)
    assert painter().key(plain, Format.POSTER) != painter().key(plain, Format.OG)


def test_a_new_layout_has_new_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that cached cards of the old one are painted anew."""
    before = painter().key(card(), Format.POSTER)
    monkeypatch.setattr(layout, "VERSION", layout.VERSION + 1)

    assert Painter(files()).key(card(), Format.POSTER) != before


def test_a_second_build_paints_nothing() -> None:
    """Cards come back from the store, by the same keys."""
    wanted: dict[str, tuple[Card, Format]] = {f"{look}.jpg": (one, Format.OG) for look, one in one_of_each().items()}
    store, told = Cache(), []
    first = list(batch.make(wanted, files(), store, 1, lambda done, total: told.append((done, total))))
    again = list(batch.make(wanted, files(), store, 1, lambda done, total: told.append((done, total))))

    assert [name for name, _, _ in first] == list(wanted)
    assert first == again
    assert told == [(number, len(wanted)) for number in range(1, len(wanted) + 1)]


def test_many_processes_paint_the_same() -> None:
    """A pool, where there are enough cards, changes no byte."""
    wanted = {f"{number}.jpg": (card(title=f"第{number}队"), Format.OG) for number in range(batch.WORTH_A_POOL)}

    made = {name: data for name, _, data in batch.make(wanted, files(), Cache(), 2, lambda _, __: None)}

    assert made == {name: painter().paint(*one) for name, one in wanted.items()}
