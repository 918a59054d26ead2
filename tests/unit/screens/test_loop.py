"""From records to a compiled loop: who is in it, from when to when (screens contract §1, §2, §7)."""

import re
from datetime import datetime, timedelta

import pytest

from hyqz_site.model.clock import CHINA
from hyqz_site.problem import Problem, Severity
from hyqz_site.screens import pages, show
from hyqz_site.screens.boxes import Box
from hyqz_site.screens.loop import Loop
from hyqz_site.screens.schedule import State, slide_at
from tests.browser.screens_site import content, film, made, news, picture, show_of, volunteer
from tests.helpers import SITE, site_of
from tests.unit.screens.demo import NOW, ROOT, Demo


def compiled(
    loop: str, now: datetime = NOW, hours: str = "00:00-24:00", px: str = "384x192", **files: str | bytes
) -> tuple[Loop | None, list[Problem]]:
    demo = Demo(content(px=px, hours=hours, loop=loop, **files), now)
    found = show.make_screen(demo.screens[0], demo.timeline, now, demo.workshop, demo.problems)
    return (found.loop if found else None), list(demo.problems)


def order(loop: Loop | None, at: datetime) -> list[str]:
    """The ids of a whole round from the start of the loop running at `at`."""
    assert loop
    t = slide_at(loop.table, ms(at)).start
    seen: list[str] = []
    while True:
        showing = slide_at(loop.table, t)
        if showing.slide is None or (seen and loop.table.slides[showing.slide] == seen[0]) or len(seen) > 30:
            return seen or [showing.state]
        seen.append(loop.table.slides[showing.slide])
        t = showing.end


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_entries_expand_in_order_newest_first_and_no_more_than_the_limit() -> None:
    loop, problems = compiled("  - 内容: 封面\n  - {内容: 志愿者, 条数: 2}\n  - 内容: news/n-1\n")
    assert order(loop, at("2026-11-23T00:00")) == ["brand", "volunteer/v-3", "volunteer/v-2", "news/n-1"]
    assert problems == []


def test_a_record_comes_and_goes_by_the_clock_without_a_new_build() -> None:
    """`published` and `expires` at 00:00 of their day; the next one takes the freed place under a limit."""
    future = (
        news("明天见", 1)
        .replace("发布日期: 2026-10-01", "发布日期: 2026-11-25")
        .replace("原文日期: 2026-10-01", "原文日期: 2026-11-24")
        + "到期: 2026-11-27\n"
    )
    loop, _ = compiled("  - 内容: 封面\n  - {内容: 新闻, 条数: 1}\n", **{"news/n-3.yaml": future})
    assert order(loop, at("2026-11-24T23:59")) == ["brand", "news/n-2"]
    assert order(loop, at("2026-11-25T00:00")) == ["brand", "news/n-3"]
    assert order(loop, at("2026-11-26T23:59")) == ["brand", "news/n-3"]
    assert order(loop, at("2026-11-27T00:00")) == ["brand", "news/n-2"]


def test_a_consent_ends_on_the_wall_too() -> None:
    person = (
        volunteer("赵四", 1)
        .replace("日期: 2026-01-01, 存", "日期: 2026-01-01, 有效至: 2026-11-30, 存")
        .replace("face-1", "face-2")
    )
    loop, _ = compiled("  - 内容: 封面\n  - 内容: volunteers/v-4\n", **{"volunteers/v-4.yaml": person})
    assert order(loop, at("2026-11-30T00:00")) == ["brand", "volunteer/v-4"]
    assert order(loop, at("2026-12-01T00:00")) == ["brand"]
    assert loop
    assert loop.table.always == ((0, 9),)  # who goes some day needs a right clock


