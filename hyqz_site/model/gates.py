"""Which records, and which of their fields, may go out on a channel now: the only way from `Site` to `PublicSite`.

Everything after this module sees a `PublicSite` and nothing else, so what may not go out is not there to be leaked:
not in a list, a count, a search entry, a slide or a text. The order of `_GATES` is the order in which a reason is
given; a record goes out only where none of them holds it back (content model §3, §5).
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site.model.clock import CHINA
from hyqz_site.model.held import NO_FACE, Held
from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.common import Channel, ConsentForm, Record, Scope, Status
from hyqz_site.model.kinds.film import Film
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.masking import (
    Mask,
    cleaned,
    goes_by_others,
    hides,
    initial,
    is_minor,
    may,
    shown_name,
    words_of_film,
)
from hyqz_site.model.naming import without_blanks
from hyqz_site.model.public import Moment, PublicSite, Signature
from hyqz_site.model.reviews import holds_post
from hyqz_site.model.singletons import REVIEWS_FILE, Ledger
from hyqz_site.problem import WHOLE_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyqz_site.model.singletons import Post, Settings
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def _status(record: Record, _: Moment) -> Held | None:
    return None if record.status is Status.PUBLISHED and record.published else Held.NOT_PUBLISHED


def _published(record: Record, moment: Moment) -> Held | None:
    if record.published and record.published > moment.today:
        return Held.NOT_YET
    return Held.NOT_STARTED if isinstance(record, Notice) and record.start > moment.now else None


def _expires(record: Record, moment: Moment) -> Held | None:
    if record.expires and record.expires <= moment.today:
        return Held.EXPIRED
    if isinstance(record, Notice) and record.until <= moment.now:
        return Held.EXPIRED
    if isinstance(record, Benefit) and record.valid and record.valid < moment.today:
        return Held.EXPIRED
    return None


def _consent(record: Record, moment: Moment) -> Held | None:
    consent = record.consent
    if consent is None:
        written = record.origin.fills("consent")
        return Held.NO_CONSENT if written or isinstance(record, Volunteer) else None
    if consent.withdrawn and consent.withdrawn <= moment.today:
        return Held.CONSENT_WITHDRAWN
    if consent.until and consent.until < moment.today:
        return Held.CONSENT_ENDED
    if consent.date > moment.agreed:
        return Held.NOT_YET_AGREED
    return None if moment.channel in consent.channels else Held.OTHER_CHANNEL


def _minor(record: Record, _: Moment) -> Held | None:
    if not is_minor(record) or (record.consent and record.consent.form is ConsentForm.GUARDIAN):
        return None
    return Held.NO_GUARDIAN


def _film(record: Record, _: Moment) -> Held | None:
    """A film shows people from its first picture to its last: nothing is left of it without that."""
    return Held.NO_PORTRAIT if isinstance(record, Film) and not may(record, Scope.PORTRAIT) else None


def _sample(record: Record, moment: Moment) -> Held | None:
    return Held.SAMPLE if record.sample and moment.strict_samples else None


def _signed(record: Record, moment: Moment) -> Held | None:
    review = record.review
    if review is None or not review.is_required or (review.day and review.day <= moment.agreed):
        return None
    return Held.CHANGED if review.is_changed else Held.NOT_SIGNED


_GATES: Final[tuple[Callable[[Record, Moment], Held | None], ...]] = (
    _status,
    _published,
    _expires,
    _sample,
    _consent,
    _film,
    _minor,
    _signed,
)
_CONSENT_REASONS: Final = {
    Held.OTHER_CHANNEL: "channels",
    Held.CONSENT_ENDED: "until",
    Held.CONSENT_WITHDRAWN: "withdrawn",
    Held.NOT_YET_AGREED: "date",
    Held.NO_PORTRAIT: "scope",
}
"""Reasons that lie in a consent, and the field of it to which the warning points."""
_SETTINGS_TEXTS: Final = ("title", "subtitle", "organiser", "undertaker", "contact")


def moment_of(site: Site, channel: Channel, now: datetime, *, shows_held: bool = False) -> Moment:
    """What the gates of a site are asked about: `now`, which is in UTC+8, on a channel, as its settings say."""
    strict = bool(site.singletons.settings.strict_samples)
    return Moment(channel=channel, now=now, strict_samples=strict, shows_held=shows_held)


def held(record: Record, moment: Moment) -> Held | None:
    """Why `record` does not go out at this moment; None where it does."""
    for gate in _GATES:
        reason = gate(record, moment)
        if reason:
            return reason
    return None


def is_over(record: Record, moment: Moment) -> bool:
    """Whether `record` was taken back or has passed: nothing but an edit can show it again."""
    return record.status is Status.WITHDRAWN or _expires(record, moment) is not None


def check_consents(site: Site, moment: Moment, problems: Problems) -> None:
    """Warn of every published record that its consent keeps off the channel (content model §3)."""
    check = partial(_check_consent, moment)
    site.check_files(f"consents for {moment.channel}", _during(site, moment), site.records_by_path, check, problems)


def _check_consent(moment: Moment, record: Record, problems: Problems) -> None:
    reason = held(record, moment) if record.consent else None
    if reason not in _CONSENT_REASONS:
        return
    hint = "要继续展示，请重新取得同意后修改“同意”；不再展示，请把状态改为“撤下”。"
    if reason is Held.OTHER_CHANNEL:
        if record.consent and not record.consent.channels:  # which could not be read, and has been noted
            return
        where = f"不会出现在{moment.channel}上"
        hint = "本人只同意了别的渠道，就不用改；要在这里展示，请重新取得同意后修改“渠道”。"
    elif moment.channel is Channel.SITE:  # what its days say holds everywhere, and is said once
        where = "不会公开"
        if reason is Held.NOT_YET_AGREED:
            hint = "到那一天会自己出现；日期写错了，请核对。"
    else:
        return
    problems.warn(
        record.origin.path,
        record.origin.at(f"consent.{_CONSENT_REASONS[reason]}"),
        "no-consent",
        f"“{record.title}”{where}：{reason}",
        hint,
    )


def check_signatures(site: Site, moment: Moment, problems: Problems) -> None:
    """Warn of every record that only its missing signatures keep back; where they are advised, count them in one line.

    A street that keeps no ledger and is not told to is not reminded of it.
    """
    if site.singletons.settings.ledger is Ledger.REQUIRED:
        for record in site.records.values():
            reason = held(record, moment)
            path, at = record.origin.path, record.origin.at("status")
            address = kind_of(record).address(record.id)
            if reason is Held.NOT_SIGNED and record.review:
                step = record.review.next_step or ""
                hint = f"等待“{step}”：hyqz review sign {address} --step {step} --by 姓名"
                problems.warn(path, at, "not-signed", f"“{record.title}”不会发布：{reason}", hint)
            elif reason is Held.CHANGED:
                hint = f"改动用 hyqz review list {address} 看；确认后从“初审一校”起重新签。"
                problems.warn(path, at, "changed-after-sign", f"“{record.title}”不会发布：{reason}", hint)
    elif site.singletons.signatures is not None:
        open_ = [record for record in site.records.values() if held(record, moment) is None and not _has_all(record)]
        changed = sum(bool(record.review and record.review.is_changed) for record in open_)
        if open_:
            also = f"，其中 {changed} 条是{Held.CHANGED}" if changed else ""
            message = f"{len(open_)} 条已经发布的记录没有签满三审三校{also}"
            problems.warn(REVIEWS_FILE, WHOLE_FILE, "not-signed", message, "用 hyqz review list 看是哪些、等谁签。")


def _has_all(record: Record) -> bool:
    return bool(record.review and record.review.chain)


def public_site(site: Site, moment: Moment) -> PublicSite:
    """What of `site` may go out: records that no gate holds, without the fields that nobody agreed to."""
    when = _during(site, moment)
    gated = site.of_heads(f"gates of {moment.channel}", when, partial(_gated, site, moment, when))
    shown = {key: record for key, record in site.records.items() if key not in gated.held}
    mask = _mask(site, moment, when)
    clean = _cleaned(site, mask, shown, gated.torn, moment)
    is_signed = site.singletons.signatures is not None
    records = shown | clean
    referring = partial(_referring, records)
    return PublicSite(
        moment,
        _masked_settings(site.singletons.settings, mask),
        tuple(
            dataclasses.replace(post, post=mask.text(post.post), group=mask.text(post.group) if post.group else None)
            for post in _in_office(site, moment)
            if not mask.names_in(post.name)
        ),
        records,
        mask,
        {key: names for key, one in shown.items() if (names := _signatures(one, site, mask, moment))}
        if is_signed
        else {},
        gated.gone,
        frozenset(shown.keys() - clean.keys()),
        partial(site.of_heads, f"references on {moment.channel}", when, referring),
        site.looks,
        faceless(site, moment),
    )


def faceless(site: Site, moment: Moment) -> Mapping[str, str]:
    """The files of the records of people who are not shown, or not by face, and why: their pictures go out nowhere.

    Nor do the films in which such people are.
    """
    found = site.in_heads(f"faceless on {moment.channel}", _during(site, moment), partial(_faceless, moment))
    unread = [person.origin.path for person in site.incomplete if _shows_person(person)]
    films = {path: f"里面有“{name}”，{why}" for path, (name, why) in faceless_films(site, moment).items()}
    return {**films, **found, **dict.fromkeys(unread, str(Held.NOT_PUBLISHED))}


def faceless_films(site: Site, moment: Moment) -> Mapping[str, tuple[str, str]]:
    """The files of the films that show somebody who may not be shown by face, whom, and why.

    A film shows whom its title, its summary or the words of its poster name, and to whom it refers; whoever is in one
    with a consent of its own has agreed to it.
    """
    when = _during(site, moment)
    return site.of_heads(f"faceless films on {moment.channel}", when, partial(_faceless_films, site, moment, when))


def _faceless_films(site: Site, moment: Moment, when: str) -> dict[str, tuple[str, str]]:
    named = _mask(site, moment, when).faces or Mask({})
    found: dict[str, tuple[str, str]] = {}
    for film in site.of(Film):
        people = [person for key in film.origin.named if (person := site.records.get(key))]
        hidden = [one for person in people for one in _hidden(moment, person) if one.faceless]
        who = named.found(words_of_film(film)) or next(((one.name, one.faceless) for one in hidden), None)
        if who and not film.origin.fills("consent"):
            found[film.origin.path] = who
    return found


def _faceless(moment: Moment, record: Record) -> str | None:
    if not _shows_person(record):
        return None
    if not _is_shown(record, moment):
        return str(held(record, moment))
    return None if may(record, Scope.PORTRAIT) else NO_FACE


def _shows_person(record: Record) -> bool:
    """Whether the record shows a person, who may have agreed to it (content model §3, consent)."""
    return isinstance(record, Volunteer) or record.origin.fills("consent")


def _referring(records: Mapping[tuple[str, str], Record]) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Who refers to whom."""
    found: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for key, record in records.items():
        for one in record.origin.named:
            if one != key:
                found[one][key] = None
    return {key: tuple(keys) for key, keys in found.items()}


