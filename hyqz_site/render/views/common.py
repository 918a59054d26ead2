"""The pieces of pages, and the desk that makes them for one page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds import BY_COLLECTION, BY_NAME, KINDS, kind_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.page import Menu, Page
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import links, routes, words
from hyqz_site.render.markdown import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hyqz_site.model.fields import Ref
    from hyqz_site.model.gates import PublicSite
    from hyqz_site.model.kinds.common import Honour, Picture, Record, Result
    from hyqz_site.model.media import Library
    from hyqz_site.render.markdown import BodyPicture, Prose

SIZES_CARD: Final = "(min-width: 64em) 18rem, (min-width: 40em) 45vw, 92vw"
SIZES_FULL: Final = "(min-width: 64em) 44rem, 92vw"
HIDDEN_COLLECTIONS: Final = frozenset({"pages", "screens"})
"""Collections without a list on the site: free pages lie at the top, screens are for their keepers."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead, relative to the page."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; `note` says up to when or from where."""

    label: str
    value: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture with its sizes."""

    src: str
    srcset: str
    webp: str
    sizes: str
    width: int
    height: int
    alt: str
    colour: str
    credit: str = ""
    caption: str = ""
    focus: str = "50% 50%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record as it stands in a list."""

    title: str
    href: str
    kicker: str
    summary: str
    note: str = ""
    picture: PictureView | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    path: str
    title: str
    """Of the document."""
    description: str
    site_title: str
    subtitle: str
    home: str
    styles: str
    icon: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    organiser: str
    undertaker: str
    contact: str
    records: tuple[str, ...]
    """ICP, police and site numbers, where the street has them."""
    canonical: str = ""
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """The variants of one picture in the output: width and path, narrow first."""

    width: int
    height: int
    colour: str
    jpeg: tuple[tuple[int, str], ...]
    webp: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Shelf:
    """What all pages are made from: what may go out, and the files and texts that were prepared for it."""

    public: PublicSite
    library: Library
    pictures: Mapping[str, PictureFiles]
    """By the picture's path below the project."""
    files: Mapping[str, str]
    """Other media: path below the project → path in the output."""
    prose: Mapping[str, Prose]
    """By the Markdown text."""
    assets: Mapping[str, str]
    """Path below `assets/` → path in the output."""

    def has(self, collection: str) -> bool:
        """Whether the collection has a list on the site: an empty one has none."""
        return collection not in HIDDEN_COLLECTIONS and bool(self.public.of(BY_COLLECTION[collection].record))


