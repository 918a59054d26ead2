"""Pictures made on the spot, with all that cameras and editors put into files."""

import struct
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image
from PIL.Image import Transpose
from PIL.PngImagePlugin import PngInfo

TRACE: Final = "SN-8861-WANG"
"""Stands in every kind of metadata below; no output may hold it."""

TURNS: Final[dict[int, Transpose | None]] = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}
"""EXIF orientation -> how a camera lays an upright scene down."""


def scene(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return an upright picture without any symmetry: every corner has its own colour, and nothing is flat."""
    corners = Image.frombytes("RGB", (2, 2), bytes((220, 30, 40, 30, 180, 60, 40, 60, 210, 240, 220, 60)))
    return corners.resize(size, Image.Resampling.BICUBIC)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def loaded(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def near(got: tuple[int, ...], want: tuple[int, ...], tolerance: int) -> bool:
    return len(got) == len(want) and all(abs(a - b) <= tolerance for a, b in zip(got, want, strict=True))


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF as a phone writes it: maker, serial number and the place."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Make] = TRACE
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = TRACE
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (26.0, 53.0, 41.0)
    return tags


def laid_down(upright: Image.Image, orientation: int, kind: str, **options: object) -> bytes:
    """Return the file a camera held this way would have written of the scene."""
    turn = TURNS[orientation]
    raw = upright if turn is None else upright.transpose(turn)
    return saved(raw, kind, exif=exif(orientation).tobytes(), **options)


def with_everything(kind: str, image: Image.Image | None = None) -> bytes:
    """Return a picture that carries EXIF with GPS, XMP, IPTC, a comment and a colour profile, as far as it can."""
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{TRACE}</dc:creator></x:xmpmeta>'.encode()
    options: dict[str, object] = {"exif": exif().tobytes(), "icc_profile": p3_profile()}
    if kind == "jpeg":
        iptc = b"\x1c\x02\x50" + struct.pack(">H", len(TRACE)) + TRACE.encode()
        block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc
        options |= {"xmp": xmp, "comment": TRACE, "dpi": (300, 300)}
        options["extra"] = b"\xff\xed" + struct.pack(">H", len(block) + 2) + block
    elif kind == "png":
        text = PngInfo()
        text.add_text("Author", TRACE)
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options |= {"pnginfo": text, "dpi": (300, 300)}
    else:
        options["xmp"] = xmp
    return saved(scene() if image is None else image, kind, **options)


P3_TO_XYZ: Final = (
    (0.515121, 0.291977, 0.157104),
    (0.241196, 0.692245, 0.066574),
    (-0.001053, 0.041885, 0.784073),
)
"""Display P3's primaries in XYZ, adapted to D50 as profiles want them."""


def p3_profile() -> bytes:
    """Return a Display P3 profile as iPhones embed it: three primaries and the curve of sRGB."""

    def number(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(number, values))

    text = f"Display P3 {TRACE}".encode() + b"\0"
    curve = b"para\0\0\0\0\0\x03\0\0" + b"".join(
        map(number, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)),
    )
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78),
        b"cprt": b"text\0\0\0\0" + text,
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        **{name: xyz(*(row[nth] for row in P3_TO_XYZ)) for nth, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4xI", 128 + len(table) + len(body), 0x02400000) + b"mntrRGB XYZ " + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + xyz(0.9642, 1.0, 0.8249)[8:]
    return head.ljust(128, b"\0") + table + body
