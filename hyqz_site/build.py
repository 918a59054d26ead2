"""The one flow, from files to a site, top to bottom.

Everything between reading and writing is `build(inputs, now, cache) -> Result`, a pure function: tests hand it a dict
of bytes. Problems are collected on the way; where there are errors, nothing is rendered and nothing will be written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyqz_site.digest import short
from hyqz_site.images import batch
from hyqz_site.images.container import PictureFault
from hyqz_site.model import catalogue, decode, gates, rules, singletons
from hyqz_site.model.fields import Media
from hyqz_site.model.kinds import FIELD_NAMES, KINDS
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.media import Library, check_media, film_fault, films_of, media_of, pictures_of
from hyqz_site.model.singletons import Post, Rules, Settings, Singletons
from hyqz_site.model.site import Site, check_reference, check_references
from hyqz_site.problem import Position, Problem, Problems, Severity
from hyqz_site.publish import assets, audit
from hyqz_site.publish.assets import AssetError
from hyqz_site.render import bodies, fonts, markdown
from hyqz_site.render.plan import check_addresses, plan
from hyqz_site.render.templates import TemplateError, Templates
from hyqz_site.render.views.common import PictureFiles, Shelf
from hyqz_site.source import decoding, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hyqz_site.images.batch import Made
    from hyqz_site.model.gates import PublicSite
    from hyqz_site.model.kinds.common import Origin, Record
    from hyqz_site.publish.cache import Cache
    from hyqz_site.render.markdown import Prose
    from hyqz_site.source.tree import Inputs

Progress = "Callable[[str, int, int], None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build found and made."""

    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The output by path; empty where there are errors."""
    records: int = 0
    pages: int = 0
    images: int = 0
    screens: int = 0
    reused: int = 0
    notes: tuple[str, ...] = ()
    """What `check` says besides the problems."""

    @property
    def errors(self) -> int:
        """How many problems forbid writing."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.problems) - self.errors


def _no_progress(_: str, __: int, ___: int) -> None:
    """Nobody watches."""


def build(
    inputs: Inputs,
    now: datetime,
    cache: Cache,
    *,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] = _no_progress,
) -> Result:
    """Turn a project's files into the files of its site.

    `now` carries its zone and is taken at UTC+8; `jobs` is how many processes may encode pictures; `progress` is told
    (stage, done, total). Same inputs and same `now`: same bytes, whatever the cache holds.
    """
    problems = Problems()
    content = {file.path: file for file in inputs.under("content")}
    found = catalogue.catalogue(content, problems)
    library = Library(frozenset(found.media), inputs.outside)
    site = _read(inputs, found, problems)
    prose = _parse_texts(site.records.values(), progress)
    shown_in_texts = bodies.pictures_in(site, prose, library)
    named = pictures_of(site, library) | shown_in_texts
    made = batch.make(
        {path: content[path].read for path in sorted(named)},
        cache,
        jobs,
        lambda done, total: progress("处理图片", done, total),
    )
    infos = {path: one if isinstance(one, PictureFault) else one.info for path, one in made.items()}
    infos |= {path: fault for path in films_of(site, library) if (fault := film_fault(content[path].read()[:16]))}

    moment = gates.Moment(
        channel=Channel.SITE,
        now=now,
        strict_samples=bool(site.singletons.settings.strict_samples),
    )
    check_references(site, problems)
    check_media(site, library, infos, problems)
    bodies.check_bodies(site, prose, library, infos, problems)
    rules.check(site, moment.today, problems)
    gates.check_consents(site, moment, problems)
    captions = _read_captions(inputs, site, library, problems)
    _check_unused(inputs, site, found, library, shown_in_texts, problems)

    public = gates.public_site(site, moment)
    check_addresses(public, problems)
    if problems.has_errors:
        return Result(problems=tuple(problems), records=len(public.records))
    notes = singletons.notes(site.singletons.rules)
    return _publish(inputs, public, library, made, captions, prose, notes, problems, cache, jobs, progress)


# From files to records


