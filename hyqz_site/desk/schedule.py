"""`hyqz schedule`: what appears, expires or changes in the coming days, and when to build next.

A page never changes by itself: whatever depends on the day is decided when the site is built. So every change that is
listed here with `builds` asks for a build at its moment; the others ask a person to do something. What the gates hold
back all the same changes nothing, and is not listed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.model import gates
from hyqz_site.model.clock import CHINA
from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award, AwardStage
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.common import Channel, Status
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.model.values import Ref
from hyqz_site.render import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import Moment
    from hyqz_site.model.site import Site

DAYS: Final = 30
STALE_MONTHS: Final = 12
"""A display board older than this is due to be changed, where `rules.yaml` says nothing else."""


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens to one record."""

    at: datetime
    record: str
    """`志愿者/li-xiaoyan`; of a post `岗位`."""
    title: str
    what: str
    builds: bool = True
    """Whether the site shows something else from then on, so that it has to be built."""
    turns: bool = False
    """Whether the record appears or goes; else something happens to one that is shown."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The events by time, the boards that are due, and the moment of the next build."""

    events: tuple[Event, ...]
    boards: tuple[str, ...]
    next_build: datetime | None
    days: int
    consents: tuple[str, ...] = ()
    """Consents that end within 30 days, however far the schedule looks: somebody has to ask for them anew in time."""


def schedule(site: Site, moment: Moment, days: int = DAYS) -> Schedule:
    """What happens after `moment` within `days` days."""
    last = moment.now + timedelta(days=days)
    found = {
        event
        for record in site.records.values()
        for event in _events(record, moment, days)
        if moment.now < event.at <= last and _happens(event, record, moment)
    }
    found |= {event for event in _posts(site) if moment.now < event.at <= last}
    building = [event.at for event in found if event.builds]
    building += [at for at in _days_over(site, moment) if moment.now < at <= last]
    boards, consents = tuple(_boards(site, moment)), tuple(_consents(site, moment))
    return Schedule(tuple(sorted(found)), boards, min(building, default=None), days, consents)


def _posts(site: Site) -> Iterator[Event]:
    """Who takes a public post, and who leaves one: that person's name is an office's no longer."""
    for post, _ in site.singletons.roster:
        if post.public:
            yield Event(datetime.combine(post.start, time(), CHINA), "岗位", post.name, f"{post.post}的任期开始")
        if post.public and post.end:
            over = datetime.combine(post.end + timedelta(days=1), time(), CHINA)
            yield Event(over, "岗位", post.name, f"{post.post}的任期到了，页面上不再写")


def _happens(event: Event, record: Record, moment: Moment) -> bool:
    """Whether it changes what is shown: of a record that stays, what is said of it."""
    at = replace(moment, now=event.at)
    if event.turns:
        return gates.turns(record, replace(moment, now=event.at - timedelta(seconds=1)), at)
    return _is_shown(record, at)


def _is_shown(record: Record, moment: Moment) -> bool:
    return any(
        gates.held(record, replace(moment, channel=channel)) is None for channel in (Channel.SITE, Channel.SCREEN)
    )


def _days_over(site: Site, moment: Moment) -> Iterator[datetime]:
    """The midnights after which a repeated activity shows one date fewer."""
    for record in site.of(Activity):
        if record.status is Status.PUBLISHED and record.repeats is not None:
            for day in record.days(moment.today):
                over = datetime.combine(day + timedelta(days=1), time(), CHINA)
                if _is_shown(record, replace(moment, now=over)):
                    yield over


def _events(record: Record, moment: Moment, days: int) -> Iterator[Event]:
    if record.status is not Status.PUBLISHED:
        return
    name = kind_of(record).address(record.id)

    def on(day: date | None, what: str, *, turns: bool = True) -> Iterator[Event]:
        if day is not None:
            yield Event(datetime.combine(day, time(), CHINA), name, record.title, what, turns=turns)

    def after(day: date | None, what: str, *, turns: bool = True) -> Iterator[Event]:
        yield from on(day + timedelta(days=1) if day else None, what, turns=turns)

    yield from on(record.published, "发布日期到了，开始出现")
    yield from on(record.expires, "到期，不再出现")
    if record.consent:
        yield from on(record.consent.date, "同意从这一天起有效")
        yield from on(record.consent.withdrawn, "同意撤回，不再出现")
        yield from after(record.consent.until, "同意过了有效期，不再出现；要继续展示，请先重新取得同意")
    if isinstance(record, Notice):
        yield Event(record.start, name, record.title, "公告开始", turns=True)
        yield Event(record.until, name, record.title, "公告结束", turns=True)
    elif isinstance(record, Benefit):
        yield from after(record.valid, "礼遇过了有效期，不再出现")
    elif isinstance(record, Award) and record.stage is AwardStage.NOTICE:
        yield from on(record.notice_from, "公示开始，名单出现", turns=False)
        yield from after(record.notice_until, "公示结束，名单不再出现；有了结果请把“阶段”改成下一步", turns=False)
    elif isinstance(record, Activity):
        yield from _activity(record, name, moment, days)


