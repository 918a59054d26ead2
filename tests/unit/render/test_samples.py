"""Demonstration content is marked wherever its title is an entry of a list (content model §3, sample)."""

import re

from tests.helpers import Files, site_of
from tests.unit.model.records import activity, award, benefit, page, team, volunteer

CHIP = '</a> <span class="chip chip--sample">示例</span>'
FILES: Files = {
    "content/activities/a.yaml": activity("旧网址: jiu/a.html\n示例: 是\n", day="2026-11-28"),
    "content/teams/t.yaml": team("示例: 是\n"),
    "content/volunteers/v.yaml": volunteer("示例: 是\n"),
    "content/benefits/b.yaml": benefit("2027-01-01") + "示例: 是\n",
    "content/pages/join.yaml": page(title="加入"),
    "content/awards/w.yaml": award("volunteers/v teams/t"),
    "content/places/p.yaml": "名称: 园\n状态: 发布\n发布日期: 2026-11-01\n摘要: 一处。\n类型: 主题公园\n现状: 建成\n地址: 河边\n"
    "展板: [{编号: G-1, 尺寸: 1200x900, 内容: teams/t, 更新日期: 2026-11-01}]\n",
}


def test_a_sample_is_marked_in_every_list() -> None:
    files = {path: data.decode() for path, data in site_of(FILES).files.items() if path.endswith(".html")}
    for path, titles, entries in (
        ("search.html", "清洁行动|护路志愿队|周晓晴|礼遇", 4),
        ("activities/index.html", "清洁行动", 3),
        ("index.html", "护路志愿队|周晓晴", 3),
        ("awards/index.html", "护路志愿队|周晓晴", 2),
        ("places/p.html", "护路志愿队", 1),
        ("join.html", "礼遇", 1),
    ):
        assert len(re.findall(f">(?:{titles}){CHIP}", files[path])) == entries, path
    assert ">（示例）清洁行动</a>" in files["jiu/a.html"]
