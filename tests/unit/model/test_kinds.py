"""Every kind is read whole, by the Chinese names of its fields as by the English ones, and comes out equal."""

import pickle
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from hyqz_site.model import decode
from hyqz_site.model.clock import CHINA
from hyqz_site.model.dates import Month, TimeRange, Weekday
from hyqz_site.model.fields import Group, ListOf, specs
from hyqz_site.model.kinds import BY_COLLECTION, BY_NAME, FIELD_NAMES, KIND_NAMES, KINDS, volunteer
from hyqz_site.model.kinds.common import Channel, Consent, ConsentForm, Photo, Picture, Record, Scope
from hyqz_site.model.kinds.screen import Layout, LoopEntry, Selector
from hyqz_site.model.kinds.team import Routine
from hyqz_site.model.singletons import Post, Rules, Settings, check_post
from hyqz_site.model.values import Media, Ref, Size
from hyqz_site.problem import Problems
from hyqz_site.sealing import opened, sealed
from hyqz_site.source import document
from tests.helpers import ROOT, lines

CHINESE: Final = ROOT / "tests/golden/all-kinds/content"
ENGLISH: Final = Path(__file__).parent / "english"
RECORDS: Final = sorted(path.relative_to(ENGLISH) for path in ENGLISH.glob("*/**/*.*"))


def parsed_file(path: Path, found: Problems) -> document.Document:
    read = document.parse(f"content/{path.name}", path.read_bytes(), FIELD_NAMES, found)
    assert read is not None
    return read


def record(path: Path, folder: Path = CHINESE) -> Record:
    found = Problems()
    id_ = path.parent.name if path.stem == "index" else path.stem
    made = decode.decode(BY_COLLECTION[path.parts[0]], id_, parsed_file(folder / path, found), found)
    assert lines(found) == []
    assert made.is_complete
    return made.record


@pytest.mark.parametrize("path", RECORDS, ids=str)
def test_chinese_and_english_keys_and_values_mean_the_same(path: Path) -> None:
    """The two files also write dates, numbers, lists and times in all the ways that the contract allows."""
    assert record(path, ENGLISH) == record(path)


def test_there_is_an_example_of_every_kind() -> None:
    assert {path.parts[0] for path in RECORDS} == set(BY_COLLECTION)
    assert len(KINDS) == 16


def names_used(value: object, cls: type, inside: str = "") -> set[str]:
    """Return the dotted names of the fields that hold something."""
    found = set()
    for spec in specs(cls):
        held = getattr(value, spec.attribute)
        if held == spec.type.absent:
            continue
        found.add(inside + spec.attribute)
        inner = spec.type.item if isinstance(spec.type, ListOf) else spec.type
        if isinstance(inner, Group):
            for item in held if isinstance(held, tuple) else (held,):
                found |= names_used(item, inner.cls, f"{spec.attribute}.")
    return found


def names_of(cls: type, inside: str = "") -> set[str]:
    found = set()
    for spec in specs(cls):
        found.add(inside + spec.attribute)
        inner = spec.type.item if isinstance(spec.type, ListOf) else spec.type
        if isinstance(inner, Group):
            found |= names_of(inner.cls, f"{spec.attribute}.")
    return found


