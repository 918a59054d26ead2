"""The house: imports go down only, one door per library, and one place for print, the clock and the environment."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Final

from tests.helpers import ROOT

PACKAGE: Final = ROOT / "hyqz_site"
MODULES: Final = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

FLOORS: Final = (
    {"__main__"},
    {"cli"},
    {"serve"},
    {"walls"},
    {"delivery"},
    {"build", "desk"},
    {"release"},
    {"console", "usage"},
    {"packs", "exports"},
    {"prints"},
    {"render", "screens", "publish"},
    {"model"},
    {"cards"},
    {"source"},
    {"images", "type", "engines"},
    {"memo"},
    {"problem", "sealing", "aside", "forked", "patterns", "digest", "disk", "lean"},
)
"""Each may import what stands below it."""
BESIDE: Final = {("screens", "render")}
"""Rooms of one floor do not know each other, but for a show, which is made of the same words and pictures as a page."""

DOORS: Final = {
    "yaml": {"source.nodes"},
    "PIL": {"images.codec", "cards.painter"},
    "jinja2": {"render.templates"},
    "markdown": {"render.markdown"},
    "nh3": {"render.markdown"},
    "livereload": {"serve.server", "serve.watching"},
    "tornado": {"serve.server", "serve.watching"},
    "watchdog": {"serve.listening"},
    "fontTools": {"type"},
    "uharfbuzz": {"type.subset"},
    "pypinyin": {"model.naming"},
    "zxingcpp": {"images.qr"},
    "openpyxl": {"desk.sheet"},
    "brotli": {"publish.precompressed"},
    "playwright": {"engines.recorder"},
    "imageio_ffmpeg": {"engines.ffmpeg"},
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[tuple[str, bool]]:
    """Yield what a module imports, and whether only for the type checker."""
    for_types = {
        id(inner)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, id(node) in for_types
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            for name in node.names:
                full = f"{node.module}.{name.name}"
                yield full if full in MODULES else str(node.module), id(node) in for_types


def room(module: str) -> str:
    """Return the top-level room of a module: `model` of `hyqz_site.model.kinds.team`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def floor(name: str) -> int:
    return next((number for number, names in enumerate(FLOORS) if name in names), -1)


def test_imports_go_down_only() -> None:
    for module in filter(room, MODULES):
        own = room(module)
        assert floor(own) >= 0, f"{own} has no floor"
        for name, _ in imports(module):
            other = room(name)
            if name.startswith("hyqz_site.") and other != own:
                assert floor(other) > floor(own) or (own, other) in BESIDE, f"{module} imports {name}"


def test_a_leaf_knows_nobody() -> None:
    for leaf in FLOORS[-1]:
        name = f"hyqz_site.{leaf}"
        if name in MODULES:
            assert [found for found, _ in imports(name) if found.startswith("hyqz_site")] == []


def test_no_ring_of_imports() -> None:
    """Counted are the imports at the top of a module that happen at run time."""
    graph = {
        name: {found for found, for_types in imports(name) if found in MODULES and not for_types and found != name}
        for name in MODULES
    }
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way[way.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                walk(other, (*way, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_each_third_party_library_has_one_door() -> None:
    for module in MODULES:
        inside = module.removeprefix("hyqz_site.")
        for name, for_types in imports(module):
            library = name.split(".")[0]
            if library in DOORS and not for_types:
                assert inside in DOORS[library] or room(module) in DOORS[library], f"{module} imports {library}"
            else:
                known = library in DOORS or library == "hyqz_site" or library in sys.stdlib_module_names
                assert known or library == "pillow_heif", f"{module} imports {library}, which has no door yet"


@cache
def calls(module: str) -> tuple[tuple[str, int], ...]:
    """Every name that is called or read with dots, as `os.environ` or `datetime.now`, and its line."""
    return tuple(
        (ast.unparse(node.func if isinstance(node, ast.Call) else node), node.lineno)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call | ast.Attribute)
    )


TALKERS: Final = {"cli", "console", "serve", "__main__"}
ASKERS: Final = {"cli", "serve", "__main__"}


def test_nothing_prints_but_the_command_line() -> None:
    found = [
        (module, line, name)
        for module in MODULES
        if room(module) not in TALKERS
        for name, line in calls(module)
        if name in {"print", "input", "breakpoint"} or name.startswith(("sys.stdout", "sys.stderr"))
    ]
    assert found == []


def test_time_and_surroundings_are_arguments() -> None:
    """`today`, `now`, the environment and the arguments come from the command line alone; chance is seeded."""
    forbidden = (
        "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.localtime", "os.environ",
        "os.getenv", "sys.argv", "os.getcwd", "Path.cwd", "Path.home", "random.", "uuid.", "socket.", "locale.",
    )  # fmt: skip
    found = [
        (module, line, name)
        for module in MODULES
        if room(module) not in ASKERS
        for name, line in calls(module)
        if (name.startswith(forbidden) or name.removeprefix("dt.").startswith(forbidden)) and name != "random.Random"
    ]
    assert found == []


def test_one_gate_makes_what_may_go_out() -> None:
    """Whoever made a `PublicSite` besides could put into it what no gate has seen."""
    makers = {module for module in MODULES for name, _ in calls(module) if name.endswith("PublicSite")}
    assert makers == {"hyqz_site.model.gates"}


def public(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def test_every_module_and_public_function_says_what_it_does() -> None:
    missing = []
    for module in MODULES:
        found = tree(module)
        if not ast.get_docstring(found):
            missing.append(module)
        inside = [
            inner
            for node in found.body
            if isinstance(node, ast.ClassDef) and node.name[0] != "_"
            for inner in node.body
        ]
        missing += [
            f"{module}.{node.name}"
            for node in [*found.body, *inside]
            if public(node)
            and not ast.get_docstring(node)
            and "overload" not in ast.dump(ast.Module(node.decorator_list, []))
        ]
    assert missing == []


def test_every_kind_has_a_file_of_its_own_name() -> None:
    from hyqz_site.model.kinds import KINDS  # noqa: PLC0415 - only here

    for kind in KINDS:
        assert f"hyqz_site.model.kinds.{kind.name}" in MODULES


def test_importing_the_command_line_loads_no_library() -> None:
    """`hyqz --help` must not wait for Pillow or Jinja."""
    code = "import sys, hyqz_site.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert set(done.stdout.split()) & set(DOORS) == set()
