"""The pages of awards and of outcomes: every figure with its definition, day and source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.kinds.award import CATEGORIES, Award, AwardStage
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure, Point, Show
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.render import charts, routes, words
from hyqz_site.render.views.common import SIZES_SMALL, SIZES_WIDE, Card, Desk, Fact, Frame, Link, Table
from hyqz_site.render.views.records import RecordView, common

MONTHS: Final = 12
"""So many of the newest values a chart shows."""


# Awards


@dataclass(frozen=True, slots=True)
class Category:
    """One of the four categories with those named in it; a card's summary is the citation."""

    kind: str
    title: str
    entries: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView(RecordView):
    """The page of a year's award."""

    year: str
    stage: str
    categories: tuple[Category, ...]
    courtesies: tuple[str, ...]
    years: tuple[Link, ...]


def award(record: Award, desk: Desk) -> AwardView:
    """The page of a year's award: entries by category, in the order of the record."""
    period = ""
    if record.stage is AwardStage.NOTICE and record.notice_from and record.notice_until:
        period = f"公示期{words.days(record.notice_from, record.notice_until)}"
    parts = common(
        record,
        desk,
        (
            Fact("年份", str(record.year)),
            Fact("阶段", record.stage, period),
            Fact("主办", record.host),
            Fact("依据", record.doc or ""),
        ),
    )
    parts["groups"] = tuple(
        group for group in parts["groups"] if group.title not in {BY_NAME[kind].label for kind in CATEGORIES}
    )
    return AwardView(
        **parts,
        year=str(record.year),
        stage=record.stage,
        categories=categories(record, desk),
        courtesies=record.courtesies,
        years=tuple(Link(str(one.year), desk.link(one).href, one is record) for one in _by_year(desk)),
    )


def categories(record: Award, desk: Desk) -> tuple[Category, ...]:
    """The categories that have entries."""
    named: dict[str, list[Card]] = defaultdict(list)
    for entry in record.entries:
        shown = desk.public.find(entry.ref)
        if shown:
            sizes = SIZES_SMALL if isinstance(shown, Volunteer) else SIZES_WIDE
            named[entry.ref.kind].append(replace(desk.card(shown, sizes), summary=entry.citation))
    return tuple(Category(kind, title, tuple(named[kind])) for kind, title in CATEGORIES.items() if named[kind])


