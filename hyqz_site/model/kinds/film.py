"""影像: a film with poster, captions and its words in writing (plan, three (四) 2)."""

from __future__ import annotations

import re
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.fields import Either, Group, Markdown, Text, field
from hyqz_site.model.kinds.common import Kind, Picture, Record
from hyqz_site.model.numbers import Int
from hyqz_site.model.pointers import MediaPath
from hyqz_site.model.values import Media


class FilmType(StrEnum):
    """类型."""

    PSA = "公益广告"
    PROMO = "宣传片"
    SHORT = "短视频"
    SONG = "歌曲"


_FILE_NAME = re.compile(r".*\.\w{2,4}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Film(Record):
    """A film. `captions`: a WebVTT file, or whether they are in the picture."""

    type: FilmType = field("类型", Enum(FilmType), required=True)
    file: Media = field("文件", MediaPath((".mp4",)), required=True)
    poster: Picture | None = field("海报帧", Group(Picture), required=True)
    """None only where it may not be shown (`出镜同意: 否`)."""
    seconds: int = field("时长", Int(1), required=True)
    captions: bool | Media = field("字幕", Either(MediaPath((".vtt",)), Bool(), _FILE_NAME), required=True)
    transcript: str = field("文字版", Markdown(), required=True)
    owner: str = field("主办", Text(30), required=True)
    rights: str = field("版权", Text(40), required=True)


FILM = Kind(name="film", collection="films", label="影像", record=Film)
