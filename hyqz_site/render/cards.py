"""Records → share cards: which words, picture and flock of a record go on its poster. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hyqz_site.cards.card import TINTS, Big, Card, Flock, Look, Named
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import focus_of, kind_of, picture_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import CATEGORIES, Award
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.notice import Notice, NoticeLevel
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import geese, routes, words
from hyqz_site.render.views.common import page_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite

POSTER_ART: Final = (300, 250)
SIDE_ART: Final = (250, 300)
DOT: Final = " · "

MARK: Final = Flock(456, 112, geese.formation(geese.Dice("wordmark-24"), 8, (448, 42), -0.22, 14.5, 8))
"""The birds of `assets/img/wordmark.svg` (`tools/make_wordmark.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a record of one kind says on its card, besides its title."""

    look: Look = Look.STORY
    label: str = ""
    text: str
    notes: tuple[str, ...] = ()
    big: Big | None = None
    people: int = 0
    """How many it tells of: as many birds."""


def has_card(record: Record) -> bool:
    """Whether a record gets a card: those that have a page."""
    return type(record) in _SAID


def card_of(record: Record, public: PublicSite, picture: bytes | None = None) -> Card:
    """The card of a record that may go out; `picture` is a JPEG variant of `picture_of(record)`, at best the widest."""
    kind = kind_of(record)
    key = f"{kind.name}/{record.id}"
    community = public.find(record.community)
    said = _SAID[type(record)](record, community.title if community else "")
    tint = _tint(record, key)
    count = min(said.people, geese.CROWD)  # one flock; a second one would fly across words
    base = public.settings.base
    return Card(
        id=f"{kind.collection}/{record.id}",
        look=said.look,
        label=said.label,
        title=title_of(record),
        text=said.text,
        notes=tuple(filter(None, said.notes)),
        big=said.big,
        latin=record.latin if isinstance(record, Community) else "",
        roll=_roll(record, public) if isinstance(record, Award) else (),
        picture=picture,
        focus=focus_of(picture_of(record), record),
        motif=geese.scene(key, count=count, tint=tint, shape=POSTER_ART),
        side=geese.scene(key, count=count, tint=tint, shape=SIDE_ART),
        flock=geese.divider(key, max(7, count) if count else 9),
        mark=MARK,
        tint=tint,
        sample=bool(record.sample),
        site=public.settings.title,
        address=base.partition("://")[2].removesuffix("/"),
        code=base + routes.relative("", page_of(record)) if base else "",
    )


def title_of(record: Record) -> str:
    """Its title; that of an award goes on after the year, which stands above it."""
    return record.title.removeprefix(f"{record.year}年") or record.title if isinstance(record, Award) else record.title


def _tint(record: Record, key: str) -> str:
    if isinstance(record, Activity):
        return geese.SEASONS[record.in_season]
    return "brick" if isinstance(record, Community) else TINTS[geese.Dice(key).pick(len(TINTS))]


def _roll(record: Award, public: PublicSite) -> tuple[Named, ...]:
    """Who is named, one line for each of the four categories."""
    found = []
    for kind, title in CATEGORIES.items():
        refs = tuple(entry.ref for entry in record.entries if entry.ref.kind == kind)
        names = tuple(named.title for named in public.all(refs))
        if names:
            found.append(Named(title, names))
    return tuple(found)


def _day(start: date, end: date | None) -> Big:
    """A day as on the leaf of a calendar; of several days the first, and until when."""
    below = f"周{words.WEEKDAYS[start.weekday()]}"
    if end and end != start:
        below = (
            f"至{end.day}日" if (end.year, end.month) == (start.year, start.month) else f"至{end.month}月{end.day}日"
        )
    return Big(str(start.day), above=f"{start.year}年{start.month}月", below=below)


# What each kind says; each is given the name of the record's community, or ""


def _volunteer(record: Volunteer, community: str) -> Said:
    return Said(
        look=Look.PERSON,
        label=f"{words.STARS[record.stars]}志愿者" if record.stars else "志愿者",
        text=record.deed or record.summary,
        notes=(community, record.identity),
    )


def _team(record: Team, community: str) -> Said:
    return Said(
        label=f"{record.group}{record.level}" if record.level.endswith("队") else record.level,
        text=record.summary,
        notes=(community, f"{words.number(record.members)}人", f"{words.month(record.founded)}成立"),
        people=record.members,
    )


def _project(record: Project, community: str) -> Said:
    return Said(
        label="志愿服务项目",
        text=record.summary,
        notes=(community, f"始于{words.month(record.started)}"),
        people=record.volunteers or 0,
    )


def _community(record: Community, _: str) -> Said:
    return Said(
        look=Look.PLATE,
        label=record.party_org or "",
        text=record.motto or record.summary,
        notes=(record.station.address,) if record.station else (),
    )


def _activity(record: Activity, _: str) -> Said:
    if record.repeats:
        days = "".join(words.WEEKDAYS[day.number] for day in record.repeats.days)
        big = Big(days, above="每周", below=words.hours(record.time) if record.time else "")
    else:
        big = _day(record.date, record.end)
    return Said(
        look=Look.EVENT,
        label=record.action or record.topic or record.theme,
        text=record.summary,
        notes=(record.place,),
        big=big,
        people=record.people or 0,
    )


def _training(record: Training, _: str) -> Said:
    return Said(
        look=Look.EVENT,
        label=record.form,
        text=record.summary,
        notes=(record.place or "", record.audience),
        big=_day(record.date, None),
        people=record.people or 0,
    )


def _news(record: News, _: str) -> Said:
    return Said(
        look=Look.NEWS,
        label=f"{record.form}{DOT}{record.outlet}",
        text=record.summary,
        notes=(words.day(record.orig_date),),
    )


def _film(record: Film, _: str) -> Said:
    return Said(label=record.type, text=record.summary, notes=(words.length(record.seconds), record.owner))


def _place(record: PlaceRecord, _: str) -> Said:
    return Said(label=record.type, text=record.summary, notes=(record.address,))


def _award(record: Award, _: str) -> Said:
    period = words.days(record.notice_from, record.notice_until) if record.notice_from else ""
    return Said(
        look=Look.AWARD,
        label=record.stage,
        text=record.summary,
        notes=(record.host, f"公示期{period}" if period else ""),
        big=Big(str(record.year)),
    )


def _figure(record: Figure, _: str) -> Said:
    whole = [point for point in record.series if point.community is None] or list(record.series)
    last = max(whole, key=lambda point: point.asof)
    return Said(
        look=Look.FIGURE,
        label="成果",
        text=f"口径：{record.definition}",
        notes=(f"来源：{record.source}",),
        big=Big(words.number(last.value), record.unit, below=f"截至{words.day(last.asof)}"),
    )


def _benefit(record: Benefit, _: str) -> Said:
    return Said(label=f"礼遇{DOT}{record.category}", text=record.summary, notes=(record.provider,))


def _channel(record: ChannelRecord, _: str) -> Said:
    return Said(label="加入我们", text=record.summary, notes=(record.address or "",))


def _notice(record: Notice, community: str) -> Said:
    is_urgent = record.level is NoticeLevel.EMERGENCY
    return Said(
        look=Look.ALERT if is_urgent else Look.NOTICE,
        label="紧急公告" if is_urgent else "公告",
        text=record.summary,
        notes=(community, f"{words.day(record.until.date())}前有效"),
    )


def _page(record: Page, _: str) -> Said:
    return Said(text=record.summary)


_SAID: Final[dict[type[Record], Callable[[Any, str], Said]]] = {
    Volunteer: _volunteer,
    Team: _team,
    Project: _project,
    Community: _community,
    Activity: _activity,
    News: _news,
    Film: _film,
    PlaceRecord: _place,
    Award: _award,
    Figure: _figure,
    Benefit: _benefit,
    Training: _training,
    ChannelRecord: _channel,
    Notice: _notice,
    Page: _page,
}
"""Screens have no page, and so no card."""
