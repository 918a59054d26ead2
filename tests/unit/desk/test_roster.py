"""Rosters: Excel's and clerks' habits, updates field by field, and a round trip that changes nothing."""

import dataclasses
import datetime as dt
import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Side

from hyqz_site.desk import DeskError, cells, roster, sheet, workbook
from hyqz_site.desk.roster import Import
from hyqz_site.model.choices import Enum
from hyqz_site.model.kinds import BY_NAME, KINDS
from hyqz_site.model.kinds.common import Honour, Kind, Record
from hyqz_site.model.reviews import canonical
from hyqz_site.model.site import Site
from hyqz_site.source import tree
from tests.helpers import ROOT, Files, in_bytes, known_site, lines, site_of

VOLUNTEER = BY_NAME["volunteer"]
LI = """\
---
姓名: 李晓雁   # 别改错
摘要: 巡线十年
身份: 居民
一句话事迹: 巡线

# 时长每月更新
时长: 1,200
时长截止: 2026年9月30日
队伍:
  - hulu-dui
状态: 草稿
同意:
  方式: 书面
  范围: [姓名]
  渠道: [网站]
  日期: 2025-01-01
  存档号: A-1
---
正文。
""".replace("\n", "\r\n")
TEAM = "---\n名称: 护路队\n摘要: 一\n级别: 小队\n类别: 专业\n成立: 2020-01\n人数: 20\n人数截止: 2026-01-01\n---\n"
FILES: dict[str, str | bytes] = {
    "content/volunteers/li-xiaoyan.md": LI.encode(),
    "content/teams/hulu-dui.md": TEAM,
}


def book(*rows: list[Any], merged: str = "", formats: dict[str, str] | None = None) -> bytes:
    """Return a workbook as a clerk's Excel would save it."""
    workbook = openpyxl.Workbook()
    page: Any = workbook.active
    for row in rows:
        page.append(row)
    for cell, form in (formats or {}).items():
        page[cell].number_format = form
    if merged:
        page.merge_cells(merged)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def imported(data: bytes, files: Files = FILES, kind: Kind = VOLUNTEER, name: str = "a.xlsx") -> Import:
    return roster.plan_import(
        kind,
        sheet.read(name, data, kind.label),
        known_site(files),
        {path: in_bytes(text) for path, text in files.items()},
    )


