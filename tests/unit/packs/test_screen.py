"""A screen's pack: its folder as built, scripts that each system reads, a sheet that speaks of this wall."""

import os
import re
import shutil
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from hyqz_site.packs.screen import restart_at
from hyqz_site.screens.schedule import Window
from tests.browser.screens_site import SCREEN
from tests.unit.packs.sheets import kiosk, packed, screen_of
from tests.unit.publish.folders import lay_out

BASH = shutil.which("bash") or ""
SCRIPTS = {
    "linux/hyqz-screen.service", "linux/install.sh", "linux/start.sh", "linux/stop.sh", "screen.conf",
    "windows/install.bat", "windows/start.bat", "windows/start.ps1", "windows/stop.bat",
}  # fmt: skip


@cache
def files() -> dict[str, bytes]:
    zipped = zipfile.ZipFile(BytesIO(packed(screen_of(hours="07:00-22:00"))))
    return {name: zipped.read(name) for name in zipped.namelist()}


def sheet() -> str:
    return files()["现场单.html"].decode().partition("<body>")[2]


def test_the_folder_is_the_very_one_of_the_site() -> None:
    made = screen_of(hours="07:00-22:00")

    assert {path: data for path, data in files().items() if path.startswith("door/")} == {
        f"door/{path}": data for path, data in made.files.items()
    }
    assert {path for path in files() if not path.startswith("door/")} == {*SCRIPTS, "现场单.html"}


def test_same_screen_same_bytes() -> None:
    assert packed(screen_of()) == packed(screen_of())


def test_no_mark_is_left_in_a_script_and_the_screen_is_named() -> None:
    for place in SCRIPTS:
        assert re.findall(rb"@[A-Z]+@", files()[place]) == [], place
    assert b'screen="door"' in files()["linux/start.sh"]
    assert b'restart_at="0230"' in files()["linux/start.sh"]
    assert "$restartAt = '0230'" in files()["windows/start.ps1"].decode("utf-8-sig")


@pytest.mark.parametrize("place", sorted(place for place in SCRIPTS if place.startswith("windows/")))
def test_windows_reads_its_scripts(place: str) -> None:
    data = files()[place]

    assert data.count(b"\n") == data.count(b"\r\n") > 2
    if place.endswith(".ps1"):  # PowerShell 5.1 takes a file without the mark for one in the system's code page
        assert data.startswith(b"\xef\xbb\xbf")
    else:
        assert data.isascii()


@pytest.mark.parametrize("place", sorted(place for place in SCRIPTS if place.endswith(".sh")))
@pytest.mark.skipif(not BASH, reason="bash is not here")
def test_bash_reads_its_scripts(place: str) -> None:
    assert b"\r" not in files()[place]
    done = subprocess.run([BASH, "-n"], input=files()[place], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_script_is_the_same_whatever_editor_saved_it() -> None:
    saved = {
        name: b"\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        for name, data in kiosk().items()
    }
    assert packed(screen_of(), saved) == packed(screen_of())


FLAGS = (
    "--kiosk", "--user-data-dir=", "--remote-debugging-port=0", "--no-first-run", "--hide-crash-restore-bubble",
    "--disable-session-crashed-bubble", "--autoplay-policy=no-user-gesture-required", "--mute-audio", "Translate",
    "--force-device-scale-factor=1", "--disable-backgrounding-occluded-windows",
)  # fmt: skip


@pytest.mark.parametrize("place", ["linux/start.sh", "windows/start.ps1"])
def test_both_systems_open_the_browser_alike(place: str) -> None:
    assert [flag for flag in FLAGS if flag not in files()[place].decode("utf-8-sig")] == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([(420, 1320)], "02:30"),
        ([(1200, 360)], "13:00"),  # over midnight: by day
        ([(0, 1440)], "04:00"),
        ([(360, 720), (780, 1380)], "02:30"),
        ([(420, 1439)], "03:29"),
    ],
)
def test_it_is_opened_anew_while_nobody_looks(hours: list[tuple[int, int]], expected: str) -> None:
    assert restart_at([Window(*one) for one in hours]) == expected


