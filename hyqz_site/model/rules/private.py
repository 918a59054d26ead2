"""Private data in texts that could go out: `private-data` (PIPL; masking by the norm, domain notes §3.3).

Messages show the masked form only: they end up in logs too.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from hyqz_site.images.mp4 import Trace
from hyqz_site.lean import dataclass
from hyqz_site.model import gates
from hyqz_site.model.privacy import numbers, words
from hyqz_site.model.privacy.reading import HAN, NARROW, Found, readings
from hyqz_site.model.texts import passages
from hyqz_site.patterns import later
from hyqz_site.problem import WHOLE_FILE, Position, Severity
from hyqz_site.source.decoding import place_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from hyqz_site.model.kinds.common import Origin
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import Moment
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems
    from hyqz_site.source.document import Document

UNSHOWN: Final = frozenset({"archive_no", "存档号", "withdraw_reason", "撤下原因", "allow", "可公开电话"})
"""Fields that never go out, and the list of what may."""
_DETECTORS: Final[tuple[Callable[[str], Iterator[Found]], ...]] = (
    numbers.numbers,
    words.mails,
    words.accounts,
    words.plates,
    words.homes,
)
_COUNTRY: Final = later(r"\A(?:0086|086|86|0)(?=1[3-9]\d{9}\Z)")
_SHORTEST: Final = 5
"""Digits of the shortest number that an entry of the allow-list can be: hotlines have five."""


def check_private(site: Site, captions: Mapping[str, str], problems: Problems) -> None:
    """Note what is private in all records, the names of their files, the settings, the roster and films' captions."""
    allowed = Allowed.of(site.singletons.settings.allow)

    def check(origin: Origin, found: Problems) -> None:
        _check_origin(origin, allowed, found)

    site.check_files("private", repr(site.singletons.settings.allow), site.origins_by_path, check, problems)
    for document in site.singletons.documents:
        if _is_worth_reading(*document.written):
            _check_document(document, allowed, Severity.ERROR, problems)
    for path, text in captions.items():
        _check_text(path, text, partial(place_in, text), allowed, Severity.ERROR, problems)


def _check_origin(origin: Origin, allowed: Allowed, problems: Problems) -> None:
    severity = Severity.WARNING if origin.stays_inside else Severity.ERROR
    if _is_worth_reading(*origin.written):
        _check_document(origin.document, allowed, severity, problems)
    _check_text(origin.path, origin.path, lambda _: WHOLE_FILE, allowed, severity, problems)


def film_words(site: Site, moment: Moment) -> Callable[[str], bool]:
    """Says whether a text that a film carries may not go out: it holds private data, or a name that stands nowhere."""
    allowed = Allowed.of(site.singletons.settings.allow)
    masks = gates.masks(site, moment)
    return lambda text: bool(find(text, allowed)) or any(mask.names_in(text) for mask in masks)


def check_films(site: Site, library: Library, told: Mapping[str, tuple[Trace, ...]], problems: Problems) -> None:
    """Note films that give away a place, an owner, a track or words; `told` is what each file tells, by its path."""
    for origin in site.origins:
        for _, media in origin.media:
            traces = told.get(library.find(origin.path, media.path) or "", ())
            if traces:
                problems.add(
                    origin.path,
                    media.at,
                    "private-data",
                    f"影片“{media.path}”里带着{'、'.join(traces)}",
                    f"请运行 hyqz fix 去掉，画面和声音不变；去不掉的，{export_again(traces)}",
                    severity=Severity.WARNING if origin.stays_inside else Severity.ERROR,
                )


def export_again(traces: Collection[Trace]) -> str:
    """How to make a film anew that tells none of `traces`."""
    words = "，标题、作者、说明空着，不带字幕轨" if Trace.WORDS in traces else ""
    return f"用剪辑软件重新导出一次，导出时关闭位置信息{words}。"


def _is_worth_reading(fields: str, body: str) -> bool:
    """Whether anything in a file may be private. An escape of a quoted value may hide anything."""
    return _is_suspect(fields) or _is_suspect(body) or "\\" in fields


def _check_document(document: Document, allowed: Allowed, severity: Severity, problems: Problems) -> None:
    for passage in passages(document):
        if not UNSHOWN.intersection(passage.keys):
            _check_text(document.path, passage.text, passage.at, allowed, severity, problems)


def _check_text(
    path: str,
    text: str,
    at: Callable[[int], Position],
    allowed: Allowed,
    severity: Severity,
    problems: Problems,
) -> None:
    for found in find(text, allowed):
        shown = f"：{found.masked}" if found.masked else ""
        problems.add(
            path, at(found.start), "private-data", f"这里有{found.what}{shown}", _hint(found), severity=severity
        )


