"""Files → a zip. Same files, same moment: same bytes, on any machine and in any order of the files."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

_PACKED: Final = (".jpg", ".png", ".webp", ".avif", ".mp4", ".woff2", ".gz", ".br", ".pdf", ".zip")
"""What is compressed by itself: squeezing it again only costs time."""
_UNIX: Final = 3
_PLAIN, _RUNS = 0o100644, 0o100755
_EARLIEST, _LATEST = 1980, 2107
"""A zip knows no years before, and none after."""


def archive(files: Mapping[str, bytes], moment: datetime, runs: Collection[str] = ()) -> bytes:
    """The zip of `files` by path, all dated `moment`; those named in `runs` may be executed."""
    year = min(max(moment.year, _EARLIEST), _LATEST)
    stamp = (year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, stamp)
            entry.create_system = _UNIX
            entry.external_attr = (_RUNS if path in runs else _PLAIN) << 16
            is_packed = path.lower().endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            zipped.writestr(entry, files[path], compresslevel=6)
    return out.getvalue()
