"""What editors mistype in YAML, found line by line, with the mended line in the hint (content model §2).

yaml itself names the wrong line for most of these, or reads something else without a word. The scanner knows just
enough of YAML's block structure to tell a mistake from text that looks like one; every finding also mends the text,
so that the rest of the file can be read and checked in the same run.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hyqz_site.lean import dataclass
from hyqz_site.patterns import later
from hyqz_site.source.quoting import (
    CUTTING,
    HASH,
    ODD_SPACE,
    QUOTED,
    SPACE,
    closing,
    in_braces,
    lost_in,
    quoted,
    without_comment,
)
from hyqz_site.source.values import HALF_COLON, Finding, Name, Shift, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_LEADING: Final = re.compile(f"[{SPACE}]*")
_GLUED_COLON: Final = re.compile(rf"([^\s:：#\[\]{{}}\"',]{{1,30}}):(?=[^\s/\\]|[{ODD_SPACE}])")
_MOST_ABOVE: Final = 60
"""Lines of an item: nobody looks farther up for its beginning."""
_GLUED_ITEM: Final = re.compile(rf"-(?:[^\s\-]|[{ODD_SPACE}]+[^\s\-])")
_DASH_LIKE: Final = re.compile(rf"([－—–―•·])[{SPACE}]*(?=\S)")
_FIELD_ON_A_LINE: Final = later(rf"(?:\A|[;；,，、][{SPACE}]*)([^\s:：;；,，、]{{1,30}})[{SPACE}]*[:：][{SPACE}]*")
_MOST_FIELDS: Final = 20
"""No group has more; a line that has is something else."""
_KEY_START: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`：]|[-?:](?=\S)")
_LEAD: Final = re.compile(r"^[ \t?:-]+", re.MULTILINE)
"""What nests a line: blanks and marks before its text."""
_SUSPICIOUS: Final = re.compile(
    r"(?m)"
    r"^[ ]*[\t\u3000\u00a0\u2000-\u200a\u202f\u205f]"  # indentation
    r"|[ \t\[\]{},\"'|>+\d-]#+[^\s#]|[^\s#]#[ \t]"  # a cut value, a comment glued to one
    r"|^[^\"'\n]*："  # a full-width colon where a key may be
    r"|^[ ]*-[^ \t\r\n]|^[ ]*[－—–―•·]"  # a list marker without its space, or a full-width one
    r"|(?:^|[:\-\[,{][ \t]+)[&*!]"  # anchors, aliases, tags
    r"|^[^\s\"'#]+:[^\s]"  # no space after the colon
    r"|^(?:---|\.\.\.)"  # several documents
)


@dataclass(frozen=True, slots=True)
class Scan:
    """The findings, the mended text (as many lines as before) and where mended lines are longer."""

    findings: tuple[Finding, ...]
    text: str
    shifts: tuple[Shift, ...]
    hopeless: bool = False
    """Nothing in the text can be read safely: it nests too deeply to be given to a parser."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One top-level entry with the lines that belong to it."""

    line: int
    lines: int
    offset: int
    text: str
    key: str


def scan(text: str, known_keys: Mapping[str, Name], max_depth: int, *, thorough: bool = False) -> Scan:
    """Find what editors mistype in YAML `text`; `known_keys` are the names that fields have anywhere.

    Text without a trace of a pitfall is let through at once, unless `thorough`.
    """
    lines = [match.group(1) for match in _LINE.finditer(text)]
    deep = _too_deep(lines, max_depth) if _may_be_deep(text, max_depth) else None
    if deep is not None:
        line, column = deep
        finding = Finding(
            line=line,
            column=column,
            code="yaml-syntax",
            message=f"嵌套太深，最多 {max_depth} 层",
            hint="请检查这一行的缩进、方括号和减号。",
        )
        return Scan((finding,), text, (), hopeless=True)
    if not thorough and not _SUSPICIOUS.search(text) and _looks_sound(lines):
        return Scan((), text, ())
    scanner = _Scanner(lines, known_keys)
    scanner.run()
    ends = [match.group(2) for match in _LINE.finditer(text)]
    mended = "".join(line + end for line, end in zip(scanner.mended, ends, strict=True))
    return Scan(tuple(scanner.findings), mended, tuple(scanner.shifts))


