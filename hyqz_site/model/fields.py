"""The types of the content model: a node in, a value out, or a problem at the node's place (content model §2).

Wide input, strict output: full-width digits, four ways to write a date and both key languages are read; whatever is
read comes out in one form. A type never raises and never guesses: where it cannot read a value it notes a problem
that says what was found, what was expected and how to mend it, and gives None.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol
from urllib.parse import unquote, urlsplit

from hyqz_site.lean import dataclass
from hyqz_site.model.naming import RESERVED, did_you_mean, nearest
from hyqz_site.patterns import later
from hyqz_site.problem import Position, Severity
from hyqz_site.source import brackets
from hyqz_site.source.nodes import Absent, Broken, Entry, Mapping, Node, Scalar, Sequence, report_repeat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Mapping as AbstractMapping

    from hyqz_site.problem import Problems
    from hyqz_site.source.nodes import Tree


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another record, by kind and id; `at` is where it stands in the file."""

    kind: str
    """Name of the kind; empty where the text names no kind that exists."""
    id: str
    at: Position = dataclasses.field(default=Position(1, 1), compare=False)
    text: str = dataclasses.field(default="", compare=False)
    """What the editor wrote."""
    many_lines: bool = dataclasses.field(default=False, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id, under which the record is filed."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Media:
    """A path to a media file, as the editor wrote it (`/` between its parts)."""

    path: str
    at: Position = dataclasses.field(default=Position(1, 1), compare=False)


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height: millimetres for panels, pixels for screens."""

    width: int
    height: int

    def __str__(self) -> str:
        """As an editor writes it: `1200x900`."""
        return f"{self.width}x{self.height}"


# The machinery: what a field is, and the context in which one is read


def parts(cls: type) -> tuple[str, ...]:
    """The names of the fields that a class of records, or of a group in one, is made of; none of any other class."""
    found = _PARTS.get(cls)
    if found is None:
        fields = dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ()
        found = _PARTS[cls] = tuple(field.name for field in fields if field.metadata)
    return found


_PARTS: Final[dict[type, tuple[str, ...]]] = {}
"""Asked for every value of every record."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: its key, and its value as a node."""

    key: Position
    value: Node


@dataclass(frozen=True, slots=True)
class Trail:
    """What was met while the fields of a file were read, whether or not their record could be made."""

    places: dict[str, Place] = dataclasses.field(default_factory=dict)
    """Every field by its dotted name, as `consent.until` or `photos.0.alt`."""
    refs: list[Ref] = dataclasses.field(default_factory=list)
    media: list[tuple[str, Media]] = dataclasses.field(default_factory=list)
    """Every media file that is named, with the dotted name of its field."""


@dataclass(slots=True)
class Context:
    """What a type needs besides the node: where problems go and what to call the field in them."""

    path: str
    problems: Problems
    first_line: Position
    """Where a missing top-level field is reported."""
    trail: Trail
    kind_names: dict[str, str]
    """Which words name which kind in a reference: `{"volunteers": "volunteer", "志愿者": "volunteer", ...}`."""
    label: str = ""
    prefix: str = ""
    key: Position | None = None
    item: int = 0
    """Which item of a list is being read, from 1; 0 outside lists."""
    is_single: bool = True
    """Whether the field has one value and no list."""
    is_in_dashes: bool = False
    """Whether the value is an item that begins with a dash."""
    is_in_brackets: bool = False
    """Whether it is an item of a list in brackets."""
    beside: tuple[str, ...] = ()
    """All items of the list, the value among them."""
    tree: Tree | None = None
    """Of the file: what is missing may stand in a comment."""
    for_rules: bool = False
    """Whether a group that lacks something is read as well: no record is made of it, but rules see what it says."""

    def add(self, at: Position, code: str, message: str, hint: str = "") -> None:
        """Note an error of the field being read."""
        self.problems.add(self.path, at, code, message, hint, severity=Severity.ERROR)

    def wrong(self, node: Node, expected: str, hint: str = "") -> None:
        """Note that the value is not of its type."""
        self.add(node.at, "wrong-type", f"“{self.label}”应是{expected}，现在是{shown(node)}", hint)

    def as_items(self, parts: Iterable[str]) -> str:
        """How to write as several items what stands there as one, for a hint; those beside it are not lost."""
        if self.is_in_dashes:
            return f"请分成几行，每行以“- ”开头：{'、'.join(f'“- {part}”' for part in parts if part)}"
        index = max(self.item - 1, 0)
        return as_list([*self.beside[:index], *parts, *self.beside[index + 1 :]])

    def inside(self, label: str, name: str, key: Position) -> Context:
        """The context of the field `label` within the present one."""
        prefix = f"{self.prefix}.{name}" if self.prefix else name
        return Context(
            self.path,
            self.problems,
            self.first_line,
            self.trail,
            self.kind_names,
            label,
            prefix,
            key,
            tree=self.tree,
            for_rules=self.for_rules,
        )


class FieldType(Protocol):
    """How one type of the content model reads a node."""

    @property
    def absent(self) -> Any:  # noqa: ANN401 - the value's type is the field's own
        """The value of an absent field."""

    @property
    def words(self) -> str:
        """What to write, in Chinese, for documents and templates of records."""

    def read(self, node: Node, context: Context) -> Any:  # noqa: ANN401 - the value's type is the field's own
        """The value, or None with a problem noted."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A field of a record: both its names, its type and whether it must be there."""

    attribute: str
    key: str
    label: str
    type: FieldType
    required: bool
    when: str
    """In which case it must be there, though it is not required in every one."""

    @property
    def item(self) -> FieldType:
        """Its type; of a list, that of its items."""
        return self.type.item if isinstance(self.type, ListOf) else self.type


def field(label: str, type_: FieldType, *, required: bool = False, when: str = "", key: str = "") -> Any:  # noqa: ANN401 - like dataclasses.field
    """A dataclass field that the decoder fills.

    `label` is its Chinese name, `key` its English one where that is not the attribute's name. `when` says in Chinese in
    which case it is required; the rule itself stands with its kind.
    """
    metadata = {"label": label, "type": type_, "required": required, "when": when, "key": key}
    return dataclasses.field(default=type_.absent, metadata=metadata)


@cache
def specs(cls: type) -> tuple[Spec, ...]:
    """The fields of a record or group, in the order of its class."""
    return tuple(
        Spec(
            item.name,
            item.metadata["key"] or item.name,
            item.metadata["label"],
            item.metadata["type"],
            item.metadata["required"],
            item.metadata["when"],
        )
        for item in dataclasses.fields(cls)
        if "label" in item.metadata
    )


def spec_of(cls: type, attribute: str) -> Spec:
    """The field of a record or group that its class calls `attribute`."""
    return next(spec for spec in specs(cls) if spec.attribute == attribute)


@cache
def _by_key(cls: type) -> dict[str, Spec]:
    return {name: spec for spec in specs(cls) for name in (spec.key, spec.label)}


def read_fields(cls: type, mapping: Mapping, context: Context) -> tuple[dict[str, Any], bool]:
    """Read every entry of `mapping` by the fields of `cls`.

    Gives the values by attribute, and whether every required field is there and could be read. Unknown keys, the
    same field under both of its names, and missing fields are noted.
    """
    known = _by_key(cls)
    values: dict[str, Any] = {}
    seen: dict[str, Entry] = {}
    for entry in mapping.entries:
        name = entry.key.text
        spec = known.get(name) or known.get(unicodedata.normalize("NFKC", name).strip().lower())
        if spec is None:
            _report_unknown(name, entry.key, entry.value, cls, context)
            continue
        if spec.attribute in seen:
            first = seen[spec.attribute]
            label = (
                spec.label
                if first.key.text == name
                else f"{spec.label}”和“{first.key.text if first.key.text != spec.label else name}"
            )
            report_repeat(context.path, entry, label, first, context.problems)
            continue
        seen[spec.attribute] = entry
        inner = context.inside(spec.label, spec.attribute, entry.key.at)
        context.trail.places[inner.prefix] = Place(entry.key.at, entry.value)
        if is_blank(entry.value):
            if isinstance(entry.value, Sequence) and not entry.value.items and spec.type.absent:
                values[spec.attribute] = ()  # `[]`, where nothing written would be more than nothing
            continue
        value = None if isinstance(entry.value, Broken) else spec.type.read(entry.value, inner)
        values[spec.attribute] = spec.type.absent if value is None else value
    complete = True
    for spec in specs(cls):
        if not spec.required:
            continue
        if spec.attribute not in values:
            report_missing(context, spec, empty=seen.get(spec.attribute))
            complete = False
        elif values[spec.attribute] in (None, ()):
            complete = False
    return values, complete


def is_blank(node: Node) -> bool:
    """Whether nothing is written: no value, only blanks in quotes, or a list of nothing."""
    if isinstance(node, Scalar):
        return not node.text.strip()
    return isinstance(node, Absent) or (isinstance(node, Sequence) and all(map(is_blank, node.items)))


def report_missing(context: Context, spec: Spec, *, empty: Entry | None = None, why: str = "") -> None:
    """Note that a field is missing, at the key it belongs under (content model §2, "Where a problem points")."""
    at = context.key or context.first_line
    inside = f"“{context.label}”" if context.label else ""
    inside += f"第 {context.item} 项" if context.item else ""
    because = f"（{why}）" if why else ""
    if spec.key == "alt":
        context.add(at, "missing-alt", f"{inside}缺少“替代文字”", "请用一句话写出图上是谁、在做什么：替代文字: …")
        return
    found = f"“{spec.label}”是空的" if empty else f"缺少“{spec.label}”"
    line, said = (0, "")
    if context.tree and not empty and not context.item:
        line, said = context.tree.commented((spec.label, spec.key), context.key.line if context.key else 0)
    where = f"第 {line} 行的“# ”还没有删，请删掉它，写成" if line else "请加一行"
    where = f"请在第 {empty.key.at.line} 行写上" if empty else where
    hint = f"{where}：{spec.label}: {said or _example(spec.type)}"
    context.add(at, "missing-field", f"{inside}{found}{because}", hint)


def _example(type_: FieldType) -> str:
    """What could be pasted after the colon, as an example."""
    if isinstance(type_, Enum):
        return f"{next(iter(type_.values))}（可以写：{type_.words}）"
    example = re.split("[（；]", type_.words.partition("例如 ")[2])[0]
    return f"…（例如 {example}）" if example else "…"


def _report_unknown(name: str, key: Scalar, value: Node, cls: type, context: Context) -> None:
    labels = [spec.label for spec in specs(cls)]
    keys = [spec.key for spec in specs(cls)]
    guess = _names_kind(cls, context.kind_names.get(name)) or nearest(name, labels + keys)
    alike = [label for label in labels if len(name) > 1 and name in label] or [guess]
    hint = f"是不是{'，还是'.join(f'“{one}”' for one in alike)}？" if guess else f"这里可以写：{'、'.join(labels)}"
    # A key that also holds its value is a line whose colon yaml did not see.
    if isinstance(value, Absent) and (cut := re.match(r"(.+?)[:：](.*)", name)) and cut.group(1) in labels + keys:
        hint = f"请改成：{cut.group(1)}: {cut.group(2).strip()}"
    group = [spec.label for spec in specs(cls) if isinstance(spec.type, Group) and name in _by_key(spec.type.cls)]
    listed = [spec.label for spec in specs(cls) if _is_list_with(spec.type, name)]
    if len(group) == 1 and name not in labels:
        hint = f"“{name}”要写在“{group[0]}:”下面，前面空两格。"
    elif not group and len(listed) == 1 and name not in labels:
        hint = f"“{name}”要写在“{listed[0]}:”下面的一项里，和那一项别的字段对齐。"
    elif isinstance(value, Absent) and _THOUSANDS.fullmatch(name):
        hint = "大括号里的数字不能有千分位的逗号，例如 3,000 要写成 3000。"
    elif _PERSONAL.search(name) or (not guess and is_personal(name)):
        hint = "个人的证件号、电话、生日、住址、银行卡号这些，哪一类记录里都不写：请删掉这一行。"
    context.add(key.at, "unknown-key", f"没有“{name}”这个字段", hint)


def _is_list_with(type_: FieldType, name: str) -> bool:
    """Whether it is a list of groups that have a field of this name."""
    return isinstance(type_, ListOf) and isinstance(type_.item, Group) and name in _by_key(type_.item.cls)


_THOUSANDS: Final = later(r"\d{3}")
_PERSONAL: Final = later(r"(?i)身份证|证件号|手机|出生|生日|住址|门牌|银行|卡号|id_?card|id_?number|mobile|birth|bank")
"""Names of what no record has a field for, as it is nobody's business (content model §3)."""
_CONTACT: Final = later(
    r"(?i)电话|联系方式|地址|账号|账户|微信|QQ|邮箱|户籍|籍贯|政治面貌|民族|phone|address|wechat|email"
)
"""Names of what is a person's own as well, where it is not that of an office or of a place."""


def is_personal(name: str) -> bool:
    """Whether a column or a field of this name would hold what is nobody else's business."""
    return bool(_PERSONAL.search(name) or _CONTACT.search(name))


def _names_kind(cls: type, kind: str | None) -> str:
    """The field that names records of a kind, for whoever calls it by the name of the kind; empty where none does."""
    for spec in specs(cls):
        if isinstance(spec.item, Reference) and spec.item.kinds == (kind,):
            return spec.label
    return ""


def shown(node: Node) -> str:
    """What stands there, as a message says it."""
    if isinstance(node, Sequence):
        return "一个列表"
    if isinstance(node, Mapping):
        return "几个字段"
    return f"“{_clipped(node.text)}”" if isinstance(node, Scalar) else "空的"


def _clipped(text: str, limit: int = 20) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit] + "…"


