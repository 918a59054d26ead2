"""Assets get names by their bytes, style sheets take in what they import, and faults are at their line."""

import re

import pytest

from hyqz_site.publish.assets import AssetError, prepare, text_of

DIGEST = r"[0-9a-f]{12}"


def test_names_carry_the_digest_of_the_bytes() -> None:
    made = prepare({"js/site.js": b"1", "img/a.svg": b"<svg/>"})
    assert re.fullmatch(rf"assets/js/site\.{DIGEST}\.js", made.names["js/site.js"])
    assert made.files[made.names["img/a.svg"]] == b"<svg/>"
    assert prepare({"js/site.js": b"2"}).names["js/site.js"] != made.names["js/site.js"]


def test_what_screens_carry_within_their_pages_is_no_file() -> None:
    made = prepare({"js/site.js": b"1", "js/player-show.js": b"2", "css/slides.css": b"a {}"})
    assert list(made.names) == ["js/site.js"]


def test_the_same_bytes_never_get_two_names() -> None:
    made = prepare({"js/a.js": b"1", "js/b.js": b"1"})
    assert made.names["js/a.js"] == made.names["js/b.js"]
    assert len(made.files) == 1


def test_a_sheet_takes_in_what_it_imports_and_the_imported_is_no_file() -> None:
    made = prepare(
        {
            "css/site.css": b'@layer a;\n@import "base.css";\n@import url("part/x.css");\nb {}\n',
            "css/base.css": b"a {}\n",
            "css/part/x.css": b"c {}\n",
        }
    )
    assert list(made.names) == ["css/site.css"]
    assert made.text("css/site.css").split() == ["@layer", "a;", "a", "{}", "c", "{}", "b", "{}"]


@pytest.mark.parametrize(
    "written", ["url(../img/a.png)", 'url("../img/a.png")', "url('../img/a.png')", "url( ../img/a.png )"]
)
def test_addresses_in_a_sheet_get_the_final_names(written: str) -> None:
    made = prepare({"css/site.css": f"a {{ background: {written} }}".encode(), "img/a.png": b"png"})
    assert (
        made.text("css/site.css") == f'a {{ background: url("../img/{made.names["img/a.png"].rpartition("/")[2]}") }}'
    )


def test_addresses_in_an_imported_sheet_are_relative_to_the_importing_one() -> None:
    made = prepare(
        {
            "css/site.css": b'@import "deep/part.css";\n',
            "css/deep/part.css": b"a { background: url(../../img/a.png) }\n",
            "img/a.png": b"png",
        }
    )
    assert f'url("../img/{made.names["img/a.png"].rpartition("/")[2]}")' in made.text("css/site.css")


@pytest.mark.parametrize("written", ["url(data:image/png;base64,AA)", "url(#mask)"])
def test_what_needs_no_file_stays(written: str) -> None:
    assert prepare({"css/site.css": f"a {{ b: {written} }}".encode()}).text("css/site.css") == f"a {{ b: {written} }}"


@pytest.mark.parametrize(
    ("sheet", "line", "said"),
    [
        ('a {}\n@import "none.css";\n', 2, "@import 的“none.css”不存在或循环引用"),
        ("a {}\n\nb { c: url(none.png) }\n", 3, "url() 里的“none.png”不存在"),
    ],
)
def test_what_is_missing_is_named_at_its_line(sheet: str, line: int, said: str) -> None:
    with pytest.raises(AssetError) as error:
        prepare({"css/site.css": sheet.encode()})
    assert (error.value.path, error.value.line, error.value.message) == ("assets/css/site.css", line, said)


def test_a_ring_of_imports_is_named() -> None:
    with pytest.raises(AssetError):
        prepare(
            {
                "css/site.css": b'@import "a.css";\n',
                "css/a.css": b'@import "b.css";\n',
                "css/b.css": b'@import "a.css";\n',
            }
        )


@pytest.mark.parametrize("path", ["css/site.css", "css/part.css"])
def test_a_sheet_is_the_same_whatever_editor_saved_it(path: str) -> None:
    sheets = {"css/site.css": b'@import "part.css";\nb {}\n', "css/part.css": b"a {\n}\n"}
    as_windows_does = {path: b"\xef\xbb\xbf" + sheets[path].replace(b"\n", b"\r\n")}
    assert prepare({**sheets, **as_windows_does}) == prepare(sheets)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_is_not_utf_8_is_named_at_its_line(mark: bytes) -> None:
    with pytest.raises(AssetError) as error:
        text_of("js/player-show.js", mark + "\n/* 标题 */\n".encode("gbk"))
    assert (error.value.path, error.value.line) == ("assets/js/player-show.js", 2)
    assert error.value.message == "文件不是 UTF-8 编码"
