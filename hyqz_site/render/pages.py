"""Planned pages → made pages: what is remembered and still true is not made again; the rest is, in all processes.

A page is a function of its template and of the answers that its view got; both are part of what is remembered with it.
Its HTML is not: that stands in the output, and whoever needs it again gets it from there or has it made.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.lean import dataclass
from hyqz_site.memo import MISSING
from hyqz_site.model.kinds import kind_of
from hyqz_site.render import fonts, metadata
from hyqz_site.render.groups import Groups, Looked
from hyqz_site.render.templates import TemplateError
from hyqz_site.render.typography import set_in
from hyqz_site.render.views.common import Desk, page_of
from hyqz_site.render.witness import Answers, Minutes, Witness, asking, numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hyqz_site.aside import Aside, Place
    from hyqz_site.memo import Memo
    from hyqz_site.render.groups import Sum
    from hyqz_site.render.markup import Markup
    from hyqz_site.render.plan import PagePlan
    from hyqz_site.render.templates import Templates
    from hyqz_site.render.views.common import Shelf
    from hyqz_site.render.witness import Question

ROOM: Final = "pages"
MINUTES: Final = "minutes"
SEEN: Final = "seen"

Sayings = tuple[bool, bool]
"""Whether the title and the description of a page are told from those of others by the page's address."""
_ALONE: Final = (False, False)
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
        look: Callable[[str, str, list[str]], Any],
        overview: Callable[[Sequence[Any]], Any],
        memo: Memo,
        aside: Aside | None,
        jobs: int,
    ) -> None:
        """`look` is what the audit sees in a page, by its path, template and tags, `overview` the sum of several.

        Pages that are made wait in `aside` to be asked for, in memory where there is none.
        """
        self.witness = Witness(shelf)
        self._answers = Answers(shelf)
        self._templates = templates
        self._look = look
        self._overview = overview
        self._memo = memo
        self._aside = aside
        self._jobs = jobs
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
        gone = self._memo.names(ROOM) - made.keys()
        for path in gone:  # before anything can go wrong: the minutes hold new answers
            self._memo.forget(ROOM, path)

        def make_all(waiting: list[tuple[PagePlan, Sayings]]) -> None:
            if len(waiting) >= forked.WORTH_IT:  # for all processes
                self._templates.compile()
            waiting.sort(key=lambda one: one[0].subject is not None)  # what lists are planned by is made here, once
            made_now = forked.mapped(self._page, waiting, self._jobs, in_rounds=True)
            for done, ((plan, _), found) in enumerate(zip(waiting, made_now, strict=True), start=1):
                if isinstance(found, Fault):
                    faults.append(found)
                else:
                    page, looked, self._waiting[plan.path] = found
                    numbers = minutes.numbers((*plan.asked, *page.asked), self._answers)
                    made[plan.path] = page = page._replace(asked=numbers)
                    no_longer_asked.difference_update(numbers_in(numbers))
                    self._memo.remember(ROOM, plan.path, self._key(plan), page)
                    self._memo.remember(SEEN, plan.path, page.of, looked)
                progress(done, len(waiting))

        told = {path: page.told for path, page in dropped.items()}
        waiting = [plan for plan in plans if plan.path not in made]
        if len(waiting) >= forked.WORTH_IT:
            told = self._expected(waiting) | told
        make_all([(plan, told.get(plan.path, _ALONE)) for plan in waiting])
        titles, descriptions = (_twice(map(itemgetter(at), made.values())) for at in _SAID)
        alike = {
            path: (page.title in titles, page.description in descriptions)
            for path, page in made.items()
            if page.told != _ALONE or page.title in titles or page.description in descriptions
        }
        others = {path: said for path, said in alike.items() if made[path].told != said}
        make_all([(plan, others[plan.path]) for plan in plans if plan.path in others])
        self._memo.use(SEEN, made)
        if no_longer_asked or gone - dropped.keys():
            minutes.keep(set().union(*(numbers_in(page.asked) for page in made.values())))
        for kind in minutes.written:
            self._memo.remember(f"{MINUTES} of {kind}", "", "", minutes.rows[kind])
        if minutes.written:
            self._memo.remember(MINUTES, "", "", (minutes.shown, tuple(minutes.rows)))
        return made, tuple(faults)

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
        """What is seen in a page that was made: remembered, or seen again where that was lost."""
        plan, made = self._planned[path], self._made[path]
        found = self._memo.recall(SEEN, path, made.of)
        if found is MISSING:
            found = self._looked(plan, self._rendered(plan, made.told)[1])
            self._memo.remember(SEEN, path, made.of, found)
        return found  # type: ignore[no-any-return]  # what was remembered as such

    def ready(self, path: str) -> bytes:
        """The HTML of a page that was made: by this build, or rendered now."""
        waiting = self._waiting.get(path)
        if waiting is None:
            return set_in(self._rendered(self._planned[path], self._made[path].told)[1]).encode()
        if isinstance(waiting, bytes):
            return zlib.decompress(waiting)
        assert self._aside  # noqa: S101 - it was put there
        return self._aside.get(waiting)

    def sums(self, made_of: Mapping[str, str]) -> dict[int, Sum]:
        """What is seen in the pages, by groups; `made_of` says what each was made of, as a digest."""
        groups = self._memo.hold("groups", "", Groups)
        return groups.sums(made_of, self.look, self._overview, self._memo, self._jobs)

    def _minutes(self) -> Minutes:
        """The minutes of the last build; empty ones where anything of them is lost."""
        found = self._memo.recall(MINUTES, "", "")
        shown, kinds = ("", ()) if found is MISSING else found
        rows = {kind: self._memo.recall(f"{MINUTES} of {kind}", "", "") for kind in kinds}
        return Minutes() if MISSING in rows.values() else Minutes(rows, shown)

    def _key(self, plan: PagePlan) -> str:
        return f"{plan.template} {self._templates.digest} {plan.given}"

    def _page(self, waiting: tuple[PagePlan, Sayings]) -> tuple[Made, Looked, Place | bytes] | Fault:
        plan, told = waiting
        try:
            frame, page, asked = self._rendered(plan, told)
        except TemplateError as fault:
            return Fault(fault.path, fault.line, fault.message)
        answers = self._answers.digest((*plan.asked, *asked))
        made = Made(
            asked,
            digest.key(plan.path, self._key(plan), answers, repr(told)),
            digest.short(frame.title.encode()),
            digest.short(frame.description.encode()),
            told,
        )
        looked = self._looked(plan, page)
        html = set_in(page).encode()
        return made, looked, self._aside.put(html) if self._aside else zlib.compress(html, 1)

    def _looked(self, plan: PagePlan, page: Markup) -> Looked:
        return Looked(fonts.characters(page), self._look(plan.path, plan.template, page.every_tag()))

    def _rendered(self, plan: PagePlan, told: Sayings) -> tuple[Any, Markup, tuple[Question, ...]]:
        """The frame as the view made it, the HTML, and what was asked on the way."""
        self.witness.asked()
        desk = Desk(self.witness.shelf, plan.path)
        record = self.witness.public.records[plan.subject] if plan.subject else None
        view = plan.view(record, desk) if record else plan.view(desk)
        frame = view.frame
        if told != _ALONE:
            view = dataclasses.replace(view, frame=_told_apart(frame, plan.path, told))
        view = metadata.dressed(view, plan.template, record, self.witness.shelf)
        return frame, self._templates.markup(plan.template, view), self.witness.asked()


def _twice(texts: Iterable[str]) -> set[str]:
    """The texts that are there more than once."""
    return {text for text, count in Counter(texts).items() if count > 1}


def _told_apart(frame: Any, path: str, told: Sayings) -> Any:  # noqa: ANN401 - a frame
    title, description = told
    if title:
        frame = dataclasses.replace(frame, title=f"{frame.title}（{path.removesuffix('.html')}）")
    if description:
        frame = dataclasses.replace(frame, description=f"{frame.title}：{frame.description}")
    return frame