@dataclass(frozen=True)
class Desk:
    """Makes pieces for the page at `path`: every address comes out relative to it."""

    shelf: Shelf
    path: str
    shown: Record | None = field(default=None, compare=False)

    @property
    def public(self) -> PublicSite:
        """What may go out."""
        return self.shelf.public

    def href(self, target: str) -> str:
        """The address of a file of the site."""
        return routes.relative(self.path, target)

    def link(self, record: Record) -> Link:
        """A link to a record's page."""
        return Link(record.title, self.href(page_of(record)))

    def links(self, refs: Iterable[Ref]) -> tuple[Link, ...]:
        """Links to the records that may be shown."""
        return tuple(self.link(record) for record in self.public.all(tuple(refs)))

    def listing(self, collection: str) -> Link | None:
        """A link to a collection's list, where it has one."""
        if not self.shelf.has(collection):
            return None
        return Link(BY_COLLECTION[collection].label, self.href(routes.listing(collection)))

    def card(self, record: Record) -> Card:
        """The record as it stands in a list."""
        note, kicker = _note_of(record), kind_of(record).label
        community = self.public.find(record.community)
        return Card(
            title=record.title,
            href=self.href(page_of(record)),
            kicker=kicker,
            summary=record.summary,
            note=" · ".join(filter(None, (note, community.title if community and community is not record else ""))),
            picture=self.picture(
                record.cover or (record.poster if isinstance(record, Film) else None), record, SIZES_CARD
            ),
            is_sample=bool(record.sample),
        )

    def group(self, title: str, records: Iterable[Record], collection: str = "") -> tuple[Group, ...]:
        """Cards under a heading; nothing where there are none."""
        cards = tuple(self.card(record) for record in records)
        more = self.listing(collection) if collection else None
        return (Group(title, cards, more and replace(more, text=f"全部{more.text}")),) if cards else ()

    def picture(self, picture: Picture | None, record: Record, sizes: str = SIZES_FULL) -> PictureView | None:
        """A picture of a record, where it may be shown and was prepared."""
        if picture is None:
            return None
        path = self.shelf.library.find(record.origin.path, picture.file.path)
        files = self.shelf.pictures.get(path or "")
        if files is None:
            return None
        x, y = picture.focus or (0.5, 0.33 if isinstance(record, Volunteer) else 0.5)
        return PictureView(
            src=self.href(files.jpeg[-1][1]),
            srcset=self._srcset(files.jpeg),
            webp=self._srcset(files.webp),
            sizes=sizes,
            width=files.width,
            height=files.height,
            alt=picture.alt,
            colour=files.colour,
            credit=picture.credit or "",
            caption=getattr(picture, "caption", None) or "",
            focus=f"{x * 100:g}% {y * 100:g}%",
        )

    def _srcset(self, variants: tuple[tuple[int, str], ...]) -> str:
        return ", ".join(f"{self.href(path)} {width}w" for width, path in variants)

    def prose(self, text: str | None, record: Record) -> str:
        """The HTML of a Markdown text of `record`, with the addresses of this page."""
        found = self.shelf.prose.get(text or "", EMPTY)

        def address(target: str) -> str | None:
            return links.address(target, self.public, self.path, self.shelf.has)

        def shown(picture: BodyPicture) -> str:
            return self._body_picture(picture, record)

        return found.resolved(address, shown)

    def _body_picture(self, picture: BodyPicture, record: Record) -> str:
        path = self.shelf.library.find(record.origin.path, picture.src)
        files = self.shelf.pictures.get(path or "")
        if files is None:
            return ""
        caption = f"<figcaption>{escape(picture.title)}</figcaption>" if picture.title else ""
        return (
            f'<figure><picture><source type="image/webp" srcset="{escape(self._srcset(files.webp))}" sizes="{SIZES_FULL}">'
            f'<img src="{escape(self.href(files.jpeg[-1][1]))}" srcset="{escape(self._srcset(files.jpeg))}" '
            f'sizes="{SIZES_FULL}" width="{files.width}" height="{files.height}" alt="{escape(picture.alt)}" '
            f'loading="lazy"></picture>{caption}</figure>'
        )

    def file(self, path: str) -> str:
        """The address of a media file that is no picture; empty where it was not prepared."""
        target = self.shelf.files.get(path)
        return self.href(target) if target else ""

    def frame(self, title: str, description: str, crumbs: tuple[Link, ...] = ()) -> Frame:
        """What stands around the page."""
        settings = self.public.settings
        site_title = settings.title
        return Frame(
            path=self.path,
            title=title if title == site_title else f"{title} - {site_title}",
            description=description or f"{title}，{site_title}",
            site_title=site_title,
            subtitle=settings.subtitle or "",
            home=self.href(routes.HOME),
            styles=self.href(self.shelf.assets["css/site.css"]),
            icon=self.href(self.shelf.assets["img/icon.svg"]),
            menu=self._menu(),
            footer=self._free_pages(Menu.FOOTER),
            organiser=settings.organiser,
            undertaker=settings.undertaker or "",
            contact=settings.contact or "",
            records=tuple(filter(None, (settings.icp, settings.police, settings.site_code))),
            canonical=f"{settings.base}{routes.relative('', self.path)}" if settings.base else "",
            crumbs=crumbs,
        )

    def _menu(self) -> tuple[Link, ...]:
        names = self.public.settings.menu or tuple(kind.collection for kind in KINDS)
        found = [link for name in names if (link := self.listing(name))]
        here = self.path.split("/")[0]
        marked = [
            replace(link, current=here == name)
            for name, link in zip([n for n in names if self.shelf.has(n)], found, strict=True)
        ]
        return (*marked, *self._free_pages(Menu.MAIN))

    def _free_pages(self, menu: Menu) -> tuple[Link, ...]:
        pages = [page for page in self.public.of(Page) if page.menu is menu]
        pages.sort(key=lambda page: (page.order is None, page.order or 0, page.id))
        return tuple(replace(self.link(page), current=page_of(page) == self.path) for page in pages)


def page_of(record: Record) -> str:
    """The path of a record's page."""
    return routes.record(kind_of(record).collection, record.id)


def key_of(record: Record) -> tuple[str, str]:
    """The record's kind and id."""
    return kind_of(record).name, record.id


def label_of(kind: str) -> str:
    """What people call a kind."""
    return BY_NAME[kind].label


def newest(records: Iterable[Record]) -> list[Record]:
    """The newest first, by the day that counts for the kind; equal days by id."""
    return sorted(sorted(records, key=lambda record: record.id), key=_day_of, reverse=True)


def _day_of(record: Record) -> tuple[int, int, int]:
    day = getattr(record, "orig_date", None) or getattr(record, "date", None) or record.published
    return (day.year, day.month, day.day) if day else (0, 0, 0)


def _note_of(record: Record) -> str:
    """The short line that a card of this kind carries."""
    if isinstance(record, Volunteer):
        return record.identity
    if isinstance(record, Activity):
        return words.days(record.date, record.end)
    if isinstance(record, News):
        return f"{record.outlet} · {words.day(record.orig_date)}"
    if isinstance(record, Training):
        return words.day(record.date)
    if isinstance(record, Team):
        return f"{record.level} · {record.group}"
    return ""


def honours(items: tuple[Honour, ...]) -> tuple[Fact, ...]:
    """Honours, the newest first."""
    ordered = sorted(items, key=lambda honour: -honour.year)
    return tuple(Fact(str(honour.year), honour.title, honour.issuer or "") for honour in ordered)


def results(items: tuple[Result, ...]) -> tuple[Fact, ...]:
    """Figures of what was achieved."""
    return tuple(
        Fact(item.label, f"{words.number(item.value)} {item.unit}", f"截至{words.day(item.asof)}" if item.asof else "")
        for item in items
    )


def facts(*items: Fact | None) -> tuple[Fact, ...]:
    """The facts that say something."""
    return tuple(item for item in items if item and (item.value or item.links))
