"""Problems → text, JSON or annotations; progress; the closing line (output contract, "Messages")."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO

from hyqz_site.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hyqz_site.publish.standing import Summary

SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
_BAR: Final = 24


def as_text(problems: Iterable[Problem]) -> str:
    """One problem a line, then an indented hint where there is one."""
    return "".join(
        f"{p.path}:{p.line}:{p.column}: {SEVERITIES[p.severity]}: {p.message} [{p.code}]\n"
        + (f"    {p.hint}\n" if p.hint else "")
        for p in problems
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, in ASCII so that no console's encoding can harm it."""
    items = [
        {
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "severity": p.severity.value,
            "code": p.code,
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]
    return json.dumps(items, ensure_ascii=True, indent=1) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that mark the lines in a review."""

    def escaped(text: str, *, value: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if value else text

    return "".join(
        f"::{p.severity.value} file={escaped(p.path, value=True)},line={p.line},col={p.column},"
        f"title={escaped(p.code, value=True)}::{escaped(p.message + (chr(10) + p.hint if p.hint else ''))}\n"
        for p in problems
    )


FORMATS: Final[dict[str, Callable[[Iterable[Problem]], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def closing_line(result: Summary, done: str, seconds: float) -> str:
    """What was done: records, pages, images, screens, what was reused, seconds."""
    found = f"，{result.warnings} 个警告" if result.warnings else ""
    return (
        f"{done}：记录 {result.records} 条，页面 {result.pages} 个，图片 {result.images} 张，屏幕 {result.screens} 块，"
        f"沿用 {result.reused} 项，用时 {seconds:.1f} 秒{found}。"
    )


NOT_MADE: Final = "没有生成"
"""What is said of a build that came to nothing."""


def failing_line(result: Summary, failed: str = NOT_MADE, *, strict: bool) -> str:
    """Why nothing was written; `failed` says what came to nothing."""
    if result.errors:
        return f"{failed}：{result.errors} 个错误，{result.warnings} 个警告。请按上面的提示修改，网站保持原样。"
    reason = "（--strict 要求没有警告）" if strict else ""
    return f"{failed}：{result.warnings} 个警告{reason}。网站保持原样。"


class Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self, stream: TextIO | None, *, quiet: bool) -> None:
        """Draw on `stream` where it is a terminal."""
        self._stream = stream if stream is not None and stream.isatty() and not quiet else None
        self._drawn = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` things of a stage are done."""
        if self._stream is None or not total:
            return
        filled = _BAR * done // total
        line = f"{stage} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}"
        if line != self._drawn:
            self._stream.write("\r" + line + " " * max(0, len(self._drawn) - len(line)))
            self._stream.flush()
            self._drawn = line

    def clear(self) -> None:
        """Take the bar away."""
        if self._stream is not None and self._drawn:
            self._stream.write("\r" + " " * (2 * len(self._drawn)) + "\r")
            self._stream.flush()
            self._drawn = ""


def tolerate_any_console() -> None:
    """Let nothing about the console end a command, or change its exit status.

    Not a character that it cannot show (a GBK window, an ASCII pipe), not a reader that has gone (`hyqz check | head`),
    not a full disk behind it, not that there is none at all.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the process's life
            continue
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
        if not isinstance(stream, _Forgiving):
            setattr(sys, name, _Forgiving(stream))


class _Forgiving:
    """A stream that swallows what its other end does not take."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(ValueError):  # closed meanwhile
            try:
                self._stream.write(text)
            except OSError:
                self._give_up()
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(ValueError):
            try:
                self._stream.flush()
            except OSError:
                self._give_up()

    def _give_up(self) -> None:
        """Send what follows nowhere, also what Python itself flushes at its end."""
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)
