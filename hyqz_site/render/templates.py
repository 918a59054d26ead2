"""Views → HTML. The only import of jinja2."""

from __future__ import annotations

import contextlib
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.digest import key
from hyqz_site.memo import MISSING
from hyqz_site.render.markup import Markup
from hyqz_site.render.typography import set_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    import jinja2

    from hyqz_site.memo import Memo

FOLDER: Final = "templates/"
ROOM: Final = "templates"
_OF_PAGES: Final = frozenset({"layouts", "components", "pages"})
"""The folders of the templates that pages are made of."""
KEPT: Final = 2048
"""So many drawn cards are kept for the next page that shows them: some 10 MB."""

ESCAPED: Final = 8192
"""So many texts are kept escaped."""


class TemplateError(Exception):
    """A template that cannot be rendered; `path` and `line` say where."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(message)
        self.path, self.line, self.message = path, line, message


class Templates:
    """The templates of a project, by their path below `templates/`."""

    def __init__(self, sources: Mapping[str, str], memo: Memo | None = None) -> None:
        """`sources` are the texts of the templates by path below `templates/`; `memo` remembers them compiled."""

        def load(name: str) -> tuple[str, str, Any] | None:
            return (sources[name], FOLDER + name, lambda: True) if name in sources else None

        self.digest: Final = key(*(part for name in sorted(sources) for part in (name, sources[name])))
        """Of all sources: which templates a page is made of is known only when it is made."""
        self._names = tuple(sources)
        self._load = load
        self._memo = memo

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return _environment(self._load, self._memo)

    def keep(self) -> None:
        """Keep what is remembered of templates, though a build that had them at hand asked for none."""
        if self._memo:
            self._memo.use(ROOM, self._memo.names(ROOM))

    def compile(self) -> None:
        """Compile what pages are made of, before processes that share it begin."""
        import jinja2  # noqa: PLC0415

        for name in self._names:
            if name.partition("/")[0] in _OF_PAGES and name.endswith(".html"):
                with contextlib.suppress(jinja2.TemplateError):  # whoever renders it says so
                    self._environment.get_template(name)

    def render(self, name: str, view: object) -> bytes:
        """The HTML of a view, which the template sees as `page`, set. Raises TemplateError."""
        return set_in(self.markup(name, view)).encode()

    def markup(self, name: str, view: object) -> Markup:
        """The HTML of a view as it comes from its template. Raises TemplateError."""
        import jinja2  # noqa: PLC0415

        try:
            return Markup(self._environment.get_template(name).render(page=view))
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(
                error.filename or FOLDER + name, error.lineno, f"模板写法有误：{error.message}"
            ) from error
        except jinja2.TemplateNotFound as error:
            path, line = _place(error, FOLDER + name)
            raise TemplateError(path, line, f"找不到模板“{error.name}”") from error
        except Exception as error:
            path, line = _place(error, "")
            if not path:
                raise
            raise TemplateError(path, line, f"模板出错：{error}") from error

    def macro(self, template: str, name: str, arguments: Mapping[str, Any]) -> str:
        """The HTML of one component by itself, for the style guide and the tests."""
        module = self._environment.get_template(template).module
        return str(getattr(module, name)(**arguments))


def _environment(load: Callable[[str], tuple[str, str, Any] | None], memo: Memo | None) -> jinja2.Environment:
    """Where templates are compiled and rendered; `load` gives their sources."""
    import jinja2  # noqa: PLC0415 - takes 70 ms; a build with errors in its records never gets here

    class Environment(jinja2.Environment):
        def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
            """What every template knows: in one dictionary, for every import of every page compares them."""
            return {**self.globals, **(d or {})}

    class Template(jinja2.Template):
        @classmethod
        def from_code(cls, *given: Any, **more: Any) -> jinja2.Template:  # noqa: ANN401 - as the one it calls
            template = super().from_code(*given, **more)
            known = template.root_render_func.__globals__
            known["escape"] = _remembering(known["escape"])
            return template

    Environment.template_class = Template
    environment = Environment(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
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
