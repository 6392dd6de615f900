"""After the talk: the record, what to take home, what is still to come."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.interviews import get_interview

bp = Blueprint("record", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/record")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("record/show.html")