def test_a_consent_that_is_still_to_come_is_on_no_wall_before_its_day() -> None:
    """Not even among what is to come up later, which lies in the output already."""
    person = volunteer("欧阳赵四", 1).replace("日期: 2026-01-01, 存", "日期: 2026-12-01, 存")
    told = news("欧阳赵四来了", 1).replace("发布日期: 2026-10-01", "发布日期: 2026-12-05")
    files: dict[str, str | bytes] = {"volunteers/v-4.yaml": person, "news/n-4.yaml": told}
    loop = "  - 内容: 封面\n  - 内容: volunteers/v-4\n  - 内容: news/n-4\n"
    before = made(loop=loop, **files)
    assert not any("欧阳赵四".encode() in data for data in before.values())
    assert any("欧阳某来了".encode() in data for data in before.values())
    on_its_day = Demo(content(loop=loop, **files), at("2026-12-01T00:00")).make()
    assert any("欧阳赵四".encode() in data for data in on_its_day.values())


def test_with_a_wrong_clock_a_limit_is_filled_with_what_has_no_last_day() -> None:
    """Somebody newer will be there some day, and takes the place: whoever has it now may still be shown at any time."""
    coming = news("十二月见", 1).replace("日期: 2026-10-01", "日期: 2026-12-02")
    loop, _ = compiled("  - {内容: 新闻, 条数: 1}\n", **{"news/n-3.yaml": coming})
    assert loop
    assert [loop.table.slides[number] for number, _ in loop.table.always] == ["news/n-2"]


@pytest.mark.parametrize(
    ("px", "steps", "ids"),
    [
        ("384x192", 3, ("channel/c#1", "channel/c#2", "channel/c#3")),
        ("256x128", 1, ("channel/c#1", "channel/c#2")),
        ("384x192", 1, ("channel/c",)),
    ],
    ids=["on three slides", "on two", "on one"],
)
def test_every_slide_of_a_record_has_its_own_id(px: str, steps: int, ids: tuple[str, ...]) -> None:
    channel = recruit("".join(f"  - {'一步一步来' * 12}\n" if steps > 1 else "  - 扫码\n" for _ in range(steps)))
    loop, _ = compiled("  - 内容: 招募\n", px=px, **{"channels/c.yaml": channel})
    assert loop
    assert loop.table.slides == ids


@pytest.mark.parametrize("px", ["128x128", "112x112", "96x128", "192x128", "128x96", "96x96"])
def test_a_sample_s_code_that_has_the_slide_to_itself_is_marked(px: str) -> None:
    """Beside its chip or below it; where both do not fit, the address stands there, marked as well."""
    loop, _ = compiled("  - 内容: 招募\n", px=px, **{"channels/c.yaml": recruit("  - 扫码\n") + "示例: 是\n"})
    assert loop
    for slide in loop.slides:
        chips = [text.box for text in slide.texts if text.role == "chip"]
        assert len(chips) == 1
        if slide.code:
            assert slide.code.module >= 3
            assert not overlap(chips[0], slide.code.box)


def test_in_a_state_without_a_slide_the_wall_names_the_state() -> None:
    """Contract §7: what the player puts on its root element and into the title."""
    files = made()
    page = files[f"door/show/{show_of(files)}/index.html"].decode()
    named = dict(re.findall(r'data-n="(\w+)" data-id="([^"]+)"', page))
    assert (named["fallback"], named["off"], named["0"]) == ("fallback", "off", "brand")


def recruit(steps: str) -> str:
    return (
        "名称: 扫码报名\n状态: 发布\n发布日期: 2026-03-01\n摘要: 扫码。\n类型: 小程序\n"
        f"步骤:\n{steps}二维码内容: https://example.com/{'b' * 40}\n"
    )


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def is_kept(page: bytes, demo: Demo) -> bool:
    return show.may_be_kept(page, demo.timeline, demo.now, demo.workshop)


