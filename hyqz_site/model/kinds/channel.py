"""招募渠道: a way to join (plan, three (二))."""

from __future__ import annotations

import re
from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.fields import Either, Enum, ListOf, Media, MediaPath, Text, Url, field
from hyqz_site.model.kinds.common import PICTURES, Kind, Record, name_field
from hyqz_site.model.kinds.team import TeamGroup


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


CHANNEL = Kind(name="channel", collection="channels", label="招募渠道", record=ChannelRecord)