def damaged(part: str, data: bytes) -> bytes:
    """A workbook one of whose parts is something else."""
    found = zipfile.ZipFile(io.BytesIO(book(["姓名"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name in found.namelist():
            zipped.writestr(name, data if name == part else found.read(name))
    return out.getvalue()


HEAD = ["姓名", "身份", "一句话事迹", "摘要"]


def test_a_row_becomes_a_record_that_the_check_reads() -> None:
    plan = imported(
        book(
            ["苗圃街道花名册"],
            [*HEAD, "年龄段", "起始年", "同意·方式"],
            ["曾 国", "教师", "教书", "好", "银龄", 2016.0, "书面"],
        )
    )

    assert not plan.faults
    path, title, data = plan.created[0]
    assert (path, title) == ("content/volunteers/zeng-guo.md", "曾国")
    assert data.decode() == (
        "---\n姓名: 曾国\n摘要: 好\n身份: 教师\n一句话事迹: 教书\n年龄段: 银龄\n起始年: 2016\n状态: 草稿\n同意:\n  方式: 书面\n---\n"
    )


def test_an_update_changes_its_field_and_no_other_byte() -> None:
    plan = imported(
        book(
            ["姓名", "时长", "时长截止", "队伍", "同意·有效至"],
            ["李　晓雁", 1350.5, dt.date(2026, 10, 31), "护路队", "2028/1/1"],
        )
    )

    assert [(c.label, c.before, c.after) for c in plan.updated[0][3]] == [
        ("时长", "1200", "1350.5"),
        ("时长截止", "2026-09-30", "2026-10-31"),
        ("同意·有效至", "（空）", "2028/1/1"),
    ]
    wanted = LI.replace("1,200", "1350.5").replace("2026年9月30日", "2026-10-31")
    assert plan.updated[0][2].decode() == wanted.replace("存档号: A-1\r\n", "存档号: A-1\r\n  有效至: 2028/1/1\r\n")


@pytest.mark.parametrize(
    ("header", "value", "form", "written"),
    [
        ("时长截止", dt.date(2026, 10, 31), "", "时长截止: 2026-10-31"),
        ("时长截止", "２０２６年１０月３１日", "", "时长截止: ２０２６年１０月３１日"),
        ("时长", "１２３", "", "时长: １２３"),
        ("时长", 1234567.0, "", "时长: 1234567"),
        ("时长", 0.1, "", "时长: 0.1"),
        ("专职", True, "", "专职: 是"),
        ("标签", "党员、银龄，邻里", "", "标签: [党员, 银龄, 邻里]"),
        ("大屏文案", "先喝茶，再说话\n七年", "", "大屏文案:\n  - 先喝茶，再说话\n  - 七年"),
        ("社区", "大华社区", "", "社区: dahua"),
        ("社区", "大华", "", "社区: dahua"),
        ("队伍", "护路队、hulu-dui", "", "队伍: [hulu-dui, hulu-dui]"),
        ("标签", "[护路, 银龄]", "", "标签: [护路, 银龄]"),
        ("标签", "【护路、银龄】", "", "标签: [护路, 银龄]"),
        ("邻里评价", "天天来；从不喊累｜王姐", "", "邻里评价:\n  - 内容: 天天来；从不喊累\n    评价人: 王姐"),
        ("存档号", "", "", ""),
        ("认证文号", "=1+1", "@", ""),
        ("心声", "\u3000好\u200b人\xa0", "", "心声: 好人"),
        ("心声", "@群众: 好", "", '心声: "@群众: 好"'),
    ],
)
def test_what_excel_delivers(header: str, value: object, form: str, written: str) -> None:
    files: dict[str, str | bytes] = {**FILES, "content/communities/dahua.md": "---\n名称: 大华社区\n摘要: 一\n---\n"}
    data = book([*HEAD, header], ["王五", "居民", "好", "好", value], formats={"E2": form} if form else None)
    plan = imported(data, files)

    if value == "=1+1":
        assert plan.faults == ["第 2 行“认证文号”：是公式，还没有算出结果；请在 Excel 里打开并保存一次"]
    else:
        assert not plan.faults
        text = plan.created[0][2].decode()
        assert f"\n{written}\n" in text or not written
        assert "warning" not in [problem.code for problem in site_of({plan.created[0][0]: text}).problems]


def test_a_share_and_a_month_and_merged_cells() -> None:
    head = ["名称", "摘要", "级别", "类别", "成立", "人数", "人数截止", "活跃比例"]
    rows = [
        ["甲队", "一", "小队", "专业", dt.date(2020, 5, 1), 3, dt.date(2026, 1, 1), 0.73],
        ["乙队", "一", "小队", None, "2020年6月", 3, "2026/1/1", "80%"],
    ]
    plan = imported(book(head, *rows, merged="D2:D3", formats={"H2": "0%"}), kind=BY_NAME["team"])

    assert not plan.faults
    assert "成立: 2020-05\n" in plan.created[0][2].decode()
    assert "活跃比例: 73%\n" in plan.created[0][2].decode()
    assert "类别: 专业\n" in plan.created[1][2].decode()


def test_frames_and_blanks_far_below_are_no_rows() -> None:
    """Only what stands there is looked at: a sheet of rows that are merely framed is read in no time."""
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in (HEAD, ["张一", "居民", "好", "好"], ["王二"]):
        page.append(row)
    for number in range(1, 40):
        page.cell(number, 30).border = Border(bottom=Side("thin"))
    page.cell(300, 2, " ")
    page.merge_cells("B2:C3")
    file = io.BytesIO()
    made.save(file)

    found = sheet.read("a.xlsx", file.getvalue(), "志愿者")
    assert [(row.number, [cell.text for cell in row.cells]) for row in found.rows] == [
        (1, HEAD),
        (2, ["张一", "居民", "居民", "好"]),
        (3, ["王二", "居民", "居民"]),
        (300, ["", ""]),
    ]


def sheets(*made: tuple[str, str]) -> bytes:
    """A workbook with a person on each sheet; `~` before its name hides a sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, name in made:
        page: Any = workbook.create_sheet(title.removeprefix("~"))
        page.sheet_state = "hidden" if title.startswith("~") else "visible"
        for row in [HEAD, [name, "居民", "好", "好"]] if name else []:
            page.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("made", "read", "unread"),
    [
        ([("Sheet1", "张一"), ("Sheet2", ""), ("Sheet3", "")], "张一", ""),
        ([("2026", "张一"), ("2025", "王二"), ("2024", "李三")], "张一", "读的是工作表“2026”，没有读“2025”、“2024”。"),
        ([("2026", "张一"), ("志愿者", "王二")], "王二", "读的是工作表“志愿者”，没有读“2026”。"),
        ([("2026", "张一"), ("~志愿者", "王二"), ("可选编号", "x")], "张一", ""),
        ([("~旧", "张一"), ("说明", ""), ("2026", "王二")], "王二", ""),
    ],
)
def test_which_sheet_is_read_and_which_is_not(made: list[tuple[str, str]], read: str, unread: str) -> None:
    plan = imported(sheets(*made))

    assert [title for _, title, _ in plan.created] == [read]
    assert [remark.partition("要读别的")[0] for remark in plan.remarks] == ([unread] if unread else [])


def test_personal_columns_are_dropped_and_said() -> None:
    plan = imported(
        book(
            [*HEAD, "身份证号", "联系电话", "备注"],
            ["王五", "居民", "好", "好", "430404195001011234", 13800000000, "x"],
        )
    )

    assert (plan.personal, plan.ignored) == (["身份证号", "联系电话"], ["备注"])
    assert b"430404" not in plan.created[0][2]
    assert b"138" not in plan.created[0][2]


def test_the_address_of_a_community_is_no_personal_data() -> None:
    plan = imported(book(["名称", "摘要", "地址", "邮箱"], ["大华", "一", "桥头", "x"]), kind=BY_NAME["community"])

    assert plan.personal == ["邮箱"]
    assert plan.faults == ["第 1 行表头：没有“地址”这一项，是不是“文明实践站·地址”？请改表头，或删掉这一列。"]


def test_an_office_number_keeps_its_zero_or_is_refused() -> None:
    head = ["名称", "摘要", "类型", "步骤", "电话"]
    fine = imported(book(head, ["热线", "一", "电话", "打电话", "0734-8123456"]), kind=BY_NAME["channel"])
    cut = imported(book(head, ["热线", "一", "电话", "打电话", 7348123456]), kind=BY_NAME["channel"])

    assert "电话: 0734-8123456\n" in fine.created[0][2].decode()
    assert "开头的 0 会丢" in cut.faults[0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["姓名", "时长"], ["李晓雁", "3万"]], "第 2 行“时长”：“时长”应是数字，现在是“3万”。请写成完整的数字：30000"),
        ([["姓名", "时常"], ["李晓雁", 3]], "第 1 行表头：没有“时常”这一项，是不是“时长”？"),
        ([["姓名", "时长"], ["李晓雁", 3], ["李晓雁", 4]], "第 3 行和第 2 行是同一条记录"),
        ([["编号", "姓名", "时长"], ["李", "王五", 3]], "第 2 行“编号”：编号只能用小写英文字母、数字和减号"),
        ([["姓名", "时长"], [None, 3]], "第 2 行缺少“姓名”。"),
        (
            [["姓名", "荣誉"], ["李晓雁", "2024｜优秀；2023｜先进"]],
            "第 2 行“荣誉”：第 1 项像是两项：一行只写一项，中间用｜隔开：年份｜名称｜颁发单位",
        ),
        (
            [["姓名", "同意·范围"], ["李晓雁", "姓名/肖像、事迹"]],
            "第 2 行“同意·范围”：“范围”没有“姓名/肖像”这个选项。这里有几项，请用顿号隔开：姓名、肖像、事迹。",
        ),
        (
            [["姓名", "同意·渠道"], ["李晓雁", "网站 大屏，阵地\n媒体"]],
            "第 2 行“同意·渠道”：“渠道”没有“网站 大屏，阵地”这个选项。这里有几项，请分成几行，每行一项：“网站”、“大屏”、“阵地”。",
        ),
        (
            [["姓名", "队伍"], ["李晓雁", "护路 平安"]],
            "第 2 行“队伍”：“团队”里的 护路 平安 不存在。几项之间请用顿号隔开。",
        ),
        ([["姓名", "专职"], ["李晓雁", "√"]], "第 2 行“专职”：“专职”应是“是”或“否”，现在是“√”。请写“是”或“否”。"),
        ([["姓名", "性别"], ["李晓雁", "女性"]], "第 2 行“性别”：“性别”没有“女性”这个选项"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_row(rows: list[list[Any]], said: str) -> None:
    plan = imported(book(*rows))

    assert plan.faults[0].startswith(said)


def test_the_same_in_another_spelling_changes_nothing() -> None:
    plan = imported(
        book(["姓名", "时长", "时长截止", "状态"], ["李晓雁", "１２００", "2026.9.30", "draft"], ["", "", "", ""])
    )

    assert (plan.updated, plan.unchanged, plan.faults) == ([], 1, [])


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_in_the_encodings_of_excel(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["姓名", "时长"]) + "\r\n" + delimiter.join(["李晓雁", "1300"]) + "\r\n"

    assert imported(text.encode(encoding), name="a.csv").updated[0][3][0].after == "1300"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (['张一,居民,好,"某', "王二,居民,好,好", "李三,居民,好,好"], 2),
        (["张一,居民,好,某", '王二,居民,好,"好', '李三,居民,"好",好'], 3),
        (['张一,居民,"好,好', "王二,居民,好,好", '李三,居民",好,好'], 2),
    ],
)
def test_a_quotation_mark_that_is_forgotten_swallows_nobody(rows: list[str], number: int) -> None:
    with pytest.raises(DeskError, match=f"a.csv 第 {number} 行的双引号没有成对"):
        imported("\r\n".join([",".join(HEAD), *rows, ""]).encode(), name="a.csv")


def test_a_cell_of_several_lines_with_commas_is_a_cell() -> None:
    text = "\r\n".join([",".join([*HEAD, "大屏文案"]), '张一,居民,好,某,"先喝茶,再说话\n一,二,三"', ""])
    assert '大屏文案: ["先喝茶,再说话", "一,二,三"]' in imported(text.encode(), name="a.csv").created[0][2].decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"", "a.xls 是旧的 .xls 格式。请在 Excel 里“另存为”，类型选“Excel 工作簿（*.xlsx）”。"),
        ("a.et", b"", "a.et 是 WPS 自己的 .et 格式。请在 WPS 里“另存为”，类型选“Excel 工作簿（*.xlsx）”。"),
        ("a.xlsx", b"PK\x03\x04", "打不开 a.xlsx"),
        ("a.xlsx", damaged("xl/worksheets/sheet1.xml", b"<worksheet"), "打不开 a.xlsx"),
        ("a.xlsx", damaged("xl/workbook.xml", b"<workbook/>"), "里没有表格"),
        ("a.xlsx", damaged("[Content_Types].xml", b"<Types xmlns='x'/>"), "打不开 a.xlsx"),
        ("a.docx", b"", "不是 .xlsx 或 .csv 文件"),
        ("a.csv", "甲,乙\n".encode(), "找不到表头"),
    ],
)
def test_other_files_are_refused(name: str, data: bytes, said: str) -> None:
    with pytest.raises(DeskError, match=re.escape(said)):
        imported(data, name=name)


# The workbook that we write


def known(files: Files) -> dict[str, list[tuple[str, str]]]:
    site = known_site(files)
    return {
        kind.name: [(id_, one.title) for (name, id_), one in site.records.items() if name == kind.name]
        for kind in KINDS
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_template_has_its_notes_choices_and_an_example_that_is_not_read(kind: Kind) -> None:
    data = sheet.workbook_bytes(workbook.book(kind, known_site(FILES), known(FILES), template=True))
    page: Any = openpyxl.load_workbook(io.BytesIO(data))[kind.label]

    columns = cells.columns(kind)
    assert [cell.value for cell in page[1]] == ["编号", *(f"{c.header}{'*' if c.required else ''}" for c in columns)]
    assert all(cell.comment for cell in page[1])
    assert page.freeze_panes == "C2"
    assert len(page.data_validations.dataValidation) >= sum(isinstance(c.spec.type, Enum) for c in columns)
    plan = imported(data, kind=kind)
    assert (plan.created, plan.updated, plan.faults) == ([], [], [])


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"姓名*": "王五"}, ["第 2 行的编号是“示例”，没有读入；要读入请清空“编号”，不要就删掉这一行。"]),
        ({"心声": "好"}, ["第 2 行的编号是“示例”，没有读入；要读入请清空“编号”，不要就删掉这一行。"]),
        ({"发布日期": "2021/5/12", "一句话事迹*": None}, []),
    ],
)
def test_who_is_written_over_the_example_row_is_not_lost_without_a_word(
    changed: dict[str, str | None], faults: list[str]
) -> None:
    made = workbook.book(VOLUNTEER, known_site(FILES), known(FILES), template=True)
    for header, text in changed.items():
        made.rows[0][[heading.text for heading in made.headings].index(header)] = text
    for data, name in ((sheet.workbook_bytes(made), "a.xlsx"), (sheet.csv_bytes(made), "a.csv")):
        plan = imported(data, name=name)
        assert (plan.created, plan.updated, plan.faults) == ([], [], faults)


@cache
def demonstration(root: Path = ROOT) -> tuple[Site, dict[str, bytes]]:
    """Return the project's own content, or another's."""
    files = {
        file.path: file.read() if file.path.endswith((".md", ".yaml")) else b""
        for file in tree.read(root).under("content")
    }
    return known_site(files), files


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_export_then_import_changes_nothing(kind: Kind, suffix: str) -> None:
    site, files = demonstration()
    made = workbook.book(kind, site, {}, template=False)
    data = sheet.csv_bytes(made) if suffix == "csv" else sheet.workbook_bytes(made)
    plan = roster.plan_import(kind, sheet.read(f"a.{suffix}", data, kind.label), site, files)

    assert (plan.created, plan.updated, plan.faults) == ([], [], [])
    assert plan.unchanged == len(made.rows) > 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("相关: [pages/plan, pages/insurance, benefits/xingji-jiuyi]", "相关: C:\\照片\\a.jpg"),
        ("菜单: 页脚", "菜单: @"),
        ("状态: 发布", "状态: 发部"),
        ("次序: 13", "次序: 十三号"),
    ],
)
def test_export_then_import_changes_nothing_of_what_cannot_be_read(right: str, wrong: str) -> None:
    (_, files), path = demonstration(), "content/pages/stars.md"
    assert right in files[path].decode()
    files = {**files, path: files[path].decode().replace(right, wrong).encode()}
    site, kind = known_site(files), BY_NAME["page"]
    made = workbook.book(kind, site, {}, template=False)
    plan = roster.plan_import(kind, sheet.read("a.csv", sheet.csv_bytes(made), kind.label), site, files)

    assert (plan.created, plan.updated, plan.faults) == ([], [], [])
    assert plan.unchanged == len(made.rows) > 0


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests/golden/all-kinds"], ids=["demonstration", "every field"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_was_exported_makes_the_same_records_again(kind: Kind, root: Path) -> None:
    """Into a project that lost all records of the kind: every field comes back, long texts and lists of groups too."""
    site, files = demonstration(root)
    made = sheet.workbook_bytes(workbook.book(kind, site, {}, template=False))
    left = {path: data for path, data in files.items() if not path.startswith(f"content/{kind.collection}/")}
    lost = dataclasses.replace(
        site,
        records={key: one for key, one in site.records.items() if key[0] != kind.name},
        origins=tuple(one for one in site.origins if one.path in left),
    )
    plan = roster.plan_import(kind, sheet.read("a.xlsx", made, kind.label), lost, left)
    again = known_site({**left, **{path: data for path, _, data in plan.created}})

    assert plan.faults == []
    for key, record in site.records.items():
        if key[0] == kind.name:
            assert plain(again.records[key]) == plain(record)


def plain(record: Record) -> list[str]:
    return [line.rstrip() for line in canonical(record).splitlines() if line.strip()]


# Lists of groups and texts of paragraphs

TEAM_FULL = TEAM.replace(
    "\n---\n",
    "\n荣誉: # 老的在前\n  - {年份: 2024, 名称: 优秀}  # 一\n  - 年份: 2025\n    名称: 先进\n---\n\n第一段。\n\n第二段。\n",
)


def team_after(header: str, text: str, newline: str = "\n") -> tuple[Import, str]:
    files: dict[str, str | bytes] = {"content/teams/hulu-dui.md": TEAM_FULL.replace("\n", newline).encode()}
    plan = imported(book(["编号", "名称", header], ["hulu-dui", "护路队", text]), files, BY_NAME["team"])
    return plan, plan.updated[0][2].decode() if plan.updated else ""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_list_of_groups_is_written_anew_and_the_rest_stays(newline: str) -> None:
    _, after = team_after("荣誉", "2024｜优秀\n2026｜最美：衡阳群众｜街道", newline)
    wanted = TEAM_FULL.replace(
        "  - {年份: 2024, 名称: 优秀}  # 一\n  - 年份: 2025\n    名称: 先进\n",
        "  - 年份: 2024\n    名称: 优秀\n  - 年份: 2026\n    名称: 最美：衡阳群众\n    颁发单位: 街道\n",
    )
    assert after == wanted.replace("\n", newline)


def test_the_same_list_and_the_same_text_change_nothing() -> None:
    for header, text in (("荣誉", "２０２４｜优秀\n2025|先进"), ("正文", "第一段。\n\n第二段。")):
        plan, _ = team_after(header, text)
        assert (plan.updated, plan.unchanged, plan.faults) == ([], 1, []), header


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_is_changed_below_the_fields(newline: str) -> None:
    plan, after = team_after("正文", "## 新的\n\n一段。", newline)
    head = TEAM_FULL.partition("第一段")[0]
    assert after == f"{head}## 新的\n\n一段。\n".replace("\n", newline)
    assert [(one.label, one.before, one.after) for one in plan.updated[0][3]] == [
        ("正文", "第一段。 第二段。", "## 新的 一段。")
    ]


def test_a_list_in_a_new_record_and_in_one_that_has_none() -> None:
    files: dict[str, str | bytes] = {"content/teams/hulu-dui.md": TEAM, "content/volunteers/li-xiaoyan.md": LI.encode()}
    head = ["标题", "摘要", "年份", "主办", "阶段", "名单"]
    plan = imported(
        book(head, ["评选", "一", 2026, "街道", "命名", "志愿者/李晓雁｜巡线十年\n团队/护路队｜护路"]),
        files,
        BY_NAME["award"],
    )
    assert (
        plan.created[0][2]
        .decode()
        .endswith(
            "名单:\n  - 记录: 志愿者/li-xiaoyan\n    颁奖词: 巡线十年\n  - 记录: 团队/hulu-dui\n    颁奖词: 护路\n状态: 草稿\n---\n"
        )
    )
    update = imported(book(["名称", "固定服务"], ["护路队", "周四｜8:00-9:30｜劝导"]), files, BY_NAME["team"])
    assert update.updated[0][2].decode() == TEAM.replace(
        "\n---\n", "\n固定服务:\n  - 周几: 周四\n    时间: 8:00-9:30\n    做什么: 劝导\n---\n"
    ).replace("做什么", update.updated[0][2].decode().partition("9:30\n    ")[2].partition(":")[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024｜优秀｜街道｜多", "第 2 行“荣誉”：第 1 项有 4 段，最多 3 段：年份｜名称｜颁发单位"),
        (
            "去年｜优秀",
            "第 2 行“荣誉”：“年份”应是1900 到 2199 的整数，现在是“去年”。请只写数字，例如 36。一行一项，按这个次序写，中间用｜隔开：年份｜名称｜颁发单位",
        ),
        (
            "2024｜",
            "第 2 行“荣誉”：“荣誉”缺少“名称”。一行一项，按这个次序写，中间用｜隔开：年份｜名称｜颁发单位",
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_said_with_its_row(text: str, said: str) -> None:
    plan, _ = team_after("荣誉", text)
    assert plan.updated == []
    assert plan.faults[0].startswith(said)


PARTS = st.text("甲乙a｜|\\n、，: '\"#", max_size=6).map(lambda text: " ".join(text.split()))


@given(st.lists(st.text("甲、，[]【】", min_size=1, max_size=6), min_size=1, max_size=3))
def test_whatever_stands_in_a_list_comes_back_from_its_cell(tags: list[str]) -> None:
    spec = next(column.spec for column in cells.columns(VOLUNTEER) if column.header == "标签")
    assert cells.items(str(cells.cell_of(spec, tuple(tags)))) == tags


@given(st.lists(st.tuples(PARTS.filter(bool), PARTS.filter(bool), PARTS), min_size=1, max_size=3))
def test_whatever_stands_in_a_group_comes_back_from_its_cell(groups: list[tuple[str, str, str]]) -> None:
    rows = [dict(zip(("year", "title", "issuer"), group, strict=True)) for group in groups]
    wanted = [{name: text for name, text in row.items() if text} for row in rows]
    assert cells.rows(Honour, "\n".join(cells.line(Honour, row) for row in rows)) == wanted


@pytest.mark.parametrize("text", ["=1+1", "+8", "-3", "@SUM(A1)", "=cmd|'/c calc'!A1", "'=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    files: dict[str, str | bytes] = {"content/volunteers/li.md": LI.replace("姓名: 李晓雁", f'姓名: "{text}"').encode()}
    made = workbook.book(VOLUNTEER, known_site(files), known(files), template=False)
    opened = openpyxl.load_workbook(io.BytesIO(sheet.workbook_bytes(made)))

    assert all(cell.data_type != "f" for page in opened for row in page.iter_rows() for cell in row)
    assert not re.search(r"(?m)(?:^|,)\"?[=+@-]", sheet.csv_bytes(made).decode("utf-8-sig"))
    assert imported(sheet.workbook_bytes(made), files).unchanged == 1
    assert imported(sheet.csv_bytes(made), files, name="a.csv").unchanged == 1


def test_what_was_imported_is_a_site() -> None:
    plan = imported(book([*HEAD, "状态", "发布日期"], ["王五", "居民", "好", "好", "发布", "2026/11/1"]))

    assert lines(site_of({plan.created[0][0]: plan.created[0][2]}))[0].endswith(
        "“王五”没有“同意”，不能发布 [no-consent]"
    )


def test_a_row_of_totals_is_no_record() -> None:
    found = imported(book(HEAD, ["张一", "居民", "好", "某"], ["合 计", 1, "", ""], ["", "总计：", "", 2]))
    assert [title for _, title, _ in found.created] == ["张一"]
    assert (found.left_out, found.faults) == ([3, 4], [])


@pytest.mark.parametrize(
    "row",
    [
        ["共计：2人"],
        ["总计（人）", 2],
        ["共 2 人"],
        ["（以下空白）"],
        ["填表人：张三", "审核人：李四"],
        ["注：以上人员均已体检"] * 4,
        ["以上人员都已经体检。"],
        HEAD,
    ],
)
def test_a_note_and_the_head_once_more_are_no_record(row: list[object]) -> None:
    found = imported(book(HEAD, ["张一", "居民", "好", "某"], row, ["王二", "居民", "好", "某"]))
    assert [title for _, title, _ in found.created] == ["张一", "王二"]
    assert (found.left_out, found.faults) == ([3], [])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["填表人：张三", "居民"], "第 3 行“姓名”：“填表人：张三”不像姓名；不是志愿者的行，请删掉。"),
        (["?亮", "居民"], "第 3 行“姓名”：“?亮”里的“?”多半是存成 CSV 时丢掉的字，"),
        (["姓名", "职业"], "第 3 行像是表头，不是一条记录。"),
    ],
)
def test_who_is_nobody_s_name_is_said(row: list[object], said: str) -> None:
    found = imported(book(HEAD, ["张一", "居民", "好", "某"], row))
    assert [fault[: len(said)] for fault in found.faults] == [said]


def test_a_title_that_looks_like_a_note_is_a_title() -> None:
    found = imported(book(["标题", "摘要"], ["图片新闻：说明", "共12人"], ["总计划", "好。"]), kind=BY_NAME["page"])
    assert [title for _, title, _ in found.created] == ["图片新闻：说明", "总计划"]


@pytest.mark.parametrize("top", [["姓名", "身份"], ["基本信息", "基本信息"]])
def test_a_head_of_two_rows_is_read_as_one(top: list[str]) -> None:
    plan = imported(
        book(
            [*top, "一句话事迹", "摘要", "同意", None, "联系"],
            ["姓名", "身份", None, None, "方式", "范围", "电话"],
            ["王五", "居民", "好", "好", "书面", "姓名、事迹", "138"],
            merged="E1:F1",
        )
    )

    assert plan.faults == []
    assert plan.created[0][2].decode().endswith("同意:\n  方式: 书面\n  范围: [姓名, 事迹]\n---\n")
    assert (plan.personal, plan.ignored) == (["联系·电话"], [])


def test_two_rows_of_one_name_are_two_records_only_where_ids_say_so() -> None:
    rows = [["张一", "居民", "好", "某"], ["张一", "教师", "好", "某"]]
    assert imported(book(HEAD, *rows)).faults == [
        "第 3 行和第 2 行都叫“张一”。是同一条，请删掉一行；是两条，请加一列“编号”，写上不同的编号。"
    ]
    for ids in (["zhang-yi", ""], ["", "zhang-yi"]):
        half = [[*row, id_] for row, id_ in zip(rows, ids, strict=True)]
        assert len(imported(book([*HEAD, "编号"], *half)).faults) == 1
    told = [[*row, id_] for row, id_ in zip(rows, ["zhang-yi", "zhang-yi-er"], strict=True)]
    found = imported(book([*HEAD, "编号"], *told))
    assert [path for path, _, _ in found.created] == [
        "content/volunteers/zhang-yi.md",
        "content/volunteers/zhang-yi-er.md",
    ]


# What a row names


@pytest.mark.parametrize(
    ("header", "text", "said"),
    [
        ("队伍", "护路", "“团队”里的 护路 不存在。是不是 hulu-dui（护路队）？这里要写编号。"),
        (
            "队伍",
            "护路队、没有的队",
            "“团队”里的 没有的队 不存在。请先在 content/teams/ 里建这条记录，或改成已有的编号。",
        ),
        ("相关", "团队/没有", "“团队”里的 没有 不存在。请先在 content/teams/ 里建这条记录，或改成已有的编号。"),
        ("相关", "没有", "“没有”不存在。请写成“类别/编号”，例如 志愿者/li-xiaoyan"),
    ],
)
def test_what_a_row_names_has_to_be_there(header: str, text: str, said: str) -> None:
    new = imported(book([*HEAD, header], ["王五", "居民", "好", "好", text]))
    known = imported(book(["姓名", header], ["李晓雁", text]))

    assert new.faults == known.faults == [f"第 2 行“{header}”：{said}"]


def test_a_row_may_name_what_a_later_row_makes() -> None:
    head = ["编号", "标题", "摘要", "相关"]
    plan = imported(book(head, ["yi", "一", "好", "页面/er"], ["er", "二", "好", "页面/san"]), kind=BY_NAME["page"])

    assert plan.faults == [
        "第 3 行“相关”：“页面”里的 san 不存在。请先在 content/pages/ 里建这条记录，或改成已有的编号。"
    ]


# Whose row it is


def test_a_row_of_numbers_is_no_column_of_ids() -> None:
    rows = [[number, name, "居民", "好", "某"] for number, name in enumerate(["张一", "王二", "李三"], start=1)]
    plan = imported(book(["编号", *HEAD], *rows))

    assert plan.created == []
    assert plan.faults == [
        "第 2、3、4 行的“编号”是序号：换一张表，同一个号就成了另一个人。请清空这一列，编号会用姓名的拼音。"
    ]
    many = imported(book(["编号", *HEAD], *[[n, f"张{n}", "居民", "好", "某"] for n in range(1, 13)]))
    assert many.faults[0].startswith("第 2、3、4、5、6、7、8、9、10、11等行的“编号”是序号")


def test_a_record_whose_id_is_a_number_can_still_be_read_again() -> None:
    files: dict[str, str | bytes] = {"content/volunteers/1.md": LI.encode()}
    plan = imported(book(["编号", "姓名", "时长"], [1, "李 晓雁", 1300]), files)

    assert (len(plan.updated), plan.faults) == (1, [])


def test_nobody_takes_another_one_s_place() -> None:
    files: dict[str, str | bytes] = {"content/volunteers/1.md": LI.encode()}
    plan = imported(book(["编号", "姓名", "时长"], [1, "王五", 1300]), files)

    assert plan.updated == []
    assert plan.faults == [
        "第 2 行：编号 1 是“李晓雁”，这一行写的是“王五”。多半是行和编号错开了，同意书不会跟着换人；"
        "真的改了姓名，请在 content/volunteers/1.md 里改。"
    ]


def test_a_team_may_get_another_name_and_a_number_for_its_id() -> None:
    plan = imported(book(["编号", "名称"], ["hulu-dui", "护路志愿队"]), kind=BY_NAME["team"])
    assert [(one.label, one.after) for one in plan.updated[0][3]] == [("名称", "护路志愿队")]
    made = imported(book(["编号", "标题", "摘要"], [2026, "评选", "一"]), kind=BY_NAME["award"])
    assert [path for path, _, _ in made.created] == ["content/awards/2026.md"]


def test_another_id_in_an_exported_roster_makes_no_second_record() -> None:
    made = workbook.book(VOLUNTEER, known_site(FILES), known(FILES), template=False)
    made.rows[0][0] = "li-xiaoyan-er"
    plan = imported(sheet.workbook_bytes(made))

    assert plan.created == []
    assert plan.faults == [
        "第 2 行：除了编号，和 content/volunteers/li-xiaoyan.md 一样。换编号请用 hyqz rename 志愿者/li-xiaoyan "
        "li-xiaoyan-er；是另一条，请写上不同的内容。"
    ]


def test_a_person_of_the_same_name_is_remarked_on() -> None:
    plan = imported(book(["编号", *HEAD], ["li-xiaoyan-er", "李晓雁", "教师", "教书", "好"]))

    assert [path for path, _, _ in plan.created] == ["content/volunteers/li-xiaoyan-er.md"]
    assert plan.remarks == [
        "第 2 行会新建“李晓雁”，已经有一位同名的（content/volunteers/li-xiaoyan.md）。"
        "是同一位，换编号请用 hyqz rename 志愿者/li-xiaoyan li-xiaoyan-er。"
    ]


# What an old roster may not undo

PUBLISHED = LI.replace("状态: 草稿", "状态: 发布\r\n发布日期: 2026-01-01").replace(
    "日期: 2025-01-01", "日期: 2025-01-01\r\n  有效至: 2027-01-01"
)


def old_roster(after: str) -> Import:
    """Read a list that was exported before the record became `after`."""
    files: dict[str, str | bytes] = {**FILES, "content/volunteers/li-xiaoyan.md": PUBLISHED.encode()}
    made = workbook.book(VOLUNTEER, known_site(files), {}, template=False)
    now: dict[str, str | bytes] = {**files, "content/volunteers/li-xiaoyan.md": after.encode()}
    return imported(sheet.workbook_bytes(made), now)


def test_an_old_roster_brings_nobody_back() -> None:
    withdrawn = PUBLISHED.replace("状态: 发布", "状态: 撤下\r\n撤下原因: 本人要求")
    plan = old_roster(withdrawn)

    assert plan.updated == []
    assert plan.faults == [
        "第 2 行：“李晓雁”已经撤下（本人要求），名册里的“状态”是“发布”，多半是撤下以前的名册。"
        "请清空这一格；真的要恢复，请在 content/volunteers/li-xiaoyan.md 里改。"
    ]


@pytest.mark.parametrize(
    ("before", "after", "header"),
    [
        ("范围: [姓名]", "范围: [年龄段]", "同意·范围"),
        ("有效至: 2027-01-01", "有效至: 2026-06-01", "同意·有效至"),
        ("范围: [姓名]", "范围: [姓名, 事迹]", ""),
    ],
)
def test_who_agreed_to_less_since_then_is_remarked_on(before: str, after: str, header: str) -> None:
    plan = old_roster(PUBLISHED.replace(before, after))

    assert (len(plan.updated), plan.faults) == (1, [])
    wanted = f"第 2 行：会放宽“李晓雁”的同意（{header}）。请对照同意书；名册是旧的，请清空这几格。"
    assert plan.remarks == ([wanted] if header else [])


def test_a_person_who_is_found_by_the_name_alone_may_be_another() -> None:
    other = imported(book(["姓名", "身份", "社区"], ["李晓雁", "中学教师", ""]))
    assert (len(other.updated), other.faults) == (1, [])
    assert other.remarks == [
        "第 2 行：没有“编号”，按姓名当作 content/volunteers/li-xiaoyan.md 的“李晓雁”，“身份”是“中学教师”，原来是“居民”。"
        "不是同一位，请写上不同的编号。"
    ]
    certain = imported(book(["姓名", "同意·存档号"], ["李晓雁", "B-777"]))
    assert (certain.updated, certain.remarks) == ([], [])
    assert certain.faults == [
        "第 2 行：没有“编号”，按姓名当作 content/volunteers/li-xiaoyan.md 的“李晓雁”，“同意·存档号”是“B-777”，原来是“A-1”。"
        "同意书不会跟着换人：是同一位，请写上编号 li-xiaoyan；不是，请写一个新的编号。"
    ]
    same = imported(book(["编号", "姓名", "同意·存档号"], ["li-xiaoyan", "李晓雁", "B-777"]))
    assert (len(same.updated), same.faults, same.remarks) == (1, [], [])
