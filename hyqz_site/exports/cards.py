"""What a control card can play: the street's own profiles, or a cautious one. Pure.

No maker's limits were found in writing (NovaStar, Colorlight, Huidu, Kystar, Linsn); what stands here is what the
weakest players of the last ten years take, and it says of itself that nobody has tried it on the card in question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass

if TYPE_CHECKING:
    from hyqz_site.model.singletons import CardProfile, Cards

ASK: Final = "屏幕安装单位，或控制卡厂家的技术支持"
"""Whom to ask what a card takes."""


UNTRIED: Final = f"没有试过；放不动请问{ASK}，再写进 content/rules.yaml 的“控制卡”。"
"""What is said of a card that nobody has vouched for."""


class CardError(Exception):
    """The card cannot play this screen; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Limits of a control card."""

    name: str = "通用（保守）"
    plays_films: bool = True
    container: str = "mp4"
    profile: str = "main"
    max_width: int = 1920
    max_height: int = 1080
    max_mbps: Decimal = Decimal(8)
    fps: int = 25
    source: str = ""
    """Who says so; empty where nobody has tried it."""

    def holds(self, width: int, height: int) -> bool:
        """Whether a screen is no larger than the card's files may be, upright or across."""
        limits = sorted((self.max_width, self.max_height))
        return all(side <= limit for side, limit in zip(sorted((width, height)), limits, strict=True))

    def too_large(self, width: int, height: int) -> str:
        """What is said of a screen that it does not hold."""
        return (
            f"控制卡“{self.name}”最多放 {self.max_width}×{self.max_height}，这块屏是 {width}×{height}。"
            f"请问{ASK}；问清楚以后写进 content/rules.yaml 的“控制卡”。"
        )

    @property
    def film(self) -> str:
        """How its films are made, in words."""
        if not self.plays_films:
            return "只放图片"
        return (
            f"{self.container.upper()}，H.264 {self.profile.capitalize()}，yuv420p，固定 {self.fps} 帧，"
            f"最高 {self.max_mbps:f} Mbit/s，每秒一个关键帧，没有声音"
        )


def card_of(rules: Cards | None, name: str | None, size: tuple[int, int]) -> Card:
    """The card of this name for a screen of `size`; without a name the first of the street's that holds it.

    The cautious one where the street has none. Raises CardError.
    """
    known = {profile.name: _made(profile, rules) for profile in rules.profiles} if rules else {}
    if name is not None:
        if name not in known:
            there = f"现在有：{'、'.join(known)}" if known else "现在一种也没有写"
            raise CardError(f"content/rules.yaml 的“控制卡”里没有“{name}”，{there}。")
        cards = [known[name]]
    else:
        cards = list(known.values()) or [Card()]
    able = next((card for card in cards if card.holds(*size)), None)
    if able is None:
        raise CardError(cards[0].too_large(*size))
    return able


def _made(profile: CardProfile, rules: Cards | None) -> Card:
    """A profile with the cautious limits wherever it says nothing."""
    plain = Card()
    words = (profile.video or "").lower()
    card = replace(
        plain,
        name=profile.name,
        plays_films=not re.search(r"无|没有|不|图片|none|no\b", words),
        container=next((one for one in ("mov", "mkv") if one in words), "mp4"),
        profile=next((one for one in ("baseline", "high") if one in words), "main"),
        source=rules.source if rules else "",
    )
    return replace(
        card,
        max_width=profile.max_width or plain.max_width,
        max_height=profile.max_height or plain.max_height,
        max_mbps=profile.max_mbps or plain.max_mbps,
        fps=profile.fps or plain.fps,
    )
