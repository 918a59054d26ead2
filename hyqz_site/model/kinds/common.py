"""What every kind of record has in common (content model §3), and what a kind is."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.context import Context, Place, Trail, is_blank
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Group, ListOf, Markdown, Text, field, report_missing, spec_of, specs
from hyqz_site.model.numbers import Focus, Int, Number
from hyqz_site.model.pointers import ANY, MediaPath, Reference, SitePath
from hyqz_site.model.values import Media, Ref
from hyqz_site.problem import Position, Problems, Severity
from hyqz_site.sealing import Late
from hyqz_site.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from hyqz_site.model.reviews import Review
    from hyqz_site.source.document import Document

R = TypeVar("R", bound="Record")

PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".svg")
"""What an editor may name as a picture; those that cannot be used are refused by name when they are opened."""


class Status(StrEnum):
    """状态: how far a record has come. The default keeps anything from going out by accident."""

    DRAFT = "草稿"
    SUBMITTED = "送审"
    PUBLISHED = "发布"
    WITHDRAWN = "撤下"


class ConsentForm(StrEnum):
    """方式: how consent was given."""

    WRITTEN = "书面"
    RECORDED = "录音录像"
    GUARDIAN = "监护人书面"


class Scope(StrEnum):
    """范围: what of a person may be shown; acts field by field."""

    NAME = "姓名"
    PORTRAIT = "肖像"
    STORY = "事迹"
    AGE_BAND = "年龄段"


class Channel(StrEnum):
    """渠道: where something goes out."""

    SITE = "网站"
    SCREEN = "大屏"
    PLACE = "阵地"
    PRESS = "媒体"


class Theme(StrEnum):
    """主题: the four themes of the plan, three (三) 1–4."""

    PRACTICE = "文明实践"
    CIVILITY = "文明创建"
    EPIDEMIC = "疫情防控"
    PROFESSIONAL = "专业服务"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """同意: what a person allowed, where, and until when. `archive_no` never reaches output."""

    form: ConsentForm = field("方式", Enum(ConsentForm), required=True)
    scope: tuple[Scope, ...] = field("范围", ListOf(Enum(Scope)), required=True)
    channels: tuple[Channel, ...] = field("渠道", ListOf(Enum(Channel)), required=True)
    date: dt.date = field("日期", Date(end="有效至"), required=True)
    until: dt.date | None = field("有效至", Date())
    """The last day."""
    archive_no: str = field("存档号", Text(30), required=True)
    withdrawn: dt.date | None = field("撤回日期", Date())


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """封面, 海报帧: a picture with the words that stand for it."""

    file: Media = field("文件", MediaPath(PICTURES), required=True)
    alt: str = field("替代文字", Text(60), required=True)
    credit: str | None = field("摄影", Text(20))
    focus: tuple[float, float] | None = field("焦点", Focus())
    consent: bool | None = field("出镜同意", Bool())
    """False: the picture is never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Picture):
    """图片: a picture of a series."""

    caption: str | None = field("图注", Text(60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """荣誉."""

    year: int = field("年份", Int(1900, 2199), required=True)
    title: str = field("名称", Text(), required=True)
    issuer: str | None = field("颁发单位", Text())


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """成效: one figure of what was achieved."""

    label: str = field("项", Text(), required=True)
    value: Decimal = field("数", Number(), required=True)
    unit: str = field("单位", Text(), required=True)
    asof: dt.date | None = field("截止", Date())


@dataclass(frozen=True, slots=True)
class Origin(Late):
    """Where a record was read from: its file, and the place of every field, by dotted name.

    The file as nodes is only looked at where something is wrong with it. A remembered origin has it read again then:
    keeping it would take longer than everything else that is remembered of a record.
    """

    early = ("path", "named", "media", "_filled", "is_draft", "stays_inside", "head", "text")
    passing = ("_nodes", "_read", "_written")

    path: str
    _nodes: tuple[Document, Trail] | None
    refs: tuple[Ref, ...]
    """Every reference in the file."""
    named: tuple[tuple[str, str], ...]
    """Kind and id of what these mean."""
    media: tuple[tuple[str, Media], ...]
    """Every media file that is named, with the dotted name of its field."""
    _filled: frozenset[str]
    """The fields at the top of the file that say something, and those of `may_be_over`."""
    is_draft: bool
    """Whether its problems are only warnings: drafts do not block."""
    stays_inside: bool = False
    """Whether nothing of it goes out as it stands: neither drafts do, nor what was withdrawn."""
    head: str = ""
    """The digest of the record without its text."""
    text: str = ""
    """The digest of its text; empty where it has none."""
    _read: Callable[[], tuple[Document, Trail]] | None = None
    """Reads the same bytes again."""
    _written: tuple[str, str] | None = None
    """The text of its fields and its body, where another process has read the file."""

    @classmethod
    def of(cls, document: Document, trail: Trail, *, is_draft: bool) -> Origin:
        """The origin of what was read from `document`; `trail` is what was met on the way."""
        places = trail.places
        watched = (name for name in places if "." not in name or name in _MAY_END_CONSENT)
        filled = frozenset(name for name in watched if not is_blank(places[name].value))
        stays_inside = is_draft or _is_withdrawn(places.get("status"))
        refs, media = tuple(trail.refs), tuple(trail.media)
        named = tuple(ref.key for ref in refs)
        return cls(document.path, (document, trail), refs, named, media, filled, is_draft, stays_inside)

    def __getstate__(self) -> list[Any]:
        """What travels to another process: all but the nodes."""
        fields = dataclasses.fields(self)
        return [None if field.name in self.passing else getattr(self, field.name) for field in fields]

    def shown_as(self, head: str, text: str, named: tuple[tuple[str, str], ...]) -> Origin:
        """The origin of what may be shown of the record, which has digests of its own, and names what is left."""
        return dataclasses.replace(self, head=head, text=text, named=named, _nodes=None)

    def say(self, head: str, text: str) -> None:
        """Take the digests of the record, once it is made."""
        object.__setattr__(self, "head", head)
        object.__setattr__(self, "text", text)

    @property
    def nodes(self) -> tuple[Document, Trail]:
        """The file as nodes, and what was met while it was decoded."""
        if self._nodes is None and self._read is not None:
            object.__setattr__(self, "_nodes", self._read())
        return self._nodes  # type: ignore[return-value]

    @property
    def written(self) -> tuple[str, str]:
        """The text of the file's fields and its body; no file is read again for it that another process has read."""
        return self._written if self._nodes is None and self._written else self.document.written

    def say_written(self, written: tuple[str, str]) -> None:
        """Take what is written in the file from the process that has read it."""
        object.__setattr__(self, "_written", written)

    def read_again_by(self, read: Callable[[], tuple[Document, Trail]]) -> None:
        """Say how the origin gets its nodes, when it has none: `read` decodes the same bytes again."""
        object.__setattr__(self, "_read", read)

    def read_as(self, other: Origin) -> None:
        """Get the nodes, when there are none, as another origin of the same file gets them."""
        object.__setattr__(self, "_read", other._read)

    def drop_nodes(self) -> None:
        """Forget the nodes, if they can be had again: they are most of what is in memory of a record."""
        if self._read is not None and (self._nodes or self._written):
            object.__setattr__(self, "_nodes", None)
            object.__setattr__(self, "_written", None)

    @property
    def document(self) -> Document:
        """The file, read."""
        return self.nodes[0]

    @property
    def places(self) -> Mapping[str, Place]:
        """The place of every field, by dotted name."""
        return self.nodes[1].places

    def at(self, name: str) -> Position:
        """The place of the field's value; of the first line where it is absent."""
        place = self.places.get(name)
        return place.value.at if place else self.document.first_line

    def fills(self, name: str) -> bool:
        """Whether the file says something in the field `name`, at its top; it may be something that cannot be read."""
        return name in self._filled

    def may_be_over(self, consent: Consent | None) -> bool:
        """Whether the file has a consent that may be taken back or over, for that part of it could not be read."""
        if consent is None:
            return self.fills("consent")
        return any(self.fills(name) and getattr(consent, name.partition(".")[2]) is None for name in _MAY_END_CONSENT)


_MAY_END_CONSENT: Final = ("consent.until", "consent.withdrawn")


def _is_withdrawn(status: Place | None) -> bool:
    written = status.value.text.strip().lower() if status and isinstance(status.value, Scalar) else ""
    return written in {Status.WITHDRAWN.value, Status.WITHDRAWN.name.lower()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Late):
    """The fields of every kind (content model §3). A kind overrides `title` with its own word for it."""

    early = ("id", "origin", "review")
    id: str
    title: str = field("标题", Text(40), required=True)
    status: Status = field("状态", Enum(Status, absent=Status.DRAFT))
    published: dt.date | None = field("发布日期", Date(), when="状态是“发布”")
    expires: dt.date | None = field("到期", Date())
    updated: dt.date | None = field("更新日期", Date())
    summary: str = field("摘要", Text(80), required=True)
    cover: Picture | None = field("封面", Group(Picture))
    photos: tuple[Photo, ...] = field("图片", ListOf(Group(Photo), limit=30))
    community: Ref | None = field("社区", Reference(("community",)))
    tags: tuple[str, ...] = field("标签", ListOf(Text(12)))
    source: str | None = field("来源", Text(40))
    author: str | None = field("作者", Text(20))
    related: tuple[Ref, ...] = field("相关", ListOf(Reference(ANY)))
    aliases: tuple[str, ...] = field("旧网址", ListOf(SitePath()))
    screen_text: tuple[str, ...] = field("大屏文案", ListOf(Text(16), limit=3))
    withdraw_reason: str | None = field("撤下原因", Text(60), when="状态是“撤下”")
    sample: bool | None = field("示例", Bool())
    consent: Consent | None = field("同意", Group(Consent))
    body: str | None = field("正文", Markdown())
    origin: Origin = dataclasses.field(compare=False, repr=False)
    review: Review | None = dataclasses.field(default=None, compare=False, repr=False)
    """How far it is signed; None where nobody keeps a ledger."""

    @property
    def is_draft(self) -> bool:
        """Whether its problems are only warnings: drafts do not block."""
        return self.origin.is_draft

    @property
    def dated(self) -> dt.date | None:
        """The day that counts for its kind: when it was printed or took place, else when it was published."""
        return getattr(self, "orig_date", None) or getattr(self, "date", None) or self.published

    @property
    def changed(self) -> dt.date | None:
        """The day on which it was last changed."""
        return self.updated or self.published


def pictures_named(record: Record) -> Iterator[tuple[str, Picture]]:
    """The pictures that a record's own fields name, a film's poster as well, with the dotted names of the fields."""
    for name in ("cover", "poster"):
        picture = getattr(record, name, None)
        if isinstance(picture, Picture):
            yield name, picture
    for number, photo in enumerate(record.photos):
        yield f"photos.{number}", photo


def newest(records: Iterable[R]) -> list[R]:
    """The newest first, by the day that counts; equal days by id."""
    by_id = sorted(records, key=lambda record: record.id)
    return sorted(by_id, key=lambda record: record.dated or dt.date.min, reverse=True)


def name_field(label: str = "名称") -> Any:  # noqa: ANN401 - a dataclass field
    """The title of a kind that calls it by its own word."""
    return field(label, Text(20), required=True, key="metric" if label == "指标" else "name")


@dataclass(frozen=True, slots=True)
class Report:
    """Where a rule notes the problems of one record; the problems of drafts come out as warnings."""

    record: Record
    problems: Problems

    def error(self, name: str, code: str, message: str, hint: str = "") -> None:
        """Note an error at the value of the field `name` (dotted)."""
        self.error_at(self.record.origin.at(name), code, message, hint)

    def error_at(self, at: Position, code: str, message: str, hint: str = "") -> None:
        """Note an error at a place of the record's file."""
        severity = Severity.WARNING if self.record.is_draft else Severity.ERROR
        self.problems.add(self.record.origin.path, at, code, message, hint, severity=severity)

    def warn(self, name: str, code: str, message: str, hint: str = "") -> None:
        """Note a warning at the value of the field `name` (dotted)."""
        self.problems.warn(self.record.origin.path, self.record.origin.at(name), code, message, hint)

    def never(self, name: str, label: str, end: str, published: dt.date) -> None:
        """Note that the record, whose field `name` says its end, is over when it is published."""
        message = f"“{label}”（{end}）不晚于“发布日期”（{published}），这一条永远不会出现"
        self.warn(name, "never-shown", message, "请核对这两个日期。")

    def missing(self, name: str) -> None:
        """Note that the top-level field `name`, which something else asks for (`Spec.when`), is missing."""
        origin = self.record.origin
        if origin.fills(name):  # and it could not be read, which has been noted
            return
        found = Problems()
        context = Context(origin.path, found, origin.document.first_line, Trail(), {}, tree=origin.document.tree)
        spec = spec_of(type(self.record), name)
        report_missing(context, spec, why=spec.when)
        self.problems.extend(found, soften=self.record.is_draft)

    def in_order(self, earlier: str, later: str) -> None:
        """Note where the date `later` lies before the date `earlier` (content model §3)."""
        cls: type = type(self.record)
        labels = {spec.attribute: spec.label for spec in specs(cls)}
        first, second = getattr(self.record, earlier), getattr(self.record, later)
        self.not_before(later, (labels[later], second), (labels[earlier], first))

    def not_before(self, name: str, later: tuple[str, Any], earlier: tuple[str, Any]) -> None:
        """Note, at the field `name`, where `later` lies before `earlier`; each is a label and a date or None."""
        (label, second), (other, first) = later, earlier
        if first is not None and second is not None and second < first:
            message = f"“{label}”（{second:%Y-%m-%d}）早于“{other}”（{first:%Y-%m-%d}）"
            self.error(name, "bad-date", message, "请核对这两个日期。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record: its names, its class and its own rules."""

    name: str
    """In code and in references: `volunteer`."""
    collection: str
    """The folder and the address: `volunteers`."""
    label: str
    """What people call it: 志愿者."""
    record: type[Record]
    rules: tuple[Callable[[Any, Report], None], ...] = ()
    """Rules that one record alone must keep, called when all its fields could be read."""

    def address(self, id_: str) -> str:
        """How people name the record `id_` of this kind: `志愿者/li-xiaoyan`."""
        return f"{self.label}/{id_}"


def check_common(record: Record, report: Report) -> None:
    """The rules of section 3 that hold for every kind."""
    if record.status is Status.PUBLISHED and record.published is None:
        report.missing("published")
    if record.status is Status.WITHDRAWN and not record.withdraw_reason:
        report.missing("withdraw_reason")
    report.in_order("published", "updated")
    if record.published and record.expires and record.expires <= record.published:
        report.never("expires", "到期", f"{record.expires}", record.published)


def check_hours(record: Any, report: Report) -> None:  # noqa: ANN401 - volunteers and teams
    """Hours of volunteers and teams need the day up to which they are counted (content model §5)."""
    if record.hours is not None and record.hours_asof is None:
        report.missing("hours_asof")
