"""Everything about one person: found by name, given out to read and for machines."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import office, person
from webapp.guard import of_office
from webapp.interviews import store
from webapp.session import now

bp = Blueprint("person", __name__, url_prefix=office.PATH)


@bp.get("/person")
@of_office
def show() -> str:
    """The search, and what was found with `name`."""
    name = request.args.get("name", "").strip()[:80]
    return render_template("person/show.html", name=name, found=person.talks_of(name))


@bp.get("/person.html")
@of_office
def read() -> Response | Answer:
    """The talks (`talk`: their ids; `notes`: the private notes too) as a page to give out."""
    ids = _wanted()
    if not ids:
        return redirect(url_for("person.show"))
    told = person.told(ids, with_notes="notes" in request.args)
    office.note("given")
    page = render_template("person/file.html", told=told, at=now())
    return _file(page, "text/html", "onthaal-person.html")


@bp.get("/person.json")
@of_office
def download() -> Response | Answer:
    """The same with every earlier version, as a file that Onthaal can take in."""
    ids = _wanted()
    if not ids:
        return redirect(url_for("person.show"))
    office.note("given")
    content = person.file(ids, with_notes="notes" in request.args)
    return _file(content, "application/json", "onthaal-person.json")


def _wanted() -> list[str]:
    summaries = store().logs.summaries(request.args.getlist("talk"))
    return [each for each, summary in summaries.items() if summary]


def _file(content: str | bytes, kind: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=disposition)
