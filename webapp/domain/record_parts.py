"""The record of a talk, part by part: what both see before it is frozen.

Every entity with a signed field stands in exactly one part, also one of a kind that has no
form of its own here: what both sign is what both see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.field import Flag
from webapp.domain.interview import Interview
from webapp.domain.naming import entity_words, field_words, value_words
from webapp.domain.record_items import Item, Line, items
from webapp.domain.schema import find_field
from webapp.domain.text import read_text
from webapp.messages import Message, _

TITLES: Mapping[str, Message] = {
    "appointment": _("First talk"),
    "placement": _("The placement"),
    "documents": _("Documents"),
    "objectives": _("Objectives of the placement"),
    "expectations": _("What the trainee expects, and what the company can offer"),
    "rules": _("What the company expects"),
    "questions": _("Questions of the mentor"),
    "trainee-questions": _("Questions of the trainee"),
    "agreements": _("What we agree"),
}
PART_OF: Mapping[str, str] = {
    "paper": "documents",
    "paper-file": "documents",
    "objective": "objectives",
    "expectation": "expectations",
    "rule": "rules",
    "question": "questions",
    "trainee-question": "trainee-questions",
    "agreement": "agreements",
}
"""Kind → the part it stands in; every other kind belongs to the placement.

The appointment is told without being signed: to move the talk voids nothing.
"""

ELSEWHERE = frozenset({"mentor.name", "trainee.name"})
"""In the head of the record."""


@dataclass(frozen=True)
class Part:
    """A part with something in it."""

    key: str
    title: Message
    items: Sequence[Item]


def parts(interview: Interview) -> list[Part]:
    """The parts in which something was said."""
    known = {item.entity: item for item in items(interview)}
    by_part: dict[str, list[Item]] = {key: [] for key in TITLES}
    by_part["appointment"].extend(_appointment(interview))
    for entity in interview.signing.fields:
        if entity != "explained":
            item = known.get(entity)
            part = PART_OF.get(entity.partition(":")[0], "placement")
            by_part[part].extend([item] if item else _items(interview, entity))
    return [Part(key, TITLES[key], found) for key, found in by_part.items() if found]


def _appointment(interview: Interview) -> Iterator[Item]:
    """When and where the talk was to be, once it has a day."""
    made = interview.appointment
    if made.date is None or made.cancelled:
        return
    where = [made.address, made.place]
    for label, said in ((_("Date"), [made.date]), (_("Time"), [made.time]), (_("Where"), where)):
        lines = [Line(None, words) for words in said if words]
        if lines:
            yield Item("appointment", label, lines=lines)


def _items(interview: Interview, entity: str) -> Iterator[Item]:
    """One item with its fields under it, or where the fields say it all one for each of them."""
    words = entity_words(interview.log, entity)
    lines = list(_lines(interview, entity))
    if words is not None:
        yield Item(entity, words, lines=[line for line in lines if line.words != words])
        return
    for line in lines:
        if line.label is None:
            yield Item(entity, line.words)
        else:
            yield Item(entity, line.label, lines=[Line(None, line.words)])


def _lines(interview: Interview, entity: str) -> Iterator[Line]:
    """A line for each field; the other languages of a text are part of the text."""
    fields = interview.signing.fields[entity]
    for field, value in fields.items():
        if field.rpartition(".")[0] in fields or f"{entity}.{field}" in ELSEWHERE:
            continue
        definition, label = find_field(entity, field), field_words(entity, field)
        if isinstance(definition.type, Flag):
            yield Line(None, label)
        else:
            text = read_text(interview.log, entity, field) if definition.translated else None
            yield Line(label, text or value_words(entity, field, value))