def _during(site: Site, moment: Moment) -> str:
    """The stretch around the moment, in which every gate says the same of the same heads."""
    return repr((stretch(site, moment.now), moment.agreed, moment.strict_samples, moment.shows_held))


class _Gated(NamedTuple):
    """What the gates say of the records, by kind and id."""

    held: frozenset[tuple[str, str]]
    torn: frozenset[tuple[str, str]]
    """Those that go out, and refer to something that does not."""
    gone: tuple[tuple[str, str], ...]
    """What was public and was taken back."""


class _Away(Enum):
    """Why there is no page of a record."""

    HELD = "held"
    GONE = "gone"


def _gated(site: Site, moment: Moment, when: str) -> _Gated:
    """The same at any moment of the stretch `when`, in which nothing changes."""

    def look(record: Record) -> _Away | None:
        if _is_shown(record, moment):
            return None
        return _Away.GONE if _was_taken_back(record, moment) else _Away.HELD

    found = site.in_heads(f"away from {moment.channel}", when, look)
    away = {key: found[path] for key, record in site.records.items() if (path := record.origin.path) in found}
    shown = {key: record.origin.named for key, record in site.records.items() if key not in away}
    unshown = set[tuple[str, str]]().union(*shown.values()) - shown.keys()
    return _Gated(
        frozenset(away),
        frozenset(key for key, named in shown.items() if unshown and not unshown.isdisjoint(named)),
        tuple(key for key, why in away.items() if why is _Away.GONE),
    )