def scalar(node: Node, context: Context, expected: str) -> str | None:
    """The trimmed text of a scalar; a list of one stands for its item nowhere, so anything else is wrong."""
    if isinstance(node, Scalar):
        return unicodedata.normalize("NFC", node.text).strip()
    if not isinstance(node, Broken):
        context.wrong(node, expected, _mapping_hint(node, context))
    return None


def _mapping_hint(node: Node, context: Context) -> str:
    if isinstance(node, Sequence):
        return "这里只能写一项，和字段名写在同一行。"
    if isinstance(node, Mapping) and len(node.entries) == 1:
        entry = node.entries[0]
        if isinstance(entry.value, Scalar):
            return f'内容里有冒号时请用引号括起来：{context.label}: "{entry.key.text}: {entry.value.text}"'
    return ""


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()


def several(text: str, marks: str = "，、,；;") -> list[str]:
    """The parts of what stands where one item is wanted, and may have been meant as several."""
    return [part.strip() for part in re.split(f"[{marks}]", text)]


def as_list(items: Iterable[str]) -> str:
    """How to write several items, for a hint."""
    return f"请用半角逗号，外面加方括号：[{', '.join(filter(None, items))}]"


# The types


@dataclass(frozen=True, slots=True)
class Text:
    """`text(n)`: trimmed, at most `limit` code points after NFC; `limit` 0 is no limit."""

    limit: int = 0
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        return f"文字，最多 {self.limit} 字" if self.limit else "文字"

    def read(self, node: Node, context: Context) -> str | None:
        """The text on one line."""
        text = scalar(node, context, "一段文字")
        if text is None:
            return None
        text = re.sub(r"\s*\n\s*", " ", text)
        if self.limit and len(text) > self.limit:
            over = len(text) - self.limit
            context.add(
                node.at,
                "too-long",
                f"“{context.label}”有 {len(text)} 个字，最多 {self.limit} 个",
                f"请删去 {over} 个字：{text[: self.limit]}｜{text[self.limit :]}",
            )
            return None
        return text or None


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text with Markdown marks, as long as it likes."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "正文（可分段）"

    def read(self, node: Node, context: Context) -> str | None:
        """The text with its line breaks."""
        text = scalar(node, context, "一段正文")
        return brackets.mended(text) if text else None


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
class Bool:
    """`bool`: 是/否, true/false, yes/no."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "“是”或“否”"
    _values: ClassVar[dict[str, bool]] = {
        "是": True,
        "true": True,
        "yes": True,
        "否": False,
        "false": False,
        "no": False,
    }

    def read(self, node: Node, context: Context) -> bool | None:
        """Yes or no."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        value = self._values.get(narrow(text).lower())
        if value is None:
            context.wrong(node, self.words, f"请写成：{context.label}: 是，或 {context.label}: 否")
        return value


