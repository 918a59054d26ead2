"""One gate: what goes out where, when, and how much of it (content model §3 and §5)."""

import dataclasses
import re
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import pytest

from hyqz_site.model.clock import CHINA
from hyqz_site.model.gates import check_consents, held
from hyqz_site.model.held import Held
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.common import Channel, Record
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.public import Moment
from hyqz_site.model.values import Ref
from hyqz_site.render import markdown
from tests.helpers import NOW, decoded, known_site, problems_of, public
from tests.unit.model.records import (
    CONSENT,
    GUARDIAN,
    activity,
    award,
    benefit,
    notice,
    page,
    team,
    volunteer,
)

PAGE: Final = "content/pages/about.yaml"
VOLUNTEER: Final = "content/volunteers/zhou.yaml"


def reason(
    path: str, text: str, channel: Channel = Channel.SITE, now: datetime = NOW, *, strict: bool = False
) -> object:
    (record,) = known_site({path: text}).records.values()
    return held(record, Moment(channel=channel, now=now, strict_samples=strict))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (page(), None),
        (page(status="草稿"), Held.NOT_PUBLISHED),
        (page(status="送审"), Held.NOT_PUBLISHED),
        (page("撤下原因: 本人要求\n", status="撤下"), Held.NOT_PUBLISHED),
        (page().replace("状态: 发布\n", ""), Held.NOT_PUBLISHED),
        (page().replace("2026-11-01", "2026-11-23"), None),
        (page().replace("2026-11-01", "2026-11-24"), Held.NOT_YET),
        (page("到期: 2026-11-24\n"), None),
        (page("到期: 2026-11-23\n"), Held.EXPIRED),
        (page("示例: 是\n"), None),
        (page(CONSENT), None),
        (page(CONSENT.replace("网站, ", "")), Held.OTHER_CHANNEL),
        (page(CONSENT + "  有效至: 2026-11-22\n"), Held.CONSENT_ENDED),
        (page(CONSENT + "  撤回日期: 2026-11-23\n"), Held.CONSENT_WITHDRAWN),
    ],
)
def test_a_page(text: str, expected: Held | None) -> None:
    assert reason(PAGE, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (volunteer(), None),
        (volunteer(consent=""), Held.NO_CONSENT),
        (volunteer(consent=CONSENT.replace("  存档号: 同意-2026-001\n", "")), Held.NO_CONSENT),
        (volunteer(consent=CONSENT + "  有效至: 2026-11-23\n"), None),
        (volunteer(consent=CONSENT + "  有效至: 2026-11-22\n"), Held.CONSENT_ENDED),
        (volunteer(consent=CONSENT + "  撤回日期: 2026-11-24\n"), None),
        (volunteer(consent=CONSENT + "  撤回日期: 2026-11-23\n"), Held.CONSENT_WITHDRAWN),
        (volunteer(consent=CONSENT.replace("2026-01-05", "2026-11-24")), Held.NOT_YET_AGREED),
        (volunteer("年龄段: 少年\n"), Held.NO_GUARDIAN),
        (volunteer("年龄段: 少年\n", consent=GUARDIAN), None),
        (volunteer("年龄段: 少年\n", consent=CONSENT.replace("书面", "录音录像")), Held.NO_GUARDIAN),
        (volunteer(status="草稿", consent=""), Held.NOT_PUBLISHED),
    ],
)
def test_a_volunteer(text: str, expected: Held | None) -> None:
    assert reason(VOLUNTEER, text) is expected


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("allowed", ["网站", "大屏", "阵地", "媒体"])
def test_a_consent_counts_for_its_channels_only(channel: Channel, allowed: str) -> None:
    text = volunteer(consent=CONSENT.replace("[网站, 大屏]", allowed))
    assert reason(VOLUNTEER, text, channel) is (None if channel.value == allowed else Held.OTHER_CHANNEL)


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (CONSENT, {}),
        (CONSENT.replace("[网站, 大屏]", "大屏"), {Channel.SITE: "不会出现在网站上：同意的渠道不包括这里"}),
        (CONSENT.replace("[网站, 大屏]", "网站"), {Channel.SCREEN: "不会出现在大屏上：同意的渠道不包括这里"}),
        (CONSENT + "  有效至: 2026-11-22\n", {Channel.SITE: "不会公开：同意已经过了有效期"}),
        (CONSENT + "  撤回日期: 2026-11-23\n", {Channel.SITE: "不会公开：本人已经撤回同意"}),
        (CONSENT.replace("2026-01-05", "2026-11-24"), {Channel.SITE: "不会公开：同意的日期还没有到"}),
    ],
)
def test_what_a_consent_keeps_back_is_said_once(consent: str, said: dict[Channel, str]) -> None:
    """What its days say holds on the site and on screens alike."""
    site = known_site({VOLUNTEER: volunteer(consent=consent)})
    for channel in (Channel.SITE, Channel.SCREEN):
        moment = Moment(channel=channel, now=NOW, strict_samples=False)
        noted = problems_of(partial(check_consents, site, moment))
        assert [line.partition("警告: ")[2] for line in noted[::2]] == [
            f"“周晓晴”{said[channel]} [no-consent]" for _ in range(channel in said)
        ]


