"""Live preview: rebuild on save, reload the open pages, each page's problems over it. The only import of livereload.

The site is kept in memory and nowhere else: it also holds what may not go out yet, with a ribbon that says why. The
last good site stays to be read below the problems; when they are mended, the panel goes. For others in the same
network (`lan`) only what may go out is built, and they see neither problems nor the desk.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ipaddress
import logging
import mimetypes
import os
import re
import socket
import sys
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import datetime
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import RequestHandler

from hyqz_site import console, listening
from hyqz_site.build import Result, build
from hyqz_site.desk import panel, previews, review, schedule
from hyqz_site.desk.panel import Shown
from hyqz_site.lean import dataclass
from hyqz_site.memo import Memo
from hyqz_site.model import gates
from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.common import Channel, Record
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.public import Moment
from hyqz_site.model.site import Site
from hyqz_site.problem import Problem, Problems, Severity
from hyqz_site.publish.cache import FOLDER, MEMO, Cache
from hyqz_site.publish.files import Files
from hyqz_site.publish.standing import is_certain, program
from hyqz_site.render import fonts
from hyqz_site.render.views.common import page_of
from hyqz_site.screens.show import Made
from hyqz_site.source import decoding, tree
from hyqz_site.source.tree import Inputs, SourceFile, Stamp, stamp_of

HOST: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - only where `--lan` asks for it
POLL_MS: Final = 150
"""How often the folders are looked at: 10 ms of work for a thousand files, 100 ms for ten thousand."""
GLANCE_MS: Final = 10
"""How often one file is."""
REST: Final = 4
"""So many times as long as it takes to look at the folders they are left alone: a laptop's fan should not tell."""
REST_TOLD: Final = 20
"""The same where the system says what changes."""
_MOST_WATCHED: Final = 32
"""Files that are looked at one by one: where more are saved at once, all are looked at."""
_SWEEP: Final = 25
"""After so many builds it is looked for what they have left in memory: that takes as long as a build."""
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_LINK: Final = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)\"""")
_MAIN: Final = re.compile(r"<main\b.*?</main>", re.DOTALL)
_BUILD: Final = f"{panel.DESK}build"
_CATCH_UP: Final = """<script>setInterval(function(){fetch("/%s").then(function(r){return r.text()}).then(function(n){
if(n!=="%d")location.reload()}).catch(function(){})},1000)</script>"""
"""livereload tells pages that are connected when a build ends; one that was just loading then finds out by itself."""
_STALE: Final = frozenset({"stale-column", "empty-column"})
_EVERYWHERE_SHOWN: Final = ("templates/", "assets/", "content/site.yaml")
"""A problem of these lies over every page."""


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
        record = next((file for file in inputs.under("content") if file.path.endswith(".md")), None) if inputs else None
        if not inputs or not record:
            return
        with self._undisturbed(), contextlib.suppress(OSError):  # a file that has gone since: the next build tells
            fonts.get_ready(inputs.files)
            text = record.read_same() + b"\n\n.\n"
            files = {**inputs.files, record.path: SourceFile(record.path, lambda: text)}
            build(Inputs(files, inputs.outside), self.clock(), self.cache, shows_held=not self.is_shared)

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
        known = site.heads, gates.stretch(site, moment.now), moment.strict_samples
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
        strict = bool(site.singletons.settings.strict_samples)
        return Moment(channel=Channel.SITE, now=self.clock(), strict_samples=strict)

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
        if name.startswith((panel.DESK, previews.GUIDE)) or _is_wall(name):
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
        return panel.overlay(mine, len(self.problems) - len(mine), held, is_stale=self.is_stale, cut=cut)

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
            is_stale=self.is_stale,
            waiting=[(self._name(record), self._page_if_there(record), reason) for record, reason in self._waiting()],
            signing=self._signing(),
            schedule=found,
            columns=[shown.problem for shown in self.problems if shown.problem.code in _STALE],
            sizes=list(self._sizes()),
            screens=[(wall.screen.title, f"screens/{wall.screen.id}/preview.html") for wall in self.walls],
            places=[place for place in previews.PLACES if self.walls or place[1] != previews.SCREENS],
            phone=self.addresses,
        )

    def _signing(self) -> str:
        """What waits for which signature."""
        if self.inputs is None:
            return ""
        with contextlib.suppress(OSError):  # a file that has gone since: the next build tells
            desk = review.Desk.of(self.inputs)
            return "\n".join(review.listing(desk, lambda _: None, only=None, everything=False))
        return ""

    def _waiting(self) -> list[tuple[Record, str]]:
        records = (*self.site.records.values(), *self.site.incomplete) if self.site else ()
        return [(one, self._held[one.origin.path][1]) for one in records if one.origin.path in self._held]

    def _name(self, record: Record) -> str:
        return f"{kind_of(record).label}/{record.id} {record.title or ''}（{record.status}）"

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


def _is_wall(name: str) -> bool:
    """Whether a page is what hangs on a wall, or a part of it: nothing lies over that."""
    return bool(re.fullmatch(r"screens/[^/]+/(?:index\.html|show/.*)", name))


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{count / 1024:.0f} KB"


def _lines_of(inputs: Inputs, path: str) -> list[str]:
    file = inputs.files.get(path)
    if file is None or not path.endswith((".md", ".yaml", ".yml", ".csv", ".html", ".css", ".vtt")):
        return []
    decoded = decoding.decode(path, file.read(), Problems())
    return re.split(r"\r\n|\r|\n", decoded.text) if decoded else []


# The server


def serve(project: Path, port: int, *, open_browser: bool, clock: Callable[[], datetime], lan: bool = False) -> int:
    """Serve the preview until it is stopped; gives the exit status. On 127.0.0.1 alone, but for `lan`."""
    own = _own_addresses() if lan else ()
    # What is held back is shown in a preview, and never reaches the disk.
    memo = Memo(project / FOLDER / MEMO, program(sys.version, sys.path), is_read_only=True)
    preview = Preview(project, clock, cache=Cache(project / FOLDER, memo=memo), is_shared=lan)
    preview.addresses = tuple(f"http://{address}:{port}/" for address in own)
    print("正在准备预览……", flush=True)
    preview.rebuild()
    preview.get_ready()
    # A change within 3 s of the last reload would be built but never shown.
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    server = _Server(preview, frozenset({*_LOCAL, *own}))
    for folder in tree.FOLDERS:
        server.watch(str(project / folder), preview.rebuild, ignore=_is_passing)
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.set_event_loop(asyncio.new_event_loop())
    try:
        server.serve(port=port, host=EVERYWHERE if lan else HOST, open_url_delay=0.5 if open_browser else None)
    except OSError as error:
        print(f"端口 {port} 打不开（{error.strerror}），可能已经有一个预览在运行。", file=sys.stderr)
        print(f"换一个端口：hyqz serve --port {port + 1}", file=sys.stderr)
        return 2
    return 0


def _is_passing(path: str) -> bool:
    """Whether a file is one that an editor or we ourselves write only in passing."""
    name = re.split(r"[\\/]", path)[-1]
    return name.startswith((".", "~")) or name.endswith(("~", ".tmp"))


def _own_addresses() -> tuple[str, ...]:
    """The addresses of this computer in its network. Nothing is sent: connecting UDP only asks for the way."""
    found = set()
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("192.0.2.1", 9))
        found.add(way.getsockname()[0])
    with contextlib.suppress(OSError):
        found.update(info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    return tuple(sorted(str(address) for address in found if not ipaddress.ip_address(address).is_loopback))


@dataclass
class _Watched:
    """A file that somebody is about to save, or has."""

    built: Stamp | None
    """What the disk said of it when it was built."""
    seen: Stamp | None
    """What the disk said when it was looked at last: while that changes, somebody is still writing."""


class _Watcher(Watcher):  # type: ignore[misc]  # livereload ships no types
    """livereload's own watcher, looking oftener, and oftenest at the files that will have changed.

    These are the one that was saved last, for it will be again, and those of which the system says so.
    """

    filepath: str | None

    def __init__(self) -> None:
        super().__init__()
        self._close: dict[str, _Watched] = {}
        """The files that are looked at oftenest."""
        self._saved: list[str] = []
        """Those of them that are known to have changed."""
        self._rest = REST
        self._next = 0.0
        """When to look at all files again, in seconds of a clock that only goes forward."""

    def start(self, callback: Callable[[], None]) -> bool:
        """Look every `POLL_MS`, at some files every `GLANCE_MS`; True says that nothing else has to."""
        loop = IOLoop.current()
        if listening.listen(self._tasks, lambda place: loop.add_callback(self.hear, place)):
            self._rest = REST_TOLD
        PeriodicCallback(lambda: self.look(callback), POLL_MS).start()
        PeriodicCallback(lambda: self.glance(callback), GLANCE_MS).start()
        return True

    def hear(self, place: str) -> None:
        """Watch a file that has changed, as the system says; look at all where it is new, gone or one of many."""
        known = next((task["mtimes"][place] for task in self._tasks.values() if place in task["mtimes"]), None)
        now = _saved_at(place)
        if known is not None and now == known:
            return
        if known is not None and now is not None and len(self._close) < _MOST_WATCHED:
            self._close.setdefault(place, _Watched(None, None))
        elif not _is_passing(place):
            self._next = 0.0

    def look(self, callback: Callable[[], None]) -> None:
        """Look at all files, but for no more than a part of the time: there may be many."""
        begun = time.monotonic()
        if begun >= self._next:
            callback()
            if not self.filepath:  # else most of the time went into a build
                self._next = begun + self._rest * (time.monotonic() - begun)

    def examine(self) -> Any:  # noqa: ANN401 - livereload's own
        """Look at all files, or at those that are known to have changed, and build what has."""
        saved, self._saved = self._saved, []
        found = self._examine(saved) if saved else super().examine()
        waiting = {place: one for place, one in self._close.items() if place not in saved} if saved else {}
        if self.filepath:
            last = str(self.filepath)
            self._close = waiting | {last: _Watched(_stamp(last), _stamp(last))}
        return found

    def is_folder_changed(self, path: str, ignore: Callable[[str], bool] | None = None) -> Any:  # noqa: ANN401
        """The files below a folder that were saved; with one call of the disk for each, where livereload has three."""
        changed = []
        for place, saved in _dated(path, self.ignored_dirs):
            before = self._task_mtimes.get(place)
            if before is None and (self.ignore(place) or (ignore and ignore(place))):
                continue
            self._new_mtimes[place] = saved
            if saved != before and (before is not None or saved > self._start):
                changed.append(place)
        self.filepath = changed[-1] if changed else self.filepath
        return changed

    def _examine(self, saved: Sequence[str]) -> tuple[str, None]:
        """Build with some files that have changed, and let the look at all files know them as they are now."""
        for folder, task in self._tasks.items():
            mine = [place for place in saved if Path(folder) in Path(place).parents]
            task["mtimes"] |= {place: now for place in mine if (now := _saved_at(place)) is not None}
            if mine:
                task["func"](mine)
        self.filepath = saved[-1]
        return saved[-1], None

    def glance(self, callback: Callable[[], None]) -> None:
        """Look at the files that will have changed; where some have and nobody is writing, build with them."""
        for place, watched in self._close.items():
            now = _stamp(place)
            if now not in (watched.built, None) and now == watched.seen:
                watched.built = now
                self._saved.append(place)
            watched.seen = now
        if self._saved:
            callback()


def _dated(folder: str, left_out: Container[str]) -> Iterator[tuple[str, float]]:
    """The files below a folder, also behind links, and when they were saved."""
    waiting, seen = [folder], {os.path.realpath(folder)}
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                try:
                    if not entry.is_dir():
                        yield entry.path, tree.status_of(entry).st_mtime
                    elif entry.name not in left_out and not _leads_back(entry, seen):
                        waiting.append(entry.path)
                except OSError:  # gone since, or a link that leads nowhere
                    continue


def _leads_back(folder: os.DirEntry[str], seen: set[str]) -> bool:
    """Whether a folder is a link to one of those that were seen, which it becomes."""
    if not folder.is_symlink():
        return False
    target = os.path.realpath(folder.path)
    is_known = any(place == target or place.startswith(f"{target}{os.sep}") for place in seen)
    seen.add(target)
    return is_known


def _stamp(path: str) -> Stamp | None:
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - a hundred times a second
    except OSError:
        return None


def _saved_at(path: str) -> float | None:
    """When a file was saved, as the look at all files has it."""
    try:
        return os.path.getmtime(path)  # noqa: PTH204
    except OSError:
        return None


class _Server(Server):  # type: ignore[misc]  # livereload ships no types
    """livereload's server, with our pages and a check of who asks."""

    def __init__(self, preview: Preview, hosts: frozenset[str]) -> None:
        super().__init__(watcher=_Watcher())
        self._preview = preview
        self._hosts = hosts

    def application(self, port: int, host: str, **options: Any) -> None:  # noqa: ANN401 - livereload's own
        """Listen, and only then say where."""
        super().application(port, host, **options)
        print(f"预览：http://{HOST}:{port}/　（按 Ctrl+C 结束）", flush=True)
        print(f"编辑台：http://{HOST}:{port}/{panel.DESK}", flush=True)
        for address in self._preview.addresses:
            print(f"同一个网络里的手机打开：{address}　（只有可以公开的内容）", flush=True)

    def _setup_logging(self) -> None:
        """Say nothing of its own: editors read what `Preview` prints."""
        logging.getLogger("livereload").setLevel(logging.WARNING)

    def get_web_handlers(self, _: bytes) -> list[Any]:
        """Serve the preview's files; pages with what lies over them."""
        given = {"preview": self._preview, "hosts": self._hosts}
        return [(r"/(.*)", _Handler, given)]


