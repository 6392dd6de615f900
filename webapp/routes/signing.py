"""Review and sign: what both see is frozen, and each signs it, puts it off or declines."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.closings import awaited, signed_here
from webapp.content.languages import known_language
from webapp.domain.changes_since import ChangedLine, changed_lines
from webapp.domain.errors import InvalidValue
from webapp.domain.explained import explain, one_language_texts
from webapp.domain.ink import parse_ink, path
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.domain.openpoints import open_points
from webapp.domain.record import Said
from webapp.domain.review import review
from webapp.domain.signatures import REASONS, Event
from webapp.domain.signed_fields import signed_fields
from webapp.domain.signing import Reader
from webapp.guard import open_to_trainee
from webapp.ink import ink_draft, keep_ink
from webapp.interviews import get_interview, save
from webapp.messages import _
from webapp.pages import changed
from webapp.records import Record, record_now, signed_record
from webapp.routes.ink import signer
from webapp.session import holder, now

bp = Blueprint("signing", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/signing")
@open_to_trainee
def show(interview_id: str) -> str:
    """The page for both, or while the trainee holds the tablet the trainee's own."""
    interview = get_interview(interview_id)
    return render_template("signing/show.html", **_seen(interview))


@bp.post("/explanations")
@open_to_trainee
def explained(interview_id: str) -> str | Response:
    """Say that all texts in one language only were explained aloud; no `value` takes it back."""
    interview = get_interview(interview_id)
    texts = one_language_texts(interview.log, interview.signing.fields, interview.languages)
    save(interview.log, explain(texts, bool(request.form.get("value"))))
    return _answer(interview, None)


@bp.post("/signatures")
@open_to_trainee
def sign(interview_id: str) -> str | Response | tuple[str, int]:
    """Sign the record that was shown.

    Form: `role`, `content` (its hash), `seen` (the log's vector then), `language`, `method`
    (drawn, typed) with `strokes` or `name`. When the record says something else by now, it is
    shown anew with what changed, and nothing is signed.
    """
    interview = get_interview(interview_id)
    role, record = signer(request.form.get("role")), record_now(interview)
    if request.form.get("content") != record.hash:
        return _show_anew(interview)
    if interview.signing.standing(role) != "signed":
        method = "typed" if request.form.get("method") == "typed" else "drawn"
        ink = parse_ink(request.form.get("strokes", "")) if method == "drawn" else []
        event = interview.signing.sign(_reader(interview, record), method, ink)
        _keep(interview, record, event)
        keep_ink(interview.id, role, [])
        signed_here(Interview(interview.log))
    return _answer(interview, role)


@bp.post("/refusals")
@open_to_trainee
def put_off(interview_id: str) -> str | Response:
    """Not sign, for now (`later`) or at all; `reason` is a key of REASONS or nothing."""
    interview = get_interview(interview_id)
    role, record = signer(request.form.get("role")), record_now(interview)
    act = "postponement" if request.form.get("later") else "refusal"
    reason = request.form.get("reason", "")
    _keep(interview, record, interview.signing.put_off(_reader(interview, record), act, reason))
    return _answer(interview, role)


@bp.post("/objections")
@open_to_trainee
def object_to(interview_id: str) -> str | Response:
    """Not agree with exactly the `points` (entities) that are ticked; none takes it back."""
    interview = get_interview(interview_id)
    role, record = signer(request.form.get("role")), record_now(interview)
    points = request.form.getlist("points")
    _keep(interview, record, interview.signing.object_to(_reader(interview, record), points))
    return _answer(interview, role)


def _reader(interview: Interview, record: Record) -> Reader:
    """Who acts, as the form says it: the name typed or known, the language that was read."""
    role = signer(request.form.get("role"))
    person = interview.person(role)
    language = known_language(request.form.get("language"))
    return Reader(
        role=role,
        name=request.form.get("name", person.name),
        language=language if language in interview.languages else person.language,
        content=record.hash,
        at=now().isoformat(timespec="seconds"),
    )


def _keep(interview: Interview, record: Record, event: Event) -> None:
    """The record's bytes are stored before the act that names them."""
    record.keep()
    save(interview.log, [event.to_edit()])


# -- what the page shows ---------------------------------------------------------------------


def _seen(interview: Interview) -> dict[str, Any]:
    """Everything that the templates of signing show."""
    signing, record = interview.signing, record_now(interview)
    roles = ["trainee"] if holder() == "trainee" else ["mentor", "trainee"]
    return {
        "record": record,
        "said": Said,
        "points": open_points(interview) if holder() == "mentor" else [],
        "rows": review(interview),
        "texts": one_language_texts(interview.log, signing.fields, interview.languages),
        "changes": _changes_since(interview),
        "anew": False,
        "signers": [interview.person(role) for role in roles],
        "drafts": {role: _compact(ink_draft(interview.id, role)) for role in roles},
        "seen": _compact(interview.log.vector),
        "to_sign": awaited(interview),
        "REASONS": REASONS,
        "path": path,
    }


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _changes_since(interview: Interview) -> list[ChangedLine]:
    """What says something else than what was signed last."""
    outdated = interview.signing.outdated
    record = signed_record(outdated) if outdated else None
    if record is None:
        return []
    return changed_lines(interview.log, record.content["fields"], interview.signing.fields)


def _show_anew(interview: Interview) -> tuple[str, int]:
    """The page with what changed while somebody was reading it."""
    seen = _then(interview.log)
    changes = changed_lines(interview.log, signed_fields(seen), interview.signing.fields)
    page = "_anew" if "HX-Request" in request.headers else "show"
    context = {**_seen(interview), "changes": changes, "anew": True}
    return render_template(f"signing/{page}.html", **context), 409


def _then(log: Log) -> Log:
    """The log as it was when the page was made, by the vector that the page sent back."""
    try:
        vector = json.loads(request.form.get("seen", ""))
    except (ValueError, RecursionError):
        vector = None
    if not isinstance(vector, dict):
        raise InvalidValue(_("This page is too old. Load it once more, then sign."))
    known = {replica: seq for replica, seq in vector.items() if isinstance(seq, int)}
    return log.as_of(known)


def _answer(interview: Interview, role: str | None) -> str | Response:
    """The regions that an act of `role` touches; None: of nobody in particular."""
    back = url_for("signing.show", interview_id=interview.id)
    return changed("signing/_changed.html", back, role=role, **_seen(Interview(interview.log)))
