"""Gaps between Chinese and Latin, and headlines that do not end in a line of one character."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyqz_site.render.typography import typeset

TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>在2021年的春天</p>", '<p>在<span class="la">2021</span>年的春天</p>'),
        ("<p>打开APP。</p>", '<p>打开<span class="la la--l">APP</span>。</p>'),
        ("<p>LED屏</p>", '<p><span class="la la--r">LED</span>屏</p>'),
        ("<p>早07:30-08:30到</p>", '<p>早<span class="la">07:30-08:30</span>到</p>'),
        ("<p>占15.5%的人</p>", '<p>占<span class="la">15.5%</span>的人</p>'),
        ("<p>在 2021 年</p>", "<p>在 2021 年</p>"),
        ("<p>“A4”和（B5）</p>", "<p>“A4”和（B5）</p>"),
        ("<p>甲&amp;乙&lt;丙</p>", "<p>甲&amp;乙&lt;丙</p>"),
        ('<p title="在2021年">甲</p>', '<p title="在2021年">甲</p>'),
        ("<head><title>在2021年</title></head>", "<head><title>在2021年</title></head>"),
        ("<svg><text>在2021年</text></svg>", "<svg><text>在2021年</text></svg>"),
        ("<script>var 在2021年;</script>", "<script>var 在2021年;</script>"),
    ],
)
def test_latin_beside_chinese_is_wrapped(html: str, expected: str) -> None:
    assert typeset(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>2026年10月8日 </p>",
            '<p><span class="day"><span class="la la--r">2026</span>年<span class="la">10</span>月<span class="la">8</span>日</span> </p>',
        ),
        (
            "<p>始于2020年8月</p>",
            '<p>始于<span class="day"><span class="la">2020</span>年<span class="la">8</span>月</span></p>',
        ),
        (
            "<p>2026年11月23日，周一</p>",
            '<p><span class="la la--r">2026</span>年<span class="la">11</span>月<span class="la">23</span>日，周一</p>',
        ),
        ("<p>自A2020年8月</p>", '<p>自<span class="la">A2020</span>年<span class="la">8</span>月</p>'),
        (
            f"<p>2020年8月{'长' * 40}</p>",
            f'<p><span class="la la--r">2020</span>年<span class="la">8</span>月{"长" * 40}</p>',
        ),
    ],
)
def test_a_date_in_a_short_text_stays_on_one_line(html: str, expected: str) -> None:
    assert typeset(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<h1>路口少了喇叭声，多了一句再等十秒</h1>",
            '<h1>路口少了喇叭<span class="nb">声，</span>多了一句再<span class="nb">等十秒</span></h1>',
        ),
        (
            "<h1>阿卜杜热西提·买买提</h1>",
            '<h1>阿卜杜热西<span class="nb">提·</span><span class="nb">买买提</span></h1>',
        ),
        ("<p>路口少了喇叭声，多了一句再等十秒</p>", "<p>路口少了喇叭声，多了一句再等十秒</p>"),
    ],
)
def test_no_mark_begins_a_line_of_a_headline(html: str, expected: str) -> None:
    """A clause that is longer than its line is broken anywhere, and a browser breaks it before the mark, too."""
    assert typeset(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>他说。“走”</p>", '<p>他说<span class="hm">。</span>“走”</p>'),
        ("<p>《书》（一）：好</p>", '<p>《书<span class="hm">》</span>（一<span class="hm">）</span>：好</p>'),
        ("<p>名为“《书》”</p>", '<p>名为“<span class="hm hm--l">《</span>书<span class="hm">》</span>”</p>'),
        ("<p>（（内））</p>", '<p>（<span class="hm hm--l">（</span>内<span class="hm">）</span>）</p>'),
        ("<p>‘‘’’“”</p>", "<p>‘‘’’“”</p>"),  # narrow in some fonts
        ("<p>一，二。三（四）</p>", "<p>一，二。三（四）</p>"),
        (
            "<h1>每周四到路口的五点半：“再等十秒”</h1>",
            '<h1>每周四到路口的五点半<span class="hm">：</span>“再等<span class="nb">十秒”</span></h1>',
        ),
    ],
)
def test_the_blank_half_between_two_marks_is_wrapped(html: str, expected: str) -> None:
    assert typeset(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>起雾的早晨与路口</h2>", '<h2>起雾的早晨<span class="nb">与路口</span></h2>'),
        ("<h1>短标题</h1>", "<h1>短标题</h1>"),
        ("<p>一段不是标题的长长的话</p>", "<p>一段不是标题的长长的话</p>"),
        (
            '<p class="deed headline">数了一百二十次红灯</p>',
            '<p class="deed headline">数了一百二十<span class="nb">次红灯</span></p>',
        ),
        (
            '<h3><a href="x">四十年后在一张合影前</a> <span class="chip">示例</span></h3>',
            '<h3><a href="x">四十年后在一张<span class="nb">合影前</span></a> <span class="chip">示例</span></h3>',
        ),
    ],
)
def test_headlines_keep_their_last_characters_together(html: str, expected: str) -> None:
    assert typeset(html) == expected


def test_tail_never_begins_with_a_mark_that_may_not_begin_a_line() -> None:
    tail = re.search(r'<span class="nb">(.*)</span>', typeset("<h1>二〇二六年最美衡阳群众（公示）</h1>"))

    assert tail
    assert tail.group(1)[0] not in "，。、）”"


TEXTS = st.text(alphabet="衡阳群众ABC123，。“”（）《： -%&;", max_size=60)


@given(TEXTS)
def test_the_words_stay_the_same(text: str) -> None:
    escaped = text.replace("&", "&amp;")
    for html in (f"<p>{escaped}</p>", f"<h1>{escaped}</h1>"):
        assert TAG.sub("", typeset(html)) == escaped


@given(TEXTS)
def test_every_span_is_closed(text: str) -> None:
    html = typeset(f"<h1>{text.replace('&', '&amp;')}</h1>")

    assert html.count("<span") == html.count("</span>")
