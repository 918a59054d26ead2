"""Pictures for paper: cut to their place, as many pixels as it needs, a warning where there are too few."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import TYPE_CHECKING

from hyqz_site.images import codec
from hyqz_site.images.container import PictureFault
from hyqz_site.images.geometry import MAX_SIDE, Focus, crop_box
from hyqz_site.images.variants import VariantSpec
from hyqz_site.lean import dataclass
from hyqz_site.prints.geometry import MOST_DPI

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Picture, Record
    from hyqz_site.model.media import Library
    from hyqz_site.problem import Problems

QUALITY = 92
"""Of the JPEGs: what print shops ask for."""
INCH = 25.4


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a record."""

    record: Record
    picture: Picture
    focus: Focus


@dataclass(frozen=True, slots=True)
class Photos:
    """The pictures of a project."""

    library: Library
    read: Mapping[str, Callable[[], bytes]]
    """The bytes of each media file, by its path."""
    problems: Problems

    def cut(self, photo: Photo, width: float, height: float, dpi: int) -> bytes | None:
        """The picture at `width` × `height` millimetres, as a JPEG of at most `MOST_DPI`; None where there is none.

        A picture with less than `dpi` is used as it is and warned of, with the pixels that it needs.
        """
        path = self.library.find(photo.record.origin.path, photo.picture.file.path)
        if path is None:
            return None
        data = self.read[path]()
        info = codec.probe(data)
        if isinstance(info, PictureFault):
            return None
        left, top, right, bottom = crop_box((info.width, info.height), width / height, photo.focus)
        found = (right - left) / (width / INCH)
        if found < dpi:
            self._warn(photo, found, dpi, (width, height), (info.width, info.height), (right - left, bottom - top))
        scale = min(1.0, MOST_DPI / found, MAX_SIDE / max(right - left, bottom - top))
        spec = VariantSpec(
            width=max(1, round((right - left) * scale)),
            height=max(1, round((bottom - top) * scale)),
            focus=photo.focus,
            format="jpeg",
            quality=QUALITY,
        )
        return codec.encode(data, [spec])[0]

    def _warn(
        self,
        photo: Photo,
        found: float,
        dpi: int,
        size: tuple[float, float],
        has: tuple[int, int],
        cut: tuple[int, int],
    ) -> None:
        """Say how many pixels the whole picture needs, so that its cut has enough."""
        origin = photo.record.origin
        more = dpi / found
        needed = (ceil(has[0] * more), ceil(has[1] * more))
        whole = "" if cut == has else f"（裁到展板上的部分只有 {cut[0]}×{cut[1]}）"
        self.problems.warn(
            origin.path,
            origin.at("cover.file"),
            "small-image",
            f"“{photo.record.title}”的照片印成 {size[0]:.0f}×{size[1]:.0f} 毫米只有 {found:.0f} dpi，"
            f"少于 {dpi}，会发虚",
            f"照片现在是 {has[0]}×{has[1]} 像素{whole}，请换一张至少 {needed[0]}×{needed[1]} 的原图。",
        )
