"""Words and marks that a person should look at again: warnings at their places, never mended by the generator.

What is known to go wrong in the street's own papers (domain notes §4): traditional characters, marks that do not
pair, wrong middle dots, half-width marks, `[2019]`, a numbering with a gap, a paragraph that breaks off, a weekday that
is not that of its date; and the lists of `rules.yaml`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.model.fields import WORD, Group, ListOf, Text, specs
from hyqz_site.model.folding import simplified
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.texts import passages
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.model.kinds.common import Origin
    from hyqz_site.model.singletons import Rules
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems

BOASTFUL: Final = (
    "国家级", "世界级", "全国第一", "全省第一", "全市第一", "史无前例", "绝无仅有", "举世无双", "首屈一指",
)  # fmt: skip
"""Where `rules.yaml` says nothing: claims that need a document behind them."""
MOST: Final = 20
"""So many warnings of one kind for one file; a text that is wrong throughout is no use said line by line."""

_NO_WORDS: Final = frozenset(
    {"url", "aliases", "target", "file", "qr", "captions", "archive_no"}
    | {"原文链接", "旧网址", "二维码内容", "文件", "二维码图", "字幕", "存档号"}
)
"""Fields that are addresses, files and numbers."""


class Remark(NamedTuple):
    """Something to look at in a text."""

    at: int
    message: str
    hint: str
    code: str


def check_words(site: Site, problems: Problems) -> None:
    """Note the words and marks of all records that should be looked at again."""
    listed = _listed(site.singletons.rules)

    def check(origin: Origin, found: Problems) -> None:
        _check(origin, listed, found)

    site.check_files("words", listed.pattern if listed else "", site.origins_by_path, check, problems)


def _check(origin: Origin, listed: re.Pattern[str] | None, problems: Problems) -> None:
    fields, body = origin.written
    if not (_is_worth_reading(fields, listed) or _is_worth_reading(body, listed, is_body=True)):
        return
    years, lists = _years_of(origin), _lists().get(origin.path.split("/")[1], frozenset())
    counts: dict[str, int] = {}
    for passage in passages(origin.document):
        if _NO_WORDS.intersection(passage.keys) or passage.text.isascii():
            continue
        for remark in remarks(passage.text, listed, years, is_body=not passage.keys):
            if remark.code == "half-width-mark" and passage.keys and passage.keys[-1] in lists:
                continue  # several items in one, of which the field itself says something
            counts[remark.code] = counts.get(remark.code, 0) + 1
            if counts[remark.code] > MOST:
                continue
            at = passage.at(remark.at)
            problems.warn(origin.path, at, remark.code, remark.message, remark.hint)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """What fields of each collection are called that are lists of words, of dates or of choices."""
    return {kind.collection: frozenset(_lists_of(kind.record)) for kind in KINDS}


def _lists_of(record: type) -> Iterator[str]:
    found = list(specs(record))
    found += [one for spec in found if isinstance(spec.type, Group) for one in specs(spec.type.cls)]
    for spec in found:
        item = spec.type.item if isinstance(spec.type, ListOf) else None
        if item is not None and not (isinstance(item, Text) and not 0 < item.limit <= WORD):
            yield from (spec.label, spec.key)


def remarks(
    text: str, listed: re.Pattern[str] | None = None, years: tuple[int, ...] = (), *, is_body: bool = False
) -> Iterator[Remark]:
    """What there is to look at in `text`, in its order; `years` may be meant where a date has none."""
    text = _words_of(text)
    found = [
        *_traditional(text),
        *_unpaired(text),
        *_marks(text),
        *_weekdays(text, years),
        *_gaps(text),
        *_endings(text),
        *(_watched(text, listed) if listed else ()),
        *(_literal(text) if is_body else ()),
    ]
    yield from sorted(found)


def _words_of(text: str) -> str:
    """The text with what is no word blanked out: addresses, code, the targets of links. Every place stays."""
    return _NOT_WORDS.sub(lambda match: "\ufffc" * len(match.group()), text)


_NOT_WORDS: Final = later(
    r"```.*?```|`[^`\n]*`|(?<=\])\([^()\s]*(?:\([^()\s]*\))*[^()\s]*(?:\s+\"[^\"]*\")?\)|https?://[^\s\u3000-\u9fff）]+|<[a-zA-Z/!][^<>\n]*>",
    re.DOTALL,
)


def _listed(rules: Rules) -> re.Pattern[str] | None:
    words = (*rules.words.boastful, *rules.words.sensitive) if rules.words else BOASTFUL
    ordered = sorted(filter(None, words), key=len, reverse=True)
    return later("|".join(map(re.escape, ordered))) if ordered else None


def _years_of(origin: Origin) -> tuple[int, ...]:
    """The years that a date without one may mean: that of the record and its neighbours."""
    texts = (
        getattr(place.value, "text", "")
        for name in ("date", "orig_date", "published")
        if (place := origin.places.get(name)) is not None
    )
    found = next((int(match.group()) for text in texts if (match := re.match(r"\s*(?:19|20)\d\d", text))), 0)
    return (found - 1, found, found + 1) if found else ()


# The quick look


_HAN: Final = "\u4e00-\u9fff"
_DOTS: Final = "・･•‧∙⋅●"
_OPEN: Final = "“‘「『（(【〔《〈"
_CLOSE: Final = "”’」』）)】〕》〉"
_PAIRS: Final = {**dict(zip(_CLOSE, _OPEN, strict=True)), ")": "（"}
"""A closing mark and its opening one; a bracket may be half-width at one end, which is said of it otherwise."""
_MARKS: Final = later(rf"[{_OPEN}{_CLOSE}]|\n[ \t]*\n|(?<=\n)[ \t]*(?:[-*+]|\d+[.、)])[ \t]")
_HALF_OPEN: Final = later(
    rf"[,;?!)](?<=[{_HAN}”》）].)(?=[{_HAN}“《（，。；：]|[ \t]*$)|:(?<=[{_HAN}”》）].)(?=[{_HAN}“])|\([{_HAN}]",
    re.MULTILINE,
)
_COLON_END: Final = later(rf":(?<=[{_HAN}”》）].)[ \t]*$", re.MULTILINE)
_ODD: Final = later(rf"[{_DOTS}]|[\[【(（［](?:19|20)\d\d[\]】)）］]")
_DAY_SAID: Final = later(r"[日\d][ （(，,]{0,2}(?:星期|周|礼拜)[一二三四五六日天]")
_COMMA_END: Final = later(r"[，、,](?=[ \t]*(?:\n[ \t]*\n|\s*\Z))")
_NUMBERED: Final = later(
    r"^[ \t>#*]*(?:([一二三四五六七八九十]{1,3})、|[（(]([一二三四五六七八九十]{1,3})[）)])", re.MULTILINE
)
_MAY_BE_NUMBERED: Final = later(r"\n[ \t>#*]*[（(]?[一二三四五六七八九十]{1,3}[、）)]")
_ON_ONE_LINE: Final = tuple(
    (opening, closing, later(rf"{opening}[^{closing}\n]*(?:[{opening}\n]|\Z)"))
    for opening, closing in ("“”", "‘’", "「」", "『』", "（）", "【】", "〔〕", "《》", "〈〉")
)
_HALF_PAIR: Final = later(r"\([^)\n]*[(\n]")


def _is_worth_reading(text: str, listed: re.Pattern[str] | None, *, is_body: bool = False) -> bool:
    """Whether anything in a file's text may be remarkable; told at full speed, for all texts of all records."""
    return bool(
        _HALF_OPEN.search(text)
        or (is_body and (_COLON_END.search(text) or _LITERAL.search(text)))
        or _ODD.search(text)
        or _COMMA_END.search(text)
        or _traditional_ones().search(text)
        or (listed and listed.search(text))
        or _DAY_SAID.search(text)
        or (_MAY_BE_NUMBERED.search(text) and _NUMBERED.search(text))
        or not _is_paired(text)
    )


