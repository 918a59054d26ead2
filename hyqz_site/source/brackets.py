"""Links and pictures in a text whose brackets are of the other width, as a Chinese keyboard writes them.

They are mended where the text is read, and not only where it is rendered: so whoever hides pictures and names sees what
a reader will see. Every character keeps its place. What may be meant otherwise stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from hyqz_site.patterns import later

_FENCE: Final = later(r"[ \t]*(```|~~~)")
_GAP: Final = r"[ \t\u3000]*"
_FILE: Final = r"""[^()（）\[\]<>"'\s\\]+\.(?i:jpe?g|png|webp|gif|bmp|heic|tiff?)"""
KINDS: Final = (
    "volunteers", "volunteer", "志愿者", "teams", "team", "团队", "projects", "project", "项目",
    "communities", "community", "社区", "activities", "activity", "活动", "news", "新闻", "films", "film", "影像",
    "screens", "screen", "屏幕", "places", "place", "阵地", "awards", "award", "评选", "figures", "figure", "成果数字",
    "benefits", "benefit", "礼遇", "trainings", "training", "培训", "channels", "channel", "招募渠道",
    "notices", "notice", "公告", "pages", "page", "页面",
)  # fmt: skip
"""With which the address of a record begins: `（每人/50）` is none. What they mean, the model knows."""
_RECORD: Final = rf"(?:{'|'.join(KINDS)})/[a-z0-9][a-z0-9-]+(?:\.html)?(?:#[^\s()（）]+)?"
_WORDS: Final = r"(?=[^\[\]【】\n]*[\u4e00-\u9fff])[^\[\]【】\n]+"
"""Words of a link: `[1]` and `[x]` are none."""
_MISTYPED: Final = later(
    r"(?<!`)(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)"
    # `![合影]（a.jpg）`, `！[合影](a.jpg)` where nothing stands before it that it may belong to
    rf"|(?<!\\)(?P<mark>!|(?:(?<=\A)|(?<=[ \t>　]))！)\[(?P<alt>[^\[\]\n]*)\](?P<gap>{_GAP})[(（](?P<file>{_FILE})[)）]"
    # `【护路队】（teams/hulu-dui）`, `[护路队] (teams/hulu-dui)`
    rf"|(?<![!\]\\])(?:【(?P<name>{_WORDS})】(?P<gap1>{_GAP})|\[(?P<words>{_WORDS})\](?P<gap2>[ \t\u3000]+))"
    rf"[(（](?P<to>{_RECORD})[)）]"
)


def mended(text: str) -> str:
    """The Markdown `text` with the brackets that links and pictures have; as long as before."""
    if "【" not in text and not re.search(r"！\[|\][ \t\u3000（]", text):
        return text
    fence = ""
    lines = []
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence or mark:
            fence = "" if mark and mark[1] == fence else fence or (mark[1] if mark else "")
            lines.append(line)
        else:
            lines.append(_MISTYPED.sub(_mended, line))
    return "\n".join(lines)


def _mended(match: re.Match[str]) -> str:
    found = match.groupdict(default="")
    if found["code"]:
        return match.group()
    if found["file"]:
        return f"![{found['alt']}]({' ' * len(found['gap'])}{found['file']})"
    gap = " " * len(found["gap1"] + found["gap2"])
    return f"[{found['name'] or found['words']}]({gap}{found['to']})"
