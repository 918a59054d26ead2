"""What somebody refused or took back is hidden wherever it stands (content model §3, §5)."""

from typing import Final

import pytest

from hyqz_site.model import gates
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.ledger import COLUMNS
from hyqz_site.model.media import Library, with_people
from hyqz_site.model.rules import faces
from hyqz_site.model.values import Ref
from hyqz_site.problem import Problems
from tests.helpers import ROOT, SITE, Files, known_site, lines, picture, public, site_of
from tests.unit.model.records import CONSENT, GUARDIAN, award, page, team, volunteer

MINOR: Final = volunteer(
    "年龄段: 少年\n荣誉: [{年份: 2025, 名称: 光明小学优秀少先队员}]\n", name="张小明", consent=GUARDIAN
)
GONE: Final = volunteer(name="李晓雁", status="撤下").replace("状态: 撤下", "状态: 撤下\n撤下原因: 本人要求")


def test_a_minor_s_school_stands_in_no_honour_and_no_citation() -> None:
    told = award("volunteers/m").replace("颁奖词:", "颁奖词: 光明小学五年级学生，")
    records = public({"content/volunteers/m.yaml": MINOR, "content/awards/a.yaml": told}).records
    minor, given = records["volunteer", "m"], records["award", "a"]
    assert isinstance(minor, Volunteer)
    assert isinstance(given, Award)
    assert minor.honours[0].title == "学校优秀少先队员"
    assert given.entries[0].citation.startswith("学校学生，")


def test_a_minor_is_in_no_team_that_a_school_gave_its_name() -> None:
    """Neither on the minor's page nor among the team's people; whatever the team is called next."""
    files = {
        "content/volunteers/m.yaml": MINOR + "队伍: [s, t]\n",
        "content/teams/s.yaml": team(name="光明小学红领巾队"),
        "content/teams/t.yaml": team(),
    }
    shown = public(files).records
    minor = shown["volunteer", "m"]
    assert isinstance(minor, Volunteer)
    assert [ref.id for ref in minor.teams] == ["t"]
    assert minor.origin.named == (("team", "t"),)


def test_nobody_who_has_a_school_s_name_refers_to_a_minor() -> None:
    """Their cards would stand on the minor's page, and the minor's card on theirs."""
    files = {
        "content/volunteers/m.yaml": MINOR,
        "content/volunteers/z.yaml": volunteer(),
        "content/teams/s.yaml": team("相关: [志愿者/m, 志愿者/z]\n", name="衡阳市一中志愿服务队"),
        "content/teams/t.yaml": team("相关: [志愿者/m]\n"),
        "content/awards/a.yaml": award("志愿者/m 志愿者/z").replace("标题: 评选", "标题: 光明小学评选"),
    }
    shown = public(files)
    assert [one.id for one in shown.back(("volunteer", "m"))] == ["t"]
    assert [one.id for one in shown.back(("volunteer", "z"))] == ["s", "a"]
    assert shown.records["team", "s"].related == (Ref("volunteer", "z"),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("本周之星是张小明，\n来自光明小学三年级。", "本周之星是张同学，\n来自学校。"),
        ("张同学来自光明小学，得了奖。", "张同学来自学校，得了奖。"),
        ("张小明来了。\n\n光明小学开放。", "张同学来了。\n\n光明小学开放。"),
        ("张小明在小学读书。小学生们、大学生来了。", "张同学在学校读书。小学生们、大学生来了。"),
        ("张小明读三中。三中来信。十三中心、三中全会。", "张同学读学校。学校来信。十三中心、三中全会。"),
        ("张小明读光明小学。光明小学生来了。", "张同学读学校。学校生来了。"),
    ],
)
def test_a_school_goes_from_the_sentence_that_a_minor_is_in(text: str, shown: str) -> None:
    files = {"content/volunteers/m.yaml": MINOR, "content/pages/p.md": f"---\n{page()}---\n{text}\n"}
    assert (public(files).records["page", "p"].body or "").strip() == shown


def test_where_a_minor_and_somebody_else_have_one_name_it_is_the_minor_s() -> None:
    files = {
        "content/volunteers/a.yaml": MINOR,
        "content/volunteers/z.yaml": GONE.replace("李晓雁", "张小明"),
        "content/pages/p.md": f"---\n{page()}---\n张小明在光明小学。\n",
    }
    assert (public(files).records["page", "p"].body or "").strip() == "张同学在学校。"


