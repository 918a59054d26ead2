"""Planned pages → made pages: what is remembered and still true is not made again; the rest is, in all processes.

A page is a function of its template and of the answers that its view got; both are part of what is remembered with it.
Its HTML is not: that stands in the output, and whoever needs it again gets it from there or has it made.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hyqz_site import digest, forked
from hyqz_site.lean import dataclass
from hyqz_site.memo import MISSING
from hyqz_site.render import fonts, metadata
from hyqz_site.render.promises import Promise, Promises
from hyqz_site.render.templates import TemplateError
from hyqz_site.render.typography import set_in
from hyqz_site.render.views.common import Desk
from hyqz_site.render.witness import Answers, Minutes, Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hyqz_site.aside import Aside, Place
    from hyqz_site.memo import Memo
    from hyqz_site.render.markup import Markup
    from hyqz_site.render.plan import PagePlan
    from hyqz_site.render.templates import Templates
    from hyqz_site.render.views.common import Shelf
    from hyqz_site.render.witness import Question

ROOM: Final = "pages"
MINUTES: Final = "minutes"
FINISHED: Final = "finished"

Last = tuple[tuple[str, ...], str, int]
"""Of a page as it last went out: its style sheets, its digest, its size in bytes."""
Sayings = tuple[bool, bool]
"""Whether the title and the description of a page are told from those of others by the page's address."""
_ALONE: Final = (False, False)