def _activity(record: Activity, name: str, moment: Moment, days: int) -> Iterator[Event]:
    for day in record.days(moment.today, days):
        start = record.time.start if record.time else time()
        what = "活动开始" if record.repeats is None else "活动（每周的一次）"
        yield Event(datetime.combine(day, start, CHINA), name, record.title, what, builds=False)
    over = record.last_day + timedelta(days=1)
    at = datetime.combine(over, time(), CHINA)
    todo = "" if record.people is not None or record.results else "；请补写参与人次和成效"
    yield Event(at, name, record.title, f"活动结束，从预告变成往期{todo}")


def _consents(site: Site, moment: Moment) -> Iterator[str]:
    """The consents of published records that end within 30 days, soonest first, and what goes with each of them."""
    last = moment.today + timedelta(days=DAYS)
    ending = [
        (record.consent.until, kind_of(record).address(record.id), record)
        for record in site.records.values()
        if record.status is Status.PUBLISHED
        and record.consent
        and not record.consent.withdrawn
        and record.consent.until
        and moment.today <= record.consent.until <= last
    ]
    for until, name, record in sorted(ending, key=lambda one: one[:2]):
        left = (until - moment.today).days
        parts = ["封面"] if record.cover else []
        parts += [f"{len(record.photos)} 张图片"] if record.photos else []
        gone = f"这一页和它的{'、'.join(parts)}" if parts else "这一页"
        yield f"{until}（{f'还有 {left} 天' if left else '今天'}）{name} {record.title}：过后{gone}不再出现"


def _boards(site: Site, moment: Moment) -> Iterator[str]:
    """Boards whose content is too old, was changed since, or may no longer hang there."""
    moment = replace(moment, channel=Channel.PLACE)
    panels = site.singletons.rules.panels
    months = (panels.stale_months if panels else None) or STALE_MONTHS
    for place in site.of(PlaceRecord):
        if place.status is Status.WITHDRAWN:
            continue
        for panel in place.panels:
            reasons = list(_reasons(site, panel.ref, panel.updated, moment, months))
            if reasons:
                yield f"{place.title} {panel.no}（{panel.ref.text}）：{'；'.join(reasons)}"


def _reasons(site: Site, ref: Ref, updated: date, moment: Moment, months: int) -> Iterator[str]:
    if _months_later(updated, months) <= moment.today:
        yield f"上次换板是 {updated}，已经超过 {months} 个月"
    shown = site.find(ref)
    if shown is None:
        return
    if shown.updated and updated < shown.updated <= moment.today:
        yield f"内容在 {shown.updated} 改过，比展板新"
    held = gates.held(shown, moment)
    if held:
        yield f"内容已经不公开（{held}），请撤下展板"


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day


def as_text(found: Schedule) -> str:
    """The schedule as an editor reads it."""
    out = [f"今后 {found.days} 天："]
    day = None
    for event in found.events:
        if event.at.date() != day:
            day = event.at.date()
            out.append(f"{day}（周{words.WEEKDAYS[day.weekday()]}）")
        clock = f"{event.at:%H:%M} " if event.at.time() != time() else ""
        out.append(f"    {clock}{event.record} {event.title}：{event.what}")
    if not found.events:
        out.append("    没有什么变化。")
    if found.consents:
        out.append("同意快到期，要继续展示请先重新取得同意：")
        out += [f"    {line}" for line in found.consents]
    if found.boards:
        out.append("换板提醒：")
        out += [f"    {line}" for line in found.boards]
        out.append("    重做一个阵地的全部展板：hyqz print 阵地/编号 --format panel")
    if found.next_build:
        out.append(f"下一次生成：{found.next_build:%Y-%m-%d %H:%M} 或稍后，运行 hyqz build。")
    else:
        out.append(f"今后 {found.days} 天里，内容不改就不用重新生成。")
    return "\n".join(out) + "\n"
