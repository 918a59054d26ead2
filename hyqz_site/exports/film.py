"""The words that ffmpeg is given: segments of slides, joined without a new encoding. Pure.

A segment begins with the picture before it and fades as the page does: the new slide comes in over the old one, evenly,
in 0.6 s. The first begins with the last of the loop, so the loop closes without a jump and without a black frame. Every
segment begins with a key frame and has no frame that leans on a later one, so that they can be joined as they are.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hyqz_site.exports.cards import Card
    from hyqz_site.screens.boxes import Box

FADE: Final = Fraction(6, 10)
"""Seconds; as in slides.css."""
TICKS: Final = 512
"""Of the film's clock in a frame: every frame begins on a whole one."""
_LEVELS: Final = (
    ("3.0", 1620, 40_500),
    ("3.1", 3600, 108_000),
    ("4.0", 8192, 245_760),
    ("5.0", 22_080, 589_824),
    ("5.1", 36_864, 983_040),
    ("5.2", 36_864, 2_073_600),
    ("6.0", 139_264, 4_177_920),
)
"""Level, most macroblocks in a frame and in a second (ITU-T H.264, table A-1)."""
_INK: Final = "0x15110f"
"""What stands around a film that is less wide than its place (slides.css, --ink)."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A line that a film says: where it stands on a picture of the wall, and from when to when, in ms of the slide."""

    picture: Path
    area: Box
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One slide of the loop as a film."""

    before: Path
    """The picture that it fades from."""
    still: Path
    film: Path | None = None
    box: Box | None = None
    """Where the film goes."""
    captions: tuple[Caption, ...] = ()
    frames: int
    fade: bool


def even(width: int, height: int) -> tuple[int, int]:
    """The size of the film: H.264 in 4:2:0 has no odd sides, so a black line is added where there is one."""
    return width + width % 2, height + height % 2


def level(width: int, height: int, fps: int) -> str:
    """The lowest level of H.264 that holds this size at this rate."""
    blocks = ceil(width / 16) * ceil(height / 16)
    return next((name for name, most, rate in _LEVELS if blocks <= most and blocks * fps <= rate), "6.2")


def segment(one: Segment, size: tuple[int, int], card: Card, target: Path) -> list[str]:
    """The arguments that make a segment."""
    inputs = ["-framerate", str(card.fps), "-i", str(one.before), "-framerate", str(card.fps), "-i", str(one.still)]
    inputs += _moving(one)
    graph = [_picture(0, "before", size), *_shown(one, size, card)]
    if one.fade:
        graph.append(f"[before][shown]xfade=transition=fade:duration={float(FADE)}:offset=0[out]")
    else:
        graph[0] = "[0:v]nullsink"
        graph.append("[shown]null[out]")
    return [
        *inputs, "-filter_complex", ";".join(graph), "-map", "[out]", "-frames:v", str(one.frames),
        *_encoder(size, card), str(target),
    ]  # fmt: skip


def last_frame(one: Segment, size: tuple[int, int], card: Card, target: Path) -> list[str]:
    """The arguments that give the last picture of a slide with a film."""
    inputs = ["-framerate", str(card.fps), "-i", str(one.still), "-framerate", str(card.fps), "-i", str(one.still)]
    graph = ["[0:v]nullsink", *_shown(one, size, card), f"[shown]select=eq(n\\,{one.frames - 1})[out]"]
    return [
        *inputs, *_moving(one), "-filter_complex", ";".join(graph), "-map", "[out]", "-frames:v", "1",
        "-update", "1", str(target),
    ]  # fmt: skip


def _moving(one: Segment) -> list[str]:
    """The film and the pictures of what it says, as inputs from the third on."""
    files = ([one.film] if one.film else []) + [caption.picture for caption in one.captions]
    return [word for file in files for word in ("-i", str(file))]


def joined(listing: Path, target: Path) -> list[str]:
    """The arguments that join the segments of a list, as they are."""
    return [
        "-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact",
        *_plain(target), str(target),
    ]  # fmt: skip


def _picture(number: int, name: str, size: tuple[int, int], colours: str = "yuv420p") -> str:
    """A still without end: turned into the film's colours once, then the same frame again and again."""
    return (
        f"[{number}:v]pad={size[0]}:{size[1]}:0:0:black,scale=out_color_matrix=bt709:out_range=tv,format={colours},"
        f"setsar=1,loop=loop=-1:size=1[{name}]"
    )


def _shown(one: Segment, size: tuple[int, int], card: Card) -> list[str]:
    """The slide itself, its film cut in; a film that is over keeps its last picture, as on the page.

    The film's place may have odd sides, so until it stands there every pixel has its own colour.
    """
    if not (one.film and one.box):
        return [_picture(1, "shown", size)]
    box = one.box
    return [
        _picture(1, "ground", size, "yuv444p"),
        (
            f"[2:v]fps={card.fps},scale={box.width}:{box.height}:force_original_aspect_ratio=decrease:flags=lanczos:"
            f"out_color_matrix=bt709:out_range=tv,format=yuv444p,pad={box.width}:{box.height}:-1:-1:{_INK},setsar=1,"
            "tpad=stop=-1:stop_mode=clone[film]"
        ),
        f"[ground][film]overlay={box.x}:{box.y}:format=yuv444[said0]",
        *_captions(one),
        f"[said{len(one.captions)}]format=yuv420p[shown]",
    ]


def _captions(one: Segment) -> Iterator[str]:
    """What the film says, each line cut out of its picture and laid over the film while it is said."""
    for number, caption in enumerate(one.captions):
        area = caption.area
        yield (
            f"[{number + 3}:v]crop={area.width}:{area.height}:{area.x}:{area.y}:exact=1,"
            f"scale=out_color_matrix=bt709:out_range=tv,format=yuv444p[line{number}]"
        )
        yield (
            f"[said{number}][line{number}]overlay={area.x}:{area.y}:format=yuv444:"
            f"enable='gte(t,{caption.start / 1000})*lt(t,{caption.end / 1000})'[said{number + 1}]"
        )


def _encoder(size: tuple[int, int], card: Card) -> list[str]:
    rate = f"{card.max_mbps * 1000:.0f}k"
    return [
        "-c:v", "libx264", "-preset", "medium", "-profile:v", card.profile, "-level:v", level(*size, card.fps),
        "-pix_fmt", "yuv420p", "-crf", "18", "-maxrate", rate, "-bufsize", rate, "-r", str(card.fps),
        "-g", str(card.fps), "-keyint_min", str(card.fps), "-sc_threshold", "0", "-bf", "0",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
        "-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        "-video_track_timescale", str(card.fps * TICKS),
    ]  # fmt: skip


def _plain(target: Path) -> list[str]:
    """What a film needs to begin before all of it is read."""
    return ["-movflags", "+faststart"] if target.suffix in {".mp4", ".mov"} else []
