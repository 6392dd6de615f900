"""Which fields both sign, and which of them differ from what was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from webapp.domain.change import Value
from webapp.domain.errors import UnknownThing
from webapp.domain.expectations import Expectation, expectations
from webapp.domain.field import Kind
from webapp.domain.log import Log
from webapp.domain.paper_files import paper_files
from webapp.domain.questions import for_record, questions
from webapp.domain.schema import KINDS

Fields: TypeAlias = dict[str, dict[str, Value]]
"""Entity → field → value, without what is empty."""


SEEN_IN_PART = frozenset({"question", "expectation", "paper-file"})


@dataclass(frozen=True)
class Difference:
    """A signed field that says something else now; None stands for empty."""

    entity: str
    field: str
    before: Value
    after: Value


def signed_fields(log: Log) -> Fields:
    """Every signed field that holds something and is seen.

    What was taken away holds nothing. A question stands here only where it is for the record,
    an expectation only where the trainee marked it, and without reasons for another answer; a
    file only where it was read together.
    """
    found: Fields = {}
    hidden = _hidden_fields(log)
    for entity, kind in _entities(log):
        fields = log.fields(entity)
        unseen = hidden.get(entity, frozenset())
        values = {
            name: value
            for name, value in fields.items()
            if _is_signed(kind, name) and not {name, name.rpartition(".")[0]} & unseen
        }
        seen = entity in hidden or entity.partition(":")[0] not in SEEN_IN_PART
        if values and seen and not fields.get("deleted"):
            found[entity] = values
    return found


def _hidden_fields(log: Log) -> Mapping[str, frozenset[str]]:
    """The entities of `SEEN_IN_PART` that are seen, each with those of its fields that are not."""
    asked = {question.entity: frozenset[str]() for question in for_record(questions(log))}
    read = {file.entity: frozenset[str]() for file in paper_files(log) if file.read}
    wanted = {each.entity: _stale(each) for each in expectations(log) if each.wanted}
    return asked | read | wanted


def _stale(expectation: Expectation) -> frozenset[str]:
    fitting = {phrase.key for phrase in (*expectation.reasons, *expectation.alternatives)}
    stale = {f"phrase.{key}" for key in expectation.chosen if key not in fitting}
    if expectation.note not in expectation.why:
        stale.add("note")
    if expectation.instead not in expectation.otherwise:
        stale.add("instead")
    return frozenset(stale)


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
