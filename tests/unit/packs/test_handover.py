"""The 交付单 says what lies in the zip and what it needs; the zip is the same for the same site."""

import json
from collections.abc import Iterable
from dataclasses import replace

from hyqz_site.model.singletons import Ledger, Settings
from hyqz_site.packs import handover
from tests.helpers import NOW, page_of
from tests.unit.packs.sheets import templates

SETTINGS = Settings(title="衡阳群众", organiser="苗圃街道", ledger=Ledger.ADVISED)
SITE = {"index.html": b"<p>", "a.html": b"<p>", "img/1.jpg": b"x" * 120_000, "screens/door/version.js": b"v"}


def manifest(files: Iterable[str], kept: Iterable[str] = ()) -> bytes:
    return json.dumps({"files": dict.fromkeys(files, ""), "kept": dict.fromkeys(kept, "")}).encode()


def sheet_of(settings: Settings = SETTINGS, **more: bytes) -> str:
    files = {**SITE, **more}
    files["build.json"] = manifest(files)
    html = handover.pack(files, settings, NOW, 7, "hyqz.zip", templates().render, {}).sheet.decode()
    return html.partition("<body>")[2]


def test_the_numbers_are_those_of_the_site() -> None:
    text = sheet_of()

    for figure in ("<b>7</b><span>条记录", "<b>2</b><span>个网页", "<b>1</b><span>张图片", "<b>5</b><span>个文件"):
        assert figure in text
    assert "<b>0.1 MB</b><span>解开以后" in text
    assert ".html .jpg .js .json" in text


def test_it_asks_for_what_this_site_needs_and_for_nothing_else() -> None:
    assert "分段请求" in sheet_of(**{"media/f.mp4": b"f"})
    assert "分段请求" not in sheet_of()
    assert "还没有写正式网址" in sheet_of()
    assert "<code>https://hy.example/</code>" in sheet_of(replace(SETTINGS, base_url="https://hy.example"))


def test_same_site_same_bytes_and_one_page_with_its_own_title() -> None:
    files = {**SITE, "build.json": manifest(SITE)}
    first, second = (handover.pack(files, SETTINGS, NOW, 7, "hyqz.zip", templates().render, {}) for _ in range(2))

    assert first == second
    found = page_of(first.sheet)
    assert (found.lang, found.headings, found.title.strip()) == ("zh-Hans", ["衡阳群众"], "交付单：衡阳群众")


def test_the_manifest_names_what_is_packed() -> None:
    assert handover.named(manifest("ba", "k")) == ("a", "b", "k", "build.json")
