"""The server of the preview: its pages over HTTP on 127.0.0.1, with what lies over them.

For others in the same network (`lan`) only what may go out is built, and they see neither problems nor the desk.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import re
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.web import RequestHandler

from hyqz_site import disk
from hyqz_site.desk import panel
from hyqz_site.memo import Memo
from hyqz_site.publish.cache import FOLDER, MEMO, Cache
from hyqz_site.publish.standing import program
from hyqz_site.serve.preview import Preview, is_wall
from hyqz_site.serve.watching import Watcher, is_passing
from hyqz_site.source import tree

HOST: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - only where `--lan` asks for it
PORTS: Final = range(5500, 5510)
"""Tried one after the other where none is asked for."""
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_BUILD: Final = f"{panel.DESK}build"
_CATCH_UP: Final = """<script>setInterval(function(){fetch("/%s").then(function(r){return r.text()}).then(function(n){
if(n!=="%d")location.reload()}).catch(function(){})},1000)</script>"""
"""livereload tells pages that are connected when a build ends; one that was just loading then finds out by itself."""


def serve(
    project: Path, port: int | None, *, open_browser: bool, clock: Callable[[], datetime], lan: bool = False
) -> int:
    """Serve the preview until it is stopped; gives the exit status. On 127.0.0.1 alone, but for `lan`.

    Where no port is asked for, the first one that is free of `PORTS`: another preview may be open in another window.
    """
    host = EVERYWHERE if lan else HOST
    faults = {one: _fault_of(host, one) for one in ([port] if port else PORTS)}
    free = next((one for one, fault in faults.items() if fault is None), None)
    if free is None:
        return _closed(*next(iter(faults.items())))
    own = _own_addresses() if lan else ()
    # What is held back is shown in a preview: no build is to remember it, though its share card may lie in the cache.
    memo = Memo(project / FOLDER / MEMO, program(sys.version, sys.path), is_read_only=True)
    preview = Preview(project, clock, cache=Cache(project / FOLDER, memo=memo), is_shared=lan)
    preview.addresses = tuple(f"http://{address}:{free}/" for address in own)
    print("正在准备预览……", flush=True)
    preview.rebuild()
    preview.get_ready()
    # A change within 3 s of the last reload would be built but never shown.
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    server = _Server(preview, frozenset({*_LOCAL, *own}))
    for folder in tree.FOLDERS:
        server.watch(str(project / folder), preview.rebuild, ignore=is_passing)
    asyncio.set_event_loop(asyncio.SelectorEventLoop())  # tornado knows no other; Windows would take one
    try:
        server.serve(port=free, host=host, open_url_delay=0.5 if open_browser else None)
    except OSError as error:
        return _closed(free, error)
    return 0


def _fault_of(host: str, port: int) -> OSError | None:
    """Why nobody can listen there; to be known before anything is built."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        return error
    return None


def _closed(port: int, fault: OSError | None) -> int:
    """Say that a port cannot be had; gives the exit status."""
    print(f"端口 {port} 打不开：{disk.reason(fault or OSError())}。可能已经有一个预览在运行。", file=sys.stderr)
    print(f"换一个端口：hyqz serve --port {port + len(PORTS)}", file=sys.stderr)
    return 2


def _own_addresses() -> tuple[str, ...]:
    """The addresses of this computer in its network. Nothing is sent: connecting UDP only asks for the way."""
    found = set()
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("192.0.2.1", 9))
        found.add(way.getsockname()[0])
    with contextlib.suppress(OSError):
        found.update(info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    return tuple(sorted(str(address) for address in found if not ipaddress.ip_address(address).is_loopback))


class _Server(Server):  # type: ignore[misc]  # livereload ships no types
    """livereload's server, with our pages and a check of who asks."""

    def __init__(self, preview: Preview, hosts: frozenset[str]) -> None:
        super().__init__(watcher=Watcher())
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
            script = "" if is_wall(name) else _CATCH_UP % (_BUILD, self.preview.builds)
            text = text.replace("</body>", f"{script}</body>", 1)
            # First in the page: a ribbon moves all else down and covers nothing of it.
            self.finish(re.sub("<body[^>]*>", lambda found: found.group() + over, text, count=1))
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
