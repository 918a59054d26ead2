"""The audit of the pages that are about to be published: every internal address leads to a file of the site.

What editors write has been checked where they wrote it; a broken link found here is one that a template made.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hyqz_site.problem import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyqz_site.problem import Problems

_ADDRESS: Final = re.compile(r'\b(?:href|src|poster|srcset)="([^"]*)"')
_ID: Final = re.compile(r'\bid="([^"]*)"')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def check_pages(files: Mapping[str, bytes], templates: Mapping[str, str], problems: Problems) -> None:
    """Note every address on a page that leads nowhere; `templates` says which template made which page."""
    ids: dict[str, frozenset[str]] = {}
    for path, template in templates.items():
        html = files[path].decode()
        for address in set(_addresses(html)):
            target, _, fragment = address.partition("#")
            found = _target(path, target)
            if found in files and (not fragment or unquote(fragment) in _ids(found, files, ids)):
                continue
            problems.add(
                f"templates/{template}",
                Position(1, 1),
                "broken-link",
                f"页面 {path} 上的链接“{address}”打不开",
                "请检查模板；如果没有改过模板，请把这条消息交给维护的人。",
            )


def _addresses(html: str) -> Iterator[str]:
    for match in _ADDRESS.finditer(html):
        value = unescape(match.group(1))
        parts = (
            [part.split()[0] for part in value.split(",") if part.strip()]
            if match.group().startswith("srcset")
            else [value]
        )
        yield from (part for part in parts if part and not _ELSEWHERE.match(part))


@lru_cache(maxsize=4096)
def _target(page: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address))) if address else page


def _ids(path: str, files: Mapping[str, bytes], known: dict[str, frozenset[str]]) -> frozenset[str]:
    if path not in known:
        known[path] = (
            frozenset(map(unescape, _ID.findall(files[path].decode()))) if path.endswith(".html") else frozenset()
        )
    return known[path]
