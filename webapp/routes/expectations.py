"""Expectations: the trainee marks, the mentor answers, both see the difference."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.guard import open_to_trainee
from webapp.interviews import get_interview
from webapp.session import holder

bp = Blueprint("expectations", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/expectations")
@open_to_trainee
def show(interview_id: str) -> str:
    """The page for both, or while the trainee holds the tablet the trainee's own."""
    get_interview(interview_id)
    page = "show" if holder() == "mentor" else "trainee"
    return render_template(f"expectations/{page}.html")
