"""What a show carries of `assets/` is text, whatever editor saved it."""

from typing import Final

import pytest

from hyqz_site.screens.show import SCRIPTS
from tests.browser.screens_site import SCREEN
from tests.helpers import ROOT, lines, site_of

CARRIED: Final = ("css/slides.css", "js/player-shell.js", "js/player-worker.js", *SCRIPTS)
FONTS: Final = {f"assets/fonts/{path.name}": path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()}
ONE: Final = {
    **FONTS,
    "content/screens/door.yaml": SCREEN.format(px="384x192", hours="00:00-24:00", loop="  - {内容: 封面}"),
}


def plain(name: str) -> bytes:
    return (ROOT / "assets" / name).read_bytes()


def test_a_show_is_the_same_whatever_editor_saved_what_it_carries() -> None:
    """A browser ends the lines of a page as Unix does before it is summed up."""
    saved = {f"assets/{name}": b"\xef\xbb\xbf" + plain(name).replace(b"\n", b"\r\n") for name in CARRIED}
    assert site_of({**ONE, **saved}).files == site_of(ONE).files


@pytest.mark.parametrize("name", ["css/slides.css", "js/player-show.js"])
def test_what_is_not_utf_8_is_a_problem_at_its_line(name: str) -> None:
    result = site_of({**ONE, f"assets/{name}": "/* 1 */\n/* 标题 */\n".encode("gbk")})
    assert lines(result)[0] == f"assets/{name}:2:1: 错误: 文件不是 UTF-8 编码 [template-error]"
    assert not result.files
