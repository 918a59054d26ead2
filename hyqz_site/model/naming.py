"""Names and ids: is it a valid id, which id would fit, which valid name was probably meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ID: Final = 64
_ID: Final = re.compile(rf"[a-z0-9-]{{1,{MAX_ID}}}\Z")
_BARE: Final = re.compile(r"[\w./:-]+\Z")
"""What every shell takes as it stands."""
RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
"""Names that Windows keeps for devices: a file of that name cannot be made there."""
_ACCENT: Final = later("[\u0300-\u036f]")
_TAKEN: Final = re.compile(r"(?:index|page-[0-9]+)\Z")
TAKEN_PAGES: Final = frozenset({"search", "404", "feed"})
"""Addresses at the top of the site that the generator makes itself."""

_SURNAMES: Final = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "查": "zha", "解": "xie", "任": "ren", "区": "ou", "朴": "piao",
    "盖": "ge", "华": "hua", "尉迟": "yuchi", "长孙": "zhangsun", "万俟": "moqi", "乐": "yue", "翟": "zhai",
    "缪": "miao", "覃": "qin", "尹": "yin", "员": "yun", "召": "shao", "冼": "xian", "燕": "yan", "洗": "xian",
}  # fmt: skip
"""Surnames whose sound is not the commonest one of their character."""
COMPOUND_SURNAMES: Final = frozenset([
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "轩辕", "长孙", "宇文",
    "司徒", "司空", "端木", "南宫", "独孤", "呼延", "万俟", "闻人", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于",
    "太叔", "申屠", "钟离", "鲜于", "赫连", "西门", "拓跋", "百里", "东郭", "南门", "羊舌", "第五",
])  # fmt: skip


def id_fault(text: str, *, page: bool = False) -> str:
    """Why `text` cannot be an id, in Chinese; empty where it can (content model §1)."""
    if not _ID.match(text):
        if len(text) > MAX_ID:
            return f"编号最多 {MAX_ID} 个字符"
        return "编号只能用小写英文字母、数字和减号"
    if RESERVED.match(text):
        return f"“{text}”是 Windows 保留的名字，不能用作编号"
    if _TAKEN.match(text) or (page and text in TAKEN_PAGES):
        return f"“{text}”是网站自己要用的名字，不能用作编号"
    return ""


def suggest_id(name: str, *, person: bool = False, page: bool = False) -> str:
    """An id for `name`: pinyin, surnames with their own sound for a `person`; `record` where nothing is left."""
    if name.isascii():
        return _slug(name, page=page)
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionaries take longer to load than a small build

    surname = surname_of(name) if person and re.match("[\u4e00-\u9fff]{2,4}\\Z", name) else ""
    given = name[len(surname) :]
    if not surname:
        return _slug("-".join(lazy_pinyin(name)), page=page)
    head = _SURNAMES.get(surname) or "".join(lazy_pinyin(surname))
    return _slug(f"{head}-{''.join(lazy_pinyin(given))}", page=page)


def _slug(text: str, *, page: bool) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    letters = _ACCENT.sub("", unicodedata.normalize("NFKD", plain))
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MAX_ID].strip("-")
    if not slug:
        return "record"
    return f"{slug}-1" if id_fault(slug, page=page) else slug


def surname_of(name: str) -> str:
    """The surname at the head of a Chinese `name`: two characters where they are a compound surname."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]


def without_blanks(name: str) -> str:
    """A name as it is compared: 张 三 is 张三."""
    return "".join(name.split())


def as_word(text: str) -> str:
    """`text` as one word of a command that somebody copies into a window: in quotes where it needs them."""
    if _BARE.match(text):
        return text
    if not re.search(r'["$`]', text):
        return f'"{text}"'  # which the windows of every system understand
    import shlex  # noqa: PLC0415 - hardly any name has them

    return shlex.quote(text)


def nearest(text: str, names: Iterable[str]) -> str:
    """The one of `names` that `text` was probably meant to be; empty where none is near."""
    names, text = list(names), unicodedata.normalize("NFKC", text)
    folded = {name.lower(): name for name in reversed(names)}
    if text.lower() in folded:
        return folded[text.lower()]
    found = difflib.get_close_matches(text, names, n=1, cutoff=0.6)
    if found:
        return found[0]
    inside = [name for name in names if len(text) > 1 and (text in name or name in text) and name]
    if inside:
        return min(inside, key=lambda name: abs(len(name) - len(text)))
    shared = [
        name for name in names if len(name) == len(text) > 1 and sum(map(str.__eq__, name, text)) * 2 >= len(name)
    ]
    return shared[0] if shared else ""


def nearest_title(text: str, titles: Iterable[str]) -> str:
    """The title that `text` was probably meant to be: one that shares more with it than how such titles end."""
    return nearest(text, [title for title in titles if _are_kin(text, title)])


def _are_kin(one: str, other: str) -> bool:
    """Whether two titles are alike before what both end in, as 石鼓社区 and 大华社区 are not."""
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return min(len(one), len(other)) < 2 or not set(one).isdisjoint(other)


def nearest_person(text: str, ids: Iterable[str]) -> str:
    """The id of a person that `text` is a slip of; empty where it is more likely somebody else's.

    A near name is often another person's, and whoever follows the guess shows somebody in the place of somebody who is
    gone. So only these are slips: other case, other or no marks between the parts; the sound of a Chinese name; one
    letter, where one id alone is as near, and the surname is right or, in a name without parts, cannot be told.
    """
    ids = list(ids) if len(text) <= MAX_ID else []
    plain = _RECORD_SUFFIX.sub("", unicodedata.normalize("NFKC", text).strip().lower())
    plain = re.sub(r"[\s_.·—–-]+", "-", plain)
    if not plain.isascii():
        sound = suggest_id(plain, person=True)
        return sound if sound in ids else ""
    letters = re.sub(r"[^a-z0-9]", "", plain)
    near = [id_ for id_ in ids if letters and id_.replace("-", "") == letters] or [
        id_ for id_ in ids if (_surnamed(id_) == _surnamed(plain) or _is_whole(plain, id_)) and _is_slip(plain, id_)
    ]
    return near[0] if len(near) == 1 else ""


def _surnamed(id_: str) -> str:
    return id_.partition("-")[0]


def _is_whole(*ids: str) -> bool:
    """Whether the ids have no parts, and so many letters that one of them is little."""
    return all("-" not in one and len(one) > 3 for one in ids)


_RECORD_SUFFIX: Final = later(r"(?:/index)?\.(?:md|ya?ml)\Z")


def _is_slip(text: str, name: str) -> bool:
    """Whether one letter is missing, too many, another, or in its neighbour's place."""
    same = next((at for at, (one, other) in enumerate(zip(text, name, strict=False)) if one != other), -1)
    same = min(len(text), len(name)) if same < 0 else same
    written, wanted = text[same:], name[same:]
    swapped = wanted[1::-1] + wanted[2:]
    return written[1:] in (wanted, wanted[1:]) or written in (wanted[1:], swapped)


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """A sentence that names the nearest of `names`; empty where none is near."""
    guess = nearest(text, names)
    return f"是不是“{guess}”？" if guess else ""