@pytest.mark.parametrize("typo", ["方式: 书面的", "撤回日期: 2026-11-31", "有效至: 明年"])
def test_a_consent_that_cannot_be_read_hides_the_name(typo: str) -> None:
    """It may take back what was agreed to, or say that it is over."""
    consent = CONSENT.replace("方式: 书面", typo) if "方式" in typo else f"{CONSENT}  {typo}\n"
    files = {
        "content/volunteers/z.yaml": volunteer(name="赵六一", status="草稿", consent=consent),
        "content/pages/p.md": f"---\n{page()}---\n赵六一来了。\n",
    }
    assert (public(files).records["page", "p"].body or "").strip() == "赵某来了。"


@pytest.mark.parametrize(("end", "shown"), [("2021-01-01", "李某"), ("2027-01-01", "李晓雁")])
def test_an_office_names_its_holder_while_it_is_held(end: str, shown: str) -> None:
    files = {
        "content/volunteers/li.yaml": GONE,
        "content/roster.yaml": f"- {{岗位: 主任, 姓名: 李晓雁, 起: 2020-01-01, 止: {end}, 是否公开: 是}}\n",
        "content/pages/p.md": f"---\n{page()}---\n李晓雁走了。\n",
    }
    assert (public(files).records["page", "p"].body or "").strip() == f"{shown}走了。"


def test_a_post_is_called_by_no_name_that_may_not_be_shown() -> None:
    roster = "- {岗位: 李晓雁工作室主任, 姓名: 王大山, 组别: 李晓雁组, 起: 2020-01-01, 是否公开: 是}\n"
    (post,) = public({"content/volunteers/li.yaml": GONE, "content/roster.yaml": roster}).roster
    assert (post.post, post.group) == ("李某工作室主任", "李某组")


FILM: Final = (
    "标题: 短片\n状态: 发布\n发布日期: 2026-11-01\n摘要: 一段。\n类型: 短视频\n文件: a.mp4\n海报帧: {文件: b.jpg, 替代文字: 某}\n"
    "时长: 9\n字幕: c.vtt\n文字版: 她说。\n主办: 某\n版权: 某\n"
)


def test_of_a_film_nothing_is_left_without_the_portrait_and_no_word_without_the_story() -> None:
    path = "content/films/f.yaml"
    assert public({path: FILM + CONSENT.replace("肖像, ", "")}).records == {}
    found = public({path: FILM + CONSENT.replace("事迹, ", "")}).records["film", "f"]
    assert isinstance(found, Film)
    assert (found.transcript, found.captions) == ("", False)


@pytest.mark.parametrize(
    ("consent", "answers"),
    [
        (CONSENT, True),
        (CONSENT.replace("[网站, 大屏]", "[媒体]"), False),
        (f"{CONSENT}  撤回日期: 2026-11-01\n", False),
        (f"{CONSENT}  撤回日期: 2026-11-02\n", True),
        (f"{CONSENT}  有效至: 2026-10-31\n", False),
        (CONSENT.replace("2026-01-05", "2026-11-10") + "  撤回日期: 2026-11-10\n", False),
        ("", True),
    ],
    ids=[
        "was on the site",
        "never was",
        "taken back before",
        "taken back later",
        "had ended before",
        "given and taken back",
        "nobody knows",
    ],
)
def test_only_what_may_have_been_public_leaves_a_page_behind(consent: str, answers: bool) -> None:  # noqa: FBT001 - a table's column
    """The address of what never was there tells a name that nobody knew."""
    files = {"content/volunteers/wang-wu.yaml": GONE.replace(CONSENT, consent)}
    assert (("volunteer", "wang-wu") in public(files).gone) is answers


