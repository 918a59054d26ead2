"""From saving one record to the rebuilt preview, in memory: what `hyqz serve` does after a change, without the poll.

    python benchmarks/save_to_visible.py [--records 1000 10000] [--rounds 5] [--plain]

The poll adds up to 0.15 s before and the browser its own time after. To aim at: 1 s at 1,000 records, 2 s at 10,000.
The site is built first, as an editor's is: with share cards, search and calendars, which at 10,000 records takes a
quarter of an hour, most of it painting; `--plain` makes pages and feeds alone (`生成: [订阅]`), as `build.py` does.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build import SETTINGS
from make_records import make

from hyqz_site.memo import Memo
from hyqz_site.model.clock import CHINA
from hyqz_site.publish.cache import FOLDER, MEMO, Cache
from hyqz_site.publish.standing import program
from hyqz_site.serve.preview import Preview

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 23, 8, tzinfo=CHINA)
RECORD = "news/r-2"
RARE = "罡罢翀翃罟罘羿翥罹罾羁羝翎翦翮翳"
"""Characters that no record has."""


def text(before: str, turn: int) -> str:
    """The record with one more paragraph, of characters that other pages have too."""
    return f"{before}\n第 {turn} 次修改。\n"


def letter(before: str, turn: int) -> str:
    """The record with a character that the site did not have."""
    return f"{before}\n{RARE[turn]}\n"


def title(before: str, turn: int) -> str:
    """The record with another title, which a dozen pages show."""
    return re.sub("^标题: .*$", f"标题: 第 {turn} 个标题", before, count=1, flags=re.MULTILINE)


CHANGES: tuple[tuple[str, Callable[[str, int], str]], ...] = (
    ("text", text),
    ("new character", letter),
    ("title", title),
)


def measure(records: int, rounds: int, *, plain: bool) -> None:
    """Print the times for one size."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        make(records, project)
        if plain:
            (project / "content" / "site.yaml").write_text(SETTINGS, encoding="utf-8")
        command = [sys.executable, "-m", "hyqz_site", "build", "--project", str(project), "--now", NOW.isoformat()]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        memo = Memo(project / FOLDER / MEMO, program(sys.version, sys.path), is_read_only=True)
        preview = Preview(project, lambda: NOW, cache=Cache(project / FOLDER, memo=memo))
        with contextlib.redirect_stdout(io.StringIO()):
            preview.rebuild()
        for name, change in CHANGES:
            times = [_saved(preview, project / "content" / f"{RECORD}.md", change, turn) for turn in range(rounds + 1)]
            later = statistics.median(times[1:])
            print(f"{records:>7} {name:14} first {times[0]:5.2f} s   later {later:5.2f} s", flush=True)


def _saved(preview: Preview, path: Path, change: Callable[[str, int], str], turn: int) -> float:
    """Seconds from a change of the record to its page."""
    path.write_text(change(path.read_text(encoding="utf-8"), turn), encoding="utf-8")
    before = preview.page(f"{RECORD}.html")
    started = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        preview.rebuild()
    found = preview.page(f"{RECORD}.html")
    if found is None or found == before:
        sys.exit("the page does not show the change")
    preview.overlay(f"{RECORD}.html", found[1])
    return time.perf_counter() - started


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plain", action="store_true", help="pages and feeds alone")
    arguments = parser.parse_args()
    for records in arguments.records:
        measure(records, arguments.rounds, plain=arguments.plain)


if __name__ == "__main__":
    main()
