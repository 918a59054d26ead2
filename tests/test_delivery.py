"""What leaves the house, as whoever carries it runs the commands: real processes, real zips."""

import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from hyqz_site.engines.finder import find_browser
from tests.browser.screens_site import SCREEN
from tests.helpers import ROOT, SITE
from tests.unit.model.records import page, volunteer
from tests.unit.publish.folders import lay_out, tree_of

NOW = "2026-11-23T08:00"


@pytest.fixture
def project(tmp_path: Path, warm_cache: Path) -> Path:
    root = tmp_path / "群众 网站"
    root.mkdir()
    (root / ".cache").symlink_to(warm_cache)
    sheets = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("templates", "assets")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "fonts" not in path.parts
    }
    lay_out(root, {**sheets, "content/site.yaml": SITE.encode(), "content/pages/about.yaml": page().encode()})
    return root


def hyqz(project: Path, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hyqz_site", *map(str, words)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def zipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_the_pack_is_the_output_and_its_sheet(project: Path) -> None:
    done = hyqz(project, "pack", "--now", NOW)

    assert done.returncode == 0, done.stdout + done.stderr
    target = project / "hyqz-site-20261123.zip"
    held = zipped(target)
    sheet = held.pop("交付单.html").decode()
    assert held == tree_of(project / "output")
    assert sha256(held["build.json"]).hexdigest() in sheet
    assert f"<b>{len(held)}</b><span>个文件</span>" in sheet
    beside = (project / "hyqz-site-20261123-交付单.html").read_text(encoding="utf-8")
    assert sha256(target.read_bytes()).hexdigest() in beside
    assert re.findall(r"(?:src|href)=\"?http", sheet + beside) == []


def test_a_later_pack_has_nothing_that_may_no_longer_go_out_and_no_stranger(project: Path) -> None:
    lay_out(project, {"content/pages/about.yaml": page("到期: 2026-11-24\n").encode()})
    assert hyqz(project, "pack", "--now", NOW).returncode == 0
    lay_out(project, {"output/名册.xlsx": b"roster"})

    assert hyqz(project, "pack", "--now", "2026-11-24", "--to", "b.zip").returncode == 0

    assert "about.html" in zipped(project / "hyqz-site-20261123.zip")
    assert {"about.html", "名册.xlsx"}.isdisjoint(zipped(project / "b.zip"))


def test_a_pack_that_the_disk_does_not_take_says_where_and_not_that_the_site_is_as_it_was(project: Path) -> None:
    lay_out(project, {"file": b""})
    done = hyqz(project, "pack", "--now", NOW, "--to", "file/a.zip")

    assert done.returncode == 2
    assert (
        done.stderr
        == f"不能写入 {project / 'file/a.zip'}：路径中间有一个是文件，不是文件夹。请换一个地方，再运行一次。\n"
    )
    assert (project / "output/index.html").is_file()


def test_content_with_an_error_is_no_pack_and_the_old_one_stays(project: Path) -> None:
    lay_out(project, {"a.zip": b"old", "content/pages/about.yaml": page("标签： 错\n").encode()})

    assert hyqz(project, "pack", "--now", NOW, "--to", "a.zip").returncode == 1

    assert (project / "a.zip").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("a.rar", "a.rar 的后缀要是 .zip。"),
        ("content/a.zip", "content/a.zip 在 content 文件夹里，会被当成内容。请换一个地方。"),
        ("output/a.zip", "在网站自己的文件夹里，请换一个地方。"),
    ],
)
def test_a_pack_is_not_written_where_it_would_harm(project: Path, to: str, said: str) -> None:
    done = hyqz(project, "pack", "--now", NOW, "--to", to)

    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_page_is_printed(project: Path) -> None:
    if find_browser(os.environ) is None:
        pytest.skip("no browser")
    done = hyqz(project, "print", "页面/about", "--format", "a4", "--now", NOW)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "page-about-a4.pdf").read_bytes().startswith(b"%PDF-1.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["about"], "“about”请写成 页面/about（关于我们）。"),
        (["页面/about", "--size", "120cm"], "--size：“120cm”请写成 1200x900mm，每边 100 到 5000 毫米。"),
        (["页面/about", "--format", "b5"], "--format：没有“b5”，可以写：a4、a3、panel"),
        (["页面/about", "--bleed", "9cm"], "--bleed：“9cm”不行，要写 0 到 50 的毫米数，例如 3"),
        (["页面/about", "--to", "a.png"], "a.png 的后缀要是 .pdf。"),
    ],
)
def test_what_cannot_be_printed_is_said(project: Path, words: list[str], said: str) -> None:
    done = hyqz(project, "print", *words)

    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_without_a_browser_it_says_what_to_install(project: Path) -> None:
    done = hyqz(project, "print", "页面/about", HYQZ_BROWSER="/none")

    assert done.returncode == 2
    assert "没有找到 Chrome、Edge 或 Chromium，请先安装一个" in done.stderr


