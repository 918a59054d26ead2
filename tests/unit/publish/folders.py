"""Output folders as plain data, and a disk that fails or dies at a chosen moment."""

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

Tree = dict[str, bytes]


def tree_of(folder: Path) -> Tree:
    """Return the files below a folder, and its empty folders as `name/`."""
    return {
        path.relative_to(folder).as_posix() + ("" if path.is_file() else "/"): path.read_bytes()
        if path.is_file()
        else b""
        for path in sorted(folder.rglob("*"))
        if path.is_file() or (path.is_dir() and not any(path.iterdir()))
    }


def whole(files: Mapping[str, bytes]) -> Tree:
    """Return the files with the `build.json` that the contract gives them."""
    told = {"files": {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}, "kept": {}}
    return {**files, "build.json": json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"}


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


class Killed(BaseException):
    """The process is gone: nothing that follows runs, no `except OSError`, no clean-up."""


CHANGING: Final = ("replace", "rename", "unlink", "remove", "mkdir", "rmdir")


@contextmanager
def dying(at: int, how: str) -> Iterator[list[str]]:
    """Die at the `at`-th call that changes the disk: "before" it, "after" it, or "half" way through a file.

    Gives the calls that were made.
    """
    calls: list[str] = []

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the real one takes
            calls.append(name)
            mine = len(calls) == at + 1
            if mine and how == "before":
                raise Killed
            if mine and how == "half" and name.startswith("write"):
                path, data = args[0], args[1]
                real(path, data[: len(data) // 2], **options)
                raise Killed
            try:
                return real(*args, **options)
            finally:
                if mine:
                    raise Killed

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGING:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        for name in ("write_bytes", "write_text"):
            patch.setattr(Path, name, wrapped(name, getattr(Path, name)))
        yield calls


@contextmanager
def failing(code: int, name: str, after: int = 0) -> Iterator[None]:
    """A disk on which, after so many good calls, the method `name` of a path fails with an error code."""
    real = getattr(Path, name)
    count = 0

    def call(self: Path, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the real one takes
        nonlocal count
        count += 1
        if count > after:
            if name == "write_bytes":
                real(self, args[0][: len(args[0]) // 2])
            raise OSError(code, os.strerror(code), str(self))
        return real(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, name, call)
        yield


REASONS: Final = {
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或者正被别的程序打开",
    errno.EIO: "磁盘读写出错",
}
