"""Laws of reading: whatever the bytes, nothing raises, nothing is half read, and nothing takes for ever."""

import re
from pathlib import Path
from typing import Final

import markdown as library
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions.toc import slugify_unicode

from hyqz_site.model import decode, folding, minors, pictures
from hyqz_site.model.kinds import BY_COLLECTION, FIELD_NAMES
from hyqz_site.model.masking import Mask
from hyqz_site.problem import Problem, Problems
from hyqz_site.render import markdown
from hyqz_site.source import brackets, document
from hyqz_site.source.decoding import decode as decode_bytes
from tests.helpers import ROOT

CONTENT: Final = ROOT / "tests/golden/all-kinds/content"
EXAMPLES: Final = {
    path.relative_to(CONTENT).as_posix(): path.read_bytes()
    for path in sorted(CONTENT.glob("*/**/*"))
    if path.suffix in {".md", ".yaml"}
}

MARKS: Final = [
    *"：:-－—#'\"[]{}，,、\t\n\r\u3000\u00a0\u200b&*!|>%@`~?\\/\x00\u2028\ufeff�",
    "---\n", ": ", "- ", " #", "\n  ", "\n\t", "：\n", "|\n", "? ", "<<: ", "...\n", "草稿", "2021-13-45", "@" * 70, "[" * 30,
]  # fmt: skip
WORDS: Final = [
    "标题",
    "状态",
    "发布",
    "同意",
    "方式",
    "书面",
    "队伍",
    "hulu-dui",
    "2021-05-12",
    "36",
    "是",
    "李晓雁",
    "a.jpg",
]
yamlish: Final = st.lists(st.sampled_from([*MARKS, *WORDS, " ", "  ", "\n", "\n"]), max_size=40).map("".join)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid record in which a few places were overwritten, cut out or doubled."""
    path = draw(st.sampled_from(list(EXAMPLES)))
    text = EXAMPLES[path].decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from([*MARKS, "", text[start:end] * 2])) + text[end:]
    return path, text.encode("utf-8", errors="surrogatepass")


def read(path: str, data: bytes) -> tuple[object, list[Problem]]:
    """Read one record file all the way, its Markdown included."""
    found = Problems()
    kind = BY_COLLECTION.get(path.split("/", maxsplit=1)[0], BY_COLLECTION["pages"])
    parsed = document.parse(f"content/{path}", data, FIELD_NAMES, found)
    made = decode.decode(kind, Path(path).stem, parsed, found) if parsed else None
    if parsed and parsed.body:
        markdown.parse(parsed.body)
    return made.record if made and made.is_complete else None, list(found)


def is_sound(data: bytes, problems: list[Problem]) -> None:
    lines = max(data.count(b"\n"), data.count(b"\0\n\0"), data.count(b"\n\0")) + data.count(b"\r") + 2
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message
        assert "\n" not in problem.message
        assert "\n" not in problem.hint


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8\x00")
@example(b"\x84\x31\xa4\x37")
@settings(max_examples=500)
def test_any_bytes_are_decoded_or_refused_and_never_give_a_replacement_character(data: bytes) -> None:
    found = Problems()
    text = decode_bytes("f", data, found)
    assert (text is None) == found.has_errors
    assert text is None or "\ufffd" not in text.text


@given(st.binary(max_size=300), st.sampled_from(["pages/a.md", "pages/a.yaml", "volunteers/b.yml"]))
@settings(max_examples=400)
def test_reading_any_bytes_never_raises(data: bytes, path: str) -> None:
    record, problems = read(path, data)
    is_sound(data, problems)
    assert record is not None or problems
    assert "\ufffd" not in repr(record)


@given(yamlish, st.sampled_from(["pages/a.md", "pages/a.yaml", "volunteers/b.yaml", "screens/c.yaml"]))
@settings(max_examples=600)
def test_reading_text_that_looks_like_yaml_never_raises(text: str, path: str) -> None:
    data = text.encode()
    record, problems = read(path, data)
    is_sound(data, problems)
    assert record is not None or problems
    assert "\ufffd" not in repr(record)


@given(yamlish)
@settings(max_examples=500)
def test_front_matter_that_looks_like_yaml_never_raises(text: str) -> None:
    data = f"---\n{text}\n---\n正文。\n".encode()
    _, problems = read("pages/a.md", data)
    is_sound(data, problems)


@given(mutated())
@settings(max_examples=600)
def test_a_valid_record_with_a_few_slips_never_raises(case: tuple[str, bytes]) -> None:
    path, data = case
    record, problems = read(path, data)
    is_sound(data, problems)
    assert record is not None or problems
    assert "\ufffd" not in repr(record)


@given(mutated())
@settings(max_examples=200)
def test_reading_twice_says_the_same(case: tuple[str, bytes]) -> None:
    assert read(*case)[1] == read(*case)[1]


@given(
    st.sampled_from(list(EXAMPLES)),
    st.sampled_from(["utf-8-sig", "utf-16", "gb18030"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=60)
def test_the_encoding_and_the_line_ends_change_nothing(path: str, encoding: str, end: str) -> None:
    text = EXAMPLES[path].decode()
    record, problems = read(path, text.replace("\n", end).encode(encoding))
    assert record == read(path, EXAMPLES[path])[0]
    assert [problem.code for problem in problems] == (["legacy-encoding"] if encoding == "gb18030" else [])


HTML: Final = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<svg/onload=alert(1)>", "<!--",
    "<iframe src='//x'>", "<style>*{}</style>", "[a](volunteers/li)", "![a](b.jpg)", "*", "**", "_", "`", "```\n", "> ", "| a |\n| - |\n",
    "[^1]", "[^1]: x\n", "# ", "#话题#", "\n\n", "\n", "  ", "- ", "1. ", "&lt;", "&#106;", '<a href="data:text/html,x">', "</p>", "<p",
    "文字", "“好”", "<b onclick=x>", "<a href='vbscript:x'>", "<form action=x><input>", "<base href=//x>", '<math><mi//xlink:href="data:x,y">',
]  # fmt: skip


@given(st.lists(st.sampled_from(HTML), max_size=25).map("".join))
@settings(max_examples=600)
@example('<img src="x` `<script>alert(1)</script>"` `>')
@example("[a](<javascript:alert(1)>)")
@example('<a href="jav&#x0A;ascript:alert(1)">x</a>')
def test_nothing_live_comes_out_of_any_markdown(text: str) -> None:
    """Neither when parsed nor when its links were resolved is there a script, a handler or a live address."""
    prose = markdown.parse(text)
    assert_dead(prose.html)
    assert_dead(prose.resolved(lambda target: target, lambda _: ""))


MARKUP: Final = [
    "# ", "## 题", "## 题\n\n", "#", "- ", "1. ", "1) ", "* ", "+ ", "> ", "| a | b |\n|---|---|\n| 一 | 二 |", "[^1]", "[^1]: 注",
    "[词](x.md)", "![图](a.jpg)", "[词]: http://a.b", "<http://a.cn>", "**粗**", "*斜*", "_x_", "`码`", "```\n", "~~~\n", "---", "===",
    "<b>", "</b>", "<div>", "</div>\n", "<br>", "<!-- x -->", "&amp;", "&", "<", "\\*", "汉字，", "“引”", "。", "abc", "=", "-", ".", "1", "[TOC]",
    "\n", "\n", "\n\n", "\n\n", "\n\n\n", "  ", "    ", "  \n", "\t", "\u3000\u3000", "\x02", "\x03", "wzxhzdk:0",
]  # fmt: skip


@given(
    st.lists(st.sampled_from([*HTML, *MARKUP, "![a](b.jpg)", "\n![a](b.jpg)\n", "[![a](b.jpg)](x)"]), max_size=20).map(
        "".join
    )
)
@settings(max_examples=500)
@example("<sup id=x>a![a](b.jpg)b</sup>")
def test_no_paragraph_and_no_heading_holds_a_figure(text: str) -> None:
    """A browser would end them there, and what they say behind it would fall out of them."""
    prose = markdown.parse(text)
    html = prose.resolved(lambda target: target, lambda _: "<figure></figure>")
    for name in ("p", *(f"h{level}" for level in range(1, 7))):
        assert not re.search(rf"<{name}\b[^>]*>(?:(?!</{name}>).)*<figure", html, re.DOTALL), html
    assert html.count("<figure") == len(prose.pictures)
    assert_dead(html)


PICTURES: Final = [
    "![", "]", "[", "!", "(b.jpg)", "](x)", "\n> [p]: b.jpg '孩子'\n", "\t'孩子'", "\ufe0f", '<img alt="1>0 孩子" src=b.jpg>', '(b.jpg "孩子")', "(", ")", "[p]", " [p]", "[]", "[p]: b.jpg\n", '\n\n[孩子]: b.jpg "题"\n\n', "\n\n[p]: b.jpg\n'孩子'\n\n",
    "![孩子](b.jpg)", "![孩子]", "![路口](b.jpg)", "<img src=b.jpg alt=孩子>", "<IMG\nsrc='b.jpg'>", "<image src=b.jpg alt='孩子'>", "<img/src=b.jpg",
    "！[", "（b.jpg）", "![孩子]（b.jpg）", "！[孩子](b.jpg)", "![孩子] (b.jpg)", "【孩子】", "【孩子】（teams/xx）", "（", "）",
    "`", "``", "\\", "\\]", "`]`", "孩", "子", "孩子", "&#23401;", "**", "*", "\n", "\n\n", "> ", "- ", "    ", "<b>", "</b>", ">", "<", '"', "&", "[^1]", "\n\n[^1]: ", "|",
]  # fmt: skip


@given(st.lists(st.sampled_from(PICTURES), max_size=14).map("".join))
@settings(max_examples=600)
@example("![孩 [子]](b.jpg)")
@example("！[孩子]（b.jpg）")
@example("![a\\]孩子](b.jpg)")
@example("![a `]` 孩子](b.jpg)")
@example("!![孩子](b.jpg)[孩子](b.jpg)")
@example("![p][^1]\n\n[p]: b.jpg '孩子'\n\n[^1]: 注")
@example('<img alt="1>0 孩子们" src="b.jpg">')
@example('<img title=">" alt="孩子" src="b.jpg">')
@example("<img alt=\"1>0' 孩子\" src=b.jpg>'")
@example('> ![r]\n\n> [r]: b.jpg "孩子"')
@example('- ![r]\n- [r]: b.jpg "孩子"')
@example('![r]\n\n[r]: b.jpg\n\t"孩子"')
@example('![r]\n\n[x]:\n[r]: b.jpg "孩子"')
@example("![孩[子](x)](b.jpg)")
@example("![孩[子][p]](b.jpg)\n\n[p]: x")
@example("![孩\ufe0f子](b.jpg) ![孩\u061c子](b.jpg) ![孩&#xfe0f;子](b.jpg)")
def test_a_picture_that_is_hidden_is_never_drawn(text: str) -> None:
    """Whoever hides pictures does not read Markdown, and misses none that Markdown has."""
    text = brackets.mended(text)
    assert markdown.parse(pictures.without(text, lambda _: True)).pictures == ()
    for picture in markdown.parse(pictures.without(text, minors.speaks_of_children)).pictures:
        assert not minors.speaks_of_children(picture.alt, picture.title)


NAMED: Final = [
    "【", "】（teams/xx）", "] (teams/xx)", "！[",
    "周", "晓", "晴", "周", "晓", "晴", "晓晴", "周晓", "曉", "[", "]", "](x)", '](x "t t")', "](<a b>)", "](a(b))", "][r]", "\n\n[r]: x\n\n", "[^1]",
    "<b>", "</b>", '<b title="a>b">', "*", "**", "_", "`", "\\", "&nbsp;", "&#x6653;", "&#0026228;", "\n", "\n> ", " ",
    "\u3164", "\ufe0f", "\u200b", "·", "好", "。", "![图](x)", "~",
]  # fmt: skip


@given(st.lists(st.sampled_from(NAMED), max_size=12).map("".join))
@settings(max_examples=600)
@example('[周晓](x "t t")晴')
@example("【周晓】（teams/xx）晴")
@example("[周晓] (teams/xx)晴")
@example("周![图]（b.jpg）晓晴")
@example("[周][r]晓晴\n\n[r]: x")
def test_a_name_that_is_hidden_is_read_nowhere(text: str) -> None:
    """The mask knows no Markdown, and yet nobody reads the name on the page that Markdown makes of the text."""
    shown = Mask.of([("周晓晴", "某人")]).text(brackets.mended(text))
    html = re.sub(r"<sup.*?</sup>", "", markdown.parse(shown).html).replace("</p>", "|")
    assert "周晓晴" not in folding.folded(re.sub(r"<[^>]*>", "", html))


@given(st.lists(st.sampled_from(MARKUP), max_size=20).map("".join))
@settings(max_examples=500)
def test_what_parses_asks_fewer_but_says_what_the_library_says(text: str) -> None:
    """Text is not taken to those parts of the library that would find nothing in it, and nothing else changes."""
    ours, _ = markdown._converter()  # noqa: SLF001 - what is made of it then is ours
    theirs = library.Markdown(
        extensions=["tables", "sane_lists", "fenced_code", "footnotes", "toc"],
        extension_configs={
            "footnotes": {"BACKLINK_TITLE": "回到正文第 {} 处", "BACKLINK_TEXT": "↑"},
            "toc": {"slugify": slugify_unicode, "marker": ""},
        },
        output_format="html",
    )
    theirs.parser.blockprocessors.deregister("code")  # as ours does: no paragraph is program code
    assert ours.reset().convert(text) == theirs.convert(text)


def assert_dead(html: str) -> None:
    from tests.helpers import page_of  # noqa: PLC0415 - only here

    for tag, attributes in page_of(html.encode()).tags:
        assert tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "base",
            "meta",
            "link",
            "svg",
            "math",
        }
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src"}:
                address = "".join(value.split()).lower()
                assert not address.startswith(("javascript:", "vbscript:", "data:")), value