def _cleaned(
    site: Site,
    mask: Mask,
    shown: Mapping[tuple[str, str], Record],
    torn: frozenset[tuple[str, str]],
    moment: Moment,
) -> dict[tuple[str, str], Record]:
    """The records of which something has to be hidden, as they may be shown.

    Of most files it is remembered that nothing has; and what was left of a record, by its file and by which of those
    that it names are shown.
    """
    hiding = site.in_files(f"hides {mask.text_key}", "", site.records_by_path, partial(hides, mask=mask))
    hidden = {(kind_of(site.records_by_path[path]).name, site.records_by_path[path].id) for path in hiding}
    unclean = {key: record for key, record in shown.items() if key in hidden or key in torn}

    def clean(record: Record) -> Record:
        return cleaned(record, mask, shown, moment.today)

    def known_by(record: Record) -> str:
        are_shown = [key in shown for key in record.origin.named]
        return f"{site.digests[record.origin.path]} {are_shown} {record.review} {mask.text_key}"

    room = f"cleaned for {moment.channel}"
    wanted = {
        one.origin.path: known_by(one)
        for one in unclean.values()
        if one.origin.path in site.digests and not goes_by_others(one)
    }
    known = site.memo.recall_all(room, wanted)
    for record in unclean.values():
        path = record.origin.path
        if path not in wanted:
            known[path] = clean(record)
        elif path not in known:
            known[path] = clean(record)
            site.memo.remember(room, path, wanted[path], known[path])
        known[path].origin.read_as(record.origin)
    return {key: known[record.origin.path] for key, record in unclean.items()}


