"""Where Chrome, Edge or Chromium is on this computer."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)


def find_browser(environ: Mapping[str, str]) -> Path | None:
    """Return the first browser there is; `HYQZ_BROWSER`, where it is set, is the only place looked at."""
    return next((path for path in places(environ) if path.is_file()), None)


def places(environ: Mapping[str, str]) -> Iterator[Path]:
    """Go through all the places where it may be, in order of preference."""
    if chosen := environ.get("HYQZ_BROWSER"):
        yield Path(chosen)
        return
    for name in ON_PATH:
        if found := shutil.which(name, path=environ.get("PATH", "")):
            yield Path(found)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in environ:
            yield from (Path(environ[variable], name) for name in WINDOWS)
    for folder in (Path("/Applications"), Path(environ.get("HOME", "/"), "Applications")):
        yield from (folder / name for name in MACOS)