def _is_paired(text: str) -> bool:
    """Whether every mark has its other half on its own line; anything else is looked at closely."""
    for opening, closing, left_open in _ON_ONE_LINE:
        count = text.count(opening)
        if count != text.count(closing) or (count and left_open.search(text)):
            return False
    return text.count("(") == text.count(")") and not _HALF_PAIR.search(text)


# What is looked at


@cache
def _traditional_ones() -> re.Pattern[str]:
    return re.compile(f"[{''.join(simplified())}]+")


_QUOTES: Final = frozenset("“‘「")
_UNQUOTES: Final = frozenset("”’」")


def _traditional(text: str) -> Iterator[Remark]:
    for match in _traditional_ones().finditer(text):
        if text[match.start() - 1 : match.start()] in _QUOTES and text[match.end() : match.end() + 1] in _UNQUOTES:
            continue  # spoken of, not used: “級”改作“级”
        plain = "".join(simplified()[character] for character in match.group())
        yield Remark(
            match.start(), f"“{match.group()}”是繁体字", f"请核对，规范字是：{plain}", code="traditional-character"
        )


def _unpaired(text: str) -> Iterator[Remark]:
    """Marks without their other half, paragraph by paragraph."""
    open_: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if len(mark) > 1 or mark.isspace():
            yield from _left_open(text, open_, match.end())
            open_ = []
        elif _is_apostrophe(text, at) or _is_list_number(text, at):
            continue
        elif mark in _OPEN:
            open_.append(("（" if mark == "(" else mark, at))
        elif open_ and open_[-1][0] == _PAIRS[mark]:
            open_.pop()
        elif any(kind == _PAIRS[mark] for kind, _ in open_):
            while open_[-1][0] != _PAIRS[mark]:
                yield _unclosed(*open_.pop())
            open_.pop()
        else:
            message = f"{mark} 多出来了，前面没有和它配对的 {_PAIRS[mark]}"
            yield Remark(at, message, "请检查这里的引号或括号是不是成对。", code="unbalanced-mark")
    yield from _left_open(text, open_, len(text))


