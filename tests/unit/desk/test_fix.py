"""`hyqz fix`: only what is certain, every other byte as it was, and nothing left for a second run."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.desk.files import difference
from hyqz_site.desk.fix import fix, fix_captions, fix_film, hopeless
from hyqz_site.images import mp4
from hyqz_site.problem import Problems
from hyqz_site.source import document
from hyqz_site.source.nodes import plain
from hyqz_site.source.values import Name
from tests.helpers import ROOT
from tests.unit.images.films import FIRST_SAMPLE, SOUND, apple, film, track
from tests.unit.images.test_mp4 import TELLING

PATH = "content/pages/about.md"
FINE = "---\n标题: 关于\n摘要: 我们\n---\n正文。\n"
PROBLEMS = sorted(
    path for path in (ROOT / "tests" / "problems").rglob("content/**/*") if path.suffix in {".md", ".yaml", ".yml"}
)


def fixed(text: str, path: str = PATH) -> str:
    found = fix(path, text.encode())
    return found.data.decode() if found else text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("---\n标题：关于\n---\n", "---\n标题: 关于\n---\n", id="colon"),
        pytest.param("---\r\n标题：关于\r\n---\r\n正文：一\r\n", "---\r\n标题: 关于\r\n---\r\n正文：一\r\n", id="crlf"),
        pytest.param("---\n标题： 关于 # 注：一\n---\n", "---\n标题: 关于 # 注：一\n---\n", id="comment"),
        pytest.param(
            "---\n封面: {文件：p.jpg, 替代文字： 图：一} # 注\n---\n",
            "---\n封面: {文件: p.jpg, 替代文字: 图：一} # 注\n---\n",
            id="in braces",
        ),
        pytest.param("---\n标签:\n\t- 环境\n\t- 清洁\n---\n", "---\n标签:\n  - 环境\n  - 清洁\n---\n", id="tab"),
        pytest.param("---\n封面:\n　文件: a.jpg\n---\n", "---\n封面:\n  文件: a.jpg\n---\n", id="wide space"),
        pytest.param(
            "---\n同意:\n　　方式: 书面\n  日期: 2026-01-01\n---\n",
            "---\n同意:\n  方式: 书面\n  日期: 2026-01-01\n---\n",
            id="two wide spaces above two narrow ones",
        ),
        pytest.param(
            "---\n同意:\n  方式: 书面\n　　日期: 2026-01-01\n---\n",
            "---\n同意:\n  方式: 书面\n  日期: 2026-01-01\n---\n",
            id="two wide spaces below two narrow ones",
        ),
        pytest.param(
            "---\n标题:\u00a0关于\r\n来源:\u3000 衡阳\n---\n",
            "---\n标题: 关于\r\n来源: 衡阳\n---\n",
            id="odd blank after colon",
        ),
        pytest.param("---\n来\u200b源: 衡\ufeff阳\n---\n正\u00ad文\n", "---\n来源: 衡阳\n---\n正文\n", id="invisible"),
        pytest.param("\ufeff" + FINE, FINE, id="bom"),
    ],
)
def test_what_is_certain_is_mended(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FINE, id="fine"),
        pytest.param("---\n标题: 关于\n备注：这不是字段\n---\n", id="unknown key"),
        pytest.param("---\n摘要: 我们说\n  标题：不是字段\n---\n", id="text that goes on"),
        pytest.param("---\n同意:\n\t方式: 书面\n\t\t范围: [姓名]\n---\n", id="two levels of tabs"),
        pytest.param("---\n标题:关于\n---\n", id="glued colon"),
        pytest.param("---\n备注:\u00a0这不是字段\n---\n", id="odd blank after unknown key"),
        pytest.param("---\n同意:\n  范围:\n　　方式: 书面\n---\n", id="two wide spaces that may be two or four"),
        pytest.param("---\n标题: 空\x00字\n---\n", id="nul"),
        pytest.param("---\n摘要: |\n  地点：桥头\n---\n", id="block text"),
    ],
)
def test_what_is_not_certain_stays(text: str) -> None:
    assert fix(PATH, text.encode()) is None


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_become_utf_8(encoding: str) -> None:
    found = fix(PATH, FINE.replace("\n", "\r\n").encode(encoding))

    assert found
    assert found.data == FINE.replace("\n", "\r\n").encode()


def test_bytes_that_cannot_be_read_are_left_alone() -> None:
    assert fix(PATH, FINE.encode() + b"\xff\xff") is None
    assert fix("content/media/a.jpg", b"\xff\xd8") is None


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.relative_to(ROOT / "tests" / "problems").as_posix())
def test_a_second_run_changes_nothing_and_no_new_problem_appears(path: Path) -> None:
    before = path.read_bytes()
    found = fix(path.name, before)
    if found is None:
        return
    assert fix(path.name, found.data) is None
    old, new = Problems(), Problems()
    document.parse(path.name, before, {}, old)
    document.parse(path.name, found.data, {}, new)
    assert len(new) < len(old) or not len(old)


@pytest.mark.parametrize(
    "middle",
    [
        "\u200b\n  #乙-\n\n\u3000\u3000[a.jpg－：\u3000:# 。]# 范围乙 丙－",
        "\u200b\n\u3000\u3000a.jpg替代文字:- 甲\n\u3000:",
    ],
)
def test_what_stands_in_the_way_of_another_mend_takes_no_second_run(middle: str) -> None:
    found = fix(PATH, f"---\n标题: x\n{middle}\n---\n".encode())
    assert found is None or fix(PATH, found.data) is None


@given(st.text(alphabet="标题摘要：: \t\u3000\u00a0\u200b-#\n\r[]'\"关于|>", max_size=60))
def test_any_text_is_mended_once_and_says_the_same(middle: str) -> None:
    data = f"---\n标题: 关于\n{middle}\n---\n正文\n".encode()
    found = fix(PATH, data)
    if found is not None:
        assert fix(PATH, found.data) is None
        old, new = Problems(), Problems()
        one = document.parse(PATH, data, {"标题": Name(), "摘要": Name()}, old)
        other = document.parse(PATH, found.data, {"标题": Name(), "摘要": Name()}, new)
        assert len(new) <= len(old)
        if one and other and not old.has_errors:
            assert plain(one.tree.root) == plain(other.tree.root)


def test_the_times_of_captions_are_mended_once_and_their_words_stay() -> None:
    data = "WEBVTT\r\n\r\n00:00:01,000 --> 00:00:02,500\r\n一双手，红马甲\r\n".encode()
    fixed = fix_captions("content/media/a.vtt", data)
    assert fixed is not None
    assert fixed.data == "WEBVTT\r\n\r\n00:00:01.000 --> 00:00:02.500\r\n一双手，红马甲\r\n".encode()
    assert fixed.done == ("字幕的时间",)
    assert fix_captions("content/media/a.vtt", fixed.data) is None


@pytest.mark.parametrize(
    "data", [b"1\n00:00:01,000 --> 00:00:02,500\nA\n", b"WEBVTT\n\n1 --> 2\nA\n", b"\xff\xff", b""]
)
def test_captions_that_are_none_or_cannot_be_read_are_left_alone(data: bytes) -> None:
    assert fix_captions("content/media/a.vtt", data) is None


def test_the_difference_shows_what_cannot_be_seen() -> None:
    shown = difference("a.md", "标\u200b签:\n\t- 环境\r\n　- 好\n", "标签:\n  - 环境\r\n  - 好\n")

    assert "-标⟨U+200B⟩签:\n" in shown
    assert "-⟨Tab⟩- 环境\n" in shown
    assert "-⟨全角空格⟩- 好\n" in shown


# Films


def silent(_: str) -> bool:
    return False


@pytest.mark.parametrize("name", TELLING)
def test_a_film_is_mended_once_and_keeps_its_picture_and_every_other_byte(name: str) -> None:
    data, trace = TELLING[name]
    fixed = fix_film("content/films/a/a.mp4", data, silent)
    assert fixed is not None
    assert mp4.traces(fixed.data) == ()
    assert len(fixed.data) == len(data)
    assert fixed.data[FIRST_SAMPLE : FIRST_SAMPLE + 60] == SOUND[:60]
    assert {new for old, new in zip(data, fixed.data, strict=True) if old != new} <= {0, *b"free"}
    assert fixed.done[0].startswith(f"去掉{trace}（")
    assert fixed.done[-1] == "画面和声音一个字节也不变"
    assert fix_film("content/films/a/a.mp4", fixed.data, silent) is None
    assert hopeless("content/films/a/a.mp4", fixed.data, silent) == ""


def test_a_film_that_cannot_be_mended_stays_and_is_named() -> None:
    data = film(apple(location_ISO6709="+1+2/"), track(b"gpmd", [(FIRST_SAMPLE, [40])]))
    assert fix_film("a.mp4", data, silent) is None
    assert hopeless("a.mp4", data, silent) == (
        "a.mp4：里面带着拍摄地点、行踪记录（GPS 轨迹等），这里去不掉；请用剪辑软件重新导出一次，导出时关闭位置信息。"
    )


def test_films_that_tell_nothing_are_left_alone() -> None:
    assert [fix_film("a.mp4", data, silent) for data in (film(), b"", b"no film")] == [None, None, None]
    assert hopeless("a.mp4", film(), silent) == ""


def test_of_a_film_s_words_only_those_go_that_may_not_go_out() -> None:
    data = film(apple(title="张小明的一天", comment="在江边"))
    fixed = fix_film("a.mp4", data, lambda text: "张小明" in text)
    assert fixed is not None
    assert fixed.done == (
        "去掉不能公开的文字（标题、作者、说明或字幕里有手机号、姓名等）（34 个字节改成空白）",
        "画面和声音一个字节也不变",
    )
    assert "张小明".encode() not in fixed.data
    assert "在江边".encode() in fixed.data


def test_words_that_cannot_be_taken_out_are_to_be_left_empty_in_the_next_film() -> None:
    data = film(apple(title="张小明的一天"), track(b"gpmd", [(FIRST_SAMPLE, [40])]))
    assert hopeless("a.mp4", data, lambda text: "张小明" in text) == (
        "a.mp4：里面带着行踪记录（GPS 轨迹等）、不能公开的文字（标题、作者、说明或字幕里有手机号、姓名等），这里去不掉；"
        "请用剪辑软件重新导出一次，导出时关闭位置信息，标题、作者、说明空着，不带字幕轨。"
    )