def test_samples_stay_in_where_the_settings_say_so() -> None:
    assert reason(PAGE, page("示例: 是\n"), strict=True) is Held.SAMPLE
    assert reason(PAGE, page(), strict=True) is None


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-1, Held.NOT_STARTED), (0, None), (719, None), (720, Held.EXPIRED)], ids=str
)
def test_a_notice_lives_from_its_first_minute_until_its_last(minutes: int, expected: Held | None) -> None:
    assert reason("content/notices/n.yaml", notice(), now=NOW + timedelta(minutes=minutes)) is expected


@pytest.mark.parametrize(("valid", "expected"), [("2026-11-23", None), ("2026-11-22", Held.EXPIRED)])
def test_a_benefit_is_gone_from_the_day_after_it_ends(valid: str, expected: Held | None) -> None:
    assert reason("content/benefits/b.yaml", benefit(valid)) is expected


def test_the_day_begins_at_midnight_in_china() -> None:
    """16:00 UTC is the next day here."""
    text = page().replace("2026-11-01", "2026-11-24")
    before = datetime(2026, 11, 23, 23, 59, tzinfo=CHINA)
    assert reason(PAGE, text, now=before) is Held.NOT_YET
    assert reason(PAGE, text, now=before + timedelta(minutes=1)) is None


# Fields


def shown(text: str, path: str = VOLUNTEER) -> Volunteer:
    found = public({path: text}).records["volunteer", "zhou"]
    assert isinstance(found, Volunteer)
    return found


FULL: Final = """\
称呼: 周老师
年龄段: 银龄
封面: {文件: a.jpg, 替代文字: 站在路口的人}
图片: [{文件: b.jpg, 替代文字: 路口}]
心声: 多看一眼
邻里评价: [{内容: 放心, 评价人: 家长}]
大屏文案: 守路口
正文: 故事
"""


def scoped(*scopes: str, more: str = FULL) -> Volunteer:
    return shown(volunteer(more, consent=CONSENT.replace("姓名, 肖像, 事迹, 年龄段", ", ".join(scopes))))


def test_with_all_scopes_everything_is_shown() -> None:
    found = scoped("姓名", "肖像", "事迹", "年龄段")
    assert (found.title, found.age_band.value) == ("周老师", "银龄")
    assert found.cover is not None
    assert len(found.photos) == 1
    assert (found.deed, found.quote, found.body) == ("守路口", "多看一眼", "故事")


@pytest.mark.parametrize(("more", "title"), [(FULL, "周老师"), ("", "周某")], ids=["display name", "surname"])
def test_without_the_name_there_is_the_display_name_or_the_surname(more: str, title: str) -> None:
    assert scoped("肖像", "事迹", "年龄段", more=more).title == title


