"""The placement's objectives, which listening must never crowd out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.change import Edit
from webapp.domain.errors import UnknownThing
from webapp.domain.expectations import Expectation, expectations
from webapp.domain.field import Field, Flag, Kind, Number, Words
from webapp.domain.log import Log
from webapp.domain.text import Text, read_text
from webapp.messages import _

LAST = 999
"""The place of an objective that was given none: after all others, oldest first."""

KINDS: Mapping[str, Kind] = {
    "objective": Kind(
        {
            "text": Field(_("Objective"), Words(300), translated=True, signed=True),
            "talked": Field(_("Talked about"), Flag(), signed=True),
            "rank": Field(_("Place in the list"), Number(1, LAST)),
            "deleted": Field(_("Taken away"), Flag(), signed=True),
        },
        made=True,
    ),
}


@dataclass(frozen=True)
class Objective:
    """One objective and the expectations that serve it."""

    key: str
    number: int
    """Its place in the list, from 1."""
    words: Text
    talked: bool
    linked: Sequence[Expectation]

    @property
    def entity(self) -> str:
        return f"objective:{self.key}"

    @property
    def untouched(self) -> bool:
        """Whether nobody spoke of it yet: no wanted expectation serves it, no mark says so."""
        return not self.linked and not self.talked


def objectives(log: Log) -> list[Objective]:
    """The placement's objectives in their order: as they were written, until one is moved."""
    wanted = [e for e in expectations(log) if e.wanted]
    found: list[Objective] = []
    for entity in sorted(log.entities("objective"), key=lambda each: _rank(log, each)):
        words = read_text(log, entity, "text")
        if words is None or log.value(entity, "deleted"):
            continue
        key = entity.partition(":")[2]
        linked = [e for e in wanted if key in e.objectives]
        talked = bool(log.value(entity, "talked"))
        found.append(Objective(key, len(found) + 1, words, talked, linked))
    return found


def raised(log: Log, key: str) -> list[Edit]:
    """What lets an objective change places with the one before it; raises UnknownThing."""
    order = [objective.key for objective in objectives(log)]
    if key not in order:
        raise UnknownThing(key)
    at = order.index(key)
    order.insert(max(at - 1, 0), order.pop(at))
    return [Edit(f"objective:{each}", "rank", rank) for rank, each in enumerate(order, 1)]


def _rank(log: Log, entity: str) -> int:
    rank = log.value(entity, "rank")
    return rank if isinstance(rank, int) else LAST