class _Handler(RequestHandler):
    """One file of the preview."""

    preview: Preview
    hosts: frozenset[str]

    def initialize(self, preview: Preview, hosts: frozenset[str]) -> None:
        """Take what every request needs."""
        self.preview, self.hosts = preview, hosts

    def prepare(self) -> None:
        """Refuse pages elsewhere that would read the preview under a name of their own."""
        if re.sub(r":\d+\Z", "", self.request.host) not in self.hosts:
            self.send_error(403)

    def compute_etag(self) -> str | None:
        """None: what lies over a page changes where its file does not."""
        return None

    async def get(self, path: str) -> None:
        """Send a file, a page with its overlay, a part of a film."""
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if path == _BUILD:
            self.set_header("Content-Type", "text/plain")
            self.finish(str(self.preview.builds))
            return
        is_near = ipaddress.ip_address(self.request.remote_ip or EVERYWHERE).is_loopback
        found = self.preview.page(name) if is_near or not name.startswith(panel.DESK) else None
        if found is None:
            self.set_status(404)
            found = self.preview.page("404.html") or ("text/html", panel.nothing_yet().encode())
            name = "404.html"
        kind, body = found
        self.set_header("Cache-Control", "no-store")
        if kind == "text/html":
            self.set_header("Content-Type", "text/html; charset=utf-8")
            over = self.preview.overlay(name, body) if is_near else ""
            text = body.decode(errors="replace")  # livereload puts its own script into every page that is sent
            # A screen's page looks for new shows by itself.
            script = "" if _is_wall(name) else _CATCH_UP % (_BUILD, self.preview.builds)
            self.finish(text.replace("</body>", f"{over}{script}</body>", 1))
            return
        self.set_header("Content-Type", kind)
        self._send_part(body)

    def _send_part(self, body: bytes) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.request.headers.get("Range", ""))
        self.set_header("Accept-Ranges", "bytes")
        if wanted and int(wanted.group(1)) < len(body):
            start, last = int(wanted.group(1)), min(int(wanted.group(2) or len(body)), len(body) - 1)
            self.set_status(206)
            self.set_header("Content-Range", f"bytes {start}-{last}/{len(body)}")
            body = body[start : last + 1]
        self.finish(body)
