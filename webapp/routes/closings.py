"""The device's own signature under a record that both signed."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from webapp.closings import awaited, close
from webapp.domain.closing import closing_of, closings
from webapp.guard import open_to_trainee
from webapp.interviews import get_interview
from webapp.pages import changed
from webapp.records import latest_record

bp = Blueprint("closings", __name__, url_prefix="/interviews/<interview_id>")


@bp.post("/closings")
@open_to_trainee
def create(interview_id: str) -> str | Response:
    """Keep what the device signed: `key` (its public JWK) and `signature` (base64url)."""
    interview = get_interview(interview_id)
    close(interview, request.form.get("key", ""), request.form.get("signature", ""))
    record = latest_record(interview)
    return changed(
        "record/_closing_changed.html",
        back=url_for("record.show", interview_id=interview.id),
        closing=closing_of(closings(interview.log), record.hash),
        to_sign=awaited(interview),
    )
