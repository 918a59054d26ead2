"""Which sheets are made of a record, what is warned of, and what is never printed."""

from functools import cache

import pytest

from hyqz_site.model import gates
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.media import Library
from hyqz_site.model.public import Moment
from hyqz_site.prints import job
from hyqz_site.prints.geometry import Trim
from hyqz_site.prints.sheets import SheetView
from hyqz_site.problem import Problems
from tests.helpers import NOW, known_site, lines, picture

SITE = "网站名称: 衡阳群众\n主办: 苗圃街道\n网址: https://hy.example\n"
PERSON = """\
姓名: 李晓雁
状态: 发布
发布日期: 2026-01-01
摘要: 每天清早沿着铁路走一遍。
身份: 退休工人
一句话事迹: 七年走了四百里
封面: {文件: face.jpg, 替代文字: 头像}
心声: 走一走，心里踏实。
同意: {方式: 书面, 范围: [姓名, 肖像, 事迹], 渠道: [%s], 日期: 2026-01-01, 存档号: A1}
"""
PLACE = """\
名称: 主题公园
状态: 发布
发布日期: 2026-01-01
摘要: 几块展板。
类型: 主题公园
现状: 建成
地址: 公园里
展板:
  - {编号: G-01, 尺寸: 1200x900, 内容: volunteers/li, 更新日期: 2026-01-01}
  - {编号: G-02, 尺寸: 2400x1200, 内容: awards/y, 更新日期: 2026-01-01}
  - {编号: G-03, 尺寸: 600x450, 内容: volunteers/wang, 更新日期: 2026-01-01}
"""
AWARD = """\
标题: 2025年最美衡阳群众
状态: 发布
发布日期: 2026-01-01
摘要: 一位志愿者。
年份: 2025
主办: 苗圃街道
阶段: %s
名单:
  - {记录: volunteers/li, 颁奖词: 走一走，心里踏实。}
  - {记录: volunteers/wang, 颁奖词: 不在场的人。}
"""


@cache
def files(channels: str = "网站, 阵地", stage: str = "命名") -> dict[str, str | bytes]:
    return {
        "content/site.yaml": SITE,
        "content/volunteers/li.yaml": PERSON % channels,
        "content/volunteers/wang.yaml": (PERSON % "网站").replace("李晓雁", "王小明"),
        "content/media/face.jpg": picture(1200, 1500),
        "content/places/park.yaml": PLACE,
        "content/awards/y.yaml": AWARD % stage,
    }


def ordered(name: str, order: job.Order, **more: str) -> tuple[tuple[SheetView, ...], list[str]]:
    """The sheets of a record and what is said about them."""
    given = files(**more)
    site = known_site(given)
    moment = Moment(channel=Channel.PLACE, now=NOW, strict_samples=False)
    public = gates.public_site(site, moment)
    media = {path: (lambda data=data: data) for path, data in given.items() if isinstance(data, bytes)}
    problems = Problems()
    maker = job.maker(public, Library(frozenset(media)), media, {"volunteers/li.html"}, problems)
    record = next(record for record in site.records.values() if record.id == name)
    return job.sheets(site, record, order, moment, maker, problems), lines(problems)


def test_a_board_has_the_size_that_was_asked_for_and_a_code_for_two_metres() -> None:
    (sheet,), said = ordered("li", job.Order(form="panel", size=(1200, 900)))

    assert (sheet.trim.page, sheet.code_side) == ((1200, 900), 200)
    assert sheet.code is not None
    assert sheet.code.text == "https://hy.example/volunteers/li.html"
    assert said == [
        "content/volunteers/li.yaml:7:10: 警告: “李晓雁”的照片印成 480×900 毫米只有 42 dpi，少于 150，会发虚 [small-image]",
        "    照片现在是 1200×1500 像素（裁到展板上的部分只有 800×1500），请换一张至少 4252×5315 的原图。",
    ]


def test_enough_pixels_are_not_spoken_of() -> None:
    assert ordered("li", job.Order(form="panel", size=(300, 225)))[1] == [
        "content/volunteers/li.yaml:2:5: 警告: 这块板上的二维码只有 61 毫米，离 0.6 米以内才扫得到 [too-small-to-read]",
        "    要在 2 米外扫得到，二维码要有 200 毫米，板的短边至少 740 毫米。",
    ]


def test_whoever_agreed_to_the_website_only_is_not_on_paper() -> None:
    with pytest.raises(job.PrintError, match="“王小明”不能印出来：同意的渠道不包括这里（阵地）。"):
        ordered("wang", job.Order(form="a4"))


def test_the_code_of_what_has_no_page_on_the_site_leads_to_the_site_itself() -> None:
    (person,), _ = ordered("li", job.Order(form="a4"))
    (place,), _ = ordered("park", job.Order(form="a4"))

    assert [(one.code and one.code.text, one.code_text) for one in (person, place)] == [
        ("https://hy.example/volunteers/li.html", "扫码读全文"),
        ("https://hy.example/", "扫码，来做“衡阳群众”"),
    ]


def test_the_boards_of_a_place_are_one_set_each_at_its_size() -> None:
    sheets, said = ordered("park", job.Order(form="panel", bleed=3))

    assert [(sheet.no.split()[0], sheet.trim.page, sheet.look) for sheet in sheets] == [
        ("G-01", (1222, 922), "profile"),
        ("G-02", (2422, 1222), "award"),
    ]
    assert [line for line in said if "G-03" in line] == [
        "content/places/park.yaml:11:5: 警告: 展板 G-03 没有印：volunteers/wang 同意的渠道不包括这里 [no-consent]"
    ]


def test_a_place_on_paper_is_the_place_itself() -> None:
    (sheet,), _ = ordered("park", job.Order(form="a3"))

    assert (sheet.title, sheet.trim.page) == ("主题公园", (297, 420))
    assert ("地址", "公园里") in [(point.label, point.text) for point in sheet.points]


def test_an_award_names_only_whom_it_may() -> None:
    (sheet,), _ = ordered("y", job.Order(form="a4"))

    assert (sheet.kicker, sheet.title) == ("2025年命名", "最美衡阳群众")
    assert [[one.name for one in category.laureates] for category in sheet.categories] == [["李晓雁"]]


NEWS = """\
---
标题: 一则消息
状态: 发布
发布日期: 2026-01-01
摘要: 只有摘要可以转。
体裁: 报道
刊发媒体: 晚报
原文日期: 2026-01-01
网址: https://paper.example/1
转载: %s
---
不能转的正文。
"""


@pytest.mark.parametrize(("reuse", "is_there"), [("链接摘要", False), ("原创", True)])
def test_news_that_is_only_linked_is_printed_without_its_text(reuse: str, is_there: bool) -> None:  # noqa: FBT001 - a table
    given = {"content/site.yaml": SITE, "content/news/n.md": NEWS.replace("网址", "原文链接") % reuse}
    public = gates.public_site(known_site(given), Moment(channel=Channel.PLACE, now=NOW, strict_samples=False))
    maker = job.maker(public, Library(frozenset()), {}, (), Problems())

    sheet = maker.sheet(public.records["news", "n"], Trim(210, 297), is_board=False)

    assert ("不能转的正文" in sheet.story) is is_there
    assert [(point.label, point.text) for point in sheet.points] == [("刊发", "晚报，2026年1月1日")]


def test_an_award_that_is_not_public_yet_names_nobody() -> None:
    (sheet,), _ = ordered("y", job.Order(form="a4"), stage="推荐")

    assert sheet.categories == ()