def _by_year(desk: Desk) -> list[Award]:
    return sorted(desk.public.of(Award), key=lambda one: (-one.year, one.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year on the page of all awards."""

    title: str
    year: str
    stage: str
    href: str
    summary: str
    categories: tuple[Category, ...]
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsView:
    """The page of all awards, by year."""

    frame: Frame
    title: str
    lead: str
    years: tuple[Year, ...]


def awards(desk: Desk) -> AwardsView:
    """最美榜: every year with its four categories."""
    said = words.LISTS["awards"]
    return AwardsView(
        frame=desk.frame(said.title, f"“最美衡阳群众”：{said.lead}", (Link("首页", desk.href(routes.HOME)),)),
        title=said.title,
        lead=said.lead,
        years=tuple(
            Year(
                title=one.title,
                year=str(one.year),
                stage=one.stage,
                href=desk.link(one).href,
                summary=one.summary,
                categories=categories(one, desk),
                is_sample=bool(one.sample),
            )
            for one in _by_year(desk)
        ),
    )


# Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFact:
    """A figure's newest value with its definition, day and source."""

    label: str
    number: str
    unit: str
    asof: str
    definition: str
    source: str
    href: str
    target: str
    share: float
    """How far it is on the way to the target, 0 to 1.25; 0 where there is none."""
    is_sample: bool


def figure_fact(record: Figure, desk: Desk) -> FigureFact | None:
    """The newest value of the whole street; None where there is none."""
    totals = _totals(record)
    if not totals:
        return None
    point = totals[-1]
    share = min(float(point.value / record.target), 1.25) if record.target else 0
    return FigureFact(
        label=record.title,
        number=words.number(point.value),
        unit=record.unit,
        asof=words.day(point.asof),
        definition=record.definition,
        source=record.source,
        href=desk.link(record).href,
        target=f"目标 {words.number(record.target)}{record.unit}" if record.target is not None else "",
        share=round(share, 3),
        is_sample=bool(record.sample),
    )


def _totals(record: Figure) -> list[Point]:
    """The values of the whole street, the oldest first."""
    return sorted((point for point in record.series if point.community is None), key=lambda point: point.asof)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A chart with its table and everything that makes its figures honest."""

    id: str
    title: str
    lead: str
    chart: charts.Chart
    table: Table
    notes: tuple[Fact, ...]
    href: str
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesView:
    """The page of all outcomes."""

    frame: Frame
    title: str
    lead: str
    figures: tuple[FigureFact, ...]
    exhibits: tuple[Exhibit, ...]


def outcomes(desk: Desk) -> OutcomesView:
    """成果: the newest values, then every chart with its table."""
    said = words.LISTS["figures"]
    records = desk.public.of(Figure)
    exhibits = [_rates(records, desk), *(_over_time(one, desk) for one in records), _stars(desk)]
    return OutcomesView(
        frame=desk.frame(said.title, f"{said.title}：{said.lead}", (Link("首页", desk.href(routes.HOME)),)),
        title=said.title,
        lead=said.lead,
        figures=tuple(fact for one in records if Show.OUTCOMES in one.show and (fact := figure_fact(one, desk))),
        exhibits=tuple(filter(None, exhibits)),
    )


def _rates(records: Sequence[Figure], desk: Desk) -> Exhibit | None:
    """The registration rate of every community, against the target where a figure in percent has one."""
    known = [one for one in desk.communities() if rate(one) is not None]
    if not known:
        return None
    goal = next((one for one in records if one.unit == "%" and one.target is not None), None)
    target = float(goal.target) if goal and goal.target is not None else None
    target_text = f"目标 {words.number(goal.target)}%" if goal and goal.target is not None else ""
    items, rows = [], []
    for one in known:
        share = rate(one) or Decimal(0)
        items.append(charts.Item(one.short, float(share), f"{words.number(share)}%"))
        against = _against(share, goal.target) if goal and goal.target is not None else "—"
        rows.append(
            (
                one.short,
                words.number(one.registered or 0),
                words.number(one.population or 0),
                f"{words.number(share)}%",
                against,
            )
        )
    days = sorted({day for one in known for day in (one.registered_asof, one.population_asof) if day})
    return Exhibit(
        id="rate",
        title="八个社区的注册率" if len(known) == 8 else "各社区的注册率",
        lead=(goal.target_text or "") if goal else "",
        chart=charts.rows("各社区的注册率", items, target, target_text),
        table=Table(
            caption="各社区的注册率", head=("社区", "注册（人）", "人口（人）", "注册率", "比目标"), rows=tuple(rows)
        ),
        notes=(
            Fact("口径", "注册志愿者除以常住人口，取一位小数；“比目标”的单位是百分点"),
            Fact("截止", "至".join(words.day(day) for day in dict.fromkeys((days[0], days[-1])))),
            Fact("来源", f"各社区填报；{goal.source}" if goal else "各社区填报"),
        ),
        href=desk.link(goal).href if goal else "",
        is_sample=any(one.sample for one in known),
    )


def rate(record: Community) -> Decimal | None:
    """The registration rate in percent, only where both counts carry their as-of dates (content model §5)."""
    if not record.population or record.registered is None:
        return None
    if record.population_asof is None or record.registered_asof is None:
        return None
    return words.share(record.registered, record.population)


def _against(share: Decimal, target: Decimal) -> str:
    difference = share - target
    if difference == 0:
        return "持平"
    return f"{'高' if difference > 0 else '低'}{words.number(abs(difference))}"


def _over_time(record: Figure, desk: Desk) -> Exhibit | None:
    """A figure's values over time; none where a line of three would say nothing."""
    points = _totals(record)[-MONTHS:]
    if Show.OUTCOMES not in record.show or len(points) < 3:
        return None
    names = along_the_axis([point.asof for point in points])
    items = [
        charts.Item(name, float(point.value), words.number(point.value), year)
        for point, (name, year) in zip(points, names, strict=True)
    ]
    target = float(record.target) if record.target is not None else None
    return Exhibit(
        id=record.id,
        title=record.title,
        lead=record.summary,
        chart=charts.columns(
            record.title,
            items,
            target,
            f"目标 {words.number(record.target)}{record.unit}" if record.target is not None else "",
        ),
        table=Table(
            caption=f"{record.title}（{record.unit}）",
            head=("截止日期", "全街道"),
            rows=tuple((words.day(point.asof), words.number(point.value)) for point in reversed(points)),
        ),
        notes=(
            Fact("口径", record.definition),
            Fact("截止", words.day(points[-1].asof)),
            Fact("来源", record.source),
        ),
        href=desk.link(record).href,
        is_sample=bool(record.sample),
    )


def along_the_axis(days: Sequence[date]) -> list[tuple[str, str]]:
    """What a chart says below its columns: the number of a month, and the year that begins with it; else the day.

    “月” stands once, at the end: twelve of them would touch each other.
    """
    if any(a.month == b.month for a, b in pairwise(days)):
        return [(words.day(day), "") for day in days]
    years = [day.year for day in days]
    begins = [one != before for before, one in zip([0, *years], years, strict=False)]
    begins[0] = not any(begins[1:2])  # two years beside each other would touch, too
    last = len(days) - 1
    return [
        (f"{day.month}{'月' if number == last else ''}", str(day.year) if begins[number] else "")
        for number, day in enumerate(days)
    ]


def _stars(desk: Desk) -> Exhibit | None:
    """How many of the volunteers shown here have how many stars: counts of stars, never a ranking of people."""
    people = [one for one in desk.public.of(Volunteer) if one.stars]
    if not people:
        return None
    counted = Counter(one.stars for one in people)
    items = [charts.Item(words.STARS[n], counted[n], f"{counted[n]} 人") for n in range(5, 0, -1)]
    newest = max(one.star_date for one in people if one.star_date) if any(one.star_date for one in people) else None
    return Exhibit(
        id="stars",
        title="星级分布",
        lead="一只雁是一个人。我们只数每一星有几位，不给人排名次。",
        chart=charts.people("本站介绍的志愿者，按星级", items),
        table=Table(
            caption="本站介绍的志愿者，按星级（人）",
            head=("星级", "人数"),
            rows=tuple((item.name, words.number(int(item.value))) for item in items),
        ),
        notes=(
            Fact("口径", "在本站有介绍、已认证星级的志愿者人数，不是全街道人数"),
            Fact("截止", words.day(newest or desk.public.today)),
            Fact("来源", "各人页面上写明的认证文号"),
        ),
        href="",
        is_sample=any(one.sample for one in people),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView(RecordView):
    """The page of a figure: its definition, source and all its values."""

    latest: FigureFact | None
    chart: charts.Chart | None
    tables: tuple[Table, ...]


def figure(record: Figure, desk: Desk) -> FigureView:
    """The page of a figure."""
    target = f"{words.number(record.target)} {record.unit}" if record.target is not None else ""
    shown = _over_time(record, desk)
    return FigureView(
        **common(
            record,
            desk,
            (
                Fact("口径", record.definition),
                Fact("单位", record.unit),
                Fact("目标", target, record.target_text or ""),
            ),
        ),
        latest=figure_fact(record, desk),
        chart=shown.chart if shown else None,
        tables=_tables(record, desk),
    )


def _tables(record: Figure, desk: Desk) -> tuple[Table, ...]:
    """One table: a row a day, a column for the street and for each community that has values."""
    shown = [c for c in desk.communities() if any(p.community and p.community.id == c.id for p in record.series)]
    values: dict[date, dict[str, str]] = defaultdict(dict)
    for point in record.series:
        values[point.asof][point.community.id if point.community else ""] = words.number(point.value)
    has_total = any("" in row for row in values.values())
    columns = [*([""] if has_total else []), *(item.id for item in shown)]
    head = ("截止日期", *(["全街道"] if has_total else []), *(item.title.removesuffix("社区") for item in shown))
    rows = tuple(
        (words.day(day), *(values[day].get(column, "—") for column in columns)) for day in sorted(values, reverse=True)
    )
    return (Table(caption=f"{record.title}（{record.unit}）", head=head, rows=rows, note=f"来源：{record.source}"),)
