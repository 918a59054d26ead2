"""QR codes in pictures: what they say. The only import of zxingcpp."""

from __future__ import annotations

from typing import Final

from hyqz_site.images import codec

MAX_SIDE: Final = 1600
"""A code is found in a smaller picture just as well, and far sooner."""


def read(data: bytes) -> tuple[str, ...]:
    """Return the texts of all QR codes in a picture that `codec.probe` has accepted; empty where there is none."""
    import zxingcpp  # noqa: PLC0415 - few records have a code of their own

    found = zxingcpp.read_barcodes(
        codec.grey(data, MAX_SIDE), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return tuple(code.text for code in found)
