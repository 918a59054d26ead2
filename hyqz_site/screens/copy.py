"""Records → what their slides say, before any size is known (screens contract §1, §5).

A `Copy` is plain frozen data: two moments at which a record says the same give equal copies, so the loop sees that
nothing changed. Every text knows the field it comes from, so that a problem can point there.
"""

from __future__ import annotations

import dataclasses
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import focus_of, key_of, kind_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import CATEGORIES, Award, AwardEntry, AwardStage
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice, NoticeLevel
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.values import Media
from hyqz_site.render import geese, words
from hyqz_site.source.captions import Cue, cues

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hyqz_site.model.kinds.common import Origin, Picture, Record
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite


class Design(StrEnum):
    """What a slide looks like, before its shape."""

    PERSON = "person"
    AWARD = "award"
    TEAM = "team"
    PROJECT = "project"
    COMMUNITY = "community"
    ACTIVITY = "activity"
    UPCOMING = "upcoming"
    FIGURE = "figure"
    NEWS = "news"
    FILM = "film"
    RECRUIT = "recruit"
    BENEFIT = "benefit"
    NOTICE = "notice"
    EMERGENCY = "emergency"
    BRAND = "brand"
    TODAY = "today"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the field that says it; empty where the words are ours."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to be cut to the place that the slide has for it."""

    path: str
    focus: tuple[float, float]
    alt: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, oldest first, and the line of the target."""

    bars: tuple[tuple[str, float], ...]
    target: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What one slide says."""

    id: str
    design: Design
    kicker: str = ""
    head: Said = Said("")
    body: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()
    """What goes first where there is no room."""
    big: str = ""
    """A number or a date to be seen from afar."""
    unit: str = ""
    chart: Chart | None = None
    shot: Shot | None = None
    film: str = ""
    """Path of the film below the project."""
    seconds: int = 0
    """Its length."""
    cues: tuple[Cue, ...] = ()
    """What it says, and when."""
    qr: str = ""
    qr_field: str = ""
    is_sample: bool = False
    tint: str = ""
    """The season of an activity: its grounds and birds have one of four tints."""
    records: tuple[tuple[str, str], ...] = ()
    """Whose words and pictures these are."""
    has_expiry: bool = False
    """Whether the record has its own last day."""
    origin: Origin | None = dataclasses.field(default=None, compare=False, repr=False)
    cls: type[Record] | None = dataclasses.field(default=None, compare=False)


