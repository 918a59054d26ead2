"""Media that records use: found beside the record or below `content/media/`, and fit for use (content model §2, §5)."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from hyqz_site.images.container import PictureFault
from hyqz_site.images.playing import is_cut
from hyqz_site.lean import dataclass
from hyqz_site.model.fields import parts
from hyqz_site.model.held import way_out
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.common import PICTURES, Report, pictures_named
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.naming import nearest
from hyqz_site.model.singletons import SITE_FILE
from hyqz_site.model.values import Media
from hyqz_site.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hyqz_site.images.playing import Playing
    from hyqz_site.images.variants import ImageInfo
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems

MIN_COVER: Final = 600
"""Pixels on the shorter side of a cover, below which a warning says that it is small (content model §5)."""

_FAULTS: Final = {
    PictureFault.broken: ("图片已经损坏，打不开", "请重新导出或换一张。"),
    PictureFault.truncated: ("图片不完整，只有一部分", "多半是复制或下载时中断了，请重新复制一次。"),
    PictureFault.empty: ("图片是空文件", "请重新复制一次。"),
    PictureFault.too_large: ("图片的像素太多，处理不了", "请先缩小到一亿像素以内再放进来。"),
    PictureFault.animated: ("不能用动图", "请改用一张静止的图片（JPG 或 PNG）。"),
    PictureFault.svg: ("不能用 SVG 图", "请另存为 PNG 或 JPG。"),
    PictureFault.heic_missing: ("这是苹果手机的 HEIC 照片，不能直接用", "请在手机或电脑上另存为 JPG 再放进来。"),
    PictureFault.mislabelled_heic: (
        "这其实是苹果手机的 HEIC 照片，只是改了后缀名",
        "改后缀名不能改变格式；请在手机或电脑上另存为 JPG 再放进来。",
    ),
    PictureFault.not_a_picture: ("这不是图片文件", "请用 JPG 或 PNG 图片。"),
}


_FILM_FAULTS: Final = {
    PictureFault.empty: ("影片是空文件", "请重新复制一次。"),
    PictureFault.broken: ("这不是 MP4 影片", "请另存为 MP4（H.264）格式；只改后缀名不行。"),
    PictureFault.truncated: ("影片不完整，只有一部分", "多半是复制或下载时中断了，请重新复制一次。"),
}


def film_fault(data: bytes) -> PictureFault | None:
    """What is wrong with the file of a film: an MP4 begins with its `ftyp` box (ISO/IEC 14496-12)."""
    if not data:
        return PictureFault.empty
    if data[4:8] != b"ftyp":
        return PictureFault.broken
    return PictureFault.truncated if len(data) > _FEW and is_cut(data) else None


_FEW: Final = 1 << 14
"""Bytes of no real film: whatever they are, they were not cut off on their way."""


Faces = Mapping[str, Mapping[str, str]]
"""By the path of a picture the files of the records that keep it from being shown, and why each does."""


def _nobody(_: str) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Library:
    """The media files below `content/`."""

    files: frozenset[str]
    outside: frozenset[str] = frozenset()
    """Links that lead out of `content/`."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Pictures that somebody refused to be shown in, and the records that say so (content model §3)."""
    faces: Faces = field(default_factory=dict)
    """Pictures of people who may not be shown by face on the site, by the records of these, with the reasons."""
    hidden: frozenset[str] = frozenset()
    """Files that nobody finds, nor another one of their names in their place."""
    pictured: Callable[[str], frozenset[str]] = field(default=_nobody, compare=False)
    """The pictures and films in a record's file, its texts included: in that of a person, those of this person."""
    users: Callable[[], Mapping[str, frozenset[str]]] = field(default=dict, compare=False)
    """Which records' files name which file: asked only where one is missing, because it looks at all of them."""
    known: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What was meant by what, as far as somebody has asked."""
    without: dict[frozenset[str], Library] = field(default_factory=dict, compare=False, repr=False)
    """The same without the pictures of some people, as far as somebody has asked."""

    def find(self, owner: str, written: str) -> str | None:
        """The file that the record file `owner` means by `written`: beside it, else below `content/media/`."""
        forms = (form for path in _candidates(owner, written) for form in (path, normalize("NFD", path)))  # as on a Mac
        found = next((path for path in forms if path in self.files), None)
        return None if found in self.hidden else found

    def faces_of(self, faceless: Mapping[str, str]) -> Faces:
        """The pictures of the people in these records' files, who may not be shown by face for these reasons."""
        faces: dict[str, dict[str, str]] = {}
        for path, reason in sorted(faceless.items()):
            for file in self.pictured(path):
                faces.setdefault(file, {})[path] = reason
        return faces

    def shown(self, faceless: Mapping[str, str]) -> Library:
        """The same without the pictures that somebody refused, or is in who is among the `faceless` (`PublicSite`).

        Whoever looks for one of them finds nothing.
        """
        if (key := frozenset(faceless)) not in self.without:
            hidden = self.hidden.union(self.refused, self.faces_of(faceless))
            self.without[key] = replace(self, hidden=hidden, refused={}, faces={}, known={}, without={})
        return self.without[key]

    def leads_outside(self, owner: str, written: str) -> bool:
        """Whether `written` names a link, or something below one, that leads out of `content/`."""
        return any(
            path == link or path.startswith(f"{link}/") for path in _candidates(owner, written) for link in self.outside
        )

    def meant(self, owner: str, written: str) -> tuple[str, ...]:
        """The files that the record file `owner` probably means by `written`, which is not there.

        Those of the very name, wherever they lie; else the nearest name that the record can write. Never what another
        record uses, nor a name with other numbers in it: `IMG_0013.jpg` is somebody else's face.
        """
        if (owner, written) not in self.known:
            self.known[owner, written] = self._meant(owner, _name(written))
        return self.known[owner, written]

    def _meant(self, owner: str, name: str) -> tuple[str, ...]:
        users = self.users()
        hidden = self.hidden.union(self.refused, self.faces)
        free = [path for path in sorted(self.files - hidden) if not users.get(path, frozenset()) - {owner}]
        same = [path for path in free if _name(path) == name]
        if same:
            return tuple(sorted(same, key=lambda path: not _as_written(owner, path)))
        near = [
            path
            for path in free
            if _as_written(owner, path) and _sort(path) == _sort(name) and _numbers(_name(path)) == _numbers(name)
        ]
        close = sorted(near, key=lambda path: posixpath.dirname(path) not in {posixpath.dirname(owner), _MEDIA})
        names = {_name(path): path for path in reversed(close)}
        guess = nearest(name, list(reversed(names)))
        return (names[guess],) if guess else ()

    def suggestion(self, owner: str, written: str) -> str:
        """What to do about a file that is not there: what to write in its place, or whence to copy it."""
        found = self.meant(owner, written)[:_MOST_GUESSES]
        names = [name for path in found if (name := _as_written(owner, path))]
        if names:
            return f"是不是 {' 或 '.join(names)}？"
        if found:
            return f"同名的文件在 {' 和 '.join(found)}；是它的话，请复制一份到记录旁边。"
        return "请把文件复制到记录旁边，或放进 content/media/；文件名的大小写也要一样。"


