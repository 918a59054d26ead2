"""A cache that cannot be wrong: what is damaged, cut short or gone is a miss, and no disk can make it fail."""

import errno
from pathlib import Path

import pytest

from hyqz_site.digest import key
from hyqz_site.publish.cache import Cache
from tests.unit.publish.folders import failing

KEY = key("a")


def test_what_was_put_is_given_and_counted(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"value")
    store = Cache(tmp_path)
    assert store.get(KEY) == b"value"
    assert store.hits == 1
    assert store.get(key("b")) is None
    assert store.hits == 1


@pytest.mark.parametrize("value", [b"", b"x" * 100_000])
def test_any_value(tmp_path: Path, value: bytes) -> None:
    Cache(tmp_path).put(KEY, value)
    assert Cache(tmp_path).get(KEY) == value


@pytest.mark.parametrize("position", [0, 10, 31, 32, 36])
def test_one_wrong_bit_is_a_miss(tmp_path: Path, position: int) -> None:
    Cache(tmp_path).put(KEY, b"value")
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    data = bytearray(entry.read_bytes())
    data[position] ^= 1
    entry.write_bytes(data)
    assert Cache(tmp_path).get(KEY) is None


@pytest.mark.parametrize("length", [0, 1, 31, 32, 36])
def test_an_entry_cut_short_is_a_miss_and_is_made_again(tmp_path: Path, length: int) -> None:
    Cache(tmp_path).put(KEY, b"value")
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    entry.write_bytes(entry.read_bytes()[:length])
    store = Cache(tmp_path)
    assert store.get(KEY) is None
    store.put(KEY, b"value")
    assert Cache(tmp_path).get(KEY) == b"value"


def test_a_folder_in_an_entrys_place_is_a_miss_and_no_error(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"value")
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    entry.unlink()
    entry.mkdir()
    store = Cache(tmp_path)
    assert store.get(KEY) is None
    store.put(KEY, b"value")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("name", ["mkdir", "write_bytes", "replace", "read_bytes"])
def test_a_disk_that_refuses_is_no_error(tmp_path: Path, code: int, name: str) -> None:
    with failing(code, name):
        store = Cache(tmp_path / "c")
        store.put(KEY, b"value")
        assert store.get(KEY) in {None, b"value"}


def test_without_a_folder_nothing_is_written() -> None:
    store = Cache()
    store.put(KEY, b"value")
    assert store.get(KEY) == b"value"
    assert Cache().get(KEY) is None


def test_no_two_lists_of_parts_share_a_key() -> None:
    lists = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), (b"ab", b"c\0"), ()]
    assert len({key(*parts) for parts in lists}) == len(lists)