def _read(inputs: Inputs, found: catalogue.Catalogue, problems: Problems) -> Site:
    """All records and singletons."""
    records: dict[tuple[str, str], Record] = {}
    origins: list[Origin] = []
    broken: set[tuple[str, str]] = set()
    incomplete: list[Record] = []
    order = {kind.name: number for number, kind in enumerate(KINDS)}
    for file in sorted(found.records, key=lambda file: (order[file.kind.name], file.path)):
        key = (file.kind.name, file.id)
        read = document.parse(file.path, inputs.files[file.path].read(), FIELD_NAMES, problems)
        decoded = decode.decode(file.kind, file.id, read, problems) if read else None
        severity = Severity.ERROR
        if decoded:
            origins.append(decoded.origin)
            severity = Severity.WARNING if decoded.origin.is_draft else Severity.ERROR
        if file.fault:
            catalogue.report_bad_id(
                file, {one.id for one in found.records if one.kind is file.kind}, severity, problems
            )
        elif key in records:
            catalogue.report_repeated_id(file, records[key].origin.path, severity, problems)
            continue
        elif decoded and decoded.is_complete:
            records[key] = decoded.record
            continue
        broken.add(key)
        if decoded:
            incomplete.append(decoded.record)
    site = Site(_read_singletons(inputs, problems), records, frozenset(broken), tuple(origins), tuple(incomplete))
    for post, _ in site.singletons.roster:
        if post.community:
            check_reference(site, post.community, singletons.ROSTER_FILE, Severity.ERROR, problems)
    return site


def _read_singletons(inputs: Inputs, problems: Problems) -> Singletons:
    settings, rules_data = None, None
    roster: tuple[tuple[Post, Position], ...] = ()
    for path in (singletons.SITE_FILE, singletons.RULES_FILE, singletons.ROSTER_FILE):
        if path not in inputs.files:
            continue
        read = document.parse(path, inputs.files[path].read(), FIELD_NAMES, problems)
        if read is None:
            continue
        if path == singletons.SITE_FILE:
            settings, _ = decode.decode_mapping(Settings, read, problems)
        elif path == singletons.RULES_FILE:
            rules_data, trail = decode.decode_mapping(Rules, read, problems)
            if rules_data:
                singletons.check_thresholds(rules_data, trail.places, read.path, problems)
        else:
            roster = decode.decode_list(Post, read, problems, singletons.check_post)
    if singletons.REVIEWS_FILE in inputs.files:
        decoding.decode(singletons.REVIEWS_FILE, inputs.files[singletons.REVIEWS_FILE].read(), problems)
    return Singletons(
        settings=settings or Settings(title="", organiser=""),
        rules=rules_data or Rules(),
        roster=roster,
    )


def _parse_texts(records: Iterable[Record], progress: Callable[[str, int, int], None]) -> dict[str, Prose]:
    """The Markdown texts of the records, parsed, by the text."""
    texts = sorted({text for record in records for _, text in bodies.texts(record)})
    prose = {}
    for number, text in enumerate(texts, start=1):
        prose[text] = markdown.parse(text)
        progress("排版正文", number, len(texts))
    return prose


def _read_captions(inputs: Inputs, site: Site, library: Library, problems: Problems) -> dict[str, str]:
    """The text of the caption files of all films, whatever they were saved in."""
    found = {}
    for record in site.of(Film):
        media = record.captions
        path = library.find(record.origin.path, media.path) if isinstance(media, Media) else None
        read = decoding.decode(path, inputs.files[path].read(), problems) if path else None
        if path and read:
            found[path] = read.text
    return found


def _check_unused(
    inputs: Inputs,
    site: Site,
    found: catalogue.Catalogue,
    library: Library,
    shown_in_texts: frozenset[str],
    problems: Problems,
) -> None:
    """Media that no record uses; a file whose name stands in a faulty record counts as used."""
    used = set(shown_in_texts)
    owners = [(origin.path, media.path) for origin in site.origins for _, media in origin.trail.media]
    owners += [(singletons.SITE_FILE, media.path) for _, media in media_of(site.singletons.settings)]
    used.update(filter(None, (library.find(owner, written) for owner, written in owners)))
    read = {record.origin.path for record in site.records.values()} - {problem.path for problem in problems}
    faulty = [
        file.read().lower()
        for path, file in inputs.files.items()
        if path.startswith("content/") and path.lower().endswith(catalogue.RECORD_SUFFIXES) and path not in read
    ]
    for path in found.media:
        name = path.rpartition("/")[2].lower().encode()
        if path not in used and not any(name in data for data in faulty):
            catalogue.report_unused_media(path, problems)


