"""How what is printed looks: the colours of static/css/tokens.css, and the sizes of paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

Colour: TypeAlias = str
"""`#RRGGBB`."""

INK, SECOND = "#15202B", "#465360"
LINE, EDGE, SUNK = "#D5DCDF", "#6B7884", "#F6F8F8"
WHITE, WATERMARK = "#FFFFFF", "#E9EDEE"
MENTOR, TRAINEE = "#0B4A6F", "#9A3B10"
MARK, MARK_SOFT = "#FFDF70", "#FFF3CC"
PAD_INK = "#10171D"

POINT = 25.4 / 72
"""One point in millimetres."""

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 18.0, 192.0, 19.0, 277.0
WIDTH = RIGHT - LEFT
"""What is printed stands within these edges (mm); the foot of the page below."""


@dataclass(frozen=True)
class Style:
    """How words look. `size` in points, `leading` times the size from line to line."""

    size: float
    colour: Colour = INK
    bold: bool = False
    leading: float = 1.27

    @property
    def height(self) -> float:
        """From one line to the next (mm)."""
        return self.size * self.leading * POINT

    @property
    def baseline(self) -> float:
        """From the top of a line to where its letters stand (mm)."""
        return (self.height + 0.66 * self.size * POINT) / 2

    def with_colour(self, colour: Colour) -> Style:
        """The same in another colour."""
        return replace(self, colour=colour)


TITLE, TITLE_2 = Style(21, bold=True, leading=1.15), Style(13, SECOND)
HEADING, HEADING_2 = Style(13.5, bold=True), Style(11, SECOND)
NAME = Style(13, bold=True, leading=1.2)
STRONG, BODY, BODY_2 = Style(10, bold=True), Style(10), Style(9.2, SECOND)
SMALL, SMALL_STRONG = Style(9.2), Style(9.2, bold=True)
FINE = Style(8.2, SECOND)
