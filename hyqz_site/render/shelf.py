"""The files besides pages: which variants of pictures, which films and captions go out, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.digest import short
from hyqz_site.images.container import PictureFault
from hyqz_site.model.kinds.common import Report
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.media import media_of
from hyqz_site.model.singletons import SITE_FILE
from hyqz_site.model.values import Media
from hyqz_site.problem import Position, Severity
from hyqz_site.render import bodies
from hyqz_site.render.views.common import PictureFiles
from hyqz_site.source import decoding
from hyqz_site.source.captions import HEAD, wrong_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyqz_site.images.batch import Made
    from hyqz_site.model.media import Library
    from hyqz_site.model.public import PublicSite
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems
    from hyqz_site.render.markdown import Prose
    from hyqz_site.source.tree import Inputs


def captions(inputs: Inputs, site: Site, library: Library, problems: Problems) -> dict[str, str]:
    """The text of the caption files of all films, whatever they were saved in."""
    found = {}
    for record in site.of(Film):
        media = record.captions
        path = library.find(record.origin.path, media.path) if isinstance(media, Media) else None
        read = decoding.decode(path, inputs.files[path].read(), problems) if path else None
        if path and read:
            found[path] = read.text
            if not read.text.startswith(HEAD):
                hint = "字幕文件的第一行是 WEBVTT；.srt 字幕请先转换成 .vtt。"
                Report(record, problems).error("captions", "broken-media", "这不是 WebVTT 字幕文件", hint)
            else:
                _check_times(record, path, read.text, problems)
    return found


def _check_times(film: Film, path: str, text: str, problems: Problems) -> None:
    """Note the first line of times that browsers cannot read: they show nothing of what is said then."""
    wrong = list(wrong_times(text))
    if not wrong:
        return
    first = wrong[0]
    message = f"这一行的时间浏览器读不懂，这一句字幕不会显示：{first.written.strip()}"
    others = f"；这样的共有 {len(wrong)} 行" if len(wrong) > 1 else ""
    hint = (
        f"请写成：{first.right.strip()}{others}，运行 hyqz fix 可以一起改好。"
        if first.right
        else f"时间要写成：00:00:01.000 --> 00:00:03.500{others}。"
    )
    severity = Severity.WARNING if film.is_draft else Severity.ERROR
    problems.add(path, Position(first.line, first.column), "broken-media", message, hint, severity=severity)


def pictures(
    public: PublicSite,
    library: Library,
    made: Mapping[str, Made | PictureFault],
    prose: Mapping[str, Prose],
    points: bodies.Pointing,
    files: dict[str, bytes],
) -> dict[str, PictureFiles]:
    """Put the variants of the pictures that go out among the files, named by their own digest."""
    shelf = {}
    showing = {path for path, (_, shows) in points.items() if shows}
    owners = [
        (record.origin.path, media.path)
        for key, record in public.records.items()
        if record.origin.media
        for _, media in (record.origin.media if key in public.as_read else media_of(record))
    ]
    owners += [
        (record.origin.path, picture.src)
        for record in (public.records.values() if showing else ())
        if record.origin.path in showing
        for _, text in bodies.texts(record)
        for picture in prose[text].pictures
    ]
    if public.settings.logo:
        owners.append((SITE_FILE, public.settings.logo.path))
    for path in sorted(set(filter(None, (library.find(owner, written) for owner, written in owners)))):
        one = made.get(path)
        if one is None or isinstance(one, PictureFault):
            continue
        named: dict[str, list[tuple[int, str]]] = {"jpeg": [], "webp": [], "avif": []}
        for variant in one.variants:
            name = f"img/{short(variant.data)}.{'jpg' if variant.format == 'jpeg' else variant.format}"
            files[name] = variant.data
            named[variant.format].append((variant.width, name))
        info = one.info
        variants = {format_: tuple(files) for format_, files in named.items()}
        shelf[path] = PictureFiles(info.width, info.height, info.colour, **variants)
    return shelf


def media(
    inputs: Inputs,
    public: PublicSite,
    library: Library,
    captions: Mapping[str, str],
    files: dict[str, bytes],
) -> dict[str, str]:
    """Put films and their captions among the files, named by their own digest."""
    shelf = {}
    for record in public.of(Film):
        for named in (record.file, record.captions):
            path = library.find(record.origin.path, named.path) if isinstance(named, Media) else None
            if path:
                data = public.mask.text(captions[path]).encode() if path in captions else inputs.files[path].read()
                shelf[path] = f"media/{short(data)}.{path.rpartition('.')[2].lower()}"
                files[shelf[path]] = data
    return shelf
