"""Display boards: a record on an A3 sheet for the park's frames, in millimetres."""

from __future__ import annotations

from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.common import Record
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import geese, qr, words
from hyqz_site.render.views.common import Desk, Frame, Link, PictureView, Plate, page_of
from hyqz_site.render.views.records import Citation, citations

SIZES: Final = "100vw"
BOARD: Final = (297, 226)
"""The picture of a board, in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPage:
    """A display board."""

    frame: Frame
    sheet: str
    """The style sheet of boards."""
    title: str
    kicker: str
    deed: str
    summary: str
    quote: str
    picture: PictureView | None
    scene: geese.Scene
    stars: geese.Flock | None
    star_text: str
    plate: Plate | None
    citation: Citation | None
    code: qr.Code | None
    code_text: str
    no: str
    """The record and the month of its text: who looks after boards sees which one is old."""
    back: Link
    is_sample: bool


def panel(record: Record, desk: Desk) -> PanelPage:
    """The board of a volunteer, team or project."""
    card = desk.card(record, SIZES)
    person = record if isinstance(record, Volunteer) else None
    said = citations(record, desk)
    day = record.updated or record.published
    has_address = bool(desk.public.settings.base)
    return PanelPage(
        frame=desk.frame(f"{record.title} - 展板", f"{record.title}的展板，A3 纸竖版。{record.summary}"),
        sheet=desk.href(desk.shelf.assets["css/panel.css"]),
        title=record.title,
        kicker=card.kicker,
        deed=person.deed if person else record.summary,
        summary=record.summary if person else "",
        quote=(person.quote or "") if person else "",
        picture=card.picture,
        scene=desk.scene(record, BOARD),
        stars=card.stars,
        star_text=card.star_text,
        plate=card.plate,
        citation=said[0] if said else None,
        code=desk.code(page_of(record)),
        code_text="扫码读全文" if has_address else "扫码，来做“衡阳群众”",
        no=f"{page_of(record).removesuffix('.html')}　{words.day(day) if day else ''}",
        back=Link("回到页面", desk.href(page_of(record))),
        is_sample=bool(record.sample),
    )
