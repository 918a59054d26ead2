"""The audit of the pages that are about to be published: do their links lead somewhere, can everybody read them.

What editors write has been checked where they wrote it; what is found here, a template made. Besides the problems there
are notes, which only `hyqz check` shows: pages that no other page links to, and links to other sites.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from hyqz_site.lean import dataclass
from hyqz_site.problem import Position, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from hyqz_site.problem import Problems

_TAG: Final = re.compile(r"<(?!path )[A-Za-z][^<>]*>")
"""Strokes of drawings are most of the tags and say nothing."""
_SAID: Final = re.compile(r'\b(href|src|poster|srcset|id)="([^"]*)"')
_ID: Final = re.compile(r'\bid="([^"]*)"')
_SEEN: Final = re.compile(r"<(?:h([1-6])|img)\b[^>]*>")
_ANCHOR: Final = re.compile(r"<a\b")
_WEB: Final = re.compile("https?://")
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DIRECTORIES: Final = frozenset({"search.html"})
"""Pages that list all others: a link from there alone is not found by somebody who reads on."""
_ENTRANCES: Final = frozenset({"index.html", "404.html", "search.html"})
"""Pages that need no link."""
_AFTERLIFE: Final = frozenset({"pages/redirect.html", "pages/gone.html"})
"""Templates of pages that stand where something was: nobody should link to them."""
_HINT: Final = "请检查模板；如果没有改过模板，请把这条消息交给维护的人。"


Fault = tuple[Severity, str, str]
"""How bad it is, its code, what is said of the page."""


class Glance(NamedTuple):
    """What the audit sees in a part of a page; two pages of a folder that say the same there look the same."""

    targets: frozenset[str]
    """The files of the site that it names; empty for the page itself."""
    places: frozenset[tuple[str, str]]
    """Files and the places in them that it names."""
    elsewhere: tuple[str, ...]
    ids: tuple[str, ...]
    levels: tuple[int, ...]
    """Of its headings."""
    faults: tuple[Fault, ...]
    """Of its pictures."""


class Sight(NamedTuple):
    """What the audit keeps of a page: little, because it is remembered for every page."""

    path: str
    template: str
    targets: frozenset[str]
    """The files of the site that the page names."""
    places: tuple[tuple[str, str], ...]
    """Files and the places in them that the page names."""
    elsewhere: tuple[str, ...]
    """Links to other sites."""
    ids: tuple[str, ...]
    faults: tuple[Fault, ...]
    """What keeps the page from being read by everybody."""


@dataclass(frozen=True, slots=True)
class External:
    """A link to another site, and the pages on which it stands."""

    url: str
    pages: tuple[str, ...]

    @property
    def host(self) -> str:
        """The host's name, in lower case."""
        return (urlsplit(self.url).hostname or "").lower()


class Overview(NamedTuple):
    """What was seen in several pages, as far as it may be at fault."""

    targets: frozenset[str]
    places: frozenset[tuple[str, str]]
    """Files and places in them that the pages name, but for those that a page has itself."""
    has_faults: bool


def overview(pages: Iterable[tuple[str, Sequence[Glance]]]) -> Overview:
    """What is seen in pages, summed up; of each its path, and what is seen in its parts."""
    targets: set[str] = set()
    places: set[tuple[str, str]] = set()
    has_faults = False
    for path, parts in pages:
        ids = [*chain.from_iterable([part.ids for part in parts])]
        for part in parts:
            targets |= part.targets
            has_faults = has_faults or bool(part.faults)
            places.update(
                [(target or path, id_) for target, id_ in part.places if target not in {"", path} or id_ not in ids]
            )
        if "" in targets:
            targets.remove("")
            targets.add(path)
        has_faults = has_faults or any(_faults(ids, [*chain.from_iterable([part.levels for part in parts])]))
    return Overview(frozenset(targets), frozenset(places), has_faults)


def joined(overviews: Sequence[Overview]) -> Overview:
    """What was seen in the pages of several overviews."""
    return Overview(
        frozenset().union(*[one.targets for one in overviews]),
        frozenset().union(*[one.places for one in overviews]),
        any(one.has_faults for one in overviews),
    )


class Sights:
    """What was seen in all pages: summed up, and of every page where somebody asks."""

    def __init__(self, overviews: Sequence[Overview], paths: Collection[str], look: Callable[[str], Sight]) -> None:
        """`overviews` sum up what `look` gives of the pages at `paths`."""
        self._overviews = overviews
        self._paths = paths
        self._look = look

    def __iter__(self) -> Iterator[Sight]:
        """What was seen in each page."""
        return map(self._look, self._paths)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._paths)

    def are_sound(self, files: Mapping[str, bytes], pending: str) -> bool:
        """Whether `check_pages` would note nothing."""
        there = {*files, pending}
        if any(one.has_faults or not one.targets <= there for one in self._overviews):
            return False
        known: dict[str, tuple[str, ...]] = {}
        for found, id_ in set().union(*(one.places for one in self._overviews)):
            if found in self._paths and found not in known:
                known[found] = self._look(found).ids
            if found in there and id_ not in _ids(found, files, known):
                return False
        return True


