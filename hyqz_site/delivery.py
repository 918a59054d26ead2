"""The commands that take what was built out of the house: `pack` and `print`; those of the screens are in `walls.py`.

Each builds first, so that what leaves is what may go out now. Nothing here prints or reads the clock: `Bench` is given
by `cli.py`.
"""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hyqz_site import disk
from hyqz_site.desk import DeskError, files, which
from hyqz_site.digest import sha256
from hyqz_site.engines import EngineError
from hyqz_site.lean import dataclass
from hyqz_site.model import gates
from hyqz_site.model.kinds.common import Channel
from hyqz_site.problem import Problem, Problems, Severity
from hyqz_site.render.fonts import letters
from hyqz_site.render.templates import Templates, sources_of
from hyqz_site.source import tree
from hyqz_site.usage import a_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hyqz_site.model.site import Site
    from hyqz_site.release import Result
    from hyqz_site.source.tree import Inputs

OK, FAULTY = 0, 1


@dataclass(frozen=True, slots=True)
class Bench:
    """What the commands need of the command line."""

    common: Callable[[argparse.ArgumentParser], None]
    """Give a command the options of every build."""
    tell: Callable[[str, argparse.Namespace], None]
    """Print what was asked for."""
    say: Callable[[str, argparse.Namespace], None]
    """Print a line, unless `--quiet`."""
    now: Callable[[str | None], datetime]
    project: Callable[[Path | None], Path]
    site: Callable[[Inputs], Site]
    """Read all records."""
    made: Callable[[argparse.Namespace], tuple[int, Result]]
    """Build without writing, report the problems; gives the exit status that they ask for."""
    build: Callable[[argparse.Namespace], int]
    """`hyqz build`, which writes."""
    show: Callable[[tuple[Problem, ...], argparse.Namespace], None]
    """Print problems as `--format` asks."""
    progress: Callable[[str, int, int], None]
    """Show on a terminal how far a long work is."""
    environ: Mapping[str, str]

    def told(self, problems: tuple[Problem, ...], arguments: argparse.Namespace) -> int:
        """Say the problems of what is being made; gives the exit status that they ask for."""
        self.show(problems, arguments)
        errors = any(problem.severity is Severity.ERROR for problem in problems)
        return FAULTY if errors or (problems and arguments.strict) else OK


def add(commands: argparse._SubParsersAction[Any], bench: Bench) -> None:
    """Add `pack` and `print` to the command line."""
    pack = commands.add_parser("pack", help="生成网站，打成一个压缩包交出去，附交付单")
    bench.common(pack)
    pack.add_argument("--output", type=a_path, metavar="文件夹", help="网站生成到这个文件夹（默认：项目里的 output）")
    pack.add_argument("--to", type=a_path, metavar="文件", help="压缩包的文件名（默认：项目里的 hyqz-site-日期.zip）")
    pack.set_defaults(command=lambda arguments: _pack(arguments, bench), precompress=False)
    sheet = commands.add_parser(
        "print", help="把一条记录做成 PDF：A4、A3 或展板；阵地的全部展板做成一份", conflict_handler="resolve"
    )
    bench.common(sheet)
    sheet.add_argument("record", metavar="类别/编号", help="例如 志愿者/li-xiaoyan、评选/2025、阵地/zhuti-gongyuan")
    papers = ("a4", "a3", "panel")  # contract: here `--format` is the paper's, not that of the problems
    sheet.add_argument("--format", dest="paper", choices=papers, default="a4", help="纸张：a4、a3，或展板 panel")
    sheet.add_argument("--size", metavar="尺寸", help="展板的宽和高，例如 1200x900mm（默认：展板登记的尺寸）")
    sheet.add_argument("--bleed", type=_bleed, default=0.0, metavar="毫米", help="出血，并画裁切线；印刷厂一般要 3")
    sheet.add_argument("--to", type=a_path, metavar="文件", help="PDF 的文件名（默认：项目里的 类别-编号-纸张.pdf）")
    sheet.set_defaults(command=lambda arguments: guarded(_print, arguments, bench), format="text")


# What the commands share


def guarded(run: Callable[[argparse.Namespace, Bench], int], arguments: argparse.Namespace, bench: Bench) -> int:
    """Carry out a command that drives a program of others. Raises DeskError where that fails."""
    try:
        return run(arguments, bench)
    except EngineError as error:
        raise DeskError(str(error)) from error


def templates(inputs: Inputs) -> Templates:
    """The project's templates; the build that came before has found them readable."""
    return Templates(sources_of(inputs.under("templates"), Problems()))


def fonts(inputs: Inputs) -> dict[str, bytes]:
    """The files of `assets/fonts/` that letters are cut from."""
    return {name: file.read() for name, file in letters(inputs).items()}


