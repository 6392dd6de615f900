"""A later talk about the same expectations: an interview of its own that follows another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.change import Edit
from webapp.domain.expectations import Expectation, expectations
from webapp.domain.log import Log

CARRIED = frozenset(
    {"mentor", "trainee", "deputy", "host", "signatory", "outside", "school", "sheet", "placement",
     "objective", "rule"}
)  # fmt: skip
"""The kinds whose every field is carried over: people and placement are known already."""

LEFT = frozenset({"reaction", "talked"})
"""What belongs to the day on which it was said."""

REOPENED = ("text", "by", "wanted", "starred", "objective", "deleted")
"""The fields of an expectation that are carried over: what is wanted, not what was answered."""


@dataclass(frozen=True)
class Pair:
    """One expectation in two talks; None where a talk does not know it."""

    then: Expectation | None
    now: Expectation | None

    @property
    def expectation(self) -> Expectation:
        found = self.now or self.then
        assert found is not None
        return found


def follows(log: Log) -> str | None:
    """The id of the interview that this one follows."""
    value = log.value("interview", "follows")
    return value if isinstance(value, str) else None


def later_talk(log: Log) -> list[Edit]:
    """What makes a new interview a later talk of this one."""
    edits = [Edit("interview", "follows", log.id)]
    for entity in _entities(log):
        kind = entity.partition(":")[0]
        for field, value in log.fields(entity).items():
            if _is_carried(kind, field):
                edits.append(Edit(entity, field, value))
    return edits


def _entities(log: Log) -> list[str]:
    return list(dict.fromkeys(change.entity for change in log))


def _is_carried(kind: str, field: str) -> bool:
    if kind == "expectation":
        return field.partition(".")[0] in REOPENED
    return kind in CARRIED and field not in LEFT


def compare(then: Log, now: Log) -> Sequence[Pair]:
    """What was expected in either talk, in the order of today's."""
    earlier = {each.key: each for each in expectations(then)}
    today = {each.key: each for each in expectations(now)}
    pairs = [Pair(earlier.get(key), today.get(key)) for key in {**today, **earlier}]
    return [p for p in pairs if any(each and each.wanted for each in (p.then, p.now))]
