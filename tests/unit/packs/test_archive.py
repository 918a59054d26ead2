"""A zip says what lies in it and nothing of the machine or the minute it was made on."""

import zipfile
from datetime import datetime
from io import BytesIO

from hyqz_site.model.clock import CHINA
from hyqz_site.packs.archive import archive
from tests.helpers import NOW

FILES = {"index.html": b"<p>" * 400, "img/a.jpg": b"\xff\xd8" * 400, "屏幕/start.sh": b"#!/bin/bash\n"}


def opened(data: bytes) -> dict[str, zipfile.ZipInfo]:
    return {entry.filename: entry for entry in zipfile.ZipFile(BytesIO(data)).infolist()}


def test_every_file_comes_out_as_it_went_in() -> None:
    zipped = zipfile.ZipFile(BytesIO(archive(FILES, NOW)))

    assert zipped.testzip() is None
    assert {name: zipped.read(name) for name in zipped.namelist()} == FILES


def test_the_order_of_the_files_changes_no_byte() -> None:
    assert archive(FILES, NOW) == archive(dict(reversed(FILES.items())), NOW)


def test_text_is_squeezed_and_pictures_are_left_alone() -> None:
    found = opened(archive(FILES, NOW))

    assert found["index.html"].compress_size < 100
    assert found["img/a.jpg"].compress_size == 800


def test_only_what_is_named_may_run_and_every_entry_has_the_moment() -> None:
    found = opened(archive(FILES, NOW, runs={"屏幕/start.sh"}))

    assert {name: oct(entry.external_attr >> 16) for name, entry in found.items()} == {
        "img/a.jpg": "0o100644",
        "index.html": "0o100644",
        "屏幕/start.sh": "0o100755",
    }
    assert {entry.date_time for entry in found.values()} == {(2026, 11, 23, 8, 0, 0)}


def test_a_clock_that_stands_in_the_seventies_is_no_fault() -> None:
    found = opened(archive(FILES, datetime(1970, 1, 1, tzinfo=CHINA)))

    assert {entry.date_time[0] for entry in found.values()} == {1980}


def test_a_year_that_no_zip_knows_is_the_nearest_that_it_does() -> None:
    for year, known in ((1970, 1980), (2150, 2107)):
        assert opened(archive(FILES, NOW.replace(year=year)))["index.html"].date_time[0] == known
