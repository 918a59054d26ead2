"""Laws of building: the same input gives the same bytes, whatever the order, the cache or the day before."""

import json
import random
import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyqz_site import forked
from hyqz_site.build import build
from hyqz_site.digest import sha256
from hyqz_site.memo import Memo
from hyqz_site.model.ledger import COLUMNS, Step
from hyqz_site.publish import writer
from hyqz_site.publish.cache import Cache
from hyqz_site.release import Result
from hyqz_site.render import fonts, metadata
from hyqz_site.render.drawing import Artist, Sayings
from hyqz_site.render.metadata import Head, head
from hyqz_site.render.plan import PagePlan
from hyqz_site.render.templates import Templates
from hyqz_site.render.views.common import Frame
from hyqz_site.source import tree
from tests.helpers import NOW, ROOT, SITE, inputs_of, lines, page_of, picture, site_of
from tests.unit.model.records import CONSENT, GUARDIAN, activity, figure, notice, page, team, volunteer
from tests.unit.model.records import head as record_head
from tests.unit.model.test_reviews import digest_of

GOLDEN: Final = ROOT / "tests/golden/all-kinds"
FILES: Final = {
    path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.glob("content/**/*") if path.is_file()
}


FONTS: Final = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()}
"""With them a build paints and cuts; most laws do without."""


@pytest.fixture(scope="module")
def whole() -> Result:
    """The site of all kinds, built once."""
    result = site_of(FILES)
    assert result.errors == 0, lines(result)
    return result


@pytest.fixture(scope="module")
def shared(whole: Result) -> Cache:
    """A cache in which the letters of the whole site are cut already."""
    store = Cache()
    assert site_of(FILES, store=store).files == whole.files
    return store


def test_two_builds_are_equal(whole: Result) -> None:
    assert site_of(FILES, store=Cache()).files == whole.files


@given(st.randoms(use_true_random=False))
@settings(max_examples=3)
def test_the_order_of_files_is_irrelevant(whole: Result, shared: Cache, chance: random.Random) -> None:
    inputs = inputs_of(FILES)
    order = list(inputs.files)
    chance.shuffle(order)
    shuffled = tree.Inputs({path: inputs.files[path] for path in order})
    assert build(shuffled, NOW, shared).files == whole.files


def test_the_number_of_processes_is_irrelevant(whole: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "WORTH_IT", 2)
    monkeypatch.setattr(forked, "FEW", 1)
    assert build(inputs_of(FILES), NOW, Cache(), jobs=2).files == whole.files


