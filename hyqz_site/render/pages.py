"""Planned pages → made pages: what is remembered and still true is not made again; the rest is, in all processes.

A page is a function of its template and of the answers that its view got; both are part of what is remembered with it.
Its HTML is not: that stands in the output, and whoever needs it again gets it from there or has it made.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.lean import dataclass
from hyqz_site.memo import MISSING
from hyqz_site.model.kinds import kind_of
from hyqz_site.render import routes
from hyqz_site.render.drawing import ALONE, Artist, Block, Sayings, Seen
from hyqz_site.render.groups import Groups
from hyqz_site.render.lineage import MAIN
from hyqz_site.render.templates import TemplateError
from hyqz_site.render.views.common import page_of
from hyqz_site.render.witness import Answers, Minutes, Witness, asking, numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

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
AROUND: Final = "seen around"
DRAWN_BY: Final = "drawn by"
_ROUND: Final = 4000
"""So many pages are drawn before processes make room for new ones."""


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
    blocks: tuple[Block, ...]
    """The main one last; none in a page that is drawn in one part."""
    around: tuple[str, ...]
    """The names of what is seen in all parts but the main block: many pages show the same there."""
    seen: str
    """The digest of all that is seen."""

    @property
    def said(self) -> tuple[object, ...]:
        """By what it is told from others."""
        return self.title, self.description, self.told

    @property
    def inner(self) -> str:
        """The digest of the main block; of a page that has none, of all."""
        return self.blocks[-1].digest if self.blocks else self.of


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
        self.witness: Final = Witness(shelf)
        self.answers: Final = Answers(shelf)
        self._artist = Artist(self.witness, templates, audit, aside, earlier)
        self._templates = templates
        self._audit = audit
        self._memo = memo
        self._has_earlier = earlier is not None
        self._jobs = jobs
        self._around: set[str] = set()
        """The names of what is seen around main blocks, as far as somebody has remembered it, or is about to."""
        self._kept: dict[str, Collection[str]] = {}
        """The blocks of pages that are drawn by what they were drawn by last, by the template, where others are not."""
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
        faults: dict[tuple[str, int], Fault] = {}
        minutes, made, changed = self._remembered(plans)
        dropped = {path: made.pop(path) for path in asking(made, changed)}
        no_longer_asked = set[int]().union(*(numbers_in(page.asked) for page in dropped.values()))
        framed = self._framed(plans, changed) if minutes.rows else {}
        last = dropped | framed
        self._around = self._memo.names(AROUND)
        known = self._memo.names(ROOM)
        gone = known - made.keys()

        def make_all(waiting: list[tuple[PagePlan, Sayings, Made | None]]) -> None:
            if len(waiting) >= forked.WORTH_IT:
                self._get_ready(plan for plan, _, _ in waiting)
            # The first is made here, and what is found for it is remembered: home shows something of everything.
            waiting.sort(key=lambda one: one[0].path != routes.HOME)
            made_now = forked.mapped(self._page, waiting, self._jobs, a_round=_ROUND)
            for done, ((plan, _, _), found) in enumerate(zip(waiting, made_now, strict=True), start=1):
                if isinstance(found, Fault):
                    faults.setdefault((found.path, found.line), found)  # hundreds of pages may say the same
                else:
                    page, seen, around, self._waiting[plan.path] = found
                    if not isinstance(page.asked, bytes):
                        page = page._replace(asked=minutes.numbers((*plan.asked, *page.asked), self.answers))
                    made[plan.path] = page = page._replace(around=tuple(map(sys.intern, page.around)))
                    no_longer_asked.difference_update(numbers_in(page.asked))
                    self._memo.remember(ROOM, plan.path, self._key(plan), page)
                    self._remember_seen(plan.path, page, seen, around)
                progress(done, len(waiting))

        waiting = [plan for plan in plans if plan.path not in made]
        told = {path: page.told for path, page in last.items()}
        told |= self._expected([plan for plan in waiting if plan.path not in told])
        make_all([(plan, told.get(plan.path, ALONE), framed.get(plan.path)) for plan in waiting])
        if faults and not changed and known == {plan.path for plan in plans}:
            # Nothing but templates has changed: with mended ones every page is what it was.
            self._memo.use(SEEN, known)
            self._memo.use(AROUND, self._around)
            self._take_down(minutes, plans, made)
            return made, (*faults.values(),)
        for path in gone - made.keys():
            self._memo.forget(ROOM, path)
        strange = gone - last.keys()
        told_anew, around_anew = (
            bool(strange) or any(_differs(what, last.get(plan.path), made.get(plan.path)) for plan in waiting)
            for what in ("said", "around")
        )
        if told_anew:
            others = _alike(made)
            make_all([(plan, others[plan.path], None) for plan in plans if plan.path in others])
        self._memo.use(SEEN, made)
        self._memo.use(
            AROUND, chain.from_iterable(page.around for page in made.values()) if around_anew else self._around
        )
        if no_longer_asked or strange:
            minutes.keep(set().union(*(numbers_in(page.asked) for page in made.values())))
        self._take_down(minutes, plans, made)
        return made, (*faults.values(),)

    def _get_ready(self, plans: Iterable[PagePlan]) -> None:
        """Make what all processes will need, once."""
        self._templates.compile()
        for ready in filter(None, dict.fromkeys(plan.ready for plan in plans)):
            ready()

    @property
    def _last_lineages(self) -> dict[str, Lineage]:
        """What pages were drawn by, as far as they are remembered, by their templates."""
        found = self._memo.recall(DRAWN_BY, "", "")
        return {} if found is MISSING else found

    def _framed(self, plans: Sequence[PagePlan], changed: set[int]) -> dict[str, Made]:
        """The pages of which only templates around the main block have changed; none answers a question otherwise."""
        if not self._has_earlier:
            return {}
        self._kept, last = {}, self._last_lineages
        for template, now in self._lineages(plans).items():
            before = last.get(template, now)
            kept = {block for block, drawn_by in now.blocks.items() if before.blocks.get(block) == drawn_by}
            if before.whole != now.whole and MAIN in kept:
                self._kept[template] = kept
        if not self._kept:
            return {}
        keys = {plan.path: self._key(plan, last[plan.template]) for plan in plans if plan.template in self._kept}
        made: dict[str, Made] = self._memo.recall_all(ROOM, keys)
        stale = asking(made, changed)
        return {path: page for path, page in made.items() if page.blocks and path not in stale}

    def _expected(self, plans: Sequence[PagePlan]) -> dict[str, Sayings]:
        """Which pages of records will have to be told apart, as their titles and summaries are those of others.

        What was expected wrongly is made again, as everything is of which nothing was expected, as of a few pages.
        """
        if len(plans) < forked.WORTH_IT:
            return {}
        subjects = ((plan.path, self.witness.public.records[plan.subject]) for plan in plans if plan.subject)
        records = {path: record for path, record in subjects if path == page_of(record)}
        titles = {path: f"{record.title} - {kind_of(record).label}" for path, record in records.items()}
        titles_twice = _twice(titles.values())
        summaries_twice = _twice(record.summary for record in records.values())
        return {path: (titles[path] in titles_twice, one.summary in summaries_twice) for path, one in records.items()}

    def _remembered(self, plans: Sequence[PagePlan]) -> tuple[Minutes, dict[str, Made], set[int]]:
        """The minutes with today's answers, the remembered pages, the questions whose answers are others now."""
        minutes = self._minutes()
        changed = minutes.changed(self.answers)
        made: dict[str, Made] = {}
        if minutes.rows:
            known = self._templates.digest, plans
            keys = self._memo.hold("keys", known, lambda: {plan.path: self._key(plan) for plan in plans})
            made = self._memo.recall_all(ROOM, keys)
        return minutes, made, changed

    def sight(self, path: str) -> Any:  # noqa: ANN401 - whatever the audit sees
        """What the audit sees in a page that was made."""
        return self._audit.look(path, self._planned[path].template, [part.glance for part in self._parts(path)])

    def shown(self, path: str) -> Iterable[fonts.Shown]:
        """The characters of a page that was made, in each of its parts."""
        return (part.shown for part in self._parts(path))

    def _parts(self, path: str) -> Sequence[Seen]:
        """What is seen in the parts of a page: remembered, or seen again where that was lost."""
        made = self._made[path]
        inner = self._memo.recall(SEEN, path, made.inner)
        around = tuple([self._memo.recall(AROUND, name, "") for name in made.around])
        if MISSING in (inner, *around):
            drawn = self._artist.draw(self._planned[path], made.told)
            inner, around = drawn.inner, tuple(filter(None, drawn.around))
            self._remember_seen(path, made, inner, dict(zip(made.around, around, strict=True)))
        return (*around[:-1], inner, *around[-1:])

    def _remember_seen(self, path: str, made: Made, inner: Seen | None, around: Mapping[str, Seen]) -> None:
        if inner:
            self._memo.remember(SEEN, path, made.inner, inner)
        for name, seen in around.items():
            self._around.add(name)
            self._memo.remember(AROUND, name, "", seen)

    def ready(self, path: str) -> bytes:
        """The HTML of a page that was made: by this build, or drawn now."""
        if path in self._waiting:
            return self._artist.taken(self._waiting[path])
        return self._artist.html(self._planned[path], self._made[path].told)

    def sums(self) -> dict[int, Sum]:
        """What is seen in the pages that were made, by groups."""
        groups = self._memo.hold("groups", "", Groups)
        return groups.sums(
            {path: page.seen for path, page in self._made.items()},
            self._parts,
            self._audit,
            self._memo,
            self._jobs,
        )

    def _minutes(self) -> Minutes:
        """The minutes of the last build; empty ones where anything of them is lost."""
        found = self._memo.recall(MINUTES, "", "")
        shown, kinds = ("", ()) if found is MISSING else found
        rows = {kind: self._memo.recall(f"{MINUTES} of {kind}", "", "") for kind in kinds}
        return Minutes() if MISSING in rows.values() else Minutes(rows, shown)

    def _lineages(self, plans: Sequence[PagePlan]) -> dict[str, Lineage]:
        """What the pages are drawn by, by their templates."""

        def told() -> dict[str, Lineage]:
            return {name: self._templates.lineage(name) for name in {plan.template for plan in plans}}

        return self._memo.hold("lineages", (self._templates.digest, plans), told)

    def _take_down(self, minutes: Minutes, plans: Sequence[PagePlan], made: Collection[str]) -> None:
        """Remember what the next build has to know of this one."""
        drawn_by = lineages = self._lineages(plans)
        if len(made) < len(plans):  # whatever drew no page is what it was before
            drawn = {plan.template for plan in plans if plan.path in made}
            drawn_by = self._last_lineages | {template: lineages[template] for template in drawn}
        if self._last_lineages != drawn_by:
            self._memo.remember(DRAWN_BY, "", "", drawn_by)
        for kind in minutes.written:
            self._memo.remember(f"{MINUTES} of {kind}", "", "", minutes.rows[kind])
        if minutes.written:
            self._memo.remember(MINUTES, "", "", (minutes.shown, tuple(minutes.rows)))

    def _key(self, plan: PagePlan, lineage: Lineage | None = None) -> str:
        """Of what a page is drawn by; of what it was drawn by where another lineage is said."""
        return f"{plan.template} {(lineage or self._templates.lineage(plan.template)).whole} {plan.given}"

    def _page(
        self, waiting: tuple[PagePlan, Sayings, Made | None]
    ) -> tuple[Made, Seen | None, dict[str, Seen], Place | bytes] | Fault:
        """What is known of a page; what is seen in its main block, where that was drawn; what is new around it.

        Of a page that only templates around its main block have changed since, what was known before is given.
        """
        plan, told, before = waiting
        kept = [block for block in before.blocks if block.name in self._kept[plan.template]] if before else []
        if before and (framed := self._artist.frame(plan, told, kept)):
            names, new = self._named(framed.around, before.around)
            of, seen = digest.key(before.of, self._key(plan)), digest.key(before.inner, *names)
            return before._replace(of=of, blocks=framed.blocks, around=names, seen=seen), None, new, framed.html
        try:
            drawn = self._artist.draw(plan, told)
        except TemplateError as fault:
            return Fault(fault.path, fault.line, fault.message)
        names, new = self._named(drawn.around, ())
        of = digest.key(plan.path, self._key(plan), self.answers.digest((*plan.asked, *drawn.asked)), repr(told))
        inner = drawn.blocks[-1].digest if drawn.blocks else of
        made = Made(
            drawn.asked,
            of,
            digest.short(drawn.title.encode()),
            digest.short(drawn.description.encode()),
            told,
            drawn.blocks,
            names,
            digest.key(inner, *names),
        )
        return made, drawn.inner, new, drawn.html

    def _named(self, around: Sequence[Seen | None], before: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Seen]]:
        """The names of what is seen around a main block, and what nobody has told this process of yet.

        Where nobody has looked again, the name is that of `before`.
        """
        names = tuple([_name_of(one) if one else before[number] for number, one in enumerate(around)])
        new = {name: one for name, one in zip(names, around, strict=True) if one and name not in self._around}
        self._around.update(new)
        return names, new


@lru_cache(maxsize=256)
def _name_of(seen: Seen) -> str:
    return digest.of(seen)[: digest.NAME_LENGTH]


def _differs(what: str, before: Made | None, now: Made | None) -> bool:
    """Whether something of a page is other than it was; of one that was not there, or is no more, all is."""
    return before is None or now is None or getattr(before, what) != getattr(now, what)


def _alike(made: Mapping[str, Made]) -> dict[str, Sayings]:
    """How pages have to be told from others, where they are told otherwise."""
    titles, descriptions = (
        _twice(page.title for page in made.values()),
        _twice(page.description for page in made.values()),
    )
    said = {path: (page.title in titles, page.description in descriptions) for path, page in made.items()}
    return {path: one for path, one in said.items() if made[path].told != one}


def _twice(texts: Iterable[str]) -> set[str]:
    """The texts that are there more than once."""
    return {text for text, count in Counter(texts).items() if count > 1}
