"""What films give away is found in the boxes where phones and cameras write it, and is taken out without a trace."""

import random
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.images.mp4 import Trace, stripped, traces
from tests.helpers import ROOT
from tests.unit.images.films import FIRST_SAMPLE, SOUND, apple, box, film, full, numbers, track

HERE = b"+26.8968+112.5717+072.000/"
XMP = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"

TELLING = {
    "Android": (film(box(b"udta", box(b"\xa9xyz", b"\0\x1a\x15\xc7", HERE))), Trace.PLACE),
    "3GPP": (film(box(b"udta", full(b"loci", b"\x15\xc7home\0\0", numbers(1, 2, 3)))), Trace.PLACE),
    "Apple": (film(apple(make="Apple", location_ISO6709=HERE.decode())), Trace.PLACE),
    "Apple in the track": (film(box(b"udta", apple(location_name="光明里"))), Trace.PLACE),
    "Apple's accuracy": (film(apple(location_accuracy_horizontal="4.7")), Trace.PLACE),
    "Android's key": (
        film(apple(make="X").replace(b"com.apple.quicktime.make", b"com.android.geo.location")),
        Trace.PLACE,
    ),
    "in iTunes' list": (film(box(b"meta", b"\0\0\0\0", box(b"ilst", box(b"\xa9xyz", HERE)))), Trace.PLACE),
    "XMP": (film(behind=box(b"uuid", XMP, b"<x exif:GPSLatitude='26,53.8N'/>")), Trace.PLACE),
    "XMP in udta": (film(box(b"udta", box(b"XMP_", b"exif:GPSLongitude"))), Trace.PLACE),
    "owner in XMP": (film(behind=box(b"uuid", XMP, b"<x aux:OwnerName='Li'/>")), Trace.OWNER),
    "serial number": (film(behind=box(b"meta", b"\0\0\0\0", box(b"xml ", b'<Device serialNo="123"/>'))), Trace.OWNER),
    "owner": (film(box(b"udta", box(b"meta", b"\0\0\0\0", box(b"ilst", box(b"ownr", b"Li"))))), Trace.OWNER),
    "author": (film(apple(author="李晓雁")), Trace.OWNER),
    "camera": (film(apple(camera_identifier="Back")), Trace.OWNER),
    "GoPro": (film(track(b"gpmd", [(FIRST_SAMPLE + 60, [20, 20])])), Trace.TELEMETRY),
    "camera motion": (film(track(b"camm", [(FIRST_SAMPLE + 60, [40])], wide=True)), Trace.TELEMETRY),
    "Apple's timed": (film(track(b"mebx", [(FIRST_SAMPLE + 60, [10]), (FIRST_SAMPLE + 80, [10])])), Trace.TELEMETRY),
    "Sony": (film(track(b"rtmd", [(FIRST_SAMPLE + 60, [40])])), Trace.TELEMETRY),
    "DJI": (film(track(b"djmd", [(FIRST_SAMPLE + 60, [40])])), Trace.TELEMETRY),
    "dash camera": (film(box(b"gps ", b"\1" * 16)), Trace.PLACE),
    "dash camera's blocks": (film(behind=box(b"free", b"GPS \0\0\1\2")), Trace.TELEMETRY),
    "GoPro's settings": (film(box(b"udta", box(b"GPMF", b"DEVC"))), Trace.PLACE),
    "without a size": (film(behind=struct.pack(">I", 0) + b"uuid" + XMP + b"exif:GPSLatitude"), Trace.PLACE),
    "a wide box": (
        film(behind=struct.pack(">I4sQ", 1, b"uuid", 56) + XMP + b"exif:GPSLatitude" + b" " * 8),
        Trace.PLACE,
    ),
}
SILENT = {
    "plain": film(),
    "maker and model": film(apple(make="Apple", model="iPhone 13", software="17.1", creationdate="2026-05-12")),
    "the id that ties it to its photo": film(apple(content_identifier="F7A1")),
    "timecode": film(track(b"tmcd", [(FIRST_SAMPLE + 60, [4])])),
    "subtitles": film(track(b"tx3g", [(FIRST_SAMPLE + 60, [10])], b"text")),
    "free space": film(box(b"free", b"\0" * 40), behind=box(b"free", b"Lavc61.3.100")),
    "encoder": film(box(b"udta", box(b"meta", b"\0\0\0\0", box(b"ilst", box(b"\xa9too", b"Lavf61"))))),
    "letters in the picture": film(sound=b"\xa9xyz GPSLatitude location.ISO6709" + SOUND),
}


@pytest.mark.parametrize("name", TELLING)
def test_what_a_film_gives_away_is_found(name: str) -> None:
    data, trace = TELLING[name]
    assert traces(data) == (trace,)


@pytest.mark.parametrize("name", SILENT)
def test_what_gives_nobody_away_is_let_through(name: str) -> None:
    assert traces(SILENT[name]) == ()
    assert stripped(SILENT[name]) == SILENT[name]


