"""What stands after a colon or a dash in a line of YAML: what editors mistype there, and the line mended."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hyqz_site.lean import dataclass
from hyqz_site.patterns import later
from hyqz_site.problem import Severity
from hyqz_site.source.quoting import (
    CUTTING,
    QUOTED,
    SPACE,
    closing,
    explained,
    inside,
    lost_in,
    quoted,
    with_rest,
    without_comment,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

HALF_COLON: Final = re.compile(r":(?=[ \t]|\Z)")
_BLOCK_SCALAR: Final = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?\Z")
_FLOW_KEY: Final = re.compile(
    rf"(?:(?<=[{{,])|\A|(，))[{SPACE}]*([^{SPACE}{{}}\[\],，:：\"'#]+)[{SPACE}]*([:：])[{SPACE}]*"
)
"""A key in braces, with the comma before it where that is a full-width one."""
_KEY_IN_BRACES: Final = later(rf"[{SPACE}]*[^{SPACE}:：,\"']+[{SPACE}]*:[{SPACE}]+")
_MUCH: Final = 1000
"""Characters of a line that is not told again for each of its mistakes."""
_GLUED: Final = re.compile(r"(?<=[^\s#])#[ \t]+(?=\S)")
"""What looks like a comment, and is none for yaml, which wants a blank before it."""
_EXPLAINED: Final = later(
    r"#[ \t]+(?:\S{0,20}必填，)?(?:(?:"
    r"文字(?:，最多 \d+ 字)?|(?:大于 \d+ 的|\d+ 到 \d+ 的)?(?:整数|数字)|文件名（[^）]+）|正文（可分段）"
    r")(?=；|\s*(?:#|\Z))"
    r"|(?:日期|年月|时间|日期和时间|百分数|宽x高|焦点位置|图片的文件名|域名|本站内的旧网址)，例如 "
    r"|可以写：|可以写几项[，；]|网址，以 |一条记录，写成 |“[^”]+”的编号|[^\s，；]+\*，)"
)
"""How a new record explains its fields, behind each: whoever writes right before it means it as a comment."""
_QUOTED_SERIES: Final = later(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:\s*[,，、;；]\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'))+\s*\Z"""
)
"""Several texts in quotation marks, one behind the other."""


