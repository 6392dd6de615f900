"""The internship agreement, frozen as what its parties sign: the same shape as the talk's record.

See `webapp.domain.record` for what a frozen content holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from webapp.content.internship import ADVICE, Template
from webapp.domain.change import Value
from webapp.domain.field import Flag
from webapp.domain.internship import (
    Signatory,
    agreement_fields,
    clauses,
    shown_sections,
    signatories,
)
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.naming import field_words, value_words
from webapp.domain.parties import SIGNATURES, Party
from webapp.domain.record import Freezer
from webapp.domain.record_items import Item, Line
from webapp.domain.record_labels import LABELS, certificate
from webapp.domain.record_parts import Part
from webapp.domain.schema import find_field
from webapp.domain.statement import consent
from webapp.domain.text import read_text
from webapp.messages import Message, _

Say = Callable[[Any, str], str]

EDITION = 1
"""Counted up whenever the agreement is put together otherwise."""

OBJECTIVES, ARTICLES = _("What shall be learned"), _("What the parties agree")
CLAUSES = _("Extra clauses")
STATEMENT = _("Whoever signs agrees with this internship agreement, in all its languages.")


def freeze_agreement(interview: Interview, template: Template, say: Say) -> dict[str, Value]:
    """Everything that the parties are about to sign; keys as of `webapp.domain.record.freeze`."""
    frozen = Freezer(interview.languages, say)
    ours = signatories(interview.log, template)
    return {
        "template": EDITION,
        "interview": interview.id,
        "languages": list(interview.languages),
        "title": frozen.sentence(template.title),
        "people": [
            {
                "role": each.person.role,
                "name": each.person.name,
                "language": each.person.language,
            }
            for each in ours
        ],
        "parts": [frozen.part(part) for part in agreement_parts(interview, template)],
        "statement": [frozen.sentence(each) for each in (STATEMENT, ADVICE)],
        "consent": [frozen.sentence(each) for each in consent()],
        "certificate": [frozen.sentence(each) for each in certificate(agreement=True)],
        "labels": {key: frozen.sentence(each) for key, each in _labels(ours).items()},
        "fields": {entity: dict(each) for entity, each in agreement_fields(interview.log).items()},
    }


def _labels(ours: Sequence[Signatory]) -> dict[str, Message]:
    return {
        **LABELS,
        **{each.party.key: each.words for each in ours},
        **{f"signature-{key}": words for key, words in SIGNATURES.items()},
        "draft": _("Draft, not signed yet by all who sign here"),
        "content-hash": _("Fingerprint of this agreement"),
        "check": _("Check this agreement"),
    }


def agreement_parts(interview: Interview, template: Template) -> list[Part]:
    """The agreement part by part, without what is empty."""
    log = interview.log
    parts = [
        Part(key, template.sections[key].title, list(_facts(log, template.sections[key].fields)))
        for key in shown_sections(log, template)
    ]
    learned = [Item(each.entity, each.words) for each in interview.objectives]
    articles = [Item(f"article:{at}", words) for at, words in enumerate(template.articles, 1)]
    extra = [Item(clause.entity, clause.words) for clause in clauses(log)]
    parts += [
        Part("objectives", OBJECTIVES, learned),
        Part("articles", ARTICLES, articles),
        Part("clauses", CLAUSES, extra),
    ]
    return [part for part in parts if part.items]


def _facts(log: Log, fields: Sequence[tuple[str, str]]) -> Iterator[Item]:
    for entity, field in fields:
        value = log.value(entity, field)
        if value is None or value == "":
            continue
        definition, label = find_field(entity, field), field_words(entity, field)
        text = read_text(log, entity, field) if definition.translated else None
        said = text or value_words(entity, field, value)
        lines = [] if isinstance(definition.type, Flag) else [Line(None, said)]
        yield Item(entity, label, lines=lines)


def party_values(parties: Sequence[Party]) -> list[Mapping[str, Value]]:
    """How each party signs, as it stands in the file beside the frozen content."""
    return [
        {
            "role": party.key,
            "signature": party.signature,
            "day": party.day.isoformat() if party.day and party.dated else None,
        }
        for party in parties
    ]
