"""A past activity tells how it went (content model §5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.common import Status

if TYPE_CHECKING:
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems

PATIENCE: Final = timedelta(days=30)


def check_outcome(site: Site, today: date, problems: Problems) -> None:
    """Warn of published activities that ended more than 30 days ago without `people` or `results`."""
    for path, (last_day, line) in site.in_files("no outcome", "", site.records_by_path, _is_without).items():
        if last_day + PATIENCE < today:
            message = "活动结束已超过 30 天，还没有写“参与人次”和“成效”"
            problems.warn(path, line, "no-outcome", message, "请补上：参与人次: …，或 成效: …（下面写 项、数、单位）。")


def _is_without(record: Record) -> tuple[date, Position] | None:
    """The last day of a published activity that does not tell how it went, and where to note that."""
    if not isinstance(record, Activity) or record.status is not Status.PUBLISHED:
        return None
    if record.people is not None or record.results:  # nobody came: that is told, too
        return None
    return record.last_day, record.origin.document.first_line
