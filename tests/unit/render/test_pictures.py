"""Which variants of a picture a page offers."""

import re
from io import BytesIO

from PIL import Image

from tests.helpers import SITE, page_of, picture, site_of
from tests.unit.model.records import page

FILES = {
    "content/pages/a.yaml": page("封面: {文件: a.jpg, 替代文字: 门口}\n正文: 见图：![院子](a.jpg)\n"),
    "content/pages/a.jpg": picture(1200, 900),
}


def offered(settings: str) -> tuple[set[str], dict[str, bytes]]:
    made = site_of({**FILES, "content/site.yaml": settings})
    assert made.errors == 0, made.problems
    sources = [attributes for tag, attributes in page_of(made.files["a.html"]).tags if tag == "source"]
    images = {path: data for path, data in made.files.items() if path.startswith("img/")}
    named = {name for source in sources for name in re.findall(r"(img/\S+)", source["srcset"] or "")}
    assert named <= set(images)
    return {source["type"] or "" for source in sources}, images


def test_pages_offer_webp_before_jpeg() -> None:
    types, images = offered(SITE)
    assert types == {"image/webp"}
    assert {path.rpartition(".")[2] for path in images} == {"jpg", "webp"}


def test_a_site_that_wants_it_offers_avif_first() -> None:
    types, images = offered(f"{SITE}AVIF图片: 是\n")
    assert types == {"image/avif", "image/webp"}
    found = [Image.open(BytesIO(data)) for path, data in images.items() if path.endswith(".avif")]
    assert {image.format for image in found} == {"AVIF"}
    assert sorted(image.width for image in found) == [240, 480, 720, 960, 1200]
    assert not any(image.getexif() or image.info.get("icc_profile") for image in found)
