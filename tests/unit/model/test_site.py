"""What was found in records is remembered: only those that say something else now are looked at again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hyqz_site.memo import Memo
from hyqz_site.model import catalogue, gates
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.common import Channel, Record, newest
from hyqz_site.model.kinds.page import Page
from hyqz_site.model.ledger import COLUMNS, Step
from hyqz_site.model.public import Moment
from hyqz_site.model.reading import read_site
from hyqz_site.model.site import Site
from hyqz_site.problem import Problems
from tests.helpers import NOW, SITE, Files, inputs_of, public
from tests.unit.model.records import CONSENT, activity, page, team, volunteer

A, B = "content/pages/a.yaml", "content/pages/b.yaml"
FILES: Final = {A: page(), B: page(title="另一页")}
HIDDEN: Final = {"content/volunteers/v.yaml": volunteer(consent=CONSENT.replace("姓名, ", ""))}


class Builds:
    """Builds that each begin as a new process does; notes which records are looked at."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "memo.sqlite"
        self.seen: list[str] = []

    def look(self, record: Record) -> str | None:
        self.seen.append(record.id)
        return record.title if record.status.value == "发布" else None

    def site(self, files: Files) -> Site:
        self.seen.clear()
        self.memo = Memo(self.path)
        inputs = inputs_of(files)
        listed = catalogue.catalogue([file.path for file in inputs.under("content")])
        return read_site(inputs, listed, Problems(), self.memo)

    def titles(self, files: Files, context: str = "") -> Mapping[str, str]:
        """Return what one build finds in what records say besides their texts."""
        found = self.site(files).in_heads("titles", context, self.look)
        self.memo.save()
        return found

    def all_titles(self, files: Files) -> str:
        """Return what one build makes of all that."""
        site = self.site(files)
        made = site.of_heads("all", "", lambda: " ".join(sorted(site.in_heads("titles", "", self.look).values())))
        self.memo.save()
        return made

    def shown(self, files: Files, channel: Channel = Channel.SITE) -> list[str | None]:
        """Return what one build finds in the pages that go out on a channel."""
        site = self.site(files)
        public = gates.public_site(site, Moment(channel=channel, now=NOW, strict_samples=False))
        found = public.facts(Page, "titles", "", self.look)
        self.memo.save()
        return found

    def in_files(self, files: Files) -> Mapping[str, str]:
        """Return what one build finds in the files of records."""
        site = self.site(files)
        found = site.in_files("titles", "", site.records_by_path, self.look)
        self.memo.save()
        return found


def test_of_the_heads_only_those_that_say_something_else_are_looked_at(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    assert builds.titles(FILES) == {A: "关于我们", B: "另一页"}
    assert builds.seen == ["a", "b"]
    assert builds.titles({**FILES, A: page("正文: 一段话。\n")}) == {A: "关于我们", B: "另一页"}
    assert builds.seen == []
    assert builds.titles({**FILES, A: page(title="我们")}) == {A: "我们", B: "另一页"}
    assert builds.seen == ["a"]
    assert builds.titles({**FILES, A: page(status="撤下")}) == {B: "另一页"}
    assert builds.seen == ["a"]
    assert builds.titles({A: page(status="撤下")}) == {}
    assert builds.seen == []
    assert builds.titles(FILES, "another day") == {A: "关于我们", B: "另一页"}
    assert builds.seen == ["a", "b"]


def test_what_is_found_is_kept_while_nobody_needs_it(tmp_path: Path) -> None:
    """As in any number of edits of texts, after which the same is made of all heads."""
    builds = Builds(tmp_path)
    assert builds.all_titles(FILES) == "关于我们 另一页"
    for number in range(3):
        assert builds.all_titles({**FILES, A: page(f"正文: 第{number}段话。\n")}) == "关于我们 另一页"
        assert builds.seen == []
    settings = {"content/site.yaml": SITE.replace("衡阳群众", "另一个名字")}
    assert builds.all_titles({**FILES, **settings}) == "关于我们 另一页"
    assert builds.seen == []
    assert builds.all_titles({**FILES, **settings, A: page("正文: 一段话。\n")}) == "关于我们 另一页"
    assert builds.all_titles({**FILES, **settings, B: page(title="又一页")}) == "关于我们 又一页"
    assert builds.seen == ["b"]


def test_what_is_found_in_what_may_be_shown_is_kept_for_each_channel(tmp_path: Path) -> None:
    """Of a record that something is hidden of it is found in what is left."""
    builds = Builds(tmp_path)
    files = {**FILES, "content/teams/t.yaml": team()}
    assert builds.shown(files) == ["关于我们", "另一页"]
    assert builds.seen == ["a", "b"]
    assert builds.shown(files, Channel.SCREEN) == ["关于我们", "另一页"]
    for number in range(3):
        assert builds.shown({**files, A: page(f"正文: 第{number}段话。\n")}) == ["关于我们", "另一页"]
        assert builds.seen == []
    for number in range(3):  # nobody asks for what goes out while all the rest changes
        builds.all_titles({**files, "content/teams/t.yaml": team(name=f"第{number}队")})
    assert builds.shown({**files, B: page(title="又一页")}) == ["关于我们", "又一页"]
    assert builds.seen == ["b"]
    assert builds.shown({**files, B: page(title="周晓晴来了"), **HIDDEN}) == ["关于我们", "周某来了"]
    assert builds.seen == ["b"]
    assert builds.shown({**files, B: page(status="草稿")}) == ["关于我们"]


def test_the_newest_come_first() -> None:
    days = ["2026-11-03", "2026-11-20", "2026-11-03", "2026-10-31"]
    files = {f"content/activities/{id_}.yaml": activity(day=day) for id_, day in zip("badc", days, strict=True)}
    shown = public(files)
    assert [one.id for one in shown.newest(Activity)] == ["a", "b", "d", "c"]
    assert shown.newest(Activity) == newest(shown.of(Activity))
    assert shown.newest(Page) == []


def test_of_files_those_with_another_text_are_looked_at_and_those_that_somebody_signed(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    builds.in_files(FILES)
    assert builds.seen == ["a", "b"]
    builds.in_files({**FILES, A: page("正文: 一段话。\n")})
    assert builds.seen == ["a"]
    signed = f"page/b,{Step.FIRST},周莹,宣传干事,2026-11-20,同意,{'0' * 8}"
    builds.in_files({**FILES, "content/reviews.csv": f"{','.join(COLUMNS)}\n{signed}\n"})
    assert "b" in builds.seen
    builds.in_files({**FILES, "content/reviews.csv": f"{','.join(COLUMNS)}\n{signed}\n"})
    assert builds.seen == []
