"""The commands as an editor meets them: exit status, formats, refusals, and never a traceback."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from hyqz_site import cli
from hyqz_site.build import build
from hyqz_site.publish import writer
from tests.helpers import ROOT, SITE
from tests.unit.model.records import page, team
from tests.unit.publish.folders import lay_out, tree_of, whole

NOW: Final = "2026-11-23T08:00"
WRONG: Final = "标题：关于我们\n状态: 发布\n发布日期: 2026-11-01\n摘要: 我们是谁。\n"
WARNED: Final = page("标签: [环境，清洁]\n")
CLOSING: Final = r"已生成：记录 1 条，页面 \d+ 个，图片 \d+ 张，屏幕 0 块，沿用 \d+ 项，用时 \d+\.\d 秒。"

Done = subprocess.CompletedProcess[bytes]
Run = Callable[..., Done]


@pytest.fixture
def project(tmp_path: Path, warm_cache: Path) -> Path:
    """Make the smallest project, in a folder whose name has a blank and Chinese in it."""
    root = tmp_path / "群众 网站"
    root.mkdir()
    (root / ".cache").symlink_to(warm_cache)
    lay_out(root, {"content/site.yaml": SITE.encode(), "content/pages/about.yaml": page().encode()})
    return root


@pytest.fixture
def hyqz(project: Path) -> Run:
    """Run a command in the project."""

    def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "hyqz_site", *map(str, arguments)],
            cwd=cwd or project,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run


def out(done: Done) -> str:
    return done.stdout.decode() + done.stderr.decode()


def put(project: Path, text: str, path: str = "content/pages/about.yaml") -> None:
    lay_out(project, {path: text.encode()})


def test_a_build_writes_the_site_and_ends_with_one_line(hyqz: Run, project: Path) -> None:
    done = hyqz("build", "--now", NOW)
    assert done.returncode == 0, out(done)
    assert re.fullmatch(CLOSING, done.stdout.decode().strip())
    assert done.stderr == b""
    assert {"index.html", "about.html", "build.json"} <= set(tree_of(project / "output"))


def test_check_writes_nothing(hyqz: Run, project: Path) -> None:
    done = hyqz("check", "--now", NOW)
    assert done.returncode == 0, out(done)
    *notes, closing = done.stdout.decode().splitlines()
    assert "content/rules.yaml 里没有写“星级”“更新”“用语”“屏幕”“控制卡”“展板”，按默认的规则执行。" in notes
    assert "没有 content/roster.yaml，或里面一个人也没有：页面上没有岗位和负责人。" in notes
    assert closing.startswith("检查通过：记录 1 条")
    assert not (project / "output").exists()


def test_errors_are_told_and_leave_the_output_byte_for_byte(hyqz: Run, project: Path) -> None:
    hyqz("build", "--now", NOW)
    lay_out(project, {"output/theirs.txt": b"mine"})
    before = {
        path: (data, (project / "output" / path).stat().st_mtime_ns)
        for path, data in tree_of(project / "output").items()
    }
    put(project, WRONG)
    done = hyqz("build", "--now", NOW)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "content/pages/about.yaml:1:1: 错误: 字段名后面用了全角冒号“：” [fullwidth-colon]",
        "    请改成半角冒号加一个空格：标题: 关于我们",
        "没有生成：1 个错误，0 个警告。请按上面的提示修改，网站保持原样。",
    ]
    after = {
        path: (data, (project / "output" / path).stat().st_mtime_ns)
        for path, data in tree_of(project / "output").items()
    }
    assert after == before
    checked = hyqz("check", "--now", NOW)
    assert checked.returncode == 1
    assert (
        checked.stdout.decode().splitlines()[-1]
        == "检查没有通过：1 个错误，0 个警告。请按上面的提示修改，网站保持原样。"
    )


def test_warnings_pass_unless_strict(hyqz: Run, project: Path) -> None:
    put(project, WARNED)
    done = hyqz("build", "--now", NOW)
    assert done.returncode == 0
    assert done.stdout.decode().rstrip().endswith("，1 个警告。")
    before = tree_of(project / "output")
    put(project, WARNED.replace("关于", "介绍"))
    strict = hyqz("build", "--strict", "--now", NOW)
    assert strict.returncode == 1
    assert "没有生成：1 个警告（--strict 要求没有警告）。" in strict.stdout.decode()
    assert tree_of(project / "output") == before


@pytest.mark.parametrize("text", [WRONG, WARNED, page()], ids=["error", "warning", "clean"])
def test_json_is_alone_on_stdout(hyqz: Run, project: Path, text: str) -> None:
    put(project, text)
    done = hyqz("check", "--format", "json", "--now", NOW)
    told = json.loads(done.stdout)
    assert [list(problem) for problem in told] == [
        ["path", "line", "column", "severity", "code", "message", "hint"]
    ] * len(told)
    assert [problem["severity"] for problem in told] == {WRONG: ["error"], WARNED: ["warning"]}.get(text, [])
    assert done.stdout.isascii()
    assert re.match("检查通过|检查没有通过", done.stderr.decode().splitlines()[-1])


def test_github_annotations(hyqz: Run, project: Path) -> None:
    put(project, WRONG)
    done = hyqz("check", "--format", "github", "--now", NOW)
    assert done.stdout.decode().splitlines() == [
        "::error file=content/pages/about.yaml,line=1,col=1,title=fullwidth-colon::"
        "字段名后面用了全角冒号“：”%0A请改成半角冒号加一个空格：标题: 关于我们"
    ]


def test_quiet_says_only_what_is_wrong(hyqz: Run, project: Path) -> None:
    assert out(hyqz("build", "--quiet", "--now", NOW)) == ""
    put(project, WRONG)
    assert len(hyqz("build", "--quiet", "--now", NOW).stdout.decode().splitlines()) == 2


def test_no_progress_bar_where_nobody_watches(hyqz: Run) -> None:
    assert b"\r" not in hyqz("build", "--now", NOW).stderr


# Usage


@pytest.mark.parametrize(
    "arguments",
    [[], ["paint"], ["build", "--nonsense"], ["build", "--now", "gestern"], ["build", "--now", "2026-13-01"], ["build", "--jobs", "0"],
     ["build", "--jobs", "x"], ["build", "--format", "xml"], ["build", "--project", "nowhere"], ["build", "more"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_said_in_chinese(hyqz: Run, arguments: list[str]) -> None:
    done = hyqz(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    said = done.stderr.decode()
    assert re.search("[\u4e00-\u9fff]", said)
    assert "Traceback" not in said
    assert "usage:" not in said.lower()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bulid"], "命令有误：命令：没有“bulid”，是不是“build”？可以写：build、check、serve、"),
        (["review", "sing"], "命令有误：list|sign|sheet：没有“sing”，是不是“sign”？可以写：list、sign、sheet\n"),
        (["check", "--format", "xml"], "命令有误：--format：没有“xml”，可以写：text、json、github\n"),
        (["serve", "--port", "65536"], "命令有误：--port：“65536”不行，要写 1 到 65535 的整数\n"),
        (["serve", "--port", "0"], "命令有误：--port：“0”不行，要写 1 到 65535 的整数\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_may_have_been_meant_is_said(hyqz: Run, arguments: list[str], said: str) -> None:
    done = hyqz(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(said)
    assert "menu" not in done.stderr.decode()  # which nobody has to write


def test_help_is_chinese_and_names_the_commands(hyqz: Run) -> None:
    done = hyqz("--help")
    assert done.returncode == 0
    said = done.stdout.decode()
    assert all(word in said for word in ("build", "check", "serve", "用法"))


def test_the_project_is_the_nearest_folder_upwards(hyqz: Run, project: Path, tmp_path: Path) -> None:
    inside = project / "content" / "pages"
    assert hyqz("check", "--now", NOW, cwd=inside).returncode == 0
    outside = hyqz("check", "--now", NOW, cwd=tmp_path)
    assert outside.returncode == 2
    assert "content/site.yaml" in outside.stderr.decode()
    assert hyqz("check", "--now", NOW, "--project", project, cwd=tmp_path).returncode == 0
    relative = hyqz("build", "--now", NOW, "--project", project.name, "--output", "here", cwd=tmp_path)
    assert relative.returncode == 0
    assert (tmp_path / "here" / "index.html").is_file()


def test_faulty_settings_are_wrong_settings(hyqz: Run, project: Path) -> None:
    put(project, "网站名称: 衡阳群众\n", "content/site.yaml")
    done = hyqz("build", "--now", NOW)
    assert done.returncode == 2
    assert "content/site.yaml:1:1: 错误: 缺少“主办” [missing-field]" in done.stdout.decode()


@pytest.mark.parametrize(
    ("now", "shown"),
    [("2026-10-31", False), ("2026-11-01", True), ("2026-10-31T23:59", False), ("2026-10-31T16:00+00:00", True),
     ("2026-10-31T15:59Z", False), ("2026-11-01T00:00+09:00", False), ("2026年11月1日", True), ("2026.10.31 23:59", False)],
)  # fmt: skip
def test_now_is_taken_at_utc_8_unless_it_carries_an_offset(hyqz: Run, project: Path, now: str, shown: bool) -> None:  # noqa: FBT001 - a table's column
    assert hyqz("build", "--now", now).returncode == 0
    assert (project / "output" / "about.html").exists() is shown


OUTPUTS: Final = [".", "..", "../..", "/", "~", "content", "content/new", "templates", "assets/x", "hyqz_site/x", "tests", ".git", ".git/x",
                  "content/../content", "link", "link/below", "content/site.yaml", "CONTENT/../content"]  # fmt: skip


def beside_the_cache(project: Path) -> dict[str, bytes]:
    """Return what is in a project, without the cache, which tests share and the first of them finds empty."""
    return {path: data for path, data in tree_of(project).items() if not path.startswith(".cache")}


def test_an_empty_output_is_not_the_present_folder(hyqz: Run, project: Path) -> None:
    """A script whose variable is not set."""
    before = beside_the_cache(project)
    done = hyqz("build", "--now", NOW, "--output", "")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("命令有误：--output：后面要写一个文件或文件夹，不能是空的\n")
    assert beside_the_cache(project) == before


@pytest.mark.parametrize("output", OUTPUTS)
def test_output_refuses_what_a_build_must_never_write_over(hyqz: Run, project: Path, output: str) -> None:
    for folder in ("templates", "hyqz_site", "tests", ".git", "CONTENT"):
        (project / folder).mkdir(exist_ok=True)
    (project / "link").symlink_to(project / "content")
    before = beside_the_cache(project)
    done = hyqz("build", "--now", NOW, "--output", str(Path.home()) if output == "~" else output)
    assert done.returncode == 2, out(done)
    assert re.match("命令有误：--output：.*(不能作为输出|请换一个文件夹)", done.stderr.decode())
    assert beside_the_cache(project) == before


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("", "是另一个项目的文件夹"),
        ("content/new", "在另一个项目的 content 里"),
        ("hyqz_site", "在另一个项目的 hyqz_site 里"),
    ],
)
def test_output_refuses_another_project(hyqz: Run, project: Path, tmp_path: Path, output: str, said: str) -> None:
    other = tmp_path / "other"
    lay_out(other, {"content/site.yaml": b"x"})
    done = hyqz("build", "--now", NOW, "--output", other / output)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        f"命令有误：--output：{other / output} {said}，不能作为输出。\n",
    )
    assert list(tree_of(other)) == ["content/site.yaml"]
    assert not (project / "output").exists()
    assert hyqz("build", "--now", NOW, "--output", other / "output").returncode == 0


def test_output_may_lie_anywhere_else(hyqz: Run, project: Path, tmp_path: Path) -> None:
    assert hyqz("build", "--now", NOW, "--output", tmp_path / "站点" / "新").returncode == 0
    assert hyqz("build", "--now", NOW, "--output", "public").returncode == 0
    assert tree_of(tmp_path / "站点" / "新") == tree_of(project / "public")


# Consoles and bugs


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
@pytest.mark.parametrize(
    "text", [WRONG, page("来源: '𠮷😀\u200b'\n"), page("天气😀: 晴\n")], ids=["error", "warning", "emoji"]
)
def test_no_console_can_make_it_crash(hyqz: Run, project: Path, encoding: str, text: str) -> None:
    put(project, text)
    done = hyqz("check", "--now", NOW, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode in {0, 1}
    assert b"content/pages/about.yaml:" in done.stdout
    assert b"Traceback" not in done.stderr
    if encoding == "gbk" and text == WRONG:
        assert "错误: 字段名后面用了全角冒号" in done.stdout.decode("gbk")


def test_a_closed_pipe_ends_quietly(project: Path) -> None:
    """`hyqz check | head -1`."""
    for number in range(300):
        put(project, WRONG, f"content/pages/p{number}.yaml")
    command = f'"{sys.executable}" -m hyqz_site check --now {NOW} | head -1'
    done = subprocess.run(  # noqa: S602 - the pipe is what is tested
        command,
        shell=True,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert len(done.stdout.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert "程序出错" not in done.stderr.decode()


def test_a_bug_gives_a_sentence_and_a_report_and_never_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.chdir(project)
    monkeypatch.setattr("hyqz_site.build.build", broken)
    assert cli.main(["build", "--now", NOW]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "Traceback" not in said.err
    report = Path(said.err.rpartition("：")[2].strip())
    assert "RuntimeError: a bug" in report.read_text(encoding="utf-8")
    report.unlink()
    assert not (project / "output").exists()


def test_a_bug_on_a_machine_without_a_passing_folder_is_still_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere() -> str:
        raise OSError("no usable temporary directory")

    def broken(*_: object, **__: object) -> None:
        monkeypatch.setattr("tempfile.gettempdir", nowhere)
        raise RuntimeError("a bug")

    monkeypatch.chdir(project)
    monkeypatch.setattr("hyqz_site.build.build", broken)
    assert cli.main(["build", "--now", NOW]) == 70
    said = "程序出错了，网站没有改动。请把这一行发给维护的人：RuntimeError: a bug\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--strict=1"], "命令有误：--strict：后面不用写值：'1'"),
        (
            ["screens", "day", "door", "--date", "foo"],
            "命令有误：“foo”不是时间，请写成 2026-11-23 或 2026-11-23T08:00。",
        ),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_chinese(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    monkeypatch.chdir(project)
    assert cli.main(words) == 2
    assert capsys.readouterr().err.splitlines()[0] == said


@pytest.mark.parametrize("words", [[], ["--no-cache"]])
def test_a_build_during_which_another_has_written_is_told_and_changes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    theirs = {"index.html": b"theirs"}

    def overtaken(*arguments: Any, **options: Any) -> object:  # noqa: ANN401 - whatever the real one takes
        writer.write(theirs, project / "output")
        return build(*arguments, **options)

    monkeypatch.chdir(project)
    monkeypatch.setattr("hyqz_site.build.build", overtaken)
    assert cli.main(["build", "--now", NOW, *words]) == 2
    assert capsys.readouterr().err == f"{project / 'output'} 正在被另一次生成改写。请等它结束，再运行一次。\n"
    assert tree_of(project / "output") == whole(theirs)


def test_a_disk_that_fails_is_said_and_nothing_is_harmed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(project / "output"))

    monkeypatch.chdir(project)
    monkeypatch.setattr(Path, "write_bytes", full)
    assert cli.main(["build", "--no-cache", "--now", NOW]) == 2
    said = capsys.readouterr().err
    assert "磁盘满了" in said
    assert "没有改动" in said


def test_a_folder_that_cannot_be_read_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreadable(path: Path) -> bytes:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.chdir(project)
    monkeypatch.setattr(Path, "read_bytes", unreadable)
    assert cli.main(["check", "--now", NOW]) == 2
    assert "Traceback" not in capsys.readouterr().err


# Content at scale, templates


def test_a_hundred_broken_files_give_all_their_messages_in_one_run(hyqz: Run, project: Path) -> None:
    mistakes = (
        ("标题：甲", "fullwidth-colon"), ("标签:\n\t- 甲", "tab-indent"), ("来源: 甲\n来源: 乙", "duplicate-key"), ("天气: 晴", "unknown-key"),
        ("到期: 明天", "bad-date"), ("来源: 甲 #乙", "cut-by-hash"), ("标签:\n  -甲", "yaml-syntax"), ("相关: 团队/x", "dangling-reference"),
        ("示例: 也许", "wrong-type"), ("来源: " + "长" * 41, "too-long"),
    )  # fmt: skip
    for number in range(100):
        more, _ = mistakes[number % 10]
        title = f"第 {number} 页"
        text = (
            page(f"{more}\n", title) if not more.startswith("标题") else page(title=title).replace("标题: ", "标题：")
        )
        put(project, text, f"content/pages/p{number:02}.yaml")
    done = hyqz("check", "--format", "json", "--now", NOW)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [(problem["path"], problem["code"]) for problem in told] == [
        (f"content/pages/p{number:02}.yaml", mistakes[number % 10][1]) for number in range(100)
    ]


def test_a_template_with_a_fault_is_a_problem_at_its_own_line(hyqz: Run, project: Path) -> None:
    hyqz("build", "--now", NOW)
    before = tree_of(project / "output")
    put(project, "<h1>x</h1>\n{{ page.nothing }}\n", "templates/pages/page.html")
    done = hyqz("build", "--now", NOW)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("templates/pages/page.html:2:1: 错误: 模板出错")
    assert tree_of(project / "output") == before


def test_a_fault_that_every_page_has_from_one_place_is_told_once(hyqz: Run, project: Path) -> None:
    layout = (ROOT / "templates/layouts/base.html").read_text(encoding="utf-8")
    put(project, layout.replace("</body>", "{{ page.nothing }}</body>"), "templates/layouts/base.html")
    done = hyqz("build", "--now", NOW)
    assert done.returncode == 1
    line = layout.partition("</body>")[0].count("\n") + 1
    told = [one for one in done.stdout.decode().splitlines() if "template-error" in one]
    assert [one.partition(" 错误")[0] for one in told] == [f"templates/layouts/base.html:{line}:1:"]


def test_a_template_that_is_not_utf_8_is_named(hyqz: Run, project: Path) -> None:
    lay_out(project, {"templates/pages/page.html": "<h1>标题</h1>".encode("gbk")})
    assert (
        hyqz("build", "--now", NOW)
        .stdout.decode()
        .startswith("templates/pages/page.html:1:1: 警告: 文件不是 UTF-8 编码")
    )
    lay_out(project, {"templates/pages/page.html": b"<h1>\xff\xff</h1>"})
    broken = hyqz("build", "--now", NOW)
    assert broken.returncode == 1, out(broken)
    assert "templates/pages/page.html:1:5: 错误: 这里的文字已经损坏" in broken.stdout.decode()


def test_two_builds_give_the_same_bytes_whatever_the_cache(hyqz: Run, project: Path) -> None:
    put(project, team(), "content/teams/t.yaml")
    assert hyqz("build", "--now", NOW, "--output", "one").returncode == 0
    assert hyqz("build", "--now", NOW, "--output", "two").returncode == 0
    assert hyqz("build", "--now", NOW, "--output", "three", "--no-cache", "--jobs", "1").returncode == 0
    assert tree_of(project / "one") == tree_of(project / "two") == tree_of(project / "three")


def test_interrupting_is_no_bug(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(project)
    monkeypatch.setattr("hyqz_site.build.build", stopped)
    assert cli.main(["build", "--now", NOW]) == 130
    assert capsys.readouterr().err == "已停止。\n"