def _unread(_: str) -> str:
    """Nobody reads caption files."""
    return ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the copies of records as they are public at one moment."""

    public: PublicSite
    library: Library
    read: Callable[[str], str] = _unread
    """The text of a caption file, by its path below the project."""

    def of(self, record: Record) -> Copy:
        """What the slide of a record says."""
        return _WRITERS.get(type(record), Writer._plain)(self, record)

    def award(self, award: Award) -> tuple[Copy, ...]:
        """One slide for each entry, with its citation."""
        found = []
        for entry in award.entries:
            named = self.public.find(entry.ref)
            if named is None:
                continue
            number = _number_in_file(award, entry)
            own = self.of(named)
            body = (Said(entry.citation, f"entries.{number - 1}.citation"),) if entry.citation else own.body
            label = CATEGORIES[entry.ref.kind]
            found.append(
                dataclasses.replace(
                    own,
                    id=f"award/{award.id}#{number}",
                    design=Design.AWARD,
                    kicker=f"{award.year}年{label}" + ("（公示）" if award.stage is AwardStage.NOTICE else ""),
                    head=Said(named.title),
                    body=body,
                    notes=tuple(Said(note) for note in (getattr(named, "identity", ""),) if note),
                    big="",
                    unit="",
                    is_sample=own.is_sample or bool(award.sample),
                    records=(("award", award.id), *own.records),
                    has_expiry=own.has_expiry or award.expires is not None,
                    origin=award.origin,
                    cls=Award,
                )
            )
        return tuple(found)

    def brand(self) -> Copy:
        """The slide that every loop has, and that stands in when there is no other."""
        settings = self.public.settings
        return Copy(
            id="brand",
            design=Design.BRAND,
            head=Said(settings.title.replace("“", "\n“", 1).strip()),
            body=tuple(Said(text) for text in (settings.subtitle,) if text),
            notes=(Said(settings.organiser),),
        )

    def today(self, upcoming: tuple[Activity, ...]) -> Copy:
        """Today's date, written by the wall's clock, and the next activity."""
        own = self.of(upcoming[0]) if upcoming else None
        return Copy(
            id="brand#date",
            design=Design.TODAY,
            kicker=self.public.settings.title,
            big="12月28日",  # as wide as a date gets
            unit="周三",
            head=own.head if own else Said(self.public.settings.subtitle or ""),
            body=(Said(f"{own.big} {own.unit}".strip()), *own.notes[:1]) if own else (),
            is_sample=own.is_sample if own else False,
            records=own.records if own else (),
            has_expiry=bool(own),
            origin=own.origin if own else None,
            cls=own.cls if own else None,
        )

    # One for each kind

    def _start(self, record: Record, design: Design, **more: Any) -> Copy:  # noqa: ANN401 - any field of Copy
        shot = self._shot(getattr(record, "cover", None), record)
        body = more.pop("body", None) or ((Said(record.summary, "summary"),) if record.summary else ())
        if record.screen_text:
            body = tuple(Said(text, f"screen_text.{number}") for number, text in enumerate(record.screen_text))
        return Copy(
            **{
                "id": f"{kind_of(record).name}/{record.id}",
                "design": design,
                "kicker": kind_of(record).label,
                "head": Said(record.title, "title"),
                "body": body,
                "shot": shot,
                "is_sample": bool(record.sample),
                "records": (key_of(record),),
                "has_expiry": record.expires is not None,
                "origin": record.origin,
                "cls": type(record),
                **more,
            }
        )

    def _shot(self, picture: Picture | None, record: Record) -> Shot | None:
        if picture is None:
            return None
        path = self.library.find(record.origin.path, picture.file.path)
        return Shot(path, focus_of(picture, record), picture.alt) if path else None

    def _community(self, record: Record) -> str:
        community = self.public.find(record.community)
        return community.title if community else ""

    def _plain(self, record: Record) -> Copy:
        notes = (
            Said(getattr(record, "opening", None) or "", "opening"),
            Said(getattr(record, "address", None) or "", "address"),
        )
        return self._start(record, Design.PLAIN, notes=tuple(note for note in notes if note.text))

    def _volunteer(self, record: Volunteer) -> Copy:
        stars = f" · {words.STARS[record.stars]}" if record.stars else ""
        return self._start(
            record,
            Design.PERSON,
            kicker=f"{record.identity}{stars}",
            body=(Said(record.deed, "deed"),) if record.deed else (),
            notes=(Said(f"“{record.quote.strip('“”')}”", "quote"),) if record.quote else (),
        )

    def _team(self, record: Team) -> Copy:
        routine = record.routine[0] if record.routine else None
        when = f"每{routine.day}{' ' + words.hours(routine.time) if routine.time else ''}" if routine else ""
        notes = [Said(f"{when} {routine.what}", "routine.0.what")] if routine else []
        notes.append(Said(f"{words.number(record.members)}人 · 截至{words.day(record.members_asof)}", "members"))
        return self._start(record, Design.TEAM, kicker=f"{record.group}队伍", notes=tuple(notes))

    def _project(self, record: Project) -> Copy:
        notes = (Said(record.schedule, "schedule"),) if record.schedule else ()
        return self._start(record, Design.PROJECT, kicker=record.theme, notes=notes)

    def _place(self, record: Community) -> Copy:
        notes = []
        if record.station:
            hours = f"　{record.station.hours}" if record.station.hours else ""
            notes.append(Said(f"文明实践站：{record.station.address}{hours}", "station.address"))
        return self._start(
            record,
            Design.COMMUNITY,
            kicker=self.public.settings.title,
            body=(Said(record.motto, "motto"),) if record.motto else (),
            notes=tuple(notes),
        )

    def _activity(self, record: Activity) -> Copy:
        if record.last_day >= self.public.today:
            return self._upcoming(record)
        notes = [Said(f"{words.number(record.people)}人次参加", "people")] if record.people else []
        notes.append(Said(record.place, "place"))
        kicker, tint = words.days(record.date, record.last_day), geese.SEASONS[record.in_season]
        return self._start(record, Design.ACTIVITY, kicker=kicker, notes=tuple(notes), tint=tint)

    def _upcoming(self, record: Activity) -> Copy:
        at = words.hours(record.time) if record.time else ""
        if record.repeats:
            big, unit = f"每{'、'.join(record.repeats.days)}".replace("、周", "、"), at
        else:
            end = f"至{_month_day(record.end)}" if record.end and record.end != record.date else ""
            big = _month_day(record.date)
            unit = " ".join(filter(None, (end or f"周{words.WEEKDAYS[record.date.weekday()]}", at)))
        notes = [Said(record.place, "place")]
        if record.signup:
            notes.append(Said(f"报名：{record.signup}", "signup"))
        own = self._start(
            record,
            Design.UPCOMING,
            kicker="活动预告",
            big=big,
            unit=unit,
            notes=tuple(notes),
            tint="" if record.repeats else geese.SEASONS[record.in_season],
        )
        return dataclasses.replace(own, body=tuple(said for said in own.body if not _says_when(said.text, big, at)))

    def _news(self, record: News) -> Copy:
        kicker = f"{record.outlet} · {words.day(record.orig_date)}"
        return self._start(record, Design.NEWS, kicker=kicker)

    def _film(self, record: Film) -> Copy:
        return self._start(
            record,
            Design.FILM,
            kicker=f"{record.type}",
            body=(Said(record.rights, "rights"),),
            shot=self._shot(record.poster, record),
            film=self.library.find(record.origin.path, record.file.path) or "",
            seconds=record.seconds,
            cues=self._cues(record),
        )

    def _cues(self, record: Film) -> tuple[Cue, ...]:
        named = record.captions
        path = self.library.find(record.origin.path, named.path) if isinstance(named, Media) else None
        return cues(self.public.mask.text(self.read(path))) if path else ()

    def _figure(self, record: Figure) -> Copy:
        own = sorted((point for point in record.series if point.community is None), key=lambda point: point.asof)
        last = own[-1] if own else None
        target = record.target
        notes = [Said(record.source, "source")]
        if target is not None:
            said = record.target_text or f"目标 {words.number(target)}{record.unit}"
            notes.insert(0, Said(said, "target_text"))
        return self._start(
            record,
            Design.FIGURE,
            kicker=f"截至{words.day(last.asof)}" if last else "",
            big=words.number(last.value) if last else "",
            unit=record.unit,
            body=(Said(record.definition, "definition"),),
            notes=tuple(notes),
            chart=Chart(
                tuple((f"{point.asof.month}月", float(point.value)) for point in own[-12:]),
                None if target is None else float(target),
            )
            if len(own) > 1
            else None,
        )

    def _benefit(self, record: Benefit) -> Copy:
        stars = _star_range(record.stars)
        return self._start(
            record,
            Design.BENEFIT,
            kicker=f"{record.category}礼遇 · {stars}志愿者" if stars else f"{record.category}礼遇",
            body=(Said(record.content, "content"),),
            notes=(Said(f"怎么领：{record.how}", "how"),),
        )

    def _channel(self, record: ChannelRecord) -> Copy:
        target = record.target or ""
        steps = tuple(
            Said(f"{number}. {step}", f"steps.{number - 1}") for number, step in enumerate(record.steps, start=1)
        )
        notes = [Said(text, name) for name in ("opening", "address", "phone") if (text := getattr(record, name))]
        return self._start(
            record, Design.RECRUIT, kicker="加入我们", body=steps, notes=tuple(notes), qr=target, qr_field="target"
        )

    def _notice(self, record: Notice) -> Copy:
        return Copy(
            id=f"notice/{record.id}",
            design=Design.EMERGENCY if record.level is NoticeLevel.EMERGENCY else Design.NOTICE,
            kicker="紧急公告" if record.level is NoticeLevel.EMERGENCY else "公告",
            body=tuple(Said(text, f"lines.{number}") for number, text in enumerate(record.lines)),
            is_sample=bool(record.sample),
            records=(("notice", record.id),),
            has_expiry=True,
            origin=record.origin,
            cls=Notice,
        )

    def _training(self, record: Training) -> Copy:
        notes = (Said(record.place, "place"),) if record.place else ()
        return self._start(record, Design.PLAIN, kicker=f"{record.form} · {words.day(record.date)}", notes=notes)


def _number_in_file(award: Award, entry: AwardEntry) -> int:
    """Which entry of the file it is, from 1: the gate leaves out others, and a slide's id must not change for that."""
    places = award.origin.places
    names = (f"entries.{number}.ref" for number in range(len(places)))
    return next(
        (
            number
            for number, name in enumerate(names, start=1)
            if name in places and places[name].value.at == entry.ref.at
        ),
        1,
    )


