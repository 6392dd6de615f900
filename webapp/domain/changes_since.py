"""What changed since somebody signed, as people read it: which thing, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.content.phrases import PHRASES
from webapp.domain.change import Value
from webapp.domain.log import Log
from webapp.domain.naming import Words, entity_words, field_words, value_words
from webapp.domain.signed_fields import Difference, Fields, differences
from webapp.domain.text import read_text
from webapp.messages import Message, _


@dataclass(frozen=True)
class ChangedLine:
    """One signed field that says something else now. `what`: None where there is one only."""

    what: Words | None
    field: Message
    before: Words
    after: Words


def changed_lines(log: Log, before: Fields, after: Fields) -> list[ChangedLine]:
    """The differences between what was signed and what the interview says now."""
    return [
        ChangedLine(
            entity_words(log, each.entity),
            field_words(each.entity, each.field),
            _said(log, each, each.before),
            _said(log, each, each.after),
        )
        for each in differences(before, after)
        if not each.field.endswith(".language")
    ]


def _said(log: Log, difference: Difference, value: Value) -> Words:
    family, _dot, key = difference.field.rpartition(".")
    if value is None:
        return _("(empty)")
    if family == "phrase" and key in PHRASES:
        return PHRASES[key].with_values(number=value)
    if family == "objective":
        return read_text(log, f"objective:{key}", "text") or _("Yes")
    return value_words(difference.entity, difference.field, value)
