"""From saving one record to the rebuilt preview, in memory: what `hyqz serve` does after a change, without the poll.

    python benchmarks/save_to_visible.py [--records 1000 10000] [--rounds 5] [--plain]

The poll adds up to 0.15 s before and the browser its own time after. To aim at: 1 s at 1,000 records, 2 s at 10,000.
`--plain` makes pages and feeds alone (`生成: [订阅]`), as `build.py` does; else share cards, search and calendars are
made as well, and at 10,000 records the first build paints for a quarter of an hour.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build import SETTINGS
from make_records import make

from hyqz_site.model.fields import CHINA
from hyqz_site.publish.cache import FOLDER, Cache
from hyqz_site.serve import Preview


def measure(records: int, rounds: int, *, plain: bool) -> None:
    """Print the times for one size."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        make(records, project)
        if plain:
            (project / "content" / "site.yaml").write_text(SETTINGS, encoding="utf-8")
        preview = Preview(project, lambda: datetime(2026, 11, 23, 8, tzinfo=CHINA), cache=Cache(project / FOLDER))
        path = project / "content" / "news" / "r-2.md"
        times = []
        for turn in range(rounds + 1):
            path.write_text(f"{path.read_text(encoding='utf-8')}\n第 {turn} 次修改。\n", encoding="utf-8")
            started = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                preview.rebuild()
            name = "news/r-2.html"
            found = preview.page(name)
            if found is None or f"第 {turn} 次修改".encode() not in found[1]:
                sys.exit("the page does not show the change")
            preview.overlay(name, found[1])
            times.append(time.perf_counter() - started)
    first, later = times[0], times[1:]
    print(f"{records:>7} first {first:6.2f} s   change {statistics.median(later):6.2f} s")


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
