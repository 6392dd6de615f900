"""Talking again: the same expectations in a later talk, side by side with the earlier one."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.domain.later_talk import compare, follows, later_talk
from webapp.domain.log import Log
from webapp.domain.schema import derived_id
from webapp.interviews import get_interview, request_id, save, store
from webapp.store import UnknownLog

bp = Blueprint("later_talks", __name__, url_prefix="/interviews/<interview_id>")


@bp.post("/later-talks")
def create(interview_id: str) -> Response:
    """Make a later talk of this one and go to its preparation."""
    interview = get_interview(interview_id)
    later_id = derived_id(request_id(), "interview")
    if not store().logs.exists(later_id):
        save(Log(later_id), later_talk(interview.log))
    return redirect(url_for("prepare.show", interview_id=later_id), 303)


@bp.get("/comparison")
def show(interview_id: str) -> str:
    """What was expected and answered then, and what is today."""
    interview = get_interview(interview_id)
    earlier_id = follows(interview.log)
    try:
        then = store().logs.open(earlier_id or "")
    except UnknownLog:
        abort(404)
    return render_template("later_talks/show.html", pairs=compare(then, interview.log), then=then)
