"""What to write into each field, in Chinese, from the models alone: for new records, workbooks, the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.context import FieldType
from hyqz_site.model.fields import Either, Group, ListOf, Spec, spec_of, specs
from hyqz_site.model.kinds import BY_NAME, KIND_NAMES, KINDS
from hyqz_site.model.naming import nearest
from hyqz_site.model.pointers import MediaPath, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyqz_site.model.kinds.common import Kind

MOST_SUFFIXES: Final = 3
MOST_EXAMPLES: Final = 10
"""Where no more records than these could be meant, all are named."""
_BELOW: Final = frozenset({"body"})
"""Fields that are written below the front matter."""
_RARE: Final = frozenset({"withdraw_reason", "aliases"})
"""Fields that a command writes: `withdraw` and `rename`."""


def kind_named(word: str) -> Kind | None:
    """The kind that an editor means by `volunteer`, `volunteers` or `志愿者`."""
    name = KIND_NAMES.get(word.strip()) or KIND_NAMES.get(word.strip().lower())
    return BY_NAME[name] if name else None


def no_such_kind(word: str) -> str:
    """What to say where there is no such kind."""
    guess = nearest(word, list(KIND_NAMES))
    labels = "、".join(kind.label for kind in KINDS)
    return f"没有“{word}”这一类。" + (f"是不是“{guess}”？" if guess else "") + f"可以写：{labels}"


def title_of(kind: Kind) -> Spec:
    """The field that names a record of the kind."""
    return spec_of(kind.record, "title")


def in_order(kind: Kind) -> tuple[tuple[Spec, ...], tuple[Spec, ...]]:
    """The fields of a kind as an editor fills them in: required ones, then the others; its own before common ones."""
    own: type = kind.record
    common = {spec.attribute for spec in specs(own.__mro__[1])}
    ordered = sorted(
        (spec for spec in specs(own) if spec.attribute not in _BELOW | _RARE),
        key=lambda spec: (spec.attribute != "title", spec.attribute != "summary", spec.attribute in common),
    )
    required = tuple(spec for spec in ordered if spec.required)
    return required, tuple(spec for spec in ordered if not spec.required)


def meaning(type_: FieldType, known: Mapping[str, list[tuple[str, str]]] | None = None) -> str:
    """What to write into a field of this type."""
    match type_:
        case ListOf():
            most = f"，最多 {type_.limit} 项" if type_.limit else ""
            form = "" if isinstance(type_.item, Group) else "，写成 [甲, 乙]"
            return f"可以写几项{most}{form}；每项：{meaning(type_.item, known)}"
        case Enum() | Bool():
            found = f"可以写：{type_.words}" if isinstance(type_, Enum) else "可以写：是、否"
        case Reference():
            found = _reference(type_, known or {})
        case Either():
            found = f"{meaning(type_.first, known)}；或{meaning(type_.second, known)}"
        case MediaPath() if len(type_.suffixes) > MOST_SUFFIXES:
            found = "图片的文件名，例如 hezhao.jpg（放在记录旁边，或 content/media 里）"
        case _:
            found = type_.words
    return found


def _reference(type_: Reference, known: Mapping[str, list[tuple[str, str]]]) -> str:
    if not type_.is_single:
        return "一条记录，写成 类别/编号，例如 志愿者/li-xiaoyan"
    kind = BY_NAME[type_.kinds[0]]
    there = known.get(kind.name, [])
    if there and len(there) <= MOST_EXAMPLES:
        return f"“{kind.label}”的编号：{'、'.join(f'{id_}（{title}）' for id_, title in there)}"
    example = f"，例如 {there[0][0]}（{there[0][1]}）" if there else f"，就是 content/{kind.collection} 里的文件名"
    return f"“{kind.label}”的编号{example}"


def lines(spec: Spec, value: str | None, known: Mapping[str, list[tuple[str, str]]]) -> Iterator[str]:
    """The lines of a field in a form, with its meaning as a comment behind it."""
    yield from _lines(spec, value, known, f"{spec.when}时必填，" if spec.when else "")


def _lines(spec: Spec, value: str | None, known: Mapping[str, list[tuple[str, str]]], must: str) -> Iterator[str]:
    if isinstance(spec.item, Group) and value is None:
        yield f"{spec.label}:"
        first = "  - " if isinstance(spec.type, ListOf) else "  "
        for inner in specs(spec.item.cls):
            for line in _lines(inner, None, known, "必填，" if inner.required else ""):
                yield first + line
                first = "    " if isinstance(spec.type, ListOf) else "  "
        return
    written = f" {value}" if value else ""
    yield f"{spec.label}:{written}  # {must}{meaning(spec.type, known)}"
