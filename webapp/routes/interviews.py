"""Interviews as wholes: making them, putting them away, erasing them."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import kept, languages, office
from webapp.content.languages import known_language
from webapp.domain.change import Edit, Role
from webapp.domain.errors import InvalidValue
from webapp.domain.life import SHELVES, put
from webapp.domain.log import Log
from webapp.domain.notes import notes_log_id
from webapp.domain.people import NAME
from webapp.domain.same_placement import everybodys
from webapp.domain.schema import derived_id
from webapp.erasure import erase, erase_notes
from webapp.guard import unlocked_only
from webapp.interviews import get_interview, request_id, save, store
from webapp.messages import _
from webapp.pages import tell
from webapp.session import now

bp = Blueprint("interviews", __name__)


@bp.post("/interviews")
def create() -> Response:
    """Make an interview from two names and two languages, and go to its preparation.

    Form: `mentor_name`, `trainee_name` (the only one required), `mentor_language`,
    `trainee_language` (BCP 47); `start` goes straight to the talk.
    """
    interview_id = derived_id(request_id(), "interview")
    if not store().logs.exists(interview_id):
        people = _people()
        known = kept.remembered(people[0].value)
        kept.remember(save(Log(interview_id), [*known, *people, *kept.kept_rules()]))
    page = "welcome.show" if "start" in request.form else "prepare.show"
    return redirect(url_for(page, interview_id=interview_id), 303)


@bp.post("/interviews/<interview_id>/invitations")
def invite(interview_id: str) -> Response:
    """Invite another trainee to the same appointment: an interview of its own beside this one.

    Form: `trainee_name`, `trainee_language`. Everything but the trainee's own is the same.
    """
    interview = get_interview(interview_id)
    group = interview.appointment.group or derived_id(request_id(), "group")
    trainee = _person("trainee")
    log = Log(derived_id(request_id(), "interview"))
    save(interview.log, [Edit("appointment", "group", group)])
    save(log, [*everybodys(interview.log), Edit("appointment", "group", group), *trainee])
    return redirect(url_for("prepare.show", interview_id=log.id), 303)


def _people() -> list[Edit]:
    return [*_person("mentor"), *_person("trainee")]


def _person(role: Role) -> list[Edit]:
    name = NAME.parse(request.form.get(f"{role}_name", ""))
    language = known_language(request.form.get(f"{role}_language"))
    if role == "trainee" and not name:
        raise InvalidValue(_("Write the trainee's name."))
    if language is None:
        raise InvalidValue(_("Choose the language of both people."))
    return [Edit(role, "name", name), Edit(role, "language", language)]


@bp.post("/interviews/<interview_id>/shelf")
@unlocked_only
def put_on_shelf(interview_id: str) -> Response:
    """Put an interview away, into the bin, or back into the list (form: `shelf`)."""
    interview = get_interview(interview_id)
    shelf = request.form.get("shelf", "")
    save(interview.log, put(shelf, now().date()))
    languages.speak([languages.device_language()])
    tell(SHELVES[shelf].with_values(name=interview.trainee.name))
    return redirect(url_for("home.show", all=1), 303)


@bp.get("/interviews/<interview_id>/erasure")
@unlocked_only
def ask_to_erase(interview_id: str) -> str:
    """What erasing means, before it is done; `notes`: of the notes alone."""
    interview = get_interview(interview_id)
    languages.speak([languages.device_language()])
    page = "notes_erasure" if "notes" in request.args else "erasure"
    return render_template(f"interviews/{page}.html", talk=interview)


@bp.post("/interviews/<interview_id>/erasure")
@unlocked_only
def erase_it(interview_id: str) -> Response:
    """Erase an interview, or only the notes on it (form: `notes`)."""
    interview = get_interview(interview_id)
    languages.speak([languages.device_language()])
    if "notes" in request.form:
        erase_notes(interview_id)
        office.note("erased-notes", notes_log_id(interview_id))
        tell(_("The notes on %(name)s are erased.", name=interview.trainee.name))
    else:
        erase(interview_id)
        office.note("erased", interview_id)
        tell(_("The talk of %(name)s is erased.", name=interview.trainee.name))
    return redirect(url_for("home.show", all=1), 303)