def _signatures(record: Record, site: Site, mask: Mask, moment: Moment) -> tuple[Signature, ...]:
    """The three signatures; of signers whose post is not public, the surname."""
    if record.review is None or record.review.day is None or record.review.day > moment.today:
        return ()
    posts = [post for post, _ in site.singletons.roster if post.public]
    return tuple(
        Signature(row.step, mask.text(row.name) if holds_post(row.name, row.day, posts) else initial(row.name))
        for row in record.review.chain
    )


def _was_taken_back(record: Record, moment: Moment) -> bool:
    """Whether the record may have been public and was withdrawn, by the street or by the person."""
    if record.published is None or record.published > moment.today or not _was_agreed(record, moment):
        return False
    return record.status is Status.WITHDRAWN or (
        record.consent is not None
        and record.consent.withdrawn is not None
        and held(record, moment) is Held.CONSENT_WITHDRAWN
    )


def _was_agreed(record: Record, moment: Moment) -> bool:
    """Whether, but for what took it back, the record might go out: else nobody knows its address, nor may."""
    if any(gate(record, moment) for gate in (_sample, _film, _minor, _signed)):
        return False
    consent = record.consent
    if consent is None:  # who took a record back may have taken its consent out as well
        return True
    ends = [day for day in (consent.withdrawn, consent.until and consent.until + timedelta(days=1)) if day]
    begin = max(consent.date, record.published or consent.date)
    was_public = all(day > begin for day in ends)
    return moment.channel in consent.channels and consent.date <= moment.today and was_public