COMMON: Final = {name for name in names_of(Record) if name != "summary"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_examples_use_every_field_of_the_kind(kind: object) -> None:
    used = set().union(*(names_used(record(path), kind.record) for path in RECORDS if path.parts[0] == kind.collection))
    assert names_of(kind.record) - used - COMMON == set()


def test_the_examples_use_every_common_field() -> None:
    used = set().union(*(names_used(record(path), type(record(path))) for path in RECORDS))
    assert COMMON - used == {"withdraw_reason", "consent.withdrawn", "photos.credit", "photos.focus"}


def test_a_volunteer_whole() -> None:
    found = record(Path("volunteers/zhou-xiaoqing/index.md"))
    assert (found.id, found.title, found.display_name) == ("zhou-xiaoqing", "周晓晴", "周老师")
    assert (found.published, found.expires, found.updated) == (date(2026, 11, 1), date(2028, 1, 1), date(2026, 11, 10))
    assert found.cover == Picture(
        file=Media("portrait.jpg"),
        alt="周晓晴站在斑马线旁，手里拿着小旗",
        credit="李文",
        focus=(0.5, 0.3),
        consent=True,
    )
    assert found.photos[0] == Photo(
        file=Media("corner.jpg"), alt="清晨的路口", caption="七点，第一拨学生", consent=True
    )
    assert found.photos[1].consent is False
    assert (found.community, found.teams) == (Ref("community", "guangmingli"), (Ref("team", "hulu-dui"),))
    assert found.related == (Ref("project", "loudao-deng"),)
    assert found.aliases == ("old/zhou.html", "zhou/index.html")
    assert (found.gender, found.age_band) == (volunteer.Gender.FEMALE, volunteer.AgeBand.SENIOR)
    assert (found.hours, found.points, found.times, found.stars) == (Decimal("1280.5"), 320, 214, 4)
    assert found.testimonials == (volunteer.Testimonial(text="有她在，孩子过马路我放心。", by="学生家长"),)
    assert found.consent == Consent(
        form=ConsentForm.WRITTEN,
        scope=tuple(Scope),
        channels=tuple(Channel),
        date=date(2026, 1, 5),
        until=date(2027, 12, 31),
        archive_no="同意-2026-001",
    )
    assert found.sample is True
    assert found.full_time is False
    assert found.body.startswith("早上七点")


def test_a_team_whole() -> None:
    found = record(Path("teams/hulu-dui.yaml"))
    assert (found.founded, found.active_rate) == (Month(2021, 5), Decimal(73))
    assert found.routine == (
        Routine(day=Weekday.THURSDAY, time=TimeRange(time(7), time(8, 30)), what="路口值勤", place="光明里路口"),
        Routine(day=Weekday.FRIDAY, what="交接"),
    )


def test_a_screen_whole() -> None:
    found = record(Path("screens/jiekou.yaml"))
    assert found.px == Size(512, 1024)
    assert found.hours == (TimeRange(time(7), time(12)), TimeRange(time(14), time(22)))
    assert found.loop == (
        LoopEntry(
            show=Selector.AWARD,
            limit=3,
            dwell=12,
            start=date(2026, 11, 1),
            until=date(2026, 12, 31),
            days=(Weekday.MONDAY, Weekday.THURSDAY),
            hours=(TimeRange(time(7), time(9)),),
            layout=Layout.TEXT,
        ),
        LoopEntry(show=Ref("volunteer", "zhou-xiaoqing")),
    )


def test_a_notice_is_always_in_the_zone_of_china() -> None:
    found = record(Path("notices/tingdian.yaml"))
    assert found.start == datetime(2026, 11, 22, 8, 30, tzinfo=CHINA)
    assert found.until == datetime(2026, 11, 25, 22, 0, tzinfo=CHINA)


@pytest.mark.parametrize(("name", "cls"), [("site.yaml", Settings), ("rules.yaml", Rules)])
def test_settings_and_rules_in_both_languages(name: str, cls: type) -> None:
    found = Problems()
    chinese = decode.decode_mapping(cls, parsed_file(CHINESE / name, found), found)
    english = decode.decode_mapping(cls, parsed_file(ENGLISH / name, found), found)
    assert lines(found) == []
    assert chinese == english
    assert names_of(cls) - names_used(chinese, cls) <= {"ledger"}  # 提示 is what holds where nothing is written


def test_the_roster_in_both_languages() -> None:
    found = Problems()
    chinese, english = (
        decode.decode_list(Post, parsed_file(folder / "roster.yaml", found), found, check_post)
        for folder in (CHINESE, ENGLISH)
    )
    assert lines(found) == []
    assert chinese == english
    assert chinese[0][0].holds(date(2026, 12, 31))
    assert not chinese[0][0].holds(date(2027, 1, 1))
    assert not chinese[0][0].holds(date(2025, 12, 31))


def test_a_reference_may_name_the_kind_in_three_ways() -> None:
    for kind in KINDS:
        assert {KIND_NAMES[word] for word in (kind.name, kind.collection, kind.label)} == {kind.name}
    assert BY_NAME["volunteer"].label == "志愿者"


SECTION_4: Final = {
    "volunteers": "志愿者", "teams": "团队", "projects": "项目", "communities": "社区", "activities": "活动",
    "news": "新闻", "films": "影像", "screens": "屏幕", "places": "阵地", "awards": "评选", "figures": "成果数字",
    "benefits": "礼遇", "trainings": "培训", "channels": "招募渠道", "notices": "公告", "pages": "页面",
}  # fmt: skip


def test_collections_and_labels_are_those_of_the_content_model() -> None:
    assert {kind.collection: kind.label for kind in KINDS} == SECTION_4


@pytest.mark.parametrize(
    "word", ["身份证", "手机", "手机号", "出生日期", "生日", "门牌", "银行卡", "id_number", "mobile", "birthday"]
)
def test_no_field_anywhere_takes_a_private_number(word: str) -> None:
    assert not [name for name in FIELD_NAMES if word in name]


@pytest.mark.parametrize("path", RECORDS, ids=str)
def test_a_record_travels_and_is_remembered_without_the_nodes_of_its_file(path: Path) -> None:
    """They would take longer than all else of it; who needs them has the file read again."""
    made = record(path)
    for again in (pickle.loads(pickle.dumps(made)), opened(sealed(made))):  # noqa: S301 - our own
        with pytest.raises(TypeError, match="NoneType"):
            again.origin.places  # noqa: B018 - nobody has said how to read the file again
        again.origin.read_again_by(lambda: made.origin.nodes)
        assert again == made
        assert again.origin.places == made.origin.places
        for name in ("path", "head", "text", "refs", "named", "media", "is_draft", "stays_inside"):
            assert getattr(again.origin, name) == getattr(made.origin, name), name


def test_the_rules_of_a_kind_bear_a_record_of_which_nothing_could_be_read() -> None:
    for kind in KINDS:
        found = Problems()
        empty = document.parse(f"content/{kind.collection}/a.yaml", b"", FIELD_NAMES, found)
        assert empty is not None
        assert not decode.decode(kind, "a", empty, found).is_complete
