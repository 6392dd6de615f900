"""The training centre's own pages begin here."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import devices, keeping, office, sync
from webapp.content.office import DONE
from webapp.guard import of_office
from webapp.interviews import store

bp = Blueprint("office", __name__, url_prefix=office.PATH)

LATEST = 50


@bp.get("")
@of_office
def show() -> str:
    """What there is to look after, and what was done."""
    return render_template(
        "office/show.html",
        devices=devices.listed(sync.awaited(store())),
        old=len(keeping.old_talks()),
        most=keeping.AT_ONCE,
        notes=office.notes(LATEST),
        done=DONE,
    )


@bp.post("/closings")
@of_office
def close() -> Response:
    """Close the office on this device; its pages ask for the code again."""
    office.leave()
    return redirect(url_for("home.show"), 303)
