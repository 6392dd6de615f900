"""What was talked about, part by part: facts, lists, and the expectations with their bridges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from webapp.record_pdf import marks
from webapp.record_pdf.flow import Cell
from webapp.record_pdf.sheet import Sheet
from webapp.record_pdf.style import (
    BODY,
    FINE,
    LEFT,
    MARK,
    MARK_SOFT,
    RIGHT,
    SMALL,
    SMALL_STRONG,
    STRONG,
    WIDTH,
    Style,
)
from webapp.record_pdf.words import Paragraph

COLUMN_HEAD = "<</O /Table /Scope /Column>>"
ROW_HEAD = "<</O /Table /Scope /Row>>"
ANSWER_X, BRIDGE_X = 152.0, 134.0
NUMBER = 7.0
GAP = 6.0
HALF = (WIDTH - GAP) / 2
SPEAKER = {"rules": "mentor", "questions": "mentor", "trainee-questions": "trainee"}
"""Part → whose words it is about."""


def parts(sheet: Sheet, content: Mapping[str, Any]) -> None:
    """Every part of the record, in its order."""
    if not content["parts"]:
        sheet.flow.paragraphs(sheet.said(sheet.label("nothing"), before=6))
    initials = {person["role"]: person["name"][:1].upper() for person in content["people"]}
    for part in content["parts"]:
        _heading(sheet, part, initials)
        _SETTERS.get(part["key"], _list)(sheet, content, part)


def _heading(sheet: Sheet, part: Mapping[str, Any], initials: Mapping[str, str]) -> None:
    """The title of a part, with the mark of whoever speaks in it."""
    role = SPEAKER.get(part["key"])
    if role is None:
        sheet.flow.heading(part["title"], sheet.languages)
        return

    def mark(y: float, _height: float) -> None:
        marks.person(sheet.canvas, role, initials[role], LEFT, y + 1, 9)

    sheet.flow.heading(part["title"], sheet.languages, inset=12.5, drawing=mark)


# -- facts: a term and what it is, two beside each other ----------------------------------


def _facts(sheet: Sheet, content: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    items = part["items"]
    with sheet.flow.within("L"):
        for place in range(0, len(items), 2):
            cells = [
                Cell(LEFT + at * (HALF + GAP), HALF, _fact(sheet, item), "LI")
                for at, item in enumerate(items[place : place + 2])
            ]
            sheet.flow.row(*cells, rule=place > 0)


def _fact(sheet: Sheet, item: Mapping[str, Any]) -> list[Paragraph]:
    words = sheet.said(item["words"], first=FINE, second=FINE, role="LBody")
    for line in item["lines"]:
        words += _line(sheet, line, BODY, role="LBody", before=0.5)
    return words + sheet.said(item["answer"] or {}, role="LBody")


def _line(sheet: Sheet, line: Mapping[str, Any], first: Style, **look: Any) -> list[Paragraph]:
    """Something said about a thing, after its label where it has one.

    What was written in one of the languages only stands under its label in both.
    """
    label, words = line["label"] or {}, line["words"]
    if words.keys() != label.keys():
        above = sheet.said(label, first=FINE, second=FINE, **look)
        return above + sheet.said(words, first=first, **({**look, "before": 0} if above else look))
    joined = {each: f"{label[each]}{_colon(each)}{said}" for each, said in words.items()}
    return sheet.said(joined, first=first, **look)


def _colon(language: str) -> str:
    return "\xa0: " if language == "fr" else ": "


# -- lists: numbered, with an answer beside ----------------------------------------------


def _list(sheet: Sheet, content: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    ticked = part["key"] == "documents"
    with sheet.flow.within("L", attributes="<</O /List /ListNumbering /Decimal>>"):
        for number, item in enumerate(part["items"], 1):
            _item(sheet, number, item, ticked)


def _item(sheet: Sheet, number: int, item: Mapping[str, Any], ticked: bool) -> None:
    answer = sheet.said(item["answer"] or {}, first=SMALL_STRONG)
    words = sheet.said(item["words"], first=STRONG if item["lines"] else BODY)
    for line in item["lines"]:
        words += _line(sheet, line, SMALL, before=0.9, inset=3)
    end = ANSWER_X - GAP if answer else RIGHT
    cells = [
        Cell(LEFT, NUMBER, [Paragraph(f"{number}", SMALL_STRONG)], "Lbl"),
        Cell(LEFT + NUMBER, end - LEFT - NUMBER, words, "LBody"),
    ]
    if answer:
        cells.append(Cell(ANSWER_X, RIGHT - ANSWER_X, answer, "LBody"))

    def tick(y: float, _height: float) -> None:
        marks.tick(sheet.canvas, ANSWER_X - 5, y + BODY.height / 2)

    drawing = tick if answer and ticked else None
    sheet.flow.row(*cells, role="LI", rule=number > 1, drawing=drawing)


# -- expectations: what one marked, the bridge, what the other can offer ------------------


def _expectations(sheet: Sheet, content: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    with sheet.flow.within("Table"):
        _head(sheet, content)
        with sheet.flow.within("TBody"):
            for item in part["items"]:
                _expectation(sheet, content["fields"].get(item["entity"], {}), item)


def _head(sheet: Sheet, content: Mapping[str, Any]) -> None:
    names = {person["role"]: person["name"] for person in content["people"]}
    canvas = sheet.canvas

    def people(y: float, _height: float) -> None:
        for role, x in (("trainee", LEFT), ("mentor", ANSWER_X)):
            marks.person(canvas, role, names[role][:1].upper(), x, y + 0.8, 6.4)

    with sheet.flow.within("THead"):
        sheet.flow.row(
            Cell(LEFT + 9, BRIDGE_X - LEFT - 12,
                 sheet.said(sheet.label("expects"), first=SMALL_STRONG), "TH", COLUMN_HEAD),
            Cell(ANSWER_X + 9, RIGHT - ANSWER_X - 9,
                 sheet.said(sheet.label("offers"), first=SMALL_STRONG), "TH", COLUMN_HEAD),
            role="TR", drawing=people,
        )  # fmt: skip


def _expectation(sheet: Sheet, fields: Mapping[str, Any], item: Mapping[str, Any]) -> None:
    canvas, answer = sheet.canvas, fields.get("answer")
    differs = answer in ("partly", "no")
    words = sheet.said(item["words"], first=STRONG)
    for line in item["lines"]:
        ground = {"ground": MARK_SOFT} if differs else {}
        words += _line(sheet, line, SMALL, before=1, inset=2.5, **ground)

    def drawing(y: float, height: float) -> None:
        marks.bridge(canvas, answer, BRIDGE_X, y + BODY.height / 2)
        if differs:
            canvas.box(LEFT, y, 1.2, height, MARK)

    sheet.flow.row(
        Cell(LEFT + 4, BRIDGE_X - LEFT - 8, words, "TD"),
        Cell(ANSWER_X, RIGHT - ANSWER_X, sheet.said(item["answer"] or {}, first=STRONG), "TD"),
        role="TR", rule=True, drawing=drawing, gap=1.9,
    )  # fmt: skip


_SETTERS: Mapping[str, Callable[[Sheet, Mapping[str, Any], Mapping[str, Any]], None]] = {
    "appointment": _facts,
    "placement": _facts,
    **dict.fromkeys(("school", "host", "trainee", "guardian", "period"), _facts),
    "expectations": _expectations,
}
