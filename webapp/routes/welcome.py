"""Welcome: the first screen after Start."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.interviews import get_interview

bp = Blueprint("welcome", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/welcome")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("welcome/show.html")
