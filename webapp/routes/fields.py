"""One field of an interview: every control of every page saves by setting one.

What comes back are the regions that the change touches; which these are depends on the kind
of thing that changed, never on the page: `templates/<FOLDERS[kind]>/_changed.html`.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from webapp import kept
from webapp.guard import open_to_trainee
from webapp.interviews import get_interview, save_field
from webapp.pages import changed

bp = Blueprint("fields", __name__, url_prefix="/interviews/<interview_id>")

FOLDERS: Mapping[str, str] = {
    "expectation": "expectations",
    "rule": "expectations",
    "agreement": "agreements",
    "objective": "prepare",
    "appointment": "prepare",
    "bring": "prepare",
    "host": "prepare",
    "outside": "prepare",
    "placement": "prepare",
    "sheet": "prepare",
    "trainee": "prepare",
    "present": "welcome",
    "paper": "documents",
    "paper-file": "documents",
    "passage": "papers",
    "party": "documents",
    "internship": "internship",
    "clause": "internship",
    "pack": "documents",
    "question": "questions",
    "trainee-question": "trainee_questions",
}


@bp.post("/fields/<entity>/<field>")
@open_to_trainee
def set_field(interview_id: str, entity: str, field: str) -> str | Response:
    """Put the form's `value` into a field; no value empties it (an unticked box sends none)."""
    interview = get_interview(interview_id)
    changes = save_field(interview, entity, field, request.form.get("value", ""))
    kept.remember(changes)
    kind, _colon, key = entity.partition(":")
    if kind == "rule" and field != "reaction":
        kept.keep_rule(interview, entity)
    folder = FOLDERS.get(kind, "layout")
    back = url_for("prepare.show", interview_id=interview_id)
    return changed(f"{folder}/_changed.html", back, kind=kind, key=key, field=field)
