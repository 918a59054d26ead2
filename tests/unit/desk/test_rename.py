"""`hyqz rename`: another id, every reference with it, nothing else changed, nothing left dangling."""

from pathlib import Path

import pytest

from hyqz_site import cli
from hyqz_site.desk import DeskError, rename
from hyqz_site.desk.rename import Plan
from hyqz_site.model.kinds import BY_NAME
from tests.helpers import Files, in_bytes, known_site, lines, site_of

COMMON = "状态: 发布\n发布日期: 2026-11-01\n摘要: 示例\n"
TEAM = f"---\n名称: 护路队\n{COMMON}级别: 小队\n类别: 专业\n成立: 2020-01\n人数: 20\n人数截止: 2026-01-01\n---\n"
FILES: dict[str, str | bytes] = {
    "content/teams/hulu-dui.md": TEAM,
    "content/teams/hulu-dui-er.md": TEAM.replace("护路队", "护路二队"),
    "content/volunteers/li.md": f"""\
---
姓名: 李晓雁
{COMMON}身份: 居民
一句话事迹: 巡线
队伍: [hulu-dui, "hulu-dui-er"]   # hulu-dui 是她的队
相关:
  - 团队/hulu-dui
  - 'teams/hulu-dui'
同意:
  方式: 书面
  范围: [姓名]
  渠道: [网站]
  日期: 2025-01-01
  存档号: A-1
---
见[护路队](teams/hulu-dui.html)、[又](/团队/hulu-dui)、[引][1]、hulu-dui 和 [二队](teams/hulu-dui-er)。

[1]: teams/hulu-dui
""".replace("\n", "\r\n").encode(),
    "content/places/changlang.md": f"""\
---
名称: 长廊
{COMMON}类型: 长廊
现状: 建成
地址: 桥头
展板:
  - {{编号: A, 尺寸: 900x1200, 内容: teams/hulu-dui, 更新日期: 2026-03-16}}
---
""",
    "content/reviews.csv": "记录,环节,姓名,职务,日期,意见,摘要\r\n"
    "team/hulu-dui,初审一校,甲,乙,2026-01-01,通过,x\r\nteam/hulu-dui-er,初审一校,甲,乙,2026-01-01,,y\r\n",
}


def planned(files: Files, kind: str, old: str, new: str) -> Plan:
    data = {path: in_bytes(text) for path, text in files.items()}
    return rename.plan(known_site(files), {"content/site.yaml": b"", **data}, BY_NAME[kind], (old, new))


def renamed(files: Files, kind: str, old: str, new: str) -> dict[str, str | bytes]:
    plan = planned(files, kind, old, new)
    after = {path: plan.files.get(path, in_bytes(text)) for path, text in files.items()}
    moved: dict[str, str | bytes] = {}
    for path, data in after.items():
        inside = path == plan.source or path.startswith(f"{plan.source}/")
        moved[plan.target + path[len(plan.source) :] if inside else path] = data
    return moved


def test_an_id_whose_letters_stand_in_the_suffix_of_a_page_is_renamed() -> None:
    files: Files = {
        "content/teams/t.md": TEAM,
        "content/pages/about.md": f"---\n标题: 关于\n{COMMON}---\n见[护路队](/teams/t.html#members)。\n",
    }
    assert (
        in_bytes(renamed(files, "team", "t", "hulu")["content/pages/about.md"])
        .decode()
        .endswith("见[护路队](/teams/hulu.html#members)。\n")
    )


def test_every_reference_follows_and_nothing_else_changes() -> None:
    after = renamed(FILES, "team", "hulu-dui", "hulu-zhiyuan")

    assert set(after) == {path.replace("teams/hulu-dui.md", "teams/hulu-zhiyuan.md") for path in FILES}
    before = in_bytes(FILES["content/volunteers/li.md"]).decode()
    wanted = (
        before.replace("[hulu-dui,", "[hulu-zhiyuan,")
        .replace("团队/hulu-dui\r\n", "团队/hulu-zhiyuan\r\n")
        .replace("'teams/hulu-dui'", "'teams/hulu-zhiyuan'")
        .replace("(teams/hulu-dui.html", "(teams/hulu-zhiyuan.html")
        .replace("(/团队/hulu-dui)", "(/团队/hulu-zhiyuan)")
        .replace("[1]: teams/hulu-dui\r\n", "[1]: teams/hulu-zhiyuan\r\n")
    )
    assert in_bytes(after["content/volunteers/li.md"]).decode() == wanted
    assert b"teams/hulu-zhiyuan," in in_bytes(after["content/places/changlang.md"])
    assert in_bytes(after["content/reviews.csv"]) == in_bytes(FILES["content/reviews.csv"]).replace(
        b"team/hulu-dui,", b"team/hulu-zhiyuan,"
    )
    assert in_bytes(after["content/teams/hulu-dui-er.md"]) == in_bytes(FILES["content/teams/hulu-dui-er.md"])
    assert "旧网址: [teams/hulu-dui.html]\n" in in_bytes(after["content/teams/hulu-zhiyuan.md"]).decode()


def test_links_whose_brackets_are_of_the_other_width_follow() -> None:
    text = f"---\n标题: 甲\n{COMMON}---\n【护路队】（teams/hulu-dui）、[护路队] (团队/hulu-dui)、[护]（teams/hulu-dui）。\n"
    files = {"content/teams/hulu-dui.md": TEAM, "content/pages/x.md": text}
    after = in_bytes(renamed(files, "team", "hulu-dui", "lulu-dui")["content/pages/x.md"]).decode()
    assert after == text.replace("hulu-dui", "lulu-dui")


