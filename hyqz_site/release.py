"""From a site without errors to its files: pages, share cards, screens.

What stands here is handed a `PublicSite` and makes of it whatever goes out; `build.py` is the way there.
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from hyqz_site import digest
from hyqz_site.images.container import PictureFault
from hyqz_site.lean import dataclass
from hyqz_site.model import gates, singletons
from hyqz_site.model.kinds import BY_NAME, picture_of
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.media import Library
from hyqz_site.model.public import Moment
from hyqz_site.model.rules import columns, faces
from hyqz_site.model.singletons import Make
from hyqz_site.model.site import Site
from hyqz_site.problem import Position, Problems
from hyqz_site.publish import assets, audit
from hyqz_site.publish.assets import AssetError
from hyqz_site.publish.files import Files
from hyqz_site.publish.standing import Summary
from hyqz_site.render import bodies, feeds, fonts, plan, sharing, shelf
from hyqz_site.render.finishing import Finisher
from hyqz_site.render.pages import Press
from hyqz_site.render.templates import TemplateError, Templates
from hyqz_site.render.views.common import Shelf, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hyqz_site.images.batch import Made
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite
    from hyqz_site.publish.cache import Cache
    from hyqz_site.render.posters import Posters
    from hyqz_site.render.promises import Promise
    from hyqz_site.screens import show
    from hyqz_site.source.tree import Inputs

_TEMPLATE_HINT: Final = "请改回模板，或请维护的人帮忙。"


def _keep_none(_: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Summary):
    """What a build found and made."""

    files: Files = field(default_factory=Files)
    """The output by path; empty where there are errors."""
    may_keep: Callable[[bytes], bool] = field(default=_keep_none, compare=False)
    """Whether a screen's previous show, by the bytes of its page, holds nothing that may no longer go out."""
    holds: tuple[datetime, datetime] | None = None
    """From when to when (exclusive) the same would be made of the same inputs."""
    notes: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)
    """What `check` says besides the problems."""
    links: Callable[[], tuple[audit.External, ...]] = field(default=tuple, compare=False)
    """Links to other sites, for `hyqz check --external`."""
    walls: tuple[show.Made, ...] = ()
    """What every screen shows, for `hyqz screens`."""
    site: Site | None = None
    """Everything that was read, for the desk and the preview; never for a page."""
    library: Library | None = field(default=None, compare=False)
    """The media of what was read, for paper."""


@dataclass(frozen=True, slots=True)
class Material:
    """What was prepared on the way to a site that has no errors."""

    inputs: Inputs
    site: Site
    moment: Moment
    library: Library
    made: dict[str, Made | PictureFault]
    captions: Mapping[str, str]
    points: bodies.Pointing
    templates: Templates
    cache: Cache
    jobs: int
    progress: Callable[[str, int, int], None]


def publish(material: Material, public: PublicSite, problems: Problems) -> Result:
    """Render what may go out; no files where something of it fails."""
    files: dict[str, bytes] = {}
    promised: Mapping[str, Promise] = {}
    sights = audit.NONE
    walls: tuple[show.Made, ...] = ()
    may_keep: Callable[[bytes], bool] = _keep_none
    holds = gates.stretch(material.site, material.moment.now)
    try:
        promised, sights = _render_pages(material, public, files, problems)
        if Make.SCREENS in public.settings.make:
            walls, may_keep = _render_screens(material, files, problems)
        if walls:  # a show says when it was made
            holds = material.moment.now, material.moment.now + timedelta.resolution
    except AssetError as fault:
        problems.add(fault.path, Position(fault.line, 1), "template-error", fault.message)
    except TemplateError as fault:
        problems.add(fault.path, Position(fault.line, 1), "template-error", fault.message, _TEMPLATE_HINT)
    settings = public.settings
    made = Files(files, promised)
    if not problems.has_errors and not sights.are_sound(made, fonts.PENDING):
        audit.check_pages(sights, made, fonts.PENDING, problems)
    return Result(
        problems=tuple(problems),
        files=made if not problems.has_errors else Files(),
        may_keep=may_keep,
        holds=holds,
        records=len(public.records),
        pages=len(sights),
        images=len([path for path in made if path.startswith("img/")]),
        screens=len(walls),
        walls=walls,
        reused=material.cache.hits,
        notes=lambda: (
            *singletons.notes(material.site.singletons, material.moment.today),
            *audit.notes(
                sights,
                settings.base,
                settings.external,
                {page_of(record): record.origin.path for record in public.records.values()},
            ),
            *columns.notes(material.site, public),
        ),
        links=lambda: audit.externals(sights, settings.base),
        site=material.site,
        library=material.library,
    )


