"""Interviews as wholes: making one."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.content.languages import known_language
from webapp.domain.change import Edit
from webapp.domain.errors import InvalidValue
from webapp.domain.log import Log
from webapp.domain.people import NAME
from webapp.domain.schema import derived_id
from webapp.interviews import request_id, save, store
from webapp.messages import _

bp = Blueprint("interviews", __name__)


@bp.post("/interviews")
def create() -> Response:
    """Make an interview from two names and two languages, and go to its preparation.

    Form: `mentor_name`, `trainee_name` (the only one required), `mentor_language`,
    `trainee_language` (BCP 47); `start` goes straight to the talk.
    """
    interview_id = derived_id(request_id(), "interview")
    if not store().logs.exists(interview_id):
        save(Log(interview_id), _people())
    page = "welcome.show" if "start" in request.form else "prepare.show"
    return redirect(url_for(page, interview_id=interview_id), 303)


def _people() -> list[Edit]:
    edits = []
    for role in ("mentor", "trainee"):
        name = NAME.parse(request.form.get(f"{role}_name", ""))
        language = known_language(request.form.get(f"{role}_language"))
        if role == "trainee" and not name:
            raise InvalidValue(_("Write the trainee's name."))
        if language is None:
            raise InvalidValue(_("Choose the language of both people."))
        edits += [Edit(role, "name", name), Edit(role, "language", language)]
    return edits
