"""Expectations: the trainee marks, the mentor answers, both see the difference."""

from __future__ import annotations

from urllib.parse import parse_qs

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.domain.errors import InvalidValue
from webapp.domain.expectations import FILTERS, Expectation
from webapp.domain.rules import REACTIONS
from webapp.guard import open_to_trainee
from webapp.interviews import add, get_interview
from webapp.kept import keep_rule
from webapp.messages import _
from webapp.pages import changed, parts
from webapp.session import holder

bp = Blueprint("expectations", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/expectations")
@open_to_trainee
def show(interview_id: str) -> str:
    """The page for both, or while the trainee holds the tablet the trainee's own."""
    get_interview(interview_id)
    page = "show" if holder() == "mentor" else "trainee"
    return render_template(f"expectations/{page}.html")


@bp.post("/expectations")
@open_to_trainee
def create(interview_id: str) -> str | Response:
    """Add an expectation of the trainee's own: `text`, in the holder's language."""
    interview = get_interview(interview_id)
    entity = add(interview, "expectation", {"text": _text(), "wanted": "1"})
    return changed(
        "expectations/_changed.html",
        back=url_for("expectations.show", interview_id=interview_id),
        kind="expectation",
        added=entity.partition(":")[2],
    )


@bp.post("/rules")
def create_rule(interview_id: str) -> str | Response:
    """Add an expectation of the mentor's own: `text`."""
    interview = get_interview(interview_id)
    keep_rule(interview, add(interview, "rule", {"text": _text()}))
    return changed(
        "expectations/_changed.html",
        back=url_for("expectations.show", interview_id=interview_id),
        kind="rule",
        added_rule=True,
    )


def _text() -> str:
    text = request.form.get("text", "")
    if not text.strip():
        raise InvalidValue(_("Write down what is expected."))
    return text


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the rows need wherever they are rendered."""
    return {"REACTIONS": REACTIONS}


@bp.app_template_global()
def expectations_filter() -> str:
    """The filter of the page: of this request, or of the page that the change came from."""
    asked = request.args.get("only")
    if request.method == "POST":
        asked = parse_qs(parts(request.referrer).query).get("only", [None])[0]
    return asked if asked in FILTERS else "all"


@bp.app_template_global()
def filter_lets_through(expectation: Expectation) -> bool:
    """Whether an expectation stands on the page."""
    return FILTERS[expectations_filter()](expectation)
