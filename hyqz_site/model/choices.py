"""Types whose values are a few words: yes and no, and one of several (content model §2)."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.context import clipped, narrow, scalar
from hyqz_site.model.naming import did_you_mean, nearest
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from hyqz_site.model.context import Context
    from hyqz_site.source.nodes import Node


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
class Enum:
    """`enum`: a Chinese value, or the English name of it where there is one."""

    values: type[StrEnum]
    absent: Any = None
    aliases: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Other words for a value."""
    besides: str = ""
    """What else may be written in the field, where it is of another type then (`Either`)."""
    spoken: Callable[[str], list[str]] | None = None
    """Which values people name at once, as 周一到周五; none where a text says anything else."""
    meant: Mapping[str, str] = dataclasses.field(default_factory=dict)
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
            f"“{context.label}”没有“{clipped(text)}”这个选项",
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
