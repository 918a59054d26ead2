"""What is private is found in every form; what only looks like it is not."""

from typing import Final

import pytest

from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.public import Moment
from hyqz_site.model.rules.private import Allowed, film_words, find
from tests.helpers import NOW, ROOT, SITE, known_site, lines, site_of
from tests.unit.model.records import CONSENT, page, volunteer


def cases(name: str) -> list[tuple[str, str]]:
    """Return the lines of a file of cases, each with the heading above it."""
    found, heading = [], ""
    for line in (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line and not line.startswith("# "):
            found.append((heading, line.replace("\\t", "\t")))
    return found


POSITIVES: Final = cases("private.txt")
LOOK_ALIKES: Final = [text for _, text in cases("private-look-alikes.txt")]


def test_the_corpora_are_large_enough() -> None:
    assert len(POSITIVES) >= 120
    assert len(LOOK_ALIKES) >= 60


@pytest.mark.parametrize(("what", "text"), POSITIVES)
def test_private_data_is_found(what: str, text: str) -> None:
    assert what in [found.what for found in find(text)]


@pytest.mark.parametrize(("what", "text"), POSITIVES)
def test_it_is_found_inside_a_sentence_too(what: str, text: str) -> None:
    assert what in [found.what for found in find(f"今天上午，{text} 在光明里社区，一共来了30人。")]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_private_is_let_through(text: str) -> None:
    assert find(text) == []
    assert find(f"今天上午{text}，一共来了30人。") == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("138 0013 8000", "138****8000"),
        ("一三八零零一三八零零零", "138****8000"),
        ("+8613800138000", "138****8000"),
        ("430405197505120020", "43*************020"),
        ("11010519491231002x", "11*************02X"),
        ("430405750512002", "43**********002"),
        ("6222021901234567897", "***************7897"),
        ("湘D·12345", "湘D****5"),
        ("湘DF12345", "湘D*****5"),
        ("微信号：lixiaoyan", "l***n"),
        ("lixiaoyan@163.com", "l***@163.com"),
        ("3栋2单元501室", ""),
    ],
)
def test_it_is_shown_masked_as_the_norm_asks(text: str, masked: str) -> None:
    assert [found.masked for found in find(text)] == [masked]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("联系 138 0013 8000。", 3, 16), ("见 138<b>0013</b>8000 处", 2, 20), ("加&#x5fae;信：lixiaoyan_75", 11, 23)],
)
def test_it_is_found_where_it_stands(text: str, start: int, end: int) -> None:
    assert [(found.start, found.end) for found in find(text)] == [(start, end)]


def test_several_in_one_text_are_all_found() -> None:
    text = "13800138000 13900139000、138 0013 8000 139 0013 9000，身份证430405197505120020，湘D12345"
    assert [found.what for found in find(text)] == ["手机号"] * 4 + ["身份证号", "车牌号"]


# What is allowed


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("13800138000", "值班手机 138 0013 8000"),
        ("138-0013-8000", "+8613800138000"),
        ("mpjd@163.com", "写信到 MPJD@163.com"),
        ("QQ群 123456789", "QQ群：123456789"),
        ("光明街12号3栋101室", "社区办公室在光明街12号3栋101室"),
    ],
)
def test_what_is_listed_in_the_settings_is_let_through(entry: str, text: str) -> None:
    assert find(text) != []
    assert find(text, Allowed.of([entry])) == []


def test_a_listed_number_lets_no_other_through() -> None:
    assert [found.what for found in find("13900139000", Allowed.of(["13800138000", "8361234"]))] == ["手机号"]


# In a project


def found_in(files: dict[str, str]) -> list[str]:
    return [line for line in lines(site_of(files)) if line.endswith("[private-data]")]