@pytest.mark.parametrize("name", TELLING)
def test_it_is_taken_out_where_it_stands(name: str) -> None:
    data, _ = TELLING[name]
    clean = stripped(data)
    assert traces(clean) == ()
    assert len(clean) == len(data)
    assert clean[FIRST_SAMPLE : FIRST_SAMPLE + 60] == SOUND[:60]
    assert stripped(clean) == clean
    for word in (HERE, b"26,53.8N", "李晓雁".encode(), "光明里".encode(), b"DEVC", b"serialNo"):
        assert word not in clean


def test_the_samples_of_a_telemetry_track_are_blanked_too() -> None:
    clean = stripped(film(track(b"gpmd", [(FIRST_SAMPLE + 60, [10, 10]), (FIRST_SAMPLE + 90, [5])])))
    expected = SOUND[:60] + b"\0" * 20 + SOUND[80:90] + b"\0" * 5 + SOUND[95:]
    assert clean[FIRST_SAMPLE : FIRST_SAMPLE + 100] == expected


@pytest.mark.parametrize(
    "data",
    [
        film(track(b"gpmd", [(FIRST_SAMPLE + 60, [20])]), behind=box(b"moof", b"")),
        film(track(b"gpmd", [(FIRST_SAMPLE + 60, [2_000_000_000])])),
        film(track(b"gpmd", [(4_000_000_000, [20])])),
        film(track(b"gpmd", [(FIRST_SAMPLE, [20])]).replace(b"stsz", b"stz2")),
        film(behind=b"\xff\xff\xff\xffmoov\xa9xyz"),
        film(track(b"gpmd", [(FIRST_SAMPLE + 30, [40])])),
        film(
            track(b"avc1", [(FIRST_SAMPLE, [9])]).replace(b"stsz", b"none"), track(b"gpmd", [(FIRST_SAMPLE + 60, [40])])
        ),
    ],
    ids=["in fragments", "too large", "outside", "no sizes", "cut off", "among the picture's", "an unknown picture's"],
)
def test_what_cannot_be_taken_out_safely_stays_and_is_found(data: bytes) -> None:
    assert stripped(data) == data
    assert traces(data) != ()


NAME = "张小明"


def says_name(text: str) -> bool:
    return NAME in text


def quicktime(kind: bytes, text: bytes) -> bytes:
    return box(b"udta", box(kind, struct.pack(">HH", len(text), 0x15C7), text))


def itunes(kind: bytes, text: bytes, form: int = 1) -> bytes:
    item = box(kind, box(b"data", numbers(form, 0), text))
    return box(b"udta", box(b"meta", b"\0\0\0\0", full(b"hdlr", numbers(0), b"mdir"), box(b"ilst", item)))


