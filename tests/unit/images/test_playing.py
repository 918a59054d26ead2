"""How a film plays: what is said of codecs that many lack, of its length, and of one that is cut off."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.images.playing import Playing, is_cut, read
from tests.helpers import ROOT
from tests.unit.images.films import box, film, full, moving, numbers, sounding

H265 = "画面是 H.265（HEVC）编码"
AAC, MP3, AC3 = (
    full(b"esds", b"\x03\x19\0\1\0", b"\x04\x80\x80\x80\x11", bytes([kind])) for kind in (0x40, 0x69, 0xA5)
)

FAULTS = {
    "H.264 High": (moving(b"avc1", profile=100), ()),
    "H.264 Baseline": (moving(b"avc3", profile=66), ()),
    "H.264 that does not say which": (moving(b"avc1"), ()),
    "H.264 4:4:4": (moving(b"avc1", profile=244), ("画面是 H.264 的 4:4:4 规格",)),
    "H.264 10 bits": (moving(b"avc1", profile=110), ("画面是 H.264 的 10 位规格",)),
    "H.264 of another kind": (moving(b"avc1", profile=1), ("画面是 H.264 的特殊规格",)),
    "H.265 as Apple writes it": (moving(b"hvc1"), (H265,)),
    "H.265": (moving(b"hev1"), (H265,)),
    "AV1": (moving(b"av01"), ("画面是 AV1 编码",)),
    "VP9": (moving(b"vp09"), ("画面是 VP9 编码",)),
    "MPEG-4": (moving(b"mp4v"), ("画面是老式的 MPEG-4 编码",)),
    "nobody knows": (moving(b"x\0\xff1"), ("画面是 x??1 编码",)),
    "nothing": (moving(b"    "), ("画面是不认识的编码",)),
    "AAC": (moving(b"avc1") + sounding(b"mp4a", AAC), ()),
    "AAC in QuickTime": (moving(b"avc1") + sounding(b"mp4a", b"\0" * 16, AAC), ()),
    "MP3": (moving(b"avc1") + sounding(b"mp4a", MP3), ()),
    "a sound that does not say what it is": (moving(b"avc1") + sounding(b"mp4a"), ()),
    "AC-3 in MPEG": (moving(b"avc1") + sounding(b"mp4a", AC3), ("声音是 AC-3（杜比）编码",)),
    "AMR": (moving(b"avc1") + sounding(b"samr"), ("声音是 AMR 编码",)),
    "PCM": (moving(b"avc1") + sounding(b"twos"), ("声音是 PCM 编码",)),
    "both": (moving(b"hvc1") + sounding(b"ac-3"), (H265, "声音是 AC-3（杜比）编码")),
    "sound alone": (sounding(b"mp4a", AAC), ("里面只有声音，没有画面",)),
    "no track at all": (b"", ()),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_many_cannot_play_is_told(name: str) -> None:
    tracks, faults = FAULTS[name]
    assert read(box(b"ftyp") + box(b"moov", tracks)).faults == faults


def test_a_picture_of_another_codec_behind_the_first_is_not_what_plays() -> None:
    assert read(box(b"moov", moving(b"avc1"), moving(b"jpeg"))).faults == ()


def head(length: int, scale: int = 1000) -> bytes:
    return box(b"mvhd", numbers(0, 0, 0, scale, length))


@pytest.mark.parametrize(
    ("inside", "seconds"),
    [
        (head(3000) + moving(b"avc1"), 3.0),
        (head(9000) + moving(b"avc1", length=3500), 3.5),
        (box(b"mvhd", b"\1\0\0\0", struct.pack(">QQIQ", 0, 0, 600, 6000)), 10.0),
        (head(0) + box(b"mvex", full(b"mehd", numbers(4000))), 4.0),
        (head(0), None),
        (head((1 << 32) - 1, scale=90000), None),
        (head(3000, scale=0), None),
        (head(4_000_000_000, scale=1), None),
        (box(b"mvhd", b"\0" * 14), None),
        (box(b"mvhd"), None),
        (moving(b"avc1", length=3500), None),
    ],
    ids=[
        "the film's", "the picture's", "long numbers", "in fragments", "none", "not known", "no scale", "for ever", "short", "empty",
        "no head",
    ],
)  # fmt: skip
def test_the_length_is_that_of_the_picture(inside: bytes, seconds: float | None) -> None:
    assert read(box(b"moov", inside)).seconds == seconds


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (film(), False),
        (film(behind=b"\0" * 20), False),
        (film(behind=b"\xff\xff\xff\xffuuid"), False),
        (box(b"ftyp", b"isom"), False),
        (film()[:-1], True),
        (box(b"moov", head(1)) + box(b"mdat", b"12345678")[:-1], True),
        (box(b"ftyp", b"isom") + box(b"mdat", b"12345678"), True),
    ],
    ids=["whole", "padding", "junk", "a head alone", "in its tables", "in its samples", "no tables"],
)
def test_a_film_that_is_cut_off_is_told(data: bytes, *, expected: bool) -> None:
    assert is_cut(data) is expected


@given(st.binary(max_size=200))
def test_whatever_the_bytes_nothing_raises(data: bytes) -> None:
    assert isinstance(read(data), Playing)
    assert isinstance(read(box(b"moov", data)), Playing)
    assert is_cut(film() + data) in {True, False}


@given(st.data())
def test_a_damaged_film_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    whole = box(b"moov", head(3000), moving(b"avc1", profile=100, length=3000), sounding(b"mp4a", AAC))
    at = data.draw(st.integers(0, len(whole) - 1))
    assert isinstance(read(whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]), Playing)


def test_the_films_that_come_with_the_project_play() -> None:
    films = sorted((ROOT / "content/media").glob("*.mp4"))
    assert [read(path.read_bytes()) for path in films] == [Playing((), length) for length in (10.0, 9.0, 10.0, 11.0)]
    assert not any(is_cut(path.read_bytes()) for path in films)


FFMPEG = shutil.which("ffmpeg")


@pytest.mark.skipif(FFMPEG is None, reason="needs ffmpeg")
@pytest.mark.parametrize(
    ("codecs", "faults"),
    [
        (("libx264", "yuv420p", "aac"), ()),
        (("libx264", "yuv444p", "ac3"), ("画面是 H.264 的 4:4:4 规格", "声音是 AC-3（杜比）编码")),
        (("mpeg4", "yuv420p", "alac"), ("画面是老式的 MPEG-4 编码", "声音是 ALAC 编码")),
    ],
)
def test_real_films_are_read_as_built_ones_are(
    tmp_path: Path, codecs: tuple[str, str, str], faults: tuple[str, ...]
) -> None:
    picture, form, sound = codecs
    source = ["-f", "lavfi", "-i", "testsrc=duration=2:size=64x64:rate=10", "-f", "lavfi", "-i", "sine=duration=5"]
    words = [*source, "-c:v", picture, "-pix_fmt", form, "-c:a", sound, str(tmp_path / "a.mp4")]
    made = subprocess.run([str(FFMPEG), "-v", "error", *words], check=False)
    if made.returncode:
        pytest.skip("this ffmpeg lacks the encoder")
    assert read((tmp_path / "a.mp4").read_bytes()) == Playing(faults, 2.0)
