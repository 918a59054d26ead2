"""Write `requirements.lock`: every library, direct or not, with its version and the hashes of its files.

    python -m pip install uv
    python tools/lock.py

The versions come from `pyproject.toml`, newest first, for all systems and Python versions at once. The lock has two
parts: what the generator runs on, then, below the line `# ---- test ----`, what only its tests need.
No address is written: pip takes the files from wherever it is set up to take them, and the hashes vouch for them.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
TEST_LINE = "# ---- test ----\n"
HEADER = """\
# Made by tools/lock.py from pyproject.toml: do not edit. hyqz.py installs the first part for every command,
# and both parts for its `test` command.
"""


def main() -> int:
    """Resolve both parts and write them; the run-time part never depends on what the tests need."""
    runtime = resolve()
    everything = resolve("--group", "test", "--constraint", "-", stdin="".join(pins(runtime)))
    for name in sorted(runtime.keys() & everything.keys()):
        if runtime[name] != everything[name]:
            sys.exit(f"{name} is needed under other conditions by the tests than at run time: teach tools/lock.py")
    test = {name: block for name, block in everything.items() if name not in runtime}
    text = HEADER + "".join(runtime.values()) + TEST_LINE + "".join(test.values())
    if "://" in text:
        sys.exit("the lock would name an address")
    LOCK.write_text(text, encoding="ascii", newline="\n")
    print(f"{LOCK.name}: {len(runtime)} + {len(test)}")
    return 0


def resolve(*options: str, stdin: str = "") -> dict[str, str]:
    """Name of each library → its block of lines in the lock."""
    uv = [shutil.which("uv")] if shutil.which("uv") else [sys.executable, "-m", "uv"]
    command = [*uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate", "--no-header"]
    done = subprocess.run(  # noqa: PLW1510 - uv has said why; its status is ours
        [*command, *options, "pyproject.toml"], cwd=ROOT, input=stdin, stdout=subprocess.PIPE, encoding="utf-8"
    )
    if done.returncode:
        sys.exit(done.returncode)
    blocks = re.findall(r"^[^\s#].*\n(?:\s+--hash=.*\n)+", done.stdout, re.MULTILINE)
    if "".join(blocks) != done.stdout:
        sys.exit("uv wrote lines that are not a pinned library with its hashes")
    return {re.split(r"[=\[ ;]", block, maxsplit=1)[0]: block for block in blocks}


def pins(blocks: dict[str, str]) -> list[str]:
    """The first line of each block, as a constraint for the second resolution."""
    return [block.partition(" \\\n")[0] + "\n" for block in blocks.values()]


if __name__ == "__main__":
    sys.exit(main())
