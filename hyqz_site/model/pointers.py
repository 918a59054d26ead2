"""Types that lead somewhere: to a record, a media file, another site, an old address of this one (content model §2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import unquote, urlsplit

from hyqz_site.lean import dataclass
from hyqz_site.model.context import narrow, scalar
from hyqz_site.model.naming import RESERVED
from hyqz_site.model.values import Media, Ref
from hyqz_site.patterns import later
from hyqz_site.source.nodes import Scalar

if TYPE_CHECKING:
    from hyqz_site.model.context import Context
    from hyqz_site.source.nodes import Node

ANY: Final = ("any",)
"""`ref(any)`: a record of any kind."""
EXAMPLES: Final = {
    "volunteer": "li-xiaoyan", "team": "hulu-dui", "project": "bu-chuang-ri", "community": "dahua",
    "activity": "qingjie-1201", "news": "hulu-baodao", "film": "yishan-chuang", "screen": "jiekou-huwai",
    "place": "qunzhong-guangchang", "award": "2025", "figure": "zhuce-renshu", "benefit": "mianfei-tijian",
    "training": "daode-jiangtang", "channel": "dangqun-zhan", "notice": "tingdian", "page": "about",
}  # fmt: skip
"""An id of each kind, as an example of what to write."""


@dataclass(frozen=True, slots=True)
class Reference:
    """`ref(kind)`: the id of a record; `ref(any)` and several kinds: `kind/id`."""

    kinds: tuple[str, ...]
    absent: ClassVar[None] = None

    @property
    def is_single(self) -> bool:
        """Whether it can only name one kind, so that the id alone says which."""
        return len(self.kinds) == 1 and self.kinds != ANY

    @property
    def words(self) -> str:
        """What to write."""
        if self.is_single:
            return f"编号，例如 {EXAMPLES[self.kinds[0]]}"
        return f"类别/编号，例如 志愿者/{EXAMPLES['volunteer']}"

    def read(self, node: Node, context: Context) -> Ref | None:
        """The reference; whether the record exists is asked when all are known."""
        text = scalar(node, context, self.words)
        if not text:
            return None
        many = isinstance(node, Scalar) and bool(re.search(r"\s", text))
        head, slash, tail = (part.strip() for part in text.partition("/"))
        if not slash and "／" not in text:
            only = self.kinds[0] if self.is_single else ""
            return self._met(Ref(only, text, node.at, text, many, context.is_single), context)
        kind = context.kind_names.get(head, "")
        if kind and self.kinds != ANY and kind not in self.kinds:
            allowed = [word for word, name in context.kind_names.items() if name in self.kinds and not word.isascii()]
            context.wrong(node, f"{'、'.join(allowed)}里的记录")
            return None
        return self._met(Ref(kind, tail, node.at, text, many, context.is_single), context)

    def _met(self, ref: Ref, context: Context) -> Ref:
        context.trail.refs.append(ref)
        return ref


@dataclass(frozen=True, slots=True)
class MediaPath:
    """`media`: a path relative to the record's own file, or below `content/media/`."""

    suffixes: tuple[str, ...]
    absent: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What to write."""
        return f"文件名（{'、'.join(self.suffixes)}）"

    def read(self, node: Node, context: Context) -> Media | None:
        """The path; whether the file exists is asked when all files are known."""
        text = scalar(node, context, "文件名")
        if not text:
            return None
        path = text.replace("\\", "/").removeprefix("./")
        if path.startswith("/") or re.match(r"[A-Za-z]:|\w+://", path) or ".." in path.split("/"):
            context.wrong(
                node,
                "记录旁边或 content/media/ 里的文件",
                "请把文件复制到记录旁边，只写文件名；不能用绝对路径、网址和“..”。",
            )
            return None
        if not path.lower().endswith(self.suffixes):
            bare = "." not in path.rpartition("/")[2]
            hint = f"后缀也要写，例如：{path}{self.suffixes[0]}" if bare else "请另存为这些格式之一。"
            if joined := _ANOTHER_FIELD.search(text):
                hint = f"一行只能写一个字段，请把“{joined[1]}”另起一行写，和上一行对齐。"
            context.wrong(node, f"{'、'.join(self.suffixes[:_COMMON])} 文件", hint)
            return None
        media = Media(path, node.at)
        context.trail.media.append((context.prefix, media))
        return media


_ANOTHER_FIELD: Final = later(r"[,，;；、\s]\s*(替代文字.*)")
_COMMON: Final = 4
"""So many suffixes are named: of pictures the others are refused with reasons of their own."""


@dataclass(frozen=True, slots=True)
class Url:
    """`url`: http or https; `bare`: without query and fragment, for the root of a site."""

    bare: bool = False
    absent: ClassVar[None] = None
    words: ClassVar[str] = "网址，以 http:// 或 https:// 开头"

    def read(self, node: Node, context: Context) -> str | None:
        """The address."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        if not is_web_address(text):
            context.wrong(node, self.words, "请从浏览器地址栏完整复制。")
            return None
        if self.bare and re.search("[?#]", text):
            context.wrong(node, "网站根目录的网址", f"请去掉“?”或“#”和它后面的部分：{re.split('[?#]', text)[0]}")
            return None
        return text


