"""Records → sheets: what stands on a page of paper or on a board, with every length in millimetres.

Sheets are made of the public site of the channel 阵地: paper hangs where people pass, and whoever agreed to the website
only is not on it (content model §3).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Container
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hyqz_site.images.qr import QUIET
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import focus_of, key_of, picture_of
from hyqz_site.model.kinds.award import CATEGORIES, Award
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.news import shows_body
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.prints import said
from hyqz_site.prints.geometry import DPI, Area, Trim, picture_area
from hyqz_site.prints.photos import Photo, Photos
from hyqz_site.render import geese, markdown, qr, routes, words
from hyqz_site.render.cards import title_of
from hyqz_site.render.views.common import Desk, Plate, Shelf, page_of
from hyqz_site.render.views.records import Citation, citations

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Picture, Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite

PICTURE_SHARE: Final = {("tall", True): 0.37, ("wide", True): 0.4, ("tall", False): 0.36, ("wide", False): 0.36}
"""Of the longer side, for the picture of a profile, on a board and on paper, which is read from nearer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in its place: the bytes as an address, what it shows, who took it."""

    area: Area
    address: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Laureate:
    """An entry of an award."""

    name: str
    citation: str
    address: str
    """Of the portrait; empty where there is none."""
    scene: geese.Scene | None


@dataclass(frozen=True, slots=True)
class Category:
    """The entries of one of the four categories."""

    title: str
    is_people: bool
    laureates: tuple[Laureate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """One sheet."""

    number: int
    trim: Trim
    look: str
    """`profile` or `award`."""
    shape: str
    """`tall` or `wide`."""
    unit: float
    kicker: str
    title: str
    deed: str
    plate: Plate | None
    stars: geese.Flock | None
    star_text: str
    area: Area
    picture: Shown | None
    scene: geese.Scene
    numbers: tuple[said.Number, ...]
    points: tuple[said.Point, ...]
    citation: Citation | None
    quote: str
    story: str
    categories: tuple[Category, ...] = ()
    code: qr.Code | None
    code_side: float
    code_text: str
    site: str
    organiser: str
    no: str
    flock: geese.Flock
    is_sample: bool
    is_board: bool

    @property
    def title_size(self) -> float:
        """Of its letters: a short name large, a long one on two lines."""
        room = (
            self.trim.width - 12 * self.unit - (self.area.width if self.shape == "wide" and not self.categories else 0)
        )
        length = max(4, len(self.title))
        lines = 1 if length <= 9 else 2
        most = 6.6 if self.look == "award" else 8.4
        return max(3.4 * self.unit, min(most * self.unit, room / (length / lines + (0.6 if lines > 1 else 0.2))))

    @property
    def band(self) -> float:
        """The height of the red head of an award; a wide one holds the code."""
        code = self.code_side * self.ratio + 5.2 * self.unit if self.code and self.trim.is_wide else 0.0
        return max((12.5 if self.trim.is_wide else 17.0) * self.unit, code)

    @property
    def columns(self) -> int:
        """Of portraits in a row."""
        most = max((len(one.laureates) for one in self.categories if one.is_people), default=1)
        return 1 if most == 1 else 2 if most <= 6 else 3

    @property
    def others(self) -> tuple[Category, ...]:
        """The categories without portraits."""
        return tuple(one for one in self.categories if not one.is_people)

    @property
    def has_columns(self) -> bool:
        """Whether its lines would be too long for one column: more than 38 characters (look)."""
        code = self.code_side * self.ratio + 3 * self.unit if self.code else 0
        room = self.trim.width - 12 * self.unit - (self.area.width if self.shape == "wide" else 0) - code
        return room / (1.66 * self.unit) > 38

    @property
    def ratio(self) -> float:
        """Of a code's side with its quiet zone to the side without."""
        return self.code.size / (self.code.size - 2 * QUIET) if self.code else 1.0


