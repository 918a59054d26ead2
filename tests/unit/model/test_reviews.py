"""Signatures: what they are of, when they count, and a ledger that Excel has had its hands on."""

import re
from typing import Final

import pytest

from hyqz_site.model import gates
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.ledger import COLUMNS, Row, Step, read_ledger
from hyqz_site.model.media import Library
from hyqz_site.model.public import Moment
from hyqz_site.model.reviews import Review, paper
from tests.helpers import NOW, SITE, Files, in_bytes, inputs_of, known_site, lines, picture, problems_of, site_of
from tests.unit.model.records import page

ROSTER: Final = """\
- {岗位: 宣传干事, 姓名: 周莹, 起: 2021-05-12, 是否公开: 是}
- {岗位: 办公室主任, 姓名: 郑飞龙, 起: 2021-05-12, 止: 2026-11-21, 是否公开: 否}
- {岗位: 党工委副书记, 姓名: 吕雁玲, 起: 2021-05-12, 是否公开: 是}
"""
ABOUT: Final = "content/pages/about.md"
TEXT: Final = f"---\n{page('封面: {文件: a.jpg, 替代文字: 门}' + chr(10))}---\n正文第一段，一共两段。\n\n![路](b.jpg)\n"
PICTURES: Final = {"content/pages/a.jpg": picture(), "content/media/b.jpg": picture(900, 700)}
REQUIRED: Final = f"{SITE}审校: 必需\n"
HEADING: Final = ",".join(COLUMNS)


def digest_of(text: str | bytes = TEXT, pictures: Files = PICTURES, path: str = ABOUT) -> str:
    files = {path: text, **pictures}
    record = next(iter(known_site(files).records.values()))
    read = inputs_of(files).files
    library = Library(frozenset(name for name in files if name.lower().endswith((".jpg", ".mp4", ".vtt"))))
    return paper(record, library, lambda name: read[name].read()).digest


def row(step: Step, name: str, day: str = "2026-11-20", digest: str = "") -> str:
    return f"page/about,{step},{name},岗位,{day},同意,{digest or digest_of()}"


SIGNED: Final = (
    row(Step.FIRST, "周莹"),
    row(Step.SECOND, "郑飞龙", "2026-11-20"),
    row(Step.FINAL, "吕雁玲", "2026-11-21"),
)


def files_with(*rows: str, text: str = TEXT, settings: str = REQUIRED, **more: str | bytes) -> Files:
    return {
        "content/site.yaml": settings,
        "content/roster.yaml": ROSTER,
        "content/reviews.csv": "\n".join([HEADING, *rows, ""]),
        ABOUT: text,
        **PICTURES,
        **more,
    }


def review_of(*rows: str, text: str = TEXT) -> Review:
    review = known_site(files_with(*rows, text=text)).records["page", "about"].review
    assert review is not None
    return review


# What is signed


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("状态: 发布", "状态: 送审 # 给主任看"),
        TEXT.replace("发布日期: 2026-11-01\n", ""),
        TEXT.replace("标题: 关于我们", '# 注\ntitle:   "关于我们"'),
        TEXT.replace("\n", "\r\n"),
        TEXT.encode("gb18030"),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("状态: 发布", "状态: 撤下\n撤下原因: 写错了"),
        TEXT + "\n\n",
    ],
    ids=["submitted", "no date", "comment and quotes", "line ends", "encoding", "mark", "withdrawn", "blank lines"],
)
def test_what_nobody_reads_leaves_a_signature_good(text: str | bytes) -> None:
    assert digest_of(text) == digest_of()


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("第一段，", "第一段"),
        TEXT.replace("关于我们", "关于我 们"),
        TEXT.replace("替代文字: 门", "替代文字: 窗"),
        TEXT.replace("摘要", "作者: 李\n摘要"),
        TEXT.replace("a.jpg", "b.jpg"),
        TEXT.replace("状态", "示例: 是\n状态"),
        TEXT.replace("状态", "到期: 2027-01-01\n状态"),
    ],
)
def test_everything_else_makes_it_stale(text: str) -> None:
    assert digest_of(text) != digest_of()


