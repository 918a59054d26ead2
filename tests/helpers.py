"""What the tests share: a site built from inline text, its messages as lines, and pages without their styling."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import make_dataclass
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from textwrap import dedent
from typing import Final

from PIL import Image

from hyqz_site import console
from hyqz_site.build import build
from hyqz_site.model import catalogue, gates
from hyqz_site.model import decode as decoder
from hyqz_site.model.clock import CHINA
from hyqz_site.model.context import FieldType
from hyqz_site.model.fields import field
from hyqz_site.model.kinds import BY_COLLECTION, FIELD_NAMES
from hyqz_site.model.kinds.common import Channel, Record
from hyqz_site.model.public import Moment, PublicSite
from hyqz_site.model.reading import read_site
from hyqz_site.model.site import Site
from hyqz_site.problem import Problem, Problems
from hyqz_site.publish.cache import Cache
from hyqz_site.release import Result
from hyqz_site.source import document, tree

ROOT: Final = Path(__file__).parents[1]
NOW: Final = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
"""The moment at which every test lives: a Monday."""
SITE: Final = "网站名称: 衡阳群众\n主办: 苗圃街道\n"
"""The smallest settings."""

Files = Mapping[str, str | bytes]


def in_bytes(content: str | bytes) -> bytes:
    """Return inline text, dedented, as the bytes of a file."""
    return content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode()


@cache
def templates_and_assets() -> dict[str, bytes]:
    """Read the project's own templates and assets, once; without the fonts, whose cutting has tests of its own."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("templates", "assets")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "fonts" not in path.parts
    }


def inputs_of(files: Files) -> tree.Inputs:
    """Return the inputs of a project: the given files, the real templates and assets, settings where none are given."""
    given = {path: in_bytes(content) for path, content in files.items()}
    return tree.of_bytes({**templates_and_assets(), "content/site.yaml": SITE.encode(), **given})


_SHARED: Final = Cache()
"""Pictures are made once for all tests; that a cache changes nothing is a law of its own."""


def site_of(files: Files, now: datetime = NOW, store: Cache = _SHARED) -> Result:
    """Build the site that `files` describe."""
    return build(inputs_of(files), now, store)


def lines(result: Result | Iterable[Problem]) -> list[str]:
    """Return what an editor reads, line by line."""
    return console.as_text(result.problems if isinstance(result, Result) else result).splitlines()


def problems_of(run: Callable[[Problems], object]) -> list[str]:
    """Return what `run` notes, as an editor reads it."""
    found = Problems()
    run(found)
    return lines(found)


# One layer at a time


def parsed(text: str | bytes, path: str = "content/x.yaml") -> tuple[document.Document | None, list[str]]:
    """Parse one file; the messages come as lines without the path."""
    found = Problems()
    read = document.parse(path, in_bytes(text), FIELD_NAMES, found)
    return read, [line.removeprefix(path + ":") for line in lines(found)]


def decoded(path: str, text: str | bytes) -> tuple[Record | None, list[str]]:
    """Decode one record file `content/<collection>/<id>.*`; the messages come as lines without the path."""
    found = Problems()
    read = document.parse(path, in_bytes(text), FIELD_NAMES, found)
    kind = BY_COLLECTION[path.split("/")[1]]
    made = decoder.decode(kind, Path(path).stem, read, found) if read else None
    return made.record if made and made.is_complete else None, [line.removeprefix(path + ":") for line in lines(found)]


def known_site(files: Files) -> Site:
    """Return everything that the files say, before any gate."""
    inputs = inputs_of(files)
    found = Problems()
    listed = catalogue.catalogue([file.path for file in inputs.under("content")])
    return read_site(inputs, listed, found)


def public(files: Files, now: datetime = NOW, channel: Channel = Channel.SITE, **settings: bool) -> PublicSite:
    """Return what of the files may go out."""
    moment = Moment(channel=channel, now=now, strict_samples=settings.get("strict_samples", False))
    return gates.public_site(known_site(files), moment)


def field_read(type_: FieldType, written: str) -> tuple[object, list[str]]:
    """Read `字段: <written>` by a type of field: the value, and the messages without the path."""
    one = make_dataclass("One", [("field", object, field("字段", type_))], frozen=True, kw_only=True)
    found = Problems()
    read = document.parse("f", f"字段: {written}".encode(), {}, found)
    assert read is not None, lines(found)
    record = decoder.decode_mapping(one, read, found)
    return getattr(record, "field", None), [line.removeprefix("f:") for line in lines(found)]


# Pictures


@cache
def picture(width: int = 800, height: int = 600, colour: tuple[int, int, int] = (200, 120, 60)) -> bytes:
    """Return a small JPEG."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "jpeg", quality=60)
    return file.getvalue()


# Pages without their styling

_DIGEST: Final = re.compile(r"(?<=[/.])[0-9a-f]{12}(?=\.)")
_BLOCKS: Final = frozenset(
    "p div section article header footer main nav ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tr th "  # noqa: SIM905 - a table of words
    "td figure figcaption blockquote pre video form fieldset legend details summary br hr aside".split()
)


class _Page(HTMLParser):
    """Collects what a visitor gets, whatever the markup around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self.title = ""
        self.description = ""
        self.headings: list[str] = []
        self.text: list[str] = [""]
        self.links: list[str] = []
        self.images: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._open.append(tag)
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "meta" and given.get("name") == "description":
            self.description = given.get("content", "")
        if tag == "h1":
            self.headings.append("")
        if "main" in self._open:
            if tag in _BLOCKS:
                self.text.append("")
            if tag == "a" and "href" in given:
                self.links.append(_masked(given["href"]))
            if tag == "img":
                self.images.append(f"{_masked(given.get('src', ''))} {given.get('alt')}")
        for name in ("href", "src", "poster", "srcset"):
            parts = given.get(name, "").split(",") if name == "srcset" else [given.get(name, "")]
            self.addresses += [part.split()[0] for part in parts if part.strip()]
        if tag in {"meta", "link", "img", "source", "br", "hr", "input", "track", "wbr", "col"}:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag in _BLOCKS:
            self.text.append("")

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if self._open and self._open[-1] in {"script", "style", "title", "template"}:
            return
        if "h1" in self._open:
            self.headings[-1] += data
        if "main" in self._open:
            self.text[-1] += data


def page_of(html: bytes) -> _Page:
    """Take a page apart."""
    page = _Page()
    page.feed(html.decode())
    page.close()
    return page


def _masked(path: str) -> str:
    return _DIGEST.sub("…", path)


def normal_form(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what survives a restyling: of each page its words, links and pictures, and the list of all files.

    Shows of screens have tests of their own.
    """
    found = {}
    for path, data in files.items():
        if not path.endswith(".html") or path.startswith("screens/"):
            continue
        page = page_of(data)
        text = [" ".join(line.split()) for line in page.text]
        found[path + ".txt"] = "\n".join(
            [
                f"lang: {page.lang}",
                f"title: {page.title.strip()}",
                f"description: {page.description}",
                *(f"h1: {' '.join(heading.split())}" for heading in page.headings),
                "",
                *filter(None, text),
                "",
                *(f"link: {link}" for link in page.links),
                *(f"image: {image}" for image in page.images),
                "",
            ]
        )
    kept = sorted(_masked(path) for path in files if not path.startswith(("assets/", "screens/")))
    found["files.txt"] = "\n".join([*kept, ""])
    return found


def dead_addresses(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return every address on a page that leads to no file of the site."""
    dead = []
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        for address in page_of(data).addresses:
            target = re.split("[?#]", address)[0]
            if not target or re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            if posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) not in files:
                dead.append((path, address))
    return dead
