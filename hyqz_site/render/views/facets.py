"""What a list is filtered by: plain links to pages with a part of it, which a small script can combine."""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_COLLECTION
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.team import Team
from hyqz_site.model.values import Ref
from hyqz_site.render import words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from datetime import date

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite

FEWEST: Final = 8
"""A list of fewer records is read faster than filtered."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: `id` stands in addresses, `order` sorts."""

    id: str
    label: str
    order: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Facet:
    """A property that a list may be filtered by."""

    key: str
    label: str
    said: Callable[[Any], tuple[Hashable, ...]]
    """What a record says of it, without asking others."""
    value: Callable[[Any, PublicSite], Value | None]
    """What is meant by something that is said; None where that is not shown."""

    def values(self, record: Record, public: PublicSite) -> Iterable[Value]:
        """The values of a record."""
        return dict.fromkeys(value for one in self.said(record) if (value := self.value(one, public)))


@dataclass(frozen=True, slots=True)
class Part:
    """The records of a list that share a value."""

    facet: Facet
    value: Value
    records: tuple[Record, ...]

    @property
    def name(self) -> str:
        """How addresses name it."""
        return f"{self.facet.key}-{self.value.id}"


@lru_cache(maxsize=None, typed=True)  # members of two kinds may be the same word
def _value(member: Enum) -> Value:
    order = list(type(member)).index(member)
    return Value(member.name.lower().replace("_", "-"), str(member.value), (order, ""))


def _enum(key: str, label: str, field: str) -> Facet:
    def said(record: Any) -> tuple[Hashable, ...]:  # noqa: ANN401 - any record
        return tuple(filter(None, (getattr(record, field),)))

    return Facet(key, label, said, lambda member, _: _value(member))


def _community(said: tuple[str, str], public: PublicSite) -> Value | None:
    found = public.find(Ref(*said))
    if not isinstance(found, Community):
        return None
    order = [post.community.id for post in public.roster if post.community]
    place = order.index(found.id) if found.id in order else len(order)
    return Value(found.id, found.short, (place, found.id))


def _group(said: tuple[str, str], public: PublicSite) -> Value | None:
    team = public.find(Ref(*said))
    return _value(team.group) if isinstance(team, Team) else None


def _names(*refs: Ref | None) -> tuple[Hashable, ...]:
    return tuple(ref.key for ref in refs if ref)


def _year(record: Any) -> tuple[Hashable, ...]:  # noqa: ANN401 - news, activities, trainings
    return () if getattr(record, "repeats", None) else (record.dated.year,)


COMMUNITY: Final = Facet("community", "社区", lambda record: _names(record.community), _community)
YEAR: Final = Facet("year", "年份", _year, lambda year, _: Value(str(year), f"{year}年", (-year, "")))
STARS: Final = Facet(
    "stars",
    "星级",
    lambda record: (record.stars,) if record.stars else (),
    lambda stars, _: Value(str(stars), words.STARS[stars], (stars, "")),
)
SEASON: Final = Facet(
    "season", "四季", lambda record: () if record.repeats else (record.in_season,), lambda season, _: _value(season)
)
GROUP: Final = Facet("group", "队伍", lambda record: _names(*record.teams), _group)
TEAM_GROUP: Final = _enum("group", "类别", "group")
FACETS: Final[dict[str, tuple[Facet, ...]]] = {
    "volunteers": (COMMUNITY, GROUP, STARS),
    "teams": (COMMUNITY, TEAM_GROUP),
    "projects": (COMMUNITY, _enum("theme", "主题", "theme"), _enum("run", "进展", "run")),
    "activities": (
        _enum("action", "五大行动", "action"),
        SEASON,
        _enum("theme", "主题", "theme"),
        COMMUNITY,
        YEAR,
    ),
    "news": (_enum("form", "体裁", "form"), _enum("level", "媒体", "outlet_level"), YEAR),
    "trainings": (_enum("form", "形式", "form"),),
}
"""The facets of the collections, in the order in which a page shows them."""


def parts(collection: str, records: Sequence[Record], public: PublicSite) -> tuple[Part, ...]:
    """The parts of a list, facet by facet; a facet with one value parts nothing."""
    facets = FACETS.get(collection, ())
    if len(records) < FEWEST or not facets:
        return ()
    cls = BY_COLLECTION[collection].record
    said = public.facts(cls, "facets", "", lambda record: tuple(facet.said(record) for facet in facets))
    of_record = dict(zip([one.id for one in public.of(cls)], said, strict=True))
    found: list[Part] = []
    for number, facet in enumerate(facets):
        by_value = _parted(facet, [(one, (of_record[one.id] or ())[number]) for one in records], public)
        if len(by_value) > 1:
            ordered = sorted(by_value, key=lambda value: value.order)
            found += [Part(facet, value, tuple(by_value[value])) for value in ordered]
    return tuple(found)


def _parted(
    facet: Facet, records: Iterable[tuple[Record, tuple[Hashable, ...]]], public: PublicSite
) -> dict[Value, list[Record]]:
    """Records by the values of a facet; what each says of it comes with it."""
    meant = cache(lambda said: facet.value(said, public))
    found: dict[Value, list[Record]] = {}
    for record, said in records:
        for value in dict.fromkeys(map(meant, said)):
            if value:
                found.setdefault(value, []).append(record)
    return found


def tokens(collection: str, record: Record, public: PublicSite) -> str:
    """A record's values, for the script: `community:dahua stars:3`."""
    facets = FACETS.get(collection, ())
    return " ".join(f"{facet.key}:{value.id}" for facet in facets for value in facet.values(record, public))


def _days(activity: Activity, today: date) -> tuple[date, ...]:
    """The first and the last of its days, of one that comes again those to come."""
    days = activity.days(today) if activity.repeats else (activity.date, activity.last_day)
    return (days[0], days[-1]) if days else ()


MONTHS_BACK: Final = 36
MONTHS_AHEAD: Final = 24
"""The calendar's pages: one mistyped year must not make thousands of them."""


def months(public: PublicSite) -> list[tuple[int, int]]:
    """The months that have a page: from the first single activity to the last day known, within reach of today."""
    today = public.today
    found = [today]
    for days in public.facts(Activity, "months", str(today), lambda one: _days(one, today)):
        found += days or ()
    now = today.year * 12 + today.month - 1
    numbers = [day.year * 12 + day.month - 1 for day in found]
    span = range(max(min(numbers), now - MONTHS_BACK), min(max(numbers), now + MONTHS_AHEAD) + 1)
    return [(number // 12, number % 12 + 1) for number in span]
