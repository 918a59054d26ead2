"""Planned pages → made pages: what is remembered and still true is not made again; the rest is, in all processes.

A page is a function of its template and of the answers that its view got; both are part of what is remembered with it.
Its HTML is not: that stands in the output, and whoever needs it again gets it from there or has it made.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.lean import dataclass
from hyqz_site.memo import MISSING
from hyqz_site.model.kinds import kind_of
from hyqz_site.render.drawing import ALONE, Artist, Main, Sayings, Seen
from hyqz_site.render.groups import Groups, Looked
from hyqz_site.render.templates import TemplateError
from hyqz_site.render.views.common import page_of
from hyqz_site.render.witness import Answers, Minutes, Witness, asking, numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hyqz_site.aside import Aside, Place
    from hyqz_site.memo import Memo
    from hyqz_site.render import fonts
    from hyqz_site.render.drawing import Audit
    from hyqz_site.render.groups import Sum
    from hyqz_site.render.lineage import Lineage
    from hyqz_site.render.plan import PagePlan
    from hyqz_site.render.templates import Templates
    from hyqz_site.render.views.common import Shelf

ROOM: Final = "pages"
MINUTES: Final = "minutes"
SEEN: Final = "seen"
DRAWN_BY: Final = "drawn by"
_SAID: Final = (2, 3)
"""Where title and description stand in a `Made`."""


class Made(NamedTuple):
    """What is known of a page that was made: a tuple, as thousands are remembered and nothing else is read so fast."""

    asked: Any
    """The questions that it asked; by their numbers in the minutes, where it is remembered."""
    of: str
    """The digest of all that it was made from, with what was answered."""
    title: str
    description: str
    """The digests of what the view said, before it was told apart."""
    told: Sayings
    main: Main | None


class Before(NamedTuple):
    """A page that only templates around its main block have changed since it was made."""

    made: Made
    main: Main
    seen: Seen
    """What is seen in the block."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A template that failed."""

    path: str
    line: int
    message: str