def _left_open(text: str, open_: list[tuple[str, int]], after: int) -> Iterator[Remark]:
    # A quotation of several paragraphs opens each of them and closes the last.
    goes_on = text[after : after + 1] in {"“", "‘", "「"}
    for mark, at in open_:
        if not (goes_on and mark in "“‘「"):
            yield _unclosed(mark, at)


def _unclosed(mark: str, at: int) -> Remark:
    return Remark(at, f"{mark} 没有配对的另一半", "请检查这里的引号或括号是不是成对。", code="unbalanced-mark")


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] in "‘’" and text[at - 1 : at].isascii() and text[at - 1 : at].isalnum()


def _is_list_number(text: str, at: int) -> bool:
    """Whether the bracket closes the number of a list item, as in `1)` and `一）`."""
    head = text[text.rfind("\n", 0, at) + 1 : at]
    return text[at] in "）)" and re.fullmatch(r"[\s>*#]*[\da-zA-Z一二三四五六七八九十]{1,3}", head) is not None


_HALF: Final = later(
    rf"(?<=[{_HAN}”》）])[,;:?!](?=[{_HAN}“《（]|[ \t]*$)"
    rf"|(?<=[{_HAN}”》])\((?=[{_HAN}])|(?<=[{_HAN}])\)(?=[{_HAN}，。；：]|[ \t]*$)"
    rf"|(?:(?<=\A)|(?<=\n)|(?<=# ))\((?=[{_HAN}])",
    re.MULTILINE,
)
_FULL: Final = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_DOT: Final = later(rf"(?<=[{_HAN}”》])[{_DOTS}](?=[{_HAN}“《])")
_YEAR: Final = later(rf"(?<=[{_HAN}])[\[【(（［]((?:19|20)\d\d)[\]】)）］](?=\s?第?\s?\d{{1,4}}\s?号)")


def _marks(text: str) -> Iterator[Remark]:
    for match in _YEAR.finditer(text):
        message = f"文号里的年份用了“{match.group()[0]}{match.group()[-1]}”"
        yield Remark(match.start(), message, f"文号的年份用六角括号：〔{match.group(1)}〕", code="wrong-mark")
    for match in _DOT.finditer(text):
        yield Remark(match.start(), f"间隔号写成了“{match.group()}”", "间隔号是：·", code="wrong-mark")
    lines: dict[int, list[re.Match[str]]] = {}
    for match in _HALF.finditer(text):
        lines.setdefault(text.count("\n", 0, match.start()), []).append(match)
    for found in lines.values():
        mark = found[0].group()
        more = f"，这一行共有 {len(found)} 处" if len(found) > 1 else ""
        yield Remark(
            found[0].start(), f"汉字之间用了半角的“{mark}”{more}", f"请改成全角：{_FULL[mark]}", code="half-width-mark"
        )


