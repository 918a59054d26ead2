"""The short menu of a start without a command: a double click on `hyqz.py`, or `python3 hyqz.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.desk import forms
from hyqz_site.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_CHOICES: Final = (
    ("预览：在浏览器里边改边看", ("serve", "--open")),
    ("检查内容", ("check",)),
    ("生成网站到 output 文件夹", ("build",)),
    ("新建一条记录", ("new",)),
    ("改好编码、全角冒号这类小毛病", ("fix",)),
    ("最近 30 天有什么要变", ("schedule",)),
    ("打包，拷到 U 盘", ("pack",)),
)
_STOP: Final = frozenset({"0", "q", "exit", "退出"})


def menu(
    ask: Callable[[str], str | None],
    say: Callable[[str], None],
    run: Callable[[list[str]], int],
    commands: Collection[str],
) -> int:
    """Offer what there is until somebody leaves; gives the exit status.

    `ask` gives None where nobody will ever answer; `run` carries out a command; `commands` are those that exist.
    """
    offered = [(words, argv) for words, argv in _CHOICES if argv[0] in commands]
    while True:
        say("")
        say("衡阳群众网站")
        for number, (words, _) in enumerate(offered, 1):
            say(f"  {number}  {words}")
        say("  0  退出")
        answer = ask("请输入数字，按回车（直接回车是预览）：")
        if answer is None or answer.strip().lower() in _STOP:
            return 0
        chosen = _number(answer.strip() or "1", len(offered))
        if chosen is None:
            say(f"没有“{answer.strip()}”这一项。")
            continue
        argv = list(offered[chosen - 1][1])
        if argv == ["new"]:
            kind = _kind(ask, say)
            if kind is None:
                continue
            argv.append(kind)
        status = run(argv)
        if status not in {0, 130}:
            say("上面写着哪里要改。改好以后再选一次。")


def _kind(ask: Callable[[str], str | None], say: Callable[[str], None]) -> str | None:
    for number, kind in enumerate(KINDS, 1):
        say(f"  {number:>2}  {kind.label}")
    answer = (ask("新建哪一类？请输入数字或名称：") or "").strip()
    chosen = _number(answer, len(KINDS))
    named = KINDS[chosen - 1] if chosen else forms.kind_named(answer)
    if named is None:
        say(forms.no_such_kind(answer) if answer else "没有这一类。")
        return None
    return named.label


def _number(text: str, most: int) -> int | None:
    """The number typed, also in full-width digits; None where it is none of the list."""
    return int(text) if text.isdecimal() and 1 <= int(text) <= most else None
