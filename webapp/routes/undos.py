"""Taking back the last change, whatever it was."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from webapp.domain.naming import field_words
from webapp.domain.undo import Undo, last_request, undo
from webapp.guard import open_to_trainee
from webapp.interviews import get_interview, save
from webapp.messages import _
from webapp.pages import came_from, tell
from webapp.session import holder

bp = Blueprint("undos", __name__, url_prefix="/interviews/<interview_id>")


@bp.post("/undos")
@open_to_trainee
def create(interview_id: str) -> Response:
    """Write what was there before the last change, and show the same page again."""
    log = get_interview(interview_id).log
    request = last_request(log, holder())
    if request is None:
        tell(_("There is nothing to take back."))
    else:
        taken_back = undo(log, request)
        save(log, taken_back.edits, taken_back.request)
        _tell_of(taken_back)
    return redirect(came_from() or url_for("expectations.show", interview_id=interview_id), 303)


def _tell_of(taken_back: Undo) -> None:
    for edit in taken_back.edits[:1]:
        tell(_("Taken back: %(field)s", field=field_words(edit.entity, edit.field)))
    for change in taken_back.kept:
        label = field_words(change.entity, change.field)
        tell(_("Changed since, so it stays: %(field)s", field=label))
