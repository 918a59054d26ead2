"""Every component draws every example of its data file; what older browsers lack stands nowhere without need."""

import re
from pathlib import Path

import pytest

from hyqz_site.render import guide
from hyqz_site.render.fonts import FROM_SHEETS
from hyqz_site.render.templates import Templates
from tests.helpers import ROOT, site_of
from tests.unit.model.records import page

TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.is_file()
}
COMPONENTS = guide.components(Templates({path: data.decode() for path, data in TEMPLATES.items()}), TEMPLATES)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: f"{one.file}.{one.macro}")
def test_every_example_is_drawn(component: guide.Component) -> None:
    assert component.about
    for example in component.examples:
        opened = re.findall(r"<([a-z][a-z0-9]*)\b[^>]*(?<!/)>", example.html)
        closed = re.findall(r"</([a-z][a-z0-9]*)>", example.html)
        empty = {"img", "source", "br"}

        assert sorted(tag for tag in opened if tag not in empty) == sorted(closed), example.name


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("2026年“最美衡阳群众”", "“最美衡阳群众”"),
        ("“最美衡阳群众”2026年", "“最美衡阳群众”2026年"),
        ("2026年度最美衡阳群众", "2026年度最美衡阳群众"),
        ("2026年", "2026年"),
    ],
)
def test_beside_its_year_in_large_figures_a_title_does_not_say_it_again_unless_half_of_it_would_go(
    title: str, seen: str
) -> None:
    templates = Templates({path: data.decode() for path, data in TEMPLATES.items()})
    html = templates.macro("components/citation.html", "title", {"award": {"year": "2026", "title": title}})

    assert re.sub("<span.*?</span>|<[^>]+>", "", html).strip() == seen
    assert re.sub("<[^>]+>", "", html).strip() == title


@pytest.mark.parametrize(
    ("body", "count"), [("", 4), ("欢迎。", 4), ("专职队伍、党员队伍、网上队伍、新时代文明实践队伍。", 0)]
)
def test_the_groups_stand_below_the_page_of_how_to_join_unless_its_text_names_them_all(body: str, count: int) -> None:
    files: dict[str, str | bytes] = {"content/pages/join.md": f"---\n{page()}---\n{body}\n"}
    html = site_of(files).files["join.html"].decode()

    assert html.count('class="ranks__item') == count


def test_every_component_has_its_data_file() -> None:
    files = {path for path in TEMPLATES if path.startswith("components/") and path.endswith(".html")}

    assert {path for path in files if path.replace(".html", ".yaml") not in TEMPLATES} == set()


def test_guide_shows_them_all() -> None:
    html = guide.guide(
        Templates({path: data.decode() for path, data in TEMPLATES.items()}), TEMPLATES, ("site.css",)
    ).decode()

    assert all(example.name in re.sub("<[^>]+>", "", html) for one in COMPONENTS for example in one.examples)


def test_templates_hold_no_styles_and_no_scripts_inside() -> None:
    """A strict content security policy can be set: everything comes from files."""
    faults = {
        path: found
        for path, data in TEMPLATES.items()
        if path.endswith(".html")
        and not path.startswith(("slides/", "desk/", "prints/", "sheets/"))
        and (found := re.findall(r'\sstyle="|\son[a-z]+="|<script(?![^>]*\bsrc=|[^>]*ld\+json)', data.decode()))
    }

    assert faults == {}


NEWER = re.compile(
    r"(@layer|@container|:is\(|:where\(|:has\(|\binset:|inset-inline|inset-block|aspect-ratio:|margin-inline:|margin-block:"
    r"|padding-inline:|padding-block:|^\s*&)",
    re.MULTILINE,
)


SHEETS = [path for path in sorted((ROOT / "assets" / "css").rglob("*.css")) if path.name != "slides.css"]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_sheets_are_read_whole_by_browsers_of_2020(path: Path) -> None:
    """Chromium 80 drops these; nothing here depends on them. Gaps stand in grids alone, where they are old."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    flexing = [
        block
        for block in re.findall(r"{[^{}]*}", text)
        if "display: flex" in block and re.search(r"(?<!column-)(?<!row-)\bgap:", block)
    ]

    assert (NEWER.findall(text), flexing) == ([], [])


def test_what_style_sheets_write_is_in_the_fonts() -> None:
    written = {
        character
        for path in SHEETS
        for text in re.findall(r"content:([^;}]*)", path.read_text(encoding="utf-8"))
        for part in re.findall(r'"([^"]*)"', text)
        for character in part
    }

    assert written - {" "} <= FROM_SHEETS
