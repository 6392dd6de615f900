"""The trainee's questions, with their answers."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.interviews import get_interview

bp = Blueprint("trainee_questions", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/trainee-questions")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("trainee_questions/show.html")
