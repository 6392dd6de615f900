"""The device itself: what it keeps, how much room that takes, and what it tells who helps."""

from __future__ import annotations

import json
import shutil
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import sync
from webapp.diagnostics import diagnostics
from webapp.domain.errors import UnknownThing
from webapp.domain.notes import with_notes
from webapp.guard import unlocked_only
from webapp.held import elsewhere, held, latest, number, replica
from webapp.interviews import store
from webapp.pages import changed
from webapp.sync_replica import SyncReplica
from webapp.talks import COUNTED, Talk

bp = Blueprint("device", __name__)

PAGE = 10
MOST = 10_000
"""How much of the list one page shows at most."""


@bp.get("/device")
@unlocked_only
def show() -> str:
    """What is on this device, how much room there is, and how well it is kept."""
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        return render_template("device/_held.html", **_list())
    folder = store().folder
    return render_template(
        "device/show.html",
        **_list(),
        number=number(),
        counted=COUNTED,
        disk=shutil.disk_usage(folder) if folder else None,
        version=current_app.config["VERSION"],
    )


@bp.get("/device/diagnostics.json")
@unlocked_only
def diagnose() -> Response:
    """A file for who helps from afar: versions, counts, sizes, errors; no personal data."""
    content = json.dumps(diagnostics(request.args), indent=1).encode()
    disposition = {"Content-Disposition": 'attachment; filename="onthaal-diagnostics.json"'}
    return Response(content, mimetype="application/json", headers=disposition)


@bp.post("/device/releases")
@unlocked_only
def release() -> str | Answer:
    """Let talks go from this tablet once the server says that it has all of them.

    Form: `interview`, or `old` for all that no device would fetch by itself.
    """
    ours = _replica()
    if "old" in request.form:
        old = {each.talk.id for each in held(latest()) if each.old and each.on_server}
        ours.leave(ours.leaving | old)
    else:
        ours.leave({*ours.leaving, _known(request.form.get("interview", ""), ours)})
    return changed("device/_held.html", url_for("device.show"), **_list())


@bp.post("/device/fetches")
@unlocked_only
def fetch() -> str | Answer:
    """Ask the server for a talk (`interview`) that this tablet does not hold."""
    ours, wanted = _replica(), request.form.get("interview", "")
    if wanted not in {talk.id for talk in elsewhere()}:
        raise UnknownThing(wanted)
    ours.want({*ours.wanted, wanted})
    return changed("home/_elsewhere.html", url_for("home.show", all=1), elsewhere=elsewhere())


@bp.app_template_global()
def is_wanted(talk: Talk) -> bool:
    """Whether this tablet asks for a talk at its next sync."""
    ours = replica()
    return ours is not None and talk.id in ours.wanted


@bp.app_template_global()
def not_arrived(interview_id: str | None = None) -> int:
    """How many changes, of one talk or of all, a server knows of and never got."""
    if current_app.config["HOME"] != "server":
        return 0
    missing = sync.missing(store())
    logs = with_notes([interview_id]) if interview_id else missing
    return sum(missing.get(each, 0) for each in logs)


def _replica() -> SyncReplica:
    """This tablet's; there is nothing to let go from a server, nor to fetch: 404."""
    ours = replica()
    return ours if ours is not None else abort(404)


def _known(interview_id: str, ours: SyncReplica) -> str:
    if not ours.may_release(interview_id):
        raise UnknownThing(interview_id)
    return interview_id


def _list() -> dict[str, Any]:
    """What the list of talks shows. On a server only its first lines are looked at."""
    most = max(PAGE, min(request.args.get("more", PAGE, type=int), MOST))
    talks = latest(most + 1 if replica() is None else None)
    kept = held(talks if replica() is not None else talks[:most])
    old = [each for each in kept if each.old and each.on_server and not each.leaving]
    return {"kept": kept, "old": old, "most": most, "page": PAGE, "more": len(talks) > most}
