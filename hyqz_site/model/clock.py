"""The time of the street: UTC+8, whatever the machine thinks (screens contract §2)."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))