def _is_shown(record: Record, moment: Moment) -> bool:
    if moment.shows_held:
        return record.status is not Status.WITHDRAWN and held(record, moment) is not Held.CONSENT_WITHDRAWN
    return held(record, moment) is None


def _in_office(site: Site, moment: Moment) -> list[Post]:
    """The posts of the public roster that somebody holds now."""
    return [post for post, _ in site.singletons.roster if post.public and post.holds(moment.today)]


def faces(site: Site, moment: Moment) -> Mask:
    """The names beside which no picture stands on the channel, with the reasons."""
    return _mask(site, moment, _during(site, moment)).faces or Mask({})


def masks(site: Site, moment: Moment) -> tuple[Mask, ...]:
    """The names that stand nowhere, neither on the site nor, where there are any, on screens: for what goes to both."""
    channels = (Channel.SITE, Channel.SCREEN) if site.of(Screen) else (Channel.SITE,)
    moments = [dataclasses.replace(moment, channel=channel) for channel in channels]
    return tuple(_mask(site, one, _during(site, one)) for one in moments)


def _mask(site: Site, moment: Moment, when: str) -> Mask:
    """The names that stand nowhere on the channel, at any moment of the stretch `when`."""
    return site.of_heads(f"mask of {moment.channel}", when, partial(_mask_made, site, moment, when))


def _mask_made(site: Site, moment: Moment, when: str) -> Mask:
    """The names of minors, of those who did not agree to be named, of those who took it back; what these were called.

    A name that the public roster shows is its holder's office and stays, but a minor's never does; so does what others
    who are shown are called as well. A picture with such a name shows the holder's face as well, and does not.
    """
    official = {without_blanks(post.name) for post in _in_office(site, moment)}
    shared = set(site.in_heads(f"called on {moment.channel}", when, partial(_called, moment)).values())
    found = site.in_heads(f"hidden on {moment.channel}", when, partial(_hidden, moment))
    hidden = [one for path in sorted(found) for one in found[path]]
    hidden += [one for person in site.incomplete for one in _hidden(moment, person)]

    def stays(one: _Hidden) -> bool:
        return not one.is_minor and without_blanks(one.name) in (shared if one.shown == _SOMEBODY else official)

    unnamed = tuple(one for one in hidden if one.shown and not stays(one))
    return _mask_of(unnamed, tuple(one for one in hidden if one.faceless))


@lru_cache(maxsize=32)  # walls ask about weeks of moments, most of which have the same
def _mask_of(unnamed: tuple[_Hidden, ...], faceless: tuple[_Hidden, ...]) -> Mask:
    return Mask.of(
        [(one.name, one.shown) for one in unnamed],
        [one.shown for one in unnamed if one.is_minor],
        Mask.of([(one.name, one.faceless) for one in faceless]),
    )


_SOMEBODY: Final = "某某"
"""What stands in the place of what somebody was called: it may tell less than a surname."""
_CALLED: Final = 3
"""Of so many characters is what somebody is called, where it tells beside a picture who is in it. In texts, where
nobody is asked, it has one more: 周老师, 网格员 and 志愿者 are many."""


class _Hidden(NamedTuple):
    """A name of a person that stands nowhere, or beside no picture."""

    name: str
    shown: str
    """What stands in its place; empty where it may stand in texts."""
    is_minor: bool
    faceless: str
    """Why it stands beside no picture; empty where it may."""


def _hidden(moment: Moment, person: Record) -> tuple[_Hidden, ...]:
    if not isinstance(person, Volunteer) or not person.title:
        return ()
    gone = _gone(person, moment)
    faceless = gone or (None if may(person, Scope.PORTRAIT) else NO_FACE)
    if gone and not is_minor(person):
        shown = initial(person.title)
    else:
        shown = shown_name(person) if is_minor(person) or not may(person, Scope.NAME) else ""
    names = [_Hidden(person.title, shown, is_minor(person), faceless or "")] if shown or faceless else []
    called = without_blanks(person.display_name or "")
    if faceless and len(called) >= _CALLED and without_blanks(person.title) not in called:
        somebody = _SOMEBODY if gone and len(called) > _CALLED else ""
        names.append(_Hidden(called, somebody, is_minor=False, faceless=faceless))
    return tuple(names)