# From records to files


def _publish(
    inputs: Inputs,
    public: PublicSite,
    library: Library,
    made: Mapping[str, Made | PictureFault],
    captions: Mapping[str, str],
    prose: dict[str, Prose],
    notes: tuple[str, ...],
    problems: Problems,
    cache: Cache,
    jobs: int,
    progress: Callable[[str, int, int], None],
) -> Result:
    files: dict[str, bytes] = {}
    try:
        prepared = assets.prepare(
            {
                file.path.removeprefix("assets/"): file.read()
                for file in inputs.under("assets")
                if file.path.endswith(assets.SHIPPED)
            }
        )
    except AssetError as error:
        problems.add(error.path, Position(error.line, 1), "template-error", error.message)
        return Result(problems=tuple(problems))
    files |= prepared.files
    masked = [
        record for record in public.records.values() if any(text not in prose for _, text in bodies.texts(record))
    ]
    prose = prose | _parse_texts(masked, progress)
    shelf = Shelf(
        public=public,
        library=library,
        pictures=_shelve_pictures(public, library, made, prose, files),
        files=_shelve_media(inputs, public, library, captions, files),
        prose=prose,
        assets=prepared.names,
    )
    pages = plan(shelf, prepared.text("css/site.css"))
    templates = Templates(
        {file.path.removeprefix("templates/"): file.read().decode() for file in inputs.under("templates")}
    )
    for number, page in enumerate(pages, start=1):
        try:
            files[page.path] = templates.render(page.template, page.view)
        except TemplateError as fault:
            problems.add(
                fault.path, Position(fault.line, 1), "template-error", fault.message, "请改回模板，或请维护的人帮忙。"
            )
        progress("生成页面", number, len(pages))
    if not problems.has_errors:
        files |= fonts.dressed(
            {page.path: files[page.path] for page in pages},
            {file.path.rpartition("/")[2]: file.read for file in inputs.under("assets/fonts")},
            cache,
            jobs,
            lambda done, total: progress("裁剪字体", done, total),
        )
        audit.check_pages(files, {page.path: page.template for page in pages}, problems)
    return Result(
        problems=tuple(problems),
        files=files if not problems.has_errors else {},
        records=len(public.records),
        pages=len(pages),
        images=sum(path.startswith("img/") for path in files),
        reused=cache.hits,
        notes=notes,
    )


def _shelve_pictures(
    public: PublicSite,
    library: Library,
    made: Mapping[str, Made | PictureFault],
    prose: Mapping[str, Prose],
    files: dict[str, bytes],
) -> dict[str, PictureFiles]:
    """Put the variants of the pictures that go out among the files, named by their own digest."""
    shelf = {}
    owners = [(record.origin.path, media.path) for record in public.records.values() for _, media in media_of(record)]
    owners += [
        (record.origin.path, picture.src)
        for record in public.records.values()
        for _, text in bodies.texts(record)
        for picture in prose[text].pictures
    ]
    for path in sorted(set(filter(None, (library.find(owner, written) for owner, written in owners)))):
        one = made.get(path)
        if one is None or isinstance(one, PictureFault):
            continue
        named: dict[str, list[tuple[int, str]]] = {"jpeg": [], "webp": []}
        for variant in one.variants:
            name = f"img/{short(variant.data)}.{'jpg' if variant.format == 'jpeg' else variant.format}"
            files[name] = variant.data
            named[variant.format].append((variant.width, name))
        info = one.info
        shelf[path] = PictureFiles(info.width, info.height, info.colour, tuple(named["jpeg"]), tuple(named["webp"]))
    return shelf


def _shelve_media(
    inputs: Inputs,
    public: PublicSite,
    library: Library,
    captions: Mapping[str, str],
    files: dict[str, bytes],
) -> dict[str, str]:
    """Put films and their captions among the files, named by their own digest."""
    shelf = {}
    for record in public.of(Film):
        for media in (record.file, record.captions):
            path = library.find(record.origin.path, media.path) if isinstance(media, Media) else None
            if path:
                data = public.mask.text(captions[path]).encode() if path in captions else inputs.files[path].read()
                shelf[path] = f"media/{short(data)}.{path.rpartition('.')[2].lower()}"
                files[shelf[path]] = data
    return shelf
