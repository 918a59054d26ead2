"""The files that exist once: settings, rules as data, the roster (content model §1, §4)."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.dates import Date, Hours, TimeRange
from hyqz_site.model.fields import Group, ListOf, Text, field, specs
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.kinds.common import PICTURES
from hyqz_site.model.numbers import Int, Number
from hyqz_site.model.pointers import HostName, MediaPath, Reference, Url
from hyqz_site.model.values import Media, Ref
from hyqz_site.problem import Position

if TYPE_CHECKING:
    from hyqz_site.model.context import Context
    from hyqz_site.model.ledger import Row
    from hyqz_site.source.document import Document

SITE_FILE: Final = "content/site.yaml"
RULES_FILE: Final = "content/rules.yaml"
ROSTER_FILE: Final = "content/roster.yaml"
REVIEWS_FILE: Final = "content/reviews.csv"


class Ledger(StrEnum):
    """审校: whether records go out without signatures."""

    REQUIRED = "必需"
    ADVISED = "提示"


class Make(StrEnum):
    """生成: what the build makes besides the pages."""

    SEARCH = "搜索"
    FEEDS = "订阅"
    CALENDAR = "日历"
    CARDS = "分享图"
    SCREENS = "屏幕"


_LABELS: Final = {kind.label: kind.collection for kind in KINDS}
Collection = StrEnum("Collection", {kind.collection.upper(): kind.collection for kind in KINDS})  # type: ignore[misc]  # the members come from the list of kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`content/site.yaml`."""

    title: str = field("网站名称", Text(), required=True)
    subtitle: str | None = field("副标题", Text())
    organiser: str = field("主办", Text(), required=True)
    undertaker: str | None = field("承办", Text())
    contact: str | None = field("更正联系", Text())
    base_url: str | None = field("网址", Url(bare=True))
    logo: Media | None = field("标志", MediaPath(PICTURES))
    icp: str | None = field("ICP备案号", Text())
    police: str | None = field("公安备案号", Text())
    site_code: str | None = field("网站标识码", Text())
    ledger: Ledger = field("审校", Enum(Ledger, absent=Ledger.ADVISED))
    strict_samples: bool | None = field("示例不发布", Bool())
    avif: bool | None = field("AVIF图片", Bool())
    menu: tuple[Collection, ...] = field("菜单", ListOf(Enum(Collection, aliases=_LABELS)))
    make: tuple[Make, ...] = field("生成", ListOf(Enum(Make), absent=tuple(Make)))
    allow: tuple[str, ...] = field("可公开电话", ListOf(Text()))
    external: tuple[str, ...] = field("外链许可", ListOf(HostName()))

    @property
    def base(self) -> str:
        """The address of the site's root with a `/` at its end; empty where none is set."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stars:
    """Hours for one to five stars.

    The default is the usual national practice: Hengyang's own document was not found.
    """

    source: str = field("依据", Text(), required=True)
    effective: date = field("生效", Date(), required=True)
    thresholds: tuple[Decimal, ...] = field("时长标准", ListOf(Number()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """After how many days without news a column is stale (国办秘函〔2019〕19号: home and news two weeks)."""

    source: str = field("依据", Text(), required=True)
    effective: date = field("生效", Date(), required=True)
    home: int | None = field("首页", Int(1))
    news: int | None = field("新闻", Int(1))
    activities: int | None = field("活动", Int(1))
    notices: int | None = field("公告", Int(1))
    figures: int | None = field("成果数字", Int(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that a person should look at again."""

    source: str = field("依据", Text(), required=True)
    effective: date = field("生效", Date(), required=True)
    names: tuple[str, ...] = field("规范名称", ListOf(Text()))
    boastful: tuple[str, ...] = field("夸大用语", ListOf(Text()))
    sensitive: tuple[str, ...] = field("敏感用语", ListOf(Text()))


