"""What stands on a slide whatever the wall: what a copy is about is never what is given up (screens contract §5)."""

import dataclasses
from functools import cache
from typing import TypeVar

import pytest

from hyqz_site.images.variants import VariantSpec
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.common import Record
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.render import geese
from hyqz_site.screens import show, slides
from hyqz_site.screens.boxes import Laid, Slide
from hyqz_site.screens.copy import Copy, Design, Said, Shot, Writer
from hyqz_site.screens.layout import Setter
from hyqz_site.screens.legibility import Wall
from hyqz_site.type import phrases
from hyqz_site.type.shipped import DISPLAY, SANS
from tests.browser.screens_site import content
from tests.unit.screens.demo import Demo, font_metrics

R = TypeVar("R", bound=Record)
STRIPS = ("512x64", "768x96", "384x96", "1024x64", "1920x128")


@cache
def demo() -> Demo:
    return Demo()


def setter(px: str, floor: int = 16, headline: int = 16) -> Setter:
    width, height = map(int, px.split("x"))
    return Setter(Wall(width, height, floor, headline), font_metrics(SANS), font_metrics(DISPLAY))


def laid(record: Record, px: str) -> Laid:
    return setter(px).lay_out(Writer(demo().timeline[0], demo().library).of(record))


@pytest.mark.parametrize("px", [*STRIPS, "384x192", "256x256", "192x384", "1920x1080"])
def test_a_figure_has_its_number_and_its_date(px: str) -> None:
    """A number without the day it was counted on says nothing (domain notes §0)."""
    figures = demo().timeline[0].of(Figure)
    assert len(figures) > 3
    for figure in figures:
        last = max(
            (point for point in figure.series if point.community is None), key=lambda point: point.asof, default=None
        )
        first = laid(figure, px).slides[0]
        said = "".join(line for text in first.texts for line in text.lines)
        assert last is None or ("big" in {text.role for text in first.texts} and f"截至{last.asof.year}年" in said), (
            figure.id
        )


def said(copy: Copy, px: str, role: str) -> list[tuple[str, ...]]:
    (slide,) = setter(px).lay_out(copy).slides
    return [text.lines for text in slide.texts if text.role == role]


@pytest.mark.parametrize("px", ["1080x1920", "384x192", "1920x1080", "256x256", "960x576"])
def test_a_line_of_a_notice_is_a_line_on_the_wall(px: str) -> None:
    lines = ("应急发布演练", "这是一次练习", "请照常走路办事")
    body = tuple(Said(line, f"lines.{number}") for number, line in enumerate(lines))
    copy = Copy(id="notice/n", design=Design.EMERGENCY, kicker="紧急公告", head=Said(""), body=body)
    assert said(copy, px, "loud") == [(line,) for line in lines]


@pytest.mark.parametrize(
    ("head", "parts"),
    [
        ("志愿者日：开门招人，也开门还账", ("志愿者日：", "开门招人，", "也开门还账")),
        ("路口少了喇叭声，多了一句“再等十秒”", ("路口少了喇叭声，", "多了一句“再等十秒”")),
        ("现场报名二维码（示例）", ("现场报名二维码", "（示例）")),
    ],
)
def test_a_headline_breaks_where_it_pauses(head: str, parts: tuple[str, ...]) -> None:
    """A smaller size with whole phrases is read sooner than a larger one with torn ones."""
    copy = Copy(
        id="news/n",
        design=Design.NEWS,
        kicker="报道",
        head=Said(head, "title"),
        body=(Said("四支队伍在招人", "summary"),),
    )
    for px in ("1920x1080", "1080x1920"):
        (found,) = said(copy, px, "head")
        ends = {"".join(parts[:number]) for number in range(len(parts) + 1)}
        assert {"".join(found[:number]) for number in range(len(found) + 1)} <= ends


@pytest.mark.parametrize("px", ["1920x1080", "1080x1920", "960x576", "192x384"])
def test_a_headline_takes_a_third_line_rather_than_be_torn(px: str) -> None:
    copy = Copy(
        id="activity/a",
        design=Design.ACTIVITY,
        kicker="2026年12月5日",
        head=Said("志愿者日：开门招人，也开门还账", "title"),
        body=(Said("12月5日上午九点", "lines.0"), Said("四支队伍在招人", "lines.1")),
    )
    assert said(copy, px, "head") == [("志愿者日：", "开门招人，", "也开门还账")]


