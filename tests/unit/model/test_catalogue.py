"""Which file is what, which ids are allowed, and what id a Chinese name gets."""

import pytest

from hyqz_site.model.catalogue import catalogue
from hyqz_site.model.naming import (
    as_word,
    did_you_mean,
    id_fault,
    nearest,
    nearest_person,
    suggest_id,
    surname_of,
)
from tests.helpers import lines, site_of
from tests.unit.model.records import page, team


def sorted_out(*paths: str) -> tuple[list[tuple[str, str]], list[str]]:
    found = catalogue(paths)
    return [(file.kind.name, file.id) for file in found.records], found.media


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("content/volunteers/li.md", ("volunteer", "li")),
        ("content/volunteers/li.yaml", ("volunteer", "li")),
        ("content/volunteers/li.yml", ("volunteer", "li")),
        ("content/volunteers/li/index.md", ("volunteer", "li")),
        ("content/volunteers/li/index.yaml", ("volunteer", "li")),
        ("content/activities/2021/05/clean.md", ("activity", "clean")),
        ("content/activities/2021/clean/index.md", ("activity", "clean")),
    ],
)
def test_records(path: str, record: tuple[str, str]) -> None:
    assert sorted_out(path) == ([record], [])


@pytest.mark.parametrize(
    "path",
    ["content/site.yaml", "content/rules.yaml", "content/roster.yaml", "content/reviews.csv", "content/_a/b.md",
     "content/volunteers/_li.md", "content/.git/x"],
)  # fmt: skip
def test_singletons_and_hidden_files_are_no_records_and_no_warning(path: str) -> None:
    found = catalogue([path])
    assert (found.records, found.strays) == ([], [])


def test_photos_beside_a_record_are_media() -> None:
    assert sorted_out("content/volunteers/li/index.md", "content/volunteers/li/a.JPG", "content/media/b.mp4") == (
        [("volunteer", "li")],
        ["content/media/b.mp4", "content/volunteers/li/a.JPG"],
    )


@pytest.mark.parametrize(
    ("id_", "fault"),
    [
        ("li-xiaoyan", ""), ("2026", ""), ("a" * 64, ""), ("page-x", ""), ("console", ""),
        ("a" * 65, "编号最多 64 个字符"), ("李", "编号只能用小写英文字母、数字和减号"), ("Li", "编号只能用小写英文字母、数字和减号"),
        ("a_b", "编号只能用小写英文字母、数字和减号"), ("a b", "编号只能用小写英文字母、数字和减号"), ("ａ", "编号只能用小写英文字母、数字和减号"),
        ("", "编号只能用小写英文字母、数字和减号"), ("a\n", "编号只能用小写英文字母、数字和减号"),
        ("con", "“con”是 Windows 保留的名字，不能用作编号"), ("com1", "“com1”是 Windows 保留的名字，不能用作编号"),
        ("index", "“index”是网站自己要用的名字，不能用作编号"), ("page-12", "“page-12”是网站自己要用的名字，不能用作编号"),
    ],
)  # fmt: skip
def test_ids(id_: str, fault: str) -> None:
    assert id_fault(id_) == fault


@pytest.mark.parametrize("id_", ["search", "404", "feed"])
def test_pages_keep_off_the_addresses_of_the_generator(id_: str) -> None:
    assert id_fault(id_, page=True)
    assert not id_fault(id_)


@pytest.mark.parametrize(
    ("name", "person", "id_"),
    [
        ("李晓雁", True, "li-xiaoyan"),
        ("曾小红", True, "zeng-xiaohong"),
        ("单雄信", True, "shan-xiongxin"),
        ("欧阳晓", True, "ouyang-xiao"),
        ("尉迟恭", True, "yuchi-gong"),
        ("吕绿", True, "lv-lv"),
        ("护路志愿队", False, "hu-lu-zhi-yuan-dui"),
        ("Li Xiaoyan", False, "li-xiaoyan"),
        ("2026 年清洁行动", False, "2026-nian-qing-jie-xing-dong"),
        ("！！", False, "record"),
        ("CON", False, "con-1"),
        ("é", False, "e"),
        ("ｆｕｌｌ", False, "full"),
        ("Lü", False, "lv"),
    ],
)
def test_suggested_ids(name: str, person: bool, id_: str) -> None:  # noqa: FBT001 - a table's column
    assert suggest_id(name, person=person) == id_
    assert id_fault(id_) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("志愿者/li-xiaoyan", "志愿者/li-xiaoyan"),
        ("志愿者/李晓雁", "志愿者/李晓雁"),
        ("志愿者/li-xiaoyan(1)", '"志愿者/li-xiaoyan(1)"'),
        ("志愿者/李晓雁 - 副本", '"志愿者/李晓雁 - 副本"'),
        ("志愿者/a&b", '"志愿者/a&b"'),
        ("页面/$a", "'页面/$a'"),
    ],
)
def test_a_word_of_a_command_is_in_quotes_where_a_shell_would_part_it(text: str, word: str) -> None:
    assert as_word(text) == word


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("sumary", ["summary", "source"], "summary"),
        ("来原", ["来源", "作者"], "来源"),
        ("STATUS", ["status"], "status"),
        ("名", ["姓名"], "姓名"),
        ("ｄａｈｕａ", ["dahua", "gonghe"], "dahua"),
        ("队", ["团队", "队伍"], "队伍"),
        ("日期", ["发布日期", "到期"], "发布日期"),
        ("天气", ["来源", "作者"], ""),
        ("", ["来源"], ""),
    ],
)
def test_nearest(text: str, names: list[str], found: str) -> None:
    assert nearest(text, names) == found
    assert did_you_mean(text, names) == (f"是不是“{found}”？" if found else "")


