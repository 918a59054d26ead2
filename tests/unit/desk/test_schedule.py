"""`hyqz schedule`: every change of the public site has its line, and a build at its moment."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from hyqz_site.desk import schedule
from hyqz_site.desk.schedule import Schedule
from hyqz_site.model import gates
from hyqz_site.model.clock import CHINA
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.public import Moment
from hyqz_site.source import tree
from tests.helpers import NOW, ROOT, Files, known_site

COMMON = "状态: 发布\n发布日期: 2026-01-01\n摘要: 示例\n"
MOMENT = Moment(channel=Channel.SITE, now=NOW, strict_samples=False)


def of(files: Files) -> Schedule:
    return schedule.schedule(known_site(files), MOMENT)


def told(files: Files) -> list[str]:
    return [line.strip() for line in schedule.as_text(of(files)).splitlines()[1:]]


def test_what_appears_expires_and_ends() -> None:
    files = {
        "content/pages/a.md": "---\n标题: 甲\n状态: 发布\n发布日期: 2026-12-01\n到期: 2026-12-10\n摘要: 一\n---\n",
        "content/pages/b.md": "---\n标题: 乙\n状态: 草稿\n发布日期: 2026-12-01\n摘要: 一\n---\n",
        "content/notices/n.yaml": f"标题: 停水\n{COMMON}级别: 一般\n起: 2026-11-25 08:30\n止: 2026-11-26 18:00\n大屏文字: 停水\n",
        "content/benefits/x.yaml": f"标题: 免费乘车\n{COMMON}适用星级: 3\n类别: 出行\n提供方: 某\n内容: 某\n怎么领: 某\n有效期: 2026-11-30\n",
    }
    assert told(files) == [
        "2026-11-25（周三）",
        "08:30 公告/n 停水：公告开始",
        "2026-11-26（周四）",
        "18:00 公告/n 停水：公告结束",
        "2026-12-01（周二）",
        "礼遇/x 免费乘车：礼遇过了有效期，不再出现",
        "页面/a 甲：发布日期到了，开始出现",
        "2026-12-10（周四）",
        "页面/a 甲：到期，不再出现",
        "下一次生成：2026-11-25 08:30 或稍后，运行 hyqz build。",
    ]


def test_a_consent_that_ends_is_told_before_it_does() -> None:
    consent = "同意: {方式: 书面, 范围: [姓名], 渠道: [网站], 日期: 2025-01-01, 有效至: 2026-12-05, 存档号: A}\n"
    files = {"content/volunteers/li.yaml": f"姓名: 李晓雁\n{COMMON}身份: 居民\n一句话事迹: 好\n{consent}"}

    assert told(files)[1].startswith("志愿者/li 李晓雁：同意过了有效期，不再出现")
    assert of(files).next_build == datetime(2026, 12, 6, tzinfo=CHINA)


def test_who_takes_or_leaves_a_public_post_is_told() -> None:
    """A name that is an office's stays in all texts until then (`gates.py`)."""
    roster = (
        "- {岗位: 书记, 姓名: 卿彰谦, 起: 2020-01-01, 止: 2026-12-05, 是否公开: 是}\n"
        "- {岗位: 书记, 姓名: 例北风, 起: 2026-12-06, 是否公开: 是}\n"
        "- {岗位: 干事, 姓名: 例东风, 起: 2026-12-08, 是否公开: 否}\n"
    )
    assert told({"content/roster.yaml": roster}) == [
        "2026-12-06（周日）",
        "岗位 例北风：书记的任期开始",
        "岗位 卿彰谦：书记的任期到了，页面上不再写",
        "下一次生成：2026-12-06 00:00 或稍后，运行 hyqz build。",
    ]