class Press:
    """Makes the pages of one build."""

    def __init__(
        self,
        shelf: Shelf,
        templates: Templates,
        audit: Audit,
        memo: Memo,
        aside: Aside | None,
        earlier: Callable[[str], bytes | None] | None,
        jobs: int,
    ) -> None:
        """Pages that are made wait in `aside` to be asked for, in memory where there is none.

        `earlier` gives what an earlier build put at a path of the output, where there is one.
        """
        self.witness = Witness(shelf)
        self._answers = Answers(shelf)
        self._artist = Artist(self.witness, templates, audit, aside, earlier)
        self._templates = templates
        self._audit = audit
        self._memo = memo
        self._has_earlier = earlier is not None
        self._jobs = jobs
        self._same: dict[Seen, Seen] = {}
        """What is seen around the main blocks of pages, which is the same for many of them."""
        self._waiting: dict[str, Place | bytes] = {}
        self._planned: dict[str, PagePlan] = {}
        self._made: dict[str, Made] = {}

    def make(
        self, plans: Sequence[PagePlan], progress: Callable[[int, int], None]
    ) -> tuple[dict[str, Made], tuple[Fault, ...]]:
        """What is known of every page, by path, and which templates failed.

        Every page has its own title and description (output contract): where two are alike, their addresses tell. Who
        is alike is known when all pages are; so a page is made as if it were alone, and again in the rare case.
        """
        try:
            self._made, faults = self._make(plans, progress)
        except BaseException:  # whoever broke off knows nothing for certain
            self._memo.forget(MINUTES, "")
            raise
        self._planned = {plan.path: plan for plan in plans}
        return self._made, faults

    def _make(
        self, plans: Sequence[PagePlan], progress: Callable[[int, int], None]
    ) -> tuple[dict[str, Made], tuple[Fault, ...]]:
        faults: list[Fault] = []
        minutes, made, changed = self._remembered(plans)
        dropped = {path: made.pop(path) for path in asking({path: page.asked for path, page in made.items()}, changed)}
        no_longer_asked = set[int]().union(*(numbers_in(page.asked) for page in dropped.values()))
        framed = self._framed(plans, changed) if minutes.rows else {}
        gone = self._memo.names(ROOM) - made.keys()
        for path in gone:  # before anything can go wrong: the minutes hold new answers
            self._memo.forget(ROOM, path)

        def make_all(waiting: list[tuple[PagePlan, Sayings, Before | None]]) -> None:
            if len(waiting) >= forked.WORTH_IT:  # for all processes
                self._templates.compile()
            waiting.sort(key=lambda one: one[0].subject is not None)  # what lists are planned by is made here, once
            made_now = forked.mapped(self._page, waiting, self._jobs, in_rounds=True)
            for done, ((plan, _, _), found) in enumerate(zip(waiting, made_now, strict=True), start=1):
                if isinstance(found, Fault):
                    faults.append(found)
                else:
                    page, parts, self._waiting[plan.path] = found
                    if not isinstance(page.asked, bytes):
                        page = page._replace(asked=minutes.numbers((*plan.asked, *page.asked), self._answers))
                    made[plan.path] = page
                    no_longer_asked.difference_update(numbers_in(page.asked))
                    self._memo.remember(ROOM, plan.path, self._key(plan), page)
                    same = tuple(self._same.setdefault(one, one) for one in parts)
                    self._memo.remember(SEEN, plan.path, page.of, same)
                progress(done, len(waiting))

        told = {path: page.told for path, page in dropped.items()}
        told |= {path: one.made.told for path, one in framed.items()}
        waiting = [plan for plan in plans if plan.path not in made]
        if len(waiting) >= forked.WORTH_IT:
            told = self._expected(waiting) | told
        make_all([(plan, told.get(plan.path, ALONE), framed.get(plan.path)) for plan in waiting])
        titles, descriptions = (_twice(map(itemgetter(at), made.values())) for at in _SAID)
        alike = {
            path: (page.title in titles, page.description in descriptions)
            for path, page in made.items()
            if page.told != ALONE or page.title in titles or page.description in descriptions
        }
        others = {path: said for path, said in alike.items() if made[path].told != said}
        make_all([(plan, others[plan.path], None) for plan in plans if plan.path in others])
        self._memo.use(SEEN, made)
        if no_longer_asked or gone - dropped.keys() - framed.keys():
            minutes.keep(set().union(*(numbers_in(page.asked) for page in made.values())))
        self._take_down(minutes)
        self._memo.remember(DRAWN_BY, "", "", {plan.template: self._lineage(plan) for plan in plans})
        return made, tuple(faults)

    def _framed(self, plans: Sequence[PagePlan], changed: set[int]) -> dict[str, Before]:
        """The pages of which only templates around the main block have changed; none answers a question otherwise."""
        last: dict[str, Lineage] = self._memo.recall(DRAWN_BY, "", "")
        if not self._has_earlier or last is MISSING:
            return {}
        keys = {}
        for plan in plans:
            before, now = last.get(plan.template), self._lineage(plan)
            if before and now.main and before.main == now.main and before.whole != now.whole:
                keys[plan.path] = self._key(plan, before)
        made: dict[str, Made] = self._memo.recall_all(ROOM, keys)
        stale = asking({path: page.asked for path, page in made.items()}, changed)
        seen = self._memo.recall_all(SEEN, {path: page.of for path, page in made.items() if path not in stale})
        return {path: Before(made[path], main, parts[1]) for path, parts in seen.items() if (main := made[path].main)}

    def _expected(self, plans: Sequence[PagePlan]) -> dict[str, Sayings]:
        """Which pages of records will have to be told apart, as their titles and summaries are those of others.

        What was expected wrongly is made again, as everything is of which nothing was expected.
        """
        subjects = ((plan.path, self.witness.public.records[plan.subject]) for plan in plans if plan.subject)
        records = {path: record for path, record in subjects if path == page_of(record)}
        titles = {path: f"{record.title} - {kind_of(record).label}" for path, record in records.items()}
        titles_twice = _twice(titles.values())
        summaries_twice = _twice(record.summary for record in records.values())
        return {path: (titles[path] in titles_twice, one.summary in summaries_twice) for path, one in records.items()}

    def _remembered(self, plans: Sequence[PagePlan]) -> tuple[Minutes, dict[str, Made], set[int]]:
        """The minutes with today's answers, the remembered pages, the questions whose answers are others now."""
        minutes = self._minutes()
        changed = minutes.changed(self._answers)
        made: dict[str, Made] = {}
        if minutes.rows:
            known = self._templates.digest, plans
            keys = self._memo.hold("keys", known, lambda: {plan.path: self._key(plan) for plan in plans})
            made = self._memo.recall_all(ROOM, keys)
        return minutes, made, changed

    def look(self, path: str) -> Looked:
        """What is seen in a page that was made."""
        parts = self._parts(path)
        sight = self._audit.look(path, self._planned[path].template, [part.glance for part in parts])
        return Looked(tuple([part.shown for part in parts]), sight)

    def shown(self, path: str) -> Iterable[fonts.Shown]:
        """The characters of a page that was made, in each of its parts."""
        return (part.shown for part in self._parts(path))

    def _parts(self, path: str) -> tuple[Seen, ...]:
        """What is seen in the parts of a page: remembered, or seen again where that was lost."""
        made = self._made[path]
        parts: tuple[Seen, ...] = self._memo.recall(SEEN, path, made.of)
        if parts is MISSING:
            parts = self._artist.draw(self._planned[path], made.told).parts
            self._memo.remember(SEEN, path, made.of, parts)
        return parts

    def ready(self, path: str) -> bytes:
        """The HTML of a page that was made: by this build, or drawn now."""
        if path in self._waiting:
            return self._artist.taken(self._waiting[path])
        return self._artist.html(self._planned[path], self._made[path].told)

    def sums(self, made_of: Mapping[str, str]) -> dict[int, Sum]:
        """What is seen in the pages, by groups; `made_of` says what each was made of, as a digest."""
        groups = self._memo.hold("groups", "", Groups)
        return groups.sums(made_of, self.look, self._audit.overview, self._memo, self._jobs)

    def _minutes(self) -> Minutes:
        """The minutes of the last build; empty ones where anything of them is lost."""
        found = self._memo.recall(MINUTES, "", "")
        shown, kinds = ("", ()) if found is MISSING else found
        rows = {kind: self._memo.recall(f"{MINUTES} of {kind}", "", "") for kind in kinds}
        return Minutes() if MISSING in rows.values() else Minutes(rows, shown)

    def _lineage(self, plan: PagePlan) -> Lineage:
        return self._templates.lineage(plan.template)

    def _take_down(self, minutes: Minutes) -> None:
        for kind in minutes.written:
            self._memo.remember(f"{MINUTES} of {kind}", "", "", minutes.rows[kind])
        if minutes.written:
            self._memo.remember(MINUTES, "", "", (minutes.shown, tuple(minutes.rows)))

    def _key(self, plan: PagePlan, lineage: Lineage | None = None) -> str:
        """Of what a page is drawn by; of what it was drawn by where another lineage is said."""
        return f"{plan.template} {(lineage or self._lineage(plan)).whole} {plan.given}"

    def _page(
        self, waiting: tuple[PagePlan, Sayings, Before | None]
    ) -> tuple[Made, tuple[Seen, ...], Place | bytes] | Fault:
        plan, told, before = waiting
        if before and (framed := self._artist.frame(plan, told, before.main, before.seen)):
            made = before.made._replace(of=digest.key(before.made.of, self._key(plan)), main=framed.main)
            return made, framed.parts, framed.html
        try:
            drawn = self._artist.draw(plan, told)
        except TemplateError as fault:
            return Fault(fault.path, fault.line, fault.message)
        answers = self._answers.digest((*plan.asked, *drawn.asked))
        made = Made(
            drawn.asked,
            digest.key(plan.path, self._key(plan), answers, repr(told)),
            digest.short(drawn.title.encode()),
            digest.short(drawn.description.encode()),
            told,
            drawn.main,
        )
        return made, drawn.parts, drawn.html


def _twice(texts: Iterable[str]) -> set[str]:
    """The texts that are there more than once."""
    return {text for text, count in Counter(texts).items() if count > 1}
