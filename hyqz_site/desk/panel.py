"""What the preview lays over its pages, and its desk page: problems, ribbons, what waits and what ends. Pure HTML.

Everything is escaped here: the text of a line is the editor's, and may hold any mark.
"""

from __future__ import annotations

from dataclasses import field
from html import escape
from typing import TYPE_CHECKING, Final

from hyqz_site.console import SEVERITIES
from hyqz_site.lean import dataclass
from hyqz_site.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DESK: Final = "_desk/"
MOST_SHOWN: Final = 200
"""Problems on one page: more is no help to anybody."""
MOST_OPEN: Final = 30
"""Lines of a list that are not folded away: below them stand others."""
_STYLE: Final = """<style>
#hyqz-panel,#hyqz-ribbon,#hyqz-more,#hyqz-cut{all:initial;position:fixed;z-index:2147483000;left:0;right:0;box-sizing:border-box;
font:16px/1.6 sans-serif;color:#fbf6ec;background:#211c1a}
#hyqz-panel *,#hyqz-ribbon *,#hyqz-more *,#hyqz-cut *{all:revert;color:inherit;font:inherit}
#hyqz-panel{bottom:0;max-height:60vh;overflow:auto;padding:14px 18px;border-top:4px solid #d9480f}
#hyqz-panel strong{font-weight:700}
#hyqz-panel ol{margin:8px 0 0;padding-left:24px}
#hyqz-panel li{margin:0 0 10px}
#hyqz-panel code{display:block;white-space:pre-wrap;font:15px/1.5 monospace;background:#3a3330;padding:4px 8px}
#hyqz-panel a,#hyqz-more a,#hyqz-ribbon a,#hyqz-cut a{text-decoration:underline}
#hyqz-ribbon{display:block;position:sticky;top:0;padding:8px 18px;background:#8a4b00}
#hyqz-more{left:auto;right:12px;top:auto;bottom:12px;padding:6px 14px;border-radius:6px}
#hyqz-cut{right:auto;left:12px;top:auto;bottom:12px;padding:6px 14px;border-radius:6px}
@media print{#hyqz-panel,#hyqz-ribbon,#hyqz-more,#hyqz-cut{display:none}}
</style>"""


