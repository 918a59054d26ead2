"""Start without a command, at a window: the menu leads to a record and stays open on an error."""

import sys
from pathlib import Path

import pytest

from tests.helpers import SITE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")


def test_from_the_menu_to_a_new_record_an_error_and_out(tmp_path: Path) -> None:
    from tests.terminal import Terminal  # noqa: PLC0415 - not on Windows

    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (tmp_path / "content" / "pages" / "a.md").write_text("标题: 甲\n", encoding="utf-8")
    with Terminal(tmp_path, "menu") as window:
        window.until("直接回车是预览）：")
        window.enter("4")
        window.until("请输入数字或名称：")
        window.enter("1")
        window.until("姓名（文字，最多 20 字）：")
        window.enter("查良")
        window.until("摘要（文字，最多 80 字）：")
        window.enter("长" * 81)
        window.until("“摘要”有 81 个字，最多 80 个")
        window.enter("热心人")
        window.until("身份（")
        window.enter("")
        window.until("一句话事迹（")
        window.enter("")
        window.until("已新建：content/volunteers/zha-liang.md")
        window.until("直接回车是预览）：")
        window.enter("2")
        said = window.until("改好以后再选一次。")
        assert "content/pages/a.md:1:1: 错误: 文件开头没有 ---" in said
        window.until("直接回车是预览）：")
        window.enter("0")
        assert window.wait() == 0
    text = (tmp_path / "content" / "volunteers" / "zha-liang.md").read_text(encoding="utf-8")
    assert "姓名: 查良  # 文字，最多 20 字\n摘要: 热心人  # " in text