def test_what_the_gates_hold_back_all_the_same_is_not_told() -> None:
    consent = "同意: {{方式: 书面, 范围: [姓名], 渠道: [{channel}], 日期: 2025-01-01, 存档号: A{more}}}\n"
    person = f"姓名: 李晓雁\n{COMMON}身份: 居民\n一句话事迹: 好\n".replace("2026-01-01", "2026-12-01")
    notice = f"标题: 停水\n{COMMON}级别: 一般\n起: 2026-11-25 08:30\n止: 2026-11-26 18:00\n大屏文字: 停水\n"
    taken_back = consent.format(channel="网站", more=", 撤回日期: 2026-11-01")
    files = {
        "content/volunteers/li.yaml": person + taken_back,
        "content/volunteers/wang.yaml": person.replace("李晓雁", "王五") + consent.format(channel="媒体", more=""),
        "content/notices/late.yaml": notice.replace("2026-01-01", "2026-12-01"),
        "content/notices/over.yaml": f"{notice}到期: 2026-11-24\n",
        "content/activities/a.yaml": f"标题: 甲\n{COMMON}日期: 2026-11-28\n地点: 桥头\n主题: 文明实践\n组织方: 某\n{taken_back}",
    }
    assert told(files) == ["没有什么变化。", "今后 30 天里，内容不改就不用重新生成。"]
    assert of(files).next_build is None


def test_a_name_that_may_stand_in_other_records_no_longer_asks_for_a_build() -> None:
    consent = "同意: {方式: 书面, 范围: [姓名], 渠道: [网站], 日期: 2025-01-01, 存档号: A, 撤回日期: 2026-12-05}\n"
    person = f"姓名: 李晓雁\n{COMMON}身份: 居民\n一句话事迹: 好\n{consent}".replace("2026-01-01", "2027-01-01")

    assert of({"content/volunteers/li.yaml": person}).next_build == datetime(2026, 12, 5, tzinfo=CHINA)


def ending(until: str, more: str = "") -> Files:
    consent = f"同意: {{方式: 书面, 范围: [姓名], 渠道: [网站], 日期: 2025-01-01, 有效至: {until}, 存档号: A{more}}}\n"
    shown = "文件: a.jpg, 替代文字: 她"
    photos = f"封面: {{{shown}}}\n图片: [{{{shown}}}, {{{shown}}}]\n"
    return {
        "content/volunteers/li.yaml": f"姓名: 李晓雁\n{COMMON}身份: 居民\n一句话事迹: 好\n{consent}",
        "content/pages/a.yaml": f"标题: 甲\n{COMMON}{photos}{consent}",
    }


@pytest.mark.parametrize(("until", "left"), [("2026-11-23", "今天"), ("2026-12-23", "还有 30 天")])
def test_consents_of_people_and_of_pictures_are_told_thirty_days_ahead(until: str, left: str) -> None:
    site = known_site(ending(until))
    for days in (1, 30, 365):
        found = schedule.as_text(schedule.schedule(site, MOMENT, days)).splitlines()
        at = found.index("同意快到期，要继续展示请先重新取得同意：")
        assert found[at + 1 : at + 3] == [
            f"    {until}（{left}）志愿者/li 李晓雁：过后这一页不再出现",
            f"    {until}（{left}）页面/a 甲：过后这一页和它的封面、2 张图片不再出现",
        ]


@pytest.mark.parametrize(
    "files", [ending("2026-11-22"), ending("2026-12-24"), ending("2026-12-01", ", 撤回日期: 2026-01-01")]
)
def test_other_consents_are_not_told(files: Files) -> None:
    assert of(files).consents == ()


