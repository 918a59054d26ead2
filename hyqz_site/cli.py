"""The commands. With serve/ the only place that prints, reads argv, the environment or the clock."""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import itertools
import os
import signal
import subprocess
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from hyqz_site import __version__, console, digest, disk, forked, usage
from hyqz_site.desk import DeskError
from hyqz_site.publish.writer import OutputError
from hyqz_site.usage import Parser, UsageError, a_path, add_project, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problem
    from hyqz_site.publish.cache import Cache
    from hyqz_site.publish.standing import Standing, Summary
    from hyqz_site.release import Result
    from hyqz_site.source.tree import Inputs

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a record's dates can have."""
OK, FAULTY, USAGE, BUG = 0, 1, 2, 70
"""Exit status: clean; content has errors; wrong usage or settings, or the disk; a bug (output contract)."""

_MOST_BESIDE: Final = 30_000
"""More new values than this are remembered before the output is written: beside that they need as much memory again."""
_PROTECTED: Final = ("content", "templates", "assets", "hyqz_site", "tests", ".git", ".venv", ".cache")
"""Folders of the project that no output may be written into."""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; gives the exit status. Never lets a traceback out."""
    console.tolerate_any_console()
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except UsageError as error:
        _say(f"命令有误：{error}")
        return USAGE
    except (OutputError, DeskError) as error:
        _say(str(error))
        return USAGE
    except OSError as error:
        what = f" {error.filename}" if error.filename else ""
        _say(f"不能读写{what}：{disk.reason(error)}。没有改动网站；请检查以后再运行一次。")
        return USAGE
    except KeyboardInterrupt:
        _say("已停止。")
        return 130
    except Exception:  # noqa: BLE001 - whatever it is, an editor gets a sentence and a file to send, never a traceback
        _say(f"程序出错了，网站没有改动。请把{_reported()}")
        return BUG


def _run(argv: Sequence[str]) -> int:
    arguments = _parser(argv).parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    return command(arguments)


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    usage.speak_chinese()
    parser = Parser(prog="hyqz", description="把志愿服务的记录变成网站和大屏页面。")
    parser.add_argument("--version", action="version", version=f"hyqz {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    build = commands.add_parser("build", help="检查内容，生成网站到 output 文件夹")
    _add_common(build)
    build.add_argument("--output", type=a_path, metavar="文件夹", help="生成到这个文件夹（默认：项目里的 output）")
    build.add_argument("--precompress", action="store_true", help="旁边再写一份压缩好的 .gz 和 .br，给支持的服务器用")
    build.set_defaults(command=_build)
    check = commands.add_parser("check", help="只检查内容和页面，什么都不写")
    _add_common(check)
    check.add_argument("--external", action="store_true", help="再试一试外链还能不能打开（要联网，最多两分钟）")
    check.set_defaults(command=_check)
    serve = commands.add_parser("serve", help="在浏览器里预览，改了内容马上看到")
    add_project(serve)
    serve.add_argument("--port", type=whole(1, 65535), metavar="端口", help="端口（默认 5500，占用了就用下一个）")
    serve.add_argument("--open", action="store_true", help="打开浏览器")
    serve.add_argument("--lan", action="store_true", help="同一个网络里的手机也能看（只有可以公开的内容）")
    serve.set_defaults(command=_serve)
    if argv[:1] != ["build"]:  # which has to be quick where nothing changed
        _add_delivery(commands)
        _add_desk(commands)
    return parser


def _add_delivery(commands: argparse._SubParsersAction[Parser]) -> None:
    from hyqz_site import delivery, walls  # noqa: PLC0415 - as the desk's

    def made(arguments: argparse.Namespace) -> tuple[int, Result]:
        result = _made(arguments, _project(arguments.project))
        return _report(result, arguments), result

    def show(problems: tuple[Problem, ...], arguments: argparse.Namespace) -> None:
        sys.stdout.write(console.FORMATS[arguments.format](problems))

    def tell(text: str, arguments: argparse.Namespace) -> None:
        print(text, end="", file=_stream(arguments), flush=True)

    progress = console.Progress(sys.stderr, quiet=False)
    bench = delivery.Bench(_add_common, tell, _close, _now, _project, _site, made, _build, show, progress, os.environ)
    delivery.add(commands, bench)
    walls.add(commands, bench)


def _add_desk(commands: argparse._SubParsersAction[Parser]) -> None:
    from hyqz_site.desk import commands as desk  # noqa: PLC0415 - only what reads argv needs the tables of kinds
    from hyqz_site.desk import signing  # noqa: PLC0415

    def check(project: Path, now: str | None) -> tuple[Problem, ...]:
        return _made(argparse.Namespace(now=now, jobs=None, no_cache=False), project).problems

    terminal = desk.Terminal(
        say=lambda text: print(text, flush=True),
        ask=_ask if is_terminal(sys.stdin) and is_terminal(sys.stdout) else None,
        now=_now,
        project=_project,
        site=_site,
        check=check,
    )
    desk.add(commands, terminal)
    signing.add(commands, terminal)
    menu = commands.add_parser("menu")  # what hyqz.py starts without a command; not a word for the help
    menu.add_argument("--project", type=Path)
    menu.set_defaults(command=lambda arguments: _menu(arguments, frozenset(commands.choices)))


def _menu(arguments: argparse.Namespace, commands: frozenset[str]) -> int:
    from hyqz_site.desk.menu import menu  # noqa: PLC0415

    project = ["--project", str(arguments.project)] if arguments.project else []

    def run(words: list[str]) -> int:
        # A process of its own: the preview leaves threads and an event loop behind, and Ctrl+C is meant for it alone.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN if os.name == "nt" else lambda *_: None)
        try:
            return subprocess.call([sys.executable, "-P", "-m", "hyqz_site", *words, *project])  # noqa: S603 - ourselves
        finally:
            signal.signal(signal.SIGINT, before)

    def ask(question: str) -> str | None:
        try:
            return input(question)
        except EOFError:
            return None

    return menu(ask, lambda text: print(text, flush=True), run, commands)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end; under pythonw there is no stream at all."""
    return stream is not None and stream.isatty()


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        print()
        return ""