@pytest.mark.parametrize(
    ("deed", "lines"),
    [
        ("下夜班的路上，多敲两扇门", ("下夜班的路上，", "多敲两扇门")),
        ("一千一百把伞，把把撑得开", ("一千一百把伞，", "把把撑得开")),
        ("是，她把六十三张卡片抄了两遍", ("是，她把六十三张", "卡片抄了两遍")),  # a line of two characters is none
        (
            "一辆旧货车改的书车停在小区门口",
            ("一辆旧货车改的", "书车停在小区门口"),
        ),  # words that a street often says stay whole
    ],
)
def test_other_texts_break_where_one_pauses_in_lines_of_like_length(deed: str, lines: tuple[str, ...]) -> None:
    copy = Copy(id="v/v", design=Design.PERSON, kicker="护士", head=Said("样望舒", "title"), body=(Said(deed, "deed"),))
    assert said(copy, "1080x1920", "body") == [lines]


@pytest.mark.parametrize("px", ["1920x1080", "1080x1920", "960x128", "192x384"])
@pytest.mark.parametrize(
    "body",
    [
        "一块小木牌，在十六家店之间轮流挂",
        "三十四名网上志愿者，把群里的“听说”查成“依据”，先问清楚再转发。",
        "当月一日至月末记录的时长，跨月的活动按日拆开",
    ],
)
def test_a_smaller_size_is_taken_for_lines_that_cut_no_word(body: str, px: str) -> None:
    notes = (Said("每周三 20:00–21:00 一周问答整理", "routine.0.what"), Said("34人 · 截至2026年10月31日", "members"))
    copy = Copy(
        id="team/t",
        design=Design.TEAM,
        kicker="网上队伍",
        head=Said("网上答问小队", "title"),
        body=(Said(body, "summary"),),
        notes=notes,
    )
    assert [lines for lines in said(copy, px, "body") if phrases.torn(body, lines)] == []


def test_a_headline_takes_two_lines_where_they_are_much_larger() -> None:
    steps = tuple(Said(f"{number}. 选择所在的社区和想参加的队伍", f"steps.{number - 1}") for number in range(1, 5))
    copy = Copy(id="c/c", design=Design.RECRUIT, kicker="加入", head=Said("“衡阳群众”APP", "title"), body=steps)
    (slide,) = setter("1080x1920").lay_out(copy).slides
    (head,) = [text for text in slide.texts if text.role == "head"]
    assert (head.lines, head.size) == (("“衡阳群众”", "APP"), 158)
    assert said(dataclasses.replace(copy, head=Said("一扇窗一扇窗亮起来", "title")), "1080x1920", "head") == [
        ("一扇窗", "一扇窗亮起来")
    ]


def test_a_second_line_is_no_rest_of_the_first() -> None:
    whole = "苗圃街道“衡阳群众”品牌创建工作领导小组办公室"
    copy = Copy(
        id="v/v",
        design=Design.PERSON,
        kicker="护士",
        head=Said("样望舒", "title"),
        body=(Said("扫地", "deed"),),
        notes=(Said(whole, "issuer"),),
    )
    ((first, second),) = said(copy, "384x192", "note")
    assert (first + second, second) == (whole, "品牌创建工作领导小组办公室")


def test_the_lines_of_a_step_begin_behind_its_number() -> None:
    steps = ("在手机上安装“衡阳群众”APP，不会装的请到文明实践站找人帮忙", "选择所在的社区")
    body = tuple(Said(f"{number}. {step}", f"steps.{number - 1}") for number, step in enumerate(steps, start=1))
    copy = Copy(id="c/c", design=Design.RECRUIT, kicker="加入", head=Said("加入我们", "title"), body=body)
    (slide,) = setter("1080x1920").lay_out(copy).slides
    one, first, two, second = (text for text in slide.texts if text.role == "body")
    assert (one.lines, two.lines, "".join(first.lines), "".join(second.lines)) == (("1.",), ("2.",), *steps)
    assert len(first.lines) > 1
    assert (first.box.x, second.box.x) == (one.box.x + one.box.width, two.box.x + two.box.width)
    assert (one.box.y, two.box.y, first.box.x) == (first.box.y, second.box.y, second.box.x)


