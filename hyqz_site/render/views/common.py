"""The pieces of pages, and the desk that makes them for one page."""

from __future__ import annotations

from dataclasses import field, replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from hyqz_site.images.geometry import DEFAULT_FOCUS, object_position
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_COLLECTION, KINDS, focus_of, key_of, kind_of, picture_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.common import Picture
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.news import shows_body
from hyqz_site.model.kinds.page import Menu, Page
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.singletons import SITE_FILE
from hyqz_site.model.values import Ref
from hyqz_site.render import fonts, geese, links, qr, routes, words
from hyqz_site.render.markdown import EMPTY
from hyqz_site.render.views import sayings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hyqz_site.model.kinds.common import Honour, Record, Result
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite
    from hyqz_site.render.markdown import BodyPicture, Prose
    from hyqz_site.render.metadata import Head

# On phones a picture is said to be narrower than it is: their screens have three pixels where one and a half are seen,
# and the home page has 300 KB for everything. So are the largest ones where a screen has two.
SIZES_LEAD: Final = (
    "(min-width: 36em) and (min-resolution: 1.5dppx) 30rem, (min-width: 60em) 40rem, (min-width: 36em) 92vw, 36vw"
)
"""Of the first card of a page, which is the largest."""
SIZES_PERSON: Final = (
    "(min-width: 44em) and (min-resolution: 1.5dppx) 22rem, (min-width: 60em) 32rem, (min-width: 44em) 42vw, "
    "(min-width: 36em) 92vw, 36vw"
)
"""Of the person of the day."""
SIZES_CARD: Final = "(min-width: 60em) 20rem, (min-width: 36em) 46vw, 36vw"
SIZES_WIDE: Final = "(min-width: 60em) 34rem, (min-width: 36em) 46vw, 36vw"
"""Of two beside each other."""
SIZES_SMALL: Final = "(min-width: 60em) 13rem, (min-width: 36em) 22vw, 24vw"
SIZES_THUMB: Final = "7rem"
SIZES_FULL: Final = "(min-width: 60em) 40rem, 60vw"
PORTRAIT: Final = (240, 300)
LANDSCAPE: Final = (300, 200)
FLOCKS: Final = 32
"""So many flocks there are at the foot of pages, and before what is related to a record."""
PANELLED: Final = frozenset({"volunteer", "team", "project"})
"""The kinds whose records can stand on a display board of a park."""
HIDDEN_COLLECTIONS: Final = frozenset({"pages", "screens"})
"""Collections without a list on the site: free pages lie at the top, screens are for their keepers."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead, relative to the page."""

    text: str
    href: str
    current: bool = False
    is_sample: bool = False


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
    avif: str
    sizes: str
    width: int
    height: int
    alt: str
    colour: str
    credit: str = ""
    caption: str = ""
    place: str = "fx-50 fy-50"
    """Which part stays when the picture is cut to its frame: `object-position` as classes in steps of ten."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A community as a station sign: its name, its pinyin, where it leads."""

    name: str
    pinyin: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record as it stands in a list."""

    kind: str
    """In code: `volunteer`, `team` …"""
    title: str
    href: str
    kicker: str
    summary: str
    note: str = ""
    picture: PictureView | None = None
    scene: geese.Scene | None = None
    """What is drawn where there is no picture."""
    plate: Plate | None = None
    stars: geese.Flock | None = None
    star_text: str = ""
    is_sample: bool = False
    facets: str = ""
    """What a script narrows by: `community:dahua stars:3`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading; `kind` says of what, in code."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is around all pages of a stand (`Desk`): the head of the site, its foot, and the files that they need."""

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
    scripts: tuple[str, ...]
    """`early` runs before the page shows, `site` after it is there."""
    sheets: tuple[str, ...]
    """Further style sheets: the bundled fonts, where they are made."""
    wordmark: str
    wordmark_light: str
    logo: PictureView | None
    """The street's own mark, in place of ours."""
    section: str
    """The first part of the path: which collection the pages belong to."""
    search: str
    feed: str
    is_home: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page."""

    path: str
    title: str
    """Of the document."""
    description: str
    around: Around
    canonical: str = ""
    crumbs: tuple[Link, ...] = ()
    flock: geese.Flock | None = None
    """Drawn from the page's path: no two pages end alike."""
    head: Head | None = None
    """What search engines and the inspection of government sites read."""


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """The variants of one picture in the output: width and path, narrow first."""

    width: int
    height: int
    colour: str
    jpeg: tuple[tuple[int, str], ...]
    webp: tuple[tuple[int, str], ...]
    avif: tuple[tuple[int, str], ...] = ()
    """Where the site wants it."""


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
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of captions by path below the project: a page carries them inside, because browsers load none from a
    disk."""
    posters: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Share cards to save and send, by kind and id: paths in the output."""
    previews: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Share cards that other sites show beside a link."""
    extras: frozenset[str] = frozenset()
    """Paths of other things that the build makes, so that pages may link them: `search.html`, `feed.xml`,
    `activities.ics`."""
    once: Callable[[tuple[str, ...], Callable[[], Any]], Any] = lambda _, make: make()
    """What a function makes for many pages, by a key that says what it is and all that it depends on."""

    def has(self, collection: str) -> bool:
        """Whether the collection has a list on the site: an empty one has none."""
        return collection not in HIDDEN_COLLECTIONS and self.public.has(BY_COLLECTION[collection].record)


class FramedError(Exception):
    """A view has made its frame, and nobody wants the rest of it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.frame = frame


