"""The pages of news and films."""

from __future__ import annotations

from urllib.parse import quote

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News, Reuse
from hyqz_site.model.values import Media
from hyqz_site.render import words
from hyqz_site.render.views.common import Desk, Fact, Link, PictureView
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView(RecordView):
    """The page of a piece of news."""

    original: Link | None


def news(record: News, desk: Desk) -> NewsView:
    """The page of a piece of news; 链接摘要 shows summary and link only, never a body."""
    parts = common(
        record,
        desk,
        (
            Fact("体裁", record.form),
            Fact("刊发媒体", record.outlet, record.outlet_level or ""),
            Fact("原文日期", words.day(record.orig_date)),
            Fact("转载", record.reuse),
        ),
    )
    if record.reuse is Reuse.LINK:
        parts["body"] = ""
        parts["photos"] = ()
    url = desk.outer(record.url)
    return NewsView(**parts, original=Link(f"阅读原文（{record.outlet}）", url) if url else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmView(RecordView):
    """The page of a film."""

    video: str
    captions: str
    poster: PictureView | None
    transcript: str


def film(record: Film, desk: Desk) -> FilmView:
    """The page of a film."""
    library, owner = desk.shelf.library, record.origin.path
    captions = library.find(owner, record.captions.path) if isinstance(record.captions, Media) else None
    return FilmView(
        **common(
            record,
            desk,
            (
                Fact("类型", record.type),
                Fact("时长", words.length(record.seconds)),
                Fact("字幕", "有字幕" if record.captions else "无字幕"),
                Fact("主办", record.owner),
                Fact("版权", record.rights),
            ),
        ),
        video=desk.file(library.find(owner, record.file.path) or ""),
        captions=_captions(captions or "", desk),
        poster=desk.picture(record.poster, record),
        transcript=desk.prose(record.transcript, record),
    )


def _captions(path: str, desk: Desk) -> str:
    """The address of captions: their text itself where it is at hand, else their file."""
    text = desk.shelf.texts.get(path)
    return f"data:text/vtt;charset=utf-8,{quote(text)}" if text else desk.file(path)
