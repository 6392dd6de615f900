"""The mentor's private notes: alone, behind the PIN, never in anything both see."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import languages, pin
from webapp.domain.errors import UnknownThing
from webapp.domain.log import Log
from webapp.domain.notes import notes, notes_log_id, write_note
from webapp.domain.schema import derived_id
from webapp.guard import unlocked_only
from webapp.interviews import get_interview, request_id, save, store

bp = Blueprint("notes", __name__, url_prefix="/interviews/<interview_id>/notes")


@bp.get("")
@unlocked_only
def show(interview_id: str) -> str:
    """The notes on one interview; where the device has no PIN, the way to set one."""
    interview = get_interview(interview_id)
    languages.speak([interview.mentor.language])
    if not pin.is_set():
        return render_template("notes/without_pin.html")
    return render_template(
        "notes/show.html",
        notes=notes(_log(interview_id), pin.notes_from()),
        erased=notes_log_id(interview_id) in store().logs.tombstones([notes_log_id(interview_id)]),
    )


@bp.post("")
@unlocked_only
def create(interview_id: str) -> Response:
    """Write a note down."""
    return _write(interview_id, derived_id(request_id(), "note"))


@bp.post("/<key>")
@unlocked_only
def edit(interview_id: str, key: str) -> Response:
    """Change a note; without words it is taken away."""
    if f"note:{key}" not in _log(interview_id).entities("note"):
        raise UnknownThing(key)
    return _write(interview_id, key)


def _write(interview_id: str, key: str) -> Response:
    get_interview(interview_id)
    if not pin.is_set():
        abort(403)
    save(_log(interview_id), write_note(key, request.form.get("text", "")))
    return redirect(url_for("notes.show", interview_id=interview_id), 303)


def _log(interview_id: str) -> Log:
    log_id = notes_log_id(interview_id)
    return store().logs.open(log_id) if store().logs.exists(log_id) else Log(log_id)
