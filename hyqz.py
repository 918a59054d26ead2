"""Run hyqz-site on a computer that has nothing but Python 3.11 or later.

    python3 hyqz.py build --strict      the same as `hyqz build --strict`; the exit status is passed on
    python3 hyqz.py test [...]          pytest, with what the tests need
    python3 hyqz.py                     (or a double click) a short menu; without a terminal the live preview

The libraries in `requirements.lock` go into `.venv` beside this file, the first time and again when the lock changes.
pip finds them with its own settings (pip.conf, PIP_*): no address is given here, the hashes in the lock vouch for them.
Only the standard library is used. Down to the version check the syntax must stay readable to Python 3.6.
"""

import contextlib
import hashlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
from collections import deque
from pathlib import Path


def say(text: str) -> None:
    """Tell the user on stderr: stdout belongs to the command (`build --format json`)."""
    if sys.stderr is not None:  # None under pythonw
        print(text, file=sys.stderr, flush=True)


def leave(status: int, arguments: "list[str]") -> None:
    """Exit; after a double click on Windows, let an error be read before the window closes."""
    double_clicked = os.name == "nt" and not arguments and "PROMPT" not in os.environ
    if status not in (0, 130) and double_clicked and sys.stdin is not None and sys.stdin.isatty():
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            input("按回车键关闭窗口……")
    sys.exit(status)


def complaint(version: "tuple[int, ...]", platform: str, bits: int) -> str:
    """What to tell somebody whose Python is too old, or one for which nobody makes the libraries; or nothing."""
    if version < (3, 11):
        return (
            f"这里的 Python 是 {version[0]}.{version[1]}，太旧了：需要 3.11 或更新的版本。\n"
            "请从 Python 官网下载新版安装（Windows 安装时勾选“Add python.exe to PATH”），再试一次。"
        )
    if bits < 64:
        return (
            "这里的 Python 是 32 位的，要用的程序库只有 64 位的。\n"
            "请从 Python 官网下载 64 位的（Windows installer (64-bit)）安装，卸载 32 位的，再试一次。"
        )
    if platform == "win-arm64":
        return (
            "这里的 Python 是 ARM64 版的，要用的程序库在 Windows 上只有 64 位（x64）的，ARM 电脑也能用。\n"
            "请从 Python 官网下载 Windows installer (64-bit) 安装，卸载 ARM64 版的，再试一次。"
        )
    return ""


unfit = complaint(sys.version_info[:2], sysconfig.get_platform(), 64 if sys.maxsize > 2**32 else 32)
if unfit:
    say(unfit)
    leave(2, sys.argv[1:])

# ---- from here on Python 3.11 --------------------------------------------------------------------------------------

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

from collections.abc import Callable, Iterator
from enum import Enum

TEST_LINE = "# ---- test ----"


class SetupError(Exception):
    """The message is for the user, in Chinese."""


class Need(Enum):
    """What `.venv` lacks."""

    NOTHING = "nothing"
    LIBRARIES = "libraries"
    EVERYTHING = "everything"


def main(root: Path, arguments: list[str]) -> int:
    """Install what is missing, then become the command that was asked for."""
    try:
        testing = arguments[:1] == ["test"]
        prepare(root, with_tests=testing)
        if testing and not Path.cwd().is_relative_to(root):
            os.chdir(root)  # pytest looks for its settings from where it stands
        return run(command(root, arguments))
    except SetupError as error:
        say(str(error))
    except OSError as error:
        say(f"准备运行环境时出错：{error.strerror or error}（{error.filename or root}）")
        say("请检查硬盘空间和文件夹的写入权限；若另有窗口正在运行本程序，请先关掉。")
    except KeyboardInterrupt:
        return 130
    return 2


def command(root: Path, arguments: list[str]) -> list[str]:
    """Return the command line to run; `-P` keeps a stray yaml.py in the user's folder from being imported."""
    python = str(venv_python(root))
    if arguments[:1] == ["test"]:
        return [python, "-m", "pytest", *in_parallel(arguments[1:]), *arguments[1:]]
    return [python, "-P", "-m", "hyqz_site", *(arguments or without_command(root))]


