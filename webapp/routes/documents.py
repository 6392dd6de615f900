"""Documents: the papers of the sending organisation, read together."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import kept
from webapp.domain.documents import BRINGERS, STATES
from webapp.domain.errors import InvalidValue
from webapp.domain.parties import SIGNATURES
from webapp.interviews import add, get_interview
from webapp.messages import _
from webapp.pages import changed

bp = Blueprint("documents", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/documents")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("documents/show.html")


@bp.post("/papers")
def create(interview_id: str) -> str | Response:
    """Put another paper on the list: its name as `text`, or `kept`, one of earlier talks."""
    interview = get_interview(interview_id)
    if entity := request.form.get("kept"):
        kept.use_again(interview, entity)
    elif request.form.get("text", "").strip():
        add(interview, "paper", {"text": request.form["text"]})
    else:
        raise InvalidValue(_("Write what the paper is called."))
    back = url_for(".show", interview_id=interview_id)
    return changed("documents/_changed.html", back, kind="paper", added=True)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the rows need wherever they are rendered."""
    return {"PAPER_STATES": STATES, "BRINGERS": BRINGERS, "SIGNATURES": SIGNATURES}