def test_every_text_of_a_record_is_scanned_at_its_place() -> None:
    text = (
        "---\n标题: 关于13800138000\n状态: 发布\n发布日期: 2026-11-01\n摘要: |\n  第一行\n  打 138 0013 8000\n"
        '作者: "李\\u4E00 \\u0031\\u0033800138000"\n标签: [甲, 13800138000]\n图片:\n  - 文件: 13800138000.jpg\n'
        "    替代文字: 湘D12345\n    图注: QQ：12345678\n---\n第一段。\n\n第二段，**138**00138000。\n"
    )
    assert found_in({"content/pages/about.md": text}) == [
        f"content/pages/about.md:{place}: 错误: 这里有{what} [private-data]"
        for place, what in [
            ("2:7", "手机号：138****8000"),
            ("7:5", "手机号：138****8000"),
            ("8:5", "手机号：138****8000"),
            ("9:9", "手机号：138****8000"),
            ("11:9", "手机号：138****8000"),
            ("12:11", "车牌号：湘D****5"),
            ("13:12", "QQ 号：1***8"),
            ("17:7", "手机号：138****8000"),
        ]
    ]


def test_the_hint_says_how_to_write_it() -> None:
    read = lines(site_of({"content/pages/about.md": page("作者: 13800138000\n").join(["---\n", "---\n"])}))
    assert read == [
        "content/pages/about.md:6:5: 错误: 这里有手机号：138****8000 [private-data]",
        "    请删去，或写成：138****8000；如果是对外的办公联系方式，请写进 content/site.yaml 的“可公开电话”。",
    ]


def test_settings_roster_and_file_names_are_scanned() -> None:
    files = {
        "content/site.yaml": f"{SITE}更正联系: 党政办 13800138000\n可公开电话: [13900139000]\n",
        "content/roster.yaml": "- 岗位: 主任 13700137000\n  姓名: 周莹\n  起: 2021-05-12\n  是否公开: 是\n",
        "content/pages/tel-13600136000.yaml": page("作者: 13900139000\n"),
    }
    assert found_in(files) == [
        "content/pages/tel-13600136000.yaml:1:1: 错误: 这里有手机号：136****6000 [private-data]",
        "content/roster.yaml:1:10: 错误: 这里有手机号：137****7000 [private-data]",
        "content/site.yaml:3:11: 错误: 这里有手机号：138****8000 [private-data]",
    ]


@pytest.mark.parametrize("status", ["草稿", "送审", "撤下\n撤下原因: 写了 13900139000"])
def test_what_does_not_go_out_only_warns(status: str) -> None:
    assert found_in({"content/pages/about.yaml": page("作者: 13800138000\n", status=status)}) == [
        f"content/pages/about.yaml:{6 if '原因' in status else 5}:5: 警告: 这里有手机号：138****8000 [private-data]"
    ]


# What films say of themselves


@pytest.mark.parametrize(
    ("text", "on_site", "with_screens"),
    [
        ("江边的一天", False, False),
        ("李晓雁的一天", False, True),
        ("周晓晴的一天", True, True),
        ("周 晓晴：13900139000", True, True),
        ("打 13800138000", True, True),
        ("打 13900139000", False, False),
    ],
    ids=["nobody", "agreed to the site alone", "taken back", "spaced out", "a number", "an office's number"],
)
def test_a_text_in_a_film_is_held_against_wherever_the_film_goes(
    text: str, *, on_site: bool, with_screens: bool
) -> None:
    files = {
        "content/site.yaml": f"{SITE}可公开电话: [13900139000]\n",
        "content/volunteers/a.yaml": volunteer(name="李晓雁", consent=CONSENT.replace("[网站, 大屏]", "[网站]")),
        "content/volunteers/b.yaml": volunteer(name="周晓晴", consent=f"{CONSENT}  撤回日期: 2026-03-01\n"),
    }
    screen = next(iter(sorted((ROOT / "content/screens").glob("*.yaml")))).read_text(encoding="utf-8")
    moment = Moment(channel=Channel.SITE, now=NOW, strict_samples=False)
    assert film_words(known_site(files), moment)(text) is on_site
    assert film_words(known_site({**files, "content/screens/s.yaml": screen}), moment)(text) is with_screens
