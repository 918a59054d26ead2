"""Time builds as whole processes, and print the ratios to a peer, or to writing the same files, in the same run.

    python benchmarks/build.py [--records 1000 10000] [--rounds 5] [--cases cold text …] [--peer hugo]

The cases, each timed `--rounds` times in turns with the peer, medians printed; the machine is shared, so quote the
ratios:

- `cold`: no cache, empty output.
- `unchanged`: nothing changed since.
- `text`: the text of one record was edited.
- `retitled`: one record was given another title: its page, lists and whoever names it.
- `renamed`: a team was renamed, which many pages name.
- `template`: the base template was edited.
- `memory`: what all processes of a build need together at most (the sum of PSS, looked at every 20 ms), cold and after
  an edit; in runs of their own, which nobody times. Linux only.
- `serve`: from saving a record to the new page over HTTP, asked for every 5 ms: `hyqz serve` and `hugo server`, each as
  it comes, the first save after the start apart. Hugo's makes the edited page and those looked at last, ours makes
  all that the edit touches.

Pictures, cards, search, calendars and screens are switched off (`生成: [订阅]`), as the peer makes none. With `--peer`
the same is done with that program, when it is on the path or given by its path (better: a launcher written in Python
adds its own start). `--peer-markup same` has it make the same pages with the same markup; `hugo_site.py` says what it
is spared. `plain` has it make small pages. How many pages and bytes each has made is printed first. Without a peer a
bare Python loop that writes the same bytes to fresh files is the measure.

Output of earlier rounds is moved aside and deleted at the end: what was deleted just before slows down whoever writes
next. So the disk must hold all of it, 30 MB for each thousand records, cold round and side.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from hugo_site import HugoSite
from make_records import PROJECT, WORDS, make

NOW = "2026-11-23T08:00"
SETTINGS = "网站名称: 示例网站\n主办: 示例街道\n网址: https://example.gov.cn/\n生成: [订阅]\n"
RECORD, TEAM = "content/news/r-2.md", "content/teams/team-4.md"
TIMED = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "text": "text edited",
    "retitled": "record retitled",
    "renamed": "team renamed",
    "template": "base template edited",
}
CASES = (*TIMED, "memory", "serve")
MIB = 2**20
PATIENCE = 900
"""Seconds after which a server that shows no change is given up."""


@dataclass
class Program:
    """A program that makes a site in `folder`; `project` has the records."""

    project: Path
    folder: Path
    left: tuple[str, ...] = ()
    """What a build leaves in the folder, the site first."""

    def command(self) -> list[str]:
        """The command that builds once."""
        raise NotImplementedError

    def server(self, port: int) -> list[str]:
        """The command that serves a preview."""
        raise NotImplementedError

    def address(self) -> str:
        """The path of the edited record's page in the preview."""
        return "news/r-2.html"

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a command in the folder."""
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL)

    def build(self) -> None:
        """Build once, as a process."""
        if self.start(self.command()).wait():
            sys.exit(f"{self}: the build failed")

    def forget(self, aside: Path) -> None:
        """Move whatever a build leaves out of the way, below `aside`."""
        target = Path(tempfile.mkdtemp(dir=aside))
        for name in self.left:
            if (self.folder / name).exists():
                (self.folder / name).rename(target / name)

    def changed(self, path: str) -> None:
        """A source file of the project was edited."""

    def base(self) -> Path:
        """The template of every page."""
        raise NotImplementedError

    def page(self, path: str) -> str:
        """The text of a page that was made."""
        return (self.folder / self.left[0] / f"{path}.html").read_text(encoding="utf-8")

    def made(self) -> tuple[int, int]:
        """How many pages were made, and their bytes."""
        sizes = [path.stat().st_size for path in (self.folder / self.left[0]).rglob("*.html")]
        return len(sizes), sum(sizes)


@dataclass
class Ours(Program):
    """Our program; the folder is the project."""

    left: tuple[str, ...] = ("output", ".cache")

    def command(self) -> list[str]:
        """The command that builds once."""
        program = [sys.executable, "-m", "hyqz_site", "build"]
        return [*program, "--project", str(self.project), "--now", NOW, "--quiet"]

    def server(self, port: int) -> list[str]:
        """The command that serves a preview."""
        return [sys.executable, "-m", "hyqz_site", "serve", "--project", str(self.project), "--port", str(port)]

    def base(self) -> Path:
        """The template of every page."""
        return self.project / "templates/layouts/base.html"


@dataclass
class Hugo(Program):
    """Hugo on the same records."""

    left: tuple[str, ...] = ("public", "resources")
    binary: str = "hugo"
    markup: str = "same"

    @property
    def site(self) -> HugoSite:
        """Where its files come from."""
        return HugoSite(self.project, self.folder, self.markup)

    def command(self) -> list[str]:
        """The command that builds once."""
        return [self.binary, "--quiet", "--clock", f"{NOW}:00+08:00"]

    def server(self, port: int) -> list[str]:
        """The command that serves a preview."""
        return [self.binary, "server", *self.command()[1:], "--bind", "127.0.0.1", "--port", str(port)]

    def address(self) -> str:
        """The path of the edited record's page in the preview."""
        return self.site.page("news/r-2")

    def changed(self, path: str) -> None:
        """A record was edited: write it here too."""
        self.site.write(path)

    def base(self) -> Path:
        """The template of every page."""
        return self.site.base

    def page(self, path: str) -> str:
        """The text of a page that was made."""
        return (self.folder / "public" / self.site.page(path)).read_text(encoding="utf-8")


