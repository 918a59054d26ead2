"""The Markdown texts of all records: parsed once, their links and pictures checked where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from hyqz_site import forked
from hyqz_site.digest import sha256
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.kinds.common import PICTURES
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News, shows_body
from hyqz_site.model.media import check_file
from hyqz_site.model.naming import did_you_mean, nearest_person
from hyqz_site.model.site import GONE, SAME
from hyqz_site.problem import WHOLE_FILE, Problems, Severity
from hyqz_site.render import links
from hyqz_site.render.markdown import EMPTY, ID_PREFIX, parse, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hyqz_site.images.container import PictureFault
    from hyqz_site.images.variants import ImageInfo
    from hyqz_site.memo import Memo
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position
    from hyqz_site.render.markdown import BodyPicture, Places, Prose


ROOM: Final = "prose"


def texts(record: Record) -> Iterator[tuple[str, str]]:
    """The Markdown texts of a record that are shown, with the names of their fields."""
    if record.body and shows_body(record):
        yield "body", record.body
    if isinstance(record, Film):
        yield "transcript", record.transcript


class Texts(Mapping[str, "Prose"]):
    """Parsed Markdown texts by the text: what is remembered of one is only fetched when somebody looks at it."""

    def __init__(self, memo: Memo, waiting: Iterator[tuple[str, Prose]]) -> None:
        """Those that are not remembered yet are `waiting` until one is looked at."""
        self._memo = memo
        self._waiting = waiting

    def __getitem__(self, text: str) -> Prose:
        """The parsed text."""
        self.settle()
        return self._memo.of(ROOM, name_of(text), "", partial(parse, text))

    def settle(self) -> None:
        """Wait for those who parse."""
        for text, found in self._waiting:
            self._memo.remember(ROOM, name_of(text), "", found)

    def __iter__(self) -> Iterator[str]:
        """Nobody walks through all texts."""
        raise TypeError(ROOM)

    def __len__(self) -> int:
        """Nor counts them."""
        raise TypeError(ROOM)


def parsed(site: Site, jobs: int, progress: Callable[[int, int], None]) -> Texts:
    """The Markdown texts of all records: parsed by an earlier build, or by processes that begin now."""
    return _parsed(
        site.records_by_path, site.in_files("texts", "", site.records_by_path, _names_of), site.memo, jobs, progress
    )


def parsed_of(records: Iterable[Record], memo: Memo, jobs: int, progress: Callable[[int, int], None]) -> Texts:
    """The same where records say something else than their files."""
    by_path = {record.origin.path: record for record in records}
    named = {path: names for path, record in by_path.items() if (names := _names_of(record))}
    return _parsed(by_path, named, memo, jobs, progress)


def _names_of(record: Record) -> tuple[str, ...]:
    if isinstance(record, Film | News):  # they have more texts than their body, or none
        return tuple(name_of(text) for _, text in texts(record))
    return (record.origin.text,) if record.origin.text else ()


def _parsed(
    records: Mapping[str, Record],
    named: Mapping[str, tuple[str, ...]],
    memo: Memo,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Texts:
    """`named` says by what the texts of the records are remembered, by the same paths."""
    names = set(chain.from_iterable(named.values()))
    memo.use(ROOM, names)
    new = names - memo.names(ROOM)
    wanted = [path for path, own in named.items() if not new.isdisjoint(own)]
    missing = sorted({text for path in wanted for _, text in texts(records[path]) if name_of(text) in new})
    found = forked.mapped(parse, missing, jobs)

    def told() -> Iterator[tuple[str, Prose]]:
        for done, one in enumerate(zip(missing, found, strict=True), start=1):
            progress(done, len(missing))
            yield one

    return Texts(memo, told())


@lru_cache(maxsize=32768)
def name_of(text: str) -> str:
    """What a text is remembered by."""
    return sha256(text.encode())


Pointing = Mapping[str, tuple[tuple[str, ...], bool]]
"""By the path of a record: the links in its texts, and whether these show pictures; of most there is nothing to say."""


def pointing(site: Site, prose: Texts) -> Pointing:
    """What the texts of records point to, those of the incomplete too, remembered without the texts themselves."""
    prose.settle()

    def look(record: Record) -> tuple[tuple[str, ...], bool] | None:
        read = [prose[text] for _, text in texts(record)]
        links, shows = tuple(link for one in read for link in one.links), any(one.pictures for one in read)
        return (links, shows) if links or shows else None

    found = site.in_files("links and pictures", "", site.records_by_path, look)
    return {**found, **site.in_files("links and pictures of the incomplete", "", site.incomplete_by_path, look)}


def pictured(site: Site, points: Pointing, prose: Mapping[str, Prose], path: str) -> tuple[str, ...]:
    """The addresses of the pictures that the texts of a record's file show."""
    _, shows = points.get(path, ((), False))
    record = site.records_by_path.get(path) or site.incomplete_by_path[path] if shows else None
    return tuple(picture.src for _, text in texts(record) for picture in prose[text].pictures) if record else ()


