"""Keeping something that was made for one talk, as a template for later ones."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from webapp import kept
from webapp.interviews import get_interview
from webapp.pages import changed

bp = Blueprint("kept", __name__, url_prefix="/interviews/<interview_id>")


@bp.post("/kept/<entity>")
def keep(interview_id: str, entity: str) -> str | Response:
    """Keep a thing for later talks (form: `value`), or no longer."""
    interview = get_interview(interview_id)
    kept.keep(interview, entity, for_later=bool(request.form.get("value")))
    return changed("layout/_changed.html", url_for("questions.show", interview_id=interview_id))


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the lists need wherever they are rendered."""
    return {"kept_entities": kept.kept_entities, "unused_templates": kept.unused}
