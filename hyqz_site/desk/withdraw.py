"""`hyqz withdraw`: a record taken back in one step, and what shows it now.

Only the status and the reason change in its file, every other byte stays. The next build takes it out of everything:
pages, lists, counts, links, search, feeds, calendar, posters, boards and slides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError, edit, which
from hyqz_site.desk.edit import EditError
from hyqz_site.lean import dataclass
from hyqz_site.model import catalogue, gates
from hyqz_site.model.kinds import BY_NAME, kind_of
from hyqz_site.model.kinds.common import Channel, Status
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.masking import Mask, words_of_film
from hyqz_site.model.site import references
from hyqz_site.model.values import Ref
from hyqz_site.render import routes
from hyqz_site.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site

_GONE: Final = b'content="noindex"'
"""Stands in the page that says that a record was withdrawn, and in no other but the screens'."""
LONGEST: Final = 60
"""Characters of 撤下原因 (content model §3)."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The files with their new bytes, and where the record is shown until the next build."""

    files: Mapping[str, bytes]
    shown: tuple[str, ...]
    reason_before: str
    """Of a record that was withdrawn before; its old reason is gone."""


def plan(
    site: Site,
    texts: Mapping[str, bytes],
    key: tuple[str, str],
    reason: str,
    now: datetime,
    made: Callable[[str], bytes],
) -> Withdrawal:
    """What withdrawing the record of this kind and id changes; `made` gives a file of the output, empty where none is.

    Raises DeskError where it cannot be done.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise DeskError("请写明原因：--reason 原因（不会出现在网站上）。")
    if len(reason) > LONGEST:
        raise DeskError(f"原因有 {len(reason)} 个字，最多 {LONGEST} 个；不会出现在网站上，写简单些就好。")
    paths = _files_of(texts, key)
    if not paths:
        raise which.missing(key, site)
    files = {}
    for path in paths:
        try:
            files[path] = _withdrawn(path, texts[path], key, reason, site)
        except EditError as error:
            raise DeskError(f"{error}\n请在文件里写上：状态: 撤下，撤下原因: {reason}") from None
    record = site.records.get(key)
    before = (record.withdraw_reason or "") if record and record.status is Status.WITHDRAWN else ""
    return Withdrawal(files, tuple(_shown(site, key, now, made)), before)


def _files_of(texts: Mapping[str, bytes], key: tuple[str, str]) -> list[str]:
    """The files that hold the record: all of them, where an id was given twice."""
    listed = catalogue.catalogue(texts).records
    return [file.path for file in listed if (file.kind.name, file.id) == key]


def _withdrawn(path: str, data: bytes, key: tuple[str, str], reason: str, site: Site) -> bytes:
    record = BY_NAME[key[0]].record
    origin = next((origin for origin in site.origins if origin.path == path), None)
    place = origin.places.get("status") if origin else None
    is_english = place is not None and isinstance(place.value, Scalar) and place.value.text.strip().isascii()
    status = Status.WITHDRAWN.name.lower() if is_english else Status.WITHDRAWN.value
    data = edit.set_field(path, data, record, "status", status)
    return edit.set_field(path, data, record, "withdraw_reason", reason, after="status")


def _shown(site: Site, key: tuple[str, str], now: datetime, made: Callable[[str], bytes]) -> Iterator[str]:
    """Where the record is shown now, as somebody would look for it: what was published stays until the next build."""
    if not _is_out(site, key, now, made):
        return
    kind = BY_NAME[key[0]]
    page = _made_at(site, key, made) or _page(key)
    yield f"它自己的页面 {page}" + ("" if kind.record is Screen else f"，“{kind.label}”的列表、数字和搜索")
    for other_key, other in site.records.items():
        shows = Ref(*key) in references(other) or _names(other, site.records.get(key))
        if other_key != key and shows and _is_out(site, other_key, now, made):
            yield from _at(other)
    if site.of(Screen):
        yield "屏幕：新一次生成、拷到播放机之后才会换下"
    yield "已经打印的海报、展板和转发出去的图片要由人去收回"


def _names(film: Record, person: Record | None) -> bool:
    """Whether the one is a film with the other in it, going by its words."""
    if not isinstance(film, Film) or not isinstance(person, Volunteer):
        return False
    return Mask.of([(person.title, "")]).names_in(words_of_film(film))


def _is_out(site: Site, key: tuple[str, str], now: datetime, made: Callable[[str], bytes]) -> bool:
    """Whether a record is public now, or was when the output was made."""
    record = site.records.get(key)
    if record and any(gates.held(record, gates.moment_of(site, channel, now)) is None for channel in Channel):
        return True
    return bool(_made_at(site, key, made))


def _made_at(site: Site, key: tuple[str, str], made: Callable[[str], bytes]) -> str:
    """The page that shows the record in the output, at an old address where it has another id since; empty for none."""
    record = site.records.get(key)
    for path in (_page(key), *(record.aliases if record else ())):
        there = made(path)
        if there and (_GONE not in there or BY_NAME[key[0]].record is Screen):
            return path
    return ""


def _page(key: tuple[str, str]) -> str:
    kind, id_ = BY_NAME[key[0]], key[1]
    return routes.screen(id_) if kind.record is Screen else routes.record(kind.collection, id_)


def _at(other: Record) -> Iterator[str]:
    if isinstance(other, Screen):
        yield f"屏幕“{other.title}”的播单"
    elif isinstance(other, PlaceRecord):
        yield f"阵地“{other.title}”的展板"
    else:
        yield f"“{other.title}”{routes.record(kind_of(other).collection, other.id)}"
