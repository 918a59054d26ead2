"""Take the pictures of docs/编辑手册.md anew, from a small project in a real browser (`HYQZ_BROWSER` names another).

python tools/make_manual_pictures.py
"""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright

from hyqz_site.engines.finder import find_browser
from hyqz_site.model.clock import CHINA
from hyqz_site.serve.preview import Preview

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
SIZE = {"width": 1000, "height": 640}
TEAM = """---
名称: 护路队（示例）
摘要: 每天巡线两趟，雨雪天多一趟。
级别: 小队
类别: 专业
成立: 2020-05
人数: 20
人数截止: 2026-10-31
示例: 是
---
清早一趟，傍晚一趟。
"""


def main() -> None:
    """Take both pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Path(folder)
        team = project / "content" / "teams" / "hulu-dui.md"
        team.parent.mkdir(parents=True)
        (project / "content" / "site.yaml").write_text("网站名称: 衡阳群众\n主办: 苗圃街道\n", encoding="utf-8")
        team.write_text(TEAM, encoding="utf-8")
        preview = Preview(project, lambda: NOW)
        preview.rebuild()
        browser = playwright.chromium.launch(executable_path=find_browser(os.environ), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]  # a plain dict is one
        page.route("**/*", lambda route: answer(route, preview))
        take(page, "draft")
        team.write_text(TEAM.replace("摘要: ", "摘要："), encoding="utf-8")
        preview.rebuild()
        take(page, "problem")
        browser.close()


def answer(route: Route, preview: Preview) -> None:
    """Give what the preview's server would."""
    name = route.request.url.removeprefix("http://preview/")
    found = preview.page(name)
    if found is None:
        route.fulfill(status=404)
        return
    kind, body = found
    if kind == "text/html":
        over = preview.overlay(name, body)
        body = body.decode().replace("</body>", f"{over}</body>", 1).encode()
    route.fulfill(status=200, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, body=body)


def take(page: Page, name: str) -> None:
    """Write one picture, in few colours: small, and the same on every run."""
    page.goto("http://preview/teams/hulu-dui.html")
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}.png"
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=path, animations="disabled")
    with Image.open(path) as picture:
        picture.quantize(96).save(path, optimize=True)


if __name__ == "__main__":
    main()