@pytest.mark.parametrize(
    ("name", "surname"), [("李晓雁", "李"), ("欧阳晓", "欧阳"), ("欧阳", "欧"), ("周", "周"), ("", "")]
)
def test_surnames(name: str, surname: str) -> None:
    assert surname_of(name) == surname


def test_the_same_id_in_different_kinds_is_no_repeat() -> None:
    result = site_of({"content/pages/a.yaml": page(), "content/teams/a.yaml": team()})
    assert lines(result) == []


def test_references_to_a_record_with_a_bad_id_are_no_second_problem() -> None:
    result = site_of({"content/teams/护路.yaml": team(), "content/pages/a.yaml": page("相关: 团队/护路\n")})
    assert [line for line in lines(result) if "content/pages" in line] == []


def test_nor_are_those_that_name_it_by_the_id_that_it_is_told_to_take() -> None:
    about = f"---\n{page('相关: [团队/TeamX, 团队/teamx]')}\n---\n[队](teams/teamx)\n"
    said = lines(site_of({"content/teams/TeamX.yaml": team(), "content/pages/a.md": about}))
    assert [line for line in said if not line.startswith(" ")] == [
        "content/teams/TeamX.yaml:1:1: 错误: 编号只能用小写英文字母、数字和减号，现在是“TeamX” [bad-id]"
    ]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("about.md.md", "后缀写了两次，请把文件改名为 about.md，或运行：hyqz rename 页面/about.md about"),
        ("about.MD.yaml", "后缀写了两次，请把文件改名为 about.yaml，或运行：hyqz rename 页面/about.MD about"),
        ("about/Index.md", "文件夹就是一条记录的话，请把文件改名为 index.md，全部小写"),
        ("prn.txt/index.md", "请把文件夹改名为 prn-1，或运行：hyqz rename 页面/prn.txt prn-1"),
        ("a/index/index.md", "请把文件夹改名为 index-1，或运行：hyqz rename 页面/index index-1"),
    ],
)
def test_a_slip_in_the_name_of_a_file_gives_no_other_record(path: str, hint: str) -> None:
    text = f"---\n{page()}---\n" if path.endswith(".md") else page()
    assert lines(site_of({f"content/pages/{path}": text}))[-1].strip() == hint
    right = path.replace("Index.md", "index.md").replace(".md.md", ".md").replace(".MD.yaml", ".yaml")
    right = right.replace("prn.txt/", "prn-1/").replace("index/", "index-1/")
    assert "bad-id" not in "".join(lines(site_of({f"content/pages/{right}": text})))


def test_no_two_files_are_told_to_take_one_name() -> None:
    found = "\n".join(lines(site_of({f"content/pages/{name}.yaml": page() for name in ("！", "？", "record-2")})))
    assert "请把文件改名为 record，" in found
    assert "请把文件改名为 record-3，" in found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("li-xiaoya", "li-xiaoyan"),
        ("li-xioayan", "li-xiaoyan"),
        ("Li_XiaoYan", "li-xiaoyan"),
        ("lixiaoyan.md", "li-xiaoyan"),
        ("李小雁", "li-xiaoyan"),
        ("li-xiao", ""),
        ("shi-yiming", ""),
        ("wang-xiaoyan", ""),
        ("zhang-yin", ""),
    ],
)
def test_nobody_else_is_offered_in_the_place_of_a_person(written: str, meant: str) -> None:
    there = ["li-xiaoyan", "shi-weiping", "zhang-yan", "zhang-ying"]
    assert nearest_person(written, there) == meant


def test_a_guess_about_a_person_takes_no_time() -> None:
    assert nearest_person("li-" + "uiao" * 15 + "1x", ["li-xin"]) == ""
    assert nearest_person("好" * 100_000, ["li-xin"]) == ""
