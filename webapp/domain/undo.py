"""Taking back what a request did, and putting back what a field held before.

Nothing is removed from the log: the previous values are written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.change import Change, Edit, Role
from webapp.domain.log import Log

PREFIX = "undo:"
FINAL = frozenset({"signature"})
"""Kinds whose changes stand for ever."""


@dataclass(frozen=True)
class Undo:
    """What taking back a request writes, and what it leaves alone."""

    request: str
    """The id of the request that takes it back: the same each time, so it happens once."""
    edits: Sequence[Edit]
    kept: Sequence[Change]
    """Changes that somebody has since written over: they stay."""


def last_request(log: Log, role: Role) -> str | None:
    """The last request that whoever holds the tablet may take back, None when there is none.

    The mentor may take back anything, the trainee what was done while the trainee held it.
    """
    first = next(iter(log), None)
    for change in reversed(list(log)):
        request = change.request
        if first is None or request == first.request:
            return None
        taken_back = request.startswith(PREFIX) or log.knows(PREFIX + request)
        if taken_back or (role == "trainee" and change.actor != role):
            continue
        if change.entity.partition(":")[0] not in FINAL:
            return request
    return None


def undo(log: Log, request: str) -> Undo:
    """What it takes to take a request back."""
    edits, kept = [], []
    for change in (change for change in log if change.request == request):
        if log.winner(change.entity, change.field) == change:
            previous = before(log, change)
            edits.append(Edit(change.entity, change.field, previous and previous.value))
        else:
            kept.append(change)
    return Undo(PREFIX + request, edits, kept)


def before(log: Log, change: Change) -> Change | None:
    """The change that `change` wrote over, None where the field was empty."""
    earlier = [e for e in log.history(change.entity, change.field) if e.order < change.order]
    return earlier[-1] if earlier else None
