"""Feeds and calendars as other programs read them: atoma and icalendar, not our own hands."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import atoma
import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from hyqz_site.memo import Memo
from hyqz_site.render import calendars, feeds, routes
from hyqz_site.render.calendars import folded
from tests.helpers import SITE, Files, public, site_of
from tests.unit.model.records import activity, community, notice, page, team

BASE: Final = "https://example.com/hyqz/"
SETTINGS: Final = {"content/site.yaml": f"{SITE}网址: https://example.com/hyqz\n副标题: 甲 & 乙\n"}
CHINA: Final = ZoneInfo("Asia/Shanghai")
THURSDAYS: Final = "时间: 08:00-09:30\n重复: {周几: [周五, 周四], 止: 2026-12-31}\n社区: guangmingli\n"
CONTENT: Final = {
    "content/communities/guangmingli.yaml": community(),
    "content/activities/luban.yaml": activity(THURSDAYS, day="2026-11-16"),
    "content/activities/qingjie.yaml": activity("报名: 带手套；早点来, 谢谢\n更新日期: 2026-11-21\n示例: 是\n"),
    "content/teams/hulu-dui.yaml": team("标签: [护路, <b>]\n"),
    "content/pages/about.yaml": page(),
}


def event(files: Files) -> Any:  # noqa: ANN401 - of a library without types of its own
    """Return the one event of the first calendar."""
    made = calendars.make(public(files), Memo())
    events = Calendar.from_ical(made[routes.CALENDAR]).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def one(more: str = "", day: str = "2026-11-20") -> Any:  # noqa: ANN401 - the same
    return event({"content/activities/x.yaml": activity(more, day=day)})


def days_of(found: Any) -> list[datetime]:  # noqa: ANN401 - the same
    """Return the beginnings that another program reads from an event."""
    start = found["dtstart"].dt
    if "rrule" not in found:
        return [start]
    return list(rrulestr(found["rrule"].to_ical().decode(), dtstart=start))


# Calendars


def test_there_is_one_for_all_one_a_community_one_an_activity_and_no_address_is_needed() -> None:
    made = calendars.make(public(CONTENT), Memo())
    assert sorted(made) == [
        "activities.ics",
        "activities/luban.ics",
        "activities/qingjie.ics",
        "communities/guangmingli.ics",
    ]
    count = {path: len(Calendar.from_ical(data).walk("VEVENT")) for path, data in made.items()}
    assert list(count.values()) == [2, 1, 1, 1]
    assert calendars.make(public({}), Memo()) == {}


def test_a_service_day_comes_round_from_the_first_day_that_fits() -> None:
    found = one(THURSDAYS, day="2026-11-16")
    days = days_of(found)
    assert days[0] == datetime(2026, 11, 19, 8, 0, tzinfo=CHINA)
    assert [day.date() for day in days[:3]] == [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 26)]
    assert days[-1] == datetime(2026, 12, 31, 8, 0, tzinfo=CHINA)
    assert found["dtend"].dt - found["dtstart"].dt == timedelta(minutes=90)


def test_the_days_are_those_of_the_site() -> None:
    files = {"content/activities/x.yaml": activity(THURSDAYS, day="2026-11-16")}
    record = next(iter(public(files).records.values()))
    shown = [day.isoformat() for day in record.days(date(2026, 11, 1), 60)]  # type: ignore[attr-defined]  # an Activity
    assert [day.date().isoformat() for day in days_of(event(files))] == shown


@pytest.mark.parametrize("end", ["2026-11-10", "2026-12-31"])
def test_repetitions_say_when_an_activity_ends(end: str) -> None:
    files = {"content/activities/x.yaml": activity(f"结束: {end}\n重复: {{周几: 周五, 止: 2026-12-04}}\n")}
    record = next(iter(site_of(files).site.records.values()))
    assert record.last_day == date(2026, 12, 4)  # type: ignore[attr-defined]  # an Activity


def test_a_whole_day_and_its_end() -> None:
    assert (one()["dtstart"].dt, one()["dtend"].dt) == (date(2026, 11, 20), date(2026, 11, 21))
    several = one("结束: 2026-11-22\n")
    assert (several["dtstart"].dt, several["dtend"].dt) == (date(2026, 11, 20), date(2026, 11, 23))
    weekly = one("重复: {周几: 周五, 止: 2026-12-04}\n")
    assert [str(day)[:10] for day in rrulestr(weekly["rrule"].to_ical().decode(), dtstart=datetime(2026, 11, 20))] == [  # noqa: DTZ001 - a day
        "2026-11-20",
        "2026-11-27",
        "2026-12-04",
    ]


@pytest.mark.parametrize(
    ("hours", "end"),
    [
        ("08:00-09:30", datetime(2026, 11, 20, 9, 30, tzinfo=CHINA)),
        ("20:00-24:00", datetime(2026, 11, 21, 0, 0, tzinfo=CHINA)),
        ("22:00-02:00", datetime(2026, 11, 21, 2, 0, tzinfo=CHINA)),
    ],
)
def test_hours(hours: str, end: datetime) -> None:
    assert one(f"时间: {hours}\n")["dtend"].dt == end


def test_several_days_with_hours_are_so_many_mornings() -> None:
    days = days_of(one("结束: 2026-11-22\n时间: 08:00-09:30\n"))
    assert [day.day for day in days] == [20, 21, 22]


def test_days_of_the_week_that_never_come_are_no_event() -> None:
    files = {"content/activities/x.yaml": activity("重复: {周几: 周一, 止: 2026-11-21}\n")}
    assert calendars.make(public(files), Memo()) == {}


def test_the_words_come_through_whole() -> None:
    found = one("报名: 带手套；早点来, 谢谢; 反斜杠\\\n示例: 是\n")
    assert str(found["summary"]) == "（示例）清洁行动"
    assert str(found["location"]) == "光明里"
    assert str(found["description"]).split("\n")[-1] == "报名：带手套；早点来, 谢谢; 反斜杠\\"


def test_stamp_and_uid_are_the_records() -> None:
    before, after = one(), one("更新日期: 2026-11-21\n")
    assert str(before["uid"]) == str(after["uid"]) == "activity-x@hyqz-site"
    assert before["dtstamp"].dt.astimezone(CHINA) == datetime(2026, 11, 1, tzinfo=CHINA)
    assert after["dtstamp"].dt.astimezone(CHINA) == datetime(2026, 11, 21, tzinfo=CHINA)
    assert after["sequence"] > before["sequence"]


def test_lines_end_and_break_as_the_standard_says() -> None:
    for data in calendars.make(public({**SETTINGS, **CONTENT}), Memo()).values():
        text = data.decode()
        assert text.replace("\r\n", "").count("\n") == text.replace("\r\n", "").count("\r") == 0
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert f"URL:{BASE}activities/" in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    "text", ["", "短", "x" * 75, "x" * 76, "汉" * 25, "汉" * 26, "x" + "汉" * 60, "😀" * 50, "é" * 200]
)
def test_folding_loses_nothing(text: str) -> None:
    lines = folded(text).removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "".join([lines[0], *(line.removeprefix(" ") for line in lines[1:])]) == text


# Feeds


def test_without_an_address_there_is_no_feed_and_no_map() -> None:
    site = public(CONTENT)
    assert feeds.make(site) == {}
    assert feeds.sitemap(["index.html"], site) == {}


def test_the_feed_is_read_by_others() -> None:
    made = feeds.make(public({**SETTINGS, **CONTENT}))
    assert sorted(made) == ["communities/guangmingli.xml", "feed.xml"]
    feed = atoma.parse_atom_bytes(made["feed.xml"])
    assert (feed.title.value, feed.subtitle.value, feed.id_) == ("衡阳群众", "甲 & 乙", BASE)
    assert feed.updated == datetime(2026, 11, 21, tzinfo=CHINA)
    assert {link.rel: link.href for link in feed.links} == {"self": f"{BASE}feed.xml", "alternate": BASE}
    assert [(entry.title.value, entry.id_) for entry in feed.entries] == [
        ("（示例）清洁行动", f"{BASE}activities/qingjie.html"),
        ("清洁行动", f"{BASE}activities/luban.html"),
        ("护路志愿队", f"{BASE}teams/hulu-dui.html"),
    ]
    assert [category.term for category in feed.entries[2].categories] == ["team", "护路", "<b>"]


def test_the_feed_of_a_community_has_its_own_entries() -> None:
    feed = atoma.parse_atom_bytes(feeds.make(public({**SETTINGS, **CONTENT}))["communities/guangmingli.xml"])
    assert feed.title.value == "光明里社区 - 衡阳群众"
    assert [entry.id_ for entry in feed.entries] == [f"{BASE}activities/luban.html"]


def test_a_feed_is_not_endless() -> None:
    many = {f"content/teams/t-{number}.yaml": team(name=f"第{number}队") for number in range(feeds.NEWEST + 5)}
    assert len(atoma.parse_atom_bytes(feeds.make(public({**SETTINGS, **many}))["feed.xml"]).entries) == feeds.NEWEST


def test_what_is_over_is_in_no_feed() -> None:
    gone = {"content/notices/x.yaml": notice(until="2026-11-23 08:00")}
    assert feeds.make(public({**SETTINGS, **gone})) == {}


# The map of the site


def test_the_map_names_what_one_may_look_for() -> None:
    site = public({**SETTINGS, **CONTENT, "content/pages/about.yaml": page("旧网址: old.html\n")})
    paths = ["index.html", "404.html", "search.html", "about.html", "old.html", "teams/hulu-dui/panel.html"]
    made = feeds.sitemap(paths, site)
    found = ET.fromstring(made["sitemap.xml"].decode())  # noqa: S314 - our own
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert [(url.findtext("s:loc", "", space), url.findtext("s:lastmod", "", space)) for url in found] == [
        (f"{BASE}about.html", "2026-11-01"),
        (BASE, ""),
    ]
    assert made["robots.txt"].decode().splitlines()[-1] == f"Sitemap: {BASE}sitemap.xml"


@pytest.mark.parametrize("made", ["[]", "[搜索]", "[搜索, 订阅]"])
def test_a_site_with_an_address_has_a_map_whatever_else_it_makes(made: str) -> None:
    files = site_of({"content/site.yaml": f"{SETTINGS['content/site.yaml']}生成: {made}\n", **CONTENT}).files
    assert {"sitemap.xml", "robots.txt"} <= set(files)
    assert ("feed.xml" in files) == ("订阅" in made)


def test_a_site_that_has_nothing_to_tell_has_a_map_and_no_feed() -> None:
    files = site_of({**SETTINGS, "content/pages/about.yaml": page()}).files
    assert {"sitemap.xml", "feed.xml"} & set(files) == {"sitemap.xml"}
