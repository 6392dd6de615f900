"""The typeface of what is printed, as files of the two weights that are used; the build makes them.

It is that of the screens, Source Sans 3 (SIL Open Font License), with the letters of
`webapp.content.letters` and without what a PDF leaves aside: it is read anew for each one. A
changed font may not keep its reserved name.
"""

from __future__ import annotations

import shutil
from importlib.metadata import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from webapp.content.letters import LETTERS

PACKAGE = "fontpkg-source-sans-3"
WEIGHTS = {"regular": 400, "bold": 640}
NAME = "Onthaal Text"


def make_fonts(folder: Path) -> None:
    """Write `<weight>.ttf` for each of `WEIGHTS`, and `LICENSE`, unless they are there."""
    if all((folder / f"{weight}.ttf").exists() for weight in WEIGHTS):
        return
    packaged = {path.name: Path(str(path.locate())) for path in files(PACKAGE) or []}
    folder.mkdir(exist_ok=True)
    shutil.copy(packaged["LICENSE"], folder)
    for weight, value in WEIGHTS.items():
        font = TTFont(packaged["SourceSans3[wght].ttf"], recalcTimestamp=False)
        _lean(instantiateVariableFont(font, {"wght": value}), weight).save(folder / f"{weight}.ttf")


def _lean(font: TTFont, weight: str) -> TTFont:
    """The font with our letters, without hints and features, under our name."""
    options = Options(hinting=False, layout_features=[], glyph_names=True, notdef_outline=True)
    options.drop_tables += ["STAT", "GDEF", "GPOS", "GSUB", "BASE", "DSIG", "gasp", "prep"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font["cmap"].tables = font["cmap"].tables[:1]
    table = font["name"]
    table.names = [each for each in table.names if each.nameID == 0]  # whose it is
    ours = {1: NAME, 2: weight.title(), 4: f"{NAME} {weight.title()}", 6: f"OnthaalText-{weight}"}
    for number, words in ours.items():
        table.setName(words, number, 3, 1, 0x409)
    return font
