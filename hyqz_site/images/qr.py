"""QR codes: what those in pictures say, and new ones as modules. The only import of zxingcpp."""

from __future__ import annotations

from typing import Final

MAX_SIDE: Final = 1600
"""A code is found in a smaller picture just as well, and far sooner."""
QUIET: Final = 4
"""Modules of white around a new code (ISO/IEC 18004)."""


def read(data: bytes) -> tuple[str, ...]:
    """Return the texts of all QR codes in a picture that `codec.probe` has accepted; empty where there is none."""
    import zxingcpp  # noqa: PLC0415 - few records have a code of their own

    from hyqz_site.images import codec  # noqa: PLC0415 - loads Pillow

    found = zxingcpp.read_barcodes(
        codec.grey(data, MAX_SIDE), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return tuple(code.text for code in found)


def modules(text: str) -> tuple[bytes, ...]:
    """The QR code of `text` within its quiet zone: rows of modules, 1 where they are dark.

    It is as small as one that still reads when a seventh of it is dirty (level M), and stands more where it has room.
    The text is UTF-8, and the code does not say so (ECI), because readers expect it and the word takes room.
    """
    import zxingcpp  # noqa: PLC0415 - as above, and most builds paint nothing anew

    qr, data = zxingcpp.BarcodeFormat.QRCode, text.encode()
    # Most of the time goes into the search for the best mask, which the size does not depend on.
    least = zxingcpp.create_barcode(data, qr, eci=0, ec_level="M", data_mask=0).to_image()
    version = (least.shape[0] - 2 * QUIET - 17) // 4
    best = zxingcpp.create_barcode(data, qr, eci=0, version=version).to_image()
    side = best.shape[0]
    pixels = memoryview(best).tobytes()  # type: ignore[arg-type]  # its stubs do not say that it is a buffer
    dark = pixels.replace(b"\0", b"\1").replace(b"\xff", b"\0")
    return tuple(dark[start : start + side] for start in range(0, len(dark), side))
