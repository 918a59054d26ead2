"""What a sheet says of a record in figures and in short lines: one function for each kind that has something to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.team import Routine, Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hyqz_site.model.kinds.common import Honour, Record, Result

MOST_NUMBERS: Final = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A figure: what it counts, and as of when where the model asks for it."""

    value: str
    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A short line under its label."""

    label: str
    text: str


def numbers(record: Record) -> tuple[Number, ...]:
    """At most three figures."""
    made = _NUMBERS.get(type(record))
    return tuple(made(record))[:MOST_NUMBERS] if made else ()


def points(record: Record) -> tuple[Point, ...]:
    """The short lines that have something to say."""
    made = _POINTS.get(type(record))
    return tuple(point for point in made(record) if point.text) if made else ()


def _honours(items: Iterable[Honour]) -> Point:
    newest = sorted(items, key=lambda one: -one.year)[:2]
    return Point("荣誉", "；".join(f"{one.year}年{one.title}" for one in newest))


def _results(items: Iterable[Result]) -> Iterator[Number]:
    for one in items:
        asof = f"（{words.day(one.asof)}）" if one.asof else ""
        yield Number(words.number(one.value), one.unit, f"{one.label}{asof}")


def _routine(one: Routine) -> str:
    return " ".join((one.day, *((words.hours(one.time),) if one.time else ()), one.what))


def _volunteer_numbers(record: Volunteer) -> Iterator[Number]:
    if record.since:
        yield Number(str(record.since), "年", "开始服务")
    if record.hours is not None and record.hours_asof:
        yield Number(words.number(record.hours), "小时", f"服务时长（{words.day(record.hours_asof)}）")
    if record.times:
        yield Number(words.number(record.times), "场", "参加服务")


def _volunteer_points(record: Volunteer) -> Iterator[Point]:
    yield _honours(record.honours)
    if record.testimonials:
        first = record.testimonials[0]
        yield Point("邻里说", f"{first.text}（{first.by}）")


def _team_numbers(record: Team) -> Iterator[Number]:
    yield Number(words.number(record.members), "人", f"队员（{words.day(record.members_asof)}）")
    if record.hours is not None and record.hours_asof:
        yield Number(words.number(record.hours), "小时", f"服务时长（{words.day(record.hours_asof)}）")
    yield Number(words.month(record.founded).partition("年")[0], "年", "成立")


def _team_points(record: Team) -> Iterator[Point]:
    yield Point("服务领域", words.listed(record.fields))
    yield Point("固定服务", "；".join(map(_routine, record.routine)))
    yield _honours(record.honours)


def _project_numbers(record: Project) -> Iterator[Number]:
    yield from _results(record.results)
    if record.served:
        yield Number(words.number(record.served), "人次", "受益")
    if record.volunteers:
        yield Number(words.number(record.volunteers), "人", "参与")


def _project_points(record: Project) -> Iterator[Point]:
    yield Point("为了谁", record.beneficiaries)
    yield Point("难在哪里", record.need)
    yield Point("怎么做", record.method)
    yield Point("好经验", record.replicable or "")


def _community_points(record: Community) -> Iterator[Point]:
    yield Point("一句话", record.motto or "")
    if record.station:
        yield Point("文明实践站", "，".join(filter(None, (record.station.address, record.station.hours))))


def _activity_numbers(record: Activity) -> Iterator[Number]:
    if record.people:
        yield Number(words.number(record.people), "人次", "参加")
    yield from _results(record.results)


def _activity_points(record: Activity) -> Iterator[Point]:
    at = f" {words.hours(record.time)}" if record.time else ""
    yield Point("时间", f"{words.days(record.date, record.end)}{at}")
    yield Point("地点", record.place)
    yield Point("报名", record.signup or "")


def _place_points(record: PlaceRecord) -> Iterator[Point]:
    yield Point("地址", record.address)
    yield Point("开放", record.opening or "")
    yield Point("怎么来", record.transport or "")


def _news_points(record: News) -> Iterator[Point]:
    yield Point("刊发", f"{record.outlet}，{words.day(record.orig_date)}")


def _benefit_points(record: Benefit) -> Iterator[Point]:
    stars = words.listed([words.STARS[star] for star in record.stars])
    yield Point("给谁", f"{stars}志愿者" if any(record.stars) else "所有志愿者")
    yield Point("内容", record.content)
    yield Point("怎么领", record.how)
    yield Point("谁提供", record.provider)
    yield Point("有效期", f"到{words.day(record.valid)}" if record.valid else "")


def _training_points(record: Training) -> Iterator[Point]:
    yield Point("日期", words.day(record.date))
    yield Point("给谁", record.audience)
    yield Point("地点", record.place or "")
    yield Point("讲授", record.teacher or "")


def _notice_points(record: Notice) -> Iterator[Point]:
    yield Point("时间", f"{words.moment(record.start)}至{words.moment(record.until)}")


def _channel_points(record: ChannelRecord) -> Iterator[Point]:
    for number, step in enumerate(record.steps, start=1):
        yield Point(f"第 {number} 步", step)
    yield Point("开放", record.opening or "")
    yield Point("地址", record.address or "")
    yield Point("电话", record.phone or "")


def _figure_numbers(record: Figure) -> Iterator[Number]:
    whole = [point for point in record.series if point.community is None] or list(record.series)
    newest = max(whole, key=lambda point: point.asof)
    yield Number(words.number(newest.value), record.unit, f"截至 {words.day(newest.asof)}")


def _figure_points(record: Figure) -> Iterator[Point]:
    yield Point("口径", record.definition)
    yield Point("来源", record.source)
    yield Point("目标", record.target_text or "")


_NUMBERS: Final[dict[type[Any], Callable[[Any], Iterator[Number]]]] = {
    Volunteer: _volunteer_numbers,
    Team: _team_numbers,
    Project: _project_numbers,
    Activity: _activity_numbers,
    Figure: _figure_numbers,
}
_POINTS: Final[dict[type[Any], Callable[[Any], Iterator[Point]]]] = {
    Volunteer: _volunteer_points,
    Team: _team_points,
    Project: _project_points,
    Community: _community_points,
    Activity: _activity_points,
    PlaceRecord: _place_points,
    News: _news_points,
    Benefit: _benefit_points,
    Training: _training_points,
    Notice: _notice_points,
    ChannelRecord: _channel_points,
    Figure: _figure_points,
}
