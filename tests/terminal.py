"""A pseudo-terminal with a program in it, for tests that play somebody at a window."""

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.helpers import ROOT

LIMIT = 60.0
"""Seconds until the program is taken to hang; a busy machine needs some."""


class Terminal:
    """Runs `python -m hyqz_site ...` as if at a window: what it says is read, answers are typed."""

    def __init__(self, folder: Path, *words: str) -> None:
        import pty  # noqa: PLC0415 - there is none on Windows

        self._own, other = pty.openpty()
        strict = ["-X", "utf8=0", "-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
        self._process = subprocess.Popen(
            [sys.executable, *strict, "-m", "hyqz_site", *words],
            cwd=folder,
            stdin=other,
            stdout=other,
            stderr=other,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        os.close(other)
        self._read = b""

    def until(self, wanted: str) -> str:
        """Read up to and with `wanted`; return what came."""
        end = time.monotonic() + LIMIT
        while wanted.encode() not in self._read:
            ready, _, _ = select.select([self._own], [], [], max(0, end - time.monotonic()))
            try:
                more = os.read(self._own, 65536) if ready else b""
            except OSError:  # the program has ended
                more = b""
            if not more:
                raise AssertionError(f"“{wanted}” did not come:\n{self._read.decode(errors='replace')}")
            self._read += more
        found, self._read = self._read.split(wanted.encode(), 1)
        return re.sub(r"\r\n?", "\n", (found + wanted.encode()).decode())

    def enter(self, text: str) -> None:
        """Type a line."""
        os.write(self._own, f"{text}\n".encode())

    def wait(self) -> int:
        """Wait for the end; gives the exit status."""
        return self._process.wait(LIMIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(LIMIT)
        os.close(self._own)
