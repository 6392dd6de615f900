"""Welcome: the first screen after *Start*."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.content.welcome import KEPT, PLAN, WELCOME_MINUTES
from webapp.domain.interview import Interview
from webapp.domain.steps import STEPS
from webapp.interviews import get_interview

bp = Blueprint("welcome", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/welcome")
def show(interview_id: str) -> str:
    """The page."""
    interview = get_interview(interview_id)
    return render_template(
        "welcome/show.html",
        plan=PLAN,
        minutes=WELCOME_MINUTES,
        kept=KEPT,
        onward=STEPS["documents" if _is_prepared(interview) else "expectations"],
    )


def _is_prepared(interview: Interview) -> bool:
    """Whether there is more to begin with than two names: then the papers come first."""
    invited = bool(interview.log.value("appointment", "date"))
    return invited or any(paper.state or paper.read for paper in interview.papers)