def _star_range(stars: tuple[int, ...]) -> str:
    """`一至五星`, `三星`, `一星、四星`; nothing where it is for those without stars, too."""
    ordered = sorted(set(stars))
    if 0 in ordered:
        return ""
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{words.STARS[ordered[0]][0]}至{words.STARS[ordered[-1]]}"
    return "、".join(words.STARS[star] for star in ordered)


def _says_when(text: str, date: str, time: str) -> bool:
    """Whether a line says nothing but the date, or its hour, too, where a time stands beside it."""
    before, found, after = text.partition(date)
    rest = before + after
    return bool(found) and not (_WHEN.sub("", rest) if time else rest.strip())


_WHEN: Final = re.compile(
    r"[\s，、（）()：:–~～-]|\d|[周星期上下中午早晚傍凌晨点半时整分起至到〇零一二三四五六七八九十两日天]"
)


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


_WRITERS: Final[dict[type[Record], Callable[[Writer, Any], Copy]]] = {
    Volunteer: Writer._volunteer,  # noqa: SLF001 - the table of the class above
    Team: Writer._team,  # noqa: SLF001
    Project: Writer._project,  # noqa: SLF001
    Community: Writer._place,  # noqa: SLF001
    Activity: Writer._activity,  # noqa: SLF001
    News: Writer._news,  # noqa: SLF001
    Film: Writer._film,  # noqa: SLF001
    Figure: Writer._figure,  # noqa: SLF001
    Benefit: Writer._benefit,  # noqa: SLF001
    ChannelRecord: Writer._channel,  # noqa: SLF001
    Notice: Writer._notice,  # noqa: SLF001
    Training: Writer._training,  # noqa: SLF001
}
