"""The desk's commands as a clerk runs them: real processes, in any console, on files of any line end."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hyqz_site.images import mp4
from tests.helpers import ROOT, SITE
from tests.unit.images.films import FIRST_SAMPLE, apple, film, track
from tests.unit.model.records import GUARDIAN, volunteer

STRICT = ["-X", "utf8=0", "-X", "warn_default_encoding", "-W", "error", "-W", "ignore:codecs.open:DeprecationWarning"]
"""The exception is pypinyin's, since Python 3.14."""
PAGE = "---\r\n标题：关于\r\n状态: 发布\r\n发布日期: 2026-11-01\r\n摘要: 我们  # 注\r\n---\r\n正文。\r\n"


@pytest.fixture
def project(tmp_path: Path, warm_cache: Path) -> Path:
    root = tmp_path / "群众 网站"
    (root / "content" / "pages").mkdir(parents=True)
    (root / ".cache").symlink_to(warm_cache)
    (root / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (root / "content" / "pages" / "about.md").write_bytes(PAGE.encode())
    return root


def run(project: Path, *words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *STRICT, "-m", "hyqz_site", *words],
        check=False,
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding=encoding,
        errors="replace",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding, "LC_ALL": "C.UTF-8"},
    )


def tree(project: Path) -> dict[str, bytes]:
    found = (path for path in project.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_every_command_runs_in_any_console(project: Path, encoding: str) -> None:
    for words in (
        ["new", "志愿者", "䶮小雁"],
        ["fix", "--yes"],
        ["rename", "页面/about", "guanyu"],
        ["schedule", "--now", "2026-11-23"],
        ["schedule", "--next"],
        ["schema"],
        ["import", "志愿者", "--template"],
        ["import", "志愿者", "志愿者-空表.xlsx"],
        ["export", "页面", "--to", "ye.csv"],
        ["import", "页面", "ye.csv", "--write"],
    ):
        done = run(project, *words, encoding=encoding)
        assert (done.returncode, done.stderr) == (0, ""), words


SCREEN = (
    "名称: 门口屏\n状态: 发布\n发布日期: 2026-11-01\n摘要: 屏。\n类型: 楼宇广告屏\n位置: 门口\n分辨率: 1280x720\n视距: 5\n"
    "开放时段: 07:00-22:00\n播放方式: 网页\n播单: [{内容: 封面}]\n"
)
ROSTER = "- {岗位: 宣传干事, 姓名: 周莹, 起: 2021-05-12, 是否公开: 是}\n"


def test_no_other_command_leaves_an_encoding_to_the_machine(project: Path) -> None:
    """With warnings as errors, in a folder with a blank and Chinese in its name, as Windows runs them."""
    for path, text in (("screens/men.yaml", SCREEN), ("roster.yaml", ROSTER)):
        (project / "content" / path).parent.mkdir(exist_ok=True)
        (project / "content" / path).write_text(text, encoding="utf-8")
    now = ["--now", "2026-11-23T08:00"]
    for words in (
        ["fix", "--yes"],
        ["check", *now],
        ["build", *now],
        ["build", "--format", "json", *now],
        ["review", "list"],
        ["review", "sign", "页面/about", "--step", "初审一校", "--by", "周莹", *now],
        ["review", "sheet", "页面/about", *now],
        ["screens", "list", *now],
        ["screens", "day", "屏幕/men", "--date", "2026.11.23", *now],
        ["pack", "--to", "包.zip", *now],
        ["screens", "pack", "content/screens/men.yaml", "--to", "屏.zip", *now],
        ["withdraw", r"content\pages\about.md", "--reason", "旧了", *now],
        ["--help"],
    ):
        done = run(project, *words)
        assert (done.returncode, "Warning" in done.stderr) == (0, False), (words, done.stdout, done.stderr)
    for words in (["list"], ["day", "men"]):  # in a format for programs, what is for people stands elsewhere
        done = run(project, "screens", *words, "--format", "json", *now)
        assert isinstance(json.loads(done.stdout), list)
        assert "07:00" in done.stderr
    for day in ("2026-11-22", "2037-01-01"):
        done = run(project, "screens", "day", "men", "--date", day, *now)
        said = f"{day} 在生成之前，或者太久以后，播放单算不出来。请换一天。\n"
        assert (done.returncode, done.stderr) == (2, said)


def test_nothing_is_written_where_nobody_said_yes(project: Path) -> None:
    before = tree(project)
    fixed = run(project, "fix")
    read = run(project, "import", "页面", "x.csv")

    assert "+标题: 关于" in fixed.stdout
    assert "没有改动。要改就加上 --yes：hyqz fix --yes" in fixed.stdout
    assert (read.returncode, read.stderr) == (2, "没有这个文件：x.csv\n")
    assert tree(project) == before


def test_fix_keeps_the_line_ends_and_a_second_run_finds_nothing(project: Path) -> None:
    assert run(project, "fix", "content/pages/about.md", "--yes").returncode == 0
    once = tree(project)

    assert once["content/pages/about.md"].decode() == PAGE.replace("标题：", "标题: ")
    assert "没有可以放心代改的地方" in run(project, "fix", "--yes").stdout
    assert tree(project) == once


def test_fix_takes_a_hidden_name_out_of_a_film(project: Path) -> None:
    path, volunteers = project / "content" / "media" / "a.mp4", project / "content" / "volunteers"
    path.parent.mkdir()
    volunteers.mkdir()
    path.write_bytes(film(apple(title="张小明的一天", comment="在江边")))
    (volunteers / "m.yaml").write_text(volunteer("年龄段: 少年\n", name="张小明", consent=GUARDIAN), encoding="utf-8")

    assert "改好了 1 个文件。" in run(project, "fix", "content/media", "--yes").stdout
    assert "张小明".encode() not in path.read_bytes()
    assert "在江边".encode() in path.read_bytes()


def test_fix_takes_the_place_out_of_a_film_after_saying_so(project: Path) -> None:
    telling, clean = film(apple(location_ISO6709="+26.8968+112.5717/")), film(sound=b"other" * 20)
    lost = film(track(b"gpmd", [(FIRST_SAMPLE, [40])]))
    folder = project / "content" / "films" / "a"
    folder.mkdir(parents=True)
    for name, data in (("a.MP4", telling), ("b.mp4", clean), ("c.mp4", lost)):
        (folder / name).write_bytes(data)
    plan = "content/films/a/a.MP4：去掉拍摄地点（34 个字节改成空白）、画面和声音一个字节也不变"

    asked = run(project, "fix", "content/films")
    assert asked.stdout.splitlines() == [
        "content/films/a/c.mp4：里面带着行踪记录（GPS 轨迹等），这里去不掉；请用剪辑软件重新导出一次，导出时关闭位置信息。",
        plan,
        "没有改动。要改就加上 --yes：hyqz fix --yes",
    ]
    assert (folder / "a.MP4").read_bytes() == telling
    done = run(project, "fix", "content/films", "--yes")
    assert (plan in done.stdout, "改好了 1 个文件。" in done.stdout) == (True, True)
    once = tree(project)
    assert mp4.traces(once["content/films/a/a.MP4"]) == ()
    assert (once["content/films/a/b.mp4"], once["content/films/a/c.mp4"]) == (clean, lost)
    assert "没有可以放心代改的地方" in run(project, "fix", "content/films", "--yes").stdout
    assert tree(project) == once


def test_new_never_overwrites(project: Path) -> None:
    assert run(project, "new", "页面", "新页", "--id", "xin").returncode == 0
    before = tree(project)
    again = run(project, "new", "页面", "新页", "--id", "xin")

    assert (again.returncode, tree(project)) == (2, before)
    assert "编号 xin 已经有了：content/pages/xin.md" in again.stderr


def test_rename_moves_the_file_and_a_wrong_one_changes_nothing(project: Path) -> None:
    run(project, "fix", "--yes")
    assert run(project, "rename", "content/pages/about.md", "guanyu").returncode == 0
    after = tree(project)

    assert "content/pages/about.md" not in after
    assert "旧网址: [about.html]\r\n" in after["content/pages/guanyu.md"].decode()
    assert run(project, "rename", "页面/no", "x").returncode == 2
    assert run(project, "rename", "about", "x").returncode == 2
    assert tree(project) == after


def test_export_never_overwrites_and_never_lands_among_the_records(project: Path) -> None:
    assert run(project, "export", "页面").returncode == 0
    assert "已经有了，没有改动" in run(project, "export", "页面").stderr
    assert "会被当成记录" in run(project, "export", "页面", "--to", "content/pages/x.csv").stderr
    assert "后缀要是 .xlsx 或 .csv" in run(project, "export", "页面", "--to", "x.txt").stderr


def test_import_writes_only_with_write_and_the_check_reads_it(project: Path) -> None:
    run(project, "fix", "--yes")
    (project / "m.csv").write_bytes(
        "标题,摘要,状态,发布日期\r\n新页,好,发布,2026/11/1\r\n关于,变了,,\r\n".encode("gb18030")
    )
    before = tree(project)
    tried = run(project, "import", "页面", "m.csv")

    assert "新建 1 条：" in tried.stdout
    assert "摘要：我们 → 变了" in tried.stdout
    assert tree(project) == before
    assert run(project, "import", "页面", "m.csv", "--write").returncode == 0
    assert (project / "content/pages/about.md").read_bytes().decode() == PAGE.replace("标题：", "标题: ").replace(
        "我们  # 注", "变了  # 注"
    )
    assert "没有要写的。" in run(project, "import", "页面", "m.csv", "--write").stdout
    assert "错误" not in run(project, "check", "--now", "2026-11-23").stdout


def test_a_start_without_a_terminal_does_not_wait(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    shutil.copy(ROOT / "hyqz.py", root)
    code = f"import sys; sys.path.insert(0, {str(root)!r}); import hyqz; from pathlib import Path; sys.stdin = None"
    done = subprocess.run(
        [sys.executable, *STRICT, "-c", f"{code}; print(hyqz.command(Path({str(root)!r}), [])[4:])"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
    )
    assert done.stdout == "['serve', '--open']\n"