def test_a_picture_that_somebody_refused_is_shown_by_no_record() -> None:
    refused = "图片: [{文件: a.jpg, 替代文字: 甲, 出镜同意: 否}]\n"
    others: Files = {
        "content/site.yaml": SITE,
        "content/media/a.jpg": picture(900, 700, (9, 90, 200)),
        "content/media/b.jpg": picture(900, 700, (200, 90, 9)),
        "content/teams/t.yaml": team("封面: {文件: a.jpg, 替代文字: 乙}\n"),
        "content/pages/y.md": f"---\n{page('图片: [{文件: b.jpg, 替代文字: 丙}]')}\n---\n看：![丁](a.jpg)\n",
    }
    shown = site_of(others).files
    refusing = site_of({**others, "content/pages/x.yaml": page(refused, title="另一页")})
    hidden = refusing.files
    ours = {path for path in shown if path.startswith("img/")}
    left = {path for path in hidden if path.startswith("img/")}
    assert len(left) < len(ours)
    assert not any(
        "乙".encode() in data or "丁".encode() in data for path, data in hidden.items() if path.endswith(".html")
    )
    assert any("丙".encode() in data for path, data in hidden.items() if path.endswith(".html"))
    said = "“a.jpg”不会显示：content/pages/x.yaml 里写着“出镜同意: 否” [no-consent]"
    told = [line for line in lines(refusing) if not line.startswith(" ")]
    assert told == [f"content/pages/y.md:8:8: 警告: {said}", f"content/teams/t.yaml:10:10: 警告: {said}"]


@pytest.mark.parametrize(
    ("name", "written"),
    [("黄北风", "⻩北⻛"), ("龙小麦", "⻰⼩⻨"), ("马长青", "⾺⻑⻘"), ("黄北风", "#黄%E5%8C%97风")],
)
def test_what_only_looks_like_a_name_is_hidden(name: str, written: str) -> None:
    """PDFs give radicals for characters; a browser shows an address without its codes."""
    files = {
        "content/volunteers/z.yaml": GONE.replace("李晓雁", name),
        "content/pages/p.yaml": page() + f"正文: 谢谢{written}来了。\n",
    }
    shown = public(files).records["page", "p"]
    assert (shown.body or "").replace("#", "") == f"谢谢{name[0]}某来了。"


@pytest.mark.parametrize("written", ["李【晓雁】", "李［晓雁］", "〔李〕晓雁", "**李**【晓雁】"])
def test_brackets_of_any_width_hide_no_name(written: str) -> None:
    body = page() + f"正文: 谢谢{written}。\n"
    shown = public({"content/volunteers/li.yaml": GONE, "content/pages/p.yaml": body}).records["page", "p"]
    assert "晓雁" not in (shown.body or "")


FACE: Final = "封面: {文件: a.jpg, 替代文字: 河}\n"
NO_FACE: Final = CONSENT.replace("肖像, ", "")
USED: Final[Files] = {
    "content/site.yaml": SITE,
    "content/media/a.jpg": picture(900, 700, (9, 90, 200)),
    "content/teams/t.yaml": team("图片: [{文件: a.jpg, 替代文字: 乙, 出镜同意: 是}]\n"),
    "content/pages/y.md": f"---\n{page()}---\n看：![丁](a.jpg)\n",
}


AGREE: Final = "本人同意了，就改那里的“同意”"
PUBLISH: Final = "本人同意公开，就在那里写上“状态: 发布”和发布日期"


