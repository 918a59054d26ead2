"""A past activity tells how it went (content model §5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.common import Status

if TYPE_CHECKING:
    from datetime import date

    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems

PATIENCE: Final = timedelta(days=30)


def check_outcome(site: Site, today: date, problems: Problems) -> None:
    """Warn of published activities that ended more than 30 days ago without `people` or `results`."""
    for record in site.of(Activity):
        if record.status is not Status.PUBLISHED or record.last_day + PATIENCE >= today:
            continue
        missing = [label for label, value in (("参与人次", record.people), ("成效", record.results)) if not value]
        if len(missing) == 2:
            problems.warn(
                record.origin.path,
                record.origin.document.first_line,
                "no-outcome",
                f"活动结束已超过 30 天，还没有写“{'”和“'.join(missing)}”",
                "请补上：参与人次: …，或 成效: …（下面写 项、数、单位）。",
            )
