"""Which fields both sign, and which of them differ from what was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from webapp.domain.change import Value
from webapp.domain.errors import UnknownThing
from webapp.domain.field import Kind
from webapp.domain.log import Log
from webapp.domain.questions import for_record, questions
from webapp.domain.schema import KINDS

Fields: TypeAlias = dict[str, dict[str, Value]]
"""Entity → field → value, without what is empty."""


@dataclass(frozen=True)
class Difference:
    """A signed field that says something else now; None stands for empty."""

    entity: str
    field: str
    before: Value
    after: Value


def signed_fields(log: Log) -> Fields:
    """Every signed field that holds something.

    What was taken away holds nothing; a question stands here only where it is for the record.
    """
    found: Fields = {}
    recorded = {question.entity for question in for_record(questions(log))}
    for entity, kind in _entities(log):
        fields = log.fields(entity)
        values = {name: value for name, value in fields.items() if _is_signed(kind, name)}
        kept = not entity.startswith("question:") or entity in recorded
        if values and kept and not fields.get("deleted"):
            found[entity] = values
    return found


def _entities(log: Log) -> Iterator[tuple[str, Kind]]:
    for name, kind in KINDS.items():
        if not kind.keys and not kind.made:
            yield name, kind
        built_in = [f"{name}:{key}" for key in kind.keys]
        for entity in dict.fromkeys([*built_in, *log.entities(name)]):
            yield entity, kind


def _is_signed(kind: Kind, field: str) -> bool:
    try:
        return kind.field(field).signed
    except UnknownThing:
        return False


def differences(before: Fields, after: Fields) -> list[Difference]:
    """What changed from `before` to `after`, in the order of `after`, what is gone last."""
    none: Mapping[str, Value] = {}
    return [
        Difference(entity, field, was.get(field), now.get(field))
        for entity in dict.fromkeys([*after, *before])
        for was, now in [(before.get(entity, none), after.get(entity, none))]
        for field in dict.fromkeys([*now, *was])
        if was.get(field) != now.get(field)
    ]
