"""Taking back the last change, whatever it was."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from webapp.domain.log import Log
from webapp.domain.naming import field_words
from webapp.domain.undo import last_request, undo
from webapp.guard import open_to_trainee
from webapp.interviews import get_interview, request_id, save
from webapp.messages import _
from webapp.pages import came_from, tell
from webapp.session import holder

bp = Blueprint("undos", __name__, url_prefix="/interviews/<interview_id>")


@bp.post("/undos")
@open_to_trainee
def create(interview_id: str) -> Response:
    """Write what was there before the last change, and show the same page again."""
    log = get_interview(interview_id).log
    if not log.knows(request_id()):
        _take_back(log, last_request(log, holder()))
    return redirect(came_from() or url_for("expectations.show", interview_id=interview_id), 303)


def _take_back(log: Log, request: str | None) -> None:
    if request is None:
        tell(_("There is nothing to take back."))
        return
    taken_back = undo(log, request)
    save(log, taken_back.edits)
    first = taken_back.edits[0]
    tell(_("Taken back: %(field)s", field=field_words(first.entity, first.field)))
    for change in taken_back.kept:
        label = field_words(change.entity, change.field)
        tell(_("Changed since, so it stays: %(field)s", field=label))
