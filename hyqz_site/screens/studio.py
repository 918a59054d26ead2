"""The workshop of a build: what shows need from outside, made from the project's files and remembered by a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.digest import key, sha256
from hyqz_site.images import codec
from hyqz_site.images.container import PictureFault
from hyqz_site.problem import Problems
from hyqz_site.screens.show import Workshop
from hyqz_site.source.decoding import decode
from hyqz_site.type import subset
from hyqz_site.type.metrics import Metrics, load
from hyqz_site.type.shipped import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyqz_site.images.batch import Made, Store
    from hyqz_site.images.variants import VariantSpec
    from hyqz_site.memo import Memo
    from hyqz_site.model.media import Library
    from hyqz_site.model.singletons import ScreenRules
    from hyqz_site.screens.boxes import Laid
    from hyqz_site.screens.copy import Copy
    from hyqz_site.screens.legibility import Wall
    from hyqz_site.source.tree import Inputs
    from hyqz_site.type.shipped import Shipped


def workshop(
    inputs: Inputs,
    library: Library,
    rules: ScreenRules | None,
    pictures: dict[str, Made | PictureFault],
    text_of: Callable[[str, bytes], str],
    paint: Callable[[str, object], bytes],
    store: Store,
    memo: Memo,
) -> Workshop:
    """A workshop whose pictures and subsets are made once and then come from `store`, laid out slides from `memo`.

    `pictures` are those that the site has opened already; `text_of` gives the text of a file by its path below
    `assets/` and its bytes; `paint` renders a template with its view.
    """
    metrics: dict[str, Metrics] = {}
    fonts: dict[str, bytes] = {}

    def remembered(entry: str, make: Callable[[], bytes]) -> bytes:
        known = store.get(entry)
        if known is None:
            known = make()
            store.put(entry, known)
        return known

    def picture(path: str, spec: VariantSpec) -> bytes:
        data = inputs.files[path].read()
        entry = key("wall", sha256(data), spec.key(), codec.encoder_version())
        return remembered(entry, lambda: codec.encode(data, [spec])[0])

    def size(path: str) -> tuple[int, int] | None:
        made = pictures.get(path)
        return (made.info.width, made.info.height) if made and not isinstance(made, PictureFault) else None

    def metrics_of(font: Shipped) -> Metrics:
        if font.metrics not in metrics:
            metrics[font.metrics] = load(inputs.files[f"assets/fonts/{font.metrics}"].read())
        return metrics[font.metrics]

    def cut(font: Shipped, characters: frozenset[str]) -> bytes:
        if font.file not in fonts:
            fonts[font.file] = inputs.files[f"assets/fonts/{font.file}"].read()
        data = fonts[font.file]
        name = key(subset.key(sha256(data), characters, subset.libraries()))
        return remembered(name, lambda: subset.subset(data, characters))

    def laid(wall: Wall, copy: Copy, lay: Callable[[], Laid]) -> Laid:
        lengths = [inputs.files[f"assets/fonts/{font.metrics}"].digest for font in FONTS]
        return memo.of("slides", key(repr(wall), repr(copy), *lengths), "", lay)

    return Workshop(
        library=library,
        rules=rules,
        metrics=metrics_of,
        asset=lambda path: text_of(path, inputs.files[f"assets/{path}"].read()),
        picture=picture,
        size=size,
        media=lambda path: inputs.files[path].read(),
        digest=lambda path: inputs.files[path].known(),
        captions=lambda path: read.text if (read := decode(path, inputs.files[path].read(), Problems())) else "",
        font=cut,
        paint=paint,
        laid=laid,
    )