def target_of(given: Path | None, default: Path, suffix: str, project: Path) -> Path:
    """Where a command writes. Raises DeskError where it must not."""
    target = (given or default).absolute()
    if target.suffix.lower() != suffix:
        raise DeskError(f"{given} 的后缀要是 {suffix}。")
    if target.resolve().is_relative_to(project / "content"):
        raise DeskError(f"{given} 在 content 文件夹里，会被当成内容。请换一个地方。")
    if target.is_dir():
        raise DeskError(f"{target} 是一个文件夹，请换一个名字。")
    return target


def write(target: Path, data: bytes) -> None:
    """Write a file in one step: what stood there before is whole until the new one is. Raises DeskError."""
    try:
        files.write(target.parent, {target.name: data})
    except OSError as error:
        raise DeskError(f"不能写入 {target}：{disk.reason(error)}。请换一个地方，再运行一次。") from error


# pack


def _pack(arguments: argparse.Namespace, bench: Bench) -> int:
    from hyqz_site.packs import handover  # noqa: PLC0415 - a command imports what it needs

    project = bench.project(arguments.project)
    moment = bench.now(arguments.now)
    default = project / f"hyqz-site-{moment:%Y%m%d}.zip"
    target = target_of(arguments.to, default, ".zip", project)
    output = (arguments.output or project / "output").absolute()
    if target.resolve().is_relative_to(output.resolve()):
        raise DeskError(f"{target} 在网站自己的文件夹里，请换一个地方。")
    status = bench.build(arguments)
    if status:
        return status
    files = {path: (output / path).read_bytes() for path in handover.named((output / "build.json").read_bytes())}
    inputs = tree.read(project)
    site = bench.site(inputs)
    shown = gates.public_site(site, gates.moment_of(site, Channel.SITE, moment))
    packed = handover.pack(
        files, shown.settings, moment, len(shown.records), target.name, templates(inputs).render, fonts(inputs)
    )
    sheet = target.with_name(f"{target.stem}-{handover.SHEET}")
    write(target, packed.data)
    write(sheet, packed.sheet)
    bench.say(f"已打包：{target}（{len(files)} 个文件，{handover.size(len(packed.data))}）", arguments)
    bench.say(f"交付单：{sheet}，打印出来和压缩包一起交。", arguments)
    bench.say(f"压缩包的 SHA-256：{sha256(packed.data)}", arguments)
    return OK


# print


def _bleed(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 <= (width := float(text.removesuffix("mm").removesuffix("毫米"))) <= _MOST_BLEED:
            return width
    raise argparse.ArgumentTypeError(f"“{text}”不行，要写 0 到 {_MOST_BLEED} 的毫米数，例如 3")


_MOST_BLEED: Final = 50


def _print(arguments: argparse.Namespace, bench: Bench) -> int:
    from hyqz_site.engines import printer  # noqa: PLC0415 - a command imports what it needs
    from hyqz_site.prints import geometry, job  # noqa: PLC0415

    project = bench.project(arguments.project)
    key = which.key_of(arguments.record, lambda: bench.site(tree.read(project)))
    form = job.BOARD if arguments.size else arguments.paper
    size = geometry.size_of(arguments.size) if arguments.size else None
    if arguments.size and size is None:
        least, most = geometry.LEAST, geometry.MOST
        raise DeskError(f"--size：“{arguments.size}”请写成 1200x900mm，每边 {least} 到 {most} 毫米。")
    default = project / f"{key[0]}-{key[1]}-{form}.pdf"
    target = target_of(arguments.to, default, ".pdf", project)
    browser = printer.browser_of(bench.environ)
    status, result = bench.made(arguments)
    if status or result.site is None or result.library is None:
        return status
    record = result.site.records.get(key)
    if record is None:
        raise which.missing(key, result.site)
    inputs = tree.read(project)
    problems = Problems()
    moment = gates.moment_of(result.site, Channel.PLACE, bench.now(arguments.now))
    media = {file.path: file.read for file in inputs.under("content")}
    public = gates.public_site(result.site, moment)
    maker = job.maker(public, result.library.shown(public.faceless), media, result.files, problems)
    order = job.Order(form=form, size=size, bleed=arguments.bleed)
    try:
        found = job.sheets(result.site, record, order, moment, maker, problems)
    except job.PrintError as error:
        raise DeskError(str(error)) from error
    view = job.view(found, inputs.files["assets/img/wordmark-light.svg"].read())
    styles = {name: inputs.files[f"assets/css/{name}"].read() for name in job.STYLES}
    letters = fonts(inputs)
    html = job.page(view, templates(inputs).render, letters, styles)
    job.check_letters(html, record, letters, problems)
    status = bench.told(tuple(problems), arguments)
    if status:
        return status
    write(target, job.finished(printer.pdf(html, browser), view, public))
    pages = "一页" if len(found) == 1 else f"{len(found)} 块展板，一块一页"
    bench.say(f"已做好：{target}（{pages}）", arguments)
    if not any(sheet.code for sheet in found):
        bench.say("没有二维码：site.yaml 里还没有写网址。", arguments)
    return OK
