"""Draw the wordmark 衡阳群众 from the shipped display face into assets/img/: once, for developers.

The outlines come from Noto Serif CJK SC Black (SIL OFL); eight strokes fly above, one for each community.
"""

from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from hyqz_site.render.geese import Dice, formation

ROOT = Path(__file__).parent.parent
COLOURS = {"wordmark": ("#b81c22", "#211c1a"), "wordmark-light": ("#f2c14e", "#fbf6ec")}
SIZE, STEP, TOP = 96, 97, 14


def main() -> None:
    """Write one file for paper and one for dark grounds."""
    font = TTFont(ROOT / "assets/fonts/noto-serif-sc-900.otf")
    glyphs, cmap, units = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    scale = SIZE / units
    paths = []
    for number, character in enumerate("衡阳群众"):
        pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.1f}".rstrip("0").rstrip("."))
        place = Transform(scale, 0, 0, -scale, number * STEP, TOP + SIZE * 0.86)
        glyphs[cmap[ord(character)]].draw(TransformPen(pen, place))
        paths.append(pen.getCommands())
    birds = formation(Dice("wordmark-24"), 8, (448, 42), -0.22, 14.5, 8)
    for name, (red, ink) in COLOURS.items():
        (ROOT / f"assets/img/{name}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 456 112" width="456" height="112">'
            f'<path fill="{ink}" d="{"".join(paths)}"/><path fill="{red}" d="{"".join(birds)}"/></svg>\n',
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
