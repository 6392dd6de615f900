"""The exchange with devices: changes as JSON, blobs as they are; how far a tablet is with it."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request

from webapp import devices, luggage, sync, uploads
from webapp.domain.errors import InvalidValue
from webapp.domain.exchange import PIECE, Ask
from webapp.domain.paper_files import LARGEST
from webapp.guard import of_device, open_to_trainee
from webapp.interviews import get_interview, store
from webapp.languages import device_language, text
from webapp.messages import _
from webapp.session import now
from webapp.store import UnknownBlob

bp = Blueprint("sync", __name__)


@bp.post("/sync")
@of_device
def exchange() -> Response | tuple[Response, int]:
    """Keep what a device sends and answer what it lacks; what is answered is durable.

    Samples are exchanged with nobody: 503.
    """
    if current_app.config["DEMO"]:
        abort(503)
    ask = Ask.decode(request.get_data())
    devices.synced(ask.device, request.headers.get("X-Version", ""))
    try:
        answer = sync.answer(store(), ask, now().date())
    except sync.Contradiction as found:
        words = _("This device and the server hold different changes under one number.")
        return jsonify(error=text(words, device_language()), replicas=found.replicas), 409
    return Response(answer.encode(), mimetype="application/json")


@bp.put("/blobs/<sha256>")
@of_device
def put(sha256: str) -> tuple[str, int]:
    """Keep the body under the hash of its bytes, where that is what it is called.

    With `from` it is a piece of it from that byte on, with `last` the last one: 202 until then.
    """
    content = request.get_data()
    if "from" in request.args:
        return _put_piece(sha256, request.args.get("from", 0, type=int), content)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InvalidValue(_("What was sent is not what its name says. Nothing was changed."))
    known = store().blobs.exists(sha256)
    store().blobs.put(content)
    uploads.end(store(), [sha256])
    return "", 204 if known else 201


@bp.get("/blobs/<sha256>")
@of_device
def get(sha256: str) -> Response:
    """The bytes of that hash, never to be shown as a page.

    With `from` a piece of them from that byte on: 206 where more follow.
    """
    at, count = max(0, request.args.get("from", 0, type=int)), None
    try:
        if "from" in request.args:
            content, count = store().blobs.read(sha256, at, PIECE), store().blobs.begun(sha256)
        else:
            content = store().blobs.get(sha256)
    except UnknownBlob:
        abort(404)
    more = count is not None and at + len(content) < count
    disposition = {"Content-Disposition": "attachment"}
    kind = "application/octet-stream"
    return Response(content, 206 if more else 200, mimetype=kind, headers=disposition)


def _put_piece(sha256: str, at: int, piece: bytes) -> tuple[str, int]:
    last = "last" in request.args
    if at < 0 or at + len(piece) > LARGEST:
        abort(413)
    uploads.begin(store(), sha256)
    have = store().blobs.put_piece(sha256, at, piece, last)
    if last:
        uploads.end(store(), [sha256])
    if have < at + len(piece) or (last and not have):
        raise InvalidValue(_("What was sent is not what its name says. Nothing was changed."))
    return "", 201 if last else 202


@bp.get("/luggage")
@of_device
def take_along() -> Response:
    """What this device takes along when it begins to answer for itself."""
    return jsonify(luggage.pack())


@bp.get("/status")
@bp.get("/interviews/<interview_id>/status", endpoint="status_of")
@open_to_trainee
def status(interview_id: str | None = None) -> str:
    """Whether everything is kept, and how far it has come."""
    if interview_id:
        get_interview(interview_id)
    return render_template("layout/_kept.html")
