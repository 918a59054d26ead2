"""What lies over a page of the preview: escaped, its own problems first, the ribbon with its reason."""

import re
import socket
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hyqz_site.desk import panel
from hyqz_site.desk.panel import Shown
from hyqz_site.problem import Problem, Severity
from hyqz_site.publish.files import Files
from hyqz_site.publish.writer import write
from hyqz_site.render.templates import Templates
from hyqz_site.serve import server
from hyqz_site.serve.preview import Preview
from tests.helpers import NOW, SITE, page_of

LIST = "---\n标题: {title}\n状态: {status}\n发布日期: 2026-11-01\n摘要: 一\n---\n{body}\n"


def test_what_the_editor_wrote_is_never_markup() -> None:
    problem = Problem("content/<b>.md", 3, 1, Severity.ERROR, "x", "“<script>”", "<i>")
    found = panel.overlay([Shown(problem, "<img onerror=x>")], 2, {"<u>": "原因"}, panel.OLDER)

    assert not any(mark in found for mark in ("<script>", "<img", "<b>.md", "<u>”", "→ <i>"))
    assert "content/&lt;b&gt;.md 第 3 行" in found
    assert "另有 2 个问题" in found


def test_a_page_without_problems_is_left_alone() -> None:
    assert panel.overlay([], 0, {}, panel.CURRENT) == ""


