"""The internship agreement as it stands: its template, its fields, its clauses, its parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from webapp.content.internship import TEMPLATES, Template
from webapp.domain.change import Value
from webapp.domain.field import BOTH, Choice, Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.parties import Party, parties
from webapp.domain.people import Person, person
from webapp.domain.reading import read_choice, read_words
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _

Fields: TypeAlias = dict[str, dict[str, Value]]

KINDS: Mapping[str, Kind] = {
    "internship": Kind(
        {
            "template": Field(
                _("Kind of agreement"), Choice({key: each.title for key, each in TEMPLATES.items()})
            )
        }
    ),
    "clause": Kind(
        {
            "text": Field(_("Extra clause"), Words(1000, lines=True), BOTH, translated=True),
            "deleted": Field(_("Taken away"), Flag(), BOTH),
        },
        made=True,
    ),
}


@dataclass(frozen=True)
class Clause:
    """A clause that the people at the table wrote."""

    entity: str
    words: Text


@dataclass(frozen=True)
class Signatory:
    """A party with whoever signs for it."""

    party: Party
    words: Message
    person: Person


def chosen_template(log: Log) -> Template | None:
    """The template that was chosen."""
    key = read_choice(log, "internship", "template", TEMPLATES)
    return TEMPLATES[key] if key else None


def clauses(log: Log) -> list[Clause]:
    """The extra clauses, oldest first."""
    return [
        Clause(entity, words)
        for entity in log.entities("clause")
        if (words := read_text(log, entity, "text")) and not log.value(entity, "deleted")
    ]


def shown_sections(log: Log, template: Template) -> list[str]:
    """The keys of the template's sections; a guardian only for whoever is under 18."""
    minor = log.value("trainee", "minor")
    return [key for key in template.sections if key != "guardian" or minor]


def signatories(log: Log, template: Template) -> list[Signatory]:
    """The parties to this agreement in the order of the template."""
    known = {party.key: party for party in parties(log)}
    minor = log.value("trainee", "minor")
    return [
        Signatory(known[key], words, _signer(log, key))
        for key, words in template.parties.items()
        if key != "guardian" or minor
    ]


def _signer(log: Log, key: str) -> Person:
    """Who signs for a party, and in which language: the company reads the mentor's."""
    trainee, mentor = person(log, "trainee"), person(log, "mentor")
    name = {
        "school": _first(log, "school", "director", "mentor", "name"),
        "host": read_words(log, "signatory", "name") or mentor.name,
        "trainee": trainee.name,
        "guardian": read_words(log, "guardian", "name"),
    }[key]
    return Person(key, name, mentor.language if key == "host" else trainee.language)


def _first(log: Log, entity: str, *fields: str) -> str:
    """What the first of these fields says that says anything."""
    return next((said for each in fields if (said := read_words(log, entity, each))), "")


def signing_here(log: Log) -> Sequence[str]:
    """The roles of the parties that sign on this screen."""
    template = chosen_template(log)
    return [
        each.party.key
        for each in (signatories(log, template) if template else ())
        if each.party.signature == "now"
    ]


def agreement_fields(log: Log) -> Fields:
    """Every field of the agreement that holds something, as its parties sign it."""
    template = chosen_template(log)
    if template is None:
        return {}
    wanted: dict[str, list[str]] = {"internship": ["template"]}
    for key in shown_sections(log, template):
        for entity, field in template.sections[key].fields:
            wanted.setdefault(entity, []).append(field)
    if log.value("trainee", "minor"):
        wanted.setdefault("trainee", []).append("minor")
    texts = [clause.entity for clause in clauses(log)]
    texts += [each for each in log.entities("objective") if not log.value(each, "deleted")]
    found = {entity: _held(log, entity, fields) for entity, fields in wanted.items()}
    found |= {entity: _held(log, entity, ["text"]) for entity in texts}
    return {entity: fields for entity, fields in found.items() if fields}


def _held(log: Log, entity: str, fields: Sequence[str]) -> dict[str, Value]:
    """Those fields that hold something, each with its other languages."""
    return {
        name: value
        for name, value in log.fields(entity).items()
        if name.partition(".")[0] in fields and value is not None and value != ""
    }
