"""Markdown as Chinese editors write it, and nothing live from any text."""

import re
from typing import Final

import pytest

from hyqz_site.render.markdown import BodyPicture, parse
from tests.helpers import page_of, site_of
from tests.unit.model.records import page


def html(text: str) -> str:
    """Return the HTML of a text on one line."""
    return re.sub(r">\s+<", "><", parse(text).html.replace("\n", "⏎").strip("⏎")).replace("⏎", "")


CASES: Final = {
    "paragraph": ("文字。", "<p>文字。</p>"),
    "emphasis beside full-width punctuation": ("这是**重点。**后面", "<p>这是<strong>重点。</strong>后面</p>"),
    "emphasis round quotation marks": ("他说**“好”**了", "<p>他说<strong>“好”</strong>了</p>"),
    "emphasis between Chinese characters": ("很*轻*的", "<p>很<em>轻</em>的</p>"),
    "underscores within a word": ("a_b_c", "<p>a_b_c</p>"),
    "soft break between Chinese characters": ("第一行\n第二行", "<p>第一行第二行</p>"),
    "soft break after full-width punctuation": ("第一行，\n第二行", "<p>第一行，第二行</p>"),
    "soft break around emphasis": ("第**一\n行**\n二", "<p>第<strong>一行</strong>二</p>"),
    "list under a paragraph": ("要带：\n- 水\n- 帽子", "<p>要带：</p><ul><li>水</li><li>帽子</li></ul>"),
    "numbered list under a paragraph": ("步骤：\n1. 登记\n2. 领证", "<p>步骤：</p><ol><li>登记</li><li>领证</li></ol>"),
    "list nested by two spaces": (
        "- 甲\n  - 乙\n    - 丙\n- 丁",
        "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ul>",
    ),
    "numbered list nested by three spaces": ("1. 甲\n   - 乙\n2. 丙", "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>"),
    "list marker without a space": ("-水\n-帽子", "<ul><li>水</li><li>帽子</li></ul>"),
    "Chinese dots": ("•水\n•帽子", "<ul><li>水</li><li>帽子</li></ul>"),
    "topic at a line's start": ("#志愿者日# 我们来了", "<p>#志愿者日# 我们来了</p>"),
    "topic alone": ("#话题#", "<p>#话题#</p>"),
    "topic in a list": ("- #话题#", "<ul><li>#话题#</li></ul>"),
    "heading": ("# 大标题", '<h2 id="t-大标题">大标题</h2>'),
    "headings of one text begin below the page's": ("## 二\n\n### 三", '<h2 id="t-二">二</h2><h3 id="t-三">三</h3>'),
    "table": (
        "| 甲 | 乙 |\n| --- | --: |\n| 1 | 2 |",
        '<div class="table" role="region" aria-label="表格" tabindex="0"><table><thead><tr><th>甲</th><th class="align-right">乙</th></tr></thead>'
        '<tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody></table></div>',
    ),
    "full-width indentation": ("　　第一段\n　　第二段", "<p>第一段</p><p>第二段</p>"),
    "numbered paragraphs of a document": ("一、目的\n二、做法", "<p>一、目的</p><p>二、做法</p>"),
    "quotation": ("> 引文\n> 第二行", "<blockquote><p>引文第二行</p></blockquote>"),
    "rule": ("甲\n\n---\n\n乙", "<p>甲</p><hr><p>乙</p>"),
    "indented paragraph is no code": ("    甲", "<p>甲</p>"),
    "kept line break": ("甲  \n乙", "<p>甲<br>乙</p>"),
    "html is cleaned": ("<b>粗</b><u>线</u><marquee>跑</marquee>", "<p><b>粗</b><u>线</u>跑</p>"),
    "less-than": ("3 < 5 & 6 > 2", "<p>3 &lt; 5 &amp; 6 &gt; 2</p>"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_soft_break_beside_a_latin_word_stays_a_space() -> None:
    assert parse("use\nGit").html.split() == ["<p>use", "Git</p>"]


def test_code_keeps_its_line_breaks() -> None:
    assert "第一行\n第二行" in parse("```\n第一行\n第二行\n```").html


def test_footnotes_lead_there_and_back() -> None:
    found = page_of(parse("正文[^1]。\n\n[^1]: 说明。").html.encode())
    ids = {attributes["id"] for _, attributes in found.tags if "id" in attributes}
    links = {attributes["href"] for tag, attributes in found.tags if tag == "a"}
    assert all(link.startswith("#t-") for link in links)
    assert {link.removeprefix("#") for link in links} <= ids


def test_links_and_pictures_are_listed_as_written() -> None:
    prose = parse('[晓雁](volunteers/li-xiaoyan) ![门口](a.jpg "图注") [站外](https://example.com/?a=1&b=2)')
    assert prose.links == ("volunteers/li-xiaoyan", "https://example.com/?a=1&b=2")
    assert prose.pictures == (BodyPicture("a.jpg", "门口", "图注"),)


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert parse("见[晓雁](volunteers/li)。").resolved(lambda _: None, lambda _: "") == "<p>见晓雁。</p>"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("![图](a.jpg)", "<figure>a.jpg</figure>"),
        ("正文。\n![图](a.jpg)\n接着一句。", "<p>正文。</p><figure>a.jpg</figure><p>接着一句。</p>"),
        ("![图](a.jpg)  \n![图](b.jpg)", "<figure>a.jpg</figure><figure>b.jpg</figure>"),
        ("**正![图](a.jpg)文**尾", "<p><strong>正</strong></p><figure>a.jpg</figure><p><strong>文</strong>尾</p>"),
        ("[![图](a.jpg)](teams/x)", '<a href="teams/x"><figure>a.jpg</figure></a>'),
        ("## 题![图](a.jpg)", '<h2 id="t-题">题</h2><figure>a.jpg</figure>'),
        ("- 甲![图](a.jpg)乙", "<ul><li>甲<figure>a.jpg</figure>乙</li></ul>"),
        ("> 甲\n> ![图](a.jpg)", "<blockquote><p>甲</p><figure>a.jpg</figure></blockquote>"),
        ("甲![图](hidden.jpg)乙", "<p>甲乙</p>"),
        ("![图](hidden.jpg)", ""),
        ("甲\n\n![图](hidden.jpg)![图](a.jpg)", "<p>甲</p><figure>a.jpg</figure>"),
        ("## ![图](hidden.jpg)", ""),
    ],
)
def test_a_picture_stands_by_itself_between_paragraphs(text: str, made: str) -> None:
    """A browser ends the paragraph at a figure, and what stands behind it falls out."""

    def figure(picture: BodyPicture) -> str:
        return "" if picture.src == "hidden.jpg" else f"<figure>{picture.src}</figure>"

    html_ = parse(text).resolved(lambda target: target, figure)
    assert re.sub(r">\s+<|\n", lambda match: match.group().replace("\n", "").replace(" ", ""), html_) == made