def pieces(text: str) -> Iterator[Piece]:
    """Cut YAML `text` into its top-level entries, so that one unreadable entry does not hide the others."""
    starts: list[int] = []
    found = [(match.start(), match.group(1)) for match in _LINE.finditer(text)]
    listing: bool | None = None
    for number, (_, line) in enumerate(found):
        if not line or line[0] in " \t#\r\n" or line.strip() in {"---", "..."}:
            continue
        is_item = line.startswith("- ") or line == "-"
        if listing is None:
            listing = is_item
        if is_item == listing and (is_item or _KEY_START.match(line) or line[0] in "\"'"):
            starts.append(number)
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    for number, end in zip(starts, [*starts[1:], len(found)], strict=True):
        offset = found[number][0]
        stop = found[end][0] if end < len(found) else len(text)
        line = found[number][1]
        colon = HALF_COLON.search(line)
        key = "" if listing or not colon else line[: colon.start()].strip()
        yield Piece(number, end - number, offset, text[offset:stop], key)


def _looks_sound(lines: list[str]) -> bool:
    """Whether every line at the left margin is a comment, a key with its colon or a list item."""
    for line in lines:
        if not line or line[0] in " #" or HALF_COLON.search(line) or line.startswith("- ") or line == "-":
            continue
        return False
    return True


def _may_be_deep(text: str, limit: int) -> bool:
    """Whether any line could nest deeper than `limit`: each level takes a character before its text, or a bracket."""
    return max(map(len, _LEAD.findall(text)), default=0) + text.count("[") + text.count("{") >= limit


def _too_deep(lines: list[str], limit: int) -> tuple[int, int] | None:
    """The first line whose indentation, dashes and brackets could nest deeper than `limit`, and where in it."""
    indents: list[int] = []
    brackets = 0
    for number, line in enumerate(lines):
        content = line.lstrip(" \t")
        if not content:
            continue
        indent = len(line) - len(content)
        if indent == 0:
            brackets = 0
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        marks = re.match(r"(?:[-?:][ \t]+)*", content)
        dashes = sum(map(marks.group().count, "-?:")) if marks else 0
        deepest = brackets
        found = list(re.finditer(r"[\[{\]}]", QUOTED.sub(lambda quote: " " * len(quote.group()), content)))
        for bracket in found:
            brackets = brackets + 1 if bracket.group() in "[{" else max(0, brackets - 1)
            deepest = max(deepest, brackets)
        if len(indents) + dashes + deepest > limit + 1:
            return number, indent + (found[0].start() if found else 0) + 1
    return None


