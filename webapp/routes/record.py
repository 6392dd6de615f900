"""After the talk: the record, what to take home, what is still to come."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from webapp import languages
from webapp.closings import awaited
from webapp.domain.change import ROLES
from webapp.domain.closing import closing_of, closings
from webapp.domain.first_day import first_day as first_day_card
from webapp.domain.ink import path
from webapp.domain.promises import (
    emergency_contact,
    papers_to_come,
    promises,
    questions_to_follow,
    signature_words,
    signatures_to_come,
    what_helps,
)
from webapp.domain.record import Said
from webapp.domain.record_items import owner_words
from webapp.downloads import file_response, verify_url
from webapp.interviews import get_interview
from webapp.records import latest_record, record_file, record_pdf, signatures_under
from webapp.session import now
from webapp.shares import shares

bp = Blueprint("record", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/record")
def show(interview_id: str) -> str:
    """The page."""
    interview = get_interview(interview_id)
    record = latest_record(interview)
    return render_template(
        "record/show.html",
        record=record,
        said=Said,
        path=path,
        signatures=signatures_under(interview.signing, record),
        closing=closing_of(closings(interview.log), record.hash),
        to_sign=awaited(interview),
        roles=ROLES,
        promises=promises(interview),
        papers=papers_to_come(interview),
        helps=what_helps(interview),
        emergency=emergency_contact(interview),
        to_be_signed=signatures_to_come(interview),
        signature_words=signature_words,
        owner_words=owner_words,
        waiting=questions_to_follow(interview),
        links=shares(interview.id, now().date()),
    )


@bp.get("/first-day")
def first_day(interview_id: str) -> str:
    """The trainee's card for the first day, to take along on paper or as a photograph."""
    interview = get_interview(interview_id)
    languages.speak(interview.languages_for("trainee"), always_all=True)
    card = first_day_card(interview)
    return render_template("record/first_day.html", card=card)


@bp.get("/record.json")
def download(interview_id: str) -> Response:
    """The record as a file: a marked draft until somebody signs, then the latest signed one."""
    interview = get_interview(interview_id)
    return file_response(interview, record_file(interview), "application/json")


@bp.get("/record.pdf")
def pdf(interview_id: str) -> Response:
    """The same as a PDF with the file inside; a marked draft until both have signed."""
    interview = get_interview(interview_id)
    return file_response(interview, record_pdf(interview, verify_url()), "application/pdf")
