"""Nothing that may not go out is anywhere in what goes out: every byte of the output is searched for planted marks.

And the reverse: what may go out is there.
"""

import base64
import gzip
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Final
from urllib.parse import quote

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

from hyqz_site.build import build
from hyqz_site.images import mp4, qr
from hyqz_site.model.kinds.common import Channel
from hyqz_site.publish.cache import Cache
from tests.helpers import NOW, ROOT, SITE, inputs_of, lines, picture
from tests.unit.images.films import apple, film
from tests.unit.model.records import CONSENT, GUARDIAN, award, community, page, team, volunteer

Files = dict[str, str | bytes]

NAME: Final = "穆犇犇"
MARKS: Final = {
    "name": NAME,
    "deed": "犇甲事迹",
    "quote": "犇乙心声",
    "by": "犇丙评价",
    "body": "犇丁正文",
    "alt": "犇戊替代",
    "caption": "犇己图注",
    "summary": "犇庚摘要",
    "screen": "犇辛大屏",
    "tag": "犇壬标签",
    "alias": "leak-alias",
    "file": "leakfile",
    "photo": "LEAKEXIF",
    "place": "LEAKPLACE",
    "doc": "犇癸文号",
    "archive": "LEAKARCHIVE",
    "reason": "犇子原因",
    "source": "犇山来源",
    "author": "犇水作者",
    "honour": "犇火荣誉",
    "hours": "98,765",
}


def marked_photo() -> bytes:
    """Return a photo that tells its owner, its text and its place in every way that JPEG knows."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = MARKS["photo"]
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 53.0, 48.0), 29: MARKS["place"]})
    file = BytesIO()
    Image.new("RGB", (900, 700), (120, 60, 30)).save(
        file, "jpeg", quality=60, exif=exif, comment=MARKS["photo"].encode(), xmp=f"<x>{MARKS['photo']}</x>".encode()
    )
    return file.getvalue()


PERSON: Final = (
    f"---\n姓名: {NAME}\n状态: 发布\n发布日期: 2026-11-01\n摘要: {MARKS['summary']}\n身份: 退休教师\n"
    f"一句话事迹: {MARKS['deed']}\n心声: {MARKS['quote']}\n邻里评价: [{{内容: 好, 评价人: {MARKS['by']}}}]\n"
    f"封面: {{文件: {MARKS['file']}.jpg, 替代文字: {MARKS['alt']}}}\n"
    f"图片: [{{文件: {MARKS['file']}-2.jpg, 替代文字: {MARKS['alt']}, 图注: {MARKS['caption']}}}]\n"
    f"大屏文案: [{MARKS['screen']}]\n标签: [{MARKS['tag']}]\n旧网址: {MARKS['alias']}.html\n队伍: hulu-dui\n"
    f"来源: {MARKS['source']}\n作者: {MARKS['author']}\n"
    f"荣誉: [{{年份: 2025, 名称: {MARKS['honour']}, 颁发单位: 单位}}]\n"
    f"社区: guangmingli\n星级: 1\n时长: {MARKS['hours'].replace(',', '')}\n时长截止: 2026-10-31\n认证日期: 2026-01-05\n认证文号: {MARKS['doc']}\n"
    f"{CONSENT.replace('同意-2026-001', MARKS['archive'])}---\n{MARKS['body']}\n\n"
    f'![{MARKS["alt"]}]({MARKS["file"]}-3.jpg "{MARKS["caption"]}")\n'
)
HERE: Final = "content/volunteers/ren"
ADDRESSED: Final = f"{SITE}网址: https://example.gov.cn/qz/\n"
"""With an address the site also has feeds, calendars, a site map, QR codes and pictures for those who share it."""
AROUND: Final[Files] = {
    "content/teams/hulu-dui.yaml": team("相关: [志愿者/ren]\n"),
    "content/communities/guangmingli.yaml": community(),
    "content/awards/2026.yaml": award("团队/hulu-dui 志愿者/ren"),
    "content/pages/about.md": f"---\n{page()}---\n关于[这个人](volunteers/ren)。\n",
    "content/news/bao.yaml": page("体裁: 报道\n刊发媒体: 日报\n原文日期: 2026-10-01\n转载: 原创\n涉及: [志愿者/ren]\n"),
    "content/places/yuan.yaml": page(
        "类型: 主题公园\n现状: 建成\n地址: 滨江路\n展板: [{编号: A1, 尺寸: 1200x900, 内容: 志愿者/ren, 更新日期: 2026-10-01}]\n"
    ).replace("标题", "名称", 1),
    "content/screens/men.yaml": (
        "名称: 门口屏\n状态: 发布\n发布日期: 2026-11-01\n摘要: 屏。\n类型: 楼宇广告屏\n位置: 门口\n分辨率: 1280x720\n视距: 5\n"
        "开放时段: 07:00-22:00\n播放方式: 网页\n播单: [{内容: 志愿者}, {内容: 团队}, {内容: 榜样}]\n"
    ),
}


def street(person: str = PERSON, settings: str = ADDRESSED, **more: str | bytes) -> Files:
    """Return a project around one person."""
    photos = {f"{HERE}/{MARKS['file']}{number}.jpg": marked_photo() for number in ("", "-2", "-3")}
    return {"content/site.yaml": settings, **AROUND, f"{HERE}/index.md": person, **photos, **more}


@cache
def fonts() -> Files:
    """Return the shipped fonts, for the real letters of pages, posters and screens: with the letters of our own words.

    Cutting letters out of these costs a quarter of cutting them out of the whole fonts.
    """
    words = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("hyqz_site", "templates", "tests/laws", "tests/unit/model")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".yaml"}
    )
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()}
    return {path: _smaller(data, words) if path.endswith((".ttf", ".otf")) else data for path, data in found.items()}


def _smaller(data: bytes, words: str) -> bytes:
    options = subset.Options(hinting=False, layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=words)
    cutter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


STORE: Final = Cache()


def built(files: Files) -> dict[str, bytes]:
    """Return the site that the files make; each is built once."""
    return dict(_built(tuple(sorted(files.items()))))


@cache
def _built(files: tuple[tuple[str, str | bytes], ...]) -> Mapping[str, bytes]:
    result = build(inputs_of({**fonts(), **dict(files)}), NOW, STORE)
    assert result.errors == 0, lines(result)
    assert result.files
    return result.files


def readings(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, and what they hold where they are compressed or are a picture of a code."""
    yield data
    if data.startswith(b"\xff\xd8"):
        yield "\n".join(qr.read(data)).encode()
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    start = data.find(b"\x78\x9c")
    if 0 <= start < 64:
        try:
            yield zlib.decompress(data[start:])
        except zlib.error:
            return


