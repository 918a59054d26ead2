"""Quotation marks and `#` in a line of YAML: where they end, what they cut off, and how to write what they would."""

from __future__ import annotations

import re
from typing import Final

ODD_SPACE: Final = "\u3000\u00a0\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
"""Blanks that are none for yaml."""
SPACE: Final = " \t" + ODD_SPACE
HASH: Final = re.compile(r"(?:(?<=[ \t])|\A)#")
"""Where a comment begins for yaml."""
CUTTING: Final = re.compile(r"#+[^\s#]")
"""A comment that nobody meant: whoever writes one puts a blank behind its marks (content model §2)."""
QUOTED: Final = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' """, re.VERBOSE)


def quoted(text: str) -> str:
    """`text` as a YAML scalar in quotes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def in_braces(value: str) -> str:
    """The value as it may stand in braces."""
    return quoted(value) if re.search(r"""[,{}\[\]"':#]""", value) else value


def closing(text: str, mark: str, start: int) -> int | None:
    """The index after the closing quotation mark, or None where there is none in `text`."""
    index = start
    while index < len(text):
        if mark == '"' and text[index] == "\\":
            index += 2
            continue
        if text[index] == mark:
            if mark == "'" and text[index + 1 : index + 2] == "'":
                index += 2
                continue
            return index + 1
        index += 1
    return None


def explained(comment: str) -> str:
    """The comment with the blank behind its marks that makes it one."""
    return re.sub(r"\A#+", r"\g<0> ", comment)


def with_rest(value: str) -> str:
    """A value in quotation marks, with what stands behind its own ones inside."""
    end = closing(value, value[0], 1) if value[0] in "\"'" else None
    return value[: end - 1] + inside(value[end:], value[0]) if end else quoted(value)


def inside(text: str, mark: str) -> str:
    """`text` as it stands within the quotation marks `mark`, and the second of them."""
    return (re.sub(r'[\\"]', r"\\\g<0>", text) if mark == '"' else text.replace("'", "''")) + mark


def lost_in(value: str) -> str:
    """What a `#` cuts off that begins no comment; nothing where there is none, or only within a comment."""
    found = HASH.search(value)
    return value[found.start() :].strip() if found and CUTTING.match(value, found.start()) else ""


def without_comment(value: str) -> str:
    """The value before its comment, as yaml takes it."""
    return re.split(r"[ \t]#+(?:\s|\Z)", value, maxsplit=1)[0]
