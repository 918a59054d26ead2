"""The page of a record that still lacks something: the preview shows what is there and says what is missing.

Such a record has no page of the site's own yet, because a template must not guess; but whoever has just written half of
it must not find an empty place at its address.
"""

from __future__ import annotations

import dataclasses
from html import escape
from typing import TYPE_CHECKING

from hyqz_site.desk.panel import HEAD
from hyqz_site.model.fields import specs
from hyqz_site.model.kinds import kind_of
from hyqz_site.model.reviews import canonical
from hyqz_site.render import markdown
from hyqz_site.render.views.common import page_of

if TYPE_CHECKING:
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.site import Site


def record_at(site: Site, name: str) -> Record | None:
    """The record that could not be read as a whole and whose page this would be; None where there is none."""
    return next((record for record in site.incomplete if record.id and page_of(record) == name), None)


def missing(record: Record) -> tuple[str, ...]:
    """The required fields that it lacks, or that could not be read, by their labels."""
    cls: type = type(record)
    return tuple(spec.label for spec in specs(cls) if spec.required and getattr(record, spec.attribute) in (None, ()))


def page(record: Record) -> bytes:
    """What the record says so far, and what it lacks."""
    lacking = "、".join(missing(record))
    why = f"缺少{escape(lacking)}" if lacking else "有的地方写错了"
    said = canonical(dataclasses.replace(record, body=None)).splitlines()[1:]
    rows = "".join(
        f"<tr><th scope='row'>{escape(label)}</th><td>{escape(text)}</td></tr>"
        for label, _, text in (line.partition(": ") for line in said)
        if text
    )
    parts = [
        HEAD,
        f"<main style='padding:3rem 0 60vh'><p>{escape(kind_of(record).label)} · {escape(record.origin.path)}</p>",
        f"<h1>{escape(record.title or record.id)}</h1>",
        f"<p>还不能排成网页：{why}。补齐以后，这里就是它在网站上的样子。</p>",
        f"<table>{rows}</table>" if rows else "",
        markdown.parse(record.body).html if record.body else "",
    ]
    return "".join([*parts, "</main></body></html>"]).encode()
