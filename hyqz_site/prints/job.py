"""`hyqz print`: which sheets are made of a record, and the PDF of them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model import gates
from hyqz_site.model.kinds import key_of
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.prints.boxes import boxed
from hyqz_site.prints.geometry import CODE_RATIO, LEAST, MOST, REACH, SIZES, Trim
from hyqz_site.prints.photos import Photos
from hyqz_site.prints.sheets import Maker, PrintView, SheetView
from hyqz_site.publish.assets import text_of
from hyqz_site.render import embedded
from hyqz_site.type.shipped import SANS

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import Moment, PublicSite
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems

BOARD: Final = "panel"
USUAL: Final = (1200.0, 900.0)
"""A board for which nobody gave a size: the usual one of the parks."""


STYLES: Final = ("tokens.css", "components/geese.css")
"""What the sheets share with the pages: the colours and the birds."""


class PrintError(Exception):
    """The sheet cannot be made; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for."""

    form: str
    """`a4`, `a3` or `panel`."""
    size: tuple[float, float] | None = None
    bleed: float = 0.0


def sheets(
    site: Site, record: Record, order: Order, moment: Moment, maker: Maker, problems: Problems
) -> tuple[SheetView, ...]:
    """The sheets of a record: one, or for a place without a size the set of its boards.

    Raises PrintError where the record may not go out at 阵地.
    """
    reason = gates.held(record, moment)
    if reason:
        raise PrintError(f"“{record.title}”不能印出来：{reason}（{moment.channel}）。")
    shown = maker.public.records[key_of(record)]
    if isinstance(record, PlaceRecord) and order.form == BOARD and order.size is None and record.panels:
        return tuple(_boards(site, record, order, maker, problems))
    size = order.size or (USUAL if order.form == BOARD else SIZES[order.form])
    sheet = maker.sheet(shown, Trim(*size, order.bleed), is_board=order.form == BOARD)
    _check_code(sheet, record, problems)
    return (sheet,)


def _boards(site: Site, place: PlaceRecord, order: Order, maker: Maker, problems: Problems) -> list[SheetView]:
    """Every board of a place at its own size; a board whose record may not go out is left out, and said so."""
    found: list[SheetView] = []
    for number, panel in enumerate(place.panels):
        shown = maker.public.find(panel.ref)
        at = place.origin.at(f"panels.{number}")
        if shown is None:
            known = site.find(panel.ref)
            why = (gates.held(known, maker.public.moment) if known else None) or "没有这条记录"
            message = f"展板 {panel.no} 没有印：{panel.ref.text} {why}"
            problems.warn(place.origin.path, at, "no-consent", message, "请换一条记录，或把这块板撤下来。")
            continue
        width, height = float(panel.size.width), float(panel.size.height)
        if not all(LEAST <= side <= MOST for side in (width, height)):
            message = f"展板 {panel.no} 没有印：{width:.0f}×{height:.0f} 毫米做不成 PDF"
            hint = f"每边要在 {LEAST} 到 {MOST} 毫米之间。"
            problems.warn(place.origin.path, at, "wrong-type", message, hint)
            continue
        trim = Trim(width, height, order.bleed)
        sheet = maker.sheet(shown, trim, number=len(found) + 1, is_board=True, board=panel.no)
        _check_code(sheet, place, problems)
        found.append(sheet)
    if not found:
        raise PrintError(f"“{place.title}”的展板一块也没有可以印的。")
    return found


def _check_code(sheet: SheetView, record: Record, problems: Problems) -> None:
    """A board's code is scanned from two metres; a small board has no room for it."""
    if sheet.is_board and sheet.code and sheet.code_side < REACH / CODE_RATIO:
        problems.warn(
            record.origin.path,
            record.origin.at("panels") if isinstance(record, PlaceRecord) else record.origin.at("status"),
            "too-small-to-read",
            f"这块板上的二维码只有 {sheet.code_side:.0f} 毫米，离 {sheet.code_side / 100:.1f} 米以内才扫得到",
            f"要在 2 米外扫得到，二维码要有 {REACH / CODE_RATIO:.0f} 毫米，板的短边至少 740 毫米。",
        )


def page(
    view: PrintView, paint: Callable[[str, object], bytes], fonts: Mapping[str, bytes], styles: Mapping[str, bytes]
) -> bytes:
    """The page that the browser prints, with its letters inside; `styles` are the files of `assets/css/` by name."""
    shared = "".join(text_of(f"css/{name}", styles[name]) for name in STYLES)
    return embedded.with_letters(paint("prints/sheets.html", view), fonts, shared)


def check_letters(html: bytes, record: Record, fonts: Mapping[str, bytes], problems: Problems) -> None:
    """Warn of characters that no shipped font has: they would come out in another face, or not at all."""
    if SANS.metrics not in fonts:
        return
    lacking = sorted(character for character in embedded.missing(html, fonts[SANS.metrics]) if character > " ")
    if lacking:
        message = f"字体里没有“{''.join(lacking)}”，印出来会是别的字体或方框"
        problems.warn(record.origin.path, record.origin.at("title"), "missing-glyph", message, "请核对这几个字。")


def view(found: tuple[SheetView, ...], wordmark: bytes) -> PrintView:
    """The sheets as one PDF; `wordmark` is the light one, which stands on deep red."""
    title = found[0].title if len(found) == 1 else f"{found[0].title}等 {len(found)} 块"
    return PrintView(title, found, f"data:image/svg+xml;base64,{base64.b64encode(wordmark).decode()}")


def finished(data: bytes, view: PrintView, public: PublicSite) -> bytes:
    """The browser's PDF with the boxes of its sheets and its title."""
    return boxed(data, [sheet.trim for sheet in view.sheets], view.title, public.moment.now)


def maker(
    public: PublicSite,
    library: Library,
    read: Mapping[str, Callable[[], bytes]],
    pages: Container[str],
    problems: Problems,
) -> Maker:
    """Makes the sheets of what may go out; `read` gives the bytes of media by path, `pages` are those of the site."""
    return Maker(public, library, Photos(library, read, problems), pages)
