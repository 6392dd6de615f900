"""Prepare: when and where, what to bring, the objectives; and all else that helps, if wanted."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.content.prepare import GROUPS, UNDER_18
from webapp.domain.change import Edit
from webapp.domain.objectives import raised
from webapp.group import FOR_ALL, copy_to_all, differing, members
from webapp.interviews import add, get_interview, save
from webapp.pages import changed

bp = Blueprint("prepare", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/prepare")
def show(interview_id: str) -> str:
    """The page."""
    get_interview(interview_id)
    return render_template("prepare/show.html")


@bp.post("/bring")
def bring(interview_id: str) -> str | Response:
    """Ask the trainee to bring something that is not in the list."""
    interview = get_interview(interview_id)
    add(interview, "bring", {"text": request.form.get("text", ""), "chosen": "1"})
    return _changed(interview_id, "bring", made=True)


@bp.post("/objectives")
def objective(interview_id: str) -> str | Response:
    """Write down one more objective."""
    interview = get_interview(interview_id)
    add(interview, "objective", {"text": request.form.get("text", "")})
    return _changed(interview_id, "objective", made=True)


@bp.post("/objectives/<key>/rises")
def rise(interview_id: str, key: str) -> str | Response:
    """Let an objective change places with the one before it."""
    interview = get_interview(interview_id)
    save(interview.log, raised(interview.log, key))
    return _changed(interview_id, "objective")


@bp.post("/copies")
def copy(interview_id: str) -> str | Response:
    """Let something (form: `what`) stand for all trainees of the appointment as for this one."""
    copy_to_all(get_interview(interview_id), request.form.get("what", ""))
    return _changed(interview_id, "all")


@bp.post("/cancellations")
def cancel(interview_id: str) -> str | Response:
    """Call the appointment off, or hold it after all (form: `value`)."""
    interview = get_interview(interview_id)
    called_off = bool(request.form.get("value")) or None
    save(interview.log, [Edit("appointment", "cancelled", called_off)])
    return _changed(interview_id, "appointment")


def _changed(interview_id: str, kind: str, *, made: bool = False) -> str | Response:
    back = url_for("prepare.show", interview_id=interview_id)
    return changed("prepare/_changed.html", back, kind=kind, made=made)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the regions of the page need wherever they are rendered."""
    return {
        "GROUPS": GROUPS,
        "UNDER_18": UNDER_18,
        "zones": lambda: sorted(available_timezones()),
        "FOR_ALL": FOR_ALL,
        "members": members,
        "differing": differing,
    }
