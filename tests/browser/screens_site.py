"""A small site of screens for the browser: inline content, a server that can be cut or damaged, a clock that can be set."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page

from tests.unit.screens.demo import NOW, ROOT, Demo

SITE = "网站名称: 苗圃街道“衡阳群众”\n主办: 苗圃街道\n副标题: 身边的人，手边的事\n"
SCREEN = """\
名称: 门口屏
状态: 发布
发布日期: 2026-01-01
摘要: 门口。
类型: 楼宇广告屏
位置: 门口
分辨率: {px}
视距: 3
开放时段: {hours}
播放方式: 网页
播单:
{loop}
"""
LOOP = "  - {内容: 封面, 停留: 3}\n  - {内容: 志愿者, 停留: 4}\n  - {内容: 新闻, 停留: 5}\n"
CONSENT = "同意: {方式: 书面, 范围: [姓名, 肖像, 事迹], 渠道: [网站, 大屏], 日期: 2026-01-01, 存档号: A1}\n"


def volunteer(name: str, number: int, more: str = "") -> str:
    return (
        f"姓名: {name}\n状态: 发布\n发布日期: 2026-0{number}-01\n摘要: 每天早上把门口扫一遍。\n身份: 居民\n一句话事迹: 每天早上把门口扫一遍\n"
        f"封面: {{文件: face-{number}.jpg, 替代文字: 头像}}\n{CONSENT}{more}"
    )


def news(title: str, day: int) -> str:
    return (
        f"标题: {title}\n状态: 发布\n发布日期: 2026-10-{day:02}\n摘要: 一条短短的消息，说完就走。\n体裁: 报道\n"
        f"刊发媒体: 街道\n原文日期: 2026-10-{day:02}\n转载: 原创\n"
    )


@cache
def picture(number: int) -> bytes:
    image = Image.effect_noise((700, 800), 60).convert("RGB")
    image.paste((40 * number % 256, 90, 160), (100, 100, 600, 600))
    data = BytesIO()
    image.save(data, "JPEG", quality=80)
    return data.getvalue()


def content(
    px: str = "384x192", hours: str = "00:00-24:00", loop: str = LOOP, **files: str | bytes
) -> dict[str, bytes]:
    """Files of a project; `files` are more, by their path below content/ with `__` for `/`."""
    found: dict[str, str | bytes] = {
        "site.yaml": SITE,
        "screens/door.yaml": SCREEN.format(px=px, hours=hours, loop=loop.rstrip()),
        **{f"volunteers/v-{n}.yaml": volunteer(name, n) for n, name in enumerate(("李一", "王二", "张三"), start=1)},
        **{f"media/face-{n}.jpg": picture(n) for n in (1, 2, 3)},
        "news/n-1.yaml": news("路口少了喇叭声", 1),
        "news/n-2.yaml": news("黑板上的字", 2),
        **files,
    }
    return {f"content/{path}": data if isinstance(data, bytes) else data.encode() for path, data in found.items()}


def film(seconds: int = 8, captions: str = "") -> dict[str, str | bytes]:
    return {
        **({"media/film.vtt": captions} if captions else {}),
        "media/film.mp4": (ROOT / "content/media/film-01.mp4").read_bytes(),
        "media/poster.jpg": (ROOT / "content/media/film-01-poster.jpg").read_bytes(),
        "films/f.yaml": (
            "标题: 一部短片\n状态: 发布\n发布日期: 2026-03-01\n摘要: 短片。\n类型: 短视频\n文件: film.mp4\n"
            f"海报帧: {{文件: poster.jpg, 替代文字: 海报}}\n时长: {seconds}\n字幕: {'film.vtt' if captions else '是'}\n文字版: 有文字。\n主办: 街道\n版权: 街道\n"
        ),
    }


def made(now: datetime = NOW, **more: object) -> dict[str, bytes]:
    """What goes below `screens/`."""
    demo = Demo(content(**more), now)  # type: ignore[arg-type]
    return demo.make()


def show_of(files: dict[str, bytes], screen: str = "door") -> str:
    return next(path.split("/")[2] for path in files if path.startswith(f"{screen}/show/"))


class Server:
    """Serves files from memory; may be down, and may damage some."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.damage: dict[str, str] = {}
        self.is_down = False
        self.asked: list[str] = []

    def body(self, path: str) -> bytes | None:
        data = self.files.get(path)
        damage = self.damage.get(path)
        return None if damage == "missing" or data is None else damaged(data, damage)


def damaged(data: bytes, damage: str | None) -> bytes:
    if damage == "truncated":
        return data[: len(data) // 2]
    if damage == "corrupt":
        middle = len(data) // 2
        return data[:middle] + bytes(byte ^ 1 for byte in data[middle : middle + 40]) + data[middle + 40 :]
    return data


TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript", "mp4": "video/mp4"}


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[tuple[Server, str]]:
    server = Server(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            path = path + "index.html" if path.endswith("/") or not path else path
            server.asked.append(path)
            data = server.body(path)
            if server.is_down:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(200 if data is not None else 404)
            self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], "application/octet-stream"))
            self.send_header("Content-Length", str(len(data or b"")))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (OSError, ValueError):
                self.close_connection = True

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{http.server_port}/"
    finally:
        http.shutdown()
        http.server_close()


CLOCK = """(() => {
  const top = window.top === window;
  if (top) window.T = {wall: START, mono: 0, timers: [], id: 0};
  let T;
  try { T = window.top.T; } catch (error) { return; }
  if (!T) return;
  Date.now = () => T.wall;
  performance.now = () => T.mono;
  window.realTimeout = window.setTimeout.bind(window);
  window.setTimeout = (run, wait) => { T.timers.push({at: T.mono + (wait || 0), run, id: ++T.id, from: window}); return T.id; };
  window.clearTimeout = id => { T.timers = T.timers.filter(timer => timer.id !== id); };
  if (top) window.advance = span => {
    const end = T.mono + span;
    for (;;) {
      if (T.timers.length > 20) T.timers = T.timers.filter(timer => timer.from === window || timer.from.frameElement);
      let next = null;
      for (const timer of T.timers) if (!next || timer.at < next.at) next = timer;
      if (!next || next.at > end) break;
      const step = Math.max(0, next.at - T.mono);
      T.mono += step; T.wall += step;
      T.timers.splice(T.timers.indexOf(next), 1);
      if (next.from === window || next.from.frameElement) next.run();
    }
    T.wall += end - T.mono; T.mono = end;
  };
})()"""


def set_clock(page: Page, at: datetime) -> None:
    """A clock of the test's own in every frame: `advance(ms)` runs the timers; what the network does stays real."""
    page.add_init_script(CLOCK.replace("START", str(round(at.timestamp() * 1000))))


def live(page: Page, seconds: float, pause: int = 15) -> None:
    """Let virtual seconds pass one by one, with real time between them for loading and decoding."""
    for _ in range(round(seconds)):
        page.evaluate("advance(1000)")
        if pause:
            page.evaluate("pause => new Promise(done => realTimeout(done, pause))", pause)


def root(page: Page) -> dict[str, str]:
    return dict(page.evaluate("({...document.documentElement.dataset})"))


def wait_for_show(page: Page, show: str, seconds: int = 60, pause: int = 60) -> None:
    """Let time pass until `show` is up."""
    for _ in range(seconds):
        if root(page).get("show") == show:
            return
        live(page, 1, pause)
    if root(page).get("show") != show:
        raise AssertionError(f"{show} is not up: {root(page)}")


def folder_of(files: dict[str, bytes], target: Path) -> Path:
    for path, data in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return target