class Name(NamedTuple):
    """What is named by a word that names a field, anywhere."""

    in_group: bool = False
    """Whether a group has it; else only a record, or a file that is read once."""
    is_group: bool = False
    """Whether it holds a group, or groups: what is in them is written in braces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistyped line. `line` counts from 0 within the scanned text, `column` from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Shift:
    """On `line`, what stands after `column` of the mended line stood `by` characters further left."""

    line: int
    column: int
    by: int


@dataclass(slots=True)
class Values:
    """Looks at one value after the other, remembering what the line before left open."""

    lines: list[str]
    known_keys: Mapping[str, Name]
    findings: list[Finding] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)

    _block: int | None = None
    """Indentation of the key whose block scalar is open."""
    _quote: tuple[str, int, int, int] | None = None
    """Open quotation mark: the mark, its line, its column, the indentation of its key."""
    _flow: str = ""
    """Open brackets of a list that goes on over several lines."""
    _flow_quote: str = ""
    """The quotation mark that is open within them."""
    _plain: int | None = None
    """Indentation of the entry whose plain text may go on in the next line."""
    _key_indent: int = -1
    """Indentation of the last key."""
    _number: int = 0

    def _note(self, column: int, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        moved = sum(shift.by for shift in self.shifts if shift.line == self._number and column > shift.column)
        self.findings.append(
            Finding(line=self._number, column=column - moved, code=code, message=message, hint=hint, severity=severity)
        )

    def _mend(self, line: str, column: int | None = None) -> None:
        """Replace the present line; with `column`, what stands after it has moved."""
        by = len(line) - len(self.mended[self._number])
        if by and column is not None:
            self.shifts.append(Shift(self._number, column, by))
        self.mended[self._number] = line

    def _value(  # noqa: C901 - one branch for each way a value can begin
        self, line: str, value: str, start: int, indent: int, *, bare: bool = False
    ) -> None:
        """Check what stands after a key, or (`bare`) alone in a list."""
        self._plain = None
        if not bare:
            self._key_indent = indent
        if not value or (value[0] == "#" and not CUTTING.match(value)):
            return
        first = value[0]
        if not bare and _BLOCK_SCALAR.match(value):
            self._block = indent
            self._behind_block_mark(line, value, start, indent)
        elif first in "\"'":
            self._quoted_value(line, value, start, indent, bare=bare)
        elif first in "[{":
            self._flow_line(line, start)
        elif first == "#":
            self._cut_empty(line, value, start, indent)
        elif first in "&*!|>%@`" or re.match(r"\?(\s|\Z)", value):
            self._must_be_quoted(line, value, start, f"内容不能以 {first} 开头")
        elif re.match(r"-(\s|\Z)", value) and not bare:
            self._note(start + 1, "yaml-syntax", "列表要另起一行写", f"请把“{value}”移到下一行，前面空两格。")
            self._mend(line[:start] + quoted(value))
        elif lost_in(value):
            self._cut(line, value, start)
        elif HALF_COLON.search(without_comment(value)) and not bare:
            self._must_be_quoted(line, value, start, "内容里的半角冒号会被当成字段名的冒号")
        else:
            self._plain = indent if not bare else max(indent - 1, 0)
            if glued := _GLUED.search(without_comment(value)):
                self._glued(line, value, start, start + glued.start())

    def _glued(self, line: str, value: str, start: int, at: int) -> None:
        """A comment without the blank before it would be shown with the text: that of a new record is taken away."""
        comment, rest = line[at:].strip(), line[:at].strip()
        is_ours = _EXPLAINED.match(comment)
        told = "是填写说明，没有算进内容" if is_ours else "会和内容一起显示出来"
        goes_on = self._plain is not None and self._block_below(self._plain)
        whole = "" if goes_on else f"：{line[:start].lstrip()}{quoted(without_comment(value).strip())}"
        way_out = f"如果不是，请删掉它：{rest}" if is_ours else f"如果是批注，请在 # 前面空一格：{rest} {comment}"
        hint = f"如果是内容，请把整段用引号括起来{whole}；{way_out}"
        self._note(at + 1, "glued-comment", f"“{comment}”{told}", hint, Severity.WARNING)
        if is_ours:
            self._mend(line[:at])

    def _quoted_value(self, line: str, value: str, start: int, indent: int, *, bare: bool) -> None:
        end = closing(value, value[0], 1)
        if end is None:
            self._quote = (value[0], self._number, start + 1, indent)
            return
        rest = value[end:].strip()
        if rest and _QUOTED_SERIES.match(value):
            self._quoted_series(line, value, start, bare=bare)
        elif rest and not rest.startswith("#"):
            self._must_be_quoted(line, value, start, "引号只括住了内容的一部分")
        else:
            self._behind_quote(line, start + end)

    def _quoted_series(self, line: str, value: str, start: int, *, bare: bool) -> None:
        """`"交通", "银龄"`: a list without its brackets, or in one item what should be several."""
        items = QUOTED.findall(value)
        listed, whole = f"{line[:start]}[{', '.join(items)}]", line[:start] + quoted(value.strip())
        several = f"请外面加方括号：{listed.strip()}"
        if bare:
            several = f"请分成几行，每行以“- ”开头：{'、'.join(f'“- {item}”' for item in items)}"
        hint = f"如果是几项，{several}；如果是一段文字，请把整段用引号括起来：{whole.strip()}"
        self._note(start + 1, "yaml-syntax", "引号只括住了内容的一部分", hint)
        self._mend(whole if bare else listed)

    def _behind(self, line: str, index: int, mended: str, if_content: str) -> None:
        """A `#` behind a value that has ended; `if_content` says what to do where there was to be more of it."""
        lost = line[index:].strip()
        as_comment = f"{line[:index].rstrip()} {explained(lost)}".strip()
        hint = f"如果是内容，{if_content}；如果确实是批注，请在 # 后面加一个空格：{as_comment}"
        self._note(index + 1, "cut-by-hash", f"“{lost}”会被当成批注丢掉", hint)
        self._mend(mended)

    def _behind_quote(self, line: str, end: int) -> None:
        """A `#` behind the quotation mark that stands before `end`."""
        rest = line[end:].rstrip()
        if not CUTTING.match(rest.lstrip()):
            return
        mended = line[: end - 1] + inside(rest, line[end - 1])
        self._behind(line, line.index("#", end), mended, f"请写到引号里面：{mended.strip()}")

    def _behind_block_mark(self, line: str, value: str, start: int, indent: int) -> None:
        """A `#` behind `|` or `>`, whose text stands below."""
        found = CUTTING.search(value)
        if found and self._block_below(indent):
            at = start + found.start()
            self._behind(line, at, line[:at].rstrip(), "请写到下一行，和下面的内容对齐")
        elif found:
            self._block = None
            self._cut(line, value, start)

    def _cut_empty(self, line: str, value: str, start: int, indent: int) -> None:
        """`键: #文字`: the whole value is lost, or what stands before a nested block."""
        below = self._block_below(indent)
        if below:
            is_list = re.match(r"-(\s|\Z)", below)
            way_out = f"请写成下面的一项：- {quoted(value.strip())}" if is_list else "请写到下面的字段里"
            self._behind(line, start, line[:start].rstrip(), way_out)
        else:
            self._cut(line, value, start)

    def _block_below(self, indent: int) -> str:
        """The first line below that of a key, without its blanks, where it belongs to it; else nothing."""
        for below in self.lines[self._number + 1 :]:
            content = below.lstrip(" ")
            if content and not content.startswith("#"):
                deeper = len(below) - len(content)
                is_inside = deeper > indent or (deeper == indent and re.match(r"-(\s|\Z)", content))
                return content if is_inside else ""
        return ""

    def _cut(self, line: str, value: str, start: int) -> None:
        """A value that a `#` cuts short, or that begins with it."""
        fixed = line[:start] + quoted(value.strip())
        self._note(
            start + 1,
            "cut-by-hash",
            f"“{lost_in(value) or value}”会被当成批注丢掉",
            f"请用引号括起来：{fixed.strip()}；如果确实是批注，请在 # 后面加一个空格。",
        )
        self._mend(fixed)

    def _must_be_quoted(self, line: str, value: str, start: int, message: str) -> None:
        fixed = line[:start] + quoted(without_comment(value).strip())
        self._note(start + 1, "yaml-syntax", message, f"请把整段内容用引号括起来：{fixed.strip()}")
        self._mend(fixed)

    # Lists in brackets and fields in braces

    def _flow_line(self, line: str, start: int) -> None:  # noqa: C901, PLR0912 - a branch for each character that says something
        """A list in brackets: its depth, and a `#` that cuts it short."""
        index = item = ended = start
        is_whole = not self._flow
        above = ""  # the quotation mark of an item that began on a line above
        if self._flow_quote:
            end = closing(line, self._flow_quote, start)
            if end is None:
                return
            index = item = ended = end
            above, self._flow_quote = self._flow_quote, ""
        while index < len(line):
            character = line[index]
            if character in "\"'" and re.match(r"[\[{,:\s]", line[index - 1 : index] or " "):
                end = closing(line, character, index + 1)
                if end is None:
                    self._flow_quote = character
                    break
                index = ended = end
                continue
            if character in "[{,":
                self._flow += character.strip(",")
                item = ended = index + 1
                above = ""
            elif character in "]}":
                self._flow = self._flow[:-1]
                ended = index + 1
            elif character in "，：" and self._flow.endswith("{"):
                mended = self._marks_in_flow(line, index)
                if mended != line:
                    line = mended
                    continue
            elif character == "#" and (index == ended or line[index - 1] in " \t"):
                if not CUTTING.match(line, index):
                    return
                if not self._flow:
                    self._behind_bracket(line, index, is_whole=is_whole)
                    return
                line, index = self._hash_in_flow(line, item, index, above)
                continue
            elif character in "&*!" and re.match(r"[\[{,\s]", line[index - 1 : index] or " "):
                self._note(index + 1, "yaml-syntax", f"内容不能以 {character} 开头", "请把这一项用引号括起来。")
                self._mend(line[:index] + "＊" + line[index + 1 :])
                line = self.mended[self._number]
            index += 1

    def _marks_in_flow(self, line: str, index: int) -> str:
        """Full-width marks around keys in braces, from that at `index` on: gives the line without them."""
        first = _full_width_keys(line).get(index)
        if first is None or first[2] not in self.known_keys:
            return line
        keys = [found for at, found in _full_width_keys(line).items() if at >= index and found[2] in self.known_keys]
        parts, shifts, moved, at = [], [], 0, 0
        for found in keys:
            comma = ", " if found[1] else line[found.start() : found.start(2)]
            parts += [line[at : found.start()], comma, found[2], ": "]
            by = len(comma) + len(found[2]) + 2 - (found.end() - found.start())
            shifts.append(Shift(self._number, found.end(2) + moved, by))
            moved, at = moved + by, found.end()
        fixed = "".join([*parts, line[at:]])
        shown = fixed.strip()
        for found in keys:
            if found[1]:
                hint = f"请改成半角逗号：{shown}"
                self._note(found.start() + 1, "yaml-syntax", "花括号里两项之间用了全角逗号“，”", hint)
            if found[3] == "：":
                hint = f"请改成半角冒号加一个空格：{shown}"
                self._note(found.start(2) + 1, "fullwidth-colon", "字段名后面用了全角冒号“：”", hint)
            shown = fixed.strip() if len(fixed) < _MUCH else "见这一行的第一处。"
        self.shifts += shifts
        self.mended[self._number] = fixed
        return fixed

    def _hash_in_flow(self, line: str, item: int, index: int, above: str) -> tuple[str, int]:
        """A `#` at `index` in brackets, in what begins at `item`: gives the mended line, and where to go on in it.

        What began on a line above ends before `item` with the quotation mark `above`.
        """
        end = next((at for at in range(index, len(line)) if line[at] in ",]}"), len(line))
        before, lost = line[:index].rstrip(), line[index:].strip()
        if before.endswith(("]", "}")):
            at, value, way_out = index, "", "请写到括号里面，或者删掉"
        elif above:
            at, value, way_out = item - 1, inside(line[item:end].rstrip(), above), "请写到引号里面"
        else:
            key = _KEY_IN_BRACES.match(line, item, index) if self._flow.endswith("{") else None
            at = key.end() if key else item
            at += len(line[at:end]) - len(line[at:end].lstrip())
            value, way_out = with_rest(line[at:end].strip()), "请用引号括起来"
        fixed = line[:at] + value + line[end:]
        is_last = end == len(line)
        if is_last and not self._goes_on_with(",", "]", "}"):
            fixed += ","
        hint = f"{way_out}：{fixed.strip()}"
        if is_last:
            hint += f"；如果确实是批注，请在 # 后面加一个空格：{before.strip()} {explained(lost)}"
        self._note((index if above else at) + 1, "cut-by-hash", f"“{lost}”会被当成批注丢掉", hint)
        self._mend(fixed, at + len(value))
        return fixed, at + len(value) if len(line) < _MUCH else len(fixed)

    def _goes_on_with(self, *marks: str) -> bool:
        """Whether the next line with any text begins with one of the `marks`."""
        below = (line.strip(SPACE) for line in self.lines[self._number + 1 :])
        return next(filter(None, below), "").startswith(marks)

    def _behind_bracket(self, line: str, index: int, *, is_whole: bool) -> None:
        """A `#` behind the brackets of a value: of a list that `is_whole` on its line it may be one more item."""
        head, lost = line[:index].rstrip(), line[index:].strip()
        if not (is_whole and head.endswith("]")):
            self._behind(line, index, head, "请写到括号里面")
            return
        items = head[:-1].rstrip(SPACE + ",")
        mended = f"{items}{'' if items.endswith('[') else ', '}{quoted(lost)}]"
        self._behind(line, index, mended, f"请写到括号里面：{mended.strip()}")


@lru_cache(maxsize=1)
def _full_width_keys(line: str) -> dict[int, re.Match[str]]:
    """Every key in braces with a full-width mark, by where the first of its marks stands; asked for each mark."""
    return {
        found.start(1 if found[1] else 3): found for found in _FLOW_KEY.finditer(line) if found[1] or found[3] == "："
    }
