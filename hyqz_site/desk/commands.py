"""The desk's commands: their options, and what each does with what `cli.py` hands it.

Nothing here prints, asks or reads the clock: `Terminal` is given by `cli.py` and by nobody else.
"""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hyqz_site.desk import DeskError, files, forms, new, which
from hyqz_site.lean import dataclass
from hyqz_site.model.catalogue import RECORD_SUFFIXES
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.naming import as_word
from hyqz_site.model.public import Moment
from hyqz_site.render import routes
from hyqz_site.source import tree
from hyqz_site.usage import a_path, add_project, whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from hyqz_site.desk.roster import Import
    from hyqz_site.desk.sheet import Book
    from hyqz_site.model.fields import Spec
    from hyqz_site.model.kinds.common import Kind
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problem
    from hyqz_site.source.tree import Inputs

OK, FAULTY = 0, 1
_YES = frozenset({"y", "yes", "是", "好", "要"})
_TEXTS = (*RECORD_SUFFIXES, ".csv")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the commands need of the world."""

    say: Callable[[str], None]
    """Print a line."""
    ask: Callable[[str], str] | None
    """Put a question and give the answer; None where nobody can answer."""
    now: Callable[[str | None], datetime]
    project: Callable[[Path | None], Path]
    site: Callable[[Inputs], Site]
    """Read all records."""
    check: Callable[[Path, str | None], Sequence[Problem]]
    """What a build of the project would say, at the moment that `--now` names."""

    def agrees(self, question: str) -> bool:
        """Whether somebody is there and says yes."""
        return self.ask is not None and self.ask(f"{question}（y 是 / 回车 否）").strip().lower() in _YES


def add(commands: argparse._SubParsersAction[Any], terminal: Terminal) -> None:
    """Add the desk's commands to the command line."""
    command = partial(add_command, terminal, commands)
    labels = "、".join(kind.label for kind in KINDS)
    parser = command("new", "新建一条记录", _new)
    parser.add_argument("kind", metavar="类别", help=labels)
    parser.add_argument("name", metavar="名称", nargs="?", default="", help="姓名、名称或标题")
    parser.add_argument("--id", default="", metavar="编号", help="文件名（默认：名称的拼音）")
    parser = command("fix", "改好有把握改对的地方：编码、全角冒号、缩进、看不见的字符，影片里的地点、机主、姓名", _fix)
    parser.add_argument("paths", metavar="文件", nargs="*", type=a_path, help="只改这些文件（默认：全部）")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接改")
    parser = command("rename", "给一条记录换编号，所有提到它的地方一起改", _rename)
    parser.add_argument("record", metavar="类别/编号", help="例如 志愿者/li-xiaoyan")
    parser.add_argument("new_id", metavar="新编号", help="小写字母、数字和减号")
    parser = command("schedule", "今后 30 天里什么会出现、到期、变化，下一次什么时候生成", _schedule)
    parser.add_argument("--days", type=whole(1, 3660), default=30, metavar="天数", help="往后看几天（默认 30）")
    parser.add_argument("--now", metavar="时间", help="当作这个时间，例如 2026-11-23T08:00（默认：现在）")
    parser.add_argument("--next", action="store_true", help="只显示下一次应当生成的时间，给定时任务用")
    parser = command("import", "从 Excel 或 CSV 名册读入记录（先试运行，加 --write 才写）", _import)
    parser.add_argument("kind", metavar="类别", help=labels)
    parser.add_argument("file", metavar="名册", nargs="?", type=a_path, help=".xlsx 或 .csv 文件")
    parser.add_argument("--write", action="store_true", help="真的写入")
    parser.add_argument("--template", action="store_true", help="不读入，生成一张空表")
    parser.add_argument("--to", type=a_path, metavar="文件", help="空表的文件名（默认：类别-空表.xlsx）")
    parser = command("export", "把一类记录写成 Excel 或 CSV 名册", _export)
    parser.add_argument("kind", metavar="类别", help=labels)
    parser.add_argument("--to", type=a_path, metavar="文件", help="写到这个文件（默认：类别.xlsx；也可以是 .csv）")
    command("schema", "生成给编辑器用的字段说明到 .schema 文件夹", _schema)


