"""Characters that no shipped font has, in texts that go out: `missing-glyph` (screens contract §5, content model §5).

A page would borrow such a character from the reader's computer, if that has it; a poster and a wall have nothing to
borrow from.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from hyqz_site import digest
from hyqz_site.model.rules.private import UNSHOWN
from hyqz_site.model.singletons import RULES_FILE
from hyqz_site.model.texts import passages
from hyqz_site.source.decoding import place_in
from hyqz_site.type import coverage
from hyqz_site.type.metrics import load
from hyqz_site.type.shipped import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyqz_site.model.kinds.common import Origin
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems
    from hyqz_site.source.document import Document
    from hyqz_site.source.tree import Inputs
    from hyqz_site.type.metrics import Metrics

FOLDER: Final = "assets/fonts/"
_UNSEEN: Final = UNSHOWN | {"file", "文件", "aliases", "旧网址", "id", "编号"}
"""Fields that nobody reads on a page."""
MOST_NAMED: Final = 10
"""Characters in one message: a text in another script has hundreds."""


def check_glyphs(site: Site, captions: Mapping[str, str], inputs: Inputs, problems: Problems) -> None:
    """Warn of every text that goes out with a character that no shipped font has, at the first such character.

    A project without the fonts is not checked: what its pages are set in is not ours to know. Files are looked at as a
    whole; where a character stands is only asked where one is lacking: ten thousand records take 0.3 s.
    """
    named = (inputs.files.get(FOLDER + font.metrics) for font in FONTS)
    metrics = [file for file in named if file]
    if not metrics:
        return
    context = digest.key(*(file.known() for file in metrics))

    @cache
    def fonts() -> tuple[tuple[Metrics, ...], frozenset[str]]:
        known = tuple(load(file.read()) for file in metrics)
        return known, frozenset().union(*(font.advances for font in known))

    def may_lack(fields: str, body: str) -> bool:
        _, drawn = fonts()
        return _is_suspect(fields, drawn) or _is_suspect(body, drawn)

    def check(document: Document, found: Problems) -> None:
        if may_lack(*document.written):
            _check_document(document, fonts()[0], found)

    def check_origin(origin: Origin, found: Problems) -> None:
        if not origin.stays_inside and may_lack(*origin.written):
            _check_document(origin.document, fonts()[0], found)

    site.check_files("glyphs", context, site.origins_by_path, check_origin, problems)
    shown = {document.path: document for document in site.singletons.documents if document.path != RULES_FILE}
    site.check_files("glyphs of settings", context, shown, check, problems)
    for path, text in captions.items():
        _check_text(path, "字幕", text, partial(place_in, text), fonts()[0], problems)


def _is_suspect(text: str, drawn: frozenset[str]) -> bool:
    """Whether a text may hold a character that is not drawn. An escape of a quoted value may hide any."""
    return "\\" in text or not drawn.issuperset(set(text) - _BLANK)


_BLANK: Final = frozenset("\ufeff\r\n\t")


def _check_document(document: Document, fonts: tuple[Metrics, ...], problems: Problems) -> None:
    for passage in passages(document):
        if not _UNSEEN.intersection(passage.keys):
            label = passage.keys[-1] if passage.keys else "正文"
            _check_text(document.path, label, passage.text, passage.at, fonts, problems)


def _check_text(
    path: str,
    label: str,
    text: str,
    at: Callable[[int], Position],
    fonts: tuple[Metrics, ...],
    problems: Problems,
) -> None:
    lacking = coverage.missing(set(text), fonts)
    if not lacking:
        return
    first = next(offset for offset, character in enumerate(text) if character in lacking)
    found = sorted(lacking, key=text.index)
    more = f"等 {len(found)} 个字" if len(found) > MOST_NAMED else ""
    problems.warn(
        path,
        at(first),
        "missing-glyph",
        f"“{label}”里的“{''.join(found[:MOST_NAMED])}”{more}，自带的字体里没有",
        "请核对是不是打错了、用了图形符号；确实要用，网页上会借读者电脑里的字，海报和大屏上画不出来，请告诉维护的人。",
    )
