"""招募渠道: a way to join (plan, three (二))."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.fields import Either, ListOf, Text, field
from hyqz_site.model.kinds.common import PICTURES, Kind, Record, Report, name_field
from hyqz_site.model.kinds.team import TeamGroup
from hyqz_site.model.pointers import MediaPath, Url
from hyqz_site.model.values import Media

MOST_IN_CODE: Final = 2331
"""Bytes in the largest code of level M (ISO/IEC 18004, version 40)."""


class ChannelType(StrEnum):
    """类型."""

    APP = "APP"
    MINI = "小程序"
    ACCOUNT = "公众号"
    ONSITE = "现场"
    PHONE = "电话"
    CHAT = "微信群"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRecord(Record):
    """A channel of recruitment. `phone` is an office number."""

    title: str = name_field()
    type: ChannelType = field("类型", Enum(ChannelType), required=True)
    steps: tuple[str, ...] = field("步骤", ListOf(Text(60)), required=True)
    target: str | None = field("二维码内容", Either(Url(), Text(), re.compile(r"\w+://")))
    qr: Media | None = field("二维码图", MediaPath(PICTURES))
    opening: str | None = field("开放时间", Text(40))
    address: str | None = field("地址", Text(40))
    phone: str | None = field("电话", Text())
    for_group: tuple[TeamGroup, ...] = field("队伍", ListOf(Enum(TeamGroup)))


def check_code(record: ChannelRecord, report: Report) -> None:
    """What stands in a code fits in one."""
    size = len((record.target or "").encode())
    if size > MOST_IN_CODE:
        message = f"“二维码内容”有 {size} 个字节，一个二维码最多放 {MOST_IN_CODE} 个"
        report.error("target", "too-long", message, "请换成短一点的网址；越短越容易扫。")


CHANNEL = Kind(name="channel", collection="channels", label="招募渠道", record=ChannelRecord, rules=(check_code,))
