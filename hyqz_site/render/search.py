"""PublicSite → the data of the search: scripts that hand over plain lists, so that it works from a disk too.

`index` comes with the search page: names, titles, summaries, tags, places and dates of all records, the newest first.
What else their pages say lies in shards that are fetched once somebody searches. Nothing is cut into words: the browser
looks for substrings in text folded by NFKC and lower case (`assets/js/search.js`), so nothing can be missed.
"""

from __future__ import annotations

import json
import re
from datetime import date
from enum import StrEnum
from functools import cache, partial
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.digest import short
from hyqz_site.lean import dataclass
from hyqz_site.model.fields import spec_of, specs
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.common import Status
from hyqz_site.model.kinds.community import Community
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.readings import sounds_of
from hyqz_site.model.texts import texts
from hyqz_site.render import bodies, routes, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyqz_site.memo import Memo
    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.public import PublicSite
    from hyqz_site.render.markdown import Prose

ROOM: Final = "search"
INDEX: Final = "search/index.js"
"""What the index is called among the assets of a `Shelf`."""
FOLDER: Final = "assets/search/"
SHARD: Final = 200_000
"""Bytes of text in a shard, about 80 KB over the wire. They are filled from the oldest record on, so that a new record
changes one of them and not all."""

_FIRST: Final = frozenset(
    ["deed", "identity", "place", "address", "outlet", "organiser", "provider", "teacher", "host", "owner"]
)
"""Short fields that people remember a record by: they are found without the full texts."""
_ELSEWHERE: Final = frozenset(["title", "summary", "body", "transcript", "screen_text", "tags", "target"])
"""Texts that stand in a column of their own, or that the record's page does not show."""
_ADDRESSES: Final = frozenset(["url", "aliases", "consent", "withdraw_reason"])
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|code|del|em|i|mark|s|strong|sub|sup|u)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Made:
    """The files of the search."""

    names: Mapping[str, str]
    """`search/index.js` → its path in the output, as in `Shelf.assets`."""
    files: Mapping[str, bytes]


def make(public: PublicSite, prose: Mapping[str, Prose], memo: Memo) -> Made:
    """The index and the shards; `prose` are the parsed Markdown texts of the records, by the text.

    What `memo` remembers of records that are as they were is not worked out again.
    """
    keys = memo.hold("order of search", public.shown, partial(_ordered, public))
    said = _said(keys, public, prose, memo)
    texts = [text for _, text in said]
    files: dict[str, bytes] = {}
    shards: list[list[Any]] = []
    for first, last in _ranges(texts):
        # Shards are filled from the oldest record on: counted from there they stay what they are.
        path, key, data = memo.hold(
            f"shard {len(texts) - last}", texts[first : last + 1], partial(_shard, texts, first, last)
        )
        files[path] = data
        shards.append([path, key, first, last])
    head, tail = memo.of("index of search", "", public.shown, lambda: _index(keys, [more for more, _ in said], public))
    index = _script(f'window.hyqzIndex={head[:-1]},"texts":{_json(shards)},{tail[1:]};\n')
    name = f"{FOLDER}index.{short(index)}.js"
    return Made({INDEX: name}, {name: index, **files})


def _ordered(public: PublicSite) -> list[tuple[str, str]]:
    """Kind and id of every record with a page, the newest first; of the same day by their kinds and ids."""
    order = {kind.name: number for number, kind in enumerate(KINDS)}
    keys = [key for key, record in public.records.items() if not isinstance(record, Screen)]
    keys.sort(key=lambda key: (order[key[0]], key[1]))
    keys.sort(key=lambda key: public.records[key].dated or date.min, reverse=True)
    return keys


def _said(
    keys: Sequence[tuple[str, str]], public: PublicSite, prose: Mapping[str, Prose], memo: Memo
) -> list[tuple[str, str]]:
    """Of each record its tags, its place and the like, a line each; and what its page says besides."""
    records, heads = public.records, public.heads
    wanted = {"/".join(key): f"{heads[key]} {records[key].origin.text}" for key in keys}
    known = memo.recall_all(ROOM, wanted)
    for key, name in zip(keys, wanted, strict=True):
        if name not in known:
            known[name] = "\n".join(_more(records[key])), "\n".join(_lines(records[key], prose))
            memo.remember(ROOM, name, wanted[name], known[name])
    return [known[name] for name in wanted]