@pytest.mark.parametrize("command", ["pack", "export"])
def test_a_screen_that_is_not_there_is_said(project: Path, command: str) -> None:
    if command == "export" and find_browser(os.environ) is None:
        pytest.skip("no browser")
    done = hyqz(project, "screens", command, "dating", "--now", NOW)

    assert (done.returncode, done.stderr) == (2, "没有编号是“dating”的屏幕，现在一块也没有\n")


def test_a_script_that_is_not_utf_8_is_told_at_its_line_and_nothing_is_packed(project: Path) -> None:
    (project / "assets/fonts").symlink_to(ROOT / "assets/fonts")
    screen = SCREEN.format(px="384x192", hours="00:00-24:00", loop="  - {内容: 封面}")
    lay_out(project, {"content/screens/door.yaml": screen.encode()})
    script = project / "assets/kiosk/start.sh"
    script.write_bytes(script.read_bytes() + "# 标题\n".encode("gbk"))
    line = script.read_bytes().count(b"\n")

    done = hyqz(project, "screens", "pack", "door", "--now", NOW)

    assert done.returncode == 1, done.stdout + done.stderr
    assert f"assets/kiosk/start.sh:{line}:1: 错误: 文件不是 UTF-8 编码 [template-error]\n" in done.stdout
    assert list(project.glob("*.zip")) == []


def test_the_sheets_of_a_pack_name_nobody_who_is_not_named_on_the_site_or_the_wall(project: Path) -> None:
    (project / "assets/fonts").symlink_to(ROOT / "assets/fonts")
    gone = volunteer("撤下原因: 本人要求\n", name="周志强", status="撤下")
    screen = SCREEN.format(px="384x192", hours="00:00-24:00", loop="  - {内容: 封面}")
    settings = f"{SITE}更正联系: 街道党政办 周志强\n"
    files = {"site.yaml": settings, "screens/door.yaml": screen, "volunteers/v-1.yaml": gone}
    lay_out(project, {f"content/{path}": text.encode() for path, text in files.items()})

    for words in (["pack", "--to", "site.zip"], ["screens", "pack", "door", "--to", "door.zip"]):
        assert hyqz(project, *words, "--now", NOW).returncode == 0

    beside = (project / "site-交付单.html").read_text(encoding="utf-8")
    inside = [
        zipped(project / f"{name}.zip")[f"{sheet}.html"] for name, sheet in (("site", "交付单"), ("door", "现场单"))
    ]
    for said in (beside, *(data.decode() for data in inside)):
        assert ("街道党政办 周某" in said, "周志强" in said) == (True, False)


def test_an_export_is_not_written_over_other_things(project: Path) -> None:
    lay_out(project, {"usb/photo.jpg": b"mine"})
    done = hyqz(project, "screens", "export", "dating", "--to", "usb")

    assert done.returncode == 2
    assert "usb 里已经有别的东西，没有改动。请换一个文件夹。" in done.stderr


def test_an_export_without_a_browser_says_what_to_install(project: Path) -> None:
    done = hyqz(project, "screens", "export", "dating", HYQZ_BROWSER="/none")

    assert (done.returncode, "没有找到 Chrome、Edge 或 Chromium，请先安装一个" in done.stderr) == (2, True)
