"""A link to one record for the school or the trainee: made here, opened without an access code.

Making and ending one is always asked of the server, also by a tablet's page.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, abort, current_app, make_response, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from webapp import languages, shares
from webapp.domain.interview import Interview
from webapp.guard import public, unlocked_only
from webapp.interviews import get_interview
from webapp.messages import _
from webapp.records import latest_record, record_file, record_pdf, signatures_under
from webapp.session import now
from webapp.shares import DAYS, Share
from webapp.throttle import Throttle, place_of

bp = Blueprint("shares", __name__)


@bp.record
def _set_up(state: BlueprintSetupState) -> None:
    state.app.extensions["shared"] = Throttle()


@bp.post("/shares")
@unlocked_only
def create() -> str:
    """Make a link to the record of the form's `interview` for so many `days`."""
    interview = get_interview(request.form.get("interview", ""))
    days = request.form.get("days", "")
    chosen = int(days) if days in map(str, DAYS) else 30
    token, share = shares.make(interview.id, now().date(), chosen)
    address = url_for("shares.show", token=token, _external=True)
    return _list(interview, made=share, address=address, mailto=_mailto(interview, share, address))


@bp.post("/shares/ends")
@unlocked_only
def end() -> str:
    """Let a link of the form's `interview` work no more: `share`, its key."""
    interview = get_interview(request.form.get("interview", ""))
    shares.end(interview.id, request.form.get("share", ""))
    return _list(interview)


def _list(interview: Interview, **made: Any) -> str:
    listed = shares.shares(interview.id, now().date())
    htmx = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    template = "shares/_links.html" if htmx else "shares/links.html"
    return render_template(template, links=listed, **made)


def _mailto(interview: Interview, share: Share, address: str) -> str:
    """What opens an e-mail program with the link in both languages (RFC 6068)."""
    title, words = _("Record of the first talk"), _letter(share)
    said = [languages.text(words, each) for each in interview.languages]
    subject = " / ".join(languages.text(title, each) for each in interview.languages)
    body = "\r\n\r\n".join([*said, address])
    return f"mailto:?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"


def _letter(share: Share) -> Any:
    return _(
        "Here is the record of our first talk. The link works until %(day)s.", day=share.until
    )


# -- what the link opens ---------------------------------------------------------------------


@bp.get("/shared/<token>")
@public
def show(token: str) -> Response:
    """The record behind a link, to be downloaded; 410 once the link has ended."""
    share = _found(token)
    if not share.works(now().date()):
        return _hidden(render_template("shares/ended.html"), 410)
    interview = _interview(share)
    record = latest_record(interview)
    signers = [event.name for event in signatures_under(interview.signing, record)]
    page = render_template("shares/show.html", token=token, share=share, signers=signers)
    return _hidden(page)


@bp.get("/shared/<token>/record.<any(json, pdf):kind>")
@public
def file(token: str, kind: str) -> Response:
    """The record's file itself."""
    share = _found(token)
    if not share.works(now().date()):
        abort(404)
    interview = _interview(share)
    verify = url_for("verification.show", _external=True)
    content = record_pdf(interview, verify) if kind == "pdf" else record_file(interview)
    answer = _hidden(content)
    answer.mimetype = f"application/{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="record.{kind}"'
    return answer


def _found(token: str) -> Share:
    """The link of a token; whoever tries others has to wait, longer each time."""
    throttle: Throttle = current_app.extensions["shared"]
    place = place_of(request.remote_addr)
    if throttle.wait(place, now()):
        abort(429)
    share = shares.find(token)
    if share is None:
        throttle.wrong(place, now())
        abort(404)
    return share


def _interview(share: Share) -> Interview:
    interview = get_interview(share.interview)
    languages.speak(interview.languages, always_all=True)
    return interview


def _hidden(content: str | bytes, status: int = 200) -> Response:
    """An answer that no search engine lists."""
    answer = make_response(content, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