class Made(NamedTuple):
    """What is known of a page that was made: a tuple, as thousands are remembered and nothing else is read so fast."""

    asked: Iterable[Any]
    """The questions that it asked; by their numbers in the minutes, where it is remembered."""
    answers: str
    """The digest of what was answered."""
    title: str
    description: str
    """As the view said them, before they were told apart."""
    told: Sayings
    shown: fonts.Shown
    seen: Any
    """What the audit saw in the page."""


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
        memo: Memo,
        aside: Aside | None,
        jobs: int,
    ) -> None:
        """`look` is what the audit sees in a page, by its path, template and tags; it is remembered with the page.

        Pages that are made wait in `aside` to be asked for, in memory where there is none.
        """
        self.witness = Witness(shelf)
        self._answers = Answers(shelf)
        self._templates = templates
        self._look = look
        self._memo = memo
        self._aside = aside
        self._jobs = jobs
        self._waiting: dict[str, Place | bytes] = {}

    def make(
        self, plans: Sequence[PagePlan], progress: Callable[[int, int], None]
    ) -> tuple[dict[str, Made], tuple[Fault, ...]]:
        """What is known of every page, by path, and which templates failed.

        Every page has its own title and description (output contract): where two are alike, their addresses tell. Who
        is alike is known when all pages are; so a page is made as if it were alone, and again in the rare case.
        """
        try:
            return self._make(plans, progress)
        except BaseException:  # whoever broke off knows nothing for certain
            self._memo.forget(MINUTES, "")
            raise

    def _make(
        self, plans: Sequence[PagePlan], progress: Callable[[int, int], None]
    ) -> tuple[dict[str, Made], tuple[Fault, ...]]:
        faults: list[Fault] = []
        minutes, made, changed = self._remembered(plans)
        told = {path: page.told for path, page in made.items() if not changed.isdisjoint(page.asked)}
        for path in told:
            del made[path]
        for path in self._memo.names(ROOM) - made.keys():  # before anything can go wrong: the minutes hold new answers
            self._memo.forget(ROOM, path)

        def make_all(waiting: list[tuple[PagePlan, Sayings]]) -> None:
            if len(waiting) >= forked.WORTH_IT:  # for all processes
                self._templates.compile()
            made_now = forked.mapped(self._page, waiting, self._jobs, in_rounds=True)
            for done, ((plan, _), found) in enumerate(zip(waiting, made_now, strict=True), start=1):
                if isinstance(found, Fault):
                    faults.append(found)
                else:
                    page, self._waiting[plan.path] = found
                    numbers = minutes.numbers((*plan.asked, *page.asked), self._answers)
                    made[plan.path] = page = page._replace(asked=numbers)
                    self._memo.remember(ROOM, plan.path, self._key(plan), page)
                progress(done, len(waiting))

        make_all([(plan, told.get(plan.path, _ALONE)) for plan in plans if plan.path not in made])
        titles = Counter([page.title for page in made.values()])
        descriptions = Counter([page.description for page in made.values()])
        alike = {path: (titles[page.title] > 1, descriptions[page.description] > 1) for path, page in made.items()}
        others = {path for path, page in made.items() if page.told != alike[path]}
        make_all([(plan, alike[plan.path]) for plan in plans if plan.path in others])
        if self._waiting or changed:
            minutes.keep(set().union(*(page.asked for page in made.values())))
            self._memo.remember(MINUTES, "", "", minutes.rows)
        return made, tuple(faults)

    def _remembered(self, plans: Sequence[PagePlan]) -> tuple[Minutes, dict[str, Made], set[int]]:
        """The minutes with today's answers, the remembered pages, the questions whose answers are others now."""
        rows = self._memo.recall(MINUTES, "", "")
        minutes = Minutes(None if rows is MISSING else rows)
        changed = minutes.changed(self._answers)
        made: dict[str, Made] = {}
        if minutes.rows:
            made = self._memo.recall_all(ROOM, {plan.path: self._key(plan) for plan in plans})
        return minutes, made, changed

    def finished(
        self,
        plans: Sequence[PagePlan],
        made: Mapping[str, Made],
        sheets: Mapping[str, tuple[str, ...]],
        earlier: Callable[[str], bytes | None] | None,
    ) -> Promises:
        """The pages as they go out, naming the style sheets of the fonts; `sheets` are those of each page.

        `earlier` gives the bytes that an earlier build put at a path: where they are what is wanted, or would be but
        for the names of those sheets, nothing is rendered. None says that nothing will be written: then pages are
        rendered when they are looked at, and their digests need not be known.
        """
        keys = {plan.path: f"{self._key(plan)} {(page := made[plan.path]).answers} {page.told}" for plan in plans}
        known: dict[str, Last] = self._memo.recall_all(FINISHED, keys)
        last = known.copy()
        planned = {plan.path: plan for plan in plans}

        def made_by(path: str) -> Callable[[], bytes]:
            name = partial(self._named, planned[path], made[path], sheets[path])
            if earlier and path in known and len(known[path][0]) == len(sheets[path]):
                return partial(_again, path, known[path], sheets[path], earlier, name)
            return name

        def give(path: str) -> Promise:
            # Where nobody asks for digests, what has other sheets is as long as before: all their names are.
            old, at, size = last[path]
            return Promise(at if old == sheets[path] else "", size, made_by(path))

        def is_told(path: str) -> bool:
            old = known[path][0] if path in known else ()
            return old == sheets[path] if earlier else len(old) == len(sheets[path])

        for path in [path for path in planned if not is_told(path)]:
            data = made_by(path)()
            last[path] = sheets[path], digest.sha256(data), len(data)
            self._memo.remember(FINISHED, path, keys[path], last[path])
        return Promises(planned, give)

    def _named(self, plan: PagePlan, made: Made, sheets: tuple[str, ...]) -> bytes:
        return fonts.linked(self._ready(plan, made), sheets)

    def _ready(self, plan: PagePlan, made: Made) -> bytes:
        """The HTML of a page, made by this build or now."""
        waiting = self._waiting.get(plan.path)
        if waiting is None:
            return set_in(self._rendered(plan, made.told)[1]).encode()
        if isinstance(waiting, bytes):
            return zlib.decompress(waiting)
        assert self._aside  # noqa: S101 - it was put there
        return self._aside.get(waiting)

    def _key(self, plan: PagePlan) -> str:
        return f"{plan.template} {self._templates.digest} {plan.given}"

    def _page(self, waiting: tuple[PagePlan, Sayings]) -> tuple[Made, Place | bytes] | Fault:
        plan, told = waiting
        try:
            frame, page, asked = self._rendered(plan, told)
        except TemplateError as fault:
            return Fault(fault.path, fault.line, fault.message)
        made = Made(
            asked=asked,
            answers=self._answers.digest((*plan.asked, *asked)),
            title=frame.title,
            description=frame.description,
            told=told,
            shown=fonts.characters(page),
            seen=self._look(plan.path, plan.template, page.every_tag()),
        )
        html = set_in(page).encode()
        return made, self._aside.put(html) if self._aside else zlib.compress(html, 1)

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


def _again(
    path: str,
    last: Last,
    sheets: tuple[str, ...],
    earlier: Callable[[str], bytes | None],
    name: Callable[[], bytes],
) -> bytes:
    """A page from what an earlier build put there, where that is known; it had as many sheets."""
    old, old_digest, _ = last
    there = earlier(path)
    if there is None or digest.sha256(there) != old_digest:
        return name()
    for before, now in zip(old, sheets, strict=True):
        there = there.replace(before.encode(), now.encode())
    return there


def _told_apart(frame: Any, path: str, told: Sayings) -> Any:  # noqa: ANN401 - a frame
    title, description = told
    if title:
        frame = dataclasses.replace(frame, title=f"{frame.title}（{path.removesuffix('.html')}）")
    if description:
        frame = dataclasses.replace(frame, description=f"{frame.title}：{frame.description}")
    return frame
