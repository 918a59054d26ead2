"""The time of the street: UTC+8, whatever the machine thinks (screens contract §2); days as tables count them."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))
_TABLES_BEGIN: Final = date(1899, 12, 30)


def day_in_table(number: int) -> date:
    """The day that a table (Excel, WPS) has as this number, where no cell says that it is a date."""
    return _TABLES_BEGIN + timedelta(days=number)
