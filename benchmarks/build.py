"""Time builds as whole processes, as ratios to writing the same files in one run.

    python benchmarks/build.py [--records 1000 10000] [--rounds 5]

For each size: a cold build (no cache, empty output), a build in which nothing changed, and one after one record's text
was edited; beside each, a bare Python loop that writes the same bytes to fresh files. Medians; the machine is shared,
so quote the ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from make_records import PROJECT, make

NOW = "2026-11-23T08:00"


def build(project: Path) -> float:
    """Seconds of one build, as a process."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "hyqz_site", "build", "--project", str(project), "--now", NOW, "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(PROJECT)}, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def cold(project: Path) -> float:
    """Seconds of a build that has neither a cache nor an output."""
    for name in (".cache", "output"):
        shutil.rmtree(project / name, ignore_errors=True)
    return build(project)


def edited(project: Path, turn: int) -> float:
    """Seconds of a build after one word of one record was changed."""
    path = project / "content" / "news" / "r-2.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n第 {turn} 次修改。\n", encoding="utf-8")
    return build(project)


def writing(output: Path, scratch: Path) -> float:
    """Seconds of writing the same files to a fresh folder, nothing else."""
    files = [(path.relative_to(output), path.read_bytes()) for path in output.rglob("*") if path.is_file()]
    target = Path(tempfile.mkdtemp(dir=scratch))
    started = time.perf_counter()
    for name, data in files:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return time.perf_counter() - started


def measure(records: int, rounds: int) -> None:
    """Print the table for one size."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        make(records, project)
        cases: dict[str, Callable[[int], float]] = {
            "cold build": lambda _: cold(project),
            "nothing changed": lambda _: build(project),
            "one record edited": lambda turn: edited(project, turn),
            "writing alone": lambda _: writing(project / "output", Path(folder)),
        }
        seconds = {name: [case(turn) for turn in range(rounds)] for name, case in cases.items()}
    base = statistics.median(seconds["writing alone"])
    for name, times in seconds.items():
        median = statistics.median(times)
        spread = f"{min(times):7.2f}–{max(times):.2f}"
        print(f"{records:>7} {name:<18} {median:8.2f} s   {spread}   x{median / base:.1f} of writing")


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    for records in arguments.records:
        measure(records, arguments.rounds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
