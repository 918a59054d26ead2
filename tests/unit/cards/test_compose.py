"""Cards as they are set, before a pixel is drawn: every text in its box, on one colour, and nothing lost of a name."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyqz_site.cards import layout, setting
from hyqz_site.cards.card import TINTS, Big, Card, Format, Look, Named
from hyqz_site.cards.compose import BASELINE
from hyqz_site.cards.layout import PAGES, SHEETS, Letter
from hyqz_site.cards.orders import Box, Code, Fill, Op, Photo, Scene, Words
from hyqz_site.type.metrics import OPENING, Face, load, width
from tests.unit.cards.samples import card, composer, files, jpeg, longest, one_of_each

EVERY = [(look, shape) for look in Look for shape in Format]
"""In em: letters like p reach lower than Chinese ones."""

_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
_MARKS = st.sampled_from("，。、：；！？“”‘’（）《》〈〉【】—…·～-/ %℃℉①")
_LATIN = st.characters(min_codepoint=0x21, max_codepoint=0x7E)


def texts(most: int) -> st.SearchStrategy[str]:
    """Titles and names as editors write them, and worse."""
    character = st.one_of(_HAN, _HAN, _HAN, _MARKS, _LATIN)
    return st.text(character, min_size=1, max_size=most).map(lambda text: " ".join(text.split())).filter(bool)


def words(ops: tuple[Op, ...]) -> list[Words]:
    """The texts of a card."""
    return [op for op in ops if isinstance(op, Words)]


def ink_of(op: Words) -> tuple[float, float, float, float]:
    """The squares of the characters: left, top, right, bottom."""
    face = _face(op.letter)
    ends = [glyph.x + width(glyph.text, face) * op.size for glyph in op.glyphs]
    # The ink of an opening mark is in the right half of its square; the left half may hang out.
    starts = [glyph.x + (0.5 * op.size if glyph.text in OPENING else 0) for glyph in op.glyphs]
    tops = [glyph.y - BASELINE * op.size for glyph in op.glyphs]
    return min(starts), min(tops), max(ends), max(tops) + op.size


def _face(letter: Letter) -> Face:
    name = "noto-serif-sc-900" if letter is Letter.DISPLAY else "noto-sans-sc-400-700"
    weight = 900 if letter is Letter.DISPLAY else 700
    return Face(metrics=_METRICS[name], weight=weight)


_METRICS = {name: load(files()[f"{name}.metrics.json"]) for name in ("noto-serif-sc-900", "noto-sans-sc-400-700")}


def assert_in_boxes(ops: tuple[Op, ...], shape: Format) -> None:
    """Every text stays in its box, every box on the page."""
    page = PAGES[shape]
    for op in words(ops):
        if not op.glyphs:
            continue
        left, top, right, bottom = ink_of(op)
        slack = 1 + 0.5 * op.size * (op.glyphs[-1].text in "，。、：；！？”’）》〉】")  # blank halves at line ends
        assert left >= op.box.x - 1, op
        assert right <= op.box.right + slack, op
        assert top >= op.box.y - 1, op
        assert bottom <= op.box.bottom + 1, op
        assert op.box.x >= 0, op
        assert op.box.y >= 0, op
        assert op.box.right <= page.width, op
        assert op.box.bottom <= page.height, op


def shown(ops: tuple[Op, ...], what: str) -> str:
    """The characters of a field as they stand on the card."""
    return "".join(glyph.text for op in words(ops) if op.what == what for glyph in op.glyphs)


@pytest.mark.parametrize(("look", "shape"), EVERY)
@pytest.mark.parametrize("picture", [None, jpeg(1600, 1067)], ids=["motif", "photo"])
@pytest.mark.parametrize(
    "code", ["", "https://www.example.gov.cn/zhuanti/hyqz/teams/hulu-dui.html"], ids=["bare", "qr"]
)
def test_the_longest_texts_of_the_content_model_fit(
    look: Look, shape: Format, picture: bytes | None, code: str
) -> None:
    """Titles of 40, names of 20, deeds of 24, summaries of 80 characters, with rare ones."""
    one = longest(look, picture=picture, code=code, address="www.example.gov.cn/zhuanti/hyqz", sample=True)

    ops = composer().compose(one, shape)

    assert_in_boxes(ops, shape)
    assert shown(ops, "title") == one.title
    assert shown(ops, "sample") == "示例"
    if look is not Look.PLATE:  # the red line of a sign has room for a few words
        assert not any(op.is_cut for op in words(ops) if op.what in {"label", "big", "unit"})
    if look is Look.FIGURE:
        assert shown(ops, "text") == one.text
    if look in {Look.PERSON, Look.PLATE}:
        assert shown(ops, "text") == one.text


@settings(max_examples=60, deadline=None)
@given(
    look=st.sampled_from(list(Look)),
    shape=st.sampled_from(list(Format)),
    title=texts(40),
    text=texts(80),
    label=texts(24),
    notes=st.lists(texts(40), max_size=3).map(tuple),
    big=st.builds(Big, st.text("0123456789,.", min_size=1, max_size=14), texts(6), texts(12), texts(12)),
    names=st.lists(texts(20), min_size=1, max_size=30).map(tuple),
    code=st.sampled_from(["", "https://example.com/x.html", "https://example.com/" + "x" * 180]),
)
def test_no_text_leaves_its_box(
    look: Look,
    shape: Format,
    title: str,
    text: str,
    label: str,
    notes: tuple[str, ...],
    big: Big,
    names: tuple[str, ...],
    code: str,
) -> None:
    """Whatever is written: it is all there, within its box; only what may be cut is cut."""
    one = card(
        look=look,
        title=title,
        text=text,
        label=label,
        notes=notes,
        big=big,
        code=code,
        latin="DONGFANGLI",
        roll=(Named("最美志愿者", names), Named("最美志愿服务社区", names[:1])),
        sample=True,
        address="example.com",
    )

    ops = composer().compose(one, shape)

    assert_in_boxes(ops, shape)
    dashless = str.maketrans("", "", "—― ")
    assert shown(ops, "title").translate(dashless) == title.translate(dashless)
    assert not any(op.is_cut for op in words(ops) if op.what == "title")


@settings(max_examples=40, deadline=None)
@given(name=texts(20), deed=texts(24), picture=st.sampled_from([None, jpeg(1200, 1500)]))
def test_names_of_people_fit_downwards_and_across(name: str, deed: str, picture: bytes | None) -> None:
    """A short Chinese name stands beside the picture; any other one below it."""
    for shape in Format:
        ops = composer().compose(card(look=Look.PERSON, title=name, text=deed, picture=picture), shape)

        assert_in_boxes(ops, shape)


@pytest.mark.parametrize(("look", "shape"), EVERY)
@pytest.mark.parametrize("tint", TINTS)
@pytest.mark.parametrize("picture", [None, jpeg(1600, 1067)], ids=["motif", "photo"])
def test_every_text_stands_on_one_plain_colour(look: Look, shape: Format, tint: str, picture: bytes | None) -> None:
    """No words on pictures: what lies under them is a plain box of the colour that they were matched with."""
    one = one_of_each(tint=tint, picture=picture, sample=True, code="https://example.com/", address="example.com")[look]
    ops = composer().compose(one, shape)

    for index, op in enumerate(ops):
        if not isinstance(op, Words):
            continue
        left, top, right, bottom = ink_of(op)
        below = [under for under in ops[:index] if isinstance(under, Fill | Photo | Scene | Code)]
        under = next(under for under in reversed(below) if _meets(under.box, left, top, right, bottom))
        assert isinstance(under, Fill), op
        assert under.colour == op.ground, op
        assert contrast(op.ink, op.ground) >= 4.5, op


def _meets(box: Box, left: float, top: float, right: float, bottom: float) -> bool:
    return left < box.right - 1 and right > box.x + 1 and top < box.bottom - 1 and bottom > box.y + 1


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("look", "shape"), EVERY)
def test_texts_do_not_lie_on_each_other(look: Look, shape: Format) -> None:
    """The squares of two texts never meet, with the longest texts and with usual ones."""
    code = "https://example.com/teams/x.html"
    for one in (longest(look, sample=True, code=code), one_of_each(code=code)[look]):
        found = [(op.what, ink_of(op)) for op in words(composer().compose(one, shape)) if op.glyphs]
        for number, (what, (left, top, right, bottom)) in enumerate(found):
            for other, box in found[:number]:
                apart = left >= box[2] - 2 or right <= box[0] + 2 or top >= box[3] - 2 or bottom <= box[1] + 2
                assert apart or {what, other} == {"big", "unit"}, (what, other)


def test_the_picture_takes_what_the_words_leave() -> None:
    """A short summary gives a larger picture: no card has a hole."""
    small, large = (
        next(
            op.box
            for op in composer().compose(card(text=text, picture=jpeg(1600, 1067)), Format.POSTER)
            if isinstance(op, Photo)
        )
        for text in ("短。" * 35, "短。")
    )

    assert small.height < large.height
    assert (large.x, large.y, large.width) == (0, 0, 1080)


def test_a_name_stands_downwards() -> None:
    """Two to five Chinese characters, one below the other, the label as a seal below them."""
    ops = composer().compose(card(look=Look.PERSON, title="例桂香", label="三星志愿者"), Format.POSTER)
    name, seal = (next(op for op in words(ops) if op.what == what) for what in ("title", "label"))

    assert [glyph.text for glyph in name.glyphs] == ["例", "桂", "香"]
    assert len({glyph.x for glyph in name.glyphs}) == 1
    assert seal.box.y > name.box.bottom


def test_headlines_end_their_lines_where_one_pauses() -> None:
    """At a mark rather than in the middle of a word, of a quotation, or before 的."""
    face = Face(metrics=_METRICS["noto-serif-sc-900"], weight=900)

    def lines(text: str, columns: float) -> list[str]:
        found = setting.broken(text, columns, face, 100)
        assert found is not None
        return [line.text for line in found.lines]

    assert lines("请三家人上楼顶，十分钟说定一件事", 13) == ["请三家人上楼顶，", "十分钟说定一件事"]
    assert lines("“衡阳群众”主题公园", 8) == ["“衡阳群众”", "主题公园"]
    assert lines("一场没有主席台的恳谈会", 9) == ["一场没有", "主席台的恳谈会"]


def test_marks_are_squeezed_and_dashes_joined() -> None:
    """Two marks share a blank half; the two halves of a dash meet."""
    face = Face(metrics=_METRICS["noto-serif-sc-900"], weight=900)

    squeezed = list(setting.glyphs("《读》，（记）", face, 100, 0, 0))
    dash = list(setting.glyphs("去——来", face, 100, 0, 0))

    assert [round(glyph.x) for glyph in squeezed] == [0, 100, 200, 250, 300, 400, 500]
    assert sorted(round(glyph.x) for glyph in dash) == [0, 100, 150, 200, 300]


def test_long_lists_of_names_say_how_many_they_are() -> None:
    """A category that has too many names shows the first and the number; no name is cut."""
    names = tuple(f"志愿者{number:03}" for number in range(200))
    ops = composer().compose(card(look=Look.AWARD, big=Big("2026"), roll=(Named("最美志愿者", names),)), Format.POSTER)

    roll = shown(ops, "roll")
    assert roll.startswith("最美志愿者志愿者000、志愿者001、")
    assert roll.endswith("等200个")
    assert "…" not in roll


def test_a_code_has_its_quiet_zone_and_whole_modules() -> None:
    """At least six pixels a module, four modules of white, within the page."""
    for length in (20, 60, 120, 200):
        code = "https://example.com/".ljust(length, "x")
        op = next(op for op in composer().compose(card(code=code), Format.POSTER) if isinstance(op, Code))

        assert op.module >= 6
        assert op.box.width == op.module * len(op.rows)
        assert not any(any(row) for row in (*op.rows[:4], *op.rows[-4:]))
        assert not any(any((*row[:4], *row[-4:])) for row in op.rows)
        assert op.box.right <= 1080
        assert op.box.bottom <= 1440


def test_a_wide_card_has_no_code() -> None:
    """Whoever sees it has the link."""
    ops = composer().compose(card(code="https://example.com/"), Format.OG)

    assert not any(isinstance(op, Code) for op in ops)


def test_birds_of_a_motif_stay_in_their_sky() -> None:
    """Whatever the crop, the flock is whole, and clear of the tag and of the leaf."""
    one = card(look=Look.EVENT, big=Big("19", "", "2026年11月", "周四"), sample=True)
    scene = next(op for op in composer().compose(one, Format.POSTER) if isinstance(op, Scene))
    hung = layout.sheet(Look.EVENT, Format.POSTER).hung

    assert hung is not None
    assert scene.sky.x >= 72 + hung.width
    assert scene.sky.right <= 1080 - 72
    assert scene.box.y <= scene.sky.y
    assert scene.sky.bottom <= scene.box.bottom


def test_every_look_has_a_sheet_in_every_format() -> None:
    """And every sheet its look."""
    assert {look for look, _ in SHEETS} <= set(Look)
    for look, shape in EVERY:
        assert layout.sheet(look, shape).body.items


def test_empty_fields_leave_no_gap() -> None:
    """A card of nothing but a title is whole."""
    bare: Card = dataclasses.replace(card(), label="", text="", notes=())
    for look, shape in EVERY:
        ops = composer().compose(dataclasses.replace(bare, look=look), shape)

        assert_in_boxes(ops, shape)
        assert shown(ops, "title") == bare.title