@dataclass(frozen=True)
class Desk:
    """Makes pieces for the page at `path`: every address comes out relative to it."""

    shelf: Shelf
    path: str
    shown: Record | None = field(default=None, compare=False)
    frame_only: bool = field(default=False, compare=False)
    """Whether a view is done when it has made its frame, which it makes first and leaves as it is."""

    @property
    def public(self) -> PublicSite:
        """What may go out."""
        return self.shelf.public

    @property
    def _stand(self) -> str:
        """What decides how addresses of records, lists and files are written: pages at the top are a stand each.

        No such address leads into a folder below a collection's own, so all of these are one stand.
        """
        top, *below = self.path.split("/")
        return f"{top}/{len(below)}" if below else self.path

    def href(self, target: str) -> str:
        """The address of a file of the site."""
        return routes.relative(self.path, target)

    def link(self, record: Record) -> Link:
        """A link to a record's page."""
        return Link(record.title, self.href(page_of(record)), is_sample=bool(record.sample))

    def links(self, refs: Iterable[Ref]) -> tuple[Link, ...]:
        """Links to the records that may be shown."""
        return tuple(self.link(record) for record in self.public.all(tuple(refs)))

    def listing(self, collection: str) -> Link | None:
        """A link to a collection's list, where it has one."""
        if not self.shelf.has(collection):
            return None
        return Link(words.LISTS[collection].title, self.href(routes.listing(collection)))

    def poster(self, record: Record) -> str:
        """The address of a record's share card; empty where none was made."""
        path = self.shelf.posters.get(key_of(record))
        return self.href(path) if path else ""

    def other(self, path: str) -> str:
        """The address of something else that the build makes; empty where it does not."""
        return self.href(path) if path in self.shelf.extras else ""

    def plate(self, community: Record | None) -> Plate | None:
        """A community's station sign."""
        if not isinstance(community, Community):
            return None
        return Plate(community.short, community.latin, self.href(page_of(community)))

    def scene(self, record: Record, shape: tuple[int, int] = LANDSCAPE) -> geese.Scene:
        """The picture of a record that has none: as many birds as it has people."""
        name, id_ = key_of(record)
        tint = geese.SEASONS[record.in_season] if isinstance(record, Activity) else ""
        return geese.scene(f"{name}/{id_}", count=sayings.people_of(record), tint=tint, shape=shape)

    def card(self, record: Record, sizes: str = SIZES_CARD) -> Card:
        """The record as it stands in a list: the same on all pages of a stand."""
        card: Card = self.shelf.once(("card", *key_of(record), sizes, self._stand), partial(self._card, record, sizes))
        return card

    def _card(self, record: Record, sizes: str) -> Card:
        community = self.public.find(record.community)
        picture = self.picture(picture_of(record), record, sizes)
        stars = (record.stars or 0) if isinstance(record, Volunteer) else 0
        return Card(
            kind=kind_of(record).name,
            title=record.title,
            href=self.href(page_of(record)),
            kicker=sayings.kicker_of(record),
            summary=record.deed if isinstance(record, Volunteer) and record.deed else record.summary,
            note=sayings.note_of(record),
            picture=picture,
            scene=None if picture else self.scene(record, PORTRAIT if isinstance(record, Volunteer) else LANDSCAPE),
            plate=self.plate(record if isinstance(record, Community) else community),
            stars=geese.stars(stars) if stars else None,
            star_text=f"{words.STARS[stars]}志愿者" if stars else "",
            is_sample=bool(record.sample),
        )

    def group(self, title: str, records: Iterable[Record], collection: str = "") -> tuple[Group, ...]:
        """Cards under a heading; nothing where there are none."""
        found = list(records)
        more = self.listing(collection) if collection else None
        cards = tuple(self.card(record, SIZES_THUMB) for record in found)
        return (
            (Group(title, cards, more and replace(more, text=f"全部{more.text}"), kind_of(found[0]).name),)
            if cards
            else ()
        )

    def communities(self) -> list[Community]:
        """The communities in the order of the plan, which is that of the roster; others after them."""
        order = [post.community.id for post in self.public.roster if post.community]
        found = self.public.of(Community)
        return sorted(found, key=lambda one: order.index(one.id) if one.id in order else len(order))

    def code(self, path: str) -> qr.Code | None:
        """The QR code of a page of the site, where the site has an address; else of the first way to join."""
        if self.public.settings.base:
            return qr.code(routes.absolute(self.public.settings.base, path))
        target = next((channel.target for channel in self.public.of(ChannelRecord) if channel.target), None)
        return qr.code(target) if target else None

    def picture(self, picture: Picture | None, record: Record, sizes: str = SIZES_FULL) -> PictureView | None:
        """A picture of a record, where it may be shown and was prepared."""
        if picture is None:
            return None
        is_portrait = isinstance(record, Volunteer)
        focus = focus_of(picture, record)
        return self.file_picture(
            replace(picture, focus=focus), record.origin.path, sizes, PORTRAIT if is_portrait else LANDSCAPE
        )

    def file_picture(
        self, picture: Picture, owner: str, sizes: str = SIZES_FULL, shape: tuple[int, int] = LANDSCAPE
    ) -> PictureView | None:
        """The picture that the file `owner` names, where it was prepared; lists cut it to `shape` around its focus."""
        path = self.shelf.library.find(owner, picture.file.path)
        files = self.shelf.pictures.get(path or "")
        if files is None:
            return None
        return PictureView(
            src=self.href(files.jpeg[-1][1]),
            srcset=self._srcset(files.jpeg),
            webp=self._srcset(files.webp),
            avif=self._srcset(files.avif),
            sizes=sizes,
            width=files.width,
            height=files.height,
            alt=picture.alt,
            colour=files.colour,
            credit=picture.credit or "",
            caption=getattr(picture, "caption", None) or "",
            place=_place((files.width, files.height), shape, picture.focus or DEFAULT_FOCUS),
        )

    def _srcset(self, variants: tuple[tuple[int, str], ...]) -> str:
        return ", ".join(f"{self.href(path)} {width}w" for width, path in variants)

    def outer(self, url: str | None) -> str:
        """A full address that a record names; empty where it is that of a record of this site that is not shown."""
        return url if url and not links.is_gone(url, self.public) else ""

    def prose(self, text: str | None, record: Record) -> str:
        """The HTML of a Markdown text of `record`, with the addresses of this page."""
        found = self.shelf.prose.get(text, EMPTY) if text else EMPTY

        def places(key: tuple[str, str] | None) -> frozenset[str]:
            return self._shown_text(key).ids if key else found.ids

        def address(target: str) -> str | None:
            return links.address(target, self.public, self.path, self.shelf.has, places)

        def shown(picture: BodyPicture) -> str:
            return self._body_picture(picture, record)

        return found.resolved(address, shown)

    def _shown_text(self, key: tuple[str, str]) -> Prose:
        """The text of a record as its page shows it."""
        record = self.public.find(Ref(*key))
        text = self.public.body(record) if record and shows_body(record) else None
        return self.shelf.prose.get(text, EMPTY) if text else EMPTY

    def _body_picture(self, picture: BodyPicture, record: Record) -> str:
        path = self.shelf.library.find(record.origin.path, picture.src)
        files = self.shelf.pictures.get(path or "")
        if files is None:
            return ""
        caption = f"<figcaption>{escape(picture.title)}</figcaption>" if picture.title else ""
        sources = "".join(
            f'<source type="image/{kind}" srcset="{escape(self._srcset(variants))}" sizes="{SIZES_FULL}">'
            for kind, variants in (("avif", files.avif), ("webp", files.webp))
            if variants
        )
        return (
            f"<figure><picture>{sources}"
            f'<img src="{escape(self.href(files.jpeg[-1][1]))}" srcset="{escape(self._srcset(files.jpeg))}" '
            f'sizes="{SIZES_FULL}" width="{files.width}" height="{files.height}" alt="{escape(picture.alt)}" '
            f'loading="lazy"></picture>{caption}</figure>'
        )

    def file(self, path: str) -> str:
        """The address of a media file that is no picture; empty where it was not prepared."""
        target = self.shelf.files.get(path)
        return self.href(target) if target else ""

    def frame(self, title: str, description: str, crumbs: tuple[Link, ...] = (), *, is_canonical: bool = True) -> Frame:
        """What stands around the page. Raises FramedError where nothing else is wanted."""
        settings = self.public.settings
        frame = Frame(
            path=self.path,
            title=title if title == settings.title else f"{title} - {settings.title}",
            description=description or f"{title}，{settings.title}",
            around=self.shelf.once(("around", self._stand), self._around),
            canonical=routes.absolute(settings.base, self.path) if settings.base and is_canonical else "",
            crumbs=crumbs,
            flock=geese.divider(f"footer/{crc32(self.path.encode()) % FLOCKS}"),
        )
        if self.frame_only:
            raise FramedError(frame)
        return frame

    def _around(self) -> Around:
        settings, assets = self.public.settings, self.shelf.assets
        logo = Picture(file=settings.logo, alt=settings.title) if settings.logo else None
        return Around(
            site_title=settings.title,
            subtitle=settings.subtitle or "",
            home=self.href(routes.HOME),
            styles=self.href(assets["css/site.css"]),
            icon=self.href(assets["img/icon.svg"]),
            menu=self._menu(),
            footer=self._free_pages(Menu.FOOTER),
            organiser=settings.organiser,
            undertaker=settings.undertaker or "",
            contact=settings.contact or "",
            records=tuple(filter(None, (settings.icp, settings.police, settings.site_code))),
            scripts=tuple(self.href(assets[name]) for name in ("js/early.js", "js/site.js")),
            sheets=(self.href(fonts.PENDING),),
            wordmark=self.href(assets["img/wordmark.svg"]),
            wordmark_light=self.href(assets["img/wordmark-light.svg"]),
            logo=self.file_picture(logo, SITE_FILE) if logo else None,
            section=self.path.split("/")[0] if "/" in self.path else "",
            search=self.other(routes.SEARCH),
            feed=self.other(routes.FEED),
            is_home=self.path == routes.HOME,
        )

    def _menu(self) -> tuple[Link, ...]:
        names = tuple(map(str, self.public.settings.menu)) or tuple(kind.collection for kind in KINDS)
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


def _place(size: tuple[int, int], shape: tuple[int, int], focus: tuple[float, float]) -> str:
    x, y = object_position(size, shape[0] / shape[1], focus)
    return f"fx-{round(x * 10) * 10} fy-{round(y * 10) * 10}"


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
