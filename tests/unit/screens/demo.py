"""The project's own content as screens, without `build.py`: what the lead's wiring will hand to `show.make`."""

from datetime import datetime
from functools import cache
from pathlib import Path

from hyqz_site.images import codec
from hyqz_site.images.container import PictureFault
from hyqz_site.images.variants import VariantSpec
from hyqz_site.model import catalogue
from hyqz_site.model.clock import CHINA
from hyqz_site.model.gates import held, timeline
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.kinds.screen import Screen
from hyqz_site.model.media import Library, with_people
from hyqz_site.model.public import Moment
from hyqz_site.model.reading import read_site
from hyqz_site.problem import Problems
from hyqz_site.render.templates import Templates
from hyqz_site.screens import show
from hyqz_site.source import tree
from hyqz_site.type import metrics, subset
from hyqz_site.type.metrics import Metrics
from hyqz_site.type.shipped import Shipped

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)


class Demo:
    """A project read from bytes, its screens ready to be made."""

    def __init__(self, files: dict[str, bytes] | None = None, now: datetime = NOW) -> None:
        inputs = tree.of_bytes(files) if files is not None else tree.read(ROOT)
        self.now = now
        self.problems = Problems()
        self.content = {file.path: file for file in inputs.under("content")}
        found = catalogue.catalogue(self.content)
        self.site = read_site(inputs, found, self.problems)
        self.library = with_people(Library(frozenset(found.media)), self.site)
        moment = Moment(
            channel=Channel.SCREEN, now=now, strict_samples=bool(self.site.singletons.settings.strict_samples)
        )
        self.timeline = timeline(self.site, moment)
        self.screens = [screen for screen in self.site.of(Screen) if held(screen, moment) is None]
        self.workshop = show.Workshop(
            library=self.library,
            rules=self.site.singletons.rules.screens,
            metrics=font_metrics,
            asset=lambda path: (ROOT / "assets" / path).read_text(encoding="utf-8"),
            picture=self.picture,
            size=self.size,
            media=lambda path: self.content[path].read(),
            digest=lambda path: self.content[path].known(),
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
