"""The site as it is being edited, in memory and nowhere else: it also holds what may not go out yet.

A ribbon says why. The last good site stays to be read below the problems; when they are mended, the panel goes.
"""

from __future__ import annotations

import contextlib
import gc
import mimetypes
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

from hyqz_site import console
from hyqz_site.build import build
from hyqz_site.desk import panel, previews, review, schedule
from hyqz_site.desk.panel import Shown
from hyqz_site.lean import dataclass
from hyqz_site.model import gates
from hyqz_site.model.catalogue import RECORD_SUFFIXES
from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.common import Channel, Record
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.public import Moment
from hyqz_site.model.site import Site
from hyqz_site.problem import Problem, Problems, Severity
from hyqz_site.publish.cache import Cache
from hyqz_site.publish.files import Files
from hyqz_site.publish.standing import is_certain
from hyqz_site.publish.writer import MANIFEST, named
from hyqz_site.release import Result
from hyqz_site.render import fonts
from hyqz_site.render.views.common import page_of
from hyqz_site.screens.show import Made
from hyqz_site.source import decoding, tree
from hyqz_site.source.tree import Inputs, SourceFile, Stamp

_SWEEP: Final = 25
"""After so many builds it is looked for what they have left in memory: that takes as long as a build."""
_LINK: Final = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)\"""")
_MAIN: Final = re.compile(r"<main\b.*?</main>", re.DOTALL)
_STALE: Final = frozenset({"stale-column", "empty-column"})
_EVERYWHERE_SHOWN: Final = ("templates/", "assets/", "content/site.yaml")
"""A problem of these lies over every page."""


@dataclass(frozen=True, slots=True)
class _Published:
    """A file that stands in the output."""

    path: Path
    digest: str

    @property
    def size(self) -> int:
        """How many bytes it is."""
        return self.path.stat().st_size

    @property
    def make(self) -> Callable[[], bytes]:
        """Reads it."""
        return self.path.read_bytes


def _published(output: Path) -> Files:
    """The site as the last build wrote it: what there is to look at where the content has errors from the beginning."""
    files = {path: _Published(output / path, digest) for path, digest in named(output / MANIFEST, "files")}
    return Files(promised={path: file for path, file in files.items() if file.path.is_file()})


@dataclass
class Preview:
    """The site as it is being edited: rebuilt on demand, never broken by a mistake."""

    project: Path
    clock: Callable[[], datetime]
    cache: Cache = field(default_factory=Cache)
    is_shared: bool = False
    """Whether others in the network may look: then nothing that is held back is made at all."""
    addresses: tuple[str, ...] = ()
    files: Files = field(default_factory=Files)
    problems: tuple[Shown, ...] = ()
    is_stale: bool = False
    """Whether the pages shown are older than the content, because it has errors."""
    site: Site | None = None
    inputs: Inputs | None = None
    builds: int = 0
    """How often it was built: pages of an older count are out of date."""
    walls: tuple[Made, ...] = ()
    """What every screen shows."""
    _owners: dict[str, str] = field(default_factory=dict)
    """The record file of each page that was ever made."""
    _own: dict[str, bytes] = field(default_factory=dict)
    """What was asked for since the last build: pages, and what only the preview has, with its files."""
    _over: dict[str, str] = field(default_factory=dict)
    """What lies over the pages that were asked for since."""
    _looked: int = 0
    """When the files were looked at, in nanoseconds of the clock that they are dated by."""
    _held: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Title and reason of each record file that does not go out."""
    _until: datetime | None = None
    """Until when what was built is right, if nobody saves anything: a consent may end at midnight."""

    @property
    def state(self) -> panel.State:
        """Which pages there are."""
        if not self.files:
            return panel.NONE
        return panel.OLDER if self.is_stale else panel.CURRENT

    def rebuild(self, saved: Sequence[str] = ()) -> None:
        """Build what the files now say; whatever goes wrong is kept to be shown.

        `saved` are the places of the files that are known to have changed, if any: the others are not looked at.
        """
        with self._undisturbed():
            self._rebuild(saved)

    def get_ready(self) -> None:
        """Rehearse the first save, for nobody: much is loaded then, and whoever just opens the preview does not mind.

        What the site says stays as it was.
        """
        inputs = self.inputs
        texts = (file for file in inputs.under("content") if file.path.lower().endswith(".md")) if inputs else iter(())
        record = next(texts, None)
        if not inputs or not record:
            return
        with self._undisturbed(), contextlib.suppress(OSError):  # a file that has gone since: the next build tells
            fonts.get_ready(inputs.files)
            text = record.read_same() + b"\n\n.\n"
            files = {**inputs.files, record.path: SourceFile(record.path, lambda: text)}
            build(replace(inputs, files=files), self.clock(), self.cache, shows_held=not self.is_shared)

    @contextlib.contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """While somebody builds: half of a small build would go into looking through all that is kept from the last."""
        gc.disable()
        try:
            yield
        finally:
            if self.builds % _SWEEP == 0:
                gc.unfreeze()
                gc.collect()
            gc.freeze()  # nearly all of it stays as long as the preview
            gc.enable()

    def _rebuild(self, saved: Sequence[str]) -> None:
        self.builds += 1
        self._over.clear()
        try:
            self.inputs = self._read(saved)
            result = build(self.inputs, self.clock(), self.cache, shows_held=not self.is_shared)
            self.cache.memo.save()
            self.problems = tuple(self._with_lines(self.inputs, result.problems))
        except OSError as error:
            fault = Problem("content", 1, 1, Severity.ERROR, "disk", f"读写文件出错：{error.strerror or error}")
            self.problems, self.is_stale = (Shown(fault),), True
            print(f"读写文件出错：{error}", flush=True)
            return
        self.is_stale = bool(result.errors)
        if result.errors and not self.files:
            self.files = _published(self.project / "output")
        if not result.errors:
            self.files, self.walls = result.files, result.walls
            self._own.clear()
        self._remember(result)
        self._tell(result)

    def _read(self, saved: Sequence[str]) -> Inputs:
        known = tree.read_again(self.inputs, self.project, saved) if self.inputs and saved else None
        if known:
            return known
        looked = time.time_ns()
        inputs = tree.read(self.project, self._known)
        self._looked = looked
        return inputs

    def _known(self, path: str, stamp: Stamp) -> SourceFile | None:
        """The file as the last build read it, where it is certainly the same."""
        file = self.inputs.files.get(path) if self.inputs else None
        return file if file and file.is_read and is_certain(stamp, file.stamp, self._looked) else None

    def _remember(self, result: Result) -> None:
        site = result.site
        if site is None:
            return
        self.site = site
        moment = self.moment(site)
        stretch = gates.stretch(site, moment.now)
        known, self._until = (site.heads, stretch, moment.strict_samples), stretch[1]
        everything = (*site.records.values(), *site.incomplete)
        self._held = self.cache.memo.hold("held", known, lambda: self._find_held(everything, moment))

    def _find_held(self, records: Iterable[Record], moment: Moment) -> dict[str, tuple[str, str]]:
        found = {}
        for record in records:
            self._owners[page_of(record)] = record.origin.path
            if isinstance(record, Screen):
                self._owners[f"screens/{record.id}/"] = record.origin.path
            reason = gates.held(record, moment)
            if reason:
                found[record.origin.path] = (record.title or record.id, str(reason))
        return found

    def moment(self, site: Site) -> Moment:
        """Now, as the public site is asked about it."""
        return gates.moment_of(site, Channel.SITE, self.clock())

    def _with_lines(self, inputs: Inputs, problems: tuple[Problem, ...]) -> list[Shown]:
        found = []
        lines: dict[str, list[str]] = {}
        for problem in problems:
            if problem.path not in lines and len(lines) < panel.MOST_SHOWN:
                lines[problem.path] = _lines_of(inputs, problem.path)
            text = lines.get(problem.path, [])
            found.append(Shown(problem, text[problem.line - 1] if 0 < problem.line <= len(text) else ""))
        return found

    def _tell(self, result: Result) -> None:
        summary = console.failing_line(result, strict=False) if result.errors else "预览已更新。"
        print(f"{console.as_text(result.problems)}{summary}", flush=True)

    # Pages

    def page(self, name: str) -> tuple[str, bytes] | None:
        """The type and the bytes of a file of the preview, without what lies over it; None where there is none."""
        if self._until and self.clock() >= self._until:
            self.rebuild()
        if name == f"{panel.DESK}index.html":
            return "text/html", panel.desk_page(self._desk()).encode()
        if name not in self._own and self.inputs:
            known = None if self.is_shared else self.site
            bench = previews.Bench(self.inputs, self.files, known, self.walls, self.clock(), self.cache)
            self._own |= bench.page(name) or {}
        if name in self.files and name not in self._own and name.endswith(".html"):
            self._own[name] = self.files[name]  # drawn once, however often it is asked for
        files = self._own if name in self._own else self.files
        if name in files:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return kind, files[name]
        if name == "index.html" and not self.files:
            return "text/html", panel.nothing_yet().encode()
        return None

    def overlay(self, name: str, body: bytes) -> str:
        """What lies over the page `name`: the problems of the records that it shows, and why some will not go out."""
        if name.startswith((panel.DESK, previews.GUIDE)) or is_wall(name):
            return ""
        if name not in self._over:
            self._over[name] = self._overlay(name, body)
        return self._over[name]

    def _overlay(self, name: str, body: bytes) -> str:
        records = self._records_on(name, body)
        mine = [shown for shown in self.problems if self._belongs(shown.problem.path, records)]
        if not self.files:
            mine = list(self.problems)
        held = (
            {} if self.is_shared else {self._held[path][0]: self._held[path][1] for path in records & self._held.keys()}
        )
        cut = "" if self.is_shared else previews.pictures_page(self.site, self._owners.get(name))
        return panel.overlay(mine, len(self.problems) - len(mine), held, self.state, cut)

    def _belongs(self, path: str, records: set[str]) -> bool:
        return path in records or path.startswith(_EVERYWHERE_SHOWN)

    def _records_on(self, name: str, body: bytes) -> set[str]:
        """The files of the records that a page shows: its own, and those that its main part links to."""
        own = self._owners.get(name) or self._owners.get(f"{'/'.join(name.split('/')[:2])}/")
        found = {own} if own else set()
        main = _MAIN.search(body.decode(errors="replace"))
        for target in _LINK.findall(main.group()) if main else ():
            page = normpath(join(dirname(name), unquote(unescape(target).partition("#")[0])))
            if page in self._owners:
                found.add(self._owners[page])
        return found

    def _desk(self) -> panel.DeskView:
        site = self.site
        found = schedule.as_text(schedule.schedule(site, self.moment(site))) if site else ""
        return panel.DeskView(
            problems=self.problems,
            state=self.state,
            waiting=[(self._name(record), self._page_if_there(record), reason) for record, reason in self._waiting()],
            signing=self._signing(),
            schedule=found,
            columns=[shown.problem for shown in self.problems if shown.problem.code in _STALE],
            sizes=list(self._sizes()),
            screens=[(wall.screen.title, f"screens/{wall.screen.id}/preview.html") for wall in self.walls],
            places=[place for place in previews.PLACES if self.walls or place[1] != previews.SCREENS],
            phone=self.addresses,
        )

    def _signing(self) -> list[str]:
        """What waits for which signature; where nobody keeps a ledger, or has to, how to begin one."""
        if self.inputs is None or self.site is None:
            return []
        if not self.site.singletons.has_ledger:
            return ["没有用三审三校台账。要用，从任何一条开始签：hyqz review sign 类别/编号 --step 初审一校 --by 姓名"]
        with contextlib.suppress(OSError):  # a file that has gone since: the next build tells
            desk = review.Desk.of(self.inputs)
            return list(review.listing(desk, lambda _: None, only=None, everything=False))
        return []

    def _waiting(self) -> list[tuple[Record, str]]:
        records = (*self.site.records.values(), *self.site.incomplete) if self.site else ()
        return [(one, self._held[one.origin.path][1]) for one in records if one.origin.path in self._held]

    def _name(self, record: Record) -> str:
        return f"{kind_of(record).address(record.id)} {record.title or ''}（{record.status}）"

    def _page_if_there(self, record: Record) -> str:
        is_there = page_of(record) in self.files or (self.site and record in self.site.incomplete)
        return page_of(record) if is_there else ""

    def _sizes(self) -> list[tuple[str, str]]:
        groups = {
            "页面": [path for path in self.files if path.endswith(".html") and not path.startswith("screens/")],
            "图片": [path for path in self.files if path.startswith("img/")],
            "影像": [path for path in self.files if path.startswith("media/")],
            "屏幕": [path for path in self.files if path.startswith("screens/")],
            "全部": list(self.files),
        }
        found = [
            (name, f"{len(paths)} 个，{_size(sum(map(self.files.size, paths)))}") for name, paths in groups.items()
        ]
        largest = sorted(self.files, key=lambda path: -self.files.size(path))[:5]
        return [*found, *((f"最大：{path}", _size(self.files.size(path))) for path in largest)]


def is_wall(name: str) -> bool:
    """Whether a page is what hangs on a wall, or a part of it: nothing lies over that."""
    return bool(re.fullmatch(r"screens/[^/]+/(?:index\.html|show/.*)", name))


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{count / 1024:.0f} KB"


def _lines_of(inputs: Inputs, path: str) -> list[str]:
    file = inputs.files.get(path)
    if file is None or not path.lower().endswith((*RECORD_SUFFIXES, ".csv", ".html", ".css", ".vtt")):
        return []
    decoded = decoding.decode(path, file.read(), Problems())
    return decoding.lines_of(decoded.text) if decoded else []