_MEDIA: Final = "content/media"
_MOST_GUESSES: Final = 3


def _name(path: str) -> str:
    """The name of a file; on a Mac it may be decomposed."""
    return normalize("NFC", posixpath.basename(path))


def _as_written(owner: str, path: str) -> str:
    """How the record file `owner` names the file `path`; empty where it cannot."""
    places = (f"{posixpath.dirname(owner)}/", f"{_MEDIA}/")
    return next((path.removeprefix(place) for place in places if path.startswith(place)), "")


def _sort(path: str) -> str:
    """What sort of file it is: a picture is none of a film's."""
    return "" if path.lower().endswith(PICTURES) else posixpath.splitext(path)[1].lower()


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]


def _candidates(owner: str, written: str) -> tuple[str, ...]:
    places = [posixpath.dirname(owner), _MEDIA]
    if written.startswith("media/"):
        places.append("content")
    return tuple(posixpath.normpath(posixpath.join(place, written)) for place in places)


def media_of(value: Any, prefix: str = "") -> Iterator[tuple[str, Media]]:  # noqa: ANN401 - any part of a record
    """Every media file that a record names, with the dotted name of its field."""
    if isinstance(value, Media):
        yield prefix, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from media_of(item, f"{prefix}.{number}")
    else:
        for name in parts(type(value)):
            yield from media_of(getattr(value, name), f"{prefix}.{name}" if prefix else name)


