"""Templates: what was made for one talk and can be used again in another."""

from __future__ import annotations

from webapp.domain.errors import UnknownThing
from webapp.domain.interview import Interview
from webapp.domain.kept import Template, copied, forgotten, templates
from webapp.domain.log import Log
from webapp.interviews import save, store
from webapp.store import UnknownLog

KINDS = frozenset({"question", "paper"})


def workplace() -> Log:
    """The log of what outlives an interview, perhaps still empty."""
    try:
        return store().logs.open("workplace")
    except UnknownLog:
        return Log("workplace")


def keep(interview: Interview, entity: str, *, for_later: bool = True) -> None:
    """Keep a thing for later talks, or no longer; raises UnknownThing."""
    if entity.partition(":")[0] not in KINDS or not interview.log.value(entity, "text"):
        raise UnknownThing(entity)
    save(workplace(), copied(interview.log, entity) if for_later else forgotten(entity))


def use_again(interview: Interview, entity: str) -> None:
    """Make in this interview what an earlier one kept; raises UnknownThing."""
    if entity not in kept_entities(entity.partition(":")[0]):
        raise UnknownThing(entity)
    save(interview.log, copied(workplace(), entity))


def kept_entities(kind: str) -> frozenset[str]:
    """The entities of a kind that are kept."""
    kept = templates(workplace(), kind) if kind in KINDS else []
    return frozenset(template.entity for template in kept)


def unused(interview: Interview, kind: str) -> list[Template]:
    """The templates of a kind that this interview does not use."""
    log = interview.log
    used = {each for each in log.entities(kind) if not log.value(each, "deleted")}
    return templates(workplace(), kind, used)
