"""The letters that pages need: subsets of the shipped fonts, cut so that a page asks for few of them.

The text face stands last in the font stack of the site: every phone and desk has a good Chinese font, and a visitor on
a slow network should not wait for another one. It is asked for only where a system lacks a character, or has no Chinese
font at all. The display face stands first for headlines. Both are cut into the characters that most pages share and,
behind them, slices: of the display face those that occur on the same pages, of the text face by their codes, so that an
edited text seldom changes them. `unicode-range` lets a browser fetch only what a page shows.

A page's headlines have few characters, and these a little of many slices. So they have a subset of their own, of some
5 KB instead of 70: on the home page, and in a site that is not large on every page. The slices stay for the rest.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from operator import itemgetter
from typing import Final, NamedTuple
from zlib import crc32

from hyqz_site import forked
from hyqz_site.digest import key, short
from hyqz_site.images.batch import Store
from hyqz_site.lean import dataclass
from hyqz_site.memo import Memo
from hyqz_site.render import routes
from hyqz_site.render.markup import Markup
from hyqz_site.source.tree import Inputs, SourceFile
from hyqz_site.type import subset
from hyqz_site.type.metrics import load
from hyqz_site.type.shipped import DISPLAY, SANS, Shipped

PENDING: Final = "assets/css/fonts.pending.css"
"""What pages call the style sheet of the fonts until all of them are rendered and its name is known."""
TEXT_CORE: Final = 450
"""Characters in the first slice of the text face: of 177 pages the median finds all but 30 of its 258 in it."""
HEADLINE_CORE: Final = 120
"""The same of the display face, which few characters of a page are set in."""
SLICE: Final = 48
"""Characters in each further slice: smaller ones cost more requests than they save bytes."""
MANY: Final = 500
"""Pages of a large site: its rare characters get sheets of their own, which in a smaller one is not worth a request;
its headlines do not, for that takes 5 ms for each page."""
RARE: Final = 16
"""A character on fewer pages is rare: most of those that a new text brings."""
GROUPS: Final = 64
"""Groups of pages, each with a sheet for its rare characters: so a new one changes a few pages and not all of them."""

FROM_SHEETS: Final = frozenset("›：—（）0123456789")
"""What style sheets write on pages: marks between and before things, and counters."""
LATIN: Final = frozenset(map(chr, range(0x21, 0x7F))) - FROM_SHEETS
"""One slice, whichever of them a site uses: a letter that is new in one text changes no style sheet."""
MARKS: Final = frozenset("，。、；：！？“”‘’（）《》〈〉「」『』【】〔〕—…·")
"""Marks that are squeezed where they meet, which they only are within one font file: so they stand in the first, all of
them, whichever a site uses."""
_HEADLINE: Final = re.compile(r'<(?:h[1-4]\b(?![^>]*(?:row|mini)__title)|p class="[^"]*\bheadline\b)')
"""What the display face sets begins so; the titles of rows and of small cards are set in the text face."""
_HEADLINE_END: Final = re.compile(r"</(?:h[1-4]|p)>")
_TAG: Final = re.compile(r"<[^>]*>")
_HAS_WORDS: Final = re.compile(r"<t(?:ext|itle)\b")
"""What a drawing needs to say something."""
_BLANK: Final = frozenset("\n\r\t ")
_BESIDE: Final = FROM_SHEETS | MARKS | frozenset("年月日,.%")
"""What the display face sets besides headlines: figures and days; and marks, all in one file as above."""
COMMON: Final = -1
"""In place of a group's number: all pages."""
_NUMBER: Final = "H"
"""Groups have fewer pages than a number of 16 bits counts."""
_UNSEEN: Final = frozenset({"script", "style", "title", "head"})


@dataclass(frozen=True, slots=True)
class Face:
    """A shipped font as the site uses it."""

    font: Shipped
    options: subset.Options
    weights: str
    core: int
    headlines: bool
    """Whether it sets headlines: then characters of headlines that stand together are cut together."""


FACES: Final = (
    # One weight is two thirds of the bytes of the variable font; a browser thickens it for the few bold words.
    Face(SANS, subset.Options(weight=400), "400 700", TEXT_CORE, headlines=False),
    Face(DISPLAY, subset.Options(), DISPLAY.weights, HEADLINE_CORE, headlines=True),
)


class Shown(NamedTuple):
    """The characters of a page, each once and in order: all of them, and those of its headlines."""

    all: str
    headlines: str


def get_ready(files: Mapping[str, SourceFile]) -> None:
    """Load what cuts, before there is anything to cut; `files` are those of the project, by path."""
    for face in FACES:
        if source := files.get(f"assets/fonts/{face.font.file}"):
            subset.subset(source.read_same(), FROM_SHEETS, face.options)


