"""Which record a command means: 类别/编号, or the path of its file, as messages print it.

Whoever gives a name is told which records have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hyqz_site.desk import DeskError
from hyqz_site.model.catalogue import RECORD_SUFFIXES, catalogue
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.ledger import record_named
from hyqz_site.model.naming import did_you_mean, nearest_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyqz_site.model.site import Site

_ABOVE: Final = re.compile(r"\A(?:.*/)?content/")
_PLACE: Final = re.compile(r"(?::\d+){1,2}:?\Z")
"""Line and column, where a message was copied with them."""


def named(text: str) -> str:
    """The words of a command that mean a record, with 类别/编号 in place of the path of its file."""
    text = text.strip().replace("\\", "/").strip("/")
    path = _PLACE.sub("", text)
    below = _ABOVE.sub("", path)
    if not path.lower().endswith(RECORD_SUFFIXES):
        return text if below == path else below
    listed = catalogue([f"content/{below}"]).records
    return listed[0].kind.address(listed[0].id) if listed else text


def key_of(text: str, site: Callable[[], Site]) -> tuple[str, str]:
    """The kind and id that are given, whether there is such a record or not. Raises DeskError where it is neither.

    `site` reads all records, for whoever gave a name.
    """
    key = record_named(named(text))
    if key is None:
        raise unnamed(text, site())
    return key


def unnamed(text: str, site: Site) -> DeskError:
    """What to say where the kind, or the id, is not given."""
    named = _called(text, site)
    return DeskError(f"“{text}”请写成 {'，或者 '.join(named) if named else '类别/编号，例如 志愿者/li-xiaoyan'}。")


def missing(key: tuple[str, str], site: Site) -> DeskError:
    """What to say where there is no record of this kind and id."""
    kind, id_ = key
    named = _called(id_, site, kind)
    guess = f"请写成 {'，或者 '.join(named)}。" if named else ""
    ids = [other for name, other in (*site.records, *site.broken) if name == kind]
    if kind == "volunteer":  # a mistyped `hyqz withdraw` must not take back somebody else
        person = nearest_person(id_, ids)
        guess = guess or (f"是不是“{person}”？" if person else "")
    else:
        guess = guess or did_you_mean(id_, ids)
    return DeskError(f"没有 {BY_NAME[kind].address(id_)} 这条记录。{guess}")


def _called(text: str, site: Site, kind: str = "") -> list[str]:
    """The records of any kind, or of one, with this name or id."""
    return [
        f"{BY_NAME[own].address(id_)}（{record.title}）"
        for (own, id_), record in site.records.items()
        if text.strip() in {record.title, getattr(record, "display_name", None), id_} and kind in {"", own}
    ]
