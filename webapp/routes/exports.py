"""Talks as files: out of this installation, and into it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import exports
from webapp.domain.errors import InvalidValue
from webapp.guard import takes, unlocked_only
from webapp.interviews import get_interview, store
from webapp.messages import _, n_
from webapp.pages import tell

bp = Blueprint("exports", __name__)

LARGEST = 512 * 1024 * 1024


@bp.get("/export.json")
@unlocked_only
def everything() -> Response:
    """Every talk, and what is known about the workplace."""
    ids = [each for each in store().logs.ids() if not each.startswith("notes.")]
    return _file(exports.export(ids), "onthaal.json")


@bp.get("/interviews/<interview_id>/export.json")
@unlocked_only
def one(interview_id: str) -> Response:
    """One talk."""
    get_interview(interview_id)
    return _file(exports.export([interview_id]), f"onthaal-{interview_id[:8]}-all.json")


@bp.post("/imports")
@takes(LARGEST)
@unlocked_only
def take_in() -> Answer:
    """Take in the form's `file`."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidValue(_("Choose a file first."))
    taken = exports.take_in(sent.read())
    _tell_of(taken)
    return redirect(url_for("home.show", all=1), 303)


def _tell_of(taken: exports.Taken) -> None:
    new, updated = len(taken.new), len(taken.updated)
    tell(n_("%(num)s talk is new here.", "%(num)s talks are new here.", new))
    if updated:
        tell(n_("%(num)s was brought up to date.", "%(num)s were brought up to date.", updated))
    if taken.erased:
        tell(_("Erased here before, and left out: %(names)s", names=taken.erased))


def _file(content: bytes, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="application/json", headers=disposition)