def test_the_sheet_speaks_of_this_wall() -> None:
    text = sheet()

    for said in (
        "<b>384×192</b>",
        "07:00–22:00",
        "其余时间全黑",
        "苗圃街道党政办",
        "hyqz screens pack door",
        "door/day.html",
    ):
        assert said in text
    assert "二维码" not in text
    assert "影片" not in text


def test_a_wall_with_lamps_is_told_in_metres_and_its_keeper_by_post() -> None:
    wall = SCREEN.format(px="512x64", hours="00:00-24:00", loop="  - {内容: 封面}").replace("楼宇广告屏", "公园屏")
    made = screen_of(**{"screens/door.yaml": wall + "点距: 5\n息屏: 静帧\n管理岗位: 广场管理员\n"})
    zipped = zipfile.ZipFile(BytesIO(packed(made)))
    text = zipped.read("现场单.html").decode().partition("<body>")[2]

    for said in (
        "2.56 × 0.32",
        "点距 5 毫米",
        "16 点高、80 毫米高",
        "其余时间放一张很暗的画面",
        "<b>广场管理员</b>",
        "控制卡",
    ):
        assert said in text


@pytest.mark.skipif(not BASH, reason="bash is not here")
def test_old_shows_go_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    """`tidy` of the Linux script, by itself."""
    text = kiosk()["start.sh"].decode()
    tidy = text[text.index("tidy() {") : text.index("if command -v flock")]
    parts = {"door/show/aa/index.html": b"", "door/show/bb/index.html": b"", "door/show/bb/parts/1.js": b""}
    lay_out(tmp_path, {**parts, "door/version.js": b'hyqzVersion({"show":"bb","count":3,"check":1});\n'})

    def shows() -> list[str]:
        script = f"here={tmp_path}\nscreen=door\n{tidy}\ntidy\n"
        subprocess.run([BASH, "-c", script], check=False)
        return sorted(path.name for path in (tmp_path / "door/show").iterdir())

    assert shows() == ["aa", "bb"]
    lay_out(tmp_path, {"door/show/bb/parts/2.js": b""})
    assert shows() == ["bb"]


@pytest.mark.parametrize("place", ["linux/start.sh", "windows/start.ps1"])
def test_a_frozen_browser_is_found_out_well_within_thirty_seconds(place: str) -> None:
    """Standing still, the look that finds it, the wait before opening: a browser takes a few seconds to open."""
    text = files()[place].decode("utf-8-sig")
    numbers = {
        name: int(re.search(rf"^\$?{name} ?= ?(?:\$\{{HYQZ_\w+:-)?(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
        for name in ("poll", "patience", "first", "pause")
    }

    assert max(numbers["patience"], numbers["first"]) + 2 * numbers["poll"] + 2 + numbers["pause"] <= 25


@pytest.mark.skipif(not BASH, reason="bash is not here")
def test_installing_names_the_folder_that_it_stands_in_and_can_be_taken_back(tmp_path: Path) -> None:
    place = tmp_path / "大 屏"
    lay_out(place, files())
    config = tmp_path / "config"

    def install(*words: str) -> dict[str, str]:
        environment = {**os.environ, "XDG_CONFIG_HOME": str(config), "HOME": str(tmp_path)}
        done = subprocess.run(
            [BASH, place / "linux/install.sh", *words], check=False, capture_output=True, env=environment
        )
        assert done.returncode == 0, done.stderr
        return {path.name: path.read_text(encoding="utf-8") for path in config.rglob("*") if path.is_file()}

    found = install()
    assert f'Exec="{place}/linux/start.sh" --login\n' in found["hyqz-screen.desktop"]
    assert (
        not shutil.which("systemctl")
        or f'ExecStart=/bin/bash "{place}/linux/start.sh"\n' in found["hyqz-screen.service"]
    )
    assert install("--remove") == {}
