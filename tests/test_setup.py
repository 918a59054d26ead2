"""`hyqz.py` and what it installs from: the lock, the stamp, one process at a time, and passing things on."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

import hyqz
from hyqz_site.engines.finder import find_browser

ROOT = Path(hyqz.__file__).parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

SMALL_LOCK = """\
# comment
jinja2==3.1.6 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
# ---- test ----
pytest==9.2.0 \\
    --hash=sha256:dd
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project whose path has a space and Chinese in it."""
    root = tmp_path / "群众 网站"
    root.mkdir()
    shutil.copy(ROOT / "hyqz.py", root)
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (root / "requirements.lock").write_text(SMALL_LOCK, encoding="utf-8")
    return root


@pytest.fixture
def installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace making and installing by notes of it, and return the notes."""
    done: list[str] = []

    def make_venv(root: Path) -> None:
        done.append("venv")
        hyqz.venv_python(root).parent.mkdir(parents=True, exist_ok=True)
        hyqz.venv_python(root).touch()

    def install(root: Path, *, with_tests: bool) -> None:
        assert root == project
        done.append("both" if with_tests else "runtime")

    monkeypatch.setattr(hyqz, "make_venv", make_venv)
    monkeypatch.setattr(hyqz, "install", install)
    return done


# ---- the Python that runs it


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_older_python_is_told_what_it_needs(version: tuple[int, int]) -> None:
    message = hyqz.complaint(version, "win-amd64", 64)

    assert f"这里的 Python 是 {version[0]}.{version[1]}，太旧了：需要 3.11 或更新的版本。" in message


@pytest.mark.parametrize(
    ("platform", "bits", "said"),
    [
        ("win32", 32, "这里的 Python 是 32 位的，要用的程序库只有 64 位的。"),
        (
            "win-arm64",
            64,
            "这里的 Python 是 ARM64 版的，要用的程序库在 Windows 上只有 64 位（x64）的，ARM 电脑也能用。",
        ),
    ],
)
def test_who_has_a_python_without_libraries_is_told_which_to_take(platform: str, bits: int, said: str) -> None:
    told, _, way_out = hyqz.complaint((3, 13), platform, bits).partition("\n")

    assert told == said
    assert "请从 Python 官网下载" in way_out
    assert "(64-bit)" in way_out


@pytest.mark.parametrize("platform", ["win-amd64", "linux-x86_64", "linux-aarch64", "macosx-11.0-arm64"])
def test_python_3_11_is_new_enough(platform: str) -> None:
    assert hyqz.complaint((3, 11), platform, 64) == ""