def in_parallel(words: list[str]) -> list[str]:
    """Return the options that share the tests among processes; none where somebody says how, or looks on.

    One more than processors: a browser that shows a wall waits for the clock half of its time.
    """
    if any(word == "no:xdist" or word.startswith(("-n", "--dist", "--pdb", "-s", "--accept")) for word in words):
        return []
    return ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]


def without_command(root: Path) -> list[str]:
    """Return what a bare start means: the menu, or the preview where nobody could answer one."""
    asks = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))  # None under pythonw
    words = ["menu"] if asks else ["serve", "--open"]
    here = Path.cwd()
    inside = any((folder / "content" / "site.yaml").is_file() for folder in (here, *here.parents))
    beside = (root / "content" / "site.yaml").is_file()
    return [*words, "--project", str(root)] if beside and not inside else words


def run(words: list[str]) -> int:
    """Run a command in our place: its signals and its exit status are ours."""
    if os.name != "nt":
        os.execv(words[0], words)  # noqa: S606 - no shell is wanted; our own .venv
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches the child too: let it end in its own way
    return subprocess.call(words)


# ---- what is installed ---------------------------------------------------------------------------------------------


def prepare(root: Path, *, with_tests: bool) -> None:
    """Bring `.venv` up to date; one process at a time."""
    if missing(root, with_tests=with_tests) is Need.NOTHING:
        return
    with alone(root / ".venv.lock"):
        need = missing(root, with_tests=with_tests)  # another process may have done it while we waited
        if need is Need.NOTHING:
            return
        wanted = stamp(root, with_tests=with_tests)
        stamp_file(root).unlink(missing_ok=True)  # from here to the end an interruption means: remake
        if need is Need.EVERYTHING:
            say("第一次运行，正在准备（要连网，一般一两分钟）……")
            make_venv(root)
        else:
            say("程序库有变化，正在更新……")
        install(root, with_tests=with_tests)
        stamp_file(root).write_text(wanted, encoding="utf-8")
        say("准备好了。")


def missing(root: Path, *, with_tests: bool) -> Need:
    """Compare the stamp in `.venv` with what there should be."""
    try:
        found = stamp_file(root).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return Need.EVERYTHING
    wanted = stamp(root, with_tests=with_tests).split("\n")
    if found[0] != wanted[0] or not venv_python(root).exists():
        return Need.EVERYTHING
    if found[1:2] != wanted[1:2] or not set(wanted[2:]) <= set(found[2:]):
        return Need.LIBRARIES
    return Need.NOTHING


def stamp(root: Path, *, with_tests: bool) -> str:
    """Line 1: this Python and this folder. Line 2: the files that say what to install. Then the parts, one a line."""
    place = f"{sys.version}\n{sys.base_prefix}\n{root}".encode(errors="surrogateescape")
    files = b"\0".join((root / name).read_bytes() for name in ("pyproject.toml", "requirements.lock"))
    parts = ["runtime", "test"] if with_tests else ["runtime"]
    return "\n".join([hashlib.sha256(place).hexdigest(), hashlib.sha256(files).hexdigest(), *parts])


def stamp_file(root: Path) -> Path:
    """It lives inside `.venv`, so that it goes when that goes."""
    return root / ".venv" / "hyqz-stamp.txt"


def venv_python(root: Path) -> Path:
    """Where a venv keeps its interpreter."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock that the system drops when the last process that has it ends, however it ends."""
    with path.open("ab") as file:
        # pip inherits the lock (not on Windows): if we are killed, the next start waits until pip has stopped too.
        os.set_inheritable(file.fileno(), True)  # noqa: FBT003 - the signature has no name for it
        waiting = False
        while True:
            try:
                if sys.platform == "win32":
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except (BlockingIOError, PermissionError):
                if not waiting:
                    say("另一个窗口正在安装，等它装完……")
                waiting = True
                time.sleep(0.2)
        yield


# ---- installing ----------------------------------------------------------------------------------------------------