def pictures_of(site: Site, library: Library) -> frozenset[str]:
    """The picture files that the fields of records and the settings name."""
    found = {library.find(owner, media.path) for owner, media in named(site)}
    return frozenset(path for path in found if path and path.lower().endswith(PICTURES))


def films_of(site: Site, library: Library) -> frozenset[str]:
    """The film files that records name."""
    found = {library.find(owner, media.path) for owner, media in named(site)}
    return frozenset(path for path in found if path and path.lower().endswith(".mp4"))


def named(site: Site) -> list[tuple[str, Media]]:
    """Every media file that the fields of records and the settings name, with the file that names it."""
    found = [(origin.path, media) for origin in site.origins for _, media in origin.media]
    return found + [(SITE_FILE, media) for _, media in media_of(site.singletons.settings)]


def check_media(
    site: Site,
    library: Library,
    infos: Mapping[str, ImageInfo | PictureFault],
    problems: Problems,
) -> None:
    """Every file that a record names is there and, where it is a picture, can be used."""
    for origin in site.origins:
        severity = Severity.WARNING if origin.is_draft else Severity.ERROR
        for name, media in origin.media:
            found = check_file(origin.path, media.at, media.path, library, infos, severity, problems)
            info = infos.get(found) if found else None
            if name == "cover.file" and info and not isinstance(info, PictureFault):
                _check_size(origin.path, media, min(info.width, info.height), problems)
    for _, media in media_of(site.singletons.settings):
        check_file(SITE_FILE, media.at, media.path, library, infos, Severity.ERROR, problems)


def check_playing(site: Site, library: Library, films: Mapping[str, Playing], problems: Problems) -> None:
    """Every film plays wherever it is shown, and is as long as its record says; `films` are known by their paths.

    Both are warnings: what only some browsers and players have a decoder for plays in others, and whether those before
    a wall have it, nobody knows but the editor. A wall goes by the length that is written.
    """
    for origin in site.origins:
        for _, media in origin.media:
            found = films.get(library.find(origin.path, media.path) or "")
            if found and found.faults:
                message = f"“{media.path}”：{'，'.join(found.faults)}，很多手机、微信和屏幕放不了"
                problems.warn(origin.path, media.at, "hard-to-play", message, _EXPORT_AGAIN)
    for record in site.of(Film):
        film = films.get(library.find(record.origin.path, record.file.path) or "")
        if film and film.seconds and abs(film.seconds - record.seconds) > 1:
            right = max(1, round(film.seconds))
            message = f"“时长”写的是 {record.seconds} 秒，影片“{record.file.path}”是 {right} 秒"
            hint = f"请改成：时长: {right}；大屏按这里写的秒数播放，多出来的时间画面不动。"
            Report(record, problems).warn("seconds", "film-length", message, hint)


_EXPORT_AGAIN: Final = (
    "请用剪映、格式工厂等重新导出一次：格式 MP4，编码 H.264（不选 H.265、HEVC、10 位、4:4:4），"
    "声音 AAC 或者不要声音；只改后缀名不行。"
)


def check_file(
    owner: str,
    at: Position,
    written: str,
    library: Library,
    infos: Mapping[str, ImageInfo | PictureFault],
    severity: Severity,
    problems: Problems,
) -> str | None:
    """Note where a named file is missing, or is a picture that cannot be used; gives its path where it is there."""
    found = library.find(owner, written)
    if found is None:
        if library.leads_outside(owner, written):
            message, hint = f"“{written}”是指向 content 外面的链接", "请把文件本身复制进来。"
            problems.add(owner, at, "wrong-type", message, hint, severity=severity)
            return None
        hint = library.suggestion(owner, written)
        problems.add(owner, at, "missing-media", f"找不到文件“{written}”", hint, severity=severity)
        return None
    info = infos.get(found)
    if isinstance(info, PictureFault):
        is_film = found.lower().endswith(".mp4") and info in _FILM_FAULTS
        message, hint = _FILM_FAULTS[info] if is_film else _FAULTS[info]
        problems.add(owner, at, "broken-media", f"“{written}”：{message}", hint, severity=severity)
    if found in library.refused and owner not in (by := library.refused[found]):
        message = f"“{written}”不会显示：{min(by)} 里写着“出镜同意: 否”"
        problems.warn(owner, at, "no-consent", message, "请换一张照片；本人同意了，就改写着“否”的那一处。")
    elif found in library.faces and owner not in (people := library.faces[found]):
        note_face(owner, at, f"“{written}”不会显示", people, problems)
    return found


