"""`hyqz review` and `hyqz withdraw`, as somebody at the command line meets them."""

import codecs
import errno
from pathlib import Path
from typing import Final

import pytest

from hyqz_site import cli
from hyqz_site.build import build
from hyqz_site.publish.cache import Cache
from hyqz_site.source import tree
from tests.browser.screens_site import SCREEN
from tests.helpers import NOW, SITE, Files, in_bytes, inputs_of, lines, page_of, picture
from tests.unit.model.records import CONSENT, award, page, team, volunteer
from tests.unit.model.test_hidden import FILM
from tests.unit.model.test_reviews import ABOUT, PICTURES, REQUIRED, ROSTER, TEXT

LEDGER: Final = "content/reviews.csv"


class Project:
    """A project on disk, and the commands given in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def write(self, files: Files) -> None:
        for path, content in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(in_bytes(content) if not isinstance(content, str) else content.encode())

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        status = cli.main([*arguments, "--project", str(self.root)])
        said = self._capsys.readouterr()
        return status, (said.out + said.err).replace(str(self.root), "…").splitlines()

    def sign(self, step: str, name: str, *more: str, day: str = "2026-11-20") -> tuple[int, list[str]]:
        return self.run("review", "sign", "page/about", "--step", step, "--by", name, "--now", day, *more)

    def sign_all(self) -> None:
        for step, name in (("初审一校", "周莹"), ("复审二校", "郑飞龙"), ("终审三校", "吕雁玲")):
            assert self.sign(step, name)[0] == 0

    def messages(self) -> list[str]:
        inputs = tree.read(self.root)
        files = {path: file.read() for path, file in inputs.files.items() if path.startswith("content/")}
        return lines(build(inputs_of(files), NOW, Cache()))


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """A project in which one page waits for its signatures."""
    made = Project(tmp_path, capsys)
    made.write({"content/site.yaml": REQUIRED, "content/roster.yaml": ROSTER, ABOUT: TEXT, **PICTURES})
    return made


# Signing


def test_three_signatures_let_a_record_out(project: Project) -> None:
    assert project.messages() != []
    assert project.sign("初审一校", "周莹", "--note", "数字已核对，“三百”改为 300") == (
        0,
        ["周莹已签初审一校：关于我们", "下一步：复审二校"],
    )
    assert project.sign("复审二校", "郑飞龙")[0] == 0
    assert project.sign("终审三校", "吕雁玲") == (0, ["吕雁玲已签终审三校：关于我们", "三审三校已经签满。"])
    assert project.messages() == []


def test_the_ledger_opens_in_excel_and_grows_at_its_end(project: Project) -> None:
    project.sign("初审", "周莹", "--note", '他说"好"，\n可以')
    first = project.read(LEDGER)
    assert first.startswith(codecs.BOM_UTF8)
    rows = first.decode("utf-8-sig").split("\r\n")
    assert rows[0] == "记录,环节,姓名,职务,日期,意见,摘要"
    assert rows[1].startswith('page/about,初审一校,周莹,宣传干事,2026-11-20,"他说""好""， 可以",sha256-')
    project.sign("二校", "郑飞龙")
    assert project.read(LEDGER).startswith(first)
    assert project.read(LEDGER).count(b"\n") == 3


@pytest.mark.parametrize(
    ("encoding", "separator", "end"), [("gb18030", ",", "\r\n"), ("utf-16", "\t", "\r\n"), ("utf-8", ";", "\n")]
)
def test_a_ledger_that_excel_saved_again_goes_on_as_it_is(
    project: Project, encoding: str, separator: str, end: str
) -> None:
    project.sign("初审一校", "周莹")
    text = project.read(LEDGER).decode("utf-8-sig").replace(",", separator).replace("\r\n", end).rstrip()
    project.write({LEDGER: text.encode(encoding)})
    assert project.sign("复审二校", "郑飞龙")[0] == 0
    after = project.read(LEDGER)
    assert after.startswith(text.encode(encoding))
    assert after.decode(encoding).count(end) == 3
    assert project.sign("终审三校", "吕雁玲")[0] == 0
    assert [line for line in project.messages() if "legacy" not in line and "记事本" not in line] == []


def test_a_signed_record_that_is_renamed_stays_signed(project: Project) -> None:
    project.sign_all()
    status, said = project.run("rename", "page/about", "guanyu")
    assert (status, said[0], said[-1]) == (
        0,
        f"{ABOUT} → {ABOUT.replace('about', 'guanyu')}",
        "内容没有变，签字跟着过去：页面/guanyu",
    )
    assert project.messages() == []


def test_a_signed_record_that_cannot_be_moved_is_as_it_was(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.sign_all()
    before, real = tree.read(project.root), Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == project.root / ABOUT:
            raise PermissionError(errno.EACCES, "locked", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    assert project.run("rename", "page/about", "guanyu")[0] == 2
    after = tree.read(project.root)
    assert {path: file.read() for path, file in after.files.items()} == {
        path: file.read() for path, file in before.files.items()
    }
    assert project.messages() == []


@pytest.mark.parametrize(
    "heading",
    ["记录,环节,姓名,日期,摘要", "摘要,日期,姓名,环节,记录,备注", "记录,环节,姓名,职务,日期,意见,摘要"],
    ids=["fewer columns", "another order", "as it is written"],
)
def test_a_signature_stands_under_the_headings_that_are_there(project: Project, heading: str) -> None:
    """职务 and 意见 are not needed to read a signature; so a ledger without them is still written in its own columns."""
    project.write({LEDGER: f"{heading}\n"})
    project.sign_all()
    assert project.read(LEDGER).decode().startswith(f"{heading}\n")
    assert project.messages() == []


def test_a_cell_that_is_longer_than_any_table_s_spoils_its_own_line(project: Project) -> None:
    project.sign_all()
    project.write({LEDGER: project.read(LEDGER).decode("utf-8-sig") + "长" * 140_000 + "\r\n"})
    assert project.messages() == [
        "content/reviews.csv:5:1: 警告: 这一行读不出来，不算数：有一格太长 [bad-review]",
        "    台账由 hyqz review sign 来写，请不要手工改；需要时重新签一次。",
    ]


def test_a_line_that_begins_like_a_file_is_still_text(project: Project) -> None:
    project.write({ABOUT: TEXT + "\n文件 精神已传达到各社区。\n"})
    assert project.run("review", "sheet", "page/about")[0] == 0
    told = (project.root / ".cache/review/page-about.html").read_text(encoding="utf-8")
    text, files = told.split("<h2>图片和影片</h2>")
    assert "\n文件 精神已传达到各社区。" in text
    assert "精神" not in files


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@x"])
def test_a_remark_is_never_a_formula(project: Project, note: str) -> None:
    project.sign("初审一校", "周莹", f"--note={note}")
    assert f",'{note},".encode() in project.read(LEDGER)
    assert project.run("review", "sheet", "page/about")[0] == 0
    assert f"<td>{note}</td>" in (project.root / ".cache/review/page-about.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([("终审三校", "吕雁玲")], "要先签初审一校，再签终审三校。"),
        ([("初审一校", "周莹"), ("初审一校", "郑飞龙")], "初审一校已经签过：周莹 2026-11-20。下一步是复审二校。"),
        ([("初审一校", "张三")], "“张三”今天没有岗位，不能签字。任职写在 content/roster.yaml。"),
        ([("初审一校", "周颖")], "“周颖”今天没有岗位，不能签字。是不是“周莹”？任职写在 content/roster.yaml。"),
        (
            [("初审一校", "周莹"), ("复审二校", "周莹"), ("终审三校", "周莹")],
            "三步不能都是同一个人签，至少要有两个人。",
        ),
        ([("看过", "周莹")], "没有“看过”这一步，可以写：初审一校、复审二校、终审三校。"),
    ],
)
def test_what_would_count_for_nothing_is_not_signed(project: Project, steps: list[tuple[str, str]], said: str) -> None:
    for step, name in steps[:-1]:
        assert project.sign(step, name)[0] == 0
    before = project.read(LEDGER) if steps[1:] else b""
    assert project.sign(*steps[-1]) == (2, [said])
    assert (project.read(LEDGER) if steps[1:] else b"") == before


def test_who_has_left_cannot_sign(project: Project) -> None:
    project.sign("初审一校", "周莹", day="2026-11-22")
    assert project.sign("复审二校", "郑飞龙", day="2026-11-22")[0] == 2


def test_after_three_there_is_nothing_to_sign(project: Project) -> None:
    project.sign_all()
    status, said = project.sign("终审三校", "吕雁玲")
    assert status == 2
    assert said[0].startswith("已经签满了：一审 周莹 2026-11-20")


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("page/abuot", "没有 页面/abuot 这条记录。是不是“about”？"),
        ("about", "“about”请写成 页面/about（关于我们）。"),
        ("页面/broken", "页面/broken 有错误，请先运行 hyqz check，改好再审。"),
        ("pages/private", "content/pages/private.yaml 还有 1 个错误，请先运行 hyqz check，改好再签。"),
    ],
)
def test_what_is_not_there_or_at_fault_is_not_signed(project: Project, record: str, said: str) -> None:
    project.write({"content/pages/broken.yaml": "标题: x\n", "content/pages/private.yaml": page("作者: 13800138000\n")})
    command = ["review", "sign", record, "--step", "初审一校", "--by", "周莹", "--now", "2026-11-20"]
    assert project.run(*command) == (2, [said])


# Listing


def test_the_list_says_what_waits_for_whom(project: Project) -> None:
    project.write(
        {
            "content/pages/draft.yaml": page(title="草稿的", status="草稿"),
            "content/pages/new.yaml": page(title="送审的", status="送审"),
        }
    )
    project.sign("初审一校", "周莹")
    assert project.run("review", "list") == (
        0,
        ["等初审一校：", "    页面/new　送审的", "等复审二校：", "    页面/about　关于我们（一审 周莹 2026-11-20）"],
    )


def test_the_list_shows_what_changed_since_it_was_signed(project: Project) -> None:
    project.sign_all()
    assert project.run("review", "list") == (0, ["没有等着签字的记录。"])
    assert project.run("review", "list", "--all")[1][0] == "已经签满："
    project.write({ABOUT: TEXT.replace("第一段，", "第一段"), "content/pages/a.jpg": picture(801, 600)})
    status, said = project.run("review", "list", "page/about")
    assert status == 0
    assert said[:4] == [
        "等初审一校：",
        "    页面/about　关于我们：签字以后又改过",
        "        -正文第一段，一共两段。",
        "        +正文第一段一共两段。",
    ]
    assert [line[:18] for line in said[4:]] == ["        -文件 a.jpg:", "        +文件 a.jpg:"]


def test_where_the_signed_text_is_lost_the_list_says_so(project: Project) -> None:
    project.sign("初审一校", "周莹")
    for path in (project.root / "content/_signed").iterdir():
        path.unlink()
    project.write({ABOUT: TEXT.replace("，", "")})
    assert "        （签字时的文字没有留下来，看不出改了哪里）" in project.run("review", "list")[1]


def test_what_was_signed_lies_where_no_build_looks(project: Project) -> None:
    project.sign_all()
    kept = list((project.root / "content/_signed").iterdir())
    assert len(kept) == 1
    assert not any(path.startswith("content/_signed") for path in tree.read(project.root).files)


# The sheet


def test_the_sheet_shows_what_is_read_and_who_signed(project: Project) -> None:
    project.sign("初审一校", "周莹", "--note", "<b>改好了</b>")
    status, said = project.run("review", "sheet", "页面/about", "--now", "2026-11-20T09:30")
    assert (status, said) == (0, ["审稿单已写好，用浏览器打开后打印：…/.cache/review/page-about.html"])
    html = project.read(".cache/review/page-about.html")
    text = html.decode()
    for expected in (
        "正文第一段，一共两段。",
        "&lt;b&gt;改好了&lt;/b&gt;",
        "周莹（宣传干事）",
        "2026-11-20 09:30",
        "终审三校",
    ):
        assert expected in text
    images = [given["src"] for tag, given in page_of(html).tags if tag == "img"]
    assert [(project.root / ".cache/review" / image).resolve().is_file() for image in images] == [True, True]


def test_the_sheet_goes_where_one_wants_but_not_among_the_content(project: Project) -> None:
    assert project.run("review", "sheet", "page/about", "--to", str(project.root / "out.html"))[0] == 0
    assert (project.root / "out.html").is_file()
    assert project.run("review", "sheet", "page/about", "--to", str(project.root / "content/x.html"))[0] == 2


# Withdrawing

LI: Final = "content/volunteers/li-xiaoyan.md"


@pytest.fixture
def street(tmp_path: Path, warm_cache: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """A project that shows a person in several places."""
    made = Project(tmp_path, capsys)
    (tmp_path / ".cache").symlink_to(warm_cache)
    made.write(
        {
            "content/site.yaml": SITE,
            LI: "---\n"
            + volunteer("队伍: hulu-dui # 长期\n旧网址: li.html\n", name="李晓雁", consent=CONSENT)
            + "---\n正文。\n",
            "content/teams/hulu-dui.yaml": team("相关: [志愿者/li-xiaoyan]\n"),
            "content/awards/2026.yaml": award("志愿者/li-xiaoyan"),
            "content/pages/about.md": f"---\n{page()}---\n关于我们。\n",
        }
    )
    return made


def test_one_step_takes_a_record_back_and_says_where_it_still_is(street: Project) -> None:
    before = street.read(LI).decode()
    status, said = street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")
    assert status == 0
    assert said == [
        "已撤下：content/volunteers/li-xiaoyan.md",
        "现在还显示着它的地方：",
        "    它自己的页面 volunteers/li-xiaoyan.html，“志愿者”的列表、数字和搜索",
        "    “护路志愿队”teams/hulu-dui.html",
        "    “评选”awards/2026.html",
        "    已经打印的海报、展板和转发出去的图片要由人去收回",
        "请马上运行 hyqz build，再把 output 传上去：它就从网站的所有地方消失，旧网址只说“已经撤下”。",
    ]
    assert street.read(LI).decode() == before.replace("状态: 发布\n", "状态: 撤下\n撤下原因: 本人要求\n")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_every_other_byte_stays(street: Project, encoding: str) -> None:
    text = street.read(LI).decode().replace("\n", "\r\n")
    street.write({LI: text.encode(encoding)})
    street.run("withdraw", "volunteer/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")
    after = text.replace("状态: 发布\r\n", "状态: 撤下\r\n撤下原因: 本人要求\r\n")
    assert street.read(LI) == after.encode(encoding)


def built(street: Project) -> dict[str, bytes]:
    inputs = tree.read(street.root)
    files = {path: file.read() for path, file in inputs.files.items() if path.startswith("content/")}
    result = build(inputs_of(files), NOW, Cache())
    assert result.errors == 0, lines(result)
    return dict(result.files)


def test_after_the_next_build_it_is_nowhere_and_its_address_names_nobody(street: Project) -> None:
    assert any("李晓雁".encode() in data for data in built(street).values())
    street.run("withdraw", "volunteer/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")
    files = built(street)
    assert [path for path, data in files.items() if "李晓雁".encode() in data or "本人要求".encode() in data] == []
    assert "li.html" not in files
    gone = page_of(files["volunteers/li-xiaoyan.html"])
    assert gone.headings == ["这条内容已经撤下"]
    assert ("meta", {"name": "robots", "content": "noindex"}) in gone.tags
    assert "xiaoyan" not in gone.title + gone.description + "".join(gone.text)
    links = [path for path, data in files.items() if path.endswith(".html") and b"li-xiaoyan" in data]
    assert links == []


@pytest.mark.parametrize(
    "damage",
    [
        ("状态: 发布", "状态: 撤下\n撤下原因: 甲"),
        ("  方式:", "   方式:"),
        ("  存档号", "  有效至: 2026-11-22\n  存档号"),
    ],
    ids=["withdrawn before", "unreadable", "consent ended"],
)
def test_what_was_published_is_told_until_a_build_takes_it_away(street: Project, damage: tuple[str, str]) -> None:
    """What the record now says is one thing; what the site still shows is what the person asks about."""
    before = street.read(LI).decode()
    assert street.run("build", "--now", "2026-11-23")[0] == 0
    street.write({LI: before.replace(*damage)})
    said = street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")[1]
    assert "    它自己的页面 volunteers/li-xiaoyan.html，“志愿者”的列表、数字和搜索" in said
    is_unreadable = "方式" in damage[1]
    assert said[-1].startswith(
        "用 hyqz check 看全部错误，改好马上运行 hyqz build" if is_unreadable else "请马上运行 hyqz build"
    )
    assert ("以前写的原因“甲”换掉了。" in said) == ("甲" in damage[1])

    street.write({LI: before})
    street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")
    assert street.run("build", "--now", "2026-11-23")[0] == 0
    said = street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")[1]
    assert said[-1] == "它现在没有公开显示，不需要别的操作。"


def test_what_stands_in_the_way_of_the_next_build_is_said(street: Project) -> None:
    """Somebody must come down today: the site stays as it is until every error is mended, wherever it is."""
    street.write({"content/teams/xin.yaml": team("相关: [志愿者/nobody]\n负责: 他\n")})
    said = street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")[1]
    assert said[-2:] == [
        "现在有 2 处错误挡着，网站不会更新；先改 content/teams/xin.yaml:10：“志愿者”里的 nobody 不存在",
        "用 hyqz check 看全部错误，改好马上运行 hyqz build，再把 output 传上去：它就从网站的所有地方消失，旧网址只说“已经撤下”。",
    ]


def test_what_is_withdrawn_itself_shows_nobody(street: Project) -> None:
    team_file = "content/teams/hulu-dui.yaml"
    street.write({team_file: street.read(team_file).decode().replace("状态: 发布", "状态: 撤下\n撤下原因: 散了")})
    said = street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")[1]
    assert [line for line in said if "护路志愿队" in line or "评选" in line] == ["    “评选”awards/2026.html"]


def test_a_film_with_somebody_who_is_withdrawn_is_named_though_it_does_not_refer_to_them(street: Project) -> None:
    street.write({"content/films/f.yaml": FILM.replace("标题: 短片", "标题: 李晓雁的一天")})
    said = street.run("withdraw", "志愿者/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")[1]
    assert "    “李晓雁的一天”films/f.html" in said


def test_what_never_was_public_leaves_no_page(street: Project) -> None:
    street.write({"content/pages/later.yaml": page(title="以后").replace("2026-11-01", "2027-01-01")})
    status, said = street.run("withdraw", "page/later", "--reason", "不做了", "--now", "2026-11-23")
    assert (status, said[1:]) == (0, ["它现在没有公开显示，不需要别的操作。"])
    assert "later.html" not in built(street)


def test_a_draft_that_lacks_something_is_told_to_stand_in_the_way_when_it_is_withdrawn(street: Project) -> None:
    street.write({"content/volunteers/jia.yaml": "姓名: 甲一一\n状态: 草稿\n摘要: 草稿人。\n身份: 居民\n"})
    status, said = street.run("withdraw", "志愿者/jia", "--reason", "不愿公开", "--now", "2026-11-23")
    assert (status, said[1:]) == (
        0,
        [
            "它现在没有公开显示，但是现在有 1 处错误挡着，网站不会更新；先改 content/volunteers/jia.yaml:1：缺少“一句话事迹”",
            "撤下的记录也要写全：补上缺的，或者改回“状态: 草稿”，不要了就删掉文件。",
        ],
    )


def test_a_page_at_the_address_of_an_old_id_is_told(street: Project) -> None:
    """It stays there until a build has heard of the new id."""
    assert street.run("build", "--now", "2026-11-23")[0] == 0
    assert street.run("rename", "志愿者/li-xiaoyan", "li-1")[0] == 0
    new = "content/volunteers/li-1.md"
    for text in (street.read(new).decode(), street.read(new).decode().replace("状态: 发布", "状态: 草稿")):
        street.write({new: text})
        said = street.run("withdraw", "志愿者/li-1", "--reason", "本人要求", "--now", "2026-11-23")[1]
        assert "    它自己的页面 volunteers/li-xiaoyan.html，“志愿者”的列表、数字和搜索" in said


def test_a_screen_that_is_still_in_the_output_is_told(street: Project) -> None:
    door = "content/screens/door.yaml"
    street.write({door: SCREEN.format(px="512x64", hours="00:00-24:00", loop="  - {内容: 封面}")})
    street.write({door: street.read(door).decode().replace("状态: 发布", "状态: 草稿")})
    street.write({"output/screens/door/index.html": '<meta name="robots" content="noindex">'})
    said = street.run("withdraw", "screens/door", "--reason", "拆了", "--now", "2026-11-23")[1]
    assert said[1:] == [
        "现在还显示着它的地方：",
        "    它自己的页面 screens/door/index.html",
        "    屏幕：新一次生成、拷到播放机之后才会换下",
        "    已经打印的海报、展板和转发出去的图片要由人去收回",
        "请马上运行 hyqz build，再把 output 传上去：它就从网站的所有地方消失。",
    ]


def test_a_new_page_may_take_the_address(street: Project) -> None:
    street.run("withdraw", "page/about", "--reason", "合并", "--now", "2026-11-23")
    street.write({"content/pages/us.yaml": page("旧网址: about.html\n", title="我们")})
    assert "网址已经换了" in page_of(built(street)["about.html"]).headings


def test_who_takes_the_consent_back_leaves_a_neutral_page_too(street: Project) -> None:
    street.write({LI: street.read(LI).decode().replace("  存档号", "  撤回日期: 2026-11-20\n  存档号")})
    files = built(street)
    assert page_of(files["volunteers/li-xiaoyan.html"]).headings == ["这条内容已经撤下"]
    assert [path for path, data in files.items() if "李晓雁".encode() in data] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["volunteer/li-xiaoyn", "--reason", "x"], "没有 志愿者/li-xiaoyn 这条记录。是不是“li-xiaoyan”？"),
        (["li-xiaoyan", "--reason", "x"], "“li-xiaoyan”请写成 志愿者/li-xiaoyan（李晓雁）。"),
        (["volunteer/li-xiaoyan", "--reason", " "], "请写明原因：--reason 原因（不会出现在网站上）。"),
        (
            ["volunteer/li-xiaoyan", "--reason", "长" * 61],
            "原因有 61 个字，最多 60 个；不会出现在网站上，写简单些就好。",
        ),
    ],
)
def test_what_cannot_be_done_changes_nothing(street: Project, arguments: list[str], said: str) -> None:
    before = street.read(LI)
    assert street.run("withdraw", *arguments, "--now", "2026-11-23") == (2, [said])
    assert street.read(LI) == before


def test_a_record_with_faults_can_still_be_taken_back(street: Project) -> None:
    street.write({LI: street.read(LI).decode().replace("队伍: hulu-dui # 长期", "队伍: [hulu-dui\n不认识: 是")})
    assert street.run("withdraw", "volunteer/li-xiaoyan", "--reason", "本人要求", "--now", "2026-11-23")[0] == 0
    assert "状态: 撤下\n撤下原因: 本人要求\n".encode() in street.read(LI)


def test_english_stays_english(street: Project) -> None:
    street.write(
        {"content/pages/about.md": "---\ntitle: 关于\nstatus: published\npublished: 2026-11-01\nsummary: 我们\n---\n"}
    )
    street.run("withdraw", "page/about", "--reason", "旧了", "--now", "2026-11-23")
    assert b"status: withdrawn\nwithdraw_reason: " in street.read("content/pages/about.md")
