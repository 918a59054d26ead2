"""Records become cards: what of which kind is said, and what never is."""

import pytest

from hyqz_site.cards import strokes
from hyqz_site.cards.card import Big, Card, Format, Look, Named
from hyqz_site.model.kinds import picture_of
from hyqz_site.render.cards import MARK, card_of, has_card
from tests.helpers import ROOT, public
from tests.unit.cards.samples import composer, jpeg

COMMUNITY = {
    "content/communities/dongfangli.yaml": """\
        名称: 东方里社区
        状态: 发布
        发布日期: 2026-01-01
        摘要: 站前。
        一句话: 早上七点半，路口见
        党组织: 党总支
        """
}
HEAD = "状态: 发布\n发布日期: 2026-01-01\n摘要: 一句摘要。\n社区: dongfangli\n"
CONSENT = """\
同意:
  方式: 书面
  范围: [姓名, 肖像, 事迹]
  渠道: [网站]
  日期: 2026-01-01
  存档号: A-1
"""
VOLUNTEER = f"""\
姓名: 例桂香
{HEAD}身份: 楼栋长
一句话事迹: 六十三张问候单
星级: 3
认证日期: 2026-01-01
认证文号: 一号
{CONSENT}"""
TEAM = f"名称: 护路队\n{HEAD}级别: 小队\n类别: 专职\n成立: 2020-09\n人数: 26\n人数截止: 2026-10-31\n"
ACTIVITY = f"""\
标题: 周四的路口
{HEAD}日期: 2026-11-19
地点: 两处路口
主题: 文明创建
专项行动: 交通秩序整治
组织方: 护路队
"""
WEEKLY = "重复:\n  days: [周四, 周五]\n  until: 2027-12-31\n时间: 07:20-08:40\n"


def made(path: str, text: str, *, site: str = "", picture: bytes | None = None, **more: str) -> Card:
    """The card of the record in `content/<path>`."""
    files = {**COMMUNITY, f"content/{path}": text, **{f"content/{name}": one for name, one in more.items()}}
    if site:
        files["content/site.yaml"] = f"网站名称: 衡阳群众\n主办: 苗圃街道\n网址: {site}\n"
    shown = public(files)
    record = next(one for one in shown.records.values() if one.origin.path == f"content/{path}")
    return card_of(record, shown, picture)


def test_a_volunteer() -> None:
    """Name, deed, stars as a seal, community and identity."""
    card = made("volunteers/li-guixiang.yaml", VOLUNTEER)

    assert (card.look, card.label, card.title, card.text) == (Look.PERSON, "三星志愿者", "例桂香", "六十三张问候单")
    assert card.notes == ("东方里社区", "楼栋长")
    assert card.focus == (0.5, 0.33)


def test_a_volunteer_whose_name_may_not_be_shown() -> None:
    """The gates have masked it; the card knows nothing else."""
    card = made("volunteers/li-guixiang.yaml", VOLUNTEER.replace("姓名, 肖像", "肖像"))

    assert card.title == "例某"
    assert "桂香" not in repr(card)


def test_a_volunteer_whose_deed_may_not_be_told() -> None:
    """Then the card is a name."""
    assert made("volunteers/li-guixiang.yaml", VOLUNTEER.replace(", 事迹", "")).text == ""


def test_a_team_flies_with_as_many_birds_as_it_has_members_up_to_a_flock() -> None:
    """One stroke is one person; more than fifteen would need a second flock."""
    few, many = made("teams/few.yaml", TEAM.replace("人数: 26", "人数: 9")), made("teams/many.yaml", TEAM)

    assert few.label == "专职小队"
    assert few.notes == ("东方里社区", "9人", "2020年9月成立")
    assert len(strokes.lines(few.motif.birds)) + 1 == 9
    assert len(strokes.lines(many.motif.birds)) + 1 == 15


@pytest.mark.parametrize(
    ("more", "big"),
    [
        ("", Big("19", above="2026年11月", below="周四")),
        ("结束: 2026-11-21\n", Big("19", above="2026年11月", below="至21日")),
        ("结束: 2026-12-02\n", Big("19", above="2026年11月", below="至12月2日")),
        (WEEKLY, Big("四五", above="每周", below="07:20–08:40")),
    ],
    ids=["a day", "some days", "into the next month", "every week"],
)  # fmt: skip
def test_the_day_of_an_activity(more: str, big: Big) -> None:
    """As on the leaf of a calendar, or the days of the week."""
    card = made("activities/zhousi.yaml", ACTIVITY + more)

    assert (card.look, card.big, card.label, card.tint) == (Look.EVENT, big, "交通秩序整治", "autumn")


