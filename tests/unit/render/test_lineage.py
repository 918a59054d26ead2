"""Which templates draw a page, and which its main block: an edit of others leaves it as it is, and only then."""

from types import SimpleNamespace

import pytest

from hyqz_site.render.templates import Templates

PAGE = "pages/a.html"
LAYOUT = "layouts/base.html"
SOURCES = {
    LAYOUT: """{% import "components/nav.html" as nav %}{% import "components/card.html" as card %}
{% set frame = page.frame %}{% block about %}<title>{{ page.frame.title }}</title>{% endblock %}
{% block head %}<i>{% endblock %}{{ nav.nav() }}
<main>{% block main %}{% endblock %}</main><footer>{{ frame.title }}
""",
    "layouts/record.html": """{% extends "layouts/base.html" %}
{% block main %}<h1>{{ page.title }}</h1>{% block more %}{% endblock %}{% endblock %}
""",
    PAGE: """{% extends "layouts/record.html" %}{% import "components/list.html" as lists %}
{% block more %}{{ super() }}{{ lists.list(page.rows) }}{{ card.card() }}{% endblock %}
""",
    "components/nav.html": "{% macro nav() %}<nav>{% endmacro %}",
    "components/card.html": "{% macro card() %}<b>{% endmacro %}",
    "components/list.html": '{% import "components/row.html" as row %}{% macro list(rows) %}{{ row.row() }}{% endmacro %}',
    "components/row.html": "{% macro row() %}<li>{% endmacro %}",
    "pages/b.html": "<p>{{ page.title }}</p>",
}


def changed(edits: dict[str, str], page: str = PAGE) -> str:
    """What an edit changes of a page: nothing, all but some of its blocks, or all of it."""
    before, after = Templates(SOURCES).lineage(page), Templates({**SOURCES, **edits}).lineage(page)
    if before.whole == after.whole:
        assert before.blocks == after.blocks
        return "nothing"
    kept = [name for name, drawn_by in after.blocks.items() if before.blocks.get(name) == drawn_by]
    return "all but " + " and ".join(kept) if kept else "all"


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert old in SOURCES[path]
    return {path: SOURCES[path].replace(old, new)}


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (edited("pages/b.html", "<p>", "<div>"), "nothing"),
        (edited(LAYOUT, "<title>", "<title lang=zh>"), "all but main"),
        (edited(LAYOUT, "<footer>", "<footer class=a>"), "all but about and main"),
        (
            edited(LAYOUT, "{{ nav.nav() }}", "{% for one in (1, 2) %}{{ nav.nav() }}{{ one }}{% endfor %}"),
            "all but about and main",
        ),
        (edited(LAYOUT, "<i>", "<u>"), "all but about and main"),
        (edited("components/nav.html", "<nav>", "<nav class=a>"), "all but about and main"),
        (edited("components/card.html", "<b>", "<em>"), "all"),
        (edited("components/row.html", "<li>", "<li class=a>"), "all"),
        (edited("layouts/record.html", "<h1>", "<h1 class=a>"), "all"),
        (edited(PAGE, "{{ lists", "<hr>{{ lists"), "all"),
        (edited(LAYOUT, "{% block main %}", "{% block main %}<hr>"), "all but about"),
        (edited(LAYOUT, 'card.html" as card', 'row.html" as card'), "all"),
    ],
)
def test_what_an_edit_changes(edit: dict[str, str], what: str) -> None:
    assert changed(edit) == what


def test_a_page_without_a_layout_has_only_its_own_templates() -> None:
    assert changed(edited(LAYOUT, "<title>", "<title lang=zh>"), "pages/b.html") == "nothing"
    assert Templates(SOURCES).lineage("pages/b.html").blocks == {}