def pictures_in(site: Site, points: Pointing, prose: Mapping[str, Prose], library: Library) -> frozenset[str]:
    """The picture files that texts show."""
    found = {library.find(path, written) for path in points for written in pictured(site, points, prose, path)}
    return frozenset(path for path in found if path and path.lower().endswith(PICTURES))


def check_bodies(
    site: Site,
    points: Pointing,
    prose: Mapping[str, Prose],
    library: Library,
    infos: Mapping[str, ImageInfo | PictureFault],
    problems: Problems,
) -> None:
    """Links in texts lead somewhere, pictures are ours, whole and have their words."""
    there = {link for link in set(chain.from_iterable(links for links, _ in points.values())) if _is_there(site, link)}
    for path, (written, shows) in points.items():
        record = site.records_by_path.get(path)
        if record is None or (not shows and there.issuperset(written)):
            continue
        severity = Severity.WARNING if record.is_draft else Severity.ERROR
        notes = _Notes(record.origin.path, severity, problems)
        for name, text in texts(record):
            stand = _Places(record, name, text, prose[text])
            for number, link in enumerate(prose[text].links):
                target = f"#{link[1:].removeprefix(ID_PREFIX)}" if link.startswith("#") else link
                at = partial(stand.link, number)
                if target.startswith("#"):
                    _check_fragment(target[1:], prose[text], target, at, notes)
                elif not links.leads_elsewhere(target):
                    _check_link(site, prose, target, at, notes)
            for number, picture in enumerate(prose[text].pictures):
                _check_picture(picture, partial(stand.picture, number), library, infos, notes)


def _is_there(site: Site, link: str) -> bool:
    """Whether a link certainly names a record; whatever else it may be is looked at closely."""
    found = links.meant(link)
    return found is not None and not found.fragment and (found.kind, found.id) in site.records


@dataclass(frozen=True, slots=True)
class _Notes:
    """Where the problems of one record's texts go."""

    path: str
    severity: Severity
    problems: Problems

    def add(self, at: Callable[[], Position], code: str, message: str, hint: str) -> None:
        self.problems.add(self.path, at(), code, message, hint, severity=self.severity)


def _check_picture(
    picture: BodyPicture,
    at: Callable[[], Position],
    library: Library,
    infos: Mapping[str, ImageInfo | PictureFault],
    notes: _Notes,
) -> None:
    if links.leads_elsewhere(picture.src) or picture.src.startswith(("//", "data:")):
        message, hint = "正文里不能用别的网站的图片", "请把图片存下来，放到记录旁边，再写文件名。"
        notes.add(at, "remote-picture", message, hint)
        return
    if not picture.src:
        notes.add(at, "missing-media", "正文里的图片没有写文件名", "请写成：![替代文字](文件名.jpg)")
        return
    if ".." in picture.src.split("/") or picture.src.startswith("/"):
        message, hint = "图片要放在记录旁边或 content/media/ 里", "请把文件复制过来，只写文件名；不能用“..”。"
        notes.add(at, "wrong-type", message, hint)
        return
    if not picture.src.lower().endswith(PICTURES):
        message, hint = f"“{picture.src}”不是图片", "影片请建一条“影像”记录，这里写它的链接：[片名](films/编号)。"
        notes.add(at, "wrong-type", message, hint)
        return
    if not picture.alt.strip():
        hint = f"请写出图上是谁、在做什么：![替代文字]({picture.src})"
        notes.add(at, "missing-alt", "正文里的图片缺少替代文字", hint)
    found = Problems()
    check_file(notes.path, WHOLE_FILE, picture.src, library, infos, notes.severity, found)
    if found:
        line, column = at()
        notes.problems.extend(replace(one, line=line, column=column) for one in found)


