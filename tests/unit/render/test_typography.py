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
        (
            "<p>2026年9月1日至5日</p>",
            '<p><span class="day"><span class="la la--r">2026</span>年<span class="la">9</span>月<span class="la">1</span>日至<span class="la">5</span>日</span></p>',
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
            '<h1>路口少了喇叭<span class="nb">声，</span>多了一句<span class="nb">再等十秒</span></h1>',
        ),
        (
            '<h1><span class="a">身边的人，</span><span class="a">手边的事情和路口</span></h1>',
            '<h1><span class="a">身边的<span class="nb">人，</span></span><span class="a">手边的事情<span class="nb">和路口</span></span></h1>',
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
            '<p class="deed headline">数了一百二十次<span class="nb">红灯</span></p>',
        ),
        (
            '<h3><a href="x">四十年后在一张合影前</a> <span class="chip">示例</span></h3>',
            '<h3><a href="x">四十年后在一张<span class="nb">合影前</span></a> <span class="chip">示例</span></h3>',
        ),
        ("<h2>给太阳下的人留一把椅子</h2>", '<h2>给太阳下的人留<span class="nb">一把椅子</span></h2>'),
        ("<h2>怎样知道路灯不在</h2>", '<h2>怎样知道<span class="nb">路灯不在</span></h2>'),
        ("<h2>二〇二六年的名单（公示）</h2>", '<h2>二〇二六年的名单（<span class="nb">公示）</span></h2>'),
    ],
)
def test_headlines_keep_their_last_characters_together(html: str, expected: str) -> None:
    assert typeset(html) == expected


CHIP = '<span class="chip chip--sample">示例</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>苗圃文艺队琴师 {CHIP}</p>", f'<p>苗圃文艺<span class="kept">队琴师 {CHIP}</span></p>'),
        (
            f"<p>退休职工，苗圃文艺队琴师 {CHIP}</p>",
            f'<p>退休职工，<span class="kept">苗圃文艺队琴师 {CHIP}</span></p>',
        ),
        (
            f"<p>交通秩序整治，2026年2月7日 {CHIP}</p>",
            '<p>交通秩序整治，<span class="kept"><span class="day"><span class="la la--r">2026</span>年<span class="la">2'
            f'</span>月<span class="la">7</span>日</span> {CHIP}</span></p>',
        ),
        (f"<p>最美志愿者 {CHIP}</p>", f'<p><span class="kept">最美志愿者 {CHIP}</span></p>'),
        (f"<p>党员 {CHIP}</p>", f'<p><span class="kept">党员 {CHIP}</span></p>'),
        (
            f"<p>2020年9月成立 {CHIP}，</p>",
            '<p><span class="day"><span class="la la--r">2020</span>年<span class="la">9</span>月</span>'
            f'<span class="kept">成立 {CHIP}</span>，</p>',
        ),
        (
            f'<li><a href="x">公示的名单公示</a> {CHIP}</li>',
            f'<li><a href="x">公示的<span class="nb">名单公示</span></a> {CHIP}</li>',
        ),
    ],
)
def test_no_lone_character_stands_before_the_mark_of_samples(html: str, expected: str) -> None:
    assert typeset(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>取自“衡阳群众”APP后台</p>",
            '<p>取自“<span class="nb">衡阳群众”</span><wbr><span class="la la--r">APP</span>后台</p>',
        ),
        (
            "<p>‘衡阳群众’（“雁”2026年1月起）</p>",
            '<p>‘<span class="nb">衡阳群众’</span><span class="hm hm--l">（</span>“雁”<wbr><span class="day">'
            '<span class="la la--r">2026</span>年<span class="la">1</span>月</span>起）</p>',
        ),
    ],
)
def test_the_name_is_never_torn(html: str, expected: str) -> None:
    """A line may end behind a closing quotation mark, and does not in a browser where Latin follows."""
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