def test_a_figure_shows_the_newest_value_of_the_street() -> None:
    """With unit, day, definition and source: a figure never stands alone."""
    text = (
        f"指标: 服务时长\n{HEAD}单位: 小时\n口径: 按月记录\n来源: 后台\n数据:\n"
        "  - {截止: 2026-09-30, 值: 900}\n  - {截止: 2026-10-31, 值: 15501}\n"
        "  - {截止: 2026-10-31, 社区: dongfangli, 值: 15501}\n"
    )
    card = made("figures/shichang.yaml", text)

    assert card.big == Big("15,501", "小时", below="截至2026年10月31日")
    assert (card.text, card.notes) == ("口径：按月记录", ("来源：后台",))


def test_an_award_names_those_who_may_be_named() -> None:
    """By category; the year stands large, so the title goes on after it."""
    text = (
        f"标题: 2026年“最美衡阳群众”\n{HEAD}年份: 2026\n主办: 街道\n阶段: 命名\n名单:\n"
        "  - {ref: teams/hulu, citation: 守路口。}\n  - {ref: teams/held, citation: 还没有发布。}\n"
        "  - {ref: communities/dongfangli, citation: 第一家。}\n"
    )
    held = TEAM.replace("发布\n", "草稿\n", 1).replace("护路队", "未发布队")
    card = made("awards/2026.yaml", text, **{"teams/hulu.yaml": TEAM, "teams/held.yaml": held})

    assert (card.big, card.title) == (Big("2026"), "“最美衡阳群众”")
    assert card.roll == (Named("最佳志愿服务组织", ("护路队",)), Named("最美志愿服务社区", ("东方里社区",)))


def test_a_community_is_a_station() -> None:
    """Its sign with the pinyin, its motto below."""
    card = made("communities/dongfangli.yaml", next(iter(COMMUNITY.values())))

    assert (card.look, card.latin, card.text, card.tint) == (Look.PLATE, "DONGFANGLI", "早上七点半，路口见", "brick")


def test_an_urgent_notice_looks_urgent() -> None:
    """And says until when it holds."""
    text = f"标题: 停水\n{HEAD}级别: 紧急\n起: 2026-11-20 08:00\n止: 2026-11-28 09:00\n大屏文字: [停水]\n"
    card = made("notices/tingshui.yaml", text)

    assert (card.look, card.label) == (Look.ALERT, "紧急公告")
    assert card.notes == ("东方里社区", "2026年11月28日前有效")


def test_a_code_only_where_the_site_has_an_address() -> None:
    """It leads to the record's own page."""
    assert (made("teams/hulu.yaml", TEAM).code, made("teams/hulu.yaml", TEAM).address) == ("", "")

    card = made("teams/hulu.yaml", TEAM, site="https://www.example.gov.cn/zhuanti/hyqz/")
    assert card.code == "https://www.example.gov.cn/zhuanti/hyqz/teams/hulu.html"
    assert card.address == "www.example.gov.cn/zhuanti/hyqz"


def test_the_mark_of_samples() -> None:
    """Demonstration content says so on its poster."""
    assert made("teams/hulu.yaml", f"{TEAM}示例: 是\n").sample
    assert not made("teams/hulu.yaml", TEAM).sample


def test_the_same_record_has_always_the_same_card() -> None:
    """And every record its own motif."""
    first, again, other = made("teams/a.yaml", TEAM), made("teams/a.yaml", TEAM), made("teams/b.yaml", TEAM)

    assert first == again
    assert first.motif != other.motif


def test_every_kind_with_a_page_has_a_card() -> None:
    """All records of the golden site that have a page can be set, in both formats."""
    from tests.unit.cards.golden import shown  # noqa: PLC0415 - read once, here

    kinds = set()
    for (kind, _), record in shown.records.items():
        assert has_card(record) == (kind != "screen")
        if has_card(record):
            kinds.add(kind)
            data = jpeg(900, 600) if picture_of(record) else None
            for shape in Format:
                assert composer().compose(card_of(record, shown, data), shape)
    assert len(kinds) == 15


def test_the_mark_is_the_one_of_the_site() -> None:
    """Its birds are those of the wordmark in the header (`tools/make_wordmark.py` draws it from the same)."""
    assert "".join(MARK.birds) in (ROOT / "assets/img/wordmark.svg").read_text(encoding="utf-8")
