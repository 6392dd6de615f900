"""Every kind of entity that an interview knows, and the one way to turn input into an edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from webapp.content.languages import COMMON_LANGUAGE
from webapp.domain import (
    agreements,
    appointment,
    device_key,
    documents,
    expectations,
    explained,
    internship,
    life,
    objectives,
    paper_files,
    parties,
    passages,
    people,
    placement,
    questions,
    rules,
    signatures,
    trainee_questions,
    welcome,
)
from webapp.domain.change import Change, Edit, Role
from webapp.domain.errors import NotAllowed, UnknownThing
from webapp.domain.field import Field, Kind
from webapp.domain.log import Log

_KEY = re.compile(r"[a-z0-9-]{1,64}")

KINDS: Mapping[str, Kind] = {
    **people.KINDS,
    **appointment.KINDS,
    **placement.KINDS,
    **expectations.KINDS,
    **objectives.KINDS,
    **rules.KINDS,
    **agreements.KINDS,
    **welcome.KINDS,
    **documents.KINDS,
    **paper_files.KINDS,
    **passages.KINDS,
    **parties.KINDS,
    **internship.KINDS,
    **questions.KINDS,
    **trainee_questions.KINDS,
    **explained.KINDS,
    **life.KINDS,
    **signatures.KINDS,
    **device_key.KINDS,
}


def find_field(entity: str, field: str) -> Field:
    """The field's definition; raises UnknownThing."""
    kind = KINDS.get(entity.partition(":")[0])
    if kind is None:
        raise UnknownThing(entity)
    return kind.field(field)


def exists(log: Log, entity: str) -> bool:
    """Whether an entity is built in, the only one of its kind, or was made in this interview."""
    name, colon, key = entity.partition(":")
    kind = KINDS.get(name)
    if kind is None:
        return False
    if not colon:
        return not kind.keys and not kind.made
    return key in kind.keys or (kind.made and bool(log.fields(entity)))


def understood(change: Change) -> bool:
    """Whether this version can read a change, whoever wrote it: another version, another program.

    Of a kind or a field that is unknown here nothing is read, so any will do.
    """
    name, colon, key = change.entity.partition(":")
    kind = KINDS.get(name)
    if kind is None:
        return True
    if colon and key not in kind.keys and not (kind.made and _KEY.fullmatch(key)):
        return False
    try:
        return kind.field(change.field).holds(change.value)
    except UnknownThing:
        return True


def edit(log: Log, entity: str, field: str, raw: str, role: Role) -> list[Edit]:
    """What it takes to put `raw`, as a form sent it, into a field.

    Translated words keep the language of whoever writes them.
    Raises UnknownThing, NotAllowed (another role's field), InvalidValue.
    """
    if not exists(log, entity):
        raise UnknownThing(entity)
    return _edits(log, entity, field, raw, role)


def make(
    log: Log, kind: str, values: Mapping[str, str], request: str, role: Role
) -> tuple[str, list[Edit]]:
    """A new entity's name and the edits that make it; its id derives from the request."""
    if kind not in KINDS or not KINDS[kind].made:
        raise UnknownThing(kind)
    entity = f"{kind}:{derived_id(request, kind)}"
    edits = [
        edit
        for field, raw in values.items()
        for edit in _edits(log, entity, field, raw, role)
    ]
    return entity, edits


def _edits(log: Log, entity: str, field: str, raw: str, role: Role) -> list[Edit]:
    definition = find_field(entity, field)
    if role not in definition.by:
        raise NotAllowed(f"{role} may not write {entity} {field}")
    value = definition.type.parse(raw)
    check = KINDS[entity.partition(":")[0]].check
    if check:
        check(log, entity, field, value)
    edits = [Edit(entity, field, value)]
    if definition.translated and value and not log.value(entity, f"{field}.language"):
        language = log.value(definition.writer or role, "language", COMMON_LANGUAGE)
        edits.append(Edit(entity, f"{field}.language", language))
    return edits


def derived_id(request: str, kind: str) -> str:
    """An id that the same request gives again: so nothing is made twice."""
    return uuid5(NAMESPACE_URL, f"{request}/{kind}").hex
