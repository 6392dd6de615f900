"""What we agree: what was proposed and accepted, and what somebody adds."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.domain.agreements import accept, dismiss, recall
from webapp.domain.errors import InvalidValue
from webapp.interviews import add, get_interview, save
from webapp.languages import text
from webapp.messages import _
from webapp.pages import changed

bp = Blueprint("agreements", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/agreements")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("agreements/show.html")


@bp.post("/agreements")
def create(interview_id: str) -> str | Response:
    """Agree on a `proposal` (its key), or on a `text` of one's own."""
    interview = get_interview(interview_id)
    if key := request.form.get("proposal"):
        save(interview.log, accept(interview.log, key, interview.languages, text))
        return _answer(interview_id, fresh=key)
    if not request.form.get("text", "").strip():
        raise InvalidValue(_("Write down what you agree."))
    add(interview, "agreement", {"text": request.form["text"], "owner": "mentor"})
    return _answer(interview_id, written=True)


@bp.post("/dismissals")
def dismiss_proposal(interview_id: str) -> str | Response:
    """Set a `proposal` aside (its key)."""
    log = get_interview(interview_id).log
    save(log, dismiss(log, request.form.get("proposal", "")))
    return _answer(interview_id)


@bp.post("/proposals")
def recall_proposal(interview_id: str) -> str | Response:
    """Propose again what was set aside: `proposal` (its key)."""
    log = get_interview(interview_id).log
    save(log, recall(log, request.form.get("proposal", "")))
    return _answer(interview_id)


def _answer(interview_id: str, fresh: str = "", written: bool = False) -> str | Response:
    back = url_for("agreements.show", interview_id=interview_id)
    return changed("agreements/_changed.html", back, fresh=fresh, written=written)
