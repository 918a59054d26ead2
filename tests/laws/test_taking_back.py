"""Whoever is to come down comes down: neither a withdrawal nor a day that passes makes a site that passes fail.

A site that fails is not written, and what is published stays.
"""

from datetime import timedelta
from typing import Final

import pytest

from hyqz_site.desk import withdraw
from hyqz_site.problem import Severity
from hyqz_site.release import Result
from tests.helpers import NOW, ROOT, Files, in_bytes, lines, site_of
from tests.unit.screens.test_loop import compiled, news, volunteer

GOLDEN: Final = ROOT / "tests/golden/all-kinds"
ALL: Final[Files] = {
    path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.glob("content/**/*") if path.is_file()
}


@pytest.fixture(scope="module")
def whole() -> Result:
    made = site_of(ALL)
    assert made.errors == 0, lines(made)
    return made


def test_any_record_can_be_withdrawn(whole: Result) -> None:
    assert whole.site
    texts = {path: in_bytes(text) for path, text in ALL.items() if path.endswith((".md", ".yaml"))}
    for key in whole.site.records:
        taken = withdraw.plan(whole.site, texts, key, "本人要求", NOW, lambda _: b"").files
        made = site_of({**ALL, **taken})
        assert made.errors == 0, (key, lines(made))


@pytest.mark.parametrize("days", [1, 8, 31, 62, 366, 1100, 5000])
def test_days_pass(days: int) -> None:
    made = site_of(ALL, NOW + timedelta(days=days))
    assert made.errors == 0, lines(made)


PERSON: Final = volunteer("赵四", 1)


@pytest.mark.parametrize(
    "change",
    [
        ("状态: 发布", "状态: 撤下\n撤下原因: 本人要求"),
        ("状态: 发布", "状态: 发布\n到期: 2026-11-20"),
        ("存档号: A1", "撤回日期: 2026-11-20, 存档号: A1"),
        ("存档号: A1", "有效至: 2026-11-20, 存档号: A1"),
        ("[网站, 大屏]", "[网站]"),
    ],
)
def test_a_wall_that_shows_one_person_shows_the_fallback_when_that_one_goes(change: tuple[str, str]) -> None:
    loop, problems = compiled("  - 内容: 志愿者/v-4\n", **{"volunteers/v-4.yaml": PERSON.replace(*change)})
    assert loop
    assert lines(problem for problem in problems if problem.code == "never-shown") == [
        "content/screens/door.yaml:12:3: 警告: “门口屏”现在只会放备用画面：播单里写的，眼下没有一条能放 [never-shown]",
        "    写到的记录可能撤下、到期、没有大屏的同意，或者日子已经过去；请换上别的，或者加一项“内容: 封面”。",
    ]
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    "entry",
    ["{内容: 新闻, 止: 2026-11-10}", "内容: 公告", "内容: 影像", "{内容: news/n-3, 起: 2026-11-01, 止: 2026-11-03}"],
)
def test_a_campaign_that_is_over_leaves_the_fallback(entry: str) -> None:
    loop, problems = compiled(f"  - {entry}\n", **{"news/n-3.yaml": news("一", 3)})
    assert loop
    assert [(problem.code, problem.severity) for problem in problems] == [("never-shown", Severity.WARNING)]


@pytest.mark.parametrize("times", ["时段: 20:00-22:00", "周几: [周一], 起: 2026-11-24, 止: 2026-11-26"])
def test_times_that_can_never_be_are_a_mistake_whatever_there_is_to_show(times: str) -> None:
    loop, problems = compiled(f"  - {{内容: 公告, {times}}}\n", hours="07:00-19:00")
    assert loop is None
    assert [(problem.code, problem.severity) for problem in problems] == [("never-shown", Severity.ERROR)]
