"""What two trainees of the same company share: everything but what is one trainee's own."""

from __future__ import annotations

from webapp.domain.change import Edit
from webapp.domain.log import Log

SHARED = frozenset(
    {"mentor", "deputy", "host", "signatory", "outside", "school", "placement", "sheet",
     "appointment", "bring", "objective", "rule", "pack"}
)  # fmt: skip
"""The kinds whose fields hold for every trainee of a placement."""

OWN = frozenset({"reaction", "shared", "talked"})
"""Fields of those kinds that hold for one trainee alone."""


def everybodys(log: Log) -> list[Edit]:
    """What makes another interview begin with all that is not this trainee's own."""
    entities = dict.fromkeys(change.entity for change in log)
    return [
        Edit(entity, field, value)
        for entity in entities
        if entity.partition(":")[0] in SHARED
        for field, value in log.fields(entity).items()
        if field not in OWN
    ]
