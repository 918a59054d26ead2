"""The wall's `slideAt` says what Python's says: the shared cases, and 100,000 random moments."""

import json
import random
from pathlib import Path

from playwright.sync_api import Browser

from hyqz_site.screens.schedule import always_at, plain, slide_at
from tests.unit.screens.cases import cases, random_moment, random_table, tables

SCRIPT = Path(__file__).resolve().parents[2] / "assets" / "js" / "player-schedule.js"
ASK = """asked => JSON.stringify(JSON.parse(asked).map(([table, moments]) => {
  hyqzSchedule.prepare(table);
  return moments.map(t => {
    const one = hyqzSchedule.slideAt(table, t);
    const always = hyqzSchedule.alwaysAt(table, Math.abs(t) % 1e7);
    return [one.state, one.slide, one.start, one.end, always.slide, always.start, always.end];
  });
}))"""
"""Asked and answered as one text each: playwright would take half a minute to pack 700,000 numbers one by one."""


def test_the_wall_agrees_with_python_at_the_cases_and_at_100_000_moments(browser: Browser) -> None:
    dice = random.Random(20261123)
    asked = [(table, [case.at for case in cases() if case.table == name]) for name, table in tables().items()]
    for _ in range(200):
        table = random_table(dice)
        asked.append((table, [random_moment(dice, table) for _ in range(500)]))
    page = browser.new_page(timezone_id="America/New_York")
    page.add_script_tag(path=SCRIPT)
    answers = json.loads(page.evaluate(ASK, json.dumps([[plain(table), moments] for table, moments in asked])))
    page.close()
    count = 0
    for (table, moments), told in zip(asked, answers, strict=True):
        for t, answer in zip(moments, told, strict=True):
            one, always = slide_at(table, t), always_at(table, abs(t) % 10_000_000)
            here = [one.state, one.slide, one.start, one.end, always.slide, always.start, always.end]
            assert answer == here, (plain(table), t)
            count += 1
    assert count > 100_000
