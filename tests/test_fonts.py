"""The typeface of what is printed, as the build makes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from webapp.content.letters import LETTERS
from webapp.fonts import NAME, WEIGHTS, make_fonts
from webapp.resources import static_folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_it_has_every_letter_that_we_say_can_be_printed(weight: str) -> None:
    font = TTFont(static_folder() / "fonts" / f"{weight}.ttf")
    assert font.getBestCmap().keys() == LETTERS


def test_it_is_made_once_and_the_same_each_time(tmp_path: Path) -> None:
    made = tmp_path / "fonts"
    make_fonts(made)
    content, built = contents(made), contents(static_folder() / "fonts")
    assert content.keys() == {"LICENSE", *(f"{weight}.ttf" for weight in WEIGHTS)}
    assert content == built
    written = [path.stat().st_mtime_ns for path in made.iterdir()]
    make_fonts(made)
    assert [path.stat().st_mtime_ns for path in made.iterdir()] == written


def test_a_changed_font_does_not_keep_the_name_that_is_reserved() -> None:
    """SIL Open Font License 1.1, condition 3."""
    font = TTFont(static_folder() / "fonts" / "regular.ttf")
    assert font["name"].getDebugName(1) == NAME
    assert not any("Source" in str(each) for each in font["name"].names if each.nameID)
    assert "SIL OPEN FONT LICENSE" in (static_folder() / "fonts" / "LICENSE").read_text().upper()