@dataclass(frozen=True, slots=True)
class Url:
    """`url`: http or https; `bare`: without query and fragment, for the root of a site."""

    bare: bool = False
    absent: ClassVar[None] = None
    words: ClassVar[str] = "网址，以 http:// 或 https:// 开头"

    def read(self, node: Node, context: Context) -> str | None:
        """The address."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        if not is_web_address(text):
            context.wrong(node, self.words, "请从浏览器地址栏完整复制。")
            return None
        if self.bare and re.search("[?#]", text):
            context.wrong(node, "网站根目录的网址", f"请去掉“?”或“#”和它后面的部分：{re.split('[?#]', text)[0]}")
            return None
        return text


def is_web_address(text: str) -> bool:
    """Whether `text` is an http(s) address with a host and without blanks."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not re.search(r"[\s<>\"'\\]", text)


_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")


@dataclass(frozen=True, slots=True)
class HostName:
    """The name of a host, without scheme and path."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "域名，例如 www.example.com"

    def read(self, node: Node, context: Context) -> str | None:
        """The name in lower case."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        host = narrow(text).lower()
        if not _HOST.match(host):
            bare = re.sub(r"^[a-z]+://|/.*$", "", host)
            context.wrong(node, self.words, f"只写域名：{bare}" if _HOST.match(bare) else "")
            return None
        return host