def _shard(texts: Sequence[str], first: int, last: int) -> tuple[str, str, bytes]:
    """The path, the key and the bytes of a shard."""
    listed = _json(texts[first : last + 1])
    key = short(listed.encode())
    script = _script(f'(window.hyqzTexts=window.hyqzTexts||{{}})["{key}"]={listed};\n')
    return f"{FOLDER}text.{key}.js", key, script


def plain(html: str) -> str:
    """The words of a text's HTML: a line for each block; marks within a line leave no gap."""
    lines = unescape(_TAG.sub("\n", _INLINE.sub("", html))).split("\n")
    return "\n".join(line for line in (" ".join(one.split()) for one in lines) if line)


def _more(record: Record) -> Iterator[str]:
    cls: type = type(record)
    yield from record.tags
    for name in _names(cls):
        value = getattr(record, name)
        if name in _FIRST and value:
            yield value
        else:
            items = value if type(value) is tuple else (value,)
            yield from (one.value for one in items if isinstance(one, StrEnum) and not isinstance(one, Status))
    if isinstance(record, Activity):
        if record.repeats:
            yield f"每{words.listed(record.repeats.days)}"
        yield record.in_season.value


def _lines(record: Record, prose: Mapping[str, Prose]) -> Iterator[str]:
    cls: type = type(record)
    for name in _names(cls):
        value = getattr(record, name)
        if value and name not in _ELSEWHERE and name not in _FIRST:
            for _, text in texts(value):
                yield " ".join(text.split())
    for _, text in bodies.texts(record):
        found = prose[text]
        yield plain(found.html)
        for picture in found.pictures:
            yield from filter(None, (picture.alt, picture.title))


@cache
def _names(cls: type) -> tuple[str, ...]:
    """The fields of a kind of record that hold words."""
    return tuple(spec.attribute for spec in specs(cls) if spec.attribute not in _ADDRESSES)


# Data as scripts


def _ranges(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The first and the last text of each shard, the newest shard first."""
    ranges: list[tuple[int, int]] = []
    last, size = len(texts) - 1, 0
    for number in range(len(texts) - 1, -1, -1):
        size += len(texts[number].encode())
        if size >= SHARD or number == 0:
            ranges.append((number, last))
            last, size = number - 1, 0
    return ranges[::-1]


def _index(keys: Sequence[tuple[str, str]], more: Sequence[str], public: PublicSite) -> tuple[str, str]:
    """The index as two objects, before and behind the list of the shards."""
    records = [public.records[key] for key in keys]
    kinds = [kind for kind in KINDS if public.has(kind.record) and kind.record is not Screen]
    numbers = {kind.name: number for number, kind in enumerate(kinds)}
    communities = {one.id: number for number, one in enumerate(public.of(Community))}
    characters = {character for one in records for character in one.title}
    before = {
        "kinds": [
            {
                "name": kind.name,
                "label": words.LISTS[kind.collection].title if kind.collection in words.LISTS else kind.label,
                "before": routes.record(kind.collection, "*").partition("*")[0],
                "after": routes.record(kind.collection, "*").partition("*")[2],
                "named": int(_is_named(kind.record)),
            }
            for kind in kinds
        ],
        "communities": [[one.id, one.title] for one in public.of(Community)],
        "sounds": sounds_of(characters),
    }
    behind = {
        "kind": [numbers[kind] for kind, _ in keys],
        "community": [_community(one, communities) for one in records],
        "sample": [int(bool(one.sample)) for one in records],
        "id": [one.id for one in records],
        "day": [one.dated.isoformat() if one.dated else "" for one in records],
        "title": [one.title for one in records],
        "summary": [" ".join(one.summary.split()) for one in records],
        "more": more,
    }
    return _json(before), _json(behind)


def _community(record: Record, numbers: Mapping[str, int]) -> int:
    """Which community the record belongs to; -1 for none. A community belongs to itself."""
    if isinstance(record, Community):
        return numbers[record.id]
    return numbers.get(record.community.id, -1) if record.community else -1


def _is_named(cls: type[Record]) -> bool:
    """Whether the kind's records have a name, of a person or a place, and not a title or a headline."""
    return spec_of(cls, "title").key == "name"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _script(text: str) -> bytes:
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