def _site(inputs: Inputs) -> Site:
    """All records, whatever is wrong with them."""
    from hyqz_site.model import catalogue  # noqa: PLC0415
    from hyqz_site.model.reading import read_site  # noqa: PLC0415
    from hyqz_site.problem import Problems  # noqa: PLC0415

    problems = Problems()
    return read_site(inputs, catalogue.catalogue([file.path for file in inputs.under("content")]), problems)


def _add_common(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("--now", metavar="时间", help="当作这个时间来生成，例如 2026-11-23T08:00（默认：现在）")
    parser.add_argument("--strict", action="store_true", help="有警告也不生成")
    parser.add_argument("--jobs", type=whole(1, 1024), metavar="个数", help="同时处理图片的进程数（默认：处理器个数）")
    parser.add_argument(
        "--format", choices=tuple(console.FORMATS), default="text", help="问题的显示格式：text、json 或 github"
    )
    parser.add_argument("--quiet", action="store_true", help="只显示问题")
    parser.add_argument("--no-cache", action="store_true", help="不用缓存，全部重新处理")


def _jobs_of(arguments: argparse.Namespace) -> int:
    """How many processes may work; more than 61 Windows cannot wait for."""
    return min(arguments.jobs or os.cpu_count() or 1, 61)


# Commands


def _build(arguments: argparse.Namespace) -> int:
    from hyqz_site.publish import writer  # noqa: PLC0415 - a command imports what it needs
    from hyqz_site.source import tree  # noqa: PLC0415

    gc.disable()  # as in `_built`
    started = time.perf_counter()
    project = _project(arguments.project)
    output = arguments.output or project / "output"
    _refuse_output(output, project)
    now = _now(arguments.now)
    since = writer.told(output)
    standing = _standing(arguments, project, output)
    if not arguments.no_cache:
        standing.begin()
    inputs = tree.read(project)
    unchanged = None if arguments.no_cache else standing.summary(inputs, now)
    if unchanged:
        return _report(unchanged, arguments) or _closed(unchanged, "没有变化", started, arguments)
    if not arguments.no_cache:
        standing.certify(inputs)
    cache = _cache(arguments, project)
    result = _built(arguments, inputs, now, cache)
    with forked.beside(cache.memo.save, _jobs_of(arguments) if cache.memo.changes < _MOST_BESIDE else 1):
        failed = _report(result, arguments)
        if failed:
            return failed
        files = result.files
        if arguments.precompress:
            from hyqz_site.publish import precompressed  # noqa: PLC0415

            files = files.with_more(precompressed.copies(files, cache))
        known = {} if arguments.no_cache else standing.outputs()
        written = writer.write(files, output, result.may_keep, known, _jobs_of(arguments), since)
        if result.holds and not arguments.no_cache:
            standing.note(result, inputs, result.holds, written, time.time_ns())
    return _closed(result, "已生成", started, arguments)


def _check(arguments: argparse.Namespace) -> int:
    started = time.perf_counter()
    result = _made(arguments, _project(arguments.project))
    failed = _report(result, arguments, "检查没有通过")
    for note in result.notes():
        _close(note, arguments)
    if arguments.external and not result.errors:
        _try_links(result, arguments)
    return failed or _closed(result, "检查通过", started, arguments)


def _try_links(result: Result, arguments: argparse.Namespace) -> None:
    """Say which links to other sites do not answer: no fault of the content, so no problem."""
    from hyqz_site.desk import external  # noqa: PLC0415

    progress = console.Progress(sys.stderr, quiet=arguments.quiet)
    pages = {link.url: link.pages for link in result.links()}
    for answer in external.ask_all(pages, told=lambda done, total: progress("检查外链", done, total)):
        if answer.fault:
            progress.clear()
            _close(f"外链 {answer.url}（{pages[answer.url][0]}）：{answer.fault}。", arguments)
    progress.clear()


def _serve(arguments: argparse.Namespace) -> int:
    from hyqz_site.serve import server  # noqa: PLC0415

    return server.serve(
        _project(arguments.project), arguments.port, open_browser=arguments.open, clock=_now, lan=arguments.lan
    )


def _made(arguments: argparse.Namespace, project: Path) -> Result:
    """What a build of the project, as it is now, makes; what is worth it is remembered."""
    from hyqz_site.source import tree  # noqa: PLC0415

    cache = _cache(arguments, project)
    result = _built(arguments, tree.read(project), _now(arguments.now), cache)
    cache.memo.save()
    return result


def _built(arguments: argparse.Namespace, inputs: Inputs, now: datetime, cache: Cache) -> Result:
    """What a build of these files makes."""
    gc.disable()  # what a build makes it keeps to its end: looking for garbage on the way finds none
    from hyqz_site.build import build  # noqa: PLC0415

    progress = console.Progress(sys.stderr, quiet=getattr(arguments, "quiet", False))
    result = build(inputs, now, cache, jobs=_jobs_of(arguments), progress=progress)
    progress.clear()
    return result


def _standing(arguments: argparse.Namespace, project: Path, output: Path) -> Standing:
    """What is known of the last build to this output, to compare with what would be made now."""
    from hyqz_site.publish.cache import FOLDER  # noqa: PLC0415
    from hyqz_site.publish.standing import Standing  # noqa: PLC0415

    made_by = digest.key(_program(), f"precompress={arguments.precompress}")
    return Standing(
        cache=project / FOLDER, output=output, made_by=made_by, looked=time.time_ns(), jobs=_jobs_of(arguments)
    )


@functools.cache
def _program() -> str:
    from hyqz_site.publish.standing import program  # noqa: PLC0415

    return program(sys.version, sys.path)


def _cache(arguments: argparse.Namespace, project: Path) -> Cache:
    from hyqz_site.aside import Aside  # noqa: PLC0415
    from hyqz_site.memo import Memo  # noqa: PLC0415
    from hyqz_site.publish.cache import FOLDER, MEMO, Cache  # noqa: PLC0415

    if arguments.no_cache:
        return Cache(aside=Aside())
    folder = project / FOLDER
    output: Path = getattr(arguments, "output", None) or project / "output"

    def earlier(path: str) -> bytes | None:
        try:
            with open(f"{output}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - thousands are read, and each whole
                return file.readall()
        except OSError:
            return None

    memo = Memo(folder / MEMO, _program())
    return Cache(folder, memo=memo, earlier=earlier, aside=Aside())


def _report(result: Summary, arguments: argparse.Namespace, failed: str = console.NOT_MADE) -> int:
    """Print the problems; gives the exit status that they ask for. `failed` says what comes to nothing then."""
    sys.stdout.write(console.FORMATS[arguments.format](result.problems))
    if not (result.errors or (arguments.strict and result.warnings)):
        return OK
    _close(console.failing_line(result, failed, strict=arguments.strict), arguments)
    settings_at_fault = any(
        problem.path == "content/site.yaml" and problem.severity.value == "error" for problem in result.problems
    )
    return USAGE if settings_at_fault else FAULTY


def _closed(summary: Summary, done: str, started: float, arguments: argparse.Namespace) -> int:
    """End a command that did what it was asked for with one line."""
    _close(console.closing_line(summary, done, time.perf_counter() - started), arguments)
    return OK


def _close(line: str, arguments: argparse.Namespace) -> None:
    if not getattr(arguments, "quiet", False):
        sys.stdout.flush()
        print(line, file=_stream(arguments))


def _stream(arguments: argparse.Namespace) -> TextIO:
    """Where people read: in other formats stdout is for programs (output contract, "Messages")."""
    return sys.stdout if arguments.format == "text" else sys.stderr


# What the commands share


def _project(given: Path | None) -> Path:
    """The project's folder: the given one, else the nearest upwards that has `content/site.yaml`."""
    if given is not None:
        if not _is_project(given):
            raise UsageError(f"{given} 里没有 content/site.yaml，不是项目文件夹。")
        return given.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_project(folder):
            return folder
    raise UsageError("从当前文件夹往上都找不到 content/site.yaml。请先进入项目文件夹，或用 --project 指明。")


def _now(text: str | None = None) -> datetime:
    """The moment that `--now` names, as ISO 8601 or records do, else the clock's; in UTC+8 unless it has an offset."""
    from hyqz_site.model.clock import CHINA  # noqa: PLC0415

    if text is None:
        return datetime.now(UTC).astimezone(CHINA)
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(CHINA)
    except (ValueError, OverflowError):
        from hyqz_site.model.dates import moment_of  # noqa: PLC0415

        typed = moment_of(text)
        if typed is None:
            raise UsageError(f"“{text}”不是时间，请写成 2026-11-23 或 2026-11-23T08:00。") from None
        return typed
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UsageError(f"“{text}”：年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。")
    return moment


def _refuse_output(output: Path, project: Path) -> None:
    """Refuse what a build must never write over (output contract, `--output`)."""
    target = Path(os.path.realpath(output))
    home = Path(os.path.realpath(Path.home()))
    root = Path(os.path.realpath(project))
    if output.is_file() or (target.exists() and not target.is_dir()):
        raise UsageError(f"--output：{output} 是一个文件，请换一个文件夹。")
    if target == root or target in root.parents:
        raise UsageError(f"--output：{output} 是项目文件夹本身或它的上级，不能作为输出。")
    if target == home or target in home.parents:
        raise UsageError(f"--output：{output} 是个人文件夹或它的上级，不能作为输出。")
    others = [folder for folder in (target, *target.parents) if folder != root and _is_project(folder)]
    if target in others:
        raise UsageError(f"--output：{output} 是另一个项目的文件夹，不能作为输出。")
    for folder, name in itertools.product((root, *others), _PROTECTED):
        protected = Path(os.path.realpath(folder / name))
        if target == protected or protected in target.parents:
            whose = "项目" if folder == root else "另一个项目"
            raise UsageError(f"--output：{output} 在{whose}的 {name} 里，不能作为输出。")


def _is_project(folder: Path) -> bool:
    with contextlib.suppress(PermissionError):  # of a folder above that nobody may look into
        return (folder / "content" / "site.yaml").is_file()
    return False


def _reported() -> str:
    """Write the traceback to a file that an editor can send; says which, or the fault where no disk takes it."""
    text = f"hyqz {__version__}\nPython {sys.version}\n{sys.platform}\n{sys.argv[1:]}\n\n{traceback.format_exc()}"
    import tempfile  # noqa: PLC0415 - only when something went wrong

    try:
        path = Path(tempfile.gettempdir(), f"hyqz-report-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt")
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return f"这一行发给维护的人：{text.strip().splitlines()[-1]}"
    return f"这个文件发给维护的人：{path}"


def _say(text: str) -> None:
    if sys.stderr is not None:
        print(text, file=sys.stderr)
