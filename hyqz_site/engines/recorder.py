"""Pictures of a wall, taken by the browser at moments of our choosing. The only import of playwright.

The page is the very one that the wall plays, its shell and its show, from the disk. Its clock is ours: it stands still
at the moment of a picture. Nothing else is changed but what would blur a picture: fades are cuts, and films stay at
their first picture, which is the poster.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final

from hyqz_site.engines import EngineError
from hyqz_site.engines.ffmpeg import install_hint
from hyqz_site.engines.printer import sandbox
from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PATIENCE: Final = 60_000
"""Milliseconds for a show to come up."""
_CLOCK: Final = """(() => {
  window.hyqzNow = START;
  Date.now = () => window.hyqzNow;
  const media = HTMLMediaElement.prototype, own = Object.getOwnPropertyDescriptor(media, "currentTime");
  media.play = () => Promise.resolve();
  Object.defineProperty(media, "currentTime", {
    get: own.get, set(at) { if (!this.isConnected) own.set.call(this, at); },
  });
})()"""
_READY: Final = """() => {
  const fonts = JSON.parse(document.getElementById("data").textContent).parts.filter(part => part[3]).length;
  const has_letters = document.fonts.size >= fonts && document.fonts.status === "loaded";
  return has_letters && !document.querySelector(".shot.bare");
}"""
_TRAVEL: Final = """moment => {
  window.hyqzNow = moment;
  window.hyqzObey({ hyqz: "travel", offset: 0 });
  return document.querySelector(".slide.on").getAttribute("data-n");
}"""
_SPEECH: Final = """() => [...document.querySelectorAll(".slide.on .speech span:not(.mute)")].flatMap(span =>
  [...span.getClientRects()].map(line => [line.left, line.top, line.right, line.bottom]))"""
_FLAGS: Final = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
)


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of the wall."""

    data: bytes
    """A PNG at the wall's own pixels."""
    speech: tuple[tuple[int, int, int, int], ...] = ()
    """Left, top, right and bottom of each line that a film says at this moment, on its own ground."""


def stills(
    page_file: Path,
    size: tuple[int, int],
    wanted: Sequence[tuple[str, int]],
    browser: Path,
    told: Callable[[int, int], None],
) -> tuple[Still, ...]:
    """A picture of the wall for each of `wanted`: the key of the slide that must be up, and when, in ms since 1970.

    `page_file` is the shell; `size` the wall's own pixels; `told` hears how many are done. Raises EngineError.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EngineError(f"还没有装导出要用的程序库。请运行一次：{install_hint()}") from error
    made: list[Still] = []
    try:
        with sync_playwright() as playwright:
            launched = playwright.chromium.launch(executable_path=browser, args=[*_FLAGS, *sandbox()])
            context = launched.new_context(
                viewport={"width": size[0], "height": size[1]}, device_scale_factor=1, reduced_motion="reduce"
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.add_init_script(_CLOCK.replace("START", str(wanted[0][1])))
            page.goto(page_file.as_uri())
            page.wait_for_function("document.documentElement.classList.contains('playing')")
            show = next(frame for frame in page.frames if frame.parent_frame)
            show.wait_for_function(_READY)
            for number, (key, moment) in enumerate(wanted, start=1):
                up = show.evaluate(_TRAVEL, moment)
                if up != key:
                    raise EngineError(f"画面对不上：要的是第 {key} 张，放的是第 {up} 张。请把这句话告诉维护的人。")
                lines = show.evaluate(_SPEECH)
                speech = tuple((floor(x), floor(y), ceil(right), ceil(bottom)) for x, y, right, bottom in lines)
                made.append(Still(page.screenshot(type="png", animations="allow"), speech))
                told(number, len(wanted))
            launched.close()
    except Error as error:
        raise EngineError(f"浏览器没有放出画面：{str(error).splitlines()[0]}") from error
    return tuple(made)
