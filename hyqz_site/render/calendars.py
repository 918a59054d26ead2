"""Activities → calendar files (RFC 5545): all of them, one a community, one an activity.

They need no `base_url`: a file opened from any place goes into a calendar. Nothing in them depends on the clock: the
stamp of an event is the day on which its record was last changed, its UID is made from the record's id, for ever the
same.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from hyqz_site.model.clock import CHINA
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.community import Community
from hyqz_site.render import routes, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hyqz_site.memo import Memo
    from hyqz_site.model.public import PublicSite

ROOM: Final = "events"
SHOWN: Final = (Activity, Community)
"""What calendars show."""
WIDTH: Final = 75
"""Octets of a line, its end not counted (RFC 5545 §3.1)."""
ZONE: Final = "Asia/Shanghai"
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_MIDNIGHT: Final = time()


def make(public: PublicSite, memo: Memo) -> dict[str, bytes]:
    """The calendar files by their path in the output; none where there is no activity."""
    found = sorted(public.of(Activity), key=lambda one: (one.date, one.id))
    events = _events(found, public, memo)
    found = [one for one in found if events[one.id]]
    if not found:
        return {}
    title = public.settings.title

    def file(name: str, chosen: Iterable[Activity]) -> bytes:
        return calendar(name, (events[one.id] for one in chosen))

    files = {routes.CALENDAR: file(f"{title}活动", found)}
    for community in public.of(Community):
        here = [one for one in found if one.community and one.community.id == community.id]
        if here:
            files[routes.calendar("communities", community.id)] = file(f"{community.title}活动 - {title}", here)
    return files | {routes.calendar("activities", one.id): file(one.title, [one]) for one in found}


_HEAD: Final = "".join(
    f"{line}\r\n" for line in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hyqz-site//hyqz//ZH", "CALSCALE:GREGORIAN")
)
_ZONE: Final = "".join(
    f"{line}\r\n"
    for line in (
        f"X-WR-TIMEZONE:{ZONE}",
        "BEGIN:VTIMEZONE",
        f"TZID:{ZONE}",
        "BEGIN:STANDARD",
        "DTSTART:19910915T010000",  # since then without summer time
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
)


def calendar(name: str, events: Iterable[str]) -> bytes:
    """A calendar with events, each of which is its folded lines."""
    return "".join((_HEAD, folded(f"X-WR-CALNAME:{escaped(name)}"), _ZONE, *events, "END:VCALENDAR\r\n")).encode()


def _events(activities: Iterable[Activity], public: PublicSite, memo: Memo) -> dict[str, str]:
    """The folded lines of the events by the ids of their activities; nothing of those that never take place."""
    wanted = {one.id: f"{one.origin.head} {public.settings.base}" for one in activities}
    events: dict[str, str] = memo.recall_all(ROOM, wanted)
    for one in activities:
        if one.id not in events:
            events[one.id] = "".join(map(folded, _event(one, public)))
            memo.remember(ROOM, one.id, wanted[one.id], events[one.id])
    return events


def escaped(text: str) -> str:
    """The text as a value (RFC 5545 §3.3.11)."""
    return text.translate(_ESCAPES)


def folded(line: str) -> str:
    """The line with its end, broken after 75 octets and never within a character (RFC 5545 §3.1)."""
    data, parts = line.encode(), []
    room = WIDTH
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(data[:cut])
        data, room = data[cut:], WIDTH - 1
    return b"\r\n ".join([*parts, data]).decode() + "\r\n"


def _event(record: Activity, public: PublicSite) -> Iterator[str]:
    """The lines of an activity; none where its days of the week never come."""
    first = _first_day(record)
    if first is None:
        return
    changed = record.updated or record.published or record.date
    stamp = _utc(datetime.combine(changed, _MIDNIGHT, CHINA))
    yield "BEGIN:VEVENT"
    yield f"UID:activity-{record.id}@hyqz-site"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{max(0, (changed - record.published).days) if record.published else 0}"
    yield from _times(record, first)
    yield f"SUMMARY:{escaped(words.marked(record))}"
    yield f"LOCATION:{escaped(record.place)}"
    yield f"DESCRIPTION:{escaped(_description(record))}"
    yield f"CATEGORIES:{escaped(record.theme)}"
    if public.settings.base:
        yield f"URL:{routes.absolute(public.settings.base, routes.record('activities', record.id))}"
    yield "STATUS:CONFIRMED"
    yield "END:VEVENT"


def _times(record: Activity, first: date) -> Iterator[str]:
    last = record.end or record.date
    if record.time is None:
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        day_after = first if record.repeats else last
        yield f"DTEND;VALUE=DATE:{day_after + timedelta(days=1):%Y%m%d}"
        if record.repeats:
            yield f"RRULE:FREQ=WEEKLY;UNTIL={record.repeats.until:%Y%m%d};BYDAY={_weekdays(record)}"
        return
    start, end = record.time.start, record.time.end
    yield f"DTSTART;TZID={ZONE}:{datetime.combine(first, start):%Y%m%dT%H%M%S}"
    if end == time.max:
        yield f"DTEND;TZID={ZONE}:{first + timedelta(days=1):%Y%m%d}T000000"
    elif end:
        until = datetime.combine(first, end) + timedelta(days=int(end < start))
        yield f"DTEND;TZID={ZONE}:{until:%Y%m%dT%H%M%S}"
    if record.repeats:
        yield f"RRULE:FREQ=WEEKLY;UNTIL={_end_of(record.repeats.until)};BYDAY={_weekdays(record)}"
    elif last > first:
        yield f"RRULE:FREQ=DAILY;UNTIL={_end_of(last)}"


def _first_day(record: Activity) -> date | None:
    """The first day on which it takes place: what a rule repeats must itself follow the rule."""
    return next(iter(record.days(record.date, 6)), None)


def _weekdays(record: Activity) -> str:
    days = record.repeats.days if record.repeats else ()
    return ",".join(_DAYS[number] for number in sorted({day.number for day in days}))


def _end_of(day: date) -> str:
    return _utc(datetime.combine(day, time(23, 59, 59), CHINA))


def _utc(moment: datetime) -> str:
    return f"{moment - timedelta(hours=8):%Y%m%dT%H%M%SZ}"


def _description(record: Activity) -> str:
    return "\n".join(
        filter(None, (record.summary, f"组织方：{record.organiser}", f"报名：{record.signup}" if record.signup else ""))
    )
