"""Share cards for all public records: painted, named by their bytes, filed by record."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from hyqz_site import digest
from hyqz_site.cards import batch
from hyqz_site.cards.card import Card, Format
from hyqz_site.cards.painter import Painter
from hyqz_site.lean import dataclass
from hyqz_site.render.cards import card_of, has_card
from hyqz_site.render.promises import Promise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyqz_site.images.batch import Store
    from hyqz_site.memo import Memo
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite
    from hyqz_site.source.tree import SourceFile

Key = tuple[str, str]
ROOM: Final = "posters"


@dataclass(frozen=True, slots=True)
class Posters:
    """The cards' files, and the path of each record's poster and preview, by kind and id."""

    files: dict[str, Promise] = field(default_factory=dict)
    posters: dict[Key, str] = field(default_factory=dict)
    previews: dict[Key, str] = field(default_factory=dict)
    """A preview is named by an absolute address, so there are none where the site has none."""


def paint(
    public: PublicSite,
    picture_of: Callable[[Record], bytes | None],
    fonts: Mapping[str, SourceFile],
    store: Store,
    memo: Memo,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Posters:
    """The cards of `public`; none where there are no `fonts` to set them in. `picture_of` gives a record's photo.

    What a card is called is remembered; its picture lies in the store until it is asked for.
    """
    if not fonts:
        return Posters()
    studio = _Studio(public, picture_of, fonts, store)
    return memo.hold("cards", studio.known, lambda: _painted(studio, public, store, memo, jobs, progress))


def _painted(
    studio: _Studio,
    public: PublicSite,
    store: Store,
    memo: Memo,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Posters:
    made = Posters()
    found = {Format.POSTER: made.posters, **({Format.OG: made.previews} if public.settings.base else {})}
    wanted = {
        f"{key[0]}/{key[1]} {shape}": (key, shape)
        for key, record in public.records.items()
        if has_card(record)
        for shape in found
    }
    shown = {key: studio.shown(key) for key, _ in wanted.values()}
    entries = {name: shown[key] for name, (key, _) in wanted.items()}
    known = memo.recall_all(ROOM, entries)
    asked = {name: (studio.card(key), shape) for name, (key, shape) in wanted.items() if name not in known}
    for name, entry, data in batch.make(asked, studio.files, store, jobs, progress) if asked else ():
        known[name] = entry, digest.sha256(data), len(data)
        memo.remember(ROOM, name, entries[name], known[name])
    for name, (key, shape) in wanted.items():
        entry, at, size = known[name]
        path = f"img/{at[: digest.NAME_LENGTH]}.jpg"
        made.files[path] = Promise(at, size, partial(studio.picture, entry, key, shape))
        found[shape][key] = path
    return made


class _Studio:
    """What cards are made from."""

    def __init__(
        self,
        public: PublicSite,
        picture_of: Callable[[Record], bytes | None],
        fonts: Mapping[str, SourceFile],
        store: Store,
    ) -> None:
        self._public = public
        self._picture_of = picture_of
        self._fonts = fonts
        self._store = store
        self._same = digest.key(digest.of(public.settings), *(fonts[name].known() for name in sorted(fonts)))
        photos = ((key, picture_of(record)) for key, record in public.records.items() if has_card(record))
        self._photos = {key: digest.sha256(photo) for key, photo in photos if photo}
        self.known: Final = (public.shown, self._same, self._photos)
        """Where this is the same, all cards are."""

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The fonts by their names."""
        return {name: file.read_same() for name, file in self._fonts.items()}

    def shown(self, key: Key) -> str:
        """What decides what stands on a record's card: itself, whom it names, its photo, the settings, the fonts."""
        heads = self._public.heads
        named = "".join([heads.get(one, "-") for one in self._public.records[key].origin.named])
        return f"{heads[key]}{named}{self._photos.get(key, '')}{self._same}"

    def card(self, key: Key) -> Card:
        """What stands on the card of a record."""
        record = self._public.records[key]
        return card_of(record, self._public, self._picture_of(record))

    def picture(self, entry: str, key: Key, shape: Format) -> bytes:
        """The picture of a card, from the store, or painted again where somebody has emptied it."""
        return self._store.get(entry) or Painter(self.files).paint(self.card(key), shape)
