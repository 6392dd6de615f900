"""What both sign for, and their signatures as they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.domain.canonical import digest
from webapp.domain.ink import HEIGHT as INK_HEIGHT
from webapp.domain.ink import WIDTH as INK_WIDTH
from webapp.record_pdf import marks
from webapp.record_pdf.flow import Cell
from webapp.record_pdf.sheet import Sheet
from webapp.record_pdf.style import (
    EDGE,
    FINE,
    LEFT,
    SMALL,
    SMALL_STRONG,
    STRONG,
    WIDTH,
    Style,
)
from webapp.record_pdf.words import Paragraph, Sentence

GAP = 8.0
COLUMN = (WIDTH - GAP) / 2
PAD = COLUMN * INK_HEIGHT / INK_WIDTH
NEEDED = PAD + 42
"""A heading and both signatures under it stay together (mm)."""


def statement(sheet: Sheet, content: Mapping[str, Any]) -> None:
    """The statement, each language whole in a column of its own, equal in size and colour."""
    sheet.flow.heading(sheet.label("sign-for"), sheet.languages)
    parallel(sheet, [content["statement"], content["consent"]])


def parallel(sheet: Sheet, groups: Sequence[Sequence[Sentence]]) -> None:
    """Paragraphs side by side, a column for each language."""
    count = len(sheet.languages)
    width = WIDTH if count < 2 else COLUMN
    cells = [
        Cell(LEFT + place * (COLUMN + GAP), width, [
            Paragraph(words, SMALL, language, before=1.2 if group else 0)
            for group, sentences in enumerate(groups)
            if (words := " ".join(each.get(language, "") for each in sentences).strip())
        ])
        for place, language in enumerate(sheet.languages)
    ]  # fmt: skip
    sheet.flow.row(*cells, gap=0.6)


def signatures(
    sheet: Sheet, content: Mapping[str, Any], events: Mapping[str, Mapping[str, Any]],
    objections: Mapping[str, Sequence[str]],
) -> None:  # fmt: skip
    """A box for each of them. `events`: role → the last signature under this content."""
    sheet.flow.heading(sheet.label("signatures"), sheet.languages, room=NEEDED)
    people = content["people"]
    for first in range(0, len(people), 2):
        if first:
            sheet.flow.need(NEEDED)
        _pair(sheet, content, people[first : first + 2], events, objections)


def _pair(
    sheet: Sheet, content: Mapping[str, Any], people: Sequence[Mapping[str, str]],
    events: Mapping[str, Mapping[str, Any]], objections: Mapping[str, Sequence[str]],
) -> None:  # fmt: skip
    """The boxes of two beside each other."""
    top = sheet.flow.y
    for place, person in enumerate(people):
        _box(sheet, person, events.get(person["role"]), LEFT + place * (COLUMN + GAP), top)
    sheet.flow.y = top + PAD + 1.2
    cells = [
        Cell(LEFT + place * (COLUMN + GAP), COLUMN,
             _under(sheet, content, person, events.get(person["role"]), objections))
        for place, person in enumerate(people)
    ]  # fmt: skip
    sheet.flow.row(*cells, gap=2)


def _box(
    sheet: Sheet, person: Mapping[str, str], event: Mapping[str, Any] | None, x: float, y: float
) -> None:
    canvas, colour = sheet.canvas, marks.COLOURS[person["role"]]
    with canvas.artifact():
        canvas.frame(x, y, COLUMN, PAD + 1.2, EDGE)
        canvas.box(x, y, COLUMN, 1.2, colour)
    if event is None:
        return
    alt = f"{sheet.first(sheet.label('signature'))}: {event['name']}"
    with sheet.figure(alt, x, y, COLUMN, PAD + 1.2):
        if event.get("method") == "drawn":
            marks.ink(canvas, event.get("strokes", ()), x, y + 1.2, COLUMN)
        else:
            _typed(sheet, event["name"], x, y)


def _typed(sheet: Sheet, name: str, x: float, y: float) -> None:
    """A typed name, as large as its box lets it be."""
    style = sheet.canvas.fitted(name, Style(22), COLUMN - 10)
    left = x + (COLUMN - sheet.canvas.width(name, style)) / 2
    sheet.canvas.words(left, y + PAD / 2 + style.size * 0.12, name, style)


def _under(
    sheet: Sheet, content: Mapping[str, Any], person: Mapping[str, str],
    event: Mapping[str, Any] | None, objections: Mapping[str, Sequence[str]],
) -> list[Paragraph]:  # fmt: skip
    name = event["name"] if event else person["name"]
    words = [Paragraph(name, STRONG)]
    words += sheet.said(sheet.label(person["role"]), first=FINE, second=FINE)
    if event:
        words.append(Paragraph(moment(event["at"]), SMALL, before=0.6))
    else:
        how = person.get("signature")
        label = f"signature-{how}" if how in ("paper", "later", "none") else "not-signed"
        words += sheet.said(sheet.label(label), first=SMALL, before=0.6)
        if day := person.get("day"):
            words.append(Paragraph(day, SMALL))
    if points := objections.get(person["role"]):
        words += sheet.said(sheet.label("not-agreed"), first=SMALL_STRONG, before=1.2)
        for item in (item for part in content["parts"] for item in part["items"]):
            if item["entity"] in points:
                words += sheet.said(item["words"], first=SMALL, second=FINE, inset=3, before=0.6)
    return words


def moment(at: str) -> str:
    """A time as it was noted (ISO 8601), easier to read: `2026-11-22 11:42:00 (+01:00)`."""
    day, _t, time = at.partition("T")
    return f"{day} {time[:8]} ({time[8:]})" if time[8:] else at.replace("T", " ")


def standing_objections(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """Role → the entities objected to, as they stand in this record."""
    fields, found = record["content"]["fields"], {}
    for event in (*record["others"], *record["signatures"]):
        if event["act"] == "objection":
            points = event.get("points", {})
            found[event["role"]] = [
                each for each, sha in points.items() if sha == digest(fields.get(each))
            ]
    return found
