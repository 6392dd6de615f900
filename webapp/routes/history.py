"""What was changed: who held the tablet, when, what was there before; and putting it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import languages
from webapp.domain.change import Change, Edit
from webapp.domain.log import Log
from webapp.domain.naming import Words, entity_words, field_words, value_words
from webapp.domain.people import Person, person
from webapp.domain.undo import FINAL, before
from webapp.interviews import get_interview, save
from webapp.messages import Message, _
from webapp.pages import came_from, tell

bp = Blueprint("history", __name__, url_prefix="/interviews/<interview_id>")

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One change as people read it."""

    id: str
    change: Change
    at: datetime | None
    who: Person | None
    what: Words | None
    field: Message
    before: Words
    after: Words
    winning: bool
    """Whether the field still holds it."""
    final: bool


@bp.get("/history")
def show(interview_id: str) -> str:
    """The latest changes first; `entity`, `field` narrow them, `until` pages on."""
    interview = get_interview(interview_id)
    languages.speak([interview.mentor.language])
    log = interview.log
    changes = list(_wanted(log))
    until = request.args.get("until", type=int)
    if until is not None:
        changes = [change for change in changes if change.stamp < until]
    lines = [_line(log, change) for change in changes[:PAGE]]
    older = changes[PAGE - 1].stamp if len(changes) > PAGE else None
    return render_template("history/show.html", lines=lines, older=older)


@bp.post("/restorations")
def create(interview_id: str) -> Response:
    """Put the value of one change, `change` = `replica.seq`, back into its field."""
    log = get_interview(interview_id).log
    change = next((c for c in log if _id(c) == request.form.get("change")), None)
    if change is None or _is_final(change):
        abort(404)
    save(log, [Edit(change.entity, change.field, change.value)])
    tell(_("Put back: %(field)s", field=field_words(change.entity, change.field)))
    return redirect(came_from() or url_for("history.show", interview_id=interview_id), 303)


def _wanted(log: Log) -> Iterator[Change]:
    entity, field = request.args.get("entity"), request.args.get("field")
    for change in reversed(list(log)):
        if change.entity.startswith("undo:"):
            continue
        if entity in (None, change.entity) and field in (None, change.field):
            yield change


def _line(log: Log, change: Change) -> Line:
    previous = before(log, change)
    entity, field = change.entity, change.field
    return Line(
        id=_id(change),
        change=change,
        at=change.moment,
        who=person(log, change.actor) if change.actor in ("mentor", "trainee") else None,
        what=entity_words(log, entity),
        field=field_words(entity, field),
        before=value_words(entity, field, previous and previous.value),
        after=value_words(entity, field, change.value),
        winning=log.winner(entity, field) == change,
        final=_is_final(change),
    )


def _id(change: Change) -> str:
    return f"{change.replica}.{change.seq}"


def _is_final(change: Change) -> bool:
    return change.entity.partition(":")[0] in FINAL
