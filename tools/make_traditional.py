"""Write `hyqz_site/model/traditional.txt`: traditional characters beside the simplified ones that they stand for.

    python tools/make_traditional.py TSCharacters.txt

`TSCharacters.txt` is OpenCC's dictionary (Apache License 2.0), as it lies in the wheel opencc-python-reimplemented
0.1.7. Of its pairs those are taken that an editor meets: the traditional side in level 1 of Big5 or in `_MORE`, and
not in GB 2312; the simplified side in GB 2312. `_RESTORED` are characters that 通用规范汉字表 (2013) took in again.
"""

import sys
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parents[1] / "hyqz_site" / "model" / "traditional.txt"
_MORE: Final = "裏眞衆峯羣爲啓綫鷄麪"
_RESTORED: Final = "昇陞甦氾祕濛剋"
_LEVEL_1: Final = range(0xA440, 0xC67F)
"""Big5's 5,401 frequent characters."""
_WIDTH: Final = 96
"""Characters in a line."""


def pairs(dictionary: str) -> list[str]:
    """Return each traditional character with its simplified one behind it, in the order of the code points."""
    found = []
    for line in dictionary.splitlines():
        traditional, _, simplified = line.partition("\t")
        simplified = simplified.split(" ")[0]
        if (
            len(traditional) == len(simplified) == 1
            and traditional != simplified
            and traditional not in _RESTORED
            and (traditional in _MORE or _is_frequent(traditional))
            and not _has("gb2312", traditional)
            and _has("gb2312", simplified)
        ):
            found.append(traditional + simplified)
    return sorted(found)


def _is_frequent(character: str) -> bool:
    return _has("big5", character) and int.from_bytes(character.encode("big5"), "big") in _LEVEL_1


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    """Write the table."""
    text = "".join(pairs(Path(sys.argv[1]).read_text(encoding="utf-8")))
    rows = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    TARGET.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