def make_venv(root: Path) -> None:
    """Make `.venv` anew; nothing of the project is copied into it."""
    if getattr(importlib.util.find_spec("ensurepip"), "origin", None) is None:  # none, or a leftover empty folder
        raise SetupError("这里的 Python 缺少 venv 组件。Debian、Ubuntu 请先运行：sudo apt install python3-venv")
    status, last_lines = follow([sys.executable, "-m", "venv", "--clear", str(root / ".venv")])
    if status:
        raise SetupError(
            "建不成 .venv 文件夹：请检查硬盘空间；若另有窗口正在运行本程序，请先关掉，再试一次。\n" + last_lines
        )
    add_project(root)


def add_project(root: Path) -> None:
    """Let everything that runs in `.venv` import the project, from any folder and in child processes."""
    base = str(root / ".venv")
    packages = sysconfig.get_path("purelib", "venv", {"base": base, "platbase": base})
    # A relative line is plain ASCII: Python 3.11 reads .pth files in the system's own encoding.
    Path(packages, "hyqz-site.pth").write_text(os.path.relpath(root, packages) + "\n", encoding="ascii")


def install(root: Path, *, with_tests: bool) -> None:
    """Have pip install the lock, telling the name of each library as it comes."""
    text = chosen_part((root / "requirements.lock").read_text(encoding="utf-8"), with_tests=with_tests)
    list_file = root / ".venv" / "hyqz-requirements.txt"
    list_file.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    ignored = 0
    seen: set[str] = set()

    def progress(line: str) -> None:
        nonlocal ignored
        found = re.search(r" \(from -r .* \(line (\d+)\)\)", line)  # pip names the line of the list that it is at
        if line.startswith("Ignoring "):  # for another system
            ignored += 1
        elif found and found[1] not in seen:
            seen.add(found[1])
            say(f"  {len(seen)}/{len(pinned(text)) - ignored} {lines[int(found[1]) - 1].partition('=')[0]}")
        elif line.startswith("Installing collected packages"):
            say("  下载完毕，正在安装……")

    status, last_lines = follow(pip_command(venv_python(root), list_file), progress)
    if status:
        raise SetupError(
            "程序库没有装上。常见原因：\n"
            "  · 没有连上网络，或网络太慢：检查后再试一次；\n"
            "  · 单位上网要经过代理：请网络管理员帮忙设好 HTTPS_PROXY 或 pip 的镜像设置；\n"
            "  · Python 太新或 pip 太旧：换用 Python 3.11 至 3.15 的正式版；\n"
            "  · 硬盘满了，或另有窗口正在运行本程序。\n"
            "pip 最后的几行：\n" + last_lines
        )


def pip_command(python: Path, list_file: Path) -> list[str]:
    """Exactly the locked files and nothing else; where they come from is the business of pip's own settings."""
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    return [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", *quiet, "-r", str(list_file)]


def chosen_part(lock: str, *, with_tests: bool) -> str:
    """Return the lock as pip should read it: all of it, or the part above the test line."""
    runtime, line, _ = lock.partition("\n" + TEST_LINE + "\n")
    if not line:
        raise SetupError(f"requirements.lock 不完整：缺少“{TEST_LINE}”一行。请重新取一份。")
    return lock if with_tests else runtime + "\n"


def pinned(lock: str) -> dict[str, str]:
    """Return name → version of everything in a lock."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE))


def follow(words: list[str], progress: Callable[[str], None] | None = None) -> tuple[int, str]:
    """Run a command without showing its output; return its status and its last lines, for when it failed."""
    last_lines: deque[str] = deque(maxlen=8)
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
        close_fds=False,  # hands on the lock
    ) as process:
        for line in process.stdout or ():
            if line.strip() and not line.startswith(("Ignoring ", "Looking in ")):  # pip's usual opening
                last_lines.append("    " + line.rstrip())
            if progress:
                progress(line)
    return process.returncode, "\n".join(last_lines)


if __name__ == "__main__":
    leave(main(Path(__file__).resolve().parent, sys.argv[1:]), sys.argv[1:])
