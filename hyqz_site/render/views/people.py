"""The pages of volunteers, teams and projects."""

from __future__ import annotations

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import geese, words
from hyqz_site.render.views.common import PORTRAIT, Desk, Fact, honours, results
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerView(RecordView):
    """A volunteer's profile."""

    deed: str
    quote: str
    testimonials: tuple[Fact, ...]
    honours: tuple[Fact, ...]
    identity: str
    stars: geese.Flock | None
    star_text: str


def volunteer(record: Volunteer, desk: Desk) -> VolunteerView:
    """The profile of a volunteer."""
    certified = f"{words.day(record.star_date)}，{record.star_doc}" if record.star_date else ""
    return VolunteerView(
        **common(
            record,
            desk,
            (
                Fact("队伍", links=desk.links(record.teams)),
                Fact("年龄段", record.age_band or ""),
                Fact("专职", "专职“衡阳群众”" if record.full_time else ""),
                Fact("开始服务", f"{record.since}年" if record.since else ""),
                Fact("星级", f"{record.stars}星" if record.stars else "", certified),
                Fact(
                    "服务时长",
                    f"{words.number(record.hours)}小时" if record.hours is not None else "",
                    f"截至{words.day(record.hours_asof)}" if record.hours_asof else "",
                ),
                Fact("服务场次", f"{words.number(record.times)}场" if record.times is not None else ""),
                Fact("公益积分", words.number(record.points) if record.points is not None else ""),
            ),
            PORTRAIT,
        ),
        deed=record.deed,
        quote=record.quote or "",
        testimonials=tuple(Fact(item.by, item.text) for item in record.testimonials),
        honours=honours(record.honours),
        identity=record.identity,
        stars=geese.stars(record.stars) if record.stars else None,
        star_text=f"{words.STARS[record.stars]}志愿者" if record.stars else "",
    )


@dataclass(frozen=True, slots=True)
class Routine:
    """A line of a team's timetable."""

    day: str
    time: str
    what: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView(RecordView):
    """A team's page."""

    routine: tuple[Routine, ...]
    honours: tuple[Fact, ...]


def team(record: Team, desk: Desk) -> TeamView:
    """The page of a team."""
    return TeamView(
        **common(
            record,
            desk,
            (
                Fact("级别", record.level),
                Fact("类别", record.group),
                Fact("成立", words.month(record.founded)),
                Fact("负责岗位", record.lead_post or ""),
                Fact("人数", f"{words.number(record.members)}人", f"截至{words.day(record.members_asof)}"),
                Fact("活跃比例", f"{words.number(record.active_rate)}%" if record.active_rate is not None else ""),
                Fact(
                    "服务时长",
                    f"{words.number(record.hours)}小时" if record.hours is not None else "",
                    f"截至{words.day(record.hours_asof)}" if record.hours_asof else "",
                ),
                Fact("服务领域", words.listed(record.fields)),
            ),
        ),
        routine=tuple(
            Routine(item.day, words.hours(item.time) if item.time else "", item.what, item.place or "")
            for item in record.routine
        ),
        honours=honours(record.honours),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView(RecordView):
    """A project's page."""

    need: str
    method: str
    replicable: str
    results: tuple[Fact, ...]
    honours: tuple[Fact, ...]


def project(record: Project, desk: Desk) -> ProjectView:
    """The page of a project."""
    return ProjectView(
        **common(
            record,
            desk,
            (
                Fact("主题", record.theme),
                Fact("进展", record.run),
                Fact("开始", words.month(record.started)),
                Fact("发起单位", record.organiser),
                Fact("团队", links=desk.links([record.team] if record.team else [])),
                Fact("服务对象", record.beneficiaries),
                Fact("排期", record.schedule or ""),
                Fact("参与人数", f"{words.number(record.volunteers)}人" if record.volunteers is not None else ""),
                Fact("受益人次", f"{words.number(record.served)}人次" if record.served is not None else ""),
            ),
        ),
        need=record.need,
        method=record.method,
        replicable=record.replicable or "",
        results=results(record.results),
        honours=honours(record.honours),
    )
