"""One person in two records: a file that was copied, a row of a roster with another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.model.kinds.common import Report, Status
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.naming import without_blanks

if TYPE_CHECKING:
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def check_copies(site: Site, problems: Problems) -> None:
    """Warn of volunteers of one name with one and the same consent; what was withdrawn may have a successor."""

    def check(found: Problems) -> None:
        first: dict[tuple[str, str], str] = {}
        for path, record in sorted(site.records_by_path.items(), key=lambda item: (len(item[0]), item[0])):
            if isinstance(record, Volunteer) and record.consent and record.status is not Status.WITHDRAWN:
                known = without_blanks(record.title), record.consent.archive_no
                if first.setdefault(known, path) != path:
                    message = f"“{record.title}”在 {first[known]} 里已经有了，存档号也是“{record.consent.archive_no}”"
                    hint = "像是另存的一份：比较以后删掉一个；换编号请用 hyqz rename。"
                    Report(record, found).warn("consent.archive_no", "copied-record", message, hint)

    site.check_heads("copies", "", check, problems)
