"""The trainee's questions, with their answers."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.content.suggestions import NUDGES
from webapp.domain.errors import InvalidValue
from webapp.domain.trainee_questions import OWNERS
from webapp.guard import open_to_trainee
from webapp.interviews import add, get_interview
from webapp.messages import _
from webapp.pages import changed
from webapp.session import holder

bp = Blueprint("trainee_questions", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/trainee-questions")
@open_to_trainee
def show(interview_id: str) -> str:
    """The page for both, or while the trainee holds the tablet the trainee's own."""
    get_interview(interview_id)
    page = "show" if holder() == "mentor" else "trainee"
    return render_template(f"trainee_questions/{page}.html")


@bp.post("/trainee-questions")
@open_to_trainee
def create(interview_id: str) -> str | Response:
    """Note a question (form: `text`; `later`: it came up in another part)."""
    interview = get_interview(interview_id)
    if not request.form.get("text", "").strip():
        raise InvalidValue(_("Write the question."))
    add(interview, "trainee-question", {"text": request.form["text"]})
    back = url_for(".show", interview_id=interview_id)
    return changed(
        "trainee_questions/_changed.html", back, added=True, noted="later" in request.form
    )


@bp.app_context_processor
def words() -> dict[str, object]:
    """What a question needs wherever it is rendered."""
    return {"NUDGES": NUDGES, "OWNERS": OWNERS}
