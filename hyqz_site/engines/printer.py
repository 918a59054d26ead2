"""HTML → PDF by the browser that is on the computer. It needs no library, only Chrome, Edge or Chromium."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hyqz_site.engines import EngineError
from hyqz_site.engines.finder import find_browser

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE: Final = 180
"""Seconds for one print: a set of large boards takes some."""
_QUIET: Final = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
)


def browser_of(environ: Mapping[str, str]) -> Path:
    """The browser of this computer. Raises EngineError where there is none."""
    found = find_browser(environ)
    if found is None:
        raise EngineError(
            "这台电脑上没有找到 Chrome、Edge 或 Chromium，请先安装一个。"
            "装在别处的，用环境变量 HYQZ_BROWSER 写明它的位置。"
        )
    return found


def sandbox() -> tuple[str, ...]:
    """What the browser has to be told where we are root: it refuses to be that in its sandbox."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def pdf(page: bytes, browser: Path) -> bytes:
    """The PDF of a page that stands alone, its size as its `@page` rules say. Raises EngineError.

    The page is given virtual time until its fonts are there and its scripts have come to rest.
    """
    with tempfile.TemporaryDirectory(prefix="hyqz-print-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "sheet.html", folder / "sheet.pdf"
        source.write_bytes(page)
        command = [
            str(browser),
            *_QUIET,
            *sandbox(),
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=20000",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)  # noqa: S603 - our words
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"浏览器 {PATIENCE} 秒还没有印好，已经停下。请关掉别的程序再试一次。") from error
        except OSError as error:
            raise EngineError(f"浏览器打不开：{browser}（{error.strerror or error}）。") from error
        if not target.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise EngineError(f"浏览器没有印出 PDF（{browser}）。{''.join(said)}")
        return target.read_bytes()