@dataclass(frozen=True, slots=True)
class Enum:
    """`enum`: a Chinese value, or the English name of it where there is one."""

    values: type[StrEnum]
    absent: Any = None
    aliases: AbstractMapping[str, str] = dataclasses.field(default_factory=dict)
    """Other words for a value."""
    besides: str = ""
    """What else may be written in the field, where it is of another type then (`Either`)."""
    spoken: Callable[[str], list[str]] | None = None
    """Which values people name at once, as 周一到周五; none where a text says anything else."""
    meant: AbstractMapping[str, str] = dataclasses.field(default_factory=dict)
    """Words that are told to be another value, and never taken for it: it says something else of a person."""

    @property
    def words(self) -> str:
        """What to write."""
        return "、".join(self.values)

    def read(self, node: Node, context: Context) -> StrEnum | None:
        """The member."""
        text = scalar(node, context, f"其中之一：{self.words}")
        if text is None:
            return None
        text = self.aliases.get(text, text)
        for member in self.values:
            if text == member.value or (member.name.isascii() and narrow(text).lower() == member.name.lower()):
                return member
        context.add(
            node.at,
            "unknown-value",
            f"“{context.label}”没有“{_clipped(text)}”这个选项",
            f"{self._meant(text, context)}可以写：{self.words}{self.besides}",
        )
        return None

    def _meant(self, text: str, context: Context) -> str:
        """What was probably meant: all of it, or nothing is said. Half of a consent is another consent."""
        if text in self.meant:
            return f"请写“{self.meant[text]}”。"
        named, has_more = self._named(text)
        spoken = self.spoken(text) if self.spoken else []
        several_ = list(dict.fromkeys(spoken)) or ([] if has_more else named)
        if len(several_) > 1:
            return f"{self._apart(several_, context)}。"
        return "" if has_more else self._guess(text)

    def _apart(self, named: list[str], context: Context) -> str:
        """How to write several values where one stands."""
        if not context.is_single:
            return f"这里有几项，{context.as_items(named)}"
        is_in_item = re.search(r"\.\d+\.", context.prefix)
        return f"这里只能选一个，请分成 {len(named)} 项写：{'、'.join(named)}" if is_in_item else "这里只能选一个"

    def _named(self, text: str) -> tuple[list[str], bool]:
        """The values that `text` names, and whether it joins something else to them."""
        pairs = [*self.aliases.items(), *((member.value, member.value) for member in self.values)]
        chinese = {word.lower(): value for word, value in pairs}
        english = {member.name.lower(): member.value for member in self.values if member.name.isascii()}
        longest = sorted(map(re.escape, chinese), key=len, reverse=True)
        latin = rf"(?<![a-z])(?:{'|'.join(map(re.escape, english))})(?![a-z])" if english else "(?!)"
        pieces = re.split(f"({'|'.join([*longest, latin])})", narrow(text).lower())
        named = list(dict.fromkeys(chinese.get(piece) or english[piece] for piece in pieces[1::2]))
        rest = [piece.strip() for piece in pieces[::2]]
        is_joined = len(named) > 1 or any(map(_JOINT.search, rest))
        is_more = is_joined and not all(map(_JOINTS.fullmatch, rest))
        return named, bool(named) and (is_more or any(map(_DENIED.search, rest)))

    def _guess(self, text: str) -> str:
        """Which value was probably meant, in the language in which it was written."""
        english = {member.name.lower(): member for member in self.values if member.name.isascii()}
        name = nearest(narrow(text).lower(), english) if narrow(text).isascii() else ""
        return f"是不是“{name}”（{english[name]}）？" if name else did_you_mean(text, list(self.values))