@dataclass(slots=True)
class _Scanner(Values):
    """Walks the lines once, remembering what the line before left open."""

    _items: list[int] = field(default_factory=list)
    """Indentations at which a list is open."""
    _level_lists: set[int] = field(default_factory=set)
    """Those of them where the list stands as far in as its own key, so that a further key may stand there too."""
    _documents: int = 0
    _is_over: bool = False

    def run(self) -> None:
        """Scan all lines."""
        self.mended = list(self.lines)
        for number, line in enumerate(self.lines):
            self._number = number
            if self._is_over:  # what follows belongs to another record
                self.mended[number] = ""
            elif line.strip(SPACE):
                self._line(line)
            else:  # yaml refuses a tab even where it stands alone
                self.mended[number] = ""
        if self._quote:
            self._report_open_quote()

    def _line(self, line: str) -> None:  # noqa: C901 - one step for each thing a line can be
        if self._continues_open_text(line):
            return
        if line.lstrip(SPACE).startswith("#"):
            self.mended[self._number] = line.lstrip(SPACE)  # yaml refuses a tab even before a comment
            return
        line = self._indentation(line)
        content = line.lstrip(" ")
        if content.rstrip(SPACE) == "-":  # an item that is empty
            content = "-"
            self._mend(line.rstrip(SPACE))
        indent = len(line) - len(line.lstrip(" "))
        if indent == 0 and re.match(r"(---|\.\.\.)(\s|\Z)", content):
            self._document_mark(content)
            return
        if self._plain is not None and indent > self._plain and not re.match(r"-(\s|\Z)", content):
            self._continuation(line, indent)
            return
        self._plain = None
        while self._items and self._items[-1] > indent:
            self._items.pop()
        while match := re.match(r"-(?:[ \t]+|\Z)", content):
            if indent not in self._items:
                self._items.append(indent)
                self._level_lists.discard(indent)
                if indent == self._key_indent:
                    self._level_lists.add(indent)
            indent += match.end()
            content = content[match.end() :]
            if not content:
                return
        fixed = self._out_of_line(line, content) or self._list_marker(line, content, indent)
        if fixed is not None:
            line, content, indent = fixed
        if self._several_fields(line, content, indent):
            return
        self._entry(line, content, indent, is_item=indent > len(line) - len(line.lstrip(" ")))

    def _continues_open_text(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip(" "))
        if self._block is not None:
            if indent > self._block:
                return True
            self._block = None
        if self._quote is not None:
            mark, _, _, key_indent = self._quote
            if indent > key_indent or not self._looks_like_key(line):
                end = closing(line, mark, 0)
                if end is not None:
                    self._quote = None
                    self._behind_quote(line, end)
                return True
            self._report_open_quote()
        if self._flow:
            is_comment = line.lstrip().startswith("#") and not self._flow_quote
            if indent > 0 or is_comment or line.lstrip().startswith(("]", "}")):
                if not is_comment:
                    self._flow_line(line, len(line) - len(line.lstrip()))
                return True
            self._flow = self._flow_quote = ""
        return False

    def _report_open_quote(self) -> None:
        if self._quote is None:
            return
        mark, line, column, _ = self._quote
        self._quote = None
        original = self.mended[line]
        fixed = original.rstrip() + mark
        self.findings.append(
            Finding(
                line=line,
                column=column,
                code="yaml-syntax",
                message=f"这里的引号 {mark} 没有成对",
                hint=f"请在末尾补上引号：{fixed.strip()}",
            )
        )
        self.mended[line] = fixed
        for number in range(line + 1, self._number):  # what the open quotation mark had swallowed
            self.mended[number] = ""

    def _continuation(self, line: str, indent: int) -> None:
        """A further line of plain text: only a `#` or a colon can go wrong in it."""
        content = line[indent:]
        if lost := lost_in(content):
            fixed = line.replace(" #", " ＃")
            way_out = f"请把 # 改成全角的 ＃：{fixed.strip()}"
            self._note(indent + 1, "cut-by-hash", f"“{lost}”会被当成批注丢掉", way_out)
            self._mend(fixed)
        elif HALF_COLON.search(content) and _KEY_START.match(content):
            plain = self._plain or 0
            name = content[: HALF_COLON.search(content).start()].strip()  # type: ignore[union-attr]  # found above
            fixed = " " * plain + content
            self._note(
                indent + 1,
                "yaml-syntax",
                "这一行的缩进没有和上面对齐",
                f"如果是另一个字段，请和上面的字段对齐：{fixed}；如果是上一行的内容，请把整段内容用引号括起来。",
            )
            if name in self.known_keys:
                self._mend(fixed, plain)
                self._plain = None
                self._entry(fixed, content, plain, is_item=False)
            else:
                self._mend(HALF_COLON.sub("：", line))

    def _indentation(self, line: str) -> str:
        blank = _LEADING.match(line)
        leading = blank.group() if blank else ""
        wrong = next((index for index, character in enumerate(leading) if character != " "), None)
        if wrong is None:
            return line
        content = line[len(leading) :]
        indent = self._intended_indent(content)
        fixed = " " * indent + content
        if leading[wrong] == "\t":
            self._note(wrong + 1, "tab-indent", "行首缩进用了制表符（Tab 键）", f"请改用空格：{fixed}")
        else:
            self._note(wrong + 1, "yaml-syntax", "行首缩进用了全角空格或特殊空格", f"请改用半角空格：{fixed}")
        self._mend(fixed, indent)
        return fixed

    def _intended_indent(self, content: str) -> int:
        """The indentation of the nearest sibling, else two spaces."""
        if self._plain is not None and self._looks_like_key(content):
            return self._plain
        is_item = content.startswith("- ")
        for below in self.lines[self._number + 1 :]:
            stripped = below.lstrip(" ")
            if stripped and not stripped[0].isspace():
                if stripped is not below and stripped.startswith("- ") == is_item:
                    return len(below) - len(stripped)
                break
        for above in reversed(self.mended[: self._number]):
            stripped = above.lstrip(" ")
            if not stripped or stripped.startswith("#"):
                continue
            indent = len(above) - len(stripped)
            if indent == 0:
                return 2
            if stripped.startswith("- ") == is_item:
                return indent
            if stripped.startswith("- "):
                return indent + 2
        return 2

    def _document_mark(self, content: str) -> None:
        self._documents += 1
        earlier = any(line.strip() and not line.lstrip().startswith("#") for line in self.lines[: self._number])
        if content.startswith("---") and self._documents == 1 and not earlier:
            return
        later = any(line.strip() for line in self.lines[self._number + 1 :])
        if later or content.startswith("---"):
            self._note(1, "yaml-syntax", "一个文件里只能有一条记录", "请删掉这一行；另一条记录请放到另一个文件里。")
        self._mend("")
        # The fields below are those of another record where they repeat the ones above, else still of this one.
        self._is_over = bool(_keys(self.lines[: self._number]) & _keys(self.lines[self._number + 1 :]))

    def _out_of_line(self, line: str, content: str) -> tuple[str, str, int] | None:
        """A further field of an item that does not stand below the item's first one: it loses its item otherwise."""
        start = len(line) - len(content)
        colon = re.match(r"([^\s:：]{1,30})\s*[:：]", content)
        name = self.known_keys.get(colon[1]) if colon else None
        if not self._items or not colon or not name:
            return None
        dash = self._items[-1]
        keys, wanted = self._item_above(dash) if dash <= start else ([], 0)
        if not start < wanted or colon[1] in keys or (start == dash and dash in self._level_lists):
            return None
        has_key_above = dash > 0 or dash in self._level_lists
        outer = self._owner_of(dash) if name.in_group and not keys else 0
        if has_key_above and (outer or not name.in_group):
            return self._out_of_list(content, colon[1], start, outer)
        if not keys:
            return None
        fixed = " " * wanted + content
        said = f"这一行没有和上面的“{keys[0]}”对齐"
        self._note(start + 1, "yaml-syntax", said, f"请在前面空 {wanted} 格：{fixed}")
        self._mend(fixed, start)
        return fixed, content, wanted

    def _out_of_list(self, content: str, name: str, start: int, outer: int) -> tuple[str, str, int]:
        """A field below an item and none of its own: it belongs where the key of the list stands, or outermost."""
        fixed = " " * outer + content
        how = f"请在前面只空 {outer} 格" if outer else "请去掉前面的空格"
        self._note(start + 1, "yaml-syntax", f"“{name}”不是上面那一项的内容", f"{how}：{fixed.rstrip()}")
        self._mend(fixed, 0)
        self._items = [dash for dash in self._items if dash < outer]
        return fixed, content, outer

    def _owner_of(self, dash: int) -> int:
        """How far in the key stands to which the list with its dashes in that place belongs."""
        for above in reversed(self.mended[: self._number]):
            if above.strip() and len(above) - len(above.lstrip(" ")) < dash:
                return len(above) - len(above.lstrip(" -"))
        return 0

    def _item_above(self, dash: int) -> tuple[list[str], int]:
        """The fields of the item that begins with the dash in that place, and how far they stand in."""
        keys: list[str] = []
        for above in reversed(self.mended[max(0, self._number - _MOST_ABOVE) : self._number]):
            marked = re.match(rf" {{{dash}}}(-[ \t]+)?", above)
            key = re.match(r"([^\s:]+)\s*:(?=\s|\Z)", above[marked.end() :].lstrip(" ")) if marked else None
            if key:
                keys.insert(0, key[1])
            if marked and marked[1]:
                return (keys if key else []), marked.end()
            if above.strip() and len(above) - len(above.lstrip(" ")) <= dash:
                break
        return [], 0

    def _several_fields(self, line: str, content: str, indent: int) -> bool:
        """`文件: a.jpg；替代文字: 人`: fields on one line, which braces would hold."""
        if "：" not in content and len(HALF_COLON.findall(content)) < 2:
            return False
        own = re.match(r"([^\s:：]+):[ \t]+(?=\S)", content)
        at = indent + (own.end() if own else 0)
        name = self.known_keys.get(own[1]) if own else None
        found = self._fields_in(line[at:]) if not name or name.is_group else []
        if not found and indent and not self._has_sibling_key(indent):
            at = indent
            found = self._fields_in(content)
        if not found:
            return False
        fixed = f"{line[:at]}{{"
        moved = 0
        for number, (place, one) in enumerate(found):
            fixed += ", " * bool(number)
            by = len(fixed) - at - place - moved
            self.shifts.append(Shift(self._number, len(fixed), by))
            moved += by
            fixed += one
        fixed += "}"
        text = (
            f"；如果是一段文字，请用引号括起来：{line[:at].strip()} {quoted(line[at:].strip())}" if at > indent else ""
        )
        self._note(at + 1, "yaml-syntax", "一行写了几个字段", f"请改成：{fixed.strip()}{text}")
        self._mend(fixed)
        self._plain = None
        return True

    def _fields_in(self, text: str) -> list[tuple[int, str]]:
        """The fields, two or more and all of them known, that a text consists of: where, and as braces want them."""
        found = list(_FIELD_ON_A_LINE.finditer(text))
        if (
            not 2 <= len(found) <= _MOST_FIELDS
            or found[0].start()
            or any(one[1] not in self.known_keys for one in found)
        ):
            return []
        if not any(HALF_COLON.search(one.group()) for one in found):
            return []
        ends = [*(one.start() for one in found[1:]), len(text)]
        values = [text[one.end() : end].strip(SPACE) for one, end in zip(found, ends, strict=True)]
        return [(one.start(1), f"{one[1]}: {in_braces(value)}") for one, value in zip(found, values, strict=True)]

    def _list_marker(self, line: str, content: str, indent: int) -> tuple[str, str, int] | None:
        """A dash with no space after it, a full-width dash, or an item whose dash is lost."""
        start = len(line) - len(content)
        match = _DASH_LIKE.match(content)
        if match is None and _GLUED_ITEM.match(content) and self._is_glued_item(content):
            match = re.match(f"-[{SPACE}]*", content)
        if match:
            rest = content[match.end() :]
            fixed = f"{line[:start]}- {rest}"
            if match.group() == "-":
                message = "减号后面少了空格"
            elif match.group().startswith("-"):
                message = "减号后面的空格不是半角的"
            else:
                message = f"列表要用半角减号加空格，现在是“{match.group(1)}”"
            self._note(start + 1, "yaml-syntax", message, f"请改成：{fixed.strip()}")
            self._move_item_body(start, start + len(match.group()), start + 2)
        elif self._lost_its_dash(content, start, indent):
            rest = content
            fixed = f"{line[:start]}- {rest}"
            self._note(start + 1, "yaml-syntax", "这一行开头少了“- ”", f"请改成：{fixed.strip()}")
        else:
            return None
        self._mend(fixed, start + 1)
        return fixed, rest, indent + 2

    def _is_glued_item(self, content: str) -> bool:
        """Whether text that begins with a dash is an item: `-环境`, or `-岗位: …` with the name of a field."""
        colon = HALF_COLON.search(content)
        return colon is None or content[1 : colon.start()].strip() in self.known_keys

    def _lost_its_dash(self, content: str, start: int, indent: int) -> bool:
        """Whether a line at the indentation of an open list's dashes is an item without its dash."""
        if indent not in self._items or start != indent:
            return False
        return indent not in self._level_lists or not self._looks_like_key(content)

    def _move_item_body(self, dash: int, was: int, now: int) -> None:
        """Move the further lines of an item with the text after its dash, where they stood under it."""
        for number in range(self._number + 1, len(self.lines)):
            line = self.lines[number]
            content = line.lstrip(" ")
            indent = len(line) - len(content)
            if content and indent <= dash:
                return
            if content and indent == was and was != now:
                self.lines[number] = self.mended[number] = " " * now + content
                self.shifts.append(Shift(number, was, now - was))

    def _looks_like_key(self, content: str) -> bool:
        return bool(HALF_COLON.search(content) or "：" in content or _GLUED_COLON.match(content))

    def _entry(self, line: str, content: str, indent: int, *, is_item: bool) -> None:
        start = len(line) - len(content)
        if content[0] in "\"'":
            end = closing(content, content[0], 1)
            after = content[end:].lstrip() if end is not None else ""
            if end is not None and after.startswith(":"):
                rest = content[end:].lstrip()[1:]
                self._value(line, rest.lstrip(), start + len(content) - len(rest.lstrip()), indent)
            elif (
                end is not None
                and CUTTING.match(after)
                and content[1 : end - 1] in self.known_keys
                and (colon := HALF_COLON.search(content, end))
            ):
                self._hash_in_key(line, start, content.index("#", end), colon.end(), indent)
            else:
                self._value(line, content, start, indent, bare=True)
            return
        half = HALF_COLON.search(content) if _KEY_START.match(content) else None
        hash_ = HASH.search(content)
        if half and hash_ and hash_.start() < half.start():  # no colon for yaml
            if content[: hash_.start()].strip() in self.known_keys:
                self._hash_in_key(line, start, hash_.start(), half.end(), indent)
                return
            half = None
        full = content.find("：")
        glued = _GLUED_COLON.match(content)
        if half and (full < 0 or half.start() < full or " " in content[:full].strip()):
            rest = content[half.end() :]
            self._value(line, rest.lstrip(), start + len(content) - len(rest.lstrip()), indent)
        elif full > 0 and self._is_key(content[:full], indent, is_item=is_item):
            self._colon(line, start, full, "fullwidth-colon", "字段名后面用了全角冒号“：”", indent)
        elif glued and self._is_key(glued.group(1), indent, is_item=is_item):
            self._colon(line, start, glued.end() - 1, "yaml-syntax", "冒号后面少了一个半角空格", indent)
        elif indent == 0 and not is_item and content[0] not in "[{&*!|>%@`":
            self._no_colon(line, content)
        else:
            self._value(line, content, start, indent, bare=True)

    def _is_key(self, name: str, indent: int, *, is_item: bool) -> bool:
        """Whether text before a mistyped colon is meant as a key and is not just text with a colon in it."""
        name = name.strip(SPACE)
        if not is_item and indent == 0:
            return True
        if is_item:
            return self._next_is_key(indent) and (name in self.known_keys or self._has_sibling_key(indent))
        return name in self.known_keys or self._has_sibling_key(indent)

    def _has_sibling_key(self, indent: int) -> bool:
        return any(
            len(line) - len(line.lstrip(" ")) == indent and HALF_COLON.search(line)
            for line in self.lines[max(0, self._number - 1) : self._number + 2]
            if line != self.lines[self._number]
        )

    def _next_is_key(self, indent: int) -> bool:
        """Whether the next line stands where further keys of this list item would."""
        for line in self.lines[self._number + 1 :]:
            content = line.lstrip(SPACE)
            if content:
                return len(line) - len(content) == indent and self._looks_like_key(content)
        return False

    def _colon(self, line: str, start: int, at: int, code: str, message: str, indent: int) -> None:
        key = line[start : start + at].strip(SPACE)
        value = line[start + at + 1 :].strip(SPACE)
        fixed = f"{line[:start]}{key}: {value}".rstrip()
        self._note(start + 1, code, message, f"请改成半角冒号加一个空格：{fixed.strip()}")
        self._mend(fixed, start + len(key) + 1)
        self._value(fixed, value, len(fixed) - len(value), indent)

    def _hash_in_key(self, line: str, start: int, at: int, value_at: int, indent: int) -> None:
        """`来源 #1: 甲`: for yaml a word and a comment, and the field would be gone."""
        head, value = line[: start + at].rstrip(), line[start + value_at :].strip()
        fixed = f"{head}: {value}".rstrip()
        lost = line[start + at :].strip()
        self._note(start + 1, "cut-by-hash", f"“{lost}”会被当成批注丢掉", f"请去掉 # 和冒号之间的字：{fixed.strip()}")
        self._mend(fixed, len(head))
        self._value(fixed, value, len(fixed) - len(value), indent)

    def _no_colon(self, line: str, content: str) -> None:
        plain = without_comment(content).strip()
        name, *said = re.split(rf"[{SPACE}=＝]+", plain, maxsplit=1)
        if name in self.known_keys:
            value = quoted(said[0]) if said and said[0].startswith("#") else "".join(said)
            fixed = f"{name}: {value}".rstrip()
            self._note(1, "yaml-syntax", f"“{name}”后面缺少冒号", f"请改成：{fixed}{'' if said else ' …'}")
            self._mend(fixed, len(name) + 1)
            self._plain = 0 if said else None
            return
        self._note(
            1,
            "yaml-syntax",
            "这一行不是“字段名: 内容”，读不懂",
            f"如果是上一行的内容，请在行首加两个空格；如果是字段，请写成：{plain}: …",
        )
        self._mend("# " + line)


def _keys(lines: list[str]) -> set[str]:
    """What stands before the first colon of each line at the margin."""
    return {
        re.split("[:：]", line, maxsplit=1)[0].strip()
        for line in lines
        if line and line[0] not in " \t#-" and re.search("[:：]", line)
    }
