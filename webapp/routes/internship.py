"""The internship agreement: filled from what is known, signed here or elsewhere by its parties."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, abort, g, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.closings import awaited, signed_here
from webapp.content.internship import ADVICE, TEMPLATES
from webapp.content.languages import known_language
from webapp.domain.changes_since import ChangedLine, changed_lines
from webapp.domain.ink import parse_ink, path
from webapp.domain.internship import Signatory, clauses, shown_sections
from webapp.domain.interview import Interview
from webapp.domain.parties import OWNERS
from webapp.domain.record import Said
from webapp.domain.signatures import AGREEMENT
from webapp.domain.signing import Reader
from webapp.downloads import file_response, verify_url
from webapp.ink import ink_draft, keep_ink
from webapp.internship import Internship, internship
from webapp.interviews import add, get_interview, save
from webapp.pages import changed, parts
from webapp.records import signatures_under, signed_record
from webapp.session import now

bp = Blueprint("internship", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/agreement")
def show(interview_id: str) -> str:
    """The page."""
    interview = get_interview(interview_id)
    return render_template("internship/show.html", **_seen(interview))


@bp.post("/agreement/clauses")
def clause(interview_id: str) -> str | Response:
    """Add an extra clause: `text`."""
    interview = get_interview(interview_id)
    add(interview, "clause", {"text": request.form.get("text", "")})
    back = url_for(".show", interview_id=interview_id)
    return changed("internship/_changed.html", back, kind="clause", added=True)


@bp.post("/agreement/signatures")
def sign(interview_id: str) -> str | Response | tuple[str, int]:
    """Sign the agreement that was shown, as `role`, a party; else as for the talk's record.

    When it says something else by now, it is shown anew and nothing is signed.
    """
    interview = get_interview(interview_id)
    made, role = _made(interview), request.form.get("role", "")
    record, signing = made.record, interview.agreement_signing
    if role not in signing.roles:
        abort(404)
    if request.form.get("content") != record.hash:
        page = "_regions" if "HX-Request" in request.headers else "show"
        return render_template(f"internship/{page}.html", **_seen(interview) | {"anew": True}), 409
    if signing.standing(role) != "signed":
        method = "typed" if request.form.get("method") == "typed" else "drawn"
        ink = parse_ink(request.form.get("strokes", "")) if method == "drawn" else []
        event = signing.sign(_reader(made, role, record.hash), method, ink)
        record.keep()
        save(interview.log, [event.to_edit(AGREEMENT)])
        keep_ink(interview.id, f"agreement-{role}", [])
        signed_here(Interview(interview.log))
    back = url_for(".show", interview_id=interview_id)
    return changed("internship/_changed.html", back, kind="signature", role=role)


@bp.get("/agreement.json")
def download(interview_id: str) -> Response:
    """The agreement as a file: a marked draft until somebody signs, then as it was signed last."""
    interview = get_interview(interview_id)
    return file_response(interview, _made(interview).file, "application/json", "agreement")


@bp.get("/agreement.pdf")
def pdf(interview_id: str) -> Response:
    """The same as a PDF with the file inside; a marked draft until all that sign here have."""
    interview = get_interview(interview_id)
    made = _made(interview).pdf(verify_url())
    return file_response(interview, made, "application/pdf", "agreement")


def _made(interview: Interview) -> Internship:
    made = internship(interview)
    return made or abort(404)


def _reader(made: Internship, role: str, content: str) -> Reader:
    """Who signs: the name typed or known, the language that was read."""
    person = next(each.person for each in made.signatories if each.party.key == role)
    language = known_language(request.form.get("language"))
    return Reader(
        role=role,
        name=request.form.get("name", "").strip() or person.name,
        language=language if language in made.interview.languages else person.language,
        content=content,
        at=now().isoformat(timespec="seconds"),
    )


# -- what the page shows ---------------------------------------------------------------------


def _seen(interview: Interview) -> dict[str, Any]:
    """Everything that the templates of the agreement show."""
    made, signing = internship(interview), interview.agreement_signing
    seen = {"TEMPLATES": TEMPLATES, "ADVICE": ADVICE, "made": made, "anew": False}
    if made is None:
        return seen
    record, people = made.record, made.signatories
    return seen | {
        "record": record,
        "said": Said,
        "signing": signing,
        "sections": shown_sections(interview.log, made.template),
        "clauses": clauses(interview.log),
        "changes": _changes_since(interview),
        "signatories": people,
        "drafts": {each.party.key: _draft(interview, each) for each in people},
        "signatures": {each.role: each for each in signatures_under(signing, record)},
        "seen": json.dumps(interview.log.vector, separators=(",", ":")),
        "to_sign": awaited(interview),
        "OWNERS": OWNERS,
        "path": path,
    }


def _draft(interview: Interview, signatory: Signatory) -> str:
    ink = ink_draft(interview.id, f"agreement-{signatory.party.key}")
    return json.dumps(ink, separators=(",", ":"))


def _changes_since(interview: Interview) -> list[ChangedLine]:
    """What says something else than what was signed last."""
    outdated = interview.agreement_signing.outdated
    record = signed_record(outdated) if outdated else None
    if record is None:
        return []
    now_says = interview.agreement_signing.fields
    return changed_lines(interview.log, record.content["fields"], now_says)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What a field that is saved on the page brings back beside its own regions."""
    return {"agreement_regions": _regions}


def _regions(**change: Any) -> Markup:
    """The regions of the page that a change touches, where it was this page that asked."""
    asked = parts(request.headers.get("HX-Current-URL")).path
    if "interview" not in g or asked != url_for("internship.show", interview_id=g.interview.id):
        return Markup()
    return Markup(render_template("internship/_regions.html", **_seen(g.interview), **change))
