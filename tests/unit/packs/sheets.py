"""What tests of packs share: the templates of the sheets, the scripts, a small screen as the build hands it on."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from hyqz_site.model.singletons import Ledger, Settings
from hyqz_site.packs import screen
from hyqz_site.render.templates import Templates
from hyqz_site.screens import show
from tests.browser.screens_site import content
from tests.helpers import NOW, ROOT
from tests.unit.screens.demo import Demo

SETTINGS: Final = Settings(title="衡阳群众", organiser="苗圃街道", contact="苗圃街道党政办", ledger=Ledger.ADVISED)


@cache
def templates() -> Templates:
    folder = ROOT / "templates"
    paths = [*folder.glob("sheets/*"), *folder.glob("components/*.html")]
    return Templates({path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths})


@cache
def kiosk() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (ROOT / "assets/kiosk").iterdir()}


def screen_of(**more: object) -> show.Made:
    """The one screen of `screens_site.content`."""
    demo = Demo(content(**more), NOW)  # type: ignore[arg-type]
    made, _ = show.make(demo.screens, demo.timeline, demo.now, demo.workshop, demo.problems)
    return made[0]


def packed(made: show.Made, scripts: Mapping[str, bytes] | None = None) -> bytes:
    return screen.pack(made, SETTINGS, None, NOW, scripts or kiosk(), templates().render, {})