def test_the_title_of_a_film_begins_where_the_film_does() -> None:
    copy = Copy(id="film/f", design=Design.FILM, head=Said("雁过湘江", "title"), film="f.mp4", seconds=9)
    (slide,) = setter("1920x1080").lay_out(copy).slides
    (head,) = slide.texts
    assert slide.film_box is not None
    high = slide.film_box.height
    assert head.box.x == (1920 - round(high * 16 / 9)) // 2
    assert head.box.y - high >= 32


def upcoming(head: str, *body: str) -> Copy:
    return Copy(
        id="activity/a",
        design=Design.UPCOMING,
        kicker="活动预告",
        head=Said(head, "title"),
        body=tuple(Said(line, f"screen_text.{number}") for number, line in enumerate(body)),
        notes=(Said("大华社区长廊", "place"), Said("报名：当天直接来，不用预约", "signup")),
        big="12月5日",
        unit="周六 09:00–11:30",
        is_sample=True,
    )


@pytest.mark.parametrize("px", ["512x64", "960x128", "768x96", "384x192"])
@pytest.mark.parametrize(
    "copy",
    [
        upcoming("敲门行动：入冬走访", "周六，敲敲门", "看窗户 看热水器", "缺一个会听的人"),
        upcoming("志愿者日：开门招人，也开门还账", "四支队伍在招人"),
    ],
    ids=["short", "long"],
)
def test_the_name_of_an_event_is_larger_than_what_follows_it(copy: Copy, px: str) -> None:
    slides = setter(px).lay_out(copy).slides
    assert "".join(line for text in slides[0].texts for line in text.lines if text.role == "head") == copy.head.text
    for slide in slides:
        sizes = {
            role: max(text.size for text in slide.texts if text.role == role)
            for role in {text.role for text in slide.texts}
        }
        assert sizes["head"] >= sizes.get("body", 16) * 1.4
        assert sizes["kicker"] <= sizes["head"]
    told = {line for slide in slides for text in slide.texts if text.role == "body" for line in text.lines}
    assert {said.text for said in copy.body} <= {said for line in told for said in line.split("\u3000")}


@pytest.mark.parametrize(
    ("px", "head", "count"),
    [
        ("512x64", "苗圃街道冬季清洁行动暨志愿服务日活动", 73),
        ("384x64", "清洁行动", 68),
        ("384x64", "苗圃街道冬季清洁行动暨志愿服务日活动", 68),
        ("256x64", "清洁行动", 45),
        ("256x64", "苗圃街道冬季清洁行动暨志愿服务日活动", 45),
    ],
)
def test_the_name_of_an_event_is_no_reason_for_its_body_not_to_fit(px: str, head: str, count: int) -> None:
    told = (
        "居民带上手套和扫帚一起清理楼道里的杂物，中午前把落叶装袋，下午由环卫车运走，"
        "孩子可以来画画，老人可以来下棋，晚上有灯会和热汤，欢迎大家都来看看吧。"
    )
    body = told[:count]
    copy = dataclasses.replace(upcoming(head, body), unit="周四 09:00-11:00", is_sample=False)
    first, second = setter(px).lay_out(copy).slides
    assert "".join(line for text in first.texts for line in text.lines if text.role in {"head", "body"}) == head
    assert "".join(line for text in second.texts for line in text.lines if text.role == "body") == body