class _Places:
    """Finds where the links and pictures of a text stand in its file, when asked for the first of them."""

    def __init__(self, record: Record, name: str, text: str, prose: Prose) -> None:
        self._record = record
        self._name = name
        self._text = text
        self._prose = prose

    def link(self, number: int) -> Position:
        """The place of the address of a link of the text."""
        return self._at(self._found.links, self._prose.links, number)

    def picture(self, number: int) -> Position:
        """The place of the address of a picture of the text."""
        return self._at(self._found.pictures, self._prose.pictures, number)

    @cached_property
    def _found(self) -> Places:
        return places(self._text)

    def _at(self, starts: tuple[int | None, ...], wanted: tuple[object, ...], number: int) -> Position:
        """That of the whole text where it cannot be told: where with marks in it the text says something else."""
        origin = self._record.origin
        if self._name != "body" or not origin.document.body_line:
            return origin.at(self._name)
        start = starts[number] if len(starts) == len(wanted) else None
        return origin.document.in_body(0 if start is None else start + origin.document.body.find(self._text))


def _check_link(site: Site, prose: Mapping[str, Prose], target: str, at: Callable[[], Position], notes: _Notes) -> None:
    found = links.meant(target)
    if target.lower().endswith(PICTURES):
        message, hint = (
            f"链接“{target}”是图片",
            "要显示图片，请在方括号前面加半角的感叹号：![图上是谁、在做什么](文件名)。",
        )
        notes.add(at, "broken-link", message, hint)
        return
    if found is None:
        bare = target.startswith("www.")
        hint = (
            f"请写成：https://{target}"
            if bare
            else "记录写成 类别/编号，例如 volunteers/li-xiaoyan；别的网站以 https:// 开头。"
        )
        notes.add(at, "broken-link", f"链接“{target}”不能用", hint)
        return
    key = (found.kind, found.id)
    if not found.id or site.is_broken(key):
        return
    record = site.records.get(key)
    if record is None:
        ids = [id_ for kind, id_ in site.records if kind == found.kind]
        hint = did_you_mean(found.id, ids) or "请核对编号；站内的记录写成 类别/编号，例如 volunteers/li-xiaoyan。"
        if found.kind == "volunteer":
            person = nearest_person(found.id, ids)
            hint = f"是不是“{person}”？{SAME}" if person else GONE
        label = BY_NAME[found.kind].label
        notes.add(at, "broken-link", f"链接“{target}”不存在：“{label}”里没有 {found.id}", hint)
    elif found.fragment:
        text = dict(texts(record)).get("body")
        _check_fragment(found.fragment, prose[text] if text else EMPTY, target, at, notes)


def _check_fragment(fragment: str, prose: Prose, target: str, at: Callable[[], Position], notes: _Notes) -> None:
    """Within a text a link leads to a heading, or to a note, of that text."""
    if not links.place_of(fragment, prose.ids):
        there = sorted(id_ for id_ in prose.ids if ":" not in id_)
        hint = did_you_mean(fragment, there) or (
            f"可以写：{'、'.join(f'#{id_}' for id_ in there)}" if there else "那里没有小标题。"
        )
        said = f"链接“{target}”里的“#{fragment}”不存在" if fragment else "链接“#”没有写去哪里"
        notes.add(at, "broken-link", said, hint)
