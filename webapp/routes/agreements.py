"""What we agree."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.interviews import get_interview

bp = Blueprint("agreements", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/agreements")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("agreements/show.html")
