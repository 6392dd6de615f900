"""The only ways into an interview: read it, or change it in one transaction."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping

from flask import abort, current_app, g, request

from webapp import languages
from webapp.domain import schema
from webapp.domain.change import Change, Edit
from webapp.domain.interview import Interview
from webapp.domain.log import Log
from webapp.session import handed_over, holder, now
from webapp.store import Store, UnknownLog
from webapp.transactions import REQUEST_ID

_REQUEST_ID = re.compile(r"[A-Za-z0-9:_-]{8,80}")


def store() -> Store:
    """The store of the running app."""
    kept: Store = current_app.extensions["store"]
    return kept


def get_interview(interview_id: str) -> Interview:
    """The interview of that id, its languages spoken from here on.

    Aborts with 404 when there is none, 403 when the trainee holds the tablet for another.
    """
    if handed_over() not in (None, interview_id):
        abort(403)
    try:
        log = store().logs.open(interview_id)
    except UnknownLog:
        abort(404)
    if not log.history("trainee", "name"):  # what is kept for all talks, or the notes on one
        abort(404)
    g.interview = interview = Interview(log)
    languages.speak(interview.languages_for(holder()))
    return interview


def request_id() -> str:
    """The page's id for this request, or one made here: one id has one effect."""
    if "request_id" not in g:
        sent = request.headers.get("X-Request-ID") or request.form.get("request") or ""
        made = request.environ.get(REQUEST_ID) or secrets.token_hex(16)
        g.request_id = sent if _REQUEST_ID.fullmatch(sent) else made
    known: str = g.request_id
    return known


def save(log: Log, edits: Iterable[Edit]) -> list[Change]:
    """Carry out `edits` durably as one transaction and return the changes that it took."""
    moment = now()
    changes = log.write(
        edits,
        replica=store().logs.replica,
        now_ms=int(moment.timestamp() * 1000),
        at=moment.isoformat(timespec="seconds"),
        request=request_id(),
        actor=holder(),
    )
    if changes:
        store().logs.append(log.id, changes)
    return changes


def save_field(interview: Interview, entity: str, field: str, raw: str) -> list[Change]:
    """Put what a form sent into one field; raises UnknownThing, NotAllowed, InvalidValue."""
    return save(interview.log, schema.edit(interview.log, entity, field, raw, holder()))


def add(interview: Interview, kind: str, values: Mapping[str, str]) -> str:
    """Make an entity from what a form sent and return its name; raises as `save_field`."""
    entity, edits = schema.make(interview.log, kind, values, request_id(), holder())
    save(interview.log, edits)
    return entity