@pytest.mark.parametrize(
    "edit",
    [
        edited(LAYOUT, "{% block main %}{% endblock %}", "{% if page %}{% block main %}{% endblock %}{% endif %}"),
        edited(
            LAYOUT, "{% block main %}{% endblock %}", "{% filter upper %}{% block main %}{% endblock %}{% endfilter %}"
        ),
        edited(LAYOUT, "{% block main %}", "{% block main required %}"),
        edited(LAYOUT, "{% block main %}", "{% block main scoped %}"),
        edited(LAYOUT, "{% set frame", "{% set card = 1 %}{% set frame"),
        edited(LAYOUT, "{% set frame", "{% if page %}{% set lists = 1 %}{% endif %}{% set frame"),
        edited(LAYOUT, 'card.html" as card', 'card.html" as card with context'),
        edited(LAYOUT, '{% import "components/card.html" as card %}', '{% from "components/card.html" import card %}'),
        edited(LAYOUT, "{% set frame", "{% macro card() %}{% endmacro %}{% set frame"),
        edited(PAGE, "{% import", "{% set frame = [] %}{% import"),
        edited(PAGE, "{{ super() }}", "{{ self.head() }}"),
        edited(PAGE, "{{ super() }}", "{% block head %}{{ super() }}{% endblock %}"),
        edited(PAGE, "{{ super() }}", "{{ frame.title }}"),
        edited(PAGE, "{{ super() }}", "{% include page.title %}"),
        edited(PAGE, "{{ super() }}", '{% include "components/none.html" ignore missing %}'),
        edited(PAGE, '{% extends "layouts/record.html" %}', "{% extends page.layout %}"),
        edited(
            PAGE, '{% extends "layouts/record.html" %}', '{% if page %}{% extends "layouts/record.html" %}{% endif %}'
        ),
        edited("components/row.html", "{% endmacro %}", "{% end %}"),
        edited("layouts/record.html", "layouts/base.html", PAGE),
    ],
)
def test_a_main_block_that_may_depend_on_more_is_none_to_speak_of(edit: dict[str, str]) -> None:
    assert Templates({**SOURCES, **edit}).lineage(PAGE).blocks == {}


@pytest.mark.parametrize(
    "edit",
    [
        edited(LAYOUT, "page.frame.title", "frame.title"),
        edited(LAYOUT, "{{ page.frame.title }}", "{{ self.head() }}"),
        edited(LAYOUT, "{% block about %}", "{% if page %}{% block about %}")
        | edited(LAYOUT, "</title>{% endblock %}", "</title>{% endblock %}{% endif %}"),
        edited(PAGE, "{% block more %}", "{% block about %}{% endblock %}{% block more %}"),
    ],
)
def test_a_head_that_may_depend_on_more_is_drawn_with_the_rest(edit: dict[str, str]) -> None:
    assert "about" not in Templates({**SOURCES, **edit}).lineage(PAGE).blocks


def view(**more: object) -> SimpleNamespace:
    return SimpleNamespace(frame=SimpleNamespace(title="题目"), title="周老师", rows=(), **more)


def test_around_its_blocks_a_page_is_what_it_is_as_a_whole() -> None:
    templates = Templates(SOURCES)
    before, about, between, main, behind = templates.parts(PAGE, view())
    assert about == "<title>题目</title>"
    assert main == "<h1>周老师</h1><li><b>"
    assert templates.around(PAGE, view().frame, {"about", "main"}) == [before, "", between, "", behind]
    assert templates.around(PAGE, view().frame, {"main"}) == [before, about, between, "", behind]
    assert templates.render(PAGE, view()).decode() == before + about + between + main + behind


def test_a_layout_may_say_nothing_of_the_page_in_a_block() -> None:
    layout = SOURCES[LAYOUT].replace("{% block about %}", "").replace("</title>{% endblock %}", "</title>")
    before, main, behind = Templates({**SOURCES, LAYOUT: layout}).parts(PAGE, view())
    assert main == "<h1>周老师</h1><li><b>"
    assert before.endswith("<title>题目</title>\n<i><nav>\n<main>")
    assert behind == "</main><footer>题目\n"


@pytest.mark.parametrize(
    "asked",
    [
        "{{ page.title }}",
        "{{ page.title|default('没有') }}",
        "{{ page.title is defined }}",
        "{{ page['title'] }}",
        "{{ page }}",
        "{% if page %}{% endif %}",
        "{{ page|string }}",
        "{{ page == 1 }}",
        "{{ once(nav.nav, page) }}",
        "{{ frame.none }}",
        "{{ self.main() }}",
    ],
)
def test_a_frame_that_asks_for_more_is_not_drawn_alone(asked: str) -> None:
    templates = Templates({**SOURCES, **edited(LAYOUT, "{{ nav.nav() }}", asked)})
    assert templates.around(PAGE, view().frame, {"main"}) == []


def test_a_main_block_that_is_drawn_twice_is_part_of_the_whole() -> None:
    templates = Templates({**SOURCES, **edited(LAYOUT, "{{ nav.nav() }}", "{{ self.main() }}")})
    (whole,) = templates.parts(PAGE, view())
    assert whole.count("<h1>周老师</h1><li><b>") == 2
    assert "\0" not in whole