_JOINT: Final = later(r"[\s、,;/|+&和与及跟到至~—–-]")
"""What stands between several values."""
_DENIED: Final = later("[不非除无没未免外别]")
"""What says that a value is not meant."""
_JOINTS: Final = later(r"[\s、,;/|+&和与及跟·.。~—–【】［］\[\]（）()“”\"'-]*")
"""The same, what stands around them as well, and nothing that means those between two."""


WORD: Final = 12
"""So many characters of an item are words: a longer one may be a sentence with marks of its own."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """`list`: a YAML list; one value stands for a list of one."""

    item: FieldType
    limit: int = 0
    absent: tuple[Any, ...] = ()
    """What is meant where nothing is written; an empty list is written as one."""

    @property
    def words(self) -> str:
        """What to write."""
        return f"列表，每项：{self.item.words}"

    def read(self, node: Node, context: Context) -> tuple[Any, ...] | None:
        """The values that could be read."""
        items = node.items if isinstance(node, Sequence) else (node,)
        if self.limit and len(items) > self.limit:
            context.add(
                node.at,
                "too-long",
                f"“{context.label}”有 {len(items)} 项，最多 {self.limit} 项",
                f"请删去 {len(items) - self.limit} 项。",
            )
            items = items[: self.limit]
        values: list[Any] = []
        for number, item in enumerate(items):
            if isinstance(item, Broken) or is_blank(item):
                continue
            # Counted by what is kept: rules find the place of `values[n]` under n.
            inner = context.inside(context.label, str(len(values)), context.key or item.at)
            inner.item = number + 1 if len(items) > 1 else 0
            inner.is_single = False
            if isinstance(node, Sequence):
                inner.is_in_dashes, inner.is_in_brackets = not node.in_brackets, node.in_brackets
                inner.beside = tuple(one.text if isinstance(one, Scalar) else "" for one in items)
            if isinstance(item, Scalar) and not self._is_one(item, inner):
                continue
            inner.trail.places[inner.prefix] = Place(item.at, item)
            value = self.item.read(item, inner)
            if value is not None:
                values.append(value)
        return tuple(values)

    def _is_one(self, item: Scalar, context: Context) -> bool:
        """Whether an item can be read as one.

        `[文明，交通]` is one, as is `助老、平安`: text stays as it is, with a warning; any other type says so itself.
        """
        if not isinstance(self.item, Text | SitePath):
            return True
        is_alone = not context.is_in_dashes and not context.is_in_brackets
        lines = item.last - item.at.line + 1
        if is_alone and lines > 1:
            parts = item.text.split()
            mended = as_list(parts) if len(parts) == lines else "请在每一行前面加“- ”。"
            message = f"“{context.label}”的 {lines} 行会连成一项：“{_clipped(item.text)}”"
            context.problems.warn(context.path, item.at, "joined-lines", message, f"如果是几项，{mended}")
            return True
        limit = self.item.limit if isinstance(self.item, Text) else 0
        marks = "，、；," if 0 < limit <= WORD else "，" if context.is_in_brackets else ""
        mark = next((mark for mark in marks if mark in item.text), "")
        if not mark:
            return True
        hint = f"如果是几项，{context.as_items(several(item.text.strip('【】［］'), marks))}"
        if limit and len(item.text) > limit:
            context.add(item.at, "too-long", f"“{context.label}”的一项有 {len(item.text)} 个字，最多 {limit} 个", hint)
            return False
        message = f"“{context.label}”里的“{mark}”不会把几项分开"
        context.problems.warn(context.path, item.at, "fullwidth-comma", message, hint)
        return True


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping with fields of its own: `{label*, value*, unit*}`."""

    cls: type
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        return "，".join(f"{spec.label}{'*' if spec.required else ''}" for spec in specs(self.cls))

    def read(self, node: Node, context: Context) -> Any:  # noqa: ANN401 - an instance of `cls`
        """An instance of the group's class; None where a required field is missing, but for rules."""
        if not isinstance(node, Mapping):
            self._not_a_mapping(node, context)
            return None
        values, complete = read_fields(self.cls, node, context)
        return self.cls(**values) if complete or context.for_rules else None

    def _not_a_mapping(self, node: Node, context: Context) -> None:
        names = _by_key(self.cls)
        required = [spec for spec in specs(self.cls) if spec.required]
        text = node.text if isinstance(node, Scalar) else ""
        written = (
            [(one.group(1), one.group(2)) for one in _FIELDS.finditer(" ".join(text.split()))] if "：" in text else []
        )
        if written and all(name in names for name, _ in written):
            wanted = [f"{name}: {value}" for name, value in written]
            context.add(node.at, "fullwidth-colon", "字段名后面用了全角冒号“：”", self._on_lines(wanted, context))
        elif isinstance(node, Scalar) and "alt" in names:
            wanted = [f"文件: {text}", "替代文字: 图上是谁、在做什么"]
            message = f"“{context.label}”只写了文件名，缺少“替代文字”"
            context.add(node.at, "missing-alt", message, self._on_lines(wanted, context))
        else:
            shown_ = required or specs(self.cls)[:2]
            texts = [spec.label for spec in shown_ if isinstance(spec.type, Text)][:1] if text else []
            wanted = [f"{spec.label}: {text if spec.label in texts else '…'}" for spec in shown_]
            context.wrong(node, "几个字段", self._on_lines(wanted, context))

    def _on_lines(self, wanted: list[str], context: Context) -> str:
        """How to write a group below its key, each field in quotation marks: so nobody writes them on one line."""
        first, others = ("  - ", "    ") if not context.is_single else ("  ", "  ")
        written = [f"“{others if index else first}{one}”" for index, one in enumerate(wanted)]
        return f"请在“{context.label}:”下面另起一行写：{'、'.join(written)}"