@pytest.mark.parametrize("name", PICTURES)
def test_another_photo_under_the_same_name_makes_it_stale(name: str) -> None:
    assert digest_of(pictures={**PICTURES, name: picture(801, 600)}) != digest_of()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("微信图片(1).jpg", "![路](微信图片(1).jpg)"),
        ("微信图片 (2).jpg", "![路](<微信图片 (2).jpg>)"),
        ("a&b.JPG", "看![路](a&amp;b.JPG)"),
        ("a_b.jpg", "![路](a\\_b.jpg)"),
        ("门 口.jpg", "![路](%E9%97%A8%20%E5%8F%A3.jpg '题')"),
        ("b.jpg", "![a.jpg](\n b.jpg)"),
        ("b.jpg", "<img alt=路 src=b.jpg>"),
        ("b.jpg", "![路]\n\n[路]: b.jpg"),
    ],
)
def test_a_photo_in_the_text_is_signed_however_it_is_named(name: str, shown: str) -> None:
    text = f"---\n{page()}---\n{shown}\n"
    path = f"content/pages/{name}"
    assert digest_of(text, pictures={path: picture()}) != digest_of(text, pictures={path: picture(801, 600)})


def test_films_their_posters_and_captions_are_signed_too() -> None:
    path = "content/films/duanpian/index.yaml"
    text = (
        "标题: 短片\n状态: 发布\n发布日期: 2026-11-01\n摘要: 短片。\n类型: 短视频\n文件: film.mp4\n"
        "海报帧: {文件: a.jpg, 替代文字: 门}\n时长: 10\n字幕: film.vtt\n文字版: 门开了。\n主办: 街道\n版权: 街道\n"
    )
    beside = {"content/films/duanpian/" + name: name.encode() for name in ("film.mp4", "a.jpg", "film.vtt")}
    before = digest_of(text, beside, path)
    for name in beside:
        assert digest_of(text, {**beside, name: b"other"}, path) != before


# When it counts


def test_three_steps_by_two_people_in_order_are_a_signature() -> None:
    review = review_of(*SIGNED)
    assert [(one.step, one.name) for one in review.chain] == [
        (Step.FIRST, "周莹"),
        (Step.SECOND, "郑飞龙"),
        (Step.FINAL, "吕雁玲"),
    ]
    assert (review.next_step, review.is_changed) == (None, False)


@pytest.mark.parametrize(
    ("rows", "step"),
    [
        ([], Step.FIRST),
        (SIGNED[:1], Step.SECOND),
        (SIGNED[:2], Step.FINAL),
        (SIGNED[1:], Step.FIRST),
        ([SIGNED[0], SIGNED[2]], Step.SECOND),
        ([row(step, "周莹") for step in Step], Step.FINAL),
        ([SIGNED[0], SIGNED[1], row(Step.FINAL, "吕雁玲", "2026-11-19")], Step.FINAL),
        ([row(Step.FIRST, "周莹", "2026-11-21"), SIGNED[1], SIGNED[2]], Step.SECOND),
        ([SIGNED[0], row(Step.SECOND, "郑飞龙", "2026-11-22"), row(Step.FINAL, "吕雁玲", "2026-11-22")], Step.SECOND),
        ([row(Step.FIRST, "张三"), *SIGNED[1:]], Step.FIRST),
    ],
    ids=[
        "none",
        "one",
        "two",
        "no first",
        "no second",
        "one person",
        "backwards",
        "first too late",
        "no post any more",
        "stranger",
    ],
)
def test_anything_less_is_none(rows: list[str], step: Step) -> None:
    review = review_of(*rows)
    assert (review.chain, review.next_step) == ((), step)


def test_the_order_of_the_rows_is_no_matter() -> None:
    assert review_of(*reversed(SIGNED)).chain == review_of(*SIGNED).chain


