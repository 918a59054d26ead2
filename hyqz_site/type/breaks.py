"""Where a line of Chinese text may end.

The rules of 标点符号用法 (GB/T 15834) on top of those by which Chromium breaks `lang="zh"` text under
`line-break: strict`; where these two differ, `is_forbidden_in_chinese` and `is_allowed_in_chinese` say so.
"""

import unicodedata
from typing import Final

NEVER_FIRST: Final = frozenset(
    "、。，．：；！？）】》〉」』〕｝］〗｠｣､｡"  # full-width marks
    ",.:;!?)]}/|-‐–"  # Latin ones
    "％‰%℃℉°′″"  # what follows a number
    "々〃〜・ー‼⁇⁈⁉‥…\u3000"
)
"""No line starts with one of these, in our rules and in the browser's."""

NEVER_FIRST_IN_CHINESE: Final = frozenset("·～")
"""Nor with one of these; a browser would."""

PREFIXES: Final = frozenset("￥¥$£€№+±−")
NEVER_LAST: Final = frozenset("（【《〈「『〔｛［〖｟｢([{") | PREFIXES
"""No line ends with one of these."""

OPENING_QUOTES: Final = frozenset("“‘")
CLOSING_QUOTES: Final = frozenset("”’")
PLAIN_QUOTES: Final = frozenset("\"'")
QUOTES: Final = OPENING_QUOTES | CLOSING_QUOTES | PLAIN_QUOTES
LATIN_BRACKETS: Final = frozenset("([{")
UNITS: Final = frozenset("％‰%℃℉°′″")
BREAKS_AFTER: Final = frozenset("—–-‐…‥?")
NUMERALS: Final = frozenset("〇零一二三四五六七八九十百千万亿两几")
GLUE: Final = frozenset("\u00a0\u202f\u2060\ufeff")


def breaks(text: str) -> tuple[bool, ...]:
    """For every character: whether a line may end before it. Never before the first."""
    return tuple(index > 0 and may_break(text, index) for index in range(len(text)))


def may_break(text: str, index: int) -> bool:
    """Whether a line may end before the character at `index`, which is not the first."""
    before, after = text[index - 1], text[index]
    if "\n" in (before, after):
        return before == "\n"
    if after == " " or {before, after} & GLUE:
        return False
    if before == " ":
        left = text[:index].rstrip(" ")
        may_be_first = after not in NEVER_FIRST and after not in NEVER_FIRST_IN_CHINESE
        return may_be_first and not left.endswith(tuple(NEVER_LAST))
    return is_allowed_in_chinese(text, index) or (
        not is_forbidden_in_chinese(before, after) and _browser_breaks(text, index)
    )


def is_allowed_in_chinese(text: str, index: int) -> bool:
    """What the browser forbids and we do not: to start a line with the Latin after a Chinese quotation (“雁阵”|APP)."""
    return text[index - 1] in CLOSING_QUOTES and is_wide(text[index - 2 : index - 1]) and _is_latin(text[index])


def is_forbidden_in_chinese(before: str, after: str) -> bool:
    """What the browser allows and we do not: to start a line with a link mark, to cut a date or a number."""
    return (
        after in NEVER_FIRST_IN_CHINESE
        or (before in NUMERALS and after in NUMERALS)
        or (before.isdecimal() and after in "百千万亿")
        or (before == "-" and after.isdecimal())
        or (before.isdecimal() and after in "年月日")
        or (before == "月" and after.isdecimal())
        or (before == "周" and after in "一二三四五六日")
        or (before == "至" and after == "周")
        or (_is_full_width_word(before) and _is_full_width_word(after))
    )


def _browser_breaks(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if after in NEVER_FIRST or before in NEVER_LAST or _is_mark(after) or before == after == "—":
        return False
    if {before, after} & QUOTES:
        return _breaks_at_quote(text, index)
    if after in LATIN_BRACKETS:
        return is_wide(before) or (unicodedata.category(before).startswith("P") and before != "·")
    if before in UNITS:
        return is_wide(after)
    if after in PREFIXES and not is_wide(before):
        return before in BREAKS_AFTER
    return is_wide(before) or is_wide(after) or before in BREAKS_AFTER or after == "—"


def _breaks_at_quote(text: str, index: int) -> bool:
    """Quotation marks serve Latin too: only between Chinese characters is it plain which side they belong to."""
    before, after = text[index - 1], text[index]
    if before in OPENING_QUOTES | PLAIN_QUOTES or after in CLOSING_QUOTES | PLAIN_QUOTES:
        return False
    if after in OPENING_QUOTES:
        return before not in CLOSING_QUOTES and is_wide(before) and is_wide(text[index + 1 : index + 2])
    return is_wide(after) and is_wide(text[index - 2 : index - 1])


def is_wide(character: str) -> bool:
    """Whether it fills a Chinese square; "" does not."""
    return character != "" and unicodedata.east_asian_width(character) in "WFH"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_full_width_word(character: str) -> bool:
    return "０" <= character <= "ｚ" and character.isalnum()


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"} and character != "\u200b"
