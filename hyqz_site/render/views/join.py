"""The pages of recruitment channels and benefits."""

from __future__ import annotations

from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.common import Picture
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.pointers import is_web_address
from hyqz_site.model.singletons import Post
from hyqz_site.render import geese, qr, routes, words
from hyqz_site.render.views import facets
from hyqz_site.render.views.common import Desk, Fact, Frame, Link, PictureView, facts
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView(RecordView):
    """The page of a way to join."""

    steps: tuple[str, ...]
    target: Link | None
    code: qr.Code | None
    code_picture: PictureView | None
    """A code that the street has drawn itself."""


def channel(record: ChannelRecord, desk: Desk) -> ChannelView:
    """The page of a way to join."""
    code = Picture(file=record.qr, alt=f"{record.title}二维码") if record.qr else None
    target = record.target if record.target and is_web_address(record.target) else ""
    return ChannelView(
        **common(
            record,
            desk,
            (
                Fact("类型", record.type),
                Fact("适合", words.listed([f"{group}“衡阳群众”" for group in record.for_group])),
                Fact("开放时间", record.opening or ""),
                Fact("地址", record.address or ""),
                Fact("电话", record.phone or ""),
            ),
        ),
        steps=record.steps,
        target=Link(target, target) if target else None,
        code=qr.code(record.target) if record.target and not code else None,
        code_picture=desk.picture(code, record),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitView(RecordView):
    """The page of a benefit."""

    content: str
    how: str


def benefit(record: Benefit, desk: Desk) -> BenefitView:
    """The page of a benefit."""
    return BenefitView(
        **common(
            record,
            desk,
            (
                Fact("类别", record.category),
                Fact("适用星级", _stars(record)),
                Fact("提供方", record.provider),
                Fact("依据文号", record.doc or ""),
                Fact("有效期", f"至{words.day(record.valid)}" if record.valid else ""),
            ),
        ),
        content=record.content,
        how=record.how,
    )


# 加入我们: everything one needs to begin, on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel on the page of all ways to join."""

    title: str
    type: str
    href: str
    summary: str
    steps: tuple[str, ...]
    facts: tuple[Fact, ...]
    code: qr.Code | None
    code_picture: PictureView | None
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitRow:
    """A benefit and the stars that it is for."""

    title: str
    href: str
    category: str
    content: str
    provider: str
    stars: tuple[bool, ...]
    """For one to five stars; none where stars make no difference."""
    words: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Recruiting:
    """One of the groups that recruit; `href` leads to its teams, where the site can show them."""

    name: str
    line: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinBlocks:
    """What the page 加入我们 is made of; the free page `join` shows the same below its text."""

    groups: tuple[Recruiting, ...]
    ways: tuple[Way, ...]
    benefits: tuple[BenefitRow, ...]
    pages: tuple[Link, ...]
    posts: tuple[Fact, ...]
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinView:
    """The list of channels, which is the page of how to join."""

    frame: Frame
    title: str
    lead: str
    blocks: JoinBlocks
    flock: geese.Flock


NEAR: Final = ("insurance", "stars", "service-days", "join")
"""Free pages that one who joins wants to read, where the street has them."""


def join(desk: Desk) -> JoinView:
    """加入我们."""
    said = words.LISTS["channels"]
    return JoinView(
        frame=desk.frame(said.title, f"{said.title}“衡阳群众”：{said.lead}", (Link("首页", desk.href(routes.HOME)),)),
        title=said.title,
        lead=said.lead,
        blocks=blocks(desk),
        flock=geese.divider("join", 12),
    )


def blocks(desk: Desk, text: str = "") -> JoinBlocks:
    """The groups, unless `text` names them all, the channels with their codes, the benefits, the posts."""
    is_told = all(name in text for name, _ in words.GROUPS.values())
    ways = []
    for one in desk.public.of(ChannelRecord):
        view = channel(one, desk)
        ways.append(
            Way(
                title=one.title,
                type=one.type,
                href=desk.link(one).href,
                summary=one.summary,
                steps=one.steps,
                facts=facts(
                    Fact("时间", one.opening or ""), Fact("地点", one.address or ""), Fact("电话", one.phone or "")
                ),
                code=view.code,
                code_picture=view.code_picture,
                is_sample=bool(one.sample),
            )
        )
    ways.sort(key=lambda way: (way.code is None and way.code_picture is None, way.type))
    pages = {page.id: page for page in desk.public.of(Page)}
    return JoinBlocks(
        groups=() if is_told else recruiting(desk),
        ways=tuple(ways),
        benefits=tuple(
            BenefitRow(
                title=one.title,
                href=desk.link(one).href,
                category=one.category,
                content=one.content,
                provider=one.provider,
                stars=() if 0 in one.stars else tuple(star in one.stars for star in range(1, 6)),
                words=_stars(one),
                is_sample=bool(one.sample),
            )
            for one in desk.public.of(Benefit)
        ),
        pages=tuple(desk.link(pages[id_]) for id_ in NEAR if id_ in pages and desk.path != f"{id_}.html"),
        posts=tuple(
            Fact(_place(post, desk), post.name, post.post)
            for post in desk.public.roster
            if post.community and desk.public.find(post.community)
        ),
        contact=desk.public.settings.contact or "",
    )


def recruiting(desk: Desk) -> tuple[Recruiting, ...]:
    """The groups that recruit."""
    teams = facets.parts("teams", desk.public.of(Team), desk.public)
    lists = {part.value.label: routes.part("teams", part.name) for part in teams if part.facet is facets.TEAM_GROUP}
    return tuple(
        Recruiting(name, line, desk.href(lists[group]) if group in lists else "")
        for group, (name, line) in words.GROUPS.items()
    )


def _place(post: Post, desk: Desk) -> str:
    found = desk.public.find(post.community)
    return found.title if found else ""


def _stars(record: Benefit) -> str:
    stars = sorted(record.stars)
    if 0 in stars:
        return "不分星级"
    if stars == list(range(stars[0], stars[-1] + 1)) and len(stars) > 1:
        return f"{words.STARS[stars[0]]}至{words.STARS[stars[-1]]}"
    return words.listed([words.STARS[star] for star in stars])
