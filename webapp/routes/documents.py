"""Documents: the papers of the sending organisation, read together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import freeing, kept, papers
from webapp.domain.documents import BRINGERS, SIGNED, STATES
from webapp.domain.errors import InvalidValue
from webapp.domain.paper_files import IMAGES, LARGEST, PDF
from webapp.domain.parties import SIGNATURES
from webapp.interviews import add, get_interview, store
from webapp.messages import Message, _
from webapp.pages import changed, tell
from webapp.sync_client import SyncClient

bp = Blueprint("documents", __name__, url_prefix="/interviews/<interview_id>")


@bp.get("/documents")
def show(interview_id: str) -> str:
    """The page."""
    interview = get_interview(interview_id)
    sync = _sync()
    room = freeing.room_in(store(), sync.replica, interview) if sync else 0
    return render_template("documents/show.html", room=room)


@bp.post("/freed-papers")
def free(interview_id: str) -> Response:
    """Give the files of an interview away from this tablet, where the server has them."""
    interview, sync = get_interview(interview_id), _sync()
    if sync:
        freeing.free(store(), sync.replica, interview)
        tell(_("There is room again. The papers are on the server and come back when opened."))
    return redirect(url_for(".show", interview_id=interview_id), 303)


def _sync() -> SyncClient | None:
    """The tablet's end of the sync; a server has none."""
    found: SyncClient | None = current_app.extensions.get("sync")
    return found


@bp.post("/papers")
def create(interview_id: str) -> str | Response:
    """Put papers on the list: one by its `text`, or `kept`, of earlier talks, or by their files."""
    interview = get_interview(interview_id)
    if entity := request.form.get("kept"):
        kept.use_again(interview, entity)
    elif papers.brought():
        papers.add_papers(interview, request.form.get("text", ""))
    elif request.form.get("text", "").strip():
        add(interview, "paper", {"text": request.form["text"]})
    else:
        raise InvalidValue(_("Write what the paper is called."))
    back = url_for(".show", interview_id=interview_id)
    return changed("documents/_changed.html", back, kind="paper", added=True)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the rows need wherever they are rendered."""
    return {
        "PAPER_STATES": STATES,
        "BRINGERS": BRINGERS,
        "SIGNATURES": SIGNATURES,
        "SIGNED_WHERE": SIGNED,
        "ACCEPTED": _accepted,
        "ADDING": ADDING,
        "LARGEST": LARGEST,
    }


def _accepted(types: Collection[str] = (PDF, *IMAGES)) -> str:
    """What a browser may offer to choose: photos of any kind that it can decode itself."""
    return ",".join([PDF, *(["image/*", ".heic", ".heif"] if len(types) > 1 else [])])


ADDING: Mapping[str, Message] = {
    "large": papers.TOO_LARGE,
    "vast": _("This photo is too large to be shown. Nothing of it was kept."),
    "strange": _("This is neither a PDF nor a photo that this browser can open. Nothing was kept."),
    "photo": papers.ONLY_PDF,
    "locked": _("This PDF is locked with a password. Ask for one without. Nothing was kept."),
    "damaged": _("This file is damaged and cannot be opened. Nothing of it was kept."),
    "room": _("There is no room left for this file on the tablet. Nothing of it was kept."),
    "lost": _("The file did not arrive. Nothing of it was kept. Try again."),
}
"""Why a file could not be added, as the page's script says it."""
