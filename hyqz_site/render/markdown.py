"""Markdown as Chinese editors write it → clean HTML. The only import of markdown and of nh3.

Two steps, so that the first can be remembered by the digest of its text: `parse` makes clean HTML and lists what it
points to; `Prose.resolved` puts in the addresses of the page that it stands on. Raw HTML passes an allow-list:
nothing live gets through from any field (output contract).
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site.lean import dataclass
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    import markdown as python_markdown
    import nh3

_MARKS: Final = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What each of the patterns within lines begins with, by its name."""
_MARK: Final = later("|".join(sorted({re.escape(mark) for marks in _MARKS.values() for mark in marks})))
_PLAIN_BLOCK: Final = later(r"(?![ \n])[^#=\-*_+>|\[.]+\Z")
"""A block without whatever headings, lists, quotations, tables, rules, notes and the targets of links are made with."""
ID_PREFIX: Final = "t-"
"""Before every id within a text, so that none meets an id of the page around it."""
TOP_LEVEL: Final = 2
"""The highest heading of a text: the page's own `h1` stands above it."""

_HAN: Final = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_FULL_WIDTH: Final = "\u3000-\u3004\u3008-\u3020\u30fb\uff01-\uff65\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
_INLINE: Final = r"(?:</?(?:strong|em|b|i|u|s|del|mark|a|code|sub|sup)(?: [^>]*)?>)*"
_SOFT_BREAK: Final = later(
    rf"(?<=[{_HAN}{_FULL_WIDTH}])({_INLINE})[ ]*\n[ ]*({_INLINE})(?=[{_HAN}{_FULL_WIDTH}])"
    rf"|(?<=[{_FULL_WIDTH}])({_INLINE})[ ]*\n[ ]*({_INLINE})|({_INLINE})[ ]*\n[ ]*({_INLINE})(?=[{_FULL_WIDTH}])"
)
_BLOCK: Final = r"</?(?:p|li|ul|ol|h[1-6]|blockquote|table|thead|tbody|tr|td|th|div|hr|br|section)\b"
_BETWEEN_BLOCKS: Final = later(rf"{_BLOCK}[^>\n]*>[ ]*\n(?=[ ]*(?:{_BLOCK}|\Z))")
"""A line end that is certainly none within text."""
_PRE: Final = later(r"(<pre>.*?</pre>)", re.DOTALL)
_HEADING: Final = later(r"<(/?)h([1-6])\b")
_LINK: Final = later(r'<a\b([^>]*)\bhref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_HREF: Final = later(r'<a\b[^>]*?\bhref="([^"]*)"')
_COMMENT: Final = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCHEME: Final = later(r"(?!https?:|mailto:|tel:)[A-Za-z][A-Za-z0-9+.-]*:")
"""Schemes that the cleaning takes away: the link is named among the links all the same, so that somebody is told."""
_BACKLINK: Final = later(r'(?:&nbsp;|\s)*<a class="footnote-backref" href="#([^"]*)"[^>]*>.*?</a>')
_ID: Final = later(r'\bid="([^"]*)"')
_IMAGE: Final = later(r"<img\b[^>]*>")
_PARAGRAPH: Final = later(r"<(p|h[1-6])\b([^>]*)>((?:(?!</?\1\b).)*\x00.*?)</\1>", re.DOTALL)
"""A paragraph or a heading in which a picture stands."""
_STAND_IN: Final = later(r"\x00\d+\x00")
_HIDDEN: Final = "\x00-\x00"
"""Where a picture stood that may not be shown: a paragraph of its own goes with it."""
_PIECE: Final = later(r"(<[^>]+>|\x00\d+\x00)")
_NOTHING: Final = later(r"<(\w+)\b[^>]*></\1>")
_EDGE: Final = later(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
_ATTRIBUTE: Final = later(r'([a-z]+)="([^"]*)"')
_ALIGN: Final = later(r' style="text-align: (left|center|right);"')
_TAG: Final = later(r"<[^>]+>")

_TAGS: Final = frozenset([
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "b", "i", "u", "s", "del", "mark", "sub",
    "sup", "blockquote", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "img",
    "code", "pre", "details", "summary", "dl", "dt", "dd", "abbr", "div",
])  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "details": {"open"},
    "abbr": {"title"},
    **{tag: {"id"} for tag in ("li", "sup", "h1", "h2", "h3", "h4", "h5", "h6")},
}
_CLASSES: Final = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
    "th": {"align-left", "align-center", "align-right"},
    "td": {"align-left", "align-center", "align-right"},
}


