"""The one flow, from files to a site, top to bottom.

Everything between reading and writing is `build(inputs, now, cache) -> Result`, a pure function: tests hand it a dict
of bytes. Problems are collected on the way; where there are errors, nothing is rendered and nothing will be written.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hyqz_site import release
from hyqz_site.images import batch, mp4, playing, qr
from hyqz_site.images.container import PictureFault
from hyqz_site.model import catalogue, gates, rules
from hyqz_site.model.clock import CHINA
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.media import (
    Library,
    check_codes,
    check_media,
    check_playing,
    codes_of,
    film_fault,
    films_of,
    pictures_of,
    with_people,
)
from hyqz_site.model.public import Moment
from hyqz_site.model.reading import read_site
from hyqz_site.model.rules import columns, faces, unused
from hyqz_site.model.rules.glyphs import check_glyphs
from hyqz_site.model.rules.private import check_films, check_private, film_words
from hyqz_site.model.site import Site, check_references
from hyqz_site.problem import WHOLE_FILE, Problems
from hyqz_site.render import bodies, markdown, plan, shelf
from hyqz_site.render.templates import Templates, sources_of
from hyqz_site.type import subset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hyqz_site.memo import Memo
    from hyqz_site.problem import Problem
    from hyqz_site.publish.cache import Cache
    from hyqz_site.source.tree import Inputs


def _no_progress(_: str, __: int, ___: int) -> None:
    """Nobody watches."""


def build(
    inputs: Inputs,
    now: datetime,
    cache: Cache,
    *,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] = _no_progress,
    shows_held: bool = False,
) -> release.Result:
    """Turn a project's files into the files of its site.

    `now` carries its zone and is taken at UTC+8; `jobs` is how many processes may encode pictures; `progress` is told
    (stage, done, total). Same inputs and same `now`: same bytes, whatever the cache holds. `shows_held` is for the
    preview on the editor's own machine alone: records that do not go out are shown too.
    """
    problems = Problems()
    cache.memo.begin()
    content = {file.path: file for file in inputs.under("content")}
    found = cache.memo.hold("catalogue", tuple(content), partial(catalogue.catalogue, tuple(content)))
    library = Library(frozenset(found.media), inputs.outside)
    templates = _templates(inputs, cache.memo, problems)
    site = read_site(inputs, found, problems, cache.memo, jobs, partial(_get_ready, templates))
    told_texts = partial(progress, "排版正文")
    prose = bodies.parsed(site, jobs, told_texts)
    moment = gates.moment_of(site, Channel.SITE, now.astimezone(CHINA), shows_held=shows_held)
    captions = shelf.captions(inputs, site, library, problems)
    _check_records(site, moment, captions, inputs, problems)  # while other processes parse the texts
    points = bodies.pointing(site, prose)
    shown_in_texts = bodies.pictures_in(site, points, prose, library)
    named = pictures_of(site, library) | shown_in_texts
    made = batch.make(
        {path: content[path].read for path in sorted(named)},
        cache,
        jobs,
        lambda done, total: progress("处理图片", done, total),
        batch.QUALITY + (batch.AVIF if site.singletons.settings.avif else ()),
    )
    faceless = gates.faceless(site, replace(moment, shows_held=False))
    digests = {path: content[path].known() for path in named}
    library = with_people(library, site, partial(bodies.pictured, site, points, prose), faceless, digests)
    infos = {path: one if isinstance(one, PictureFault) else one.info for path, one in made.items()}
    told, films = {}, {}
    tells = film_words(site, moment)
    for path in sorted(films_of(site, library)):
        film = content[path].read()
        told[path] = mp4.traces(film, tells)
        if fault := film_fault(film):
            infos[path] = fault
        else:
            films[path] = playing.read(film)

    check_media(site, library, infos, problems)
    check_playing(site, library, films, problems)
    usable = {path for path, one in made.items() if not isinstance(one, PictureFault)}
    codes = {path: qr.read(content[path].read()) for path in codes_of(site, library) & usable}
    check_codes(site, library, codes, problems)
    bodies.check_bodies(site, points, prose, library, infos, problems)
    check_films(site, library, told, problems)
    for path in sorted(inputs.outside):
        message = "这是一个快捷方式（链接），指向 content 外面，没有读取"
        problems.warn(path, WHOLE_FILE, "unused-file", message, "请把文件本身复制进来。")
    for path in sorted(inputs.misnamed):
        problems.warn(
            path, WHOLE_FILE, "bad-encoding", "名字不是 UTF-8 编码，没有读取", "请改一个名字，或重新解压、复制一次。"
        )
    unused.check_unused(inputs, site, found, library, shown_in_texts, problems)

    public = gates.public_site(site, moment)
    columns.check_columns(site, public, problems)
    if problems.has_errors:
        return release.Result(problems=tuple(problems), records=len(public.records), site=site)
    for origin in site.origins:
        origin.drop_nodes()
    material = release.Material(inputs, site, moment, library, made, captions, points, templates, cache, jobs, progress)
    return release.publish(material, public, problems)


def _templates(inputs: Inputs, memo: Memo, problems: Problems) -> Templates:
    """The templates; those of the last build where none has changed, with all that they have drawn."""
    files = tuple(inputs.under("templates"))

    def read() -> tuple[Templates, tuple[Problem, ...]]:
        found = Problems()
        return Templates(sources_of(files, found), memo), tuple(found)

    templates, noted = memo.hold("templates", tuple((file.path, file.known()) for file in files), read)
    templates.keep()
    problems.extend(noted)
    return templates


def _get_ready(templates: Templates) -> None:
    """Make what a build from nothing will need, while other processes read."""
    templates.compile()
    markdown.load()
    subset.load()


def _check_records(site: Site, moment: Moment, captions: Mapping[str, str], inputs: Inputs, problems: Problems) -> None:
    """Note what is wrong with the records, but for their pictures and the links in their texts."""
    site.check_heads("references", "", partial(check_references, site), problems)
    site.check_heads("addresses", moment.today.isoformat(), partial(plan.check_addresses, site, moment), problems)
    rules.check(site, moment.today, problems)
    gates.check_consents(site, moment, problems)
    gates.check_signatures(site, moment, problems)
    faces.check_named(site, moment, problems)
    check_private(site, captions, problems)
    check_glyphs(site, captions, inputs, problems)