@pytest.mark.parametrize(
    ("person", "why", "way"),
    [
        (volunteer(FACE, consent=NO_FACE), "同意的范围不包括肖像", AGREE),
        (volunteer(FACE, status="撤下") + "撤下原因: 本人要求\n", "状态不是“发布”", PUBLISH),
        (volunteer(FACE, status="草稿"), "状态不是“发布”", PUBLISH),
        (
            volunteer(FACE).replace("日期: 2026-11-01", "日期: 2026-12-01"),
            "发布日期还没有到",
            "到了时间照片会自己出现，日期写错了就改",
        ),
        (volunteer(FACE + "到期: 2026-11-20\n"), "已经到期", "还要公开，就改那里的到期日期"),
        (volunteer(FACE, consent=f"{CONSENT}  有效至: 2026-11-01\n"), "同意已经过了有效期", AGREE),
        (
            volunteer(FACE + "年龄段: 少年\n", name="王子明"),
            "没有监护人书面同意",
            "监护人书面同意了，就改那里的“同意”",
        ),
        (
            volunteer(FACE.replace("封面: {", "图片: [{").replace("}", "}]"), consent=NO_FACE),
            "同意的范围不包括肖像",
            AGREE,
        ),
        (f"---\n{volunteer(consent=NO_FACE)}---\n他在![河](a.jpg)。\n", "同意的范围不包括肖像", AGREE),
        ("姓名: 周晓晴\n状态: 草稿\n" + FACE, "状态不是“发布”", PUBLISH),
        ("---\n姓名: 周晓晴\n状态: 草稿\n---\n他在![河](a.jpg)。\n", "状态不是“发布”", PUBLISH),
    ],
    ids=[
        "cover",
        "withdrawn",
        "draft",
        "future",
        "expired",
        "ended",
        "minor",
        "photo",
        "text",
        "incomplete",
        "incomplete text",
    ],
)
def test_the_picture_of_a_person_who_may_not_be_shown_is_shown_by_no_record(person: str, why: str, way: str) -> None:
    """Nor does it help that another record says who is in it agreed: the person's own consent is asked."""
    path = f"content/volunteers/v.{'md' if person.startswith('---') else 'yaml'}"
    made = site_of({**USED, path: person})
    assert not any(name.startswith("img/") for name in made.files)
    assert not any("丁".encode() in data for name, data in made.files.items() if name == "y.html")
    said = f"“a.jpg”不会显示：它也是 {path} 的照片（{why}） [no-consent]"
    hint = f"    请换一张照片；{way}；照片上没有这个人，就从那里拿掉。"
    told = lines(made)
    at = [number for number, line in enumerate(told) if "no-consent" in line and "a.jpg" in line]
    assert [told[number] for number in at] == [
        f"content/pages/y.md:7:8: 警告: {said}",
        f"content/teams/t.yaml:10:11: 警告: {said}",
    ]
    assert {told[number + 1] for number in at} == {hint}


def test_the_picture_of_a_person_whose_record_is_not_signed_appears_with_the_signatures() -> None:
    signed = {"content/site.yaml": f"{SITE}审校: 必需\n", "content/reviews.csv": ",".join(COLUMNS)}
    told = lines(site_of({**USED, **signed, "content/volunteers/v.yaml": volunteer(FACE)}))
    at = [number for number, line in enumerate(told) if "a.jpg" in line and "三审三校还没有签满" in line]
    hint = "    请换一张照片；那里的三审三校签满了，照片会自己出现；照片上没有这个人，就从那里拿掉。"
    assert [told[number + 1] for number in at] == [hint, hint]


def test_the_picture_in_a_second_draft_with_the_id_of_somebody_is_shown_by_no_record() -> None:
    """It is not filed, for its id is taken; whose picture it is, it says all the same."""
    draft = {
        "content/volunteers/v.yaml": volunteer(),
        "content/volunteers/v/index.yaml": volunteer(FACE, status="草稿"),
    }
    made = site_of({**USED, **draft})
    assert made.errors == 0
    assert not any(name.startswith("img/") for name in made.files)


@pytest.mark.parametrize(
    "person",
    [volunteer(FACE, consent=NO_FACE), volunteer(FACE.replace("替代", "出镜同意: 否, 替代"))],
    ids=["no portrait", "refused"],
)
def test_a_copy_of_a_picture_is_the_picture(person: str) -> None:
    """What lies beside one record is used in another as a copy."""
    files = {path: data for path, data in USED.items() if path.endswith((".yaml", ".jpg"))}
    here = "content/volunteers/v"
    made = site_of({**files, f"{here}/index.yaml": person, f"{here}/a.jpg": picture(900, 700, (9, 90, 200))})
    assert not any(name.startswith("img/") for name in made.files)
    assert any(line.startswith("content/teams/t.yaml:10:11: 警告: “a.jpg”不会显示") for line in lines(made))


def test_no_other_picture_of_its_name_stands_in_place_of_a_hidden_one() -> None:
    """It would stand beside words that are not its own."""
    photo = picture(900, 700, (9, 90, 200))
    files: Files = {
        "content/site.yaml": SITE,
        "content/media/a.jpg": picture(900, 700, (200, 90, 9)),
        "content/teams/t/index.yaml": team(FACE),
        "content/teams/t/a.jpg": photo,
        "content/volunteers/v/index.yaml": volunteer(FACE, status="草稿"),
        "content/volunteers/v/a.jpg": photo,
        "content/pages/y.yaml": page("图片: [{文件: a.jpg, 替代文字: 桥}]\n"),
    }
    made = site_of(files)
    assert "桥".encode() in made.files["y.html"]
    assert "河".encode() not in made.files["teams/t.html"]
    assert any(line.startswith("content/teams/t/index.yaml:10:10: 警告: “a.jpg”不会显示") for line in lines(made))


