"""Rules across records, and the rules of one record (content model §3 and §5)."""

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.model import rules, singletons
from hyqz_site.model.rules.spelling import near_misses
from hyqz_site.problem import Problems
from tests.helpers import NOW, Files, decoded, known_site, lines
from tests.unit.model.records import activity, benefit, community, figure, page, volunteer

VOLUNTEER: Final = "content/volunteers/zhou.yaml"
COMMUNITIES: Final = {
    "content/communities/guangmingli.yaml": community("光明里社区"),
    "content/communities/dahua.yaml": community("大华社区"),
}


def checked(files: Files) -> list[str]:
    found = Problems()
    rules.check(known_site(files), NOW.date(), found)
    return lines(found)


def sums(total: str, *parts: str) -> list[str]:
    day = "  - {截止: 2026-10-31, "
    names = ("guangmingli", "dahua")
    series = f"{day}值: {total}}}\n" + "".join(
        f"{day}社区: {name}, 值: {part}}}\n" for name, part in zip(names, parts, strict=False)
    )
    return checked({**COMMUNITIES, "content/figures/f.yaml": figure(series)})


def test_a_total_that_is_not_the_sum_of_all_communities_is_an_error_at_the_total() -> None:
    assert sums("30", "10", "21") == [
        "content/figures/f.yaml:9:25: 错误: 2026-10-31 全街道是 30，但 2 个社区加起来是 31 [figure-sum]",
        "    请核对各社区的数和总数。",
    ]


@pytest.mark.parametrize("parts", [("10", "20"), ("10.5", "19.5"), ("10",), ()], ids=str)
def test_sums_that_are_right_or_not_complete_are_let_through(parts: tuple[str, ...]) -> None:
    assert sums("30", *parts) == []


@pytest.mark.parametrize(
    "third",
    [
        community("临江社区").replace("发布", "草稿", 1),
        community("临江社区").replace("状态: 发布", "状态: 撤下\n撤下原因: 并入大花"),
        community("临江社区").replace("2026-11-01", "2026-12-01"),
        community("临江社区", "到期: 2026-11-01\n"),
        "名称: 临江社区\n状态: 草稿\n人口: 3\n",
    ],
    ids=["draft", "withdrawn", "to come", "expired", "broken draft"],
)
@pytest.mark.parametrize("known", ["", "  - {截止: 2026-10-31, 社区: linjiang, 值: 2}\n"])
def test_a_community_that_is_not_public_disarms_no_sum(third: str, known: str) -> None:
    series = (
        "  - {截止: 2026-10-31, 值: 30}\n  - {截止: 2026-10-31, 社区: guangmingli, 值: 10}\n"
        f"  - {{截止: 2026-10-31, 社区: dahua, 值: 21}}\n{known}"
    )
    said = checked(
        {**COMMUNITIES, "content/communities/linjiang.yaml": third, "content/figures/f.yaml": figure(series)}
    )
    count, added = (3, 33) if known else (2, 31)
    assert f"全街道是 30，但 {count} 个社区加起来是 {added} [figure-sum]" in said[0]
    right = figure(series.replace("值: 21", "值: 20"))
    files = {**COMMUNITIES, "content/communities/linjiang.yaml": third, "content/figures/f.yaml": right}
    assert "figure-sum" not in str(checked(files))


def test_sums_of_different_days_are_not_mixed() -> None:
    series = (
        "  - {截止: 2026-10-31, 值: 30}\n"
        "  - {截止: 2026-10-31, 社区: guangmingli, 值: 10}\n"
        "  - {截止: 2026-09-30, 社区: dahua, 值: 99}\n"
    )
    assert checked({**COMMUNITIES, "content/figures/f.yaml": figure(series)}) == []


HOURS: Final = "时长截止: 2026-10-31\n认证日期: 2026-01-01\n认证文号: 一号\n"


@pytest.mark.parametrize(
    ("stars", "hours", "warned"),
    [(1, "100", False), (1, "99.9", True), (5, "1500", False), (5, "1499", True), (0, "0", False), (3, "600", False)],
)
def test_a_star_level_needs_its_hours(stars: int, hours: str, warned: bool) -> None:  # noqa: FBT001 - a table's column
    text = volunteer(f"星级: {stars}\n时长: {hours}\n{HOURS}")
    assert bool(checked({VOLUNTEER: text})) is warned


