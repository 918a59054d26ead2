"""Why somebody or something is not shown, and what an editor can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Held(StrEnum):
    """Why a record does not go out."""

    NOT_PUBLISHED = "状态不是“发布”"
    NOT_YET = "发布日期还没有到"
    NOT_STARTED = "公告开始的时间还没有到"
    EXPIRED = "已经到期"
    NO_CONSENT = "没有本人同意"
    NOT_YET_AGREED = "同意的日期还没有到"
    OTHER_CHANNEL = "同意的渠道不包括这里"
    CONSENT_ENDED = "同意已经过了有效期"
    CONSENT_WITHDRAWN = "本人已经撤回同意"
    NO_GUARDIAN = "没有监护人书面同意"
    NO_PORTRAIT = "同意的范围不包括肖像，影片不能放"
    SAMPLE = "示例内容不发布"
    NOT_SIGNED = "三审三校还没有签满"
    CHANGED = "签字以后又改过"


NO_FACE: Final = "同意的范围不包括肖像"
"""Why a person who is shown is not shown by face."""
_AT_ITS_TIME: Final = "到了时间照片会自己出现，日期写错了就改"
_WAYS: Final[Mapping[str, str]] = {
    Held.NOT_PUBLISHED: "本人同意公开，就在那里写上“状态: 发布”和发布日期",
    Held.NOT_YET: _AT_ITS_TIME,
    Held.NOT_STARTED: _AT_ITS_TIME,
    Held.NOT_YET_AGREED: _AT_ITS_TIME,
    Held.EXPIRED: "还要公开，就改那里的到期日期",
    Held.NO_GUARDIAN: "监护人书面同意了，就改那里的“同意”",
    Held.SAMPLE: "那里写的不是示例，就去掉那里的“示例”",
    Held.NOT_SIGNED: "那里的三审三校签满了，照片会自己出现",
    Held.CHANGED: "那里的改动重新签满了，照片会自己出现",
}


def way_out(reason: str) -> str:
    """How the photo of somebody whose record is held back, or shows no face, for this reason can be shown."""
    return _WAYS.get(reason, "本人同意了，就改那里的“同意”")
