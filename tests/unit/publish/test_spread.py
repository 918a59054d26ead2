"""New files are put where few were deleted, where the disk can be asked for it."""

import os
import struct
import sys
from pathlib import Path

import pytest

from hyqz_site.publish import writer
from hyqz_site.publish.spread import spread

GET_FLAGS, TOP_OF_OTHERS = 0x80086601, 0x20000


def flags_of(folder: Path) -> int:
    """Return the flags that the disk has of a folder; where it has none, there is nothing to test."""
    if sys.platform != "linux":
        pytest.skip("the flags are those of Linux")
    import fcntl  # noqa: PLC0415 - not on every system

    flags, place = bytearray(8), os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(place, GET_FLAGS, flags)
    except OSError:
        pytest.skip("the disk has no flags")
    finally:
        os.close(place)
    return int(struct.unpack("l", flags)[0])


def test_a_folder_is_marked_as_the_top_of_others_and_nothing_else_of_it_changes(tmp_path: Path) -> None:
    before = flags_of(tmp_path)
    spread(tmp_path)
    if not flags_of(tmp_path) & TOP_OF_OTHERS:
        pytest.skip("the disk does not know it")
    assert flags_of(tmp_path) == before | TOP_OF_OTHERS
    spread(tmp_path)
    assert flags_of(tmp_path) == before | TOP_OF_OTHERS


def test_what_cannot_be_asked_is_let_be(tmp_path: Path) -> None:
    spread(tmp_path / "none")
    (tmp_path / "file").write_bytes(b"")
    spread(tmp_path / "file")


def test_each_build_stages_in_folders_of_other_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names decide where they are put."""
    seen: set[str] = set()
    plain = Path.write_bytes

    def noted(path: Path, data: bytes) -> int:
        seen.add(path.parent.name)
        return plain(path, data)

    monkeypatch.setattr(Path, "write_bytes", noted)
    for text in (b"one", b"two", b"three"):
        before = len(seen)
        writer.write({f"{number}.html": text for number in range(20)}, tmp_path)
        assert len(seen) == before + writer._FOLDERS  # noqa: SLF001
