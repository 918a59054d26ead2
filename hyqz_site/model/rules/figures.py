"""A street total and all communities on the same day must add up (content model §5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hyqz_site.model.kinds.common import Report
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def check_sums(site: Site, problems: Problems) -> None:
    """Compare each total with the sum of its day, where every community has a value on it."""
    communities = {id_ for kind, id_ in (*site.records, *site.broken) if kind == "community"}
    if not communities or not site.of(Community):
        return
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
            if set(values) == communities and sum(values.values()) != total:
                Report(record, problems).error(
                    f"series.{number}.value",
                    "figure-sum",
                    f"{day:%Y-%m-%d} 全街道是 {total}，但 {len(values)} 个社区加起来是 {sum(values.values())}",
                    "请核对各社区的数和总数。",
                )
