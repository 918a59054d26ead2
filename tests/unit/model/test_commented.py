"""What is missing may stand in the file behind `#`, as `hyqz new` writes it: then its line is told."""

import re

import pytest

from tests.helpers import decoded, lines, site_of
from tests.unit.model.records import CONSENT, page, volunteer

ABOUT = "content/pages/about.yaml"
ZHOU = "content/volunteers/zhou.yaml"


def uncommented(text: str, hints: list[str]) -> str:
    """Follow every hint to the letter: the marks of the named lines go, and the line says what the hint says."""
    rows = text.split("\n")
    for hint in hints:
        line, said = re.match(r"\s*第 (\d+) 行的“# ”还没有删，请删掉它，写成：(.*)\Z", hint).groups()
        row = rows[int(line) - 1]
        rows[int(line) - 1] = " " * (len(row[1:]) - len(row[1:].lstrip()) - 1) + said
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ABOUT, page().replace("发布日期:", "# 发布日期:")),
        (ABOUT, page().replace("发布日期:", "#发布日期:")),
        (ABOUT, page().replace("发布日期:", "# published:").replace("摘要:", "# 摘要:")),
        (ZHOU, volunteer(consent=CONSENT.replace("  方式:", "#   方式:").replace("  存档号:", "#   存档号:"))),
        (ZHOU, volunteer(consent=CONSENT.replace("  日期:", "#   日期:"))),
    ],
)
def test_the_hint_followed_mends_the_file(path: str, text: str) -> None:
    hints = [line for line in decoded(path, text)[1] if line.startswith("    ")]
    assert hints
    mended, rest = decoded(path, uncommented(text, hints))
    assert rest == []
    assert mended == decoded(path, page() if path == ABOUT else volunteer())[0]


@pytest.mark.parametrize(
    "more",
    [
        "图片:\n  - 文件: a.jpg\n# 荣誉:\n#   - 替代文字: 门口\n",
        "# 我们的发布日期: 未定\n",
        "# 荣誉:\n#   - 发布日期: 2026-01-05\n",
    ],
)
def test_a_comment_of_something_else_is_not_meant(more: str) -> None:
    text = page(more).replace("发布日期: 2026-11-01\n", "", 1)
    assert "还没有删" not in "".join(decoded(ABOUT, text)[1])


def test_a_consent_behind_marks_is_named_whether_its_key_is_or_only_its_lines() -> None:
    hidden = CONSENT.replace("\n  ", "\n#   ")
    for consent, line in ((f"# {hidden}", 7), (hidden, 8)):
        said = lines(site_of({ZHOU: volunteer(consent=consent)}))
        assert f"    第 {line} 行起的“# ”还没有删：请先取得本人同意，再删掉“同意”几行行首的“# ”，写上内容。" in said, (
            said
        )