def test_the_thresholds_of_stars_come_from_the_rules_file() -> None:
    text = volunteer(f"星级: 1\n时长: 60\n{HOURS}")
    own = "星级: {依据: 衡志, 生效: 2026-01-01, 时长标准: [50, 100, 200, 300, 400]}\n"
    assert checked({VOLUNTEER: text, "content/rules.yaml": own}) == []
    assert checked({VOLUNTEER: text}) == [
        "content/volunteers/zhou.yaml:7:5: 警告: “周晓晴”写了 1 星，但时长 60 小时不到 100 小时 [star-level]",
        "    请核对认证文件和时长截止日期；标准写在 content/rules.yaml。",
    ]


@pytest.mark.parametrize(
    ("day", "more", "warned"),
    [
        ("2026-10-23", "", True),
        ("2026-10-24", "", False),
        ("2026-10-01", "结束: 2026-10-24\n", False),
        ("2026-10-01", "参与人次: 12\n", False),
        ("2026-10-01", "成效: {项: 灯, 数: 1, 单位: 盏}\n", False),
        ("2026-10-01", "重复: {周几: 周四, 止: 2026-12-31}\n", False),
        ("2027-01-01", "", False),
    ],
)
def test_a_past_activity_tells_how_it_went_within_thirty_days(day: str, more: str, warned: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(checked({"content/activities/a.yaml": activity(more, day)})) is warned


def test_a_draft_of_an_activity_need_not_tell() -> None:
    assert checked({"content/activities/a.yaml": activity("", "2026-01-01").replace("状态: 发布", "状态: 草稿")}) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我们在光名里社区。", "光名里社区"),
        ("我们在光明李社区。", "光明李社区"),
        ("我们在光明里社区。", ""),
        ("我们在光明社区。", ""),
        ("我们在光名李社区。", ""),
        ("新光明里社区。", ""),
        ("请找周小晴。", "周小晴"),
        ("请找周晓晴。", ""),
        ("请找王文。", ""),
    ],
)
def test_a_name_that_differs_in_one_character_is_a_warning(text: str, found: str) -> None:
    """Same length, three characters or more; names of two characters are not checked."""
    files = {
        **COMMUNITIES,
        "content/roster.yaml": "- {岗位: 一, 姓名: 周晓晴, 起: 2026-01-01, 是否公开: 否}\n- {岗位: 二, 姓名: 王立, 起: 2026-01-01, 是否公开: 是}\n",
        "content/pages/a.yaml": page(f"正文: {text}\n"),
    }
    messages = [line for line in checked(files) if not line.startswith("    ")]
    assert [f"“{found}”" in message for message in messages] == ([True] if found else [])


def test_a_near_miss_is_shown_where_it_stands_in_a_body() -> None:
    text = f"---\n{page()}---\n第一段。\n\n我们在光名里社区。\n".encode()
    assert checked({**COMMUNITIES, "content/pages/a.md": text}) == [
        "content/pages/a.md:9:4: 警告: “光名里社区”和规范名称“光明里社区”只差一个字 [near-miss]",
        "    如果是笔误，请改成：光明里社区",
    ]


def test_another_person_with_a_record_of_her_own_is_no_near_miss() -> None:
    files = {
        "content/roster.yaml": "- {岗位: 一, 姓名: 周晓晴, 起: 2026-01-01, 是否公开: 是}\n",
        VOLUNTEER: volunteer(name="周小晴"),
    }
    assert checked(files) == []


@pytest.mark.parametrize(
    "made",
    [
        community("新社区"),
        community("光名里社区").replace("发布\n", "草稿\n", 1),
        community("光名里社区").replace("发布\n", "送审\n", 1),
    ],
    ids=["one character and 社区", "draft", "submitted"],
)
def test_what_is_no_name_yet_or_hardly_one_is_not_looked_for(made: str) -> None:
    """A form that was just filled in, or a word such as 新社区, is missed by every text that says 各社区."""
    text = f"---\n{page()}---\n各社区、本社区，每个社区都是新社区；光明里社区也是。\n".encode()
    files = {"content/communities/a.yaml": made, "content/pages/a.md": text}
    assert [line for line in checked(files) if "near-miss" in line] == []


# Rules of one record

