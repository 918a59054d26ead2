"""Pages that only the preview has: walls with a time control, what is cut from pictures, the style guide."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import unfinished
from hyqz_site.digest import short
from hyqz_site.images import batch
from hyqz_site.images.container import PictureFault
from hyqz_site.images.geometry import object_position
from hyqz_site.lean import dataclass
from hyqz_site.memo import Memo
from hyqz_site.model.fields import specs
from hyqz_site.model.kinds import focus_of, kind_of
from hyqz_site.model.kinds.common import Picture
from hyqz_site.model.media import Library
from hyqz_site.problem import Problems
from hyqz_site.render import fonts
from hyqz_site.render.guide import GuideError, guide
from hyqz_site.render.markup import Markup
from hyqz_site.render.templates import FOLDER, TemplateError, Templates, sources_of
from hyqz_site.render.views.common import page_of
from hyqz_site.screens import pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from hyqz_site.images.batch import Store
    from hyqz_site.images.geometry import Focus, Size
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.screens.show import Made
    from hyqz_site.source.tree import Inputs

GUIDE: Final = "style-guide.html"
PICTURES: Final = "_desk/pictures/"
SCREENS: Final = "screens/index.html"
PLACES: Final = (("照片怎样裁", f"{PICTURES}index.html"), ("全部屏幕", SCREENS), ("样式手册", GUIDE))
"""What the desk leads to besides."""
WALL: Final = re.compile(r"screens/([a-z0-9-]+)/preview\.html")
MOST_PICTURES: Final = 300
"""On one page; the page of a record has only its own."""
SHOWN_WIDTH: Final = 960
"""Pixels of the picture that is shown to be cut: enough to see a face by."""
SHAPES: Final = (
    ("竖的", "名片、展板、横屏", 4, 5),
    ("横的", "列表、首页、竖屏", 3, 2),
    ("方的", "海报", 1, 1),
    ("扁的", "方屏", 12, 5),
)
"""What pictures are cut to: name, where, width to height. The rest lies between these."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A picture cut to a shape: where CSS must put it, from 0 to 100, and how large the frame is, in rem."""

    name: str
    where: str
    width: float
    height: float
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPicture:
    """A picture of a record, whole and cut."""

    id: str
    field: str
    """As the record calls it: `封面`, `图片 2`."""
    record: str
    page: str
    path: str
    line: int
    src: str
    alt: str
    width: int
    height: int
    focus: tuple[int, int]
    """Per cent from the left and from the top."""
    is_set: bool
    """Whether the record says so; else it is what we take for want of better."""
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class PicturesView:
    """The page that shows what is cut from pictures."""

    title: str
    pictures: tuple[CutPicture, ...]
    all: str
    """The address of the page of all pictures, on the page of one record."""
    more: int
    """How many there was no room for."""


