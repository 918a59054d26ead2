"""Views → HTML. The only import of jinja2."""

from __future__ import annotations

import contextlib
from collections import Counter
from functools import cache, cached_property, lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from hyqz_site.digest import key
from hyqz_site.memo import MISSING
from hyqz_site.patterns import later
from hyqz_site.render import faults
from hyqz_site.render.lineage import BLOCKS, Family, Lineage, Outline
from hyqz_site.render.typography import typeset
from hyqz_site.source import decoding

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence

    import jinja2

    from hyqz_site.memo import Memo
    from hyqz_site.problem import Problems
    from hyqz_site.source.tree import SourceFile

FOLDER: Final = "templates/"
ROOM: Final = "templates"
LINEAGES: Final = "lineages"
OUTLINES: Final = "outlines"
_OF_PAGES: Final = frozenset({"layouts", "components", "pages"})
"""The folders of the templates that pages are made of."""
KEPT: Final = 1024
"""So many drawn cards are kept for the next page that shows them: some 5 MB."""

ESCAPED: Final = 1024
"""So many texts are kept escaped."""
_MARK: Final = later(r"<!--\0(\w+)-->")
"""Stands before and behind a block, which it names, while a page is drawn: nothing else holds such a character."""


class TemplateError(Exception):
    """A template that cannot be rendered; `path` and `line` say where."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(message)
        self.path, self.line, self.message = path, line, message


def sources_of(files: Iterable[SourceFile], problems: Problems) -> dict[str, str]:
    """The texts of templates, by their paths below `templates/`; files that cannot be read are noted and left out."""
    sources = {file.path.removeprefix(FOLDER): decoding.decode(file.path, file.read(), problems) for file in files}
    return {path: source.text for path, source in sources.items() if source}


class Templates:
    """The templates of a project, by their path below `templates/`."""

    def __init__(self, sources: Mapping[str, str], memo: Memo | None = None) -> None:
        """`sources` are the texts of the templates by path below `templates/`; `memo` remembers them compiled."""

        def load(name: str) -> tuple[str, str, Any] | None:
            return (sources[name], FOLDER + name, lambda: True) if name in sources else None

        self.digest: Final = key(*(part for name in sorted(sources) for part in (name, sources[name])))
        """Of all sources."""
        self._sources = sources
        self._load = load
        self._memo = memo
        self._parsed: dict[str, jinja2.nodes.Template] = {}
        """Templates that somebody has read and nobody compiled yet."""

    def lineage(self, name: str) -> Lineage:
        """What a page with the template `name` is drawn by; all templates where nothing more can be told."""
        return self._lineages.get(name) or Lineage(self.digest, {})

    @cached_property
    def _lineages(self) -> dict[str, Lineage | None]:
        def told() -> dict[str, Lineage | None]:
            family = Family(self._sources, cache(self._outline))
            return {name: family.of(name) for name in self._sources if name.startswith("pages/")}

        return self._memo.of(LINEAGES, "", self.digest, told) if self._memo else told()

    def _outline(self, name: str) -> Outline | None:
        """What a template says of others."""
        import jinja2  # noqa: PLC0415

        def read() -> Outline | None:
            try:
                self._parsed[name] = tree = self._environment.parse(self._sources[name], name, FOLDER + name)
            except jinja2.TemplateSyntaxError:  # whoever renders it says so
                return None
            return _outlined(tree)

        if name not in self._sources:
            return None
        return self._memo.of(OUTLINES, name, key(self._sources[name]), read) if self._memo else read()

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return _environment(self._load, self._memo, self._parsed)

    def keep(self) -> None:
        """Keep what is remembered of templates, though a build that had them at hand asked for none."""
        if self._memo:
            self._memo.use(ROOM, self._memo.names(ROOM))

    def compile(self) -> None:
        """Compile what pages are made of, before processes that share it begin."""
        import jinja2  # noqa: PLC0415

        self._lineages  # noqa: B018 - reads what is compiled then
        for name in self._sources:
            if name.partition("/")[0] in _OF_PAGES and name.endswith(".html"):
                with contextlib.suppress(jinja2.TemplateError):  # whoever renders it says so
                    self._environment.get_template(name)
        self._parsed.clear()

    def render(self, name: str, view: object) -> bytes:
        """The HTML of a view, which the template sees as `page`, set. Raises TemplateError."""
        return typeset(self._drawn(name, view)).encode()

    def parts(self, name: str, view: object) -> list[str]:
        """The HTML of a view: what is before each of its blocks (`Lineage`), the block; what is behind the last one.

        One part where no block is anything by itself. Raises TemplateError.
        """
        blocks = [*self.lineage(name).blocks]
        drawn = self._drawn(name, view, {block: partial(_marked, block) for block in blocks})
        return _parted(drawn, blocks) or [_MARK.sub("", drawn)]

    def around(self, name: str, frame: object, kept: Collection[str]) -> list[str]:
        """The same of a page of which only the frame is known; the blocks that are kept, the main one too, are empty.

        Nothing where the frame is not enough for the rest, or something is wrong: who draws all of it will say what.
        """
        blocks = [*self.lineage(name).blocks]
        stands_in = {block: partial(_emptied if block in kept else _marked, block) for block in blocks}
        try:
            return _parted(self._drawn(name, _Only(frame), stands_in), blocks)
        except (TemplateError, _HiddenError):
            return []

    def _drawn(
        self,
        name: str,
        view: object,
        blocks: Mapping[str, Callable[[jinja2.runtime.Context], Iterator[str]]] = MappingProxyType({}),
    ) -> str:
        """The HTML of a view, with some blocks as these draw them. Raises TemplateError."""
        import jinja2  # noqa: PLC0415

        try:
            template = self._environment.get_template(name)
            context = template.new_context({"page": view})
            for block, draw in blocks.items():  # before those of the templates, which append theirs
                context.blocks[block] = [draw, *context.blocks.get(block, ())]
            try:
                return self._environment.concat(template.root_render_func(context))
            except Exception:  # noqa: BLE001 - it is raised again, from the place in the template
                self._environment.handle_exception()
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(
                error.filename or FOLDER + name, error.lineno, f"模板写法有误：{faults.in_chinese(error.message or '')}"
            ) from error
        except jinja2.TemplateNotFound as error:
            path, line = _place(error, FOLDER + name)
            raise TemplateError(path, line, f"找不到模板“{error.name}”") from error
        except _HiddenError:
            raise
        except Exception as error:
            path, line = _place(error, "")
            if not path:
                raise
            raise TemplateError(path, line, f"模板出错：{faults.in_chinese(str(error))}") from error

    def macro(self, template: str, name: str, arguments: Mapping[str, Any]) -> str:
        """The HTML of one component by itself, for the style guide and the tests."""
        module = self._environment.get_template(template).module
        return str(getattr(module, name)(**arguments))


def _mark(block: str) -> str:
    """What `_MARK` finds."""
    return f"<!--\0{block}-->"


def _marked(block: str, context: jinja2.runtime.Context) -> Iterator[str]:
    """A block as it would be, between marks."""
    yield _mark(block)
    yield from context.blocks[block][1](context)
    yield _mark(block)


def _emptied(block: str, _: jinja2.runtime.Context) -> Iterator[str]:
    """Its place."""
    yield _mark(block) * 2


def _parted(drawn: str, blocks: Sequence[str]) -> list[str]:
    """What was drawn, parted at its marks; nothing where any block is missing, or is there twice."""
    parts = _MARK.split(drawn)
    return parts[0::2] if blocks and parts[1::2] == [block for block in blocks for _ in ("before", "behind")] else []


def _outlined(tree: jinja2.nodes.Template) -> Outline | None:
    """What a template says of others; None where an expression says which."""
    from jinja2 import meta, nodes  # noqa: PLC0415 - as above

    others = [*meta.find_referenced_templates(tree)]
    extended = [node for node in tree.body if isinstance(node, nodes.Extends)]
    if None in others or extended != [*tree.find_all(nodes.Extends)]:
        return None
    parents = [node.template.as_const() for node in extended]
    for name in parents:
        others.remove(name)
    imports = {
        node.target: node.template.as_const()
        for node in tree.body
        if isinstance(node, nodes.Import) and not node.with_context
    }
    alone = {
        node.name: (repr(node), _read(node))
        for node in tree.body
        if isinstance(node, nodes.Block) and node.name in BLOCKS and not node.scoped and not node.required
    }
    return Outline(
        parents[0] if parents else "",
        tuple(cast("list[str]", others)),
        frozenset(node.name for node in tree.find_all(nodes.Block)),
        _read(tree),
        imports,
        frozenset(name for name, count in Counter(_told(tree)).items() if name not in imports or count > 1),
        alone,
    )


def _read(tree: jinja2.nodes.Node) -> frozenset[str]:
    """The names that a template, or a part of one, reads."""
    from jinja2 import nodes  # noqa: PLC0415 - as above

    return frozenset(node.name for node in tree.find_all(nodes.Name) if node.ctx == "load")


def _told(tree: jinja2.nodes.Node) -> Iterator[str]:
    """The names that a template gives to its blocks: what loops and blocks call something, they keep to themselves."""
    from jinja2 import nodes  # noqa: PLC0415 - as above

    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.Import | nodes.Macro):
            yield node.target if isinstance(node, nodes.Import) else node.name
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.NSRef) or (isinstance(node, nodes.Name) and node.ctx == "store"):
            yield node.name
        elif not isinstance(node, nodes.For | nodes.Block):
            yield from _told(node)


class _HiddenError(Exception):
    """A template asked for more of a page than there is."""


def _hidden(*_: object) -> Any:  # noqa: ANN401 - nothing at all
    raise _HiddenError


class Hidden:
    """In place of what is not known of a page; whatever is asked of it, or made of it, nobody gets an answer."""

    __slots__ = ()
    __getattr__ = __getitem__ = __contains__ = __iter__ = __len__ = __bool__ = _hidden
    __str__ = __repr__ = __format__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _hidden


class _Only(Hidden):
    """A page of which only the frame is known."""

    __slots__ = ("frame",)

    def __init__(self, frame: object) -> None:
        self.frame = frame


def _environment(
    load: Callable[[str], tuple[str, str, Any] | None],
    memo: Memo | None,
    parsed: dict[str, jinja2.nodes.Template],
) -> jinja2.Environment:
    """Where templates are compiled and rendered; `load` gives their sources, `parsed` those that were read already."""
    import jinja2  # noqa: PLC0415 - takes 70 ms; a build with errors in its records never gets here

    got: dict[str, jinja2.Template] = {}

    class Environment(jinja2.Environment):
        def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
            """What every template knows: in one dictionary, for every import of every page compares them."""
            return {**self.globals, **(d or {})}

        def get_template(self, name: Any, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - as the one it calls
            """As it was got before: every page gets a dozen, and nothing changes while they are there."""
            if name not in got:
                got[name] = super().get_template(name, *given, **more)
            return got[name]

        def compile(self, source: Any, name: str | None = None, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - as the one it calls
            return super().compile(parsed.pop(name or "", source), name, *given, **more)

    class Template(jinja2.Template):
        @classmethod
        def from_code(cls, *given: Any, **more: Any) -> jinja2.Template:  # noqa: ANN401 - as the one it calls
            template = super().from_code(*given, **more)
            known = template.root_render_func.__globals__
            known["escape"] = _remembering(known["escape"])
            return template

    class Undefined(jinja2.StrictUndefined):
        @property
        def _undefined_message(self) -> str:
            """What is missing, in Chinese."""
            if self._undefined_hint:
                return self._undefined_hint
            if self._undefined_obj is jinja2.utils.missing:
                return f"没有叫“{self._undefined_name}”的内容"
            return faults.lacking(self._undefined_obj, self._undefined_name)

    Environment.template_class = Template
    environment = Environment(
        loader=jinja2.FunctionLoader(load),
        undefined=Undefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_compiled(memo) if memo else None,
    )
    environment.globals["once"] = _once()
    return environment


def _once() -> Callable[..., Any]:
    """A function for templates: `once(macro, …)` is `macro(…)`, drawn once for all pages that show the same."""

    @lru_cache(maxsize=KEPT)
    def drawn(macro: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - markup
        return macro(*arguments)

    def once(macro: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - markup
        try:
            return drawn(macro, *arguments)
        except TypeError:  # plain data, as the style guide gives it, is no key
            return macro(*arguments)

    return once


@cache
def _remembering(escape: Callable[[Any], str]) -> Callable[[Any], str]:
    """What templates escape with: much that a page says, others have said, and a tenth of its time went here."""
    markup = type(escape(""))

    @lru_cache(maxsize=ESCAPED)
    def of_text(text: str) -> str:
        return str(escape(text))

    def escaped(value: Any) -> Any:  # noqa: ANN401 - as the one it calls
        kind = type(value)
        if kind is str:  # and nothing else: markup equals a text of the same letters, and would be looked up as one
            return of_text(value)
        return value if kind is markup else escape(value)

    return escaped


def _compiled(memo: Memo) -> jinja2.BytecodeCache:
    """Remembers templates as compiled, by their sources."""
    import jinja2  # noqa: PLC0415

    class Compiled(jinja2.BytecodeCache):
        def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            found = memo.recall(ROOM, bucket.key, f"{jinja2.__version__} {bucket.checksum}")
            if found is not MISSING:
                bucket.bytecode_from_string(found)

        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            compiled = bucket.bytecode_to_string()
            memo.remember(ROOM, bucket.key, f"{jinja2.__version__} {bucket.checksum}", compiled)

    return Compiled()


def _place(error: BaseException, default: str) -> tuple[str, int]:
    """The innermost place within a template at which the error arose."""
    place = (default, 1)
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(FOLDER):
            place = (name, trace.tb_lineno)
        trace = trace.tb_next
    return place
