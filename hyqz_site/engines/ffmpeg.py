"""ffmpeg: where it is, and how it is run. The only import of imageio_ffmpeg, which brings one along."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hyqz_site.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE: Final = 3600
"""Seconds for one run: an hour of film at a frame a frame."""
EXTRA: Final = '"playwright>=1.65" "imageio-ffmpeg>=0.6"'
"""What the extra `export` brings."""


def install_hint() -> str:
    """The command that brings what an export needs."""
    return f"{sys.executable} -m pip install {EXTRA}"


def ffmpeg_of(environ: Mapping[str, str]) -> Path:
    """The ffmpeg of `HYQZ_FFMPEG`, else of the path, else of imageio-ffmpeg. Raises EngineError where there is none."""
    chosen = environ.get("HYQZ_FFMPEG")
    found = Path(chosen) if chosen else None
    if found is None:
        there = shutil.which("ffmpeg", path=environ.get("PATH", ""))
        found = Path(there) if there else _brought()
    if found is None or not found.is_file():
        raise EngineError(f"这台电脑上没有 ffmpeg，做不了视频。请运行一次：{install_hint()}")
    return found


def _brought() -> Path | None:
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - an extra, and looked for only where there is no other

        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def run(program: Path, arguments: Sequence[str]) -> None:
    """Run ffmpeg, quietly. Raises EngineError where it fails."""
    command = [str(program), "-hide_banner", "-nostdin", "-y", "-loglevel", "error", *arguments]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)  # noqa: S603 - our words
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"ffmpeg 没有做完：{error}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[:3]
        raise EngineError(f"ffmpeg 出错了：{'；'.join(said)}")
