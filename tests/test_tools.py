"""The tools of those who keep the program: all of them can still be loaded."""

import runpy
from pathlib import Path

import pytest

from tests.helpers import ROOT


@pytest.mark.parametrize("tool", sorted((ROOT / "tools").glob("*.py")), ids=lambda tool: tool.stem)
def test_a_tool_finds_what_it_imports(tool: Path) -> None:
    assert runpy.run_path(str(tool), run_name="a tool")["__doc__"]