NONE: Final = Sights((), (), Sight)  # type: ignore[arg-type]  # nobody looks


def check_pages(sights: Iterable[Sight], files: Mapping[str, bytes], pending: str, problems: Problems) -> None:
    """Note every address that leads nowhere, and what keeps a page from being read by everybody.

    `sights` are what was seen in the pages, `files` all files of the site; `pending` is what pages called a file before
    its name was known.
    """
    there = {*files, pending}
    known = {sight.path: sight.ids for sight in sights}
    nowhere = set().union(*(sight.targets for sight in sights)) - there
    for sight in sights:
        broken = {(found, "") for found in sight.targets & nowhere} if nowhere else set()
        for found, id_ in sight.places:
            if found in there and id_ not in _ids(found, files, known):
                broken.add((found, id_))
        for address in sorted(_written(sight.path, files[sight.path], broken)) if broken else ():
            problems.add(
                f"templates/{sight.template}",
                Position(1, 1),
                "broken-link",
                f"页面 {sight.path} 上的链接“{address}”打不开",
                _HINT,
            )
    _check_reading(sights, problems)


def _written(path: str, html: bytes, broken: Collection[tuple[str, str]]) -> set[str]:
    """How a page spells the addresses that lead nowhere."""
    folder = posixpath.dirname(path)
    tags = filter(None, map(_read, _TAG.findall(html.decode())))
    return {
        address
        for address in {address for tag in tags for address in tag.addresses}
        for found, id_ in (_target(folder, address),)
        if (found or path, id_) in broken or (found or path, "") in broken
    }


def notes(
    sights: Iterable[Sight],
    base: str,
    allowed: Iterable[str],
    sources: Mapping[str, str],
) -> tuple[str, ...]:
    """What somebody should look at: pages that nobody links to, links to sites that are neither gov.cn nor allowed.

    `allowed` are host names, `sources` say which content file made which page.
    """
    lonely = [f"{path}（{sources[path]}）" if path in sources else path for path in orphans(sights)]
    found = [f"没有别的页面链接到 {one}，读者只能搜到它。" for one in lonely]
    for link in externals(sights, base):
        if not is_official(link.host, allowed):
            where = link.pages[0] if len(link.pages) == 1 else f"{link.pages[0]} 等 {len(link.pages)} 页"
            found.append(f"外链 {link.url}（{where}）：不是 gov.cn，也不在 content/site.yaml 的“外链许可”里，请复核。")
    return tuple(found)


def orphans(sights: Iterable[Sight]) -> list[str]:
    """The pages that no other page links to."""
    pages = {sight.path for sight in sights if sight.template not in _AFTERLIFE}
    linked = set().union(*(sight.targets - {sight.path} for sight in sights if sight.path not in _DIRECTORIES))
    return sorted(pages - linked - _ENTRANCES)


def externals(sights: Iterable[Sight], base: str) -> tuple[External, ...]:
    """The links to other sites, by address; `base` is the site's own."""
    pages: dict[str, list[str]] = defaultdict(list)
    for sight in sights:
        for url in dict.fromkeys(sight.elsewhere):
            if not base or not url.startswith(base):
                pages[url].append(sight.path)
    return tuple(External(url, tuple(sorted(pages[url]))) for url in sorted(pages))


def is_official(host: str, allowed: Iterable[str]) -> bool:
    """Whether the host is a government's, or one that the settings allow; names below an allowed one are allowed."""
    return any(host == one or host.endswith(f".{one}") for one in ("gov.cn", *map(str.lower, allowed)))


def glance(folder: str, tags: Iterable[str]) -> Glance:
    """What the audit sees in a part of a page in the folder: its tags, for a text may speak of attributes, too."""
    found = [*filter(None, map(_read, tags))]
    more = [one for one in found if one.says_more]
    meant = {_target(folder, address) for address in frozenset[str]().union(*[one.addresses for one in found])}
    return Glance(
        targets=frozenset([target for target, _ in meant]),
        places=frozenset([place for place in meant if place[1]]),
        elsewhere=tuple([url for one in more for url in one.elsewhere]),
        ids=tuple([id_ for one in more for id_ in one.ids]),
        levels=tuple([level for one in more for level in one.levels]),
        faults=tuple([fault for one in more for fault in one.faults]),
    )


