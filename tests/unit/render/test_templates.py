"""Views become HTML by templates."""

from types import SimpleNamespace

from markupsafe import Markup

from hyqz_site.render.templates import Templates


def test_a_text_is_escaped_whatever_markup_said_the_same_before() -> None:
    """What is escaped is remembered by the text, and markup equals a text of the same letters."""
    templates = Templates({"a.html": "{{ page.markup }}{{ page.text }}{{ page.markup }}{{ page.number }}"})
    view = SimpleNamespace(markup=Markup("<b>&amp;</b>"), text="<b>&amp;</b>", number=7)

    for _ in range(2):
        assert templates.render("a.html", view) == b"<b>&amp;</b>&lt;b&gt;&amp;amp;&lt;/b&gt;<b>&amp;</b>7"
