"""Screens that shine longer than the street's rules allow (content model §2: light-pollution hours of `rules.yaml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds.common import Report
from hyqz_site.model.kinds.screen import LED_TYPES, Screen
from hyqz_site.model.singletons import RULES_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyqz_site.model.dates import TimeRange
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems

_DAY: Final = 24 * 60


def check_light(site: Site, problems: Problems) -> None:
    """Compare the hours of each wall of LEDs with those of `rules.yaml`, where there are any."""
    rules = site.singletons.rules.screens
    if rules is None or not rules.hours:
        return
    allowed, told = _minutes(rules.hours), _told(rules.hours)

    def check(record: Record, noted: Problems) -> None:
        if isinstance(record, Screen) and record.type in LED_TYPES and not _minutes(record.hours) <= allowed:
            Report(record, noted).warn(
                "hours",
                "outside-hours",
                f"“{record.title}”的开放时段 {_told(record.hours)} 超出了规则里的 {told}",
                f"请改短；主管部门同意的话，把 {RULES_FILE} 里“屏幕”的“开放时段”改长，写上依据。",
            )

    site.check_files("light", told, site.records_by_path, check, problems)


def _minutes(hours: Iterable[TimeRange]) -> set[int]:
    """The minutes of the day that are within any of the hours."""
    found: set[int] = set()
    for one in hours:
        start, end = one.minutes
        found.update(range(start, end) if start < end else (*range(start, _DAY), *range(end)))
    return found


def _told(hours: Iterable[TimeRange]) -> str:
    return "、".join(map(str, hours))
