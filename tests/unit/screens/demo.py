"""The project's own content as screens, without `build.py`: what the lead's wiring will hand to `show.make`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from hyqz_site.images import codec
from hyqz_site.images.container import PictureFault
from hyqz_site.images.variants import VariantSpec
from hyqz_site.model import catalogue
from hyqz_site.model.clock import CHINA
from hyqz_site.model.gates import held, public_site
from hyqz_site.model.kinds.activity import Activity
from hyqz_site.model.kinds.award import Award
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.common import Channel, Record
from hyqz_site.model.kinds.notice import Notice
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.media import Library, with_refused
from hyqz_site.model.public import Moment, PublicSite
from hyqz_site.model.reading import read_site
from hyqz_site.model.site import Site
from hyqz_site.problem import Problems
from hyqz_site.render.templates import Templates
from hyqz_site.screens import show
from hyqz_site.source import tree
from hyqz_site.type import metrics, subset
from hyqz_site.type.metrics import Metrics
from hyqz_site.type.shipped import Shipped

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
LAST = datetime(2100, 1, 1, tzinfo=CHINA)


def edges(records: Iterable[Record]) -> set[datetime]:
    """Every moment at which a record may come, go or say something else."""
    found: set[datetime] = set()

    def midnight(day: object, after: int = 0) -> None:
        if day is not None:
            found.add(datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(days=after))  # type: ignore[attr-defined]

    for record in records:
        midnight(record.published)
        midnight(record.expires)
        if record.consent:
            midnight(record.consent.date)
            midnight(record.consent.until, 1)
            midnight(record.consent.withdrawn)
        if isinstance(record, Notice):
            found |= {record.start, record.until}
        if isinstance(record, Benefit):
            midnight(record.valid, 1)
        if isinstance(record, Activity):
            midnight(record.last_day, 1)
        if isinstance(record, Award):
            midnight(record.notice_from)
            midnight(record.notice_until, 1)
    return found


def timeline(site: Site, now: datetime) -> tuple[PublicSite, ...]:
    """The public site of 大屏 from a day before `now` on, one for each stretch in which nothing changes."""
    first = now - timedelta(days=1)
    moments = [first, *sorted(edge for edge in edges(site.records.values()) if first < edge < LAST)]
    strict = bool(site.singletons.settings.strict_samples)
    return tuple(public_site(site, Moment(channel=Channel.SCREEN, now=at, strict_samples=strict)) for at in moments)


class Demo:
    """A project read from bytes, its screens ready to be made."""

    def __init__(self, files: dict[str, bytes] | None = None, now: datetime = NOW) -> None:
        inputs = tree.of_bytes(files) if files is not None else tree.read(ROOT)
        self.now = now
        self.problems = Problems()
        self.content = {file.path: file for file in inputs.under("content")}
        found = catalogue.catalogue(self.content, self.problems)
        self.site = read_site(inputs, found, self.problems)
        self.library = with_refused(Library(frozenset(found.media)), self.site).shown()
        self.timeline = timeline(self.site, now)
        moment = Moment(channel=Channel.SCREEN, now=now, strict_samples=False)
        self.screens = [screen for screen in self.site.of(Screen) if held(screen, moment) is None]
        self.workshop = show.Workshop(
            library=self.library,
            rules=self.site.singletons.rules.screens,
            metrics=font_metrics,
            asset=lambda path: (ROOT / "assets" / path).read_text(encoding="utf-8"),
            picture=self.picture,
            size=self.size,
            media=lambda path: self.content[path].read(),
            captions=lambda path: self.content[path].read().decode(),
            font=font,
            paint=templates().render,
        )

    def picture(self, path: str, spec: VariantSpec) -> bytes:
        return encoded(self.content[path].read(), spec)

    def size(self, path: str) -> tuple[int, int] | None:
        info = codec.probe(self.content[path].read())
        return None if isinstance(info, PictureFault) else (info.width, info.height)

    def make(self) -> dict[str, bytes]:
        return show.make(self.screens, self.timeline, self.now, self.workshop, self.problems)[1]


@cache
def templates() -> Templates:
    folder = ROOT / "templates"
    return Templates(
        {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    )


@cache
def font_metrics(shipped: Shipped) -> Metrics:
    return metrics.load((ROOT / "assets" / "fonts" / shipped.metrics).read_bytes())


@cache
def font(shipped: Shipped, characters: frozenset[str]) -> bytes:
    return subset.subset((ROOT / "assets" / "fonts" / shipped.file).read_bytes(), characters)


@cache
def encoded(data: bytes, spec: VariantSpec) -> bytes:
    return codec.encode(data, [spec])[0]


def write(files: dict[str, bytes], folder: Path) -> None:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
