"""A reference that names no record: what was probably meant, and how to write it."""

from functools import partial
from typing import Final

import pytest

from hyqz_site.desk import which
from hyqz_site.model.site import check_references
from tests.helpers import known_site, lines, problems_of, site_of
from tests.unit.model.records import award, community, page, team, volunteer

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
        ("/teams/hulu-dui", "“/teams/hulu-dui”不存在", "这里写类别和编号：团队/hulu-dui"),
        ("团队／hulu-dui", "“团队／hulu-dui”不存在", "这里写类别和编号：团队/hulu-dui"),
        ("/hulu-dui", "“/hulu-dui”缺少类别", "请写成：团队/hulu-dui"),
        ("网站设置/site", "“网站设置/site”不存在", "请写成“类别/编号”，例如 志愿者/li-xiaoyan"),
        ("/", "“/”不存在", "请写成“类别/编号”，例如 志愿者/li-xiaoyan"),
        ("队伍/hulu-dui", "“队伍/hulu-dui”不存在：没有“队伍”这一类", "是不是 团队/hulu-dui？"),
        ("nobody", "“团队”里的 nobody 不存在", "请先在 content/teams/ 里建这条记录，或改成已有的编号。"),
    ],
)  # fmt: skip
def test_a_reference_that_names_nothing(written: str, message: str, hint: str) -> None:
    said = lines(site_of({**RECORDS, "content/volunteers/zhou.yaml": volunteer(f"队伍: {written}\n")}))
    assert [line.partition("错误: ")[2] for line in said if "错误" in line] == [f"{message} [dangling-reference]"]
    assert f"    {hint}" in said


PEOPLE = {
    "content/volunteers/li-xiaoyan.yaml": volunteer(name="李晓雁"),
    "content/volunteers/shi-weiping.yaml": volunteer(name="示卫平"),
}
GONE = "这条记录不见了，或者还没有建：编号写错的请改，误删的请找回；要撤下请用 hyqz withdraw，不要删文件。"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("li-xiaoyn", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("li-xiaoyna", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("Li_XiaoYan", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("li--xiaoyan", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("lixiaoyan", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("li-xiaoyan.md", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("李小雁", "是不是 li-xiaoyan（李晓雁）？不是同一个人就不要改。"),
        ("李晓雁", "这里要写编号，不是名称：li-xiaoyan（李晓雁）"),
        ("shi-yiming", GONE),
        ("示一明", GONE),
        ("shi-weiqing", "是不是 shi-weiping（示卫平）？不是同一个人就不要改。"),
        ("li-xiaohua", GONE),
        ("li-xiaoyan-2", GONE),
        ("l-xiaoyan", GONE),
    ],
)
def test_nobody_is_offered_in_the_place_of_somebody_who_is_gone(written: str, hint: str) -> None:
    """A guess that is followed shows that person: so one letter is a slip, with a word of caution, and no more is."""
    about = f"相关: 志愿者/{written}\n"
    body = "" if written == "Li_XiaoYan" else f"[她](volunteers/{written})"
    said = lines(site_of({**PEOPLE, "content/pages/about.md": f"---\n{page(about)}---\n{body}\n"}))
    assert f"    {hint}" in said
    if "是不是" not in hint and written.isascii():
        assert said.count(f"    {GONE}") == 2


PLACES: Final = {
    "content/communities/dahua.yaml": community("大华社区"),
    "content/communities/dongfangli.yaml": community("东方里社区"),
    "content/teams/hulu-dui.yaml": team(),
}
NO_COMMUNITY: Final = "请先在 content/communities/ 里建这条记录，或改成已有的编号。"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("社区: 大华社区、东方里社区", "这里只能写一项：大华社区，还是东方里社区？"),
        ("相关: [团队/a、b]", "几项之间请用半角逗号，外面加方括号：[团队/a, 团队/b]"),
        ("社区: dahua（大华社区）", "只写编号：dahua"),
        ("社区: 大华社区(dahua)", "只写编号：dahua"),
        ("相关: [团队/hulu-dui（护路志愿队）]", "只写编号：团队/hulu-dui"),
        ("社区: 大化社区", "是不是 dahua（大华社区）？这里要写编号。"),
        ("社区: 石鼓社区", NO_COMMUNITY),  # what all end in makes none the nearest
        ("社区: 幸福里社区", NO_COMMUNITY),
    ],
)
def test_a_hint_can_be_followed_as_it_stands(written: str, hint: str) -> None:
    site = known_site({**PLACES, "content/pages/a.yaml": page(f"{written}\n")})
    assert problems_of(partial(check_references, site))[1:] == [f"    {hint}"]


def test_a_command_takes_back_nobody_else() -> None:
    site = known_site(PEOPLE)
    assert str(which.missing(("volunteer", "shi-yiming"), site)) == "没有 志愿者/shi-yiming 这条记录。"
    assert (
        str(which.missing(("volunteer", "li-xiaoyn"), site)) == "没有 志愿者/li-xiaoyn 这条记录。是不是“li-xiaoyan”？"
    )


NAMESAKES = {
    "content/communities/dahua.yaml": community("大花社区"),
    "content/teams/hulu-dui.yaml": team(),
    "content/volunteers/li-1.yaml": volunteer("社区: dahua\n", name="李明").replace("001", "101"),
    "content/volunteers/li-2.yaml": volunteer("队伍: hulu-dui\n", name="李明").replace("001", "102"),
}
BOTH = "li-1（大花社区，退休教师）、{}li-2（护路志愿队，退休教师）。请核对是哪一条，写它的编号。"


@pytest.mark.parametrize(
    ("path", "text", "hint"),
    [
        ("pages/about.yaml", page("相关: 志愿者/李明\n"), "叫“李明”的有 2 条：" + BOTH.format("")),
        ("awards/a.yaml", award("李明"), "叫“李明”的有 2 条：志愿者/" + BOTH.format("志愿者/")),
    ],
)
def test_of_two_people_of_one_name_none_is_picked(path: str, text: str, hint: str) -> None:
    """Whoever follows a hint blindly gives an award to somebody else."""
    assert f"    {hint}" in lines(site_of({**NAMESAKES, f"content/{path}": text}))


def test_of_two_records_of_one_id_both_are_named() -> None:
    files = {
        "content/teams/hulu.yaml": team(),
        "content/pages/hulu.yaml": page(),
        "content/pages/a.yaml": page("相关: hulu\n", title="另一页"),
    }
    both = "团队/hulu（content/teams/hulu.yaml）、页面/hulu（content/pages/hulu.yaml）"
    assert f"    叫“hulu”的有 2 条：{both}。请核对是哪一条，写它的编号。" in lines(site_of(files))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("ouyan", "是不是 ouyang（欧阳一）？不是同一个人就不要改。"),
        ("ouyang1", "是不是 ouyang（欧阳一）？不是同一个人就不要改。"),
        ("ouya", GONE),
        ("lu", GONE),
    ],
)
def test_one_letter_of_an_id_without_parts_is_a_slip(written: str, hint: str) -> None:
    people = {
        "content/volunteers/ouyang.yaml": volunteer(name="欧阳一"),
        "content/volunteers/li.yaml": volunteer(name="李一").replace("001", "002"),
    }
    assert f"    {hint}" in lines(site_of({**people, "content/pages/a.yaml": page(f"相关: 志愿者/{written}\n")}))
