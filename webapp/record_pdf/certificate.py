"""The last page of a signed record: who, when, how, the hashes, and what all that proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.content.languages import LANGUAGES
from webapp.domain.canonical import digest
from webapp.record_pdf import marks
from webapp.record_pdf.flow import Cell
from webapp.record_pdf.parts import COLUMN_HEAD, ROW_HEAD
from webapp.record_pdf.sheet import Sheet
from webapp.record_pdf.signatures import moment, parallel
from webapp.record_pdf.style import BODY, FINE, LEFT, RIGHT, SECOND, SMALL, SMALL_STRONG, WIDTH
from webapp.record_pdf.words import Paragraph

TERM = 46.0
CODE = 32.0
NEEDED = 100.0
"""Room for the heading, the table and the fingerprint together (mm)."""


def certificate(
    sheet: Sheet, record: Mapping[str, Any], events: Mapping[str, Mapping[str, Any]],
    verify_url: str | None,
) -> None:  # fmt: skip
    """Set it under the signatures, or on the next page; where to check all of it comes first."""
    if verify_url:
        _check(sheet, verify_url)
    sheet.flow.heading(sheet.label("certificate"), sheet.languages, room=NEEDED)
    roles = [person["role"] for person in record["content"]["people"]]
    signed = [events[role] for role in roles if role in events]
    for first in range(0, len(signed), 2):
        _table(sheet, signed[first : first + 2])
    _hashes(sheet, record)
    _earlier(sheet, record)
    sheet.flow.y += 4
    for sentence in record["content"].get("certificate", ()):
        parallel(sheet, [[sentence]])


def _table(sheet: Sheet, events: Sequence[Mapping[str, Any]]) -> None:
    """A column for each signature."""
    width = (WIDTH - TERM) / 2
    rows = [
        ("name", [[Paragraph(event["name"], SMALL_STRONG)] for event in events]),
        ("act", [sheet.said(sheet.label(event["method"]), first=SMALL) for event in events]),
        ("at", [[Paragraph(moment(event["at"]), SMALL)] for event in events]),
        ("read-in", [[_language(event["language"])] for event in events]),
        ("act-hash", [[_hash(digest(dict(event)))] for event in events]),
        ("previous", [[_hash(each) for each in event["previous"]] or [Paragraph("–", SMALL)]
                      for event in events]),
    ]  # fmt: skip
    with sheet.flow.within("Table"), sheet.flow.within("TBody"):
        for place, (key, values) in enumerate(rows):
            cells = [
                Cell(LEFT + TERM + at * width, width - 4, value, "TD" if place else "TH",
                     "" if place else COLUMN_HEAD)
                for at, value in enumerate(values)
            ]  # fmt: skip
            term = sheet.said(sheet.label(key), first=SMALL.with_colour(SECOND), second=FINE)
            head = Cell(LEFT, TERM - 3, term, "TH", ROW_HEAD)
            sheet.flow.row(head, *cells, role="TR", rule=place > 0)


def _hashes(sheet: Sheet, record: Mapping[str, Any]) -> None:
    term = sheet.said(sheet.label("content-hash"), first=SMALL_STRONG, before=3)
    sheet.flow.paragraphs([*term, Paragraph(spaced(record["content_hash"]), BODY)], gap=1)
    device = record.get("device")
    if isinstance(device, Mapping) and device.get("thumbprint"):
        term = sheet.said(sheet.label("device"), first=SMALL_STRONG, before=1)
        sheet.flow.paragraphs([*term, Paragraph(spaced(str(device["thumbprint"])), BODY)], gap=1)


def _earlier(sheet: Sheet, record: Mapping[str, Any]) -> None:
    """Whatever else the two did about this record or one before it."""
    if not record["others"]:
        return
    people = {person["role"]: person["name"] for person in record["content"]["people"]}
    sheet.flow.heading(sheet.label("earlier"), sheet.languages, role="H3")
    with sheet.flow.within("L"):
        for event in record["others"]:
            labels = [_act(event), *([f"reason-{event['reason']}"] if event.get("reason") else [])]
            words = [
                words for key in labels
                for words in sheet.said(sheet.label(key), first=SMALL, second=FINE)
            ]  # fmt: skip
            who = [Paragraph(people.get(event["role"], event["name"]), SMALL_STRONG),
                   Paragraph(moment(event["at"]), FINE)]  # fmt: skip
            sheet.flow.row(
                Cell(LEFT, TERM + 12, who, "Lbl"),
                Cell(LEFT + TERM + 15, WIDTH - TERM - 15, words, "LBody"), role="LI", gap=0.9,
            )  # fmt: skip


def _act(event: Mapping[str, Any]) -> str:
    """The label of an act."""
    if event["act"] == "signature":
        return str(event.get("method", "typed"))
    return "agreement" if event["act"] == "objection" and not event.get("points") else event["act"]


def _check(sheet: Sheet, verify_url: str) -> None:
    """The address to check the record at, in words and as a code."""
    sheet.flow.need(CODE + 8)
    top = sheet.flow.y + 4
    words = sheet.said(sheet.label("check"), first=SMALL_STRONG)
    words += sheet.said(sheet.label("check-how"), first=SMALL, before=0.6)
    words.append(Paragraph(verify_url, BODY, before=1.5))
    sheet.flow.y = top
    sheet.flow.row(Cell(LEFT, WIDTH - CODE - 8, words), gap=0)
    alt = f"{sheet.first(sheet.label('check'))}: {verify_url}"
    with sheet.figure(alt, RIGHT - CODE, top, CODE, CODE):
        marks.code(sheet.canvas, verify_url, RIGHT - CODE, top, CODE)


def _language(language: str) -> Paragraph:
    return Paragraph(LANGUAGES.get(language, language), SMALL, language)


def _hash(sha: str) -> Paragraph:
    return Paragraph(spaced(sha), FINE)


def spaced(sha: str) -> str:
    """A hash in groups of eight, to be compared by eye."""
    return " ".join(sha[at : at + 8] for at in range(0, len(sha), 8))