def letters(inputs: Inputs) -> dict[str, SourceFile]:
    """The files of `assets/fonts/` that letters are cut from, by their names."""
    found = (file for file in inputs.under("assets/fonts") if file.path.endswith((".ttf", ".otf", ".json")))
    return {file.path.rpartition("/")[2]: file for file in found}


def characters(page: Markup) -> Shown:
    """The characters that a page shows, or a part of one."""
    drawn = [
        _TAG.sub("", tag)
        for tag, name in zip(page.tags, page.names, strict=True)
        if name and name not in _UNSEEN and (name != "svg" or _HAS_WORDS.search(tag))
    ]
    headlines: list[str] = []
    for start in page.headings:
        if _HEADLINE.match(page.tags[start]):
            end = next((at for at in range(start + 1, len(page.tags)) if _HEADLINE_END.match(page.tags[at])), start)
            headlines += page.texts[start + 1 : end + 1]
    return Shown(
        "".join(sorted(_seen((*page.texts, *drawn)) | FROM_SHEETS)),
        "".join(sorted(_seen(headlines))),
    )


def _seen(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(unescape("".join(texts))) - _BLANK


def slices(count: Counter[str], core: int) -> tuple[frozenset[str], ...]:
    """Cut characters: the `core` that most pages share, then those that occur together.

    `count` says on how many pages each is, in the order of the first pages that have them.
    """
    first = frozenset(sorted(count, key=lambda character: (-count[character], character))[:core])
    return tuple(filter(None, (first, *_sliced([character for character in count if character not in first]))))


def _sliced(characters: Sequence[str]) -> Iterator[frozenset[str]]:
    return (frozenset(characters[start : start + SLICE]) for start in range(0, len(characters), SLICE))


@dataclass(frozen=True)
class Sheets:
    """The style sheets of the fonts, by their paths: one for every page, others for groups of pages."""

    common: str
    rare: Mapping[int, tuple[str, frozenset[str]]]
    """By the number of the group: its sheet, and the rare characters in it."""
    own: Mapping[str, str]
    """By the path of a page: the sheet with its own headlines."""

    def offered(self, path: str) -> str:
        """The sheets beside the common one that the page at `path` may need; empty where there are none."""
        return (self._names[group_of(path)] if self.rare else "") + self.own.get(path, "")

    def of(self, path: str, parts: Iterable[Shown]) -> tuple[str, ...]:
        """The sheets that the page at `path` needs, by what its parts show; the last that has a character is asked."""
        found = self.rare.get(group_of(path))
        needed = [self.common]
        if found and not all(found[1].isdisjoint(part.all) for part in parts):
            needed.append(found[0])
        if own := self.own.get(path):
            needed.append(own)
        return tuple(needed)

    @property
    def key(self) -> tuple[str, ...]:
        """Other sheets have another."""
        return (self.common, key(*sorted(map("".join, self.own.items()))), *self._names)

    @cached_property
    def _names(self) -> list[str]:
        return [self.rare[group][0] if group in self.rare else "" for group in range(GROUPS)]


def group_of(path: str, groups: int | None = None) -> int:
    """The number of the group in which the page at `path` is, of so many; of `GROUPS` where nothing is said."""
    return crc32(path.encode()) % (groups or GROUPS)


def linked(html: bytes, sheets: Sequence[str]) -> bytes:
    """The HTML of a page, naming its style sheets where the pending one is named."""
    if len(sheets) > 1:
        at = html.find(PENDING.encode())
        start, end = html.rfind(b"<", 0, at), html.find(b">", at) + 1
        html = html[:start] + html[start:end] * len(sheets) + html[end:] if at >= 0 else html
        for sheet in sheets[:-1]:
            html = html.replace(PENDING.encode(), sheet.encode(), 1)
    return html.replace(PENDING.encode(), sheets[-1].encode())


def sheet_of(made: Iterable[tuple[Face, frozenset[str], bytes]]) -> tuple[str, dict[str, bytes]]:
    """The path of a style sheet, and all its files; `made` are subsets that `wanted` asked for."""
    rules: list[str] = []
    files: dict[str, bytes] = {}
    for face, cut, data in made:
        name = f"assets/fonts/{short(data)}.woff2"
        files[name] = data
        rules.append(
            f'@font-face{{font-family:"{face.font.family}";font-weight:{face.weights};font-style:normal;'
            f'font-display:swap;src:url("../fonts/{short(data)}.woff2") format("woff2");'
            f"unicode-range:{_ranges(cut)}}}\n"
        )
    sheet = "".join(rules).encode()
    path = f"assets/css/fonts.{short(sheet)}.css"
    return path, {path: sheet, **files}


class Letters(NamedTuple):
    """The characters of several pages: on how many of them each is. In few pieces, as it is remembered."""

    key: str
    """The digest of all that is said here."""
    pages: int
    all: tuple[str, bytes]
    """Characters, and the number of pages of each, in their order."""
    headlines: tuple[str, bytes]
    """The same of the headlines, in the order of the first pages that have them."""
    first: tuple[tuple[str, int], ...]
    """How many of these are on a page, and on none before it."""


def summed(pages: Mapping[str, Sequence[Shown]]) -> Letters:
    """The characters of pages, by their paths and parts."""
    paths = sorted(pages)
    everywhere: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    first = []
    for path in paths:
        before = len(headlines)
        everywhere.update(set().union(*(part.all for part in pages[path])))
        headlines.update(sorted(set().union(*(part.headlines for part in pages[path]))))
        first.append((path, len(headlines) - before))
    said = (
        len(paths),
        _packed(dict(sorted(everywhere.items()))),
        _packed(headlines),
        tuple(filter(itemgetter(1), first)),
    )
    return Letters(short(repr(said).encode()), *said)


def joined(groups: Sequence[Letters]) -> Letters:
    """The characters of the pages of several groups."""
    everywhere: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    for group in groups:
        _add(everywhere, group.all, 1)
        _add(headlines, group.headlines, 1)
    first = _first_pages(groups)
    said = (
        sum(group.pages for group in groups),
        _packed(dict(sorted(everywhere.items()))),
        _packed({one: headlines[one] for one in first}),
        tuple(Counter(first.values()).items()),
    )
    return Letters(short(repr(said).encode()), *said)


def _packed(count: Mapping[str, int]) -> tuple[str, bytes]:
    return "".join(count), array(_NUMBER, count.values()).tobytes()


def _counted(packed: tuple[str, bytes]) -> Iterator[tuple[str, int]]:
    return zip(packed[0], array(_NUMBER, packed[1]), strict=True)


class Tally:
    """On how many pages each character is; of a site that is being edited only what has changed is counted."""

    def __init__(self) -> None:
        """No page was counted."""
        self._groups: Mapping[int, Letters] = {}
        self._everywhere: Counter[str] = Counter()
        self._headlines: Counter[str] = Counter()

    def count(self, groups: Mapping[int, Letters]) -> tuple[Counter[str], Counter[str]]:
        """The characters of all pages by their codes, those of headlines in the order of the first pages with them."""
        for number in groups.keys() | self._groups.keys():
            before, now = self._groups.get(number), groups.get(number)
            if before is not now:
                for sign, letters in ((-1, before), (1, now)):
                    if letters:
                        _add(self._everywhere, letters.all, sign)
                        _add(self._headlines, letters.headlines, sign)
        self._groups = groups
        return (
            Counter({one: count for one, count in sorted(self._everywhere.items()) if count}),
            Counter({one: self._headlines[one] for one in _first_pages(groups.values())}),
        )


def _add(counts: Counter[str], packed: tuple[str, bytes], sign: int) -> None:
    for one, count in _counted(packed):
        counts[one] += sign * count


def _first_pages(groups: Iterable[Letters]) -> dict[str, str]:
    """The first page that has each character of headlines, in the order of these pages."""
    found: dict[str, str] = {}
    for group in groups:
        at = 0
        for path, count in group.first:
            for one in group.headlines[0][at : at + count]:
                if one not in found or path < found[one]:
                    found[one] = path
            at += count
    return dict(sorted(found.items(), key=itemgetter(1, 0)))


def headlines_of(paths: Sequence[str], shown: Callable[[str], Iterable[Shown]]) -> dict[str, frozenset[str]]:
    """The characters of the headlines of those pages that have a subset of their own; `shown` gives a page's parts."""
    alone = paths if len(paths) < MANY else [path for path in paths if path == routes.HOME]
    return {path: frozenset[str]().union(*(part.headlines for part in shown(path))) for path in alone}


def wanted(
    groups: Mapping[int, Letters],
    headlines_by_page: Mapping[str, frozenset[str]],
    covered: Mapping[str, frozenset[str]],
    tally: Tally,
) -> Iterator[tuple[int | str, Face, frozenset[str]]]:
    """Which subsets are needed, and by what: a group of pages, or a page; `covered` says what each font file has.

    `groups` are the characters of pages by the number of their group, `headlines_by_page` as of `headlines_of`.
    """
    everywhere, headlines = tally.count(groups)
    for letter in LATIN:
        del headlines[letter], everywhere[letter]
    if not everywhere:
        return
    rare = _rare(everywhere) if sum(group.pages for group in groups.values()) >= MANY else frozenset()
    for letter in rare:
        del headlines[letter], everywhere[letter]
    asked: list[tuple[int | str, Face, frozenset[str]]] = [
        (COMMON, face, cut) for face in FACES for cut in _cuts(face, everywhere, headlines)
    ]
    if rare:
        of_groups = [(number, rare.intersection(groups[number].all[0])) for number in sorted(groups)]
        asked += [(number, face, letters) for number, letters in of_groups for face in FACES]
    asked += [
        (path, face, letters | _BESIDE)
        for path, letters in sorted(headlines_by_page.items())
        for face in FACES
        if face.headlines and letters
    ]
    for number, face, cut in asked:
        if there := cut & covered.get(face.font.file, frozenset()):
            yield number, face, there


def _cuts(face: Face, everywhere: Counter[str], headlines: Counter[str]) -> Iterator[frozenset[str]]:
    """The subsets of a face for all pages, what each may show in the first."""
    # Few systems fetch the text face at all: its slices need not fit pages, but should stay where texts change.
    core, *more = slices(headlines if face.headlines else everywhere, face.core) or (frozenset[str](),)
    first = core | MARKS | (FROM_SHEETS & everywhere.keys())
    yield first
    yield from (cut - first for cut in more)
    yield from _sliced(sorted(everywhere.keys() - first.union(*more)))
    yield LATIN


def _rare(everywhere: Counter[str]) -> frozenset[str]:
    return frozenset(one for one, count in everywhere.items() if count < RARE) - MARKS - FROM_SHEETS


def _covered(metrics: SourceFile, memo: Memo) -> frozenset[str]:
    """The characters that a font has, by the file of its metrics."""
    return frozenset(memo.of("covered", metrics.path, metrics.known(), lambda: "".join(load(metrics.read()).advances)))


def _ranges(cut: frozenset[str]) -> str:
    """`U+4E00,U+4E09-4E0B`: neighbours joined."""
    points = sorted(map(ord, cut))
    spans: list[list[int]] = []
    for point in points:
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def dressed(
    groups: Mapping[int, Letters],
    headlines_by_page: Mapping[str, frozenset[str]],
    sources: Mapping[str, SourceFile],
    store: Store,
    memo: Memo,
    jobs: int,
    progress: Callable[[int, int], None],
) -> tuple[Sheets, dict[str, bytes]]:
    """The style sheets that pages need, and they and the subsets by their paths.

    `groups` are the characters of all pages, by the number of their group, `headlines_by_page` as of `headlines_of`;
    `sources` are the files of `assets/fonts/` by name; `store` remembers subsets, `memo` which ones.
    """
    faces = [face for face in FACES if {face.font.file, face.font.metrics} <= set(sources)]
    named = {face.font.file: sources[face.font.file].known() for face in faces}
    numbered = (f"{number} {groups[number].key}" for number in sorted(groups))
    alone = (f"{path} {''.join(sorted(letters))}" for path, letters in sorted(headlines_by_page.items()))
    pages = key(*named.values(), *numbered, *alone)

    def ask() -> tuple[tuple[str, int | str, Face, frozenset[str]], ...]:
        libraries = memo.of("libraries", "", "", subset.libraries)  # others are another program, and another memo
        covered = {face.font.file: _covered(sources[face.font.metrics], memo) for face in faces}
        return tuple(
            (key(subset.key(named[face.font.file], cut, libraries, face.options)), group, face, cut)
            for group, face, cut in wanted(groups, headlines_by_page, covered, memo.hold("tally", "", Tally))
        )

    asked = memo.of("fonts", "", pages, ask)
    subsets = {entry: known for entry, _, _, _ in asked if (known := store.get(entry)) is not None}
    missing = [*{one[0]: one for one in asked if one[0] not in subsets}.values()]  # two pages may have one headline
    fonts = {name: sources[name].read_same() for name in {face.font.file for _, _, face, _ in missing}}

    def cut_out(one: tuple[str, int | str, Face, frozenset[str]]) -> bytes:
        _, _, face, cut = one
        return subset.subset(fonts[face.font.file], cut, face.options)

    made = zip(missing, forked.mapped(cut_out, missing, jobs, are_large=True), strict=True)
    for done, ((entry, _, _, _), data) in enumerate(made, start=1):
        subsets[entry] = data
        store.put(entry, data)
        progress(done, len(missing))
    cuts: dict[int | str, list[tuple[Face, frozenset[str], bytes]]] = {COMMON: []}
    for entry, group, face, cut in asked:
        cuts.setdefault(group, []).append((face, cut, subsets[entry]))
    files: dict[str, bytes] = {}
    names: dict[int | str, str] = {}
    for group, made_for in cuts.items():
        names[group], more = sheet_of(made_for)
        files |= more
    rare = {
        group: (names[group], frozenset[str]().union(*(cut for _, cut, _ in cuts[group])))
        for group in cuts
        if isinstance(group, int) and group != COMMON
    }
    own = {group: name for group, name in names.items() if isinstance(group, str)}
    return Sheets(names[COMMON], rare, own), files
