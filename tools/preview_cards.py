"""Paint share cards of the demonstration content, for whoever judges their looks.

    python tools/preview_cards.py [--output DIR] [--only volunteers/,figures/] [--base-url URL] [--full]

Writes contact sheets of posters and wide cards; with `--full` every card as its own file. Prints processor time.
"""

import argparse
import dataclasses
import sys
import time
from datetime import datetime
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hyqz_site.cards.card import Card, Format  # noqa: E402 - the project's root must be known first
from hyqz_site.cards.painter import Painter  # noqa: E402
from hyqz_site.images import batch  # noqa: E402
from hyqz_site.images.container import PictureFault  # noqa: E402
from hyqz_site.model import catalogue, gates  # noqa: E402
from hyqz_site.model.clock import CHINA  # noqa: E402
from hyqz_site.model.kinds.common import Channel  # noqa: E402
from hyqz_site.model.media import Library  # noqa: E402
from hyqz_site.model.public import Moment  # noqa: E402
from hyqz_site.model.reading import read_site  # noqa: E402
from hyqz_site.problem import Problems  # noqa: E402
from hyqz_site.publish.cache import Cache  # noqa: E402
from hyqz_site.render.cards import card_of, has_card, picture_of  # noqa: E402
from hyqz_site.source import tree  # noqa: E402

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)


def cards(only: tuple[str, ...], base_url: str) -> list[Card]:
    """The cards of all public records whose address begins with one of `only`."""
    inputs, problems = tree.read(ROOT), Problems()
    found = catalogue.catalogue([file.path for file in inputs.under("content")])
    site = read_site(inputs, found, problems)
    moment = Moment(channel=Channel.SITE, now=NOW, strict_samples=False)
    public = gates.public_site(site, moment)
    if base_url:
        public = dataclasses.replace(public, settings=dataclasses.replace(public.settings, base_url=base_url))
    library = Library(frozenset(found.media), inputs.outside)
    records = [
        record
        for record in public.records.values()
        if has_card(record) and (not only or card_of(record, public).id.startswith(only))
    ]
    paths = {
        record.origin.path: library.find(record.origin.path, picture.file.path)
        for record in records
        if (picture := picture_of(record))
    }
    sources = {path: inputs.files[path].read for path in sorted(filter(None, set(paths.values())))}
    made = batch.make(sources, Cache(ROOT / ".cache"), 2, lambda _, __: None)
    result = []
    for record in records:
        one = made.get(paths.get(record.origin.path) or "")
        data = None
        if one and not isinstance(one, PictureFault):
            data = [variant for variant in one.variants if variant.format == "jpeg"][-1].data
        result.append(card_of(record, public, data))
    return result


def sheet(pictures: list[Image.Image], columns: int, width: int, path: Path) -> None:
    """Lay pictures side by side."""
    height = round(pictures[0].height * width / pictures[0].width)
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (width + 16) + 16, rows * (height + 16) + 16), "#7d7d7d")
    for number, picture in enumerate(pictures):
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        whole.paste(small, (16 + number % columns * (width + 16), 16 + number // columns * (height + 16)))
    whole.save(path)


def main() -> None:
    """Paint, and say how long it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, default=ROOT / ".cache" / "cards-preview")
    parser.add_argument("--only", default="")
    parser.add_argument("--base-url", default="")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    chosen = cards(tuple(filter(None, options.only.split(","))), options.base_url)
    painter = Painter({path.name: path.read_bytes() for path in (ROOT / "assets/fonts").iterdir()})
    for shape, columns, width in ((Format.POSTER, 6, 360), (Format.OG, 4, 600)):
        pictures, seconds, sizes = [], [], []
        for card in chosen:
            start = time.process_time()
            data = painter.paint(card, shape)
            seconds.append(time.process_time() - start)
            sizes.append(len(data))
            path = options.output / f"{card.id.replace('/', '-')}.{shape}.jpg"
            path.write_bytes(data)
            pictures.append(Image.open(path).convert("RGB"))
            if not options.full:
                path.unlink()
        per_sheet = columns * 4
        for start_at in range(0, len(pictures), per_sheet):
            path = options.output / f"sheet-{shape}-{start_at // per_sheet + 1}.png"
            sheet(pictures[start_at : start_at + per_sheet], columns, width, path)
        seconds.sort()
        print(
            f"{shape}: {len(pictures)} painted, median {seconds[len(seconds) // 2] * 1000:.0f} ms, slowest "
            f"{seconds[-1] * 1000:.0f} ms; largest {max(sizes) / 1024:.0f} KB, "
            f"mean {sum(sizes) / len(sizes) / 1024:.0f} KB"
        )


if __name__ == "__main__":
    main()
