"""One paper: its files added, read full-screen, and spoken of page by page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import freeing, papers, places, uploads
from webapp.domain.change import Edit
from webapp.domain.errors import InvalidValue
from webapp.domain.paper_files import LARGEST, MOST_PAGES, PaperFile, is_sha256
from webapp.domain.passages import (
    QUOTE,
    Passage,
    agreement,
    made_of,
    noted,
    page_key,
    question,
)
from webapp.domain.schema import derived_id
from webapp.guard import takes
from webapp.interviews import get_interview, request_id, save, store
from webapp.languages import text
from webapp.messages import Message, _
from webapp.pages import changed
from webapp.store import UnknownBlob

bp = Blueprint("papers", __name__, url_prefix="/interviews/<interview_id>")

SEALED = "default-src 'none'; sandbox"
"""The policy of a file: should a browser ever show one by itself, nothing in it runs."""


TOOLS = (
    ("pages", "menu", _("Pages")),
    ("search", "search", _("Search")),
    ("smaller", "minus", _("Smaller")),
    ("larger", "plus", _("Larger")),
    ("fit", "fit", _("Fit")),
    ("turn", "turn", _("Turn")),
)
"""Key, drawing and words of each tool above the page."""

READING: Mapping[str, Message] = {
    "loading": _("The page is coming…"),
    "locked": _("This PDF is locked with a password and cannot be shown here."),
    "damaged": _("This page cannot be shown: the file is damaged, or made of something else."),
    "missing": _("This file is not on the tablet now. It comes back once there is a network."),
}


@bp.get("/papers/<key>")
def show(interview_id: str, key: str) -> str:
    """Read a paper; `file` and `page` say where, else where this device left it."""
    interview = get_interview(interview_id)
    paper = papers.find_paper(interview, key)
    if not paper.files:
        abort(404)
    asked = request.args.get("file", ""), request.args.get("page", 1, type=int)
    left = places.place(interview, key)
    return render_template(
        "papers/show.html", paper=paper, at=asked, place=left, TOOLS=TOOLS, READING=READING
    )


@bp.post("/papers/<key>/files")
@takes(4 * LARGEST)
def add(interview_id: str, key: str) -> str | Answer:
    """Add files: in the form as `file`, or `files`, JSON that names what came in pieces."""
    interview = get_interview(interview_id)
    papers.add_files(interview, papers.find_paper(interview, key))
    back = url_for("documents.show", interview_id=interview_id)
    return changed("documents/_changed.html", back, kind="paper-file", added=False)


@bp.get("/papers/<key>/files/<file>")
def file(interview_id: str, key: str, file: str) -> Response:
    """The bytes of a file, or the part that `Range` asks for; never to be shown as a page."""
    found = _file(interview_id, key, file)
    try:
        response = _part(found) if request.range else Response(store().blobs.get(found.sha256))
    except UnknownBlob:
        abort(404)
    response.content_type = found.type
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = SEALED
    response.headers.set("Content-Disposition", "attachment", filename=found.filename)
    return response


@bp.get("/papers/<key>/thumbnails/<file>")
def thumbnail(interview_id: str, key: str, file: str) -> Response:
    """The small picture of a file."""
    found = _file(interview_id, key, file)
    try:
        content = store().blobs.get(found.thumbnail or "")
    except UnknownBlob:
        abort(404)
    headers = {"Content-Security-Policy": SEALED, "Content-Disposition": "attachment"}
    return Response(content, mimetype="image/jpeg", headers=headers)


@bp.get("/pieces/<sha256>")
def begun(interview_id: str, sha256: str) -> Response:
    """How many bytes of a file are here, as JSON: `have`."""
    get_interview(interview_id)
    return jsonify(have=store().blobs.begun(sha256))


@bp.put("/pieces/<sha256>")
def put_piece(interview_id: str, sha256: str) -> Response:
    """Keep the body as the piece of a file from byte `from` on; `last` says that it is the last.

    Answers as `begun`; 0 where the whole is not what its name says.
    """
    get_interview(interview_id)
    at, piece = request.args.get("from", 0, type=int), request.get_data()
    if not is_sha256(sha256) or at < 0:
        abort(404)
    if at + len(piece) > LARGEST:
        raise InvalidValue(papers.TOO_LARGE)
    uploads.begin(store(), sha256)
    have = store().blobs.put_piece(sha256, at, piece, "last" in request.args)
    freeing.came_back(store(), sha256)
    return jsonify(have=have)


@bp.post("/papers/<key>/passages")
def mark(interview_id: str, key: str) -> str | Answer:
    """Mark a page or a `quote` on it (`file`, `page`) `as` discussed, question or agreement.

    Discussed once more takes it back.
    """
    interview = get_interview(interview_id)
    paper, found = papers.find_file(interview, request.form.get("file", ""))
    passage, made = _passage(found), request.form.get("as")
    edits = noted(passage)
    if made == "question":
        words = question(passage, paper.words)
        edits += made_of(_new("trainee-question"), passage, words, interview.languages[::-1], text)
    elif made == "agreement":
        words = agreement(passage, paper.words)
        edits += made_of(_new("agreement"), passage, words, interview.languages, text)
    else:
        known = interview.passages.get(passage.key)
        edits.append(Edit(passage.entity, "discussed", None if known and known.discussed else True))
    save(interview.log, edits)
    back = url_for(".show", interview_id=interview_id, key=key)
    return changed("papers/_changed.html", back, kind="passage", key=passage.key, made=made)


@bp.post("/papers/<key>/place")
def keep_place(interview_id: str, key: str) -> tuple[str, int]:
    """Remember on this device at which `page` the paper was left."""
    interview = get_interview(interview_id)
    papers.find_paper(interview, key)
    places.keep_place(interview, key, request.form.get("page", 1, type=int))
    return "", 204


def _file(interview_id: str, key: str, file: str) -> PaperFile:
    paper, found = papers.find_file(get_interview(interview_id), file)
    if paper.key != key:
        abort(404)
    return found


def _part(file: PaperFile) -> Response:
    """One part of a file (RFC 9110, 14.4)."""
    bounds = request.range.range_for_length(file.size) if request.range else None
    if bounds is None:
        abort(416)
    at, end = bounds
    response = Response(store().blobs.read(file.sha256, at, end - at), 206)
    response.headers["Content-Range"] = f"bytes {at}-{end - 1}/{file.size}"
    return response


def _new(kind: str) -> str:
    return f"{kind}:{derived_id(request_id(), kind)}"


def _passage(file: PaperFile) -> Passage:
    page = request.form.get("page", 0, type=int)
    quote = str(QUOTE.parse(request.form.get("quote", "")[: QUOTE.limit]) or "")
    if not 1 <= page <= (file.pages or MOST_PAGES):
        raise InvalidValue(_("There is no such page."))
    key = derived_id(request_id(), "passage") if quote else page_key(file.key, page)
    return Passage(key, file.key, page, quote, discussed=False)
