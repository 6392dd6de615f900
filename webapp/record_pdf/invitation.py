"""The invitation to the first talk on one page, the trainee's language first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import segno

from webapp.record_pdf import marks
from webapp.record_pdf.flow import Cell
from webapp.record_pdf.sheet import Sheet, check
from webapp.record_pdf.style import (
    BODY_2,
    FINE,
    HEADING_2,
    LEFT,
    NAME,
    RIGHT,
    SMALL,
    SMALL_STRONG,
    TRAINEE,
    WIDTH,
    Style,
)
from webapp.record_pdf.words import Paragraph, Sentence

CLOCK = Style(40, TRAINEE, bold=True, leading=1.05)
CLOCK_WIDTH = 44.0
CODE = 30.0
GAP = 6.0
HALF = (WIDTH - GAP) / 2


def invitation_pdf(invitation: Mapping[str, Any]) -> bytes:
    """An invitation as a PDF.

    `languages`; sentences `document` (what it is, without a name), `title`, `lead`, `day`,
    `caption`, and `cancelled` and `time` (or None),
    `where` (several), `lists` (title and sentences); `code`: the text for a phone.
    Raises `webapp.domain.printable.Unprintable`.
    """
    _check(invitation)
    said = invitation
    sheet = Sheet(said["languages"], {})
    sheet.title(said["title"])
    if said["cancelled"]:
        sheet.flow.paragraphs(sheet.said(said["cancelled"], first=NAME, second=HEADING_2), gap=1)
    sheet.flow.paragraphs(sheet.said(said["lead"], first=Style(12), second=BODY_2), gap=2)
    _when_and_where(sheet, said)
    for title, things in said["lists"]:
        if things:
            _things(sheet, title, things)
    _code(sheet, said)
    sheet.foot(sheet.first(said["title"]))
    return sheet.finished(said["document"])


def _when_and_where(sheet: Sheet, said: Mapping[str, Any]) -> None:
    """The hour as large as on the screens, beside the day and the place."""
    clock = [Paragraph(sheet.first(said["time"]), CLOCK)] if said["time"] else []
    words = sheet.said(said["day"], first=NAME, second=HEADING_2)
    for sentence in said["where"]:
        words += sheet.said(sentence, before=1.2)
    indent = CLOCK_WIDTH if clock else 5.0
    sheet.flow.y += 2

    def edge(y: float, height: float) -> None:
        sheet.canvas.box(LEFT, y, 1.2, height, TRAINEE)

    cells = [Cell(LEFT + 5, CLOCK_WIDTH - 5, clock)] if clock else []
    sheet.flow.row(*cells, Cell(LEFT + indent, WIDTH - indent, words), drawing=edge)


def _things(sheet: Sheet, title: Sentence, things: Sequence[Sentence]) -> None:
    """A numbered list in two columns."""
    sheet.flow.heading(title, sheet.languages)
    half = (len(things) + 1) // 2
    with sheet.flow.within("L", attributes="<</O /List /ListNumbering /Decimal>>"):
        for place in range(half):
            cells = []
            for column, number in enumerate((place, place + half)):
                if number < len(things):
                    words = sheet.said(things[number], first=SMALL, second=FINE, role="LBody")
                    x = LEFT + column * (HALF + GAP)
                    label = Paragraph(f"{number + 1}", SMALL_STRONG, role="Lbl")
                    cells += [Cell(x, 6, [label], "LI"), Cell(x + 6, HALF - 6, words, "LI")]
            sheet.flow.row(*cells, gap=0.8)


def _code(sheet: Sheet, said: Mapping[str, Any]) -> None:
    """The whole letter as a code, where it is short enough for one."""
    try:
        segno.make_qr(said["code"], error="l")
    except segno.DataOverflowError:
        return
    sheet.flow.need(CODE + 6)
    top = sheet.flow.y + 5
    alt = sheet.first(said["caption"])
    with sheet.figure(alt, RIGHT - CODE, top, CODE, CODE):
        marks.code(sheet.canvas, said["code"], RIGHT - CODE, top, CODE, error="l")
    sheet.flow.y = top
    caption = sheet.said(said["caption"], first=SMALL, second=FINE)
    sheet.flow.row(Cell(LEFT, WIDTH - CODE - GAP, caption), gap=0)


def _check(invitation: Mapping[str, Any]) -> None:
    said = [invitation["title"], invitation["lead"], *invitation["where"]]
    said += [each for _title, things in invitation["lists"] for each in things]
    check(said, invitation["title"])


