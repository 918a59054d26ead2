"""The same records as a Hugo site, for `build.py --peer hugo`: its templates are in `hugo/`, its content is made here.

`same` (the default) makes the same pages as ours with the same markup: a page for each record, lists of 24 with
filters, parts of them, months, a hub for each community with its feed, display boards, home, sitemap, feed, 404. What
Hugo has no means to draw is handed to it ready-made, as strings in the front matter, and nobody times that: the geese
and scenes (SVG), the QR codes, the style sheets, scripts and fonts (copied from a build of ours), and the identifiers
by which filters know a value. So Hugo draws nothing, bundles nothing and cuts no fonts, which ours does in every build.
Everything else it does itself, as a good author would have it done: relations are taxonomies, which need no search;
what is equal on many pages is made once (`partialCached`).

What is different: addresses count from the root where ours are relative to the page; letters beside Chinese characters
are set apart in titles and dates only, where ours looks at all text; further pages of a list name the first as their
canonical address and end with its flock; the sitemap leaves them out; there is no manifest of digests (`build.json`),
no check of the content and none of the made pages. `**“…”**` is written `“**…**”`, because Hugo's Markdown does not end
strong words after a quotation mark. Hugo writes every page in every build.

`plain` is what a straightforward author would give: a page for each record with its facts, its text and the records
that name it, lists of 24, a hub for each community, home, sitemap and feed; 4 KB a page and no drawings, filters or
boards. It favours Hugo by far.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hyqz_site.model.kinds import BY_COLLECTION
from hyqz_site.model.kinds.activity import Season
from hyqz_site.model.kinds.common import Theme
from hyqz_site.model.kinds.news import NewsForm
from hyqz_site.model.kinds.team import TeamGroup
from hyqz_site.render import geese, qr, words
from hyqz_site.render.templates import Templates
from hyqz_site.render.views.common import LANDSCAPE, PORTRAIT
from hyqz_site.render.views.lists import LOOKS
from hyqz_site.render.views.panels import BOARD

HERE = Path(__file__).resolve().parent
BASE = "https://example.gov.cn/"
YEAR, THIS_MONTH = 2026, 11
"""The year of all activities, and the last month with a page: that of the build."""
LISTS = ("volunteers", "teams", "communities", "activities", "news")
TERMS = ("teams", "communities")
"""Collections whose records are Hugo's terms."""
FILES = {
    "site": "css/site",
    "fonts": "css/fonts",
    "panel": "css/panel",
    "early": "js/early",
    "script": "js/site",
    "icon": "img/icon",
    "wordmark": "img/wordmark",
    "wordmark_light": "img/wordmark-light",
}
PLAIN = {"姓名": "title", "标题": "title", "名称": "title", "摘要": "summary", "发布日期": "date", "社区": "community"}


def fields(source: Path) -> tuple[dict[str, str], str]:
    """The fields of a record that stand in one line, and its body."""
    _, head, body = source.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.partition(": ") for line in head.splitlines() if not line.startswith(" "))
    return {key: value for key, colon, value in pairs if colon}, body


def listed(value: str) -> list[str]:
    """The items of a list in one line."""
    return [item.strip() for item in value.strip("[]").split(",") if item.strip()]


def token(member: Enum) -> str:
    """How addresses and filters name a value."""
    return member.name.lower().replace("_", "-")