def look(path: str, template: str, parts: Sequence[Glance]) -> Sight:
    """What the audit sees in a page that `template` made, by what it sees in its parts."""
    ids = tuple(chain.from_iterable([part.ids for part in parts]))
    faults = [*_faults(ids, [*chain.from_iterable([part.levels for part in parts])])]
    faults += chain.from_iterable([part.faults for part in parts])
    targets = frozenset[str]().union(*[part.targets for part in parts])
    places = frozenset[tuple[str, str]]().union(*[part.places for part in parts])
    return Sight(
        path=path,
        template=template,
        targets=targets - {""} | {path} if "" in targets else targets,
        places=tuple([(target or path, id_) for target, id_ in sorted(places)]),
        elsewhere=tuple(chain.from_iterable([part.elsewhere for part in parts])),
        ids=ids,
        faults=tuple(dict.fromkeys(faults)),
    )


class _Read(NamedTuple):
    """What one tag says."""

    addresses: frozenset[str]
    elsewhere: tuple[str, ...]
    ids: tuple[str, ...]
    levels: tuple[int, ...]
    faults: tuple[Fault, ...]

    @property
    def says_more(self) -> bool:
        """Whether it says more than addresses within the site, which is all that most tags say."""
        return bool(self.ids or self.levels or self.elsewhere or self.faults)


@lru_cache(maxsize=8192)
def _read(tag: str) -> _Read | None:
    """What a tag says, None of the many that say nothing; the same tags stand on many pages."""
    seen = _SEEN.match(tag)
    said = [(name, unescape(value)) for name, value in _SAID.findall(tag)]
    if not seen and not said:
        return None
    found = _Read(
        addresses=frozenset([address for name, value in said if name != "id" for address in _addresses(name, value)]),
        elsewhere=tuple([value for name, value in said if name == "href" and _WEB.match(value) and _ANCHOR.match(tag)]),
        ids=tuple([value for name, value in said if name == "id"]),
        levels=(int(seen.group(1)),) if seen and seen.group(1) else (),
        faults=tuple(_faults_of_image(tag)) if seen and not seen.group(1) else (),
    )
    return found if any(found) else None


def _check_reading(sights: Iterable[Sight], problems: Problems) -> None:
    """One note for each fault of a template, with the first page that shows it."""
    pages: dict[tuple[str, Severity, str, str], list[str]] = defaultdict(list)
    for sight in sights:
        for severity, code, fault in sight.faults:
            pages[sight.template, severity, code, fault].append(sight.path)
    for (template, severity, code, fault), paths in pages.items():
        where = paths[0] if len(paths) == 1 else f"{paths[0]} 等 {len(paths)} 个页面"
        problems.add(f"templates/{template}", Position(1, 1), code, f"页面 {where} {fault}", _HINT, severity=severity)


def _faults(ids: Sequence[str], levels: Sequence[int]) -> Iterator[Fault]:
    if len(set(ids)) < len(ids):
        twice = sorted({one for one in ids if ids.count(one) > 1})
        yield Severity.WARNING, "duplicate-anchor", f"里有几处用了同一个 id：{'、'.join(twice)}"
    if levels and levels.count(1) != 1:
        yield Severity.WARNING, "heading-order", f"有 {levels.count(1)} 个一级标题，应有一个"
    previous = 0
    for level in levels:
        if level > previous + 1 and previous:
            yield Severity.WARNING, "heading-order", f"的标题从 {previous} 级跳到了 {level} 级"
        previous = level


def _faults_of_image(tag: str) -> Iterator[Fault]:
    if not re.search(r"\balt=", tag):
        yield Severity.ERROR, "missing-alt", "有图片没有替代文字"
    if not (re.search(r"\bwidth=", tag) and re.search(r"\bheight=", tag)):
        yield Severity.WARNING, "image-size", "有图片没有写宽和高，打开时页面会跳动"


def _ids(path: str, files: Mapping[str, bytes], known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if path not in known:
        text = files[path].decode() if path.endswith(".html") else ""
        known[path] = tuple(map(unescape, _ID.findall("\n".join(_TAG.findall(text)))))
    return known[path]


def _addresses(name: str, value: str) -> Iterator[str]:
    """The addresses within the site that the value of an attribute names."""
    for part in [part.split()[0] for part in value.split(",") if part.strip()] if name == "srcset" else [value]:
        if part and not _ELSEWHERE.match(part):
            yield part


@lru_cache(maxsize=16384)
def _target(folder: str, address: str) -> tuple[str, str]:
    """The file that an address on a page in `folder` means, empty for the page itself, and the place in it."""
    head, _, fragment = address.partition("#")
    path = unquote(head.partition("?")[0])
    return posixpath.normpath(posixpath.join(folder, path)) if path else "", unquote(fragment)