def test_a_changed_text_is_known_as_such_until_it_is_signed_again() -> None:
    text = TEXT.replace("第一段，", "第一段")
    assert review_of(*SIGNED, text=text).is_changed
    again = [
        row(one, name, "2026-11-21", digest_of(text))
        for one, name in zip(Step, ("周莹", "周莹", "吕雁玲"), strict=True)
    ]
    assert review_of(*SIGNED, *again[:1], text=text).is_changed
    assert review_of(*SIGNED, *again[:1], text=text).next_step is Step.SECOND
    assert not review_of(*SIGNED, *again, text=text).is_changed
    assert review_of(*SIGNED, *again, text=TEXT).chain != ()


# What goes out


def public_keys(files: Files, channel: Channel = Channel.SITE) -> set[tuple[str, str]]:
    moment = Moment(channel=channel, now=NOW, strict_samples=False)
    return set(gates.public_site(known_site(files), moment).records)


@pytest.mark.parametrize("channel", Channel)
def test_where_the_ledger_is_required_only_the_signed_go_out_on_any_channel(channel: Channel) -> None:
    assert public_keys(files_with(*SIGNED), channel) == {("page", "about")}
    assert public_keys(files_with(*SIGNED[:2]), channel) == set()
    assert public_keys(files_with(*SIGNED, text=TEXT.replace("，", "")), channel) == set()


def test_it_is_required_also_where_there_is_no_ledger_at_all() -> None:
    files = {"content/site.yaml": REQUIRED, ABOUT: TEXT, **PICTURES}
    assert public_keys(files) == set()
    assert [line for line in lines(site_of(files)) if line.endswith("]")] == [
        "content/pages/about.md:3:5: 警告: “关于我们”不会发布：三审三校还没有签满 [not-signed]"
    ]


def test_a_changed_record_is_said_to_be_changed() -> None:
    found = lines(site_of(files_with(*SIGNED, text=TEXT.replace("，", ""))))
    assert found == [
        "content/pages/about.md:3:5: 警告: “关于我们”不会发布：签字以后又改过 [changed-after-sign]",
        "    改动用 hyqz review list 页面/about 看；确认后从“初审一校”起重新签。",
    ]


def test_what_does_not_go_out_anyway_is_not_mentioned() -> None:
    assert lines(site_of(files_with(text=TEXT.replace("发布\n", "草稿\n", 1)))) == []


def test_where_it_is_advised_one_line_counts_them_and_all_go_out() -> None:
    files = files_with(
        *SIGNED, text=TEXT.replace("，", ""), settings=SITE, **{"content/pages/other.yaml": page(title="别的")}
    )
    assert public_keys(files) == {("page", "about"), ("page", "other")}
    assert lines(site_of(files)) == [
        "content/reviews.csv:1:1: 警告: 2 条已经发布的记录没有签满三审三校，其中 1 条是签字以后又改过 [not-signed]",
        "    用 hyqz review list 看是哪些、等谁签。",
    ]


def test_a_street_that_keeps_no_ledger_is_not_reminded_of_it() -> None:
    assert lines(site_of({"content/site.yaml": SITE, ABOUT: TEXT, **PICTURES})) == []


def test_a_signature_of_tomorrow_counts_from_tomorrow() -> None:
    late = (*SIGNED[:2], row(Step.FINAL, "吕雁玲", "2026-11-24"))
    assert public_keys(files_with(*late)) == set()


def test_the_page_is_told_who_signed_and_nobody_who_is_not_public() -> None:
    moment = Moment(channel=Channel.SITE, now=NOW, strict_samples=False)
    public = gates.public_site(known_site(files_with(*SIGNED)), moment)
    assert [(one.step.short, one.name) for one in public.signatures(("page", "about"))] == [
        ("一审", "周莹"),
        ("二审", "郑某"),
        ("三审", "吕雁玲"),
    ]
    assert public.signatures(("page", "nobody")) == ()


def test_the_page_ends_with_who_signed_it() -> None:
    shown = site_of(files_with(*SIGNED)).files["about.html"].decode()
    line = re.search(r'<dl class="signed wrapper">(.*?)</dl>\s*</article>', shown, re.DOTALL)
    assert line
    assert re.sub(r"<[^>]+>|\s", "", line.group(1)) == "一审周莹二审郑某三审吕雁玲"

    unsigned = site_of(files_with(*SIGNED[:2], settings=f"{SITE}审校: 提示\n")).files["about.html"].decode()
    assert 'class="signed' not in unsigned


