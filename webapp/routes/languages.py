"""Which languages the device shows."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webapp.content.languages import LANGUAGES
from webapp.guard import open_to_trainee
from webapp.interviews import get_interview
from webapp.pages import came_from

bp = Blueprint("languages", __name__)


@bp.post("/interviews/<interview_id>/languages")
@open_to_trainee
def choose(interview_id: str) -> Response:
    """Show both of an interview's languages, or one of them."""
    interview = get_interview(interview_id)
    shown = request.form.get("shown", "both")
    session["shown"] = shown if shown in interview.languages else "both"
    return redirect(came_from() or url_for("expectations.show", interview_id=interview_id), 303)


@bp.post("/languages")
def speak() -> Response:
    """The language of the pages that belong to no interview."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(came_from() or url_for("home.show"), 303)