@pytest.mark.parametrize("called", ["诸葛无名老师", "诸葛 无名", "诸·葛无名"])
def test_what_stands_in_the_place_of_a_name_does_not_tell_it(called: str) -> None:
    person = volunteer(f"称呼: {called}\n", name="诸葛无名", consent=CONSENT.replace("姓名, ", ""))
    files = {VOLUNTEER: person, PAGE: page("作者: 诸葛无名\n")}
    records = public(files).records
    assert (records["volunteer", "zhou"].title, records["page", "about"].author) == ("诸葛某", "诸葛某")
    _, said = decoded(VOLUNTEER, person)
    assert said == [
        f"7:5: 警告: 称呼“{called}”里有全名，同意的范围不包括姓名：不会用，只写“诸葛某” [no-consent]",
        "    请改成不带全名的，例如：称呼: 诸葛老师；本人同意写姓名，就在“范围”里加上“姓名”。",
    ]
    assert decoded(VOLUNTEER, person.replace("[肖像", "[姓名, 肖像"))[1] == []


def test_what_somebody_is_called_names_nobody_else_who_may_not_be_named() -> None:
    unnamed = CONSENT.replace("姓名, ", "")
    files = {
        VOLUNTEER: volunteer("称呼: 李晓雁的徒弟\n", consent=unnamed),
        "content/volunteers/li.yaml": volunteer(name="李晓雁", consent=unnamed),
        PAGE: page("作者: 周晓晴\n"),
    }
    assert public(files).records["page", "about"].author == "李某的徒弟"


@pytest.mark.parametrize(("name", "title"), [("欧阳晓", "欧阳某"), ("诸葛亮", "诸葛某"), ("周晓", "周某")])
def test_compound_surnames_stay_whole(name: str, title: str) -> None:
    assert shown(volunteer(name=name, consent=CONSENT.replace("姓名, ", ""))).title == title


def test_without_the_portrait_there_is_no_picture() -> None:
    found = scoped("姓名", "事迹", "年龄段")
    assert (found.cover, found.photos) == (None, ())


@pytest.mark.parametrize(
    "picture",
    [
        "![人](face.jpg)",
        '![人](face.jpg "人")',
        "![人 [1]](face.jpg)",
        r"![人\]](face.jpg)",
        "![人][甲]",
        "![人] [甲]",
        "![甲]",
        "<img src=face.jpg>",
        "<IMAGE SRC=face.jpg>",
    ],
)
def test_without_the_portrait_there_is_no_picture_in_the_text(picture: str) -> None:
    text = f"---\n{volunteer(consent=CONSENT.replace('肖像, ', ''))}---\n前{picture}后\n\n[甲]: face.jpg\n"
    body = shown(text, "content/volunteers/zhou.md").body or ""
    assert body.startswith("前后")
    assert markdown.parse(body).pictures == ()


def test_without_the_story_there_is_no_deed_no_story_no_quote() -> None:
    found = scoped("姓名", "肖像", "年龄段")
    assert (found.deed, found.quote, found.testimonials, found.body) == ("", None, (), None)
    assert found.screen_text == ()
    assert found.summary == ""


def test_without_the_age_band_there_is_none() -> None:
    assert scoped("姓名", "肖像", "事迹").age_band is None


@pytest.mark.parametrize("name", ["consent", "withdraw_reason"])
def test_what_is_for_the_office_never_leaves_it(name: str) -> None:
    assert getattr(shown(volunteer()), name) is None


def test_a_picture_that_its_subject_refused_is_not_shown() -> None:
    refused = "封面: {文件: a.jpg, 替代文字: 人, 出镜同意: 否}\n图片: [{文件: b.jpg, 替代文字: 人, 出镜同意: 否}, {文件: c.jpg, 替代文字: 路口}]\n"
    found = shown(volunteer(refused))
    assert found.cover is None
    assert [photo.file.path for photo in found.photos] == ["c.jpg"]


# Names


def texts_of(record: Record) -> str:
    return repr({name: getattr(record, name) for name in _names(record) if name != "origin"})


