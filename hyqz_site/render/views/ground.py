"""The pages of communities and places."""

from __future__ import annotations

from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.render import routes, words
from hyqz_site.render.views.common import Desk, Fact, Link, Plate, facts
from hyqz_site.render.views.events import ServiceDay, service_days
from hyqz_site.render.views.outcomes import rate
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityView(RecordView):
    """The hub of a community."""

    motto: str
    sign: Plate
    earlier: Plate | None
    later: Plate | None
    """The neighbours on the line, as a station sign names them."""
    posts: tuple[Fact, ...]
    station: tuple[Fact, ...]
    numbers: tuple[Fact, ...]
    days: tuple[ServiceDay, ...]
    """What takes place here next."""
    calendar: str
    feed: str


def community(record: Community, desk: Desk) -> CommunityView:
    """The hub of a community: its station, posts and figures, and everything that names it."""
    station = record.station
    line = desk.communities()
    place = line.index(record)
    share = rate(record)
    return CommunityView(
        **common(record, desk),
        motto=record.motto or "",
        sign=Plate(record.short, record.latin, ""),
        earlier=desk.plate(line[place - 1]) if place else None,
        later=desk.plate(line[place + 1]) if place + 1 < len(line) else None,
        posts=tuple(
            Fact(post.post, post.name, post.group or "")
            for post in desk.public.roster
            if post.community and post.community.id == record.id
        ),
        station=facts(
            Fact("地址", station.address),
            Fact("开放时间", station.hours or ""),
            Fact("电话", station.phone or ""),
        )
        if station
        else (),
        numbers=facts(
            Fact("注册率", f"{words.number(share)}%" if share is not None else "", _both_days(record)),
            Fact(
                "注册志愿者",
                f"{words.number(record.registered)} 人" if record.registered is not None else "",
                f"截至{words.day(record.registered_asof)}" if record.registered_asof else "",
            ),
            Fact(
                "常住人口",
                f"{words.number(record.population)} 人" if record.population is not None else "",
                f"截至{words.day(record.population_asof)}" if record.population_asof else "",
            ),
            Fact("网格", f"{words.number(record.grids)} 个" if record.grids is not None else ""),
            Fact("党组织", record.party_org or ""),
        ),
        days=tuple(day for day in service_days(desk, 200) if day.link.href in _hosted(record, desk))[:5],
        calendar=desk.other(routes.calendar("communities", record.id)),
        feed=desk.other(routes.feed("communities", record.id)),
    )


def _both_days(record: Community) -> str:
    days = [words.day(day) for day in (record.registered_asof, record.population_asof) if day]
    return f"注册志愿者除以常住人口，截至{'、'.join(dict.fromkeys(days))}"


def _hosted(record: Community, desk: Desk) -> set[str]:
    """The pages of the activities that name the community, or none at all: those are everybody's."""
    return {
        desk.link(one).href
        for one in desk.public.of(Activity)
        if one.community is None or one.community.id == record.id
    }


@dataclass(frozen=True, slots=True)
class PanelView:
    """A display board and what it shows."""

    no: str
    size: str
    width: int
    height: int
    """As it is drawn, in proportion."""
    shows: Link
    updated: str


_BOARD: Final = (2370, 1170)
"""The largest that a board is drawn: its frame and its legs stand within 2400 by 1300."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView(RecordView):
    """The page of a place."""

    panels: tuple[PanelView, ...]


def place(record: PlaceRecord, desk: Desk) -> PlaceView:
    """The page of a park, square, corridor or station."""
    panels = []
    for panel in record.panels:
        shown = desk.public.find(panel.ref)
        if shown:
            width, height = panel.size.width, panel.size.height
            scale = min(1, _BOARD[0] / width, _BOARD[1] / height)
            panels.append(
                PanelView(
                    panel.no,
                    f"{width}×{height} 毫米",
                    round(width * scale),
                    round(height * scale),
                    desk.link(shown),
                    words.day(panel.updated),
                )
            )
    return PlaceView(
        **common(
            record,
            desk,
            (
                Fact("类型", record.type),
                Fact("现状", record.stage),
                Fact("地址", record.address),
                Fact("面积", f"{words.number(record.area)} 平方米" if record.area is not None else ""),
                Fact("开放时间", record.opening or ""),
                Fact("交通", record.transport or ""),
                Fact("招募点", "可现场报名" if record.recruit else ""),
            ),
        ),
        panels=tuple(panels),
    )