def test_a_picture_of_two_people_is_shown_where_both_may_be() -> None:
    files = {**USED, "content/volunteers/a.yaml": volunteer(FACE), "content/volunteers/b.yaml": volunteer(FACE)}
    assert any(name.startswith("img/") for name in site_of(files).files)
    hidden = site_of({**files, "content/volunteers/b.yaml": volunteer(FACE, consent=NO_FACE)})
    assert not any(name.startswith("img/") for name in hidden.files)
    assert any(line.startswith("content/volunteers/a.yaml:7:10: 警告: “a.jpg”不会显示") for line in lines(hidden))


@pytest.mark.parametrize(("channel", "found"), [(Channel.SITE, "content/media/a.jpg"), (Channel.SCREEN, None)])
def test_a_picture_is_shown_where_the_person_s_consent_has_the_channel(channel: Channel, found: str | None) -> None:
    files = {**USED, "content/volunteers/v.yaml": volunteer(FACE, consent=CONSENT.replace(", 大屏", ""))}
    library = with_people(Library(frozenset({"content/media/a.jpg"})), known_site(files))
    assert library.shown(public(files, channel=channel).faceless).find("content/teams/t.yaml", "a.jpg") == found


@pytest.mark.parametrize(
    "photo", ["替代文字: 周晓晴在修水管", "替代文字: 桥, 图注: 图为周 晓晴", "替代文字: 周<b>晓</b>晴, 出镜同意: 是"]
)
def test_a_picture_stands_beside_no_name_of_somebody_who_may_not_be_shown(photo: str) -> None:
    files: Files = {
        **USED,
        "content/volunteers/v.yaml": volunteer(consent=NO_FACE),
        "content/teams/t.yaml": team(f"图片: [{{文件: a.jpg, {photo}}}]\n"),
        "content/pages/y.md": f"---\n{page()}---\n周晓晴来了。\n\n![周晓晴在巷口](a.jpg)\n",
        "content/pages/z.yaml": page(f"图片: [{{文件: a.jpg, {photo}}}]\n", title="旧页", status="草稿"),
    }
    made = site_of(files)
    assert not any(name.startswith("img/") for name in made.files)
    assert "周晓晴来了。".encode() in made.files["y.html"]
    assert "巷口".encode() not in made.files["y.html"]
    column = 31 if "图注" in photo else 24
    said = "不会出现：文字里写着“周晓晴”（同意的范围不包括肖像） [no-consent]"
    told = [line for line in lines(made) if not line.startswith(" ")]
    assert told == [
        f"content/pages/y.md:9:1: 警告: 正文里的这张图片{said}",
        f"content/pages/z.yaml:5:{column}: 警告: 图片“a.jpg”{said}",
        f"content/teams/t.yaml:10:{column}: 警告: 图片“a.jpg”{said}",
    ]


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (GONE, "已经撤下"),
        (volunteer(name="李晓雁", consent=f"{CONSENT}  有效至: 2026-11-01\n"), "同意已经过了有效期"),
        (volunteer(name="李晓雁", consent=CONSENT.replace("[网站, ", "[")), "同意的渠道不包括这里"),
    ],
)
def test_beside_whose_names_no_picture_stands(person: str, why: str) -> None:
    files = {
        "content/volunteers/li.yaml": person,
        "content/pages/p.yaml": page("封面: {文件: a.jpg, 替代文字: 李晓雁}\n"),
    }
    assert public(files).records["page", "p"].cover is None
    assert gates.faces(known_site(files), public(files).moment).names == {"李晓雁": why}