# The ledger


def rows_of(text: str | bytes) -> tuple[Row, ...]:
    return known_site({**files_with(), "content/reviews.csv": text}).singletons.signatures or ()


PLAIN: Final = "\n".join([HEADING, *SIGNED, ""])
D: Final = digest_of()


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.encode("gb18030"),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace(",", ";"),
        "\n\n".join(PLAIN.split("\n")),
        PLAIN.replace("\n", "\n,,,,,,\n"),
        "\n".join('"' + line.replace(",", '","') + '"' for line in PLAIN.strip().split("\n")),
        PLAIN.replace("2026-11-", "2026/11/"),
        PLAIN.replace("2026-11-20", "11/20/2026").replace("2026-11-21", "11/21/2026"),
        PLAIN.replace("2026-11-20", "46346").replace("2026-11-21", "46347.0"),
        PLAIN.replace("2026-11-20", "2026年11月20日").replace("2026-11-21", "2026/11/21 0:00"),
        PLAIN.replace("page/about", "页面/about"),
        PLAIN.replace("同意", '"有""引号""，还有\n换行"'),
        PLAIN + PLAIN,
        "\n".join(",".join(reversed(line.split(","))) for line in PLAIN.strip().split("\n")),
        PLAIN.upper().replace("PAGE", "page").replace("ABOUT", "about"),
    ],
    ids=[
        "plain", "GBK", "mark", "CRLF", "tabs, UTF-16", "semicolons", "blank lines", "empty rows", "quoted", "slashes",
        "American", "serial", "Chinese dates", "Chinese kind", "quotes and breaks", "twice", "columns reversed", "capitals",
    ],
)  # fmt: skip
def test_a_ledger_that_excel_saved_again_still_reads(text: str | bytes) -> None:
    assert len(in_bytes(text)) > 0
    found = {(one.record, one.step, one.name, f"{one.day}", one.digest) for one in rows_of(text)}
    people, days = ("周莹", "郑飞龙", "吕雁玲"), ("2026-11-20", "2026-11-20", "2026-11-21")
    assert found == {(("page", "about"), *one, D) for one in zip(Step, people, days, strict=True)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"about,初审一校,周莹,,2026-11-20,,{D}", "“记录”应是 类别/编号，现在是“about”"),
        (f"page/about,初审,周莹,,2026-13-20,,{D}", "“日期”读不懂：“2026-13-20”"),
        (f"page/about,看过,周莹,,2026-11-20,,{D}", "“环节”应是 初审一校、复审二校、终审三校 之一，现在是“看过”"),
        (f"page/about,初审一校,,,2026-11-20,,{D}", "缺少“姓名”"),
        ("page/about,初审一校,周莹,,2026-11-20,,1.2E+15", "“摘要”缺少或不完整"),
        ("page/about,初审一校", "缺少“姓名”；“日期”读不懂：“”；“摘要”缺少或不完整"),
        (f'page/about,初审一校,周莹,,2026-11-20,"没有关,{D}', "引号没有成对"),
    ],
)
def test_a_broken_row_is_a_problem_with_its_line_and_spoils_no_other(line: str, message: str) -> None:
    rows: list[Row] = []
    text = "\n".join([HEADING, SIGNED[0], line, *SIGNED[1:]])
    found = problems_of(lambda problems: rows.extend(read_ledger(text, problems)))
    assert found[0] == f"content/reviews.csv:3:1: 警告: 这一行读不出来，不算数：{message} [bad-review]"
    assert len(found) == 2
    assert [one.line for one in rows] == [2, 4, 5]


def test_without_its_heading_the_columns_are_the_usual_ones() -> None:
    assert len(rows_of("\n".join(SIGNED))) == 3


def test_rows_of_records_that_are_no_more_are_kept_in_silence() -> None:
    files = files_with(*SIGNED, SIGNED[0].replace("about", "gone-long-ago"))
    assert lines(site_of(files)) == []