def _render_pages(
    material: Material,
    public: PublicSite,
    files: dict[str, bytes],
    problems: Problems,
) -> tuple[Mapping[str, Promise], audit.Sights]:
    """The pages and the share cards by path, and what the audit sees; what else pages need is put among the files."""
    inputs, cache = material.inputs, material.cache
    prepared = assets.prepare(
        {
            file.path.removeprefix("assets/"): file.read()
            for file in inputs.under("assets")
            if file.path.endswith(assets.SHIPPED)
        }
    )
    files |= prepared.files
    told = partial(material.progress, "排版正文")
    prose = bodies.parsed_of(public.rewritten(), cache.memo, material.jobs, told)
    shared = sharing.prepare(public, prose, cache.memo)
    files |= shared.files
    library = material.library.shown(public.faceless)
    painted = _painted(material, library, public)
    press = Press(
        Shelf(
            public=public,
            library=library,
            pictures=shelf.pictures(public, library, material.made, prose, material.points, files),
            files=shelf.media(inputs, public, library, material.captions, files),
            texts={path: public.mask.text(text) for path, text in material.captions.items()},
            prose=prose,
            assets={**prepared.names, **shared.names},
            extras=shared.extras,
            posters=painted.posters if painted else {},
            previews=painted.previews if painted else {},
        ),
        material.templates,
        audit,
        cache.memo,
        cache.aside,
        cache.earlier,
        material.jobs,
    )
    styles = prepared.text("css/site.css")
    plans = cache.memo.hold(
        "plan",
        (public.shown, shared.extras, styles),
        lambda: plan.plan(press.witness, press.answers, styles, cache.memo),
    )
    cache.memo.use(plan.ROOM, BY_NAME)
    paths = [page.path for page in plans]
    entry = digest.key(public.shown, "\n".join(paths))
    files |= cache.memo.of("sitemap", "", entry, lambda: feeds.sitemap(paths, public))
    made, faults = press.make(plans, lambda done, total: material.progress("生成页面", done, total))
    for fault in faults:
        problems.add(fault.path, Position(fault.line, 1), "template-error", fault.message, _TEMPLATE_HINT)
    if faults:
        return {}, audit.NONE
    made_of = {path: made[path].of for path in paths}
    sums = press.sums()
    sheets, subsets = fonts.dressed(
        {number: one.letters for number, one in sums.items()},
        fonts.headlines_of(paths, press.shown),
        fonts.letters(inputs),
        cache,
        cache.memo,
        material.jobs,
        lambda done, total: material.progress("裁剪字体", done, total),
    )
    files |= subsets
    finisher = Finisher(sheets, press.shown, press.ready, cache.earlier, cache.memo, material.jobs)
    finished = finisher.promises(made_of)
    pages = cast("dict[str, Promise]", finished)  # nobody writes into it
    overviews = [one.overview for one in sums.values()]
    sights = audit.Sights(overviews, finished, press.sight)
    return ChainMap(painted.files, pages) if painted else pages, sights


def _painted(material: Material, library: Library, public: PublicSite) -> Posters | None:
    """The share cards, where they are wanted."""
    if Make.CARDS not in public.settings.make:
        return None
    from hyqz_site.render import posters  # noqa: PLC0415 - paints, which takes a while to load

    return posters.paint(
        public,
        partial(_widest, material.made, library),
        fonts.letters(material.inputs),
        material.cache,
        material.cache.memo,
        material.jobs,
        lambda done, total: material.progress("绘制分享图", done, total),
    )


def _widest(made: Mapping[str, Made | PictureFault], library: Library, record: Record) -> bytes | None:
    """The widest JPEG that was made of the picture on a record's card."""
    picture = picture_of(record)
    path = library.find(record.origin.path, picture.file.path) if picture else None
    found = made.get(path or "")
    if found is None or isinstance(found, PictureFault):
        return None
    return max((one for one in found.variants if one.format == "jpeg"), key=lambda one: one.width).data


def _render_screens(
    material: Material,
    files: dict[str, bytes],
    problems: Problems,
) -> tuple[tuple[show.Made, ...], Callable[[bytes], bool]]:
    """Put the shows of all screens among the files; gives them, and which earlier show may be kept (contract §3)."""
    from hyqz_site.screens import show, studio  # noqa: PLC0415 - as above

    site = material.site
    moment = replace(material.moment, channel=Channel.SCREEN, shows_held=False)
    screens = [screen for screen in site.of(Screen) if gates.held(screen, moment) is None]
    if not screens:
        return (), _keep_none
    gates.check_consents(site, moment, problems)
    gates.check_signatures(site, moment, problems)
    faces.check_walls(site, material.library, moment, problems)
    timeline = gates.timeline(site, moment)
    workshop = studio.workshop(
        material.inputs,
        material.library,
        site.singletons.rules.screens,
        material.made,
        assets.text_of,
        material.templates.render,
        material.cache,
        material.cache.memo,
    )
    mask = show.from_now(timeline, moment.now)[0].mask
    screens = [show.masked(screen, mask) for screen in screens]
    walls, made = show.make(screens, timeline, moment.now, workshop, problems)
    files |= {f"screens/{path}": data for path, data in made.items()}
    return walls, partial(show.may_be_kept, timeline=timeline, built=moment.now, workshop=workshop)
