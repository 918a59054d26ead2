"""A content file → `Document`: its front matter as positioned nodes, its Markdown body as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.problem import WHOLE_FILE, Position
from hyqz_site.source import brackets, decoding, nodes
from hyqz_site.source.nodes import INVISIBLE, Broken, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyqz_site.problem import Problems
    from hyqz_site.source.values import Name

_FENCE: Final = re.compile(r"---[ \t]*\Z")
_FENCE_LIKE: Final = re.compile(r"[-－—–―─]{2,}[ \t\u3000]*\Z")
_FENCE_BEFORE: Final = re.compile(r"-{3,}[ \t\u3000]*(?=[^\s|:\-])")
_FENCE_BEHIND: Final = re.compile(r"(?<=[^\s|:\-])-{3,}\Z")
"""Glued to what should stand below it, or above: but no row of a table."""
_RULE_LIKE: Final = re.compile(r"[.·]{3,}|[*＊]{3,}|[=＝]{3,}|[_＿]{3,}|[~～]{3,}|-[ -]*-|…+")
"""What somebody may take for such a line."""
_LINES: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class Document:
    """One content file, read: what its fields say and its body."""

    path: str
    tree: Tree
    body: str = ""
    """Markdown, with `\\n` as its only line end, and with the brackets that Markdown knows."""
    body_line: int = 0
    """The file's line on which `body` starts; 0 where there is none."""
    gone: tuple[int, ...] = ()
    """Before which of its characters the file has invisible ones, an offset for each of these."""

    @property
    def written(self) -> tuple[str, str]:
        """The text of its fields and its body, for those who look at all of it."""
        return self.tree.text, self.body

    @property
    def first_line(self) -> Position:
        """Where a missing top-level field is reported."""
        return Position(self.tree.first_line, 1)

    def in_body(self, offset: int) -> Position:
        """The place in the file of the character at `offset` of the body."""
        before = self.body[:offset]
        start = before.rfind("\n") + 1
        unseen = sum(start <= one <= offset for one in self.gone)
        return Position(self.body_line + before.count("\n"), offset - start + unseen + 1)


def parse(path: str, data: bytes, known_keys: Mapping[str, Name], problems: Problems) -> Document | None:
    """Read the bytes of one content file. None where nothing could be read; the problems say why.

    `.md` has front matter between `---` lines and a body; anything else is YAML as a whole.
    """
    decoded = decoding.decode(path, data, problems)
    if decoded is None:
        return None
    text = decoded.text
    if "\x00" in text:
        _report_nul(path, text, problems)
        return None
    if not path.lower().endswith(".md"):
        tree = nodes.compose(path, text, 1, known_keys, problems)
        return None if isinstance(tree.root, Broken) else Document(path, tree)
    return _parse_markdown(path, text, known_keys, problems)


def _parse_markdown(path: str, text: str, known_keys: Mapping[str, Name], problems: Problems) -> Document | None:
    lines = _LINES.findall(text)
    opening = next((number for number, line in enumerate(lines) if _bare(line)), None)
    if opening is not None and not _FENCE_LIKE.match(_bare(lines[opening])):
        opening = _below_stray_text(path, lines, opening, problems)
    if opening is None or not _is_fence(path, lines[opening], opening + 1, problems):
        problems.add(
            path,
            WHOLE_FILE,
            "yaml-syntax",
            "文件开头没有 ---，找不到字段",
            "请在第一行写 ---，下面写“字段名: 内容”，字段写完再写一行 ---，然后才是正文。",
        )
        return None
    closing = _closing(lines, opening + 1)
    if closing is not None:
        _is_fence(path, lines[closing], closing + 1, problems)
    first_line = opening + 1 + lines[opening].endswith(("\r", "\n"))  # else there is no other line
    if closing is None:
        closing = _where_closing_belongs(lines, opening + 1, known_keys)
        _report_unclosed(path, lines, first_line, closing, problems)
    tree = nodes.compose(path, "".join(lines[opening + 1 : closing]), first_line, known_keys, problems)
    if isinstance(tree.root, Broken):
        return None
    is_closed = closing < len(lines) and _FENCE_LIKE.match(_bare(lines[closing]))
    body_lines = lines[closing + 1 :] if is_closed else lines[closing:]
    body_line = len(lines) - len(body_lines) + 1
    body = brackets.mended("".join(body_lines).replace("\r\n", "\n").replace("\r", "\n"))
    document = Document(path, tree, body, body_line if body.strip() else 0)
    return _without_invisible(document, problems)


