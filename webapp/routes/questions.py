"""Questions: what the mentor asks, open and closed."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import kept
from webapp.content.questions import ANSWERS, GOOD_FOR, SORTS
from webapp.domain.errors import InvalidValue
from webapp.interviews import add, get_interview
from webapp.messages import _
from webapp.pages import changed

bp = Blueprint("questions", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/questions")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("questions/show.html")


@bp.post("/questions")
def create(interview_id: str) -> str | Response:
    """Ask another question: `text` and `sort` (open, closed), or `kept`, one of earlier talks."""
    interview = get_interview(interview_id)
    if entity := request.form.get("kept"):
        kept.use_again(interview, entity)
    elif request.form.get("text", "").strip():
        words = {"text": request.form["text"], "sort": request.form.get("sort", "open")}
        kept.keep(interview, add(interview, "question", words))
    else:
        raise InvalidValue(_("Write the question."))
    back = url_for(".show", interview_id=interview_id)
    return changed("questions/_changed.html", back, added=True)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What a question needs wherever it is rendered."""
    return {"SORTS": SORTS, "GOOD_FOR": GOOD_FOR, "QUESTION_ANSWERS": ANSWERS}
