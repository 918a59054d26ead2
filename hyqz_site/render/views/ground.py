"""The pages of communities and places."""

from __future__ import annotations

from dataclasses import dataclass

from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.render import words
from hyqz_site.render.views.common import Desk, Fact, Link, facts
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityView(RecordView):
    """The hub of a community."""

    motto: str
    posts: tuple[Fact, ...]
    station: tuple[Fact, ...]


def rate(record: Community) -> Fact | None:
    """The registration rate, only where both counts carry their as-of dates (content model §5)."""
    if not record.population or record.registered is None:
        return None
    if record.population_asof is None or record.registered_asof is None:
        return None
    note = f"注册志愿者截至{words.day(record.registered_asof)}，常住人口截至{words.day(record.population_asof)}"
    return Fact("注册率", words.percent(record.registered, record.population), note)


def community(record: Community, desk: Desk) -> CommunityView:
    """The hub of a community: its station, posts and figures, and everything that names it."""
    station = record.station
    return CommunityView(
        **common(
            record,
            desk,
            (
                Fact("党组织", record.party_org or ""),
                Fact(
                    "常住人口",
                    f"{words.number(record.population)}人" if record.population is not None else "",
                    f"截至{words.day(record.population_asof)}" if record.population_asof else "",
                ),
                Fact(
                    "注册志愿者",
                    f"{words.number(record.registered)}人" if record.registered is not None else "",
                    f"截至{words.day(record.registered_asof)}" if record.registered_asof else "",
                ),
                rate(record),
                Fact("网格", f"{words.number(record.grids)}个" if record.grids is not None else ""),
            ),
        ),
        motto=record.motto or "",
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
    )


@dataclass(frozen=True, slots=True)
class PanelView:
    """A display board and what it shows."""

    no: str
    size: str
    shows: Link
    updated: str


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
            size = f"{panel.size.width}×{panel.size.height} 毫米"
            panels.append(PanelView(panel.no, size, desk.link(shown), words.day(panel.updated)))
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
