"""What a list is filtered by: plain links to pages with a part of it, which a small script can combine."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.team import Team
from hyqz_site.render import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hyqz_site.model.gates import PublicSite
    from hyqz_site.model.kinds.common import Record

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
    values: Callable[[Any, PublicSite], Iterable[Value]]


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
    def values(record: Any, _: PublicSite) -> Iterable[Value]:  # noqa: ANN401 - any record
        member = getattr(record, field)
        return (_value(member),) if member else ()

    return Facet(key, label, values)


def _community(record: Record, public: PublicSite) -> Iterable[Value]:
    found = public.find(record.community)
    if found is None:
        return ()
    order = [post.community.id for post in public.roster if post.community]
    place = order.index(found.id) if found.id in order else len(order)
    return (Value(found.id, found.title.removesuffix("社区") or found.title, (place, found.id)),)


def _stars(record: Any, _: PublicSite) -> Iterable[Value]:  # noqa: ANN401 - a volunteer
    return (Value(str(record.stars), words.STARS[record.stars], (record.stars, "")),) if record.stars else ()


def _groups(record: Any, public: PublicSite) -> Iterable[Value]:  # noqa: ANN401 - a volunteer
    groups = [team.group for team in public.all(record.teams) if isinstance(team, Team)]
    return tuple(_value(group) for group in dict.fromkeys(groups))


def _year(record: Any, _: PublicSite) -> Iterable[Value]:  # noqa: ANN401 - news, activities, trainings
    if getattr(record, "repeats", None):
        return ()
    year = record.dated.year
    return (Value(str(year), f"{year}年", (-year, "")),)


COMMUNITY: Final = Facet("community", "社区", _community)
YEAR: Final = Facet("year", "年份", _year)
FACETS: Final[dict[str, tuple[Facet, ...]]] = {
    "volunteers": (COMMUNITY, Facet("group", "队伍", _groups), Facet("stars", "星级", _stars)),
    "teams": (COMMUNITY, _enum("group", "类别", "group")),
    "projects": (COMMUNITY, _enum("theme", "主题", "theme"), _enum("run", "进展", "run")),
    "activities": (
        _enum("action", "五大行动", "action"),
        Facet("season", "四季", lambda record, _: () if record.repeats else (_value(record.in_season),)),
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
    if len(records) < FEWEST:
        return ()
    found: list[Part] = []
    for facet in FACETS.get(collection, ()):
        by_value: dict[str, list[Record]] = {}
        named: dict[str, Value] = {}
        for record in records:
            for value in facet.values(record, public):
                named[value.id] = value
                by_value.setdefault(value.id, []).append(record)
        if len(named) > 1:
            ordered = sorted(named.values(), key=lambda value: value.order)
            found += [Part(facet, value, tuple(by_value[value.id])) for value in ordered]
    return tuple(found)


def tokens(collection: str, record: Record, public: PublicSite) -> str:
    """A record's values, for the script: `community:dahua stars:3`."""
    facets = FACETS.get(collection, ())
    return " ".join(f"{facet.key}:{value.id}" for facet in facets for value in facet.values(record, public))


MONTHS_BACK: Final = 36
MONTHS_AHEAD: Final = 24
"""The calendar's pages: one mistyped year must not make thousands of them."""


def months(public: PublicSite) -> list[tuple[int, int]]:
    """The months that have a page: from the first single activity to the last day known, within reach of today."""
    today = public.today
    found = [today]
    for one in public.of(Activity):
        found += list(one.days(today)) if one.repeats else [one.date, one.last_day]
    now = today.year * 12 + today.month - 1
    numbers = [day.year * 12 + day.month - 1 for day in found]
    span = range(max(min(numbers), now - MONTHS_BACK), min(max(numbers), now + MONTHS_AHEAD) + 1)
    return [(number // 12, number % 12 + 1) for number in span]