@dataclass(frozen=True)
class Bench:
    """What the preview last built, and what its own pages are made with."""

    inputs: Inputs
    files: Mapping[str, bytes]
    site: Site | None
    walls: Sequence[Made]
    built: datetime
    store: Store

    def page(self, name: str) -> dict[str, bytes] | None:
        """A page of the preview alone, by its path, with the files that it asks for; None where there is none."""
        try:
            if name == GUIDE:
                return self._guide()
            if name == SCREENS and self.walls:
                return {name: self._templates().render("slides/index.html", self._index())}
            if name.startswith(PICTURES) and self.site:
                return self._pictures(name)
            if self.site and name not in self.files and (record := unfinished.record_at(self.site, name)):
                return {name: unfinished.page(record)}
            wall = WALL.fullmatch(name)
            return self._wall(name, wall.group(1)) if wall else None
        except (GuideError, TemplateError):
            return None

    def _templates(self) -> Templates:
        return Templates(sources_of(self.inputs.under("templates"), Problems()))

    def _asset(self, pattern: str) -> str:
        return next((path for path in self.files if re.fullmatch(pattern, path)), "")

    def _guide(self) -> dict[str, bytes]:
        files = {file.path.removeprefix(FOLDER): file.read() for file in self.inputs.under("templates")}
        scripts = (self._asset(rf"assets/js/{name}\.[0-9a-f]+\.js") for name in ("early", "site"))
        page = guide(
            self._templates(),
            files,
            (f"/{self._asset(r'assets/css/site.[0-9a-f]+.css')}", f"/{fonts.PENDING}"),
            tuple(f"/{path}" for path in scripts if path),
        )
        shown = fonts.characters(Markup(page.decode()))
        letters = {fonts.group_of(GUIDE): fonts.summed({GUIDE: [shown]})}
        sheets, files = fonts.dressed(letters, {}, fonts.letters(self.inputs), self.store, Memo(), 1, _unwatched)
        return {GUIDE: fonts.linked(page, sheets.of(GUIDE, [shown])), **files}

    # Screens

    def _index(self) -> pages.IndexView:
        return pages.index_view(self.walls, self.built, has_previews=True)

    def _wall(self, name: str, id_: str) -> dict[str, bytes] | None:
        wall = next((wall for wall in self.walls if wall.screen.id == id_), None)
        if wall is None:
            return None
        view = pages.preview_view(wall)
        return {name: self._templates().render("slides/preview.html", view)}

    # Pictures

    def _pictures(self, name: str) -> dict[str, bytes] | None:
        asked = name.removeprefix(PICTURES).removesuffix(".html")
        site = self.site
        assert site is not None  # noqa: S101 - asked before
        record = site.records.get((asked.partition("/")[0], asked.partition("/")[2]))
        if asked != "index" and record is None:
            return None
        library = Library(frozenset(path for path in self.inputs.files if path.startswith("content/")))
        found = [one for each in ([record] if record else site.records.values()) for one in self._cut(each, library)]
        view = PicturesView(
            title=f"{record.title}：照片怎样裁" if record else "照片怎样裁",
            pictures=tuple(found[:MOST_PICTURES]),
            all=f"/{PICTURES}index.html" if record else "",
            more=max(0, len(found) - MOST_PICTURES),
        )
        return {name: self._templates().render("desk/pictures.html", view)}

    def _cut(self, record: Record, library: Library) -> Iterator[CutPicture]:
        for number, (field, label, picture) in enumerate(_pictures_of(record)):
            path = library.find(record.origin.path, picture.file.path)
            made = batch.make({path: self.inputs.files[path].read}, self.store, 1, _unwatched)[path] if path else None
            if made is None or isinstance(made, PictureFault):
                continue
            jpegs = sorted((one for one in made.variants if one.format == "jpeg"), key=lambda one: one.width)
            shown = next((one for one in jpegs if one.width >= SHOWN_WIDTH), jpegs[-1])
            src = f"img/{short(shown.data)}.jpg"
            if src not in self.files:
                continue  # it does not go out, so nothing of it is shown
            size = (made.info.width, made.info.height)
            focus = focus_of(picture, record)
            yield CutPicture(
                id=f"{kind_of(record).name}-{record.id}-{number}",
                field=label,
                record=record.title,
                page=f"/{page_of(record)}",
                path=record.origin.path,
                line=record.origin.at(field).line,
                src=f"/{src}",
                alt=picture.alt,
                width=size[0],
                height=size[1],
                focus=(round(focus[0] * 100), round(focus[1] * 100)),
                is_set=picture.focus is not None,
                cuts=tuple(_cut(size, focus, *shape) for shape in SHAPES),
            )


def pictures_page(site: Site | None, owner: str | None) -> str:
    """The page that shows how the pictures of the record in the file `owner` are cut; empty where it has none."""
    record = site.records_by_path.get(owner) if site and owner else None
    if record is None or not any(True for _ in _pictures_of(record)):
        return ""
    return f"{PICTURES}{kind_of(record).name}/{record.id}.html"


def _pictures_of(record: Record) -> Iterator[tuple[str, str, Picture]]:
    """The pictures that the fields of a record name: the field in code, as editors call it, and the picture."""
    for spec in specs(type(record)):  # type: ignore[arg-type]  # a class is hashable
        value = getattr(record, spec.attribute)
        if isinstance(value, Picture):
            yield spec.attribute, spec.label, value
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                if isinstance(one, Picture):
                    yield f"{spec.attribute}.{number}", f"{spec.label}第 {number + 1} 张", one


def _cut(size: Size, focus: Focus, name: str, where: str, width: int, height: int) -> Cut:
    x, y = object_position(size, Fraction(width, height), focus)
    long = 11 / max(width, height)
    return Cut(name, where, width * long, height * long, round(x * 100, 2), round(y * 100, 2))


def _unwatched(_: int, __: int) -> None:
    """Nobody watches."""
