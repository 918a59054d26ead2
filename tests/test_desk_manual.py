"""The editors' manual is true: its tables are the models', and its messages are what the check really says."""

import re
from pathlib import Path

import pytest

from hyqz_site import cli, console
from tests.helpers import ROOT, site_of
from tools import make_manual as manual
from tools.make_manual import Mistake

TEXT = (ROOT / "docs" / "编辑手册.md").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SCREENS = (ROOT / "docs" / "屏幕手册.md").read_text(encoding="utf-8")
MISTAKES = manual.mistakes(TEXT)


def said(mistake: Mistake) -> str:
    found = site_of({mistake.path: mistake.text.encode()}).problems
    return console.as_text(problem for problem in found if problem.path == mistake.path)


def test_the_fields_of_every_kind_and_of_the_settings_are_listed_as_the_models_have_them() -> None:
    assert manual.listed_in(TEXT) == list(manual.TABLES)
    assert manual.updated(TEXT, lambda mistake: mistake.said) == TEXT, "run python tools/make_manual.py"


def test_there_are_twenty_mistakes() -> None:
    assert len(MISTAKES) == 20


@pytest.mark.parametrize("mistake", MISTAKES, ids=range(1, len(MISTAKES) + 1))
def test_a_mistake_gets_the_message_that_the_manual_shows(mistake: Mistake) -> None:
    assert mistake.said == said(mistake), "run python tools/make_manual.py"
    assert mistake.said.count("错误: ") == 1
    assert "\n    " in mistake.said


@pytest.mark.parametrize("text", [TEXT, DEPLOY, SCREENS], ids=["manual", "deploy", "screens"])
def test_every_command_that_is_described_is_there(text: str) -> None:
    actions = cli._parser([])._actions  # noqa: SLF001 - argparse has no other way to ask
    there = next(action.choices for action in actions if action.dest == "==SUPPRESS==" or action.choices)
    named = set(re.findall(r"\bhyqz ([a-z]+)\b", text)) | set(re.findall(r"hyqz\.py ([a-z]+)\b", text))

    assert named <= set(there or ())


@pytest.mark.parametrize("text", [TEXT, DEPLOY, SCREENS], ids=["manual", "deploy", "screens"])
def test_every_picture_is_there(text: str) -> None:
    assert all(Path(ROOT, "docs", name).is_file() for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text))


def test_every_place_and_every_clock_has_its_section() -> None:
    headings = re.findall(r"^##+ (.+)$", DEPLOY, re.MULTILINE)
    for wanted in (
        "nginx",
        "Apache",
        "政府网站的子目录",
        "对象存储",
        "U 盘",
        "Windows 任务计划",
        "cron",
        "没有在真的 Windows",
    ):
        assert any(wanted in heading for heading in headings), wanted
    assert "schtasks /create" in DEPLOY
    assert "hyqz.py schedule --next" in DEPLOY
