"""Unfinished ink: saved stroke by stroke, so that a reload loses none of it."""

from __future__ import annotations

from flask import Blueprint, abort, request

from webapp.domain.change import ROLES, Role
from webapp.domain.errors import NotAllowed
from webapp.domain.ink import parse_ink
from webapp.domain.parties import PARTIES
from webapp.guard import open_to_trainee
from webapp.ink import keep_ink
from webapp.interviews import get_interview
from webapp.session import holder

PLACES = frozenset(f"agreement-{party}" for party in PARTIES)
"""Where the parties to the internship agreement draw."""

bp = Blueprint("ink", __name__, url_prefix="/interviews/<interview_id>/ink")


@bp.route("/<role>", methods=["PUT", "POST"])
@open_to_trainee
def keep(interview_id: str, role: str) -> tuple[str, int]:
    """Keep what `role`, or a party to the agreement, drew so far; no strokes erase it."""
    get_interview(interview_id)
    place = role if role in PLACES and holder() == "mentor" else signer(role)
    keep_ink(interview_id, place, parse_ink(request.form.get("strokes", "")))
    return "", 204


def signer(role: str | None) -> Role:
    """The role that acts; the trainee with the tablet in hand acts for nobody else."""
    if role not in ROLES:
        abort(404)
    if holder() == "trainee" and role != "trainee":
        raise NotAllowed(f"the trainee holds the tablet and may not act as {role}")
    return role
