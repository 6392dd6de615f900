"""The placement's objectives, which listening must never crowd out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.domain.expectations import Expectation, expectations
from webapp.domain.field import Field, Flag, Kind, Words
from webapp.domain.log import Log
from webapp.domain.text import Text, read_text
from webapp.messages import _

KINDS: Mapping[str, Kind] = {
    "objective": Kind(
        {
            "text": Field(_("Objective"), Words(300), translated=True, signed=True),
            "talked": Field(_("Talked about"), Flag(), signed=True),
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
    """The placement's objectives in the order they were written."""
    wanted = [e for e in expectations(log) if e.wanted]
    found: list[Objective] = []
    for entity in log.entities("objective"):
        words = read_text(log, entity, "text")
        if words is None or log.value(entity, "deleted"):
            continue
        key = entity.partition(":")[2]
        linked = [e for e in wanted if key in e.objectives]
        talked = bool(log.value(entity, "talked"))
        found.append(Objective(key, len(found) + 1, words, talked, linked))
    return found
