"""Document → Record | None, every problem with its position; and the files that are read once: site, rules, roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from hyqz_site.model.context import Context, Trail
from hyqz_site.model.fields import read_fields, report_lost
from hyqz_site.model.kinds import KIND_NAMES, head_of, text_of
from hyqz_site.model.kinds.common import Origin, Record, Report, Status, check_common
from hyqz_site.problem import Position, Problems
from hyqz_site.source import decoding
from hyqz_site.source.nodes import Absent, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyqz_site.model.context import Place
    from hyqz_site.model.kinds.common import Kind
    from hyqz_site.source.document import Document

T = TypeVar("T")
_FOLLOWING: Final = frozenset({"wrong-type", "missing-alt", "fullwidth-comma"})
"""What is said of a value only because it was mistyped, which has been said in its place."""


class Decoded(NamedTuple):
    """What a document gave."""

    record: Record
    """With None for what could not be read."""
    is_complete: bool
    """Whether every required field could be read: else it is no record for anyone to use."""

    @property
    def origin(self) -> Origin:
        """Where it was read from, and what it names."""
        return self.record.origin


def decode(kind: Kind, id_: str, document: Document, problems: Problems) -> Decoded:
    """The record that `document` holds; no record where a required field is missing or unreadable.

    All problems of a record with status 草稿 or 送审 are warnings (content model §2, "Drafts do not block"). The rules
    of its kind are applied to whatever could be read, so that one run says everything.
    """
    found = Problems()
    root = _root_mapping(document, _context(document, found))
    record, complete = _made(kind, id_, document, root, _context(document, found))
    origin = record.origin
    origin.say(head_of(record), text_of(record))
    told = document.tree.told
    new = (one for one in found if one.code not in _FOLLOWING or Position(one.line, one.column) not in told)
    problems.extend(new, soften=origin.is_draft)
    if root is not None:
        seen = _made(kind, id_, document, root, _context(document, Problems(), for_rules=True))[0] if found else record
        report = Report(seen, problems)
        for rule in (check_common, *kind.rules):
            rule(seen, report)
    return Decoded(record, complete)


def _made(kind: Kind, id_: str, document: Document, root: Mapping | None, context: Context) -> tuple[Record, bool]:
    """The record of what could be read, and whether that is all that it needs."""
    values, complete = read_fields(kind.record, root, context) if root is not None else ({}, False)
    origin = Origin.of(document, context.trail, is_draft=root is not None and _is_draft(context.trail.places))
    if root is not None:
        _take_body(values, document, context)
    return kind.record(id=id_, origin=origin, **values), complete


def _context(document: Document, problems: Problems, *, for_rules: bool = False) -> Context:
    return Context(
        document.path, problems, document.first_line, Trail(), KIND_NAMES, tree=document.tree, for_rules=for_rules
    )


def decode_list(
    cls: type[T],
    document: Document,
    problems: Problems,
    rule: Callable[[T, Context], None],
) -> tuple[tuple[T, Position], ...]:
    """The entries of a file that is a list at its root, each with its place.

    `rule` is applied to whatever could be read of each.
    """
    root = document.tree.root
    if isinstance(root, Absent):
        return ()
    context = _context(document, problems)
    if not isinstance(root, Sequence):
        problems.add(document.path, root.at, "wrong-type", "这个文件应是一个列表", "每一项以“- ”开头，例如：- 岗位: …")
        return ()
    entries = []
    for item in root.items:
        if not isinstance(item, Mapping):
            if isinstance(item, Scalar):
                context.add(item.at, "wrong-type", f"这一项应是几个字段，现在是“{item.text}”", "请写成：- 岗位: …")
            continue
        inner = Context(document.path, problems, item.at, Trail(), KIND_NAMES)
        values, complete = read_fields(cls, item, inner)
        entry = cls(**values)
        rule(entry, inner)
        if complete:
            entries.append((entry, item.at))
    return tuple(entries)


def decode_mapping(
    cls: type[T], document: Document, problems: Problems, rule: Callable[[T, Context], None] | None = None
) -> T | None:
    """The settings that a file of fields holds; `rule` is applied to whatever could be read."""
    context = _context(document, problems)
    root = _root_mapping(document, context)
    if root is None:
        return None
    values, complete = read_fields(cls, root, context)
    if rule:
        seen = _context(document, Problems(), for_rules=True)
        read, _ = read_fields(cls, root, seen)
        seen.problems = problems
        rule(cls(**read), seen)
    return cls(**values) if complete else None


def _root_mapping(document: Document, context: Context) -> Mapping | None:
    root = document.tree.root
    if isinstance(root, Mapping):
        return root
    if isinstance(root, Absent):
        return Mapping((), document.first_line)
    if isinstance(root, Sequence):
        context.add(
            root.at, "wrong-type", "这里应是“字段名: 内容”，现在是一个列表", "请去掉行首的“- ”，每行写一个字段。"
        )
    elif isinstance(root, Scalar):
        context.add(
            root.at, "yaml-syntax", "这里应是“字段名: 内容”，现在是一段文字", "每行写一个字段，冒号用半角，后面空一格。"
        )
    return None


def _is_draft(places: dict[str, Place]) -> bool:
    """Whether the status is written as 草稿 or 送审, or not at all. A status that cannot be read is no excuse."""
    place = places.get("status")
    if place is None or isinstance(place.value, Absent):
        return True
    text = place.value.text.strip().lower() if isinstance(place.value, Scalar) else ""
    return text in {Status.DRAFT.value, Status.SUBMITTED.value, "draft", "submitted"}


def _take_body(values: dict[str, Any], document: Document, context: Context) -> None:
    """The Markdown below the front matter is the field `body`; it cannot be in both places."""
    if not document.body.strip():
        return
    if values.get("body"):
        key = context.trail.places["body"].key
        context.add(key, "duplicate-key", "“正文”写了两次：字段里一次，--- 下面一次", "请删掉一处。")
        return
    values["body"] = document.body
    for found in decoding.lost_references(document.body):
        report_lost(found.group(), document.in_body(found.start()), context)
