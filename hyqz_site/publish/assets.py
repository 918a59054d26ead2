"""Files of `assets/` → output files whose names carry a digest.

A style sheet takes in what it `@import`s, so that a page asks for one; `url(...)` in it gets the final names. The same
bytes never get two names, and a name never gets new bytes (output contract).
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from hyqz_site.digest import short
from hyqz_site.lean import dataclass
from hyqz_site.source.decoding import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORT: Final = re.compile(r"""@import\s+(?:url\()?["']([^"')]+)["']\)?\s*(?:layer\([^)]*\)\s*)?;[ \t]*\n?""")
_URL: Final = re.compile(r"""(?<!@import )url\(\s*["']?(?!data:|#)([^"')]+?)["']?\s*\)""")
SHIPPED: Final = (".css", ".js", ".svg", ".png", ".jpg", ".webp", ".woff2", ".ico")
"""What of `assets/` may come into the output. Fonts go out as subsets only."""
INSIDE: Final = ("js/player-", "css/slides.css")
"""What screens carry within their own pages: no page of the site asks for it."""


class AssetError(Exception):
    """An asset that is no text, or names another one that is not there; `path` and `line` say where."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(message)
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True, slots=True)
class Assets:
    """What the assets become."""

    names: Mapping[str, str]
    """Path below `assets/` → path in the output."""
    files: Mapping[str, bytes]
    """Path in the output → bytes."""

    def text(self, name: str) -> str:
        """The finished text of an asset, for a page that carries it inside."""
        return self.files[self.names[name]].decode()


def text_of(path: str, data: bytes) -> str:
    """The text of a file below `assets/`, whatever editor saved it: without a byte order mark, lines as Unix ends them.

    Raises AssetError where it is not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise AssetError(f"assets/{path}", line, "文件不是 UTF-8 编码") from error
    return "\n".join(lines_of(text))  # as browsers read a page: what a show carries is summed up there once more


def prepare(sources: Mapping[str, bytes]) -> Assets:
    """Name the assets; `sources` are their bytes by path below `assets/`.

    A style sheet that another one imports is no file of its own. Raises AssetError.
    """
    imported = {
        _beside(path, target)
        for path, data in sources.items()
        if path.endswith(".css")
        for target in _IMPORT.findall(data.decode("utf-8", errors="replace"))
    }
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    by_bytes: dict[bytes, str] = {}

    def ship(path: str, data: bytes) -> None:
        if data not in by_bytes:
            stem, suffix = posixpath.splitext(path)
            by_bytes[data] = f"assets/{stem}.{short(data)}{suffix}"
            files[by_bytes[data]] = data
        names[path] = by_bytes[data]

    shipped = [
        path
        for path in sorted(sources)
        if path.endswith(SHIPPED) and not path.startswith(INSIDE) and path not in imported
    ]
    for path in shipped:
        if not path.endswith(".css"):
            ship(path, sources[path])
    for path in shipped:
        if path.endswith(".css"):
            ship(path, _sheet(path, sources, names, ()).encode())
    return Assets(names, files)


def _beside(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _sheet(path: str, sources: Mapping[str, bytes], names: Mapping[str, str], within: tuple[str, ...]) -> str:
    text = text_of(path, sources[path])

    def line_of(match: re.Match[str]) -> int:
        return text.count("\n", 0, match.start()) + 1

    def take_in(match: re.Match[str]) -> str:
        target = _beside(path, match.group(1))
        if target not in sources or target in within:
            raise AssetError(f"assets/{path}", line_of(match), f"@import 的“{match.group(1)}”不存在或循环引用")
        return _sheet(target, sources, names, (*within, path))

    def address(match: re.Match[str]) -> str:
        target = _beside(path, match.group(1).partition("#")[0].partition("?")[0])
        if target not in names:
            raise AssetError(f"assets/{path}", line_of(match), f"url() 里的“{match.group(1)}”不存在")
        root = within[0] if within else path
        return f'url("{posixpath.relpath(names[target], posixpath.dirname("assets/" + root))}")'

    return _IMPORT.sub(take_in, _URL.sub(address, text))