@pytest.mark.parametrize(
    "change",
    [
        ("标题: 短片", "标题: 李晓雁的一天"),
        ("摘要: 一段。", "摘要: 李<b>晓</b>雁的一天。"),
        ("替代文字: 某", "替代文字: 李晓雁在说话"),
        ("主办: 某", "主办: 某\n相关: [volunteers/li]"),
    ],
)
def test_a_film_with_somebody_who_may_not_be_shown_is_played_nowhere(change: tuple[str, str]) -> None:
    film = FILM.replace("c.vtt", "否").replace(*change)
    files: Files = {
        "content/media/a.mp4": (ROOT / "content/media/film-01.mp4").read_bytes(),
        "content/media/b.jpg": picture(800, 600),
        "content/volunteers/li.yaml": GONE,
        "content/films/f.yaml": film,
    }

    def played(film: str) -> tuple[list[str], list[str]]:
        made = site_of({**files, "content/films/f.yaml": film})
        told = [line for line in lines(made) if "不会播放" in line]
        return [path for path in made.files if path.startswith(("media/", "img/"))], told

    assert played(film) == (
        [],
        [
            "content/films/f.yaml:6:5: 警告: 影片“a.mp4”不会播放：标题、摘要、海报帧的文字或提到的人里"
            "有“李晓雁”（已经撤下） [no-consent]"
        ],
    )
    for other in (FILM.replace("c.vtt", "否"), film + CONSENT):
        shown, told = played(other)
        assert (any(path.startswith("media/") for path in shown), told) == (True, [])


def test_a_film_is_on_no_wall_with_somebody_who_agreed_to_the_site_alone() -> None:
    files: Files = {
        "content/volunteers/zhou.yaml": volunteer(consent=CONSENT.replace(", 大屏", "")),
        "content/films/f.yaml": FILM.replace("标题: 短片", "标题: 周晓晴的一天"),
    }
    path = "content/films/f.yaml"
    assert path not in public(files).faceless
    walls = public(files, channel=Channel.SCREEN)
    assert walls.faceless[path] == "里面有“周晓晴”，同意的渠道不包括这里"
    library, problems = with_people(Library(frozenset({"content/media/a.mp4"})), known_site(files)), Problems()
    assert library.shown(walls.faceless).find(path, "a.mp4") is None
    faces.check_walls(known_site(files), library, walls.moment, problems)
    assert [line.partition("：")[0] for line in lines(problems) if "警告" in line] == [
        "content/films/f.yaml:6:5: 警告: 影片“a.mp4”不会在大屏上播放"
    ]


@pytest.mark.parametrize("called", ["", "称呼: 周老师\n"])
def test_a_person_s_own_pictures_are_no_namesake_s(called: str) -> None:
    words = "周老师在桥上" if called else "周晓晴在桥上"
    files = {
        "content/volunteers/a.yaml": volunteer(called + FACE.replace("河", words)),
        "content/volunteers/b.yaml": volunteer(called, consent=NO_FACE),
        "content/teams/t.yaml": team(FACE.replace("河", words)),
    }
    shown = public(files).records
    assert shown["volunteer", "a"].cover is not None
    assert shown["team", "t"].cover is None


UNKNOWN: Final = CONSENT.replace("姓名, 肖像, ", "")


@pytest.mark.parametrize(
    ("called", "consent", "text"),
    [
        ("补锅师傅", UNKNOWN + "  撤回日期: 2026-11-01\n", "某某来了。"),
        ("补锅师傅", UNKNOWN, "补锅师傅来了。"),
        ("补锅匠", UNKNOWN + "  撤回日期: 2026-11-01\n", "补锅匠来了。"),
    ],
    ids=["taken back", "no portrait", "as others are called"],
)
def test_who_is_known_by_another_name_is_hidden_by_it(called: str, consent: str, text: str) -> None:
    """It is all that the public knew, so in its place there stands no surname either."""
    person = volunteer(f"称呼: {called}\n", name="钟补四", consent=consent)
    said = page(f"封面: {{文件: a.jpg, 替代文字: {called}在街口}}\n正文: {called}来了。\n")
    files = {"content/volunteers/v.yaml": person, "content/pages/p.yaml": said}
    found = public(files).records["page", "p"]
    assert (found.cover, found.body) == (None, text)


def test_what_somebody_else_is_called_as_well_stays() -> None:
    files = {
        "content/volunteers/a.yaml": volunteer("称呼: 热心居民\n", consent=UNKNOWN + "  撤回日期: 2026-11-01\n"),
        "content/volunteers/b.yaml": volunteer("称呼: 热心居民\n", name="李晓雁", consent=UNKNOWN),
    }
    assert public(files).records["volunteer", "b"].title == "热心居民"