HEAD: Final = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>编辑台</title>
<style>body{font:17px/1.7 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#211c1a;background:#fbf6ec}
code,pre{white-space:pre-wrap;background:#efe6d6;padding:.2em .5em;font:15px/1.5 monospace}
code{display:block}a{color:#8a1c1c}summary{cursor:pointer}.places a{margin-right:1.2em;white-space:nowrap}
td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
h2{margin-top:2rem}</style></head><body>"""


@dataclass(frozen=True, slots=True)
class State:
    """Which pages the preview has, and what is said of it."""

    on_desk: str
    over_page: str
    """The title of the problems that lie over a page."""
    beside: str = "个问题"
    """What is said after the number of problems that are not of a page."""


CURRENT: Final = State("网站是最新的。", "这一页有需要留意的地方")
OLDER: Final = State(
    "网站停在上一次正确的样子，改好错误就会更新。",
    "内容有错误，下面是上一次正确的页面",
    "个问题，网站停在上一次正确的样子",
)
NONE: Final = State("还没有可以看的网站，改好错误就会出现。", "内容有错误，改好以后这里就会出现网站")


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem with the text of its line."""

    problem: Problem
    line: str = ""


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the desk page says."""

    problems: Sequence[Shown]
    state: State
    waiting: Sequence[tuple[str, str, str]]
    """Record, its page (empty where there is none), why it does not go out."""
    signing: Sequence[str]
    """What waits for which signature, line by line."""
    schedule: str
    columns: Sequence[Problem]
    """Columns that are stale or empty."""
    sizes: Sequence[tuple[str, str]]
    screens: Sequence[tuple[str, str]]
    """Title and address of each screen."""
    places: Sequence[tuple[str, str]]
    """What else there is to look at: name and address."""
    phone: Sequence[str] = field(default=())
    """Addresses for phones in the same network."""


def overlay(mine: Sequence[Shown], others: int, held: Mapping[str, str], state: State, cut: str = "") -> str:
    """What lies over a page: its own problems, a counter of the others, the ribbon of what will not go out.

    `cut` is the address of the page that shows how the record's pictures are cut; empty where it has none.
    """
    parts = []
    if held:
        told = "；".join(f"“{escape(title)}”：{escape(reason)}" for title, reason in list(held.items())[:5])
        more = f" 等 {len(held)} 条" if len(held) > 5 else ""
        parts.append(f'<div id="hyqz-ribbon" role="status">只有预览里看得见，不会出现在网站上——{told}{more}</div>')
    if mine:
        rest = f'<p><a href="/{DESK}">另有 {others} 个问题，看全部</a></p>' if others else ""
        found = f"<strong>{state.over_page}</strong>{_listed(mine[:MOST_SHOWN])}{rest}"
        parts.append(f'<aside id="hyqz-panel" role="alert">{found}</aside>')
    elif others:
        parts.append(
            f'<div id="hyqz-more" role="status"><a href="/{DESK}">别的页面有 {others} {state.beside}</a></div>'
        )
    if cut and not mine:
        parts.append(f'<div id="hyqz-cut"><a href="/{escape(cut)}">照片怎样裁</a></div>')
    return _STYLE + "".join(parts) if parts else ""


def _listed(problems: Iterable[Shown]) -> str:
    return f"<ol>{''.join(map(_item, problems))}</ol>"


def _item(shown: Shown) -> str:
    problem = shown.problem
    line = f"<code>{escape(shown.line)}</code>" if shown.line.strip() else ""
    hint = f"<div>→ {escape(problem.hint)}</div>" if problem.hint else ""
    where = f"{escape(problem.path)} 第 {problem.line} 行"
    return f"<li>{SEVERITIES[problem.severity]}：{escape(problem.message)}<div>{where}</div>{line}{hint}</li>"


def nothing_yet() -> str:
    """The page that stands where no page could be made yet."""
    return f"{HEAD}<h1>还没有可以看的页面</h1><p>内容里的错误改好以后，这里会自己出现网站。</p></body></html>"


def desk_page(view: DeskView) -> str:
    """The desk at `/_desk/`."""
    errors = sum(shown.problem.severity is Severity.ERROR for shown in view.problems)
    parts = [
        HEAD,
        f"<h1>编辑台</h1><p>{view.state.on_desk}</p>",
        "<p class='places'><a href='/'>首页</a>",
        *(f"<a href='/{escape(address)}'>{escape(name)}</a>" for name, address in view.places),
        *(f"<a href='/{escape(address)}'>屏幕：{escape(title)}</a>" for title, address in view.screens),
        "</p>",
        f"<h2>问题</h2><p>{errors} 个错误，{len(view.problems) - errors} 个警告。</p>",
        _listed(view.problems[:MOST_SHOWN]) if view.problems else "",
        "<h2>还不会出现在网站上的记录</h2>",
        _rows((_link(page, name), escape(reason)) for name, page, reason in view.waiting) or "<p>没有。</p>",
        f"<h2>等审签的</h2>{_folded(view.signing)}",
        "<h2>久未更新的栏目</h2>",
        _listed(Shown(problem) for problem in view.columns) if view.columns else "<p>没有。</p>",
        f"<h2>最近要变的</h2>{_folded(view.schedule.splitlines())}",
        "<h2>大小</h2>",
        _rows((escape(name), escape(size)) for name, size in view.sizes),
    ]
    if view.phone:
        items = "".join(f"<li>{escape(address)}</li>" for address in view.phone)
        parts.append(f"<h2>在手机上看</h2><p>手机要连着同一个网络，打开：</p><ul>{items}</ul>")
    return "".join([*parts, "</body></html>"])


def _folded(lines: Sequence[str]) -> str:
    """Lines as they are; many of them behind the first, to be opened."""
    text = escape("\n".join(lines))
    if len(lines) <= MOST_OPEN:
        return f"<pre>{text}</pre>"
    return f"<details><summary>{len(lines)} 行，点这里打开</summary><pre>{text}</pre></details>"


def _link(page: str, name: str) -> str:
    return f"<a href='/{escape(page)}'>{escape(name)}</a>" if page else escape(name)


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    found = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{found}</table>" if found else ""
