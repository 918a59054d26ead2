"""The shipped fonts, read once for all tests of letters."""

from functools import cache
from pathlib import Path

from hyqz_site.type import metrics
from hyqz_site.type.metrics import Metrics
from hyqz_site.type.shipped import STANDARD_TABLE, Shipped

FOLDER = Path(__file__).resolve().parents[3] / "assets" / "fonts"


@cache
def font_bytes(font: Shipped) -> bytes:
    return (FOLDER / font.file).read_bytes()


@cache
def font_metrics(font: Shipped) -> Metrics:
    return metrics.load((FOLDER / font.metrics).read_bytes())


@cache
def standard_table() -> tuple[str, ...]:
    """The three levels of 通用规范汉字表."""
    return tuple((FOLDER / STANDARD_TABLE).read_text(encoding="utf-8").splitlines())
