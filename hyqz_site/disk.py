"""What an editor is told when the disk does not do as it was asked."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或者正被别的程序打开",
    errno.EPERM: "没有权限，或者正被别的程序打开",
    errno.EBUSY: "正被别的程序占用",
    errno.ENOENT: "文件夹不见了",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹",
    errno.EISDIR: "那里是一个文件夹",
    errno.EEXIST: "那里已经有一个了",
    errno.ENAMETOOLONG: "名字太长了",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "已经有一个在用了",
}


def reason(error: OSError) -> str:
    """Why, in Chinese; the system's own words where it is something rare."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