@pytest.mark.parametrize(
    "change",
    [
        ("状态: 发布", "状态: 撤下\n撤下原因: 本人要求"),
        ("状态: 发布", "状态: 草稿"),
        ("状态: 发布", "状态: 发布\n到期: 2026-11-23"),
        ("[网站, 大屏]", "[网站]"),
        ("存档号: A1", "撤回日期: 2026-11-20, 存档号: A1"),
        ("存档号: A1", "有效至: 2026-11-22, 存档号: A1"),
    ],
)
def test_nothing_of_a_record_that_may_not_go_out_is_in_the_show(change: tuple[str, str]) -> None:
    """Not in the new one, and the old one may not be kept; ended yesterday is not kept for late clocks either."""
    person = volunteer("欧阳赵四", 1)
    before = made(**{"volunteers/v-4.yaml": person})
    demo = Demo(content(**{"volunteers/v-4.yaml": person.replace(*change)}))
    after = demo.make()
    page = f"door/show/{show_of(before)}/index.html"
    assert "欧阳赵四".encode() in before[page]
    assert not any("欧阳赵四".encode() in data for data in after.values())
    assert not is_kept(before[page], demo)
    again = Demo(content(**{"volunteers/v-4.yaml": person}))
    assert is_kept(before[page], again)


def test_a_show_that_names_somebody_in_the_words_of_others_goes_with_the_consent() -> None:
    person = volunteer("欧阳赵四", 1)
    said = news("路口少了喇叭声", 1).replace("一条短短的消息", "欧阳赵四说了一句话")
    told = {"volunteers/v-4.yaml": person, "news/n-1.yaml": said}
    before = made(loop="  - 内容: 封面\n  - 内容: news/n-1\n", **told)
    page = f"door/show/{show_of(before)}/index.html"
    assert "欧阳赵四".encode() in before[page]
    assert is_kept(before[page], Demo(content(**told)))

    withdrawn = told | {"volunteers/v-4.yaml": person.replace("存档号: A1", "撤回日期: 2026-11-20, 存档号: A1")}
    assert not is_kept(before[page], Demo(content(**withdrawn)))


def test_a_show_with_a_name_over_two_slides_goes_with_the_consent() -> None:
    person = volunteer("例北风", 1)
    summary = "街道昨天又一次，受表彰的有例北风，还有许多一起送水上楼的人。"
    said = news("街道昨天又一次表彰志愿者多人名单现已公布", 1).replace("一条短短的消息，说完就走。", summary)
    files = {"volunteers/v-4.yaml": person, "news/n-1.yaml": said}
    before = made(px="256x64", loop="  - 内容: news/n-1\n", **files)
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert re.search("例北</p>.*>风，还有", page.decode(), re.DOTALL)
    assert is_kept(page, Demo(content(**files)))

    files["volunteers/v-4.yaml"] = person.replace("存档号: A1", "撤回日期: 2026-11-20, 存档号: A1")
    assert not is_kept(page, Demo(content(**files)))


@pytest.mark.parametrize("change", [("替代文字:", "出镜同意: 否, 替代文字:"), ("face-1", "face-2")])
def test_a_show_goes_with_a_picture_that_nobody_may_show_any_more(change: tuple[str, str]) -> None:
    """Refused, or replaced as it was refused: also where it is no person's record that shows it."""
    covered = news("路口少了喇叭声", 1) + "封面: {文件: face-1.jpg, 替代文字: 路口}\n"
    before = made(loop="  - 内容: news/n-1\n", **{"news/n-1.yaml": covered})
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert is_kept(page, Demo(content(**{"news/n-1.yaml": covered})))

    assert covered.replace(*change) != covered
    other = {"news/n-1.yaml": covered.replace(*change)}
    assert not is_kept(page, Demo(content(**other)))


def test_a_show_goes_with_a_picture_that_is_another_under_the_same_name_or_refused_elsewhere() -> None:
    covered = news("路口少了喇叭声", 1) + "封面: {文件: face-1.jpg, 替代文字: 路口}\n"
    files = {"news/n-1.yaml": covered}
    before = made(loop="  - 内容: news/n-1\n", **files)
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert is_kept(page, Demo(content(**files)))
    assert not is_kept(page, Demo(content(**files, **{"media/face-1.jpg": picture(7)})))
    refusing = news("另一条", 3) + "封面: {文件: face-1.jpg, 替代文字: 路口, 出镜同意: 否}\n"
    assert not is_kept(page, Demo(content(**files, **{"news/n-3.yaml": refusing})))