def spellings(mark: str) -> Iterator[bytes]:
    """Yield every way in which a mark may stand in a file."""
    for text in {mark, mark.lower(), mark.upper(), quote(mark), mark.encode("unicode_escape").decode()}:
        yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))
    yield mark.encode("gb18030")
    yield base64.b64encode(mark.encode())[:-4]


def leaks(files: Mapping[str, bytes], marks: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is found of the marks, and where."""
    sought = {name: tuple(spellings(mark)) for name, mark in marks.items()}
    return [
        (name, path)
        for path, data in files.items()
        for content in (path.encode(), *readings(data))
        for name, ways in sought.items()
        if any(way in content for way in ways)
    ]


HELD: Final = {
    "draft": (PERSON.replace("状态: 发布", "状态: 草稿"), ADDRESSED),
    "submitted": (PERSON.replace("状态: 发布", "状态: 送审"), ADDRESSED),
    "withdrawn": (PERSON.replace("状态: 发布", f"状态: 撤下\n撤下原因: {MARKS['reason']}"), ADDRESSED),
    "not yet": (PERSON.replace("2026-11-01", "2026-12-01"), ADDRESSED),
    "expired": (PERSON.replace("身份", "到期: 2026-11-23\n身份"), ADDRESSED),
    "sample": (PERSON.replace("身份", "示例: 是\n身份"), f"{ADDRESSED}示例不发布: 是\n"),
    "other channel": (PERSON.replace("[网站, 大屏]", "[媒体]"), ADDRESSED),
    "not agreed yet": (PERSON.replace("日期: 2026-01-05\n  存", "日期: 2026-12-05\n  存"), ADDRESSED),
    "consent ended": (PERSON.replace("  存档号", "  有效至: 2026-11-22\n  存档号"), ADDRESSED),
    "consent withdrawn": (PERSON.replace("  存档号", "  撤回日期: 2026-11-23\n  存档号"), ADDRESSED),
    "not signed": (PERSON, f"{ADDRESSED}审校: 必需\n"),
}


TAKEN_BACK: Final = {"withdrawn", "consent withdrawn"}
"""What was public leaves a page at its address, which must be the same whoever it was."""


def test_what_may_go_out_is_there() -> None:
    """Without this, a site with nothing in it would have no leaks either."""
    files = built(street())
    assert {"feed.xml", "sitemap.xml", "search.html", "screens/men/index.html", "volunteers/ren.html"} <= set(files)
    posters = [data for path, data in files.items() if path.startswith("img/") and b"JFIF" in data[:20]]
    assert ["https://example.gov.cn/qz/volunteers/ren.html"] in [list(qr.read(data)) for data in posters]
    found = {name for name, _ in leaks(files, MARKS)}
    assert found >= set(MARKS) - {"photo", "place", "archive", "reason", "file"}
    assert found.isdisjoint({"photo", "place", "archive", "reason", "file"})


STARTING: Final = {"not yet", "not agreed yet"}
"""A show runs for weeks without a new build: by contract it carries what begins meanwhile (screens contract §2)."""


@pytest.mark.parametrize("why", HELD)
def test_what_may_not_go_out_is_nowhere(why: str) -> None:
    person, settings = HELD[why]
    files = built(street(person, settings))
    if why in STARTING:
        files = {path: data for path, data in files.items() if not path.startswith("screens/")}
    assert leaks(files, MARKS) == []
    kept = {"volunteers/ren.html"} if why in TAKEN_BACK else set()
    assert {path for path in files if "ren" in path.split("/")[-1].split(".")} == kept


@pytest.mark.parametrize("why", [why for why in HELD if why not in STARTING])
def test_the_site_is_as_if_the_record_had_never_been(why: str) -> None:
    """Pictures of words hold no words to search for; so: the same bytes, posters, codes, letters of fonts and all."""
    person, settings = HELD[why]
    never = {path: data for path, data in street(person, settings).items() if not path.startswith(HERE)}
    never["content/teams/hulu-dui.yaml"] = team()
    never["content/awards/2026.yaml"] = award("团队/hulu-dui")
    never["content/news/bao.yaml"] = str(AROUND["content/news/bao.yaml"]).replace("涉及: [志愿者/ren]\n", "")
    never["content/places/yuan.yaml"] = str(AROUND["content/places/yuan.yaml"]).partition("展板")[0]
    never["content/pages/about.md"] = str(AROUND["content/pages/about.md"]).replace(
        "[这个人](volunteers/ren)", "这个人"
    )
    if why in TAKEN_BACK:
        never[f"{HERE}.yaml"] = volunteer(name="周晓晴").replace("状态: 发布", "状态: 撤下\n撤下原因: 无")
    assert built(street(person, settings)) == built(never)


SCOPES: Final = {
    "姓名": {"name"},
    "肖像": {"alt", "caption"},
    "事迹": {"deed", "quote", "by", "body", "summary", "screen", "caption"},
}


@pytest.mark.parametrize("scope", SCOPES)
def test_what_nobody_agreed_to_show_is_nowhere(scope: str) -> None:
    person = PERSON.replace(
        "[姓名, 肖像, 事迹, 年龄段]", str([one for one in (*SCOPES, "年龄段") if one != scope]).replace("'", "")
    )
    files = built(street(person))
    never = {name: MARKS[name] for name in SCOPES[scope]}
    assert leaks(files, never) == []
    assert "volunteers/ren.html" in files
    if scope == "肖像":
        others = {path: picture(900, 700, (1, 2, 3)) for path in street() if path.endswith(".jpg")}
        assert built(street(person, **others)) == files


def test_a_minor_s_name_is_nowhere_though_others_write_it() -> None:
    person = PERSON.replace(CONSENT.replace("同意-2026-001", MARKS["archive"]), GUARDIAN).replace(
        "身份: 退休教师", "身份: 学生\n年龄段: 少年"
    )
    files = built(
        street(person, **{"content/pages/news.md": f"---\n{page(title='喜报')}---\n**穆犇**犇得了奖，{NAME}真好。\n"})
    )
    assert leaks(files, {"name": NAME}) == []
    assert any("穆同学".encode() in data for data in files.values())


def test_a_photo_without_its_people_s_agreement_is_nowhere() -> None:
    secret = picture(1000, 760, (1, 2, 3))
    person = PERSON.replace(f"替代文字: {MARKS['alt']}, 图注", "替代文字: 犇寅人, 出镜同意: 否, 图注")
    files = built(street(person, **{f"{HERE}/{MARKS['file']}-2.jpg": secret}))
    assert leaks(files, {"alt": "犇寅人"}) == []
    other = picture(1000, 760, (200, 2, 3))
    assert built(street(person, **{f"{HERE}/{MARKS['file']}-2.jpg": other})) == files


FILM: Final = (
    f"标题: 犇卯短片\n状态: 发布\n发布日期: 2026-11-01\n摘要: 犇辰。\n类型: 短视频\n文件: {MARKS['file']}.mp4\n"
    f"海报帧: {{文件: poster.jpg, 替代文字: 犇巳}}\n时长: 10\n字幕: {MARKS['file']}.vtt\n文字版: 犇午。\n主办: 犇未\n版权: 犇申\n"
)


def cinema(text: str) -> Files:
    folder = "content/films/pian"
    return {
        "content/site.yaml": SITE,
        f"{folder}/index.yaml": text,
        f"{folder}/{MARKS['file']}.mp4": film(sound=b"LEAKSOUND" * 10),
        f"{folder}/{MARKS['file']}.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n犇酉\n",
        f"{folder}/poster.jpg": marked_photo(),
    }


def test_a_film_that_may_not_go_out_is_nowhere() -> None:
    marks = {str(number): f"犇{sign}" for number, sign in enumerate("卯辰巳午未申酉")} | {
        "sound": "LEAKSOUND",
        "file": MARKS["file"],
    }
    assert len({name for name, _ in leaks(built(cinema(FILM)), marks)}) == len(marks) - 1
    assert leaks(built(cinema(FILM.replace("发布\n", "草稿\n", 1))), marks) == []


def test_a_film_whose_poster_may_not_be_shown_goes_out_without_it() -> None:
    hidden = cinema(FILM.replace("替代文字: 犇巳", "替代文字: 犇巳, 出镜同意: 否"))
    files = built(hidden)
    assert leaks(files, {"alt": "犇巳"}) == []
    assert "films/pian.html" in files
    assert built({**hidden, "content/films/pian/poster.jpg": picture(900, 700, (1, 2, 3))}) == files


def test_children_are_in_no_file_unless_their_guardians_agreed() -> None:
    """Not even the words: the picture is taken out as if it had never been there."""
    words = {"alt": "犇戌孩子", "caption": "犇亥小朋友"}
    listed = f"图片: [{{文件: a.jpg, 替代文字: {words['alt']}, 图注: {words['caption']}%s}}]\n"
    text = f"---\n{page(listed)}---\n正文![{words['alt']}](b.jpg)完。\n"
    here = "content/pages/ke"

    def made(agreed: str, colour: int) -> dict[str, bytes]:
        photos = {f"{here}/{name}.jpg": picture(1000, 760, (colour, 2, 3)) for name in "ab"}
        return built({"content/site.yaml": SITE, f"{here}/index.md": text % agreed, **photos})

    assert leaks(made("", 1), words) == []
    assert made("", 1) == made("", 200)
    assert {name for name, _ in leaks(made(", 出镜同意: 是", 1), words)} == set(words)


def test_a_film_that_tells_where_it_was_taken_never_goes_out() -> None:
    files = cinema(FILM)
    files[f"content/films/pian/{MARKS['file']}.mp4"] = film(apple(location_ISO6709="+26.8968+112.5717/"))
    result = build(inputs_of(files), NOW, STORE)
    assert [problem.code for problem in result.problems if problem.severity.value == "error"] == ["private-data"]
    assert not result.files


@pytest.mark.parametrize("field", ["标题", "摘要", "来源", "作者"])
def test_a_number_in_any_text_stops_the_build(field: str) -> None:
    text = (
        page().replace("关于我们", "关于 13800138000")
        if field == "标题"
        else page().replace("摘要: 一句话介绍。\n", "")
        + ("摘要: 13800138000\n" if field == "摘要" else f"摘要: 好\n{field}: 13800138000\n")
    )
    result = build(inputs_of({"content/site.yaml": SITE, "content/pages/about.yaml": text}), NOW, STORE)
    assert [problem.code for problem in result.problems] == ["private-data"]
    assert not result.files


def test_the_films_of_the_tests_are_what_they_claim() -> None:
    assert mp4.traces(film(sound=b"LEAKSOUND" * 10)) == ()
    assert Channel.SITE in Channel
