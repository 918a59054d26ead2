"""页面: a free page at the top of the site."""

from __future__ import annotations

from enum import StrEnum

from hyqz_site.lean import dataclass
from hyqz_site.model.choices import Enum
from hyqz_site.model.fields import field
from hyqz_site.model.kinds.common import Kind, Record
from hyqz_site.model.numbers import Int


class Menu(StrEnum):
    """菜单."""

    MAIN = "主菜单"
    FOOTER = "页脚"
    NONE = "无"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Record):
    """A free page."""

    menu: Menu = field("菜单", Enum(Menu, absent=Menu.NONE))
    order: int | None = field("次序", Int())


PAGE = Kind(name="page", collection="pages", label="页面", record=Page)
