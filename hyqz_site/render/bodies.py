"""The Markdown texts of all records: parsed once, their links and pictures checked where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News, Reuse
from hyqz_site.model.media import check_file
from hyqz_site.model.naming import did_you_mean
from hyqz_site.problem import Severity
from hyqz_site.render import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyqz_site.images.container import PictureFault
    from hyqz_site.images.variants import ImageInfo
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems
    from hyqz_site.render.markdown import Prose

MAX_ALT: Final = 60


def texts(record: Record) -> Iterator[tuple[str, str]]:
    """The Markdown texts of a record, with the names of their fields. 链接摘要 never shows a body."""
    if record.body and not (isinstance(record, News) and record.reuse is Reuse.LINK):
        yield "body", record.body
    if isinstance(record, Film):
        yield "transcript", record.transcript


def pictures_in(site: Site, prose: Mapping[str, Prose], library: Library) -> frozenset[str]:
    """The picture files that texts show."""
    found = {
        library.find(record.origin.path, picture.src)
        for record in site.records.values()
        for _, text in texts(record)
        for picture in prose[text].pictures
    }
    return frozenset(path for path in found if path)


def check_bodies(
    site: Site,
    prose: Mapping[str, Prose],
    library: Library,
    infos: Mapping[str, ImageInfo | PictureFault],
    problems: Problems,
) -> None:
    """Links in texts lead somewhere, pictures are ours, whole and have their words."""
    for record in site.records.values():
        severity = Severity.WARNING if record.is_draft else Severity.ERROR
        path = record.origin.path
        for name, text in texts(record):
            places = _Places(record, name, text)
            for target in prose[text].links:
                at = places.of(target)
                if not links.leads_elsewhere(target):
                    _check_link(site, target, path, at, severity, problems)
            for picture in prose[text].pictures:
                at = places.of(picture.src)
                if links.leads_elsewhere(picture.src) or picture.src.startswith(("//", "data:")):
                    message, hint = "正文里不能用别的网站的图片", "请把图片存下来，放到记录旁边，再写文件名。"
                    problems.add(path, at, "remote-picture", message, hint, severity=severity)
                    continue
                if not picture.alt.strip():
                    hint = f"请写出图上是谁、在做什么：![替代文字]({picture.src})"
                    problems.add(path, at, "missing-alt", "正文里的图片缺少替代文字", hint, severity=severity)
                check_file(path, at, picture.src, library, infos, severity, problems)


class _Places:
    """Finds where the links of a text stand in its file, one after the other."""

    def __init__(self, record: Record, name: str, text: str) -> None:
        self._record = record
        self._name = name
        self._text = text
        self._next = 0

    def of(self, target: str) -> Position:
        """The place of the next link to `target`; of the whole text where it cannot be told."""
        found = self._text.find(target, self._next) if target else -1
        found = found if found >= 0 or not target else self._text.find(target)
        document = self._record.origin.document
        if found < 0 or self._name != "body" or not document.body_line:
            return self._record.origin.at(self._name)
        self._next = found + 1
        return document.in_body(found + document.body.find(self._text))


def _check_link(site: Site, target: str, path: str, at: Position, severity: Severity, problems: Problems) -> None:
    found = links.meant(target)
    if found is None:
        message = f"链接“{target}”不能用"
        hint = "站内的记录写成 类别/编号，例如 volunteers/li-xiaoyan；别的网站以 https:// 开头。"
        problems.add(path, at, "broken-link", message, hint, severity=severity)
        return
    key = (found.kind, found.id)
    if not found.id or key in site.records or key in site.broken:
        return
    ids = [id_ for kind, id_ in site.records if kind == found.kind]
    hint = did_you_mean(found.id, ids) or "请核对编号；站内的记录写成 类别/编号，例如 volunteers/li-xiaoyan。"
    label = BY_NAME[found.kind].label
    problems.add(path, at, "broken-link", f"链接“{target}”不存在：“{label}”里没有 {found.id}", hint, severity=severity)
