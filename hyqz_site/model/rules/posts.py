"""Who looks after a screen is a post of the roster (screens contract §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.model.kinds.common import Report
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.naming import did_you_mean
from hyqz_site.model.singletons import ROSTER_FILE
from hyqz_site.problem import Severity

if TYPE_CHECKING:
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems


def check_keepers(site: Site, problems: Problems) -> None:
    """Warn of screens whose post stands in no line of a roster that has any."""
    is_broken = any(one.path == ROSTER_FILE and one.severity is Severity.ERROR for one in problems)
    posts = set[str]() if is_broken else {post.post for post, _ in site.singletons.roster}
    for screen in site.of(Screen) if posts else ():
        if screen.keeper_post and screen.keeper_post not in posts:
            message = f"“管理岗位”的“{screen.keeper_post}”不在 content/roster.yaml 里"
            guess = did_you_mean(screen.keeper_post, sorted(posts))
            hint = f"{guess}请写 roster.yaml 里的一个“岗位”，或在那里加上这个岗位。"
            Report(screen, problems).warn("keeper_post", "unknown-post", message, hint)
