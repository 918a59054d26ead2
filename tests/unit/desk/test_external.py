"""Links to other sites are tried politely; the sites here are our own, on this machine."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.error import URLError

import pytest

from hyqz_site.desk import external
from hyqz_site.desk.external import AGENT, ask, ask_all

ASKED: Final[list[tuple[str, str, float, str]]] = []


class _Site(BaseHTTPRequestHandler):
    """Answers as its paths say."""

    def answer(self) -> None:
        ASKED.append((self.command, self.path, time.monotonic(), self.headers.get("User-Agent", "")))
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/fine")
        elif self.path == "/only-get":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response({"/gone": 404, "/broken": 500, "/shy": 403}.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815 - their names in the library

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
        """Say nothing."""


@pytest.fixture
def root() -> Iterator[str]:
    """Serve the site; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    ASKED.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_is_there_and_what_is_not(root: str) -> None:
    paths = ["/fine", "/moved", "/only-get", "/shy", "/gone", "/broken", "/路口?q=甲"]
    faults = {one.url.removeprefix(root): one.fault for one in ask_all([root + path for path in paths], pause=0)}
    assert faults == {
        "/fine": "",
        "/moved": "",
        "/only-get": "",
        "/shy": "",
        "/gone": "服务器回答 404",
        "/broken": "服务器回答 500",
        "/路口?q=甲": "",
    }


def test_politely(root: str) -> None:
    """Each address once, HEAD first, under our name, one after the other with a pause."""
    ask_all([f"{root}/fine", f"{root}/a", f"{root}/a"], pause=0.2)
    assert [(method, path) for method, path, _, _ in ASKED] == [("HEAD", "/a"), ("HEAD", "/fine")]
    assert ASKED[1][2] - ASKED[0][2] >= 0.2
    assert {agent for _, _, _, agent in ASKED} == {AGENT}


def test_nobody_waits_for_ever(root: str) -> None:
    slow = ask_all([f"{root}/slow"], wait=0.3)[0]
    assert slow.fault == "等了太久没有回答"
    late = ask_all([f"{root}/fine"], limit=0)[0]
    assert (late.tried, late.fault) == (False, "时间到了，没有试")


def test_nobody_is_there() -> None:
    assert ask_all(["http://127.0.0.1:9/"], wait=1)[0].fault == "连不上（对方没有接）"


def test_how_far_it_is(root: str) -> None:
    told: list[tuple[int, int]] = []
    ask_all([f"{root}/a", f"{root}/b"], pause=0, told=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (socket.gaierror(-2, "Name or service not known"), "找不到这个网站，或者这台电脑没有联网"),
        (ssl.SSLCertVerificationError("certificate verify failed"), "网站的证书有问题"),
        (ConnectionResetError(104, "Connection reset by peer"), "对方没有接"),
    ],
)
def test_what_keeps_it_from_connecting_is_said_in_chinese(
    monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise URLError(error)

    monkeypatch.setattr(external, "urlopen", refused)
    assert ask("https://example.org/", 1).fault == f"连不上（{said}）"