def test_a_warm_a_cold_and_a_damaged_cache_give_the_same_bytes(whole: Result, tmp_path: Path) -> None:
    assert site_of(FILES, store=Cache(tmp_path)).files == whole.files
    warm = Cache(tmp_path)
    assert site_of(FILES, store=warm).files == whole.files
    assert warm.hits > 0
    for number, entry in enumerate(path for path in sorted(tmp_path.rglob("*")) if path.is_file()):
        data = entry.read_bytes()
        damage = (b"", data[: len(data) // 2], data[:-1] + bytes([data[-1] ^ 1]), b"\0" * len(data), data + b"x")
        entry.write_bytes(damage[number % len(damage)])
    damaged = Cache(tmp_path)
    assert site_of(FILES, store=damaged).files == whole.files
    assert damaged.hits == 0
    assert site_of(FILES, store=Cache(tmp_path)).files == whole.files


def template(path: str, *edit: Any) -> str:  # noqa: ANN401 - as of `str.replace`
    """The text of a template after an edit, which finds its place."""
    text = (ROOT / path).read_text(encoding="utf-8")
    assert edit[0] in text
    return text.replace(*edit)


BASE: Final = "templates/layouts/base.html"
MEMO, OUTPUT, CLOCK = "the memo is damaged", "a page in the output is damaged", "days pass"
SIGNED: Final = [
    f"page/a,{step},{name},岗位,2026-11-{day},同意,{digest_of(page(), {}, 'content/pages/a.yaml')}"
    for step, name, day in zip(Step, ("周莹", "郑飞龙", "吕雁玲"), (20, 21, 24), strict=True)
]
EDITS: Final[dict[str, list[str | bytes | None]]] = {
    "content/pages/a.yaml": [page(), page(title="另一页"), page(status="草稿"), page("旧网址: old.html\n"), None],
    "content/teams/t.yaml": [team(), team(name="清洁队"), team("正文: 换了一段话，见[周老师](volunteers/v)。\n"), None],
    "content/volunteers/v.yaml": [
        volunteer("队伍: t\n"),
        volunteer("封面: {文件: v.jpg, 替代文字: 门口}\n"),
        volunteer(consent=CONSENT.replace("姓名, ", "")),
        volunteer("年龄段: 少年\n", consent=GUARDIAN),
        volunteer(consent=f"{CONSENT}  有效至: 2026-11-26\n"),
        volunteer(consent=f"{CONSENT}  撤回日期: 2026-11-27\n"),
        volunteer("队伍: t\n正文: 㵲水边的一段话。\n"),
        None,
    ],
    "content/media/v.jpg": [picture(), picture(900, 700), b"broken", None],
    "content/activities/x.yaml": [activity("队伍: t\n"), activity(day="2026-11-26"), None],
    "content/roster.yaml": ["- {岗位: 一, 姓名: 周晓晴, 起: 2026-01-01, 是否公开: 是}\n", None],
    "content/site.yaml": [
        "网站名称: 另一个名字\n主办: 苗圃街道\n生成: []\n",
        "网站名称: 衡阳群众\n主办: 苗圃街道\n网址: https://example.gov.cn/\n",
        "网站名称: 衡阳群众\n主办: 苗圃街道\n审校: 必需\n",
    ],
    "content/reviews.csv": ["\n".join([",".join(COLUMNS), *SIGNED[:count], ""]) for count in (0, 2, 3)],
    BASE: [
        template(BASE, "</body>", "<!-- edited --></body>"),
        template(BASE, "{% block main %}{% endblock %}", "{% if frame %}{% block main %}{% endblock %}{% endif %}"),
        template(BASE, "{% block main %}", "<p>新的一段。</p>{% block main %}"),
        template(BASE, "{% set frame = page.frame %}", "{% set frame, kind = page.frame, '换了' %}"),
        template(BASE, "{{ page.frame.title }}", "{{ page.title|default('没有') }}"),
        template(BASE, "{{ page.frame.title }}", "{{ page.frame.title }}。"),
        template(BASE, "{{ page.frame.title }}", "{{ frame.title }}"),
        template(BASE, "</body>", "{% if frame.head %}<!-- {{ frame.head.names|length }} -->{% endif %}</body>"),
        template(BASE, "<main", "<pre>{{ self.main() }}</pre><main"),
        template(BASE, "</body>", "{{ page.captions.nothing }}</body>"),
    ],
    "templates/layouts/record.html": [
        template("templates/layouts/record.html", "{{ page.kind }}", "{{ kind|default(page.kind) }}"),
    ],
    "templates/pages/team.html": [
        template(
            "templates/pages/team.html", "{% block", "{% block head %}{{ super() }}<!-- 队 -->{% endblock %}{% block", 1
        ),
        template("templates/pages/team.html", "{% block", "{% block about %}<!-- 队 -->{% endblock %}{% block", 1),
        template("templates/pages/team.html", "{% block", "{% if %}{% block", 1),
        template("templates/pages/team.html", "{% endblock", "{{ page.nothing }}{% endblock", 1),
    ],
    "templates/components/chrome.html": [template("templates/components/chrome.html", "关怀版", "大字版")],
    "assets/css/site.css": [b"h1 { color: red }"],
    MEMO: ["cut short", "a byte is wrong", "another file"],
    OUTPUT: ["index.html", "teams/t.html"],
    CLOCK: ["2026-11-25", "2026-11-28", "2027-12-01"],
}
"""What an editor may do to a file: these texts, one after the other, or take it away. What may happen to the rest."""


class Project:
    """A project that is built after every edit, with what earlier builds left: the cache on the disk, the output."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, str | bytes] = {}
        self.output: dict[str, bytes] = {}
        self.now = NOW

    def edit(self, path: str, text: str | bytes | None) -> None:
        """Change a file of the project, or harm what a build left."""
        if path == OUTPUT:
            self.output[str(text)] = b"harmed"
        elif path == CLOCK:
            self.now = datetime.combine(date.fromisoformat(str(text)), NOW.timetz())
        elif path == MEMO:
            data = self.memo.read_bytes() if self.memo.exists() else b""
            middle = len(data) // 2
            wrong = data[:middle] + bytes(byte ^ 1 for byte in data[middle : middle + 1]) + data[middle + 1 :]
            self.memo.write_bytes({"cut short": data[:middle], "a byte is wrong": wrong}.get(str(text), b"another"))
        elif text is None:
            self.files.pop(path, None)
        else:
            self.files[path] = text

    @property
    def memo(self) -> Path:
        """The file in which builds remember."""
        return self.folder / "memo.sqlite"

    def build(self) -> Result:
        """Build as a new process does, and write what differs by its digest, as the writer does."""
        cache = Cache(self.folder, memo=Memo(self.memo, "this program"), earlier=self.output.get)
        result = site_of(self.files, self.now, cache)
        cache.memo.save()
        if not result.errors:
            written = {path: sha256(data) for path, data in self.output.items()}
            changed = [path for path in result.files if written.get(path) != result.files.digest(path)]
            self.output |= {path: result.files[path] for path in changed}
            self.output = {path: data for path, data in self.output.items() if path in result.files}
        return result


@given(st.lists(st.sampled_from([(path, text) for path, texts in EDITS.items() for text in texts]), max_size=6))
@settings(max_examples=8)
def test_after_any_edits_the_warm_build_is_the_cold_build(edits: list[tuple[str, str | bytes | None]]) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        for path, text in edits:
            project.edit(path, text)
            warm = project.build()
        warm = project.build()
        cold = site_of(project.files, project.now, Cache())
    assert warm.problems == cold.problems
    if not cold.errors:
        assert {path: warm.files.digest(path) for path in warm.files} == {
            path: sha256(data) for path, data in cold.files.items()
        }
        assert project.output == dict(cold.files)


@given(
    st.lists(
        st.sampled_from(
            [(path, text) for path in EDITS if path.startswith("templates/") for text in (*EDITS[path], None)]
        )
    )
)
@settings(max_examples=7)
def test_after_any_edits_of_templates_the_warm_build_is_the_cold_build(edits: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.files = {"content/teams/t.yaml": team(), "content/pages/a.yaml": page()}
        project.build()
        for path, text in edits:
            project.edit(path, text)
            project.build()
        warm, cold = project.build(), site_of(project.files, store=Cache())
        assert warm.problems == cold.problems
        assert cold.errors or project.output == dict(cold.files)
        for path in project.files.keys() & EDITS.keys():  # whatever is broken is mended
            if path.startswith("templates/"):
                project.edit(path, None)
        project.build()
        assert project.output == _mended(tuple(project.files.items()))


@cache
def _mended(files: tuple[tuple[str, str | bytes], ...]) -> dict[str, bytes]:
    """What a cold build of these files makes."""
    return dict(site_of(dict(files), store=Cache()).files)


def test_a_page_is_made_again_only_where_what_it_shows_has_changed(tmp_path: Path) -> None:
    """The team's text stands on its own page alone; its name on the pages of those who name it, and in the lists."""
    project = Project(tmp_path)
    project.files = {
        "content/teams/t.yaml": team("正文: 一段话。\n"),
        "content/teams/u.yaml": team(name="另一队"),
        "content/volunteers/v.yaml": volunteer("队伍: t\n"),
        "content/pages/a.yaml": page(),
    }
    assert pages_made(project) >= {"index.html", "a.html", "teams/t.html", "volunteers/v.html"}
    assert pages_made(project) == set()
    project.files["content/teams/t.yaml"] = team("正文: 另一段话。\n")
    assert pages_made(project) == {"teams/t.html", "search.html"}  # which names the data with all texts
    project.files["content/teams/t.yaml"] = team("正文: 另一段话。\n", name="清洁队")
    made = pages_made(project)
    assert made >= {"teams/index.html", "teams/t.html", "volunteers/v.html"}
    assert not made & {"a.html", "teams/u.html"}


def test_of_pages_around_which_a_template_has_changed_the_main_blocks_stay(tmp_path: Path) -> None:
    """They are taken from the output, while they are there."""
    project = Project(tmp_path)
    project.files = {"content/teams/t.yaml": team("正文: 一段话。\n"), "content/pages/a.yaml": page()}
    heads = {"404.html", "search.html"}  # which say more of a page than its frame
    project.build()
    for number in range(2):
        project.files[BASE] = template(BASE, "</body>", f"<!-- {number} --></body>")
        assert pages_made(project) == heads
        assert f"<!-- {number} --></body>".encode() in project.output["teams/t.html"]
    project.files[BASE] = template(BASE, "</body>", "<!-- 3 --></body>")
    project.output["a.html"] = project.output["a.html"].replace(b"<h1", b"<h1 ")
    del project.output["index.html"]
    project.files["content/teams/t.yaml"] = team("正文: 另一段话。\n")
    assert pages_made(project) == {*heads, "a.html", "index.html", "teams/t.html"}
    assert project.output == dict(site_of(project.files, store=Cache()).files)


def test_what_the_head_says_of_a_page_stays_with_the_main_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless that part of the layout was edited; then the main block stays alone."""
    said: list[str] = []

    def noted(frame: Frame, *more: Any) -> Head:  # noqa: ANN401 - as the one it calls
        said.append(frame.path)
        return head(frame, *more)

    monkeypatch.setattr(metadata, "head", noted)
    project = Project(tmp_path)
    project.files = {"content/teams/t.yaml": team("正文: 一段话。\n"), "content/pages/a.yaml": page()}
    project.build()
    pages = {"a.html", "index.html", "teams/index.html", "teams/t.html"}
    for edit, again in (
        (("</body>", "<!-- 1 --></body>"), set()),
        (("<title>", "<title lang=zh>"), pages),
        (("<main", "<main lang=zh"), pages),  # the title is as it was
        (("</body>", "<!-- 2 --></body>"), set()),
    ):
        said.clear()
        project.files[BASE] = template(BASE, *edit)
        assert pages_made(project) == {"404.html", "search.html"}
        assert pages & set(said) == again
    assert project.output == dict(site_of(project.files, store=Cache()).files)


@pytest.mark.parametrize(
    ("path", "edit"),
    [
        (BASE, ("</body>", "{{ page.nothing }}</body>")),
        (BASE, ("</body>", "{% if %}</body>")),
        ("templates/pages/team.html", ("{% endblock", "{{ page.nothing }}{% endblock", 1)),
    ],
)
def test_once_a_template_is_mended_every_page_is_what_it_was(path: str, edit: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as of `template`
    project = Project(tmp_path)
    project.files = {"content/teams/t.yaml": team("正文: 一段话。\n"), "content/pages/a.yaml": page()}
    whole = (ROOT / path).read_text(encoding="utf-8")
    project.files[path] = whole
    project.build()
    project.files[path] = template(path, *edit)
    assert pages_made(project)
    project.files[path] = whole
    assert pages_made(project) == set()
    project.files[path] = template(path, *edit)
    project.build()
    project.files[path] = whole
    project.files["content/teams/t.yaml"] = team("正文: 另一段话。\n")
    assert pages_made(project) == {"teams/t.html", "search.html"}
    project.files[path] = template(path, *edit)
    project.build()
    project.files[BASE] = template(BASE, "</body>", "<!-- mended otherwise --></body>")
    project.files["templates/pages/team.html"] = (ROOT / "templates/pages/team.html").read_text(encoding="utf-8")
    assert pages_made(project) == {"404.html", "search.html"}
    assert project.output == dict(site_of(project.files, store=Cache()).files)


def test_a_view_makes_its_frame_first_and_leaves_it_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    framed: set[str] = set()
    plain = Artist._rendered  # noqa: SLF001 - as below: nobody else may ask for a frame alone

    def both(artist: Artist, plan: PagePlan, told: Sayings) -> tuple[Frame, list[str]]:
        alone = artist._framed(plan)  # noqa: SLF001
        frame, parts = plain(artist, plan, told)
        assert frame == alone, plan.path
        framed.add(plan.template)
        return frame, parts

    monkeypatch.setattr(Artist, "_rendered", both)
    assert site_of(FILES, store=Cache()).errors == 0
    pages = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates/pages").iterdir()}
    assert pages - framed == {"pages/guide.html"}  # which the preview draws


def test_of_a_list_only_the_page_is_made_again_on_which_a_record_stands(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.files = {f"content/teams/t-{number:02}.yaml": team(name=f"第{number:02}队") for number in range(60)}
    assert {"teams/index.html", "teams/page-2.html", "teams/page-3.html"} <= pages_made(project)
    project.files["content/teams/t-30.yaml"] = team(name="清洁队")
    made = pages_made(project)
    assert {"teams/page-2.html", "teams/t-30.html"} <= made
    assert not made & {"teams/index.html", "teams/page-3.html", "teams/t-29.html"}


def test_a_share_card_is_painted_again_where_somebody_has_emptied_the_store(tmp_path: Path) -> None:
    """Its name is remembered, its picture lies in the store."""
    files = {**FONTS, "content/site.yaml": f"{SITE}生成: [分享图]\n", "content/teams/t.yaml": team()}

    def cards() -> dict[str, bytes]:
        memo = Memo(tmp_path / "memo.sqlite", "this program")
        made = site_of(files, store=Cache(tmp_path / "store", memo=memo)).files
        memo.save()
        return {path: made[path] for path in made if path.startswith("img/")}

    first = cards()
    shutil.rmtree(tmp_path / "store")

    assert len(first) > 0
    assert cards() == first


def test_rare_characters_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a site that counts as large: pages get their sheets, and lose them, as in a cold build."""
    for name, value in (("MANY", 1), ("RARE", 2), ("GROUPS", 3)):
        monkeypatch.setattr(fonts, name, value)
    project = Project(tmp_path)
    project.files = {
        **FONTS,
        "content/site.yaml": f"{SITE}生成: []\n",
        "content/teams/u.yaml": team("正文: 一段话。\n", name="另一队"),
    }
    linked = []
    for text in ("一段话", "一段话翥", "一段话翥羁", "一段话"):
        project.files["content/teams/t.yaml"] = team(f"正文: {text}。\n")
        project.build()
        assert project.output == dict(site_of(project.files, store=Cache()).files)
        linked.append(project.output["teams/t.html"].count(b"/assets/css/fonts."))

    assert linked == [1, 2, 2, 1]


def pages_made(project: Project) -> set[str]:
    """The pages for which a template was rendered in a build."""
    made: set[str] = set()
    plain = Templates.parts

    def noted(templates: Templates, name: str, view: Any) -> list[str]:  # noqa: ANN401 - any view
        made.add(view.frame.path)
        return plain(templates, name, view)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Templates, "parts", noted)
        project.build()
    return made


def test_there_is_no_time_and_no_machine_in_the_manifest(whole: Result, tmp_path: Path) -> None:
    writer.write(whole.files, tmp_path / "one")
    writer.write(whole.files, tmp_path / "two")
    first, second = ((tmp_path / name / "build.json").read_bytes() for name in ("one", "two"))
    told = json.loads(first)
    assert first == second
    assert set(told) == {"files", "kept"}
    assert list(told["files"]) == sorted(whole.files)
    assert "build.json" not in told["files"]
    assert all(len(digest) == 64 for digest in told["files"].values())
    everything = b"".join(whole.files.values())
    assert str(ROOT).encode() not in everything
    assert NOW.isoformat().encode() not in everything


def test_the_hour_changes_nothing_on_a_day_on_which_nothing_changes(whole: Result) -> None:
    assert site_of(FILES, now=NOW.replace(hour=9, minute=41)).files == whole.files


# What every page must be


def test_every_page_is_a_page(whole: Result) -> None:
    titles, descriptions = {}, {}
    for path, data in whole.files.items():
        if not path.endswith(".html"):
            continue
        found = page_of(data)
        assert found.lang == "zh-Hans", path
        assert len(found.headings) == 1, path
        assert found.headings[0].strip(), path
        assert found.title.strip(), path
        assert found.description.strip(), path
        titles.setdefault(found.title, []).append(path)
        descriptions.setdefault(found.description, []).append(path)
        for tag, attributes in found.tags:
            if tag == "img":
                assert {"alt", "width", "height"} <= set(attributes), (path, attributes)
    assert [paths for paths in (titles | descriptions).values() if len(paths) > 1] == []


def test_no_page_asks_another_host_for_anything(whole: Result) -> None:
    for path, data in whole.files.items():
        if path.endswith(".html"):
            for tag, attributes in page_of(data).tags:
                for name in ("src", "srcset", "poster", "href"):
                    if tag != "a" and not (tag == "link" and attributes.get("rel") == "canonical"):
                        assert "://" not in attributes.get(name, ""), (path, tag, attributes)
        elif path.endswith((".css", ".js")):
            assert b"@import" not in data
            assert b"url(http" not in data.replace(b'"', b"").replace(b"'", b"")


def test_every_internal_address_is_relative_and_leads_to_a_file(whole: Result) -> None:
    from tests.helpers import dead_addresses  # noqa: PLC0415 - only here

    without_404 = {path: data for path, data in whole.files.items() if path != "404.html"}
    assert dead_addresses({**whole.files, "404.html": b""}) == []
    for path, data in without_404.items():
        if path.endswith(".html"):
            assert not [address for address in page_of(data).addresses if address.startswith("/")], path


def test_the_404_page_links_from_the_base_address(whole: Result) -> None:
    """Servers send it for any depth."""
    addresses = [address for address in page_of(whole.files["404.html"]).addresses if not address.startswith("#")]
    assert addresses
    assert all(address.startswith(("https://example.com/hyqz/", "data:")) for address in addresses), addresses
    assert b"<style" in whole.files["404.html"]


def test_assets_and_images_carry_their_digest(whole: Result) -> None:
    bare = [
        path
        for path in whole.files
        if not any(len(part) == 12 for part in path.replace("/", ".").split("."))
        and not path.endswith((".html", ".xml", ".ics", ".txt", "version.js", "sw.js", "favicon.ico", "favicon.svg"))
        and not path.startswith("screens/")
    ]
    assert bare == []


def test_the_same_bytes_have_one_name(whole: Result) -> None:
    names: dict[bytes, list[str]] = {}
    for path, data in whole.files.items():
        if not path.endswith(".html") and not path.startswith("screens/"):
            names.setdefault(data, []).append(path)
    assert [paths for paths in names.values() if len(paths) > 1] == []


# Nothing private


def test_what_never_leaves_the_office_is_in_no_byte_of_a_shown_record_either(whole: Result) -> None:
    everything = b"".join(whole.files.values())
    for text in ("同意-2026-001", "同意-2026-002", "本人要求", "陈已撤", "张小雨", "不该出现", "王不公开"):
        assert text.encode() not in everything, text


@pytest.mark.parametrize("count", [7, 8], ids=["too few to part", "parted"])
def test_the_groups_that_recruit_lead_to_their_teams(count: int) -> None:
    """As far as the list of teams has a page for each."""
    files = {
        f"content/teams/t{number}.yaml": team(name=f"第{number}队").replace("类别: 专业", f"类别: {group}")
        for number, group in zip(range(count), ["党员", "网上"] * 4, strict=False)
    }
    files["content/channels/c.yaml"] = record_head("现场报名", "名称") + "类型: 现场\n步骤:\n  - 来\n"
    home = site_of(files).files["index.html"].decode()

    assert ('href="teams/by/group-party.html">党员队伍</a>' in home, ">专职队伍</h3>" in home) == (count == 8, True)


def test_counts_leave_out_what_is_held_back() -> None:
    files = {f"content/teams/t{number}.yaml": team(name=f"第{number}队") for number in range(3)}
    files["content/teams/t1.yaml"] = files["content/teams/t1.yaml"].replace("状态: 发布", "状态: 草稿")
    listing = page_of(site_of(files).files["teams/index.html"])
    assert "共 2 支" in listing.description


@pytest.mark.parametrize(
    "files",
    [
        {"content/teams/t.yaml": team().replace("状态: 发布", "状态: 草稿")},
        {"content/notices/n.yaml": notice("2026-11-22 08:00", "2026-11-23 08:00")},
        {"content/figures/f.yaml": figure("  - {截止: 2026-10-31, 值: 3}\n").replace("状态: 发布", "状态: 草稿")},
    ],
    ids=["draft", "over", "draft of a figure"],
)
def test_a_collection_of_which_nothing_is_shown_has_no_page_at_all(files: dict[str, str]) -> None:
    assert [path for path in site_of(files).files if "/" in path and path.endswith(".html")] == []