def _names(record: Record) -> list[str]:
    return [field.name for field in dataclasses.fields(record)]


MENTION: Final = page("来源: 周晓晴供稿\n标签: [周晓晴]\n正文: 请找周晓晴。\n", title="周晓晴的一天")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (volunteer(consent=CONSENT.replace("姓名, ", "")), "周某"),
        (volunteer("称呼: 周老师\n", consent=CONSENT.replace("姓名, ", "")), "周老师"),
        (volunteer("年龄段: 少年\n", consent=GUARDIAN), "周同学"),
        (volunteer("年龄段: 少年\n", consent=GUARDIAN, status="草稿"), "周同学"),
        (volunteer("年龄段: 小学\n", status="草稿"), "周同学"),
        (volunteer(consent=GUARDIAN, status="草稿"), "周同学"),
        (volunteer(consent=CONSENT + "  撤回日期: 2026-11-01\n"), "周某"),
        (volunteer(consent=CONSENT + "  有效至: 2026-11-01\n"), "周某"),
    ],
    ids=["no name", "display name", "minor", "minor in a draft", "age not read", "guardian", "withdrawn", "ended"],
)
def test_a_name_that_may_not_be_shown_stands_in_no_record(text: str, masked: str) -> None:
    record = public({VOLUNTEER: text, PAGE: MENTION}).records["page", "about"]
    assert "周晓晴" not in texts_of(record)
    assert record.title == f"{masked}的一天"
    assert record.body == f"请找{masked}。"


@pytest.mark.parametrize(
    "written",
    [
        "周晓晴",
        "周 晓　晴",
        "周\n晓晴",
        "**周**晓晴",
        "周<b>晓</b>晴",
        "周&nbsp;晓&emsp;晴",
        "周&#x6653;晴",
        "周&#00000000000026195;&#26228;",
        f"周&#{'0' * 5000}26195;晴",
        "周\n> 晓晴",
        "周\ufe0f晓\u2060晴",
        "周&#8203;晓&ZeroWidthSpace;晴",
        r"周\*晓\_晴",
        '[周晓](https://e.cn/ "标 题")晴',
        "[周晓][r]晴",
        "[周](https://e.cn/a(b))晓晴",
        "[周](<https://e.cn/a b>)晓晴",
        '周[](https://e.cn "a b")晓晴',
        "周<!-- a > b -->晓晴",
        '周<span title="a>b">晓</span>晴',
        "周<script>x</script>晓晴",
        "周<style>x</style>晓晴",
        "周[^1]晓晴",
        "周曉晴",
        "周\u3164晓\u2800晴",
        "周\U000e0100晓\u180b晴",
        "⼀周晓晴"[1:],
        "周·晓・晴",
        "周•晓.晴",
    ],
)
def test_however_a_name_is_written_it_is_not_shown(written: str) -> None:
    silent = volunteer(consent=CONSENT.replace("姓名, ", ""))
    said = f"---\n{page()}---\n请找{written}。\n\n[r]: https://e.cn/\n\n[^1]: 注\n"
    body = public({VOLUNTEER: silent, "content/pages/about.md": said}).records["page", "about"].body
    read = re.sub(r"<sup.*?</sup>|<[^>]*>", "", markdown.parse(body or "").html)
    assert read.strip().partition("。")[0] == "请找周某"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("买买提·艾力", "买买提・艾力"),
        ("买买提·艾力", "买买提•艾力"),
        ("买买提·艾力", "买买提.艾力"),
        ("买买提·艾力", "买买提艾力"),
        ("Tom Li", "TOM LI"),
        ("Tom Li", "Ｔｏｍ Li"),
        ("张小明", "张⼩明"),
    ],
)
def test_a_name_in_characters_that_look_the_same_is_the_same_name(name: str, written: str) -> None:
    minor = volunteer("年龄段: 少年\n", name=name, consent=GUARDIAN)
    said = f"---\n{page(title='喜报')}---\n请找{written}。\n"
    found = public({VOLUNTEER: minor, "content/pages/about.md": said}).records["page", "about"]
    assert (found.body or "").strip() == f"请找{public({VOLUNTEER: minor}).records['volunteer', 'zhou'].title}。"