_FIELDS: Final = later(
    r"(?:\A|[,，;；、\s])\s*([^:：,，;；、\s]{1,12})\s*[:：]\s*(.*?)(?=[,，;；、\s]\s*[^:：,，;；、\s]{1,12}\s*[:：]|\Z)"
)
"""Fields on one line, with their values."""

ANY: Final = ("any",)
"""`ref(any)`: a record of any kind."""
EXAMPLES: Final = {
    "volunteer": "li-xiaoyan", "team": "hulu-dui", "project": "bu-chuang-ri", "community": "dahua",
    "activity": "qingjie-1201", "news": "hulu-baodao", "film": "yishan-chuang", "screen": "jiekou-huwai",
    "place": "qunzhong-guangchang", "award": "2025", "figure": "zhuce-renshu", "benefit": "mianfei-tijian",
    "training": "daode-jiangtang", "channel": "dangqun-zhan", "notice": "tingdian", "page": "about",
}  # fmt: skip
"""An id of each kind, as an example of what to write."""


@dataclass(frozen=True, slots=True)
class Reference:
    """`ref(kind)`: the id of a record; `ref(any)` and several kinds: `kind/id`."""

    kinds: tuple[str, ...]
    absent: ClassVar[None] = None

    @property
    def is_single(self) -> bool:
        """Whether it can only name one kind, so that the id alone says which."""
        return len(self.kinds) == 1 and self.kinds != ANY

    @property
    def words(self) -> str:
        """What to write."""
        if self.is_single:
            return f"编号，例如 {EXAMPLES[self.kinds[0]]}"
        return f"类别/编号，例如 志愿者/{EXAMPLES['volunteer']}"

    def read(self, node: Node, context: Context) -> Ref | None:
        """The reference; whether the record exists is asked when all are known."""
        text = scalar(node, context, self.words)
        if not text:
            return None
        many = isinstance(node, Scalar) and bool(re.search(r"\s", text))
        head, slash, tail = (part.strip() for part in text.partition("/"))
        if not slash and "／" not in text:
            only = self.kinds[0] if self.is_single else ""
            return self._met(Ref(only, text, node.at, text, many), context)
        kind = context.kind_names.get(head, "")
        if kind and self.kinds != ANY and kind not in self.kinds:
            allowed = [word for word, name in context.kind_names.items() if name in self.kinds and not word.isascii()]
            context.wrong(node, f"{'、'.join(allowed)}里的记录")
            return None
        return self._met(Ref(kind, tail, node.at, text, many), context)

    def _met(self, ref: Ref, context: Context) -> Ref:
        context.trail.refs.append(ref)
        return ref


