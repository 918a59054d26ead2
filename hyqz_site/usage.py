"""What is wrong with a command line, in Chinese."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

_ARGPARSE: Final = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "命令",
    "show this help message and exit": "显示这段说明",
    "the following arguments are required: %s": "缺少：%s",
    "unrecognized arguments: %s": "不认识：%s",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "ignored explicit argument %r": "后面不用写值：%r",
    "not allowed with argument %s": "不能和 %s 一起用",
    "one of the arguments %s is required": "缺少其中一个：%s",
    "invalid %(type)s value: %(value)r": "%(value)r 写法不对",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
}
"""What argparse says."""


class UsageError(Exception):
    """The command cannot be carried out as it was given; the message says why."""


class Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with the command line."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401 - argparse's own
        """Say which of the choices may have been meant; commands without a word of help are for nobody to write."""
        if action.choices is None or value in action.choices:
            return
        from hyqz_site.model.naming import did_you_mean  # noqa: PLC0415 - only where something is wrong

        helped = [one.dest for one in getattr(action, "_choices_actions", ())]
        choices = helped or [str(one) for one in action.choices]
        raise argparse.ArgumentError(
            action, f"没有“{value}”，{did_you_mean(str(value), choices)}可以写：{'、'.join(choices)}"
        )

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise UsageError(f"{message}\n用 {self.prog} --help 看说明。")


def whole(low: int, high: int) -> Callable[[str], int]:
    """What reads a whole number within limits; argparse says what was meant where it is another."""

    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) <= 9 and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"“{text}”不行，要写 {low} 到 {high} 的整数")
        return int(text)

    return read


def a_path(text: str) -> Path:
    """A path; argparse says what is wrong with one that is empty, which would mean the present folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("后面要写一个文件或文件夹，不能是空的")
    return Path(text)


def add_project(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which project is meant."""
    parser.add_argument("--project", type=a_path, metavar="文件夹", help="项目文件夹（默认：从当前位置往上找）")


def speak_chinese() -> None:
    """Let argparse say it in Chinese, in help too."""
    argparse._ = lambda text: _ARGPARSE.get(text, text)  # type: ignore[attr-defined]
