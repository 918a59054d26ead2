"""Bytes of a picture to bytes of its variants: the only import of Pillow but for the card painter.

The way of a picture: decode once (a JPEG is shrunk while it decodes) -> sRGB -> upright -> for every size one
resampling -> one file for every format. Nothing of the original but its pixels gets through.
"""

from __future__ import annotations

import importlib
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from itertools import chain
from typing import Final

from PIL import ExifTags, Image, ImageCms, features

from hyqz_site.images.container import Container, PictureFault, is_cut_short, sniff
from hyqz_site.images.geometry import Size
from hyqz_site.images.variants import Format, Frame, ImageInfo, VariantSpec, shrink_for

__all__ = ["MAX_PIXELS", "PAPER", "PictureFault", "encode", "encoder_version", "grey", "probe"]

FORMAT_VERSION: Final = 1
"""Raise it whenever a change here changes the bytes of any variant: every cached one is then made anew."""

PAPER: Final = (0xFB, 0xF6, 0xEC)
"""The colour of the site's paper. It shows where a transparent picture becomes a JPEG, which has no transparency."""

_MILLION: Final = 1_000_000

MAX_PIXELS: Final[dict[Container, int]] = {
    Container.JPEG: 178 * _MILLION,
    Container.PNG: 178 * _MILLION,
    Container.GIF: 178 * _MILLION,
    Container.BMP: 178 * _MILLION,
    Container.TIFF: 178 * _MILLION,
    Container.WEBP: 80 * _MILLION,
    Container.AVIF: 80 * _MILLION,
    Container.HEIC: 80 * _MILLION,
}
"""What one process can probe and encode in 1.5 GB; more is `too_large`. Pillow itself refuses above 178.9 million.

Measured at the limit, peak of the process: JPEG 0.1 GB, a progressive one not subsampled 1.1, PNG 1.0, TIFF without
compression 1.25 with its own 0.5, WebP 1.26 (its decoder holds the picture twice before Pillow gets it), AVIF 0.7,
HEIC 0.6. A photo of 12 megapixels takes 0.06.
"""

_PILLOW_NAMES: Final[dict[Container, str]] = {
    container: "HEIF" if container is Container.HEIC else container.name for container in Container
}

_SHRINKING: Final = frozenset({"JPEG", "MPO"})
"""What Pillow calls a JPEG; MPO is one with more pictures behind it. HEIC would draw its thumbnail, so it may not."""

_ANIMATED: Final = frozenset({Container.GIF, Container.PNG, Container.WEBP, Container.AVIF})
"""Where more than one picture in a file is a film. In JPEG (a phone's depth map), TIFF (pages) and HEIC (a burst) it
is not, and the first picture is the picture."""

_UPRIGHT: Final[dict[int, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})

_WORKING_PIXELS: Final = 32 * _MILLION
"""Above this a decoded picture is halved until it fits, so that no second copy of a panorama is ever held. It leaves
a 48-megapixel photo 4,000 pixels wide and a chat screenshot 30,000 high as it is."""

_STRIP_PIXELS: Final = 1 * _MILLION

_ENOUGH_FOR_A_MEAN: Final = 8
"""The strongest shrinking of the JPEG decoder. It reads every byte all the same, so truncation is found."""

_REDUCING_GAP: Final = 2.0
"""Halve by averaging first while the drawing is under half of the picture, then Lanczos. From 2000 pixels to 480:
14 ms in place of 32. Drawing each width from the one before saves 3 % of the whole job more, but then the bytes of a
file depend on its neighbours, and a cache with one damaged entry would not heal to the same bytes."""

_OPTIONS: Final[dict[Format, dict[str, object]]] = {
    # 43 ms in place of 7 at 1600 x 1200, and 7 % fewer bytes. Without comment="" the original's comes along.
    "jpeg": {"progressive": True, "optimize": True, "comment": b""},
    # At 1600 x 1200: method 2 115 ms 413 KB, 4 231 ms 390 KB, 5 264 ms 369 KB, 6 596 ms 360 KB (a noisy picture).
    "webp": {"method": 4},
    # Speed 8 512 ms 321 KB, 6 1281 ms 296 KB. One thread: the pool uses the processors, and bytes must not depend on
    # how many there are.
    "avif": {"speed": 8, "max_threads": 1},
    "png": {"optimize": True},
}

