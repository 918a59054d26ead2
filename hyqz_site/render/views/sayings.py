"""What a card says of a record besides its title: a line above, a line below, how many people it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.news import News
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.kinds.place import PlaceRecord
from hyqz_site.model.kinds.project import Project
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.kinds.training import Training
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyqz_site.model.kinds.common import Record


def _days(record: Activity) -> str:
    if record.repeats:
        return f"每{words.listed(record.repeats.days)}"
    return words.days(record.date, record.end)


_KICKERS: Final[dict[type[Record], Callable[[Any], str]]] = {
    Volunteer: lambda one: one.identity,
    Team: lambda one: f"{one.group}·{one.level}",
    Project: lambda one: f"{one.theme}·{one.run}",
    Activity: lambda one: one.action or one.topic or one.theme,
    News: lambda one: one.form,
    Film: lambda one: one.type,
    PlaceRecord: lambda one: one.type,
    ChannelRecord: lambda one: one.type,
    Training: lambda one: one.form,
    Award: lambda one: one.stage,
    Page: lambda _: "说明",
}
_NOTES: Final[dict[type[Record], Callable[[Any], str]]] = {
    Activity: _days,
    News: lambda one: f"{one.outlet}，{words.day(one.orig_date)}",
    Training: lambda one: words.day(one.date),
    Team: lambda one: f"{words.number(one.members)}人，{words.month(one.founded)}成立",
    Project: lambda one: f"始于{words.month(one.started)}",
    Film: lambda one: words.length(one.seconds),
    PlaceRecord: lambda one: one.stage,
}
_PEOPLE: Final[dict[type[Record], Callable[[Any], int | None]]] = {
    Team: lambda one: one.members,
    Project: lambda one: one.volunteers,
    Activity: lambda one: one.people,
    Training: lambda one: one.people,
}


def kicker_of(record: Record) -> str:
    """What stands above the title: of what sort the record is."""
    say = _KICKERS.get(type(record))
    return say(record) if say else kind_of(record).label


def note_of(record: Record) -> str:
    """The line below: when, where it was printed, how many."""
    say = _NOTES.get(type(record))
    return say(record) if say else ""


def people_of(record: Record) -> int:
    """How many people the record tells of; 0 where it does not say."""
    say = _PEOPLE.get(type(record))
    return (say(record) if say else 0) or 0