def _called(moment: Moment, person: Record) -> str | None:
    """What a person who is shown is called in place of the name."""
    if not isinstance(person, Volunteer) or not person.display_name or not _is_shown(person, moment):
        return None
    return without_blanks(person.display_name)


def _gone(person: Volunteer, moment: Moment) -> str | None:
    """Why nothing of a person may be shown any more, where the street or the person took it back."""
    if person.status is Status.WITHDRAWN:
        return "已经撤下"
    taken = _consent(person, moment) if person.consent else None
    if taken:
        return str(taken)
    return "“同意”读不出来" if person.origin.may_be_over(person.consent) else None


def _masked_settings(settings: Settings, mask: Mask) -> Settings:
    """The settings' own texts stand on every page."""
    texts: dict[str, Any] = {name: mask.text(value) for name in _SETTINGS_TEXTS if (value := getattr(settings, name))}
    return dataclasses.replace(settings, **texts)


def turns(record: Record, before: Moment, after: Moment) -> bool:
    """Whether pages or screens show something else of the record, or of its name, at one moment than at another."""
    return any(
        (held(record, one) is None) != (held(record, other) is None) or _hidden(one, record) != _hidden(other, record)
        for channel in (Channel.SITE, Channel.SCREEN)
        for one, other in [(dataclasses.replace(before, channel=channel), dataclasses.replace(after, channel=channel))]
    )


def timeline(site: Site, moment: Moment) -> tuple[PublicSite, ...]:
    """What may go out from a day before `moment` on, as one `PublicSite` for each stretch in which nothing changes.

    Each one's `moment.now` is the start of its stretch; the last one holds for ever. For screens, which go by the clock
    for months without a new build. Two that follow each other may show the same records on another day: an activity
    that is over is none to come. Who agreed to a later day is in none: what walls will show lies in the output today.
    """
    start = moment.now - timedelta(days=1)
    edges = sorted({start, *(edge for edge in _edges(site) if edge > start)})
    return tuple(public_site(site, dataclasses.replace(moment, now=edge, built=moment.now)) for edge in edges)


def stretch(site: Site, now: datetime) -> tuple[datetime, datetime]:
    """From when to when (exclusive) a site made at `now` is right: until midnight, or an edge within the day."""
    midnight = datetime.combine(now.astimezone(CHINA).date(), time(), CHINA)
    edges = site.of_heads("edges", "", partial(_edges, site)) | {midnight, midnight + timedelta(days=1)}
    return max(one for one in edges if one <= now), min(one for one in edges if one > now)


def _edges(site: Site) -> frozenset[datetime]:
    """The moments at which something of the records may begin or cease to be shown."""
    edges = frozenset[date]().union(*site.in_heads("edges", "", _edges_of).values())
    for post, _ in site.singletons.roster:  # who leaves an office is named by it no longer
        edges |= {post.start, *([post.end + timedelta(days=1)] if post.end else [])}
    return frozenset(one if isinstance(one, datetime) else datetime.combine(one, time(), CHINA) for one in edges)


def _edges_of(record: Record) -> frozenset[date]:
    """The moments at which something of a record may begin or cease to be shown; a day is its first moment."""
    on, after, moments = {record.published, record.expires}, set[date | None](), set[date]()
    if record.consent:
        on |= {record.consent.date, record.consent.withdrawn}
        after.add(record.consent.until)
    if record.review and record.review.is_required:
        on.add(record.review.day)
    if isinstance(record, Notice):
        moments |= {record.start, record.until}
    elif isinstance(record, Benefit):
        after.add(record.valid)
    elif isinstance(record, Activity):
        after.add(record.last_day)
    elif isinstance(record, Award):
        on.add(record.notice_from)
        after.add(record.notice_until)
    return frozenset({*moments, *filter(None, on), *(day + timedelta(days=1) for day in filter(None, after))})
