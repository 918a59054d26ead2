"""Bring the made parts of docs/编辑手册.md up to date: tables of fields, and what is said about common mistakes.

python tools/make_manual.py
"""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hyqz_site import console
from hyqz_site.build import build
from hyqz_site.desk import manual
from hyqz_site.desk.manual import Mistake
from hyqz_site.model.clock import CHINA
from hyqz_site.publish.cache import Cache
from hyqz_site.source import tree

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "编辑手册.md"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
SITE = "网站名称: 衡阳群众\n主办: 苗圃街道\n"


def said(mistake: Mistake) -> str:
    """What `hyqz check` says about a project with this one file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("content/site.yaml", SITE), (mistake.path, mistake.text)):
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        found = build(tree.read(Path(folder)), NOW, Cache()).problems
    return console.as_text(problem for problem in found if problem.path == mistake.path)


def main() -> None:
    """Write the manual anew where it changes."""
    before = MANUAL.read_text(encoding="utf-8")
    MANUAL.write_text(manual.updated(before, said), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
