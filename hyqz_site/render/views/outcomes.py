"""The pages of awards and figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyqz_site.model.kinds.award import CATEGORIES, Award, AwardStage
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.figure import Figure
from hyqz_site.render import words
from hyqz_site.render.views.common import Card, Desk, Fact, Table, label_of
from hyqz_site.render.views.records import RecordView, common

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Category:
    """One of the four categories with those named in it; a card's summary is the citation."""

    title: str
    entries: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView(RecordView):
    """The page of a year's award."""

    categories: tuple[Category, ...]
    courtesies: tuple[str, ...]


def award(record: Award, desk: Desk) -> AwardView:
    """The page of a year's award: entries by category, in the order of the record."""
    named: dict[str, list[Card]] = defaultdict(list)
    for entry in record.entries:
        shown = desk.public.find(entry.ref)
        if shown:
            named[entry.ref.kind].append(replace(desk.card(shown), summary=entry.citation))
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
        group for group in parts["groups"] if group.title not in {label_of(kind) for kind in CATEGORIES}
    )
    return AwardView(
        **parts,
        categories=tuple(Category(title, tuple(named[kind])) for kind, title in CATEGORIES.items() if named[kind]),
        courtesies=record.courtesies,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView(RecordView):
    """The page of a figure: its definition, source and all its values."""

    latest: Fact | None
    tables: tuple[Table, ...]


def latest(record: Figure) -> Fact | None:
    """The newest value of the whole street, with its day; the newest sum of all communities where there is none."""
    totals = [point for point in record.series if point.community is None]
    if not totals:
        return None
    point = max(totals, key=lambda point: point.asof)
    return Fact(record.title, f"{words.number(point.value)} {record.unit}", f"截至{words.day(point.asof)}")


def figure(record: Figure, desk: Desk) -> FigureView:
    """The page of a figure."""
    target = f"{words.number(record.target)} {record.unit}" if record.target is not None else ""
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
        latest=latest(record),
        tables=_tables(record, desk),
    )


def _tables(record: Figure, desk: Desk) -> tuple[Table, ...]:
    """One table: a row a day, a column for the street and for each community that has values."""
    shown = [c for c in desk.public.of(Community) if any(p.community and p.community.id == c.id for p in record.series)]
    values: dict[date, dict[str, str]] = defaultdict(dict)
    for point in record.series:
        values[point.asof][point.community.id if point.community else ""] = words.number(point.value)
    has_total = any("" in row for row in values.values())
    columns = [*([""] if has_total else []), *(item.id for item in shown)]
    head = ("截止日期", *(["全街道"] if has_total else []), *(item.title for item in shown))
    rows = tuple((words.day(day), *(values[day].get(column, "—") for column in columns)) for day in sorted(values))
    return (Table(caption=f"{record.title}（{record.unit}）", head=head, rows=rows, note=f"来源：{record.source}"),)
