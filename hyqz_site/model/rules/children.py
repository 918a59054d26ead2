"""Children in pictures and texts: shown only as far as their guardians agreed, named never (content model §5)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hyqz_site.model import minors
from hyqz_site.model.folding import folded
from hyqz_site.model.kinds.common import Report, Status, pictures_named
from hyqz_site.model.kinds.volunteer import Volunteer
from hyqz_site.model.masking import MARKDOWN, Mask, covers_children, is_minor, needs_guardian, words_of
from hyqz_site.model.pictures import shots
from hyqz_site.model.rules.private import UNSHOWN
from hyqz_site.model.texts import passages
from hyqz_site.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Position, Problems

_AGREED = "监护人书面同意后写上：出镜同意: 是；没有同意、也不放，就写：出镜同意: 否。"


def check_children(site: Site, problems: Problems) -> None:
    """Note pictures of children without a guardian's consent, and children's names in texts.

    A picture whose words name a minor of the site is an error; one whose words only speak of children is left out
    with a warning, as a record is that its consent does not cover.
    """
    minor_names, known = site.of_heads("names of people", "", partial(_people, site))
    named = Mask.of([(name, minors.called(name)) for name in minor_names], map(minors.called, minor_names))

    def check_pictures(record: Record, found: Problems) -> None:
        if record.status is not Status.WITHDRAWN and not covers_children(record):
            _check_pictures(record, named, found)

    site.check_files("pictures of children", named.text_key, site.records_by_path, check_pictures, problems)
    for found in site.in_files("names of children", "", site.records_by_path, _names).values():
        problems.extend(problem for name, problem in found if folded(name) not in known)


def _people(site: Site) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names of minors, and folded those of everybody whom the site knows."""
    people = [*site.in_heads("people", "", _name_of).values(), *filter(None, map(_name_of, site.incomplete))]
    names = [*(name for name, _ in people), *(post.name for post, _ in site.singletons.roster)]
    minor_names = tuple(sorted({name for name, is_minor in people if is_minor}))
    return minor_names, frozenset(map(folded, names))


def _name_of(person: Record) -> tuple[str, bool] | None:
    """The name, and whether it is a minor's; None where the record is of nobody."""
    return (person.title, is_minor(person)) if isinstance(person, Volunteer) and person.title else None


def _check_pictures(record: Record, named: Mask, problems: Problems) -> None:
    report = Report(record, problems)
    for name, picture in pictures_named(record):
        if picture.consent is None and named.names_in(words_of(picture)):
            message = f"图片“{picture.file.path}”里有未成年人，没有写明监护人同意"
            report.error(f"{name}.alt", "minor", message, f"请先取得{_AGREED}")
        elif needs_guardian(picture):
            message = f"图片“{picture.file.path}”不会出现：看文字里面有孩子，没有写明监护人同意"
            said = "alt" if minors.speaks_of_children(picture.alt) else "caption"
            report.warn(f"{name}.{said}", "no-consent", message, f"取得{_AGREED}认不出是谁的（背影、远景），也写“是”。")
    for at, words in in_texts(record):
        hint = "取得监护人书面同意后，把它移到“图片”里，写上：出镜同意: 是。"
        if named.names_in(words):
            report.error_at(at(), "minor", "正文里的这张图片里有未成年人，没有写明监护人同意", hint)
        elif minors.speaks_of_children(words):
            message = "正文里的这张图片不会出现：看文字里面有孩子，没有写明监护人同意"
            problems.warn(record.origin.path, at(), "no-consent", message, hint)


def in_texts(record: Record) -> Iterator[tuple[Callable[[], Position], str]]:
    """What is written of the pictures in a record's texts, each with its place, which is told when asked for."""
    for field in MARKDOWN:
        text = record.origin.written[1] if field == "body" else getattr(record, field, None)
        for shot in shots(text or ""):
            place = partial(record.origin.at, field)
            yield partial(record.origin.document.in_body, shot.start) if field == "body" else place, shot.words


def _names(record: Record) -> tuple[tuple[str, Problem], ...]:
    """Names beside the years of a child, and what to say where the site does not know them.

    Children who are no volunteers have no record that could say more of them than this.
    """
    is_withdrawn = record.status is Status.WITHDRAWN
    if is_withdrawn or not any(map(minors.may_name_children, record.origin.written)):
        return ()
    document = record.origin.document
    severity = Severity.WARNING if record.origin.stays_inside else Severity.ERROR
    found = []
    for passage in passages(document):
        if UNSHOWN.intersection(passage.keys):
            continue
        for offset, name in minors.named_children(passage.text):
            message = f"这里好像写了未成年人的姓名：{minors.called(name)}"
            hint = f"孩子不写全名，请写成“{minors.called(name)}”或“小{name[-1]}”；是成年人就换个说法，不和岁数连着写。"
            found.append((name, Problem(document.path, *passage.at(offset), severity, "minor", message, hint)))
    return tuple(found)
