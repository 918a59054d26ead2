"""The commands of the screens: `screens list`, `day`, `pack` and `export`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hyqz_site.delivery import OK, Bench, fonts, guarded, target_of, templates, write
from hyqz_site.desk import DeskError, which
from hyqz_site.model import gates
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.kinds.screen import SCREEN
from hyqz_site.model.ledger import record_named
from hyqz_site.problem import Position, Problems
from hyqz_site.publish.assets import AssetError
from hyqz_site.source import tree
from hyqz_site.usage import a_path

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from hyqz_site.release import Result
    from hyqz_site.screens.show import Made


def add(commands: argparse._SubParsersAction[Any], bench: Bench) -> None:
    """Add `screens` to the command line."""
    screens = commands.add_parser("screens", help="大屏：有哪些屏幕，哪一天播什么，打包带到屏幕前")
    parts = screens.add_subparsers(title="命令", metavar="list|day|pack|export", required=True)
    listing = parts.add_parser("list", help="每块屏幕一行")
    bench.common(listing)
    listing.set_defaults(command=lambda arguments: _list(arguments, bench))
    day = parts.add_parser("day", help="一块屏幕一天的播放单")
    bench.common(day)
    day.add_argument("screen", metavar="编号", type=_id_of, help="content/screens/ 里的编号")
    day.add_argument("--date", metavar="日期", help="哪一天，例如 2026-11-23（默认：今天）")
    day.set_defaults(command=lambda arguments: _day(arguments, bench))
    stick = parts.add_parser("pack", help="一块屏幕打成一个压缩包：轮播、开机自动播放、现场单")
    bench.common(stick)
    stick.add_argument("screen", metavar="编号", type=_id_of, help="content/screens/ 里的编号")
    stick.add_argument("--to", type=a_path, metavar="文件", help="压缩包的文件名（默认：项目里的 编号-日期.zip）")
    stick.set_defaults(command=lambda arguments: _screens_pack(arguments, bench))
    files = parts.add_parser("export", help="一块屏幕做成图片、视频和播放表，给只放文件的控制卡")
    bench.common(files)
    files.add_argument("screen", metavar="编号", type=_id_of, help="content/screens/ 里的编号")
    files.add_argument("--date", metavar="日期", help="从哪一天起的七天，例如 2026-11-23（默认：今天）")
    files.add_argument("--card", metavar="名称", help="content/rules.yaml 里的控制卡（默认：第一种放得下的）")
    files.add_argument("--stills", action="store_true", help="只要图片，不做视频")
    files.add_argument("--to", type=a_path, metavar="文件夹", help="写到这个文件夹（默认：项目里的 编号-export-日期）")
    files.set_defaults(command=lambda arguments: guarded(_screens_export, arguments, bench))


def _id_of(text: str) -> str:
    """The id of the screen that is named: alone, as 屏幕/编号, or by the path of its file."""
    kind, id_ = record_named(which.named(text)) or ("", text)
    return id_ if kind == SCREEN.name else text


def wall_of(result: Result, name: str) -> Made:
    """What a screen shows. Raises DeskError where there is none of this id."""
    found = next((one for one in result.walls if one.screen.id == name), None)
    if found is None:
        known = "、".join(one.screen.id for one in result.walls)
        there = f"，现在有：{known}" if known else "，现在一块也没有"
        raise DeskError(f"没有编号是“{name}”的屏幕{there}")
    return found


def _planned(made: Made, day: date) -> Made:
    """What a screen shows, of which it is known what plays on `day`. Raises DeskError where it is not."""
    from hyqz_site.screens import sheets  # noqa: PLC0415 - a command imports what it needs

    if not sheets.is_planned(made.loop.table, day):
        raise DeskError(f"{day} 在生成之前，或者太久以后，播放单算不出来。请换一天。")
    return made


# list, day


def _list(arguments: argparse.Namespace, bench: Bench) -> int:
    from hyqz_site.screens import pages  # noqa: PLC0415 - a command imports what it needs

    status, result = bench.made(arguments)
    if not status:
        bench.tell(pages.list_text(result.walls, bench.now(arguments.now)), arguments)
    return status


def _day(arguments: argparse.Namespace, bench: Bench) -> int:
    from hyqz_site.screens import pages  # noqa: PLC0415 - as above

    day = bench.now(arguments.date or arguments.now)
    status, result = bench.made(arguments)
    if not status:
        wall = _planned(wall_of(result, arguments.screen), day.date())
        bench.tell(pages.day_text(wall.screen, wall.loop, day), arguments)
    return status


# screens pack


def _screens_pack(arguments: argparse.Namespace, bench: Bench) -> int:
    from hyqz_site.packs import handover, screen  # noqa: PLC0415 - a command imports what it needs

    project = bench.project(arguments.project)
    moment = bench.now(arguments.now)
    default = project / f"{arguments.screen}-{moment:%Y%m%d}.zip"
    target = target_of(arguments.to, default, ".zip", project)
    status, result = bench.made(arguments)
    if status or result.site is None:
        return status
    made = wall_of(result, arguments.screen)
    inputs = tree.read(project)
    kiosk = {file.path.rpartition("/")[2]: file.read() for file in inputs.under(f"assets/{screen.KIOSK}".rstrip("/"))}
    rules = result.site.singletons.rules.screens
    shown = gates.public_site(result.site, gates.moment_of(result.site, Channel.SCREEN, moment))
    try:
        data = screen.pack(made, shown.settings, rules, moment, kiosk, templates(inputs).render, fonts(inputs))
    except AssetError as fault:
        problems = Problems()
        problems.add(fault.path, Position(fault.line, 1), "template-error", fault.message)
        return bench.told(tuple(problems), arguments)
    write(target, data)
    bench.say(f"已打包：{target}（{handover.size(len(data))}）", arguments)
    bench.say(f"解开以后先打印“{screen.SHEET}”，照着在屏前做。", arguments)
    return OK


# screens export


def _screens_export(arguments: argparse.Namespace, bench: Bench) -> int:
    from hyqz_site.engines import ffmpeg, printer, recorder  # noqa: PLC0415 - a command imports what it needs
    from hyqz_site.exports import cards, folder, job, programmes  # noqa: PLC0415
    from hyqz_site.model.kinds.screen import Player  # noqa: PLC0415

    project = bench.project(arguments.project)
    day = bench.now(arguments.date or arguments.now)
    target = (arguments.to or project / f"{arguments.screen}-export-{day:%Y%m%d}").absolute()
    _refuse_folder(target, project, is_ours=folder.ours(target) is not None)
    browser = printer.browser_of(bench.environ)
    status, result = bench.made(arguments)
    if status or result.site is None:
        return status
    made = _planned(wall_of(result, arguments.screen), day.date())
    try:
        size = (made.screen.px.width, made.screen.px.height)
        card = cards.card_of(result.site.singletons.rules.cards, arguments.card, size)
    except cards.CardError as error:
        raise DeskError(str(error)) from error
    is_filmed = card.plays_films and not arguments.stills and made.screen.player is not Player.STILLS
    program = ffmpeg.ffmpeg_of(bench.environ) if is_filmed else None
    inputs = tree.read(project)
    tools = job.Tools(
        stills=lambda page, size, wanted: recorder.stills(
            page, size, wanted, browser, lambda done, total: bench.progress("拍画面", done, total)
        ),
        ffmpeg=(lambda words: ffmpeg.run(program, words)) if program else None,
        told=bench.progress,
    )
    plan = programmes.programmes(made.loop, day.date())
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".hyqz-export-", dir=target.parent) as name:
        files, work, aside = Path(name, "files"), Path(name, "work"), Path(name, "aside")
        for place in (files, work, aside):
            place.mkdir()
        sets = job.export(made, card, plan, lambda path: inputs.files[path].read(), files, work, tools)
        view = job.play_list(made, card, sets, plan[1], bench.now(arguments.now))
        (files / job.SHEET).write_bytes(job.sheet(view, templates(inputs).render, fonts(inputs)))
        (files / job.LIST).write_bytes(job.as_csv(sets))
        if foreign := folder.in_the_way(files, target):
            raise DeskError(f"{target} 里的 {'、'.join(foreign)} 不是导出的，挡住了要写的文件，没有改动。请先移走。")
        folder.put(files, target, aside)
    made_of = "图片和视频" if is_filmed else "图片"
    bench.say(f"已导出：{target}（{len(sets)} 套{made_of}）", arguments)
    bench.say(f"先看 {job.SHEET}：哪天几点放哪一套，控制卡怎么设。", arguments)
    bench.say(f"按控制卡“{card.name}”做的：{card.source or cards.UNTRIED}", arguments)
    known = result.site.singletons.rules.cards
    if arguments.card is None and known and len(known.profiles) > 1:
        names = "、".join(profile.name for profile in known.profiles)
        bench.say(f"content/rules.yaml 里写着几种控制卡：{names}。用的是别的，请加上 --card 名称。", arguments)
    return OK


def _refuse_folder(target: Path, project: Path, *, is_ours: bool) -> None:
    """Refuse a folder that holds something, where no earlier export has written. Raises DeskError."""
    if target.resolve().is_relative_to(project / "content"):
        raise DeskError(f"{target} 在 content 文件夹里，会被当成内容。请换一个地方。")
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not is_ours):
        raise DeskError(f"{target} 里已经有别的东西，没有改动。请换一个文件夹。")
