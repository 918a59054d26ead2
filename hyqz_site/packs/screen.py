"""`hyqz screens pack`: a screen on a stick (screens contract §6).

The zip holds the screen's folder as it stands below `output/screens/`, scripts that keep a browser on it, and the sheet
that is filled in and ticked off in front of the wall. An update is the same folder copied over the old one while it
plays: the player takes the new show at the next slide edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.clock import CHINA
from hyqz_site.model.kinds.screen import LED_TYPES, OffMode, Player
from hyqz_site.packs.archive import archive
from hyqz_site.publish.assets import text_of
from hyqz_site.render import embedded, geese
from hyqz_site.screens import sheets
from hyqz_site.screens.legibility import wall_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from hyqz_site.model.kinds.screen import Screen
    from hyqz_site.model.singletons import ScreenRules, Settings
    from hyqz_site.screens.schedule import Window
    from hyqz_site.screens.show import Made

SHEET: Final = "现场单.html"
KIOSK: Final = "kiosk/"
"""Where the scripts lie below `assets/`."""
_PLACES: Final = {
    "screen.conf": "screen.conf",
    "start.sh": "linux/start.sh",
    "stop.sh": "linux/stop.sh",
    "install.sh": "linux/install.sh",
    "hyqz-screen.service": "linux/hyqz-screen.service",
    "start.bat": "windows/start.bat",
    "stop.bat": "windows/stop.bat",
    "install.bat": "windows/install.bat",
    "start.ps1": "windows/start.ps1",
}
_WINDOWS: Final = (".bat", ".ps1", ".conf")
_DAY: Final = 24 * 60
_NIGHT: Final = 4 * 60
"""When a screen that is never off is opened anew: 04:00."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """The 现场单."""

    id: str
    title: str
    kind: str
    address: str
    built: str
    px: str
    pitch: str
    wall: str
    """Width and height of the wall in metres; empty where the pitch is not known."""
    distance: str
    is_led: bool
    hours: str
    off: str
    restart: str
    keeper: str
    contact: str
    group: str
    smallest: str
    slides: int
    has_code: bool
    has_films: bool
    plays_files: bool
    flock: geese.Flock
    is_sample: bool


def pack(
    made: Made,
    settings: Settings,
    rules: ScreenRules | None,
    moment: datetime,
    kiosk: Mapping[str, bytes],
    paint: Callable[[str, object], bytes],
    fonts: Mapping[str, bytes],
) -> bytes:
    """The zip of a screen; `kiosk` are the scripts by name, `fonts` the files of `assets/fonts/` by name.

    `paint` renders a template with its view. Same arguments: same bytes. Raises AssetError where a script is no text.
    """
    screen = made.screen
    restart = restart_at(made.loop.table.hours)
    words = {
        "@SCREEN@": screen.id,
        "@TITLE@": " ".join(screen.title.split()),
        "@RESTART@": restart.replace(":", ""),
        "@CLOCK@": restart,
    }
    files = {f"{screen.id}/{path}": data for path, data in made.files.items()}
    for name, place in _PLACES.items():
        files[place] = _script(name, text_of(KIOSK + name, kiosk[name]), words)
    view = _view(made, settings, rules, moment, restart)
    files[SHEET] = embedded.with_letters(paint("sheets/field.html", view), fonts)
    return archive(files, moment.astimezone(CHINA), runs={place for place in files if place.endswith(".sh")})


def _script(name: str, text: str, words: Mapping[str, str]) -> bytes:
    """A script with the screen's own words, as its system reads it.

    Windows PowerShell 5.1 takes a file without a byte order mark for one in the system's code page.
    """
    for mark, word in words.items():
        text = text.replace(mark, word)
    if name.endswith(_WINDOWS):
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if name.endswith(".ps1") else "utf-8")


def restart_at(hours: Sequence[Window]) -> str:
    """`02:30`: the middle of the longest time in which the screen is off, when nobody sees it being opened anew."""
    lit = [False] * _DAY
    for window in hours:
        for minute in range(_DAY):
            lit[minute] = lit[minute] or window.holds(minute)
    best, length = _NIGHT, 0
    for start in range(_DAY):
        if not lit[start] and lit[start - 1]:
            span = next(count for count in range(1, _DAY + 1) if lit[(start + count) % _DAY])
            if span > length:
                best, length = (start + span // 2) % _DAY, span
    return f"{best // 60:02}:{best % 60:02}"


def _view(made: Made, settings: Settings, rules: ScreenRules | None, moment: datetime, restart: str) -> FieldView:
    screen = made.screen
    return FieldView(
        id=screen.id,
        title=screen.title,
        kind=screen.type,
        address=screen.address,
        built=f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}",
        px=f"{screen.px.width}×{screen.px.height}",
        pitch=f"{screen.pitch_mm:f}" if screen.pitch_mm else "",
        wall=_metres(screen),
        distance=f"{screen.distance_m:f}",
        is_led=screen.type in LED_TYPES,
        hours="、".join(map(sheets.hours, made.loop.table.hours)),
        off="放一张很暗的画面" if screen.off is OffMode.STILL else "全黑",
        restart=restart,
        keeper=screen.keeper_post or "",
        contact=settings.contact or settings.undertaker or settings.organiser,
        group=screen.group or "",
        smallest=_smallest(screen, rules),
        slides=len(made.loop.slides),
        has_code=any(slide.code for slide in made.loop.slides),
        has_films=any(slide.film for slide in made.loop.slides),
        plays_files=screen.player is not Player.BROWSER,
        flock=geese.divider(f"screen/{screen.id}", 11),
        is_sample=bool(screen.sample),
    )


def _metres(screen: Screen) -> str:
    if not screen.pitch_mm:
        return ""
    return " × ".join(f"{side * screen.pitch_mm / 1000:.2f}" for side in (screen.px.width, screen.px.height))


def _smallest(screen: Screen, rules: ScreenRules | None) -> str:
    """How high the smallest character is: `16 点高、160 毫米高`."""
    floor = wall_of(screen, rules).floor
    return f"{floor} 点高" + (f"、{floor * screen.pitch_mm:.0f} 毫米高" if screen.pitch_mm else "")