# What the commands share


def add_command(
    terminal: Terminal,
    commands: argparse._SubParsersAction[Any],
    name: str,
    help_: str,
    run: Callable[[argparse.Namespace, Terminal], int],
) -> argparse.ArgumentParser:
    """Add a command that works on a project, and give its parser for what else may be said."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_)
    add_project(parser)
    parser.set_defaults(command=lambda arguments: run(arguments, terminal))
    return parser


def kind_of(word: str) -> Kind:
    """The kind that is named. Raises DeskError where there is none."""
    kind = forms.kind_named(word)
    if kind is None:
        raise DeskError(forms.no_such_kind(word))
    return kind


def texts(inputs: Inputs) -> dict[str, bytes]:
    """The text files below `content/`, in bytes; of others only that they are there."""
    return {file.path: file.read() if file.path.lower().endswith(_TEXTS) else b"" for file in inputs.under("content")}


def known(site: Site) -> dict[str, list[tuple[str, str]]]:
    """Every record's id and title, by the name of its kind."""
    found: dict[str, list[tuple[str, str]]] = {kind.name: [] for kind in KINDS}
    for (kind, id_), record in site.records.items():
        found[kind].append((id_, record.title))
    return found


def shown(project: Path, path: str) -> str:
    """The place of a file as somebody at this terminal would open it."""
    try:
        relative = os.path.relpath(project / path)
    except ValueError:  # on another drive
        return path
    return path if relative.startswith("..") else relative


# new


def _new(arguments: argparse.Namespace, terminal: Terminal) -> int:
    project = terminal.project(arguments.project)
    kind = kind_of(arguments.kind)
    inputs = tree.read(project)
    title = forms.title_of(kind)
    name = _title(kind, title, arguments.name, terminal)
    id_, remark = new.plan_id(kind, name, arguments.id, [file.path for file in inputs.under("content")])
    if remark:
        terminal.say(remark)
        if terminal.ask is not None and not terminal.agrees("还是新建吗？"):
            return OK
    values = {title.attribute: name}
    if terminal.ask is not None:
        terminal.say("下面一项一项地问；还没有想好的，按回车跳过，以后在文件里补。")
        required, _ = forms.in_order(kind)
        for spec in required:
            if spec is not title and new.is_asked(spec):
                values[spec.attribute] = _answer(spec, terminal)
    made = new.draft(kind, id_, values, known(terminal.site(inputs)))
    try:
        files.write(project, {made.path: made.text.encode()}, new=[made.path])
    except FileExistsError:
        raise DeskError(f"{made.path} 已经有了，没有改动。") from None
    terminal.say(f"已新建：{shown(project, made.path)}")
    terminal.say("用记事本打开它，照着 # 后面的说明填写并保存；然后运行 hyqz check 检查，或者看预览。")
    return OK


def _title(kind: Kind, title: Spec, given: str, terminal: Terminal) -> str:
    if not given:
        if terminal.ask is None:
            raise DeskError(f"缺少{title.label}。例如：hyqz new {kind.label} 名称")
        given = _answer(title, terminal, must=True)
    given = " ".join(given.split())
    fault = new.complaint(title, given)
    if fault:
        raise DeskError(fault)
    return given


def _answer(spec: Spec, terminal: Terminal, *, must: bool = False) -> str:
    assert terminal.ask is not None  # noqa: S101 - callers have looked
    while True:
        text = terminal.ask(f"{spec.label}（{forms.meaning(spec.type)}）：").strip()
        if not text and not must:
            return ""
        fault = new.complaint(spec, text) if text else "这一项不能空着"
        if not fault:
            return text
        terminal.say(f"    {fault}")


# fix