def sharing_a_picture(person: str) -> dict[str, str | bytes]:
    """A person and a piece of news with one picture."""
    covered = news("路口少了喇叭声", 1) + "封面: {文件: face-9.jpg, 替代文字: 路口}\n"
    return {"news/n-1.yaml": covered, "volunteers/v-9.yaml": person, "media/face-9.jpg": picture(9)}


def test_a_show_goes_with_the_picture_of_somebody_who_agreed_to_the_site_alone() -> None:
    person = volunteer("欧阳赵四", 9)
    files = sharing_a_picture(person)
    before = made(loop="  - 内容: news/n-1\n", **files)
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert is_kept(page, Demo(content(**files)))
    files["volunteers/v-9.yaml"] = person.replace(", 大屏", "")
    demo = Demo(content(loop="  - 内容: news/n-1\n", **files))
    assert not is_kept(page, demo)
    show = demo.make()
    assert len([path for path in show if "/parts/" in path]) < len([path for path in before if "/parts/" in path])


def test_a_show_goes_with_a_picture_that_it_was_only_going_to_show() -> None:
    """Who is in it is public from a later day on; taken back before that, the show would still bring the picture up."""
    person = volunteer("欧阳赵四", 9).replace("发布日期: 2026-09-01", "发布日期: 2026-11-26")
    files = sharing_a_picture(person)
    before = made(loop="  - 内容: news/n-1\n", **files)
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert is_kept(page, Demo(content(**files)))
    files["volunteers/v-9.yaml"] = person.replace("存档号: A1", "撤回日期: 2026-11-20, 存档号: A1")
    assert not is_kept(page, Demo(content(**files)))


@pytest.mark.parametrize("change", ["another cut", "other subtitles", "no deeds"])
def test_a_show_goes_with_a_film_and_its_subtitles_that_may_not_be_shown_any_more(change: str) -> None:
    files = film(10, "WEBVTT\n\n00:00.500 --> 00:02.500\n一双手把红马甲递过来\n")
    consent = "同意: {方式: 书面, 范围: [姓名, 肖像, 事迹], 渠道: [网站, 大屏], 日期: 2026-01-01, 存档号: A1}\n"
    files["films/f.yaml"] = f"{files['films/f.yaml']}{consent}"
    before = made(loop="  - 内容: 影像\n", **files)
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert "一双手把红马甲递过来".encode() in page
    assert is_kept(page, Demo(content(**files)))

    files |= {
        "another cut": {"media/film.mp4": (ROOT / "content/media/film-02.mp4").read_bytes()},
        "other subtitles": {"media/film.vtt": "WEBVTT\n\n00:00.500 --> 00:02.500\n红马甲\n"},
        "no deeds": {"films/f.yaml": f"{files['films/f.yaml']}".replace(", 事迹]", "]")},
    }[change]
    assert not is_kept(page, Demo(content(**files)))


def test_a_show_with_a_name_over_two_lines_of_a_subtitle_goes_with_the_consent() -> None:
    page = '<meta name="hyqz-records" content=""><script>{"spoken":{"0":[[0,9,"今天来的是李晓\\n雁师傅"]]}}</script>'.encode()
    person = volunteer("李晓雁", 1)
    told = {"volunteers/v-4.yaml": person.replace("存档号: A1", "撤回日期: 2026-11-20, 存档号: A1")}
    assert is_kept(page, Demo(content(**{"volunteers/v-4.yaml": person})))
    assert not is_kept(page, Demo(content(**told)))


def test_a_show_goes_with_the_entries_of_an_award() -> None:
    """They vanish after the notice (content model §5)."""
    notice = (
        "标题: 评选\n状态: 发布\n发布日期: 2026-10-01\n摘要: 某\n年份: 2026\n主办: 某\n阶段: 公示\n公示起: 2026-11-01\n公示止: 2026-11-23\n"
        "名单: [{记录: volunteers/v-1, 颁奖词: 守路口}]\n"
    )
    told = {"awards/2026.yaml": notice}
    before = made(loop="  - 内容: awards/2026\n  - 内容: 封面\n", **told)
    page = before[f"door/show/{show_of(before)}/index.html"]
    assert "守路口".encode() in page
    assert is_kept(page, Demo(content(**told)))
    later = NOW + timedelta(days=2)
    assert not is_kept(page, Demo(content(**told), later))


