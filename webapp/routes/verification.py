"""Checking a record that somebody brings: open to everybody, also without a network."""

from __future__ import annotations

from datetime import date
from time import monotonic

from flask import Blueprint, abort, current_app, render_template, request
from flask.blueprints import BlueprintSetupState

from webapp.domain.errors import InvalidValue
from webapp.domain.verdict import MEANINGS, STATES, TITLES, Judgement
from webapp.domain.verification import NoRecord
from webapp.guard import public, takes
from webapp.kept import workplace
from webapp.limits import Buckets, Rate
from webapp.messages import Message, _
from webapp.sealing import certificates
from webapp.throttle import place_of
from webapp.verification import judge

bp = Blueprint("verification", __name__)

LARGEST = 8 * 1024 * 1024
"""Bytes of a record with all that is sent beside it."""
RATE = Rate(burst=20, per_second=1 / 3)
"""To judge a PDF takes the server as long as a hundred pages."""


@bp.record
def _set_up(state: BlueprintSetupState) -> None:
    state.app.extensions["verifications"] = Buckets()


@bp.get("/verify")
@public
def show() -> str:
    """The page that asks for a file."""
    return render_template("verification/show.html", judgement=None)


@bp.post("/verify")
@takes(LARGEST)
@public
def create() -> tuple[str, int]:
    """The verdicts on the form's `file`, each by itself; 422 where it is no record.

    Nothing of it is kept.
    """
    buckets: Buckets = current_app.extensions["verifications"]
    if not buckets.take(place_of(request.remote_addr), RATE, monotonic()):
        abort(429)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidValue(_("Choose a file first."))
    judgement, reason = _judged(sent.read())
    htmx = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    answer = render_template(
        "verification/_judged.html" if htmx else "verification/show.html",
        judgement=judgement,
        reason=reason,
        name=sent.filename,
        MEANINGS=MEANINGS,
        STATES=STATES,
        TITLES=TITLES,
    )
    return answer, 422 if reason else 200


def _judged(content: bytes) -> tuple[Judgement | None, Message | None]:
    """The judgement on a file, or why there is none."""
    try:
        return judge(content, _first_seen, certificates()), None
    except NoRecord as error:
        return None, error.reason


def _first_seen(thumbprint: str) -> date | None:
    seen = workplace().value(f"device-key:{thumbprint}", "seen")
    try:
        return date.fromisoformat(str(seen))
    except ValueError:
        return None
