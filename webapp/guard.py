"""What every request must pass, and what every answer carries.

Requests that change something must come from our own pages. The trainee reaches only what is
open to the trainee. Pages are never cached.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, redirect, request, session, url_for

from webapp.session import holder, remember_zone

View = TypeVar("View", bound=Callable[..., object])

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SMALL = 64 * 1024
"""Bytes that a stranger may send where nothing else is said."""
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


def open_to_trainee(view: View) -> View:
    """Let the trainee reach a page of the interview that was handed over."""
    view.open_to_trainee = True  # type: ignore[attr-defined]
    return view


def unlocked_only(view: View) -> View:
    """Ask the mentor who they are first, once a trainee has held the tablet."""
    view.unlocked_only = True  # type: ignore[attr-defined]
    return view


def of_device(view: View) -> View:
    """Belongs to the device itself, whoever holds it; speaks JSON and never shows a page."""
    view.of_device = True  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Needs no access code and belongs to nobody in particular."""
    view.public = True  # type: ignore[attr-defined]
    return view


def tells_of_store(view: View) -> View:
    """Says by itself when the store cannot be reached."""
    view.tells_of_store = True  # type: ignore[attr-defined]
    return view


def of_office(view: View) -> View:
    """Belongs to the training centre, on the server; asks for the access code again."""
    view.of_office = True  # type: ignore[attr-defined]
    return view


def takes(largest: int) -> Callable[[View], View]:
    """Let a view be sent more bytes than others may be."""

    def mark(view: View) -> View:
        view.takes = largest  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Put the guard in front of `app`."""
    app.before_request(_limit_body)
    app.before_request(_refuse_other_sites)
    app.before_request(_refuse_trainee)
    app.before_request(_ask_who_is_there)
    app.before_request(remember_zone)
    app.after_request(_add_headers)


def is_marked(mark: str) -> bool:
    """Whether the view of this request carries a mark."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), mark, False)


def largest_body() -> int:
    """How many bytes of this request are read, before anybody waits for it: a line may be slow.

    Of a stranger few, and nothing where the code is asked for first.
    """
    if request.method in SAFE or not request.endpoint:
        return 0
    most = SMALL if is_marked("public") else current_app.config["MAX_CONTENT_LENGTH"]
    if not is_marked("public") and _asks_for_code() and not session.get("signed_in"):
        return 0
    return int(getattr(current_app.view_functions[request.endpoint], "takes", most))


def _asks_for_code() -> bool:
    config = current_app.config
    return config["HOME"] == "server" and not config["OPEN_ON_LOOPBACK"]


def _limit_body() -> None:
    request.max_content_length = largest_body() or request.max_content_length
    session.permanent = True


def _refuse_other_sites() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        abort(403)


def _refuse_trainee() -> None:
    if holder() == "trainee" and request.endpoint and not is_marked("public"):
        ours = (request.view_args or {}).get("interview_id") == session.get("interview")
        itself = is_marked("of_device") and "X-Sync" in request.headers  # no page sends this
        if not itself and not (is_marked("open_to_trainee") and ours):
            abort(403)


def _ask_who_is_there() -> Response | None:
    if not (session.get("locked") and is_marked("unlocked_only")):
        return None
    if request.method not in SAFE:
        abort(403)
    return redirect(url_for("pins.show", next=request.full_path.rstrip("?")))  # type: ignore[return-value]


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if response.mimetype == "text/html":
        response.vary.add("HX-Request")
    return response