@dataclass(frozen=True, slots=True)
class BodyPicture:
    """A picture in a text."""

    src: str
    alt: str
    title: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Clean HTML whose links and pictures still stand as the editor wrote them."""

    html: str
    links: tuple[str, ...] = ()
    pictures: tuple[BodyPicture, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The places within the text that a link may name, as the editor writes them."""
        return frozenset(unescape(id_).removeprefix(ID_PREFIX) for id_ in _ID.findall(self.html))

    @property
    def text(self) -> str:
        """The words alone, for descriptions."""
        return re.sub(r"\s+", " ", unescape(_TAG.sub(" ", self.html))).strip()

    def resolved(self, link: Callable[[str], str | None], picture: Callable[[BodyPicture], str]) -> str:
        """The HTML with addresses.

        `link` gives the address of a target, or None where only its words may stay; `picture` gives the HTML of a
        picture, empty where it may not be shown.
        """

        def anchor(match: re.Match[str]) -> str:
            before, target, after, words = match.groups()
            address = link(unescape(target))
            if address is None:
                return words
            rel = ' rel="noopener"' if re.match(r"https?://", address) else ""
            return f'<a{before}href="{escape(address)}"{after}{rel}>{words}</a>'

        html = _LINK.sub(anchor, self.html)
        return _with_pictures(html, picture) if "<img" in html else html


EMPTY: Final = Prose("")


