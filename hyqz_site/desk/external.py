"""Do links to other sites still lead somewhere? Asked for by `hyqz check --external` alone, never by a build.

Politely: one request at a time to a host, a pause between two, HEAD before GET, nothing of an answer kept, a time limit
for each request and for all of them together.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from socket import gaierror
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from hyqz_site import disk
from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WAIT: Final = 10.0
"""Seconds that one answer may take."""
PAUSE: Final = 1.0
"""Seconds between two requests to the same host."""
LIMIT: Final = 120.0
"""Seconds for all of it; what is left then was not tried."""
HOSTS: Final = 4
"""So many hosts at a time."""
AGENT: Final = "hyqz-site link check"
_NO_HEAD: Final = frozenset({400, 403, 404, 405, 501})
"""Answers to HEAD of servers that know only GET."""
_ALIVE: Final = frozenset({401, 403, 429})
"""Answers of a server that is there but does not like to be asked by a program."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one address; `fault` is empty where it can be opened."""

    url: str
    fault: str
    tried: bool = True


def ask_all(
    urls: Iterable[str],
    *,
    wait: float = WAIT,
    pause: float = PAUSE,
    limit: float = LIMIT,
    told: Callable[[int, int], None] | None = None,
) -> tuple[Answer, ...]:
    """Try every address, in order of the addresses; `told` hears how many of how many are done."""
    wanted = sorted(set(urls))
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in wanted:
        by_host[urlsplit(url).netloc.lower()].append(url)
    end = time.monotonic() + limit
    done: dict[str, Answer] = {}
    lock = threading.Lock()

    def visit(queue: list[str]) -> None:
        for number, url in enumerate(queue):
            if number:
                time.sleep(min(pause, max(0.0, end - time.monotonic())))
            left = end - time.monotonic()
            answer = ask(url, min(wait, left)) if left > 0 else Answer(url, "时间到了，没有试", tried=False)
            with lock:
                done[url] = answer
                if told:
                    told(len(done), len(wanted))

    with ThreadPoolExecutor(HOSTS) as pool:
        list(pool.map(visit, by_host.values()))
    return tuple(done[url] for url in wanted)


def ask(url: str, wait: float) -> Answer:
    """Try one address."""
    fault = _request(url, "HEAD", wait)
    if fault in _NO_HEAD or fault == "answer":
        fault = _request(url, "GET", wait)
    return Answer(url, _said(fault))


def _request(url: str, method: str, wait: float) -> int | str:
    """The status of a refusal, a word for another failure, 0 where the page is there."""
    address = quote(url, safe="/:?#[]@!$&'()*+,;=%~")
    try:
        request = Request(address, method=method, headers={"User-Agent": AGENT})  # noqa: S310 - http(s) by the field's type
        with urlopen(request, timeout=wait):  # noqa: S310
            return 0
    except HTTPError as error:
        error.close()
        return error.code
    except TimeoutError:
        return "timeout"
    except URLError as error:
        return "timeout" if isinstance(error.reason, TimeoutError) else _why(error.reason)
    except (http.client.HTTPException, ValueError):
        return "answer"
    except OSError as error:
        return _why(error)


def _why(error: object) -> str:
    """What kept it from connecting."""
    if isinstance(error, gaierror):
        return "找不到这个网站，或者这台电脑没有联网"
    if isinstance(error, ConnectionError):
        return "对方没有接"
    if isinstance(error, ssl.SSLError):
        return "网站的证书有问题"
    return disk.reason(error) if isinstance(error, OSError) else f"{error}"


def _said(fault: int | str) -> str:
    if fault == 0 or fault in _ALIVE:
        return ""
    if fault == "timeout":
        return "等了太久没有回答"
    if fault == "answer":
        return "回答看不懂"
    return f"服务器回答 {fault}" if isinstance(fault, int) else f"连不上（{fault}）"
