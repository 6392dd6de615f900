"""What outlives one talk: templates, and what is known about the company already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from webapp.domain.change import Change, Edit, Value
from webapp.domain.errors import UnknownThing
from webapp.domain.interview import Interview
from webapp.domain.kept import Template, copied, forgotten, templates
from webapp.domain.log import Log
from webapp.domain.rules import standing
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


REMEMBERED: Mapping[str, Collection[str] | None] = {
    "mentor": None,
    "deputy": None,
    "host": None,
    "signatory": None,
    "outside": None,
    "sheet": None,
    "appointment": ("zone", "minutes", "address", "place", "ask_for"),
}
"""Kind → its fields that the next interview of the same company starts with (None: all)."""


def is_remembered(entity: str, field: str) -> bool:
    """Whether a field belongs to the company rather than to one trainee."""
    fields = REMEMBERED.get(entity, ())
    return fields is None or field.partition(".")[0] in fields


def remember(changes: Iterable[Change]) -> None:
    """Let what was written about the company hold for the next trainee too."""
    edits = [Edit(c.entity, c.field, c.value) for c in changes if is_remembered(c.entity, c.field)]
    if edits:
        save(workplace(), edits)


def remembered(mentor: Value) -> list[Edit]:
    """What a new interview starts with; a mentor's own number only where it is the same one."""
    log = workplace()
    known = log.value("mentor", "name") in (mentor, None)
    return [
        Edit(entity, field, value)
        for entity in REMEMBERED
        if entity != "mentor" or known
        for field, value in log.fields(entity).items()
    ]


def keep_rule(interview: Interview, entity: str) -> None:
    """Let what the mentor expects hold in later talks as in this one."""
    save(workplace(), standing(interview.log, entity))


def kept_rules() -> list[Edit]:
    """What makes the mentor's expectations in a new interview those of the last one."""
    log = workplace()
    return [edit for entity in log.entities("rule") for edit in standing(log, entity)]