@dataclass
class Writing(Program):
    """The measure without a peer: the same bytes, written to fresh files, nothing else."""

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


def edited(path: Path, change: Callable[[str], str]) -> None:
    """Change a text file."""
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def sentence(turn: int) -> str:
    """What an edit adds to a text."""
    return f"第 {turn} 次修改。"


def mark(turn: int) -> str:
    """What an edit adds to the base template; Hugo would take away a comment."""
    return f"<p hidden>{turn}</p>"


def title_of(turn: int) -> str:
    """A new title of the record, in characters that the site has."""
    return f"{WORDS[turn]}和{WORDS[turn + 1]}"


def name_of(turn: int) -> str:
    """A new name of the team, in characters that the site has; a longer one would be set in two parts."""
    return f"{WORDS[turn]}队"


def prepare(case: str, program: Program, turn: int, aside: Path) -> None:
    """What is done before a timed build; records are edited in the project, for the first program alone."""
    is_first = isinstance(program, Ours)
    if case == "cold":
        program.forget(aside)
    elif case == "text":
        if is_first:
            edited(program.project / RECORD, lambda text: f"{text}\n{sentence(turn)}\n")
        program.changed(RECORD)
    elif case == "retitled":
        if is_first:
            title = f"---\n标题: {title_of(turn)}\n"
            edited(program.project / RECORD, lambda text: title + text.split("\n", 2)[2])
        program.changed(RECORD)
    elif case == "renamed":
        if is_first:
            name = f"---\n名称: {name_of(turn)}\n"
            edited(program.project / TEAM, lambda text: name + text.split("\n", 2)[2])
        program.changed(TEAM)
    elif case == "template" and not isinstance(program, Writing):
        edited(program.base(), lambda text: text.replace("</body>", f"{mark(turn)}</body>"))


def check(case: str, program: Program, turn: int) -> None:
    """A fast build that misses a page does not count."""
    if isinstance(program, Writing):
        return
    wanted = {
        "text": (sentence(turn), ("news/r-2",)),
        "retitled": (title_of(turn), ("news/r-2",)),
        "renamed": (name_of(turn), ("teams/team-4", "news/r-4")),
        "template": (mark(turn), ("index", "news/r-4")),
    }
    text, pages = wanted.get(case, ("", ()))
    if any(text not in program.page(page) for page in pages):
        sys.exit(f"{program}: a page is stale ({case})")


def timed(case: str, program: Program, turn: int, aside: Path) -> float:
    """The wall time of one build."""
    prepare(case, program, turn, aside)
    started = time.perf_counter()
    program.build()
    taken = time.perf_counter() - started
    check(case, program, turn)
    return taken


# Memory


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def share(pid: int) -> int:
    """The memory of a process in bytes, what it shares with others divided among them; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def peak(program: Program) -> float:
    """The most that all processes of one build needed together, in MiB."""
    most = 0
    process = program.start(program.command())
    while process.poll() is None:
        most = max(most, sum(map(share, family(process.pid))))
        time.sleep(0.02)
    return most / MIB


# Serving


@contextlib.contextmanager
def served(program: Program) -> Iterator[str]:
    """The address of the record's page in a preview that runs as a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = program.start(program.server(port))
    try:
        yield f"http://127.0.0.1:{port}/{program.address()}"
    finally:
        process.terminate()
        process.wait()


