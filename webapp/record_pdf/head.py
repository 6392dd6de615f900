"""The top of the record: its title, whether it is a draft, and the two people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.content.languages import LANGUAGES
from webapp.record_pdf import marks
from webapp.record_pdf.flow import Cell
from webapp.record_pdf.sheet import Sheet
from webapp.record_pdf.style import FINE, INK, LEFT, NAME, SMALL, SMALL_STRONG, WIDTH
from webapp.record_pdf.words import Paragraph

MARK_SIZE = 11.0
TIE = 14.0
HALF = WIDTH / 2


def head(sheet: Sheet, content: Mapping[str, Any], draft: bool) -> None:
    """Set it on the first page."""
    sheet.title(content["title"])
    if draft:
        _badge(sheet)
    _people(sheet, content["people"])


def _badge(sheet: Sheet) -> None:
    """Said in words, too: nobody hears a watermark."""
    words = sheet.said(sheet.label("draft"), first=SMALL_STRONG, second=SMALL)
    top = sheet.flow.y
    sheet.flow.row(Cell(LEFT + 4, WIDTH - 8, words), gap=1.8)
    with sheet.canvas.artifact():
        sheet.canvas.frame(LEFT, top, WIDTH, sheet.flow.y - top, INK)
    sheet.flow.y += 3


def _people(sheet: Sheet, people: Sequence[Mapping[str, str]]) -> None:
    for first in range(0, len(people), 2):
        _pair(sheet, people[first : first + 2], tied=len(people) == 2)


def _pair(sheet: Sheet, people: Sequence[Mapping[str, str]], *, tied: bool) -> None:
    """Two beside each other; `tied`: they alone are what the document is about."""

    def drawing(y: float, _height: float) -> None:
        if tied:
            marks.tie(sheet.canvas, LEFT + HALF - TIE - 4, y + MARK_SIZE / 2 - 0.5, TIE, 1)
        for place, person in enumerate(people):
            initial = person["name"][:1].upper()
            marks.person(sheet.canvas, person["role"], initial, LEFT + place * HALF, y, MARK_SIZE)

    cells = []
    for place, person in enumerate(people):
        language = LANGUAGES.get(person["language"], person["language"])
        words = [
            Paragraph(person["name"], NAME),
            *sheet.said(sheet.label(person["role"]), first=SMALL, second=FINE),
            Paragraph(language, FINE, person["language"]),
        ]
        x = LEFT + place * HALF + MARK_SIZE + 3.5
        cells.append(Cell(x, HALF - MARK_SIZE - 5 - (0 if place else TIE + 4), words))
    sheet.flow.row(*cells, gap=2, drawing=drawing)