def is_web_address(text: str) -> bool:
    """Whether `text` is an http(s) address with a host and without blanks."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not re.search(r"[\s<>\"'\\]", text)


_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")


@dataclass(frozen=True, slots=True)
class HostName:
    """The name of a host, without scheme and path."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "域名，例如 www.example.com"

    def read(self, node: Node, context: Context) -> str | None:
        """The name in lower case."""
        text = scalar(node, context, self.words)
        if text is None:
            return None
        host = narrow(text).lower()
        if not _HOST.match(host):
            bare = re.sub(r"^[a-z]+://|/.*$", "", host)
            context.wrong(node, self.words, f"只写域名：{bare}" if _HOST.match(bare) else "")
            return None
        return host


MAX_NAME: Final = 240
"""Bytes of a part of an old address: disks have room for 255, and a page may have a packed copy beside it."""


@dataclass(frozen=True, slots=True)
class SitePath:
    """An address within the site that ends in `.html` or `/`; a leading `/` is optional."""

    absent: ClassVar[None] = None
    words: ClassVar[str] = "本站内的旧网址，例如 old/page.html"

    def read(self, node: Node, context: Context) -> str | None:
        """The path of the page's file: `old/` is `old/index.html`."""
        text = scalar(node, context, self.words)
        if not text:
            return None
        path = unquote(text).removeprefix("/")
        parts = path.split("/")
        inside = not re.search(r"[\\:?#*\"<>|\x00-\x1f\ufffd]|//|[. ](?:/|\Z)", path) and not text.startswith("//")
        if not inside or ".." in parts or "." in parts or not path.endswith((".html", "/")):
            context.wrong(
                node, "本站内的网址，以 .html 或 / 结尾", "例如：old/page.html；不能有“..”，也不能是别的网站。"
            )
            return None
        if fault := next(filter(None, map(self._fault, parts)), ""):
            context.wrong(node, "能做文件名的网址", fault)
            return None
        return path + "index.html" if path.endswith("/") else path

    def _fault(self, part: str) -> str:
        """Why no disk, or not every one, can have a file or a folder of that name."""
        if part.startswith("."):
            return f"“{part}”以点开头，是电脑自己的文件，请改成别的。"
        if RESERVED.match(part.partition(".")[0].lower()):
            return f"“{part}”这个名字 Windows 不许用，请改成别的。"
        if len(part.encode()) > MAX_NAME:
            return f"“{part[:12]}…”这一段太长，磁盘放不下，最多约 80 个汉字或 {MAX_NAME} 个字母。"
        return ""
