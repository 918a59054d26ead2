"""Time builds as whole processes, and print the ratios to a peer, or to writing the same files, in the same run.

    python benchmarks/build.py [--records 1000 10000] [--rounds 5] [--peer hugo]

For each size: a cold build (no cache, empty output), one in which nothing changed, one after one record's text was
edited, one after a team was renamed, one after the base template was edited. Pictures, cards, search, calendars and
screens are switched off (`生成: [订阅]`), as the peer makes none. With `--peer` the same is done with that program,
when it is on the path or given by its path, on the same records with templates of its own; else a bare Python loop that
writes the same bytes to fresh files is the measure. Medians of the rounds, taken in turns; the machine is shared, so
quote the ratios. Largest process: `ru_maxrss` of the children.
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
from dataclasses import dataclass, field
from pathlib import Path

import hugo_site
from make_records import PROJECT, WORDS, make

NOW = "2026-11-23T08:00"
SETTINGS = "网站名称: 示例网站\n主办: 示例街道\n网址: https://example.gov.cn/\n生成: [订阅]\n"
RECORD, TEAM = "content/news/r-2.md", "content/teams/team-4.md"


@dataclass
class Ours:
    """Our builds of a project."""

    project: Path
    base: str = "templates/layouts/base.html"

    def build(self) -> None:
        """Build once, as a process."""
        command = [sys.executable, "-m", "hyqz_site", "build", "--project", str(self.project), "--now", NOW, "--quiet"]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)

    def forget(self) -> None:
        """Take away whatever a build leaves."""
        for name in (".cache", "output"):
            shutil.rmtree(self.project / name, ignore_errors=True)

    def changed(self, path: str) -> None:
        """A source file was edited; nothing else has to be done."""

    def page(self, path: str) -> str:
        """The text of a page that was made."""
        return (self.project / "output" / f"{path}.html").read_text(encoding="utf-8")


@dataclass
class Hugo:
    """Hugo's builds of the same records."""

    project: Path
    folder: Path
    command: str
    base: str = "layouts/_default/baseof.html"

    def build(self) -> None:
        """Build once, as a process."""
        subprocess.run([self.command, "--quiet"], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def forget(self) -> None:
        """Take away whatever a build leaves."""
        for name in ("public", "resources"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def changed(self, path: str) -> None:
        """A record was edited: edit it here too."""
        hugo_site.write(self.project / path, self.folder / path)

    def page(self, path: str) -> str:
        """The text of a page that was made."""
        return (self.folder / "public" / path / "index.html").read_text(encoding="utf-8")


@dataclass
class Writing:
    """The measure without a peer: the same bytes, written to fresh files, nothing else."""

    project: Path
    folder: Path
    base: str = ""
    files: list[tuple[Path, bytes]] = field(default_factory=list)

    def build(self) -> None:
        """Write all files."""
        output = self.project / "output"
        self.files = self.files or [(p.relative_to(output), p.read_bytes()) for p in output.rglob("*") if p.is_file()]
        target = Path(tempfile.mkdtemp(dir=self.folder))
        for name, data in self.files:
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def forget(self) -> None:
        """Nothing is left."""

    def changed(self, path: str) -> None:
        """Nothing is read."""

    def page(self, path: str) -> str:
        """Nothing can be stale."""
        return path


Builder = Ours | Hugo | Writing


def seconds(builder: Builder) -> float:
    """The wall time of one build."""
    started = time.perf_counter()
    builder.build()
    return time.perf_counter() - started


def edited(path: Path, change: Callable[[str], str]) -> None:
    """Change a text file."""
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def name_of(turn: int) -> str:
    """A new name of the team, in characters that the site has; a longer one would be set in two parts."""
    return f"{WORDS[turn]}队"


def cases(project: Path, turn: int) -> dict[str, Callable[[Builder], None]]:
    """What is done before each timed build."""

    def cold(builder: Builder) -> None:
        builder.forget()

    def text(builder: Builder) -> None:
        if isinstance(builder, Ours):
            edited(project / RECORD, lambda text: f"{text}\n第 {turn} 次修改。\n")
        builder.changed(RECORD)

    def renamed(builder: Builder) -> None:
        if isinstance(builder, Ours):
            lines = f"名称: {name_of(turn)}\n"
            edited(project / TEAM, lambda text: "---\n" + lines + text.split("\n", 2)[2])
        builder.changed(TEAM)

    def template(builder: Builder) -> None:
        if builder.base:
            root = builder.folder if isinstance(builder, Hugo) else project
            edited(root / builder.base, lambda text: text.replace("</body>", f"<!-- {turn} --></body>"))

    return {
        "cold": cold,
        "nothing changed": lambda _: None,
        "text edited": text,
        "renamed": renamed,
        "base template edited": template,
    }


def check(builder: Builder, case: str, turn: int) -> None:
    """A fast build that misses a page does not count."""
    if isinstance(builder, Writing):
        return
    if case == "text edited" and f"第 {turn} 次修改" not in builder.page("news/r-2"):
        sys.exit(f"{builder}: the edited page is stale")
    if case == "renamed" and any(name_of(turn) not in builder.page(page) for page in ("teams/team-4", "news/r-4")):
        sys.exit(f"{builder}: a page still shows the old name")


def measure(records: int, rounds: int, peer: str) -> None:
    """Print the table for one size."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project = folder / "project"
        make(records, project)
        (project / "content/site.yaml").write_text(SETTINGS, encoding="utf-8")
        ours, other = Ours(project), Hugo(project, folder / "hugo", peer) if peer else Writing(project, folder)
        if isinstance(other, Hugo):
            hugo_site.make(project, other.folder)
        found: dict[str, list[tuple[float, float]]] = {}
        for turn in range(rounds):
            for case, before in cases(project, turn).items():
                pair = []
                for builder in (ours, other):
                    before(builder)
                    pair.append(seconds(builder))
                    check(builder, case, turn)
                found.setdefault(case, []).append((pair[0], pair[1]))
    name = "Hugo" if peer else "writing"
    for case, pairs in found.items():
        mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratios = sorted(one / two for one, two in pairs)
        print(
            f"{records:>7} {case:<21} {mine:7.2f} s   {name} {theirs:6.2f} s   "
            f"x{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})",
            flush=True,
        )


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", default="", metavar="hugo", help="hugo, or the path of its binary")
    arguments = parser.parse_args()
    peer = shutil.which(arguments.peer) if arguments.peer else ""
    if arguments.peer and not peer:
        print(f"no {arguments.peer} on the path: measured against writing the same files")
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    for records in arguments.records:
        measure(records, arguments.rounds, peer or "")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{records:>7} largest process so far: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
