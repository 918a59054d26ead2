"""What is wrong with a template is said in Chinese, at its line."""

from dataclasses import dataclass
from typing import Final

import pytest

from hyqz_site.render.templates import TemplateError, Templates

CASES: Final = {
    "{% if page %}": "模板写法有误：“if”没有结束，要有 {% endif %}",
    "{% for one in page %}{% endif %}": "模板写法有误：“for”还没有结束，不能写“endif”",
    "{% endif %}": "模板写法有误：“endif”没有开头",
    "{% else %}": "模板写法有误：“else”没有开头",
    "{% fi %}": "模板写法有误：没有叫“fi”的标签",
    "{{ }}": "模板写法有误：“}}”前面缺少内容",
    "{% if %}{% endif %}": "模板写法有误：“%}”前面缺少内容",
    "{{ page.title": "模板写法有误：模板没有写完，缺少“}}”",
    "{{ page title }}": "模板写法有误：这里应该是“}}”，写的是“title”",
    "{{ page.title | }}": "模板写法有误：这里应该是“名字”，写的是“}}”",
    "{{ (page.title }}": "模板写法有误：这里应该是“)”，写的是“}”",
    "{{ page.title) }}": "模板写法有误：这里不能写“)”",
    "{{ 'title }}": "模板写法有误：这里不能写“'”",
    "{{ “title” }}": "模板写法有误：这里不能写““”",
    "{{ page.title | upcase }}": "模板写法有误：没有叫“upcase”的过滤器",
    "{{ page.title is even_so }}": "模板写法有误：没有叫“even_so”的判断",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": "模板写法有误：“a”这一块写了两次",
    "{# a note": "模板写法有误：注释没有结束，要有 #}",
    "{% raw %}{{": "模板写法有误：“raw”没有结束，要有 {% endraw %}",
    "{% include 'none.html' %}": "找不到模板“none.html”",
    "{% from 'parts.html' import crad %}{{ crad() }}": "模板出错：“parts.html”里没有“crad”",
    "{% from 'parts.html' import card %}{{ card() }}": "模板出错：这里要给“title”",
    "{{ nothing }}": "模板出错：没有叫“nothing”的内容",
    "{{ page.titel }}": "模板出错：Page 里没有“titel”，是不是“title”？",
    "{{ page['nothing'] }}": "模板出错：Page 里没有“nothing”",
    "{{ page.title + 1 }}": '模板出错：can only concatenate str (not "int") to str',
}


@dataclass(frozen=True)
class Page:
    title: str


@pytest.mark.parametrize("text", CASES)
def test_a_fault(text: str) -> None:
    sources = {"page.html": f"<h1>\n{text}", "parts.html": "{% macro card(title) %}{{ title }}{% endmacro %}"}
    with pytest.raises(TemplateError) as found:
        Templates(sources).render("page.html", Page("标题"))
    assert found.value.message == CASES[text]


def test_where_a_fault_is() -> None:
    sources = {"page.html": "{% include 'parts.html' %}", "parts.html": "<p>\n\n{{ page.titel }}"}
    with pytest.raises(TemplateError) as found:
        Templates(sources).render("page.html", Page("标题"))
    assert (found.value.path, found.value.line) == ("templates/parts.html", 3)
