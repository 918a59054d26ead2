"""The commands `hyqz review list|sign|sheet` and `hyqz withdraw`: their options, and what each does."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from hyqz_site.desk import DeskError, files, review, which
from hyqz_site.desk.commands import add_command
from hyqz_site.model.ledger import Step, step_named
from hyqz_site.model.reviews import files_of
from hyqz_site.problem import Severity
from hyqz_site.source import tree
from hyqz_site.usage import a_path

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from hyqz_site.desk.commands import Terminal
    from hyqz_site.problem import Problem

OK = 0
_RECORD = "类别/编号"


def add(commands: argparse._SubParsersAction[Any], terminal: Terminal) -> None:
    """Add the commands to the command line."""
    command = partial(add_command, terminal)
    parent = commands.add_parser("review", help="三审三校：看谁等谁签，签字，打印审稿单")
    steps = parent.add_subparsers(title="命令", metavar="list|sign|sheet", required=True)
    parser = command(steps, "list", "哪些记录等哪一步签字，签字以后改了什么", _list)
    parser.add_argument("record", nargs="?", default="", metavar=_RECORD, help="只看这一条")
    parser.add_argument("--all", action="store_true", help="已经签满的也列出来")
    sign = command(steps, "sign", "给一条记录签字", _sign)
    sign.add_argument("record", metavar=_RECORD, help="例如 志愿者/li-xiaoyan")
    sign.add_argument("--step", required=True, metavar="环节", help="、".join(Step))
    sign.add_argument("--by", required=True, metavar="姓名", help="签字的人，要在 content/roster.yaml 里有岗位")
    sign.add_argument("--note", default="", metavar="意见", help="审校意见")
    sheet = command(steps, "sheet", "生成可以打印的审稿单", _sheet)
    sheet.add_argument("record", metavar=_RECORD, help="例如 志愿者/li-xiaoyan")
    sheet.add_argument("--to", type=a_path, metavar="文件", help="写到这个文件（默认：.cache/review 里）")
    withdraw = command(commands, "withdraw", "撤下一条记录，下一次生成时从所有地方消失", _withdraw)
    withdraw.add_argument("record", metavar=_RECORD, help="例如 志愿者/li-xiaoyan")
    withdraw.add_argument("--reason", required=True, metavar="原因", help="撤下的原因，不会出现在网站上")
    for parser in (sign, sheet, withdraw):
        parser.add_argument("--now", metavar="时间", help="当作这个时间，例如 2026-11-23（默认：现在）")


# review


def _list(arguments: argparse.Namespace, terminal: Terminal) -> int:
    project = terminal.project(arguments.project)
    desk = review.Desk.of(tree.read(project))
    only = which.key_of(arguments.record, lambda: desk.site) if arguments.record else None
    if only:
        desk.record(only)

    def signed(path: str) -> str | None:
        try:
            return (project / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    for line in review.listing(desk, signed, only=only, everything=arguments.all):
        terminal.say(line)
    return OK


def _sign(arguments: argparse.Namespace, terminal: Terminal) -> int:
    step = step_named(arguments.step)
    if step is None:
        raise DeskError(f"没有“{arguments.step}”这一步，可以写：{'、'.join(Step)}。")
    project = terminal.project(arguments.project)
    today = terminal.now(arguments.now).date()
    desk = review.Desk.of(tree.read(project))
    key = which.key_of(arguments.record, lambda: desk.site)
    changed = review.sign(desk, key, step, arguments.by.strip(), arguments.note, today)
    # The text first: a row of the ledger without it would have nothing to be compared with.
    files.write(project, changed)
    terminal.say(f"{arguments.by.strip()}已签{step}：{desk.record(key).title}")
    following = tuple(Step)[tuple(Step).index(step) + 1 :]
    terminal.say(f"下一步：{following[0]}" if following else "三审三校已经签满。")
    return OK


def _sheet(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import paper  # noqa: PLC0415 - a command imports what it needs

    project = terminal.project(arguments.project)
    desk = review.Desk.of(tree.read(project))
    key = which.key_of(arguments.record, lambda: desk.site)
    record = desk.record(key)
    target = (arguments.to or project / ".cache" / "review" / f"{key[0]}-{key[1]}.html").resolve()
    if target.is_relative_to(project / "content"):
        raise DeskError("审稿单不要放进 content，请换一个地方。")
    now = desk.paper(record)
    pictures = {
        written: _address(project / found, target.parent)
        for written in files_of(record)
        if (found := desk.library.find(record.origin.path, written))
    }
    printed = f"{terminal.now(arguments.now):%Y-%m-%d %H:%M}"
    text = paper.sheet(record, now, desk.review(key, now.digest), pictures, printed)
    files.write(target.parent, {target.name: text.encode()})
    terminal.say(f"审稿单已写好，用浏览器打开后打印：{target}")
    return OK


def _address(path: Path, folder: Path) -> str:
    """The address of a file for a page in a folder."""
    try:
        return quote(Path(os.path.relpath(path, folder)).as_posix())
    except ValueError:  # on another drive
        return path.as_uri()


# withdraw


def _blocked(errors: Sequence[Problem]) -> str:
    first = errors[0]
    return f"现在有 {len(errors)} 处错误挡着，网站不会更新；先改 {first.path}:{first.line}：{first.message}"


def _withdraw(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import withdraw  # noqa: PLC0415
    from hyqz_site.desk.commands import texts  # noqa: PLC0415

    project = terminal.project(arguments.project)
    inputs = tree.read(project)
    site = terminal.site(inputs)
    key = which.key_of(arguments.record, lambda: site)

    def made(path: str) -> bytes:
        with contextlib.suppress(OSError):
            return (project / "output" / path).read_bytes()
        return b""

    found = withdraw.plan(site, texts(inputs), key, arguments.reason, terminal.now(arguments.now), made)
    files.write(project, found.files)
    for path in found.files:
        terminal.say(f"已撤下：{path}")
    if found.reason_before:
        terminal.say(f"以前写的原因“{found.reason_before}”换掉了。")
    errors = [one for one in terminal.check(project, arguments.now) if one.severity is Severity.ERROR]
    if not found.shown:
        own = [one for one in errors if one.path in found.files]
        if not own:
            terminal.say("它现在没有公开显示，不需要别的操作。")
            return OK
        terminal.say(f"它现在没有公开显示，但是{_blocked(own)}")
        terminal.say("撤下的记录也要写全：补上缺的，或者改回“状态: 草稿”，不要了就删掉文件。")
        return OK
    terminal.say("现在还显示着它的地方：")
    for line in found.shown:
        terminal.say(f"    {line}")
    at_once = "请马上"
    if errors:
        terminal.say(_blocked(errors))
        at_once = "用 hyqz check 看全部错误，改好马上"
    left = "" if key[0] == "screen" else "，旧网址只说“已经撤下”"  # a screen leaves no page behind
    terminal.say(f"{at_once}运行 hyqz build，再把 output 传上去：它就从网站的所有地方消失{left}。")
    return OK