WORDS = {
    "title": film(itunes(b"\xa9nam", f"{NAME}的一天".encode())),
    "artist in UTF-16": film(itunes(b"\xa9ART", NAME.encode("utf-16-be"), 2)),
    "comment": film(itunes(b"\xa9cmt", f"拍摄：{NAME}".encode())),
    "description": film(itunes(b"desc", NAME.encode())),
    "Apple's title": film(apple(title=NAME)),
    "Apple's comment in the track": film(box(b"trak", box(b"udta", apple(comment=f"{NAME}。")))),
    "QuickTime": film(quicktime(b"\xa9nam", NAME.encode())),
    "QuickTime on Chinese Windows": film(quicktime(b"\xa9nam", NAME.encode("gb18030"))),
    "3GPP": film(box(b"udta", full(b"titl", b"\x15\xc7", NAME.encode() + b"\0"))),
    "3GPP on Chinese Windows": film(box(b"udta", full(b"auth", b"\x15\xc7", NAME.encode("gb18030") + b"\0"))),
    "a track's name": film(box(b"trak", box(b"udta", box(b"name", NAME.encode())))),
    "Windows": film(box(b"udta", box(b"Xtra", numbers(50, 9), b"WM/Writer", b"\0", NAME.encode("utf-16-le")))),
    "a tag of a player": film(
        box(
            b"udta",
            box(b"meta", b"\0\0\0\0", full(b"hdlr", numbers(0), b"ID32"), full(b"ID32", b"\x15\xc7", NAME.encode())),
        )
    ),
    "a long XMP": film(behind=box(b"uuid", XMP, b" " * 300_000, NAME.encode())),
    "XMP": film(behind=box(b"uuid", XMP, f"<dc:title>{NAME[0]}<b/>{NAME}</dc:title>".encode())),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_that_may_not_go_out_are_found_and_taken_out(name: str) -> None:
    data = WORDS[name]
    assert traces(data) == ()
    assert traces(data, says_name) == (Trace.WORDS,)
    clean = stripped(data, says_name)
    assert traces(clean, says_name) == ()
    assert len(clean) == len(data)
    assert clean[FIRST_SAMPLE : FIRST_SAMPLE + 60] == SOUND[:60]
    assert not any(NAME.encode(code) in clean for code in ("utf-8", "gb18030", "utf-16-be", "utf-16-le"))


def cue(text: str) -> bytes:
    """A sample of subtitles: how many bytes of text, the text, styles."""
    said = text.encode()
    return struct.pack(">H", len(said)) + said + box(b"styl", numbers(0x00010000, 0xFF00FFFF))


def subtitled(form: bytes, *samples: bytes) -> bytes:
    """A film with subtitles, all in one chunk behind the picture."""
    told = track(form, [(FIRST_SAMPLE + 60, [len(sample) for sample in samples])], b"sbtl")
    return film(told, sound=SOUND[:60] + b"".join(samples))


CUE = f"{NAME}同学在讲解"
SUBTITLES = {
    "MPEG-4": (subtitled(b"tx3g", cue(""), cue("3月5日"), cue(CUE)), CUE),
    "QuickTime": (subtitled(b"text", cue(CUE)), CUE),
    "a number behind its length": (subtitled(b"tx3g", cue(f"13800001111{'雨' * 13}")), "13800001111"),
    "WebVTT": (subtitled(b"wvtt", box(b"vtte"), box(b"vttc", box(b"payl", CUE.encode()))), CUE),
    "TTML": (subtitled(b"stpp", f"<tt><p>{NAME[0]}<br/>{NAME[1:]}</p></tt>".encode()), f"{NAME[0]}\n{NAME[1:]}"),
}


@pytest.mark.parametrize("name", SUBTITLES)
def test_subtitles_that_may_not_go_out_are_found_and_taken_out(name: str) -> None:
    data, said = SUBTITLES[name]

    def tells(text: str) -> bool:
        return re.search(rf"(?<!\d){said}", text) is not None

    assert traces(data) == ()
    assert traces(data, tells) == (Trace.WORDS,)
    clean = stripped(data, tells)
    assert traces(clean, tells) == ()
    assert len(clean) == len(data)
    assert clean[FIRST_SAMPLE : FIRST_SAMPLE + 60] == SOUND[:60]
    assert not any(word.encode() in clean for word in said.splitlines())


def test_subtitles_that_cannot_be_read_are_told_and_stay() -> None:
    data = film(track(b"tx3g", []), behind=box(b"moof", b""))
    assert traces(data) == (Trace.WORDS,)
    assert stripped(data) == data


def test_a_cover_is_a_picture_and_no_text() -> None:
    """Read as one, letters in it would be anything."""
    noise = random.Random(1).randbytes(50_000) + NAME.encode() + b"\xff"
    for data in (film(itunes(b"covr", noise, 13)), film(behind=box(b"uuid", b"thumbnail" + b"\0" * 7, noise))):
        assert traces(data, says_name) == ()


def test_words_that_may_go_out_stay() -> None:
    data = film(itunes(b"\xa9nam", "志愿者的一天".encode()), apple(title="志愿者的一天"))
    assert traces(data, says_name) == ()
    assert stripped(data, says_name) == data


def test_a_film_with_everything_keeps_its_order() -> None:
    data = film(apple(location_ISO6709="+1+2/", author="x"), track(b"camm", [(FIRST_SAMPLE + 60, [1])]))
    assert traces(data) == (Trace.PLACE, Trace.OWNER, Trace.TELEMETRY)
    assert traces(stripped(data)) == ()


@given(st.binary(max_size=200))
def test_whatever_the_bytes_nothing_raises(data: bytes) -> None:
    assert isinstance(traces(data), tuple)
    assert isinstance(traces(film(box(b"udta", data)), says_name), tuple)
    assert len(stripped(film() + data)) == len(film()) + len(data)


@given(st.data())
def test_a_damaged_film_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    whole = film(apple(location_ISO6709="+1+2/"), track(b"gpmd", [(FIRST_SAMPLE + 60, [20, 20])]))
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    assert len(stripped(broken)) == len(broken)


def test_the_films_that_come_with_the_project_give_nothing_away() -> None:
    films = list((ROOT / "content/media").glob("*.mp4"))
    assert films
    assert [path.name for path in films if traces(path.read_bytes())] == []


FFMPEG = shutil.which("ffmpeg")


@pytest.mark.skipif(FFMPEG is None, reason="needs ffmpeg")
def test_a_real_film_still_plays_to_the_last_frame(tmp_path: Path) -> None:
    source, place, clean = ROOT / "content/media/film-01.mp4", tmp_path / "place.mp4", tmp_path / "clean.mp4"
    make = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(source),
        "-c",
        "copy",
        "-metadata",
        f"location={HERE.decode()}",
        str(place),
    ]
    subprocess.run(make, check=True)
    assert traces(place.read_bytes()) == (Trace.PLACE,)
    clean.write_bytes(stripped(place.read_bytes()))
    assert traces(clean.read_bytes()) == ()
    frames = [
        subprocess.run(
            [str(FFMPEG), "-v", "error", "-i", str(path), "-c", "copy", "-f", "framemd5", "-"],
            check=True,
            capture_output=True,
        ).stdout
        for path in (source, clean)
    ]
    assert frames[0] == frames[1]
