"""What is not shown for the faces in it: whose words name somebody, what is somebody's on walls alone; films, too."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.model import gates
from hyqz_site.model.kinds.common import Channel, Report, Status, pictures_named
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.masking import Mask, own_names, words_of
from hyqz_site.model.media import note_face
from hyqz_site.model.rules.children import in_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import Moment
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems

_ON_WALLS: Final = frozenset({"cover", "poster"})
"""The pictures that slides show."""
_OFF_WALLS: Final = "不会出现在大屏上"
_HINT: Final = "照片上不是这个人，请改一改文字；是的，请换一张照片，或重新取得同意后改这个人的“同意”。"

_FILM_HINT: Final = (
    "片子里没有这个人，请从这几处拿掉；有，请撤下这部影片，或重新取得同意后改这个人的“同意”；"
    "片中各人另外签过同意的，写上影片自己的“同意”。"
)


def check_named(site: Site, moment: Moment, problems: Problems) -> None:
    """Note pictures whose words name somebody whose face may not be shown on the site, and films with such people."""
    faces = gates.faces(site, moment)
    check = partial(_check_named, faces)
    site.check_files("faces that are named", faces.text_key, site.records_by_path, check, problems)
    _note_films(site, gates.faceless_films(site, moment), "不会播放", problems)


def check_walls(site: Site, library: Library, moment: Moment, problems: Problems) -> None:
    """Note the pictures that walls do not show, for who is in them agreed to the site alone; `moment` is the walls'."""
    on_site = dataclasses.replace(moment, channel=Channel.SITE)
    known, named = gates.faceless(site, on_site), gates.faces(site, on_site).names
    away = library.faces_of({path: why for path, why in gates.faceless(site, moment).items() if path not in known})
    for origin in site.origins if away else ():
        for name, media in origin.media:
            people = away.get(library.find(origin.path, media.path) or "", {})
            if name.removesuffix(".file") in _ON_WALLS and people and origin.path not in people:
                note_face(origin.path, media.at, f"“{media.path}”{_OFF_WALLS}", people, problems)
    faces = Mask.of([item for item in gates.faces(site, moment).names.items() if item[0] not in named])

    def check(record: Record, found: Problems) -> None:
        _check_fields(record, faces, _ON_WALLS, _OFF_WALLS, found)

    site.check_files("faces that are named off walls", faces.text_key, site.records_by_path, check, problems)
    off_site = gates.faceless_films(site, on_site)
    films = {path: who for path, who in gates.faceless_films(site, moment).items() if path not in off_site}
    _note_films(site, films, "不会在大屏上播放", problems)


def _check_named(faces: Mask, record: Record, problems: Problems) -> None:
    _check_fields(record, faces, None, "不会出现", problems)
    for at, words in in_texts(record) if record.status is not Status.WITHDRAWN else ():
        if found := faces.found(words, own_names(record)):
            message = f"正文里的这张图片不会出现：{_why(found)}"
            problems.warn(record.origin.path, at(), "no-consent", message, _HINT)


def _check_fields(record: Record, faces: Mask, only: frozenset[str] | None, what: str, problems: Problems) -> None:
    for name, picture in pictures_named(record) if record.status is not Status.WITHDRAWN else ():
        found = faces.found(words_of(picture), own_names(record))
        if found and picture.consent is not False and (only is None or name in only):
            said = "alt" if faces.found(picture.alt, own_names(record)) else "caption"
            message = f"图片“{picture.file.path}”{what}：{_why(found)}"
            Report(record, problems).warn(f"{name}.{said}", "no-consent", message, _HINT)


def _note_films(site: Site, films: Mapping[str, tuple[str, str]], what: str, problems: Problems) -> None:
    for film in site.of(Film) if films else ():
        if film.status is not Status.WITHDRAWN and (who := films.get(film.origin.path)):
            message = f"影片“{film.file.path}”{what}：标题、摘要、海报帧的文字或提到的人里有“{who[0]}”（{who[1]}）"
            Report(film, problems).warn("file", "no-consent", message, _FILM_HINT)


def _why(found: tuple[str, str]) -> str:
    name, reason = found
    return f"文字里写着“{name}”（{reason}）"