def test_bold_that_ends_or_begins_within_a_name_is_bold_still() -> None:
    silent = volunteer(consent=CONSENT.replace("姓名, ", ""))
    said = f"---\n{page()}---\n请找**周**晓晴、周**晓**晴和周晓**晴**。\n"
    body = public({VOLUNTEER: silent, "content/pages/about.md": said}).records["page", "about"].body
    assert (body or "").strip() == "请找**周某**、周某和**周某**。"


def test_whatever_is_no_name_stays_as_it_is_written() -> None:
    silent = volunteer(consent=CONSENT.replace("姓名, ", ""))
    said = "周&nbsp;末，&#42;晓&#42;，AT&T，周\n> 末"
    body = (
        public({VOLUNTEER: silent, "content/pages/about.md": f"---\n{page()}---\n{said}\n"})
        .records["page", "about"]
        .body
    )
    assert (body or "").strip() == said


def test_a_name_that_may_be_shown_is_left_alone() -> None:
    assert public({VOLUNTEER: volunteer(), PAGE: MENTION}).records["page", "about"].title == "周晓晴的一天"


ROSTER: Final = "- {岗位: 网格员, 姓名: 周晓晴, 起: 2026-01-01, 是否公开: 是}\n"


def test_the_name_of_a_public_post_is_not_masked() -> None:
    silent = volunteer(consent=CONSENT.replace("姓名, ", ""))
    found = public({VOLUNTEER: silent, PAGE: MENTION, "content/roster.yaml": ROSTER})
    assert found.records["page", "about"].title == "周晓晴的一天"
    assert found.records["volunteer", "zhou"].title == "周某"


def test_the_name_of_a_post_that_is_not_public_is_masked() -> None:
    silent = volunteer(consent=CONSENT.replace("姓名, ", ""))
    roster = ROSTER.replace("是否公开: 是", "是否公开: 否")
    found = public({VOLUNTEER: silent, PAGE: MENTION, "content/roster.yaml": roster})
    assert found.records["page", "about"].title == "周某的一天"


def test_a_minor_on_the_public_roster_is_still_never_named() -> None:
    """Content model §5: "never by the full name anywhere"."""
    minor = volunteer("年龄段: 少年\n", consent=GUARDIAN)
    found = public({VOLUNTEER: minor, PAGE: MENTION, "content/roster.yaml": ROSTER})
    assert found.records["page", "about"].title == "周同学的一天"
    assert "周晓晴" not in [post.name for post in found.roster]


def test_only_public_posts_held_on_the_day_are_on_the_roster() -> None:
    roster = (
        "- {岗位: 一, 姓名: 甲一, 起: 2026-01-01, 是否公开: 是}\n"
        "- {岗位: 二, 姓名: 乙二, 起: 2026-01-01, 是否公开: 否}\n"
        "- {岗位: 三, 姓名: 丙三, 起: 2026-01-01, 止: 2026-11-22, 是否公开: 是}\n"
        "- {岗位: 四, 姓名: 丁四, 起: 2026-11-24, 是否公开: 是}\n"
        "- {岗位: 五, 姓名: 戊五, 起: 2026-01-01, 止: 2026-11-23, 是否公开: 是}\n"
    )
    assert [post.name for post in public({"content/roster.yaml": roster}).roster] == ["甲一", "戊五"]


def minor_shown(more: str) -> Volunteer:
    return shown(volunteer("年龄段: 少年\n" + more, name="张小雨", consent=GUARDIAN))


@pytest.mark.parametrize(
    ("written", "school"),
    [
        ("心声: 我在苗圃小学读书。\n", "苗圃"),
        ("心声: 我是衡阳市第八中学学生。\n", "八中"),
        ("心声: 我是市八中的。\n", "八中"),
        ("正文: 她就读于衡阳师院附小三年级二班。\n", "附小"),
        ("正文: 她在初二(3)班。\n", "初二"),
        ("邻里评价: [{内容: 育才学校的好孩子, 评价人: 邻居}]\n", "育才"),
    ],
)
def test_a_minor_shows_no_school(written: str, school: str) -> None:
    found = minor_shown(written)
    assert found.title == "张同学"
    assert school not in texts_of(found)
    assert "张小雨" not in texts_of(found)


