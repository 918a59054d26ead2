"""Numbers of the content model: counts, sums and shares, sizes of things, and points in pictures (content model §2)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.context import narrow, scalar
from hyqz_site.model.values import Size
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from hyqz_site.model.context import Context
    from hyqz_site.source.nodes import Node

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,9})?\Z")
_UNIT: Final = "(?:[十百万亿]|千(?![克米瓦卡]))"
"""千克 and the like are no part of the number."""
_PART: Final = later(rf"([\d,.]+)\s*({_UNIT}{{1,4}}|[wk](?![a-z]))", re.IGNORECASE)
"""Of a number such as `1万2千` or `1.5w`."""
_SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "k": 1000}
_LARGE_UNITS: Final = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
_MORE_OF_IT: Final = later(rf"{_UNIT}|[\d零一二三四五六七八九两半]")


@dataclass(frozen=True, slots=True)
class Number:
    """`number`: full-width digits and thousands separators are read; `万` forms are refused with a hint.

    Counts and sums are not negative (content model §2).
    """

    whole: bool = False
    low: int = 0
    high: int | None = None
    above: bool = False
    """Whether it is more than `low`."""
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        name = "整数" if self.whole else "数字"
        if self.above:
            return f"大于 {self.low} 的{name}"
        return f"{self.low} 到 {self.high} 的{name}" if self.high is not None else name

    def read(self, node: Node, context: Context) -> Decimal | int | None:
        """An `int` where whole numbers are asked for, else a `Decimal`."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        plain = narrow(text).replace("，", ",")
        has_signs = any(unicodedata.category(character) == "No" for character in text)  # ² and ① are no digits
        if has_signs or not _NUMBER.match(plain) or (self.whole and "." in plain):
            context.wrong(node, self.words, self._mended(plain))
            return None
        value = Decimal(plain.replace(",", ""))
        if not self._allows(value):
            allowed = self.words if self.above or self.high is not None else f"不小于 {self.low} 的数"
            context.wrong(node, allowed, "数量不能是负数。" if value < 0 else "")
            return None
        return int(value) if self.whole else value

    def _allows(self, value: Decimal) -> bool:
        is_low = value < self.low or (self.above and value == self.low)
        return not is_low and (self.high is None or value <= self.high)

    def _mended(self, plain: str) -> str:
        """What to write instead: the same number, or nothing that only looks like it."""
        if re.match(r"[-\u2212\u2013\u2014负] ?\.?\d", plain):
            return "数量不能是负数。"
        if parts := _parts(plain):
            value = _sum_of(parts)
            return self._say("请写成完整的数字", value) if value is not None else "请写成完整的数字，例如 12000。"
        digits = [one.rstrip(".,") for one in re.findall(r"\.?\d[\d,.]*", plain)]
        value = _value_of(digits[0]) if len(digits) == 1 else None
        if value is not None:
            is_bare = re.fullmatch(r"[\d,.]+", plain)
            return self._say("请写成" if is_bare else "只写数字，不写单位", value)
        if digits:
            return "请只写一个数字，不写单位。"
        if self.high is not None and self.high < len(_DIGITS):
            said = _COUNTED.fullmatch(plain)
            count = len(plain) if set(plain) == {"★"} else _DIGITS.index(said.group(1)) if said else -1
            return f"请只写数字：{count}" if self.low <= count <= self.high else f"请只写{self.words}。"
        return "请只写数字，例如 36。"

    def _say(self, how: str, value: Decimal) -> str:
        """How to write the value, where it can be one of the field."""
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        if self.whole and "." in text:
            return f"{text} 不是整数，请只写{self.words}。"
        return f"{how}：{text}" if self._allows(value) else f"请只写{self.words}。"


def _parts(text: str) -> list[tuple[str, str]]:
    """The numbers with 万 or the like behind them, as 1万2千 has two, each with its units; what follows is one more."""
    found: list[tuple[str, str]] = []
    first = re.search(r"[\d.]", text)
    at = first.start() if first else len(text)
    while match := _PART.match(text, at):
        found.append((match[1], match[2].lower()))
        at = match.end()
    if found and _MORE_OF_IT.search(text, at):
        found.append(("", ""))
    return found


def _sum_of(parts: list[tuple[str, str]]) -> Decimal | None:
    """The sum of `_parts`, as they are read aloud: of 1千5百万 both are counted in 万."""
    total = section = Decimal(0)
    for number, units in parts:
        value = _value_of(number)
        if value is None:
            return None
        for unit in units:
            value *= _SMALL_UNITS.get(unit, 1)
        section += value
        for unit in units:
            section *= _LARGE_UNITS.get(unit, 1)
        if not _SMALL_UNITS.keys() >= set(units):
            total, section = total + section, Decimal(0)
    return total + section


def _value_of(digits: str) -> Decimal | None:
    """The value of digits, which may begin with their point; None where they are no number."""
    whole = f"0{digits}" if digits.startswith(".") else digits
    return Decimal(whole.replace(",", "")) if _NUMBER.match(whole) else None


_DIGITS: Final = "零一二三四五六七八九"
_COUNTED: Final = later(rf"([{_DIGITS}])[星级颗]*")


def Int(low: int = 0, high: int | None = None) -> Number:  # noqa: N802 - reads as a type in the tables of fields
    """`int`: a `Number` without decimals."""
    return Number(whole=True, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share such as `73%`."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "百分数，例如 73%"

    def read(self, node: Node, context: Context) -> Decimal | None:
        """The number before the per cent sign, 0 to 100."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        match = re.match(r"(\d+(?:\.\d+)?)\s*%\Z", narrow(text))
        value = Decimal(match.group(1)) if match else None
        if value is None or value > 100:
            share = re.fullmatch(r"0?\.\d{1,3}", narrow(text))
            hint = f"请写成：{(Decimal(narrow(text)) * 100).normalize():f}%" if share else ""
            context.wrong(node, self.words, hint)
            return None
        return value


@dataclass(frozen=True, slots=True)
class Dimensions:
    """`1200x900`: width by height, with or without the unit."""

    unit: str
    low: Size = Size(1, 1)
    high: Size = Size(100_000, 100_000)
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        return f"宽x高，例如 {'1920x1080' if self.unit == 'px' else '1200x900'}"

    def read(self, node: Node, context: Context) -> Size | None:
        """The size, within the limits."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        match = re.match(rf"(\d{{1,9}})\s*[x×*]\s*(\d{{1,9}})\s*(?:{self.unit}|毫米|像素)?\Z", narrow(text).lower())
        if not match:
            context.wrong(node, self.words)
            return None
        size = Size(int(match.group(1)), int(match.group(2)))
        if not (self.low.width <= size.width <= self.high.width and self.low.height <= size.height <= self.high.height):
            context.wrong(node, f"{self.low} 到 {self.high} 之间的尺寸")
            return None
        return size


@dataclass(frozen=True, slots=True)
class Focus:
    """`x% y%`: the point of a picture that every crop keeps; from the left and from the top."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "焦点位置，例如 50% 30%（从左、从上）"

    def read(self, node: Node, context: Context) -> tuple[float, float] | None:
        """The point, each part from 0 to 1."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        match = re.match(r"(\d{1,3}(?:\.\d+)?)%[\s,]+(\d{1,3}(?:\.\d+)?)%\Z", narrow(text))
        point = (float(match.group(1)) / 100, float(match.group(2)) / 100) if match else None
        if point is None or max(point) > 1:
            context.wrong(node, self.words)
            return None
        return point
