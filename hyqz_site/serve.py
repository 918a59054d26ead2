"""Live preview: rebuild on save, reload the open pages, lay the problems over them. The only import of livereload.

The last good site stays to be read below the problems; when they are mended, the panel goes.
"""

from __future__ import annotations

import asyncio
import html
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.web import RequestHandler

from hyqz_site import console
from hyqz_site.build import Result, build
from hyqz_site.publish import writer
from hyqz_site.publish.cache import FOLDER, Cache
from hyqz_site.source import tree

HOST: Final = "127.0.0.1"
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_EMPTY: Final = "<!doctype html><html><head></head><body></body></html>"
_PANEL: Final = (
    '<aside role="alert" style="position:fixed;inset:auto 0 0 0;left:0;right:0;bottom:0;max-height:60vh;overflow:auto;'
    'z-index:9999;background:#211c1a;color:#fbf6ec;padding:1rem;font:16px/1.6 sans-serif;white-space:pre-wrap">'
    "<strong>{title}</strong>\n{text}</aside>"
)


@dataclass
class Preview:
    """The site as it is being edited: rebuilt on demand, never broken by a mistake."""

    project: Path
    clock: Callable[[], datetime]
    problems: str = ""
    """What is wrong now, as text; empty where nothing is."""
    is_stale: bool = False
    """Whether the pages shown are older than the content, because it has errors."""
    cache: Cache = field(default_factory=Cache)

    @property
    def root(self) -> Path:
        """Where the preview's pages lie."""
        return self.project / FOLDER / "preview"

    def rebuild(self) -> None:
        """Build what the files now say; whatever goes wrong becomes text in the panel."""
        try:
            result = build(tree.read(self.project), self.clock(), self.cache)
            if not result.errors:
                writer.write(result.files, self.root)
        except (OSError, writer.OutputError) as error:
            self.problems, self.is_stale = f"读写文件出错：{error}", True
            return
        self.is_stale = bool(result.errors)
        self.problems = console.as_text(result.problems)
        self._tell(result)

    def _tell(self, result: Result) -> None:
        summary = console.failing_line(result, strict=False) if result.errors else "预览已更新。"
        print(f"{self.problems}{summary}", flush=True)

    def panel(self) -> str:
        """The problems as they lie over a page; empty where there are none."""
        if not self.problems:
            return ""
        title = "内容有错误，下面是上一次正确的页面：" if self.is_stale else "有需要留意的地方："
        return _PANEL.format(title=title, text=html.escape(self.problems))


def serve(project: Path, port: int, *, open_browser: bool, clock: Callable[[], datetime]) -> int:
    """Serve the preview on 127.0.0.1 until it is stopped; gives the exit status."""
    cache = Cache(project / FOLDER)
    preview = Preview(project, clock, cache=cache)
    preview.root.mkdir(parents=True, exist_ok=True)
    preview.rebuild()
    # A change within 3 s of the last reload would be built but never shown.
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    server = _Server(preview)
    for folder in tree.FOLDERS:
        server.watch(str(project / folder), preview.rebuild)
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.set_event_loop(asyncio.new_event_loop())
    print(f"预览：http://{HOST}:{port}/　（按 Ctrl+C 结束）", flush=True)
    try:
        server.serve(port=port, host=HOST, root=str(preview.root), open_url_delay=0.5 if open_browser else None)
    except OSError as error:
        print(f"端口 {port} 打不开（{error.strerror}），可能已经有一个预览在运行。", file=sys.stderr)
        print(f"换一个端口：hyqz serve --port {port + 1}", file=sys.stderr)
        return 2
    return 0


class _Server(Server):  # type: ignore[misc]  # livereload ships no types
    """livereload's server, with the panel over every page."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview

    def _setup_logging(self) -> None:
        """Say nothing of its own: editors read what `Preview` prints."""
        logging.getLogger("livereload").setLevel(logging.WARNING)

    def get_web_handlers(self, script: bytes) -> list[Any]:
        """Serve the preview's files; pages with the panel."""
        (pattern, handler, options), *rest = super().get_web_handlers(script)
        return [(pattern, _with_panel(handler, self._preview, script), options), *rest]


def _with_panel(handler: type[RequestHandler], preview: Preview, script: bytes) -> type[RequestHandler]:
    class Paneled(handler):  # type: ignore[misc,valid-type]  # the class is livereload's own
        def prepare(self) -> None:
            # A page elsewhere must not be able to read the preview under a name of its own.
            if self.request.host.rpartition(":")[0] not in _LOCAL:
                self.send_error(403)

        def compute_etag(self) -> str | None:
            return None  # the panel changes where the file does not

        def should_return_304(self) -> bool:
            return False

        async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002 - tornado's signature
            name = f"{path}index.html" if not path or path.endswith("/") else path
            page = preview.root / name
            panel = preview.panel()
            if not panel or not name.endswith(".html"):
                await super().get(path, include_body)
                return
            self.set_header("Content-Type", "text/html; charset=utf-8")
            known = page.resolve().is_relative_to(preview.root.resolve()) and page.is_file()
            body = page.read_text(encoding="utf-8") if known else _EMPTY
            # livereload's own script is put into what the file handler sends; this page it does not see.
            body = body.replace("</head>", f"{script.decode()}</head>", 1).replace("</body>", f"{panel}</body>", 1)
            self.write(body)

    return Paneled
