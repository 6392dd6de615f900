"""Checking a record that somebody brings: open to everybody, also without a network."""

from __future__ import annotations

from datetime import date
from time import monotonic

from flask import Blueprint, abort, current_app, render_template, request
from flask.blueprints import BlueprintSetupState

from webapp.domain.errors import InvalidValue
from webapp.domain.verdict import MEANINGS, STATES, TITLES
from webapp.domain.verification import NoRecord
from webapp.guard import public
from webapp.kept import workplace
from webapp.limits import Buckets, Rate
from webapp.messages import _
from webapp.sealing import certificates
from webapp.throttle import place_of
from webapp.verification import judge

bp = Blueprint("verification", __name__)

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
@public
def create() -> str:
    """The verdicts on the form's `file`, each by itself; nothing of it is kept."""
    buckets: Buckets = current_app.extensions["verifications"]
    if not buckets.take(place_of(request.remote_addr), RATE, monotonic()):
        abort(429)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidValue(_("Choose a file first."))
    try:
        judgement = judge(sent.read(), _first_seen, certificates())
    except NoRecord as error:
        raise InvalidValue(error.reason) from None
    htmx = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    return render_template(
        "verification/_verdicts.html" if htmx else "verification/show.html",
        judgement=judgement,
        name=sent.filename,
        MEANINGS=MEANINGS,
        STATES=STATES,
        TITLES=TITLES,
    )


def _first_seen(thumbprint: str) -> date | None:
    seen = workplace().value(f"device-key:{thumbprint}", "seen")
    try:
        return date.fromisoformat(str(seen))
    except ValueError:
        return None