def note_face(owner: str, at: Position, what: str, people: Mapping[str, str], problems: Problems) -> None:
    """Note that a picture is not shown, as `what` says, because of `people`: their records' files, and the reasons."""
    path, reason = min(people.items())
    message = f"{what}：它也是 {path} 的照片（{reason}）"
    hint = f"请换一张照片；{way_out(reason)}；照片上没有这个人，就从那里拿掉。"
    problems.warn(owner, at, "no-consent", message, hint)


def with_people(
    library: Library,
    site: Site,
    in_texts: Callable[[str], Iterable[str]] = lambda _: (),
    faceless: Mapping[str, str] | None = None,
    digests: Mapping[str, str] | None = None,
) -> Library:
    """The library that knows which pictures may not be shown for who is in them, and which record uses what.

    `in_texts` gives the addresses of the pictures in the texts of a record's file; `faceless` are the people who may
    not be shown by face on the site (`gates.faceless`); `digests`, of the bytes of pictures, tell copies: a photo that
    lies beside one record gets beside another as a copy.
    """
    known = digests or {}
    alike: dict[str, list[str]] = defaultdict(list)
    for file, digest in known.items():
        alike[digest].append(file)

    def files_of(path: str, written: Iterable[str]) -> frozenset[str]:
        found = filter(None, [library.find(path, one) for one in written])
        return frozenset(file for one in found for file in (one, *alike[known.get(one, "")]))

    def look(record: Record) -> tuple[str, ...] | None:
        return tuple(one.file.path for _, one in pictures_named(record) if one.consent is False) or None

    @cache
    def pictured(path: str) -> frozenset[str]:
        written = (*(media.path for _, media in site.origins_by_path[path].media), *in_texts(path))
        return files_of(path, [one for one in written if one.lower().endswith((*PICTURES, ".mp4"))])

    refused: dict[str, frozenset[str]] = {}
    for path, names in site.in_heads("refused pictures", "", look).items():
        for file in files_of(path, names):
            refused[file] = refused.get(file, frozenset()) | {path}
    users = cache(partial(_users, site, library))
    knowing = replace(library, refused=refused, pictured=pictured, users=users)
    return replace(knowing, faces=knowing.faces_of(faceless or {}))


def _users(site: Site, library: Library) -> Mapping[str, frozenset[str]]:
    """The records' files that name each file."""
    users: dict[str, frozenset[str]] = {}
    for owner, media in named(site):
        if found := library.find(owner, media.path):
            users[found] = users.get(found, frozenset()) | {owner}
    return users


def codes_of(site: Site, library: Library) -> frozenset[str]:
    """The pictures of QR codes that channels give."""
    found = {library.find(one.origin.path, one.qr.path) for one in site.of(ChannelRecord) if one.qr}
    return frozenset(filter(None, found))


def check_codes(site: Site, library: Library, codes: Mapping[str, tuple[str, ...]], problems: Problems) -> None:
    """A given QR picture says what its record says it does (content model §4, channels)."""
    for record in site.of(ChannelRecord):
        found = library.find(record.origin.path, record.qr.path) if record.qr else None
        if found is None or found not in codes:
            continue
        report = Report(record, problems)
        if not codes[found]:
            report.error("qr", "wrong-code", "这张图片里读不出二维码", "请换一张清楚、完整的二维码图；不要带太多花边。")
        elif not record.target:
            said = codes[found][0]
            report.error(
                "qr", "wrong-code", "有“二维码图”，但没有写“二维码内容”", f"请核对后加一行：二维码内容: {said}"
            )
        elif record.target not in codes[found]:
            message = f"二维码图里是“{codes[found][0]}”，和“二维码内容”不一样"
            report.error("qr", "wrong-code", message, "请核对哪一个是对的，改成一样的。")


def _check_size(path: str, media: Media, shorter: int, problems: Problems) -> None:
    if shorter < MIN_COVER:
        problems.warn(
            path,
            media.at,
            "small-image",
            f"封面“{media.path}”太小：短边只有 {shorter} 像素，至少要 {MIN_COVER} 像素",
            "请用手机原图；微信里转发时选“原图”。",
        )