def test_boards_that_are_due() -> None:
    panel = "  - {{编号: {no}, 尺寸: 900x1200, 内容: pages/{id}, 更新日期: {day}}}\n"
    panels = panel.format(no="甲", id="a", day="2025-11-23") + panel.format(no="乙", id="b", day="2026-03-01")
    panels += panel.format(no="丙", id="a", day="2025-11-24") + panel.format(no="丁", id="c", day="2026-11-01")
    files = {
        "content/places/p.yaml": f"名称: 长廊\n{COMMON}类型: 长廊\n现状: 建成\n地址: 桥头\n展板:\n{panels}",
        "content/pages/a.md": f"---\n标题: 甲\n{COMMON}---\n",
        "content/pages/b.md": f"---\n标题: 乙\n更新日期: 2026-05-01\n{COMMON}---\n",
        "content/pages/c.md": f"---\n标题: 丙\n撤下原因: 某\n{COMMON.replace('发布', '撤下', 1)}---\n",
    }
    assert of(files).boards == (
        "长廊 甲（pages/a）：上次换板是 2025-11-23，已经超过 12 个月",
        "长廊 乙（pages/b）：内容在 2026-05-01 改过，比展板新",
        "长廊 丁（pages/c）：内容已经不公开（状态不是“发布”），请撤下展板",
    )


def test_a_board_of_someone_who_agreed_to_the_website_only_is_to_be_taken_down() -> None:
    consent = "同意: {方式: 书面, 范围: [姓名], 渠道: [网站], 日期: 2026-01-01, 存档号: A1}\n"
    panel = "  - {编号: 甲, 尺寸: 900x1200, 内容: volunteers/li, 更新日期: 2026-11-01}\n"
    files = {
        "content/places/p.yaml": f"名称: 长廊\n{COMMON}类型: 长廊\n现状: 建成\n地址: 桥头\n展板:\n{panel}",
        "content/volunteers/li.yaml": f"姓名: 李晓雁\n{COMMON}身份: 居民\n一句话事迹: 好\n{consent}",
    }
    assert told(files)[-4:-1] == [
        "换板提醒：",
        "长廊 甲（volunteers/li）：内容已经不公开（同意的渠道不包括这里），请撤下展板",
        "重做一个阵地的全部展板：hyqz print 阵地/编号 --format panel",
    ]


def test_nothing_to_do() -> None:
    assert told({"content/pages/a.md": f"---\n标题: 甲\n{COMMON}---\n"}) == [
        "没有什么变化。",
        "今后 30 天里，内容不改就不用重新生成。",
    ]


def test_every_change_of_the_public_site_is_among_the_builds() -> None:
    files = {file.path: file.read() for file in tree.read(ROOT).under("content")}
    site = known_site(files)
    changes = [
        now.moment.now for before, now in pairwise(gates.timeline(site, MOMENT)) if before.records != now.records
    ]
    builds = {event.at for event in schedule.schedule(site, MOMENT, 3000).events if event.builds}

    assert {at for at in changes if NOW < at <= NOW + timedelta(days=3000)} <= builds


def test_every_build_at_which_a_record_appears_or_goes_changes_the_public_site() -> None:
    files = {file.path: file.read() for file in tree.read(ROOT).under("content")}
    site = known_site(files)
    changes = {
        now.moment.now
        for channel in (Channel.SITE, Channel.SCREEN)
        for before, now in pairwise(gates.timeline(site, replace(MOMENT, channel=channel)))
        if (before.records, before.mask) != (now.records, now.mask)
    }
    events = schedule.schedule(site, MOMENT, 3000).events

    assert {event.at for event in events if event.turns} <= changes
    assert sum(event.turns for event in events) > 5


@pytest.mark.parametrize(
    ("days", "told"), [(60, []), (365, ["活动开始", "活动结束，从预告变成往期；请补写参与人次和成效"])]
)
def test_who_looks_far_ahead_sees_far_activities_begin(days: int, told: list[str]) -> None:
    day = (NOW + timedelta(days=200)).date()
    files = {"content/activities/a.yaml": f"标题: 甲\n{COMMON}日期: {day}\n地点: 桥头\n主题: 文明实践\n组织方: 某\n"}
    assert [event.what for event in schedule.schedule(known_site(files), MOMENT, days).events] == told