SCREEN_CONTRAST: Final = 7
"""To one: what the slides keep, whatever the rules ask for (screens contract §5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRules:
    """Light hours and reading sizes of screens (screens contract §5)."""

    source: str = field("依据", Text(), required=True)
    effective: date = field("生效", Date(), required=True)
    hours: tuple[TimeRange, ...] = field("开放时段", ListOf(Hours()))
    min_px: int | None = field("最小像素", Int(1))
    min_mm_per_m: Decimal | None = field("每米最小毫米", Number())
    headline_mm_per_m: Decimal | None = field("标题每米毫米", Number())
    contrast: Decimal | None = field("对比度", Number())


@dataclass(frozen=True, slots=True, kw_only=True)
class CardProfile:
    """What a control card can play."""

    name: str = field("名称", Text(), required=True)
    video: str | None = field("视频", Text())
    max_width: int | None = field("最大宽", Int(1))
    max_height: int | None = field("最大高", Int(1))
    max_mbps: Decimal | None = field("最大码率", Number())
    fps: int | None = field("帧率", Int(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Profiles of control cards."""

    source: str = field("依据", Text(), required=True)
    effective: date = field("生效", Date(), required=True)
    profiles: tuple[CardProfile, ...] = field("控制卡", ListOf(Group(CardProfile)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """After how many months a display board is stale."""

    source: str = field("依据", Text(), required=True)
    effective: date = field("生效", Date(), required=True)
    stale_months: int | None = field("换板月数", Int(1, 1200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`content/rules.yaml`: a block left out has its default."""

    stars: Stars | None = field("星级", Group(Stars))
    staleness: Staleness | None = field("更新", Group(Staleness))
    words: Words | None = field("用语", Group(Words))
    screens: ScreenRules | None = field("屏幕", Group(ScreenRules))
    cards: Cards | None = field("控制卡", Group(Cards))
    panels: Panels | None = field("展板", Group(Panels))

    @property
    def star_thresholds(self) -> tuple[Decimal, ...]:
        """Hours for one to five stars; none where they are written, but not as five."""
        given = (self.stars.thresholds if self.stars else ()) or DEFAULT_THRESHOLDS
        return given if len(given) == len(DEFAULT_THRESHOLDS) else ()


DEFAULT_THRESHOLDS: Final = tuple(map(Decimal, (100, 300, 600, 1000, 1500)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One line of `content/roster.yaml`: who holds which post, from when to when."""

    post: str = field("岗位", Text(), required=True)
    name: str = field("姓名", Text(), required=True)
    start: date = field("起", Date(end="止"), required=True, key="from")
    end: date | None = field("止", Date(), key="to")
    group: str | None = field("组别", Text())
    community: Ref | None = field("社区", Reference(("community",)))
    public: bool = field("是否公开", Bool(), required=True)

    def holds(self, today: date) -> bool:
        """Whether the post is held on this day."""
        return self.start <= today and (self.end is None or today <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Singletons:
    """Everything that exists once."""

    settings: Settings
    rules: Rules
    roster: tuple[tuple[Post, Position], ...] = ()
    documents: tuple[Document, ...] = dataclasses.field(default=(), compare=False)
    """The files as they were read."""
    signatures: tuple[Row, ...] | None = None
    """The rows of the ledger; None where there is none."""

    @property
    def has_ledger(self) -> bool:
        """Whether a ledger is kept, or has to be."""
        return self.signatures is not None or self.settings.ledger is Ledger.REQUIRED


def check_post(post: Post, context: Context) -> None:
    """A post does not end before it begins (content model §3)."""
    if post.start is not None and post.end and post.end < post.start:  # type: ignore[redundant-expr]  # unreadable
        at = context.trail.places["end"].value.at
        message = f"“止”（{post.end:%Y-%m-%d}）早于“起”（{post.start:%Y-%m-%d}）"
        context.add(at, "bad-date", message, "请核对这两个日期。")


def check_rules(rules: Rules, context: Context) -> None:
    """Five thresholds, each above the one before; no more contrast than there is (screens contract §5)."""
    thresholds = rules.stars.thresholds if rules.stars else ()
    if thresholds and (len(thresholds) != 5 or sorted(set(thresholds)) != list(thresholds)):
        at = context.trail.places["stars.thresholds"].value.at
        context.add(at, "wrong-type", "星级的时长标准应是从小到大的五个数", "例如：[100, 300, 600, 1000, 1500]")
    contrast = rules.screens.contrast if rules.screens else None
    if contrast is not None and contrast > SCREEN_CONTRAST:
        message = f"“对比度”要 {contrast}，大屏的画面只保证 {SCREEN_CONTRAST}"
        hint = f"请改成 {SCREEN_CONTRAST} 或者更小；要更高，请维护的人改 templates/slides 的颜色。"
        at = context.trail.places["screens.contrast"].value.at
        context.problems.warn(context.path, at, "not-kept", message, hint)


def notes(singletons: Singletons, today: date) -> tuple[str, ...]:
    """Which blocks of `rules.yaml` are left out, so that defaults hold (content model §4); that nobody has a post.

    And which blocks hold before their day: what is written there holds from when it is written.
    """
    blocks = {spec.label: getattr(singletons.rules, spec.attribute) for spec in specs(Rules)}
    left_out = [label for label, block in blocks.items() if block is None]
    early = [f"“{label}”（{block.effective}）" for label, block in blocks.items() if block and block.effective > today]
    return (
        *([f"{RULES_FILE} 里{'、'.join(early)}的生效日期还没有到，但是写上就已经照它执行。"] if early else ()),
        *([f"{RULES_FILE} 里没有写“{'”“'.join(left_out)}”，按默认的规则执行。"] if left_out else ()),
        *([] if singletons.roster else [f"没有 {ROSTER_FILE}，或里面一个人也没有：页面上没有岗位和负责人。"]),
    )