def test_a_minor_has_no_display_name_and_a_plain_identity() -> None:
    found = shown(
        volunteer("年龄段: 少年\n称呼: 小雨\n", name="张小雨", consent=GUARDIAN).replace(
            "退休教师", "苗圃小学四年级学生"
        )
    )
    assert (found.title, found.display_name, found.identity) == ("张同学", None, "学生")


# References


def test_references_to_held_records_show_nothing() -> None:
    found = public(
        {
            "content/teams/a.yaml": team(),
            "content/teams/b.yaml": team().replace("状态: 发布", "状态: 草稿"),
            PAGE: page("相关: [团队/a, 团队/b]\n"),
        }
    )
    record = found.records["page", "about"]
    assert record.related == (Ref("team", "a"),)
    assert [other.id for other in found.back(("team", "a"))] == ["about"]
    assert found.back(("team", "b")) == ()


def test_a_group_around_a_held_record_is_gone_as_a_whole() -> None:
    place = (
        "名称: 公园\n状态: 发布\n发布日期: 2026-11-01\n摘要: 绿地。\n类型: 主题公园\n现状: 建成\n地址: 滨江路\n展板:\n"
        "  - {编号: A1, 尺寸: 1200x900, 内容: 团队/b, 更新日期: 2026-10-01}\n"
    )
    files = {"content/places/p.yaml": place, "content/teams/b.yaml": team().replace("状态: 发布", "状态: 草稿")}
    assert public(files).records["place", "p"].panels == ()


AWARD: Final = "content/awards/2026.yaml"


@pytest.mark.parametrize(
    ("stage", "more", "count"),
    [
        ("推荐", "", 0),
        ("公示", "", 1),
        ("公示", "公示止: 2026-11-23\n", 1),
        ("公示", "公示止: 2026-11-22\n", 0),
        ("公示", "公示起: 2026-11-24\n", 0),
        ("投票", "公示止: 2026-11-22\n", 1),
        ("评审", "", 1),
        ("命名", "公示止: 2026-11-22\n", 1),
    ],
)
def test_entries_of_an_award_appear_from_the_notice_on(stage: str, more: str, count: int) -> None:
    found = public({AWARD: award("团队/a", stage, more), "content/teams/a.yaml": team()})
    assert len(found.of(Award)[0].entries) == count


def test_entries_that_may_not_go_out_are_not_in_the_award() -> None:
    files = {
        AWARD: award("团队/a 志愿者/zhou"),
        "content/teams/a.yaml": team(),
        VOLUNTEER: volunteer(consent=CONSENT + "  撤回日期: 2026-11-01\n"),
    }
    (found,) = public(files).of(Award)
    assert [entry.ref.kind for entry in found.entries] == ["team"]


def test_the_citation_of_a_volunteer_needs_the_story() -> None:
    files = {AWARD: award("志愿者/zhou"), VOLUNTEER: volunteer(consent=CONSENT.replace("事迹, ", ""))}
    (found,) = public(files).of(Award)
    assert [entry.citation for entry in found.entries] == [""]


def test_the_public_site_holds_nothing_of_what_is_held_back() -> None:
    files = {
        VOLUNTEER: volunteer(consent=CONSENT.replace("网站, ", "")),
        "content/activities/a.yaml": activity().replace("状态: 发布", "状态: 撤下\n撤下原因: 停办"),
        PAGE: page(),
    }
    found = public(files)
    assert list(found.records) == [("page", "about")]
    assert found.of(Volunteer) == ()
    assert found.find(Ref("volunteer", "zhou")) is None
    on_screen = public(files, channel=Channel.SCREEN)
    assert ("volunteer", "zhou") in on_screen.records
