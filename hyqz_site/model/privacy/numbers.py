"""Mobile, ID and bank card numbers: told by their groups, their beginnings and their check digits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.model.privacy.reading import HAN, NUMERALS, Found
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

MOBILE: Final = "手机号"
ID: Final = "身份证号"
BANK: Final = "银行卡号"
GAP: Final = r"\s\-_*.·•()\\`"
"""What may stand between the digits of one number; in Markdown that is also emphasis."""

_DIGITS: Final = rf"\d{HAN}"
_RUN: Final = later(rf"\d(?:[{GAP}]{{0,2}}\d){{10,}}")
_HAN_RUN: Final = later(rf"[{_DIGITS}](?:[{GAP}]{{0,2}}[{_DIGITS}]){{10,}}")
_FEWEST_HAN: Final = 3
_FEWEST_DIGITS: Final = 11
_MOST_DIGITS: Final = 19
"""A mobile number has so many digits, and a bank card number."""
_X: Final = later(rf"[{GAP}]{{0,2}}([Xx×])(?![0-9A-Za-z])")
_COUNTRY: Final = later(r"(?:0086|086|86|0)(?=1)")
_COUNTRY_BEFORE: Final = later(r"(?<!\d)(?:00|0)?86[- ]?\Z")
_MOBILE_GROUPS: Final = frozenset(
    {(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (4, 7), (3, 3, 5), (3, 5, 3), (5, 6), (6, 5), (1,) * 11}
)
_BANK_GROUPS: Final = frozenset(
    {
        (length,) * count
        for length, count in ((4, 4), *((n, 1) for n in range(16, 20)), *((1, n) for n in range(16, 20)))
    }
    | {(4, 4, 4, 4, n) for n in (1, 2, 3)}
    | {(6, 10), (6, 11), (6, 12), (6, 13), (4, 12)}
)
_BANK_HEADS: Final = later(
    r"62|9558|60|4\d{15}\Z|5[1-5]\d{14}\Z|(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}\Z|35(?:2[89]|[3-8]\d)\d{12}\Z"
)
"""UnionPay, older cards of ICBC and others, Visa, Mastercard, JCB."""
_REGIONS: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905 - a table of numbers
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SUMS: Final = ("元", "万", "亿", "美元", "块钱", "千瓦", "立方", "平方")
_LINK: Final = later(r"https?://[^\s\u3000-\u9fff)]+")


class _Group(NamedTuple):
    start: int
    digits: str
    gap: str
    """What stands between it and the group before it."""


class _Number(NamedTuple):
    """A few groups that stand together, and what surrounds them."""

    text: str
    groups: tuple[_Group, ...]
    after: str
    """What stands between them and the next group."""
    alone: bool
    """Whether there is no group before or behind them."""

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)

    @property
    def lengths(self) -> tuple[int, ...]:
        return tuple(len(group.digits) for group in self.groups)

    @property
    def gaps(self) -> list[str]:
        return [group.gap for group in self.groups[1:]]

    @property
    def before(self) -> str:
        return self.groups[0].gap or self.text[max(0, self.start - 1) : self.start]

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].start + len(self.groups[-1].digits)


def numbers(text: str) -> Iterator[Found]:
    """Mobile, ID and bank card numbers in `text`, in digits and in Chinese numerals."""
    for match in _RUN.finditer(text):
        yield from _in_run(text, match.start(), match.end())
    for match in _HAN_RUN.finditer(text):
        if sum(character in HAN for character in match.group()) >= _FEWEST_HAN:
            read = text[: match.start()] + match.group().translate(NUMERALS) + text[match.end() :]
            yield from _in_run(read, match.start(), match.end())


def _in_run(text: str, start: int, end: int) -> Iterator[Found]:
    groups = []
    last = start
    for match in re.finditer(r"\d+", text[start:end]):
        groups.append(_Group(start + match.start(), match.group(), text[last : start + match.start()]))
        last = start + match.end()
    windows = list(_windows(text, groups))
    # An ID number may hold what would be a card's or a telephone's, and a longer number a shorter one.
    windows.sort(key=lambda number: (-len(number.digits), number.start))
    for told in (_id, _card, _mobile):
        yield from filter(None, map(told, windows))


def _windows(text: str, groups: list[_Group]) -> Iterator[_Number]:
    """Neighbouring groups that could be one number by their count of digits."""
    is_long = len(groups) > _MOST_DIGITS
    for first, head in enumerate(groups):
        # Single digits are one number only where they stand alone; in a long row of them there is none.
        if is_long and len(head.digits) == 1:
            continue
        digits = 0
        for past, group in enumerate(groups[first : first + _MOST_DIGITS], start=first + 1):
            digits += len(group.digits)
            if digits > _MOST_DIGITS:
                break
            if digits >= _FEWEST_DIGITS:
                after = groups[past].gap if past < len(groups) else ""
                yield _Number(text, tuple(groups[first:past]), after, alone=first == 0 and past == len(groups))


# ID numbers


def _id(number: _Number) -> Found | None:
    """18 characters with a valid check character (GB 11643), or the 15 digits of the old form."""
    digits, end = number.digits, number.end
    cross = _X.match(number.text, end) if len(digits) == 17 else None
    if cross:
        digits, end = f"{digits}X", cross.end()
    is_new = len(digits) == 18 and digits[:2] in _REGIONS and _is_day(digits[6:14]) and _check(digits) == digits[17]
    is_old = number.lengths in {(15,), (6, 6, 3)} and digits[:2] in _REGIONS and _is_day(f"19{digits[6:12]}")
    if not (is_new or (is_old and not _is_decimal(number))):
        return None
    return Found(number.start, end, ID, digits[:2] + "*" * (len(digits) - 5) + digits[-3:])


def _check(digits: str) -> str:
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11]


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False


# Bank cards


def _card(number: _Number) -> Found | None:
    digits = number.digits
    if number.lengths not in _BANK_GROUPS or not _BANK_HEADS.match(digits) or len(set(digits)) < 3:
        return None
    if not _luhn(digits) or _is_decimal(number) or (number.lengths[0] == 1 and not number.alone):
        return None
    # The numbers in web addresses are those of articles.
    if any(link.start() <= number.start < link.end() for link in _LINK.finditer(number.text)):
        return None
    return Found(number.start, number.end, BANK, "*" * (len(digits) - 4) + digits[-4:])


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


# Mobile numbers


def _mobile(number: _Number) -> Found | None:
    """11 digits from 13 to 19 on, also behind +86 or 0, in the groups in which people write them."""
    head = number.groups[0].digits
    country = _COUNTRY.match(head) if len(number.digits) > 11 else None
    head = head[country.end() :] if country else head
    digits = head + number.digits[len(number.groups[0].digits) :]
    lengths = (len(head), *number.lengths[1:])
    if len(digits) != 11 or not re.match(r"1[3-9]", digits) or lengths not in _MOBILE_GROUPS:
        return None
    if _is_decimal(number) or not _stands_for_itself(number, lengths):
        return None
    return Found(number.start, number.end, MOBILE, f"{digits[:3]}****{digits[-4:]}")


def _stands_for_itself(number: _Number, lengths: tuple[int, ...]) -> bool:
    """Whether the groups are one number and no part of a list, a date, a book number or a sum."""
    if len(lengths) == 1:
        return not number.text.startswith(_SUMS, number.end)
    has_country = _COUNTRY_BEFORE.search(number.text, 0, number.start) is not None
    if "-" in number.gaps and (number.after == "-" or (number.before == "-" and not has_country)):
        return False
    if lengths == (3, 4, 4):
        return True
    return len(set(number.gaps)) == 1 and (
        number.alone or (lengths[0] not in {1, 4} and number.after not in number.gaps)
    )


def _is_decimal(number: _Number) -> bool:
    """Whether a point makes the digits a fraction, or a list of numbers such as an address of a computer."""
    inside = "." in number.gaps and number.lengths != (3, 4, 4)
    return inside or "." in {number.before, number.after}