def test_what_is_told_of_a_screen_names_nobody_who_may_not_be_named() -> None:
    gone = volunteer("李晓雁", 1).replace("状态: 发布", "状态: 撤下\n撤下原因: 某")
    files: dict[str, str | bytes] = {"content/site.yaml": SITE, "content/volunteers/li.yaml": gone}
    files |= {
        path: data
        for path, data in content().items()
        if "screens/" in path or path.endswith("v-1.yaml") or "face-1" in path
    }
    screen = files["content/screens/door.yaml"]
    assert isinstance(screen, bytes)
    files["content/screens/door.yaml"] = (
        screen.decode().replace("门口屏", "李晓雁屏").replace("位置: 门口", "位置: 李晓雁家门口")
    )
    fonts = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()}
    found = site_of({**files, **fonts}).files
    assert [path for path, data in found.items() if "李晓雁".encode() in data] == []
    assert any("李某屏".encode() in data for data in found.values())


def test_the_day_sheet_is_published_and_names_nobody_who_is_not() -> None:
    draft = volunteer("欧阳赵四", 1).replace("状态: 发布", "状态: 草稿")
    loop = "  - 内容: 封面\n  - 内容: volunteers/ouyang-zhaosi\n  - 内容: 礼遇\n"
    files = made(loop=loop, **{"volunteers/ouyang-zhaosi.yaml": draft})
    sheet = re.sub(r"<[^>]*>", "", files["door/day.html"].decode())
    assert "播单第 2 项：现在没有可以公开的内容" in sheet
    assert "播单第 3 项（礼遇）：现在没有可以公开的内容" in sheet
    assert [path for path, data in files.items() if b"ouyang" in data or "欧阳".encode() in data] == []


def test_the_day_sheet_lists_a_record_once_though_it_will_say_something_else_some_day() -> None:
    """Service days are announced until they end, and told of then: two slides, and one of them plays this week."""
    days = (
        "标题: 周四路口\n状态: 发布\n发布日期: 2026-01-01\n摘要: 早上见。\n日期: 2026-01-01\n地点: 路口\n主题: 文明实践\n组织方: 街道\n"
        "重复: {周几: [周四], 止: 2026-12-31}\n"
    )
    files = made(loop="  - 内容: activities/zhousi\n", **{"activities/zhousi.yaml": days})
    assert files["door/day.html"].decode().count("activity/zhousi") == 1
    assert "放不到的" not in files["door/day.html"].decode()


def test_a_show_of_the_demonstration_is_kept() -> None:
    """Some of its people have no consent, and all consents end some day: neither counts today."""
    demo = Demo()
    strip = next(screen for screen in demo.screens if screen.px.height == 64)
    found = show.make_screen(strip, demo.timeline, NOW, demo.workshop, demo.problems)
    assert found
    page = next(data for path, data in found.files.items() if path.startswith("show/") and path.endswith("index.html"))
    assert is_kept(page, demo)


def test_a_picture_without_consent_is_in_no_part() -> None:
    person = volunteer("赵四", 1).replace("范围: [姓名, 肖像, 事迹]", "范围: [姓名, 事迹]")
    with_picture, without = (
        made(loop="  - 内容: volunteers/v-4\n", **{"volunteers/v-4.yaml": one})
        for one in (volunteer("赵四", 1), person)
    )
    assert sum("/parts/" in path for path in with_picture) == sum("/parts/" in path for path in without) + 1