PAGE: Final = "content/pages/a.yaml"


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (PAGE, page("更新日期: 2026-10-31\n"), "5:7: 错误: “更新日期”（2026-10-31）早于“发布日期”（2026-11-01） [bad-date]"),
        (PAGE, page("更新日期: 2026-11-01\n"), ""),
        (PAGE, page(status="撤下"), "1:1: 错误: 缺少“撤下原因”（状态是“撤下”） [missing-field]"),
        (PAGE, page("撤下原因: 本人要求\n", status="撤下"), ""),
        (VOLUNTEER, volunteer("时长: 12\n"), "1:1: 错误: 缺少“时长截止”（写了“时长”） [missing-field]"),
        (VOLUNTEER, volunteer(consent=""), "1:1: 错误: “周晓晴”没有“同意”，不能发布 [no-consent]"),
        (VOLUNTEER, volunteer("年龄段: 少年\n"), "9:7: 错误: 未成年人需要监护人书面同意，现在是“书面” [minor]"),
        ("content/activities/a.yaml", activity("结束: 2026-11-19\n"), "9:5: 错误: “结束”（2026-11-19）早于“日期”（2026-11-20） [bad-date]"),
        ("content/activities/a.yaml", activity("结束: 2026-11-20\n"), ""),
    ],
)  # fmt: skip
def test_rules_of_one_record(path: str, text: str, message: str) -> None:
    found = decoded(path, text)[1]
    assert [line for line in found if not line.startswith("    ")] == ([message] if message else [])


@pytest.mark.parametrize("status", ["草稿", "送审", "draft", "submitted", ""])
def test_drafts_do_not_block(status: str) -> None:
    """All problems of a draft are warnings; what cannot be read at all stays an error."""
    text = f"标题: {'长' * 41}\n{f'状态: {status}' if status else ''}\n发布日期: 昨天\n天气: 晴\n来源：日报\n"
    record, messages = decoded(PAGE, text)
    assert record is None
    found = sorted((line.split(" ")[1], line.rpartition("[")[2]) for line in messages if not line.startswith("    "))
    assert found == [
        ("警告:", "bad-date]"),
        ("警告:", "missing-field]"),
        ("警告:", "too-long]"),
        ("警告:", "unknown-key]"),
        ("错误:", "fullwidth-colon]"),
    ]


@pytest.mark.parametrize("written", ['""', "|\n", '"　"', '"\\u200b"', "~", ""])
def test_an_empty_text_is_missing_where_one_is_required(written: str) -> None:
    record, messages = decoded(PAGE, page().replace("关于我们", written))
    assert record is None
    assert sum("“标题”是空的 [missing-field]" in line for line in messages) == 1


@pytest.mark.parametrize("written", ["[]", "[~]", '[""]'])
def test_an_empty_list_is_missing_where_one_is_required(written: str) -> None:
    record, messages = decoded(
        "content/benefits/b.yaml", benefit("2027-01-01").replace("适用星级: 3", f"适用星级: {written}")
    )
    assert record is None
    assert len([line for line in messages if "适用星级" in line and not line.startswith("    ")]) == 1


def test_a_status_that_cannot_be_read_is_no_excuse() -> None:
    messages = decoded(PAGE, page("天气: 晴\n", status="发部"))[1]
    assert [line.split(" ")[1] for line in messages if not line.startswith("    ")] == ["错误:", "错误:"]


def test_one_run_finds_everything_that_is_wrong_with_a_record() -> None:
    messages = decoded(
        VOLUNTEER,
        """
        姓名: 周晓晴
        状态: 发布
        发布日期: 2026-13-01
        身份：教师
        星级: 9
        队伍: [甲, 项目/乙]
        天气: 晴
        同意:
          方式: 口头
          日期: 2026-01-05
        """,
    )[1]
    found = [line.split(" ")[0] + line.rpartition("[")[2] for line in messages if not line.startswith("    ")]
    assert found == [
        "1:1:missing-field]",
        "1:1:missing-field]",
        "3:7:bad-date]",
        "4:1:fullwidth-colon]",
        "5:5:wrong-type]",
        "6:9:wrong-type]",
        "7:1:unknown-key]",
        "8:1:missing-field]",
        "8:1:missing-field]",
        "8:1:missing-field]",
        "9:7:unknown-value]",
    ]


@given(st.text("光明里社区大华队a，", max_size=60), st.sampled_from(["光明里", "大华社区", "光明里社区", "光光光"]))
def test_a_near_miss_is_the_name_with_one_chinese_character_replaced(text: str, name: str) -> None:
    gaps = [f"{name[:index]}(?!{name[index]})[\u4e00-\u9fff]{name[index + 1 :]}" for index in range(len(name))]
    expected = [(match.start(), name) for match in re.finditer("|".join(gaps), text)]

    assert near_misses(text, [name]) == expected


def test_a_block_of_rules_that_holds_before_its_day_is_told() -> None:
    text = "星级: {依据: 通知, 生效: 2030-01-01}\n更新: {依据: 通知, 生效: 2026-11-23}\n"
    first, *_ = singletons.notes(known_site({"content/rules.yaml": text}).singletons, NOW.date())
    assert first == "content/rules.yaml 里“星级”（2030-01-01）的生效日期还没有到，但是写上就已经照它执行。"