def test_even_python_3_6_can_parse_the_whole_file() -> None:
    ast.parse((ROOT / "hyqz.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "hyqz.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


# ---- the lock


def test_run_time_part_ends_at_the_test_line() -> None:
    assert hyqz.pinned(hyqz.chosen_part(SMALL_LOCK, with_tests=False)) == {"jinja2": "3.1.6", "colorama": "0.4.6"}
    assert "pytest" in hyqz.pinned(hyqz.chosen_part(SMALL_LOCK, with_tests=True))


def test_lock_without_a_test_line_is_not_trusted() -> None:
    with pytest.raises(hyqz.SetupError, match="不完整"):
        hyqz.chosen_part("jinja2==3.1.6\n", with_tests=False)


def test_everything_locked_has_a_version_and_hashes() -> None:
    requirement = r"[\w.-]+==[\w.]+( ; [^\n\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+"

    assert re.fullmatch(rf"(#[^\n]*\n|{requirement})+", LOCK)


@pytest.mark.parametrize("text", [LOCK, PYPROJECT], ids=["lock", "pyproject"])
def test_no_address_is_written(text: str) -> None:
    assert "://" not in text
    assert "index-url" not in text


def test_every_dependency_is_locked_in_its_part() -> None:
    project = tomllib.loads(PYPROJECT)
    runtime = hyqz.pinned(hyqz.chosen_part(LOCK, with_tests=False))
    test = hyqz.pinned(hyqz.chosen_part(LOCK, with_tests=True)).keys() - runtime.keys()

    assert plain_names(project["project"]["dependencies"]) <= runtime.keys()
    assert plain_names(project["dependency-groups"]["test"]) <= test


def plain_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


# ---- when it installs


def test_first_run_makes_everything_and_the_second_nothing(project: Path, installed: list[str]) -> None:
    hyqz.prepare(project, with_tests=False)
    hyqz.prepare(project, with_tests=False)

    assert installed == ["venv", "runtime"]


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_changed_file_installs_on_top(project: Path, installed: list[str], name: str) -> None:
    hyqz.prepare(project, with_tests=False)
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    hyqz.prepare(project, with_tests=False)

    assert installed == ["venv", "runtime", "runtime"]


def test_tests_add_their_part_once_and_other_commands_keep_it(project: Path, installed: list[str]) -> None:
    for with_tests in (False, True, False, True):
        hyqz.prepare(project, with_tests=with_tests)

    assert installed == ["venv", "runtime", "both"]


def test_interrupted_install_is_redone_from_the_start(
    project: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Path, *, with_tests: bool) -> None:
        raise KeyboardInterrupt(with_tests)

    with monkeypatch.context() as context:
        context.setattr(hyqz, "install", interrupted)
        assert hyqz.main(project, ["build"]) == 130
    hyqz.prepare(project, with_tests=False)

    assert installed == ["venv", "venv", "runtime"]


def break_python(root: Path) -> None:
    hyqz.venv_python(root).unlink()


def garble_stamp(root: Path) -> None:
    hyqz.stamp_file(root).write_bytes(b"\xff\xfe\x00")


def other_python(root: Path) -> None:
    _, rest = hyqz.stamp_file(root).read_text(encoding="utf-8").split("\n", 1)
    hyqz.stamp_file(root).write_text("another\n" + rest, encoding="utf-8")


@pytest.mark.parametrize(
    "damage", [break_python, garble_stamp, other_python, lambda root: shutil.rmtree(root / ".venv")]
)
def test_broken_venv_is_remade(project: Path, installed: list[str], damage: Callable[[Path], None]) -> None:
    hyqz.prepare(project, with_tests=False)
    damage(project)
    hyqz.prepare(project, with_tests=False)

    assert installed == ["venv", "runtime", "venv", "runtime"]


def test_moved_project_is_remade(project: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    hyqz.prepare(project, with_tests=False)
    moved = project.rename(project.with_name("别处"))
    monkeypatch.setattr(hyqz, "install", lambda _, *, with_tests: installed.append(f"again {with_tests}"))
    hyqz.prepare(moved, with_tests=False)

    assert installed == ["venv", "runtime", "venv", "again False"]


# ---- what pip is told, and what it tells


def test_pip_is_given_hashes_and_no_address() -> None:
    command = hyqz.pip_command(Path("python"), Path("list.txt"))

    assert command[1:4] == ["-m", "pip", "install"]
    assert {"--require-hashes", "--no-deps"} <= set(command)
    assert not {"-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--no-index"} & set(command)


def pip_saying(monkeypatch: pytest.MonkeyPatch, status: int, *lines: str) -> None:
    def follow(_: list[str], progress: Callable[[str], None]) -> tuple[int, str]:
        for line in lines:
            progress(line + "\n")
        return status, lines[-1]

    monkeypatch.setattr(hyqz, "follow", follow)


def test_progress_names_each_library_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / ".venv").mkdir()
    pip_saying(
        monkeypatch,
        0,
        "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment",
        "Collecting jinja2==3.1.6 (from -r C:\\群众 网站\\.venv\\hyqz-requirements.txt (line 2))",
        "  Downloading jinja2-3.1.6-py3-none-any.whl (134 kB)",
        "Requirement already satisfied: pytest==9.2.0 in x (from -r hyqz-requirements.txt (line 8)) (9.2.0)",
        "Installing collected packages: jinja2",
    )
    hyqz.install(project, with_tests=True)

    assert capsys.readouterr().err == "  1/2 jinja2\n  2/2 pytest\n  下载完毕，正在安装……\n"


def test_failing_pip_ends_with_likely_causes_and_its_last_lines(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hyqz, "make_venv", lambda root: (root / ".venv").mkdir())
    pip_saying(monkeypatch, 1, "ERROR: No matching distribution found for jinja2==3.1.6")

    assert hyqz.main(project, ["build"]) == 2
    told = capsys.readouterr()
    assert "程序库没有装上。常见原因：" in told.err
    assert told.err.endswith("ERROR: No matching distribution found for jinja2==3.1.6\n")
    assert told.out == ""
    assert not hyqz.stamp_file(project).exists()


def test_debian_without_venv_is_told_the_package(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    assert hyqz.main(project, []) == 2
    assert "apt install python3-venv" in capsys.readouterr().err


def test_disk_that_cannot_be_written_is_told_in_chinese(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(root: Path) -> None:
        raise OSError(28, "No space left on device", str(root / ".venv"))

    monkeypatch.setattr(hyqz, "make_venv", full)

    assert hyqz.main(project, []) == 2
    assert "请检查硬盘空间" in capsys.readouterr().err


# ---- one at a time


HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import hyqz
with hyqz.alone(Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(lock: Path) -> subprocess.Popen[str]:
    """Start a process that takes the lock, says so, and keeps it until it reads a line."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ROOT), str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )


def test_second_process_waits_for_the_first(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with holder(lock) as first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        with holder(lock) as second:
            assert second.stderr
            assert second.stderr.readline() == "另一个窗口正在安装，等它装完……\n"
            first.communicate("\n")
            assert second.communicate("\n")[0] == "held\n"


def test_lock_is_free_when_its_holder_was_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = tmp_path / "lock"
    with holder(lock) as first:
        assert first.stdout
        assert first.stdout.readline() == "held\n"
        first.kill()
        first.communicate()
    with hyqz.alone(lock):
        assert capsys.readouterr().err == ""


# ---- passing on


def test_arguments_go_to_the_generator_and_test_to_pytest(tmp_path: Path) -> None:
    python = str(hyqz.venv_python(tmp_path))

    assert hyqz.command(tmp_path, ["build", "--strict"]) == [python, "-P", "-m", "hyqz_site", "build", "--strict"]
    assert hyqz.command(tmp_path, []) == [python, "-P", "-m", "hyqz_site", "serve", "--open"]
    shared = ["-n", str(min(4, os.cpu_count() + 1)), "--dist", "worksteal"]
    assert hyqz.command(tmp_path, ["test", "-k", "x"]) == [python, "-m", "pytest", *shared, "-k", "x"]
    for words in (["-n", "1"], ["-p", "no:xdist"], ["--pdb"], ["-s"], ["--accept"]):
        assert hyqz.command(tmp_path, ["test", *words]) == [python, "-m", "pytest", *words]


@pytest.fixture
def ready(project: Path) -> Path:
    """Make the project whole: a real, empty `.venv`, stamped, and a generator that tells what it was given."""
    venv.create(project / ".venv", symlinks=os.name != "nt")
    hyqz.add_project(project)
    hyqz.stamp_file(project).write_text(hyqz.stamp(project, with_tests=True), encoding="utf-8")
    (project / "hyqz_site").mkdir()
    generator = """
        import os, sys
        print(sys.argv[1:], os.getcwd().endswith("elsewhere"), sys.stdin.read() if sys.stdin else None)
        sys.exit(7)
    """
    (project / "hyqz_site" / "__main__.py").write_text(dedent(generator), encoding="utf-8")
    return project


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_it_runs_in_the_folder_it_was_called_from(ready: Path, tmp_path: Path, encoding: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "hyqz_site.py").write_text("raise SystemExit('a stray file was run')\n", encoding="utf-8")
    strict = ["-X", "utf8=0", "-X", "warn_default_encoding", "-W", "error"]
    done = subprocess.run(
        [sys.executable, *strict, str(ready / "hyqz.py"), "build", "--strict"],
        check=False,
        cwd=elsewhere,
        input="",
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        encoding=encoding,
    )

    assert (done.returncode, done.stdout, done.stderr) == (7, "['build', '--strict'] True \n", "")


# ---- the other files at the root


def test_batch_file_is_ascii_with_windows_line_ends() -> None:
    data = (ROOT / "预览.bat").read_bytes()

    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") > 0


def test_batch_file_previews_at_a_double_click_and_hands_on_what_it_is_given() -> None:
    """Read as cmd reads it; it could not be run on a real Windows here."""
    lines = [line.strip() for line in (ROOT / "预览.bat").read_text(encoding="ascii").splitlines()]
    begin = lines.index(":run")

    assert lines[begin + 1 :] == [
        'if "%~1"=="" (', "%PY% hyqz.py serve --open", ") else (", "%PY% hyqz.py %*", ")",
        'set "RC=%ERRORLEVEL%"', "popd", 'if not "%RC%"=="0" pause', "exit /b %RC%",
    ]  # fmt: skip
    assert hyqz.command(ROOT, ["serve", "--open"])[3:] == ["hyqz_site", "serve", "--open"]
    assert lines.index('pushd "%~dp0"') < begin
    assert 'py -3 -c "" >nul 2>nul && set "PY=py -3"' in lines


def test_named_browser_is_the_only_one_looked_for(tmp_path: Path) -> None:
    chrome = tmp_path / "chromium"
    chrome.touch(mode=0o755)

    assert find_browser({"PATH": str(tmp_path)}) == chrome
    assert find_browser({"PATH": str(tmp_path), "HYQZ_BROWSER": str(tmp_path / "none")}) is None
