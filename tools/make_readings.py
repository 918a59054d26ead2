"""Write `hyqz_site/model/readings.txt`: how Chinese characters sound, for the search by pinyin.

    python tools/make_readings.py

One line a sound: the sound, a blank, its characters. A character with several sounds stands in several lines. pypinyin
knows them all, but it takes a second to load, longer than a site of a thousand records to build; so they are written
down once. The characters are those of 通用规范汉字表 and of GB 2312.
"""

from pathlib import Path

from pypinyin import Style, pinyin

ROOT = Path(__file__).resolve().parent.parent
STANDARD = ROOT / "assets" / "fonts" / "tongyong-guifan.txt"
TARGET = ROOT / "hyqz_site" / "model" / "readings.txt"
COMMON = 4
"""So many sounds of a character, the commonest first, which keeps those of surnames; the others are of old books."""


def main() -> None:
    """Ask pypinyin for every character and write the lines in order."""
    standard = {character for character in STANDARD.read_text(encoding="utf-8") if not character.isspace()}
    gb2312 = {bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)}
    sounds: dict[str, list[str]] = {}
    for character in sorted((standard | gb2312) - {""}):
        found = [one for all_ in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore") for one in all_]
        for sound in dict.fromkeys(one.replace("ü", "v") for one in found[:COMMON] if one.isascii() or "ü" in one):
            sounds.setdefault(sound, []).append(character)
    lines = [f"{sound} {''.join(characters)}\n" for sound, characters in sorted(sounds.items())]
    TARGET.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(lines)} sounds, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
