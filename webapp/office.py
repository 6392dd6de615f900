"""The training centre's own pages: only on the server, and only for who gave the code just now.

A tablet's engine never answers them (`static/engine/sw.js` leaves them to the server), and the
server cannot know who holds that tablet. So it asks for the access code again, whoever is signed
in, and forgets it after a quarter of an hour without a page.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, redirect, request, session, url_for

from webapp.access import seal
from webapp.guard import is_marked
from webapp.interviews import store
from webapp.session import device_id, now

PATH = "/office"
OPEN = timedelta(minutes=15)
NOTES = 2_000
"""Lines of the office's own log that are kept."""

_LINE = "office."


def init_app(app: Flask) -> None:
    """Put the office behind its door."""
    app.before_request(_demand_code_again)


def enter(path: str) -> None:
    """Open the office to whoever gave the code on the way to it."""
    if path == PATH or path.startswith((PATH + "/", PATH + "?")):
        _stay()


def leave() -> None:
    """Close the office."""
    session.pop("office", None)


def _demand_code_again() -> Response | None:
    if not is_marked("of_office"):
        return None
    if current_app.config["HOME"] == "tablet":
        abort(404)
    opened = session.get("office")
    if opened and opened[0] == seal() and now() < datetime.fromisoformat(opened[1]):
        _stay()
        return None
    part = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    if request.method == "GET" and not part:
        return redirect(url_for("access.show", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
    abort(401)


def _stay() -> None:
    session["office"] = [seal(), (now() + OPEN).isoformat()]


# -- what was done, by which device, without a name -----------------------------------------------


def note(what: str, about: str = "", *, by_itself: bool = False) -> None:
    """Write a line into the office's log: a key of `webapp.content.office.DONE`, and an id.

    `by_itself`: no device did it.
    """
    if current_app.config["HOME"] == "tablet":
        return
    kept = store().settings
    lines = sorted(key for key in kept if key.startswith(_LINE))
    at = now().isoformat(timespec="milliseconds")
    number = int(lines[-1].rpartition(".")[2]) + 1 if lines else 1
    line = {"at": at, "what": what, "who": "" if by_itself else device_id(), "about": about}
    gone = dict.fromkeys(lines[: max(0, len(lines) - NOTES + 1)])
    kept.set({**gone, f"{_LINE}{number:09}": line})


def notes(most: int) -> list[dict[str, Any]]:
    """The latest lines, each with the time it was written at; `who` and `about` are ids."""
    kept = store().settings
    lines = sorted((key for key in kept if key.startswith(_LINE)), reverse=True)[:most]
    zone = now().tzinfo
    return [
        {**kept[key], "at": datetime.fromisoformat(kept[key]["at"]).astimezone(zone)}
        for key in lines
    ]
