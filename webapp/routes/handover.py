"""Handing the tablet to the trainee, through a curtain, and back to the mentor."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import languages, pin
from webapp.content.tasks import TASKS
from webapp.domain.steps import STEPS
from webapp.guard import open_to_trainee
from webapp.ink import forget_ink
from webapp.interviews import get_interview
from webapp.session import holder

bp = Blueprint("handover", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/handover")
@open_to_trainee
def curtain(interview_id: str) -> str:
    """The full screen between two holders, in the trainee's language first.

    Before the mentor: the way to this trainee's own interview, with nobody else's to be seen.
    """
    interview = get_interview(interview_id)
    languages.speak(interview.languages_for("trainee"), always_all=True)
    task = session.get("task") if holder() == "trainee" else request.args.get("task")
    task = task if task in TASKS else "expectations"
    return render_template("handover/curtain.html", task=task, endpoint=STEPS[task].endpoint)


@bp.post("/handovers")
def hand_over(interview_id: str) -> Response:
    """Give the tablet to the trainee; the first time on a device, offer a PIN before."""
    get_interview(interview_id)
    task = request.form.get("task", "expectations")
    if task not in TASKS:
        abort(400)
    if not pin.was_offered():
        return redirect(url_for("pins.offer", interview_id=interview_id, task=task), 303)
    return pass_on(interview_id, task)


def pass_on(interview_id: str, task: str) -> Response:
    """The tablet is the trainee's from now on: draw the curtain."""
    forget_ink(interview_id)
    session.update(holder="trainee", interview=interview_id, task=task, locked=True)
    return redirect(url_for("handover.curtain", interview_id=interview_id), 303)


@bp.post("/returns")
@open_to_trainee
def give_back(interview_id: str) -> Response:
    """Give the tablet back to the mentor: the shared pages at once, the rest behind the lock."""
    get_interview(interview_id)
    task = session.pop("task", "expectations")
    forget_ink(interview_id)
    session.update(holder="mentor")
    session.pop("interview", None)
    return redirect(url_for(STEPS[task].endpoint, interview_id=interview_id), 303)