def _below_stray_text(path: str, lines: list[str], first: int, problems: Problems) -> int | None:
    """The opening `---` that stands below some text that does not belong there; None where there is none."""
    dashes = [number for number in range(first, len(lines)) if _FENCE.match(lines[number].rstrip("\r\n"))]
    if len(dashes) < 2:
        return None
    problems.add(
        path,
        Position(first + 1, 1),
        "yaml-syntax",
        f"第 {dashes[0] + 1} 行的 --- 前面不能有别的文字",
        f"请把“{lines[first].strip()}”移到正文里，或者删掉，让 --- 成为第一行。",
    )
    return dashes[0]


def _closing(lines: list[str], start: int) -> int | None:
    """The line that closes the front matter: one of dashes at the margin, else one that was moved in by mistake."""
    dashes = [number for number in range(start, len(lines)) if _FENCE_LIKE.match(_bare(lines[number]))]
    return next((number for number in dashes if not lines[number][0].isspace()), dashes[0] if dashes else None)


def _bare(line: str) -> str:
    """The line without blanks around it, and without what nobody sees."""
    return INVISIBLE.sub("", line).strip()


def _is_fence(path: str, line: str, number: int, problems: Problems) -> bool:
    """Whether `line` is a `---` line; one that was clearly meant to be is taken, with an error."""
    line = line.rstrip("\r\n")
    if _FENCE.match(line):
        return True
    bare = _bare(line)
    if not _FENCE_LIKE.match(bare):
        return False
    if bare == "---":
        said = "分隔线的前面不能有空格" if line.strip() == bare else "分隔线里有看不见的字符"
    else:
        said = f"分隔线应是三个半角减号，现在是“{bare}”"
    problems.add(path, Position(number, 1), "yaml-syntax", said, "请把这一行改成：---")
    return True


def _where_closing_belongs(lines: list[str], start: int, known_keys: Mapping[str, Name]) -> int:
    """The first line after `start` that no longer looks like a field, a list item, a comment or their text.

    After an empty line only the name of a field goes on with the fields, in a comment too, and the headings that a new
    record has between them: anything else is the body.
    """
    for number in range(start, len(lines)):
        line = lines[number].rstrip()
        if not line or line[0].isspace() or line.startswith("# ===="):
            continue
        key = re.match(r"(?:#\s+)?([^\s:：#]{1,30})\s*[:：]", line)
        after_gap = number > start and not lines[number - 1].strip()
        if (key and key.group(1) in known_keys) or (not after_gap and (key or re.match(r"#\s|-\s", line))):
            continue
        return number
    return len(lines)


def _report_unclosed(path: str, lines: list[str], first: int, closing: int, problems: Problems) -> None:
    """Note that no line closes the fields: the one that should, before `closing`, may be glued to what is beside it."""
    after = _bare(lines[closing]) if closing < len(lines) else ""
    before = next((number for number in range(closing - 1, 0, -1) if _bare(lines[number])), 0)
    where = f"第 {closing + 1} 行前面" if closing < len(lines) else "文件最后"
    at, said, hint = Position(first, 1), "字段后面缺少结束的 ---", f"请在{where}加一行：---"
    if _RULE_LIKE.fullmatch(after):
        at, said, hint = Position(closing + 1, 1), f"分隔线应是三个半角减号，现在是“{after}”", "请把这一行改成：---"
    elif glued := _FENCE_BEFORE.match(after):
        said = "结束的 --- 要单独占一行"
        at, hint = Position(closing + 1, 1), f"请把光标放到“{after[glued.end() :][:8]}”前面，按回车键。"
    elif glued := _FENCE_BEHIND.search(lines[before].rstrip()):
        said = "结束的 --- 要单独占一行"
        at, hint = Position(before + 1, glued.start() + 1), "请把光标放到 --- 前面，按回车键。"
    problems.add(path, at, "yaml-syntax", said, hint)


def _report_nul(path: str, text: str, problems: Problems) -> None:
    problems.add(
        path,
        decoding.place_in(text, text.index("\x00")),
        "invisible-character",
        "文件里有空字符（NUL），多半不是文字文件或保存时损坏了",
        "请用记事本打开，把内容复制到一个新文件，用 UTF-8 编码保存。",
    )


def _without_invisible(document: Document, problems: Problems) -> Document:
    """The document with invisible characters gone from its body, one warning for each line that had some."""
    places = [match.start() for match in INVISIBLE.finditer(document.body)]
    if not places:
        return document
    warned: set[int] = set()
    for place in places:
        at = document.in_body(place)
        if at.line not in warned:
            warned.add(at.line)
            problems.warn(
                document.path,
                at,
                "invisible-character",
                "正文里有看不见的字符，已经去掉",
                "多半是从网页或微信里复制来的；不影响显示，也可以重新输入一遍。",
            )
    gone = tuple(at - number for number, at in enumerate(places))
    return Document(document.path, document.tree, INVISIBLE.sub("", document.body), document.body_line, gone)
