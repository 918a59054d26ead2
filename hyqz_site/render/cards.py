"""Records → share cards: which words, picture and flock of a record go on its poster. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.cards.card import TINTS, Big, Card, Flock, Look, Motif, Named
from hyqz_site.images.geometry import DEFAULT_FOCUS, PORTRAIT_FOCUS
from hyqz_site.model.fields import Weekday
from hyqz_site.model.kinds import BY_NAME, kind_of
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
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import geese, routes, words
from hyqz_site.render.views.common import page_of

if TYPE_CHECKING:
    from datetime import date

    from hyqz_site.images.geometry import Focus
    from hyqz_site.model.gates import PublicSite
    from hyqz_site.model.kinds.common import Picture, Record

POSTER_ART: Final = (300, 250)
SIDE_ART: Final = (250, 300)
DOT: Final = " · "

MARK: Final = Flock(456, 112, geese.formation(geese.Dice("wordmark-3"), 8, (448, 42), -0.22, 14.5, 8))
"""The birds of `assets/img/wordmark.svg` (`tools/make_wordmark.py`)."""

_LOOKS: Final[dict[type[Record], Look]] = {
    Volunteer: Look.PERSON,
    Activity: Look.EVENT,
    Training: Look.EVENT,
    News: Look.NEWS,
    Award: Look.AWARD,
    Figure: Look.FIGURE,
    Community: Look.PLATE,
    Notice: Look.NOTICE,
}
"""All others are stories."""


def has_card(record: Record) -> bool:
    """Whether a record gets a card: those that have a page."""
    return not isinstance(record, Screen)


def picture_of(record: Record) -> Picture | None:
    """The picture of a record's card: its cover, a film's poster frame."""
    return record.cover or (record.poster if isinstance(record, Film) else None)


def card_of(record: Record, public: PublicSite, picture: bytes | None = None) -> Card:
    """The card of a record that may go out; `picture` is a JPEG variant of `picture_of(record)`, at best the widest."""
    shown = picture_of(record) if picture else None
    key = f"{kind_of(record).name}/{record.id}"
    tint = _tint(record, key)
    count = min(_people(record), geese.CROWD)  # one flock; a second one would fly across words
    base = public.settings.base
    url = base + routes.relative("", page_of(record)) if base else ""
    flock = geese.divider(key, max(7, min(count, 17)) if count else 9)
    return Card(
        id=f"{kind_of(record).collection}/{record.id}",
        look=_look(record),
        label=_label(record),
        title=_title(record),
        text=_text(record),
        notes=_notes(record, public),
        big=_big(record),
        latin=record.id.replace("-", " ").upper() if isinstance(record, Community) else "",
        roll=_roll(record, public) if isinstance(record, Award) else (),
        picture=picture if shown else None,
        focus=_focus(record, shown),
        motif=_motif(key, count, tint, POSTER_ART),
        side=_motif(key, count, tint, SIDE_ART),
        flock=Flock(flock.width, flock.height, flock.birds),
        mark=MARK,
        tint=tint,
        sample=bool(record.sample),
        site=public.settings.title,
        address=base.partition("://")[2].removesuffix("/"),
        code=url,
    )


def _look(record: Record) -> Look:
    if isinstance(record, Notice) and record.level is NoticeLevel.EMERGENCY:
        return Look.ALERT
    return _LOOKS.get(type(record), Look.STORY)


def _title(record: Record) -> str:
    """Its title; that of an award goes on after the year, which stands above it."""
    return record.title.removeprefix(f"{record.year}年") or record.title if isinstance(record, Award) else record.title


def _tint(record: Record, key: str) -> str:
    if isinstance(record, Activity):
        return geese.SEASONS[record.in_season]
    if isinstance(record, Community):
        return "brick"
    return TINTS[geese.Dice(key).pick(len(TINTS))]


def _motif(key: str, count: int, tint: str, shape: tuple[int, int]) -> Motif:
    scene = geese.scene(key, count=count, tint=tint, shape=shape)
    return Motif(
        width=scene.width,
        height=scene.height,
        sun=scene.sun,
        far=scene.far,
        near=scene.near,
        ground=scene.ground,
        lines=scene.lines,
        leader=scene.leader,
        birds=scene.birds,
    )


def _people(record: Record) -> int:
    """How many people a record tells of; 0 where it does not say."""
    if isinstance(record, Team):
        return record.members
    if isinstance(record, Project):
        return record.volunteers or 0
    return (record.people or 0) if isinstance(record, Activity | Training) else 0


def _focus(record: Record, picture: Picture | None) -> Focus:
    if picture is None:
        return DEFAULT_FOCUS
    return picture.focus or (PORTRAIT_FOCUS if isinstance(record, Volunteer) else DEFAULT_FOCUS)


def _label(record: Record) -> str:
    """Of what sort the record is, in a few characters."""
    if isinstance(record, Volunteer):
        return f"{words.STARS[record.stars]}志愿者" if record.stars else "志愿者"
    if isinstance(record, Activity):
        return record.action or record.topic or record.theme
    if isinstance(record, News):
        return f"{record.form}{DOT}{record.outlet}"
    if isinstance(record, Film | PlaceRecord):
        return record.type
    if isinstance(record, Training):
        return record.form
    if isinstance(record, Team):
        return f"{record.group}{record.level}" if record.level.endswith("队") else record.level
    if isinstance(record, Project):
        return "志愿服务项目"
    if isinstance(record, Benefit):
        return f"礼遇{DOT}{record.category}"
    if isinstance(record, ChannelRecord):
        return "加入我们"
    if isinstance(record, Award):
        return f"{BY_NAME['award'].label}{DOT}{record.stage}"
    if isinstance(record, Community):
        return record.party_org or "社区"
    if isinstance(record, Notice):
        return "紧急公告" if record.level is NoticeLevel.EMERGENCY else "公告"
    if isinstance(record, Figure):
        return "成果"
    return "衡阳群众" if isinstance(record, Page) else kind_of(record).label


def _text(record: Record) -> str:
    if isinstance(record, Volunteer):
        return record.deed or record.summary
    if isinstance(record, Community):
        return record.motto or record.summary
    if isinstance(record, Figure):
        return f"口径：{record.definition}"
    return record.summary


def _notes(record: Record, public: PublicSite) -> tuple[str, ...]:
    """Who, where, when."""
    found = public.find(record.community)
    community = found.title if found else ""
    parts: tuple[str, ...] = (community,)
    if isinstance(record, Volunteer):
        parts = (community, record.identity)
    elif isinstance(record, Team):
        parts = (community, f"{words.number(record.members)}人", f"{words.month(record.founded)}成立")
    elif isinstance(record, Project):
        parts = (community, f"始于{words.month(record.started)}")
    elif isinstance(record, Activity):
        parts = (record.place,)
    elif isinstance(record, Training):
        parts = (record.place or "", record.audience)
    elif isinstance(record, News):
        parts = (words.day(record.orig_date),)
    elif isinstance(record, Film):
        parts = (words.length(record.seconds), record.owner)
    elif isinstance(record, PlaceRecord):
        parts = (record.address,)
    elif isinstance(record, Award):
        period = words.days(record.notice_from, record.notice_until) if record.notice_from else ""
        parts = (record.host, f"公示期{period}" if period else "")
    elif isinstance(record, Figure):
        parts = (f"来源：{record.source}",)
    elif isinstance(record, Community):
        parts = (record.station.address if record.station else "",)
    elif isinstance(record, Benefit):
        parts = (record.provider,)
    elif isinstance(record, Notice):
        parts = (community, f"{words.day(record.until.date())}前有效")
    return tuple(filter(None, parts))


def _big(record: Record) -> Big | None:
    if isinstance(record, Activity):
        if record.repeats:
            days = [list(Weekday).index(day) for day in record.repeats.days]
            return Big(
                "".join(words.WEEKDAYS[day] for day in days), "每周", words.hours(record.time) if record.time else ""
            )
        return _day(record.date, record.end)
    if isinstance(record, Training):
        return _day(record.date, None)
    if isinstance(record, Award):
        return Big(str(record.year))
    if isinstance(record, Figure):
        whole = [point for point in record.series if point.community is None] or list(record.series)
        last = max(whole, key=lambda point: point.asof)
        return Big(words.number(last.value), record.unit, below=f"截至{words.day(last.asof)}")
    return None


def _day(start: date, end: date | None) -> Big:
    """A day as on the leaf of a calendar; of several days the first, and until when."""
    below = f"周{words.WEEKDAYS[start.weekday()]}"
    if end and end != start:
        below = (
            f"至{end.day}日" if (end.year, end.month) == (start.year, start.month) else f"至{end.month}月{end.day}日"
        )
    return Big(str(start.day), above=f"{start.year}年{start.month}月", below=below)


def _roll(record: Award, public: PublicSite) -> tuple[Named, ...]:
    """Who is named, one line for each of the four categories."""
    found = []
    for kind, title in CATEGORIES.items():
        refs = tuple(entry.ref for entry in record.entries if entry.ref.kind == kind)
        names = tuple(named.title for named in public.all(refs))
        if names:
            found.append(Named(title, names))
    return tuple(found)