def test_the_site_has_no_dangling_reference_and_the_old_address_leads_on() -> None:
    before, after = site_of(FILES), site_of(renamed(FILES, "team", "hulu-dui", "hulu-zhiyuan"))

    assert lines(after) == lines(before)
    assert b"hulu-zhiyuan.html" in after.files["teams/hulu-dui.html"]


def test_there_and_back_leaves_one_old_address_more() -> None:
    there = renamed(FILES, "team", "hulu-dui", "hulu-zhiyuan")
    back = renamed(there, "team", "hulu-zhiyuan", "hulu-dui")

    assert "旧网址: [teams/hulu-zhiyuan.html]\n" in in_bytes(back.pop("content/teams/hulu-dui.md")).decode()
    assert {path: in_bytes(data) for path, data in back.items()} == {
        path: in_bytes(data) for path, data in FILES.items() if path != "content/teams/hulu-dui.md"
    }


def test_a_name_that_is_no_id_is_renamed_as_the_hint_says() -> None:
    files: dict[str, str | bytes] = {
        "content/teams/护路队.md": TEAM,
        "content/projects/p.md": f"---\n标题: 路口\n{COMMON}团队: 护路队\n---\n",
    }
    assert any("hyqz rename 团队/护路队 hu-lu-dui" in line for line in lines(site_of(files)))

    after = renamed(files, "team", "护路队", "hulu-dui")
    assert "团队: hulu-dui\n" in in_bytes(after["content/projects/p.md"]).decode()
    assert in_bytes(after["content/teams/hulu-dui.md"]) == TEAM.encode()


def test_a_folder_moves_with_its_photos() -> None:
    files: dict[str, str | bytes] = {"content/teams/a/index.md": TEAM, "content/teams/a/photo.jpg": b""}

    assert set(renamed(files, "team", "a", "b")) == {"content/teams/b/index.md", "content/teams/b/photo.jpg"}


def test_the_roster_names_a_community() -> None:
    files: dict[str, str | bytes] = {
        "content/communities/dahua.md": f"---\n名称: 大华社区\n{COMMON}---\n",
        "content/roster.yaml": "- 岗位: 网格员 # dahua\n  姓名: 王五\n  起: 2026-01-01\n  社区: dahua\n  是否公开: 是",
    }
    after = in_bytes(renamed(files, "community", "dahua", "dahua-xin")["content/roster.yaml"]).decode()

    assert after == str(files["content/roster.yaml"]).replace("社区: dahua", "社区: dahua-xin")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encoding_of_each_file_stays(encoding: str) -> None:
    text = f"---\n标题: 路口\n{COMMON}团队: hulu-dui\n---\n"
    files: dict[str, str | bytes] = {"content/teams/hulu-dui.md": TEAM, "content/projects/p.md": text.encode(encoding)}

    after = in_bytes(renamed(files, "team", "hulu-dui", "x")["content/projects/p.md"])
    assert after == text.replace("hulu-dui", "x").encode(encoding)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hulu-dui", "hulu-dui-er", "编号 hulu-dui-er 已经有了：content/teams/hulu-dui-er.md"),
        ("hulu-dui", "护路", "编号只能用小写英文字母、数字和减号"),
        ("hulu-dui", "hulu-dui", "没有改动"),
        ("hulu-du", "x", "没有 团队/hulu-du 这条记录。是不是“hulu-dui”？"),
        ("hulu-dui", "null", "不能是 null"),
        ("hulu-dui", "index", "网站自己要用的名字"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        planned(FILES, "team", old, new)


def test_a_file_that_cannot_be_read_is_mended_first() -> None:
    files: dict[str, str | bytes] = {**FILES, "content/projects/p.md": "---\n标题: [路口\n团队: hulu-dui\n---\n"}

    with pytest.raises(DeskError, match=r"content/projects/p\.md 里有读不懂的地方"):
        planned(files, "team", "hulu-dui", "x")


def test_another_records_old_address_is_not_taken() -> None:
    other = TEAM.replace("摘要", "旧网址: [teams/x.html]\n摘要")

    with pytest.raises(DeskError, match=r"teams/x\.html 是“护路队”"):
        planned({**FILES, "content/teams/other.md": other}, "team", "hulu-dui", "x")


@pytest.mark.parametrize("suffix", [".MD", ".Md"])
def test_a_suffix_in_capitals_is_the_same_suffix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    """As some cameras, archives and old programs write them."""
    (tmp_path / "content/volunteers").mkdir(parents=True)
    (tmp_path / "content/teams").mkdir()
    (tmp_path / "content/site.yaml").write_text("网站名称: 某\n主办: 某\n", encoding="utf-8")
    (tmp_path / "content/teams/hulu.yaml").write_text("名称: 护路队\n", encoding="utf-8")
    record = tmp_path / f"content/volunteers/li{suffix}"
    record.write_text("---\n姓名: 李晓雁\n状态：草稿\n队伍: [hulu]\n---\n", encoding="utf-8")
    project = ["--project", str(tmp_path)]
    assert cli.main(["rename", "团队/hulu", "hulu-dui", *project]) == 0
    assert "队伍: [hulu-dui]" in record.read_text(encoding="utf-8")
    assert cli.main(["fix", "--yes", *project]) == 0
    assert "状态: 草稿" in record.read_text(encoding="utf-8")
    assert cli.main(["withdraw", "志愿者/li", "--reason", "本人要求", *project]) == 0
    assert "状态: 撤下" in record.read_text(encoding="utf-8")
    capsys.readouterr()
