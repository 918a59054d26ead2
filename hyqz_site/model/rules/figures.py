"""A street total and all communities on the same day must add up (content model §5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hyqz_site.model.kinds.common import Report, Status
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def check_sums(site: Site, today: date, problems: Problems) -> None:
    """Compare each total with the sum of its day, where every community that is public today has a value on it."""
    communities = {one.id for one in site.of(Community) if _is_public(one, today)}
    if not communities:
        return
    inside = {("community", one.id) for one in site.incomplete if one.origin.stays_inside}
    broken = {id_ for kind, id_ in site.broken - inside if kind == "community"}  # nobody knows what they say
    for record in site.of(Figure):
        totals: dict[date, tuple[int, Decimal]] = {}
        parts: dict[date, dict[str, Decimal]] = defaultdict(dict)
        for number, point in enumerate(record.series):
            if point.community is None:
                totals[point.asof] = (number, point.value)
            else:
                parts[point.asof][point.community.id] = point.value
        for day, (number, total) in totals.items():
            values = parts[day]
            # With one that is no more, or is still to come, nobody knows whether the total counts it.
            sums = {sum(values.values()), sum(value for id_, value in values.items() if id_ in communities)}
            if values.keys() >= communities | broken and total not in sums:
                Report(record, problems).error(
                    f"series.{number}.value",
                    "figure-sum",
                    f"{day:%Y-%m-%d} 全街道是 {total}，但 {len(values)} 个社区加起来是 {sum(values.values())}",
                    "请核对各社区的数和总数。",
                )


def _is_public(record: Community, today: date) -> bool:
    """Whether a community is one of the street's today: none that is being entered, nor one that is no more."""
    is_out = record.status is Status.PUBLISHED and record.published is not None and record.published <= today
    return is_out and not (record.expires and record.expires <= today)