def _fix(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk.fix import fix, fix_captions, fix_film, hopeless  # noqa: PLC0415 - a command imports what it needs
    from hyqz_site.model.rules.private import film_words  # noqa: PLC0415

    project = terminal.project(arguments.project)
    wanted = {_within(path, project) for path in arguments.paths}
    inputs = tree.read(project)
    moment = Moment(channel=Channel.SITE, now=terminal.now(None), strict_samples=False)
    tells = cache(lambda: film_words(terminal.site(inputs), moment))
    found = []
    for file in inputs.under("content"):
        suffix = Path(file.path).suffix.lower()
        if suffix not in {".mp4", ".vtt", *_TEXTS} or (wanted and not _is_in(file.path, wanted)):
            continue
        data = file.read()
        if suffix == ".mp4":
            fixed = fix_film(file.path, data, tells())
            if fixed is None and (said := hopeless(file.path, data, tells())):
                terminal.say(said)
        else:
            fixed = (fix_captions if suffix == ".vtt" else fix)(file.path, data)
        if fixed:
            found.append(fixed)
    if not found:
        terminal.say("没有可以放心代改的地方。别的问题请看 hyqz check 的提示。")
        return OK
    for fixed in found:
        terminal.say(f"{fixed.path}：{'、'.join(fixed.done)}")
        if fixed.before != fixed.after:
            terminal.say(files.difference(fixed.path, fixed.before, fixed.after).rstrip("\n"))
    if not arguments.yes and not terminal.agrees(f"把这 {len(found)} 个文件改成上面的样子吗？"):
        terminal.say("没有改动。要改就加上 --yes：hyqz fix --yes")
        return OK
    files.write(project, {fixed.path: fixed.data for fixed in found})
    terminal.say(f"改好了 {len(found)} 个文件。")
    return OK


def _is_in(path: str, folders: set[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in folders)


def _within(path: Path, project: Path) -> str:
    for found in (path.resolve(), (project / path).resolve()):
        if found.exists() and found.is_relative_to(project):
            return found.relative_to(project).as_posix()
    raise DeskError(f"项目里没有 {path}。")


# rename


def _rename(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import carry, rename  # noqa: PLC0415

    project = terminal.project(arguments.project)
    head, slash, old = which.named(arguments.record).partition("/")
    inputs = tree.read(project)
    if not slash or not old:
        raise which.unnamed(arguments.record, terminal.site(inputs))
    kind = kind_of(head)
    plan = rename.plan(terminal.site(inputs), texts(inputs), kind, (old, arguments.new_id))
    target = project / plan.target
    if target.exists() and not target.samefile(project / plan.source):
        raise DeskError(f"{plan.target} 已经有了，请换一个编号或先移走它。")
    done = carry.carried(inputs, plan, (kind.name, old), (kind.name, arguments.new_id))
    # Signatures and references first and the record last: whoever is stopped in between runs the same command again.
    files.write(project, done.files, last=lambda: (project / plan.source).rename(target))
    terminal.say(f"{plan.source} → {plan.target}")
    terminal.say(f"改了 {plan.references} 处提到它的地方。")
    for path in done.files:
        if path != plan.source and not path.startswith(f"{plan.source}/"):
            terminal.say(f"    {path}")
    if kind.name == "screen":
        terminal.say(f"播放机也要换：网址（screen.conf 里的 PAGE）改成 {routes.screen(arguments.new_id)}，旧的会消失。")
    if plan.alias:
        terminal.say(f"旧网址 {plan.alias} 会转到新的页面。")
    if done.records:
        terminal.say(f"内容没有变，签字跟着过去：{'、'.join(done.records)}")
    return OK


# schedule, schema


def _schedule(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import schedule  # noqa: PLC0415
    from hyqz_site.model import gates  # noqa: PLC0415

    project = terminal.project(arguments.project)
    site = terminal.site(tree.read(project))
    moment = gates.moment_of(site, Channel.SITE, terminal.now(arguments.now))
    found = schedule.schedule(site, moment, arguments.days)
    if arguments.next:
        terminal.say(found.next_build.isoformat(timespec="minutes") if found.next_build else "")
    else:
        terminal.say(schedule.as_text(found).rstrip("\n"))
    return OK


def _schema(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import schema  # noqa: PLC0415

    project = terminal.project(arguments.project)
    made = schema.files()
    files.write(project, made)
    terminal.say(f"已写入 {len(made)} 个文件到 {schema.FOLDER}。")
    terminal.say(f"VS Code：装上 YAML 扩展，把 {schema.FOLDER}/vscode-settings.json 的内容放进 .vscode/settings.json。")
    return OK


# import, export


def _import(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import roster, sheet, workbook  # noqa: PLC0415

    project = terminal.project(arguments.project)
    kind = kind_of(arguments.kind)
    inputs = tree.read(project)
    site = terminal.site(inputs)
    if arguments.template:
        target = arguments.to or Path(f"{kind.label}-空表.xlsx")
        _save(workbook.book(kind, site, known(site), template=True), target, project)
        terminal.say(f"已生成空表：{target}")
        terminal.say(f"填好以后运行：hyqz import {kind.label} {as_word(str(target))}")
        return OK
    if arguments.file is None:
        raise DeskError(f"缺少名册文件。要一张空表，请运行：hyqz import {kind.label} --template")
    if not arguments.file.is_file():
        raise DeskError(f"没有这个文件：{arguments.file}")
    table = sheet.read(arguments.file.name, arguments.file.read_bytes(), kind.label)
    plan = roster.plan_import(kind, table, site, texts(inputs))
    _tell(plan, terminal)
    if plan.faults:
        terminal.say(f"名册里有 {len(plan.faults)} 处要改，什么都没有写。改好名册再运行一次。")
        return FAULTY
    if not plan.created and not plan.updated:
        terminal.say("没有要写的。")
        return OK
    if not arguments.write:
        terminal.say("这是试运行，什么都没有写。要写入，请在命令后面加 --write。")
        return OK
    created = {path: data for path, _, data in plan.created}
    files.write(project, {path: data for path, _, data, _ in plan.updated} | created, new=created)
    terminal.say(f"已写入：新建 {len(plan.created)} 条，修改 {len(plan.updated)} 条。请运行 hyqz check 检查。")
    return OK


def _tell(plan: Import, terminal: Terminal) -> None:
    """Say what an import would do."""
    if plan.created:
        terminal.say(f"新建 {len(plan.created)} 条：")
        for path, title, _ in plan.created:
            terminal.say(f"    {path}　{title}")
    if plan.updated:
        terminal.say(f"修改 {len(plan.updated)} 条：")
        for path, _, _, changes in plan.updated:
            terminal.say(f"    {path}")
            for change in changes:
                terminal.say(f"        {change.label}：{change.before} → {change.after}")
    terminal.say(f"不变 {plan.unchanged} 条。")
    if plan.personal:
        terminal.say(f"没有读入的个人信息（网站不存这些）：{'、'.join(plan.personal)}")
    if plan.ignored:
        terminal.say(f"没有用到的列：{'、'.join(plan.ignored)}")
    if plan.left_out:
        terminal.say(f"没有读入的合计、备注、重复的表头：第 {'、'.join(map(str, plan.left_out))} 行")
    for line in (*(f"注意：{remark}" for remark in plan.remarks), *(f"错误：{fault}" for fault in plan.faults)):
        terminal.say(line)


def _export(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from hyqz_site.desk import workbook  # noqa: PLC0415

    project = terminal.project(arguments.project)
    kind = kind_of(arguments.kind)
    site = terminal.site(tree.read(project))
    made = workbook.book(kind, site, known(site), template=False)
    target = arguments.to or Path(f"{kind.label}.xlsx")
    _save(made, target, project)
    terminal.say(f"已写好 {len(made.rows)} 条：{target}")
    unread = sum(name == kind.name for name, _ in site.broken)
    if unread:
        terminal.say(f"另有 {unread} 条缺少必填的内容或读不了，没有写进去；请先看 hyqz check 的提示。")
    return OK


def _save(book: Book, target: Path, project: Path) -> None:
    """Write a workbook, never over a file that is there and never among the records."""
    from hyqz_site.desk import sheet  # noqa: PLC0415

    if target.suffix.lower() not in {".xlsx", ".csv"}:
        raise DeskError(f"{target} 的后缀要是 .xlsx 或 .csv。")
    if target.resolve().is_relative_to(project / "content"):
        raise DeskError(f"{target} 在 content 文件夹里，会被当成记录。请换一个地方。")
    made = sheet.csv_bytes(book) if target.suffix.lower() == ".csv" else sheet.workbook_bytes(book)
    try:
        files.write(target.parent, {target.name: made}, new=[target.name])
    except FileExistsError:
        raise DeskError(f"{target} 已经有了，没有改动。请先移走它，或用 --to 换一个名字。") from None
