"""Free pages, the page for a wrong address, and redirects."""

from __future__ import annotations

from dataclasses import replace

from hyqz_site.digest import short
from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.page import Page
from hyqz_site.render import geese, routes
from hyqz_site.render.views.common import Desk, Frame, Link
from hyqz_site.render.views.join import JoinBlocks, blocks
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeView(RecordView):
    """A free page, with the others beside it."""

    others: tuple[Link, ...]
    join: JoinBlocks | None
    """On the page `join`: all that one needs to begin."""


def page(record: Page, desk: Desk) -> FreeView:
    """A free page."""
    pages = sorted(desk.public.of(Page), key=lambda one: (one.order is None, one.order or 0, one.id))
    others = tuple(replace(desk.link(one), current=one is record) for one in pages)
    join = blocks(desk, record.body or "") if record.id == "join" else None
    return FreeView(**common(record, desk), others=others, join=join)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page that servers send for a wrong address, at any depth.

    Its styles are inside, its links begin with the site's address where one is set.
    """

    frame: Frame
    styles: str
    home: str
    links: tuple[Link, ...]
    flock: geese.Flock


def not_found(desk: Desk, styles: str) -> NotFoundView:
    """The 404 page; `styles` is the text of the style sheet."""
    base = desk.public.settings.base
    frame = desk.frame("没有找到这个页面", "网址可能写错了，或者这条内容已经撤下。")
    search = [Link("搜索", frame.around.search)] if frame.around.search else []
    lists = [Link(link.text, base + link.href) for link in (*search, *frame.around.menu)]
    return NotFoundView(frame=frame, styles=styles, home=base + routes.HOME, links=tuple(lists), flock=geese.gap("404"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneView:
    """The page where something was taken back. It knows its address and nothing else, so it can name nobody."""

    frame: Frame
    flock: geese.Flock


def gone(desk: Desk) -> GoneView:
    """A neutral page; its number tells it from others, because the address may be somebody's name."""
    number = short(desk.path.encode())[:6]
    title, description = f"这条内容已经撤下（{number}）", f"这里的内容已经撤下，不再展示（{number}）。"
    return GoneView(frame=desk.frame(title, description, is_canonical=False), flock=geese.gap("404"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """The page at an old address."""

    frame: Frame
    title: str
    href: str


def redirect(desk: Desk, title: str, target: str) -> RedirectView:
    """A page that leads from an old address to the record's present one."""
    frame = desk.frame(f"“{title}”已换到新网址（{desk.path}）", f"“{title}”已经换到新的网址。")
    return RedirectView(frame=frame, title=title, href=desk.href(target))