@dataclass(frozen=True, slots=True)
class PrintView:
    """All sheets of one PDF."""

    title: str
    sheets: tuple[SheetView, ...]
    wordmark: str
    """The picture's address, with its bytes."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes sheets of what may go out at 阵地."""

    public: PublicSite
    library: Library
    photos: Photos
    pages: Container[str]
    """The paths of the site's own pages: a code leads to one of them, also from who agreed to paper alone."""
    desk: Callable[[str], Desk] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the desk of the site's own views; nothing of it leads anywhere from paper."""
        shelf = Shelf(self.public, self.library, {}, {}, {}, {})
        object.__setattr__(self, "desk", lambda path: Desk(shelf, path))

    def sheet(self, record: Record, trim: Trim, *, number: int = 1, is_board: bool, board: str = "") -> SheetView:
        """The sheet of a record; `board` is the board's own number in its place."""
        page = page_of(record)
        desk = self.desk(page)
        card = desk.card(record)
        is_award = isinstance(record, Award)
        shape = "wide" if trim.is_wide else "tall"
        area = picture_area(trim, PICTURE_SHARE[shape, is_board])
        picture = picture_of(record)
        shown = None if is_award else self._shown(picture, record, area)
        person = record if isinstance(record, Volunteer) else None
        quoted = citations(record, desk)
        day = record.updated or record.published
        own = record.target if isinstance(record, ChannelRecord) else None
        is_page = page in self.pages
        code = qr.code(own) if own else desk.code(page if is_page else routes.HOME)
        has_address = bool(self.public.settings.base) and not own and is_page
        return SheetView(
            number=number,
            trim=trim,
            look="award" if is_award else "profile",
            shape=shape,
            unit=trim.unit,
            kicker=f"{record.year}年{record.stage}" if isinstance(record, Award) else card.kicker,
            title=title_of(record),
            deed=(person.deed if person and person.deed else record.summary) or "",
            plate=card.plate,
            stars=card.stars,
            star_text=card.star_text,
            area=area,
            picture=shown,
            scene=desk.scene(record, (300, max(60, round(300 * area.height / area.width)))),
            numbers=said.numbers(record),
            points=said.points(record),
            citation=quoted[0] if quoted else None,
            quote=(person.quote or "") if person else "",
            story="" if is_award else _story(record),
            categories=self._categories(record, trim) if isinstance(record, Award) else (),
            code=code,
            code_side=trim.code(is_board=is_board),
            code_text=("扫码读全文" if has_address else "扫码，来做“衡阳群众”") if code else "",
            site=self.public.settings.title,
            organiser=self.public.settings.organiser,
            no="　".join(filter(None, (board, "/".join(key_of(record)), words.day(day) if day else ""))),
            flock=geese.divider(f"print/{record.id}", 9),
            is_sample=bool(record.sample),
            is_board=is_board,
        )

    def _shown(self, picture: Picture | None, record: Record, area: Area) -> Shown | None:
        if picture is None:
            return None
        focus = focus_of(picture, record)
        photo = Photo(record, picture, focus)
        data = self.photos.cut(photo, area.width, area.height, DPI)
        return Shown(area, _address(data), picture.alt, picture.credit or "") if data else None

    def _categories(self, record: Award, trim: Trim) -> tuple[Category, ...]:
        if not record.shows_entries(self.public.today):
            return ()
        side = trim.unit * (17 if trim.is_wide else 11)
        found = []
        for kind, title in CATEGORIES.items():
            entries = [(self.public.find(entry.ref), entry) for entry in record.entries if entry.ref.kind == kind]
            laureates = tuple(
                Laureate(
                    named.title,
                    entry.citation,
                    self._portrait(named, side, 1.25 * side) if kind == "volunteer" else "",
                    self.desk("").scene(named, (100, 125)) if kind == "volunteer" else None,
                )
                for named, entry in entries
                if named
            )
            if laureates:
                found.append(Category(title, kind == "volunteer", laureates))
        return tuple(found)

    def _portrait(self, record: Record, width: float, height: float) -> str:
        if record.cover is None:
            return ""
        photo = Photo(record, record.cover, focus_of(record.cover, record))
        data = self.photos.cut(photo, width, height, DPI)
        return _address(data) if data else ""


def _story(record: Record) -> str:
    """The text, without its links and pictures: paper leads nowhere."""
    if not record.body or not shows_body(record):
        return ""
    return markdown.parse(record.body).resolved(lambda _: None, lambda _: "")


def _address(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
