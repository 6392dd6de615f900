"""Taking back what a request did, and putting back what a field held before.

Nothing is removed from the log: the previous values are written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.change import Change, Edit, Role
from webapp.domain.log import Log

FINAL = frozenset({"signature", "agreement-signature", "closing", "device-key"})
"""Kinds whose changes stand for ever."""


@dataclass(frozen=True)
class Undo:
    """What taking back a request writes, and what it leaves alone."""

    edits: Sequence[Edit]
    """The fields' earlier values, and a mark `undo:<request>` that it was taken back."""
    kept: Sequence[Change]
    """Changes that somebody has since written over: they stay."""


def last_request(log: Log, role: Role) -> str | None:
    """The last request that whoever holds the tablet may take back, None when there is none.

    The mentor may take back anything, the trainee what was done while the trainee held it.
    """
    changes = list(log)
    gone = _gone(changes)
    for request in dict.fromkeys(change.request for change in reversed(changes)):
        ours = [change for change in changes if change.request == request]
        made_it = ours[0] == changes[0]
        not_theirs = role == "trainee" and ours[0].actor != role
        final = any(change.entity.partition(":")[0] in FINAL for change in ours)
        if not (request in gone or made_it or not_theirs or final) and undo(log, request).edits:
            return request
    return None


def undo(log: Log, request: str) -> Undo:
    """What it takes to take a request back; no edits where nothing of it is left."""
    edits, kept = [], []
    changes = list(log)
    gone = _gone(changes) - {request}
    for change in (change for change in changes if change.request == request):
        history = log.history(change.entity, change.field)
        *earlier, last = [each for each in history if each.request not in gone]
        value = earlier[-1].value if earlier else None
        if last != change:
            kept.append(change)
        elif log.value(change.entity, change.field) != value:
            edits.append(Edit(change.entity, change.field, value))
    mark = [Edit(f"undo:{request}", "done", True)] if edits else []
    return Undo([*edits, *mark], kept)


def _gone(changes: Sequence[Change]) -> set[str]:
    """The requests that were taken back, and those that took them back."""
    marks = [change for change in changes if change.entity.startswith("undo:")]
    return {c.entity.removeprefix("undo:") for c in marks} | {c.request for c in marks}


def before(log: Log, change: Change) -> Change | None:
    """The change that `change` wrote over, None where the field was empty."""
    earlier = [e for e in log.history(change.entity, change.field) if e.order < change.order]
    return earlier[-1] if earlier else None
