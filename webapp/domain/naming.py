"""What things are called when they are told to people: in histories and in what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from webapp.domain.change import Value
from webapp.domain.errors import UnknownThing
from webapp.domain.field import Choice, Date, Field, Flag, Time
from webapp.domain.log import Log
from webapp.domain.schema import KINDS, find_field
from webapp.domain.text import Text, read_text
from webapp.messages import Message, _

NEWER = _("Something that a newer version wrote")

Words = Message | Text | str | date | time


def entity_words(log: Log, entity: str) -> Words | None:
    """What an entity is called: the built-in words of its key or what people wrote.

    None for entities that there is only one of: their fields say it all.
    """
    name, _colon, key = entity.partition(":")
    kind = KINDS.get(name)
    if kind is None or not key:
        return None
    built_in = kind.keys.get(key) if isinstance(kind.keys, Mapping) else None
    words = built_in if isinstance(built_in, Message) else getattr(built_in, "words", None)
    return words or read_text(log, entity, "text") or next(iter(_texts(log, entity)), None)


def _texts(log: Log, entity: str) -> list[Text]:
    found = (read_text(log, entity, field) for field in ("title", "question", "name"))
    return [text for text in found if text]


def field_words(entity: str, field: str) -> Message:
    """The label of a field; of one that this version does not know, what it can say."""
    try:
        return find_field(entity, field).label
    except UnknownThing:
        return NEWER


def value_words(entity: str, field: str, value: Value) -> Words:
    """What a field's value says, as far as this version understands it."""
    if value is None or value == "":
        return _("(empty)")
    try:
        definition = find_field(entity, field)
    except UnknownThing:
        return NEWER
    return _said(definition, value) if definition.holds(value) else NEWER


def _said(field: Field, value: Value) -> Words:
    match field.type:
        case Flag():
            return _("Yes")
        case Choice(keys=Mapping() as keys):
            words = keys.get(str(value), str(value))
            return words if isinstance(words, Message | str) else str(value)
        case Date():
            return date.fromisoformat(str(value))
        case Time():
            return time.fromisoformat(str(value))
        case _ if not field.by:
            return _("(kept as it is)")
    return str(value)
