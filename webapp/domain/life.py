"""The life of an interview: put away, deleted, followed by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from webapp.domain.change import Edit
from webapp.domain.errors import UnknownThing
from webapp.domain.field import Date, Field, Flag, Kind, Words
from webapp.messages import Message, _

UNDO_DAYS = 30
"""How long a deleted interview can be taken back."""

KINDS: Mapping[str, Kind] = {
    "interview": Kind(
        {
            "archived": Field(_("Put away"), Flag()),
            "deleted": Field(_("Deleted on"), Date()),
            "kept": Field(_("Kept after the placement's end"), Flag()),
            "follows": Field(_("Follows an earlier talk"), Words(64)),
        }
    ),
}

SHELVES: Mapping[str, Message] = {
    "home": _("The talk of %(name)s is back in the list."),
    "archive": _("The talk of %(name)s is put away."),
    "bin": _("The talk of %(name)s is deleted. It can be taken back for 30 days."),
    "kept": _("The talk of %(name)s stays."),
}
"""Where an interview can be put → what is said then."""


def put(shelf: str, today: date) -> list[Edit]:
    """What puts an interview on a shelf (a key of SHELVES); raises UnknownThing."""
    match shelf:
        case "home":
            return [_interview("archived", None), _interview("deleted", None)]
        case "archive":
            return [_interview("archived", True)]
        case "bin":
            return [_interview("deleted", today.isoformat())]
        case "kept":
            return [_interview("kept", True)]
    raise UnknownThing(shelf)


def _interview(field: str, value: str | bool | None) -> Edit:
    return Edit("interview", field, value)


def days_left(deleted: str, today: date) -> int:
    """How many days a deletion can still be taken back, 0 when it cannot."""
    try:
        until = date.fromisoformat(deleted) + timedelta(days=UNDO_DAYS)
    except ValueError:
        return 0
    return max((until - today).days, 0)