_PROFILE_MODES: Final = {"RGB ": ("RGB", "RGBA"), "GRAY": ("L",), "CMYK": ("CMYK",)}
"""Which pictures a colour profile can speak of, by its own colour space."""


def probe(data: bytes) -> ImageInfo | PictureFault:
    """Return what the picture is, or why it cannot be used. Never raises, whatever the bytes.

    The picture is decoded, because only that finds a missing end; what `probe` accepts, `encode` can encode.
    """
    container = sniff(data)
    if isinstance(container, PictureFault):
        return container
    if container is Container.HEIC and not _can_read_heic():
        return PictureFault.heic_missing
    try:
        with _quietly():
            return _described(data, container)
    except (Image.DecompressionBombError, MemoryError):
        return PictureFault.too_large
    except Exception as error:  # noqa: BLE001  # decoders raise a dozen kinds over bad bytes, struct.error among them
        cut = "truncated" in str(error) or is_cut_short(data, container)
        return PictureFault.truncated if cut else PictureFault.broken


def encode(data: bytes, specs: Sequence[VariantSpec]) -> tuple[bytes, ...]:
    """Return the file of each variant, in the order of the specs, of a picture that `probe` has accepted.

    A file depends on the picture, its own spec and `encoder_version()`, and on nothing else: not on the other specs,
    the process, the thread or the machine's number of processors. Raises ValueError for what is no picture.
    """
    with _quietly():
        image = _opened(data)
        size = _upright_size(image)
    frames = [spec.frame(size) for spec in specs]
    shrinks = {frame: shrink_for(size, frame) if image.format in _SHRINKING else 1 for frame in frames}
    files: dict[VariantSpec, bytes] = {}
    # Nearly always there is one shrink, and so one decode; only a drawing of more than half of a photo's own size,
    # beside smaller ones, asks for a second.
    for shrink in sorted(set(shrinks.values())):
        with _quietly():
            canvas, scale = _canvas(image, shrink)
            image = _opened(data)  # Reads the header only: lets go of the decoded original before the drawing.
        for frame in (frame for frame, by in shrinks.items() if by == shrink):
            drawn = _drawn(canvas, scale, frame)
            files |= {spec: _file(drawn, spec) for spec, own in zip(specs, frames, strict=True) if own == frame}
    return tuple(files[spec] for spec in specs)


@cache
def grey(data: bytes, side: int) -> Image.Image:
    """Return an accepted picture in grey, no side above `side`: for those who read it, not for those who see it."""
    with _quietly():
        image = _opened(data)
        image.draft("L", (side, side))
        drawn = image.convert("L")
    drawn.thumbnail((side, side))
    return drawn


def encoder_version() -> str:
    """Return all that the bytes depend on besides picture and spec: part of every cache key."""
    try:
        heif = version("pillow-heif")
    except PackageNotFoundError:
        heif = "none"
    libraries = ("pil", "libjpeg_turbo", "jpg", "webp", "avif", "zlib", "zlib_ng", "littlecms2", "libtiff")
    known = [f"{name} {features.version(name)}" for name in libraries]
    return ", ".join([f"format {FORMAT_VERSION}", *known, f"pillow_heif {heif}"])


@cache
def _can_read_heic() -> bool:
    """Tell whether the extra `heic` is installed, and teach Pillow its format. Slow to import, so only when needed."""
    try:
        pillow_heif = importlib.import_module("pillow_heif")
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