def waited(address: str, text: str) -> float:
    """The seconds until the page at the address shows the text."""
    started = time.perf_counter()
    while (taken := time.perf_counter() - started) < PATIENCE:
        with contextlib.suppress(OSError, HTTPException), urlopen(address) as answer:  # noqa: S310 - our own server
            if text in answer.read().decode():
                return time.perf_counter() - started
        time.sleep(0.005)
    sys.exit(f"{address}: no “{text}” after {taken:.0f} s")


def saves(program: Program, rounds: int) -> list[float]:
    """The seconds from saving a record to its page with the change, one edit after the other."""
    source = program.folder / RECORD
    found = []
    with served(program) as address:
        waited(address, "</html>")
        for turn in range(rounds):
            text = f"{source.read_text(encoding='utf-8')}\n{sentence(1000 + turn)}\n"
            time.sleep(1)  # let it come to rest
            source.write_text(text, encoding="utf-8")
            found.append(waited(address, sentence(1000 + turn)))
    return found


# The table


@dataclass
class Table:
    """Prints rows with two sides and their ratio."""

    records: int
    peer: str

    def row(self, name: str, unit: str, rounds: Sequence[Sequence[float]]) -> None:
        """The medians of the rounds (ours, theirs) and of their ratios, with the least and the greatest."""
        form = ".2f" if unit == "s" else ".0f"
        mine, *theirs = map(statistics.median, zip(*rounds, strict=True))
        line = f"{self.records:>7} {name:<21} {mine:7{form}} {unit}"
        if theirs:
            ratios = sorted(one / two for one, two in rounds)
            line += f"   {self.peer} {theirs[0]:6{form}} {unit}"
            line += f"   x{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
        print(line, flush=True)


def builds(programs: list[Program], rounds: int, cases: list[str], aside: Path, table: Table) -> None:
    """The rows of the builds: round by round, the programs in turns."""
    found: dict[str, list[list[float]]] = {case: [] for case in TIMED if case in cases}
    for turn in range(rounds):
        for case, times in found.items():
            times.append([timed(case, program, turn, aside) for program in programs])
    for case, times in found.items():
        table.row(TIMED[case], "s", times)


def memory(programs: list[Program], turn: int, aside: Path, table: Table) -> None:
    """The rows of the memory."""
    if not Path("/proc/self/smaps_rollup").exists():
        print("memory is looked at on Linux only")
        return
    for case in ("cold", "text"):
        most = []
        for program in programs:
            prepare(case, program, turn, aside)
            most.append(peak(program))
        table.row(f"memory, {TIMED[case]}", "MiB", [most])


def measure(records: int, rounds: int, cases: list[str], hugo: str, markup: str) -> None:
    """Print the table for one size."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project, aside, second = folder / "project", folder / "aside", folder / "other"
        aside.mkdir()
        second.mkdir()
        make(records, project)
        (project / "content/site.yaml").write_text(SETTINGS, encoding="utf-8")
        ours = Ours(project, project)
        other = Hugo(project, second, binary=hugo, markup=markup) if hugo else Writing(project, second)
        ours.build()
        if isinstance(other, Hugo):
            other.site.make()  # with the style sheets, scripts and fonts of that build
        other.build()
        table = Table(records, f"Hugo, {markup}" if hugo else "writing")
        real: list[Program] = [ours, other] if hugo else [ours]
        for program in real:
            pages, size = program.made()
            print(f"{records:>7} {type(program).__name__}: {pages} pages, {size / 1e6:.1f} MB", flush=True)
        builds([ours, other], rounds, cases, aside, table)
        if "memory" in cases:
            memory(real, rounds, aside, table)
        if "serve" in cases:
            first, *later = zip(*(saves(program, rounds + 1) for program in real), strict=True)
            table.row("first save to page", "s", [first])
            table.row("later saves to page", "s", later)


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", nargs="+", choices=CASES, default=CASES, metavar="case", help=" ".join(CASES))
    parser.add_argument("--peer", default="", metavar="hugo", help="hugo, or the path of its binary")
    parser.add_argument("--peer-markup", choices=("same", "plain"), default="same", help="what the peer's pages show")
    arguments = parser.parse_args()
    peer = shutil.which(arguments.peer) if arguments.peer else ""
    if arguments.peer and not peer:
        print(f"no {arguments.peer} on the path: measured against writing the same files")
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    for records in arguments.records:
        measure(records, arguments.rounds, arguments.cases, peer or "", arguments.peer_markup)


if __name__ == "__main__":
    main()
