"""培训: training of volunteers (plan, three (一) 1)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.dates import Date
from hyqz_site.model.fields import Text, field
from hyqz_site.model.kinds.common import Kind, Record
from hyqz_site.model.numbers import Int


class TrainingForm(StrEnum):
    """形式."""

    LECTURE_HALL = "道德讲堂"
    CITIZEN_SCHOOL = "市民学校"
    CLASS = "课堂"
    PERFORMANCE = "文艺演出"
    ONLINE = "线上"


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Record):
    """A training."""

    date: dt.date = field("日期", Date(), required=True)
    form: TrainingForm = field("形式", Enum(TrainingForm), required=True)
    audience: str = field("对象", Text(30), required=True)
    place: str | None = field("地点", Text(40))
    teacher: str | None = field("讲授", Text(20))
    people: int | None = field("人次", Int())


TRAINING = Kind(name="training", collection="trainings", label="培训", record=Training)
