"""The mentor's PIN on this device: offered at the first handover, asked only after one."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import pin
from webapp.content.tasks import TASKS
from webapp.domain.errors import InvalidValue
from webapp.domain.stamp import next_stamp
from webapp.guard import unlocked_only
from webapp.interviews import get_interview
from webapp.messages import _
from webapp.pages import our_path, tell
from webapp.routes.handover import pass_on
from webapp.session import now

bp = Blueprint("pins", __name__)


@bp.get("/interviews/<interview_id>/pin")
def offer(interview_id: str) -> str:
    """Offer a PIN before the tablet changes hands for the first time."""
    get_interview(interview_id)
    return render_template("pins/offer.html", task=request.args.get("task", "expectations"))


@bp.post("/interviews/<interview_id>/pin")
def accept(interview_id: str) -> Response:
    """Set the PIN, or do without one, and go on with the handover."""
    get_interview(interview_id)
    task = request.form.get("task")
    if pin.is_set() or task not in TASKS:
        abort(403)
    if "without" in request.form:
        pin.choose_none()
    else:
        pin.choose(request.form.get("pin", ""))
    return pass_on(interview_id, task)


@bp.get("/lock")
def show() -> str:
    """Ask who is there, once a trainee has held the tablet."""
    return render_template(
        "pins/show.html", next=our_path(request.args.get("next")), has_pin=pin.is_set()
    )


@bp.post("/lock")
def unlock() -> str | Response | tuple[str, int]:
    """Open what the lock keeps; without a PIN a plain "yes, it is me" is enough."""
    after = our_path(request.form.get("next"))
    try:
        opened = not pin.is_set() or pin.is_right(request.form.get("pin", ""))
        reason = _("This is not the PIN.")
    except InvalidValue as waiting:
        opened, reason = False, waiting.reason
    if opened:
        session.pop("locked", None)
        return redirect(after, 303)
    tell(reason, "error")
    return render_template("pins/show.html", next=after, has_pin=True), 403


@bp.post("/pin")
@unlocked_only
def choose() -> Response:
    """Set or change this device's PIN; the mentor is there, since nothing is locked."""
    pin.choose(request.form.get("pin", ""))
    tell(_("The PIN is set."))
    return redirect(our_path(request.form.get("next")), 303)


@bp.post("/pin/forgotten")
def forget() -> Response:
    """Drop a forgotten PIN: the notes written until now stay hidden on this device."""
    pin.forget(next_stamp(int(now().timestamp() * 1000), 0))
    session.pop("locked", None)
    tell(_("The PIN is gone. Notes written before stay hidden on this device."))
    return redirect(url_for("home.show"), 303)