def _hint(found: Found) -> str:
    if found.what == words.HOME:
        return "住址只写到街道或社区；如果是对外的办公地点，请写进 content/site.yaml 的“可公开电话”。"
    how = f"请删去，或写成：{found.masked}"
    if found.what in {numbers.ID, numbers.BANK, words.PLATE}:
        return how
    return f"{how}；如果是对外的办公联系方式，请写进 content/site.yaml 的“可公开电话”。"


_DIGITS: Final = rf"\d{HAN}"
_GAP: Final = rf"{numbers.GAP}（）\u2010-\u2015－—\u2212．＿＊　"
_LATIN: Final = "A-Za-zＡ-Ｚａ-ｚ"
_UNIT_WORDS: Final = ("栋", "幢", "单元", "号楼", "号院", "室", "房", "座")
_UNITS: Final = f"(?:{'|'.join(_UNIT_WORDS)})"
_SIGNS: Final = (
    ("", later(rf"\d(?:(?:[{_GAP}]{{0,2}}[{_DIGITS}]){{10}}|[ 　]?[{_LATIN}]?[ 　]?{_UNITS})")),
    ("", later(rf"[{HAN}][{_GAP}{_DIGITS}](?:[{_GAP}]{{0,2}}[{_DIGITS}]){{9}}")),
    *((unit[0], later(rf"[{HAN}十百甲乙丙丁{_LATIN}][ 　]?{unit}")) for unit in _UNIT_WORDS),
    ("", later(rf"[{words.PROVINCES}][ 　]?[{_LATIN}][^\n]{{0,4}}[{_LATIN}\d]")),
    ("", later(r"[wWｗＷvVｖＶqQｑＱ](?:[xXｘＸqQｑＱ信]| ?[xX]|eixin|EIXIN|e ?[Cc]hat)")),
    *((mark, later(re.escape(mark))) for mark in ("@", "＠", "[at]", "(at)", "扣扣")),
    ("信", later(rf"[微薇威][ ]?信[^\n]{{0,16}}[{_LATIN}\d]")),
    *(
        (
            word[-1],
            later(rf"{word}[^\n，。；！？|]{{0,30}}(?:[\d{HAN}十百{_LATIN}甲乙丙丁][ 　]?(?:{_UNITS}|号)|\d-\d)"),
        )
        for word in ("住", "住址", "户籍", "家庭地址", "门牌")
    ),
    ("&", later(r"&(?:#|[a-z])")),
    ("<", later(r"<[a-zA-Z/]")),
)
"""What a text has that is worth a closer look: a character that it must hold, sought first, and how it goes on."""


def _is_suspect(text: str) -> bool:
    return any(sign in text and pattern.search(text) for sign, pattern in _SIGNS)


def find(text: str, allowed: Allowed | None = None) -> list[Found]:
    """Everything private in `text`, in its order, without what is allowed."""
    if not _is_suspect(text):
        return []
    found: list[Found] = []
    for plain, places in readings(text):
        for detector in _DETECTORS:
            for one in detector(plain):
                if allowed and allowed.lets_pass(plain[one.start : one.end]):
                    continue
                placed = one._replace(start=places[one.start], end=places[one.end - 1] + 1)
                if not any(placed.start < other.end and other.start < placed.end for other in found):
                    found.append(placed)
    return _joined(sorted(found))


def _joined(found: list[Found]) -> list[Found]:
    """The findings in order, an address in two pieces as one."""
    joined: list[Found] = []
    for one in found:
        if joined and one.what == joined[-1].what == words.HOME and one.start <= joined[-1].end + 1:
            joined[-1] = joined[-1]._replace(end=one.end)
        else:
            joined.append(one)
    return joined


@dataclass(frozen=True, slots=True)
class Allowed:
    """可公开电话: office numbers and contact points that may stand in texts."""

    numbers: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """The entries, whatever they are spaced or hyphenated with."""
        plain = tuple(filter(None, map(_squeezed, entries)))
        digits = {_COUNTRY.sub("", re.sub(r"\D", "", entry)) for entry in plain}
        return cls(frozenset(number for number in digits if len(number) >= _SHORTEST), plain)

    def lets_pass(self, text: str) -> bool:
        """Whether the text is one of the entries, or a part of one."""
        plain = _squeezed(text)
        digits = _COUNTRY.sub("", re.sub(r"\D", "", plain))
        return digits in self.numbers or any(plain in entry for entry in self.words)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-()*_.·,，]", "", text.translate(NARROW)).lower()
