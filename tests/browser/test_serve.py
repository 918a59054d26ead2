"""The preview in a real browser: a clerk's first day, from a new record over three mistakes to the finished site."""

import http.client
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hyqz_site.render import guide
from tests.helpers import ROOT, SITE, picture

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

NOTICE = 60_000
"""Milliseconds until a change must be seen; the machine may be busy."""
TEAM = "content/teams/hu-lu-dui.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    text = "---\n标题: 关于\n状态: 发布\n发布日期: 2026-11-01\n摘要: 我们\n---\n我们。\n"
    (tmp_path / "content" / "pages" / "about.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def window(project: Path, port: int) -> Iterator[Terminal]:
    with Terminal(project, "serve", "--port", str(port)) as window:
        window.until("编辑台：")
        yield window


@pytest.fixture
def page(browser: Browser, window: Terminal) -> Iterator[Page]:
    assert window
    context = browser.new_context()
    yield context.new_page()
    context.close()


def mend(file: Path, said: str) -> None:
    """Do what the message says and nothing else: put the line that the hint gives in place of the one it names."""
    line = int(re.search(r"第 (\d+) 行", said)[1])  # type: ignore[index]
    better = re.search(r"→ .*?(?:空格|改成|改用空格)：(.*)", said)[1]  # type: ignore[index]
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[line - 1] = better
    file.write_text("\n".join(lines), encoding="utf-8")


def write(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert re.search(before, text, re.MULTILINE), before
        text = re.sub(before, after, text, count=1, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")


def test_a_clerks_first_day(project: Path, port: int, page: Page) -> None:
    home = f"http://127.0.0.1:{port}"
    page.goto(f"{home}/")
    expect(page.locator("#hyqz-panel")).to_have_count(0)

    # A new record, at the window of the menu.
    with Terminal(project, "menu") as menu:
        menu.until("直接回车是预览）：")
        menu.enter("4")
        menu.until("请输入数字或名称：")
        menu.enter("2")
        for answer in ("护路队", "每天巡线", "小队", "专业", "2020年5月", "20", "2026-10-31"):
            menu.until("）：")
            menu.enter(answer)
        menu.until(f"已新建：{TEAM}")
        menu.until("直接回车是预览）：")
        menu.enter("0")
        assert menu.wait() == 0
    file = project / TEAM

    # A draft is seen here and only here.
    expect(page.locator("body")).to_contain_text("团队", timeout=NOTICE)
    page.goto(f"{home}/teams/hu-lu-dui.html")
    expect(page.locator("#hyqz-ribbon")).to_contain_text("“护路队”：状态不是“发布”", timeout=NOTICE)
    expect(page.locator("h1")).to_contain_text("护路队")
    above, name = (page.locator(one).first.bounding_box() for one in ("#hyqz-ribbon", "header a"))
    assert above
    assert name
    assert name["y"] >= above["y"] + above["height"]  # it covers nothing

    # Published, with three mistakes, each mended by its message alone.
    write(file, (r"^状态: 草稿.*$", "状态: 发布"), (r"^# 发布日期:.*$", "发布日期: 2026-11-20"))
    expect(page.locator("#hyqz-ribbon")).to_have_count(0, timeout=NOTICE)
    write(file, (r"^摘要: .*$", "摘要：每天巡线两趟"), (r"^人数: .*$", "人数:21"), (r"^# 标签:.*$", "标签:\n\t- 护路"))
    for code in ("全角冒号", "少了一个半角空格", "制表符"):
        panel = page.locator("#hyqz-panel")
        expect(panel).to_contain_text("内容有错误，下面是上一次正确的页面", timeout=NOTICE)
        item = panel.locator("li", has_text=code)
        expect(item).to_contain_text(TEAM)
        expect(page.locator("main")).not_to_contain_text("两趟")
        mend(file, item.inner_text())
        expect(panel.locator("li", has_text=code)).to_have_count(0, timeout=NOTICE)
    expect(page.locator("#hyqz-panel")).to_have_count(0, timeout=NOTICE)
    expect(page.locator("body")).to_contain_text("两趟", timeout=NOTICE)

    # Nothing of the preview is on the disk; the build is.
    assert not (project / "output").exists()
    with Terminal(project, "build", "--now", "2026-11-23") as build:
        build.until("已生成")
        assert build.wait() == 0
    made = (project / "output" / "teams" / "hu-lu-dui.html").read_text(encoding="utf-8")
    assert "两趟" in made
    assert "hyqz-panel" not in made
    assert "livereload" not in made


def test_a_problem_lies_over_its_own_page_and_is_counted_on_others(project: Path, port: int, page: Page) -> None:
    home = f"http://127.0.0.1:{port}"
    page.goto(f"{home}/")
    write(project / "content/pages/about.md", ("^摘要: ", "摘要："))
    expect(page.locator("#hyqz-more")).to_contain_text("别的页面有 1 个问题", timeout=NOTICE)
    expect(page.locator("#hyqz-panel")).to_have_count(0)
    page.locator("#hyqz-more a").click()
    expect(page.locator("body")).to_contain_text("请改成半角冒号加一个空格：摘要: 我们")
    page.goto(f"{home}/about.html")
    expect(page.locator("#hyqz-panel")).to_contain_text("content/pages/about.md 第 5 行")
    expect(page.locator("h1")).to_contain_text("关于")


def test_another_name_is_refused(port: int, window: Terminal) -> None:
    assert window
    for host, status in ((f"127.0.0.1:{port}", 200), (f"localhost:{port}", 200), ("evil.example", 403)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/", headers={"Host": host})
        assert connection.getresponse().status == status
        connection.close()


def test_what_may_not_go_out_never_reaches_the_disk(project: Path, port: int, page: Page) -> None:
    draft = "---\n标题: 还不能说的事\n摘要: 秘密一二三\n---\n"
    (project / "content" / "pages" / "secret.md").write_text(draft, encoding="utf-8")
    page.goto(f"http://127.0.0.1:{port}/secret.html")
    expect(page.locator("#hyqz-ribbon")).to_contain_text("还不能说的事", timeout=NOTICE)

    files = [path for path in project.rglob("*") if path.is_file() and "content" not in path.parts]
    assert not any("还不能说的事".encode() in path.read_bytes() for path in files)


@pytest.fixture
def rich(project: Path) -> None:
    """A volunteer with a photo, and a wall: written before the preview begins."""
    files = {
        "content/volunteers/li.md": (
            "---\n姓名: 李某\n状态: 发布\n发布日期: 2026-01-01\n示例: 是\n摘要: 常来的人\n封面:\n  文件: li.jpg\n"
            "  替代文字: 李某站在院里\n身份: 楼栋长\n一句话事迹: 每天来\n星级: 3\n认证日期: 2026-01-01\n认证文号: 示例1号\n"
            "同意: {方式: 书面, 范围: [姓名, 肖像], 渠道: [网站, 大屏], 日期: 2026-01-01, 存档号: A-1}\n---\n"
        ),
        "content/screens/door.yaml": (
            "名称: 门口屏\n状态: 发布\n发布日期: 2026-01-01\n示例: 是\n摘要: 门口\n类型: 楼宇广告屏\n位置: 院门\n"
            "分辨率: 384x192\n视距: 5\n开放时段: 07:00-22:00\n播放方式: 网页\n播单:\n  - {内容: 封面, 停留: 600}\n"
            "  - {内容: volunteers/li, 时段: 20:00-21:00, 停留: 600}\n"
        ),
    }
    for path, text in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    (project / "content/volunteers/li.jpg").write_bytes(picture(800, 1200))


@pytest.mark.usefixtures("rich")
def test_what_only_the_preview_has(port: int, page: Page, project: Path) -> None:
    """From the desk to a wall with its time control, to the cut of a photo, to the style guide."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"http://127.0.0.1:{port}/_desk/")

    # A wall at its own pixels, at the time that the clerk asks for.
    page.get_by_role("link", name="屏幕：门口屏").click()
    wall = page.frame_locator("#wall").locator("html")
    today = page.evaluate("new Date(Date.now() + 288e5).toISOString().slice(0, 10)")
    for button, state, name in (("22:00", "off", "息屏"), ("20:00", "on", "衡阳群众")):
        page.get_by_role("button", name=button).click()
        expect(wall).to_have_attribute("data-state", state, timeout=NOTICE)
        expect(page.locator("#what")).to_contain_text(name, timeout=NOTICE)
        expect(page.locator("#said")).to_contain_text(f"{today} {button}")
    page.get_by_label("一天里的时刻").fill(str(20 * 3600 + 700))
    expect(wall).to_have_attribute("data-slide", "volunteer/li", timeout=NOTICE)
    expect(page.locator("#what")).to_contain_text("李某")
    page.get_by_role("button", name="上一张").click()
    expect(wall).to_have_attribute("data-slide", "brand", timeout=NOTICE)
    assert page.frames[1].evaluate("[innerWidth, innerHeight]") == [384, 192]
    page.goto(f"http://127.0.0.1:{port}/screens/index.html")
    page.get_by_role("link", name="拨动时间看").click()
    expect(page).to_have_title("门口屏 预览")

    # Every component in every state, in the site's own letters.
    page.goto(f"http://127.0.0.1:{port}/_desk/")
    page.get_by_role("link", name="样式手册").click()
    expect(page.locator("h1")).to_have_text("样式手册")
    told = [guide.data_of(file.name, file.read_bytes()) for file in (ROOT / "templates/components").glob("*.yaml")]
    examples = sum(len(one["examples"]) for macros in told for one in macros.values())
    expect(page.locator(".guide-example")).to_have_count(examples)
    page.wait_for_function("document.fonts.status === 'loaded' && [...document.fonts].some(f => f.status === 'loaded')")

    # What is cut from a photo, from the page that shows it; a click gives the line to write.
    page.goto(f"http://127.0.0.1:{port}/volunteers/li.html")
    page.get_by_role("link", name="照片怎样裁").click()
    flat = page.locator("figure", has_text="横的").locator("img")
    expect(page.locator("pre")).to_have_text("焦点: 50% 33%")
    expect(flat).to_have_css("object-position", "50% 19.49%")  # 533 rows of 1200 around row 396: from row 130 on
    box = page.locator(".whole").bounding_box()
    assert box
    page.locator(".whole").click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    expect(page.locator("pre")).to_have_text("焦点: 25% 80%")
    expect(flat).to_have_css("object-position", "50% 100%")
    write(project / "content/volunteers/li.md", ("^  替代文字: ", "  焦点: 25% 80%\n  替代文字: "))
    expect(page.locator("article")).to_contain_text("记录里写了焦点", timeout=NOTICE)
    expect(page.locator("article")).to_have_attribute("data-y", "80")
    assert faults == []
    assert not (project / "output").exists()
