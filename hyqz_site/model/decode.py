"""Document → Record | None, every problem with its position; and the files that are read once: site, rules, roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hyqz_site.model.fields import Context, read_fields
from hyqz_site.model.kinds import KIND_NAMES
from hyqz_site.model.kinds.common import Origin, Record, Report, Status, check_common
from hyqz_site.problem import WHOLE_FILE, Position, Problems
from hyqz_site.source.nodes import Absent, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from hyqz_site.model.fields import Place
    from hyqz_site.model.kinds.common import Kind
    from hyqz_site.source.document import Document

T = TypeVar("T")


def decode(kind: Kind, id_: str, document: Document, problems: Problems) -> Record | None:
    """The record that `document` holds; None where a required field is missing or unreadable.

    All problems of a record with status 草稿 or 送审 are warnings (content model §2, "Drafts do not block").
    """
    found = Problems()
    places: dict[str, Place] = {}
    context = Context(document.path, found, document.first_line, places, KIND_NAMES)
    root = _root_mapping(document, context)
    values = read_fields(kind.record, root, context) if root is not None else None
    is_draft = _is_draft(places)
    record = None
    if values is not None:
        _take_body(values, places, document, context)
        record = kind.record(id=id_, origin=Origin(document.path, document, places), **values)
        report = Report(record, found)
        check_common(record, report)
        for rule in kind.rules:
            rule(record, report)
    problems.extend(found, soften=is_draft and root is not None)
    return record


def decode_list(cls: type[T], document: Document, problems: Problems) -> tuple[tuple[T, Position], ...]:
    """The entries of a file that is a list at its root, each with its place."""
    root = document.tree.root
    if isinstance(root, Absent):
        return ()
    context = Context(document.path, problems, document.first_line, {}, KIND_NAMES)
    if not isinstance(root, Sequence):
        problems.add(document.path, root.at, "wrong-type", "这个文件应是一个列表", "每一项以“- ”开头，例如：- 岗位: …")
        return ()
    entries = []
    for item in root.items:
        if not isinstance(item, Mapping):
            if isinstance(item, Scalar):
                context.add(item.at, "wrong-type", f"这一项应是几个字段，现在是“{item.text}”", "请写成：- 岗位: …")
            continue
        inner = Context(document.path, problems, item.at, {}, KIND_NAMES)
        values = read_fields(cls, item, inner)
        if values is not None:
            entries.append((cls(**values), item.at))
    return tuple(entries)


def decode_mapping(cls: type[T], document: Document, problems: Problems) -> tuple[T | None, dict[str, Place]]:
    """The settings that a file of fields holds, and the place of each."""
    places: dict[str, Place] = {}
    context = Context(document.path, problems, document.first_line, places, KIND_NAMES)
    root = _root_mapping(document, context)
    values = read_fields(cls, root, context) if root is not None else None
    return (None if values is None else cls(**values)), places


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


def _take_body(values: dict[str, Any], places: dict[str, Place], document: Document, context: Context) -> None:
    """The Markdown below the front matter is the field `body`; it cannot be in both places."""
    if not document.body.strip():
        return
    if values.get("body"):
        key = places["body"].key
        context.add(key, "duplicate-key", "“正文”写了两次：字段里一次，--- 下面一次", "请删掉一处。")
        return
    values["body"] = document.body


def whole_file(path: str, code: str, message: str, hint: str, problems: Problems) -> None:
    """Note a problem of a file as a whole."""
    problems.add(path, WHOLE_FILE, code, message, hint)
