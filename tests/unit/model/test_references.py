"""A reference that names no record: what was probably meant, and how to write it."""

import pytest

from tests.helpers import lines, site_of
from tests.unit.model.records import page, team, volunteer

RECORDS = {
    "content/teams/hulu-dui.yaml": team(),
    "content/teams/xiubu-dui.yaml": team(name="修补队"),
    "content/pages/about.yaml": page(),
}


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("hulu-dui、xiubu-dui", "“团队”里的 hulu-dui、xiubu-dui 不存在", "几项之间请用半角逗号，外面加方括号：[hulu-dui, xiubu-dui]"),
        ("[hulu-dui，xiubu-dui]", "“团队”里的 hulu-dui，xiubu-dui 不存在", "几项之间请用半角逗号，外面加方括号：[hulu-dui, xiubu-dui]"),
        ("护路志愿队", "“团队”里的 护路志愿队 不存在", "这里要写编号，不是名称：hulu-dui（护路志愿队）"),
        ("hulu-dui.md", "“团队”里的 hulu-dui.md 不存在", "是不是 hulu-dui（护路志愿队）？"),
        ("content/teams/hulu-dui.yaml", "“content/teams/hulu-dui.yaml”是文件的位置", "这里写类别和编号：团队/hulu-dui"),
        ("content/teams/hulu-dui/index.md", "“content/teams/hulu-dui/index.md”是文件的位置", "这里写类别和编号：团队/hulu-dui"),
        ("队伍/hulu-dui", "“队伍/hulu-dui”不存在：没有“队伍”这一类", "是不是 团队/hulu-dui？"),
        ("nobody", "“团队”里的 nobody 不存在", "请先在 content/teams/ 里建这条记录，或改成已有的编号。"),
    ],
)  # fmt: skip
def test_a_reference_that_names_nothing(written: str, message: str, hint: str) -> None:
    said = lines(site_of({**RECORDS, "content/volunteers/zhou.yaml": volunteer(f"队伍: {written}\n")}))
    assert [line.partition("错误: ")[2] for line in said if "错误" in line] == [f"{message} [dangling-reference]"]
    assert f"    {hint}" in said