_LITERAL: Final = later(
    r"^[ \t]*#([^#\s][^#\n]*)$|(?:!|(?:^|(?<=[ \t>　]))！)\[[^\[\]\n]*\][ \t\u3000]*（", re.MULTILINE
)
"""What Markdown prints as it is written, and may not have been meant so."""


def _literal(text: str) -> Iterator[Remark]:
    for match in _LITERAL.finditer(text):
        at = match.end() - len(match.group().lstrip())
        words = match[1].strip() if match[1] else ""
        if words:
            hint = f"小标题请写成：## {words}；话题请两头都加 #：#{words.split()[0]}#；就要这样印，请用全角的 ＃。"
            yield Remark(at, "行首的“#”后面没有空格，会照原样印出来", hint, code="wrong-mark")
        else:
            hint = "请写成：![图上是谁、在做什么](文件名.jpg)，感叹号和括号都是半角，中间没有空格。"
            yield Remark(at, "图片的括号是全角的，会照原样印出来", hint, code="wrong-mark")


_WEEKDAY: Final = later(
    r"(?:(\d{4})年|(\d{4})[-./])?(?<!\d)(\d{1,2})(?:月|[-./])(\d{1,2})日?[ （(，,]{0,2}"
    r"(?:星期|周|礼拜)([一二三四五六日天])(?![一二三四五六日天至到])"
)
_WEEKDAYS: Final = "一二三四五六日"


def _weekdays(text: str, years: tuple[int, ...]) -> Iterator[Remark]:
    for match in _WEEKDAY.finditer(text):
        full, short, month, day, said = match.groups()
        written = full or short
        if written is None and "月" not in match.group():
            continue
        meant = _WEEKDAYS.index(said.replace("天", "日"))
        days = [
            found for year in ((int(written),) if written else years) if (found := _day(year, int(month), int(day)))
        ]
        if days and all(found.weekday() != meant for found in days):
            right = days[len(days) // 2]
            message = f"{right.year}年{right.month}月{right.day}日是星期{_WEEKDAYS[right.weekday()]}，不是星期{said}"
            yield Remark(match.start(), message, "请核对日期和星期。", code="wrong-weekday")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_NUMERALS: Final = "一二三四五六七八九十"


def _gaps(text: str) -> Iterator[Remark]:
    """Numbers of headings and paragraphs, 一、 and （一）, that do not follow one another."""
    last = {"、": 0, "（": 0}
    for match in _NUMBERED.finditer(text):
        level = "、" if match.group(1) else "（"
        numeral = match.group(1) or match.group(2)
        number, before = _number(numeral), last[level]
        if level == "、":
            last["（"] = 0
        last[level] = number
        if before and number not in {1, before + 1}:
            shown = [
                f"{one}、" if level == "、" else f"（{one}）"
                for one in (_numeral(before), numeral, _numeral(before + 1))
            ]
            message = f"序号“{shown[0]}”后面是“{shown[1]}”"
            yield Remark(
                match.start(match.lastindex or 0),
                message,
                f"应是“{shown[2]}”，请核对是不是漏了一节。",
                code="numbering-gap",
            )


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = _NUMERALS.find(ones) + 1 if ones else 0
    return value + ((_NUMERALS.find(tens) + 1 if tens else 1) * 10 if ten else 0)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def _endings(text: str) -> Iterator[Remark]:
    for match in _COMMA_END.finditer(text):
        if re.search(rf"[{_HAN}”》）]\Z", text[max(0, match.start() - 1) : match.start()]):
            message = f"这一段以“{match.group()}”结束，话好像没有说完"
            yield Remark(match.start(), message, "请补全，或改成句号。", code="cut-sentence")


def _watched(text: str, listed: re.Pattern[str]) -> Iterator[Remark]:
    for match in listed.finditer(text):
        yield Remark(
            match.start(),
            f"“{match.group()}”需要再看一遍",
            "请核对依据；要改词表，写在 content/rules.yaml 的“用语”里。",
            code="watched-word",
        )