def test_notices_play_by_their_own_hours_on_their_own_screens() -> None:
    notice = "标题: 停水\n状态: 发布\n发布日期: 2026-11-01\n摘要: 停水。\n级别: 一般\n起: 2026-11-23 09:30\n止: 2026-11-23 11:00\n大屏文字: [今晚停水]\n屏幕: [{}]\n"
    screen = content()["content/screens/door.yaml"].decode()
    other = {"screens/other.yaml": screen}
    loop, _ = compiled("  - 内容: 封面\n  - 内容: 公告\n", **{"notices/n.yaml": notice.format("door")}, **other)
    assert order(loop, at("2026-11-23T09:29")) == ["brand"]
    assert order(loop, at("2026-11-23T09:30")) == ["brand", "notice/n"]
    assert order(loop, at("2026-11-23T11:00")) == ["brand"]
    assert loop
    assert loop.table.starts == (ms(at("2026-11-23T09:30")), ms(at("2026-11-23T11:00")))
    loop, _ = compiled("  - 内容: 封面\n  - 内容: 公告\n", **{"notices/n.yaml": notice.format("other")}, **other)
    assert loop
    assert loop.table.starts == ()  # what does not change the loop is no anchor


def test_an_emergency_ends_when_it_is_withdrawn_or_over() -> None:
    notice = "标题: 演练\n状态: 发布\n发布日期: 2026-11-24\n摘要: 演练。\n级别: 紧急\n起: 2026-11-23 09:00\n止: 2026-11-25 09:00\n到期: 2026-11-25\n大屏文字: [请注意]\n"
    loop, _ = compiled("  - 内容: 封面\n", **{"notices/n.yaml": notice})
    assert loop
    assert [(one.start, one.until) for one in loop.table.emergencies] == [
        (ms(at("2026-11-24T00:00")), ms(at("2026-11-25T00:00")))
    ]


def test_an_activity_is_announced_until_its_last_day_and_told_of_after_it() -> None:
    activity = "标题: 大扫除\n状态: 发布\n发布日期: 2026-11-01\n摘要: 一起扫。\n日期: 2026-11-28\n地点: 广场\n主题: 文明实践\n组织方: 街道\n"
    loop, _ = compiled("  - 内容: 封面\n  - 内容: 活动预告\n  - 内容: 近期活动\n", **{"activities/a.yaml": activity})
    assert loop
    first, second = (slide_at(loop.table, ms(at(day)) + 9500).slide for day in ("2026-11-28T00:00", "2026-11-29T00:00"))
    assert [loop.slides[number or 0].design for number in (first, second)] == ["upcoming", "activity"]


def test_dwell_is_the_entry_s_or_the_time_to_read_or_the_film() -> None:
    loop, _ = compiled("  - {内容: 封面, 停留: 5}\n  - 内容: 新闻\n  - 内容: 影像\n", **film(27))
    assert loop
    dwells = {loop.table.slides[turn.slide]: turn.dwell for turn in loop.table.segments[0].turns}
    assert dwells["brand"] == 5
    assert dwells["film/f"] == 27
    assert dwells["news/n-1"] == 12  # outlet and date, headline, summary: 34 characters, 8.5 + 3 s


def test_a_loop_that_shows_nothing_is_an_error_and_a_dead_slide_a_warning() -> None:
    loop, problems = compiled("  - {内容: 封面, 时段: 20:00-22:00}\n", hours="07:00-19:00")
    assert loop is None
    assert [(problem.code, problem.severity, problem.line) for problem in problems] == [("never-shown", "error", 12)]
    loop, problems = compiled(
        "  - 内容: 封面\n  - {内容: 志愿者, 条数: 1, 起: 2026-11-24, 止: 2026-11-26, 周几: [周一]}\n"
    )
    assert [(problem.code, problem.severity, problem.line) for problem in problems] == [("never-shown", "warning", 13)]
    assert order(loop, NOW) == ["brand"]


def test_what_is_over_is_no_mistake() -> None:
    """The passing of days makes no content faulty: an entry that has ended, a record that expires today."""
    record = news("过去了", 1) + "到期: 2026-11-24\n"
    entries = "  - 内容: 封面\n  - {内容: news/n-1, 止: 2026-11-22}\n  - 内容: news/n-3\n"
    for day in ("2026-11-23T08:00", "2026-11-24T00:00", "2026-11-24T08:00", "2026-11-25T08:00"):
        _, problems = compiled(entries, at(day), **{"news/n-3.yaml": record})
        assert problems == []