def season_of(day: date) -> Season:
    """The season of a day: March to May is spring."""
    return list(Season)[(day.month - 3) % 12 // 3]


@dataclass(frozen=True)
class HugoSite:
    """A Hugo site in `folder` of the records of `project`, which we have built once: its style sheets are taken."""

    project: Path
    folder: Path
    markup: str = "same"

    def make(self) -> None:
        """Write the whole site."""
        shutil.copytree(HERE / "hugo" / self.markup, self.folder, dirs_exist_ok=True)
        for source in sorted((self.project / "content").rglob("*.md")):
            self.write(source.relative_to(self.project).as_posix())
        if self.markup == "same":
            self._files()
            for path, head in self._indexes():
                self._put(path, head)

    def write(self, path: str) -> None:
        """Write one record, by its path below the project, as Hugo reads it."""
        found, body = fields(self.project / path)
        if self.markup == "plain":
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_plain(path, found, body), encoding="utf-8")
            return
        _, collection, name = path.split("/")
        id_ = name.removesuffix(".md")
        place = f"{collection}/{id_}/_index.md" if collection in TERMS else f"{collection}/{name}"
        self._put(place, self._record(collection, id_, found), re.sub(r"\*\*“(.+?)”\*\*", r"“**\1**”", body))

    def page(self, path: str) -> str:
        """Where Hugo puts a page of ours, without its suffix."""
        return f"{path}.html" if self.markup == "same" or path == "index" else f"{path}/index.html"

    @property
    def base(self) -> Path:
        """The template of every page."""
        return self.folder / ("layouts/baseof.html" if self.markup == "same" else "layouts/_default/baseof.html")

    def _put(self, path: str, head: dict[str, Any], body: str = "") -> None:
        target = self.folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{json.dumps(head, ensure_ascii=False, indent=1)}\n\n{body}", encoding="utf-8")

    def _files(self) -> None:
        """The style sheets, scripts, fonts and marks of our build, with their names for the templates."""
        assets = self.project / "output" / "assets"
        shutil.copytree(assets, self.folder / "static" / "assets", dirs_exist_ok=True)
        named = {key: next(assets.glob(f"{name}.*")).relative_to(assets.parent) for key, name in FILES.items()}
        data = self.folder / "data" / "files.json"
        data.parent.mkdir(exist_ok=True)
        data.write_text(json.dumps({key: f"/{path.as_posix()}" for key, path in named.items()}), encoding="utf-8")

    # What is drawn

    @cached_property
    def _templates(self) -> Templates:
        folder = self.project / "templates"
        return Templates({p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.*")})

    def _scene(self, key: str, count: int, tint: str, shape: tuple[int, int]) -> str:
        scene = geese.scene(key, count=count, tint=tint, shape=shape)
        return self._templates.macro("components/geese.html", "scene", {"data": scene}).strip()

    def _flock(self, flock: geese.Flock) -> str:
        return self._templates.macro("components/geese.html", "flock", {"data": flock}).strip()

    def _code(self, path: str) -> str:
        arguments = {"data": qr.code(BASE + path), "words": "扫码读全文"}
        return self._templates.macro("components/qr.html", "code", arguments).strip()

    # Records

    def _record(self, collection: str, id_: str, found: dict[str, str]) -> dict[str, Any]:
        """The front matter of a record."""
        kind = BY_COLLECTION[collection]
        key, page = f"{kind.name}/{id_}", f"{collection}/{id_}.html"
        team = re.search(r"team-\d+", found.get("队伍", "") + found.get("涉及", ""))
        head = {
            "title": found.get("姓名") or found.get("标题") or found["名称"],
            "linkTitle": id_,  # equal days stand by id, as ours
            "date": found["发布日期"],
            "kind": kind.name,
            "label": kind.label,
            "look": kind.name,
            "summary": found["摘要"],
            "tags": listed(found.get("标签", "")),
            "source": found.get("来源", ""),
            "sample": found.get("示例") == "是",
            "communities": [found["社区"]] if "社区" in found else [],
            "teams": [team.group()] if team else [],
            "divider": self._flock(geese.divider(key)),
            "flock": self._flock(geese.divider(page)),
        }
        own = {
            "volunteers": self._volunteer,
            "teams": self._team,
            "communities": self._community,
            "activities": self._activity,
            "news": self._news,
        }
        return head | own[collection](key, page, found)

    def _volunteer(self, key: str, page: str, found: dict[str, str]) -> dict[str, Any]:
        return {
            "outputs": ["html", "panel"],
            "label": found["身份"],
            "kicker": found["身份"],
            "look": "person",
            "deed": found["一句话事迹"],
            "hours": int(found["时长"]),
            "asof": found["时长截止"],
            "facets": f"community:{found['社区']} group:{token(TeamGroup('专业'))}",
            "scene": self._scene(key, 0, "", PORTRAIT),
            "board": self._scene(key, 0, "", BOARD),
            "code": self._code(page),
        }

    def _team(self, key: str, page: str, found: dict[str, str]) -> dict[str, Any]:
        count = int(found["人数"])
        return {
            "outputs": ["html", "panel"],
            "kicker": f"{found['类别']}·{found['级别']}",
            "level": found["级别"],
            "group": found["类别"],
            "founded": found["成立"],
            "members": count,
            "asof": found["人数截止"],
            "facets": f"group:{token(TeamGroup(found['类别']))}",
            "scene": self._scene(key, count, "", LANDSCAPE),
            "board": self._scene(key, count, "", BOARD),
            "code": self._code(page),
        }

    def _community(self, _: str, __: str, found: dict[str, str]) -> dict[str, Any]:
        return {"outputs": ["html", "feed"], "short": found["名称"].removesuffix("社区")}

    def _activity(self, key: str, _: str, found: dict[str, str]) -> dict[str, Any]:
        season, theme = season_of(date.fromisoformat(found["日期"])), Theme(found["主题"])
        parts = {"season": token(season), "theme": token(theme), "community": found["社区"]}
        return {
            "kicker": found["主题"],
            "place": found["地点"],
            "theme": found["主题"],
            "season": season.value,
            "organiser": found["组织方"],
            "people": int(found["参与人次"]),
            "parts": [f"{facet}-{value}" for facet, value in parts.items()],
            "months": [found["日期"][:7]],
            "facets": " ".join(f"{facet}:{value}" for facet, value in parts.items()) + f" year:{found['日期'][:4]}",
            "scene": self._scene(key, int(found["参与人次"]), geese.SEASONS[season], LANDSCAPE),
        }

    def _news(self, _: str, __: str, found: dict[str, str]) -> dict[str, Any]:
        return {
            "kicker": found["体裁"],
            "outlet": found["刊发媒体"],
            "reuse": found["转载"],
            "facets": f"form:{token(NewsForm(found['体裁']))} year:{found['原文日期'][:4]}",
        }

    # Lists

    def _indexes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The front matter of the home page, the lists, their parts, the months."""
        yield (
            "_index.md",
            {
                "title": "示例网站",
                "summary": "示例街道的志愿服务网站。",
                "flock": self._flock(geese.divider("index.html")),
                "cover": self._flock(geese.divider("home/0")),
                "lost": self._flock(geese.gap("404")),
            },
        )
        for collection in LISTS:
            yield (
                f"{collection}/_index.md",
                {
                    "title": words.LISTS[collection].title,
                    "lead": words.LISTS[collection].lead,
                    "column": "工作动态" if collection in {"activities", "news"} else words.LISTS[collection].title,
                    "look": LOOKS.get(collection, "cards"),
                    "flock": self._flock(geese.divider(f"{collection}/index.html")),
                    "gap": self._flock(geese.gap(collection)),
                },
            )
        hidden = {"build": {"render": "never"}}
        yield "parts/_index.md", hidden
        yield "months/_index.md", hidden
        yield from self._parts()

    def _parts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        found = [fields(path)[0] for path in (self.project / "content" / "activities").glob("*.md")]
        seasons = {season_of(date.fromisoformat(one["日期"])) for one in found}
        values = [("season", "四季", token(one), one.value) for one in Season if one in seasons]
        values += [("theme", "主题", token(one), one.value) for one in Theme]
        values += [("community", "社区", id_, id_) for id_ in sorted({one["社区"] for one in found})]
        for weight, (key, facet, id_, title) in enumerate(values, start=1):
            head = {"title": title, "slug": f"{key}-{id_}", "weight": weight, "key": key, "facet": facet}
            if key == "season":
                head["scene"] = self._scene(f"season/{id_}", 12, geese.SEASONS[title], (240, 150))
            head["flock"] = self._flock(geese.divider(f"activities/by/{key}-{id_}.html"))
            yield f"parts/{key}-{id_}/_index.md", head
        for number in range(1, THIS_MONTH + 1):
            month = f"{YEAR}-{number:02}"
            head = {
                "title": f"{YEAR}年{number}月的活动",
                "linkTitle": f"{YEAR}年{number}月",
                "slug": month,
                "month": month,
                "flock": self._flock(geese.divider(f"activities/by/{month}.html")),
            }
            yield f"months/{month}/_index.md", head


def _plain(path: str, found: dict[str, str], body: str) -> str:
    lines = [
        f"{PLAIN[key]}: {f'[{value}]' if key == '社区' else value}" for key, value in found.items() if key in PLAIN
    ]
    facts = [f'  {key}: "{value}"' for key, value in found.items() if key not in PLAIN]
    team = re.search(r"team-\d+", found.get("队伍", "") + found.get("涉及", ""))
    if team and "/teams/" not in path:
        lines.append(f"team: {team.group()}")
    return "\n".join(["---", *lines, "facts:", *facts, "---", body])
