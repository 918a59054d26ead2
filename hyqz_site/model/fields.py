"""The fields of records and of groups in them: what they are, and how a mapping is read by them (content model §2).

A type takes a node and gives a value, or notes a problem at the node's place. It never raises and never guesses: where
it cannot read a value it says what was found, what was expected and how to mend it, and gives None.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.context import Place, as_list, clipped, is_blank, scalar, several
from hyqz_site.model.naming import nearest
from hyqz_site.model.pointers import Reference, SitePath
from hyqz_site.patterns import later
from hyqz_site.source import brackets, decoding
from hyqz_site.source.nodes import Absent, Broken, Entry, Mapping, Node, Scalar, Sequence, report_repeat

if TYPE_CHECKING:
    from hyqz_site.model.context import Context, FieldType
    from hyqz_site.problem import Position


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
        for found in decoding.lost_references(text or ""):
            report_lost(found.group(), node.at, context)
        return brackets.mended(text) if text else None


def report_lost(reference: str, at: Position, context: Context) -> None:
    """Note a character reference in Markdown that stands for no character."""
    message = f"“{reference}”不是任何字，网页上会显示成“�”"
    context.add(at, "bad-encoding", message, "请对照原稿把丢失的字补上，或删掉它。")


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
            message = f"“{context.label}”的 {lines} 行会连成一项：“{clipped(item.text)}”"
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
