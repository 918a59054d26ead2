"""A star level that the hours do not support is a warning: the generator never awards a star (content model §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.model.kinds.common import Report
from hyqz_site.model.kinds.volunteer import Volunteer

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def check_levels(site: Site, problems: Problems) -> None:
    """Compare each level with the thresholds of `rules.yaml`."""
    thresholds = site.singletons.rules.star_thresholds
    if not thresholds:
        return

    def check(record: Record, noted: Problems) -> None:
        if not isinstance(record, Volunteer) or not record.stars or record.hours is None:
            return
        needed = thresholds[record.stars - 1]
        if record.hours < needed:
            Report(record, noted).warn(
                "stars",
                "star-level",
                f"“{record.title}”写了 {record.stars} 星，但时长 {record.hours} 小时不到 {needed} 小时",
                "请核对认证文件和时长截止日期；标准写在 content/rules.yaml。",
            )

    site.check_files("levels", repr(thresholds), site.records_by_path, check, problems)