@dataclass(frozen=True, slots=True)
class MediaPath:
    """`media`: a path relative to the record's own file, or below `content/media/`."""

    suffixes: tuple[str, ...]
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        return f"文件名（{'、'.join(self.suffixes)}）"

    def read(self, node: Node, context: Context) -> Media | None:
        """The path; whether the file exists is asked when all files are known."""
        text = scalar(node, context, "文件名")
        if not text:
            return None
        path = text.replace("\\", "/").removeprefix("./")
        if path.startswith("/") or re.match(r"[A-Za-z]:|\w+://", path) or ".." in path.split("/"):
            context.wrong(
                node,
                "记录旁边或 content/media/ 里的文件",
                "请把文件复制到记录旁边，只写文件名；不能用绝对路径、网址和“..”。",
            )
            return None
        if not path.lower().endswith(self.suffixes):
            bare = "." not in path.rpartition("/")[2]
            hint = f"后缀也要写，例如：{path}{self.suffixes[0]}" if bare else "请另存为这些格式之一。"
            if joined := _ANOTHER_FIELD.search(text):
                hint = f"一行只能写一个字段，请把“{joined[1]}”另起一行写，和上一行对齐。"
            context.wrong(node, f"{'、'.join(self.suffixes[:_COMMON])} 文件", hint)
            return None
        media = Media(path, node.at)
        context.trail.media.append((context.prefix, media))
        return media


