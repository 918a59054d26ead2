"""Share cards for all public records: painted, named by their bytes, filed by record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyqz_site.cards import batch
from hyqz_site.cards.card import Card, Format
from hyqz_site.digest import short
from hyqz_site.render.cards import card_of, has_card

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyqz_site.images.batch import Store
    from hyqz_site.model.gates import PublicSite
    from hyqz_site.model.kinds.common import Record

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Posters:
    """The cards' files, and the path of each record's poster and preview, by kind and id."""

    files: dict[str, bytes] = field(default_factory=dict)
    posters: dict[Key, str] = field(default_factory=dict)
    previews: dict[Key, str] = field(default_factory=dict)
    """A preview is named by an absolute address, so there are none where the site has none."""


def paint(
    public: PublicSite,
    picture_of: Callable[[Record], bytes | None],
    fonts: Mapping[str, bytes],
    store: Store,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Posters:
    """The cards of `public`; none where there are no fonts to set them in. `picture_of` gives a record's photo."""
    made = Posters()
    if not fonts:
        return made
    found = {Format.POSTER: made.posters, **({Format.OG: made.previews} if public.settings.base else {})}
    asked: dict[str, tuple[Card, Format]] = {}
    owners: dict[str, tuple[Key, Format]] = {}
    for key, record in public.records.items():
        if not has_card(record):
            continue
        card = card_of(record, public, picture_of(record))
        for shape in found:
            name = f"{'/'.join(key)} {shape}"
            asked[name], owners[name] = (card, shape), (key, shape)
    for name, data in batch.make(asked, fonts, store, jobs, progress).items():
        key, shape = owners[name]
        path = f"img/{short(data)}.jpg"
        made.files[path] = data
        found[shape][key] = path
    return made
