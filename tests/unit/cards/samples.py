"""Cards made up for the tests, and the painter with the shipped fonts."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

from hyqz_site.cards.card import Big, Card, Flock, Look, Motif, Named
from hyqz_site.cards.compose import Composer
from hyqz_site.cards.painter import Painter
from hyqz_site.type.metrics import load

FONTS: Final = Path(__file__).parents[3] / "assets" / "fonts"
BIRD: Final = "M0 0Q4 -2 8 3 11 -1 16 -2 12 2 9 5 5 2 0 0z"

LONGEST: Final = {
    "title": "㵲水河畔酃湖书屋的孩子们把三百六十五封写给远方亲人的信件一封一封念给独居老人听了",
    "summary": "从三月五日到十一月二十三日，“衡阳群众”在八个社区的路口、楼道、江堤和书屋里，帮了一万二千三百四十五个忙"
    "，其中三千个是《敲门行动》里问出来的，还有八百件小事。谢",
    "name": "苗圃街道铁路文化广场㵲溪酃湖志愿服务分队",
    "deed": "六年守着两个路口，把“喊话”改成“打招呼”，没吵",
    "identity": "退休铁路职工，护路队副队长，酃湖书屋管理员兼调解",
}
"""The limits of the content model, with rare characters: 40, 80, 20, 24 and 24 of them."""


@cache
def files() -> dict[str, bytes]:
    """The files of the shipped fonts."""
    return {path.name: path.read_bytes() for path in FONTS.iterdir()}


@cache
def painter() -> Painter:
    """The fonts, opened once for all tests."""
    return Painter(files())


@cache
def composer() -> Composer:
    """Sets cards by the metrics of the shipped fonts."""
    return Composer(load(files()["noto-sans-sc-400-700.metrics.json"]), load(files()["noto-serif-sc-900.metrics.json"]))


def motif(width: int, height: int) -> Motif:
    """A scene in which every kind of outline occurs."""
    return Motif(
        width=width,
        height=height,
        sun=(width * 0.3, height * 0.5, 30.0),
        far=f"M0 {height}V{height * 0.6}Q40 {height * 0.5} {width} {height * 0.62}V{height}z",
        near=f"M0 {height}V{height * 0.7}L60 {height * 0.68} {width} {height * 0.72}V{height}z",
        ground=f"M0 {height}V{height * 0.86}H{width}V{height}z",
        lines=f"M10 {height * 0.9}h30M60 {height * 0.95}h20",
        leader=BIRD,
        birds="M30 12Q34 10 38 15 41 11 46 10 42 14 39 17 35 14 30 12z",
    )


def card(**changes: Any) -> Card:  # noqa: ANN401 - any field
    """A card of a team; `changes` are its fields."""
    given: dict[str, Any] = {
        "id": "teams/hulu-dui",
        "look": Look.STORY,
        "label": "专职小队",
        "title": "东方里护路队",
        "text": "二十六个人守两个路口。",
        "notes": ("东方里社区", "26人"),
        "motif": motif(300, 250),
        "side": motif(250, 300),
        "flock": Flock(96, 48, (BIRD, "M30 12Q34 10 38 15 41 11 46 10 42 14 39 17 35 14 30 12z")),
        "mark": Flock(
            456, 112, ("M438.7 39.3Q443.5 37.9 448 42 451 36.7 456 36.5 451.6 40.4 448.8 44.1 443.9 41.9 438.7 39.3z",)
        ),
        "tint": "spring",
        "site": "苗圃街道“衡阳群众”",
        **changes,
    }
    return Card(**given)


def one_of_each(**changes: Any) -> dict[Look, Card]:  # noqa: ANN401 - any field
    """A card in each look, with all that the look can show."""
    return {
        look: card(
            **{
                "look": look,
                "big": Big("12,345.6", "人次", "2026年11月", "周四"),
                "latin": "DONGFANGLI",
                "roll": (
                    Named("最美志愿者", ("样春和", "例桂香", "示大川")),
                    Named("最佳志愿服务组织", ("凤凰村便民修补小队",)),
                ),
                "title": "例桂香" if look is Look.PERSON else "东方里护路队",
                **changes,
            }
        )
        for look in Look
    }


def longest(look: Look, **changes: Any) -> Card:  # noqa: ANN401 - any field
    """A card with the longest texts that the content model allows its look."""
    named = look in {Look.PERSON, Look.PLATE, Look.FIGURE}
    return one_of_each(
        title=LONGEST["name"] if named else LONGEST["title"],
        text=LONGEST["deed"] if look in {Look.PERSON, Look.PLATE} else LONGEST["summary"],
        notes=(LONGEST["name"], LONGEST["identity"]),
        label="图片新闻 · 一二三四五六七八九十一二三四五六七八九十",
        latin="AN EXTREMELY LONG NAME OF A COMMUNITY ON A SIGN",
        roll=tuple(
            Named(category, tuple(f"{LONGEST['name'][:18]}{number:02}" for number in range(12)))
            for category in ("最美志愿者", "最佳志愿服务组织", "最佳志愿服务项目", "最美志愿服务社区")
        ),
        **changes,
    )[look]


@cache
def jpeg(width: int, height: int, colour: str = "#7d8a91") -> bytes:
    """A plain picture as `images` would make it."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG", quality=80)
    return file.getvalue()