_ANOTHER_FIELD: Final = later(r"[,，;；、\s]\s*(替代文字.*)")
_COMMON: Final = 4
"""So many suffixes are named: of pictures the others are refused with reasons of their own."""


@dataclass(frozen=True, slots=True)
class Either:
    """One of two types, told apart by the look of the value."""

    first: FieldType
    second: FieldType
    is_first: re.Pattern[str]
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        return f"{self.first.words}；或{self.second.words}"

    def read(self, node: Node, context: Context) -> Any:  # noqa: ANN401 - of either type
        """The value, by the type that its look asks for."""
        is_first = isinstance(node, Scalar) and self.is_first.match(node.text.strip())
        return (self.first if is_first else self.second).read(node, context)


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


MAX_NAME: Final = 240
"""Bytes of a part of an old address: disks have room for 255, and a page may have a packed copy beside it."""


@dataclass(frozen=True, slots=True)
class SitePath:
    """An address within the site that ends in `.html` or `/`; a leading `/` is optional."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "本站内的旧网址，例如 old/page.html"

    def read(self, node: Node, context: Context) -> str | None:
        """The path of the page's file: `old/` is `old/index.html`."""
        text = scalar(node, context, self.words)
        if not text:
            return None
        path = unquote(text).removeprefix("/")
        parts = path.split("/")
        inside = not re.search(r"[\\:?#*\"<>|\x00-\x1f\ufffd]|//|[. ](?:/|\Z)", path) and not text.startswith("//")
        if not inside or ".." in parts or "." in parts or not path.endswith((".html", "/")):
            context.wrong(
                node, "本站内的网址，以 .html 或 / 结尾", "例如：old/page.html；不能有“..”，也不能是别的网站。"
            )
            return None
        if fault := next(filter(None, map(self._fault, parts)), ""):
            context.wrong(node, "能做文件名的网址", fault)
            return None
        return path + "index.html" if path.endswith("/") else path

    def _fault(self, part: str) -> str:
        """Why no disk, or not every one, can have a file or a folder of that name."""
        if part.startswith("."):
            return f"“{part}”以点开头，是电脑自己的文件，请改成别的。"
        if RESERVED.match(part.partition(".")[0].lower()):
            return f"“{part}”这个名字 Windows 不许用，请改成别的。"
        if len(part.encode()) > MAX_NAME:
            return f"“{part[:12]}…”这一段太长，磁盘放不下，最多约 80 个汉字或 {MAX_NAME} 个字母。"
        return ""
