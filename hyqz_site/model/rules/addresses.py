"""Whose name nobody may read, is not named by an address either: ids are suggested as pinyin (content model §5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyqz_site.model.kinds.common import Report, Scope, Status
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.masking import is_minor, may, shown_name
from hyqz_site.model.naming import surname_of, without_blanks
from hyqz_site.model.readings import sounds_of
from hyqz_site.problem import WHOLE_FILE

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def check_addresses(site: Site, problems: Problems) -> None:
    """Note the id and the old addresses that spell the name of somebody who may not be named."""

    def check(found: Problems) -> None:
        for record in site.records_by_path.values():
            _check(record, found)

    site.check_heads("names in addresses", "", check, problems)


def _check(record: Record, problems: Problems) -> None:
    if not isinstance(record, Volunteer) or record.status is Status.WITHDRAWN:
        return
    if not is_minor(record) and may(record, Scope.NAME):
        return
    bare = without_blanks(record.title)
    if len(bare) < 2:  # a single character is no name
        return
    shown = shown_name(record)
    name = _spelled(bare, shown)
    why = f"拼出了姓名，谁都看得见；这位只以“{shown}”出现"
    if name.search(record.id):
        hint = f"换一个看不出姓名的编号：hyqz rename 志愿者/{record.id} 新编号；记下的旧网址也删去。"
        problems.warn(record.origin.path, WHOLE_FILE, "telling-address", f"网址里的编号“{record.id}”{why}", hint)
    for number, alias in enumerate(record.aliases):
        if name.search(alias):
            said = f"旧网址“{alias}”{why}"
            Report(record, problems).warn(f"aliases.{number}", "telling-address", said, "删去这个旧网址。")


def _spelled(name: str, shown: str) -> re.Pattern[str]:
    """The name in pinyin, the surname before or behind it; or the given name alone, which says as much."""
    sounds = sounds_of(name)

    def syllable(character: str) -> str:
        own = [sound for sound, having in sounds.items() if character in having]
        return f"(?:{'|'.join(own).replace('v', '(?:v|u|yu)') or re.escape(character.lower())})"

    surname = surname_of(name)
    given = name.removeprefix(surname)
    first, last = "-?".join(map(syllable, surname)), "-?".join(map(syllable, given))
    known = [f"{first}-?{last}", f"{last}-?{first}", *([last] if len(given) > 1 and given not in shown else [])]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(known)})(?![a-z])")