_WARNINGS_LOCK: Final = threading.Lock()


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep Pillow's warnings from being printed, or raised, over a photo's odd EXIF.

    Filters belong to the whole process, so threads take turns here; they also share the memory meant for one picture.
    """
    with _WARNINGS_LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _described(data: bytes, container: Container) -> ImageInfo | PictureFault:
    image = _opened(data)
    if image.width * image.height > MAX_PIXELS[container]:
        return PictureFault.too_large
    if container in _ANIMATED and getattr(image, "is_animated", False):
        return PictureFault.animated
    width, height = _upright_size(image)
    canvas, _ = _canvas(image, _ENOUGH_FOR_A_MEAN)
    mean = _flat(canvas.resize((1, 1), Image.Resampling.BOX)).tobytes()
    return ImageInfo(width=width, height=height, format=container.value, colour=f"#{mean.hex()}")


def _opened(data: bytes) -> Image.Image:
    """Read the header with the one decoder that the first bytes call for. Pixels are decoded on their first use."""
    container = sniff(data)
    if isinstance(container, PictureFault) or (container is Container.HEIC and not _can_read_heic()):
        raise ValueError(f"encode() was given what probe() refuses: {container}")
    return Image.open(BytesIO(data), formats=(_PILLOW_NAMES[container],))


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation that is still to be undone: 1 to 8, 1 where there is none that can be read."""
    if image.format == "TIFF":
        return 1  # Pillow turns these itself.
    if image.format == "PNG":
        image.load()  # Its EXIF may follow the pixels.
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  # damaged EXIF raises a dozen kinds, and is no reason to refuse a photo
        return 1


def _upright_size(image: Image.Image) -> Size:
    return image.size[::-1] if _orientation(image) in _ON_ITS_SIDE else image.size


def _canvas(image: Image.Image, shrink: int) -> tuple[Image.Image, float]:
    """Decode to what all drawings are drawn from: sRGB, RGB or RGBA, upright, no metadata; with its scale.

    Only a JPEG obeys `shrink`. The image is used up.
    """
    orientation = _orientation(image)
    scale = _shrunk(image, shrink) if image.format in _SHRINKING else 1.0
    halved = 1
    while image.width * image.height > _WORKING_PIXELS * halved**2:
        halved *= 2
    image.load()
    plain = _reduced(image, halved) if halved > 1 else _plain(image)
    canvas = _in_srgb(plain, image.info.get("icc_profile"))
    turn = _UPRIGHT.get(orientation)
    if turn is not None:  # FLIP_LEFT_RIGHT is 0
        canvas = canvas.transpose(turn)
    if canvas.mode == "RGBA" and canvas.getchannel("A").getextrema() == (255, 255):
        canvas = canvas.convert("RGB")
    canvas.info.clear()
    return canvas, scale / halved


def _shrunk(image: Image.Image, by: int) -> float:
    """Have a JPEG shrunk while it is decoded, by about as much where it is tiny, and return the scale."""
    width, height = image.size
    drafted = image.draft(None, (max(1, width // by), max(1, height // by)))
    return drafted[1][2] / width if drafted else 1.0


def _reduced(image: Image.Image, by: int) -> Image.Image:
    """Shrink by averaging, a strip at a time: there is no room for a second copy of so large a picture."""
    rows = by * max(1, _STRIP_PIXELS // (image.width * by))
    tops = range(0, image.height, rows)
    strips = (_plain(image.crop((0, top, image.width, min(top + rows, image.height)))).reduce(by) for top in tops)
    first = next(strips)
    whole = Image.new(first.mode, (first.width, -(-image.height // by)))
    for nth, strip in enumerate(chain((first,), strips)):
        whole.paste(strip, (0, nth * rows // by))
    return whole


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in one of four modes that resample and convert well: RGB, RGBA, L, CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey; Pillow's own conversion would cut off all above 255
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert to sRGB, by the picture's colour profile where it has one that fits and is whole."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if image.mode in _PROFILE_MODES.get(source.profile.xcolor_space, ()):
                intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
                return ImageCms.buildTransform(source, _srgb(), image.mode, mode, intent, flags).apply(image)
        except (ImageCms.PyCMSError, OSError):
            pass  # A damaged profile: the colours are taken as sRGB, as browsers do.
    return image if image.mode == mode else image.convert(mode)


def _drawn(canvas: Image.Image, scale: float, frame: Frame) -> Image.Image:
    left, top, right, bottom = frame.box
    box = (left * scale, top * scale, min(right * scale, canvas.width), min(bottom * scale, canvas.height))
    return canvas.resize(frame.size, Image.Resampling.LANCZOS, box, _REDUCING_GAP)


def _flat(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on paper."""
    if image.mode == "RGB":
        return image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _file(drawn: Image.Image, spec: VariantSpec) -> bytes:
    file = BytesIO()
    picture = _flat(drawn) if spec.format == "jpeg" else drawn
    picture.save(file, spec.format, quality=spec.quality, **_OPTIONS[spec.format])
    return file.getvalue()