def preview(folder: Path, *, is_shared: bool = False) -> Preview:
    pages = folder / "content" / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    (folder / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (pages / "a.md").write_text(LIST.format(title="甲", status="发布", body="见[乙](b)。"), encoding="utf-8")
    (pages / "b.md").write_text(LIST.format(title="乙页", status="草稿", body="乙"), encoding="utf-8")

    def clock() -> datetime:
        return NOW

    made = Preview(folder, clock, is_shared=is_shared)
    made.rebuild()
    return made


def over(shown: Preview, name: str) -> str:
    found = shown.page(name)
    assert found
    return shown.overlay(name, found[1])


def test_a_draft_has_a_page_and_a_ribbon_on_every_page_that_shows_it(tmp_path: Path) -> None:
    shown = preview(tmp_path)

    assert "“乙页”：状态不是“发布”" in over(shown, "b.html")
    assert "“乙页”：状态不是“发布”" in over(shown, "a.html")
    assert shown.page("b.html")
    assert not (tmp_path / "output").exists()


def test_a_build_with_one_saved_file_shows_what_a_build_with_all_shows(tmp_path: Path) -> None:
    """Where the file was there before; one that is new needs a look at all."""
    shown = preview(tmp_path)
    pages = tmp_path / "content" / "pages"
    for name, title in (("a.md", "甲改"), ("b.md", "乙改"), ("c.md", "丙")):
        (pages / name).write_text(LIST.format(title=title, status="发布", body="新"), encoding="utf-8")

    shown.rebuild([str(pages / "a.md")])
    assert "甲改" in page_of(shown.files["a.html"]).headings
    assert "乙改" not in page_of(shown.files["b.html"]).headings
    assert "c.html" not in shown.files
    shown.rebuild([str(pages / "c.md")])
    anew = Preview(tmp_path, lambda: NOW)
    anew.rebuild()
    assert {path: shown.files[path] for path in shown.files} == {path: anew.files[path] for path in anew.files}


def test_the_rehearsal_of_a_save_leaves_the_site_as_it_is(tmp_path: Path) -> None:
    shown = preview(tmp_path)
    before, problems = {path: shown.files[path] for path in shown.files}, shown.problems
    shown.get_ready()
    assert ({path: shown.files[path] for path in shown.files}, shown.problems, shown.builds) == (before, problems, 1)
    file = tmp_path / "content/pages/a.md"
    file.write_text(LIST.format(title="甲", status="发布", body="另一段。"), encoding="utf-8")
    shown.rebuild([str(file)])
    anew = Preview(tmp_path, lambda: NOW)
    anew.rebuild()
    assert {path: shown.files[path] for path in shown.files} == {path: anew.files[path] for path in anew.files}


def test_a_page_that_was_right_until_midnight_is_made_anew_when_somebody_looks(tmp_path: Path) -> None:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(SITE, encoding="utf-8")
    text = LIST.format(title="甲", status="发布\n到期: 2026-11-24", body="一段。")
    (tmp_path / "content/pages/a.md").write_text(text, encoding="utf-8")
    hours = [0]
    shown = Preview(tmp_path, lambda: NOW + timedelta(hours=hours[0]), is_shared=True)
    shown.rebuild()
    assert shown.page("a.html")
    hours[0] = 20
    assert shown.page("a.html") is None
    assert (shown.page("index.html") is not None, shown.builds) == (True, 2)


def test_a_site_without_records_has_nothing_to_rehearse(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(SITE, encoding="utf-8")
    empty = Preview(tmp_path, lambda: NOW)
    empty.get_ready()
    empty.rebuild()
    empty.get_ready()
    assert "index.html" in empty.files


HALF = "---\n姓名: 周<晓>晴\n摘要: 每周四值勤\n同意: {方式: 书面}\n标签: [护路, 银龄]\n---\n## 从头说起\n\n她**很早**就来。\n"


def test_a_draft_that_lacks_something_is_seen_with_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "content" / "volunteers" / "zhou.md"
    shown = preview(tmp_path)
    file.parent.mkdir()
    file.write_text(HALF, encoding="utf-8")
    shown.rebuild()
    found = shown.page("volunteers/zhou.html")
    assert found
    text = page_of(found[1])
    assert text.headings == ["周<晓>晴"]
    assert "还不能排成网页：缺少身份、一句话事迹。补齐以后，这里就是它在网站上的样子。" in text.text
    assert [line for line in text.text if line in {"从头说起", "她很早就来。"}] == ["从头说起", "她很早就来。"]
    for label, value in (("摘要", "每周四值勤"), ("标签.1", "护路"), ("标签.2", "银龄")):
        assert f"<th scope='row'>{label}</th><td>{value}</td>" in found[1].decode()
    over_it = over(shown, "volunteers/zhou.html")
    assert "“周&lt;晓&gt;晴”：状态不是“发布”" in over_it
    assert "缺少“一句话事迹”" in over_it
    desk = shown.page("_desk/index.html")
    assert desk
    assert "<a href='/volunteers/zhou.html'>志愿者/zhou 周&lt;晓&gt;晴（草稿）</a>" in desk[1].decode()

    file.write_text(
        HALF.replace("摘要", "身份: 居民\n一句话事迹: 守路口\n摘要").replace("同意: {方式: 书面}\n", ""),
        encoding="utf-8",
    )
    shown.rebuild()
    whole = shown.page("volunteers/zhou.html")
    assert whole
    assert "还不能排成网页" not in whole[1].decode()
    assert "守路口" in whole[1].decode()


def test_nobody_else_in_the_network_sees_what_is_not_finished(tmp_path: Path) -> None:
    (tmp_path / "content" / "volunteers").mkdir(parents=True)
    (tmp_path / "content" / "volunteers" / "zhou.md").write_text(HALF, encoding="utf-8")
    assert preview(tmp_path, is_shared=True).page("volunteers/zhou.html") is None


def test_a_record_that_was_whole_keeps_its_last_good_page(tmp_path: Path) -> None:
    shown = preview(tmp_path)
    before = shown.page("a.html")
    (tmp_path / "content" / "pages" / "a.md").write_text("---\n标题: 甲\n状态: 发布\n---\n", encoding="utf-8")
    shown.rebuild()
    assert shown.page("a.html") == before
    assert "缺少“摘要”" in over(shown, "a.html")


def test_others_in_the_network_get_only_what_may_go_out(tmp_path: Path) -> None:
    shown = preview(tmp_path, is_shared=True)

    assert shown.page("b.html") is None
    assert not any("乙页".encode() in data for data in shown.files.values())
    assert "乙页" not in over(shown, "a.html")


def test_a_mistake_keeps_the_last_good_page_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    shown = preview(tmp_path)
    before = shown.page("a.html")
    file = tmp_path / "content" / "pages" / "a.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("摘要: ", "摘要："), encoding="utf-8")
    shown.rebuild()

    assert shown.page("a.html") == before
    assert "<code>摘要：一</code>" in over(shown, "a.html")
    assert "别的页面有 1 个问题" in over(shown, "index.html")
    file.write_text(text, encoding="utf-8")
    shown.rebuild()
    assert 'id="hyqz-panel"' not in over(shown, "a.html")


def test_a_character_that_is_new_to_the_site_renders_no_page_that_does_not_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The style sheet of the letters has another name then, and every page names it: those that are looked at."""
    shown = preview(tmp_path)
    made: list[str] = []
    plain = Templates.parts

    def noted(templates: Templates, name: str, view: Any) -> list[str]:  # noqa: ANN401 - any view
        made.append(view.frame.path)
        return plain(templates, name, view)

    monkeypatch.setattr(Templates, "parts", noted)
    file = tmp_path / "content" / "pages" / "a.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n龘\n", encoding="utf-8")
    shown.rebuild()
    assert set(made) == {"a.html", "search.html"}  # the index of the search has another name, too
    pages = [shown.files[path] for path in ("a.html", "b.html", "index.html")]
    common = set.intersection(*(set(re.findall(rb"assets/css/fonts\.\w+\.css", page)) for page in pages))

    assert len(common) == 1
    assert common.pop().decode() in shown.files


def test_the_desk_lists_what_waits_and_what_there_is(tmp_path: Path) -> None:
    shown = preview(tmp_path)
    found = shown.page("_desk/index.html")
    assert found
    text = found[1].decode()

    assert "<a href='/b.html'>页面/b 乙页（草稿）</a>" in text
    assert "没有用三审三校台账。要用，从任何一条开始签：hyqz review sign" in text
    assert "今后 30 天里，内容不改就不用重新生成。" in text
    assert shown.page("style-guide.html")
    assert shown.page("_desk/../content/site.yaml") is None


def desk_of(shown: Preview) -> str:
    found = shown.page("_desk/index.html")
    assert found
    return found[1].decode()


def test_where_a_ledger_has_to_be_kept_the_desk_lists_what_waits_for_which_signature(tmp_path: Path) -> None:
    shown = preview(tmp_path)
    (tmp_path / "content/site.yaml").write_text(f"{SITE}审校: 必需\n", encoding="utf-8")
    shown.rebuild()
    assert "<pre>等初审一校：\n    页面/a　甲</pre>" in desk_of(shown)

    for number in range(panel.MOST_OPEN):
        text = LIST.format(title=f"第{number}页", status="送审", body="丙")
        (tmp_path / f"content/pages/c-{number}.md").write_text(text, encoding="utf-8")
    shown.rebuild()
    assert f"<summary>{panel.MOST_OPEN + 2} 行，点这里打开</summary><pre>等初审一校：" in desk_of(shown)


def test_where_the_content_has_errors_from_the_beginning_the_published_site_is_there_to_look_at(tmp_path: Path) -> None:
    write(Files({"index.html": "<html><body>甲".encode(), "a.html": b"<html><body>1"}), tmp_path / "output")
    (tmp_path / "output/a.html").unlink()  # somebody took it away
    shown = preview(tmp_path)
    (tmp_path / "content/pages/a.md").write_text("标题：甲", encoding="utf-8")
    anew = Preview(tmp_path, lambda: NOW)
    anew.rebuild()
    assert shown.files.keys() > {"index.html", "a.html"}
    assert anew.page("index.html") == ("text/html", "<html><body>甲".encode())
    assert anew.page("a.html") is None
    assert "别的页面有 1 个问题，网站停在上一次正确的样子" in over(anew, "index.html")


def test_a_port_that_is_taken_is_told_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Preview, "rebuild", lambda _: pytest.fail("was built"))
    with socket.create_server((server.HOST, 0)) as other:
        taken = other.getsockname()[1]
        assert server.serve(tmp_path, taken, open_browser=False, clock=lambda: NOW) == 2
        assert f"端口 {taken} 打不开：" in capsys.readouterr().err
        monkeypatch.setattr(server, "PORTS", [taken])
        assert server.serve(tmp_path, None, open_browser=False, clock=lambda: NOW) == 2


def test_where_no_port_is_asked_for_the_next_free_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(server._Server, "serve", lambda _, port, **__: asked.append(port))  # noqa: SLF001 - stands in for the loop
    with socket.create_server((server.HOST, 0)) as other, socket.create_server((server.HOST, 0)) as free:
        ports = other.getsockname()[1], free.getsockname()[1]
        free.close()
        monkeypatch.setattr(server, "PORTS", ports)
        (tmp_path / "content").mkdir()
        (tmp_path / "content/site.yaml").write_text(SITE, encoding="utf-8")
        assert server.serve(tmp_path, None, open_browser=False, clock=lambda: NOW) == 0
    assert asked == [ports[1]]


def test_where_no_page_was_ever_made_nothing_is_said_of_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(SITE, encoding="utf-8")
    (tmp_path / "content/pages/a.md").write_text("标题：甲", encoding="utf-8")
    shown = Preview(tmp_path, lambda: NOW)
    shown.rebuild()
    assert "内容有错误，改好以后这里就会出现网站" in over(shown, "index.html")
    assert "还没有可以看的网站，改好错误就会出现。" in desk_of(shown)

    (tmp_path / "content/pages/a.md").write_text(LIST.format(title="甲", status="发布", body=""), encoding="utf-8")
    shown.rebuild()
    assert "网站是最新的。" in desk_of(shown)

    (tmp_path / "content/pages/a.md").write_text("标题：甲", encoding="utf-8")
    shown.rebuild()
    assert "内容有错误，下面是上一次正确的页面" in over(shown, "a.html")
    assert "网站停在上一次正确的样子，改好错误就会更新。" in desk_of(shown)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "content/benefits/x.yaml",
            "标题: 甲\n状态: 草稿\n摘要: 某\n适用星级: [七星]\n类别: 出行\n提供方: 某\n内容: 某\n怎么领: 某\n",
        ),
        ("content/figures/x.yaml", "指标: 甲\n状态: 草稿\n摘要: 某\n来源: 某\n单位: 人\n口径: 某\n数据: [甲]\n"),
    ],
)
def test_a_draft_whose_required_list_cannot_be_read_is_no_record_yet(tmp_path: Path, path: str, text: str) -> None:
    shown = preview(tmp_path)
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    shown.rebuild()
    found = shown.page(path.removeprefix("content/").replace(".yaml", ".html"))
    assert found
    assert "还不能排成网页" in found[1].decode()
