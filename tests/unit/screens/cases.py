"""The cases of `tests/cases/slide_at.json`, read into tables and moments; random tables for the laws."""

import json
import random
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hyqz_site.screens.schedule import DAY, MINUTE, ZONE, Emergency, Rule, Segment, Table, Turn, Window

FILE = Path(__file__).resolve().parents[2] / "cases" / "slide_at.json"


@dataclass(frozen=True)
class Case:
    table: str
    at: int
    state: str
    slide: str | None
    since: int | None
    until: int | None
    why: str


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def window(text: str) -> Window:
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return Window(start, end)


def day(text: str | None) -> int | None:
    return None if text is None else (date.fromisoformat(text) - date(1970, 1, 1)).days


def tables() -> dict[str, Table]:
    found = {}
    for name, one in json.loads(FILE.read_text(encoding="utf-8"))["tables"].items():
        found[name] = Table(
            built=ms(one["built"]),
            slides=tuple(one["slides"]),
            hours=tuple(map(window, one["hours"])),
            rules=tuple(
                Rule(
                    day(rule.get("from")),
                    day(rule.get("until")),
                    tuple(rule.get("days", ())),
                    tuple(map(window, rule.get("hours", ()))),
                )
                for rule in one["rules"]
            ),
            segments=tuple(
                Segment(start and ms(start), tuple(Turn(*turn) for turn in turns)) for start, turns in one["segments"]
            ),
            always=tuple((slide, dwell) for slide, dwell in one.get("always", ())),
            emergencies=tuple(
                Emergency(slide, ms(start), ms(until)) for slide, start, until in one.get("emergencies", ())
            ),
        )
    return found


def cases() -> list[Case]:
    return [
        Case(
            one["table"],
            ms(one["at"]),
            one["state"],
            one["slide"],
            ms(one["since"]) if one["since"] else None,
            ms(one["until"]) if one["until"] else None,
            one["why"],
        )
        for one in json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    ]


def random_table(dice: random.Random) -> Table:
    """Any table that a build could make, and some that it would not."""
    built = dice.randrange(1_600_000_000_000, 1_900_000_000_000)
    slides = dice.randrange(1, 9)

    def some_window() -> Window:
        start, end = dice.sample(range(0, 1441, dice.choice((1, 30))), 2)
        return Window(start % 1440, end) if start % 1440 != end else Window(0, 1440)

    def some_rule() -> Rule:
        first = built // DAY + dice.randrange(-5, 30) if dice.random() < 0.3 else None
        last = (first or built // DAY) + dice.randrange(0, 20) if dice.random() < 0.3 else None
        weekdays = tuple(sorted(dice.sample(range(7), dice.randrange(1, 7)))) if dice.random() < 0.3 else ()
        return Rule(first, last, weekdays, tuple(some_window() for _ in range(dice.choice((0, 0, 0, 1, 2)))))

    rules = tuple(some_rule() for _ in range(dice.randrange(1, 9)))

    def some_turns() -> tuple[Turn, ...]:
        return tuple(
            Turn(number, dice.randrange(slides), dice.randrange(3, 61))
            for number in range(len(rules))
            for _ in range(dice.choice((0, 1, 1, 2)))
        )

    def midnight(days: int) -> int:
        return (built + ZONE) // DAY * DAY - ZONE + days * DAY

    starts = sorted(
        {
            midnight(dice.randrange(-1, 40)) + dice.choice((0, 0, dice.randrange(1440) * MINUTE))
            for _ in range(dice.randrange(6))
        }
    )
    emergencies = []
    for _ in range(dice.choice((0, 0, 1, 2, 3))):
        start = built + dice.randrange(0, 3 * DAY, 1000)
        emergencies.append(Emergency(dice.randrange(slides), start, start + dice.randrange(1000, DAY, 1000)))
    return Table(
        built=built,
        slides=tuple(f"brand/{n}" for n in range(slides)),
        hours=tuple(some_window() for _ in range(dice.choice((1, 1, 2)))),
        rules=rules,
        segments=tuple(Segment(start, some_turns()) for start in (None, *starts)),
        always=tuple((slide, dice.randrange(3, 61)) for slide in range(dice.randrange(slides + 1))),
        emergencies=tuple(emergencies),
    )


def random_moment(dice: random.Random, table: Table) -> int:
    """Mostly near something that happens."""
    what = dice.random()
    if what < 0.1:
        return dice.randrange(-(10**12), 5 * 10**12)
    if what < 0.5:
        t = table.built + dice.randrange(-DAY, 40 * DAY)
        of_day = (t + ZONE) % DAY
        return t - of_day + dice.choice(table.edges) + dice.choice((-1, 0, 1, 999, -1000))
    if what < 0.7 and (table.starts or table.alarms):
        return dice.choice(table.starts + table.alarms) + dice.choice((-1, 0, 1, 9_999, 10_000))
    return table.built + dice.randrange(-2 * DAY, 3660 * DAY if what > 0.95 else 30 * DAY)