def test_no_attempt_at_one_slide_is_made_twice_on_a_strip(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told on two slides has failed in each of them, so that they take most of the time."""
    tried = []
    strip = Setter._strip  # noqa: SLF001 - its attempts are counted

    def counted(self: Setter, copy: Copy, low: int) -> Slide | None:
        tried.append((self.may_tear, copy, low))
        return strip(self, copy, low)

    monkeypatch.setattr(Setter, "_strip", counted)
    copy = upcoming("苗圃街道冬季清洁行动暨志愿服务日活动", "居民带上手套和扫帚一起清理楼道里的杂物，" * 3)
    assert len(setter("512x64").lay_out(copy).slides) == 2
    whole = [attempt for attempt in tried if attempt[1].id == copy.id]
    assert len(whole) == len(set(whole)) > 1


def test_a_link_mark_ends_no_line_of_a_kicker() -> None:
    copy = Copy(id="v/v", design=Design.PERSON, kicker="退休教师 · 四星", head=Said("样春和", "title"))
    assert said(copy, "512x64", "kicker") == [("退休教师", "四星")]


@pytest.mark.parametrize(
    ("line", "date", "time", "is_told"),
    [
        ("12月5日 上午九点", "12月5日", "09:00–11:30", True),
        ("12月5日（周六）9:00–11:30", "12月5日", "09:00–11:30", True),
        ("12月5日", "12月5日", "", True),
        ("12月5日 上午九点", "12月5日", "", False),  # nothing else tells the hour
        ("12月5日，长廊见", "12月5日", "09:00–11:30", False),
        ("四支队伍在招人", "12月5日", "09:00–11:30", False),
    ],
)
def test_a_line_that_only_repeats_the_date_is_none(line: str, date: str, time: str, is_told: bool) -> None:  # noqa: FBT001
    activity = (
        "标题: 志愿者日\n状态: 发布\n发布日期: 2026-11-01\n摘要: 开门。\n日期: 2026-12-05\n地点: 长廊\n主题: 文明实践\n"
        f"组织方: 街道\n大屏文案: [来看看, {line}]\n" + (f"时间: {time}\n" if time else "")
    )
    own = Demo(content(**{"activities/a.yaml": activity}))
    (record,) = own.timeline[0].of(Activity)
    copy = Writer(own.timeline[0], own.library).of(record)
    assert (copy.big, [said.text for said in copy.body]) == (date, ["来看看"] if is_told else ["来看看", line])
    assert copy.tint == "winter"


def test_no_flock_flies_where_something_is_written() -> None:
    """Where there is no picture and no place for one, birds are in what the texts leave free, or there are none."""
    steps = tuple(Said(f"{number}. 选择所在的社区", f"steps.{number - 1}") for number in range(1, 4))
    copies = (
        Copy(id="notice/n", design=Design.NOTICE, kicker="公告", body=(Said("背街路灯检修"), Said("出门请带手电"))),
        Copy(id="channel/c", design=Design.RECRUIT, kicker="加入我们", head=Said("“衡阳群众”APP"), body=steps),
    )
    seen = 0
    for px in ("1920x1080", "1080x1920", "640x240", "320x320", "960x576"):
        for copy in copies:
            own = setter(px)
            (slide,) = own.lay_out(copy).slides
            art = slides.view("0", slide, own).art
            for text in slide.texts if art else ():
                assert art is not None
                right, low = text.box.x + own.reach(text), text.box.y + text.box.height
                assert right <= art.box.x or low <= art.box.y or text.box.y >= art.box.y + art.box.height
            seen += art is not None
    assert seen > 3


def test_who_has_no_picture_has_the_scene_of_their_pages() -> None:
    found = set()
    for name in ("volunteer/a", "volunteer/b", "volunteer/c"):
        kind, _, id_ = name.partition("/")
        copy = Copy(id=name, design=Design.PERSON, head=Said("样望舒"), body=(Said("扫地"),), records=((kind, id_),))
        own = setter("1920x1080")
        (slide,) = own.lay_out(copy).slides
        art = slides.view("0", slide, own).art
        assert art is not None
        assert art.land == geese.scene(name, shape=(art.box.width, art.box.height))
        found.add((art.leader, art.birds))
    assert len(found) == 3


def test_a_face_on_a_square_wall_has_a_neck() -> None:
    """It takes more of the wall than other pictures, and stands above the middle of what is cut for it."""
    shot = Shot("p.jpg", (0.5, 0.33), "示意")
    copy = Copy(id="volunteer/v", design=Design.PERSON, head=Said("样望舒"), body=(Said("多敲两扇门"),), shot=shot)
    own = setter("320x320")
    (slide,) = own.lay_out(copy).slides
    assert slide.place is not None
    assert slide.place.box.height == 176
    (other,) = own.lay_out(dataclasses.replace(copy, design=Design.TEAM)).slides
    assert other.place is not None
    assert other.place.box.height == 150
    asked: list[VariantSpec] = []

    def picture(_: str, spec: VariantSpec) -> bytes:
        asked.append(spec)
        return b""

    workshop = dataclasses.replace(demo().workshop, picture=picture, size=lambda _: (900, 1200))
    show._shot(slide, workshop, lambda _: "")  # noqa: SLF001 - what a show asks of its workshop
    assert asked[0].focus == (0.5, pytest.approx(0.33 + 0.08 * 176 / 320 * 900 / 1200))