@pytest.mark.parametrize("text", ["W" * 80, "8" * 80, "—" * 80, "…" * 80, "Ｗ" * 80, "！" * 80, "衡" * 80])
@pytest.mark.parametrize("px", ["384x192", "384x4320", "1920x384"])
def test_no_text_within_its_limit_is_refused_on_a_screen_of_384x192(text: str, px: str) -> None:
    """Contract §7, also of a text that is one word: it is cut where a line ends, and nothing of it is lost."""
    told = news("一", 3).replace("摘要: 一条短短的消息，说完就走。", f"摘要: {text}")
    loop, problems = compiled("  - 内容: news/n-3\n", px=px, **{"news/n-3.yaml": told})
    assert loop
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == []
    shown = "".join(line for slide in loop.slides for one in slide.texts if one.role == "body" for line in one.lines)
    assert shown == text


def test_texts_that_cannot_be_read_say_how_much_to_cut() -> None:
    """On a strip with a high floor; the problem stands at the field."""
    long = news("很长很长的一条", 3).replace("摘要: 一条短短的消息，说完就走。", f"摘要: {'长' * 80}")
    loop, problems = compiled("  - 内容: 封面\n  - 内容: news/n-3\n", px="192x32", **{"news/n-3.yaml": long})
    assert loop
    found = [problem for problem in problems if problem.path == "content/news/n-3.yaml"]
    assert [(problem.code, problem.line) for problem in found] == [("text-overflow", 4)]
    cut = int(found[0].message.partition("要删去 ")[2].partition(" ")[0])
    for left, works in ((80 - cut, True), (81 - cut, False)):
        _, again = compiled(
            "  - 内容: 封面\n  - 内容: news/n-3\n",
            px="192x32",
            **{"news/n-3.yaml": long.replace("长" * 80, "长" * left)},
        )
        assert (not [problem for problem in again if problem.path == "content/news/n-3.yaml"]) is works


def test_a_tiny_wall_shows_the_flock_in_place_of_the_name() -> None:
    loop, problems = compiled("  - 内容: 封面\n", px="64x32")
    assert order(loop, NOW) == ["brand"]
    assert loop
    assert loop.slides[0].texts == ()
    assert problems == []


def test_the_same_input_makes_the_same_bytes_and_shell_and_worker_never_change() -> None:
    one, again, later = made(), made(), made(now=NOW + timedelta(days=3), **{"news/n-3.yaml": news("新的", 3)})
    assert one == again
    for name in ("index.html", "sw.js"):
        assert one[f"door/{name}"] == later[f"door/{name}"]
    assert len(one["door/index.html"]) <= 16 * 1024
    assert show_of(one) != show_of(later)
    assert show_of(one).encode() in one["door/version.js"]


def test_a_later_build_of_the_same_makes_the_same_show() -> None:
    """It is asked for every quarter of an hour; films and pictures are not sent anew for that."""
    one, later = made(), made(now=NOW + timedelta(minutes=15))
    changed = {path for path in one | later if one.get(path) != later.get(path)}
    assert changed == {"index.html", "door/version.js", "door/day.html"}


def test_the_day_sheet_adds_up() -> None:
    """Plays and seconds of the day sheet are those that `slide_at` gives second by second."""
    loop, _ = compiled(
        "  - {内容: 封面, 停留: 7}\n  - {内容: 志愿者, 停留: 4, 时段: 09:00-10:00}\n  - {内容: 新闻, 停留: 5, 周几: [周一]}\n",
        hours="08:30-11:00",
    )
    assert loop
    found = show.sheets.sheet(loop.table, NOW.date(), 2)
    counted = [0] * len(loop.slides)
    start = ms(at("2026-11-23T00:00"))
    for second in range(2 * 86400):
        showing = slide_at(loop.table, start + second * 1000)
        if showing.state is State.ON:
            counted[showing.slide or 0] += 1
    assert [share.seconds for share in found.shares] == counted
    text = pages.day_text(Demo(content()).screens[0], loop, NOW)
    assert text.startswith("门口屏（384×192）2026-11-23 周一\n00:00–08:30  息屏\n08:30–09:00  播放  每轮 17秒\n")
