"""The sample of docs/deploy.md for nginx, in a real nginx: pages of every sort at a root and in a sub-folder, every header."""

import gzip
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from hyqz_site.publish import precompressed, writer
from hyqz_site.publish.cache import Cache
from tests.browser.test_crawl import GOLDEN, crawled, pages_of, policy_of
from tests.helpers import ROOT, site_of

NGINX: Final = os.environ.get("HYQZ_NGINX") or shutil.which("nginx")
PLACE: Final = "把 tools/csp.py 打印的那一行放在这里"
DEPLOY: Final = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
PREFIXES: Final = {"root": "/", "sub-folder": "/qunzhong/"}
FOREVER: Final = "public, max-age=31536000, immutable"


def sample(after: str) -> str:
    """Return the first block of code behind a heading of the guide."""
    found = re.search(rf"^## {after}.*?^```\n(.*?)^```", DEPLOY, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def in_folder(server: str, prefix: str) -> str:
    """Return the sample for a sub-folder, as the guide says how to."""
    changes = [
        ("^/(assets|img|media)/", f"^{prefix}(assets|img|media)/"),
        ("location /screens/", f"location {prefix}screens/"),
        ("location / {", f"location {prefix} {{"),
        ("error_page 404 /404.html", f"error_page 404 {prefix}404.html"),
    ]
    for before, after in changes:
        assert server.count(before) == 1, before
        server = server.replace(before, after)
    return server


def test_the_samples_leave_a_place_for_the_one_policy() -> None:
    """The policy stands in tools/csp.py alone; the crawl under it and the guide take it from there."""
    for heading in ("nginx", "Apache"):
        assert sample(heading).count(PLACE) == 1
        assert sample(heading).count(FOREVER) == 1
    assert "default-src" not in DEPLOY
    assert in_folder(sample("nginx"), "/") == sample("nginx")


@pytest.fixture(scope="module", params=PREFIXES)
def nginx(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the site of all kinds on an nginx with the sample's settings, and its folder."""
    if NGINX is None or sys.platform == "win32":
        pytest.skip("there is no nginx here")
    prefix = PREFIXES[request.param]
    base = tmp_path_factory.mktemp("nginx")
    folder = base / "srv" / prefix.strip("/")
    files = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.glob("content/**/*") if path.is_file()
    }
    made = site_of(files).files
    writer.write({**made, **precompressed.copies(made, Cache())}, folder)
    socket = f"{base}/site.sock"
    port = _free_port()
    server = in_folder(sample("nginx"), prefix).replace(PLACE, policy_of(folder)).replace("    brotli_static on;\n", "")
    server = server.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("/srv/qunzhong", f"{base}/srv")
    mimes = Path(NGINX).resolve().parents[2] / "etc/nginx/mime.types"
    shutil.copy(mimes if mimes.is_file() else "/etc/nginx/mime.types", base)
    temporary = "".join(
        f"{kind}_temp_path {base}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (base / "nginx.conf").write_text(
        f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; pid {socket}.pid; error_log {base}/error.log; events {{}} http {{ access_log off; {temporary}\n"
        f"{server}\n}}\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([NGINX, "-c", str(base / "nginx.conf"), "-p", str(base), "-e", f"{base}/error.log"])
    try:
        root = f"http://127.0.0.1:{port}{prefix}"
        _wait_for(root, running)
        yield root, folder
    finally:
        running.terminate()
        running.wait(30)


def _free_port() -> int:
    import socket  # noqa: PLC0415 - only here

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(root: str, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and running.poll() is None:
        try:
            urllib.request.urlopen(root)  # noqa: S310 - our own
        except urllib.error.URLError as error:
            if "refused" not in str(error):
                raise
        else:
            return
    raise AssertionError("nginx did not start")


def asked(address: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own
    try:
        with urllib.request.urlopen(request) as got:  # noqa: S310 - the same
            return got.status, got.headers, got.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_pages_of_every_sort_work(browser: Browser, nginx: tuple[str, Path]) -> None:
    """One of each folder; test_crawl.py opens them all."""
    root, folder = nginx
    of_each = {path.rpartition("/")[0]: path for path in pages_of(folder)}
    assert crawled(browser, root, folder, ["index.html", "search.html", *of_each.values()]) == []


def test_every_file_has_its_type_and_its_headers(nginx: tuple[str, Path]) -> None:
    root, folder = nginx
    types = {
        ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "javascript", ".jpg": "image/jpeg", ".webp": "image/webp",
        ".svg": "image/svg+xml", ".ics": "text/calendar", ".vtt": "text/vtt", ".xml": "text/xml; charset=utf-8", ".mp4": "video/mp4",
        ".txt": "text/plain; charset=utf-8", ".json": "application/json", ".woff2": "font/woff2", ".png": "image/png",
    }  # fmt: skip
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    seen = set()
    for name in names:
        suffix = Path(name).suffix
        is_kept = name.startswith(("assets/", "img/", "media/"))
        if suffix in {".gz", ".br"} or (suffix, is_kept) in seen:
            continue
        seen.add((suffix, is_kept))
        status, headers, body = asked(root + name)
        assert (status, body) == (200, (folder / name).read_bytes()), name
        assert types[suffix] in headers["Content-Type"], name
        assert headers["Cache-Control"] == (FOREVER if is_kept else "no-cache"), name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        is_page = not is_kept and not name.startswith("screens/")
        assert headers["Content-Security-Policy"] == (policy_of(folder) if is_page else None), name
    assert {(".html", False), (".css", True), (".js", True), (".jpg", True)} <= seen


def test_folders_what_is_not_there_and_what_is_compressed(nginx: tuple[str, Path]) -> None:
    root, folder = nginx
    index = (folder / "index.html").read_bytes()
    assert asked(root)[2] == index
    status, headers, body = asked(root, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", index)
    assert asked(f"{root}teams")[2] == (folder / "teams/index.html").read_bytes()
    for missing in ("nothing.html", "teams/nothing.html", "assets/nothing.js"):
        status, headers, body = asked(root + missing)
        assert (status, body) == (404, (folder / "404.html").read_bytes())
        assert headers["Content-Security-Policy"] == policy_of(folder)