def test_links_to_other_sites_keep_off_the_window() -> None:
    made = parse("[站外](https://example.com/)").resolved(lambda target: target, lambda _: "")
    assert 'href="https://example.com/"' in made
    assert 'rel="noopener"' in made


ATTACKS: Final = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "<svg onload=alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x>",
    "<style>@import '//x'</style>",
    "<link rel=stylesheet href=//x>",
    "<meta http-equiv=refresh content='0;url=//x'>",
    "<base href=//x>",
    "<form action=//x><input><button>x</button></form>",
    "<p style='background:url(//x)'>x</p>",
    "<details ontoggle=alert(1) open>x</details>",
    "<a href='https://ok' target=_blank onclick=alert(1)>x</a>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "| <script>alert(1)</script> |\n| - |\n| <img src=x onerror=alert(1)> |",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "## <script>alert(1)</script>",
    '![x" onerror="alert(1)](a.jpg)',
    '[x](https://ok "t" onmouseover="alert(1)")',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src=x onerror=alert(1)>-->",
]


def is_dead(html_: bytes) -> None:
    for tag, attributes in page_of(html_).tags:
        assert tag not in {"iframe", "object", "embed", "form", "input", "base", "math", "style", "script"}, tag
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert "javascript:" not in value.lower()
            assert not value.lower().startswith(("vbscript:", "data:text"))
            assert "alert" not in value or name in {"alt", "title", "content", "id", "href"}


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_live_gets_through_a_text(text: str) -> None:
    prose = parse(text)
    is_dead(prose.resolved(lambda target: target, lambda found: f"<i>{len(found.src)}</i>").encode())


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% raw %}"]
)
def test_nothing_live_gets_through_any_other_field(attack: str) -> None:
    """A title, a tag or a source is text, whatever it looks like."""
    written = "'" + attack.replace("'", "''") + "'"
    text = page(f"来源: {written}\n作者: 甲\n", title=written).replace("一句话介绍。", written)
    made = site_of({"content/pages/about.yaml": text, "content/site.yaml": f"网站名称: {written}\n主办: {written}\n"})
    assert made.errors == 0
    for path in ("about.html", "index.html"):
        found = page_of(made.files[path])
        assert not [attributes for _, attributes in found.tags if "onerror" in attributes]
        assert "alert(1)" not in "".join(attributes.get("src", "") for _, attributes in found.tags)
        assert attack in found.title
        assert b"<script>alert" not in made.files[path]


def test_a_text_about_html_is_no_link() -> None:
    """What stands in a text between quotation marks is not taken for an address by the audit."""
    body = '写 href="x.html" 和 src="a.jpg" 就行。`<a href="y.html">`'
    made = site_of({"content/pages/about.md": f"---\n{page()}---\n{body}\n"})
    assert made.problems == ()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("##小标题\n\n文字", '<h2 id="t-小标题">小标题</h2>\n<p>文字</p>'),
        ("##话题##", "<p>##话题##</p>"),
        ("#话题#好", "<p>#话题#好</p>"),
        ("见[护路队]（teams/hulu-dui）。", '<p>见<a href="teams/hulu-dui">护路队</a>。</p>'),
        ("见[附件]（见第三页）。", "<p>见[附件]（见第三页）。</p>"),
        ("![人]（a.jpg）", "<p>![人]（a.jpg）</p>"),
        ("参见文献[1]（2024）、[附件]（A4）。", "<p>参见文献[1]（2024）、[附件]（A4）。</p>"),
        ("`[a]（b/c）`", "<p><code>[a]（b/c）</code></p>"),
        ("```\n[a]（b/c）\n```", "<pre><code>[a]（b/c）\n</code></pre>"),
    ],
)
def test_what_is_meant_is_read_though_a_blank_or_a_bracket_is_another(text: str, html: str) -> None:
    assert parse(text).html.strip() == html