def parse(text: str) -> Prose:
    """Clean HTML of Markdown `text`."""
    converter, cleaner = _converter()
    converter.reset()
    html = converter.convert(prepared(text))
    html = _ALIGN.sub(r' class="align-\1"', html)
    seen = _COMMENT.sub("", html) if "<!--" in html else html
    refused = tuple(unescape(target) for target in _HREF.findall(seen) if _SCHEME.match(unescape(target).strip()))
    html = cleaner.clean(html)
    html = _without_idle_backlinks(_with_prefixed_fragments(_outlined(_joined(html))))
    html = html.replace("<table>", '<div class="table" role="region" aria-label="表格" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    links = tuple(unescape(match.group(2)) for match in _LINK.finditer(html))
    return Prose(html, links + refused, tuple(_picture(match.group()) for match in _IMAGE.finditer(html)))


class Places(NamedTuple):
    """Where the addresses of a text stand, in the order of its `Prose`; None where that cannot be told."""

    links: tuple[int | None, ...]
    pictures: tuple[int | None, ...]


def places(text: str) -> Places:
    """Where the addresses of the links and pictures of Markdown `text` stand.

    The parser itself says it: every place where an address may stand gets a mark, and what comes out with its mark is
    one. With a mark every address seems to be of the site: cleaning leaves it.
    """
    word = "place"
    while word in text:
        word += "s"
    starts: list[int] = []

    def marked(match: re.Match[str]) -> str:
        found = match.group()
        has_none = found[-1].isalpha()  # a picture without any address stands where its tag does
        starts.append(match.start() if has_none else match.end())
        mark = f"/{word}{len(starts) - 1}/"
        return f'{found} src="{mark}"' if has_none else found + mark

    prose = parse(_ADDRESS.sub(marked, text))
    mark = re.compile(rf"/{word}(\d+)/")

    def start(address: str) -> int | None:
        found = mark.match(address)
        return starts[int(found[1])] if found else None

    # Those that cleaning would take away are the last, as `parse` tells them.
    links = sorted(prose.links, key=lambda link: bool(_SCHEME.match(mark.sub("", link, count=1).strip())))
    return Places(tuple(map(start, links)), tuple(start(picture.src) for picture in prose.pictures))


def load() -> None:
    """Load what parses, before there is anything to parse."""
    _converter()


@cache
def _converter() -> tuple[python_markdown.Markdown, nh3.Cleaner]:
    """What makes HTML, and what cleans it; both take a while to make."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - as below

    import markdown  # noqa: PLC0415 - takes 80 ms, and only a build with new texts needs it
    import nh3  # noqa: PLC0415 - as above
    from markdown.blockprocessors import ParagraphProcessor  # noqa: PLC0415
    from markdown.extensions.fenced_code import FencedCodeExtension  # noqa: PLC0415
    from markdown.extensions.footnotes import FootnoteExtension  # noqa: PLC0415
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415
    from markdown.extensions.toc import TocExtension, TocTreeprocessor, slugify_unicode  # noqa: PLC0415
    from markdown.preprocessors import HtmlBlockPreprocessor  # noqa: PLC0415
    from markdown.treeprocessors import InlineProcessor  # noqa: PLC0415
    from markdown.util import AtomicString  # noqa: PLC0415

    class Html(HtmlBlockPreprocessor):
        """Looks for no HTML in a text without any: most texts have none."""

        def run(self, lines: list[str]) -> list[str]:
            return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines

    class Plain(ParagraphProcessor):
        """A block without any mark that another kind of block has is a paragraph: nobody else is asked."""

        def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
            return _PLAIN_BLOCK.match(block) is not None

    class Headings(TocTreeprocessor):
        """Gives headings their ids, and lists them nowhere."""

        def build_toc_div(self, toc_list: list[Any]) -> Element:  # noqa: ARG002
            return ET.Element("div")

    class Inline(InlineProcessor):
        """Looks for no pattern in text without any mark that it begins with: most text has none."""

        def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
            if not _MARK.search(data) or isinstance(data, AtomicString):
                return data
            for number, (pattern, marks) in enumerate(patterns[patternIndex:], start=patternIndex):
                is_found, start = any(mark in data for mark in marks), 0
                while is_found:
                    data, is_found, start = self._InlineProcessor__applyPattern(pattern, data, number, start)  # type: ignore[attr-defined]
            return data

    toc = TocExtension(slugify=slugify_unicode, marker="")
    toc.TreeProcessorClass = Headings
    converter = markdown.Markdown(
        extensions=[
            TableExtension(),  # by their names they would be sought among all that is installed
            SaneListExtension(),
            FencedCodeExtension(),
            FootnoteExtension(BACKLINK_TITLE="回到正文第 {} 处", BACKLINK_TEXT="↑"),
            toc,
        ],
        output_format="html",
    )
    # An indented paragraph is a paragraph: no editor of ours writes program code.
    converter.parser.blockprocessors.deregister("code")
    converter.parser.blockprocessors.register(Plain(converter.parser), "plain", 200)
    converter.preprocessors.register(Html(converter), "html_block", 20)
    converter.treeprocessors.register(Inline(converter), "inline", 20)
    numbers = {converter.inlinePatterns.get_index_for_name(name): marks for name, marks in _MARKS.items()}
    patterns = [(pattern, numbers[number]) for number, pattern in enumerate(converter.inlinePatterns)]
    cleaner = nh3.Cleaner(
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        id_prefix=ID_PREFIX,
        link_rel=None,
    )
    return converter, cleaner


# Before the conversion: what Chinese editors write and Markdown reads otherwise

_ITEM: Final = re.compile(r"([ \t]*)([-*+]|\d{1,2}[.)])[ \t]+(?=\S)")
_GLUED_ITEM: Final = re.compile(rf"([ \t]*)(?:(-)|[•·▪]|(\d{{1,2}})[.)])[ \t]*(?=[{_HAN}“《（【])")
_HASH: Final = re.compile(r"^((?:[ \t]*(?:[-*+]|\d{1,2}\.)[ \t]+|[ \t]*>[ \t]*)*)(#{1,6})(?=[^#\s])")
_WIDE: Final = r"（(?=[^）\n]*[/:#]|[^）\n]*\.[A-Za-z])"
"""A full-width bracket before what looks like an address."""
_WIDE_LINK: Final = re.compile(rf"(`+).+?\1|(?<!!)(\[[^\[\]\n]*\]){_WIDE}([A-Za-z0-9:/._#?&=%~+-]+)）")
"""Code, which stays; a link whose address stands in full-width brackets."""
_ADDRESS: Final = later(
    rf"\](?:\([ \t]*\n?[ \t]*(?:<(?=[^<>\n]*>\s*[)\"']))?|{_WIDE}|:[ \t]*(?=\S))"
    r"|<a\b[^<>]*?\shref\s*=\s*[\"']?|<im(?:g|age)\b(?:[^<>]*?\ssrc\s*=\s*[\"']?)?",
    re.IGNORECASE,
)
"""What stands before an address: of a link, a picture, a reference, a tag; in code, a comment or mere words as well."""
_NEW_PARAGRAPH: Final = re.compile(
    r"\u3000|[ \t]*(?:[（(][一二三四五六七八九十百\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、．]|[①-⑳])"
)
_FENCE: Final = re.compile(r"[ \t]*(```|~~~)")
_TABLE_OR_HTML: Final = re.compile(r"[ \t]*[|<]")


def prepared(text: str) -> str:
    """The text with what Chinese editors write turned into what Markdown reads.

    A list needs no empty line above it and nests by two spaces; `#话题#` is a topic, `##标题` is a heading; the address
    of a link may stand in full-width brackets; a line that begins like a paragraph of a Chinese document (full-width
    indentation, `一、`, `（一）`) begins one.
    """
    lines = _Lines()
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence or mark:
            fence = "" if mark and mark.group(1) == fence else fence or (mark.group(1) if mark else "")
            lines.done.append(line)
        else:
            linked = _WIDE_LINK.sub(_linked, line) if "]（" in line else line
            lines.add(_HASH.sub(_hashes, linked, count=1) if "#" in linked else linked)
    return "\n".join(lines.done)


def _linked(match: re.Match[str]) -> str:
    return f"{match[2]}({match[3]})" if match[2] else match[0]


def _hashes(match: re.Match[str]) -> str:
    """A heading whose marks stand right before its words, or no heading."""
    before, marks = match.groups()
    is_heading = len(marks) > 1 and not match.string.rstrip().endswith("#")
    return f"{before}{marks} " if is_heading else f"{before}\\{marks}"


@dataclass(slots=True)
class _Lines:
    """The prepared lines, and the indentations at which lists are open."""

    done: list[str] = field(default_factory=list)
    _indents: list[int] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Take one line of the editor's."""
        glued = _GLUED_ITEM.match(line)
        if glued and (glued.group(2) or not glued.group(3) or self._ends_with_item() or not self._ends_with_text()):
            mark = f"{glued.group(3)}." if glued.group(3) else "-"
            line = f"{glued.group(1)}{mark} {line[glued.end() :]}"
        item = _ITEM.match(line)
        if item:
            self._add_item(item, line[item.end() :])
        elif not line.strip():
            self.done.append("")
        elif self._indents and line[0] in " \t":
            self.done.append("    " * len(self._indents) + line.strip())
        else:
            self._add_text(line)

    def _add_item(self, item: re.Match[str], words: str) -> None:
        width = len(item.group(1).expandtabs(4))
        while self._indents and self._indents[-1] > width:
            self._indents.pop()
        if not self._indents or self._indents[-1] < width:
            if not self._indents and self._ends_with_text():
                self.done.append("")
            self._indents.append(width)
        elif self.done and self.done[-1].startswith(" ") and not self._ends_with_item():
            self.done.append("")  # a further paragraph of the item above ends here
        mark = item.group(2).replace(")", ".")
        self.done.append(f"{'    ' * (len(self._indents) - 1)}{mark} {words}")

    def _add_text(self, line: str) -> None:
        begins_paragraph = _NEW_PARAGRAPH.match(line)
        if self._indents and self.done and (not self.done[-1] or begins_paragraph):
            self._indents.clear()
            if self.done[-1]:
                self.done.append("")
        elif begins_paragraph and self._ends_with_text():
            self.done.append("")
        self.done.append(line.lstrip("\u3000"))

    def _ends_with_text(self) -> bool:
        """Whether the last line is text of a paragraph, to which a list or a new paragraph would be glued."""
        last = self.done[-1] if self.done else ""
        return bool(last.strip()) and not _TABLE_OR_HTML.match(last) and not _ITEM.match(last)

    def _ends_with_item(self) -> bool:
        return bool(self.done and _ITEM.match(self.done[-1]))


# After it


def _joined(html: str) -> str:
    """Line ends between Chinese characters are none: a browser would show a space."""
    if html.count("\n") == len(_BETWEEN_BLOCKS.findall(html)):
        return html
    parts = _PRE.split(html)
    return "".join(
        part if index % 2 else _SOFT_BREAK.sub(lambda match: "".join(filter(None, match.groups())), part)
        for index, part in enumerate(parts)
    )


def _outlined(html: str) -> str:
    """Headings from h2 downwards, never a level left out."""
    levels = [int(level) for slash, level in _HEADING.findall(html) if not slash]
    if not levels:
        return html
    new: list[int] = []
    stack: list[int] = []
    for level in levels:
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        new.append(min(TOP_LEVEL + len(stack) - 1, 6))
    queue = iter(new)
    current = TOP_LEVEL

    def renumber(match: re.Match[str]) -> str:
        nonlocal current
        if not match.group(1):
            current = next(queue)
        return f"<{match.group(1)}h{current}"

    return _HEADING.sub(renumber, html)


def _with_prefixed_fragments(html: str) -> str:
    return re.sub(r'href="#([^"]*)"', rf'href="#{ID_PREFIX}\1"', html)


def _without_idle_backlinks(html: str) -> str:
    """A note that nobody refers to has nowhere to lead back to."""
    if "footnote-backref" not in html:
        return html

    def kept(match: re.Match[str]) -> str:
        return match.group() if f'id="{match.group(1)}"' in html else ""

    return _BACKLINK.sub(kept, html)


def _with_pictures(html: str, picture: Callable[[BodyPicture], str]) -> str:
    """The HTML with its pictures, each by itself: neither a paragraph nor a heading may hold a figure."""
    shown: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        made = picture(_picture(match.group()))
        shown.append(made)
        return f"\x00{len(shown) - 1}\x00" if made else _HIDDEN

    html = _PARAGRAPH.sub(_set_apart, _IMAGE.sub(stand_in, html)).replace(_HIDDEN, "")
    return _STAND_IN.sub(lambda match: shown[int(match.group().strip("\x00"))], html)


def _set_apart(match: re.Match[str]) -> str:
    """The paragraph in parts, with its pictures between them; a heading, and below it the pictures."""
    name, attributes, inner = match.groups()
    inner = inner.replace(_HIDDEN, "")
    if "\x00" not in inner:
        return f"<{name}{attributes}>{inner}</{name}>" if _TAG.sub("", inner).strip() else ""
    if name != "p":
        words = _STAND_IN.sub("", inner)
        heading = f"<{name}{attributes}>{words}</{name}>" if _TAG.sub("", words).strip() else ""
        return heading + "".join(_STAND_IN.findall(inner))
    parts = [""]
    open_: list[str] = []
    for piece in _PIECE.split(inner):
        if piece.startswith("\x00"):
            links = [tag for tag in open_ if tag.startswith("<a ")]
            parts[-1] += "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(open_))
            parts += ["".join(links) + piece + "</a>" * len(links), "".join(open_)]
            continue
        if piece.startswith("</"):
            del open_[-1:]
        elif piece.startswith("<") and piece != "<br>":
            open_.append(_ID.sub("", piece))
        parts[-1] += piece
    return "\n".join(filter(None, map(_part, parts)))


def _part(html: str) -> str:
    """A part of a paragraph as one of its own; nothing where it says nothing."""
    if "\x00" in html:
        return html
    while (less := _NOTHING.sub("", html)) != html:
        html = less
    html = _EDGE.sub("", html)
    return f"<p>{html}</p>" if _TAG.sub("", html).strip() else ""


def _picture(tag: str) -> BodyPicture:
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
    return BodyPicture(found.get("src", ""), found.get("alt", ""), found.get("title", ""))
